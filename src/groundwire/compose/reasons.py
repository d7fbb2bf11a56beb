"""Sentences that say why something is so, or how it is done."""

import re
from dataclasses import replace

from groundwire.language.sentences import sentence_spans
from groundwire.language.text import fold, terms
from groundwire.question.query import Query
from groundwire.reading.reader import Reading

_WHY = re.compile(
    r"\b(?:because|since|due to|so that|in order to|owing to|thanks to|reasons?|for fear"
    r"|as a result|caus\w+|led to|given (?:that|the)|amid|at a time (?:of|when)|blam\w+|prompt\w+"
    r"|stem\w* from"
    r"|attribut\w+|aim\w* (?:at|to)|motivat\w+|in response to|out of concern"
    r"|over (?:concerns|fears)|driven by|result\w* (?:of|from)|that is why|that's why"
    r"|after \w+ing)\b|, as\b"
)
_HOW = re.compile(
    r"\b(?:by (?:\w+ly )?\w+ing|through|using|by means of|with the help of|via|thanks to|allow\w*"
    r"|enabl\w+|works? by)\b"
)
# A sentence that goes on about the one before it and explains it.
_EXPLAINS = re.compile(
    r"^\W*(?:the (?:\w+ )?(?:reason|cause|aim|goal|idea|move|decision|step)\b|(?:this|that|it) "
    r"(?:is|was|came|comes|follows|followed|happened)\b|they (?:do|did) so\b)"
)


def given(query: Query, text: str) -> bool:
    """Whether a text gives what a "why" or a "how" asks for."""
    folded = fold(text)
    pattern = _HOW if query.wants == "how" else _WHY
    return bool(pattern.search(folded) or _EXPLAINS.search(folded))


def next_sentence(query: Query, reading: Reading) -> Reading | None:
    """The sentence right after this one in its paragraph, if it gives the reason; it takes over
    the reading's relevance, since it is read for what stands before it."""
    evidence = reading.evidence
    article = evidence.hit.article
    end = article.text.find("\n", evidence.sentence.end)
    rest = article.text[evidence.sentence.end : end if end >= 0 else len(article.text)]
    spans = sentence_spans(rest)
    if not spans:
        return None
    start = evidence.sentence.end + spans[0].start
    sentence = replace(spans[0], start=start, end=evidence.sentence.end + spans[0].end)
    text = article.text[sentence.start : sentence.end]
    if not given(query, text):
        return None
    following = replace(evidence, sentence=sentence, terms=frozenset(terms(text)))
    return replace(reading, evidence=following, short=None)
