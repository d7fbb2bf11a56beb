"""One article stored, indexed and answered from; or taken out of all three."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http import HTTPStatus
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field
from starlette.exceptions import HTTPException

from groundwire.corpus.clean.article import MAX_FIELD_CHARACTERS, MAX_URL_CHARACTERS, clean
from groundwire.corpus.clean.dates import EARLIEST
from groundwire.corpus.read.contents import Contents, read_contents
from groundwire.corpus.read.extract import Extractor
from groundwire.errors import ArticleError, GroundwireError, InputError, NotFoundError
from groundwire.index.build import add, remove
from groundwire.index.durable import writer_lock
from groundwire.index.store import failures_explained
from groundwire.records import Article, IndexInfo, RawArticle
from groundwire.requests import Day, Text
from groundwire.service.state import Service
from groundwire.service.work.following import Following
from groundwire.service.work.posted import SUFFIX, PostedArticles, contents

if TYPE_CHECKING:
    from groundwire.index.generation import Index

MAX_NAME_CHARACTERS = 200  # of a source or an author; with the title the head of a file holds them
# What cleaning keeps of an id (corpus/clean/article.py).
_SAFE_ID = r"^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$"

Name = Annotated[Text, Field(max_length=MAX_NAME_CHARACTERS)]


class PostedArticle(BaseModel):
    """An article to be indexed; what is not given is read from its text where it stands there."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    text: Text = Field(min_length=1, description="The story, as plain text.")
    id: Annotated[str, Field(pattern=_SAFE_ID)] | None = Field(
        None,
        description="An article of this id that was posted before is replaced. Without one it is "
        "made from source, title and text.",
    )
    title: Annotated[Text, Field(max_length=MAX_FIELD_CHARACTERS)] | None = Field(
        None, description="The headline."
    )
    source: Name | None = Field(None, description="Who published it.")
    author: Name | None = Field(None, description="Who wrote it.")
    url: Annotated[Text, Field(max_length=MAX_URL_CHARACTERS)] | None = Field(
        None, description="Where it stands, http or https."
    )
    published: Day | None = Field(None, description="Day of publication.")
    language: Annotated[str, Field(pattern=r"^[A-Za-z]{2}$")] | None = Field(
        None, description="Two letters (ISO 639-1); else told by the text."
    )

    def fields(self) -> dict[str, str]:
        """The fields that are given, as the head of a file names them."""
        given = self.model_dump(mode="json", exclude={"text"}, exclude_none=True)
        return {name: str(value) for name, value in given.items()}


class RemovedArticle(BaseModel):
    """What was taken out. ``file`` is ``kept`` where the article came from a file that was not
    posted: while it is there, the next build indexes it again."""

    id: str
    file: Literal["removed", "kept"]
    path: str
    index: IndexInfo


@dataclass(frozen=True, slots=True)
class Written:
    """An article as it is indexed, whether it is a new one, and the index that holds it."""

    article: Article
    new: bool
    index: IndexInfo


@dataclass(frozen=True, slots=True)
class Writer:
    """Changes the index in ``folder`` and the posted articles, and has the service take it up.

    The file is written first and the index after it, both under the index's lock: killed between
    the two, the article is in the corpus and the next build indexes it.
    """

    service: Service
    following: Following
    folder: Path
    posted: PostedArticles

    def post(self, given: PostedArticle) -> Written:
        """Store an article and index it; the service answers from it when this returns.

        Raises:
            InputError, ArticleError: it is no usable article; nothing was stored.
            HTTPException: 409, its id is that of an article from another file.
            IndexLockedError: another process is writing the index.
            GroundwireError: the disk is full or failing; nothing has changed.
        """
        article = _cleaned(given)
        data = contents({**given.fields(), "id": article.id}, given.text)
        with self._alone() as index:
            before = _found(index, article.id)
            if before and not self.posted.holds(before):
                raise HTTPException(HTTPStatus.CONFLICT, _another_file(before))
            with self.posted.written(article.id, data) as path:
                report = add(
                    [path],
                    folder=self.folder,
                    encoder=self.service.answerer.models.encoder,
                    passage_tokens=index.passage_tokens,
                    strict=True,
                    locked=True,
                )
            index = self._taken_up(report.generation)
        return Written(index.find(article.id), before is None, index.info)

    def delete(self, article_id: str) -> RemovedArticle:
        """Take an article out of the index, and its file out of the corpus if it was posted.

        Raises:
            NotFoundError: no article has this id.
            HTTPException: 409, it is the only article.
            IndexLockedError, GroundwireError: as ``post``.
        """
        with self._alone() as index:
            held = _found(index, article_id)
            if held and len(index.article_ids) == 1:
                raise HTTPException(HTTPStatus.CONFLICT, _THE_ONLY_ONE)
            with self.posted.removed(article_id) as there:
                if held:
                    report = remove(
                        [article_id],
                        folder=self.folder,
                        encoder=self.service.answerer.models.encoder,
                        locked=True,
                    )
                    generation = report.generation
                elif there:  # stored by a process that was killed before it was indexed
                    generation = index.generation
                else:
                    raise NotFoundError(f"{article_id!r}: no article has this id.")
            index = self._taken_up(generation)
        kept = held is not None and not self.posted.holds(held)
        return RemovedArticle(
            id=article_id,
            file="kept" if kept else "removed",
            path=held.path if held else self.posted.path(article_id).as_posix(),
            index=index.info,
        )

    @contextmanager
    def _alone(self) -> Iterator["Index"]:
        """Hold the writer's lock, with the newest generation open and nothing half done."""
        with failures_explained(self.posted.folder), writer_lock(self.folder):
            self.posted.sweep()
            self.following.look()
            yield self.service.library.index

    def _taken_up(self, generation: str) -> "Index":
        self.following.look()
        index = self.service.library.index
        if index.generation != generation:
            raise GroundwireError(
                f"The change is stored and indexed, but generation {generation} could not be "
                "opened: the log says why. Restart the service once that is put right."
            )
        return index


_THE_ONLY_ONE = "It is the only article, and an index holds at least one. Post another one first."


def _another_file(article: Article) -> str:
    return (
        f"The article {article.id!r} comes from {article.path}, which was not posted. Change that "
        "file and build, or post this one under another id."
    )


def _found(index: "Index", article_id: str) -> Article | None:
    try:
        return index.find(article_id)
    except NotFoundError:
        return None


def _cleaned(given: PostedArticle) -> Article:
    """The article as a build makes it of the file.

    Raises:
        ArticleError: its text is none, or nothing is left of it.
        InputError: a field that an article cannot have.
    """
    stored = Contents(contents(given.fields(), given.text), SUFFIX, "text")
    with Extractor() as extractor:
        found = next(iter(read_contents(stored, extractor)))
    if not isinstance(found, RawArticle):
        raise ArticleError(found.reason)
    article = clean(found)
    if given.id and article.id != given.id:
        raise InputError(f"id: {given.id!r} means nothing in a file. Choose another one.")
    if given.url and not article.url:
        raise InputError("url: not an address of a page. Write it as https://news.example/story.")
    if given.published and article.published != given.published:
        raise InputError(
            f"published: {given.published} is no day that an article can be of. It lies between "
            f"{EARLIEST} and tomorrow."
        )
    return article
