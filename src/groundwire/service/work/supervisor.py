"""Several processes behind one listening socket: started, replaced when they die, stopped together.

Each is a service of its own with its own interpreter, so that several cores answer; the index is
mapped from the same files, which the system holds in memory once. Each ends with its standard
input, so also when this process is killed and can stop nobody.
"""

import contextlib
import signal
import socket
import subprocess
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from types import FrameType

READY = "ready"  # what a worker prints when it listens
AGAIN_SECONDS = 1.0  # before a worker that died is started anew: a fault at the start would spin
STOP_SECONDS = 30.0  # for a worker to end by itself: it drains for 20 seconds and closes for 5
_LOOK_SECONDS = 0.1


@dataclass(slots=True)
class Supervisor:
    """Keeps ``workers`` processes of a command alive that listen on one socket.

    ``command`` is run with the socket's file number as its last argument, ``say`` is told what an
    operator should know, and ``ended`` the process id of a worker that died.
    """

    command: Sequence[str]
    environment: Mapping[str, str]
    listener: socket.socket
    workers: int
    say: Callable[[str], None]
    ended: Callable[[int], None]
    _processes: list["subprocess.Popen[str]"] = field(default_factory=list)
    _stopping: bool = False

    def run(self, listening: Callable[[], None]) -> int:
        """Serve until told to stop; ``listening`` is called once all workers listen.

        The exit code: 0, or that of a worker that could not start in the first place.
        """
        with self._signals():
            try:
                for _ in range(self.workers):  # in turn: the first may have a model to convert
                    code = None if self._stopping else self._first_start()
                    if code is not None:
                        return code
                if not self._stopping:
                    listening()
                while not self._stopping:
                    self._replace_the_dead()
                    time.sleep(_LOOK_SECONDS)
            finally:
                self._stop()
        return 0

    def _first_start(self) -> int | None:
        """Start a worker and wait until it listens; its exit code where it ended instead."""
        process = self._start()
        self._processes.append(process)
        if _told_ready(process) or self._stopping:
            return None
        return process.wait()

    def _start(self) -> "subprocess.Popen[str]":
        number = self.listener.fileno()
        return subprocess.Popen(  # noqa: S603
            [*self.command, str(number)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env=dict(self.environment),
            pass_fds=(number,),
            text=True,
        )

    def _replace_the_dead(self) -> None:
        for place, process in enumerate(self._processes):
            code = process.poll()
            if code is None or self._stopping:
                continue
            self.say(f"worker {process.pid} ended with {code}; another one takes its place.")
            self.ended(process.pid)
            time.sleep(AGAIN_SECONDS)
            self._processes[place] = self._start()
            _close(process)

    def _stop(self) -> None:
        """Tell all, then wait for all; a second word changes nothing for one that is told."""
        for process in self._processes:
            process.terminate()
        ends = time.monotonic() + STOP_SECONDS
        for process in self._processes:
            try:
                process.wait(max(0.0, ends - time.monotonic()))
            except subprocess.TimeoutExpired:
                self.say(f"worker {process.pid} did not stop; it is killed.")
                process.kill()
                process.wait()
            _close(process)

    @contextlib.contextmanager
    def _signals(self) -> Iterator[None]:
        def stop(_signal: int, _frame: FrameType | None) -> None:
            self._stopping = True
            for process in self._processes:  # also one that is starting, and being waited for
                process.terminate()

        before = {each: signal.signal(each, stop) for each in (signal.SIGTERM, signal.SIGINT)}
        try:
            yield
        finally:
            for each, handler in before.items():
                signal.signal(each, handler)


def _told_ready(process: "subprocess.Popen[str]") -> bool:
    return process.stdout is not None and process.stdout.readline().strip() == READY


def _close(process: "subprocess.Popen[str]") -> None:
    for pipe in (process.stdin, process.stdout):
        if pipe is not None:
            pipe.close()
