"""A sentence without one of its clauses, such that what is left is still stated by the whole.

By rule, and only where commas, dashes or brackets show the clause. Conditions ("if ...") and
attributions ("according to ...") are never dropped: without them the rest says more.
"""

import re
from collections.abc import Iterator

LEAST_WORDS_LEFT = 6  # shorter rests are headlines and fragments
LEAST_WORDS_DROPPED = 2

_RELATIVE = r"(?:which|who|whom|whose|where)\s"
_PARTICIPLE = r"(?!according)[a-z]{3,}ing\s"
_VERB = r"(?:said|says|is|are|was|were|has|have|had|will|would|told|[a-z]{3,}ed)\s"
_ARTICLE = r"(?:a|an|the|its|his|her|their)\s(?!same\b)"
_RELATIVE_INSIDE = re.compile(rf",\s{_RELATIVE}[^,;:()\"“”—–]+,(?=\s(?!and\b|or\b|but\b)[a-z])")
# An apposition stands between a name and the verb.
_APPOSITION = re.compile(rf",\s{_ARTICLE}[^,;:()\"“”—–]+,(?=\s{_VERB})")
_BRACKETS = re.compile(r"\s\([^()\"“”]+\)(?=[\s,.;])")
_DASHES = re.compile(r"\s?[—–]\s?[^—–\"“”;:]+[—–]\s?(?=[a-z])")
_LEADING = re.compile(
    r"^(?:On|In|At|After|Before|Since|During|Despite|Following|Although|Though|While|Because"
    r"|Throughout|Amid|Earlier|Later|Meanwhile|However|Moreover|Still)\b[^,;:()\"“”—–]*,\s"
    r"(?=(?:(?:the|a|an|he|she|it|they|we|his|her|its|their|this|these|that|those)\s|[A-Z]\w+\s[a-z]))"
)
_TRAILING = re.compile(
    rf",\s(?:{_RELATIVE}|{_PARTICIPLE}|while\s|although\s|though\s|because\s|after\s|before\s"
    r"|despite\s)[^,;:()\"“”—–]+(?=\.$)"
)
_SECOND_HALF = re.compile(
    r",\s(?:and|but|while)\s(?:he|she|it|they|we|I|the|a|this|that|these|there|his|her|its"
    r"|their|[A-Z]\w+)\s[^;:()\"“”—–]+(?=\.$)"
)
# A frame that the half which is left would lose its other end to, or that makes it conditional.
_FRAME = re.compile(
    r"\b(?:if|unless|either|neither|both|whether|not only|between|no sooner)\b", re.I
)
_PLURAL_LIST = re.compile(r",[^,]*,\s(?:and|or)\b")


def without_a_clause(sentence: str) -> Iterator[str]:
    """Every form of the sentence that lacks one clause, by kind of clause."""
    for pattern in (
        _RELATIVE_INSIDE,
        _APPOSITION,
        _BRACKETS,
        _DASHES,
        _LEADING,
        _TRAILING,
        _SECOND_HALF,
    ):
        for match in pattern.finditer(sentence):
            if pattern is _APPOSITION and not _follows_a_name(sentence, match.start()):
                continue
            rest = _joined(sentence[: match.start()], sentence[match.end() :])
            if _may_drop(sentence, match.group(), rest):
                yield rest


def _joined(before: str, after: str) -> str:
    if not before:
        return after[:1].upper() + after[1:]
    before = before.rstrip()
    if before.endswith(".") and after.startswith("."):
        return before  # "with J. D." ends in one full stop
    return before + (after if after[:1] in " .,;" else f" {after}")


def _follows_a_name(sentence: str, start: int) -> bool:
    """Whether what stands before the comma ends in a name."""
    return sentence[:start].rstrip().rpartition(" ")[2][:1].isupper()


def _may_drop(sentence: str, dropped: str, rest: str) -> bool:
    """Whether the rest stands by itself: no open quote, no list cut apart, no lost condition."""
    quotes_closed = rest.count('"') % 2 == 0 and rest.count("“") == rest.count("”")
    long_enough = (
        len(rest.split()) >= LEAST_WORDS_LEFT and len(dropped.split()) >= LEAST_WORDS_DROPPED
    )
    in_list = _PLURAL_LIST.search(sentence) is not None and not dropped.lstrip().startswith("(")
    return quotes_closed and long_enough and not in_list and not _FRAME.search(sentence)
