"""The web page as a new user meets it: ask, read, check the quote, ask on."""

from collections.abc import Callable
from typing import Any

import pytest
from page_driver import Page

pytestmark = pytest.mark.browser

COST = "How much did the repairs of the harbour bridge cost?"
SAID = "What did chief engineer Tomas Vell say about the bridge?"
OPENS = "When will the lighthouse on Varn Point open to visitors?"
LEFT = "When was the lighthouse on Varn Point switched off for the last time?"
UNKNOWN = "Who won the chess championship in Reykjavik?"


def test_an_answer_shows_its_claims_its_marks_and_its_sources(page: Page) -> None:
    """What the page shows is what the service answered: sentences, numbers, sources, dates."""
    page.ask(COST)
    answer = page.answer()
    assert answer["status"] == "answered"
    claims = [text.rpartition("[")[0] for text in page.all(".claim")]
    assert claims == [claim["text"] for claim in answer["claims"]]
    assert {"The Northport Gazette, 11 March 2025", "Coast Wire, no date given"} <= set(
        page.all(".saying")
    )
    assert page.all(".short") == [answer["short_answer"]] * bool(answer["short_answer"])
    titles = list(dict.fromkeys(citation["title"] for citation in answer["citations"]))
    assert page.all(".sources .title") == titles
    assert "The Northport Gazette · 11 March 2025" in page.all(".sources .byline")
    assert "Coast Wire · no date given" in page.all(".sources .byline")
    assert answer["index"]["generation"] in page.all("footer")[0]
    assert page.complaints() == []


def test_an_answer_streams_claim_by_claim(page: Page) -> None:
    """Each sentence stands there as it comes; its mark works once its citation has come."""
    page.ask(COST)
    answer = page.answer()
    page.run(
        """const encoder = new TextEncoder();
        const body = new ReadableStream({ start(controller) {
          window.push = (event, data) => controller.enqueue(
            encoder.encode(`event: ${event}\\ndata: ${JSON.stringify(data)}\\n\\n`));
        } });
        const headers = { "Content-Type": "text/event-stream" };
        window.fetch = () => Promise.resolve(new Response(body, { headers }));"""
    )
    page.send(COST)
    claims = ".turn:last-child .claim"
    for number, claim in enumerate(answer["claims"], 1):
        page.run("window.push('claim', arguments[0])", claim)
        page.wait(f"return document.querySelectorAll('{claims}').length === {number}")
    marks = f"return document.querySelectorAll('{claims} .mark:enabled').length"
    assert page.run(marks) == 0
    assert page.run("return document.querySelector('.turn:last-child .answer').ariaBusy") == "true"
    page.run("window.push('citations', arguments[0])", answer["citations"])
    page.wait(marks)
    assert page.all(".turn:last-child .sources") == []
    page.run("window.push('done', arguments[0])", answer)
    page.settled(2)
    assert len(page.all(".turn:last-child .sources")) == 1
    assert len(page.all(claims)) == len(answer["claims"])


def test_a_mark_opens_its_article_with_exactly_the_quote_highlighted(page: Page) -> None:
    """Offsets count code points: emoji before and inside a quote move nothing."""
    page.ask(SAID)
    citations = {citation["number"]: citation for citation in page.answer()["citations"]}
    marks = page.all(".claim .mark")
    assert any("better bridge" in citation["quote"] for citation in citations.values())
    for place, mark in enumerate(marks):
        page.open_mark(place)
        citation = citations[int(mark.strip("[]"))]
        page.wait(
            "return document.querySelector('#reader mark')?.textContent === arguments[0]",
            citation["quote"],
        )
        assert page.all("#reader mark") == [citation["quote"]]
        assert page.all("#reader h2") == [citation["title"]]


def test_the_quote_is_in_view_and_has_the_focus(page: Page) -> None:
    """Whoever opens a mark sees the quote at once, and a screen reader starts there."""
    page.size(1280, 420)
    page.ask(SAID)
    page.open_mark()
    page.wait("return document.activeElement.matches('#reader mark')")
    assert page.run(
        "const box = document.activeElement.getBoundingClientRect();"
        "return box.top >= 0 && box.bottom <= innerHeight"
    )


def test_the_article_shows_where_it_comes_from(page: Page) -> None:
    """Title, source, date, author and a link to the original stand above the text."""
    page.ask(SAID)
    page.open_mark()
    assert page.all("#reader h2") == ["Harbour bridge reopens after repairs"]
    line = "The Northport Gazette · 11 March 2025 · by Ines Calder"
    assert page.all("#reader .byline") == [line]
    link = "const a = document.querySelector('#reader a'); return [a.href, a.rel]"
    assert page.run(link) == ["https://gazette.example/harbour-bridge", "noopener noreferrer"]


