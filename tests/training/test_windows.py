"""What the reader is shown of an article."""

from datetime import date

import numpy as np
from train.windows import around, article, nearest, show, whole

TEXT = "The pier reopened. It cost 3 million. Nobody was hurt. The mayor spoke."


def test_the_header_stands_in_front() -> None:
    """Headline, outlet and day are shown before the words, and counted apart."""
    source = article(TEXT, title="Pier reopens", source="The Bell", published=date(2026, 3, 4))
    shown = show(whole(source))
    assert "Pier reopens | The Bell | 4 March 2026 | " == shown.text[: shown.head]
    assert TEXT == shown.text[shown.head :]


def test_a_place_in_the_article_is_one_in_what_is_shown() -> None:
    """A span of the article is found again behind the header, and not where it is cut off."""
    window = whole(article(TEXT, title="Pier reopens"))
    shown = show(window)
    start = TEXT.index("3 million")
    span = shown.span((start, start + 9))
    assert span is not None
    assert "3 million" == shown.text[slice(*span)]
    assert shown.span((start, len(TEXT) + 1)) is None


def test_a_sentence_keeps_some_neighbours() -> None:
    """What is cut around a place holds its sentence, whole."""
    window = whole(article(TEXT))
    for seed in range(10):
        part = around(window, TEXT.index("cost"), np.random.default_rng(seed))
        assert "It cost 3 million." in part.text


def test_the_nearest_share_most_words() -> None:
    """Windows come by how many of the question's words they hold; of equals the first."""
    windows = [whole(article(text)) for text in ("A pier.", "The mayor spoke.", "A pier fell.")]
    found = nearest(windows, frozenset(("pier", "fell")), most=2)
    assert ["A pier fell.", "A pier."] == [one.text for one in found]
