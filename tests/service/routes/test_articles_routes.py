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
    """One article is its whole record, and then its passages, copies and versions."""
    body = served.client.get("/articles/new%2F1").json()
    record = TypeAdapter(Article).dump_python(ARTICLES[2], mode="json")
    assert list(body) == [*record, "passages", "also_in", "versions"]
    assert {name: body[name] for name in record} == record
    assert body["passages"] == [
        {"number": 1, "start": 0, "end": 26,
         "sentences": [{"start": 0, "end": 26, "heading": False}]},
        {"number": 2, "start": 27, "end": 46,
         "sentences": [{"start": 27, "end": 46, "heading": False}]},
    ]  # fmt: skip
    assert [one["id"] for one in body["versions"]] == ["new/1"]


def test_an_article_names_its_copies(served: Served) -> None:
    """``also_in`` is written as in a citation."""
    assert served.client.get("/articles/old").json()["also_in"] == [
        {"article_id": "undated", "source": "Harbour News",
         "url": "https://news.example/undated", "published": None}
    ]  # fmt: skip


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


@pytest.mark.parametrize(
    ("offset", "expected"),
    [
        (0, '</articles?limit=1&offset=1>; rel="next"'),
        (1, '</articles?limit=1&offset=0>; rel="prev", </articles?limit=1&offset=2>; rel="next"'),
        (2, '</articles?limit=1&offset=1>; rel="prev"'),
        (9, '</articles?limit=1&offset=2>; rel="prev"'),
    ],
)
def test_a_page_links_to_those_beside_it(served: Served, offset: int, expected: str) -> None:
    """``Link`` names the pages before and after, none where there is none (RFC 8288)."""
    assert served.client.get(f"/articles?limit=1&offset={offset}").headers["link"] == expected


def test_following_the_links_lists_everything_once(served: Served) -> None:
    """A client that follows ``next`` sees each article once; one page of all has no links."""
    ids, address = [], "/articles?limit=1"
    while address:
        page = served.client.get(address)
        ids += [one["id"] for one in page.json()["articles"]]
        address = page.links.get("next", {}).get("url")
    assert ids == ["new/1", "old", "undated"]
    assert "link" not in served.client.get("/articles").headers


@pytest.mark.parametrize("path", ["/articles", "/articles/old"])
def test_what_has_not_changed_is_not_sent_again(served: Served, path: str) -> None:
    """With its tag in ``If-None-Match`` a document is 304 without a body, with another 200."""
    first = served.client.get(path)
    tag = first.headers["etag"]
    assert first.headers["cache-control"] == "no-cache"
    for given in (tag, f'"x", W/{tag}', "*"):
        again = served.client.get(path, headers={"If-None-Match": given})
        assert (again.status_code, again.content) == (304, b"")
        assert (again.headers["etag"], again.headers["cache-control"]) == (tag, "no-cache")
    other = served.client.get(path, headers={"If-None-Match": '"x"'})
    assert (other.status_code, other.content) == (200, first.content)


def test_another_document_has_another_tag(served: Served) -> None:
    """Each page of the list, and each article, has a tag of its own."""
    paths = ["/articles", "/articles?limit=1", "/articles?offset=1", "/articles/old"]
    assert len({served.client.get(path).headers["etag"] for path in paths}) == len(paths)
