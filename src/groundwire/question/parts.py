"""The parts of a question that needs several articles: what each of them would have to say.

A question of the kind "Which company, reported by X for this and by Y for that, ..." or "Did the
X article on this and the Y article on that both say ...?" is cut where its clauses part, so that
each can be searched for on its own. Other questions are left whole.
"""

import re

from groundwire.language.content import content_terms
from groundwire.language.text import fold
from groundwire.language.verbs import auxiliary_pattern
from groundwire.question.sources import named

MIN_TERMS = 4  # a clause with fewer words of its own says too little to be searched for
MIN_NAMED_TERMS = 1  # with a source's name beside it, one word is a subject
_ENDS = re.compile(r"(?<=[?!])\s+(?=\S)|(?<=[.])\s+(?=[A-Z])")
# Where one clause ends and the next may begin.
_COMMAS = re.compile(r"[,;] (?!\d)(?:and |but |while |whereas )?|—| – ")
_WORDS = re.compile(
    rf" (?:and|but|as well as) (?=(?:{auxiliary_pattern()}|also|that"
    r"|which|who|whose|whom|for|by|in which|later|then|according|the [^,]{2,60}?"
    r"(?:article|report|story|piece|coverage|interview)|in the|its|led|whether|how|why|what"
    r"|when)\b)"
)
_SEVERAL = re.compile(r"\bboth\b.*\band\b")


def parts(text: str) -> tuple[str, ...]:
    """The clauses of a question of many parts, in order; none if it is of one part."""
    sentences = [one.strip() for one in _ENDS.split(text) if content_terms(one)]
    asked = [one for one in sentences if one.endswith("?")]
    if len(asked) > 1:
        return tuple(sentences)
    clauses = _clauses(text) if len(named(text)) > 1 or _SEVERAL.search(fold(text)) else []
    return tuple(clauses) if len(clauses) > 1 else ()


def _clauses(text: str) -> list[str]:
    """Cut at every boundary, clauses that say too little joined to the one before."""
    cuts = sorted(
        {match.end() for pattern in (_COMMAS, _WORDS) for match in pattern.finditer(fold(text))}
    )
    pieces = [text[a:b] for a, b in zip([0, *cuts], [*cuts, len(text)], strict=True)]
    clauses: list[str] = []
    for piece in pieces:
        if clauses and (_is_short(piece) or _is_short(clauses[-1])):
            clauses[-1] += piece
        else:
            clauses.append(piece)
    return [clause.strip(" ,;—–") for clause in clauses]


def _is_short(clause: str) -> bool:
    names = named(clause)
    own = set(content_terms(clause)) - set(content_terms(" ".join(names)) if names else [])
    return len(own) < (MIN_NAMED_TERMS if names else MIN_TERMS)
