"""YAML front matter: the fields between two lines of three hyphens at the head of a file."""

import re
from collections.abc import Mapping

import yaml

from groundwire.errors import ArticleError

MAX_BYTES = 20_000  # a dozen fields; a larger head is no front matter
_FRONT_MATTER = re.compile(
    r"\s*---[ \t]*\r?\n(?P<yaml>.*?)\r?\n(?:---|\.\.\.)[ \t]*(?:\r?\n|$)", re.DOTALL
)
_LOOKS_LIKE_FIELDS = re.compile(r"^[A-Za-z_][\w -]{0,30}:(?:\s|$)", re.MULTILINE)


def split_front_matter(text: str) -> tuple[Mapping[object, object], str]:
    """The fields of the front matter, as strings, and the text below it; no fields and the whole
    text where there is none.

    Raises:
        ArticleError: the front matter is not valid YAML.
    """
    match = _FRONT_MATTER.match(text[: MAX_BYTES * 4]) if text.lstrip()[:3] == "---" else None
    if match is None or len(match["yaml"]) > MAX_BYTES:
        return {}, text
    # A text may open with a rule and hold another one: without fields between, it is text.
    if not _LOOKS_LIKE_FIELDS.search(match["yaml"]):
        return {}, text
    fields = _load(match["yaml"])
    return (fields, text[match.end() :]) if isinstance(fields, Mapping) else ({}, text)


def split_page(data: bytes) -> tuple[Mapping[object, object], bytes]:
    """The fields of the front matter above an HTML page, and the page's own bytes, in whatever
    characters it is written.

    Raises:
        ArticleError: the front matter is not valid YAML.
    """
    end = data.find(b"\n---\n", 3, MAX_BYTES) if data.startswith(b"---\n") else -1
    if end < 0:
        return {}, data
    head, page = data[: end + 5], data[end + 5 :]
    fields, _ = split_front_matter(head.decode("utf-8", "replace"))
    return fields, page


def write_front_matter(fields: Mapping[str, object]) -> str:
    """The fields between two lines of three hyphens, in ASCII."""
    return f"---\n{yaml.safe_dump(dict(fields), sort_keys=False, width=10_000)}---\n"


def _load(document: str) -> object:
    # The base loader makes strings, lists and mappings only: a title of "1984" or "No" stays
    # what was written, and a time stamp keeps the day that was written.
    try:
        loader = yaml.BaseLoader(document)
        fields = loader.get_single_data()
    except (yaml.YAMLError, RecursionError, ValueError) as error:
        raise ArticleError(f"the front matter is not valid YAML ({_where(error)}).") from error
    if isinstance(fields, Mapping):
        return {name: value for name, value in fields.items() if value not in ("null", "~", "")}
    return fields


def _where(error: Exception) -> str:
    mark = getattr(error, "problem_mark", None)
    if mark is None:
        return type(error).__name__
    return f"line {mark.line + 2}: {getattr(error, 'problem', '')}; quote a value that has a colon"
