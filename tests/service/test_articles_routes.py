"""``GET /search``, ``/articles`` and ``/articles/{article_id}``."""

from datetime import date

import pytest
from fake_answerer import ARTICLES
from pydantic import TypeAdapter
from serving import Served

from groundwire.records import Article, Filters


def test_a_search_passes_everything_on(served: Served) -> None:
    """The words, the number of hits, the days and every source reach the search."""
    response = served.client.get(
        "/search?q=ferry%20monday&k=7&published_from=2025-01-01&published_to=2025-02-01"
        "&as_of=2025-03-01&source=A&source=B"
    )
    assert response.status_code == 200
    (question,) = served.answerer.asked
    assert question.text == "ferry monday"
    assert question.filters == Filters(
        date(2025, 1, 1), date(2025, 2, 1), date(2025, 3, 1), ("A", "B"), ()
    )
    body = response.json()
    assert list(body) == ["query", "hits", "index", "timings_ms"]
    assert body["hits"][0]["found_by"] == {"words": 7}


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ("", "q"),
        ("q=a&k=0", "k"),
        ("q=a&k=101", "k"),
        ("q=a&k=many", "k"),
        ("q=a&as_of=20250311", "as_of"),
        ("q=a&published_from=2025-13-01", "published_from"),
        ("q=a&sources=A", "sources"),
    ],
)
def test_a_bad_parameter_is_named(served: Served, query: str, field: str) -> None:
    """A parameter that cannot be used, or is unknown, is 422 and named."""
    response = served.client.get(f"/search?{query}")
    assert response.status_code == 422
    assert [error["field"] for error in response.json()["errors"]] == [field]


@pytest.mark.parametrize("query", ["q=", "q=%20%3F", "q=" + "x" * 2_001])
def test_a_search_for_nothing_or_too_much(served: Served, query: str) -> None:
    """A search without a word, or with over 2,000 characters, is 422."""
    assert served.client.get(f"/search?{query}").status_code == 422


def test_articles_are_listed_newest_first(served: Served) -> None:
    """The newest first, those without a date last, opening words for a missing headline."""
    body = served.client.get("/articles").json()
    assert [one["id"] for one in body["articles"]] == ["new/1", "old", "undated"]
    assert body["articles"][0] == {
        "id": "new/1", "title": "Ferry returns", "source": "Harbour News",
        "url": "https://news.example/new/1", "published": "2025-03-11",
        "characters": len(ARTICLES[2].text),
    }  # fmt: skip
    assert body["articles"][2]["title"] == ARTICLES[1].label
    assert body["articles"][2]["published"] is None
    assert (body["total"], body["limit"], body["offset"]) == (3, 50, 0)
    assert body["index"] == {"generation": "g-test", "articles": 3}


def test_pages_cover_the_list_once(served: Served) -> None:
    """Pages of one article put together are the list; past its end a page is empty."""
    pages = [served.client.get(f"/articles?limit=1&offset={n}").json() for n in range(4)]
    ids = [[one["id"] for one in page["articles"]] for page in pages]
    assert ids == [["new/1"], ["old"], ["undated"], []]
    assert {page["total"] for page in pages} == {3}


@pytest.mark.parametrize("query", ["limit=0", "limit=201", "offset=-1", f"offset={2**63}", "x=1"])
def test_a_page_that_cannot_be(served: Served, query: str) -> None:
    """Limits and offsets out of range, and unknown parameters, are 422."""
    assert served.client.get(f"/articles?{query}").status_code == 422


def test_an_article_is_the_record_with_its_text(served: Served) -> None:
    """One article is its whole record."""
    response = served.client.get("/articles/old")
    assert response.content == TypeAdapter(Article).dump_json(ARTICLES[0])


@pytest.mark.parametrize("path", ["new/1", "new%2F1"])
def test_an_id_may_hold_a_slash(served: Served, path: str) -> None:
    """Ids from front matter are free text; a slash in one is no other route."""
    assert served.client.get(f"/articles/{path}").json()["id"] == "new/1"


def test_an_unknown_article(served: Served) -> None:
    """An id that no article has is 404 and repeated."""
    response = served.client.get("/articles/nope")
    assert response.status_code == 404
    assert response.json()["type"] == "urn:groundwire:not-found"
    assert "nope" in response.json()["detail"]
