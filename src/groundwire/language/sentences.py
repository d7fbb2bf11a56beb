"""Sentences as exact spans of a text, and which lines are headings.

A line end always ends a sentence. Inside a line a full stop, question or exclamation mark (with
the quotes and brackets that close after it) ends one when white space follows and what stands on
both sides reads so. Nothing is balanced or looked far ahead for, so an unclosed quote cannot
swallow the rest of an article. Linear in the length of the text.
"""

import re
from collections.abc import Iterator

from groundwire.language import lexicon
from groundwire.language.dates.calendar import MONTH_NUMBERS, MONTHS, WEEKDAY_NUMBERS, WEEKDAYS
from groundwire.records import Sentence

HEADING_CHARACTERS = 120  # of the headings in 200 news articles all but 2 were shorter
HEADING_WORDS = 16
LONGEST_CLOSING = 5  # characters of quotes and signs parted from their sentence by a space
HEADING_RUN = 3  # so many short lines in a row are a list or a table, not headings

_LINE = re.compile(r"[^\n]+")
_CLOSERS = r"[\"'”’»)\]}*]*(?:\[\d{1,3}\])*"
# One run of marks at a time (the look-behind keeps a line of a million dots linear); in scripts
# that write no space after a sentence, none is asked for.
_CANDIDATE = re.compile(rf"(?<![.!?…])(?P<mark>[.!?…]+){_CLOSERS}\s+|[。！？।॥؟]+[”’」』）)]*\s*")
_LAST_WORD = re.compile(r"(?:[^\W_]+[.'’-])*[^\W_]+$")
_NEXT_WORD = re.compile(r"[\"'“‘«(\[{—–-]*\s*((?:[^\W_]\.)+(?![^\W_])|[^\W_]+(?:['’-][^\W_]+)*)")
_SENTENCE_END = re.compile(r"[.!?…。！？।॥؟;,][\"'”’»)\]}*]*(?:\[\d{1,3}\])*$")
_QUESTION = re.compile(r"[^.!?…]{3,}\?$")
_ITEM = re.compile(r"\s*(?:[-*•–·▪]|\d{1,3}[.)])\s")
_LIST_NUMBER = re.compile(r"\s*\(?(?:\d{1,3}|[A-Za-z])\.\s+")
_ACRONYM = re.compile(r"(?:[^\W\d_]\.)+[^\W\d_]")
_LOOK_BACK = 40  # characters; the longest abbreviation has 10


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


_SHORT_MONTHS = MONTH_NUMBERS.keys() - frozenset(MONTHS)
_NEVER = _set("vs v cf eg ie e.g i.e viz approx ca")  # these in lower case too
# Often inside a sentence, sometimes at its end: what follows decides. Capitalised only ("Ill." is
# a state, "ill." ends a sentence).
_EITHER = _set(
    "inc corp co ltd llc plc jr sr bros etc est ave blvd rd hwy sq bldg no nos vol fig art sec pp "
    "ala ariz ark calif colo conn del fla ga ill ind kan ky la md mass mich minn miss mo mont neb "
    "nev okla ore pa tenn tex vt va wash wis wyo ont que esq dept al"
) | (_SHORT_MONTHS | (WEEKDAY_NUMBERS.keys() - frozenset((*WEEKDAYS, "sat", "sun"))))
_BEFORE_NUMBER = (
    _set("no nos vol vols fig figs art sec p pp ch para par approx ca tel ext nr op apt rm bldg")
    | _SHORT_MONTHS
)
# Capitalised words that open a sentence and are hardly ever part of a name.
_STARTERS = _set(
    "the a an he she it they we you i in on at but and this that these those there here as if "
    "when while after before since until although though because his her its their our my your "
    "for with by from to of so or nor yet not no however meanwhile moreover still also then now "
    "what who why how where which whether some many most all both each every few several one two "
    "according more other another such once during under over despite even only just "
    "earlier later last next is are was were will would can could do does did has have had"
)
_TIME_FOLLOWERS = frozenset((*WEEKDAYS, *MONTHS)) | _set(
    "et est edt ct cst cdt mt mst mdt pt pst pdt gmt utc bst cet cest eastern central pacific"
)
_ATTRIBUTION = re.compile(r"(?:[^\W\d_][\w.’'-]*\s+){1,4}?(?P<verb>[a-z]+)\b")


