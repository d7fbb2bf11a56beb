"""The sample articles in corpus/: well formed, and in our own words."""

import re
from collections.abc import Iterator
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[2]
CORPUS = ROOT / "corpus"
SEEDS = ROOT.parent / "shared" / "seeds"

ARTICLES_AT_LEAST = 18
REQUIRED = {"title", "source", "language"}
ALLOWED = REQUIRED | {"author", "url", "published"}
WORDS_MINIMUM, WORDS_MAXIMUM = 200, 450  # the length of a short news story
COPIED_RUN = 9  # words in a row that two texts share only where one copied the other
CLOSE_RUN = 6  # words in a row that a list of names or a set phrase could reach by chance
UNDATED = "the-coalition-of-the-willing-explained.md"

PATHS = sorted(
    path for path in CORPUS.iterdir() if path.suffix in {".md", ".txt"} and path.name != "README.md"
)


@cache
def parse(path: Path) -> tuple[dict[str, Any], str]:
    """Return the header fields and the body of one sample file."""
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".txt":
        title, day, blank, body = text.split("\n", 3)
        assert blank == ""
        return {"title": title, "published": _day(day)}, body
    opening, header, body = text.split("---\n", 2)
    assert opening == ""
    return yaml.safe_load(header), body


def _day(line: str) -> date:
    return datetime.strptime(line, "%d %B %Y").date()


def runs(text: str, length: int) -> Iterator[tuple[str, ...]]:
    """Yield every run of ``length`` lower-cased alphanumeric words."""
    words = re.findall(r"[^\W_]+", text.lower())
    for start in range(len(words) - length + 1):
        yield tuple(words[start : start + length])


def seed_runs(length: int) -> set[tuple[str, ...]]:
    """All runs of the real articles, which live outside the repository."""
    if not SEEDS.is_dir():
        pytest.skip("the real articles (../shared/seeds) are not on this machine")
    return {
        run
        for path in sorted(SEEDS.iterdir())
        for run in runs(path.read_text(encoding="utf-8"), length)
    }


def shared_runs(length: int) -> set[tuple[str, ...]]:
    """Return the runs that any sample file, the readme included, shares with a real article."""
    theirs = seed_runs(length)
    ours = [*PATHS, CORPUS / "README.md"]
    return {run for path in ours for run in runs(path.read_text("utf-8"), length)} & theirs


def test_there_are_enough_articles() -> None:
    """A fresh clone has at least eighteen articles to ask about."""
    assert len(PATHS) >= ARTICLES_AT_LEAST


@pytest.mark.parametrize("path", PATHS, ids=lambda path: path.stem)
def test_header_has_the_documented_fields(path: Path) -> None:
    """Front matter parses, has what a reader of the page needs, and nothing undocumented."""
    fields, _ = parse(path)
    required = {"title"} if path.suffix == ".txt" else REQUIRED
    assert required <= fields.keys() <= ALLOWED
    assert all(str(value).strip() for value in fields.values())


@pytest.mark.parametrize("path", PATHS, ids=lambda path: path.stem)
def test_publication_date_is_a_date(path: Path) -> None:
    """Every article but the one that shows a missing date says on which day it appeared."""
    published = parse(path)[0].get("published")
    assert (published is None) == (path.name == UNDATED)
    assert published is None or (type(published) is date and published.year == 2025)


@pytest.mark.parametrize("path", PATHS, ids=lambda path: path.stem)
def test_length_is_that_of_a_news_story(path: Path) -> None:
    """The body has two to four and a half hundred words."""
    assert WORDS_MINIMUM <= len(parse(path)[1].split()) <= WORDS_MAXIMUM


@pytest.mark.parametrize("path", PATHS, ids=lambda path: path.stem)
def test_file_name_is_a_readable_slug(path: Path) -> None:
    """A citation shows the path, so the name says what the article is about."""
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+){2,}", path.stem)


def test_titles_are_unique() -> None:
    """Two articles never look the same in a list."""
    titles = [parse(path)[0]["title"] for path in PATHS]
    assert sorted(set(titles)) == sorted(titles)


def test_addresses_are_reserved_ones() -> None:
    """No invented address can belong to somebody (RFC 2606 reserves example.org)."""
    addresses = [url for path in PATHS if (url := parse(path)[0].get("url"))]
    assert addresses
    assert [u for u in addresses if not re.match(r"https://[a-z-]+\.example\.org/", u)] == []


def test_the_shapes_of_real_files_are_there() -> None:
    """The samples vary as real files do: plain text, subheadings, curly quotes, accents."""
    bodies = [parse(path)[1] for path in PATHS]
    assert any(path.suffix == ".txt" for path in PATHS)
    assert any("\n## " in body for body in bodies)
    assert any("“" in body and "É" in body for body in bodies)


def test_no_sentence_is_copied() -> None:
    """No run of nine words is shared with a real article."""
    assert shared_runs(COPIED_RUN) == set()


def test_hardly_a_phrase_is_shared() -> None:
    """Not even a run of six words is shared with a real article, names included."""
    assert shared_runs(CLOSE_RUN) == set()
