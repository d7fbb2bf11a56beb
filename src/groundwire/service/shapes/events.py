"""A response of server-sent events that never falls silent."""

import asyncio
import contextlib
from collections.abc import AsyncGenerator

from fastapi.sse import KEEPALIVE_COMMENT, EventSourceResponse
from starlette.types import Send

HEADERS = {
    "Cache-Control": "no-store",
    "X-Accel-Buffering": "no",  # nginx would hold the events back until the stream ends
}
HEARTBEAT_SECONDS = 5.0  # proxies and browsers give up on a silence of 30 seconds or more


class Events(EventSourceResponse):
    """Events as they come, and a comment wherever none has come for five seconds."""

    def __init__(self, events: AsyncGenerator[bytes, None]) -> None:
        super().__init__(events, headers=HEADERS)
        self._events = events

    async def stream_response(self, send: Send) -> None:
        """Send all; a client that leaves ends the events too, and with them their work."""
        async with contextlib.aclosing(_with_heartbeat(self._events)) as events:
            self.body_iterator = events
            await super().stream_response(send)


async def _with_heartbeat(
    events: AsyncGenerator[bytes, None],
) -> AsyncGenerator[bytes, None]:
    coming = asyncio.ensure_future(_next(events))
    try:
        while True:
            await asyncio.wait((coming,), timeout=HEARTBEAT_SECONDS)
            if not coming.done():
                yield KEEPALIVE_COMMENT
            elif (event := coming.result()) is None:
                return
            else:
                coming = asyncio.ensure_future(_next(events))
                yield event
    finally:
        coming.cancel()
        await asyncio.wait((coming,))
        await events.aclose()


async def _next(events: AsyncGenerator[bytes, None]) -> bytes | None:
    return await anext(events, None)
