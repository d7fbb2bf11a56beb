"""How tests wait: for something to be so, never for a time to pass.

A machine may be three times slower than the one a test was written on, and may stand still for a
moment. So no test asserts that something was fast: it holds up what must not be waited for, or
counts work. The deadline below is reached by failures only.
"""

import time
from collections.abc import Callable

PATIENCE_S = 60.0  # a busy machine takes a twentieth of it for the longest of these waits


def until(true: Callable[[], object], seconds: float = PATIENCE_S) -> None:
    """Wait for something to be so."""
    deadline = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < deadline, "it did not come to pass"
        time.sleep(0.005)
