"""``GET /timeline``."""

from pathlib import Path

import pytest
from pydantic import TypeAdapter
from serving import Served, make

from groundwire.answer.timeline import HITS, timeline_of
from groundwire.index.build import build
from groundwire.records import Question, Timeline
from groundwire.service.routes import timeline
from groundwire.settings import Settings
from groundwire.wiring import make_answerer, make_encoder

ARTICLES = {
    "ferry.md": """---
title: Ferry to Skagen sails again
source: Harbour News
published: 2025-03-11
---
The ferry to Skagen was taken out of service on 3 February 2025 with a cracked shaft.
It sails again from 17 March 2025, the harbour office said.
""",
    "bridge.md": """---
title: Bridge closes for repairs
source: Valley Post
published: 2024-05-01
---
The bridge over the Tarn closes to all traffic on 6 May 2024 for fourteen weeks.
""",
    "library.md": """---
title: Library buys maps
source: Harbour News
---
The library bought 300 old maps at an auction on 9 June 2023 in Antwerp.
""",
}


@pytest.fixture(scope="module")
def dated(tmp_path_factory: pytest.TempPathFactory) -> Served:
    """A service over three articles with dates in them."""
    folder: Path = tmp_path_factory.mktemp("timeline")
    for name, text in ARTICLES.items():
        (folder / name).write_text(text, encoding="utf-8")
    settings = Settings(index=folder / "index", encoder="hashing")
    build([folder], folder=settings.index, encoder=make_encoder(settings), passage_tokens=128)
    return make(make_answerer(settings))


def when(served: Served, query: str) -> list[str]:
    """The days of the events of a timeline."""
    return [event["when"] for event in served.client.get(f"/timeline{query}").json()["events"]]


def test_without_a_topic_every_event_is_listed(dated: Served) -> None:
    """All dated sentences in order of time, as ``groundwire timeline --json`` lists them."""
    response = dated.client.get("/timeline")
    expected = timeline_of(dated.answerer.library.index, topic=None, hits=None)
    assert response.content == TypeAdapter(Timeline).dump_json(expected)
    assert when(dated, "") == ["2023-06-09", "2024-05-06", "2025-02-03", "2025-03-17"]


def test_a_topic_leaves_out_the_rest(dated: Served) -> None:
    """Only events of passages about the topic, the same that the command line finds."""
    response = dated.client.get("/timeline?topic=ferry%20to%20Skagen")
    hits = dated.answerer.search(Question("ferry to Skagen"), k=HITS).hits
    expected = timeline_of(dated.answerer.library.index, topic="ferry to Skagen", hits=hits)
    assert response.content == TypeAdapter(Timeline).dump_json(expected)
    assert [event.when for event in expected.events] == ["2025-02-03", "2025-03-17"]


def test_every_event_quotes_its_article(dated: Served) -> None:
    """The quote of an event stands in the article at its offsets."""
    for event in dated.client.get("/timeline").json()["events"]:
        article = dated.client.get(f"/articles/{event['article_id']}").json()
        assert article["text"][event["start"] : event["end"]] == event["quote"]


@pytest.mark.parametrize("topic", ["", "topic=bought%20closes%20sails&"])
def test_the_filters_hold(dated: Served, topic: str) -> None:
    """Days and sources choose the articles, with a topic or without; days leave out the undated."""
    assert set(when(dated, f"?{topic}as_of=2024-12-31")) <= {"2024-05-06"}
    assert set(when(dated, f"?{topic}published_from=2025-01-01")) <= {"2025-02-03", "2025-03-17"}
    assert set(when(dated, f"?{topic}source=valley%20post")) == {"2024-05-06"}
    assert when(dated, f"?{topic}source=Nobody") == []


@pytest.mark.parametrize(
    "query",
    ["topic=", "topic=%3F", "topic=" + "x" * 2_001, "as_of=11.3.2025", "sources=A",
     "published_from=2025-02-01&published_to=2025-01-01"],
)  # fmt: skip
def test_a_bad_timeline_is_refused(dated: Served, query: str) -> None:
    """A topic without words or too long, a bad day, an unknown parameter, an empty range: 422."""
    response = dated.client.get(f"/timeline?{query}")
    assert response.status_code == 422
    assert response.json()["type"] == "urn:groundwire:input"


def test_too_many_articles_need_a_topic(dated: Served, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without a topic so many articles and no more are read; the error says how to ask for less,
    and the next request works."""
    monkeypatch.setattr(timeline, "MAX_ARTICLES", 2)
    response = dated.client.get("/timeline")
    assert response.status_code == 422
    assert "Name a topic" in response.json()["detail"]
    assert len(when(dated, "?source=Harbour%20News")) == 3
