"""A conversation in the terminal: each question is asked with those before it."""

import sys
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import replace
from typing import Any

from groundwire.answer.answer import Answerer
from groundwire.cli.batch import question_of
from groundwire.cli.output import results as output
from groundwire.cli.output.progress import say
from groundwire.errors import InputError
from groundwire.records import Answer, Turn
from groundwire.requests import MAX_TURN_CHARACTERS, MAX_TURNS

COMMANDS = "/sources shows the quotes of the last answer, /new starts over, /quit ends."


def converse(answerer: Answerer, where: Mapping[str, Any]) -> None:
    """Answer each line of the standard input until ``/quit`` or its end."""
    at_terminal = sys.stdin.isatty()
    if at_terminal:
        _edit_lines()
        say(f"{answerer.library.info.articles:,} articles. {COMMANDS}")
    conversation = _Conversation(answerer, where)
    while True:
        try:
            line = input("> " if at_terminal else "")
        except EOFError:
            return
        if line.strip() == "/quit":
            return
        conversation.take(line.strip())


class _Conversation:
    """What was said so far, and the last answer."""

    def __init__(self, answerer: Answerer, where: Mapping[str, Any]) -> None:
        self._answerer = answerer
        self._where = where
        self._history: tuple[Turn, ...] = ()
        self._last: Answer | None = None

    def take(self, line: str) -> None:
        """Do what the line says: a command, or a question."""
        if line == "/new":
            self._history, self._last = (), None
            say("A new conversation.")
        elif line == "/sources":
            self._show_sources()
        elif line.startswith("/"):
            say(f"{line.split()[0]} is no command. {COMMANDS}")
        elif line:
            self._ask(line)

    def _ask(self, text: str) -> None:
        try:
            question = question_of({"question": text, **self._where})
        except InputError as error:
            say(str(error))
            return
        answer = self._answerer.ask(replace(question, history=self._history))
        output.print_answer(answer, quotes=False)
        turns = Turn("user", text), Turn("assistant", answer.text[:MAX_TURN_CHARACTERS])
        self._history = (*self._history, *turns)[-MAX_TURNS:]
        self._last = answer

    def _show_sources(self) -> None:
        if self._last is None or not self._last.citations:
            say("No answer with a source yet.")
        else:
            output.print_citations(self._last.citations)


def _edit_lines() -> None:
    """Arrow keys and history for ``input``, where the platform has them."""
    with suppress(ImportError):
        import readline  # noqa: F401  # importing it is what switches it on
