"""What the fault tests share: four changes of an index, and the process whose forks make them."""

from collections.abc import Iterator

import pytest
from forks import Forks
from world import Change, make_changes, scratch


@pytest.fixture(scope="session")
def changes() -> Iterator[dict[str, Change]]:
    """By name: the first build, a build over an index, an addition, a removal."""
    with scratch() as place:
        yield make_changes(place)


@pytest.fixture(scope="session")
def forks() -> Iterator[Forks]:
    with Forks() as forks:
        yield forks
