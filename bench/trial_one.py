"""One variant of bench/trial.py, in a process of its own: switch something off, ask, print.

A line of JSON a question: ``set``, ``id``, ``digest`` of the answer without its timings, metrics.
Nothing of groundwire but the lexicon may be imported before a list of it is emptied.
"""

import argparse
import hashlib
import importlib
import json
import pickle
import pkgutil
import re
import sys
from ast import literal_eval
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from groundwire.language import lexicon

if TYPE_CHECKING:
    from groundwire.answer.answer import Answerer
    from groundwire.evaluation.dataset import Dataset

KEPT = Path("eval/indexes/trial/networks.pickle")
NEWSROOM, OWN = Path("eval/newsroom"), Path("eval/questions.yaml")
NEVER = "(?!)"
SHOWN = ("evidence_shown", "evidence_first", "short_right", "refusal_recall", "false_refusal")
PACKAGE = "groundwire."


def main() -> None:
    """Ask without what is named, or list what can be named."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--off", default="")
    parser.add_argument("--names-of", nargs="*")
    parser.add_argument("--sample", type=int, default=150)
    parser.add_argument("--beats", nargs="*", default=[])
    parser.add_argument("--own", type=Path, default=Path())
    args = parser.parse_args()
    if args.names_of is not None:
        print("\n".join(named_in(args.names_of) if args.names_of else named_lists()))
        return
    switch_off(args.off)
    kept = Kept(KEPT)
    kept.put_before_the_networks()
    for name, dataset, answerer in sets(args.own, args.beats, args.sample, whole=not args.off):
        for line in asked(name, dataset, answerer):
            print(json.dumps(line))
    kept.write()


def switch_off(name: str) -> None:
    """Do without a list of the lexicon, something of a module, or what a function finds."""
    module, _, rest = name.partition(":")
    function, is_function, value = rest.partition("=")
    if not name:
        return
    if not rest:
        empty_list(name)
    elif is_function:
        returned = literal_eval(value)
        put_everywhere(module, function, lambda *_, **__: returned)
    else:
        put_everywhere(module, rest, emptied)


def empty_list(name: str) -> None:
    """Let a list of the lexicon hold nothing, and its alternatives match nothing."""
    room, _, entry = name.partition(".")
    if entry not in lexicon._lists().get(room, {}):
        sys.exit(f"{name}: no list of the lexicon")
    lexicon._lists()[room][entry]["words"] = ""
    whole = lexicon.alternatives
    lexicon.alternatives = (  # type: ignore[assignment]
        lambda asked: NEVER if asked == name else whole(asked)
    )


def put_everywhere(module: str, name: str, value: Any) -> None:
    """Replace something in its module and in every other that imported it by name; ``emptied`` is
    called with it, any other value put in its place."""
    import_all()
    try:
        old = getattr(importlib.import_module(PACKAGE + module), name)
    except (ImportError, AttributeError) as error:
        sys.exit(f"{module}:{name}: {error}")
    new = emptied(old) if value is emptied else value
    for other in [one for key, one in sys.modules.items() if key.startswith(PACKAGE)]:
        for held, thing in list(vars(other).items()):
            if thing is old:
                setattr(other, held, new)


def emptied(thing: Any) -> Any:
    """The same sort of thing with nothing in it.

    Raises:
        SystemExit: it is none that can be empty.
    """
    if isinstance(thing, re.Pattern):
        return re.compile(NEVER)
    if isinstance(thing, frozenset | set | tuple | list | dict):
        return type(thing)()
    sys.exit(f"a {type(thing).__name__} cannot be emptied")


def import_all() -> None:
    """Import every module of the rooms that answer."""
    for room in ("language", "question", "search", "reading", "verify", "answer", "compose"):
        package = importlib.import_module(PACKAGE + room)
        for one in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            importlib.import_module(one.name)


def named_lists() -> Iterator[str]:
    """The lists of the lexicon."""
    for room, entries in lexicon._lists().items():
        yield from (f"{room}.{entry}" for entry in entries)


def named_in(rooms: Sequence[str]) -> Iterator[str]:
    """What the modules at and below these names hold as their own constants and can be emptied: a
    pattern, a set or a mapping, each where it is first bound."""
    import_all()
    seen: set[int] = set()
    for key, module in sorted(sys.modules.items()):
        name = key.removeprefix(PACKAGE)
        if any(name == room or name.startswith(f"{room}.") for room in rooms):
            for held, thing in vars(module).items():
                constant = held.isupper() and isinstance(thing, re.Pattern | frozenset | dict)
                if constant and id(thing) not in seen:
                    seen.add(id(thing))
                    yield f"{name}:{held}"


class Kept:
    """What the two networks said of each text, in a file: neither reads a list, so every variant
    may use what another one computed. Written where it grew."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._said: dict[Any, Any] = {}
        # What a record was named when it was kept may be named otherwise now: then all is new.
        with suppress(OSError, AttributeError, ImportError, pickle.UnpicklingError):
            self._said = pickle.loads(file.read_bytes())  # noqa: S301  a file of our own
        self._before = len(self._said)

    def put_before_the_networks(self) -> None:
        """Let both look here first. A text's vectors do not depend on its company."""
        from groundwire.index.openvino_encoder import OpenVinoEncoder
        from groundwire.reading.network import NetworkReader

        encode, read, judge = OpenVinoEncoder._encoded, NetworkReader._read, NetworkReader.entail
        said = self._said

        def encoded(encoder: Any, texts: Sequence[str]) -> Iterator[tuple[str, Any]]:
            which = (encoder.fingerprint, encoder._runner._precision)
            new = [text for text in texts if (*which, text) not in said]
            if new:
                said.update({(*which, text): found for text, found in encode(encoder, new)})
            yield from ((text, said[*which, text]) for text in texts)

        def of_text(reader: Any, question: str, text: str) -> Any:
            if (question, text) not in said:
                said[question, text] = read(reader, question, text)
            return said[question, text]

        def of_pairs(reader: Any, pairs: Sequence[tuple[str, str]]) -> list[Any]:
            key = ("judged", *pairs)
            if key not in said:
                said[key] = judge(reader, pairs)
            return said[key]

        OpenVinoEncoder._encoded = encoded  # type: ignore[method-assign]
        NetworkReader._read = of_text  # type: ignore[method-assign]
        NetworkReader.entail = of_pairs  # type: ignore[method-assign]

    def write(self) -> None:
        """Keep what is new."""
        if len(self._said) > self._before:
            self._file.parent.mkdir(parents=True, exist_ok=True)
            written = self._file.with_suffix(".new")
            written.write_bytes(pickle.dumps(self._said, protocol=5))
            written.replace(self._file)


