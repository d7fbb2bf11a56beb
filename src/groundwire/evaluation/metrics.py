"""The metrics by name: what each is, and which way is better. docs/evaluation.md explains them.

Every metric is a number for one question (``Outcome.values``) and its mean over a group.
"""

from dataclasses import dataclass


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


_ALL = (
    Metric("hit@1", "hit@1", "the first passage holds evidence", "retrieval", binary=True),
    Metric("hit@5", "hit@5", "one of the first 5 passages holds evidence", "retrieval", binary=True),
    Metric(
        "hit@10", "hit@10", "one of the first 10 passages holds evidence", "retrieval", binary=True
    ),
    Metric("recall@5", "recall@5", "share of the evidence in the first 5 passages", "retrieval"),
    Metric("recall@10", "recall@10", "share of the evidence in the first 10 passages", "retrieval"),
    Metric(
        "all_evidence@10",
        "all evidence",
        "all the evidence is in the first 10 passages",
        "retrieval",
        binary=True,
    ),
    Metric("mrr@10", "MRR@10", "1 / rank of the first passage with evidence", "retrieval"),
    Metric("ndcg@10", "nDCG@10", "evidence early in the first 10 passages", "retrieval"),
    Metric(
        "words@10",
        "words found",
        "share of vital nuggets whose words stand in the first 10 passages",
        "retrieval",
    ),
    Metric("nugget_recall", "nuggets", "share of vital nuggets that the answer says", "answer"),
    Metric("forbidden", "forbidden", "says what must not be said", "answer", False, True, True),
    Metric("short_exact", "short EM", "short answer equal to an accepted one", "answer", binary=True),
    Metric("short_f1", "short F1", "words shared with the nearest accepted short answer", "answer"),
    Metric(
        "citation_recall", "cited", "share of sentences that their citations support", "citation"
    ),
    Metric("citation_precision", "needed", "share of citations that are needed", "citation"),
    Metric(
        "exact_quotes",
        "exact",
        "share of citations that are the article's own text",
        "citation",
        promise=True,
    ),
    Metric(
        "faithfulness_lexical",
        "faithful",
        "share of sentences that the wording they cite supports",
        "faithfulness",
    ),
    Metric(
        "refusal_recall", "refused", "of unanswerable questions: refused", "abstention", binary=True
    ),
    Metric(
        "refusal_precision", "rightly", "of refusals: rightly", "abstention", binary=True
    ),
    Metric(
        "false_refusal", "falsely", "of answerable questions: refused", "abstention", False, True
    ),
    Metric(
        "as_of_correct",
        "as of",
        "only articles published by the day asked for are used",
        "time",
        binary=True,
        promise=True,
    ),
    Metric(
        "filters_kept",
        "filters",
        "only articles that the dates and sources asked for let in are used",
        "time",
        binary=True,
        promise=True,
    ),
    Metric(
        "same_bytes", "same", "asked twice, the same bytes", "stability", binary=True, promise=True
    ),
)  # fmt: skip
METRICS: dict[str, Metric] = {metric.name: metric for metric in _ALL}
