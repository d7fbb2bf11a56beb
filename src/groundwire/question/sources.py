"""The publishers that a question names, and which of an index's publishers they are.

A question names a publisher where it says who reported something: "according to X", "the X article
on", "X's report", "as reported by both X and Y". Whether a name so placed is a publisher, only the
index knows ("according to the minister"), so names are found freely and matched strictly.
"""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from groundwire.language import lexicon
from groundwire.language.content import STOPWORDS
from groundwire.language.dates.calendar import MONTHS
from groundwire.language.runs import runs
from groundwire.language.text import fold, words
from groundwire.records import Article

_AND = re.compile(r",? and |, ")
_BETWEEN_NAMES = re.compile(r"(?:,? and|,) (?:[Tt]he )?[\"'“‘]?")
_BETWEEN = re.compile(r"(?:,? and|,|:| [|–—-]| of| for| &)? (?:[Tt]he )?[\"'“‘]?")
_SECTION = re.compile(r" [|–—-] |: | \(")  # what follows is a section or a motto of the publisher
# Words that a publisher's name ends in or does without: "BBC News", "CNN Business".
_TAILS = frozenset("news business politics sport sports online magazine newspaper".split())
_ENDINGS = frozenset({"co", "com", "org", "net", "gov", "ac", "edu"})  # as in bbc.co.uk


def named(text: str) -> tuple[str, ...]:
    """The names that the text gives as sources, as written, in order, each once.

    They may be of people or be no names at all: ``Publishers`` tells.
    """
    folded = fold(text)
    if text in (folded, text.upper()):
        found = [name for run in _plain().finditer(folded) for name in _AND.split(run["name"])]
    else:
        found = [name for group in _groups(text) if _is_source(folded, *group) for name in group[2]]
    return tuple(dict.fromkeys(kept for name in found if (kept := _without_opening(name))))


def _is_source(folded: str, start: int, end: int, _: Sequence[str]) -> bool:
    before, behind = _around()
    return bool(before.search(folded, 0, start) or behind.match(folded, end))


def _groups(text: str) -> Iterator[tuple[int, int, list[str]]]:
    """Names that are told of together ("The Post and Coast Wire"), with where they start and end.
    A section behind a colon or a bar is part of its publisher's name."""
    found: list[tuple[int, int]] = []
    for run in runs(text, frozenset()):
        start, end = run.words[0].start, run.words[-1].end
        start -= len("The ") * text.startswith("The ", start - len("The "))
        gap = text[found[-1][1] : start] if found else ""
        if found and not _BETWEEN.fullmatch(gap):
            yield _group(text, found)
            found = []
        if found and not _BETWEEN_NAMES.fullmatch(gap):
            found[-1] = (found[-1][0], end)
        else:
            found.append((start, end))
    if found:
        yield _group(text, found)


def _group(text: str, spans: list[tuple[int, int]]) -> tuple[int, int, list[str]]:
    return spans[0][0], spans[-1][1], [text[start:end] for start, end in spans]


@lru_cache(maxsize=1)
def _around() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """What stands before a publisher's name, up to it; and what stands behind it."""
    tells, piece = _alternatives("verbs", "reporting"), _alternatives("pieces")
    filler = rf"(?:both|either|an?|the|another|later|recent|by|in|from|of|{piece})"
    before = (
        rf"(?:\baccording to|\bper|\b{tells} (?:by|in|from)|\b{piece} (?:{tells} )?(?:by|in|from)"
        rf"|^(?:do(?:es)?|did|while))(?: {filler})* [\"']?$"
    )
    behind = (
        rf"[\"']*(?:'s)?(?: (?!(?:by|in|on|from|of|to|and|or|while) )[\w-]+){{0,3}}? {piece}\b"
        rf"|[\"']*(?:,? (?:both|also|all|then|later|either))? {tells}\b"
    )
    return re.compile(before), re.compile(behind)


@lru_cache(maxsize=1)
def _plain() -> re.Pattern[str]:
    """Where capitals tell nothing, a name is the words behind "according to" and the like."""
    tells, piece = _alternatives("verbs", "reporting"), _alternatives("pieces")
    stops = "|".join(sorted(STOPWORDS))
    return re.compile(
        rf"(?:\baccording to|\b{tells} by|\b{piece} (?:by|from|in)|\bby both)"
        rf" (?P<name>(?:(?:and |of |the )*(?!(?:{stops})\b)[\w.&'-]+ ?){{1,5}})"
    )


def _alternatives(*lists: str) -> str:
    words_of = sorted({word for entry in lists for word in lexicon.words(f"speech.{entry}")})
    return f"(?:{'|'.join(words_of)})"


