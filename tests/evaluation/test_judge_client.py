"""The client of the judge, against a judge over real HTTP that goes wrong in every way."""

import asyncio
import json
import socket
from pathlib import Path

import pytest
from judge_server import INPUT, JudgeServer
from pydantic import BaseModel

from groundwire.errors import InputError
from groundwire.evaluation.judge import client
from groundwire.evaluation.judge.cache import JudgeCache
from groundwire.evaluation.judge.client import Judge, JudgeError, JudgeSettings, read_reply

KEY = "sk-secret-0123"


class Statements(BaseModel):
    """The shape that is asked for."""

    statements: list[str]


def prompt(answer: str) -> str:
    """A prompt as ragas writes one: examples with braces, and then the input."""
    asked = json.dumps({"question": "Why?", "answer": answer})
    return f'Split it. Output: {{"statements": []}}\n{INPUT}{asked}\nOutput: '


def ask(
    settings: JudgeSettings, folder: Path, *answers: str, repetition: int = 0
) -> list[list[str] | str]:
    """Per answer its statements, or why there are none; all asked at once."""

    async def one(judge: Judge, answer: str) -> list[str] | str:
        try:
            reply = await judge.ask(prompt(answer), Statements, repetition=repetition)
        except JudgeError as error:
            return str(error)
        return reply.statements

    async def everything() -> list[list[str] | str]:
        async with Judge(settings, JudgeCache(folder)) as judge:
            return list(await asyncio.gather(*(one(judge, answer) for answer in answers)))

    return asyncio.run(everything())


def settings(server: JudgeServer, **other: object) -> JudgeSettings:
    """Those of the judge that is running."""
    return JudgeSettings(**{"url": server.url, "model": "small", **other})  # type: ignore[arg-type]


def test_the_request_is_what_every_endpoint_understands(server: JudgeServer, folder: Path) -> None:
    """No stream, JSON asked for, temperature 0, the repetition as seed, the key in its header."""
    assert [["It rains.", "It pours."]] == ask(
        settings(server, key=KEY), folder, "It rains. It pours.", repetition=2
    )
    (body,) = server.requests
    assert [{"role": "user", "content": prompt("It rains. It pours.")}] == body.pop("messages")
    assert body == {
        "model": "small",
        "stream": False,
        "temperature": 0,
        "response_format": {"type": "json_object"},
        "seed": 2,
    }
    assert server.headers[0]["Authorization"] == f"Bearer {KEY}"


@pytest.mark.parametrize("fault", ["fenced", "thinking"])
def test_json_is_found_in_what_stands_around_it(
    server: JudgeServer, folder: Path, fault: str
) -> None:
    """Thoughts, fences and polite words are no fault, and cost no second call."""
    server.faults[""] = fault
    assert [["It rains."]] == ask(settings(server), folder, "It rains.")
    assert len(server.requests) == 1


@pytest.mark.parametrize(
    ("fault", "why"),
    [
        ("prose", "prose without JSON: 'I should say that the answer looks fine.'"),
        ("cut", 'broken JSON: \'{"statements": ["The bridge\''),
        ("another shape", "JSON of another shape (statements: Field required)"),
    ],
)
def test_an_unusable_reply_is_asked_for_once_more(
    server: JudgeServer, folder: Path, fault: str, why: str
) -> None:
    """The judge is told what was wrong, and the second fault is the reason; nothing is kept."""
    server.faults["rains"] = fault
    reason, other = ask(settings(server, parallel=1), folder, "It rains.", "It pours.")
    assert isinstance(reason, str)
    assert reason.startswith(why)
    assert other == ["It pours."]
    assert [1, 3, 1] == [len(body["messages"]) for body in server.requests]
    assert why in server.requests[1]["messages"][2]["content"]
    server.faults.clear()
    assert [["It rains."]] == ask(settings(server), folder, "It rains.")


def test_a_busy_server_is_tried_again(server: JudgeServer, folder: Path) -> None:
    """One HTTP 500 is nothing to be noticed."""
    server.once = 500
    assert [["It rains."]] == ask(settings(server), folder, "It rains.")
    assert len(server.requests) == 2


@pytest.mark.parametrize(("fault", "calls"), [("500", 2), ("401", 1), ("no completion", 1)])
def test_an_http_error_is_named(server: JudgeServer, folder: Path, fault: str, calls: int) -> None:
    """A status that a second try will not change is not tried again; the key is not repeated."""
    server.faults[""] = fault
    (reason,) = ask(settings(server, key=KEY), folder, "It rains.")
    wanted = {"no completion": "no chat completion: '[]'"}
    assert reason == wanted.get(fault, f"HTTP {fault}: 'Bearer ***'")
    assert len(server.requests) == calls


