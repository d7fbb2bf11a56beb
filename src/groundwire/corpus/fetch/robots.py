"""What a site asks of programs that fetch from it: its robots.txt (RFC 9309)."""

from dataclasses import dataclass
from typing import Any

MAX_BYTES = 500_000  # RFC 9309 asks for at least 500 KiB to be read; no news site has half of it
LONGEST_DELAY = 30.0  # seconds; a site that asks for more gets this
NAME = "groundwire"  # which of its rules are ours


@dataclass(frozen=True, slots=True)
class Robots:
    """The rules of one site; without rules everything is allowed."""

    rules: Any | None = None

    def allows(self, url: str) -> bool:
        """Whether this program may fetch the address."""
        return self.rules is None or bool(self.rules.can_fetch(url, NAME))

    @property
    def delay(self) -> float:
        """Seconds that the site asks for between two requests, 0 where it asks for none."""
        asked = self.rules.crawl_delay(NAME) if self.rules is not None else None
        return min(float(asked or 0), LONGEST_DELAY)


def read_robots(body: bytes) -> Robots:
    """The rules of a robots.txt; what follows its first half megabyte is not read."""
    from protego import Protego

    return Robots(Protego.parse(body[:MAX_BYTES].decode("utf-8", "replace")))
