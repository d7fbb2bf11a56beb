"""Which newsroom story serves for what, and what is read of its files."""

from pathlib import Path

from newsroom_stories import write_newsroom
from train.newsroom import load_stories, split_of, stories_for

from groundwire.evaluation.datasets.newsroom import split_by_story


def test_a_story_serves_for_what_the_evaluation_says() -> None:
    """No story is trained on that the evaluation holds out."""
    names = [f"har-{n:02}" for n in range(10)]
    found = split_of(names)
    assert split_by_story(names) == {
        split: tuple(one for one in names if found[one] == split)
        for split in ("test", "dev", "train")
    }


def test_quotations_are_places_in_their_articles(tmp_path: Path) -> None:
    """A question's evidence is where its words stand in the article that it names."""
    write_newsroom(tmp_path)
    (story,) = load_stories(tmp_path)
    (quote,) = story.questions[0].evidence
    (article,) = [one for one in story.articles if one.id == quote.article]
    assert "The board now plans to cut 25 jobs." == article.text[quote.start : quote.end]


def test_a_beat_of_one_story_is_for_tests(tmp_path: Path) -> None:
    """Nothing is trained on where there is not enough to hold something out."""
    write_newsroom(tmp_path)
    stories = load_stories(tmp_path)
    assert [] == stories_for(stories, "train")
    assert stories == stories_for(stories, "test")
