"""The metrics by name: what each is, and which way is better. docs/evaluation.md explains them.

Every metric is a number for one question (``Outcome.values``) and its mean over a group.
"""

from dataclasses import dataclass

JUDGED = "judged"  # the group that needs a language model, which is not there in every run


@dataclass(frozen=True, slots=True)
class Metric:
    """``higher`` is better, or lower. A ``binary`` one is 0 or 1 for a question. A ``promise`` is
    no score: anything but its best value is a bug."""

    name: str
    label: str
    about: str
    group: str
    higher: bool = True
    binary: bool = False
    promise: bool = False


def _binary(name: str, label: str, about: str, group: str, *, higher: bool = True) -> Metric:
    return Metric(name, label, about, group, higher=higher, binary=True)


def _share(name: str, label: str, about: str, group: str) -> Metric:
    return Metric(name, label, about, group)


def _promise(
    name: str, label: str, about: str, group: str, *, higher: bool = True, binary: bool = True
) -> Metric:
    return Metric(name, label, about, group, higher=higher, binary=binary, promise=True)


_ALL = (
    _binary("hit@1", "hit@1", "the first passage holds evidence", "retrieval"),
    _binary("hit@5", "hit@5", "one of the first 5 passages holds evidence", "retrieval"),
    _binary("hit@10", "hit@10", "one of the first 10 passages holds evidence", "retrieval"),
    _share("recall@5", "recall@5", "evidence that is in the first 5 passages", "retrieval"),
    _share("recall@10", "recall@10", "evidence that is in the first 10 passages", "retrieval"),
    _binary("all_evidence@10", "all evidence", "all of it is in the first 10", "retrieval"),
    _share("mrr@10", "MRR@10", "1 / rank of the first passage with evidence", "retrieval"),
    _share("ndcg@10", "nDCG@10", "evidence early in the first 10 passages", "retrieval"),
    _share("words@10", "words found", "vital nuggets worded in the first 10", "retrieval"),
    _binary("evidence_shown", "shown", "a sentence that answers is quoted", "evidence"),
    _binary("evidence_first", "first", "the leading sentence is one that answers", "evidence"),
    _binary("evidence_all", "all shown", "every sentence that is needed is quoted", "evidence"),
    _binary("stale_given", "stale", "gives only what was overtaken", "evidence", higher=False),
    _binary("disagreement_shown", "sides", "outlets differ: two sides shown", "evidence"),
    _binary("disagreement_false", "no sides", "none differ: said so", "evidence", higher=False),
    _share("nugget_recall", "nuggets", "vital nuggets that the answer says", "answer"),
    _promise("forbidden", "forbidden", "says what must not be said", "answer", higher=False),
    _binary("short_exact", "short EM", "short answer equal to an accepted one", "answer"),
    _share("short_f1", "short F1", "words shared with an accepted short answer", "answer"),
    _binary("short_right", "short right", "short answer that says an accepted one", "headline"),
    _binary("yes_no_right", "yes or no", "of polar questions: the right one said", "headline"),
    _binary("headline_coverage", "given", "a short answer where one is expected", "headline"),
    _binary("headline_precision", "precision", "of short answers given: right", "headline"),
    _share("citation_recall", "cited", "sentences that their citations support", "citation"),
    _share("citation_precision", "needed", "citations that are needed", "citation"),
    _promise("exact_quotes", "exact", "citations that quote exactly", "citation", binary=False),
    _share("faithfulness_lexical", "faithful", "sentences their wording supports", "faithfulness"),
    _binary("refusal_recall", "refused", "of unanswerable questions: refused", "abstention"),
    _binary("refusal_precision", "rightly", "of refusals: rightly", "abstention"),
    _binary("false_refusal", "falsely", "of answerable ones: refused", "abstention", higher=False),
    _promise("as_of_correct", "as of", "uses only what was published by the day", "time"),
    _promise("filters_kept", "filters", "uses only what dates and sources let in", "time"),
    _promise("same_bytes", "same", "asked twice, the same bytes", "stability"),
    _share("ragas_faithfulness", "judged true", "statements the passages support", JUDGED),
    _share("ragas_factual_correctness", "judged right", "F1 of claims, of reference", JUDGED),
    _share("ragas_context_recall", "judged found", "reference that was retrieved", JUDGED),
    _share("ragas_faithfulness_lexical", "by rule", "sentences the passages support", JUDGED),
)
METRICS: dict[str, Metric] = {metric.name: metric for metric in _ALL}
