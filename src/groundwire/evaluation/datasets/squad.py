"""SQuAD 1.1 and 2.0 (Rajpurkar et al. 2016, 2018): questions about paragraphs of stories.

One article a story, and every question is put to all of them. The evidence is the sentence of the
paragraph that holds the answer. Questions that are impossible by their paragraph count as
unanswerable; another story may still answer one.
"""

from collections.abc import Iterator, Sequence
from pathlib import Path

from pydantic import Field, TypeAdapter

from groundwire.errors import InputError
from groundwire.evaluation.datasets.contents import Contents, Record, check_ids, nuggets_of
from groundwire.evaluation.datasets.reading import Published, read_json
from groundwire.evaluation.gold import GoldQuestion, GoldQuote, Phrase
from groundwire.language.sentences import sentence_spans
from groundwire.records import Sentence

SPLIT = "dev"


class _Answer(Published):
    text: Phrase
    answer_start: int = Field(ge=0)
    start_guessed: bool = False  # an addition of ours to the format: the offset is unsure

    def stands_in(self, context: str) -> bool:
        return context.startswith(self.text, self.answer_start)


class _Asked(Published):
    id: Phrase
    question: Phrase
    answers: tuple[_Answer, ...]
    is_impossible: bool = False


class _Paragraph(Published):
    context: Phrase
    qas: tuple[_Asked, ...]


class _Story(Published):
    title: str
    paragraphs: tuple[_Paragraph, ...]


class _Document(Published):
    data: tuple[_Story, ...] = Field(min_length=1)


def load(path: Path) -> Contents:
    """All questions of the file, in its order.

    Raises:
        InputError: the file is malformed, or a question has no answer in its paragraph though it
            is not marked impossible, or has one though it is.
    """
    stories = read_json(path, TypeAdapter(_Document)).data
    questions = tuple(
        question
        for number, story in enumerate(stories)
        for paragraph in story.paragraphs
        for question in _questions(paragraph, _article_id(number), path)
    )
    check_ids(questions, path)
    return Contents(questions, lambda: _articles(stories))


def _article_id(number: int) -> str:
    return f"squad-{number}"


def _articles(stories: Sequence[_Story]) -> Iterator[Record]:
    for number, story in enumerate(stories):
        yield {
            "id": _article_id(number),
            "title": story.title.replace("_", " "),
            "text": "\n\n".join(paragraph.context for paragraph in story.paragraphs),
        }


def _questions(paragraph: _Paragraph, article: str, path: Path) -> Iterator[GoldQuestion]:
    sentences = sentence_spans(paragraph.context)
    for asked in paragraph.qas:
        if asked.is_impossible == bool(asked.answers):
            raise InputError(
                f"{path}: question {asked.id}, field answers: a question has answers, or is "
                "marked is_impossible. Correct it, or take it out."
            )
        answers = tuple(dict.fromkeys(answer.text for answer in asked.answers))
        yield GoldQuestion(
            id=asked.id,
            kind="unanswerable" if asked.is_impossible else "fact",
            split=SPLIT,
            question=asked.question,
            nuggets=nuggets_of(answers),
            short=answers,
            gold=tuple(
                GoldQuote(article=article, text=quote)
                for quote in _quotes(asked, paragraph.context, sentences, path)
            ),
        )


def _quotes(
    asked: _Asked, context: str, sentences: Sequence[Sentence], path: Path
) -> tuple[str, ...]:
    """The different sentences in which the annotators found the answer; those whose place is
    unsure only where no other is known."""
    sure = [a for a in asked.answers if a.stands_in(context) and not a.start_guessed]
    quotes = [_quote(answer, context, sentences) for answer in sure or asked.answers]
    found = tuple(dict.fromkeys(quote for quote in quotes if quote))
    if asked.answers and not found:
        raise InputError(
            f"{path}: question {asked.id}, field answers: none stands in its paragraph. Correct "
            "it, or take the question out."
        )
    return found


def _quote(answer: _Answer, context: str, sentences: Sequence[Sentence]) -> str:
    """The sentence, or sentences, that the answer touches where the file says it stands, or else
    where its words first stand; empty where they do not."""
    start = answer.answer_start if answer.stands_in(context) else context.find(answer.text)
    end = start + len(answer.text)
    touched = [s for s in sentences if s.start < end and start < s.end] if start >= 0 else []
    return context[touched[0].start : touched[-1].end] if touched else ""
