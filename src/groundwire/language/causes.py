"""Words that say why something is so."""

import re

from groundwire.language.text import fold

_REASON = re.compile(
    r"\b(?:because|since|due to|so that|in order to|owing to|thanks to|reasons?|for fear"
    r"|as a result|caus\w+|led to|given (?:that|the)|amid|at a time (?:of|when)|blam\w+|prompt\w+"
    r"|stem\w* from"
    r"|attribut\w+|aim\w* (?:at|to)|motivat\w+|in response to|out of concern"
    r"|over (?:concerns|fears)|driven by|result\w* (?:of|from)|that is why|that's why"
    r"|after \w+ing)\b|, as\b"
)


def gives_reason(text: str) -> bool:
    """Whether a text marks something in it as a reason; many reasons go unmarked."""
    return bool(_REASON.search(fold(text)))
