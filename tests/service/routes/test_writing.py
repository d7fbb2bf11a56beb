"""``POST /articles`` and ``DELETE /articles/{article_id}``."""

import errno
import json
import os
import shutil
import signal
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from serving import Served, make

from groundwire.index import failpoints
from groundwire.index.build import build
from groundwire.index.check import check_index
from groundwire.index.durable import writer_lock
from groundwire.index.encoder import HashingEncoder
from groundwire.service.edge.boundary import MAX_ARTICLE_BYTES, MAX_BODY_BYTES
from groundwire.service.work import following
from groundwire.settings import Settings
from groundwire.wiring import make_answerer

ENCODER = HashingEncoder()
TOKENS = 128
TOKEN = {"Authorization": "Bearer tern-7"}
BRIDGE = "The Tern Bridge closed on Monday after inspectors found rust in nine cables.\n"
FERRY = "The Petrel ferry returns on Friday, and it takes forty cars."
LATER = "The Petrel ferry returns on Sunday, as a shaft came late."


@dataclass
class World:
    """A corpus, its index, and a service over it."""

    corpus: Path
    index: Path
    served: Served

    def post(self, **fields: Any) -> Any:
        """Post an article about the ferry, or another one."""
        return self.served.client.post("/articles", json={"text": FERRY, **fields}, headers=TOKEN)

    def delete(self, article_id: str) -> Any:
        """Delete an article."""
        return self.served.client.delete(f"/articles/{article_id}", headers=TOKEN)

    def get(self, path: str) -> Any:
        """What the service shows."""
        return self.served.client.get(path, headers=TOKEN)

    def posted(self) -> list[Path]:
        """Every file among the posted ones, hidden ones too."""
        return sorted((self.corpus / "posted").glob("*"))

    def rebuilt(self) -> str:
        """The generation that a build of the corpus from scratch gives."""
        other = self.corpus.parent / "other"
        shutil.rmtree(other, ignore_errors=True)
        report = build([self.corpus], folder=other, encoder=ENCODER, passage_tokens=TOKENS)
        return report.generation


@pytest.fixture
def world(tmp_path: Path) -> World:
    """A service with a token over one article."""
    return begun(tmp_path)


@pytest.fixture(scope="module")
def steady(tmp_path_factory: pytest.TempPathFactory) -> World:
    """The same, for requests that change nothing."""
    return begun(tmp_path_factory.mktemp("steady"))


def begun(folder: Path, *, token: str | None = "tern-7") -> World:  # noqa: S107
    corpus, index = folder / "corpus", folder / "index"
    corpus.mkdir(parents=True)
    (corpus / "bridge.txt").write_text(BRIDGE, "utf-8")
    build([corpus], folder=index, encoder=ENCODER, passage_tokens=TOKENS)
    return served_over(corpus, index, token=token)


def served_over(corpus: Path, index: Path, *, token: str | None = "tern-7") -> World:  # noqa: S107
    settings = Settings.model_validate(
        {"index": index, "corpus": corpus, "encoder": "hashing", "token": token}
    )
    return World(corpus, index, make(make_answerer(settings), settings=settings))


def test_a_posted_article_is_answered_from_at_once(world: World) -> None:
    """201 with the article's summary, where it is, and the generation that now answers."""
    response = world.post(title="Ferry returns", source="Harbour News", published="2025-03-11")
    assert response.status_code == 201
    article = response.json()["article"]
    assert article == {
        "id": article["id"], "title": "Ferry returns", "source": "Harbour News", "url": None,
        "published": "2025-03-11", "characters": len(FERRY),
    }  # fmt: skip
    assert response.headers["location"] == f"/articles/{article['id']}"
    assert world.get(response.headers["location"]).json()["text"] == FERRY
    found = world.get("/search?q=Petrel%20ferry").json()
    assert found["hits"][0]["article_id"] == article["id"]
    assert found["index"] == response.json()["index"]


def test_a_later_build_of_the_corpus_changes_nothing(world: World) -> None:
    """The file in the corpus and the index are what a build makes of them, from scratch too."""
    posted = world.post(title="Ferry returns", url="https://news.example/ferry", author="Ida Lund")
    generation = posted.json()["index"]["generation"]
    report = build([world.corpus], folder=world.index, encoder=ENCODER, passage_tokens=TOKENS)
    assert (report.generation, report.unchanged, report.new) == (generation, 2, 0)
    assert world.rebuilt() == generation
    assert check_index(world.index).exit_code == 0


def test_the_same_article_again_changes_nothing(world: World) -> None:
    """A client that did not hear the answer may post again: 200, the same id and generation."""
    first, again = world.post(title="Ferry"), world.post(title="Ferry")
    assert (first.status_code, again.status_code) == (201, 200)
    assert first.json() == again.json()
    assert len(world.posted()) == 1


