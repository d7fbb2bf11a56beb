"""Cleaning: the noise of real articles, field by field, and the five real ones themselves."""

import json
from dataclasses import fields, replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from groundwire.corpus.clean.article import clean
from groundwire.errors import ArticleError
from groundwire.records import Article, RawArticle

STORY = "The leaders met in Oslo on Monday. They agreed on a plan.\n\nIt will cost much, they said."


def cleaned(text: str, **given: str) -> Article:
    return clean(RawArticle(path="a.txt", text=text, **given))


def seed(seeds: Path, number: int) -> Article:
    path = sorted(seeds.glob("*.txt"))[number]
    return clean(RawArticle(path=path.name, text=path.read_text("utf-8")))


def test_seed_000_has_no_title_and_no_date_and_its_quotes_back(seeds: Path) -> None:
    """Quotes damaged to U+0E42 are curly again; the first paragraph is no headline."""
    article = seed(seeds, 0)
    assert (article.title, article.published, article.source) == (None, None, None)
    assert "“next day”" in article.text
    assert "\u0e42" not in article.text
    assert "US’s" in article.text
    assert article.text.startswith("Although")
    assert len(article.text) == 3859


def test_seed_001_has_its_headline_and_no_tail(seeds: Path) -> None:
    """Line 1 is the headline; the comment and trending lines are gone, the dateline stays."""
    article = seed(seeds, 1)
    assert article.title is not None
    assert article.title.startswith("Macron says 26 countries")
    assert article.title.endswith("U.S. role")
    assert article.title not in article.text
    assert article.published is None
    assert "\n\nPARIS\n\n" in article.text
    assert "comment" not in article.text
    assert "Trending" not in article.text
    assert article.text.endswith("prelude.")


def test_seed_002_is_dated_by_its_first_words(seeds: Path) -> None:
    """``date 2025-03-11`` before the text is the publication date and no part of the text."""
    article = seed(seeds, 2)
    assert (None, date(2025, 3, 11)) == (article.title, article.published)
    assert article.text.startswith("The coalition")
    assert "2025" not in article.text
    assert "12 March" in article.text


def test_seed_003_is_dated_by_its_header_and_titled_by_its_slug(seeds: Path) -> None:
    """The header's date wins over the wrong year in the prose, which stays as written."""
    article = seed(seeds, 3)
    assert date(2025, 9, 1) == article.published
    expected = "France hosts virtual summit to plan post-war support for Ukraine"
    assert expected == article.title
    assert "August 18, 2023" in article.text
    assert "france-hosts" not in article.text
    assert "September, 2025" not in article.text


def test_seed_004_is_from_the_syndicator_of_its_last_line(seeds: Path) -> None:
    """The closing line names the source and goes; a day of the week in the prose dates nothing."""
    article = seed(seeds, 4)
    assert (article.source, article.title, article.published) == ("PostX News", None, None)
    assert "syndicated" not in article.text
    assert article.text.endswith("contributed reporting.")


def test_every_seed_is_english_and_clean(seeds: Path) -> None:
    """No seed keeps a blank line run, a space at a line's end, or a character of damage."""
    for number in range(5):
        article = seed(seeds, number)
        assert article.language == "en"
        assert "\n\n\n" not in article.text
        assert all(line == line.strip() for line in article.text.split("\n"))
        assert article.text == article.text.strip()


def test_what_a_field_says_wins_over_the_text() -> None:
    """Date, title and source of the metadata win over header line, first line and last line."""
    text = f"1 May 2024\nAnother headline here\n\n{STORY}\nThis was first published by AFP."
    article = cleaned(text, title="The title", published="2025-03-11", source="Oslo Post")
    assert (article.title, article.source) == ("The title", "Oslo Post")
    assert date(2025, 3, 11) == article.published
    assert "1 May" not in article.text


def test_a_title_is_not_repeated_in_the_text() -> None:
    """A first line that only repeats the title goes, whatever its case and quotes."""
    assert cleaned(f"LEADERS’ plan\n\n{STORY}", title="Leaders' plan").text == STORY


