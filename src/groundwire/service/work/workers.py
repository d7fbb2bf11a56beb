"""Where the work happens: a bounded number of threads beside the event loop, and a bounded queue.

Whether there is room is decided on the event loop, before a thread is taken, so that a request too
many is told at once however busy the threads are.
"""

import asyncio
import contextlib
import math
import threading
import time
from collections.abc import AsyncIterator, Callable, Generator, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from groundwire.errors import DeadlineError, OverloadedError

T = TypeVar("T")

WAIT_SECONDS = 1  # said in Retry-After: an answer takes a fraction of that, so there will be room
STOPPING_SECONDS = 5  # the same while the service stops: until another one is in its place
STANDING = 1  # enough that no thread waits for work while more comes than can be done
CALM_SECONDS = 1.0  # without a refusal, until work may wait again: those refused come back then
_FULL = "As many questions wait already as may. Ask again in a moment."
_STOPPING = "The service is stopping. Ask again in a moment: what replaces it will answer."


class Workers:
    """At most ``threads`` pieces of work at the same time, and ``queue`` that wait for a thread.

    A piece of work belongs to the request that asked for it for ``seconds``, waiting included;
    then the request is told so, and the work ends after the step it is in.

    With ``shed`` the queue is for bursts. Once it has overflown, more comes than can be done, and
    a queue that is always full would only make everyone wait: then at most ``STANDING`` wait, the
    others are refused, until a moment has passed without a refusal (Nichols and Jacobson 2012,
    "Controlling Queue Delay", tell a burst from a standing queue for the same reason).
    """

    def __init__(
        self,
        threads: int,
        *,
        queue: int,
        seconds: float,
        shed: bool = False,
        waited: Callable[[float], None] = lambda _: None,
        queued: Callable[[int], None] = lambda _: None,
    ) -> None:
        """``waited`` is told for how many seconds each piece of work waited for its thread, and
        ``queued`` how many wait, whenever that may have changed."""
        self._pool = ThreadPoolExecutor(threads, thread_name_prefix="groundwire")
        self._threads = threads
        self._queue = queue
        self._seconds = seconds
        self._shed = shed
        self._jobs: dict[Future[None], _Job[Any]] = {}  # in the order they came
        self._refused = -math.inf  # when a request was refused last
        self._waited, self._queued = waited, queued
        self._lock = threading.Lock()
        self._taken = 0
        self.draining = False

    @property
    def busy(self) -> int:
        """How much work is under way or waits."""
        return self._taken

    @property
    def waiting(self) -> int:
        """How much work waits for a thread."""
        return max(0, self._taken - self._threads)

    def drain(self) -> None:
        """Take no more work; what was taken is done."""
        self.draining = True

    async def run(self, work: Callable[[], T]) -> T:
        """The result of ``work``, computed in a thread.

        Raises:
            OverloadedError: there is no room in the queue, or the service is stopping.
            DeadlineError: the result took too long.
        """
        return await self.last(lambda: iter((work(),)))

    async def last(self, work: Callable[[], Iterator[T]]) -> T:
        """The last of what ``work`` yields; raises as ``run``."""
        async for step in self.steps(work):
            result = step
        return result

    def steps(self, work: Callable[[], Iterator[T]]) -> AsyncIterator[T]:
        """What ``work`` yields, as it comes; raises as ``run``, of no room at once.

        The work does not wait for whoever takes the steps, so a slow client holds no thread. It
        ends after the step it is in when nobody takes them any more: a client that leaves costs
        one step, not the answer.
        """
        self._take()
        job = _Job(work, self._waited)
        future = self._pool.submit(job.run)
        self._jobs[future] = job
        # The thread's end makes room, not the request's: a thread cannot be cancelled.
        future.add_done_callback(self._give_back)
        return self._steps(job, future)

    async def _steps(self, job: "_Job[T]", future: Future[None]) -> AsyncIterator[T]:
        ends = asyncio.get_running_loop().time() + self._seconds
        try:
            while (event := await self._next(job, ends)) is not None:
                yield event.step
        finally:
            job.stop()
            future.cancel()  # where it still waits, it makes room for others now

    async def _next(self, job: "_Job[T]", ends: float) -> "_Step[T] | None":
        try:
            async with asyncio.timeout_at(ends):
                event = await job.events.get()
        except TimeoutError:
            raise DeadlineError(
                f"The answer was not ready within {self._seconds:g} seconds. Ask for less, or "
                "again when the service is less busy."
            ) from None
        if isinstance(event, BaseException):
            raise event
        return event

    def _take(self) -> None:
        if self.draining:
            raise stopping()
        now = time.monotonic()
        overloaded = self._shed and now < self._refused + CALM_SECONDS
        queue = min(self._queue, STANDING) if overloaded else self._queue
        with self._lock:
            full = self._taken >= self._threads + queue
            self._taken += not full
            self._queued(self.waiting)
        if full:
            self._refused = now
            if self._shed:
                self._refuse_waiting()
            raise OverloadedError(_FULL, wait=WAIT_SECONDS)

    def _refuse_waiting(self) -> None:
        """Refuse what waits, but for the first."""
        for future, job in list(self._jobs.items())[self._threads + STANDING :]:
            if future.cancel():  # it has no thread yet
                job.refuse(OverloadedError(_FULL, wait=WAIT_SECONDS))

    def _give_back(self, future: Future[None]) -> None:
        with self._lock:
            self._jobs.pop(future, None)
            self._taken -= 1
            self._queued(self.waiting)


def stopping() -> OverloadedError:
    """The error of a request that comes when the service is about to stop."""
    return OverloadedError(_STOPPING, wait=STOPPING_SECONDS)


@dataclass(frozen=True, slots=True)
class _Step(Generic[T]):
    step: T


class _Job(Generic[T]):
    """A piece of work in a thread, and what it tells the event loop: its steps, then None, or an
    error."""

    def __init__(self, work: Callable[[], Iterator[T]], waited: Callable[[float], None]) -> None:
        self.events: asyncio.Queue[_Step[T] | BaseException | None] = asyncio.Queue()
        self._work, self._waited = work, waited
        self._since = time.perf_counter()
        self._loop = asyncio.get_running_loop()
        self._stopped = False

    def stop(self) -> None:
        """Let the work end after the step that it is in."""
        self._stopped = True

    def refuse(self, error: BaseException) -> None:
        """Tell whoever waits for a step that none will come."""
        self.events.put_nowait(error)

    def run(self) -> None:
        """Do the work, unless or until it was stopped."""
        self._waited(time.perf_counter() - self._since)
        try:
            if not self._stopped:
                self._run()
            self._tell(None)
        except BaseException as error:  # noqa: BLE001  raised again where the steps are taken
            self._tell(error)

    def _run(self) -> None:
        iterator = self._work()
        for step in iterator:
            if self._stopped:
                break
            self._tell(_Step(step))
        if isinstance(iterator, Generator):
            iterator.close()

    def _tell(self, event: _Step[T] | BaseException | None) -> None:
        with contextlib.suppress(RuntimeError):  # the loop is closed: nobody waits any more
            self._loop.call_soon_threadsafe(self.events.put_nowait, event)
