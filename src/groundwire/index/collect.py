"""The articles of a build: read, cleaned, each id once, sorted by id."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from groundwire.corpus.clean import clean
from groundwire.corpus.readers import Failure, read_articles
from groundwire.errors import ArticleError
from groundwire.records import Article, RawArticle

Progress = Callable[[str, int, int], None]  # stage, done, total (0: not known)


@dataclass(slots=True)
class Collection:
    """The articles to index, sorted by id, and what was left out."""

    articles: list[Article]
    duplicates: int = 0
    failures: list[Failure] = field(default_factory=list)


def read(
    paths: Sequence[Path], *, strict: bool, progress: Progress
) -> tuple[list[RawArticle], list[Failure]]:
    """Every article that the files and folders hold, and what could not be read.

    Raises:
        ArticleError: something could not be read and the build is strict.
    """
    raw: list[RawArticle] = []
    failures: list[Failure] = []
    for found in read_articles(paths):
        if isinstance(found, RawArticle):
            raw.append(found)
            progress("read", len(raw), 0)  # how many there are is not known yet
        else:
            failures.append(_note(found, strict=strict))
    if raw:
        progress("read", len(raw), len(raw))
    return raw, failures


def clean_all(raw: Sequence[RawArticle], *, strict: bool, progress: Progress) -> Collection:
    """Clean each article; one that nothing is left of is a failure and stops no other.

    Raises:
        ArticleError: an article could not be cleaned and the build is strict.
    """
    articles: list[Article] = []
    failures: list[Failure] = []
    for number, each in enumerate(raw, start=1):
        try:
            articles.append(clean(each))
        except ArticleError as error:
            reason = str(error).removeprefix(f"{each.path}: ")
            failures.append(_note(Failure(each.path, reason), strict=strict))
        progress("clean", number, len(raw))
    unique = each_once(articles)
    for failure in unique.failures:
        _note(failure, strict=strict)
    unique.failures = failures + unique.failures
    return unique


def each_once(articles: Iterable[Article]) -> Collection:
    """Articles sorted by id, each id once.

    The same article twice is a duplicate, of which the first path is kept; another article under
    the same id is a failure that names both, so that the order of files never decides.
    """
    kept: dict[str, Article] = {}
    result = Collection([])
    for article in sorted(articles, key=lambda a: (a.id, a.path)):
        first = kept.setdefault(article.id, article)
        if first is article:
            continue
        if first.digest == article.digest:
            result.duplicates += 1
        else:
            result.failures.append(
                Failure(
                    article.path,
                    f"another article in {first.path} has the same id {article.id!r} and was "
                    "kept. Give one of them another id, or take it away.",
                )
            )
    result.articles = list(kept.values())
    return result


def updated(indexed: Iterable[Article], new: Iterable[Article]) -> list[Article]:
    """The indexed articles without those that the new ones replace, and the new ones.

    A new article replaces one of the same id, and everything that the same file held before.
    """
    new = list(new)
    paths = {article.path for article in new}
    digests = {article.id: article.digest for article in new}
    kept = [
        article
        for article in indexed
        if article.path not in paths and digests.get(article.id, article.digest) == article.digest
    ]
    return kept + new


def _note(failure: Failure, *, strict: bool) -> Failure:
    if strict:
        raise ArticleError(f"{failure.path}: {failure.reason}")
    return failure
