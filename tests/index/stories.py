"""Three stories in our own words, and how a test writes them."""

from collections.abc import Callable
from pathlib import Path

from groundwire.index.build import BuildReport

PASSAGE_TOKENS = 24
STORIES = {
    "bridge.md": (
        "Bridge closes",
        "The Post",
        "2025-02-03",
        "The Tern Bridge closes on Monday for repair. Engineers found rust in nine cables. "
        "Drivers are sent over the old ferry road until the spring. The work costs 4.2 million.",
    ),
    "harbour.md": (
        "Harbour widened",
        "The Mail",
        "2025-03-11",
        "The harbour board voted to widen the eastern channel. Dredgers arrive in October. "
        "Fishing crews feared for the mussel beds, but the board moved the channel north.",
    ),
    "comet.md": (
        "Comet seen",
        "The Post",
        None,
        "A bridge keeper photographed a comet over the Tern. Astronomers named it after her.",
    ),
}

Write = Callable[..., Path]
Build = Callable[..., BuildReport]


def write_story(folder: Path, name: str, text: str | None = None, **fields: str) -> Path:
    """Write one article file with front matter."""
    title, source, published, body = STORIES.get(name, (name, "The Post", None, ""))
    given = {"title": title, "source": source, "published": published, **fields}
    lines = "".join(f"{key}: {value}\n" for key, value in given.items() if value)
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"---\n{lines}---\n{text or body}\n", "utf-8")
    return path