def test_a_judge_that_is_down_is_named(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody listens: the reason says where."""
    monkeypatch.setattr(client, "RETRY_AFTER_S", 0.01)
    with socket.socket() as taken:  # bound and not listening: nobody else takes the port
        taken.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{taken.getsockname()[1]}/v1"
        (reason,) = ask(JudgeSettings(url, "small"), folder, "It rains.")
    assert reason == f"down: {url}/chat/completions does not answer (ConnectError)"


def test_a_slow_judge_is_not_waited_for(server: JudgeServer, folder: Path) -> None:
    """The deadline is of the whole call; the others are still answered."""
    server.faults["rains"] = "slow"
    found = ask(settings(server, timeout_s=1.5), folder, "It rains.", "It pours.")
    assert found == ["slow: no reply within 1.5 s", ["It pours."]]
    assert not server.released.is_set()


def test_a_judge_that_only_fails_is_given_up(
    server: JudgeServer, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """After so many calls in a row that failed, none is made: a run is never held for hours."""
    monkeypatch.setattr(client, "GIVE_UP_AFTER", 3)
    server.faults[""] = "401"
    found = ask(settings(server, parallel=1), folder, *(f"Number {n}." for n in range(9)))
    assert found[2:] == ["HTTP 401: 'no key'"] + ["not asked: 3 calls in a row had failed"] * 6
    assert len(server.requests) == 3


def test_no_more_calls_than_allowed_are_under_way(
    server: JudgeServer, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """``parallel`` bounds the calls, however many are asked for at once."""
    under_way, most = 0, 0
    reply = Judge._reply

    async def counted(self: Judge, messages: list[dict[str, str]], repetition: int) -> str:
        nonlocal under_way, most
        under_way += 1
        most = max(most, under_way)
        try:
            return await reply(self, messages, repetition)
        finally:
            under_way -= 1

    monkeypatch.setattr(Judge, "_reply", counted)
    ask(settings(server, parallel=2), folder, *(f"Number {n}." for n in range(8)))
    assert most == 2


def test_the_same_call_is_paid_for_once(server: JudgeServer, folder: Path) -> None:
    """A second run asks nothing; another model and another repetition do."""
    for model, repetition, calls in (("small", 0, 1), ("small", 0, 1), ("large", 0, 2)):
        ask(settings(server, model=model), folder, "It rains.", repetition=repetition)
        assert len(server.requests) == calls
    ask(settings(server), folder, "It rains.", repetition=1)
    assert len(server.requests) == 3


def test_the_key_is_kept_and_shown_nowhere(server: JudgeServer, folder: Path) -> None:
    """Neither in the settings as they are printed, nor in any file."""
    chosen = settings(server, key=KEY)
    ask(chosen, folder, "It rains.")
    assert KEY not in repr(chosen)
    assert [path for path in folder.rglob("*.json") if KEY in path.read_text("utf-8")] == []


@pytest.mark.parametrize(
    "wrong",
    [
        {"url": "localhost:11434"},
        {"url": "ftp://127.0.0.1/v1"},
        {"url": "http://[::1/v1"},
        {"url": f"https://me:{KEY}@127.0.0.1/v1"},
        {"model": ""},
        {"key": ""},
        {"key": f"{KEY}\n"},
        {"timeout_s": 0},
        {"parallel": 0},
    ],
)
def test_settings_that_cannot_work_are_refused(wrong: dict[str, object]) -> None:
    """Before anything is asked, and without repeating a key."""
    with pytest.raises(InputError) as refused:
        JudgeSettings(**{"url": "http://127.0.0.1/v1", "model": "small", **wrong})  # type: ignore[arg-type]
    assert KEY not in str(refused.value)


@pytest.mark.parametrize(
    ("reply", "why"),
    [
        ("<think>{", "prose without JSON"),
        ("{" * 5000, "broken JSON"),
        ('{"statements": ' + "[" * 100_000, "broken JSON"),
        ('{"statements": [1]}', "JSON of another shape (statements.0: "),
        ('{"statements": ["\\ud83d"]}', "broken JSON"),
        ("", "prose without JSON: ''"),
    ],
    ids=["unfinished thought", "braces", "nested", "numbers", "half a character", "nothing"],
)
def test_any_reply_can_be_read_or_refused(reply: str, why: str) -> None:
    """No reply raises anything but a reason, and the reason is short."""
    with pytest.raises(JudgeError) as refused:
        read_reply(reply, Statements, client.no_fault)
    assert str(refused.value).startswith(why)
    assert len(str(refused.value)) < 300
