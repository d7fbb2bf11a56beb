"""Told to stop: what was asked is answered, what comes now is refused, and the exit code is 0."""

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx2
from talking import ASK, STREAM, connected

from patience import PATIENCE_S, until

HERE = Path(__file__).parents[1]
# A service as a process of its own. It says when it has a question in hand, and answers one for a
# byte of input. What would be waited for when it stops is waited for longer than a test waits.
PROGRAM = """
import os, sys
from types import SimpleNamespace
sys.path.insert(0, sys.argv[1])
from fake_answerer import FakeAnswerer
from groundwire.service import server
from groundwire.service.app import create_app
from groundwire.settings import Settings
server._CLOSE_SECONDS = server.DRAIN_SECONDS = 1000
def wait(_):
    print("in hand", flush=True)
    os.read(0, 1)
settings = Settings(port=0, index=sys.argv[1] + "/none")  # not the one that `make run` made
app = create_app(FakeAnswerer(hold=SimpleNamespace(wait=wait)), settings)
server.serve(app, settings, insecure=False)
"""


@contextmanager
def slow_service() -> Iterator[tuple[str, "subprocess.Popen[str]"]]:
    """The URL of the service and its process."""
    process = subprocess.Popen(
        [sys.executable, "-c", PROGRAM, str(HERE)], text=True,
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        env={**os.environ, "PYTHONUNBUFFERED": "1"},
    )  # fmt: skip
    try:
        assert process.stderr is not None
        yield process.stderr.readline().split()[4], process
    finally:
        process.kill()
        process.communicate()


def test_answers_under_way_are_finished() -> None:
    """Meanwhile ready is 503, a new question is refused, and health answers; then exit code 0."""
    with (
        slow_service() as (url, process),
        httpx2.Client(base_url=url, timeout=PATIENCE_S) as client,
    ):
        assert process.stdin is not None
        assert process.stdout is not None
        client.get("/health")
        bodies: list[str] = []
        asking = [
            threading.Thread(target=lambda b=body: bodies.append(_asked(url, b)))
            for body in (ASK, STREAM)
        ]
        for thread in asking:
            thread.start()
        assert ["in hand\n"] * 2 == [process.stdout.readline() for _ in asking]
        process.terminate()
        until(lambda: client.get("/ready").status_code != 200)
        refused = client.post("/chat", json=ASK)
        ready, health = client.get("/ready"), client.get("/health")
        process.stdin.write("..")  # one for each
        process.stdin.flush()
        for thread in asking:
            thread.join(PATIENCE_S)
        assert process.wait(PATIENCE_S) == 0
    assert all('"status":"answered"' in body for body in bodies)
    assert any("event: done" in body for body in bodies)
    assert (refused.status_code, ready.status_code, health.status_code) == (503, 503, 200)
    assert refused.headers["retry-after"] == "5"


def _asked(url: str, body: dict[str, object]) -> str:
    return httpx2.post(f"{url}/chat", json=body, timeout=PATIENCE_S).text


def test_an_idle_service_stops_at_once() -> None:
    """Nothing to finish: a kept connection and half a head do not put the end off."""
    with (
        slow_service() as (url, process),
        httpx2.Client(base_url=url, timeout=PATIENCE_S) as client,
        connected(url, b"GET /hea"),
    ):
        client.get("/health")
        process.terminate()
        assert process.wait(PATIENCE_S) == 0  # what is left to send has far longer


# A worker without a service: it says that it listens, and waits for its end.
WORKER = """
import os, signal, sys, threading
from pathlib import Path
folder = Path(sys.argv[1])
if (folder / "broken").exists():
    sys.exit(4)
(folder / f"{os.getpid()}.worker").touch()
print("ready", flush=True)
os.read(0, 1)
(folder / f"{os.getpid()}.orphan").touch()
"""
SUPERVISOR = """
import socket, sys
from pathlib import Path
from groundwire.service.work.supervisor import Supervisor
folder, worker = sys.argv[1:]
with socket.create_server(("127.0.0.1", 0)) as listener:
    command = [sys.executable, "-c", worker, folder]
    said = lambda line: print(line, flush=True)
    supervisor = Supervisor(command, {}, listener, 2, said, lambda pid: said(f"{pid} forgotten"))
    sys.exit(supervisor.run(lambda: said("all listen")))
"""


@contextmanager
def supervised(folder: Path) -> Iterator["subprocess.Popen[str]"]:
    """The process that keeps two workers."""
    process = subprocess.Popen(
        [sys.executable, "-c", SUPERVISOR, str(folder), WORKER], stdout=subprocess.PIPE, text=True
    )
    try:
        yield process
    finally:
        process.kill()
        process.communicate()


def workers(folder: Path) -> set[int]:
    """The workers that ever said they listen."""
    return {int(path.stem) for path in folder.glob("*.worker")}


def alive(pid: int) -> bool:
    """Whether a process runs, and is not merely waiting to be reaped."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


def test_a_worker_that_dies_is_replaced_and_all_stop_together(tmp_path: Path) -> None:
    """One killed is told of and replaced; SIGTERM ends every one, with exit code 0."""
    with supervised(tmp_path) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "all listen\n"
        first, second = sorted(workers(tmp_path))
        os.kill(first, signal.SIGKILL)
        said = {process.stdout.readline(), process.stdout.readline()}
        assert f"{first} forgotten\n" in said
        assert any(f"worker {first} ended with -9" in line for line in said)
        until(lambda: len(workers(tmp_path)) == 3)
        assert alive(second)
        process.terminate()
        assert process.wait(PATIENCE_S) == 0
        assert not any(map(alive, workers(tmp_path)))


def test_workers_end_when_their_parent_is_killed(tmp_path: Path) -> None:
    """A parent that is killed can stop nobody: its workers see their input end."""
    with supervised(tmp_path) as process:
        assert process.stdout is not None
        process.stdout.readline()
        process.kill()
        until(lambda: len(list(tmp_path.glob("*.orphan"))) == 2)
        until(lambda: not any(map(alive, workers(tmp_path))))


def test_a_worker_that_cannot_start_ends_all(tmp_path: Path) -> None:
    """Its exit code is that of the whole, at the first start: it would fail again."""
    (tmp_path / "broken").touch()
    with supervised(tmp_path) as process:
        assert process.wait(PATIENCE_S) == 4
