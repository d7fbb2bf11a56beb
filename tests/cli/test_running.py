"""The commands that go on until Ctrl-C, as a shell runs them: watch and serve."""

import json
import re
import signal
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from queue import Empty, Queue
from typing import IO
from urllib.request import urlopen

import pytest
from command_line import HASHING, PROGRAM, Groundwire

PATIENCE_S = 30  # of a test on a busy machine; a build of two articles takes half a second


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
        with urlopen(f"{address.group()}/health", timeout=PATIENCE_S) as response:  # noqa: S310
            assert response.status == 200