def test_an_article_is_replaced_by_its_id(world: World) -> None:
    """200, and the old text can neither be found nor read again."""
    world.post(id="ferry.7", title="Ferry")
    response = world.post(id="ferry.7", title="Ferry late", text=LATER)
    assert response.status_code == 200
    assert response.json()["index"]["articles"] == 2
    hits = world.get("/search?q=Petrel%20ferry&k=100").json()["hits"]
    assert not any("Friday" in hit["text"] for hit in hits)
    assert world.get("/articles/ferry.7").json()["text"] == LATER
    assert world.rebuilt() == response.json()["index"]["generation"]


def test_a_deleted_article_is_gone_everywhere(world: World) -> None:
    """Out of the index, the service and the corpus; deleting it again is 404."""
    before = world.get("/articles").json()["index"]
    name = world.post().json()["article"]["id"]
    response = world.delete(name)
    assert response.status_code == 200
    assert response.json() == {
        "id": name, "file": "removed", "path": response.json()["path"], "index": before,
    }  # fmt: skip
    assert world.posted() == []
    assert world.get(f"/articles/{name}").status_code == 404
    assert world.delete(name).status_code == 404
    assert world.rebuilt() == before["generation"]


def test_a_file_that_was_not_posted_is_kept(world: World) -> None:
    """Deleting its article leaves the file, and says so: the next build indexes it again."""
    world.post()
    name = next(
        one["id"] for one in world.get("/articles").json()["articles"] if "Tern" in one["title"]
    )
    body = world.delete(name).json()
    assert (body["file"], body["path"]) == ("kept", (world.corpus / "bridge.txt").as_posix())
    assert world.get(f"/articles/{name}").status_code == 404
    report = build([world.corpus], folder=world.index, encoder=ENCODER, passage_tokens=TOKENS)
    assert (report.articles, report.new) == (2, 1)


def test_an_article_of_another_file_is_not_replaced(world: World) -> None:
    """An id, given or made from the content, that another file of the corpus has is 409."""
    name = world.get("/articles").json()["articles"][0]["id"]
    for fields in ({"id": name}, {"text": BRIDGE}):
        response = world.post(**fields)
        assert response.status_code == 409
        assert "bridge.txt" in response.json()["detail"]
    assert world.posted() == []


def test_the_only_article_stays(world: World) -> None:
    """An index holds at least one article: 409, and what to do."""
    name = world.get("/articles").json()["articles"][0]["id"]
    response = world.delete(name)
    assert response.status_code == 409
    assert "Post another one first" in response.json()["detail"]


@pytest.mark.parametrize(
    ("body", "status", "named"),
    [
        ({}, 422, "text"),
        ({"text": ""}, 422, "text"),
        ({"text": " \n\t "}, 422, "text"),
        ({"text": "—!?"}, 422, "text"),
        ({"text": "a\0b c"}, 422, "NUL"),
        ({"text": "\x01\x02\x03\x04 ferry"}, 422, "control characters"),
        ({"text": "\ud800 ferry"}, 422, "text"),
        ({"text": FERRY, "id": "../../etc/passwd"}, 422, "id"),
        ({"text": FERRY, "id": "a/b"}, 422, "id"),
        ({"text": FERRY, "id": "null"}, 422, "id"),
        ({"text": FERRY, "id": ".hidden"}, 422, "id"),
        ({"text": FERRY, "id": "x" * 65}, 422, "id"),
        ({"text": FERRY, "id": "line\n"}, 422, "id"),
        ({"text": FERRY, "url": "javascript:alert(1)"}, 422, "url"),
        ({"text": FERRY, "url": "https://news.example/a b"}, 422, "url"),
        ({"text": FERRY, "published": "11 March 2025"}, 422, "published"),
        ({"text": FERRY, "published": "2025-02-30"}, 422, "published"),
        ({"text": FERRY, "published": "0001-01-01"}, 422, "published"),
        ({"text": FERRY, "language": "english"}, 422, "language"),
        ({"text": FERRY, "title": "x" * 501}, 422, "title"),
        ({"text": FERRY, "source": "x" * 201}, 422, "source"),
        ({"text": FERRY, "path": "elsewhere"}, 422, "path"),
        ([FERRY], 422, "body"),
        (None, 422, "body"),
    ],
)  # fmt: skip
def test_what_is_no_article_is_refused(steady: World, body: Any, status: int, named: str) -> None:
    """The problem names the field; nothing is stored, and the next article is taken."""
    before = steady.posted()
    sent = json.dumps(body).encode()
    headers = {**TOKEN, "Content-Type": "application/json"}
    response = steady.served.client.post("/articles", content=sent, headers=headers)
    assert response.status_code == status
    assert response.headers["content-type"] == "application/problem+json"
    assert named in response.json()["detail"]
    assert steady.posted() == before
    assert steady.post(id="next").status_code in (200, 201)


