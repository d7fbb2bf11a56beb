"""Dated events: which dates are read, what they mean, and where they stand."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date

import pytest

from groundwire.answer.timeline import dates_in, events_of, timeline_of
from groundwire.records import Article, IndexInfo, SearchHit

PUBLISHED = date(2025, 3, 11)
ARTICLE = Article(
    id="a1",
    title="A bridge closes",
    source="The Example",
    author=None,
    url=None,
    published=PUBLISHED,
    language="en",
    text=(
        "Key dates in March 2025\n"
        "The bridge will close on March 20 for repairs, the council said. "
        "Nobody was hurt on Tuesday. "
        "It had opened in May 1931 and was widened on 4 June 1968 by hand.\n"
        "Updated 11 March 2025."
    ),
    digest="0",
    path="a1.txt",
)


@dataclass
class FakeIndex:
    """What a timeline needs of an index."""

    articles: Sequence[Article]
    info: IndexInfo = field(default=IndexInfo("g", 1))

    @property
    def article_ids(self) -> list[str]:
        return [article.id for article in self.articles]

    def article(self, row: int) -> Article:
        return self.articles[row]

    def find(self, article_id: str) -> Article:
        return self.articles[self.article_ids.index(article_id)]


@pytest.mark.parametrize(
    ("expected", "text"),
    [
        ("2025-03-12", "on 12 March 2025 they met"),
        ("2024-03-12", "on the 12th of March, 2024"),
        ("2025-03-12", "March 12, 2025, was cold"),
        ("2024-09-03", "until Sept. 3, 2024"),
        ("2025-03-12", "as of 2025-03-12 it"),
        ("2022-03", "in March 2022"),
    ],
)
def test_a_date_with_its_year_needs_nothing_else(expected: str, text: str) -> None:
    """A date written with its year is read even where the publication is unknown."""
    assert [expected] == [mention.when for mention in dates_in(text, None)]


@pytest.mark.parametrize(
    ("expected", "text"),
    [
        ("2025-03-12", "on March 12 they met"),
        ("2025-03-12", "Wednesday 12 March they met"),
        ("2025-03-11", "11-12 March it rained"),
        ("2024-12-30", "30 December was cold"),
        ("2025-02", "in February the group met"),
        ("2025-02", "last February the group met"),
        ("2026-02", "next February the group meets"),
        ("2024-05", "since May the group met"),
        ("2025-08", "until August the road is shut"),
        ("2025-06", "the road will open in June"),
    ],
)
def test_a_date_without_its_year_is_the_one_near_the_publication(expected: str, text: str) -> None:
    """The missing year is the one that brings the date near the publication, on the side that the
    word before it names."""
    assert [expected] == [mention.when for mention in dates_in(text, PUBLISHED)]


@pytest.mark.parametrize(
    "text",
    [
        "in August the road is shut",  # the last one or the next one
        "she had hoped for it in June",  # a past nine months ago, though a June is near
        "Tuesday 12 March",  # it was a Wednesday
        "31 February 2025",
        "May 5,000 people came",
        "they may 12 times a day march 12 miles",
        "on Tuesday and yesterday",
        "Theresa May said 12 things",
    ],
)
def test_what_is_unclear_or_impossible_is_left_out(text: str) -> None:
    """No date is better than a guessed one."""
    assert dates_in(text, PUBLISHED) == []


def test_without_a_publication_day_a_date_without_year_is_left_out() -> None:
    """Nothing says which year is meant."""
    assert dates_in("on March 12 and in February", None) == []


def test_an_event_quotes_its_sentence() -> None:
    """Each event carries a whole sentence at its offsets, and how the date is written there."""
    events = list(events_of(ARTICLE))
    assert [event.when for event in events] == ["2025-03-20", "1931-05", "1968-06-04"]
    assert [event.written for event in events] == ["March 20", "May 1931", "4 June 1968"]
    assert all(ARTICLE.text[event.start : event.end] == event.quote for event in events)


def test_a_heading_and_a_bare_date_are_no_events() -> None:
    """A line that is little but a date states nothing that happened."""
    quotes = [event.quote for event in events_of(ARTICLE)]
    assert not any(quote.startswith(("Key dates", "Updated")) for quote in quotes)


def test_a_timeline_is_in_order_of_time_and_keeps_to_its_topic() -> None:
    """All articles' events by date; with hits, only those inside hits near the best one."""
    other = replace(ARTICLE, id="a2", text="The ferry was sold on 2 May 1940 to the town.")
    index = FakeIndex([other, ARTICLE])
    everything = timeline_of(index, topic=None, hits=None)  # type: ignore[arg-type]
    assert [event.when for event in everything.events] == [
        "1931-05",
        "1940-05-02",
        "1968-06-04",
        "2025-03-20",
    ]
    hits = [
        SearchHit(1, 0.9, "a2", "t", None, None, None, 0, len(other.text), other.text, {}),
        SearchHit(2, 0.2, "a1", "t", None, None, None, 0, len(ARTICLE.text), ARTICLE.text, {}),
    ]
    about_ferries = timeline_of(index, topic="ferry", hits=hits)  # type: ignore[arg-type]
    assert [event.article_id for event in about_ferries.events] == ["a2"]
