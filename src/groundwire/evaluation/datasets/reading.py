"""Files of public data sets, checked as they are read: a fault names the file, line and field."""

import gzip
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel, ConfigDict, TypeAdapter, ValidationError

from groundwire.errors import InputError


class Published(BaseModel):
    """A record that others publish: fields that are not used here may stand beside those that
    are, and an id may be a number."""

    model_config = ConfigDict(frozen=True, extra="ignore", coerce_numbers_to_str=True)


Model = TypeVar("Model", bound=Published)
Document = TypeVar("Document")


def read_json(path: Path, shape: TypeAdapter[Document]) -> Document:
    """A JSON file, whole.

    Raises:
        InputError: it cannot be read, or is not of this shape.
    """
    try:
        return shape.validate_json(path.read_bytes())
    except OSError as error:
        raise _unreadable(path, error) from error
    except ValidationError as error:
        raise _fault(str(path), error) from error


def read_lines(path: Path, model: type[Model]) -> Iterator[tuple[int, Model]]:
    """The number (from 1) and the record of every line of a JSON Lines file that is not blank; a
    name that ends in ``.gz`` is unpacked.

    Raises:
        InputError: the file cannot be read, or a line is not of this shape.
    """
    try:
        with gzip.open(path) if path.suffix == ".gz" else path.open("rb") as file:
            for number, line in enumerate(file, start=1):
                if line.strip():
                    yield number, _record(line, model, f"{path}, line {number}")
    except (OSError, EOFError, zlib.error) as error:
        raise _unreadable(path, error) from error


def read_rows(path: Path) -> Iterator[tuple[int, list[str]]]:
    """The number (from 1) and the columns of every line of a tab-separated file.

    Raises:
        InputError: the file cannot be read as UTF-8.
    """
    try:
        with path.open(encoding="utf-8") as file:
            for number, line in enumerate(file, start=1):
                yield number, line.rstrip("\r\n").split("\t")
    except (OSError, UnicodeDecodeError) as error:
        raise _unreadable(path, error) from error


def _record(line: bytes, model: type[Model], place: str) -> Model:
    try:
        return model.model_validate_json(line)
    except ValidationError as error:
        raise _fault(place, error) from error


def _fault(place: str, error: ValidationError) -> InputError:
    """The first thing that is wrong; a list counts its records from 1, as people do."""
    first = error.errors(include_url=False, include_input=False)[0]
    location = list(first["loc"])
    if location and isinstance(location[0], int):
        place = f"{place}, record {location[0] + 1}"
        del location[0]
    field = ".".join(map(str, location)) or "(all of it)"
    return InputError(f"{place}, field {field}: {first['msg']}. Correct it, or take it out.")


def _unreadable(path: Path, error: Exception) -> InputError:
    return InputError(f"{path}: cannot be read ({error}). Fetch or unpack it again.")
