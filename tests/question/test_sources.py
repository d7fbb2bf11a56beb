"""Publishers that a question names, and those that an index knows."""

import numpy as np
import pytest

from groundwire.question.sources import Publishers, named


@pytest.mark.parametrize(
    ("expected", "text"),
    [
        (("The Harbour",), "Who, according to The Harbour, chairs the board?"),
        (
            ("Tern Daily", "The Harbour"),
            "Which dam, as reported by both Tern Daily and The Harbour?",
        ),
        (("Harbour", "Tern Daily"), "Did the Harbour article on rain and the Tern Daily article"),
        (("Tern Daily",), "Which club, mentioned in Tern Daily's article on the cup, won?"),
        (("Tern Daily", "Gull"), "While Tern Daily reports a flood, Gull reports a drought."),
        (("Gull | News of the Sea",), "In the report by Gull | News of the Sea on 4 October 2023"),
        (("Gull",), "Is the toll in the 'Gull' report on the storm still 12?"),
        (("Gull News - Health",), "What does the Gull News - Health article say of flu?"),
        (("gull", "tern daily"), "who won according to gull and the tern daily"),
        ((), "Which ferries sail to Brest in March?"),
        ((), "Which ferries sailed in the storm reported on July 27, 2022?"),
    ],
)
def test_named(expected: tuple[str, ...], text: str) -> None:
    """A name counts as a source where the question says who reported something."""
    assert expected == named(text)


PUBLISHERS = Publishers(
    [
        "The Harbour",
        "Gull News - Health",
        "Gull News - Sport",
        None,
        "The New Tern Times",
        "Food and Rain",
    ],
    [None, None, None, "https://www.harbour-post.co.uk/a", "https://nttimes.com/b", None],
)


@pytest.mark.parametrize(
    ("articles", "names"),
    [
        ([[0]], ["the harbour"]),
        ([[1, 2]], ["Gull News"]),
        ([[1, 2]], ["Gull"]),
        ([[1]], ["GULL NEWS - HEALTH"]),
        ([[3]], ["Harbour Post"]),
        ([[3]], ["harbour-post.co.uk"]),
        ([[4]], ["NTT"]),
        ([[4]], ["NT Times"]),
        ([[5]], ["Food", "Rain"]),
        ([[0], [3]], ["The Harbour", "Harbour Post"]),
        ([], ["The Minister", "Harbour Police", "New"]),
        ([], []),
    ],
)
def test_find(articles: list[list[int]], names: list[str]) -> None:
    """A publisher is found by any spelling of its whole name, and by nothing less."""
    assert articles == [np.flatnonzero(mask).tolist() for mask in PUBLISHERS.find(names)]
