"""Alignment, with token vectors made by hand: each word of the question is an axis."""

import numpy as np
import pytest

from groundwire.index.encoder import TokenVectors
from groundwire.language.text import stem, word_spans
from groundwire.question.query import Query
from groundwire.reading import alignment
from groundwire.reading.alignment import Aligner
from handmade import query

AXES = {"brest": 0, "pay": 1, "40": 2, "pilot": 3, "other": 4}
IMPORTANCE = {"brest": 0.4, "pay": 0.1, "40": 0.2, "pilot": 0.3}
ASKED = query("Does Brest pay 40 pilots?")


def axis(word: str) -> np.ndarray:
    return np.eye(len(AXES), dtype=np.float32)[AXES.get(stem(word), AXES["other"])]


def tokens_of(asked: Query) -> TokenVectors:
    """A token a word, each on its own axis; words without one share the last."""
    words, starts, ends = zip(*word_spans(asked.text), strict=True)
    vectors = np.stack([axis(word) for word in words])
    return TokenVectors(vectors, np.array(starts, "i4"), np.array(ends, "i4"))


def sentence(*tokens: dict[str, float]) -> TokenVectors:
    """A token for each dictionary of its cosines with the question's words."""
    vectors = np.zeros((len(tokens), len(AXES)), dtype=np.float32)
    for row, cosines in enumerate(tokens):
        for word, cosine in cosines.items():
            vectors[row, AXES[word]] = cosine
    places = np.arange(len(tokens), dtype="i4")
    return TokenVectors(vectors, places, places + 1)


def aligner(asked: Query = ASKED, importance: dict[str, float] = IMPORTANCE) -> Aligner:
    return Aligner(asked, tokens_of(asked), importance)


MET = sentence({"brest": 0.2, "pay": 0.1}, {"pay": 0.5}, {"40": 1.0, "pilot": 0.3})


def test_each_word_keeps_its_best_match() -> None:
    """Rows are the question's words that count, in its order; columns are sentences."""
    met = aligner().align([MET, sentence({"pilot": 0.7})])
    assert [[0.2, 0], [0.5, 0], [1, 0], [0.3, 0.7]] == pytest.approx(met)


def test_a_long_sentence_is_compared_part_by_part(monkeypatch: pytest.MonkeyPatch) -> None:
    """A token at a time gives what one product gives."""
    whole = aligner().align([MET])
    monkeypatch.setattr(alignment, "SMALL_PRODUCT", 1)
    assert np.array_equal(whole, aligner().align([MET]))


def test_the_mean_weighs_words_by_importance() -> None:
    """.4 x .2 + .1 x .5 + .2 x 1 + .3 x .3 = .42."""
    one = aligner()
    assert [0.42] == pytest.approx(one.mean(one.align([MET])))


def test_what_words_lack_is_summed() -> None:
    """.6 + .3 + 0 + .5: a word met well lacks nothing, however well it is met."""
    one = aligner()
    assert [1.4] == pytest.approx(one.lacking(one.align([MET])))


def test_the_weakest_word_with_and_without_names() -> None:
    """Of all words it is Brest, of those that are no name or number "pilots"."""
    one = aligner()
    met = one.align([MET])
    assert [0.2] == pytest.approx(one.weakest(met))
    assert [0.3] == pytest.approx(one.weakest_plain(met))
    assert [0.2] == pytest.approx(one.weakest_name(met))


def test_a_number_counts_among_the_names() -> None:
    """A sentence that speaks of Brest but not of 40 misses a name."""
    one = aligner()
    assert [0] == pytest.approx(one.weakest_name(one.align([sentence({"brest": 0.9})])))


def test_a_question_without_a_name_misses_none() -> None:
    """Nothing asked for by name is nothing unmet: 1."""
    one = aligner(query("Do they pay pilots?"))
    assert [1] == pytest.approx(one.weakest_name(one.align([sentence({"pay": 0.1})])))


def test_a_question_of_names_alone_is_judged_by_them() -> None:
    """Where there is nothing but names, the plain words' weakest is the names'."""
    one = aligner(query("Is that in Brest?"))
    assert [0.6] == pytest.approx(one.weakest_plain(one.align([sentence({"brest": 0.6})])))


def test_a_word_of_two_tokens_is_their_mean() -> None:
    """A word that the encoder splits is met as well as its parts are, on average."""
    asked = query("Which pilots?")
    start = asked.text.index("pilots")
    vectors = np.stack([axis("pilots"), axis("pay")])
    tokens = TokenVectors(vectors, np.array([start, start + 3]), np.array([start + 3, start + 6]))
    one = Aligner(asked, tokens, {"pilot": 1.0})
    assert [[0.75]] == pytest.approx(one.align([sentence({"pilot": 1.0, "pay": 0.5})]))


def test_words_beyond_the_encoders_limit_are_left_out() -> None:
    """A word that has no token is neither met nor missed."""
    whole = tokens_of(ASKED)
    cut = TokenVectors(whole.vectors[:-1], whole.starts[:-1], whole.ends[:-1])
    one = Aligner(ASKED, cut, IMPORTANCE)
    met = one.align([MET])
    assert met.shape == (3, 1)
    assert [0.33 / 0.7] == pytest.approx(one.mean(met))


def test_opposite_vectors_count_as_not_met() -> None:
    """A cosine below 0 is 0."""
    assert aligner().align([sentence({"pay": -0.8})]).min() == 0


def test_no_word_that_counts() -> None:
    """A question without a subject is met by nothing."""
    one = aligner(importance={})
    met = one.align([MET, MET])
    assert met.shape == (0, 2)
    assert [0, 0] == one.mean(met).tolist() == one.weakest(met).tolist()
    assert [0, 0] == one.weakest_plain(met).tolist()


def test_an_empty_sentence_meets_nothing_and_moves_no_other() -> None:
    """A sentence without a token has a column of zeros, wherever it stands."""
    empty = sentence()
    met = aligner().align([empty, MET, empty])
    assert [0, 1, 0] == pytest.approx(met[2])


def test_no_sentence() -> None:
    """Nothing to compare with is no column."""
    one = aligner()
    met = one.align([])
    assert met.shape == (4, 0)
    assert one.mean(met).shape == one.weakest(met).shape == one.weakest_name(met).shape == (0,)


def test_what_a_follow_up_takes_over_may_be_missing() -> None:
    """Inherited words count in the mean, but neither as the weakest nor as a missed name."""
    asked = query("And the pilots?", "Does Brest pay them?")
    one = aligner(asked, {"pilot": 0.5, "brest": 0.25, "pay": 0.25})
    met = one.align([sentence({"pilot": 0.8, "pay": 0.4})])
    assert [0.5] == pytest.approx(one.mean(met))
    assert [0.8] == pytest.approx(one.weakest(met))
    assert [1] == pytest.approx(one.weakest_name(met))


def test_the_articles_date_meets_words_and_an_unheard_name_is_met_by_nothing() -> None:
    """What an article's date says need not stand in its sentences; a name that no article holds is
    not met by one that resembles it."""
    words = aligner()
    met = words.align([MET, MET])
    settled = words.settle(
        met, said=[frozenset({"40"}), frozenset()], unheard_of=frozenset({"brest"})
    )
    assert [0.0, 0.0] == settled[0].tolist()
    assert [1.0, met[2, 1]] == settled[2].tolist()
    assert settled[1].tolist() == met[1].tolist()
