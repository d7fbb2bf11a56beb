"""Follow folders of articles and index again whenever something in them changed."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from groundwire.cli.attended import end_with_the_input
from groundwire.cli.output.progress import say
from groundwire.errors import ArticleError, IndexLockedError
from groundwire.index.build import BuildReport, build
from groundwire.settings import Settings
from groundwire.wiring import make_encoder

if TYPE_CHECKING:
    from watchfiles import Change

SETTLE_MS = 300  # a copied folder arrives in bursts: build when none has come for so long
LONGEST_MS = 3_000  # but build at the latest after this, while files still arrive
LOOK_EVERY_MS = 500
STILL_SECONDS = 0.3  # a file is whole when its size and time have stayed so long
PATIENCE_SECONDS = 60.0  # with files that go on being written; then the others are indexed
LOWER_PRIORITY = 10  # of `serve --watch`: questions come first


def follow(paths: Sequence[Path], settings: Settings) -> Iterator[BuildReport]:
    """Build now and after each change, for as long as the reports are taken.

    A folder without a usable article and an index that another process is writing are told, and
    tried again at the next change.

    Raises:
        GroundwireError: anything else that a build cannot do.
    """
    encoder = make_encoder(settings)
    for _ in _changes(paths, settings.index):
        try:
            yield build(
                paths,
                folder=settings.index,
                encoder=encoder,
                passage_tokens=settings.passage_tokens,
            )
        except (ArticleError, IndexLockedError) as error:
            say(str(error))


def _changes(paths: Sequence[Path], index: Path) -> Iterator[None]:
    """Once at the start, when changes are seen already, then once after each burst of them."""
    from watchfiles import watch

    # A file is followed through its folder: most editors replace a file instead of writing it.
    folders = {path if path.is_dir() else path.parent for path in paths}
    begun = False
    for changed in watch(
        *sorted(folders),
        watch_filter=_of_articles(paths, index),
        step=SETTLE_MS,
        debounce=LONGEST_MS,
        rust_timeout=LOOK_EVERY_MS,
        yield_on_timeout=True,
    ):
        if changed:
            _wait_until_whole([Path(path) for _, path in changed])
        if changed or not begun:
            yield
        begun = True


def _wait_until_whole(paths: Sequence[Path]) -> None:
    """Return when none of these files has been written to for a moment."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    before, now = None, _looks(paths)
    while before != now and time.monotonic() < deadline:
        time.sleep(STILL_SECONDS)
        before, now = now, _looks(paths)


def _looks(paths: Sequence[Path]) -> list[tuple[int, int] | None]:
    """Size and time of each file, None for one that is not there."""
    looks: list[tuple[int, int] | None] = []
    for path in paths:
        try:
            status = path.stat()
        except OSError:
            looks.append(None)
        else:
            looks.append((status.st_size, status.st_mtime_ns))
    return looks


@contextmanager
def watching(
    paths: Sequence[Path],
    settings: Settings,
    environment: Mapping[str, str],
    options: Sequence[str] = (),
) -> Iterator[None]:
    """Follow these paths in a process of its own for as long as the block runs; ``options`` are
    those of its settings.

    Building then takes neither the interpreter's lock nor, of lower priority, the processor from
    the questions. The process ends with its standard input, so also when this one is killed.
    """
    if not paths:
        yield
        return
    command = [sys.executable, "-m", "groundwire", "watch", "--attended"]
    with subprocess.Popen(  # noqa: S603
        [*command, *options, "--index", str(settings.index), *map(str, paths)],
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        env=dict(environment),
    ) as process:
        try:
            yield
        finally:
            process.communicate()  # closes its input, which ends it


def attend() -> None:
    """Take little of the processor, and end this process when its standard input ends."""
    os.nice(LOWER_PRIORITY)
    # A shell starts what runs in its background deaf to Ctrl-C, and this process inherits that.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    end_with_the_input(signal.SIGINT)  # as Ctrl-C ends it: nothing is left half done


def _of_articles(paths: Sequence[Path], index: Path) -> "Callable[[Change, str], bool]":
    """Whether a changed path is an article's: the index may lie inside the folder followed."""
    from watchfiles import Change, DefaultFilter

    roots = [path.resolve() for path in paths]
    built = index.resolve()
    no_leftovers = DefaultFilter()  # of editors and version control

    def wanted(change: Change, changed: str) -> bool:
        path = Path(changed).resolve()
        inside = any(path.is_relative_to(root) for root in roots)
        return inside and not path.is_relative_to(built) and no_leftovers(change, changed)

    return wanted
