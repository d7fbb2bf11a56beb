"""The folder of a run: ``run.json`` says what is asked and of what, ``replies.jsonl`` grows by a
line a question, ``scores.json`` and ``report.html`` are written at the end.

A run that was killed goes on where it stopped: a line that was cut short is asked again.
"""

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import TypeVar

from pydantic import TypeAdapter, ValidationError
from pydantic_core import to_json

from groundwire.errors import InputError
from groundwire.evaluation.results import Manifest, Reply, Scored
from groundwire.index.durable import write_durably

MANIFEST, REPLIES, SCORES, REPORT = "run.json", "replies.jsonl", "scores.json", "report.html"

T = TypeVar("T")

_MANIFEST = TypeAdapter(Manifest)
_REPLY = TypeAdapter(Reply)
_SCORED = TypeAdapter(Scored)


class RunFolder:
    """A run on the disk; ``path`` is made when the run begins."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def begin(self, manifest: Manifest) -> dict[str, Reply]:
        """Start the run, or go on with it: the replies that are there already, by question.

        What failed is asked again, so it is not among them.

        Raises:
            InputError: the folder holds a run that asked something else or something else again.
        """
        file = self.path / MANIFEST
        if file.exists():
            self._refuse_another(_read(_MANIFEST, file), manifest)
        self.path.mkdir(parents=True, exist_ok=True)
        write_durably(file, [to_json(manifest, indent=2)])
        return {reply.id: reply for reply in self._whole_lines() if reply.error is None}

    def append(self, reply: Reply) -> None:
        """Add one reply."""
        with (self.path / REPLIES).open("ab") as file:
            file.write(to_json(reply) + b"\n")

    def finish(self, scored: Scored) -> None:
        """Keep the scores."""
        write_durably(self.path / SCORES, [to_json(scored, indent=1)])

    def before(self, manifest: Manifest) -> Scored | None:
        """The newest finished run of the same questions beside this one; one that this version
        cannot read is passed over."""
        files = self.path.parent.glob(f"*/{SCORES}")
        for file in sorted(files, key=lambda file: file.stat().st_mtime_ns, reverse=True):
            if file.parent.resolve() == self.path.resolve():
                continue
            with suppress(InputError):
                scored = _read(_SCORED, file)
                if scored.manifest.identity.get("questions") == manifest.identity["questions"]:
                    return scored
        return None

    @property
    def report(self) -> Path:
        """Where the report is written."""
        return self.path / REPORT

    def _refuse_another(self, there: Manifest, manifest: Manifest) -> None:
        names = sorted(there.identity.keys() | manifest.identity.keys())
        other = [
            f"{name} was {there.identity.get(name)}, is {manifest.identity.get(name)}"
            for name in names
            if there.identity.get(name) != manifest.identity.get(name)
        ]
        if other:
            raise InputError(
                f"{self.path} holds another run ({'; '.join(other)}). "
                "Name another folder with --run, or delete this one."
            )

    def _whole_lines(self) -> Iterator[Reply]:
        """The replies that were written whole; a last line that was cut short is taken away."""
        file = self.path / REPLIES
        if not file.exists():
            return
        written = file.read_bytes()
        whole = written[: written.rfind(b"\n") + 1]
        if whole != written:
            write_durably(file, [whole])
        for number, line in enumerate(whole.splitlines(), start=1):
            try:
                yield _REPLY.validate_json(line)
            except ValidationError as error:
                raise InputError(
                    f"{file}, line {number}: not a reply of this version of groundwire. "
                    "Begin a new run."
                ) from error


def read_scored(path: Path) -> Scored:
    """The scores of a finished run.

    Raises:
        InputError: there is none, or it is of another version.
    """
    file = path / SCORES if path.is_dir() else path
    if not file.exists():
        raise InputError(f"{path}: no finished run there ({SCORES} is missing).")
    return _read(_SCORED, file)


def _read(adapter: TypeAdapter[T], file: Path) -> T:
    try:
        return adapter.validate_json(file.read_bytes())
    except ValidationError as error:
        raise InputError(
            f"{file}: not of this version of groundwire ({error.errors()[0]['msg']}). "
            "Begin a new run."
        ) from error
