"""What the command line asks for, step by step."""

import argparse
from pathlib import Path

from train.bases import Base, minilm, mpnet
from train.batches import load_tokenizer
from train.fit import PEAK_RATE, Plan, fit
from train.kept import examples_of
from train.mixture import Sources
from train.windows import Cutter

MPNET_RATE = 3e-4  # of its low-rank differences


def run(arguments: argparse.Namespace) -> None:
    """Train, and what else the verb says."""
    base = base_of(arguments)
    folder = arguments.folder / f"{base.name}-fold-{arguments.fold}"
    cutter = Cutter(load_tokenizer(minilm(), most=None))  # the index's own passages for any base
    sources = Sources(arguments.data, arguments.fold, cutter, arguments.seed)
    plan = Plan(
        base,
        folder,
        arguments.steps,
        arguments.seed,
        start=arguments.start,
        rate=arguments.rate or (MPNET_RATE if base.rank else PEAK_RATE),
        pause=arguments.pause,
    )
    from train.measure import Tracker, measure, write

    tracker = Tracker(sources, base, folder / "track.jsonl") if arguments.track else None
    examples = examples_of(sources, arguments.folder)
    network = fit(plan, examples, track=tracker, track_every=arguments.track)
    if arguments.verb in ("measure", "all"):
        figures = measure(network, sources, base)
        print(figures, flush=True)
        write(figures, folder / "figures.json")
    if arguments.verb in ("export", "all"):
        from train.export import export

        export(network, base, folder / "export")


def base_of(arguments: argparse.Namespace) -> Base:
    """The encoder that is asked for."""
    if arguments.base == "mpnet":
        return mpnet(Path(arguments.folder) / "mpnet", arguments.wheels)
    return minilm()
