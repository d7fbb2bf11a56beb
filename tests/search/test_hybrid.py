"""Fusion, filters and diversity."""

from datetime import date
from pathlib import Path

import numpy as np
import pytest

from answerers import searching
from groundwire.index.build import build
from groundwire.index.encoder import HashingEncoder
from groundwire.index.generation import open_index
from groundwire.question.query import understand
from groundwire.records import Filters, Hit, Question
from groundwire.search.hybrid import PER_ARTICLE, HybridSearch, fuse, in_turn

ENCODER = HashingEncoder()
ARTICLES = {
    "bridge.md": ("Bridge closes", "The Post", "2025-02-03", "The Tern Bridge closes for repair."),
    "bridge2.md": ("Bridge opens", "The Mail", "2025-07-21", "The Tern Bridge is open again."),
    "comet.md": ("Comet seen", "The Post", None, "A bridge keeper photographed a comet."),
}


@pytest.fixture(scope="module")
def searcher(tmp_path_factory: pytest.TempPathFactory) -> HybridSearch:
    folder = tmp_path_factory.mktemp("hybrid")
    for name, (title, source, published, text) in ARTICLES.items():
        day = f"published: {published}\n" if published else ""
        path = folder / "corpus" / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(f"---\ntitle: {title}\nsource: {source}\n{day}---\n{text}\n", "utf-8")
    build([folder / "corpus"], folder=folder / "index", encoder=ENCODER, passage_tokens=64)
    return searching(open_index(folder / "index", encoder=ENCODER))


def titles(searcher: HybridSearch, filters: Filters) -> set[str | None]:
    return {hit.article.title for hit in found(searcher, filters)}


NO_FILTERS = Filters()


def found(searcher: HybridSearch, filters: Filters = NO_FILTERS, k: int = 10) -> list[Hit]:
    query = understand(Question("Is the Tern Bridge open?", filters=filters))
    return searcher.search(query, ENCODER.encode([query.text])[0], k)


def test_as_of_leaves_out_what_came_later_and_what_has_no_date(searcher: HybridSearch) -> None:
    """An as-of date admits only articles that are known to have been out by then."""
    assert {"Bridge closes"} == titles(searcher, Filters(as_of=date(2025, 3, 1)))


def test_range_of_publication_includes_both_ends(searcher: HybridSearch) -> None:
    """From and to are days that count."""
    day = date(2025, 7, 21)
    assert {"Bridge opens"} == titles(searcher, Filters(published_from=day, published_to=day))


def test_sources_are_compared_without_case(searcher: HybridSearch) -> None:
    """A source is found however its name is typed."""
    assert {"Bridge closes", "Comet seen"} == titles(searcher, Filters(sources=("the post",)))


def test_articles_to_ask_within(searcher: HybridSearch) -> None:
    """Ids limit the search to these articles."""
    wanted = found(searcher)[0].article
    assert {wanted.title} == titles(searcher, Filters(articles=(wanted.id,)))


def test_filter_that_leaves_nothing(searcher: HybridSearch) -> None:
    """No article left is no hit, not an error."""
    assert [] == found(searcher, Filters(sources=("Nobody",)))


def test_hits_name_the_searches_that_found_them(searcher: HybridSearch) -> None:
    """A hit's text is its span of the article, and it says its rank in each search."""
    first = found(searcher)[0]
    assert first.text == first.article.text[first.start : first.end]
    assert {"vector", "words"} == set(first.found_by)


def ranked(rows: list[int], scores: list[float]) -> tuple[np.ndarray, np.ndarray]:
    return np.array(rows, dtype=np.int64), np.array(scores, dtype=np.float32)


def test_fusion_adds_both_scores_scaled_to_their_best() -> None:
    """A row that both searches find beats one that only one of them puts first."""
    rows, scores = fuse(ranked([4, 2], [0.8, 0.6]), ranked([7, 2], [10.0, 9.0]), vector_weight=0.5)
    assert [2, 4, 7] == rows.tolist()
    assert [0.825, 0.5, 0.5] == pytest.approx(scores.tolist())


