"""Names in brackets: whom a leading pronoun means, and who says what is only quoted."""

import pytest

from groundwire.compose.who_is_meant import notes
from groundwire.verify.notes import is_quote_with_notes, with_notes
from handmade import article

ROE = "Ana Roe said the cables rust."


def shown(text: str, sentence: str) -> str:
    """The sentence of the article with the notes it gets."""
    start = text.index(sentence)
    found = with_notes(sentence, notes(article(text), start, start + len(sentence)))
    assert is_quote_with_notes(found, sentence)
    return found


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("She leads the work.", "She [Ana Roe] leads the work."),
        ("But she leads the work.", "But she [Ana Roe] leads the work."),
        ("In March, she led the work.", "In March, she [Ana Roe] led the work."),
        ("The bill is high, she said.", "The bill is high, she [Ana Roe] said."),
        ("“She is right,” she added.", "“She is right,” she [Ana Roe] added."),
    ],
)
def test_a_leading_pronoun_gets_the_name_of_the_one_subject_before(
    sentence: str, expected: str
) -> None:
    """At the opening, after an opening phrase, or where it speaks; never within a quotation."""
    assert expected == shown(f"{ROE} {sentence}", sentence)


@pytest.mark.parametrize(
    ("before", "sentence"),
    [
        (ROE, "The work began when she came."),  # a clause inside
        (ROE, "She told Roe so."),  # the person stands beside the pronoun
        ("Ana Roe and Ole Berg said no.", "She left."),  # two people
        ("Mr Roe said no. Once Ana Roe, his boss, said yes.", "She left."),  # of either gender
        ("The plan of Ana Roe failed. Ana Roe said so. The plan of Ana Roe is old.", "She left."),
        ("Ana Roe said no. Berg said Ana Roe was wrong.", "She left."),  # or is it Berg?
        (f"{ROE} Ole Berg said no. It rained. It poured.", "He left."),  # too far off
        ("The North Shore opened.", "She left."),  # nobody's name
        ("Ana Roe said no. Lea Roe said yes.", "She left."),  # of one last name
        ("", "She left."),
    ],
)
def test_an_unsure_pronoun_stays_bare(before: str, sentence: str) -> None:
    """Better no name than a wrong one."""
    assert sentence == shown(f"{before} {sentence}", sentence)


@pytest.mark.parametrize(
    ("text", "sentence", "speaker"),
    [
        ("“It rusts,” Ana Roe said. “It will fall.”", "“It will fall.”", "Ana Roe"),
        ("“It rusts,” said engineer Ana Roe. “It may. It will.”", "It will.”", "Ana Roe"),
        ('"It rusts. It will fall," Ana Roe said.', '"It rusts.', "Ana Roe"),
        ("“It rusts. It may. It will,” Ana Roe said.", "It may.", "Ana Roe"),
        (f"{ROE} “It rusts,” she said. “It will.”", "“It will.”", "Ana Roe"),
        ("“It rusts,” Ana Roe said.\n“It will fall.”", "“It will fall.”", "Ana Roe"),
        ("“It rusts,” an official said. “It will fall.”", "“It will fall.”", None),
        ("Ana Roe came. It rained. “It will fall.”", "“It will fall.”", None),
        ("“It rusts,” the engineer at Tern Works, said. “It may.”", "“It may.”", None),
        (
            "“It rusts,” Ana Roe said. Then came: “It will fall.”",
            "Then came: “It will fall.”",
            None,
        ),
        ("“It rusts,” Ana Roe told Ole Berg. “It will.”", "“It will.”", "Ana Roe"),
    ],
)
def test_a_bare_quotation_gets_its_speaker(text: str, sentence: str, speaker: str | None) -> None:
    """Whom the sentence names that closes the quotation, or the one before it, as speaking."""
    expected = f"{sentence} [{speaker}]" if speaker else sentence
    assert expected == shown(text, sentence)


def test_the_full_name_is_given() -> None:
    """As the story introduces the person, though the sentence before says the last name only."""
    text = "Mayor Ana Roe spoke. It rained. Roe said no. She left."
    assert shown(text, "She left.") == "She [Ana Roe] left."


def test_a_passage_that_is_no_sentence_gets_none() -> None:
    """Spans that begin within a sentence are left as they are."""
    text = f"{ROE} She left."
    assert notes(article(text), 5, len(text)) == ()