def test_a_disagreement_shows_each_value_with_its_source_and_date(page: Page) -> None:
    """Both sides stand in one small table, each with the mark that opens its quote."""
    page.ask(COST)
    answer = page.answer()
    values = {"The Northport Gazette": "38 million euros", "Coast Wire": "41 million euros"}
    positions = [
        {"value": values[cited["source"]], "citation": cited["number"]}
        | {"published": cited["published"]}
        for cited in answer["citations"]
        if cited["source"] in values
    ]
    differs = {"about": "cost", "positions": positions, "kind": "disagreement"}
    page.pretend(**{**answer, "disagreements": [differs, {**differs, "kind": "change"}]})
    page.ask(COST)
    captions = page.all(".turn:last-child .disagreement caption")
    assert captions == ["The articles disagree: cost", "Changed over time: cost"]
    rows = page.all(".turn:last-child .disagreement tbody tr")
    assert (
        rows
        == [
            f"38 million eurosThe Northport Gazette [{positions[0]['citation']}]11 March 2025",
            f"41 million eurosCoast Wire [{positions[1]['citation']}]no date given",
        ]
        * 2
    )


def test_a_question_that_the_articles_do_not_answer_is_refused_with_a_reason(page: Page) -> None:
    """An abstention shows the reason as given, no claim, and the nearest passages to read."""
    page.ask(UNKNOWN)
    answer = page.answer()
    assert answer["status"] == "abstained"
    assert page.all(".reason") == [answer["reason"]]
    assert page.all(".claim") == []
    assert len(page.all(".nearest li")) in {1, 2, 3}
    page.click(".nearest .title")
    page.wait("return document.querySelector('#reader mark') !== null")


def test_a_follow_up_carries_the_conversation(page: Page) -> None:
    """The second question is sent with the first and its answer; a new conversation forgets."""
    page.ask(COST)
    first = page.answer()
    page.ask("And how long did they take?")
    history = [
        {"role": "user", "content": COST},
        {"role": "assistant", "content": first["text"]},
    ]
    assert page.chats()[-1]["history"] == history
    assert page.all(".question") == [COST, "And how long did they take?"]
    page.click("#new-conversation")
    assert page.all(".turn") == []
    page.ask(COST)
    assert page.chats()[-1]["history"] == []


def test_filters_are_sent_and_a_range_that_cannot_be_is_explained(page: Page) -> None:
    """The filters reach the service, and its problem document becomes a clear line."""
    page.click("#filters summary")
    page.run("document.forms[0].published_from.value = '2025-03-01'")
    page.run("document.forms[0].source.value = 'The Northport Gazette'")
    page.ask(COST)
    sent = page.chats()[-1]
    assert sent["published_from"] == "2025-03-01"
    assert sent["sources"] == ["The Northport Gazette"]
    assert page.all(".sources .title") == ["Harbour bridge reopens after repairs"]
    page.run("document.forms[0].published_to.value = '2024-01-01'")
    page.ask(COST)
    assert "2025-03-01" in page.all(".failure")[0]
    assert "2024-01-01" in page.all(".failure")[0]


def test_an_as_of_day_answers_as_that_day_s_reader_would(page: Page) -> None:
    """What was published later is not used, and the turn says with which filters it was asked."""
    page.ask(OPENS)
    assert "Tower opens late" in page.all(".turn:last-child .sources .title")
    assert page.all(".asked-with") == []
    page.click("#filters summary")
    page.run("document.forms[0].as_of.value = '2025-03-01'")
    page.ask(OPENS)
    assert page.chats()[-1]["as_of"] == "2025-03-01"
    assert page.all(".turn:last-child .sources .title") == [page.answer()["citations"][0]["title"]]
    assert page.all(".turn:last-child .asked-with") == ["Only as of 1 March 2025"]
    assert "as of 1 March 2025" in page.all(".turn:last-child .meta")[0]


def test_the_papers_that_carry_the_same_story_are_named(page: Page) -> None:
    """A wire story is one voice: cited once, its copies beneath, each of them open to reading."""
    page.ask(LEFT)
    (citation, *_) = page.answer()["citations"]
    (copy,) = citation["also_in"]
    assert {copy["article_id"], citation["article_id"]} == {"lighthouse", "lighthouse-copy"}
    day = {"lighthouse": "18 February 2025", "lighthouse-copy": "19 February 2025"}
    line = f"Also in {copy['source']}, {day[copy['article_id']]}"
    assert page.all(".also-in") == [line]
    page.click(".also-in .copy")
    page.wait("return document.querySelector('#reader .story') !== null")
    assert page.all("#reader h2") != [citation["title"]]


