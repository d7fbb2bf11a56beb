"""A reason told in the sentence after the one that is quoted."""

from dataclasses import replace

from groundwire.language.causes import gives_reason
from groundwire.language.sentences import sentence_spans
from groundwire.language.text import terms
from groundwire.reading.reader import Reading


def next_sentence(reading: Reading) -> Reading | None:
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
    if not gives_reason(text):
        return None
    following = replace(evidence, sentence=sentence, terms=frozenset(terms(text)))
    return replace(reading, evidence=following, short=None)
