"""Quotations and their exact spans."""

import pytest

from groundwire.language.quotations import quotations, quoted


@pytest.mark.parametrize(
    ("expected", "text"),
    [
        ([("first step,", 1)], "He called it a “first step,” and left."),
        ([("No", 1), ("Yes", 1)], '"No" and "Yes" were heard.'),
        ([("Berg said ‘no’ to us", 1), ("no", 2)], "“Berg said ‘no’ to us”"),
        ([("Das ist gut", 1)], "„Das ist gut“, sagte sie."),
        ([("C’est la vie", 1)], "«C’est la vie», said Roe."),
        ([("a stroke", 1)], "The doctor called it ‘a stroke’ of luck."),
        ([], "The ports' head and the '90s ships don't sail."),
        ([], "It is 5'10\" high."),
        ([("It rusts. It will", 1)], "“It rusts. It will"),
        ([("It rusts.", 1), ("It will.", 1)], "“It rusts.\n“It will.”"),
    ],
)
def test_quotations(expected: list[tuple[str, int]], text: str) -> None:
    """Double and single marks of any make, nested; an apostrophe and inches are none; what is not
    closed runs to the end of its paragraph."""
    assert expected == [(text[one.start : one.end], one.level) for one in quotations(text)]


def test_words_without_the_final_comma() -> None:
    """American papers put the comma inside the quotation marks: it is not part of what was said."""
    text = "He called it a “first step,” and left."
    (one,) = quotations(text)
    start, end = one.words(text)
    assert "first step" == text[start:end]


def test_the_marks_stand_inside() -> None:
    """Every character of a quotation, with its marks, is quoted; a single mark quotes none."""
    assert [False] * 2 + [True] * 4 + [False] * 4 == quoted("a “no” 'b'")
