"""The Model Context Protocol: the tools of ``tools.py`` over stdio, and over HTTP at ``/mcp``.

Over HTTP each request stands for itself (the protocol's stateless mode): no session is kept, so
none can be taken over, run out, or be lost with a worker. What holds for every route of the
service holds for this one: token, limits, log.
"""

import signal
from functools import cache
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any
from uuid import uuid4

import anyio
from anyio import to_thread
from fastapi import APIRouter, FastAPI, HTTPException, Request, Response
from pydantic import TypeAdapter
from pydantic_core import from_json
from starlette.types import Message, Receive, Scope, Send

from groundwire import __version__
from groundwire.errors import GroundwireError, InputError, NotFoundError, ServeError
from groundwire.service.agents.tools import INSTRUCTIONS, TOOLS, Tool
from groundwire.service.edge.token import read_token
from groundwire.service.shapes import reply
from groundwire.service.state import Service, log_question
from groundwire.settings import Settings

if TYPE_CHECKING:
    from mcp.server.lowlevel.server import Server
    from mcp.server.transport_security import TransportSecurityMiddleware
    from mcp_types import CallToolRequestParams, CallToolResult
    from mcp_types import Tool as ToolDescription

PATH = "/mcp"
MISSING = "MCP needs the package mcp: make setup-mcp, or pip install 'groundwire[mcp]'."
_OURS = ("127.0.0.1", "localhost", "[::1]")  # how this machine names itself
_REFUSALS = {  # by the status that the package refuses with
    400: "Send the body as JSON with the header `Content-Type: application/json`.",
    403: "Pages of other sites may not ask here, unless the service has a token and they too.",
    421: "The Host header is no name of this service. Ask it as 127.0.0.1, or give it a token.",
}
_UNFORESEEN = (
    "groundwire failed; nothing is wrong with the call. Its log has the cause under {request_id}."
)


def router(service: Service, settings: Settings) -> APIRouter:
    """The route of the protocol; without the package it says what to install."""
    routes = APIRouter()
    make = cache(lambda: (_make_server(service), _guard(settings)))

    @routes.post(PATH, include_in_schema=False)
    async def mcp(request: Request) -> Response:
        if not find_spec("mcp"):
            raise HTTPException(NotFoundError.http_status, MISSING)
        # Importing the package takes half a second: at the first request, not at every start.
        server, guard = await to_thread.run_sync(make)
        if refusal := await guard.validate_request(request, is_post=True):
            raise HTTPException(refusal.status_code, _REFUSALS[refusal.status_code])
        return _Handed(server, await request.body())

    return routes


def serve_stdio(app: FastAPI) -> None:
    """Speak the protocol on stdin and stdout until stdin is closed; the log goes to stderr.

    Raises:
        ServeError: the package mcp is not installed.
    """
    check_installed()
    # Ctrl-C ends the process: Python's own way would first wait for the next line of stdin.
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    anyio.run(_over_stdio, app)


def check_installed() -> None:
    """Make sure that the protocol can be spoken.

    Raises:
        ServeError: the package mcp is not installed.
    """
    if not find_spec("mcp"):
        raise ServeError(MISSING)


async def _over_stdio(app: FastAPI) -> None:
    from mcp.server.stdio import stdio_server

    server = _make_server(app.state.service)
    options = server.create_initialization_options()
    async with app.router.lifespan_context(app), stdio_server() as (incoming, outgoing):
        await server.run(incoming, outgoing, options)


class _Handed(Response):
    """The response that the protocol's own ASGI app gives to a request."""

    def __init__(self, server: "Server[Any]", body: bytes) -> None:
        super().__init__()
        self._server = server
        self._body: Message = {"type": "http.request", "body": body, "more_body": False}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        from mcp.server.streamable_http_manager import StreamableHTTPSessionManager

        read = iter((self._body,))

        async def replay() -> Message:
            return next(read, None) or await receive()

        manager = StreamableHTTPSessionManager(self._server, stateless=True, json_response=True)
        async with manager.run():
            await manager.handle_request(scope, replay, send)


def _guard(settings: Settings) -> "TransportSecurityMiddleware":
    """Which names of this service are believed: a page of another site could have its own name
    lead to 127.0.0.1 (DNS rebinding). It does not have the token, where there is one."""
    from mcp.server.transport_security import TransportSecurityMiddleware, TransportSecuritySettings

    host = f"[{settings.host}]" if ":" in settings.host else settings.host
    names = [name for known in (*_OURS, host) for name in (known, f"{known}:*")]
    return TransportSecurityMiddleware(
        TransportSecuritySettings(
            enable_dns_rebinding_protection=read_token(settings) is None,
            allowed_hosts=names,
            allowed_origins=[f"http://{name}" for name in names],
        )
    )


def _make_server(service: Service) -> "Server[Any]":
    """A server of the protocol that has our tools."""
    from mcp.server.lowlevel.server import Server
    from mcp_types import ListToolsResult

    listed = ListToolsResult(tools=[_described(tool) for tool in TOOLS])

    async def list_tools(_: Any, __: Any) -> ListToolsResult:
        return listed

    async def call_tool(context: Any, params: "CallToolRequestParams") -> "CallToolResult":
        return await _called(service, context.request, params)

    return Server(
        "groundwire",
        version=__version__,
        instructions=INSTRUCTIONS,
        on_list_tools=list_tools,
        on_call_tool=call_tool,
    )


def _described(tool: Tool) -> "ToolDescription":
    from mcp_types import Tool as ToolDescription
    from mcp_types import ToolAnnotations

    reads = ToolAnnotations(
        read_only_hint=True, destructive_hint=False, idempotent_hint=True, open_world_hint=False
    )
    return ToolDescription(
        name=tool.name,
        title=tool.title,
        description=tool.description,
        input_schema=tool.arguments.model_json_schema(),
        output_schema=TypeAdapter(tool.result).json_schema(mode="serialization"),
        annotations=reads,
    )


async def _called(
    service: Service, request: Request | None, params: "CallToolRequestParams"
) -> "CallToolResult":
    """What a tool gives; an error is told to the agent, which can do better at its next call."""
    try:
        return await _done(service, request, params)
    except GroundwireError as error:
        return _refused(str(error))
    except Exception:  # the boundary: an agent is shown no stack
        request_id = request.state.request_id if request else uuid4().hex
        service.log.exception("unexpected", tool=params.name, request_id=request_id)
        return _refused(_UNFORESEEN.format(request_id=request_id))


async def _done(
    service: Service, request: Request | None, params: "CallToolRequestParams"
) -> "CallToolResult":
    from mcp_types import CallToolResult, TextContent

    tool = _named(params.name)
    arguments = tool.read(params.arguments or {})
    if request is not None and (words := tool.words(arguments)) is not None:
        log_question(request, words)
    result = await tool.call(service, arguments)
    return CallToolResult(
        content=[TextContent(type="text", text=tool.text(result))],
        structured_content=from_json(reply.dump(result)),
    )


def _refused(why: str) -> "CallToolResult":
    from mcp_types import CallToolResult, TextContent

    return CallToolResult(content=[TextContent(type="text", text=why)], is_error=True)


def _named(name: str) -> Tool:
    for tool in TOOLS:
        if tool.name == name:
            return tool
    known = ", ".join(tool.name for tool in TOOLS)
    raise InputError(f"There is no tool {name!r}. There are: {known}.")