def test_equal_scores_are_ordered_by_row() -> None:
    """Ties never depend on which search came first."""
    rows, _ = fuse(ranked([9], [1.0]), ranked([3], [1.0]), vector_weight=0.5)
    assert [3, 9] == rows.tolist()


def test_one_article_does_not_crowd_out_the_rest(tmp_path: Path) -> None:
    """An article's fifth passage waits until every other article had its turn."""
    long = "\n\n".join(f"The ferry sailed on day {n} past the ferry pier." for n in range(40))
    (tmp_path / "long.txt").write_text(f"Ferry diary\n\n{long}\n", "utf-8")
    (tmp_path / "short.txt").write_text("Pier news\n\nOne ferry stayed at home today.\n", "utf-8")
    build([tmp_path], folder=tmp_path / "index", encoder=ENCODER, passage_tokens=16)
    searcher = searching(open_index(tmp_path / "index", encoder=ENCODER))
    query = understand(Question("Where did the ferry sail on each day?"))
    hits = searcher.search(query, ENCODER.encode([query.text])[0], PER_ARTICLE + 1)
    assert {"Ferry diary", "Pier news"} == {hit.article.title for hit in hits}


def test_lists_give_in_turn() -> None:
    """Each list gives its best row that was not given yet, until there are enough."""
    assert [1, 2, 3, 5, 4] == in_turn([[1, 3, 4], [1, 2, 5]], 5)
    assert [1] == in_turn([[1], [1], []], 3)


def test_named_source_comes_first_but_is_no_filter(searcher: HybridSearch) -> None:
    """Of passages about as good, the named publisher's is first; the others are still found."""
    first = {}
    for source in ("The Post", "The Mail"):
        query = understand(Question(f"What of the Tern Bridge, according to {source}?"))
        hits = searcher.search(query, ENCODER.encode(["Tern Bridge"])[0], 10)
        first[source] = hits[0].article.source
        assert {"The Post", "The Mail"} == {hit.article.source for hit in hits}
    assert {"The Post": "The Post", "The Mail": "The Mail"} == first


@pytest.mark.parametrize(
    ("title", "question"),
    [
        ("Bridge opens", "What is the latest on the Tern Bridge?"),
        ("Bridge opens", "What of the Tern Bridge on 21 July 2025?"),
        ("Bridge closes", "What of the Tern Bridge on 4 February 2025?"),
    ],
)
def test_time_is_preferred_but_no_filter(searcher: HybridSearch, title: str, question: str) -> None:
    """The newest comes first where the latest is asked for, a day's articles where it is named."""
    hits = searcher.search(understand(Question(question)), ENCODER.encode(["Tern Bridge"])[0], 10)
    assert title == hits[0].article.title
    assert len(hits) > 1


def test_each_part_has_its_turn(tmp_path: Path) -> None:
    """What the second part of a question is about is found though the first has more to show."""
    for number in range(8):
        text = f"The ferry licence of the harbour was lost, say clerks of pier {number}.\n"
        (tmp_path / f"{number}.txt").write_text(f"Licence {number}\n\n{text}", "utf-8")
    (tmp_path / "sale.txt").write_text("Beer\n\nA brewery bought cranes.\n", "utf-8")
    build([tmp_path], folder=tmp_path / "index", encoder=ENCODER, passage_tokens=64)
    searcher = searching(open_index(tmp_path / "index", encoder=ENCODER))
    query = understand(
        Question(
            "Which harbour, said by the Gull to have lost the ferry licence of its pier, bought "
            "new cranes of a brewery according to the Tern?"
        )
    )
    hits = searcher.search(query, ENCODER.encode(["ferry licence harbour pier clerks"])[0], 3)
    assert any("cranes" in hit.text for hit in hits)
