"""What a run leaves behind, as frozen records: what was said, what it is worth, and the scores.

``Reply`` is what came back for one question, ``Outcome`` what that is worth by every metric,
``Score`` a figure over a group of questions, ``Scored`` the whole run.
"""

from dataclasses import dataclass, field

from groundwire.evaluation.gold import STRETCH, Cause
from groundwire.records import Answer, SearchResult

NO_JUDGE = "none"  # what the circumstances of a run say of its judge where it had none


@dataclass(frozen=True, slots=True)
class Reply:
    """What came back for a question; ``error`` says why nothing did. ``same`` is whether a second
    asking gave the same bytes, None where it was asked once."""

    id: str
    found: SearchResult | None
    answer: Answer | None
    same: bool | None = None
    error: str | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of one question. ``values`` holds every metric of ``metrics.METRICS`` by name,
    None where the metric does not apply or could not be measured; ``notes`` says why not.
    ``spreads`` holds, of a metric that was measured several times, the largest value less the
    smallest. ``status`` is answered, abstained or failed. ``cause`` is why it is to be refused,
    None where nobody says."""

    id: str
    kind: str
    split: str
    question: str
    answerable: bool
    status: str
    confidence: float | None
    values: dict[str, float | None]
    missed: tuple[str, ...] = ()  # the first wording of each vital nugget that was not said
    forbidden: tuple[str, ...] = ()  # what was said and must not be
    error: str | None = None
    cause: Cause | None = None
    notes: dict[str, str] = field(default_factory=dict)
    spreads: dict[str, float] = field(default_factory=dict)
    timings_ms: dict[str, float] = field(default_factory=dict)

    @property
    def headline(self) -> bool:
        """Whether it counts in the headline figures."""
        return self.split != STRETCH


@dataclass(frozen=True, slots=True)
class Score:
    """The mean of a metric over the ``count`` questions that have it, with its 95 % interval;
    None where none has it."""

    value: float | None
    low: float | None
    high: float | None
    count: int


@dataclass(frozen=True, slots=True)
class ClaimScore:
    """How often the checker of support was right about claims of one label, made in one way."""

    label: str
    how: str
    score: Score


@dataclass(frozen=True, slots=True)
class Curve:
    """Points of a line, ``x`` ascending."""

    x: tuple[float, ...]
    y: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Bin:
    """Questions whose confidence lies in [``low``, ``high``): their mean confidence, and the share
    of them that the articles answer."""

    low: float
    high: float
    confidence: float
    answerable: float
    count: int


@dataclass(frozen=True, slots=True)
class Calibration:
    """How much the confidence is worth, over the headline questions.

    ``risk_coverage``: x is the share of questions answered when the most confident come first, y
    the mean loss of those; ``area`` is the area under it (AURC), ``best_area`` that of an order by
    the loss itself. ``brier`` and ``expected_error`` (ECE) compare confidence with answerability.
    ``sure`` has, with their intervals, ``auc`` (how often an answerable question has more of it
    than an unanswerable one), ``expected_error`` and ``risk_5``, ``risk_10``, ``risk_20``: the mean
    loss where so many percent of the questions, those of least confidence, are not answered.
    """

    risk_coverage: Curve
    area: float
    best_area: float
    bins: tuple[Bin, ...]
    brier: float
    expected_error: float
    sure: dict[str, Score] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Latency:
    """Milliseconds of one stage over all questions that went through it."""

    p50: float
    p95: float
    p99: float
    count: int


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a run was made from and with. ``identity`` decides whether two runs asked the same:
    name of the data set, its digest, sample, seed, corpus digest, index generation, settings
    fingerprint. ``circumstances`` is the rest: versions, machine, time, where."""

    name: str
    identity: dict[str, str]
    circumstances: dict[str, str]


@dataclass(frozen=True, slots=True)
class Scored:
    """A run with everything that a report, a comparison or the gate needs. ``scores`` maps a group
    (``all``, ``dev``, ``held``, each kind and cause, ``stretch``) to metric names. ``claims`` are
    the verdicts of the support checker on written claims (claims.py)."""

    manifest: Manifest
    scores: dict[str, dict[str, Score]]
    calibration: Calibration | None
    latency: dict[str, Latency]
    outcomes: tuple[Outcome, ...]
    claims: tuple[ClaimScore, ...] = ()

    @property
    def judged(self) -> bool:
        """Whether a language model was asked to judge."""
        return self.manifest.circumstances.get("judge", NO_JUDGE) != NO_JUDGE