@pytest.mark.parametrize(
    "line",
    [
        "Leaders agree on a plan for Oslo",
        "Who will pay for the plan?",
        "U.S. and Mr. Roy agree: 26 countries pay",
    ],
)
def test_a_headline_is_taken(line: str) -> None:
    """A first line without a sentence end, with text below, is the headline and leaves the text."""
    article = cleaned(f"{line}\n\n{STORY}")
    assert (line, STORY) == (article.title, article.text)


@pytest.mark.parametrize(
    "line",
    [
        "OSLO",
        "New York",
        "Ann Lee and Roy Hu",
        "By Ann Lee of the Oslo Post",
        "It ended.",
        "- an item of a list",
        "They agreed: ",
        "x " * 200,
    ],
)
def test_what_is_no_headline_stays(line: str) -> None:
    """Datelines, bylines, sentences, items and paragraphs are no headlines."""
    article = cleaned(f"{line}\n\n{STORY}")
    assert article.title is None
    assert article.text.startswith(line.strip())


def test_a_wrapped_paragraph_is_one_line_and_no_headline() -> None:
    """Hard-wrapped lines are joined; the first of them is no headline."""
    wrapped = (
        "The leaders of thirty countries met in Oslo on Monday and agreed\n"
        "on a plan that they had talked about for years. It will cost them\n"
        "more than they have, officials said.\n\n- One item\n- Another item"
    )
    article = cleaned(wrapped)
    assert article.title is None
    assert article.text.split("\n")[0].endswith("officials said.")
    assert article.text.endswith("\n\n- One item\n- Another item")


@pytest.mark.parametrize(
    "tail",
    [
        "Leave a comment\n\nTrending",
        "Trending\nA headline of another story\nAnd one more of them",
        "Read more: Another story of ours",
        "Share this article\nFacebook\nTwitter",
        "© 2025 Oslo Post. All rights reserved.",
        "Advertisement",
        "12 comments",
        "Related articles\n\nSomething else that happened",
        "Follow us on Twitter @oslo",
    ],
)
def test_the_tail_of_a_page_goes(tail: str) -> None:
    """Comment, sharing, trending and copyright lines at the end are no part of the story."""
    assert cleaned(f"{STORY}\n\n{tail}").text == STORY


def test_furniture_words_inside_a_story_stay() -> None:
    """What looks like a tail stays where sentences follow it, and lists stay below headings."""
    text = f"{STORY}\n\nTrending\n\nThe word was trending. It rained.\n\nNext\n\n- One item\n- Two"
    assert text == cleaned(text).text


@pytest.mark.parametrize(
    ("line", "source"),
    [
        ("(This story has not been edited by Oslo staff and is from a syndicated feed.)", "Oslo"),
        ("This article was originally published by The Oslo Post.", "The Oslo Post"),
        ("This article is republished from The Talk under a licence.", "The Talk"),
    ],
)
def test_the_syndicator_is_the_source(line: str, source: str) -> None:
    """A last line that says whose story it is names the source and goes."""
    article = cleaned(f"{STORY}\n{line}")
    assert (source, STORY) == (article.source, article.text)


def test_the_source_may_be_the_host() -> None:
    """Without a source the address names it; what is not http(s) is no address at all."""
    assert cleaned(STORY, url="https://www.oslo.example/a?b=1").source == "oslo.example"
    for url in ("javascript:alert(1)", "file:///etc/passwd", "http://", "http://[", "a b"):
        article = cleaned(STORY, url=url)
        assert (article.url, article.source) == (None, None)


def test_hidden_and_damaged_characters() -> None:
    """Controls, zero-width and bidi marks go; entities and mojibake are undone; NFC; quotes stay
    curly. Half a surrogate pair shows as the replacement character."""
    text = (
        "\ufeffThe\u200b lea\u00adders\u202e met\u0000 at the E\u0301lyse\u0301e.\u2028"
        "It\u2019s a \u201cplan\u201d &amp; more.\r\nThatâ€™s all.\tThe \u00a0 end.\ud800 "
        "Yes.\U000e0041"
    )
    expected = "The leaders met at the Élysée.\nIt’s a “plan” & more.\nThat’s all. The end.� Yes."
    assert expected == cleaned(text).text


