"""The YAML file of questions: read safely and strictly, and every value knows its line.

Strictly: a key that is written twice is an error (YAML forbids it, PyYAML takes the last one in
silence), and a day stays the text that was written, so that its reader can name the field.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from groundwire.errors import InputError

Location = Sequence[int | str]  # the keys and list positions (from 0) that lead to a value

_ID = re.compile(r"\s*(?:- +)?id: *[\"']?([^\s\"']+)")
_KEY = re.compile(r"\s*(?:- +)?[\"']?(\w+)[\"']?:(?: |$)")
# What PyYAML says when people forget the quotes, and what they can do about it.
_ADVICE = {
    "mapping values are not allowed here": "a colon where none may stand: quote the text",
    "found unexpected end of stream": "the quote that opens here is never closed",
    "found character '\\t' that cannot start any token": "a tab: indent with spaces",
    "found unhashable key": "a list or mapping stands where the name of a field belongs",
}


class _Loader(yaml.SafeLoader):
    """Safe loading without days, and with the line of a value that its own tag belies."""

    def construct_object(self, node: yaml.Node, deep: bool = False) -> Any:
        try:
            return super().construct_object(node, deep)
        except ValueError as error:  # `!!int soon`, for which PyYAML has no error of its own
            raise yaml.constructor.ConstructorError(
                None, None, f"this is no {node.tag.rpartition(':')[2]}", node.start_mark
            ) from error


_Loader.yaml_implicit_resolvers = {
    first: [(tag, form) for tag, form in resolvers if not tag.endswith(":timestamp")]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


@dataclass(frozen=True, slots=True)
class QuestionFile:
    """What a file holds: ``value`` in plain Python types, ``node`` the same with its places."""

    path: Path
    value: Any
    node: yaml.Node

    def line(self, location: Location) -> int:
        """The line (from 1) of a value's key or list item; of what is around it, where the value
        is missing or was merged in."""
        node, line = self.node, _line(self.node.start_mark)
        for part in location:
            found = _child(node, part)
            if found is None:
                break
            line, node = found
        return line


def read_question_file(path: Path) -> QuestionFile:
    """The one document of a YAML file.

    Raises:
        InputError: the file cannot be read, is empty, is not UTF-8 or not YAML, or writes a key
            twice; the message names the file, the line, and the question and field around it.
    """
    text = _read(path)
    try:
        loader = _Loader(text)
        node = loader.get_single_node()
        if node is None:
            raise InputError(f"{path}:1: the file is empty.")
        _refuse_repeated_keys(path, text, node)
        return QuestionFile(path, loader.construct_document(node), node)
    except yaml.YAMLError as error:
        line, reason = _why_not_yaml(text, error)
        raise InputError(f"{path}:{line}: {_around(text, line)}not YAML: {reason}.") from error
    except RecursionError as error:
        raise InputError(f"{path}:1: not YAML that can be read: nested too deeply.") from error


def _read(path: Path) -> str:
    try:
        data = path.read_bytes()
    except OSError as error:
        raise InputError(f"{path}: cannot be read ({error.strerror}).") from error
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        around = _around(data[: error.start].decode("utf-8"), line)
        raise InputError(
            f"{path}:{line}: {around}byte 0x{data[error.start]:02x} is not UTF-8; "
            "save the file as UTF-8."
        ) from error


def _line(mark: yaml.Mark) -> int:
    return int(mark.line) + 1


def _child(node: yaml.Node, part: int | str) -> tuple[int, yaml.Node] | None:
    """The line at which a part of a mapping or list begins, and the part."""
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            if isinstance(key, yaml.ScalarNode) and key.value == str(part):
                return _line(key.start_mark), value
    if isinstance(node, yaml.SequenceNode) and isinstance(part, int) and part < len(node.value):
        item = node.value[part]
        return _line(item.start_mark), item
    return None


def _refuse_repeated_keys(path: Path, text: str, node: yaml.Node) -> None:
    for key in _repeated_keys(node, set()):
        line = _line(key.start_mark)
        raise InputError(
            f"{path}:{line}: {_around(text, line)}the key {key.value} is written twice; "
            "keep one of the two."
        )


def _repeated_keys(node: yaml.Node, seen: set[int]) -> Iterator[yaml.ScalarNode]:
    """Every key that its mapping already had; what an alias repeats is looked at once."""
    if id(node) in seen or isinstance(node, yaml.ScalarNode):
        return
    seen.add(id(node))
    names: set[str] = set()
    for item in node.value:
        if isinstance(node, yaml.SequenceNode):
            yield from _repeated_keys(item, seen)
            continue
        key, value = item
        if isinstance(key, yaml.ScalarNode):
            if key.value in names:
                yield key
            names.add(key.value)
        yield from _repeated_keys(value, seen)


def _why_not_yaml(text: str, error: yaml.YAMLError) -> tuple[int, str]:
    """The line at which the parser gave up, or at which what it could not end began; and why."""
    if isinstance(error, yaml.reader.ReaderError):
        line = text.count("\n", 0, error.position) + 1
        return line, f"a control character ({error.character:#04x}); remove it"
    if not isinstance(error, yaml.MarkedYAMLError) or error.problem_mark is None:
        return 1, str(error)
    reason = _ADVICE.get(error.problem or "", error.problem or str(error))
    unended = error.context or ""
    if error.context_mark and ("flow" in unended or "quoted" in unended):
        return _line(error.context_mark), f"{reason} ({unended} that begins here)"
    return _line(error.problem_mark), reason


def _around(text: str, line: int) -> str:
    """The question and field that a line of text belongs to, as far as its look tells: the text
    may be no YAML. Empty before the first question."""
    before = text.split("\n")[:line]
    ids = [found[1] for written in before if (found := _ID.match(written))]
    keys = [found[1] for written in before if (found := _KEY.match(written))]
    if not ids:
        return f"field {keys[-1]}: " if keys else ""
    return f"question {ids[-1]}, field {keys[-1]}: "
