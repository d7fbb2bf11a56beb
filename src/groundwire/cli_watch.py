"""Follow folders of articles and index again whenever something in them changed."""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from groundwire.cli_progress import say
from groundwire.errors import ArticleError, IndexLockedError
from groundwire.index.build import BuildReport, build
from groundwire.settings import Settings
from groundwire.wiring import make_encoder

if TYPE_CHECKING:
    from watchfiles import Change

SETTLE_MS = 300  # a copied folder arrives in bursts: build when none has come for so long
LONGEST_MS = 3_000  # but build at the latest after this, while files still arrive
LOOK_EVERY_MS = 500


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
        if changed or not begun:
            yield
        begun = True


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
