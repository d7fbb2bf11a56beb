"""Who says what in a sentence: verbs of saying, "according to", quotations and their speakers."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from groundwire.language import lexicon
from groundwire.language.names import names
from groundwire.language.quotations import Quotation, quotations
from groundwire.language.text import Text, stem

Span = tuple[int, int]

_ADVERBS = r"(?:(?:also|then|later|has|had|have|once|again|earlier|\w+ly) )*"
# What stands before the verb: who speaks, with what is told of them between commas.
_SUBJECT = re.compile(
    r"(?:.*(?:[;:(),\"]\s*|\b(?:that|but|as|while|when|because|after|if|which) )|^)"
    rf"(?P<who>[^\s,;:()\"][^,;:()\"]*?)(?:, [^,;:()\"]{{1,80}},)? {_ADVERBS}$",
    re.DOTALL,
)
# And behind it, where the order is turned round: an office and a name, or a pronoun.
_INVERTED = re.compile(r" (?P<who>(?!that\b|it\b|there\b)[^,;:!?()\"]+?)(?=[,;:!?()\"]|\.?\W*$)")
_ACCORDING = re.compile(r"\baccording to (?P<who>[^,;:!?()\"]+?)(?=[,;:!?()\"]|\.?\W*$)")
_HEARER = re.compile(
    r" (?:to )?(?:(?:me|us|him|her|them|you|reporters|journalists)\b|[^,;:\"]{1,60}?(?= that\b))"
)
_NO_VERB_BEHIND = re.compile(
    r"\b(?:to|be|been|is|are|was|were|being|the|an?|of|its|their|his|her|no|any) $"
)
_EDGES = " \t\n.,;:!?\"'“”‘’«»"


@dataclass(frozen=True, slots=True)
class Speech:
    """That somebody says something. ``speaker`` and ``said`` are spans of the text, the speaker as
    the sentence writes it ("board member Ana Roe", "she"), None where it names nobody; ``verb`` is
    the stem of the verb of saying, "according" without one, empty for a bare quotation. ``quoted``:
    in the speaker's own words. ``level`` is 1, and one more within a quotation."""

    speaker: Span | None
    verb: str
    said: Span
    quoted: bool
    level: int = 1


@lru_cache(maxsize=1)
def verbs() -> re.Pattern[str]:
    """A verb of saying in folded text."""
    return re.compile(rf"\b(?:{'|'.join(sorted(lexicon.words('speech.verbs')))})\b")


@lru_cache(maxsize=1)
def _says_after() -> re.Pattern[str]:
    return re.compile(rf",?\s{_ADVERBS}{verbs().pattern}")


@lru_cache(maxsize=1)
def _says_before() -> re.Pattern[str]:
    told = "|".join(sorted(lexicon.words("speech.told")))
    return re.compile(
        rf"\b(?!(?:{told})\b){verbs().pattern[2:]}\s(?:(?!that\b|the\b)[\w.'-]+\s){{0,3}}$"
    )


# "engineer at Tern Works, said": whoever speaks, it is not the firm.
_GOVERNED = re.compile(r"\b(?:at|for|of|with|from|in|by|on) (?:[\w.'-]+ ){0,3}$")


def says_after(folded: str, end: int) -> bool:
    """Whether a verb of saying follows what ends there: "Roe said", "Roe later added"."""
    return _says_after().match(folded, end) is not None


def speaks(text: str, folded: str, start: int, end: int) -> bool:
    """Whether the text says that who is named at ``start`` to ``end`` said something: "Roe said",
    "said board member Ana Roe"; whoever is told something does not speak."""
    since = max(0, start - 60)
    if says_after(folded, end):
        governed = _GOVERNED.search(folded, since, start)
        return governed is None or not _all_capitals(text, governed)
    return _says_before().search(folded, since, start) is not None


def _all_capitals(text: str, governed: re.Match[str]) -> bool:
    """Whether only names stand between the preposition and the end."""
    return all(word[0].isupper() for word in text[governed.start() : governed.end()].split()[1:])


