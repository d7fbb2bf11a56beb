"""Where settings come from: options, the environment, a file, the defaults; the first that has one
wins.

The file is TOML with a line a setting. It is read once, here, and what is wrong in it is told with
its line.
"""

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from pydantic import SecretStr

from groundwire.errors import InputError
from groundwire.settings import Settings, kind_of, named_in, takes, variable_of

FILE = Path("groundwire.toml")  # read where it lies in the working directory
FILE_VARIABLE = "config"  # GROUNDWIRE_CONFIG names a file, and is no setting
DEFAULT = "default"
_MOST_BYTES = 1_000_000  # a file of settings has some thousand; this one is something else


@dataclass(frozen=True, slots=True)
class Options:
    """What the command line gave: options by the setting that they set, ``NAME=VALUE`` pairs, and
    a file."""

    given: Mapping[str, object] = field(default_factory=dict)
    pairs: Sequence[str] = ()
    file: Path | None = None


@dataclass(frozen=True, slots=True)
class Chosen:
    """The settings that hold, where the value of each is from, and the file that was read."""

    settings: Settings
    origins: Mapping[str, str]
    file: Path | None


@dataclass(frozen=True, slots=True)
class _Layer:
    """Values from one place, and where each of them was written."""

    values: Mapping[str, object]
    origins: Mapping[str, str]


def choose(environment: Mapping[str, str], options: Options | None = None) -> Chosen:
    """The settings, from options, the environment, a file and the defaults, in this order.

    The file is the one that the options or ``GROUNDWIRE_CONFIG`` name, else ``groundwire.toml``
    where there is one.

    Raises:
        InputError: a file that cannot be read, a name that is no setting, or a value that cannot
            be used, also one that another place overrides.
    """
    options = options or Options()
    named = named_in(environment)
    file = _file(options.file, named.pop(FILE_VARIABLE, None))
    layers = (
        _from_file(file) if file else _Layer({}, {}),
        _Layer(named, {name: variable_of(name) for name in named}),
        _from_pairs(options.pairs),
        _Layer(options.given, {name: f"--{name.replace('_', '-')}" for name in options.given}),
    )
    values: dict[str, object] = {}
    origins = dict.fromkeys(Settings.model_fields, DEFAULT)
    for layer in layers:
        for name, value in layer.values.items():  # one by one: they need not fit each other yet
            Settings.checked({name: value}, lambda name, of=layer: of.origins[name])  # type: ignore[misc]
        values |= layer.values
        origins |= layer.origins
    return Chosen(Settings.checked(values, origins.__getitem__), origins, file)


def _file(asked: Path | None, named: object) -> Path | None:
    """The file to read; None where none is asked for and none is there."""
    chosen = asked or (Path(str(named)) if named else None)
    if chosen is None:
        return FILE if FILE.is_file() else None
    return chosen


def _from_file(file: Path) -> _Layer:
    text = _text(file)
    try:
        values = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise InputError(f"{file} is not TOML: {error}. A line is such as: port = 8080") from error
    origins = {name: _place(file, text, name) for name in values}
    for name, value in values.items():
        if isinstance(value, dict):
            raise InputError(
                f"{origins[name]}: [{name}] is a table. Settings stand alone, such as: port = 8080"
            )
        if isinstance(value, bool) and name in Settings.model_fields and kind_of(name) is not bool:
            wrong = f"{str(value).lower()} cannot be used. It takes {takes(name)}."
            raise InputError(f"{origins[name]}: {wrong.replace('`', '')}")
    return _Layer({n: _beside(file, n, v) for n, v in values.items()}, origins)


def _text(file: Path) -> str:
    """The text of a file of settings."""
    try:
        with file.open("rb") as opened:
            data = opened.read(_MOST_BYTES + 1)
        if len(data) > _MOST_BYTES:
            raise InputError(f"{file} is larger than {_MOST_BYTES:,} bytes: no file of settings.")
        return data.decode("utf-8-sig")
    except OSError as error:
        raise InputError(
            f"The settings in {file} cannot be read: {error.strerror}. Name another file with "
            "--config or GROUNDWIRE_CONFIG."
        ) from error
    except UnicodeDecodeError as error:
        raise InputError(f"{file} is not UTF-8. Write it as UTF-8.") from error


def _place(file: Path, text: str, name: str) -> str:
    # tomllib tells no lines. A name is written once, so the first line that opens with it is its.
    pattern = re.compile(rf"""^\s*\[*\s*(["']?){re.escape(name)}\1\s*[=.\]]""")
    lines = enumerate(text.splitlines(), start=1)
    line = next((number for number, line in lines if pattern.match(line)), None)
    return f"{file}, line {line}, {name}" if line else f"{file}, {name}"


def _beside(file: Path, name: str, value: object) -> object:
    """A path of the file as it is from here: it was written from where the file lies."""
    if not isinstance(value, str) or name not in Settings.model_fields:
        return value
    # A model is a name, or a folder: only what says so with a dot is a folder.
    if kind_of(name) is Path or (name == "model" and value.startswith(("./", "../"))):
        return str(file.parent / Path(value).expanduser())
    return value


def _from_pairs(pairs: Sequence[str]) -> _Layer:
    values: dict[str, object] = {}
    for pair in pairs:
        name, equals, value = pair.partition("=")
        if not equals:
            raise InputError(f"--set {pair}: write it as NAME=VALUE, such as --set top_k=20.")
        if name in Settings.model_fields and kind_of(name) is SecretStr:
            raise InputError(
                f"--set {name}: others can read a command line. Set {variable_of(name)}, or "
                f"write {name} into a file that only you can read."
            )
        values[name] = value
    return _Layer(values, {name: f"--set {name}" for name in values})
