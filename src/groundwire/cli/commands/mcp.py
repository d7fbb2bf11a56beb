"""The command that serves an agent over the Model Context Protocol."""

import contextlib
import sys

import typer

from groundwire.cli import options as option


def mcp(context: typer.Context, index: option.Index = None) -> None:
    """Let an agent ask over MCP, on the standard input and output, until the input is closed."""
    from groundwire.service.agents.mcp import check_installed, serve_stdio
    from groundwire.service.app import create_app
    from groundwire.wiring import make_answerer

    check_installed()
    settings = option.settings_of(context, index=index)
    # The standard output carries the protocol and nothing else, also while weights are loaded.
    with contextlib.redirect_stdout(sys.stderr):
        app = create_app(make_answerer(settings), settings)
    serve_stdio(app)