def _without_opening(name: str) -> str:
    """The name without the small words that it begins with; empty for a date."""
    given = name.split()
    while given and (given[0] == "the" or given[0].casefold() in STOPWORDS - {"the"}):
        given = given[1:]
    folded = [word.casefold().strip(".,") for word in given]
    if not folded or folded == ["the"] or folded[0].isdigit() or folded[0] in MONTHS:
        return ""
    return " ".join(given)


class Publishers:
    """The publishers of an index, found by any spelling of their names.

    A spelling is the name written together without "The" ("newyorktimes"), with its first words
    as initials ("nytimes", "nyt"), the same before a section's name ("Post - Health"), and what
    names a web address ("bbc" of bbc.co.uk).
    """

    def __init__(self, written: Sequence[str | None], addresses: Sequence[str | None]) -> None:
        """``written`` and ``addresses`` have an entry an article."""
        pairs: dict[tuple[str, str], int] = {}
        sites = map(_site, addresses)
        self._of = np.array(
            [
                pairs.setdefault((name or "", site), len(pairs))
                for name, site in zip(written, sites, strict=True)
            ],
            dtype=np.int32,
        )
        self._exact: dict[str, list[int]] = {}
        self._short: dict[str, list[int]] = {}
        for (name, site), number in pairs.items():
            self._learn(name, site, number)

    def _learn(self, name: str, site: str, number: int) -> None:
        head = _SECTION.split(name, maxsplit=1)[0]
        exact = {_together(words(name)), _together(words(head)), *_labels(site), *_labels(name)}
        for spelling in sorted(exact - {""}):
            self._exact.setdefault(spelling, []).append(number)
        for spelling in sorted(_shortened(words(head))):
            self._short.setdefault(spelling, []).append(number)

    def find(self, names: Sequence[str]) -> list[NDArray[np.bool_]]:
        """For each publisher among the names, in order, which articles are its: masks over the
        articles."""
        found: dict[tuple[int, ...], None] = {}
        skip = 0
        for place in range(len(names)):
            if place >= skip and (known := self._known_at(names, place)):
                numbers, skip = known
                found[numbers] = None
        return [np.isin(self._of, numbers) for numbers in found]

    def _known_at(self, names: Sequence[str], place: int) -> tuple[tuple[int, ...], int] | None:
        """The publisher whose name begins there, and the place behind it: "Food" and "Wine" may
        be one name."""
        for end in (place + 2, place + 1):
            if end <= len(names) and (numbers := self._known(" and ".join(names[place:end]))):
                return numbers, end
        return None

    def _known(self, name: str) -> tuple[int, ...]:
        head = _SECTION.split(name, maxsplit=1)[0]
        spellings = [_together(words(name)), _together(words(head))]
        for known in (self._exact, self._short):
            for spelling in [*spellings, *sorted(_shortened(words(head)))]:
                if spelling in known:
                    return tuple(known[spelling])
        return ()


def _together(name: Sequence[str]) -> str:
    given = "".join(name[1:] if name[:1] == ["the"] else name)
    return given if len(given) > 1 else ""


def _shortened(name: Sequence[str]) -> set[str]:
    """ "New York Times" as "nyt" and "nytimes", "BBC News" as "bbc"."""
    given = [word for word in name if word != "the"]
    short = {_together(given[:-1])} if given[1:] and given[-1] in _TAILS else set()
    if len(given) > 2:
        initials = [word[0] for word in given]
        short |= {"".join(initials), "".join([*initials[:-1], given[-1]])}
    return short - {""}


def _site(address: str | None) -> str:
    host = (address or "").partition("//")[2].partition("/")[0].partition(":")[0]
    return host.casefold()


def _labels(host: str) -> set[str]:
    """What names a site: the last part of its address before the ending, with and without "the";
    and the whole ("bbc", "bbccouk")."""
    parts = host.casefold().split(".")
    if len(parts) < 2 or not all(part.replace("-", "").isalnum() for part in parts):
        return set()
    name = next(part for part in [*parts[-2::-1], ""] if part not in _ENDINGS).replace("-", "")
    whole = "".join(parts[1:] if parts[0] == "www" else parts).replace("-", "")
    return {label for label in (name, name.removeprefix("the"), whole) if len(label) > 1}


def is_from(article: Article, name: str) -> bool:
    """Whether a name given as a source is the article's publisher's."""
    return _is_publisher(name, article.source, article.url)


@lru_cache(maxsize=1024)
def _is_publisher(name: str, source: str | None, address: str | None) -> bool:
    return any(mask[0] for mask in Publishers([source], [address]).find([name]))
