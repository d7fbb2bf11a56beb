"""The web page when what arrives is hostile, stale, cut off, or does not arrive at all."""

import re
import socket
from collections.abc import Callable
from typing import Any

import pytest
from page_driver import NOBODY, Chromium, Outside, Page

pytestmark = pytest.mark.browser

COST = "How much did the repairs of the harbour bridge cost?"


def test_nothing_that_arrives_becomes_part_of_the_page(page: Page) -> None:
    """Markup from an article or a title is shown as text; a link needs a web address."""
    markup = "<img src=x onerror=\"document.title='taken'\"><script>document.title='taken'</script>"
    citation = {
        "number": 1, "article_id": "bridge", "title": markup, "source": markup, "quote": markup,
        "url": "javascript:document.title='taken'", "published": markup, "start": 0, "end": 1,
        "path": "",
    }  # fmt: skip
    position = {"value": markup, "citation": 1, "published": None}
    page.pretend(
        text=markup,
        short_answer=markup,
        claims=[{"text": markup, "citations": [1], "verdict": "unverified"}],
        citations=[citation],
        disagreements=[{"about": markup, "positions": [position, position]}],
    )
    page.ask(COST)
    assert page.all(".short") == [markup]
    assert page.all(".claim") == [f"{markup}[1]"]
    assert page.all(".badge") == ["not verified"]
    assert page.all(".sources .title") == [markup]
    page.open_mark(shows=".notice")
    assert markup in page.all("#reader .notice")[0]
    assert page.run("return document.querySelectorAll('.layout img, .layout script').length") == 0
    assert page.run("return document.querySelectorAll('.sources a').length") == 0
    assert page.run("return document.title") == "groundwire"
    assert page.complaints() == []


def test_an_article_that_changed_since_the_answer_is_not_misquoted(page: Page) -> None:
    """Where the quote is no longer in its place, the page says so and highlights nothing."""
    page.ask(COST)
    answer = page.answer()
    moved = [{**cited, "start": cited["start"] + 1} for cited in answer["citations"]]
    page.pretend(**{**answer, "citations": moved})
    page.ask(COST)
    page.open_mark(shows=".notice")
    assert answer["citations"][0]["quote"] in page.all("#reader .notice")[0]
    assert page.all("#reader mark") == []


def test_a_stopped_service_is_said_plainly(page: Page, start_service: Callable[[], Any]) -> None:
    """The page says that nothing answers and offers to try again; it does not hang or go blank."""
    stopping = start_service()
    page.url = stopping.url
    page.open()
    stopping.stop()
    page.ask(COST)
    assert "The service cannot be reached." in page.all(".failure")[0]
    assert "Try again" in page.all(".failure button")


def test_a_connection_that_breaks_is_told_and_can_be_tried_again(page: Page) -> None:
    """Half an answer is not shown as one: the page says that it was lost, and asks once more."""
    page.run(
        """const real = window.fetch;
        window.fetch = (address, options) => {
          if (address !== "chat") return real(address, options);
          window.fetch = real;
          const start = (controller) => controller.error(new TypeError("network error"));
          const headers = { "Content-Type": "text/event-stream" };
          return Promise.resolve(new Response(new ReadableStream({ start }), { headers }));
        }"""
    )
    page.ask(COST)
    assert "The connection was lost" in page.all(".failure")[0]
    page.click(".failure button")
    page.wait("return document.querySelectorAll('.claim').length > 0")
    assert page.all(".question") == [COST]
    assert page.all(".failure") == []


@pytest.mark.parametrize("stream", ["whole", "cut"])
def test_an_answer_that_cannot_be_streamed_comes_in_one_piece(page: Page, stream: str) -> None:
    """A proxy that takes the stream away, or cuts it, costs the reader nothing."""
    page.run(
        """const [real, how] = [window.fetch, arguments[0]];
        window.fetch = (address, options) => {
          const asked = address === "chat" ? JSON.parse(options.body) : {};
          if (!asked.stream) return real(address, options);
          const headers = { "Content-Type": "text/event-stream" };
          if (how === "cut") return Promise.resolve(new Response(": cut\\n\\n", { headers }));
          return real(address, { ...options, body: JSON.stringify({ ...asked, stream: false }) });
        }""",
        stream,
    )
    page.ask(COST)
    assert len(page.all(".claim")) == len(page.answer()["claims"])


def test_nothing_leaves_this_machine_and_that_is_counted(page: Page) -> None:
    """The page's own rules stop what an article might load; without them the tests would."""
    fetched = "return fetch('https://elsewhere.example/x').then(() => 'sent', () => 'stopped')"
    assert page.run(fetched) == "stopped"
    assert any("Content Security Policy" in said for said in page.complaints())
    page.stayed()  # it never got as far as the network


# Gives something its address and waits until that has failed.
FAILED = """const failed = (one, more) => new Promise(done => {
  one.onerror = () => done();
  Object.assign(one, more);
});"""


@pytest.mark.parametrize(
    ("script", "asked"),
    [
        ("return fetch('https://elsewhere.example/').catch(() => 0)", "https://elsewhere.example/"),
        ("return fetch('http://192.0.2.1/').catch(() => 0)", "http://192.0.2.1/"),
        (
            "return failed(new Image(), { src: 'http://elsewhere.example/' })",
            "http://elsewhere.example/",
        ),
        ("return failed(new WebSocket('wss://elsewhere.example/'))", "wss://elsewhere.example/"),
        (
            "const link = { rel: 'preconnect', href: 'https://elsewhere.example/' };"
            "document.head.append(Object.assign(document.createElement('link'), link))",
            "https://elsewhere.example/",
        ),
    ],
)
def test_a_page_that_asks_another_machine_fails(browser: Chromium, script: str, asked: str) -> None:
    """Where no rule of the page stops it: requests, sockets, and what is only got ready."""
    bare = Page(browser, "", proxy={"server": NOBODY})  # nor does it reach anybody
    bare.run(f"{FAILED} {script}")
    with pytest.raises(AssertionError, match=re.escape(asked)):
        bare.close()


def test_what_chromium_asks_for_itself_is_told_and_fails_nothing(page: Page) -> None:
    """Its check-ins and updates are its maker's affair: they go nowhere, and are a warning."""
    outside = Outside()
    with socket.create_connection(outside.address) as browser:
        browser.sendall(b"CONNECT updates.example:443 HTTP/1.1\r\n\r\n")
        assert browser.recv(1) == b""
    page.stayed()
    with pytest.warns(UserWarning, match=r"Chromium itself .* CONNECT updates\.example:443"):
        outside.stop()
