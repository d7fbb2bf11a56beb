"""The reason that a refusal gives."""

from dataclasses import replace
from datetime import date

import pytest

from groundwire.answer.answer import Answerer
from groundwire.answer.refuse import answered_after, reason
from groundwire.question.query import Query
from groundwire.reading.reader import Reading
from groundwire.records import Filters
from handmade import article, query, reading

FULL = {"meaning": 1.0, "window": 1.0, "names": 1.0, "wanted": 1.0}
SPRING, SUMMER, AUTUMN = date(2025, 4, 1), date(2025, 7, 1), date(2025, 10, 1)


def filtered(**filters: object) -> Query:
    return replace(query("Who came?"), filters=Filters(**filters))  # type: ignore[arg-type]


def near(text: str, **features: float) -> Reading:
    """A sentence on the question's subject."""
    return reading(text, **{"meaning": 0.6} | features)


def dated(day: date | None, text: str = "The comet returns.", **features: float) -> Reading:
    return reading(text, of=article(text, name=f"on {day}", published=day), **features)


def test_names_that_no_article_holds(answerer: Answerer) -> None:
    """They are named as written, whole, in alphabetical order, and only those."""
    asked = query("Did Valencia or Luc Moreau write to Ana Soler?")
    told = reason(asked, [reading("It.")], answerer.library.index)
    assert told == "The articles do not say: none of them mentions Luc Moreau or Valencia."


def test_a_name_of_the_earlier_question_counts(answerer: Answerer) -> None:
    """A follow-up about someone unknown is refused by that name."""
    asked = query("When did he sing?", "Who is Luc Moreau?")
    assert "mentions Luc Moreau." in reason(asked, [reading("It.")], answerer.library.index)


def test_another_subject_altogether(answerer: Answerer) -> None:
    """Where even the nearest sentence is far, nothing is about it; whoever is mentioned is not
    another subject."""
    far = [reading("It rained.", meaning=0.1)]
    told = reason(query("how do i bake bread?"), far, answerer.library.index)
    assert told == "The articles do not say: nothing in them is about this."
    named = [reading("Ana Soler smiled.", meaning=0.1)]
    about = reason(query("Which club does Ana Soler belong to?"), named, answerer.library.index)
    assert "touch on the subject" in about


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ("How many boats sailed?", "give no such number."),
        ("When did the boats sail?", "give no date for it."),
        ("Who sailed the boats?", "name nobody for it."),
        ("Where did the boats sail?", "name no such place."),
        ("Why did the boats sail?", "no sentence in them says that it is so and why."),
        ("What did the boats carry?", "no sentence in them answers this question."),
    ],
)
def test_on_the_subject_but_not_this(answerer: Answerer, asked: str, told: str) -> None:
    """What is missing is said as far as a rule can tell."""
    found = reason(query(asked), [near("Boats are blue.")], answerer.library.index)
    assert found == f"The articles do not say: they touch on the subject, but {told}"


def test_the_articles_say_otherwise(answerer: Answerer) -> None:
    """The sentence that denies what is taken for granted is quoted word for word, with its article
    and its day."""
    asked = query("Why did Ana Soler close the Tern Bridge?")
    denied = dated(SPRING, "Ana Soler opened the Tern Bridge.")
    told = reason(asked, [denied], answerer.library.index, against=denied)
    title = denied.evidence.hit.article.title
    assert told == (f"The articles say otherwise: “{denied.evidence.text}” ({title}, 1 April 2025)")
    undated = dated(None, denied.evidence.text)
    told = reason(asked, [undated], answerer.library.index, against=undated)
    assert "2025" not in told[-10:]


def test_nothing_to_read_without_filters(answerer: Answerer) -> None:
    """Nothing in them is about this."""
    assert "nothing in them is about this" in reason(query("Who came?"), [], answerer.library.index)


@pytest.mark.parametrize(
    "filters",
    [
        {"as_of": date(2020, 1, 1)},
        {"published_from": date(2030, 1, 1)},
        {"published_to": date(2020, 1, 1)},
    ],
)
def test_a_date_that_leaves_nothing(answerer: Answerer, filters: dict[str, date]) -> None:
    """The filters are the reason, and so may be the articles that carry no date."""
    told = reason(filtered(**filters), [], answerer.library.index)
    assert told.startswith("No article fits the dates, sources or articles asked for.")
    assert "1 of 3 articles carry no publication date" in told


@pytest.mark.parametrize("filters", [{"sources": ("Nobody",)}, {"articles": ("none",)}])
def test_undated_articles_are_no_reason_where_no_date_is_asked_for(
    answerer: Answerer, filters: dict[str, tuple[str, ...]]
) -> None:
    """A source or an id that nobody has needs no word about dates."""
    told = reason(filtered(**filters), [], answerer.library.index)
    assert told == "No article fits the dates, sources or articles asked for."


def test_only_later_articles_answer(answerer: Answerer) -> None:
    """The day of the earliest of them is said."""
    told = reason(query("Who came?"), [], answerer.library.index, later=SUMMER)
    assert told == (
        "The articles asked for do not say: the earliest one that answers this is of 1 July 2025, "
        "after the date asked for."
    )


def test_the_earliest_later_article_must_answer_by_itself() -> None:
    """One that touches on the subject is not it, nor one without a date, nor one of the day."""
    asked = query("What returns?")
    answers = [dated(AUTUMN, **FULL), dated(SPRING, **FULL), dated(None, **FULL)]
    touching = dated(SUMMER, meaning=0.1)
    assert answered_after(SPRING, asked, [*answers, touching]) == AUTUMN
    assert answered_after(AUTUMN, asked, answers) is None
    assert answered_after(SPRING, asked, [touching]) is None