def test_what_is_no_json_is_refused(world: World) -> None:
    """A body that is not JSON is 400, one that does not say that it is 415."""
    client = world.served.client
    headers = {**TOKEN, "Content-Type": "application/json"}
    assert client.post("/articles", content=b"{", headers=headers).status_code == 400
    assert client.post("/articles", content=b"{}", headers=TOKEN).status_code == 415
    form = client.post("/articles", data={"text": FERRY}, headers=TOKEN)
    assert form.status_code == 415


def test_an_article_may_be_longer_than_a_question(world: World) -> None:
    """More than a question's body is taken, more than a megabyte is 413; the next one works."""
    long = " ".join(f"The ferry takes car {number}." for number in range(4_000))
    assert MAX_BODY_BYTES < len(long) < MAX_ARTICLE_BYTES
    assert world.post(text=long).status_code == 201
    response = world.post(text="x" * MAX_ARTICLE_BYTES)
    assert response.status_code == 413
    assert "1,000,000" in response.json()["detail"]
    assert world.post().status_code == 201


HEAD = {"title": "Ü" * 500, "source": "😀" * 200, "author": '"' * 200,
        "url": "https://news.example/" + "a" * 1_900}  # fmt: skip


@pytest.mark.parametrize(
    "fields",
    [
        HEAD,
        {"text": f"---\ntitle: Other\nid: stolen\n---\n{FERRY}"},
        {"title": "---", "text": f"---\ntitle: Other\n---\n{FERRY}"},
        {"id": "README.v2"},
        {"id": "a.zip"},
        {"title": "x: [y", "source": "# no", "author": "- 1"},
        {"text": f"<script>alert(1)</script><p>{FERRY}</p>"},
        {"text": f"date 2025-03-11\n{FERRY}"},
    ],
)
def test_odd_fields_come_through_the_file(world: World, fields: dict[str, Any]) -> None:
    """What YAML, Markdown or file names could mistake is stored so that a build reads the same."""
    response = world.post(**fields)
    assert response.status_code == 201
    article = world.get(response.headers["location"]).json()
    given = {name: value for name, value in fields.items() if name in (*HEAD, "id")}
    assert {name: article[name] for name in given} == given
    assert FERRY in article["text"]
    assert world.rebuilt() == response.json()["index"]["generation"]


def test_ids_that_differ_in_case_have_files_of_their_own(world: World) -> None:
    """A file system that tells no capitals apart does not mix them up."""
    world.post(id="A", text=FERRY)
    world.post(id="a", text=LATER)
    assert len({path.name.lower() for path in world.posted()}) == 2


@pytest.mark.parametrize("method", ["POST", "DELETE"])
@pytest.mark.parametrize("given", [None, "Bearer wrong", "Basic dGVybi03"])
def test_without_the_token_nothing_is_written(
    steady: World, method: str, given: str | None
) -> None:
    """401 with the challenge, before the body is read: broken JSON makes no difference."""
    headers = {"Authorization": given} if given else {}
    path = "/articles" if method == "POST" else "/articles/x"
    before = steady.posted()
    response = steady.served.client.request(method, path, content=b"{", headers=headers)
    assert response.status_code == 401
    assert response.headers["www-authenticate"].startswith("Bearer")
    assert steady.posted() == before


def test_without_a_token_set_writing_is_off(tmp_path: Path) -> None:
    """A service without a token answers 403 and says how to turn writing on."""
    open_world = begun(tmp_path, token=None)
    for response in (
        open_world.served.client.post("/articles", content=b"{"),
        open_world.served.client.delete("/articles/x"),
    ):
        assert response.status_code == 403
        assert "GROUNDWIRE_TOKEN" in response.json()["detail"]


def test_another_writer_means_come_again(world: World) -> None:
    """While another process writes the index it is 503 with Retry-After, and nothing is stored."""
    posted = world.post().json()["article"]["id"]
    with writer_lock(world.index):
        for response in (world.post(text=LATER), world.delete(posted)):
            assert response.status_code == 503
            assert int(response.headers["retry-after"]) > 0
            assert response.json()["type"] == "urn:groundwire:index-locked"
    assert len(world.posted()) == 1
    assert world.post(text=LATER).status_code == 201


