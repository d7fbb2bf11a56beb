"""Dated events: which sentences they are, and where they stand."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from groundwire.answer.timeline import events_of, timeline_of
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
        "Nobody was hurt. "
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


def test_days_and_months_given_by_their_distance_are_events() -> None:
    """The publication says which they are; a year or a week is too wide for a line of time."""
    text = (
        "The council closed the bridge on Monday for good. A truck hit its pier last month at "
        "night. It was painted ten years ago by the school. The mayor saw the school last week."
    )
    events = list(events_of(replace(ARTICLE, text=text)))
    assert [("2025-03-10", "day", "Monday"), ("2025-02", "month", "last month")] == [
        (event.when, event.precision, event.written) for event in events
    ]
    assert [] == list(events_of(replace(ARTICLE, text=text, published=None)))
