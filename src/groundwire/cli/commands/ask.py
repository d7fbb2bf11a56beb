"""The commands that put questions to an index, and the one that serves it."""

import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TypeVar

import typer

from groundwire.cli import options as option
from groundwire.cli.output import results as output
from groundwire.cli.output.progress import followed
from groundwire.errors import InputError
from groundwire.records import Answer, Question, SearchResult

if TYPE_CHECKING:
    from groundwire.answer.answer import Answerer
    from groundwire.settings import Settings

SEARCH_HITS = 10  # one screen or two
NOTHING: option.Where = {}  # no filter

Result = TypeVar("Result", Answer, SearchResult)


@option.filtered
def ask(
    context: typer.Context,
    question: option.Text = None,
    where: option.Where = NOTHING,
    batch: option.Batch = None,
    timings: option.Timings = False,
    as_json: option.AsJson = False,
    index: option.Index = None,
) -> None:
    """Answer a question from the articles, or say that they do not."""
    settings = option.settings_of(context, index=index)
    if batch is not None:
        _answer_file(_alone(batch, question), where, settings, _ask, timings=timings)
    answer = _answer_one(question, where, settings, _ask)
    if as_json:
        output.print_json(answer)
    else:
        output.print_answer(answer, timings=timings)


@option.filtered
def search(
    context: typer.Context,
    query: option.Text = None,
    k: Annotated[int, typer.Option("-k", min=1, max=1000, help="How many hits.")] = SEARCH_HITS,
    where: option.Where = NOTHING,
    batch: option.Batch = None,
    timings: option.Timings = False,
    as_json: option.AsJson = False,
    index: option.Index = None,
) -> None:
    """Find the passages that fit a question best."""

    def find(answerer: "Answerer", question: Question) -> SearchResult:
        return answerer.search(question, k=k)

    settings = option.settings_of(context, index=index)
    if batch is not None:
        _answer_file(_alone(batch, query), where, settings, find, timings=timings)
    result = _answer_one(query, where, settings, find)
    if as_json:
        output.print_json(result)
    else:
        output.print_search(result, timings=timings)


@option.filtered
def chat(
    context: typer.Context,
    where: option.Where = NOTHING,
    index: option.Index = None,
) -> None:
    """Hold a conversation: a question a line; /sources, /new and /quit."""
    from groundwire.cli.chat import converse

    settings = option.settings_of(context, index=index)
    converse(_answerer(settings), where)


def timeline(
    context: typer.Context,
    topic: Annotated[str | None, typer.Argument(metavar="TOPIC", help="Only about this.")] = None,
    as_json: option.AsJson = False,
    index: option.Index = None,
) -> None:
    """List what the articles say with a date, in order of time."""
    from groundwire.answer.timeline import HITS, timeline_of
    from groundwire.cli.batch import question_of

    settings = option.settings_of(context, index=index)
    question = None if topic is None else question_of({"question": _text(topic)})
    answerer = _answerer(settings)
    hits = answerer.search(question, k=HITS).hits if question else None
    found = timeline_of(answerer.library.index, topic=topic, hits=hits)
    if as_json:
        output.print_json(found)
    else:
        output.print_timeline(found)


def serve(
    context: typer.Context,
    host: Annotated[
        str | None,
        typer.Option("--host", help="Address to listen on.  [default: 127.0.0.1]"),
    ] = None,
    port: Annotated[
        int | None,
        typer.Option("--port", min=0, max=65535, help="Port; 0 takes a free one.  [default: 8080]"),
    ] = None,
    insecure: Annotated[
        bool,
        typer.Option("--insecure", help="Listen on an address that other machines can reach."),
    ] = False,
    watch: Annotated[
        list[Path] | None,
        typer.Option(
            "--watch",
            metavar="PATH",
            help="Index what changes in this file or folder; may be repeated. Name all that the "
            "index is made of.",
        ),
    ] = None,
    workers: Annotated[
        int | None,
        typer.Option("--workers", min=1, max=64, help="Processes that answer.  [default: 1]"),
    ] = None,
    attended: Annotated[
        int | None,
        typer.Option(
            "--attended",
            metavar="FD",
            help="Be one of several: listen on this open socket, end with the standard input.",
        ),
    ] = None,
    index: option.Index = None,
) -> None:
    """Serve the HTTP API and the web page until Ctrl-C; builds nothing without --watch."""
    from groundwire.cli import serving
    from groundwire.cli.watch import watching

    settings = option.settings_of(context, index=index, host=host, port=port, workers=workers)
    if attended is not None:
        serving.one_of_several(settings, attended, context.obj)
        return
    followed = option.existing(watch) if watch else []
    passed_on = option.passed_on(context)
    with watching(followed, settings, context.obj, passed_on):
        if settings.workers == 1:
            serving.alone(settings, insecure=insecure)
        else:
            code = serving.several(settings, context.obj, passed_on, insecure=insecure)
            raise typer.Exit(code)


def _ask(answerer: "Answerer", question: Question) -> Answer:
    return answerer.ask(question)


def _answerer(settings: "Settings") -> "Answerer":
    from groundwire.wiring import make_answerer

    return make_answerer(settings)


def _answer_one(
    text: str | None,
    where: option.Where,
    settings: "Settings",
    answer: "Callable[[Answerer, Question], Result]",
) -> Result:
    from groundwire.cli.batch import question_of

    # Read the question first: a bad one is told before the model and the index are opened.
    question = question_of({"question": _text(text), **where})
    return answer(_answerer(settings), question)


def _answer_file(
    batch: Path,
    where: option.Where,
    settings: "Settings",
    answer: "Callable[[Answerer, Question], Answer | SearchResult]",
    *,
    timings: bool,
) -> None:
    """Answer each line of a file and leave: exit code 0, or 2 if a line could not be used."""
    from groundwire.cli.batch import answer_line, read_batch

    lines = read_batch(batch, where)
    answerer = _answerer(settings)
    failed = False
    for line in followed(lines, "questions"):
        answered = answer_line(line, lambda question: answer(answerer, question), timings=timings)
        failed = failed or "error" in answered
        output.print_json(answered, indent=None)
    raise typer.Exit(InputError.exit_code if failed else 0)


def _alone(batch: Path, question: str | None) -> Path:
    if question is not None:
        raise InputError("A question and --batch were both given. Put the question into the file.")
    return batch


def _text(given: str | None) -> str:
    """The question as written, or read from the standard input where it is ``-``."""
    if given is None:
        raise InputError(
            'No question was given. Ask in words, such as: groundwire ask "Who attended?"'
        )
    try:
        if given == "-":
            return sys.stdin.buffer.read().decode("utf-8-sig")
        given.encode()  # bytes that are no UTF-8 arrive as lone surrogates
    except UnicodeError as error:
        raise InputError("The question is not UTF-8. Write it as UTF-8.") from error
    return given
