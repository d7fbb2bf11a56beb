"""What a mark and a badge tell before anything is opened: the quote, its source, its date."""

from typing import Any

import pytest
from page_driver import Chromium, Page

pytestmark = pytest.mark.browser

COST = "How much did the repairs of the harbour bridge cost?"
SHOWN = "return document.querySelector('#preview:popover-open') !== null"
GONE = "return document.querySelector('#preview:popover-open') === null"
INSIDE = """const box = document.querySelector(arguments[0]).getBoundingClientRect();
return box.width > 0 && box.left >= 0 && box.top >= 0
  && box.right <= document.documentElement.clientWidth && box.bottom <= innerHeight"""


def previewed(page: Page, mark: str) -> None:
    """The preview shows what the citation of a mark holds."""
    page.wait(SHOWN)
    number = int(mark.strip("[]"))
    (citation,) = [c for c in page.answer()["citations"] if c["number"] == number]
    assert page.all("#preview .quote") == [citation["quote"]]
    date = "11 March 2025" if citation["published"] else "no date given"
    assert page.all("#preview .saying") == [f"{citation['source']}, {date}"]
    assert page.all("#preview .hint") == [citation["title"]]


def test_pointing_at_a_mark_previews_its_quote(page: Page) -> None:
    """The preview comes with the pointer, stays while the pointer is on it, and goes after."""
    page.ask(COST)
    for place, mark in enumerate(page.all(".claim .mark")):
        page.point_at(2, 2)
        page.wait(GONE)
        page.hover(".claim .mark", place)
        previewed(page, mark)
    page.hover("#preview .quote")
    page.run("return new Promise(done => setTimeout(done, 400))")
    assert page.run(SHOWN)
    page.point_at(2, 2)
    page.wait(GONE)
    page.hover(".claim .mark")
    page.wait(SHOWN)
    page.press("Escape")  # WCAG 1.4.13: dismissed without moving the pointer
    assert page.run(GONE)


def test_the_keyboard_s_focus_previews_the_quote_and_arrows_move_on(page: Page) -> None:
    """Each mark describes itself by its quote; Escape closes the preview first, nothing else."""
    page.ask(COST)
    page.open_mark()
    page.run("document.querySelector('.claims .badge').focus()")
    page.press("Shift+Tab")
    marks = page.all(".claim .mark")
    previewed(page, marks[0])
    assert page.run("return document.activeElement.getAttribute('aria-describedby')") == "preview"
    page.press("ArrowRight")
    previewed(page, marks[1])
    page.press("End", "ArrowRight")
    previewed(page, marks[-1])
    page.press("Home", "Escape")
    assert page.run(GONE)
    assert page.all("#reader h2") != []  # the article is still open
    page.press("Escape")
    assert page.all("#reader h2") == []


def test_on_a_phone_a_touch_opens_the_article_and_a_preview_fits(
    browser: Chromium, service: Any
) -> None:
    """A finger has no hover: it opens at once. What the keyboard previews is never cut off."""
    page = Page(browser, service.url, viewport={"width": 360, "height": 640}, has_touch=True)
    page.open()
    page.ask(COST)
    for place in range(len(page.all(".claim .mark"))):
        page.run("document.querySelectorAll('.claim .mark')[arguments[0]].focus()", place)
        page.wait(SHOWN)
        assert page.run(INSIDE, "#preview")
    page.press("Escape")
    page.tap(".claim .mark")
    page.wait("return document.querySelector('#reader mark') !== null")
    assert page.run(GONE)
    page.close()


def test_a_badge_says_what_was_checked_and_explains_itself(page: Page) -> None:
    """Quoted, verified and not verified each open their meaning; Escape returns to the badge."""
    page.ask(COST)
    answer = page.answer()
    verdicts = {"verbatim": "quoted", "supported": "verified", "unverified": "not verified"}
    claims = [{**answer["claims"][0], "verdict": verdict} for verdict in verdicts]
    page.pretend(**{**answer, "claims": claims})
    page.ask(COST)
    badges = ".turn:last-child .badge"
    assert page.all(badges) == list(verdicts.values())
    for place, word in enumerate(verdicts.values()):
        page.click(badges, place)
        assert page.all(".meaning")[0].startswith(f"{word}: ")
        assert page.run(INSIDE, ".meaning")
        page.press("Escape")
        assert page.all(".meaning") == []
        assert page.focused(".badge")
