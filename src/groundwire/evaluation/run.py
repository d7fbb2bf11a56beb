"""Questions -> replies -> outcomes -> scores: a run of the evaluation, from the top."""

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, as_completed
from dataclasses import dataclass, replace

from groundwire.evaluation.asker import Asker
from groundwire.evaluation.dataset import Dataset
from groundwire.evaluation.folder import RunFolder
from groundwire.evaluation.gold import GoldQuestion
from groundwire.evaluation.locate import Located, locate
from groundwire.evaluation.questions import match_articles
from groundwire.evaluation.results import Manifest, Reply
from groundwire.records import Article

Progress = Callable[[str, int, int], None]  # stage, done, of how many


@dataclass(frozen=True, slots=True)
class Plan:
    """How to ask: ``jobs`` questions at a time, each ``times`` times (a second asking shows
    whether the answer is the same)."""

    jobs: int = 1
    times: int = 2


def ask_all(
    questions: Sequence[GoldQuestion],
    asker: Asker,
    folder: RunFolder,
    *,
    manifest: Manifest,
    plan: Plan,
    progress: Progress | None = None,
) -> dict[str, Reply]:
    """A reply to every question, by id: those that the folder holds already, and the others asked
    now, each written down as soon as it is there.

    Raises:
        InputError: the folder holds another run.
    """
    replies = folder.begin(manifest)
    missing = [question for question in questions if question.id not in replies]
    for reply in _in_parallel(missing, asker, plan):
        folder.append(reply)
        replies[reply.id] = reply
        if progress:
            progress("questions", len(replies), len(questions))
    return replies


def _in_parallel(questions: Sequence[GoldQuestion], asker: Asker, plan: Plan) -> Iterator[Reply]:
    pool = ThreadPoolExecutor(plan.jobs, thread_name_prefix="ask")
    asked: list[Future[Reply]] = [
        pool.submit(ask_one, question, asker, times=plan.times) for question in questions
    ]
    try:
        for done in as_completed(asked):
            yield done.result()
    finally:
        pool.shutdown(cancel_futures=True)  # Ctrl-C: what is not begun is not asked


def ask_one(question: GoldQuestion, asker: Asker, *, times: int) -> Reply:
    """The reply to one question; whatever goes wrong is in it."""
    try:
        asked = question.to_question()
        found, answer = asker.ask(asked)
        again = [asker.ask(asked)[1] for _ in range(times - 1)]
    except Exception as error:  # noqa: BLE001  a question that crashes is a miss, not the run's end
        return Reply(question.id, None, None, error=f"{type(error).__name__}: {error}")
    same = [replace(other, timings_ms={}) == replace(answer, timings_ms={}) for other in again]
    return Reply(question.id, found, answer, same=all(same) if same else None)


def locate_all(dataset: Dataset, articles: Sequence[Article]) -> dict[str, Located]:
    """Where the articles hold what each question needs, by the question's id.

    Raises:
        InputError: the articles are not those that the questions are about.
    """
    if dataset.native is not None:
        keyed = match_articles(dataset.native, articles)
    else:
        keyed = {article.id: article for article in articles}
    return {question.id: locate(question, keyed) for question in dataset.questions}
