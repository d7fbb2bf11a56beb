"""Copies of one story: exact, near, and what only looks like one."""

import random
import subprocess
import sys

import numpy as np

from groundwire.corpus.duplicates import (
    MIN_RUNS,
    NEAR,
    Fingerprints,
    groups,
    near_pairs,
    retelling,
)

CHANCE = random.Random(3)  # noqa: S311 (seeded words guard no secret)
WORDS = [f"{first}{second}" for first in "bcdfglmnprst" for second in ("ade", "ern", "ill", "oak")]


def story(words: int = 300) -> list[str]:
    return [CHANCE.choice(WORDS) for _ in range(words)]


FIRST, SECOND = story(), story()
EDITED = [CHANCE.choice(WORDS) if place % 10 == 0 else word for place, word in enumerate(FIRST)]


def text(words: list[str]) -> str:
    return " ".join(words)


def grouped(*texts: str) -> list[int]:
    """The texts by group, groups numbered as they come."""
    labels = groups(Fingerprints.of(texts)).tolist()
    order = list(dict.fromkeys(labels))
    return [order.index(label) for label in labels]


def test_copies_of_a_story_are_one_group() -> None:
    """Exact, with another header, one word in ten changed, cut to 60 %: all one story."""
    header = f"PARIS (Newswire) By a writer. {text(FIRST)}"
    cut = text(FIRST[:180])
    assert [0, 0, 0, 0, 0, 1] == grouped(
        text(FIRST), text(FIRST), header, text(EDITED), cut, text(SECOND)
    )


def test_telling_copies_apart_imports_no_scipy() -> None:
    """The library's indexes, which are not used, would import it at every addition."""
    program = (
        "import sys; from groundwire.corpus.duplicates import Fingerprints;"
        "Fingerprints.of(['a story']); sys.exit('scipy' in sys.modules)"
    )
    assert 0 == subprocess.run([sys.executable, "-c", program], check=False).returncode


def test_case_and_signs_do_not_count() -> None:
    """Words are compared, not how they are set."""
    assert [0, 0] == grouped(text(FIRST), "\n\n“".join(FIRST).upper())


def test_texts_of_one_form_are_not_copies() -> None:
    """A third of the text in common is a form, not a story."""
    assert [0, 1] == grouped(text(FIRST[:100] + SECOND[:200]), text(FIRST[:100] + SECOND[:100:-1]))


def test_a_brief_is_a_copy_only_where_it_is_the_same() -> None:
    """Two briefs made from one form differ in a figure: that is all that they say."""
    brief = "Oil closed at 80 dollars a barrel on Monday, its highest in two weeks, traders said."
    assert len(brief.split()) < MIN_RUNS
    assert [0, 0, 1] == grouped(brief, brief, brief.replace("80", "83"))


def test_copies_are_joined_through_others() -> None:
    """Two shortened copies of different ends of a story meet in the whole story."""
    halves = text(FIRST[:190]), text(FIRST[110:])
    assert [0, 1] == grouped(*halves)
    assert [0, 0, 0] == grouped(*halves, text(FIRST))


def test_the_order_and_company_of_texts_do_not_matter() -> None:
    """The same set gives the same groups, and a row its fingerprint, whatever stands beside it."""
    texts = [text(FIRST), text(EDITED), text(SECOND), text(story())]
    forth, back = groups(Fingerprints.of(texts)), groups(Fingerprints.of(texts[::-1]))[::-1]
    assert ((forth[:, None] == forth) == (back[:, None] == back)).all()
    alone = Fingerprints.of(texts[1:2])
    beside = Fingerprints.of(texts).taken([1])
    assert (alone.values == beside.values).all()
    assert (alone.runs == beside.runs).all()
    assert (alone.figures == beside.figures).all()


def test_fingerprints_are_taken_and_joined() -> None:
    """Rows taken and put together again are the rows that there were."""
    whole = Fingerprints.of([text(FIRST), "Four of 12 boats left.", text(SECOND), ""])
    again = Fingerprints.joined([whole.taken([0, 1]), whole.taken([]), whole.taken([2, 3])])
    for name in ("values", "runs", "figures", "offsets"):
        assert np.array_equal(getattr(whole, name), getattr(again, name))
    assert 2 == len(whole.figures_of(1))
    assert 0 == len(whole.figures_of(0))


def test_signatures_never_change() -> None:
    """What indexes hold must mean the same in the next release."""
    values = Fingerprints.of(["The ferry did not sail because the pier was shut."]).values[0]
    assert [192975900, 456037464, 392318492, 283260976] == values[:4].tolist()


def test_a_thousand_copies_cost_little() -> None:
    """Each text of a crowd is compared with a few others, and the crowd is one group."""
    copies = []
    for _ in range(400):
        words = list(FIRST)
        words[CHANCE.randrange(len(words))] = "other"
        copies.append(text(words))
    prints = Fingerprints.of(copies)
    assert len(near_pairs(prints)[0]) < 400 * 42 * 8
    assert 1 == len(set(groups(prints).tolist()))


def test_estimates_are_near_the_share() -> None:
    """A text of which two thirds are kept shares two thirds, give or take three deviations."""
    prints = Fingerprints.of([text(FIRST), text(FIRST[:200])])
    shared = prints.shared(np.array([0]), np.array([1]))[0]
    assert abs(shared - 2 / 3) < 0.13
    assert shared >= NEAR


def test_who_retells_is_counted() -> None:
    """Of three texts of one story two retell it."""
    texts = [text(SECOND), text(FIRST), text(FIRST), text(EDITED)]
    assert 2 == retelling(Fingerprints.of(texts))
    assert 0 == retelling(Fingerprints.of([]))
