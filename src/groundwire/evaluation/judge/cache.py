"""What a judge said, kept on the disk: the same call is paid for once.

The key names the model, the prompt, the parameters and the number of the repetition, so another
model, or a second asking of the same, never reads what was said to the first.
"""

import hashlib
import json
import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from groundwire.errors import InputError


def call_key(
    model: str,
    messages: Sequence[Mapping[str, str]],
    parameters: Mapping[str, Any],
    repetition: int,
) -> str:
    """SHA-256 of all that decides a reply."""
    parts = [model, [dict(message) for message in messages], dict(parameters), repetition]
    return hashlib.sha256(json.dumps(parts, sort_keys=True).encode()).hexdigest()


class JudgeCache:
    """A file a reply under ``folder``, which is made when the first one is kept.

    A reply is written whole or not at all, and one that was damaged since is not there.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def get(self, key: str) -> str | None:
        """The reply to a call, None where there is none."""
        try:
            entry = json.loads(self._file(key).read_bytes())
            reply = entry["reply"]
            whole = _digest(reply) == entry["sha256"]
        except (OSError, ValueError, TypeError, KeyError, AttributeError):  # damaged: not there
            return None
        return reply if whole else None

    def put(self, key: str, reply: str) -> None:
        """Keep the reply to a call.

        Raises:
            InputError: the disk is full or the folder cannot be written.
        """
        file = self._file(key)
        new = file.with_suffix(f".{os.getpid()}.new")
        try:
            file.parent.mkdir(parents=True, exist_ok=True)
            new.write_text(json.dumps({"reply": reply, "sha256": _digest(reply)}), "utf-8")
            new.replace(file)  # not synced: what a power cut takes is asked for again
        except OSError as error:
            raise InputError(
                f"{self._folder}: a judge's reply cannot be kept there ({error.strerror})."
            ) from error

    def _file(self, key: str) -> Path:
        return self._folder / key[:2] / f"{key}.json"


def _digest(reply: str) -> str:
    return hashlib.sha256(reply.encode()).hexdigest()
