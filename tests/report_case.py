"""A small run made by hand, with everything in it that a report has to survive."""

from dataclasses import replace
from datetime import date

from groundwire.evaluation.gold import GoldQuestion, Need, Nugget, Span
from groundwire.evaluation.metrics import METRICS
from groundwire.evaluation.report.report import ReportInput
from groundwire.evaluation.results import (
    Bin,
    Calibration,
    ClaimScore,
    Curve,
    Latency,
    Manifest,
    Outcome,
    Reply,
    Score,
    Scored,
)
from groundwire.records import (
    Answer,
    Article,
    Citation,
    Claim,
    Disagreement,
    IndexInfo,
    Position,
    SearchHit,
    SearchResult,
)

HOSTILE = (
    "</p></style><script>alert(1)</script><img src=x onerror=alert(2)> \u202eevil\u202c \x00\x0b "
    f"{'unbreakable' * 60} \U0001f469‍\U0001f527 {{{{ 7 * 7 }}}} & \"quoted\" 'too' ]]>"
)
TEXT = f"The ferry ran late on Monday. {HOSTILE} It carried 412 people."
START = TEXT.index("It carried")
INFO = IndexInfo("generation-1", 1)
ARTICLE = Article(
    id="ferry", title=f"Ferry late {HOSTILE}", source="Coast <Wire>", author=None,
    url="https://coast.example/?a=1&b=<2>", published=date(2025, 3, 11), language="en", text=TEXT,
    digest="0" * 12, path="ferry.txt",
)  # fmt: skip
HIT = SearchHit(
    rank=1, score=0.5, article_id="ferry", title=ARTICLE.label, source=ARTICLE.source,
    url=ARTICLE.url, published=ARTICLE.published, start=0, end=len(TEXT), text=TEXT,
    found_by={"words": 3},
)  # fmt: skip
CITATION = Citation(
    number=1, article_id="ferry", title=ARTICLE.label, source=ARTICLE.source, url=ARTICLE.url,
    published=ARTICLE.published, start=START, end=len(TEXT), quote=TEXT[START:], path="ferry.txt",
)  # fmt: skip
ANSWERED = Answer(
    status="answered", text=f"It carried 412 people. [1] {HOSTILE}", short_answer="412 people",
    claims=(Claim("It carried 412 people.", (1,), "verbatim"),), citations=(CITATION,),
    disagreements=(Disagreement("people", (Position("412", 1, None),)),), reason=None,
    confidence=0.8, question="How many?", as_of=None,
    composer="extractive", index=INFO, timings_ms={"search": 4.0, "read": 12.5, "total": 16.5},
)  # fmt: skip
REFUSED = replace(
    ANSWERED, status="abstained", text="Nothing says why.", short_answer=None, claims=(),
    citations=(), disagreements=(), reason="Nothing says why.", confidence=0.1,
    timings_ms={"search": 0.0, "total": 1204.0},
)  # fmt: skip


def outcome(name: str, **changes: object) -> Outcome:
    """An answerable question that came out right, but for the changes."""
    right = Outcome(
        id=name, kind="fact", split="dev", question=f"What of {name}?", answerable=True,
        status="answered", confidence=0.8,
        values={**dict.fromkeys(METRICS), "nugget_recall": 1.0},
        timings_ms=ANSWERED.timings_ms,
    )  # fmt: skip
    return replace(right, **changes)  # type: ignore[arg-type]


OUTCOMES = (
    outcome("right"),
    outcome("hostile " + HOSTILE, question=HOSTILE, missed=(HOSTILE,)),
    outcome("refused", status="abstained", confidence=0.1, missed=("412",)),
    outcome("surmised", kind="unanswerable", answerable=False, confidence=0.55),
    outcome(
        "crashed", status="failed", confidence=None, error=f"ValueError: {HOSTILE}", timings_ms={},
        notes={"gold": "the article is not there"},
    ),
    outcome("oblique", split="stretch", values={**dict.fromkeys(METRICS), "exact_quotes": 0.5}),
)  # fmt: skip
SCORES = {
    "all": {
        **dict.fromkeys(METRICS, Score(None, None, None, 0)),
        "hit@1": Score(0.714, 0.6, 0.811, 114),
        "nugget_recall": Score(0.9996, 0.99, 1.0, 114),
        "false_refusal": Score(0.0439, 0.02, 0.1, 113),
        "exact_quotes": Score(1.0, 1.0, 1.0, 7),
        "same_bytes": Score(0.8, 0.4, 0.96, 5),
    },
    "fact": {"hit@1": Score(0.5, 0.1, 0.9, 2)},
    "nobody": {},
    "stretch": dict.fromkeys(METRICS, Score(None, None, None, 0)),
}
CALIBRATION = Calibration(
    risk_coverage=Curve((0.25, 0.5, 0.75, 1.0), (0.0, 0.125, 0.25, 0.5)), area=0.219,
    best_area=0.131, brier=0.172, expected_error=0.093,
    bins=(Bin(0.0, 0.5, 0.1, 1.0, 1), Bin(0.5, 0.75, 0.55, 0.0, 1), Bin(0.75, 1.0, 0.8, 1.0, 2)),
    sure={"auc": Score(0.641, 0.5, 0.75, 4), "risk_5": Score(None, None, None, 0)},
)  # fmt: skip
SCORED = Scored(
    manifest=Manifest(
        f"a set <b>{HOSTILE}</b>",
        {"questions": "abcdef", "seed": "0"},
        {"begun": "2026-11-23T07:31:02+00:00", "python": "3.11"},
    ),
    scores=SCORES,
    calibration=CALIBRATION,
    latency={
        "search": Latency(4.0, 4.0, 4.0, 5),
        "read": Latency(12.5, 12.5, 12.5, 4),
        "total": Latency(16.5, 1100.0, 1204.0, 5),
    },
    outcomes=OUTCOMES,
    claims=(
        ClaimScore("supported", "all", Score(0.625, 0.3, 0.86, 8)),
        ClaimScore("contradicted", "all", Score(0.875, 0.53, 0.98, 8)),
        ClaimScore("contradicted", HOSTILE, Score(0.5, 0.1, 0.9, 2)),
    ),
)
QUESTIONS = {
    each.id: GoldQuestion(
        id=each.id,
        kind=each.kind,
        split=each.split,
        question=each.question,
        nuggets=(Nugget(any=("412", HOSTILE)),),
        forbidden=(HOSTILE,),
        sources=("Coast <Wire>",),
        as_of=date(2025, 3, 12),
    )
    for each in OUTCOMES
}
FOUND = SearchResult("ferry", (HIT,), INFO)
REPLIES = {
    each.id: Reply(each.id, FOUND, REFUSED if each.status == "abstained" else ANSWERED)
    for each in OUTCOMES
    if each.status != "failed"
}
NEEDS = {each.id: (Need((Span(ARTICLE, START, len(TEXT)),)),) for each in OUTCOMES}
CASE = ReportInput(
    SCORED, REPLIES, QUESTIONS, NEEDS, gate_kept=False, gate_lines=(f"all, same_bytes {HOSTILE}",)
)
EMPTY = ReportInput(Scored(Manifest("none", {}, {}), {}, None, {}, ()), {}, {})
