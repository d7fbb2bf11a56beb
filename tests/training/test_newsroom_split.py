"""Which newsroom story serves for what, and what is read of its files."""

from pathlib import Path

import pytest
from newsroom_stories import write_newsroom
from train.newsroom import load_stories, split_of, stories_for


@pytest.mark.parametrize(("stories", "held"), [(10, 2), (6, 1), (7, 2), (1, 1)])
def test_a_beat_gives_its_first_part_to_tests(stories: int, held: int) -> None:
    """Of a beat's stories 15 %, rounded up, are for tests, and as many more for choosing."""
    found = list(split_of(f"har-{n:02}" for n in range(stories)).values())
    assert held == found.count("test")
    assert min(held, stories - held) == found.count("dev")


def test_the_split_does_not_depend_on_the_order() -> None:
    """The same stories are split in the same way, in whatever order they come."""
    names = [f"har-{n:02}" for n in range(10)] + [f"sea-{n:02}" for n in range(6)]
    assert split_of(names) == split_of(reversed(names))


def test_a_beat_is_split_by_itself() -> None:
    """Stories of another beat change nothing."""
    names = [f"har-{n:02}" for n in range(10)]
    both = split_of([*names, *(f"sea-{n:02}" for n in range(6))])
    assert split_of(names) == {name: both[name] for name in names}


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
