"""The service over a real index of three small articles, with the hashing encoder."""

from pathlib import Path

import pytest
from serving import Served, make
from test_chat import events

from groundwire.index.build import build
from groundwire.settings import Settings
from groundwire.wiring import make_answerer, make_encoder

ARTICLES = {
    "ferry.md": """---
title: Ferry to Skagen sails again
source: Harbour News
published: 2025-03-11
---
The ferry to Skagen sails again from Monday. A ticket costs 40 kroner, the harbour office said.
Captain Ida Lund will command the first crossing.
""",
    "bridge.md": """---
title: Bridge closes for repairs
source: Valley Post
published: 2024-05-01
---
The bridge over the Tarn closes for fourteen weeks. Engineers found rust in nine of its cables.
""",
    "library.md": """---
title: Library buys maps
source: Harbour News
---
The library bought 300 old maps at an auction. They will be shown in the reading room.
""",
}


@pytest.fixture(scope="module")
def real(tmp_path_factory: pytest.TempPathFactory) -> Served:
    """A service over the three articles."""
    folder: Path = tmp_path_factory.mktemp("service")
    corpus = folder / "corpus"
    corpus.mkdir()
    for name, text in ARTICLES.items():
        (corpus / name).write_text(text, encoding="utf-8")
    settings = Settings(index=folder / "index", encoder="hashing")
    report = build(
        [corpus],
        folder=settings.index,
        encoder=make_encoder(settings),
        passage_tokens=settings.passage_tokens,
    )
    assert (report.articles, report.failures) == (3, ())
    return make(make_answerer(settings))


QUESTION = "How much does a ticket for the ferry to Skagen cost?"


def test_every_citation_quotes_its_article(real: Served) -> None:
    """What is cited stands in the article that the service returns, at those offsets."""
    answer = real.client.post("/chat", json={"question": QUESTION}).json()
    assert answer["status"] == "answered"
    assert "40 kroner" in answer["text"]
    for citation in answer["citations"]:
        article = real.client.get(f"/articles/{citation['article_id']}").json()
        assert article["text"][citation["start"] : citation["end"]] == citation["quote"]


def test_the_passages_of_an_article_are_those_that_are_found(real: Served) -> None:
    """They stand in the order of the text, hold all of it but white space, and every hit is one."""
    spans = {}
    for summary in real.client.get("/articles").json()["articles"]:
        article = real.client.get(f"/articles/{summary['id']}").json()
        passages, text = article["passages"], article["text"]
        assert [passage["number"] for passage in passages] == list(range(1, len(passages) + 1))
        left, at = "", 0
        for passage in passages:
            left, at = left + text[at : passage["start"]], passage["end"]
            sentences = passage["sentences"]
            assert (sentences[0]["start"], sentences[-1]["end"]) == (passage["start"], at)
        assert (left + text[at:]).strip() == ""
        spans[summary["id"]] = {(passage["start"], passage["end"]) for passage in passages}
    for hit in real.client.get("/search?q=the&k=100").json()["hits"]:
        assert (hit["start"], hit["end"]) in spans[hit["article_id"]]


def test_streamed_and_whole_are_the_same_answer(real: Served) -> None:
    """``done`` carries what the same question gets without streaming, but for the timings."""
    whole = real.client.post("/chat", json={"question": QUESTION}).json()
    sent = events(real.client.post("/chat", json={"question": QUESTION, "stream": True}).text)
    done = dict(sent)["done"]
    assert {**done, "timings_ms": {}} == {**whole, "timings_ms": {}}


def test_the_source_filter_holds(real: Served) -> None:
    """Only hits of the sources asked for, in any case, one or several; none of an unknown one."""

    def sources(query: str) -> set[str]:
        hits = real.client.get(f"/search?q=the&k=100{query}").json()["hits"]
        return {hit["source"] for hit in hits}

    assert sources("") == {"Harbour News", "Valley Post"}
    assert sources("&source=valley%20post") == {"Valley Post"}
    assert sources("&source=Valley%20Post&source=Harbour%20News") == sources("")
    assert sources("&source=Nobody") == set()


def test_the_date_filters_hold(real: Served) -> None:
    """A day asked for leaves out what came later, and what has no day."""

    def published(query: str) -> set[str | None]:
        hits = real.client.get(f"/search?q=the&k=100{query}").json()["hits"]
        return {hit["published"] for hit in hits}

    assert published("") == {"2025-03-11", "2024-05-01", None}
    assert published("&as_of=2024-12-31") == {"2024-05-01"}
    assert published("&published_from=2025-01-01") == {"2025-03-11"}
    assert published("&published_to=2024-01-01") == set()


def test_what_the_articles_do_not_say_is_not_answered(real: Served) -> None:
    """A question about something else is an abstention with a reason, at every door."""
    body = {"question": "Which striker scored in the Lisbon cup final?"}
    answer = real.client.post("/chat", json=body).json()
    assert (answer["status"], answer["claims"]) == ("abstained", [])
    messages = {"messages": [{"role": "user", "content": body["question"]}]}
    completion = real.client.post("/v1/chat/completions", json=messages).json()
    assert completion["choices"][0]["message"]["content"] == answer["reason"]


def test_the_list_is_the_index(real: Served) -> None:
    """The articles listed are those built, newest first, with the index that readiness names."""
    page = real.client.get("/articles").json()
    assert [one["title"] for one in page["articles"]] == [
        "Ferry to Skagen sails again", "Bridge closes for repairs", "Library buys maps",
    ]  # fmt: skip
    assert page["index"] == real.client.get("/ready").json()["index"]
    assert page["index"]["articles"] == page["total"] == 3


def test_the_example_in_the_description_has_the_shape_of_an_answer(real: Served) -> None:
    """The OpenAPI example lists the fields of a real answer, in their order."""
    description = real.client.get("/openapi.json").json()
    content = description["paths"]["/chat"]["post"]["responses"]["200"]["content"]
    answer = real.client.post("/chat", json={"question": QUESTION}).json()
    example = content["application/json"]["example"]
    assert list(example) == list(answer)
    assert list(example["citations"][0]) == list(answer["citations"][0])
