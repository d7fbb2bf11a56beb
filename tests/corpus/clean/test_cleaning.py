"""What cleaning changes in a damaged article, and what it says that it changed."""

from datetime import date

import pytest

from groundwire.corpus.clean.article import clean
from groundwire.records import Change, Provenance, RawArticle

BODY = (
    "The ferry stayed in port because its deck had come loose.\n\n"
    "The board met in the evening. It asked the shipyard for a deck of oak."
)


def cleaned(text: str, **fields: str) -> tuple[str, dict[str, int]]:
    """The clean text, and the counts by rule."""
    article = clean(RawArticle("a.txt", text, title="Ferry stays", **fields))  # type: ignore[arg-type]
    return article.text, {change.rule: change.count for change in article.provenance.cleaning}


def test_a_sound_article_is_not_changed() -> None:
    """Nothing to repair, nothing to tell."""
    assert (BODY, {}) == cleaned(BODY)


@pytest.mark.parametrize(
    ("rule", "count", "damaged", "repaired"),
    [
        ("mojibake", 1, "The board\u00e2\u20ac\u2122s ferry sails.", "The board’s ferry sails."),
        ("mojibake", 1, "The board\u0e42\u20ac\x99s ferry sails.", "The board’s ferry sails."),
        ("entities", 1, "Rope &amp; sail cost 3 &euro;.", "Rope & sail cost 3 €."),
        ("control characters", 2, "The \x07ferry \x1bsails.", "The ferry sails."),
        ("bidirectional marks", 2, "The \u202eferry\u202c sails.", "The ferry sails."),
        ("invisible characters", 2, "The fer\u200bry\ufeff sails.", "The ferry sails."),
        ("invisible characters", 5, "The ferry\U000e0073\U000e0065\U000e006e\U000e0064\U000e0021.",
         "The ferry."),
    ],
)  # fmt: skip
def test_damaged_characters_are_repaired_and_counted(
    rule: str, count: int, damaged: str, repaired: str
) -> None:
    """Each kind of damage has its rule."""
    text, counts = cleaned(f"{damaged}\n\n{BODY}")
    assert f"{repaired}\n\n{BODY}" == text
    assert {rule: count} == counts


@pytest.mark.parametrize(
    ("first", "second", "whole"),
    [
        ("The harbour docu-", "ments were lost in the water.", "The harbour documents were lost"),
        (
            "The harbour docu\u00ad",
            "ments were lost in the water.",
            "The harbour documents were lost",
        ),
        ("It was a long-", "term plan of the board.", "It was a long-term plan"),
        ("They want a post‐", "war look for the pier.", "They want a post-war look"),
        ("A co-worker saw the co-", "worker fall in.", "A co-worker saw the co-worker fall in."),
        ("Teamwork wins: team-", "work is all.", "Teamwork wins: teamwork is all."),
    ],
)
def test_words_parted_at_a_line_end_are_made_whole(first: str, second: str, whole: str) -> None:
    """The hyphen goes where it is the line's, and stays where it is the word's."""
    text, counts = cleaned(f"{first}\n{second}\n\n{BODY}")
    assert whole in text.replace("\n", " ")
    assert 1 == counts["words parted at a line end"]


def test_dashes_and_lists_at_line_ends_stay() -> None:
    """Only a letter with a hyphen, followed by a small letter, is a word that goes on."""
    text = f"He paused -\nand left.\n\nThe pier-\nBoard met.\n\n{BODY}"
    assert (text, {}) == cleaned(text)


def test_readers_comments_are_cut() -> None:
    """What readers write below a story is none of it, though it is made of sentences."""
    comments = (
        "3 Comments\n\nanna says:\nThe ferry is always late. I never take it.\nReply\n\n"
        "Bo K.\n2 hours ago\nThe mayor should resign!\nReply"
    )
    text, counts = cleaned(f"{BODY}\n\n{comments}")
    assert BODY == text
    assert {"readers' comments": 8} == counts


def test_a_story_about_comments_stays() -> None:
    """A heading alone does not make comments of what follows."""
    text = f"{BODY}\n\nComments\n\nThe minister made two. She said that the pier is safe."
    assert (text, {}) == cleaned(text)


def test_closing_lines_are_counted() -> None:
    """What a page puts after a story is cut off and counted by lines."""
    text, counts = cleaned(f"{BODY}\n\nTrending now\n\nPier wins prize\n\nShare this")
    assert (BODY, {"closing lines": 3}) == (text, counts)


@pytest.mark.parametrize(
    ("published_from", "published", "raw"),
    [
        ("front-matter", date(2025, 3, 11), {"published": "2025-03-11"}),
        ("page", date(2025, 3, 11), {"published": "2025-03-11", "published_from": "page"}),
        ("feed", date(2025, 3, 11), {"published": "2025-03-11", "published_from": "feed"}),
        ("header", date(2025, 3, 10), {}),
        ("header", date(2025, 3, 10), {"published": "last week", "published_from": "page"}),
    ],
)
def test_where_the_date_is_from_is_recorded(
    published_from: str, published: date, raw: dict[str, str]
) -> None:
    """Fields win over the header line, which is taken off either way; a field that is no date
    gives none."""
    article = clean(RawArticle("a.txt", f"March 10, 2025\n\n{BODY}", **raw))  # type: ignore[arg-type]
    assert (published_from, published) == (article.provenance.published_from, article.published)
    assert BODY == article.text
    assert Change("fields", "date line", 1) in article.provenance.cleaning


def test_an_article_without_a_date_says_so() -> None:
    """Dates in the prose, and relative ones, are no dates of publication."""
    article = clean(RawArticle("a.txt", f"On March 3, 2025 it rained, and again last week. {BODY}"))
    assert article.published is None
    assert Provenance().published_from == article.provenance.published_from == "none"


@pytest.mark.parametrize(
    ("modified", "given"),
    [(date(2025, 3, 12), "2025-03-12T08:00Z"), (None, "2025-03-09"), (None, "soon"), (None, None)],
)
def test_the_day_of_the_last_change(modified: date | None, given: str | None) -> None:
    """A change before the publication is none."""
    raw = RawArticle("a.txt", BODY, published="2025-03-11", modified=given)
    assert modified == clean(raw).provenance.modified


def test_cleaning_does_not_depend_on_where_the_date_is_from() -> None:
    """The same story from a page and from a file is the same article."""
    page = RawArticle("a.html", BODY, published="2025-03-11", published_from="page")
    file = RawArticle("a.md", BODY, published="2025-03-11")
    assert clean(page).digest == clean(file).digest
