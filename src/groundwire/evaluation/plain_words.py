"""What is wrong with a value in a file that people write, in plain words."""

from typing import Any

from pydantic_core import ErrorDetails

_QUOTE_IT = "put it in quotes"
_A_DAY = "is no day; write it as 2025-03-11"
_WRONG = {
    "missing": "is missing",
    "extra_forbidden": "is not a field of the format; check the spelling",
    "string_too_short": "must not be empty",
    "dict_type": "must be names with their values",
    "model_type": "must be fields with their values",
    "model_attributes_type": "must be fields with their values",
    "tuple_type": "must be a list, in square brackets or with a dash before each item",
    "list_type": "must be a list, in square brackets or with a dash before each item",
    "bool_type": "must be true or false",
    "bool_parsing": "must be true or false",
    "int_type": "must be a whole number",
    "int_parsing": "must be a whole number",
    "int_from_float": "must be a whole number",
    "not_a_day": _A_DAY,
    "date_parsing": _A_DAY,
    "date_from_datetime_parsing": _A_DAY,
}
_BOUNDED = {
    "literal_error": "must be one of {expected}",
    "greater_than": "must be more than {gt}",
    "greater_than_equal": "must be {ge} or more",
    "too_short": "must hold at least {min_length} item",
    "too_long": "must hold at most {max_length} items",
    "string_too_long": "must have at most {max_length} characters",
}
# Where what was written is nothing, or is the field that the place names.
_SAID_ALREADY = frozenset({"missing", "extra_forbidden", "string_too_short"})


def in_words(fault: ErrorDetails) -> str:
    """One of pydantic's errors as a newcomer would put it; pydantic's own words for a rare one.

    What was written is repeated where it is short enough to be recognised in the file.
    """
    kind, written = fault["type"], fault["input"]
    if kind == "string_type":
        return f"must be text, not {_as_written(written)}{_quote_hint(written)}"
    wrong = _WRONG.get(kind)
    if wrong is None and kind in _BOUNDED:
        wrong = _BOUNDED[kind].format(**fault["ctx"])
    wrong = wrong or fault["msg"][:1].lower() + fault["msg"][1:]
    return wrong if kind in _SAID_ALREADY else wrong + _not(written)


def _not(written: Any) -> str:
    return f", not {_as_written(written)}" if isinstance(written, str | int | float) else ""


def _quote_hint(written: Any) -> str:
    return f"; {_QUOTE_IT}" if isinstance(written, bool | int | float) else ""


def _as_written(value: Any) -> str:
    """A value as a YAML file has it, or what it is where that would be long."""
    if value is None:
        return "nothing"
    if isinstance(value, bool):
        return "true or false"
    if isinstance(value, list | dict):
        return "a list" if isinstance(value, list) else "fields with values"
    return repr(value) if len(str(value)) <= 40 else "what is written there"