def sets(
    own: Path, beats: Sequence[str], count: int, *, whole: bool
) -> Iterator[tuple[Callable[[Any], str], "Dataset", "Answerer"]]:
    """The questions of each index, what answers them, and which set a question belongs to."""
    from corpora import settings_for
    from groundwire.evaluation.dataset import load_dataset
    from groundwire.evaluation.own_index import build_own, own_index
    from groundwire.evaluation.sample import sample
    from groundwire.settings import Settings
    from groundwire.wiring import make_answerer

    newsroom = load_dataset(NEWSROOM)
    fit = [
        question
        for question in newsroom.questions
        if question.split != "test" and question.id.partition("-")[0] in beats
    ]
    if fit:
        chosen = replace(newsroom, questions=sample(fit, count, 1))
        index = own_index(newsroom, count=None, seed=1)
        if whole:  # its run comes first and alone, and brings the index up to date
            settings = Settings.from_mapping({})
            build_own(newsroom, settings, lambda *_: None, count=None, seed=1)
        yield lambda _: "newsroom", chosen, make_answerer(settings_for(index))
    if own.exists():
        dataset = load_dataset(OWN)
        yield lambda one: f"own, {one.split}", dataset, make_answerer(settings_for(own))


def asked(
    name: Callable[[Any], str], dataset: "Dataset", answerer: "Answerer"
) -> Iterator[dict[str, Any]]:
    """What came of every question."""
    from groundwire.evaluation.asker import InProcess
    from groundwire.evaluation.outcome import Scorer
    from groundwire.evaluation.run import ask_one, locate_all
    from groundwire.verify.checker import SupportChecker, lowercase_words

    asker = InProcess(answerer)
    articles = list(asker.articles())
    located = locate_all(dataset, articles)
    checker = SupportChecker(lowercase_words(article.text for article in articles))
    scorer = Scorer({article.id: article for article in articles}, checker)
    for question in dataset.questions:
        reply = ask_one(question, asker, times=1)
        outcome = scorer.outcome(question, reply, located[question.id])
        answer = replace(reply.answer, timings_ms={}) if reply.answer else reply.error
        values = {metric: outcome.values[metric] for metric in SHOWN}
        digest = hashlib.sha256(repr(answer).encode()).hexdigest()
        yield {"set": name(question), "id": question.id, "digest": digest, **values}


if __name__ == "__main__":
    main()