def sentence_spans(text: str) -> list[Sentence]:
    """Every sentence and heading of ``text`` in order: trimmed spans, in code points, with only
    white space between them, so that together they tile the text."""
    lines = [span for match in _LINE.finditer(text) if (span := _trim(text, *match.span()))]
    short = [_reads_as_heading(text[start:end]) for start, end in lines]
    sentences: list[Sentence] = []
    for number, (start, end) in enumerate(lines):
        heading = short[number] and not _in_list(short, number)
        sentences.extend(_split(text, start, end, heading=heading))
    return sentences


def _trim(text: str, start: int, end: int) -> tuple[int, int] | None:
    line = text[start:end]
    kept = line.strip()
    if not kept:
        return None
    start += len(line) - len(line.lstrip())
    return start, start + len(kept)


def _reads_as_heading(line: str) -> bool:
    if len(line) > HEADING_CHARACTERS or _ITEM.match(line) or len(line.split()) > HEADING_WORDS:
        return False
    # A line that is one question states nothing either: the headings of an explainer.
    return not _SENTENCE_END.search(line) or _QUESTION.match(line) is not None


def _in_list(short: list[bool], number: int) -> bool:
    """Whether the short line belongs to a run of them and is not the line that opens it."""
    if number == 0 or not short[number - 1]:
        return False
    first = number
    while first > 0 and short[first - 1] and number - first < HEADING_RUN:
        first -= 1
    last = number
    while last + 1 < len(short) and short[last + 1] and last - first < HEADING_RUN:
        last += 1
    return last - first + 1 >= HEADING_RUN


def _split(text: str, start: int, end: int, *, heading: bool) -> Iterator[Sentence]:
    for match in _CANDIDATE.finditer(text, start, end):
        # Of "It ended. … Then it rained." the dots belong to what follows them.
        only_marks = match.start() - start <= LONGEST_CLOSING and not _has_word(
            text, start, match.start()
        )
        if match.end() < end and not only_marks and _ends_sentence(text, match, start, end):
            yield Sentence(start, match.start() + len(match.group().rstrip()), heading)
            start = match.end()
    yield Sentence(start, end, heading)


def _ends_sentence(text: str, match: re.Match[str], start: int, end: int) -> bool:
    mark = match["mark"]
    if mark is None:
        return True
    following = _NEXT_WORD.match(text, match.end(), end)
    word = following[1] if following else ""
    if word[:1].islower() and word == word.lower():
        return False  # "a.m. on", "Why?" he asked; "iPhone" and "eBay" may open a sentence
    if not word and _is_closing(text, match.end(), end):
        return False
    if "?" in mark or "!" in mark:
        return not _is_attributed(text, match, end)
    return mark != "." or _full_stop_ends(text, match, start, word)


def _has_word(text: str, start: int, end: int) -> bool:
    return any(map(str.isalnum, text[start:end]))


def _is_closing(text: str, start: int, end: int) -> bool:
    """Whether nothing but a stray closing quote or sign is left of the line."""
    return end - start <= LONGEST_CLOSING and not _has_word(text, start, end)


def _is_attributed(text: str, match: re.Match[str], end: int) -> bool:
    """``"Why now?" Mr. Macron asked.`` is one sentence."""
    if not any(closer in match.group() for closer in "\"'”’»"):
        return False
    said = _ATTRIBUTION.match(text, match.end(), end)
    return said is not None and said["verb"] in lexicon.words("speech.verbs")


def _full_stop_ends(text: str, match: re.Match[str], start: int, following: str) -> bool:
    """Whether a single full stop ends the sentence that began at ``start``."""
    stop = match.start()
    last = _LAST_WORD.search(text, max(start, stop - _LOOK_BACK), stop)
    if last is None or len(match.group().rstrip()) > 1:
        return True  # after a bracket, a sign, or with quotes closing: no abbreviation
    word = last[0].lower()
    if _LIST_NUMBER.fullmatch(text, start, match.end()):
        return False  # "1. Text" at the start of a line
    if word in _NEVER:
        return False
    if following[:1].isdigit():
        return word not in _BEFORE_NUMBER and not _ACRONYM.fullmatch(word)
    capitalised = last[0][0].isupper()
    if capitalised and word in lexicon.words("names.abbreviated"):
        return word == "st" and following.lower() in _STARTERS  # "on Wall St. The"
    if word in ("a.m", "p.m"):
        return following.lower().removesuffix("s") not in _TIME_FOLLOWERS  # "Thursdays"
    may_go_on = word in _EITHER or len(word) == 1
    if word in ("etc", "al") or _ACRONYM.fullmatch(word) or (capitalised and may_go_on):
        return _opens_sentence(text, match.end(), following)
    return True


def _opens_sentence(text: str, position: int, word: str) -> bool:
    if text[position] in '“"‘«' and not word:
        return True
    return word.lower() in _STARTERS
