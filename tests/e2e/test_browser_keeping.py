"""What outlives the moment: the conversation in the browser, links, and copies."""

import json
from typing import Any
from urllib.parse import parse_qs

import pytest
from page_driver import Page

pytestmark = pytest.mark.browser

COST = "How much did the repairs of the harbour bridge cost?"
OPENS = "When will the lighthouse on Varn Point open to visitors?"
UNKNOWN = "Who won the chess championship in Reykjavik?"
FOLLOW_UP = "And how long did they take?"
DAMAGED = [
    "{", "null", "[]", '{"version": 2, "turns": [1]}', '{"version": 1, "turns": 7}',
    '{"version": 1, "turns": [null, {}, {"question": 5}]}',
]  # fmt: skip
HALF_A_TURN = (
    '{"version": 1, "turns": [{"question": "?", "choices": {}, "nearest": [], "answer":'
    ' {"index": null, "claims": [1], "citations": [], "disagreements": []}}]}'
)
KEPT = "return localStorage.getItem('groundwire.conversation')"


def shown(page: Page) -> list[list[str]]:
    """What a reader sees of the conversation."""
    parts = (".question", ".claim", ".saying", ".short", ".reason", ".nearest .title", ".sources")
    return [page.all(part) for part in parts]


def fragment(page: Page) -> dict[str, list[str]]:
    """What the address bar holds behind the #."""
    return parse_qs(page.run("return location.hash.slice(1)"))


def test_a_reload_shows_the_conversation_again_without_asking(page: Page) -> None:
    """Answers and refusals come back as they were, follow-ups go on, and forgetting is real."""
    page.ask(UNKNOWN)
    page.ask(COST)
    before, asked = shown(page), len(page.chats())
    page.reload()
    assert shown(page) == before
    assert len(page.chats()) == asked
    page.open_mark()
    page.ask(FOLLOW_UP)
    assert [turn["content"] for turn in page.chats()[-1]["history"][::2]] == [UNKNOWN, COST]
    page.click("#new-conversation")
    assert page.run(KEPT) is None
    page.reload()
    assert page.all(".turn") == []
    assert page.all("#headlines .title") != []


def test_damaged_storage_never_keeps_the_page_from_starting(page: Page) -> None:
    """What cannot be read, or was written by another version, is left out."""
    for content in DAMAGED:
        page.run("localStorage.setItem('groundwire.conversation', arguments[0])", content)
        assert page.run("return import('/web/storage.js').then(m => m.load())") == []
    page.run("localStorage.setItem('groundwire.conversation', arguments[0])", HALF_A_TURN)
    page.reload()
    assert page.all(".turn") == []
    assert page.complaints() == []
    page.ask(COST)
    assert page.all(".claim") != []


def test_what_is_kept_is_bounded(page: Page) -> None:
    """The latest twenty turns, and no more than 400,000 characters of them."""
    measure = """return import('/web/storage.js').then(m => {
      const answer = { claims: [], citations: [], disagreements: [], index: {}, text: "" };
      const turn = (n) => ({ question: `${n}`, choices: {}, nearest: [], answer:
        { ...answer, text: "x".repeat(arguments[1]) } });
      m.save(Array.from({ length: arguments[0] }, (_, n) => turn(n)));
      const kept = localStorage.getItem('groundwire.conversation');
      return [m.load().map(t => t.question), kept.length];
    })"""
    assert page.run(measure, 30, 10)[0] == [str(n) for n in range(10, 30)]
    turns, characters = page.run(measure, 30, 100_000)
    assert turns == ["27", "28", "29"]
    assert characters <= 400_000


def test_a_link_reproduces_an_answer_with_its_filters(page: Page) -> None:
    """Opened elsewhere it asks the same, alone; the question never leaves behind the #."""
    page.click("#filters summary")
    page.run("document.forms[0].published_from.value = '2025-03-01'")
    page.run("document.forms[0].source.value = 'The Northport Gazette'")
    page.ask(COST)
    generation = page.answer()["index"]["generation"]
    page.click(".ways button:nth-of-type(4)")
    page.wait("return document.querySelector('.copied').textContent !== ''")
    link = page.clipboard()
    assert fragment(page) == {
        "q": [COST], "published_from": ["2025-03-01"], "source": ["The Northport Gazette"],
        "generation": [generation],
    }  # fmt: skip
    assert link == page.run("return location.href")
    other = Page(page.browser, page.url)
    other.open(link.removeprefix(page.url))
    other.settled(1)
    assert other.chats()[-1] == {**page.chats()[-1], "history": []}
    assert shown(other) == shown(page)
    assert other.all(".changed") == []
    assert other.run("return document.forms[0].source.value") == "The Northport Gazette"
    other.reload()
    other.settled(1)
    assert len(other.chats()) == 1
    other.close()


def test_a_link_to_a_follow_up_holds_the_question_that_stands_alone(page: Page) -> None:
    """Who opens it has not seen what came before."""
    alone = "How long did the repairs of the harbour bridge take?"
    page.ask(COST)
    page.pretend(**{**page.answer(), "question": alone})
    page.ask(FOLLOW_UP)
    assert page.all(".understood") == [f"Understood as: {alone}"]
    assert fragment(page)["q"] == [alone]


def test_a_link_from_another_generation_says_so(page: Page) -> None:
    """The index may have grown since: the page names both generations."""
    page.run("location.hash = arguments[0]", f"#q={COST}&generation=old")
    page.settled(1)
    generation = page.answer()["index"]["generation"]
    (note,) = page.all(".changed")
    assert "generation old" in note
    assert generation in note


def test_an_answer_is_copied_with_its_citations(page: Page) -> None:
    """Plain text and Markdown hold every sentence, every mark, every quote, source and date."""
    page.ask(COST)
    answer = page.answer()
    for place, marks in ((1, "[{}]"), (2, "\\[{}\\]")):
        page.click(".ways button", place)
        page.wait("return document.querySelector('.copied').textContent.endsWith('copied.')")
        copied = page.clipboard()
        assert COST in copied
        for claim in answer["claims"]:
            numbers = "".join(marks.format(number) for number in claim["citations"])
            assert f"{claim['text']} {numbers}" in copied
        for cited in answer["citations"]:
            assert cited["quote"] in copied
            date = "11 March 2025" if cited["published"] else "no date given"
            assert f"{cited['source']}, {date}" in copied
        assert "https://gazette.example/harbour-bridge" in copied
        assert answer["index"]["generation"] in copied


def test_markdown_of_a_hostile_article_stays_text(page: Page) -> None:
    """Links, images, tags and lists that an article holds are escaped where it is pasted."""
    hostile = "![x](http://evil.example/x.png) <img src=x> [y](z)\n# 1 & `code`"
    page.ask(COST)
    citation: dict[str, Any] = {**page.answer()["citations"][0], "number": 1}
    citation |= {"quote": hostile, "title": hostile, "url": "javascript:alert(1)"}
    answer = {
        **page.answer(),
        "claims": [{"text": f"- {hostile}", "citations": [1], "verdict": "unverified"}],
        "citations": [citation],
    }
    copied = page.run(
        "return import('/web/citing.js').then(m => m.markdown(...arguments))", "?", answer
    )
    escaped = "!\\[x\\](http://evil.example/x.png) \\<img src=x\\> \\[y\\](z) \\# 1 \\& \\`code\\`"
    assert f"\\- \\{escaped} \\[1\\] (not verified)" in copied
    assert f"1. \\{escaped}, " in copied
    assert "javascript" not in copied
    assert json.dumps(copied).count("](<") == 0
