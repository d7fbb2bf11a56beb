"""Who says what in a sentence."""

import pytest

from groundwire.language.speech import speaks, speeches
from groundwire.language.text import Text, fold


def said(text: str) -> list[tuple[str | None, str, bool, int]]:
    """Speaker and words as written, whether quoted, and the level."""
    return [
        (
            text[slice(*one.speaker)] if one.speaker else None,
            text[slice(*one.said)],
            one.quoted,
            one.level,
        )
        for one in speeches(Text(text))
    ]


@pytest.mark.parametrize(
    ("speaker", "words", "text"),
    [
        ("Ana Roe", "the cables rust", "Ana Roe said the cables rust."),
        ("Ana Roe", "the cables rust", "Ana Roe said that the cables rust."),
        ("Roe", "prices fell", "Roe added prices fell."),
        ("she", "The bill is high", "The bill is high, she said."),
        ("Ana Roe", "The bill is high", "The bill is high, said Ana Roe."),
        (
            "Ana Roe",
            "the bridge is shut",
            "Ana Roe, the mayor, told Coast Wire the bridge is shut.",
        ),
        ("Officials in Ostrand", "it failed", "Officials in Ostrand said it failed."),
        ("Roe", "it would stop", "It rained, but Roe said it would stop."),
        (
            "the Ministry of Health",
            "30 fell ill",
            "According to the Ministry of Health, 30 fell ill.",
        ),
        ("Tern Weather", "Rain will stop", "Rain will stop, according to Tern Weather."),
        ("The coach", "he was hurt", "The coach has also warned he was hurt."),
        ("The court", "the claims", "The court denied the claims."),
        (
            "Researchers",
            "the dust is old",
            "Researchers, who met in Brest, argued that the dust is old.",
        ),
    ],
)
def test_plain_speech(speaker: str, words: str, text: str) -> None:
    """The speaker stands before the verb or, turned round, behind it; what is told of them between
    commas is no part of either."""
    assert [(speaker, words, False, 1)] == said(text)


@pytest.mark.parametrize(
    ("speaker", "words", "text"),
    [
        ("board member Ana Roe", "It rusts", "“It rusts,” said board member Ana Roe."),
        ("coach Ole Berg", "We won", '"We won," coach Ole Berg told reporters.'),
        ("Ana Roe", "No", "“No,” Ana Roe, 41, said."),
        ("Roe", "No", "Roe later added: “No.”"),
        ("Ana Roe", "Why now?", "“Why now?” asked Ana Roe."),
        ("The firm", "a mistake", "The firm said it was “a mistake”."),
        ("she", "It is over", "“It is over”, she wrote."),
        ("the ministry", "a storm", "According to the ministry, it was “a storm”."),
    ],
)
def test_quoted_speech(speaker: str, words: str, text: str) -> None:
    """A quotation is the words of whom the nearest verb of saying has speak."""
    assert [(speaker, words, True, 1)] == said(text)


def test_nested_speech() -> None:
    """What is quoted within a quotation is said by whom the quotation names."""
    expected = [("Roe", "Berg told me ‘no’", True, 1), ("Berg", "no", True, 2)]
    assert expected == said("“Berg told me ‘no’,” Roe said.")


def test_a_sentence_that_only_quotes_names_no_speaker() -> None:
    """Its words are somebody's: whose, another sentence says."""
    assert [(None, "It will fall", True, 1)] == said("“It will fall.”")


@pytest.mark.parametrize(
    "text",
    [
        "She was told of it.",
        "The claims of the firm fell.",
        "It is said to be old.",
        "The court has the say.",
        "It rained.",
    ],
)
def test_no_speech(text: str) -> None:
    """Who is told something does not speak, and a claim or a say is a thing."""
    assert [] == said(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“No,” Roe said.", True),
        ("“No,” said board member Ana Roe.", True),
        ("Berg told Roe.", False),
        ("A man with Roe said no.", False),
        ("Roe came.", False),
        ("Roe later added that it fell.", True),
    ],
)
def test_who_speaks(text: str, expected: bool) -> None:
    """The name stands beside a verb of saying and is not the one who is told."""
    start = text.index("Roe")
    assert expected == speaks(text, fold(text), start, start + 3)
