"""Stories that several articles carry, and versions of one page."""

from datetime import date
from pathlib import Path

import pytest
from stories import PASSAGE_TOKENS, write_story

from answerers import searching
from groundwire.corpus.duplicates import Fingerprints
from groundwire.index.build import add, build, remove
from groundwire.index.encoder import HashingEncoder
from groundwire.index.generation import Index, open_index
from groundwire.index.versions import address_key
from groundwire.question.query import understand
from groundwire.records import Filters, Question
from groundwire.search.filters import Permission

STORY = (
    "The keeper of the old pier said on Friday that the ferry to the islands will not sail before "
    "the storm has gone, because 12 planks of its deck came loose near the stern. The harbour "
    "board met in the evening and asked the shipyard for a new deck of oak. Passengers who had "
    "waited in the hall since noon were taken to the mainland by bus and given soup. A baker from "
    "the upper town opened his shop at night for those who stayed. The council wants to buy a "
    "second ferry, which the islands have asked for since the bridge was closed, and will vote in "
    "the spring. Until then a fishing boat carries the mail and those who must see a doctor."
)
OTHER = (
    "A comet was seen over the upper town by a teacher who walks her dog before the sun is up. "
    "She drew its tail in a school book and sent the page to the observatory, where nobody had "
    "yet looked at the plates of that night. The astronomers found the same streak on two of them "
    "and named it after her dog. It will come back in ninety years, they think, but a little "
    "fainter, because the sun takes some of its ice each time that it passes. The teacher has "
    "framed the page and hung it in her class between the map of the islands and the list of the "
    "kings."
)


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    return tmp_path / "corpus"


def indexed(corpus: Path, folder: Path) -> Index:
    encoder = HashingEncoder()
    build([corpus], folder=folder, encoder=encoder, passage_tokens=PASSAGE_TOKENS)
    return open_index(folder, encoder=encoder)


def found(index: Index, text: str, **filters: object) -> list[str]:
    """The articles of the best ten passages, each once."""
    query = understand(Question(text, filters=Filters(**filters)))  # type: ignore[arg-type]
    vector = HashingEncoder().encode([query.text])[0]
    hits = searching(index).search(query, vector, 10)
    return list(dict.fromkeys(hit.article.id for hit in hits))


def ids(index: Index, rows: tuple[int, ...]) -> list[str]:
    return [index.article_ids[row] for row in rows]


def test_a_story_in_ten_papers_is_one_voice(corpus: Path, folder: Path) -> None:
    """The earliest article is cited; the copies are listed beside it and fill no place."""
    write_story(corpus, "other.md", OTHER, id="other", published="2025-03-01")
    for number in range(10):
        write_story(
            corpus,
            f"{number}.md",
            f"LONDON (Agency)\n\n{STORY}" if number % 2 else STORY,
            title=f"Ferry stays in port, edition {'abcdefghij'[number]}",
            source=f"Paper {number}",
            published=f"2025-03-{20 - number}",
            id=f"copy-{number}",
        )
    index = indexed(corpus, folder)
    assert ["copy-9", "other"] == found(index, "Why does the ferry not sail to the islands?")
    also = ids(index, index.also_in(index.row("copy-9")))
    assert [f"copy-{number}" for number in range(8, -1, -1)] == also
    assert "copy-9" == ids(index, index.also_in(index.row("copy-0")))[0]
    assert () == index.also_in(index.row("other"))


def test_copies_are_listed_as_the_filters_allow(corpus: Path, folder: Path) -> None:
    """A copy of a later day is not named to who asks as of an earlier one."""
    for day in (1, 2, 3):
        write_story(corpus, f"{day}.md", STORY, id=f"d{day}", published=f"2025-03-0{day}")
    permission = Permission(indexed(corpus, folder))
    named = [article.id for article in permission.also_in("d1", Filters(as_of=date(2025, 3, 2)))]
    assert ["d2"] == named
    assert ["d2", "d3"] == [article.id for article in permission.also_in("d1", Filters())]


