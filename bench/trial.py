"""Word lists on trial: the same questions with one list or rule at a time switched off.

    python bench/trial.py                                 # every list of the lexicon
    python bench/trial.py --room answer question.parts    # lists and patterns of these modules
    python bench/trial.py --off polarity.denials answer.stance:_DENIALS
    python bench/trial.py --off answer.short.yes_no:yes_no=None answer.premise:denied=[]
    python bench/trial.py --names                         # what can be switched off, and stop

A name with a dot is a list of ``language/lexicon.toml``, which is emptied; ``module:NAME`` a list,
mapping or pattern of a module, which is emptied or matches nothing from then on;
``module:name=VALUE`` a function that returns the value. The questions are 150 of the newsroom beats
``biz`` and ``loc`` (stories of train and dev) and, where the index of the five source articles is
there, our own, its two halves apart. Neither beat may be looked at to make a list.

A row is the answerer without the list less the whole one, with 95 % intervals of the paired
difference; below 0 the list helps (for refusals of answerable questions: above 0). ``changed`` is
how many answers differ at all; a set in which none does is left out (``--shown all``). Every
variant is a process of its own, since patterns are compiled when a module is imported; what the two
networks said is kept in ``eval/indexes/trial``, so that a variant takes seconds. ``--own`` names
the index of the five articles.
"""

import argparse
import json
import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from groundwire.evaluation.statistics import Floats, paired_difference

ONE = Path(__file__).with_name("trial_one.py")
METRICS = {
    "evidence_shown": "shown",
    "evidence_first": "first",
    "short_right": "short right",
    "refusal_recall": "refused rightly",
    "false_refusal": "refused falsely",
}
# With threads of its own the search by vectors waits for cores that other work has.
ONE_THREAD = {"OMP_NUM_THREADS": "1"}
WHOLE = ""  # the name of the variant with nothing switched off

Outcome = Mapping[str, str | float | None]  # the metrics, ``set``, ``id`` and ``digest``


@dataclass(frozen=True, slots=True)
class Variant:
    """The outcomes of the questions by ``set id``; none where the code does not run without it."""

    name: str
    outcomes: Mapping[str, Outcome]
    error: str | None = None


def main() -> None:
    """Print the table, a line a variant and set."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--off", nargs="*", default=[])
    parser.add_argument("--room", nargs="*", default=[])
    parser.add_argument("--names", action="store_true")
    parser.add_argument("--sample", type=int, default=150)
    parser.add_argument("--beats", nargs="*", default=["biz", "loc"])
    parser.add_argument("--own", type=Path, default=Path("eval/indexes/seeds"))
    parser.add_argument("--jobs", type=int, default=1)
    parser.add_argument("--shown", choices=("all", "changed"), default="changed")
    args = parser.parse_args()
    names = args.off or names_of(args.room)
    if args.names:
        print("\n".join(names))
        return
    asking = ["--sample", f"{args.sample}", "--beats", *args.beats, "--own", f"{args.own}"]
    whole = run(WHOLE, asking)
    if whole.error:
        sys.exit(whole.error)
    print(heading())
    for name in sorted({str(one["set"]) for one in whole.outcomes.values()}):
        print(base(name, whole))
    with ThreadPoolExecutor(args.jobs) as pool:
        for part in pool.map(lambda name: run(name, asking), names):
            print("\n".join(rows(whole, part, everything=args.shown == "all")), flush=True)


def names_of(rooms: Sequence[str]) -> list[str]:
    """The lists of the lexicon, or what the modules below these rooms hold."""
    return _lines([*(["--names-of", *rooms] if rooms else ["--names-of"])])


def run(name: str, asking: Sequence[str]) -> Variant:
    """Ask all questions in a process of its own, without what is named."""
    command = [sys.executable, f"{ONE}", *asking, "--off", name]
    environment = os.environ | ONE_THREAD
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=environment)
    if done.returncode:
        return Variant(name, {}, error=(done.stderr.strip().splitlines() or ["it ended"])[-1])
    found = [json.loads(line) for line in done.stdout.splitlines()]
    return Variant(name, {f"{one['set']} {one['id']}": one for one in found})


def _lines(arguments: Sequence[str]) -> list[str]:
    command = [sys.executable, f"{ONE}", *arguments]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    return done.stdout.splitlines()


def heading() -> str:
    """The head of the table."""
    columns = ["without", "set", "changed", *METRICS.values()]
    return f"| {' | '.join(columns)} |\n|{'---|' * len(columns)}"


def base(name: str, whole: Variant) -> str:
    """The figures of the whole answerer over one set."""
    values = _matrix(_of(whole, name))
    measured = [column[~np.isnan(column)] for column in values.T]
    means = [f"{column.mean():.3f}" if len(column) else "" for column in measured]
    return f"| (nothing) | {name}, {len(values)} | | {' | '.join(means)} |"


def rows(whole: Variant, part: Variant, *, everything: bool) -> list[str]:
    """The differences of a variant, a line a set in which an answer changed, else one for all."""
    if part.error:
        return [f"| {part.name} | all | cannot be missing: {part.error} |{' |' * len(METRICS)}"]
    lines = []
    for name in sorted({str(one["set"]) for one in whole.outcomes.values()}):
        before, after = _of(whole, name), _of(part, name)
        changed = sum(before[key]["digest"] != after[key]["digest"] for key in before)
        if changed or everything:
            cells = _differences(_matrix(before), _matrix(after))
            lines.append(f"| {part.name} | {name} | {changed} | {' | '.join(cells)} |")
    return lines or [f"| {part.name} | all | 0 |{' |' * len(METRICS)}"]


def _of(variant: Variant, name: str) -> dict[str, Outcome]:
    return {key: one for key, one in variant.outcomes.items() if one["set"] == name}


def _matrix(outcomes: Mapping[str, Outcome]) -> Floats:
    """Values (questions, metrics), NaN where there is none."""
    found = [[outcomes[key][metric] for metric in METRICS] for key in sorted(outcomes)]
    return np.array(found, dtype=np.float64).reshape(len(outcomes), len(METRICS))


def _differences(before: Floats, after: Floats) -> list[str]:
    difference, low, high, _ = paired_difference(before, after)
    return [
        ""
        if np.isnan(one)
        else "0"
        if not (one or least or most)
        else f"{one:+.3f} ({least:+.3f} to {most:+.3f})"
        for one, least, most in zip(difference, low, high, strict=True)
    ]


if __name__ == "__main__":
    main()
