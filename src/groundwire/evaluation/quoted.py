"""What an answer puts before the reader: the evidence, what was overtaken, where outlets differ."""

from collections.abc import Iterable, Sequence

from groundwire.evaluation.gold import GoldQuestion, Span
from groundwire.evaluation.headline import is_right
from groundwire.evaluation.locate import Located
from groundwire.language.text import contains_phrase
from groundwire.records import Answer, Citation, Disagreement

Values = dict[str, float | None]

# A quote shows a piece of evidence where half of the shorter of the two is common to both: both
# are whole sentences, so that less is a neighbour and more is the same sentence, cut otherwise.
COMMON = 0.5


def quoted(question: GoldQuestion, answer: Answer | None, located: Located) -> Values:
    """The metrics of what is quoted; a refused or failed question quotes nothing."""
    if not question.answerable:
        return {}
    said = answer if answer is not None and answer.status == "answered" else None
    return {
        **_evidence(said, located),
        **_stale(question, said, located),
        **_disagreement(question, said),
    }


def _evidence(answer: Answer | None, located: Located) -> Values:
    """Whether any evidence, the leading sentence's among it, and all of it is quoted."""
    if not located.needs:
        return {}
    useful = _useful(located)
    citations = answer.citations if answer else ()
    met = [_any_shown(citations, need.spans) for need in located.needs]
    values: Values = {
        "evidence_shown": float(_any_shown(citations, useful)),
        "evidence_first": float(_any_shown(_leading(answer), useful)),
    }
    if not located.lost:  # what is not in the articles cannot be quoted
        values["evidence_all"] = float(all(met))
    return values


def _stale(question: GoldQuestion, answer: Answer | None, located: Located) -> Values:
    """Whether the answer gives only what a later article overtook, or its value as the headline."""
    if not question.stale or not located.stale:
        return {}
    citations = answer.citations if answer else ()
    alone = _any_shown(citations, located.stale) and not _any_shown(citations, _useful(located))
    given = (answer.short_answer if answer else None) or ""
    wrong = is_right(given, question) is False
    told = wrong and any(contains_phrase(span.text, given) for span in located.stale)
    return {"stale_given": float(alone or told)}


def _disagreement(question: GoldQuestion, answer: Answer | None) -> Values:
    """Whether two of the values on which outlets differ are set side by side; where none differ,
    whether the answer says that they do."""
    if question.disagree is None:
        return {}
    shown = answer.disagreements if answer else ()
    if question.disagree:
        gold = [one.value for one in question.disagree]
        return {"disagreement_shown": float(any(_names_two(one, gold) for one in shown))}
    if answer is None:
        return {}
    return {"disagreement_false": float(any(one.kind == "disagreement" for one in shown))}


def _names_two(shown: Disagreement, gold: Sequence[str]) -> bool:
    """Whether its positions give two different values of the gold."""
    values = [position.value for position in shown.positions]
    named = [next((g for g in gold if _same(value, g)), None) for value in values]
    return len({name for name in named if name is not None}) > 1


def _same(value: str, gold: str) -> bool:
    return contains_phrase(value, gold) or contains_phrase(gold, value)


def _useful(located: Located) -> tuple[Span, ...]:
    return (*(span for need in located.needs for span in need.spans), *located.also)


def _leading(answer: Answer | None) -> tuple[Citation, ...]:
    """The citations of the first sentence of the answer."""
    if answer is None or not answer.claims:
        return ()
    first = answer.claims[0].citations
    return tuple(one for one in answer.citations if one.number in first)


def _any_shown(citations: Iterable[Citation], spans: Sequence[Span]) -> bool:
    return any(_shows(citation, span) for citation in citations for span in spans)


def _shows(citation: Citation, span: Span) -> bool:
    if citation.article_id != span.article.id:
        return False
    common = min(citation.end, span.end) - max(citation.start, span.start)
    shorter = min(citation.end - citation.start, span.end - span.start)
    return span.whole or common >= COMMON * shorter > 0
