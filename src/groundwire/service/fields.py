"""What every request's fields must satisfy before anything reads them."""

import json
import re
from typing import Any

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


def encodable(value: Any) -> Any:
    """The value, if it can be written as UTF-8: JSON may escape half of a surrogate pair.

    Raises:
        ValueError: it cannot.
    """
    try:
        json.dumps(value, ensure_ascii=False).encode()
    except UnicodeEncodeError as error:
        raise ValueError("Holds half of a character (a lone surrogate)") from error
    return value


def iso_day(value: Any) -> Any:
    """The value, if it is a day as ISO 8601 writes it; pydantic would take 20250311 for seconds
    since 1970.

    Raises:
        ValueError: it is something else.
    """
    if value is None or (isinstance(value, str) and _DAY.fullmatch(value)):
        return value
    raise ValueError("Write the day as 2025-03-11")
