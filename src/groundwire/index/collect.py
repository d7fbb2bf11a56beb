"""The articles of a build: read, cleaned, each id once, sorted by id.

What the index holds already, made from the same bytes, is neither read nor cleaned again.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from groundwire.corpus.clean.article import clean
from groundwire.corpus.read.extract import Extractor
from groundwire.corpus.read.readers import Failure, article_files, read_file
from groundwire.errors import ArticleError
from groundwire.index.origin import DIGEST_BYTES, Origin, file_digest, record_digest
from groundwire.records import Article, RawArticle

Progress = Callable[[str, int, int], None]  # stage, done, total (0: not known)


@dataclass(frozen=True, slots=True)
class Candidate:
    """An article that may be indexed, by what it is told apart; ``read`` gives it whole."""

    id: str
    digest: str
    path: str
    origin: Origin
    read: Callable[[], Article]

    @classmethod
    def of(cls, article: Article, origin: Origin) -> "Candidate":
        """An article that was cleaned now."""
        return cls(article.id, article.digest, article.path, origin, lambda: article)


@dataclass(slots=True)
class Collection:
    """The articles to index, sorted by id, and what was left out."""

    articles: list[Candidate]
    duplicates: int = 0
    failures: list[Failure] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Unclean:
    """An article as it was read, and from what."""

    raw: RawArticle
    origin: Origin


@dataclass(slots=True)
class Found:
    """What files hold, in their order: articles that are known, those to be cleaned, failures."""

    articles: list[Candidate | Unclean] = field(default_factory=list)
    failures: list[Failure] = field(default_factory=list)


class Known:
    """The articles that an index holds, by what they were made from."""

    def __init__(self, candidates: Iterable[Candidate] = ()) -> None:
        self._of_file: dict[bytes, list[Candidate]] = defaultdict(list)
        self._of_record: dict[bytes, Candidate] = {}
        for candidate in candidates:
            self._of_file[candidate.origin.file].append(candidate)
            self._of_record[candidate.origin.record] = candidate

    def of_file(self, digest: bytes) -> list[Candidate]:
        """All that a file with this digest holds; nothing where a part of it is not indexed."""
        held = self._of_file.get(digest, [])
        return held if held and len(held) == held[0].origin.count else []

    def of_record(self, origin: Origin) -> Candidate | None:
        """The article of a record, as it comes out of the file that it stands in now."""
        held = self._of_record.get(origin.record)
        return replace(held, origin=origin) if held else None


def read(paths: Sequence[Path], known: Known, *, strict: bool, progress: Progress) -> Found:
    """Every article that the files and folders hold, and what could not be read.

    Raises:
        ArticleError: something could not be read and the build is strict.
    """
    found = Found()
    with Extractor() as extractor:
        for path in article_files(paths):
            if isinstance(path, Failure):
                found.failures.append(_note(path, strict=strict))
                continue
            digest = file_digest(path)
            if digest and (held := known.of_file(digest)):
                found.articles += held
            else:
                each = list(read_file(path, extractor))
                # A file that is being written need not be what was read: then nothing is known
                # about it.
                whole = digest if digest == file_digest(path) else None
                _take(each, whole, known, found, strict=strict)
            if found.articles:
                progress("read", len(found.articles), 0)  # how many there are is not known yet
    if found.articles:
        progress("read", len(found.articles), len(found.articles))
    return found


def _take(
    each: Sequence[RawArticle | Failure],
    digest: bytes | None,
    known: Known,
    found: Found,
    *,
    strict: bool,
) -> None:
    """What one file holds into what is found; ``digest`` is the file's where it is certain."""
    file, count = (digest, len(each)) if digest else (bytes(DIGEST_BYTES), 0)
    for one in each:
        if isinstance(one, Failure):
            found.failures.append(_note(one, strict=strict))
            continue
        origin = Origin(file, record_digest(one), count)
        found.articles.append(known.of_record(origin) or Unclean(one, origin))


def clean_all(found: Found, *, strict: bool, progress: Progress) -> Collection:
    """Clean each article; one that nothing is left of is a failure and stops no other.

    Raises:
        ArticleError: an article could not be cleaned and the build is strict.
    """
    candidates: list[Candidate] = []
    failures: list[Failure] = []
    total = sum(isinstance(each, Unclean) for each in found.articles)
    done = 0
    for each in found.articles:
        if isinstance(each, Candidate):
            candidates.append(each)
            continue
        try:
            candidates.append(Candidate.of(clean(each.raw), each.origin))
        except ArticleError as error:
            reason = str(error).removeprefix(f"{each.raw.path}: ")
            failures.append(_note(Failure(each.raw.path, reason), strict=strict))
        done += 1
        progress("clean", done, total)
    unique = each_once(candidates)
    for failure in unique.failures:
        _note(failure, strict=strict)
    unique.failures = found.failures + failures + unique.failures
    return unique


def each_once(candidates: Iterable[Candidate]) -> Collection:
    """Articles sorted by id, each id once.

    The same article twice is a duplicate, of which the first path is kept; another article under
    the same id is a failure that names both, so that the order of files never decides.
    """
    kept: dict[str, Candidate] = {}
    result = Collection([])
    for candidate in sorted(candidates, key=lambda c: (c.id, c.path)):
        first = kept.setdefault(candidate.id, candidate)
        if first is candidate:
            continue
        if first.digest == candidate.digest:
            result.duplicates += 1
        else:
            result.failures.append(
                Failure(
                    candidate.path,
                    f"another article in {first.path} has the same id {candidate.id!r} and was "
                    "kept. Give one of them another id, or take it away.",
                )
            )
    result.articles = list(kept.values())
    return result


def updated(indexed: Iterable[Candidate], new: Iterable[Candidate]) -> list[Candidate]:
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
