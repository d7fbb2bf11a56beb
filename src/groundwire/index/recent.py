"""The values that were used last, by what they were computed from."""

from collections import OrderedDict
from collections.abc import Callable, Mapping, Sequence
from threading import Lock
from typing import Generic, TypeVar

Value = TypeVar("Value")


class Recent(Generic[Value]):
    """Keeps the values used last, as many as there is room for. Safe in several threads."""

    def __init__(self, room: int, size: Callable[[Value], int]) -> None:
        """``size`` says how much of the ``room`` a value takes."""
        self._room, self._size = room, size
        self._kept: OrderedDict[str, Value] = OrderedDict()
        self._taken = 0
        self._lock = Lock()

    def get(self, keys: Sequence[str]) -> dict[str, Value]:
        """Those of the values that are kept."""
        with self._lock:
            found = {key: self._kept[key] for key in keys if key in self._kept}
            for key in found:
                self._kept.move_to_end(key)
        return found

    def keep(self, values: Mapping[str, Value]) -> None:
        """Keep these, and let go of those that were used longest ago."""
        with self._lock:
            for key, value in values.items():
                if key not in self._kept:  # else another thread was faster
                    self._kept[key] = value
                    self._taken += self._size(value)
            while self._taken > self._room:
                _, oldest = self._kept.popitem(last=False)
                self._taken -= self._size(oldest)