def speeches(text: Text) -> tuple[Speech, ...]:
    """Who says what in a sentence, in order; what is quoted within a quotation has a higher level.

    A sentence that only quotes gives its quotation without a speaker.
    """
    quotes = [one for one in quotations(text.written) if one.end > one.start]
    outer = [one for one in quotes if one.level == 1]
    own = _blanked(text.folded, outer)
    found = [*_with_verb(text, own, outer), *_according(text, own, outer)]
    if not found and outer and not any(map(str.isalnum, own)):
        found = [Speech(None, "", one.words(text.written), quoted=True) for one in outer]
    for one in outer:
        found += _within(text, one)
    return tuple(sorted(found, key=lambda speech: (speech.said, speech.level)))


def _blanked(folded: str, outer: Sequence[Quotation]) -> str:
    """The text with every quotation overwritten by marks, its length kept."""
    for one in outer:
        start, end = one.start - 1, one.end + one.closed
        folded = folded[:start] + '"' * (end - start) + folded[end:]
    return folded


def _with_verb(text: Text, own: str, outer: Sequence[Quotation]) -> Iterator[Speech]:
    said = [
        match for match in verbs().finditer(own) if not _NO_VERB_BEHIND.search(own[: match.start()])
    ]
    found = [(match, _speaker(own, match)) for match in said]
    taken = _nearest(outer, [match.start() for match, _ in found])
    for place, (match, speaker) in enumerate(found):
        verb = stem(match.group())
        for one in taken[place]:
            yield Speech(speaker, verb, one.words(text.written), quoted=True)
        if not taken[place] and (clause := _clause(text, own, match, speaker)):
            yield Speech(speaker, verb, clause, quoted=False)


def _nearest(outer: Sequence[Quotation], places: Sequence[int]) -> list[list[Quotation]]:
    """For each verb the quotations that it is the nearest to."""
    taken: list[list[Quotation]] = [[] for _ in places]
    for one in outer if places else ():
        away = [min(abs(one.start - place), abs(one.end - place)) for place in places]
        taken[away.index(min(away))].append(one)
    return taken


def _speaker(own: str, verb: re.Match[str]) -> Span | None:
    before = own[: verb.start()]
    turned = before.rstrip().endswith('"') and _INVERTED.match(own, verb.end())
    found = turned or _SUBJECT.search(before) or _turned(own, verb)
    return found.span("who") if found else None


def _turned(own: str, verb: re.Match[str]) -> re.Match[str] | None:
    """ "The bill is high, said Ana Roe"; whoever is told something does not speak."""
    told = verb.group() in lexicon.words("speech.told")
    return None if told else _INVERTED.match(own, verb.end())


def _clause(text: Text, own: str, verb: re.Match[str], speaker: Span | None) -> Span | None:
    """What is said without quotation marks: behind the verb, or before the speaker."""
    start = max(verb.end(), speaker[1] if speaker else 0)
    if verb.group() in lexicon.words("speech.told"):
        start = _behind_hearer(text, own, start)
    behind = own[start:].removeprefix(" that").strip(_EDGES)
    if behind and not own[start:].startswith(","):
        return own.index(behind, start), own.index(behind, start) + len(behind)
    first = min(verb.start(), speaker[0] if speaker else verb.start())
    said = own[:first].strip(_EDGES)
    return (own.index(said), own.index(said) + len(said)) if said else None


def _behind_hearer(text: Text, own: str, start: int) -> int:
    """Where the words begin that somebody is told: behind "reporters" or a name."""
    hearer = _HEARER.match(own, start)
    if hearer:
        return hearer.end()
    return next((name.end for name in names(text) if name.start == start + 1), start)


def _according(text: Text, own: str, outer: Sequence[Quotation]) -> Iterator[Speech]:
    for match in _ACCORDING.finditer(own):
        if outer:
            for one in outer:
                yield Speech(match.span("who"), "according", one.words(text.written), quoted=True)
            continue
        before = own[: match.start()].strip(_EDGES)
        said = before or own[match.end() :].strip(_EDGES)
        start = own.index(said, 0 if before else match.end())
        yield Speech(match.span("who"), "according", (start, start + len(said)), quoted=False)


def _within(text: Text, one: Quotation) -> Iterator[Speech]:
    inner = text.written[one.start : one.end]
    if not verbs().search(text.folded, one.start, one.end):
        return
    for speech in speeches(Text(inner)):
        if speech.speaker is not None:
            yield replace(
                speech,
                speaker=(speech.speaker[0] + one.start, speech.speaker[1] + one.start),
                said=(speech.said[0] + one.start, speech.said[1] + one.start),
                level=speech.level + 1,
            )
