"""Fixtures of the service's tests."""

import pytest
from serving import Serve, Served, make


@pytest.fixture
def serve() -> Serve:
    """Make an app over a fake answerer that behaves as told."""
    return make


@pytest.fixture
def served() -> Served:
    """An app over a fake answerer that answers."""
    return make()
