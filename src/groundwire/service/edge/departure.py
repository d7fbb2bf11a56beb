"""A client that leaves takes its work with it, whatever the route and whether or not it streams."""

import asyncio

from anyio import CancelScope
from starlette.types import ASGIApp, Message, Receive, Scope, Send

_LEFT: Message = {"type": "http.disconnect"}


class Departure:
    """Cancels a request whose client has gone; the work in a thread ends after its step."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request for as long as somebody waits for it."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        visit = _Visit(receive, send)
        listening = asyncio.create_task(visit.listen())
        try:
            with visit.present:
                await self._app(scope, visit.receive, visit.send)
        finally:
            listening.cancel()


class _Visit:
    """One request, listened to all the while: only then is it noticed that the client left.

    What arrives is kept until the app takes it; the limit of the body bounds it.
    """

    def __init__(self, receive: Receive, send: Send) -> None:
        self.present = CancelScope()
        self._receive, self._send = receive, send
        self._arrived: asyncio.Queue[Message | Exception] = asyncio.Queue()
        self._answered = False
        self._left = False

    async def listen(self) -> None:
        """Take what arrives, until the client leaves or something is wrong with what it sends."""
        try:
            while (message := await self._receive())["type"] != _LEFT["type"]:
                self._arrived.put_nowait(message)
        except Exception as error:  # noqa: BLE001  the app is told when it reads
            self._arrived.put_nowait(error)
            return
        self._arrived.put_nowait(message)
        if not self._answered:
            self.present.cancel()

    async def receive(self) -> Message:
        """The next part of the request; raises what receiving it raised."""
        if self._left:
            return _LEFT
        message = await self._arrived.get()
        if isinstance(message, Exception):
            raise message
        self._left = message["type"] == _LEFT["type"]
        return message

    async def send(self, message: Message) -> None:
        """Pass a part of the response on."""
        await self._send(message)
        ends = message["type"] == "http.response.body" and not message.get("more_body", False)
        self._answered = self._answered or ends
