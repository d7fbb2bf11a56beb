"""The timeline of a topic: a picture, the same as a list, and the quote behind each event."""

import json
import urllib.parse
import urllib.request
from typing import Any

import pytest
from page_driver import Page

pytestmark = pytest.mark.browser

OPENS = "When will the lighthouse on Varn Point open to visitors?"
DRAWN = "return document.querySelector('.line-of-time text') !== null"


def timeline(page: Page, **query: str) -> list[dict[str, Any]]:
    """The events that the service lists."""
    address = f"{page.url}timeline?{urllib.parse.urlencode(query)}"
    with urllib.request.urlopen(address, timeout=30) as response:  # noqa: S310  loopback
        found: list[dict[str, Any]] = json.load(response)["events"]
    return found


def test_the_timeline_draws_the_service_s_events(page: Page) -> None:
    """A dot for each event in order of time, its quote in the preview, and all of it as a list."""
    page.ask(OPENS)
    page.click(".ways button")
    page.wait(DRAWN)
    events = timeline(page, topic=OPENS)
    assert {"2025-02-03", "2025-02-17", "2025-06-01", "2025-07-12", "2025-05"} <= {
        event["when"] for event in events
    }
    places = page.run(
        "return [...document.querySelectorAll('.event')].map(node => {"
        "  const box = node.querySelector('.room').getBoundingClientRect();"
        "  return [box.x, box.y, box.right - box.left] })"
    )
    assert len(places) == len(events)
    assert [x for x, *_ in places] == sorted(x for x, *_ in places)
    assert all(width >= 24 for *_, width in places)
    assert len({(round(x), round(y)) for x, y, _ in places}) == len(places)
    page.hover(".event", 0)
    page.wait("return document.querySelector('#preview:popover-open') !== null")
    assert page.all("#preview .quote") == [events[0]["quote"]]
    page.click(".timeline summary")
    assert page.all(".events .event-quote") == [event["quote"] for event in events]
    page.click(".ways button")
    assert page.all(".timeline") == []


def test_an_event_opens_its_quote_from_the_keyboard(page: Page) -> None:
    """One Tab stop, arrows along the line, Enter opens the article at the quote, Escape returns."""
    page.ask(OPENS)
    page.click(".ways button")
    page.wait(DRAWN)
    events = timeline(page, topic=OPENS)
    assert page.run("return document.querySelectorAll('.event[tabindex=\"0\"]').length") == 1
    page.press("Shift+Tab", "Tab")
    page.run("document.querySelector('.event').focus()")
    page.press("ArrowRight", "ArrowRight", "Enter")
    page.wait("return document.querySelector('#reader mark') !== null")
    assert page.all("#reader mark") == [events[2]["quote"]]
    page.press("Escape")
    assert page.focused(".event:nth-of-type(4)")  # the first group is the scenery
    page.press("Home")
    assert page.run("return document.activeElement.getAttribute('aria-label')").endswith(
        events[0]["quote"]
    )


def test_the_timeline_keeps_to_the_filters_of_its_question(page: Page) -> None:
    """Days and source go along; where nothing carries a date, the page says so."""
    page.click("#filters summary")
    page.run("document.forms[0].as_of.value = '2025-02-18'")
    page.run("document.forms[0].source.value = 'The Northport Gazette'")
    page.ask(OPENS)
    page.click(".ways button")
    page.wait(DRAWN)
    asked = [request["url"] for request in page.sent() if "/timeline?" in request["url"]]
    query = urllib.parse.parse_qs(urllib.parse.urlsplit(asked[0]).query)
    assert query == {
        "topic": [OPENS],
        "as_of": ["2025-02-18"],
        "source": ["The Northport Gazette"],
    }
    page.reply("timeline?*", {"topic": "x", "events": [], "index": {}})
    page.ask(OPENS)
    page.click(".turn:last-child .ways button")
    page.wait("return document.querySelector('.turn:last-child .timeline .hint') !== null")
    assert page.all(".turn:last-child .timeline") == ["No sentence about this carries a date."]


def test_a_timeline_that_cannot_be_had_is_told_and_can_be_tried_again(page: Page) -> None:
    """A failure of it leaves the answer as it is."""
    page.reply("timeline?*", {"title": "Broken", "detail": "It is.", "status": 500}, 500, times=1)
    page.ask(OPENS)
    page.click(".ways button")
    page.wait("return document.querySelector('.timeline .failure') !== null")
    assert page.all(".timeline .failure-title") == ["Broken."]
    page.click(".timeline .failure button")
    page.wait(DRAWN)
    assert page.all(".claim") != []
