"""What one reply is worth: every metric of one question, from what a user would have got."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from groundwire.evaluation import citations, retrieval, short
from groundwire.evaluation.gold import GoldQuestion
from groundwire.evaluation.headline import headline
from groundwire.evaluation.locate import Located
from groundwire.evaluation.metrics import METRICS
from groundwire.evaluation.quoted import quoted
from groundwire.evaluation.results import Outcome, Reply
from groundwire.language.text import contains_phrase
from groundwire.records import Answer, Article, Citation, SearchHit, SearchResult
from groundwire.verify.checker import SupportChecker
from groundwire.verify.verdict import is_exact

DEPTH = 10  # passages that are judged: as many as an answer is composed from by default

Values = dict[str, float | None]


@dataclass(frozen=True, slots=True)
class Scorer:
    """Scores replies over one corpus; ``articles`` maps ids to articles."""

    articles: Mapping[str, Article]
    checker: SupportChecker

    def outcome(self, question: GoldQuestion, reply: Reply, located: Located) -> Outcome:
        """Every metric of one reply."""
        answer = reply.answer
        said = _said(answer)
        missed = tuple(nugget.any[0] for nugget in question.vital if not nugget.found_in(said))
        forbidden = tuple(p for p in question.forbidden if contains_phrase(said, p))
        values: Values = dict.fromkeys(METRICS)
        values |= _found(question, reply.found, located)
        values |= _said_right(question, answer, missed=missed, forbidden=forbidden)
        values |= _refused(question, answer)
        values |= headline(question, answer)
        values |= quoted(question, answer, located)
        values["same_bytes"] = None if reply.same is None else float(reply.same)
        if answer is not None and reply.found is not None:
            values |= self._cited(answer)
            values |= self._filtered(question, reply.found, answer)
        return Outcome(
            id=question.id,
            kind=question.kind,
            split=question.split,
            question=question.question,
            answerable=question.answerable,
            status=answer.status if answer else "failed",
            confidence=answer.confidence if answer else None,
            values=values,
            missed=missed if question.answerable else (),
            forbidden=forbidden,
            error=reply.error,
            cause=question.why_not,
            notes={"gold": "; ".join(located.lost)} if located.lost else {},
            timings_ms=answer.timings_ms if answer else {},
        )

    def _cited(self, answer: Answer) -> Values:
        exact = [self._is_exact(citation) for citation in answer.citations]
        return {
            "exact_quotes": sum(exact) / len(exact) if exact else None,
            "citation_recall": citations.citation_recall(answer, self.checker),
            "citation_precision": citations.citation_precision(answer, self.checker),
            "faithfulness_lexical": citations.faithfulness_lexical(answer, self.checker),
        }

    def _is_exact(self, citation: Citation) -> bool:
        article = self.articles.get(citation.article_id)
        return article is not None and is_exact(citation, article)

    def _filtered(self, question: GoldQuestion, found: SearchResult, answer: Answer) -> Values:
        """Whether everything that was shown was let in: hits and citations alike."""
        cited = [citation.article_id for citation in answer.citations]
        used = [self.articles.get(name) for name in [hit.article_id for hit in found.hits] + cited]
        values: Values = {}
        if question.filtered:
            values["filters_kept"] = float(all(a and question.lets_in(a) for a in used))
        if question.as_of:
            # An article without a date proves nothing.
            published = [article.published if article else None for article in used]
            values["as_of_correct"] = float(all(day and day <= question.as_of for day in published))
        return values


def _said(answer: Answer | None) -> str:
    """What the answer states; a refusal states nothing, whatever its reason names."""
    if answer is None or answer.status == "abstained":
        return ""
    return f"{answer.text} {answer.short_answer or ''}"


def _found(question: GoldQuestion, found: SearchResult | None, located: Located) -> Values:
    """The metrics of retrieval; a question that failed found nothing."""
    if not question.answerable:
        return {}
    needs = located.needs
    hits = found.hits[:DEPTH] if found else ()
    values: Values = {}
    if question.vital:
        values["words@10"] = _words_in(hits, question)
    if needs:
        ranks = retrieval.first_ranks(hits, needs)
        grades = [need.grade for need in needs]
        values |= {f"hit@{k}": float(retrieval.hit_at(ranks, k)) for k in (1, 5, DEPTH)}
        values |= {f"recall@{k}": retrieval.recall_at(ranks, k) for k in (5, DEPTH)}
        if not located.lost:  # what is not in the articles cannot be found: no fair question
            values["all_evidence@10"] = float(retrieval.all_at(ranks, DEPTH))
        values["mrr@10"] = retrieval.reciprocal_rank(ranks, DEPTH)
        values["ndcg@10"] = retrieval.ndcg_at(ranks, grades, DEPTH)
    return values


def _words_in(hits: Sequence[SearchHit], question: GoldQuestion) -> float:
    texts = [hit.text for hit in hits]
    found = [any(nugget.found_in(text) for text in texts) for nugget in question.vital]
    return sum(found) / len(found)


def _said_right(
    question: GoldQuestion,
    answer: Answer | None,
    *,
    missed: Sequence[str],
    forbidden: Sequence[str],
) -> Values:
    """What the answer says against what it should; a refused or failed question says nothing."""
    values: Values = {}
    if question.forbidden:
        values["forbidden"] = float(bool(forbidden))
    if not question.answerable:
        return values
    if question.vital:
        values["nugget_recall"] = 1 - len(missed) / len(question.vital)
    if question.short:
        given = (answer.short_answer if answer else None) or ""
        values["short_exact"] = float(short.exact_match(given, question.short))
        values["short_f1"] = short.best_f1(given, question.short)
    return values


def _refused(question: GoldQuestion, answer: Answer | None) -> Values:
    """Refusals; a question that failed was neither answered nor refused, which is wrong for an
    unanswerable one."""
    refused = answer is not None and answer.status == "abstained"
    values: Values = {}
    if question.answerable:
        values["false_refusal"] = float(refused)
    else:
        values["refusal_recall"] = float(refused)
    if refused:
        values["refusal_precision"] = float(not question.answerable)
    return values