def test_the_fullest_of_a_day_is_cited(corpus: Path, folder: Path) -> None:
    """Of the articles of the earliest day the one that tells most is cited."""
    cut = STORY[: STORY.index(" Until then")]
    write_story(corpus, "cut.md", cut, id="a-cut", published="2025-03-01", title="One")
    write_story(corpus, "full.md", STORY, id="b-full", published="2025-03-01", title="Two")
    index = indexed(corpus, folder)
    assert ["b-full"] == found(index, "What is wrong with the ferry's deck?")


def test_what_only_the_fuller_copy_tells_is_found_there(corpus: Path, folder: Path) -> None:
    """A stub came first: it is cited for what it says, the whole story for the rest."""
    stub = STORY[: STORY.index(" The council")]
    write_story(corpus, "stub.md", stub, id="stub", published="2025-03-01", title="One")
    write_story(corpus, "full.md", STORY, id="full", published="2025-03-02", title="Two")
    index = indexed(corpus, folder)
    assert ["full"] == ids(index, index.also_in(index.row("stub")))
    assert "stub" == found(index, "How many planks of the deck came loose near the stern?")[0]
    assert "full" == found(index, "What carries the mail until the vote?")[0]


def test_a_copy_with_other_figures_speaks_for_itself(corpus: Path, folder: Path) -> None:
    """It may disagree, or know more: both are found."""
    write_story(corpus, "a.md", STORY, id="a", published="2025-03-01", title="One")
    later = STORY.replace("12 planks", "19 planks")
    write_story(corpus, "b.md", later, id="b", published="2025-03-02", title="Two")
    index = indexed(corpus, folder)
    assert {"a", "b"} == set(found(index, "How many planks came loose near the stern?"))


def test_a_copy_speaks_where_the_cited_one_may_not(corpus: Path, folder: Path) -> None:
    """Filters come first: asked within one paper, its own copy answers."""
    for name, day in (("a", "01"), ("b", "02")):
        write_story(
            corpus,
            f"{name}.md",
            STORY,
            id=name,
            source=name,
            published=f"2025-03-{day}",
            title=name,
        )
    index = indexed(corpus, folder)
    assert ["a"] == found(index, "Why does the ferry not sail?")
    assert ["b"] == found(index, "Why does the ferry not sail?", sources=("b",))
    assert ["b"] == found(index, "Why does the ferry not sail?", articles=("b",))
    assert ["b"] == found(index, "Why does it not sail?", published_from=date(2025, 3, 2))


def write_versions(corpus: Path) -> None:
    url = "https://news.example/ferry"
    write_story(
        corpus, "old.md", STORY, id="old", url=url, published="2025-03-01", title="Ferry stays"
    )
    new = STORY.replace("12 planks", "19 planks")
    write_story(
        corpus,
        "new.md",
        new,
        id="new",
        url=url.replace("https://", "http://www.") + "/?utm_source=feed#top",
        published="2025-03-04",
        title="Ferry stays",
    )


def test_the_newest_version_of_a_page_answers(corpus: Path, folder: Path) -> None:
    """An update replaces what stood under its address; the old text stays to be read."""
    write_versions(corpus)
    index = indexed(corpus, folder)
    question = "How many planks came loose near the stern?"
    assert ["new"] == found(index, question)
    assert ["old"] == found(index, question, as_of=date(2025, 3, 3))
    assert ["new"] == found(index, question, as_of=date(2025, 3, 4))
    assert ["old"] == found(index, question, articles=("old",))
    assert ["new", "old"] == ids(index, index.versions(index.row("old")))
    assert () == index.also_in(index.row("new"))
    assert "12 planks" in index.find("old").text


