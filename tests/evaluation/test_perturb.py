"""The perturbation table, on made-up articles and on the real ones."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from groundwire.corpus.clean.article import clean
from groundwire.corpus.read.readers import read_articles
from groundwire.evaluation.perturb import KINDS, as_text, cases_of, perturbation_table
from groundwire.records import Article, RawArticle
from groundwire.verify.checker import SupportChecker, lowercase_words
from groundwire.verify.verdict import Support

FLOORS = dict.fromkeys(KINDS, 0.9) | {
    "verbatim": 0.98,
    "clause dropped": 0.98,
    "number changed": 0.97,
    "date changed": 0.97,
    "foreign name": 0.97,
    "negation added": 0.97,
    "negation removed": 0.97,
}


def _article(name: str, person: str, town: str, count: int) -> Article:
    text = (
        f"On a cold Friday, {person} opened the painted harbour of {town} to everybody. "
        f"The harbour in {town} has {count} boats, which were not repaired by {person} himself. "
        f"{person} said that the harbour was built for the fishermen of {town} in 1987.\n\n"
        f"Nobody in {town} will forget the long winter before {person} came home again."
    )
    return Article(name, name, None, None, None, None, "en", text, name, f"{name}.txt")


ARTICLES = [
    _article("one", "Ivo Babic", "Zadar", 26),
    _article("two", "Ana Zork", "Bergen", 31),
    _article("three", "Olu Adeyemi", "Lagos", 480),
]


class _Says(SupportChecker):
    """A checker with one verdict for everything."""

    def __init__(self, support: Support) -> None:
        self._support = support

    def check(self, claim: str, quotes: Sequence[str]) -> Support:
        return self._support


def test_the_table_tells_a_checker_that_accepts_from_one_that_rejects() -> None:
    """All right on the one half of the kinds, all wrong on the other, with each failure's place."""
    yes = perturbation_table(ARTICLES, _Says(Support("supported", None, 1.0)))
    no = perturbation_table(ARTICLES, _Says(Support("unverified", "order", 0.0)))
    for accepted, rejected in zip(yes, no, strict=True):
        assert accepted.count > 0, accepted.kind
        assert accepted.right == (accepted.count if accepted.wanted == "accept" else 0)
        assert rejected.right == rejected.count - accepted.right
        assert len(accepted.failures) == accepted.count - accepted.right
    failure = next(row for row in no if row.kind == "verbatim").failures[0]
    text = next(a.text for a in ARTICLES if a.id == failure.article_id)
    assert text[failure.start : failure.end].endswith(".")
    assert failure.reason == "order"


def test_our_checker_is_right_on_made_up_articles() -> None:
    """Every kind at or above its floor."""
    checker = SupportChecker(lowercase_words(article.text for article in ARTICLES))
    table = perturbation_table(ARTICLES, checker)
    assert {} == {row.kind: row for row in table if (row.share or 0) < FLOORS[row.kind]}


def test_the_same_seed_gives_the_same_cases_in_any_order() -> None:
    """Another seed gives others."""
    first = cases_of(ARTICLES, sentences=3, seed=1)
    assert first == cases_of(ARTICLES[::-1], sentences=3, seed=1)
    assert first != cases_of(ARTICLES, sentences=3, seed=2)


def test_a_case_quotes_the_sentence_inside_its_neighbours() -> None:
    """And no damaged sentence is the sentence itself."""
    for kind, cases in cases_of(ARTICLES).items():
        for case in cases:
            assert case.sentence in case.neighbours
            assert case.sentence != case.neighbours
            assert (case.claim == case.sentence) == (kind == "verbatim")


def test_retellings_and_other_languages_are_left_out() -> None:
    """A copy of an article supports it; the rules are of English."""
    copy = _article("copy", "Ivo Babic", "Zadar", 26)
    cases = cases_of([ARTICLES[0], copy])
    assert cases["other article, random"] == cases["other article, nearest"] == []


def test_no_articles_make_an_empty_table() -> None:
    """None is not 0."""
    table = perturbation_table([], SupportChecker(frozenset()))
    assert {None} == {row.share for row in table}
    assert "none could be made" in as_text(table)


@pytest.mark.parametrize("cited", ["sentence", "neighbours"])
def test_our_checker_is_right_on_the_real_articles(seeds: Path, cited: str) -> None:
    """Few sentences, so that one miss in twenty may happen; the docs hold the large table."""
    raws = [raw for raw in read_articles([seeds]) if isinstance(raw, RawArticle)]
    articles = [clean(raw) for raw in raws]
    checker = SupportChecker(lowercase_words(article.text for article in articles))
    table = perturbation_table(articles, checker, sentences=50)
    shares = {row.kind: row.share for row in table if row.cited == cited}
    assert {} == {kind: share for kind, share in shares.items() if share and share < 0.95}


def test_articles_without_a_name_have_no_foreign_ones() -> None:
    """Kinds of damage that cannot be made are empty rows, and the others stand."""
    text = "It rained all day on the hills and the river rose. " * 2
    articles = [
        Article(name, name, None, None, None, None, "en", text, name, f"{name}.txt")
        for name in ("one", "two")
    ]
    counts = {row.kind: row.count for row in perturbation_table(articles, SupportChecker(()))}
    assert (4, 0, 0) == (counts["verbatim"], counts["foreign name"], counts["names swapped"])
