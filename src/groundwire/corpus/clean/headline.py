"""The headline of a text that has no title field: its first line, or a slug made readable."""

import re
from collections import Counter
from collections.abc import Sequence

from groundwire.language.text import fold

LONGEST = 250  # characters; the longest headline of the five seeds has 203
LONGEST_QUESTION = 120  # a longer question is a first paragraph
SLUG_LINES = 3  # a slug stands at the top, at most below a date and a blank line

_SLUG = re.compile(r"[^\W_A-Z]+(?:-[^\W_A-Z]+){2,}")
_NO_HEADLINE_END = re.compile(r"[.!…:;,—–-][\"'”’»)\]]*$")
_BYLINE = re.compile(
    r"(?:by|from|photo|image|source|credit|published|updated)\b[: ]", re.IGNORECASE
)
_ITEM = re.compile(r"(?:[-*•–·▪>|]|\d{1,3}[.)])\s")
_FORM = re.compile(r"(?:[^\W\d_]\.){2,}|[^\W_]+(?:['’‑-][^\W_]+)*")
# One to three capitalised words are a dateline ("PARIS", "New York"), an agency or a byline, and
# so are several such with commas or "and" between.
_NAME = r"[A-Z0-9][^\s,]*(?: [A-Z][^\s,]*){1,2}"
_NAMES = re.compile(rf"{_NAME}(?:(?:, and |, | and ){_NAME})*")
_COMPOUND_PARTS = 4  # "end-of-year-report"


def take_slug(lines: Sequence[str]) -> tuple[str | None, list[str]]:
    """A headline from a line such as ``france-hosts-summit-on-post-war-aid`` at the top, in the
    case and with the hyphens that its words have in the text; and the lines without it."""
    for number, line in enumerate(lines[:SLUG_LINES]):
        if _SLUG.fullmatch(line):
            rest = [*lines[:number], *lines[number + 1 :]]
            return _readable(line, "\n".join(rest)), rest
    return None, list(lines)


def take_headline(lines: Sequence[str]) -> tuple[str | None, list[str]]:
    """The first line when it reads as a headline and text follows, and the lines without it."""
    numbers = [number for number, line in enumerate(lines) if line]
    if len(numbers) < 2:
        return None, list(lines)
    first, second = lines[numbers[0]], lines[numbers[1]]
    # What goes on in lower case on the next line is the first line of a wrapped paragraph.
    if not reads_as_headline(first) or second[:1].islower():
        return None, list(lines)
    return first, list(lines[numbers[1] :])


def reads_as_headline(line: str) -> bool:
    """Whether a line has no sentence end, is not too long, no byline, list item or dateline."""
    if len(line) > (LONGEST_QUESTION if line.endswith("?") else LONGEST):
        return False
    if _NO_HEADLINE_END.search(line) or _ITEM.match(line) or _BYLINE.match(line):
        return False
    if len(line.split()) < 2 or _NAMES.fullmatch(line):
        return False
    return re.search(r"[.!?…][\"'”’»)\]]*\s+[A-Z“\"]", _without_initials(line)) is None


def _without_initials(line: str) -> str:
    return re.sub(r"\b(?:[A-Z]\.)+|\b(?:Mr|Mrs|Ms|Dr|St|Gen|Sen|Gov|Rep|Lt|Col|vs?|No)\.", "", line)


def _readable(slug: str, text: str) -> str:
    singles, compounds = _forms(text)
    parts = slug.split("-")
    words: list[str] = []
    while parts:
        size = min(_COMPOUND_PARTS, len(parts))
        while size > 1 and "-".join(parts[:size]) not in compounds:
            size -= 1
        key = "-".join(parts[:size])
        words.append(compounds[key] if size > 1 else singles.get(key, key))
        del parts[:size]
    headline = " ".join(words)
    return headline[0].upper() + headline[1:]


def _forms(text: str) -> tuple[dict[str, str], dict[str, str]]:
    """How the text writes each word and each hyphenated word, by what a slug makes of it. Words
    that open a sentence do not vote: their capital says nothing."""
    votes: dict[str, Counter[str]] = {}
    for match in _FORM.finditer(text):
        if not _opens_sentence(text, match.start()):
            form = match.group().replace("‑", "-")
            for candidate in {form, re.sub(r"['’]s$", "", form)}:
                key = re.sub(r"[.']", "", fold(candidate))
                votes.setdefault(key, Counter())[candidate] += 1
    best = {key: forms.most_common(1)[0][0] for key, forms in sorted(votes.items())}
    compounds = {key: form for key, form in best.items() if "-" in key}
    return {key: form for key, form in best.items() if "-" not in key}, compounds


def _opens_sentence(text: str, start: int) -> bool:
    before = text[max(0, start - 4) : start].rstrip("“\"‘'( ")
    return not before or before[-1] in ".!?…:\n"
