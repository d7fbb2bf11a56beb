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

from groundwire.language.content import STOPWORDS
from groundwire.language.dates.calendar import MONTHS
from groundwire.language.text import fold, words
from groundwire.records import Article

_PIECE = (
    r"(?:articles?|reports?|stor(?:y|ies)|pieces?|coverage|interviews?|editorials?|columns?"
    r"|reviews?|previews?|profiles?|briefings?|newsletters?|posts?|analys[ie]s|recap|updates?"
    r"|reporting|account)"
)
_TELLS = (
    r"(?:reports?|reported|says|said|claims|claimed|suggests|suggested|states|stated"
    r"|describes|described|mentions|mentioned|notes|noted|writes|wrote|published|covers?"
    r"|covered|discuss(?:es|ed)|highlights|highlighted|indicates|indicated|features?|featured"
    r"|details|detailed|portrays|portrayed|attributes|attributed|quotes|quoted|tells|told"
    r"|reveals|revealed|focus(?:es|ed)|emphasi[sz]e[sd]|agree|disagree|differ)"
)
_TOLD = (
    r"(?:reported|described|mentioned|noted|stated|covered|discussed|published|quoted|featured"
    r"|highlighted|detailed|revealed|told|written|suggested|claimed|indicated|identified|portrayed"
    r"|said|seen|referenced|cited|named)"
)
_FILLER = rf"(?:both|either|an?|the|another|later|recent|by|in|from|of|{_PIECE})"
# What stands before a publisher's name, up to it; and what stands behind it.
_BEFORE = re.compile(
    rf"(?:\baccording to|\bper|\b{_TOLD} (?:by|in|from)|\b{_PIECE} (?:{_TOLD} )?(?:by|in|from)"
    rf"|^(?:do(?:es)?|did|while))(?: {_FILLER})* [\"']?$"
)
_BEHIND = re.compile(
    rf"[\"']*(?:'s)?(?: (?!(?:by|in|on|from|of|to|and|or|while) )[\w-]+){{0,3}}? {_PIECE}\b"
    rf"|[\"']*(?:,? (?:both|also|all|then|later|either))? {_TELLS}\b"
)
_CAPITALISED = r"(?:[A-Z0-9][\w&.]*(?:['’](?!s\b)\w+)?(?:-\w+)*)"
_NAME = re.compile(
    rf"\b{_CAPITALISED}(?:(?:,? (?:and|of|for|the|&)(?: the)?|,|:| [|–—-])? {_CAPITALISED})*"
)
# Where capitals tell nothing, a name is the words behind "according to" and the like.
_PLAIN = re.compile(
    rf"(?:\baccording to|\b{_TOLD} by|\b{_PIECE} (?:by|from|in)|\bby both)"
    r" (?P<name>(?:(?:and |of |the )*(?!(?:STOP)\b)[\w.&'-]+ ?){1,5})".replace(
        "STOP", "|".join(sorted(STOPWORDS))
    )
)
_BETWEEN_NAMES = re.compile(r",? and |, ")
_SECTION = re.compile(r" [|–—-] |: | \(")  # what follows is a section or a motto of the publisher
# Words that a publisher's name ends in or does without: "BBC News", "CNN Business".
_TAILS = frozenset("news business politics sport sports online magazine newspaper".split())
_ENDINGS = frozenset({"co", "com", "org", "net", "gov", "ac", "edu"})  # as in bbc.co.uk


def named(text: str) -> tuple[str, ...]:
    """The names that the text gives as sources, as written, in order, each once.

    They may be of people or be no names at all: ``Publishers`` tells.
    """
    found: dict[str, None] = {}
    for run in _runs(text):
        for name in _BETWEEN_NAMES.split(run):
            if kept := _without_opening(name):
                found[kept] = None
    return tuple(found)


def _runs(text: str) -> Iterator[str]:
    folded = fold(text)
    if text in (folded, text.upper()):
        yield from (match["name"] for match in _PLAIN.finditer(folded))
        return
    for match in _NAME.finditer(text):
        if _BEFORE.search(folded, 0, match.start()) or _BEHIND.match(folded, match.end()):
            yield match.group()


def _without_opening(name: str) -> str:
    """The name without what only opens the sentence ("Did The Post"); empty for a date."""
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
