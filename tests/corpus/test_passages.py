"""Passages: whole sentences that tile the article, within the budget."""

from collections.abc import Sequence
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from groundwire.corpus.passages import header, split_passages
from groundwire.language.sentences import sentence_spans
from groundwire.records import Article

PIECES = (
    "A heading here\n", "OSLO\n\n", "The leaders met. ", "It rained for a long time today. ",
    "“Why?” he asked.\n\n", "Who pays?\n", "- an item\n", "x" * 80 + ". ", "\n\n",
)  # fmt: skip
ARTICLES = st.lists(st.sampled_from(PIECES), max_size=60).map("".join)


def article(text: str) -> Article:
    return Article("a", "T", "S", None, None, date(2025, 3, 11), "en", text, "", "a.txt")


def count_words(texts: Sequence[str]) -> list[int]:
    return [len(text.split()) for text in texts]


def passages(text: str, *, max_tokens: int) -> list[str]:
    split = split_passages(article(text), max_tokens=max_tokens, count_tokens=count_words)
    return [text[passage.start : passage.end] for passage in split]


@given(ARTICLES, st.integers(1, 40))
def test_passages_tile_the_article_in_whole_sentences(text: str, max_tokens: int) -> None:
    """Every sentence is in one passage, in order and uncut; between passages is white space."""
    split = split_passages(article(text), max_tokens=max_tokens, count_tokens=count_words)
    assert sentence_spans(text) == [s for passage in split for s in passage.sentences]
    position = 0
    for passage in split:
        assert text[position : passage.start].strip() == ""
        assert passage.start == passage.sentences[0].start
        assert passage.end == passage.sentences[-1].end
        position = passage.end
    assert text[position:].strip() == ""


@given(ARTICLES, st.integers(1, 40))
def test_the_budget_holds_but_for_one_long_sentence(text: str, max_tokens: int) -> None:
    """Only a passage of one sentence with its headings may be over the budget."""
    for passage in split_passages(article(text), max_tokens=max_tokens, count_tokens=count_words):
        tokens = sum(count_words([text[s.start : s.end] for s in passage.sentences]))
        assert tokens <= max_tokens or sum(not s.heading for s in passage.sentences) <= 1


@given(ARTICLES, st.integers(1, 40))
def test_a_heading_goes_with_the_text_after_it(text: str, max_tokens: int) -> None:
    """No passage but the last ends in a heading."""
    split = split_passages(article(text), max_tokens=max_tokens, count_tokens=count_words)
    assert all(not passage.sentences[-1].heading for passage in split[:-1])


def test_a_half_full_passage_ends_at_the_paragraph() -> None:
    """The next paragraph is not opened for its first sentence when it does not fit whole."""
    text = "One two three four. Five six.\n\nSeven eight nine. Ten eleven twelve."
    assert passages(text, max_tokens=10) == text.split("\n\n")
    assert passages(text, max_tokens=12) == [text]


def test_a_heading_opens_a_passage_when_the_last_is_half_full() -> None:
    """A new section starts a passage rather than ending one."""
    text = "One two three four. Five six.\n\nThe next part\n\nSeven."
    assert passages(text, max_tokens=11) == ["One two three four. Five six.", text[31:]]


def test_a_long_sentence_stands_alone_and_uncut() -> None:
    """A sentence over the budget is a passage by itself."""
    text = "One two. Three four five six seven eight nine. Ten."
    expected = ["One two.", "Three four five six seven eight nine.", "Ten."]
    assert expected == passages(text, max_tokens=3)


def test_tokens_are_counted_once_an_article() -> None:
    """The tokenizer sees all sentences in one call."""
    calls: list[int] = []

    def counting(texts: Sequence[str]) -> list[int]:
        calls.append(len(texts))
        return count_words(texts)

    split_passages(article("One. Two. Three."), max_tokens=2, count_tokens=counting)
    assert calls == [3]


def test_a_header_names_what_is_known() -> None:
    """Title, source and date stand in the header, without what the article lacks."""
    assert header(article("x")) == "T | S | 11 March 2025"
    assert header(Article("a", None, None, None, None, None, "en", "x", "", "a.txt")) == ""
    assert header(Article("a", "T", None, None, None, None, "en", "x", "", "a.txt")) == "T"
