"""A statement as a question for yes or no."""

import re

import numpy as np

# Every auxiliary that opens an English question, with its past.
AUXILIARIES = frozenset(
    "is are was were has have had will would can could may might must shall should".split()
)
_OPENINGS = ("Is it true that {}?", "Is it right that {}?", "Did they say that {}?", "{}?")
MOST_SUBJECT_WORDS = 6  # longer subjects often hold a clause whose verb is not the statement's
_STARTS_LOWER = re.compile(r"(?:The|A|An|He|She|It|They|We|His|Her|Its|Their|There|This|That)\b")


def as_question(statement: str, rng: np.random.Generator) -> str:
    """The statement asked: its auxiliary put in front where it has a plain one, else, and at times
    all the same, after words that ask for its truth."""
    plain = statement.strip().rstrip(".")
    inverted = _inverted(plain)
    if inverted and rng.random() < 0.8:
        return inverted
    lowered = _lowered(plain)
    opening = _OPENINGS[rng.integers(len(_OPENINGS))]
    return opening.format(plain if opening.startswith("{") else lowered)


def _inverted(statement: str) -> str | None:
    words = statement.split(" ")
    for place, word in enumerate(words[1 : MOST_SUBJECT_WORDS + 1], start=1):
        if word.endswith(",") or words[place - 1].endswith(("ed", "ing", "who", "that", "which")):
            return None
        if word in AUXILIARIES:
            subject = _lowered(" ".join(words[:place]))
            return f"{word.capitalize()} {subject} {' '.join(words[place + 1 :])}?"
    return None


def _lowered(text: str) -> str:
    return text[:1].lower() + text[1:] if _STARTS_LOWER.match(text) else text
