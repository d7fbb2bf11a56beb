"""Questions that ask outright what the articles say differently, and what about.

"Do the reports agree on how many boats left?" is a question about boats, put about reports.
"""

import re

from groundwire.language.content import content_terms
from groundwire.language.text import fold

_TELLERS = (
    r"(?:articles?|reports?|sources|papers|newspapers|outlets|accounts|stories|media|coverage)"
)
_OUTRIGHT = re.compile(
    rf"\b{_TELLERS}\b[^?]{{0,30}}?\b(?:agree|disagree|differ|vary|diverge|contradict|conflict"
    r"|consistent|at odds)\b(?: with (?:each other|one another)| each other| one another)?"
    r"(?: (?:on|about|over|as to|in|regarding))*(?P<about>[^?]*)"
    r"|\b(?:disagreement|contradiction|difference|conflicting|contradictory|differing)s?\b[^?]{0,30}?"
    r"\b(?:on|about|over|regarding|in (?:the|how))\b(?P<over>[^?]*)"
    r"|(?:i keep (?:reading|hearing|seeing) )?\b(?:the )?(?:different|various|conflicting"
    rf"|contradictory) (?:{_TELLERS}|figures|numbers|dates|versions|answers)\b"
)


def subject(question: str) -> str | None:
    """What the articles are asked to agree on, as written; None for any other question."""
    outright = _OUTRIGHT.search(fold(question))
    if outright is None:
        return None
    for part in ("about", "over"):
        start, end = outright.span(part)
        if start >= 0 and content_terms(question[start:end].strip()):
            return question[start:end].strip()
    return f"{question[: outright.start()]}{question[outright.end() :]}".strip()
