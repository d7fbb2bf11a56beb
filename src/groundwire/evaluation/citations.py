"""Citations of an answer, judged by the support checker.

Citation recall and precision after ALCE (Gao et al. 2023, "Enabling Large Language Models to
Generate Text with Citations"), with the checker in the place of an entailment model.
"""

from collections.abc import Sequence

from groundwire.records import Answer, Claim
from groundwire.verify.checker import SupportChecker


def faithfulness_lexical(answer: Answer, checker: SupportChecker) -> float | None:
    """Share of claims that are verbatim in, or supported by the wording of, what they cite; None
    for an abstention."""
    return _share(
        [_supports(claim.text, _quotes(answer, claim), checker) for claim in answer.claims]
    )


def citation_recall(answer: Answer, checker: SupportChecker) -> float | None:
    """Share of claims that all their citations together support; None for an abstention."""
    # The checker reads several quotes together, so the two are one measure as long as one checker
    # decides both; a model may come to decide one of them.
    return faithfulness_lexical(answer, checker)


def citation_precision(answer: Answer, checker: SupportChecker) -> float | None:
    """Share of the citations in claims that are needed; None where nothing is cited.

    A citation counts if the claim is supported by all its citations, and either this one alone
    supports it or the others without it do not.
    """
    return _share(
        [
            needed
            for claim in answer.claims
            for needed in _needed(claim.text, _quotes(answer, claim), checker)
        ]
    )


def _needed(claim: str, quotes: Sequence[str], checker: SupportChecker) -> list[bool]:
    if not _supports(claim, quotes, checker):
        return [False] * len(quotes)
    return [
        _supports(claim, [quote], checker)
        or not _supports(claim, [*quotes[:place], *quotes[place + 1 :]], checker)
        for place, quote in enumerate(quotes)
    ]


def _quotes(answer: Answer, claim: Claim) -> list[str]:
    """What a claim cites; a number that no citation has proves nothing."""
    by_number = {citation.number: citation.quote for citation in answer.citations}
    return [by_number.get(number, "") for number in claim.citations]


def _supports(claim: str, quotes: Sequence[str], checker: SupportChecker) -> bool:
    return checker.check(claim, quotes).verdict != "unverified"


def _share(held: Sequence[bool]) -> float | None:
    return sum(held) / len(held) if held else None
