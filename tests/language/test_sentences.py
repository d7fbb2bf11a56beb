"""Sentences: exact spans, abbreviations that hold, headings told from text."""

import importlib.util
import json
import sys
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from groundwire.language.sentences import sentence_spans

NOISE = st.text(
    alphabet=st.sampled_from("aB 9.!?…\n\t“”\"'()—,-é。U.S.Mr Dr. \u00a0"), max_size=300
)


def split(text: str) -> list[str]:
    return [text[sentence.start : sentence.end] for sentence in sentence_spans(text)]


def headings(text: str) -> list[str]:
    return [text[s.start : s.end] for s in sentence_spans(text) if s.heading]


@pytest.mark.parametrize(
    "sentence",
    [
        "Lt. Col. Anna Berg met U.S. President Joe Hill and Gen. Roy.",
        "Mr. Lee, Mrs. Lee and Dr. No left.",
        "The book by J. K. Rowling and George R. R. Martin sold.",
        "It rose 3.5 percent to $4.25 at 5 a.m. Monday, i.e. early, e.g. for Mr. Hu.",
        "The staff of No. 10 and the U.N. Security Council agreed in Washington, D.C. on Jan. 6.",
        "In Sept. 2022 the U.S. 4th Fleet, led by Adm. Poe, sailed vs. Acme Inc. and Foo Co. Ltd.",
        "“Why now?” Mr. Roy asked the court.",
        '"Stop!" she said.',
        "“It is over,” he said, “for now.”",
        "They waited ... and waited… and left.",
        "He said.Next to it nothing was split.",
        "1. The first of three steps is a truce.",
        "Sales of Yahoo! shares and of eBay shares rose.",
        "The plan (see p. 12) was St. Paul’s.",
    ],
)
def test_one_sentence_stays_whole(sentence: str) -> None:
    """An abbreviation, initial, decimal, ellipsis or quoted question ends no sentence."""
    assert split(sentence) == [sentence]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It ended. Then it rained.", ["It ended.", "Then it rained."]),
        ("“It is over.” He left.", ["“It is over.”", "He left."]),
        ("(It is over.) He left!", ["(It is over.)", "He left!"]),
        ("He left the U.S. The rest stayed.", ["He left the U.S.", "The rest stayed."]),
        ("So did I. The others did not.", ["So did I.", "The others did not."]),
        ("He runs Acme Inc. It makes rope.", ["He runs Acme Inc.", "It makes rope."]),
        ("It began at 5 p.m. Roy was late.", ["It began at 5 p.m.", "Roy was late."]),
        ("He lives on Wall St. The flat is big.", ["He lives on Wall St.", "The flat is big."]),
        ("He fell ill. Roy did not.", ["He fell ill.", "Roy did not."]),
        ("Is it? It is! 26 agreed.", ["Is it?", "It is!", "26 agreed."]),
        ("He came in 2022. iPhones sold.", ["He came in 2022.", "iPhones sold."]),
        ("He paid.[3] They left.[4]", ["He paid.[3]", "They left.[4]"]),
        ("会议结束了。他们走了。", ["会议结束了。", "他们走了。"]),
        ("It ended. … Then it rained.", ["It ended.", "… Then it rained."]),
        ('He said: "It did not. "', ['He said: "It did not. "']),
        ("Read it at 8 a.m. Thursdays. Next.", ["Read it at 8 a.m. Thursdays.", "Next."]),
        ("It was No. 4 vs. 5 then. So it went.", ["It was No. 4 vs. 5 then.", "So it went."]),
        ("At some point ... it's over. Yes.", ["At some point ... it's over.", "Yes."]),
        ("No mark at the end\nA new line. Two.", ["No mark at the end", "A new line.", "Two."]),
    ],
)
def test_sentences_part(text: str, expected: list[str]) -> None:
    """A mark ends a sentence where what follows opens one; a line end always does."""
    assert expected == split(text)


def test_an_unclosed_quote_swallows_nothing() -> None:
    """Quotes are not balanced: one that never closes changes no other sentence."""
    text = "He said “it is over. Then he left. They stayed. “No one knows”, he added. It rained."
    assert len(split(text)) == 5


def test_headings_are_marked() -> None:
    """A short line without a sentence end is a heading, as is a line that is one question."""
    text = (
        "PARIS\n\nThe leaders met on Monday.\nWhat comes next\nThey meet again.\n"
        "Who will pay?\nNobody knows yet."
    )
    assert headings(text) == ["PARIS", "What comes next", "Who will pay?"]


def test_a_list_is_no_run_of_headings() -> None:
    """Of three or more short lines in a row only the first labels the others; items never do."""
    text = "The winners\nBest film: Rope\nBest song: Rain\nBest actor: Roy\n- Also: Hu\nThey left."
    assert headings(text) == ["The winners"]


@given(NOISE)
def test_spans_tile_any_text(text: str) -> None:
    """Spans are trimmed, in order, not empty, and only white space lies between them."""
    position = 0
    for sentence in sentence_spans(text):
        assert text[position : sentence.start].strip() == ""
        quote = text[sentence.start : sentence.end]
        assert quote
        assert quote == quote.strip()
        assert "\n" not in quote
        position = sentence.end
    assert text[position:].strip() == ""


@pytest.mark.parametrize("unit", [".", ". ", '."', "a. ", "(((.", "A.", "a-", "\n", "a\n", "? "])
def test_time_is_linear_in_the_length(unit: str) -> None:
    """Text made to hurt takes no longer a character than other text."""
    short, long = (cpu_seconds(unit * (size // len(unit))) for size in (50_000, 400_000))
    assert long < 25 * max(short, 0.01)  # eight times the text; a quadratic one takes 64 times


def cpu_seconds(text: str) -> float:
    """What splitting a text costs at the least, whatever else the machine does."""
    costs = []
    for _ in range(3):
        started = time.process_time()
        sentence_spans(text)
        costs.append(time.process_time() - started)
    return min(costs)


def test_accuracy_on_real_articles_does_not_fall(root: Path, shared: Path) -> None:
    """Of 1,403 sentence ends in 35 articles, checked by eye, at most 6 are missed or invented
    (bench/sentences.py: pysbd 136)."""
    specification = importlib.util.spec_from_file_location("bench", root / "bench/sentences.py")
    assert specification
    assert specification.loader
    bench = importlib.util.module_from_spec(specification)
    sys.modules["bench"] = bench  # dataclasses look their module up
    specification.loader.exec_module(bench)
    gold = json.loads(bench.GOLD.read_text("utf-8"))["articles"]
    articles = {text.name: text for text in bench.texts(shared)}
    wrong = 0
    for entry in gold:
        text = articles[entry["name"]]
        assert text.digest == entry["sha256"]
        wrong += len(set(entry["ends"]) ^ bench.inner_ends(text.text, bench.ours))
    assert wrong <= 6
