"""A question that follows another, made to stand alone by what the conversation says.

Every word of the question stays: what "she" points to is put beside it in brackets, because a
rewrite that guesses wrong would answer a question nobody asked.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from groundwire.language.content import STOPWORDS, content_terms
from groundwire.language.names import name_stems
from groundwire.language.text import stem, terms, word_spans
from groundwire.question.follow_up.mentions import MOST_TURNS, Mention, mentions
from groundwire.question.follow_up.pointers import (
    Pointer,
    goes_on,
    is_elliptical,
    own_terms,
    pointers,
)
from groundwire.question.follow_up.referents import Referent, likely, maybe, referents
from groundwire.records import Question, Turn

EARLIER_WEIGHT = 0.5  # a word of the earlier question counts half of one of this question
NAME_WEIGHT = 1.0  # a name that "she" points to counts as if it had been said
MOST_EARLIER = 2  # the question before, and what that one pointed to; more is another subject
# A question without a name or a pointing word may still go on about the last name ("How many
# people are in the band?"); one with more words than these has a subject of its own.
MOST_OWN_TERMS = 2


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
    turns = question.history[-MOST_TURNS:]
    if not any(turn.role == "user" for turn in turns):
        return Resolved(question.text)
    conversation = _heard(turns)
    reading = conversation.read(question.text)
    own = set(content_terms(question.text))
    strong = {term for name in reading.names for term in content_terms(name)}
    shown = reading.shown()
    return Resolved(
        text=shown,
        inherited=tuple(
            (term, NAME_WEIGHT if term in strong else EARLIER_WEIGHT)
            for term in content_terms(shown)
            if term not in own
        ),
        kind_from=conversation.kind if reading.elliptical else None,
    )


@dataclass(frozen=True, slots=True)
class _Reading:
    """A question with the names put beside its pointing words, and what else it is about."""

    text: str
    names: tuple[str, ...] = ()
    stems: frozenset[str] = frozenset()
    about: tuple[str, ...] = ()
    elliptical: bool = False

    def shown(self) -> str:
        """As one question a reader can understand."""
        return f"{self.text} (about: {'; '.join(self.about)})" if self.about else self.text


@dataclass(frozen=True, slots=True)
class _Conversation:
    """The turns so far with the names they mention.

    ``focus`` are the stems of the names that the last question was about, ``earlier`` that
    question made to stand alone, in parts, and ``kind`` as it was asked.
    """

    turns: Sequence[Turn] = ()
    said: Sequence[Mention] = ()
    focus: frozenset[str] = frozenset()
    earlier: tuple[str, ...] = ()
    kind: str | None = None

    def asked(self, text: str, named: frozenset[str]) -> "_Conversation":
        """After one more question, which names these stems."""
        reading = self.read(text)
        focus = reading.stems | named or self.focus
        if reading.elliptical and self.earlier:
            return replace(self, focus=focus)
        parts = (reading.text.rstrip("?.! "), *reading.about)
        return replace(self, focus=focus, earlier=parts[:MOST_EARLIER], kind=text)

    def read(self, text: str) -> _Reading:
        """The question with what it points back to; as it is where it stands alone."""
        text = " ".join(text.split())
        if not self.turns:
            return _Reading(text)
        own = frozenset(terms(text))
        named = own_names(text, self.said)
        pointing = pointers(text, named)
        found = referents(self.said, turns=self.turns, own=own, focus=self.focus)
        elliptical = is_elliptical(text)
        if not (pointing or elliptical or (goes_on(text) and not named)):
            return self._read_without_pointer(text, found, named)
        meant, text = _beside(text, pointing, found)
        settled = bool(pointing) and len(meant) >= len(pointing)
        loose = [] if settled else [r for r in maybe(found) if r not in meant]
        thin = not settled and (not loose or own_terms(text) <= MOST_OWN_TERMS)
        pointed = any(not pointer.inline for pointer in pointing)
        about = self.earlier if elliptical or thin or pointed else ()
        return _reading(text, meant, loose, about, elliptical)

    def _read_without_pointer(
        self, text: str, found: Sequence[Referent], named: Sequence[int]
    ) -> _Reading:
        if named or own_terms(text) > MOST_OWN_TERMS:
            return _Reading(text)
        return _reading(text, [], maybe(found), (), elliptical=False)


def _heard(turns: Sequence[Turn]) -> _Conversation:
    """What is left of the conversation after its last turn, read from its first."""
    said = mentions(turns)
    so_far = _Conversation()
    for place, turn in enumerate(turns):
        if turn.role == "user":
            named = [mention.stems for mention in said if mention.turn == place]
            so_far = so_far.asked(turn.content, frozenset().union(*named))
        until = [mention for mention in said if mention.turn <= place]
        so_far = replace(so_far, turns=turns[: place + 1], said=until)
    return so_far


def own_names(text: str, said: Sequence[Mention]) -> list[int]:
    """Where the names in a question end: written as such, or known from the conversation."""
    written = set(name_stems(text))
    known = {word for mention in said for word in mention.words}
    return [
        end
        for word, _, end in word_spans(text)
        if word not in STOPWORDS and (stem(word) in written or word in known)
    ]


def _beside(
    text: str, pointing: Sequence[Pointer], found: Sequence[Referent]
) -> tuple[list[Referent], str]:
    """The names that are meant, and the question with each behind the word that means it."""
    meant: list[Referent] = []
    for pointer in reversed(pointing):  # from the end, so that the places before it stay
        chosen = [r for r in likely(found, pointer.points) if r not in meant]
        if not (pointer.inline and chosen):
            continue
        meant.extend(chosen)
        beside = " and ".join(referent.name for referent in chosen)
        owner = "\u2019s" if pointer.owns else ""
        text = f"{text[: pointer.end]} [{beside}{owner}]{text[pointer.end :]}"
    return meant, text


def _reading(
    text: str,
    meant: Sequence[Referent],
    loose: Sequence[Referent],
    earlier: tuple[str, ...],
    elliptical: bool,
) -> _Reading:
    there = frozenset(terms(" ".join(earlier)))
    loose = [referent for referent in loose if not referent.stems <= there]
    return _Reading(
        text=text,
        names=tuple(referent.name for referent in [*meant, *loose]),
        stems=frozenset().union(*(referent.stems for referent in [*meant, *loose])),
        about=(*(referent.name for referent in loose), *earlier),
        elliptical=elliptical,
    )