def test_a_page_that_tells_of_no_change_is_dated_by_its_fetching(
    corpus: Path, folder: Path
) -> None:
    """Of two that were fetched, the later is the newer; it was there on the day it was seen."""
    for name, planks, day in (("old", "12 planks", "02"), ("new", "19 planks", "05")):
        write_story(
            corpus,
            f"{name}.md",
            STORY.replace("12 planks", planks),
            id=name,
            url="https://news.example/ferry",
            published="2025-03-01",
            fetched=f"2025-03-{day}T08:00:00+00:00",
            title="Ferry stays",
        )
    index = indexed(corpus, folder)
    question = "How many planks came loose near the stern?"
    assert ["new"] == found(index, question)
    assert ["old"] == found(index, question, as_of=date(2025, 3, 4))
    assert ["new"] == found(index, question, as_of=date(2025, 3, 5))


def test_articles_under_one_address_need_not_be_one_page(corpus: Path, folder: Path) -> None:
    """A feed may give the address of a section for everything in it."""
    url = "https://news.example/world"
    write_story(corpus, "a.md", STORY, id="a", url=url, published="2025-03-01", title="Ferry")
    write_story(corpus, "b.md", OTHER, id="b", url=url, published="2025-03-02", title="Comet")
    index = indexed(corpus, folder)
    assert (index.row("a"),) == index.versions(index.row("a"))
    assert "a" in found(index, "Why does the ferry not sail?")


def test_history_does_not_matter_to_copies_and_versions(corpus: Path, folder: Path) -> None:
    """Added one by one, with one more taken away, they are those of one build."""
    write_versions(corpus)
    write_story(corpus, "copy.md", STORY, id="copy", published="2025-03-09", title="Ferry, again")
    write_story(corpus, "other.md", OTHER, id="other", published="2025-03-01")
    whole = indexed(corpus, folder)
    encoder, steps = HashingEncoder(), folder.with_name("steps")
    for path in sorted(corpus.iterdir(), reverse=True):
        add([path], folder=steps, encoder=encoder, passage_tokens=PASSAGE_TOKENS)
    write_story(corpus, "extra.md", STORY, id="extra", published="2025-02-01", title="Extra")
    add([corpus / "extra.md"], folder=steps, encoder=encoder, passage_tokens=PASSAGE_TOKENS)
    remove(["extra"], folder=steps, encoder=encoder)
    stepped = open_index(steps, encoder=encoder)
    assert whole.article_ids == stepped.article_ids
    for row in range(len(whole.article_ids)):
        assert whole.also_in(row) == stepped.also_in(row)
        assert whole.versions(row) == stepped.versions(row)
    assert whole.copies.silent.tolist() == stepped.copies.silent.tolist()


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("https://www.a.example/x/", "http://a.example/x"),
        ("https://a.example/x?utm_source=f&id=2", "https://a.example/x?id=2#comments"),
    ],
)
def test_one_page_has_many_spellings(first: str, second: str) -> None:
    """What does not change the page does not count."""
    assert address_key(first) == address_key(second)


def test_not_every_address_is_a_page() -> None:
    """A front page is nobody's, and another id is another page."""
    assert address_key("https://a.example/") is None
    assert address_key(None) is None
    assert address_key("https://[") is None
    assert address_key("https://a.example/x?id=1") != address_key("https://a.example/x?id=2")


def test_fingerprints_are_kept_through_merges(corpus: Path, folder: Path) -> None:
    """After many additions each article has the fingerprint of its text."""
    encoder = HashingEncoder()
    for number in range(9):
        path = write_story(corpus, f"{number}.md", f"{OTHER} Page {number}.", id=str(number))
        add([path], folder=folder, encoder=encoder, passage_tokens=PASSAGE_TOKENS)
    index = open_index(folder, encoder=encoder)
    for part in index.parts:
        segment = part.segment
        texts = [segment.article(row).text for row in range(len(segment.fields))]
        fresh = Fingerprints.of(texts)
        assert (fresh.values == segment.fingerprints.values).all()
        assert (fresh.figures == segment.fingerprints.figures).all()
