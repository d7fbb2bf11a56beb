"""The tree of errors: what its drawing says is what it is."""

import re

import pytest

from groundwire import errors
from groundwire.errors import GroundwireError

KINDS = [
    kind
    for kind in vars(errors).values()
    if isinstance(kind, type) and issubclass(kind, GroundwireError)
]


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_the_drawing_gives_exit_code_and_status(kind: type[GroundwireError]) -> None:
    """The drawing in the docstring of errors.py names each error with its exit code and status."""
    drawn = re.search(rf"\b{kind.__name__}\s+exit (\d+), (\d+)\b", errors.__doc__ or "")
    assert drawn
    assert (kind.exit_code, kind.http_status) == (int(drawn[1]), int(drawn[2]))


def test_no_two_errors_share_an_exit_code() -> None:
    """A script can tell from the exit code alone what went wrong; what only a request over HTTP
    can meet has none of its own."""
    codes = [kind.exit_code for kind in KINDS if kind.exit_code != GroundwireError.exit_code]
    assert len(set(codes)) == len(codes)


def test_no_error_exits_with_success_or_a_signal() -> None:
    """Exit codes stay clear of 0, of the shell's 126 and 127, and of signals above 128."""
    assert all(0 < kind.exit_code < 126 for kind in KINDS)


def test_the_tree_is_one_level_deep() -> None:
    """Whoever catches GroundwireError catches all; nothing hides between it and its kinds."""
    assert {kind.__base__ for kind in KINDS} == {Exception, GroundwireError}


def test_every_error_has_a_title_of_its_own() -> None:
    """A problem document's title tells the kinds apart."""
    assert len({kind.title for kind in KINDS}) == len(KINDS)