def test_thai_quotes_by_their_neighbours() -> None:
    """Lost quotes open before a word, close after one, and are apostrophes between letters; Thai
    text keeps its vowel."""
    damaged = "A \u0e42plan\u0e42, they said: it\u0e42s \u0e42\u20acour\u0e42\u20ac plan."
    assert cleaned(damaged).text == "A “plan”, they said: it’s “our” plan."
    thai = "\u0e42\u0e25\u0e01 \u0e42\u0e23\u0e07\u0e40\u0e23\u0e35\u0e22\u0e19"
    assert cleaned(thai).text == thai


def test_ids_come_from_content_and_source() -> None:
    """The same content and source give the same id wherever and whenever it is read; another
    source gives another; a safe id that was given is kept, an unsafe one is not."""
    article = cleaned(STORY, source="A")
    assert article.id == clean(RawArticle(path="b/c.md", text=STORY, source="A")).id
    assert article.id != cleaned(STORY, source="B").id
    assert article.id == cleaned(STORY, source="A", published="2025-03-11").id
    assert cleaned(STORY, id="story-1").id == "story-1"
    assert cleaned(STORY, source="A", id="../../etc/passwd").id == article.id


def test_the_digest_covers_every_field_but_the_path() -> None:
    """A change of any field changes the digest, another path does not."""
    raw = RawArticle("a.txt", STORY, "T", "S", "A", "http://a.example", "2025-03-11", "en", "x")
    digests = {clean(raw).digest}
    changed = {"title": "U", "source": "R", "author": "B", "url": "http://b.example", "id": "y"}
    changed |= {"published": "2025-03-12", "language": "fr", "text": f"{STORY} More."}
    changed |= {"modified": "2025-03-13", "fetched": "2025-03-14T08:00:00+00:00"}
    told = {"path", "published_from"}  # where it lies and how its date is known are not its content
    assert set(changed) == {field.name for field in fields(RawArticle)} - told
    for name, value in changed.items():
        digests.add(clean(replace(raw, **{name: value})).digest)
    assert len(digests) == 1 + len(changed)
    assert clean(replace(raw, path="b.txt")).digest == clean(raw).digest


def test_language_is_given_or_detected() -> None:
    """A language code is taken as given; without one the text tells."""
    french = "Les dirigeants se sont réunis lundi à Oslo et ont adopté un plan, selon eux."
    assert (cleaned(STORY).language, cleaned(french).language) == ("en", "fr")
    assert cleaned(STORY, language="de-AT").language == "de"


@pytest.mark.parametrize("text", ["", " \n\t\n", "...", "2025-03-11", "\u200b\u202e", "Trending\n"])
def test_nothing_left_is_an_error(text: str) -> None:
    """An article without a word of text is refused with its path and what to do."""
    if text.strip() == "Trending":
        assert cleaned(text).text == "Trending"  # a line cannot be the tail of nothing
        return
    with pytest.raises(ArticleError, match=r"a\.txt: no text is left"):
        cleaned(text)


def test_too_long_an_article_is_an_error() -> None:
    """A dump of more characters than an article may have is refused before any work."""
    with pytest.raises(ArticleError, match="Split the file"):
        cleaned("x" * 5_000_001)


@pytest.mark.parametrize(
    "text",
    ["x" * 100_000, "é" * 100_000, "a-" * 50_000, "\u0e42" * 50_000, "“" * 50_000, "1/" * 50_000],
)
def test_a_word_of_100_000_characters_is_read(text: str) -> None:
    """One endless word is an article like another."""
    assert cleaned(f"{text}x\n\n{STORY}").text.endswith("they said.")


@given(st.text(max_size=400))
def test_any_text_is_cleaned_or_refused(text: str) -> None:
    """Whatever the characters: a clean article that can be written as UTF-8, or an ArticleError;
    and cleaning a clean article's text with its fields changes nothing."""
    try:
        article = cleaned(text)
    except ArticleError:
        return
    json.dumps([article.text, article.title, article.source]).encode()
    assert article.text.encode("utf-8")
    assert not set(article.text) & set("\x00\x07\r\u200b\u202e\ufeff")
    assert article == cleaned(text)
