"""Each notion of language has one home: nobody else lists its words or writes its patterns."""

import ast
import re
from pathlib import Path

import pytest

from groundwire.language import lexicon

PACKAGE = Path(__file__).resolve().parent.parent / "src" / "groundwire"
# Notion -> what a string in the code looks like that lists its words or finds it by a pattern, and
# the modules that may: its home, and who has a reason.
NOTIONS: dict[str, tuple[re.Pattern[str], dict[str, str]]] = {
    "dates": (
        re.compile(
            r"(?i)\bjanuary\b|\bfebruary\b|\bmonday\b|\btuesday\b|\byesterday\b"
            r"|\bjan\W+feb\b|\bmon\W+tue|\bsummer\W+autumn\b|20\)?\\d\\d|\\d\{4\}-"
        ),
        {
            "language/dates/calendar.py": "home",
            "language/dates/times.py": "home",
            "corpus/clean/dates.py": "the header of an article, in all the forms that files have",
            "corpus/clean/furniture.py": "cleaning: when a page was updated",
            "question/follow_up/pointers.py": 'nouns that "that" may stand before',
            "evaluation/short.py": "the measure of SQuAD is not the product's",
            "service/shapes/examples.py": "stories that the documentation of the service shows",
        },
    ),
    "numbers": (
        re.compile(
            r"\bone\W+two\b|\btwo\W+three\b|\bseven\W+eight\b|\b[mb]illion\b|\bthousand\b"
            r"|\[[^\]]*[$€£][^\]]*\]|[$€£¥]{2}|\bdollars?\b|\bkilomet"
        ),
        {
            "language/figures.py": "home",
            "language/numbers.py": "home",
            "language/dates/written.py": "a sum is no date",
            "language/sentences.py": "words that open a sentence, whatever they count",
            "corpus/duplicates.py": "stored in every index: the list is part of its format",
            "evaluation/damage.py": "damages are found apart from what they test",
        },
    ),
    "names": (
        re.compile(
            r"(?<!\[A-Za-z0-9\])\[A-Z\]?(?:À-Ö[^\]]*\])?(?:\[|\\w)|\bmayor\b|\bsenator\b|\bchairman\b"
        ),
        {
            "language/numbers.py": "a capital before a figure",
            "corpus/clean/furniture.py": "the name of a paper that a page repeats",
            "corpus/clean/headline.py": "cleaning: the capitals of a line of authors",
            "corpus/clean/dates.py": "cleaning: the capitals of a line of authors",
            "corpus/read/front_matter.py": "the keys of a file's header",
            "evaluation/clauses.py": "claims are cut apart from what they test",
        },
    ),
    "speech": (
        re.compile(
            r"\bsaid\W+says?\b|\bsays?\W+said\b|\btold\W+tells?\b|\btells?\W+told\b|\badds?\W+added\b"
        ),
        {
            "language/content.py": "small words of a question, whatever they are",
            "question/asked.py": "past forms only: a state or a post may be asked for",
            "corpus/clean/furniture.py": "cleaning: 'Ana says:' above a comment",
            "evaluation/clauses.py": "claims are cut apart from what they test",
        },
    ),
}


# Notion -> the lists of the lexicon, and how many of their words in one string are a second list.
LISTS = {
    "auxiliaries": (("polarity.auxiliaries",), 8),
    "denials": (("polarity.negations", "polarity.deniers"), 4),
    "doubts": (("polarity.doubts",), 4),
}
OWN_RULES = "evaluation"  # its damages are found apart from what they test


def strings(path: Path) -> list[str]:
    """Every string of a module but its docstrings."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    told = {
        id(node.value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    }
    return [
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in told
    ]


@pytest.mark.parametrize("notion", NOTIONS)
def test_a_notion_has_one_home(notion: str) -> None:
    """Its words stand in the lexicon and its patterns in its own modules: elsewhere is none."""
    pattern, allowed = NOTIONS[notion]
    others = [
        f"{name}: {found.group()!r}"
        for path in sorted(PACKAGE.rglob("*.py"))
        if (name := path.relative_to(PACKAGE).as_posix()) not in allowed
        for written in strings(path)
        if (found := pattern.search(written))
    ]
    assert [] == others


@pytest.mark.parametrize("notion", LISTS)
def test_a_list_stands_once(notion: str) -> None:
    """A string with several of a list's words, outside ``language/``, is a list of its own."""
    names, many = LISTS[notion]
    listed = frozenset[str]().union(*(lexicon.words(name) for name in names))
    others = [
        f"{path.relative_to(PACKAGE)}: {written[:60]!r}"
        for path in sorted(PACKAGE.rglob("*.py"))
        if path.relative_to(PACKAGE).parts[0] not in ("language", OWN_RULES)
        for written in strings(path)
        if len(listed & set(re.findall("[a-z]+", written))) >= many
    ]
    assert [] == others
