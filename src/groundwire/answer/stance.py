"""Yes or no: whether a sentence says that what a question asks about is so, or that it is not.

Who does what to whom decides where form shows it (language/asking.py). Else words do: the sentence
must hold the question's predicate and a name of it (or, if it has none, another word), and a denial
that stands before the predicate in the same clause denies it. Of a question whose predicate its
form does not show, nothing is said.
"""

from dataclasses import dataclass

from groundwire.language.analysis import Analysis
from groundwire.language.asking import Asked, asked_of, open_to_words, says, verdicts
from groundwire.language.clauses import Word
from groundwire.language.content import STOPWORDS
from groundwire.language.polarity import Predication
from groundwire.language.text import stem
from groundwire.question.query import Query

SAME_ROOT_LETTERS = 5  # "willing" and "willingness", "monitor" and "monitoring"


@dataclass(frozen=True, slots=True)
class Stance:
    """``text[start:end]`` says that it is so, or that it is not."""

    so: bool
    start: int
    end: int


def stance(query: Query, text: str) -> Stance | None:
    """What a sentence says to a yes-or-no question; None if it does not speak of it."""
    question, sentence = Analysis.of(query.text), Analysis.of(text)
    asked = asked_of(question)
    if not asked or not _speaks_of_the_rest(query, asked, sentence):
        return None
    if verdict := says(question, sentence.polarity):
        return _shown(verdicts(question, sentence.polarity)[0][1], sentence, so=verdict == "yes")
    if not open_to_words(question, sentence.polarity):
        return None
    return _by_words(asked, sentence)


def predicates(question: str) -> tuple[str, ...]:
    """The words of a yes-or-no question that say what is asked of its subject: "monitor" of "Would
    the European troops monitor the cease-fire?"; none where its form does not show them."""
    return tuple(asked.word for asked in asked_of(Analysis.of(question)))


def _shown(said: Predication, sentence: Analysis, *, so: bool) -> Stance:
    denial = sentence.polarity.denial_before(said.end)
    start = min(denial.start, said.start) if denial and said.negated else said.start
    return Stance(so, start, said.end)


def _by_words(asked: tuple[Asked, ...], sentence: Analysis) -> Stance | None:
    met = [word for word in sentence.polarity.words if _is_asked(word, asked)]
    for word in met:
        if denial := sentence.polarity.denial_before(word.start):
            return Stance(False, denial.start, word.end)
    return Stance(True, met[0].start, met[0].end) if met else None


def _speaks_of_the_rest(query: Query, asked: tuple[Asked, ...], sentence: Analysis) -> bool:
    """Whether a name of the question is there, or, if it has none, another of its words."""
    others = set(query.terms) - {stem(one.word) for one in asked}
    sought = others & query.names or others
    return not sought or any(token.stem in sought for token in sentence.tokens)


def _is_asked(word: Word, asked: tuple[Asked, ...]) -> bool:
    return word.form not in STOPWORDS and any(
        word.stem == stem(one.word)
        or (len(one.word) >= SAME_ROOT_LETTERS and word.form.startswith(one.word[:-1]))
        or (len(word.form) >= SAME_ROOT_LETTERS and one.word.startswith(word.form[:-1]))
        for one in asked
    )
