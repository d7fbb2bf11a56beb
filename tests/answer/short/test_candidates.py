"""The words of one sentence that answer best."""

from dataclasses import replace
from datetime import date

from groundwire.answer.short.candidates import best_option
from groundwire.question.query import Query
from groundwire.reading.reader import Pointed, Reading
from handmade import article, query, reading


def given(asked: Query, told: Reading) -> str | None:
    """The words, if there are any."""
    option = best_option(asked, told)
    return option.shown if option else None


def pointing(text: str, *words: str) -> Reading:
    """A reading that points at these words, each less likely than the one before."""
    found = reading(text, 10, short=words[0])
    places = [found.evidence.sentence.start + text.index(word) for word in words]
    pointed = tuple(
        Pointed(start, start + len(word), -float(rank))
        for rank, (start, word) in enumerate(zip(places, words, strict=True))
    )
    return replace(found, pointed=pointed)


def test_less_likely_words_of_the_kind_asked_for_win() -> None:
    """Within a sentence, the reader's first choice need not be its answer."""
    told = pointing("Ana Roe and Ole Berg came in May.", "Ana Roe and Ole Berg", "Ana Roe", "May")
    assert given(query("When was that?"), told) == "May"
    assert given(query("Which two captains came?"), told) == "Ana Roe and Ole Berg"
    assert given(query("Which captain came?"), told) == "Ana Roe"


def test_a_value_of_the_kind_is_found_where_the_reader_points_elsewhere() -> None:
    """The last resort: what the sentence holds of the kind."""
    told = pointing("The firm Tern sold 40 boats.", "Tern")
    assert given(query("How many boats were there?"), told) == "40"


def test_no_answer_of_the_wrong_kind_to_when() -> None:
    """None is better than a name."""
    assert given(query("When was that?"), pointing("Ana Roe came.", "Ana Roe")) is None


def test_a_date_in_doubt_is_not_given() -> None:
    """What the article's own date contradicts is not repeated without a mark."""
    text = "The meeting follows talks held on 18 August 2023."
    story = article(text, published=date(2025, 9, 4))
    told = reading(text, 10, of=story, short="18 August 2023")
    assert given(query("When were the talks?"), told) is None
    sound = reading(text, 10, of=article(text, published=date(2023, 9, 4)), short="18 August 2023")
    assert given(query("When were the talks?"), sound) == "18 August 2023"
