"""Where the work happens: a bounded number of threads beside the event loop."""

from collections.abc import AsyncIterator, Callable, Iterator
from typing import TypeVar

from anyio import CapacityLimiter, lowlevel, to_thread

T = TypeVar("T")


class Workers:
    """At most ``threads`` pieces of CPU-bound work at the same time; the rest wait."""

    def __init__(self, threads: int) -> None:
        self._limiter = CapacityLimiter(threads)

    async def run(self, work: Callable[[], T]) -> T:
        """The result of ``work``, computed in a thread."""
        return await to_thread.run_sync(work, limiter=self._limiter)

    async def steps(self, work: Callable[[], Iterator[T]]) -> AsyncIterator[T]:
        """What ``work`` yields, each step computed in a thread.

        A task that is cancelled stops after the step it is in: a client that leaves costs one
        step, not the answer.
        """
        iterator = await self.run(work)
        try:
            while (step := await self.run(lambda: next(iterator, None))) is not None:
                # A thread cannot be cancelled, so a client's leaving is only noticed here.
                await lowlevel.checkpoint_if_cancelled()
                yield step
        finally:
            close = getattr(iterator, "close", None)
            if close:
                close()
