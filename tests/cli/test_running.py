"""The commands that go on until Ctrl-C, as a shell runs them: watch and serve."""

import json
import re
import signal
import subprocess
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from queue import Empty, Queue
from typing import IO

import httpx2
import pytest
from command_line import HASHING, PROGRAM, Groundwire

from groundwire.client import Client
from patience import PATIENCE_S


class Lines:
    """The lines of a stream, as they come."""

    def __init__(self, stream: IO[str]) -> None:
        self._queue: Queue[str] = Queue()
        threading.Thread(target=self._read, args=(stream,), daemon=True).start()

    def _read(self, stream: IO[str]) -> None:
        for line in stream:
            self._queue.put(line)

    def next(self) -> str:
        try:
            return self._queue.get(timeout=PATIENCE_S)
        except Empty:
            pytest.fail(f"no line within {PATIENCE_S} seconds")


@contextmanager
def running(*arguments: str, folder: Path) -> Iterator[subprocess.Popen[str]]:
    """A command under way; it must end by itself at Ctrl-C."""
    process = subprocess.Popen(
        [*PROGRAM, *arguments],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        cwd=folder,
        env=HASHING,
    )
    with process:
        try:
            yield process
            process.send_signal(signal.SIGINT)
            assert process.wait(PATIENCE_S) == 0
        finally:
            process.kill()  # before it is waited for: what failed may not have ended


def test_watch_builds_again_when_an_article_comes(corpus: Path, tmp_path: Path) -> None:
    """A report at the start and after each change; its own index inside the folder is none."""
    with running("watch", "--json", "--index", "corpus/.index", folder=tmp_path) as process:
        assert process.stdout
        reports = Lines(process.stdout)
        assert json.loads(reports.next())["articles"] == 2
        (corpus / "comet.txt").write_text("A comet passed the town.\n\nMany people saw it.")
        assert json.loads(reports.next())["articles"] == 3
        (corpus / "comet.txt").unlink()
        assert json.loads(reports.next())["articles"] == 2


def test_watch_waits_for_the_first_article(tmp_path: Path) -> None:
    """An empty folder is told once, and an article that comes later is indexed."""
    folder = tmp_path / "articles"
    folder.mkdir()
    with running("watch", "articles", "--json", folder=tmp_path) as process:
        assert process.stdout
        assert process.stderr
        said = Lines(process.stderr)
        assert "Following articles" in said.next()
        assert "articles" in said.next()
        (folder / "comet.txt").write_text("A comet passed the town.\n\nMany people saw it.")
        assert json.loads(Lines(process.stdout).next())["articles"] == 1


def test_serve_answers_until_it_is_stopped(indexed: Groundwire, tmp_path: Path) -> None:
    """`--port 0` takes a free port and says which."""
    with running("serve", "--port", "0", folder=tmp_path) as process:
        assert process.stderr
        address = re.search(r"http://127\.0\.0\.1:\d+", Lines(process.stderr).next())
        assert address
        with Client(address.group()) as client:
            assert client.health().status == "ok"


def test_workers_are_one_service_to_prometheus(indexed: Groundwire, tmp_path: Path) -> None:
    """With `--workers` whichever process is asked tells what all of them have counted."""
    with running("serve", "--port", "0", "--workers", "2", folder=tmp_path) as process:
        assert process.stderr
        address = re.search(r"http://127\.0\.0\.1:\d+", Lines(process.stderr).next())
        assert address
        counted = 'groundwire_requests_total{method="GET",route="/health",status="200"} 4.0'
        for _ in range(4):  # a connection each: the system gives it to one process or the other
            httpx2.get(f"{address.group()}/health")
        for _ in range(4):
            assert counted in httpx2.get(f"{address.group()}/metrics").text


def test_serve_takes_up_what_it_watches(indexed: Groundwire, corpus: Path, tmp_path: Path) -> None:
    """`serve --watch` indexes what comes into the folder, and the watching ends with the server."""
    with running("serve", "--port", "0", "--watch", "corpus", folder=tmp_path) as process:
        assert process.stderr
        said = Lines(process.stderr)
        while not (found := re.search(r"http://127\.0\.0\.1:\d+", said.next())):
            pass
        (corpus / "comet.txt").write_text("A comet passed the town.\n\nMany people saw it.")
        deadline = time.monotonic() + PATIENCE_S
        with Client(found.group()) as client:
            while client.ready().index.articles != 3 and time.monotonic() < deadline:
                time.sleep(0.1)
            assert client.ready().index.articles == 3


@pytest.mark.parametrize("deaf", [[], ["sh", "-c", "trap '' INT; exec \"$@\"", "sh"]])
def test_watching_ends_when_the_server_is_killed(
    corpus: Path, tmp_path: Path, deaf: list[str]
) -> None:
    """A watcher whose server is no more ends by itself, also after `kill -9`, and where a shell
    that had both in its background had made them deaf to Ctrl-C."""
    process = subprocess.Popen(
        [*deaf, *PROGRAM, "watch", "--attended", "--json"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        cwd=tmp_path,
        env=HASHING,
    )
    assert process.stdin
    assert process.stdout
    process.stdout.readline()
    process.stdin.close()
    assert process.wait(PATIENCE_S) == 0
    process.stdout.close()


def test_a_file_that_is_being_written_is_waited_for(corpus: Path, tmp_path: Path) -> None:
    """A slow copy is indexed once, when it is whole."""
    with running("watch", "--json", folder=tmp_path) as process:
        assert process.stdout
        reports = Lines(process.stdout)
        reports.next()
        with (corpus / "comet.txt").open("w") as file:
            for word in ("A comet", " passed", " the town", " and was", " gone.\n"):
                file.write(word)
                file.flush()
                time.sleep(0.25)
        report = json.loads(reports.next())
        assert (3, 1) == (report["articles"], report["new"])
    ran = subprocess.run(
        [*PROGRAM, "search", "comet", "--json"],
        capture_output=True,
        cwd=tmp_path,
        env=HASHING,
        check=True,
    )
    assert "gone" in json.loads(ran.stdout)["hits"][0]["text"]
