"""The page's own modules, run in the browser that will run them."""

from itertools import pairwise
from typing import Any

import pytest
from page_driver import Page

pytestmark = pytest.mark.browser

# (text, start, end): offsets in code points, as the service counts them.
SPANS = [
    ("plain text", 0, 5),
    ("plain text", 6, 10),
    ("🌉 then the quote.", 2, 17),
    ("a 👩‍🔧 b 🇫🇷 “c” d", 8, 15),
    ("é é é", 2, 5),
    ("𝒳𝒴𝒵", 1, 2),
    ("whole", 0, 5),
    ("end 🚢", 4, 5),
    ("nothing", 3, 3),
]


@pytest.fixture(scope="module")
def page(window: Page, service: Any) -> Page:
    """One visit for all of these: nothing here changes the page."""
    window.renew(service.url)
    window.open()
    return window


def call(page: Page, module: str, expression: str, *arguments: Any) -> Any:
    """The value of an expression over a module ``m`` and its ``arguments``, called ``a``."""
    return page.run(
        f"const a = [...arguments]; return import('./web/{module}').then(m => {expression})",
        *arguments,
    )


@pytest.mark.parametrize(("text", "start", "end"), SPANS)
def test_a_span_of_code_points_is_the_same_text_as_in_python(
    page: Page, text: str, start: int, end: int
) -> None:
    """Python's ``text[start:end]`` is what the page highlights."""
    assert call(page, "quote.js", "m.textAt(...a)", text, start, end) == text[start:end]


def test_paragraphs_keep_every_character_and_mark_only_the_span(page: Page) -> None:
    """A quote over two paragraphs is marked in both; blank lines fall away and nothing else."""
    text = "🌉 one.\n\nTwo is quoted.\n  \nSo is three, in part."
    start, end = text.index("Two"), text.index(", in")
    found = call(page, "quote.js", "m.paragraphs(...a)", text, start, end)
    lines = [line for line in text.split("\n") if line.strip()]
    assert [part["before"] + part["quoted"] + part["after"] for part in found] == lines
    assert [part["quoted"] for part in found] == ["", "Two is quoted.", "So is three"]


def test_events_are_read_however_the_bytes_are_cut(page: Page) -> None:
    """Chunks may end inside a character, a line break or a field; comments are passed over."""
    stream = (
        ': hello\r\n\r\nevent: claim\r\ndata: {"text": "“bridge” 👩‍🔧"}\r\n\r\n'
        "event:done\ndata: [1,\ndata: 2]\n\nevent: lost\ndata: 3\n"
    )
    read = """(async () => {
      const bytes = new TextEncoder().encode(a[0]), seen = [];
      const body = new ReadableStream({ start(c) {
        for (let i = 0; i < bytes.length; i += a[1]) c.enqueue(bytes.slice(i, i + a[1]));
        c.close();
      } });
      for await (const event of m.events(body)) seen.push(event);
      return seen;
    })()"""
    expected = [
        {"event": "claim", "data": {"text": "“bridge” 👩‍🔧"}},
        {"event": "done", "data": [1, 2]},
    ]
    for size in (1, 2, 3, 7, 1000):
        assert call(page, "events.js", read, stream, size) == expected


@pytest.mark.parametrize(
    "url",
    [
        None,
        "",
        "javascript:alert(1)",
        "JAVASCRIPT:alert(1)",
        "data:text/html,x",
        "file:///etc",
        "x",
    ],
)
def test_only_web_addresses_become_links(page: Page, url: str | None) -> None:
    """Anything but http and https is left out."""
    assert call(page, "byline.js", "m.originalLink(a[0])", url) is None


def test_a_long_conversation_is_cut_to_what_the_service_takes(page: Page) -> None:
    """The oldest turns go first, in pairs, and a turn never passes 8,000 characters."""
    build = """(() => {
      const c = new m.Conversation();
      for (let i = 0; i < 30; i++) c.add(`question ${i}`, { text: "“🌉”".repeat(a[0]) });
      return c.history;
    })()"""
    short = call(page, "conversation.js", build, 10)
    assert [turn["content"] for turn in short[::2]] == [f"question {i}" for i in range(20, 30)]
    long = call(page, "conversation.js", build, 4000)
    assert 2 <= len(long) < len(short)
    assert long[-2]["content"] == "question 29"
    assert len(long[-1]["content"]) == 8000


@pytest.mark.parametrize(
    ("days", "breaks"),
    [
        (["2025-03-11"], 0),
        (["2025-03-11"] * 3, 0),
        (["1994-07-01", "2025-03-11"], 0),
        (["1994-07-01", "2025-03-11", "2025-03-12", "2025-04"], 1),
        (["1861-02", "1994-07-01", "2025-03-11", "2025-03-12", "2025-03-15", "2025-03-20"], 2),
        ([f"2025-03-{day:02}" for day in range(1, 31)], 0),
    ],
)
def test_events_keep_their_order_and_never_touch(page: Page, days: list[str], breaks: int) -> None:
    """On a phone too each has 24 pixels; only a stretch that would squeeze the rest is cut out."""
    events = [
        {"when": day, "precision": "day" if len(day) > len("2025-03") else "month"} for day in days
    ]
    found = call(page, "timeline_scale.js", "m.scale(...a)", events, 320)
    places = [(place["x"], place["lane"]) for place in found["places"]]
    assert [x for x, _ in places] == sorted(x for x, _ in places)
    assert all(0 <= x <= 320 for x, _ in places)
    for lane in range(found["lanes"]):
        inside = [x for x, at in places if at == lane]
        assert all(after - before >= 24 for before, after in pairwise(inside))
    assert len(found["breaks"]) == breaks
    labelled = [label["x"] for label in found["labels"]]
    assert all(after - before >= 84 for before, after in pairwise(labelled))
    assert labelled[-1] == places[-1][0]
