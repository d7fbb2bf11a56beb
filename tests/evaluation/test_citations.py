"""ALCE citation scores: each claim against what it cites, each citation against the others."""

import pytest

from groundwire.evaluation.citations import (
    citation_precision,
    citation_recall,
    faithfulness_lexical,
)
from groundwire.records import Answer, Citation, Claim, IndexInfo
from groundwire.verify.checker import SupportChecker

GREEN = "Ivo Babic painted the old bridge green."
OPENED = "The green bridge was opened in Ljubljana on 4 May."
RAIN = "Rain fell on the hills all day."
BOTH = "Ivo Babic painted the old bridge, opened in Ljubljana on 4 May."
CHECKER = SupportChecker(frozenset())


def _answer(*claims: tuple[str, tuple[int, ...]], quotes: tuple[str, ...]) -> Answer:
    return Answer(
        status="answered" if claims else "abstained",
        text="",
        short_answer=None,
        claims=tuple(Claim(text, numbers, "unverified") for text, numbers in claims),
        citations=tuple(
            Citation(number, "a", "A", None, None, None, 0, len(quote), quote, "a.txt")
            for number, quote in enumerate(quotes, 1)
        ),
        disagreements=(),
        reason=None,
        confidence=1.0,
        question="?",
        as_of=None,
        composer="made up",
        index=IndexInfo("g", 1),
    )


@pytest.mark.parametrize(
    ("claims", "recall", "precision"),
    [
        ([(GREEN, (1,))], 1.0, 1.0),
        ([(GREEN, (1, 3))], 1.0, 0.5),  # the rain is not needed
        ([(BOTH, (1, 2))], 1.0, 1.0),  # neither alone, both together
        ([(BOTH, (1, 2, 3))], 1.0, 2 / 3),
        ([(GREEN, (1,)), (GREEN, (3,))], 0.5, 0.5),  # the second is not supported
        ([(GREEN, ())], 0.0, None),  # nothing cited supports nothing
        ([(GREEN, (9,))], 0.0, 0.0),  # nor does a citation that is not there
    ],
)
def test_recall_counts_supported_claims_and_precision_needed_citations(
    claims: list[tuple[str, tuple[int, ...]]], recall: float, precision: float | None
) -> None:
    """A citation counts if it alone supports the claim, or the others do not without it."""
    answer = _answer(*claims, quotes=(GREEN, OPENED, RAIN))
    assert recall == citation_recall(answer, CHECKER) == faithfulness_lexical(answer, CHECKER)
    assert precision == citation_precision(answer, CHECKER)


def test_an_abstention_has_no_score() -> None:
    """None is not 0: nothing was claimed."""
    answer = _answer(quotes=())
    assert citation_recall(answer, CHECKER) is None
    assert citation_precision(answer, CHECKER) is None
    assert faithfulness_lexical(answer, CHECKER) is None
