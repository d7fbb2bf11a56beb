"""Every list of words that the code knows, from one file: ``lexicon.toml``, each with its reason.

A list is a fact of English or of news, never of a question that was asked. What a model can learn
from data is not listed.
"""

import re
import tomllib
from functools import lru_cache
from pathlib import Path

_FILE = Path(__file__).with_name("lexicon.toml")


@lru_cache(maxsize=1)
def _lists() -> dict[str, dict[str, dict[str, str]]]:
    return tomllib.loads(_FILE.read_text(encoding="utf-8"))


@lru_cache(maxsize=256)
def words(name: str) -> frozenset[str]:
    """The words of a list named ``room.list``, such as ``polarity.denials``.

    Raises:
        KeyError: there is no such list.
    """
    return frozenset(" ".join(lines(name)).split())


@lru_cache(maxsize=256)
def lines(name: str) -> tuple[str, ...]:
    """The lines of a list, in order, for those that have several words a line."""
    room, _, entry = name.partition(".")
    return tuple(
        line.strip() for line in _lists()[room][entry]["words"].split("\n") if line.strip()
    )


@lru_cache(maxsize=256)
def ordered(name: str) -> tuple[str, ...]:
    """The words of a list in the order they are written in, where the order means something."""
    return tuple(" ".join(lines(name)).split())


@lru_cache(maxsize=256)
def pairs(name: str) -> dict[str, str]:
    """What each word of a list stands for, for those with a word and its meaning a line."""
    return {line.split()[0]: line.split()[1] for line in lines(name)}


@lru_cache(maxsize=256)
def alternatives(name: str) -> str:
    """The entries of a list as alternatives of a pattern, longest first: ``(?:more than|over)``.

    Entries are separated by white space; a list whose ``words`` have several lines holds one entry
    a line, so that an entry may have several words.
    """
    entries = lines(name)
    found = entries if len(entries) > 1 else tuple(words(name))
    ordered = sorted(found, key=lambda one: (-len(one), one))
    return f"(?:{'|'.join(re.escape(one).replace(chr(92) + ' ', ' ') for one in ordered)})"
