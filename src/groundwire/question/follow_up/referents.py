"""Which name of a conversation a pointing word means: a small trained scorer.

A logistic model over what the conversation shows of each name, one set of weights for each kind
of pointing word. Fitted by bench/follow_up.py on the first half of CANARD's development
conversations (Elgohary et al. 2019, CC BY-SA 4.0): a name is right where the people who rewrote
the question put it in.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from math import exp
from typing import Literal

from groundwire.language.content import STOPWORDS
from groundwire.language.text import fold
from groundwire.language.verbs import auxiliary_pattern
from groundwire.question.follow_up.mentions import Mention
from groundwire.records import Turn

Points = Literal["person", "they", "thing", "there", "none"]
LIKELY = 0.5  # probability from which a name is put beside the word
MAYBE = 0.25  # and from which a question is said to be about it; .15 to .4 are equal on CANARD
MOST: dict[Points, int] = {"person": 1, "they": 2, "thing": 1, "there": 1, "none": 1}
_PEOPLE: dict[Points, int] = {"person": 1, "they": 2}
FEATURES = (
    "bias",
    "focus of the question before",
    "in the last question",
    "in the last answer",
    "answers who",
    "recency",
    "mentions",
    "several words",
    "a place",
    "a body",
    "behind 'the'",
    "behind a place's preposition",
)
# "Who is the minister's envoy? Ann Lee. What does he think?" is about Ann Lee: added by hand, as
# CANARD, whose talks are about one person each, has three such questions.
ANSWERS_WHO = 4.0
_AT = frozenset(("in", "at", "from", "to", "near", "around"))
# Asks who someone is or who did something, so that the answer names whom it is about from now on;
# "who did he marry" stays with him.
_ASKS_WHO = re.compile(
    rf"^(?:and |so |but )?(?:who(?:'s| (?!else|(?!(?:is|are|was|were)\b){auxiliary_pattern()}))"
    r"|which \w+ (?!did|does|do\b))(?!.*\b(?:he|him|his|she|her|hers)\b)"
)
WEIGHTS: dict[Points, tuple[float, ...]] = {
    "person": (-4.64, 3.79, -0.56, 1.35, 0.62, -0.10, 2.10, 1.24, 0.00, 0.00, -0.81, -0.72),
    "they": (-2.69, 2.94, -0.68, 1.09, 2.31, -0.18, 0.60, -0.12, -0.87, 0.13, 0.63, -0.74),
    "thing": (-2.65, 2.62, 0.00, 1.70, -0.18, -0.57, 0.88, -0.12, -0.54, 0.37, -0.08, -0.11),
    "none": (-2.98, 3.22, -0.19, 2.31, -0.12, -1.45, 0.63, -0.03, -0.83, -1.00, 0.38, -0.18),
}


@dataclass(frozen=True, slots=True)
class Referent:
    """A name with every mention of it; ``features`` in the order of ``FEATURES``."""

    name: str
    stems: frozenset[str]
    features: tuple[float, ...]

    def shows(self, feature: str) -> bool:
        """Whether the conversation shows this of the name."""
        return bool(self.features[FEATURES.index(feature)])

    @property
    def is_no_person(self) -> bool:
        """Whether it is a country or a body of people."""
        return self.shows("a place") or self.shows("a body")


def referents(
    said: Sequence[Mention],
    *,
    turns: Sequence[Turn],
    own: frozenset[str],
    focus: frozenset[str],
) -> list[Referent]:
    """The names in the conversation that the question does not say itself, longest first.

    ``own`` are the stems of the question, ``focus`` those of the names that the question before
    was about.
    """
    groups: list[list[Mention]] = []
    for mention in sorted(said, key=lambda mention: -len(mention.stems)):
        group = next((group for group in groups if mention.stems <= group[0].stems), None)
        if group is None:
            groups.append([mention])
        else:
            group.append(mention)
    return [
        Referent(group[0].text, group[0].stems, _features(group, turns, focus))
        for group in groups
        if not group[0].stems & own and not all(map(_labels, group))
    ]


def _features(
    group: Sequence[Mention], turns: Sequence[Turn], focus: frozenset[str]
) -> tuple[float, ...]:
    last_question = max((n for n, turn in enumerate(turns) if turn.role == "user"), default=-1)
    asked = fold(turns[last_question].content)
    in_question = any(mention.turn == last_question for mention in group)
    in_answer = any(mention.turn > last_question for mention in group)
    recent = max(mention.turn for mention in group)
    new = in_answer and not in_question
    return (
        1.0,
        float(group[0].stems <= focus),
        float(in_question),
        float(in_answer),
        float(new and bool(_ASKS_WHO.search(asked))),
        1.0 / (len(turns) - recent),
        min(len({mention.turn for mention in group}), 4) / 4,
        float(len(group[0].text.split()) > 1),
        float(group[0].is_place),
        float(group[0].is_body),
        float(any(mention.after == "the" for mention in group)),
        float(any(mention.after in _AT for mention in group)),
    )


def _labels(mention: Mention) -> bool:
    """Whether the name only says which one of something ("the Paris meeting")."""
    return mention.after == "the" and bool(mention.before) and mention.before not in STOPWORDS


def likely(found: Sequence[Referent], points: Points) -> list[Referent]:
    """Those that the word means, best first: one, or two for "they"."""
    chosen = _best(found, points, LIKELY)
    if points == "there" and len(chosen) > 1:  # two places, and nothing says which
        return []
    if chosen or points not in _PEOPLE:
        return chosen[: MOST[points]]
    # Somebody is meant: those whom the question before is about, if they are as many as the word
    # says, or else the person whom its answer names.
    people = [referent for referent in found if not referent.is_no_person]
    before = [referent for referent in people if referent.shows("focus of the question before")]
    if len(before) == _PEOPLE[points]:
        return before
    named = [r for r in people if r.shows("in the last answer") and r.shows("several words")]
    return named if points == "person" and len(named) == 1 else []


def maybe(found: Sequence[Referent]) -> list[Referent]:
    """The one that a question without such a word may be about, or none."""
    return _best(found, "none", MAYBE)[:1]


def _best(found: Sequence[Referent], points: Points, least: float) -> list[Referent]:
    scored = [(probability(referent, points), referent) for referent in found]
    kept = [pair for pair in scored if pair[0] >= least]
    return [referent for _, referent in sorted(kept, key=lambda pair: (-pair[0], pair[1].name))]


def probability(referent: Referent, points: Points) -> float:
    """How likely the word means this name, 0 to 1."""
    if points == "person" and referent.is_no_person:
        return 0.0
    if points == "there":
        return float(referent.shows("behind a place's preposition"))
    score = sum(w * x for w, x in zip(WEIGHTS[points], referent.features, strict=True))
    if points == "person" and referent.shows("answers who") and referent.shows("several words"):
        score += ANSWERS_WHO
    return 1 / (1 + exp(-score))
