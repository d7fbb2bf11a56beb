"""The command that measures how good the answers are."""

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from groundwire.cli import options as option
from groundwire.cli.output import results as output
from groundwire.cli.output.progress import progress, say
from groundwire.cli.output.scores import print_scores
from groundwire.errors import FloorError, InputError

if TYPE_CHECKING:
    from groundwire.evaluation.evaluate import Evaluated
    from groundwire.evaluation.floors import Gate

DEFAULT_QUESTIONS = Path("eval/questions.yaml")


class Format(StrEnum):
    """The formats of a data set; ``auto`` looks at what is there."""

    auto = "auto"
    native = "native"
    beir = "beir"
    squad = "squad"
    multihop = "multihop"
    news = "news"
    newsroom = "newsroom"


def evaluate(
    context: typer.Context,
    questions: Annotated[
        Path,
        typer.Argument(
            metavar="QUESTIONS", help="Questions with their expected answers: a file or a folder."
        ),
    ] = DEFAULT_QUESTIONS,
    dataset: Annotated[
        Format, typer.Option("--dataset", help="Format of QUESTIONS.")
    ] = Format.auto,
    split: Annotated[
        str | None,
        typer.Option(
            "--split",
            metavar="NAME",
            help="Ask those of one split, or of `all`.  [default: dev of newsroom, else all]",
        ),
    ] = None,
    sample: Annotated[
        int | None,
        typer.Option(
            "--sample", min=1, metavar="N", help="Ask N of them, of every kind its share."
        ),
    ] = None,
    seed: Annotated[
        int, typer.Option("--seed", help="Of the draw of --sample and --articles.")
    ] = 1,
    articles: Annotated[
        int | None,
        typer.Option(
            "--articles",
            min=1,
            metavar="N",
            help="Index N of the data set's articles: those the questions need, and others drawn.",
        ),
    ] = None,
    url: Annotated[
        str | None,
        typer.Option("--url", metavar="URL", help="Ask a running service, not an index here."),
    ] = None,
    jobs: Annotated[
        int, typer.Option("--jobs", min=1, max=64, metavar="N", help="Questions asked at a time.")
    ] = 1,
    once: Annotated[
        bool, typer.Option("--once", help="Ask once: does not show whether answers stay the same.")
    ] = False,
    run: Annotated[
        Path | None,
        typer.Option(
            "--run", metavar="DIR", help="Folder of the run; one that was stopped goes on there."
        ),
    ] = None,
    against: Annotated[
        Path | None,
        typer.Option(
            "--against",
            metavar="DIR",
            help="Show the run beside this one.  [default: the last one of the same questions]",
        ),
    ] = None,
    compare: Annotated[
        tuple[Path, Path] | None,
        typer.Option("--compare", metavar="A B", help="Compare two runs; asks nothing."),
    ] = None,
    gate: Annotated[
        Path | None,
        typer.Option("--gate", metavar="FILE", help="Fail where a figure is below its floor here."),
    ] = None,
    pin: Annotated[
        bool, typer.Option("--pin", help="Raise the floors of --gate to what is reached.")
    ] = False,
    lower: Annotated[
        str | None,
        typer.Option("--lower", metavar="REASON", help="Lower the floors that break, and say why."),
    ] = None,
    judge: Annotated[
        str | None,
        typer.Option(
            "--judge", metavar="URL", help="Have a language model judge the answers as well."
        ),
    ] = None,
    judge_model: Annotated[
        str | None, typer.Option("--judge-model", metavar="NAME", help="The judge's model.")
    ] = None,
    as_json: option.AsJson = False,
    index: option.Index = None,
) -> None:
    """Score the answers to questions whose answers are known, and write a report."""
    if compare is not None:
        _compare(*compare, as_json=as_json)
        return
    if (pin or lower) and gate is None:
        raise InputError("--pin and --lower change a file of floors. Name it with --gate.")
    from groundwire.evaluation.evaluate import Options, evaluate
    from groundwire.evaluation.floors import Gate
    from groundwire.evaluation.run import Plan

    options = Options(
        questions,
        format=dataset,
        split=split,
        sample=sample,
        seed=seed,
        articles=articles,
        index=index,
        url=url,
        plan=Plan(jobs=jobs, times=1 if once else 2),
        run=run,
        against=against,
    )
    floors = Gate(gate) if gate else None
    settings = option.settings_of(context, index=index, judge=judge, judge_model=judge_model)
    with progress() as shown:
        done = evaluate(options, settings, shown)
    if as_json:
        output.print_json(done.scored)
    else:
        print_scores(done.scored)
    if floors and (pin or lower):
        _pin(done, floors, lower)
    _report(done, floors)


def _pin(done: "Evaluated", floors: "Gate", lower: str | None) -> None:
    """Tighten the floors, and lower those that break where a reason is given."""
    for change in floors.pin(done.scored, reason=lower):
        say(f"lowered: {change.group}, {change.metric}: {change.before} -> {change.after}")
    say(f"the floors of {done.scored.manifest.name} are pinned")


def _report(done: "Evaluated", floors: "Gate | None") -> None:
    """Hold the run against the floors, and write the report with what they say.

    Raises:
        FloorError: one is broken.
        InputError: there are none for these questions.
    """
    from groundwire.evaluation.evaluate import report

    broken: list[str] = []
    unfit: InputError | None = None
    try:
        broken = [str(one) for one in floors.check(done.scored)] if floors else []
    except InputError as error:
        unfit, broken = error, [str(error)]
    file = report(done, gate_kept=not broken if floors else None, gate_lines=broken)
    say(f"report: {file}")
    if unfit:
        raise unfit
    if floors and not broken:
        say("every floor holds")
    for line in broken:
        say(f"below its floor: {line}")
    if broken:
        raise FloorError(f"{len(broken)} floors are broken. The report shows each question: {file}")


def _compare(a: Path, b: Path, *, as_json: bool) -> None:
    from groundwire.evaluation.compare import as_text, compare
    from groundwire.evaluation.folder import read_scored

    comparison = compare(read_scored(a), read_scored(b))
    if as_json:
        output.print_json(comparison)
    else:
        output.print_text(as_text(comparison))
