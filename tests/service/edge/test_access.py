"""The token: who is let in, what stays open, and that it is never told to anyone."""

from pathlib import Path
from typing import Any

import pytest
from fastapi import Depends
from fastapi.testclient import TestClient
from serving import Served, make

from groundwire.errors import InputError
from groundwire.service.edge.access import require_token
from groundwire.service.edge.token import read_token
from groundwire.settings import Settings

TOKEN = "canary-7f3a9b.51~token"  # noqa: S105  made up, and looked for in everything that is said
RIGHT = {"Authorization": f"Bearer {TOKEN}"}
ASK = {"question": "When?"}


@pytest.fixture
def guarded() -> Served:
    """An app that wants the token."""
    return make(settings=Settings.model_validate({"token": TOKEN}))


def test_without_a_token_everything_is_open(served: Served) -> None:
    """Where no token is set nobody is asked for one, and one that is sent does no harm."""
    assert served.client.post("/chat", json=ASK).status_code == 200
    assert served.client.post("/chat", json=ASK, headers=RIGHT).status_code == 200


@pytest.mark.parametrize("path", ["/", "/health", "/ready", "/web/page.js"])
def test_the_page_and_what_supervisors_ask_stay_open(guarded: Served, path: str) -> None:
    """The page must load before a token can be typed into it, and a probe knows none."""
    assert guarded.client.get(path).status_code == 200


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("POST", "/chat"), ("GET", "/search?q=x"), ("GET", "/articles"), ("GET", "/articles/old"),
        ("GET", "/metrics"), ("GET", "/openapi.json"), ("GET", "/v1/models"),
        ("POST", "/v1/chat/completions"), ("GET", "/nope"), ("GET", "/webs"),
        ("OPTIONS", "/chat"), ("GET", "/health/"),
    ],
)  # fmt: skip
def test_everything_else_wants_it(guarded: Served, method: str, path: str) -> None:
    """401 with the challenge, whether or not there is anything at the address."""
    response = guarded.client.request(method, path)
    assert response.status_code == 401
    assert response.headers["www-authenticate"] == 'Bearer realm="groundwire"'
    assert guarded.answerer.asked == []


@pytest.mark.parametrize(
    "given",
    [
        "", "Bearer", "Bearer ", f"Bearer {TOKEN}x", f"Bearer {TOKEN[:-1]}", TOKEN, "Basic eDp5",
        f"Basic {TOKEN}", "Bearer \xe4\xf6", f"Bearer {TOKEN.upper()}",
    ],
)  # fmt: skip
def test_what_is_not_the_token_is_refused(guarded: Served, given: str) -> None:
    """Only the very token opens; the next request with it works."""
    headers = {"Authorization": given.encode("latin-1")}
    response = guarded.client.post("/chat", json=ASK, headers=headers)
    assert response.status_code == 401
    assert response.json()["type"] == "urn:groundwire:unauthorized"
    assert guarded.client.post("/chat", json=ASK, headers=RIGHT).status_code == 200


def test_the_scheme_is_read_in_any_case(guarded: Served) -> None:
    """RFC 9110: the name of a scheme has no case."""
    headers = {"Authorization": f"bEARER   {TOKEN}"}
    assert guarded.client.post("/chat", json=ASK, headers=headers).status_code == 200


def test_openai_clients_read_the_refusal(guarded: Served) -> None:
    """Under /v1 the refusal has OpenAI's shape."""
    error = guarded.client.post("/v1/chat/completions", json={}).json()["error"]
    assert (error["type"], error["code"]) == ("invalid_request_error", "invalid_api_key")
    assert "Authorization: Bearer" in error["message"]


def test_it_is_decided_before_the_body_is_read(guarded: Served) -> None:
    """A body that is too large, or that never comes, is not waited for."""
    headers = {"Content-Length": "999999999", "Content-Type": "application/json"}
    assert guarded.client.post("/chat", content=b"{", headers=headers).status_code == 401


def test_it_is_decided_on_the_path(guarded: Served) -> None:
    """A Host header that names an open path opens nothing."""
    for host in ("x/health?", "/health", "x/web/"):
        response = guarded.client.get("/articles", headers={"Host": host})
        assert response.status_code == 401


def test_the_token_is_told_nowhere(guarded: Served) -> None:
    """Neither log, errors, metrics, readiness nor the settings show the token or a wrong one."""
    wrong = {"Authorization": "Bearer canary-wrong"}
    said = [
        guarded.client.request(method, path, headers=headers, json=body).text
        for headers in (RIGHT, wrong)
        for method, path, body in (
            ("POST", "/chat", ASK), ("POST", "/chat", {"token": 1}), ("GET", "/ready", None),
            ("GET", "/metrics", None), ("GET", "/nope", None), ("GET", "/openapi.json", None),
        )
    ]  # fmt: skip
    settings = Settings.model_validate({"token": TOKEN})
    said += [guarded.log_text.getvalue(), repr(settings), settings.model_dump_json()]
    assert "canary" not in "".join(said)


def _writing(**settings: Any) -> TestClient:
    made = make(settings=Settings.model_validate(settings))

    @made.app.post("/written", dependencies=[Depends(require_token)])
    def written() -> str:
        return "done"

    return made.client


def test_writing_is_off_without_a_token() -> None:
    """A route that writes is 403 where the service has no token, whatever is sent."""
    for headers in ({}, RIGHT):
        response = _writing().post("/written", headers=headers)
        assert response.status_code == 403
        assert response.json()["type"] == "urn:groundwire:forbidden"
        assert "GROUNDWIRE_TOKEN" in response.json()["detail"]


def test_writing_with_the_token() -> None:
    """With a token set it is 401 without it, and done with it."""
    client = _writing(token=TOKEN)
    assert client.post("/written").status_code == 401
    assert client.post("/written", headers=RIGHT).json() == "done"


def test_the_token_may_stand_in_a_file(tmp_path: Path) -> None:
    """White space around it, such as the last line's end, is not part of it."""
    file = tmp_path / "token"
    file.write_text(f"{TOKEN}\n")
    assert read_token(Settings(token_file=file)) == TOKEN


@pytest.mark.parametrize("written", ["", "\n", "two words", "pass\xe9", "two\nlines"])
def test_what_is_no_token_is_said_without_showing_it(tmp_path: Path, written: str) -> None:
    """A file or variable that holds no usable token stops the start; its content is not shown."""
    file = tmp_path / "token"
    file.write_text(written)
    for settings in (Settings(token_file=file), Settings.model_validate({"token": written})):
        with pytest.raises(InputError, match="holds no token") as raised:
            read_token(settings)
        assert not written.strip() or written.strip() not in str(raised.value)


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    """The path is named, and both ways at once are refused."""
    settings = {"token_file": tmp_path / "none"}
    with pytest.raises(InputError, match="No such file"):
        read_token(Settings.model_validate(settings))
    with pytest.raises(InputError, match="both set"):
        read_token(Settings.model_validate({**settings, "token": TOKEN}))
