"""What can be wrong with a question, gravest first, and why each thing counts."""

from collections.abc import Callable
from dataclasses import dataclass

from groundwire.evaluation.metrics import METRICS
from groundwire.evaluation.results import Outcome


@dataclass(frozen=True, slots=True)
class Fault:
    """A way to be wrong. ``why`` gives the reason for a question that has it, else None."""

    key: str
    title: str
    about: str
    why: Callable[[Outcome], str | None]


def _failed(outcome: Outcome) -> str | None:
    if outcome.status != "failed":
        return None
    return f"Nothing came back: {outcome.error or 'no reason was given'}"


def _broken(name: str, reason: str) -> Callable[[Outcome], str | None]:
    """The reason where a promised metric is anything but its best value."""
    best = 1.0 if METRICS[name].higher else 0.0

    def why(outcome: Outcome) -> str | None:
        value = outcome.values.get(name)
        return None if value is None or value == best else reason

    return why


def _forbidden(outcome: Outcome) -> str | None:
    if outcome.forbidden:
        return f"It says what must not be said: {_listed(outcome.forbidden)}."
    return None


def _answered(outcome: Outcome) -> str | None:
    if outcome.answerable or outcome.status != "answered":
        return None
    return "It was answered, and the articles do not answer it."


def _refused(outcome: Outcome) -> str | None:
    if not outcome.answerable or outcome.status != "abstained":
        return None
    return "It was refused, and the articles do answer it."


def _missed(outcome: Outcome) -> str | None:
    if not outcome.missed or outcome.status != "answered":
        return None  # whatever was refused or failed says nothing: its own fault is named
    return f"The answer does not say {_listed(outcome.missed)}."


def _unshown(outcome: Outcome) -> str | None:
    """Only where no nugget says what a right answer holds."""
    judged = outcome.values.get("nugget_recall") is not None
    if judged or outcome.status != "answered" or outcome.values.get("evidence_shown") != 0:
        return None
    return "No sentence that answers is quoted."


def _short(outcome: Outcome) -> str | None:
    """Only where no nugget says what a right answer holds."""
    judged = outcome.values.get("nugget_recall") is not None
    if judged or outcome.status != "answered" or outcome.values.get("short_f1") != 0:
        return None
    return "The short answer shares no word with an accepted one."


def _not_found(outcome: Outcome) -> str | None:
    if not outcome.answerable or outcome.values.get("hit@10") != 0:
        return None
    return "None of the first 10 passages holds the evidence."


def _listed(wordings: tuple[str, ...]) -> str:
    return ", ".join(f"“{wording}”" for wording in wordings)


FAULTS = (
    Fault("failed", "Failed", "A question that brought no answer at all.", _failed),
    Fault(
        "exact_quotes",
        "Quote not exact",
        "A citation is not the article's own text at its offsets.",
        _broken("exact_quotes", "A citation is not the article's own text at its offsets."),
    ),
    Fault(
        "as_of_correct",
        "Later than asked for",
        "An article published after the day asked for was used.",
        _broken("as_of_correct", "An article published after the day asked for was used."),
    ),
    Fault(
        "filters_kept",
        "Filter broken",
        "An article outside the dates or sources asked for was used.",
        _broken("filters_kept", "An article outside the dates or sources asked for was used."),
    ),
    Fault(
        "same_bytes",
        "Not the same twice",
        "A second asking gave another answer.",
        _broken("same_bytes", "A second asking gave another answer."),
    ),
    Fault("forbidden", "Forbidden said", "The answer says what must not be said.", _forbidden),
    Fault(
        "answered",
        "Answered, though unanswerable",
        "The articles do not answer it: it was to be refused.",
        _answered,
    ),
    Fault("refused", "Refused falsely", "The articles answer it, and it was refused.", _refused),
    Fault("missed", "Nugget missed", "The answer leaves out something vital.", _missed),
    Fault("unshown", "Wrong sentences", "None that it quotes answers the question.", _unshown),
    Fault("short", "Wrong short answer", "It shares no word with an accepted one.", _short),
    Fault(
        "not_found",
        "Evidence not found",
        "None of the first 10 passages holds the evidence, whatever was said.",
        _not_found,
    ),
)
