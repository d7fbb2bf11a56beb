"""One voice for a story that several articles carry."""

from datetime import date

from groundwire.records import Article, Hit
from groundwire.search.voices import one_voice

STORY = (
    "The keeper of the old pier said on Friday that the ferry from Brest will not sail before the "
    "storm has gone, because 12 planks of its deck came loose near the stern."
)


def hit(article: str, text: str, passage: int) -> Hit:
    given = Article(article, None, None, None, None, date(2024, 1, 1), "en", text, "", "")
    return Hit(passage, given, 0, len(text), 1.0, {})


def test_copy_of_another_article_is_left_out() -> None:
    """Two articles with nearly the same text are one voice: the first is kept."""
    copy = STORY.replace("old pier", "pier")
    other = "A comet was seen over the pier, said a keeper who had not slept for the whole night."
    hits = [hit("a", STORY, 0), hit("b", copy, 1), hit("c", other, 2)]
    assert ["a", "c"] == [kept.article.id for kept in one_voice(hits, 2)]


def test_copies_follow_where_nothing_else_is_left() -> None:
    """A copy is put last rather than too few being shown."""
    hits = [hit("a", STORY, 0), hit("b", STORY, 1), hit("c", "A comet was seen.", 2)]
    assert ["a", "c", "b"] == [kept.article.id for kept in one_voice(hits, 3)]


def test_other_figures_are_another_voice() -> None:
    """The same sentence with another number may disagree, so both stay."""
    hits = [hit("a", STORY, 0), hit("b", STORY.replace("12", "21"), 1)]
    assert hits == one_voice(hits, 2)


def test_passages_of_one_article_are_not_compared() -> None:
    """An article may say a thing twice."""
    hits = [hit("a", STORY, 0), hit("a", STORY, 1)]
    assert hits == one_voice(hits, 2)
