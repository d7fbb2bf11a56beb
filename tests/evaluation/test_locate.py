"""Where gold stands in cleaned articles: spans, quotes, whole articles, and what is lost."""

from collections.abc import Sequence
from typing import Any

import pytest

from groundwire.corpus.clean.article import clean
from groundwire.errors import InputError
from groundwire.evaluation.gold import Gold, GoldArticle, GoldQuestion, GoldQuote, GoldSpan
from groundwire.evaluation.locate import Located, locate
from groundwire.records import Article, RawArticle

TEXT = (
    "The mayor said: “The well-known pump is dry.”\n\n"
    "Anna Holm mended it on Friday. Karl Lund paid 300 crowns for it."
)


def article(name: str, text: str = TEXT) -> Article:
    """A cleaned article of this id."""
    return clean(RawArticle(path=f"{name}.txt", text=text, title="The pump", id=name))


ARTICLES = {
    "a": article("a"),
    "b": article("b", "Anna Holm was thanked. The pump runs again."),
}


def located(gold: Sequence[Gold], *nuggets: str, **fields: Any) -> Located:
    """What is located of this gold; every nugget is vital and has one wording."""
    return locate(
        GoldQuestion(
            id="q1",
            kind="fact",
            split="dev",
            question="Who mended the pump?",
            gold=tuple(gold),
            nuggets=tuple({"any": [wording]} for wording in nuggets),
            **fields,
        ),
        ARTICLES,
    )


def quote(text: str, name: str = "a") -> GoldQuote:
    """A quote from an article."""
    return GoldQuote(article=name, text=text)


def whole(name: str, grade: int = 1) -> GoldArticle:
    """A whole article as evidence."""
    return GoldArticle(article=name, grade=grade)


def found(result: Located) -> list[list[str]]:
    """The texts of the spans of every need."""
    return [[span.text for span in need.spans] for need in result.needs]


@pytest.mark.parametrize(
    ("written", "text"),
    [
        ("Anna Holm mended it on Friday.", "Anna Holm mended it on Friday."),
        ('"The well–known pump is\u00a0dry."', "“The well-known pump is dry.”"),
        ("is dry.”  Anna\nHolm", "is dry.”\n\nAnna Holm"),
        ("KARL LUND paid", "Karl Lund paid"),
        ("Karl\u200b Lund paid", "Karl Lund paid"),
    ],
)
def test_a_quote_is_found_as_it_was_cleaned(written: str, text: str) -> None:
    """White space, the shapes of quotes and dashes and invisible characters do not count."""
    assert found(located([quote(written)], each=True)) == [[text]]


def test_an_exact_quote_comes_before_one_that_reads_the_same() -> None:
    """The first place of the words as written, even below one in other letters."""
    texts = {"c": article("c", "IT RAINED. Then it stopped. It rained.")}
    question = GoldQuestion(
        id="q", kind="fact", split="dev", question="?", gold=(quote("It rained.", "c"),), each=True
    )
    (need,) = locate(question, texts).needs
    assert need.spans[0].start == 28


def test_a_span_is_taken_at_its_offsets() -> None:
    """Our own file counts in the cleaned text."""
    assert found(located([GoldSpan(article="b", start=0, end=9)], "Anna Holm")) == [["Anna Holm"]]
    with pytest.raises(InputError, match="is not in b"):
        located([GoldSpan(article="b", start=0, end=999)], "Anna Holm")


def test_a_whole_article_is_met_by_any_of_its_passages() -> None:
    """The span says so, and covers the text."""
    (need,) = located([whole("b")], each=True).needs
    assert (need.spans[0].whole, need.spans[0].text) == (True, ARTICLES["b"].text)


def test_pieces_that_hold_the_same_nugget_stand_for_one_another() -> None:
    """One need a vital nugget, met by every piece that says it."""
    gold = [whole("a"), whole("b"), quote("Karl Lund paid 300 crowns for it.")]
    result = located(gold, "Anna Holm", "300 crowns")
    assert [[(s.article.id, s.whole) for s in need.spans] for need in result.needs] == [
        [("a", True), ("b", True)],
        [("a", True), ("a", False)],
    ]
    assert result.lost == ()


def test_without_a_vital_nugget_any_piece_is_enough() -> None:
    """All pieces together are one need."""
    (need,) = located([whole("a"), whole("b")]).needs
    assert [span.article.id for span in need.spans] == ["a", "b"]


def test_with_each_every_piece_is_a_need_of_its_grade() -> None:
    """As TREC judges articles, and as a question over several articles needs its facts."""
    result = located([whole("a", 3), whole("b"), quote("The pump runs again.", "b")], each=True)
    assert [need.grade for need in result.needs] == [3, 1, 1]


def test_what_answers_as_well_meets_a_single_need() -> None:
    """Of several needs nobody can tell which it stands for; it and what was overtaken are kept."""
    also, stale = quote("The pump runs again.", "b"), quote("Anna Holm mended it on Friday.")
    gone = quote("Nobody said this.")
    one = located([quote("Karl Lund paid 300 crowns for it.")], each=True, also=(also, gone))
    assert 2 == len(one.needs[0].spans)
    two = located([whole("a"), whole("b")], each=True, also=(also,), stale=(stale,))
    assert [1, 1] == [len(need.spans) for need in two.needs]
    assert [also.text] == [span.text for span in two.also]
    assert [stale.text] == [span.text for span in two.stale]
    assert () == two.lost


def test_gold_that_is_not_there_is_named() -> None:
    """Cleaning may take it off, and an index may lack the article."""
    result = located([quote("Nobody said this."), whole("z"), whole("b")], each=True)
    assert len(result.needs) == 1
    assert result.lost == (
        "a: the cleaned text does not hold 'Nobody said this.'",
        "z: no such article in the index",
    )


def test_a_nugget_that_no_gold_says_is_named() -> None:
    """The other nuggets are needed all the same."""
    result = located([whole("b")], "Anna Holm", "300 crowns")
    assert len(result.needs) == 1
    assert result.lost == ("'300 crowns': no gold that is there says it",)


def test_a_question_without_gold_needs_and_loses_nothing() -> None:
    """What is not known cannot be lost."""
    assert located([], "Anna Holm") == Located((), ())
