"""A data set, whatever its format: its questions, and the articles they are put to."""

import json
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from groundwire.errors import InputError
from groundwire.evaluation.datasets import beir, multihop, news, newsroom, squad
from groundwire.evaluation.datasets.contents import Contents, GoldClaim, Record
from groundwire.evaluation.gold import GoldQuestion
from groundwire.evaluation.questions import QuestionSet, load_questions, text_digest
from groundwire.evaluation.sample import drawn
from groundwire.index.durable import write_durably

NATIVE = "native"
_READERS: dict[str, Callable[[Path], Contents]] = {
    "beir": beir.load,
    "squad": squad.load,
    "multihop": multihop.load,
    "news": news.load,
    "newsroom": newsroom.load,
}
FORMATS = ("auto", NATIVE, *_READERS)
EVERY_SPLIT = "all"


@dataclass(frozen=True, slots=True)
class Dataset:
    """``articles`` reads the corpus from its beginning at every call; None where the data set
    brings none, and the index that the user names must hold the articles. ``native`` is our own
    file as it was read, None for every other format. ``unjudged`` are the ids of questions that
    the file holds and that are not asked, since it does not say what is right. ``digest`` and
    ``articles`` are of the whole, ``split`` says which questions of it are here: None for all."""

    name: str
    digest: str
    questions: tuple[GoldQuestion, ...]
    articles: Callable[[], Iterator[Record]] | None
    native: QuestionSet | None = None
    unjudged: tuple[str, ...] = ()
    claims: tuple[GoldClaim, ...] = ()
    split: str | None = None
    default_split: str | None = None

    def of(self, split: str | None) -> "Dataset":
        """The questions and claims of one split; ``all`` for all, None for what the data set
        itself proposes.

        Raises:
            InputError: no question is of that split.
        """
        chosen = split or self.default_split or EVERY_SPLIT
        if chosen == EVERY_SPLIT:
            return self
        questions = tuple(one for one in self.questions if one.split == chosen)
        if not questions:
            there = ", ".join(sorted({one.split for one in self.questions}))
            raise InputError(f"{self.name}: no split {chosen}. It has {there}, and {EVERY_SPLIT}.")
        claims = tuple(one for one in self.claims if one.split == chosen)
        return replace(self, questions=questions, claims=claims, split=chosen)


def load_dataset(path: Path, format: str = "auto") -> Dataset:
    """The data set at a path; ``format`` is one of ``FORMATS``, ``auto`` looks what is there.

    Raises:
        InputError: nothing is there that is known, or it is malformed; the message names the file,
            the line or record and the field.
    """
    if format not in FORMATS:
        raise InputError(f"{format}: no format of a data set. Use one of {', '.join(FORMATS)}.")
    if not path.exists():
        raise InputError(f"{path}: no such file or folder. Name the data set's file or folder.")
    chosen = _format_of(path) if format == "auto" else format
    name = path.resolve().name if path.is_dir() else path.stem
    if chosen == NATIVE:
        native = load_questions(path)
        return Dataset(name, digest_of(native.questions), native.questions, None, native)
    contents = _READERS[chosen](path)
    if not contents.questions:
        raise InputError(f"{path}: holds no question. Check that it is the {chosen} format.")
    return Dataset(
        name=name,
        digest=digest_of(contents.questions),
        questions=contents.questions,
        articles=contents.articles,
        unjudged=contents.unjudged,
        claims=contents.claims,
        default_split=contents.default_split,
    )


def digest_of(questions: Sequence[GoldQuestion]) -> str:
    """What the questions are, in short: it changes with every word of any of them, and not with
    a field that none of them uses."""
    plain = [question.model_dump(mode="json", exclude_defaults=True) for question in questions]
    return text_digest(json.dumps(plain, sort_keys=True))


def gold_articles(questions: Iterable[GoldQuestion]) -> set[str]:
    """The ids of the articles that these questions name as evidence."""
    return {gold.article for question in questions for gold in question.gold}


def write_articles(
    dataset: Dataset,
    file: Path,
    *,
    needed: Collection[str] | None = None,
    count: int | None = None,
    seed: int = 0,
) -> None:
    """Write the corpus as a JSON Lines file that an index is built from.

    ``count`` keeps those that are ``needed``, were they more, and others up to it that the seed
    draws: with the same seed a larger count holds every smaller one. None keeps all.

    Raises:
        InputError: the data set brings no articles, one is malformed, or the file cannot be
            written.
    """
    if dataset.articles is None:
        raise InputError(f"{dataset.name}: brings no articles. Name an index that holds them.")
    keep = None if count is None else _kept(dataset.articles(), set(needed or ()), count, seed)
    kept = (record for record in dataset.articles() if keep is None or record["id"] in keep)
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        write_durably(file, (json.dumps(record).encode() + b"\n" for record in kept))
    except OSError as error:
        raise InputError(
            f"{file}: cannot be written ({error.strerror or error}). Make room, or name another "
            "folder."
        ) from error


def _kept(articles: Iterable[Record], needed: Collection[str], count: int, seed: int) -> set[str]:
    names = {record["id"] for record in articles}
    kept = names & set(needed)
    return kept | set(drawn(names - kept, seed)[: max(0, count - len(kept))])


def _format_of(path: Path) -> str:
    """The format by what is there.

    Raises:
        InputError: it is none that is known.
    """
    if path.is_dir():
        return _format_of_folder(path)
    if path.suffix in (".yaml", ".yml"):
        return NATIVE
    if path.name == multihop.QUESTIONS:
        return "multihop"
    if path.suffix == ".json":
        return "squad"
    if path.suffix == ".tsv" and path.parent.name == beir.JUDGEMENTS:
        return "beir"
    raise InputError(
        f"{path}: not a data set that is known. Looked for .yaml (native), .json (SQuAD), "
        f"{multihop.QUESTIONS} (MultiHop-RAG) or {beir.JUDGEMENTS}/*.tsv (BEIR)."
    )


def _format_of_folder(path: Path) -> str:
    def has(*names: str) -> bool:
        return all((path / name).exists() for name in names)

    if has(beir.CORPUS, beir.QUERIES, beir.JUDGEMENTS):
        return "beir"
    if has(multihop.CORPUS, multihop.QUESTIONS):
        return "multihop"
    if has(news.QUESTIONS) and any(map(has, news.ARTICLES)):
        return "news"
    if has(newsroom.SPLITS):
        return "newsroom"
    raise InputError(
        f"{path}: not a data set that is known. Looked for {beir.CORPUS}, {beir.QUERIES} and "
        f"{beir.JUDGEMENTS}/ (BEIR), {multihop.CORPUS} and {multihop.QUESTIONS} (MultiHop-RAG), "
        f"{news.ARTICLES[0]} or {news.ARTICLES[1]} and {news.QUESTIONS} (news), "
        f"{newsroom.SPLITS} (newsroom)."
    )