def test_many_copies_of_a_story_are_folded_away(page: Page) -> None:
    """The first three stand there, the rest behind one line, and none has a date by guess."""
    page.ask(LEFT)
    answer = page.answer()
    copies = [
        {"article_id": f"{n}", "source": f"Paper {n}", "url": None, "published": None}
        for n in range(1, 6)
    ]
    page.pretend(**{**answer, "citations": [{**answer["citations"][0], "also_in": copies}]})
    page.ask(LEFT)
    named = [f"Paper {n}, no date given" for n in range(1, 6)]
    assert page.all(".turn:last-child .copy") == named[:3]
    page.click(".turn:last-child .also-in summary")
    assert page.all(".turn:last-child .copy") == named


def test_asking_only_the_article_that_is_open(page: Page) -> None:
    """The reader's button narrows the next questions to that article until it is taken back."""
    page.ask(COST)
    page.open_mark()
    title = page.all("#reader h2")[0]
    page.click("#reader header .quiet")
    page.ask(COST)
    assert page.all(".turn:last-child .sources .title") == [title]
    page.click("#scope-clear")
    page.ask(COST)
    assert "articles" not in page.chats()[-1]


def test_the_page_works_with_the_keyboard_alone(page: Page) -> None:
    """Type, Enter, back to a mark, Enter to read, Escape to return to that mark."""
    page.run("document.activeElement.blur()")
    for _ in range(3):
        page.press("Tab")
        if page.focused("#question"):
            break
    page.ask(SAID)
    for _ in range(20):
        page.press("Shift+Tab")
        if page.focused(".claim .mark"):
            break
    assert page.focused(":focus-visible")
    page.press("Enter")
    page.wait("return document.activeElement.matches('#reader mark')")
    page.press("Escape")
    assert page.focused(".claim .mark")
    assert page.all("#reader") == []
    assert page.all("#preview") == []


def test_a_narrow_window_never_scrolls_sideways(page: Page) -> None:
    """At 360 pixels everything fits: front, filters, answer, article, refusal."""
    page.size(360, 740)
    steps: list[Callable[[], Any]] = [
        lambda: None,
        lambda: page.click("#filters summary"),
        lambda: page.ask(COST),
        lambda: page.open_mark(),
        lambda: page.click("#new-conversation"),
        lambda: page.ask(UNKNOWN),
    ]
    for step in steps:
        step()
        assert page.run("return document.documentElement.scrollWidth <= innerWidth")


def test_in_a_narrow_window_the_article_opens_below_the_answer(page: Page) -> None:
    """There is no room beside the answer: the page moves down to the quote."""
    page.size(360, 740)
    page.ask(COST)
    page.open_mark()
    page.wait("return document.activeElement.matches('#reader mark')")
    top = "const top = id => document.querySelector(id).getBoundingClientRect().top;"
    assert page.run(f"{top} return top('#reader') > top('#conversation')")
    assert page.run(f"{top} return top('#reader mark') > 0 && top('#reader mark') < innerHeight")


def test_colours_are_readable(page: Page) -> None:
    """WCAG AA: 4.5:1 for text, 3:1 for the borders of controls, in both schemes."""
    pairs = {
        ("ink", "paper"): 4.5, ("ink", "surface"): 4.5, ("ink", "tint"): 4.5,
        ("muted", "paper"): 4.5, ("muted", "surface"): 4.5, ("accent", "paper"): 4.5,
        ("on-accent", "accent"): 4.5, ("edge", "paper"): 3.0, ("edge", "surface"): 3.0,
    }  # fmt: skip
    style = "return getComputedStyle(document.documentElement).getPropertyValue(arguments[0])"
    for scheme in ("light", "dark"):
        page.prefer(scheme)
        for (front, back), least in pairs.items():
            shades = [_luminance(page.run(style, f"--{name}")) for name in (front, back)]
            ratio = (max(shades) + 0.05) / (min(shades) + 0.05)
            assert ratio >= least, (scheme, front, back, round(ratio, 2))
    dark = page.run("return getComputedStyle(document.documentElement).backgroundColor")
    assert dark == "rgb(19, 23, 24)"


def _luminance(colour: str) -> float:
    """Relative luminance of ``#rrggbb`` (WCAG 2.2)."""
    parts = [int(colour.strip()[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def test_every_control_has_a_name_and_the_answer_is_announced(page: Page) -> None:
    """Screen readers get a name for each control and a live region for the answer."""
    page.ask(COST)
    page.open_mark()
    nameless = page.run(
        "return [...document.querySelectorAll('button, input, textarea')].filter(node =>"
        "  !node.textContent.trim() && !node.ariaLabel && !node.labels?.length).length"
    )
    assert nameless == 0
    live = "return document.querySelector('.answer').ariaLive"
    assert page.run(live) == "polite"
