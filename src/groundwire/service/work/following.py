"""A running service takes up each new generation of its index between two requests.

A request keeps the generation that it began with; the next one has the new one. Only segments that
are new are read, so an addition to a large index is taken up as fast as to a small one.
"""

from collections.abc import Callable
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

from anyio import CapacityLimiter, sleep, to_thread

from groundwire.errors import GroundwireError
from groundwire.index.generation import Index, open_index
from groundwire.index.manifest import CURRENT
from groundwire.records import Question
from groundwire.service.state import Service

if TYPE_CHECKING:
    from groundwire.answer.answer import Answerer

LOOK_EVERY = 0.2  # seconds; what is looked at is one file of 200 bytes
AGAIN = 10.0  # seconds, after a fault of the system that may pass, such as too many open files


Renewed = Callable[["Answerer", Index], "Answerer"]


class Following:
    """Follows the index in a folder for a service."""

    def __init__(self, service: Service, folder: Path, renewed: Renewed) -> None:
        """``renewed`` makes the same answerer over another index."""
        self._service = service
        self._renewed = renewed
        self._folder = folder
        self._seen = b""
        self._pause = LOOK_EVERY
        self._looking = Lock()  # an older generation must not take the place of a newer one
        self._thread = CapacityLimiter(1)  # its own: it must not wait for the questions' threads

    async def run(self) -> None:
        """Look, and swap where there is something new, until cancelled."""
        while True:
            await sleep(self._pause)
            await to_thread.run_sync(self.look, limiter=self._thread)

    def look(self) -> None:
        """Take up the current generation, if it is another one.

        One that cannot be opened is logged, and the one that is open goes on being served.
        """
        with self._looking:
            self._pause = LOOK_EVERY
            try:
                self._look()
            except GroundwireError as error:
                self._tell(error)  # until something else is there it stays as it is
            except Exception as error:  # noqa: BLE001  the boundary of a task that has to go on
                self._tell(error, exc_info=error)
                self._seen, self._pause = b"", AGAIN

    def _tell(self, error: Exception, **more: Exception) -> None:
        self._service.log.warning("new generation not taken up", reason=str(error), **more)
        self._service.metrics.swapped(taken_up=False)

    def _look(self) -> None:
        try:
            current = (self._folder / CURRENT).read_bytes()
        except OSError:
            return  # being replaced, or taken away: what is open can still be asked
        if current == self._seen:
            return
        self._seen = current
        answerer, log = self._service.answerer, self._service.log
        served = answerer.library.index
        index = open_index(self._folder, encoder=answerer.models.encoder, before=served)
        if index.generation == served.generation:
            return
        following = self._renewed(answerer, index)
        following.readings(Question("ready"))  # what is made at the first question is made now
        self._service.answerer = following
        self._service.metrics.swapped(taken_up=True)
        log.info("new generation", generation=index.generation, articles=len(index.article_ids))
