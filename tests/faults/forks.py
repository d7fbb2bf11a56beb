"""Commands run in forks of one process that has everything imported: a trial takes milliseconds.

``python forks.py`` serves requests on its standard input, a JSON document a line; ``Forks`` is how
a test starts and asks it. A fork can be watched by strace, which makes its system calls fail.
"""

import json
import os
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ENVIRONMENT = {"GROUNDWIRE_ENCODER": "hashing", "GROUNDWIRE_PASSAGE_TOKENS": "24"}


@dataclass(frozen=True)
class Ended:
    """How a command ended: its exit code, minus the signal that killed it, and what it said."""

    code: int
    said: str


class Forks:
    """Starts commands in forks; a context."""

    def __enter__(self) -> "Forks":
        self._process = subprocess.Popen(
            [sys.executable, __file__], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        return self

    def __exit__(self, *_: object) -> None:
        self._process.communicate()

    def run(
        self, arguments: Sequence[str], *, strace: Sequence[str] = (), **environment: str
    ) -> Ended:
        """Run a command; ``strace`` holds what strace is to do to it."""
        assert self._process.stdin
        assert self._process.stdout
        request = {"arguments": arguments, "environment": environment, "strace": strace}
        self._process.stdin.write(json.dumps(request) + "\n")
        self._process.stdin.flush()
        return Ended(**json.loads(self._process.stdout.readline()))


def main() -> None:
    warm_up()
    for line in sys.stdin:
        print(json.dumps(run(json.loads(line))), flush=True)


def warm_up() -> None:
    """Import all that a command needs, by running one of each."""
    from groundwire.cli.app import run as command

    os.environ["PYTHONDONTWRITEBYTECODE"] = "1"
    sys.path.insert(0, str(Path(__file__).parent))
    from world import scratch, write_story

    output, sys.stdout, sys.stderr = sys.stdout, open(os.devnull, "w"), open(os.devnull, "w")  # noqa: PTH123, SIM115
    with scratch() as place:
        story = write_story(place / "corpus", "story.md", "The ferry sails. It takes forty cars.")
        for name in ("build", "add"):
            command([name, str(story), "--index", str(place / "index")], ENVIRONMENT)
            story.write_text("Another ferry sails. It takes fifty cars.")
    sys.stdout = output


def run(request: dict[str, Any]) -> dict[str, Any]:
    reading, writing = os.pipe()
    begin, started = os.pipe()
    child = os.fork()
    if not child:
        work(request, writing, begin)
    os.close(writing)
    os.close(begin)
    tracer = follow(child, request["strace"]) if request["strace"] else None
    os.write(started, b"!")
    os.close(started)
    with os.fdopen(reading, "rb") as said:
        told = said.read().decode("utf-8", "replace")
    _, status = os.waitpid(child, 0)
    if tracer:
        tracer.wait()
    return {"code": os.waitstatus_to_exitcode(status), "said": told}


def work(request: dict[str, Any], output: int, begin: int) -> None:
    """What the fork does."""
    from groundwire.cli.app import run as command

    os.dup2(output, 1)
    os.dup2(output, 2)
    os.close(output)
    sys.stdout, sys.stderr = (os.fdopen(number, "w") for number in (1, 2))
    os.read(begin, 1)
    code = 99
    try:
        code = command(request["arguments"], {**ENVIRONMENT, **request["environment"]})
    finally:
        os._exit(code)


def follow(child: int, options: Sequence[str]) -> "subprocess.Popen[bytes]":
    """strace, once it has hold of the fork."""
    tracer = subprocess.Popen(
        ["strace", "-f", "-qq", "-p", str(child), *options],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    while tracer.poll() is None:
        status = Path(f"/proc/{child}/status").read_text()
        if "TracerPid:\t0\n" not in status:
            break
        time.sleep(0.001)
    return tracer


if __name__ == "__main__":
    main()
