"""The states between asking and an answer: empty, slow, busy, offline, stopped, refused."""

from collections.abc import Callable
from typing import Any

import pytest
from page_driver import Chromium, Page

pytestmark = pytest.mark.browser

COST = "How much did the repairs of the harbour bridge cost?"
INDEX = {"generation": "g-1", "articles": 0}
BUSY = {"title": "Too many questions", "detail": "Two are being answered.", "status": 503}
TOKEN = "a-token.of_48~characters/that+nobody-guesses=="  # noqa: S105  of a service on loopback
NEVER = """const real = window.fetch;
window.fetch = (address, options) => address !== 'chat' ? real(address, options)
  : new Promise((_, fail) => options.signal.addEventListener('abort', () => fail(new Error('x'))));
window.again = () => { window.fetch = real; };"""


def test_an_empty_index_says_how_to_fill_it(browser: Chromium, service: Any) -> None:
    """No headlines, but what to do."""
    page = Page(browser, service.url)
    page.reply("ready", {"status": "ready", "index": INDEX})
    page.reply("articles?*", {"articles": [], "total": 0, "limit": 1, "offset": 0, "index": INDEX})
    page.open()
    assert "There are no articles yet." in page.all("#front-state .notice")[0]
    assert page.all("#front") == []
    assert page.all("#index-line") == ["0 articles · generation g-1"]
    page.close()


def test_a_service_that_is_not_ready_is_told_on_the_front(browser: Chromium, service: Any) -> None:
    """The problem stands above the question, and trying again fills the page."""
    page = Page(browser, service.url)
    broken = {"title": "The index cannot be used", "detail": "Build it.", "status": 503}
    page.reply("ready", broken, 503, times=1)
    page.open()
    assert page.all("#front-state .failure-title") == ["The index cannot be used."]
    page.click("#front-state button")
    page.wait("return !document.getElementById('front').hidden")
    assert page.all("#front-state .failure") == []
    page.close()


def test_a_slow_answer_says_so_and_can_be_stopped(browser: Chromium, service: Any) -> None:
    """After four seconds the page says that it is still at work; Stop ends it, and offers more."""
    page = Page(browser, service.url)
    page.stop_clock()
    page.open()
    page.run(NEVER)
    page.send(COST)
    assert page.all(".progress") == ["Searching the articles…"]
    page.pass_time(5)
    assert "longer than usual" in page.all(".progress")[0]
    assert page.all("#submit") == ["Asking…"]
    page.click(".stop")
    page.settled(1)
    assert page.all(".failure-title") == ["Stopped."]
    assert page.all("#submit") == ["Ask"]
    page.run("window.again()")
    page.click(".failure button")
    page.wait("return document.querySelectorAll('.claim').length > 0")
    assert page.all(".question") == [COST]
    page.close()


def test_a_busy_service_says_when_to_come_back(browser: Chromium, service: Any) -> None:
    """Retry-After is counted down, silently, and asking again is one press away."""
    page = Page(browser, service.url)
    page.stop_clock()
    page.open()
    page.reply("chat", BUSY, 503, times=1, Retry_After="3")
    page.ask(COST)
    assert page.all(".failure-title") == ["Too many questions."]
    assert page.all(".waiting") == ["Worth trying in 3 s."]
    page.pass_time(1)
    assert page.all(".waiting") == ["Worth trying in 2 s."]
    page.pass_time(2.5)
    assert page.all(".waiting") == ["Worth trying now."]
    page.click(".failure button")
    page.wait("return document.querySelectorAll('.claim').length > 0")
    page.reply("chat", {**BUSY, "status": 429}, 429, times=1, Retry_After="600")
    page.ask(COST)
    assert page.all(".waiting") == ["Worth trying in 10 min."]
    page.reply("chat", BUSY, 503, times=1)  # no word of when: nothing to wait for
    page.ask(COST)
    assert page.all(".turn:last-child .waiting") == []
    page.close()


def test_a_device_without_a_network_says_so_and_notices_its_return(page: Page) -> None:
    """Nothing is lost: the question stays, and is asked again on a press."""
    page.offline(True)
    page.ask(COST)
    assert page.all(".failure-title") == ["This device is offline."]
    page.offline(False)
    page.wait("return document.querySelector('.waiting').textContent === 'The connection is back.'")
    page.click(".failure button")
    page.wait("return document.querySelectorAll('.claim').length > 0")
    assert page.all(".question") == [COST]


def test_a_question_that_cannot_be_used_comes_back_to_be_changed(page: Page) -> None:
    """Asking the same once more would change nothing: question and filters are open again."""
    page.click("#filters summary")
    page.run("document.forms[0].published_from.value = '2025-03-01'")
    page.run("document.forms[0].published_to.value = '2024-01-01'")
    page.ask(COST)
    assert page.all(".failure button") == ["Change the question"]
    page.click(".failure button")
    assert page.all(".turn") == []
    assert page.focused("#question")
    assert page.run("return document.getElementById('question').value") == COST
    assert page.run("return document.getElementById('filters').open")


def test_a_service_with_a_token_asks_for_it(
    browser: Chromium, start_service: Callable[..., Any]
) -> None:
    """A wrong one is refused, the right one fills the page, and it ends with the tab."""
    guarded = start_service(GROUNDWIRE_TOKEN=TOKEN)
    page = Page(browser, guarded.url)
    page.open()
    page.click("#front-state input")
    page.write("wrong")
    page.press("Enter")
    page.wait("return document.querySelector('#front-state .refused') !== null")
    page.click("#front-state input")
    page.write(TOKEN)
    page.press("Enter")
    page.wait("return !document.getElementById('front').hidden")
    assert page.all("#front-state .failure") == []
    page.ask(COST)
    assert page.all(".claim") != []
    page.open_mark()
    page.reload()
    assert page.all("#front-state .failure") == []
    stored = "return [...Object.values(localStorage), location.href, document.cookie].join()"
    assert TOKEN not in page.run(stored)
    other = Page(browser, guarded.url)
    other.open()
    other.ask(COST)
    assert other.all(".turn .token label") == ["Access token "]
    other.click(".turn .token input")
    other.write(TOKEN)
    other.press("Enter")
    other.wait("return document.querySelectorAll('.claim').length > 0")
    other.wait("return document.querySelector('#front-state .failure') === null")
    other.close()
    page.close()