def test_many_at_once_are_all_stored(world: World) -> None:
    """Posted at the same time, articles wait for each other; all are indexed."""
    statuses: list[int] = []

    def post(number: int) -> None:
        text = f"Boat number {number} sails on Friday."
        statuses.append(world.post(id=f"boat-{number}", text=text).status_code)

    threads = [threading.Thread(target=post, args=(number,)) for number in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert statuses == [201] * 6
    page = world.get("/articles").json()
    assert page["total"] == 7
    assert world.rebuilt() == page["index"]["generation"]


def test_what_follows_the_index_never_goes_back(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """While the service itself looks for new generations all the time, each article that was
    answered 201 can be read at once, and goes on being there."""
    monkeypatch.setattr(following, "LOOK_EVERY", 0.001)
    with world.served.client:
        for number in range(12):
            response = world.post(id=f"boat-{number}", text=f"Boat {number} sails on Friday.")
            assert response.status_code == 201
            assert world.get("/articles").json()["total"] == number + 2
            assert world.get(f"/articles/boat-{number}").status_code == 200


@pytest.fixture
def unwatched() -> Iterator[None]:
    """No failpoint is watched afterwards."""
    yield
    failpoints.watch(None)


def test_a_disk_that_refuses_changes_nothing(world: World, unwatched: None) -> None:
    """Whichever step of a change fails: the error says so, the posted file is as before, or as
    after where only the sweeping failed, and the next change works."""
    world.post(id="ferry")
    steps = counted(lambda: world.post(id="ferry", text=LATER))
    before = world.post(id="ferry").json()["index"]["generation"]
    told = set()
    for step in range(1, steps + 1, max(1, steps // (2 * TRIALS))):
        failpoints.watch(failing(step))
        response = world.post(id="ferry", text=LATER)
        failpoints.watch(None)
        told.add(response.status_code)
        if response.status_code == 500:
            assert "Make room or check the disk" in response.json()["detail"]
            assert world.rebuilt() == before
        assert world.post(id="ferry").json()["index"]["generation"] == before
        assert world.rebuilt() == before
    assert told <= {200, 500}
    assert 500 in told


def counted(change: Any) -> int:
    """How many steps a change takes."""
    steps = []
    failpoints.watch(lambda name, paths: steps.append(name))
    change()
    failpoints.watch(None)
    return len(steps)


def failing(at: int) -> failpoints.Watch:
    """Fail the step of this number, once."""
    left = at

    def watch(name: str, paths: tuple[Path, ...]) -> None:
        nonlocal left
        left -= 1
        if not left:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(paths[0]))

    return watch


TRIALS = 4  # of a change, spread over its steps; every step was tried by hand


@pytest.mark.parametrize("change", ["post", "replace", "delete"])
def test_nothing_is_lost_on_a_kill(tmp_path: Path, unwatched: None, change: str) -> None:
    """Killed after any step: the index opens, what is in the corpus is whole and a build indexes
    it, and the same change again ends as if nothing had been."""
    start = begun(tmp_path / "start")
    if change != "post":
        start.post(id="ferry")
    whole = copied(start, tmp_path / "whole")
    steps = counted(lambda: changed(whole, change))
    expected = held(whole)
    for step in range(1, steps + 1, max(1, steps // TRIALS)):
        world = copied(start, tmp_path / f"{step}")
        assert killed(world, change, step) == -signal.SIGKILL
        assert check_index(world.index).exit_code == 0
        texts = [path.read_text() for path in world.posted() if path.name[0] != "."]
        assert all(FERRY in text or LATER in text for text in texts)
        again = copied(world, tmp_path / f"{step}-again")
        changed(again, change)
        assert held(again) == expected
        built = build([world.corpus], folder=world.index, encoder=ENCODER, passage_tokens=TOKENS)
        assert (built.articles, built.failures) == (1 + len(texts), ())


def changed(world: World, change: str) -> None:
    """Make the change; what was killed may have done it already."""
    if change == "delete":
        assert world.delete("ferry").status_code in (200, 404)
    else:
        text = LATER if change == "replace" else FERRY
        assert world.post(id="ferry", text=text).status_code in (200, 201)


def held(world: World) -> list[object]:
    """What the corpus and the index hold."""
    articles = [
        (one["id"], world.get(f"/articles/{one['id']}").json()["text"])
        for one in world.get("/articles").json()["articles"]
    ]
    return [articles, [(path.name, path.read_bytes()) for path in world.posted()]]


def copied(world: World, folder: Path) -> World:
    """The same corpus and index elsewhere, and a service over them."""
    shutil.copytree(world.corpus.parent, folder)
    return served_over(folder / "corpus", folder / "index")


def killed(world: World, change: str, step: int) -> int:
    """How a process ended that made the change and was killed after so many steps."""
    child = os.fork()
    if not child:
        left = step

        def watch(name: str, paths: tuple[Path, ...]) -> None:
            nonlocal left
            left -= 1
            if not left:
                os.kill(os.getpid(), signal.SIGKILL)

        try:
            failpoints.watch(watch)
            changed(world, change)
        finally:
            os._exit(0)
    _, status = os.waitpid(child, 0)
    return os.waitstatus_to_exitcode(status)
