"""How the service runs: as this process, or as several that share a socket."""

import contextlib
import signal
import socket
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from groundwire.cli.attended import end_with_the_input
from groundwire.cli.output.progress import say
from groundwire.settings import Settings


def alone(settings: Settings, *, insecure: bool) -> None:
    """Serve in this process until told to stop."""
    from groundwire.service.app import create_app
    from groundwire.service.server import serve
    from groundwire.wiring import make_answerer

    serve(create_app(make_answerer(settings), settings), settings, insecure=insecure)


def several(
    settings: Settings, environment: Mapping[str, str], options: Sequence[str], *, insecure: bool
) -> int:
    """Serve in several processes until told to stop; ``options`` are those of their settings.

    The exit code: 0, or that of a worker that could not start.
    """
    # This process answers nothing: it loads neither the index nor what serves it.
    from groundwire.service.edge.listening import announced, listen_as, url_of
    from groundwire.service.telemetry import scrape
    from groundwire.service.work.supervisor import Supervisor

    command = [sys.executable, "-m", "groundwire", "serve", *options]
    command += ["--index", str(settings.index), "--host", settings.host, "--attended"]
    with (
        TemporaryDirectory(prefix="groundwire-counts-") as counts,
        contextlib.closing(listen_as(settings, insecure=insecure)) as listener,
    ):
        supervisor = Supervisor(
            command,
            {**environment, scrape.FOLDER_VARIABLE: counts},
            listener,
            settings.workers,
            say,
            lambda pid: scrape.forget(Path(counts), pid),
        )
        return supervisor.run(lambda: announced(url_of(settings.host, listener)))


def one_of_several(settings: Settings, number: int, environment: Mapping[str, str]) -> None:
    """Serve on the open socket of this number, until told to stop or the input ends."""
    from groundwire.service.app import create_app
    from groundwire.service.server import run
    from groundwire.service.telemetry.scrape import FOLDER_VARIABLE
    from groundwire.service.work.supervisor import READY
    from groundwire.wiring import make_answerer

    end_with_the_input(signal.SIGTERM)
    counts = environment.get(FOLDER_VARIABLE)
    with socket.socket(fileno=number) as listener:
        app = create_app(make_answerer(settings), settings, counts=Path(counts) if counts else None)
        run(app, settings, listener, lambda _: print(READY, flush=True))
