"""A question that follows another, made to stand alone by what the conversation says."""

import re
from dataclasses import dataclass

from groundwire.records import Question, Turn
from groundwire.search.content import content_terms
from groundwire.text import fold

_FOLLOWS_ON = re.compile(r"^\s*(?:and|but|so|or|what about|how about|what else|who else|also)\b")
_PERSON = re.compile(r"\b(?:he|him|his|she|her|hers)\b")
_POINTS_BACK = re.compile(
    r"\b(?:he|him|his|she|her|hers|they|them|their|theirs|it|its|there|then|this|that|these|those"
    r"|the (?:same|former|latter)|the (?:first|second|other|previous) one)\b"
)
# A question this short that follows another is about the other ("Since when?").
_SHORT_QUESTION_TERMS = 1
EARLIER_WEIGHT = 0.5  # a word of the earlier question counts half of one of this question


@dataclass(frozen=True, slots=True)
class Resolved:
    """A question made to stand alone.

    ``inherited`` are the stems that the conversation adds to those of the question, with how
    much each counts (one of the question's own counts 1); ``kind_from`` is the earlier question
    that says what kind of answer is wanted where this one does not ("And Germany?").
    """

    text: str
    inherited: tuple[tuple[str, float], ...] = ()
    kind_from: str | None = None


def resolve(question: Question) -> Resolved:
    """The question as it reads alone; unchanged where nothing in it points back."""
    earlier = earlier_question(question)
    if not earlier:
        return Resolved(question.text)
    text = stand_alone(question.text, earlier, question.history)
    own = content_terms(question.text)
    added = [term for term in content_terms(text) if term not in own]
    return Resolved(
        text=text,
        inherited=tuple((term, EARLIER_WEIGHT) for term in added),
        kind_from=earlier if _is_elliptical(question.text) else None,
    )


def earlier_question(question: Question) -> str | None:
    """The question that this one follows on from, or None if it stands alone."""
    asked = [turn.content for turn in question.history if turn.role == "user"]
    if not asked:
        return None
    if _is_elliptical(question.text) or _POINTS_BACK.search(fold(question.text)):
        return _with_its_subject(asked)
    return None


def _is_elliptical(text: str) -> bool:
    """Whether a question says only what differs from the one before ("And Germany?")."""
    short = len(content_terms(text)) <= _SHORT_QUESTION_TERMS
    return short or bool(_FOLLOWS_ON.search(fold(text)))


def _with_its_subject(asked: list[str]) -> str:
    """The latest earlier question that has a subject of its own to point back to."""
    for text in reversed(asked):
        folded = fold(text)
        if not (_FOLLOWS_ON.search(folded) or _PERSON.search(folded)):
            return " ".join(text.split())
    return " ".join(asked[0].split())


def stand_alone(text: str, earlier: str, history: tuple[Turn, ...]) -> str:
    """The follow-up with what it points back to, as one question a reader can understand.

    The words are kept and the subject is put beside them in brackets: a rewrite that guesses
    wrong would answer a question nobody asked.
    """
    answers = [turn.content for turn in history if turn.role == "assistant"]
    person = _person_in(answers[-1] if answers else "") if _PERSON.search(fold(text)) else None
    about = f"{person}; {earlier}" if person else earlier
    return f"{text} (about: {about.rstrip('?.! ')})"


_PERSON_NAME = re.compile(r"\b[A-Z][\w'’-]+(?:\s+[A-Z][\w'’-]+)+")


def _person_in(answer: str) -> str | None:
    """The first name of two or more words in the earlier answer."""
    found = _PERSON_NAME.search(answer)
    return found.group() if found else None
