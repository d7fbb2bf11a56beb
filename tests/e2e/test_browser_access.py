"""Whether everybody can use the page: axe-core over every state, and the keys."""

import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from page_driver import Page

pytestmark = pytest.mark.browser

HERE = Path(__file__).parent
AXE = HERE / "node_modules" / "axe-core" / "axe.min.js"
# WCAG 2.2, level AA: what each version added has a tag of its own.
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
COST = "How much did the repairs of the harbour bridge cost?"
OPENS = "When will the lighthouse on Varn Point open to visitors?"
UNKNOWN = "Who won the chess championship in Reykjavik?"
INSTALL = ["npm", "ci", "--no-audit", "--no-fund", "--fetch-retries=0", "--fetch-timeout=10000"]


@pytest.fixture(scope="module")
def axe() -> str:
    """axe-core, from npm where it is not there yet; skips where that cannot be."""
    if not AXE.is_file():
        if not shutil.which("npm"):
            pytest.skip("npm is not on this machine: it brings axe-core")
        done = subprocess.run(INSTALL, cwd=HERE, capture_output=True, text=True, timeout=60)
        if done.returncode:
            why = [line for line in done.stderr.splitlines() if line.startswith("npm error")]
            pytest.skip(f"npm could not bring axe-core: {' '.join(why[:2]) or done.returncode}")
    return AXE.read_text("utf-8")


def violations(page: Page, axe: str) -> list[str]:
    """What axe-core finds wrong with the page as it is."""
    if not page.run("return 'axe' in window"):
        page.run(axe)
    # What the question box covers at the moment can be scrolled free, but axe measures it as it is.
    page.run("document.getElementById('ask').style.position = 'static'")
    found = page.run(
        "return axe.run(document, {runOnly: arguments[0], resultTypes: ['violations']}).then("
        "  found => found.violations.flatMap(({id, nodes}) =>"
        "    nodes.map(node => `${id}: ${node.target} ${node.failureSummary}`)))",
        RULES,
    )
    return list(found)


def opened_timeline(page: Page) -> None:
    """A timeline with its list."""
    page.ask(OPENS)
    page.click(".turn:last-child .ways button")
    page.wait("return document.querySelector('.turn:last-child .line-of-time text') !== null")
    page.click(".turn:last-child .timeline summary")


def explained(page: Page) -> None:
    """The explanation of a badge."""
    page.click(".badge")
    page.wait("return document.querySelector('.meaning:popover-open') !== null")


def failed(page: Page, kind: int, **headers: str) -> None:
    """A question that fails."""
    page.reply("chat", {"title": "Not now", "detail": "Later."}, kind, times=1, **headers)
    page.ask(COST)


STATES: list[Callable[[Page], Any]] = [
    lambda page: None,
    lambda page: page.click("#filters summary"),
    lambda page: page.ask(COST),
    lambda page: page.hover(".claim .mark"),
    explained,
    lambda page: page.press("Escape"),
    lambda page: page.open_mark(),
    lambda page: page.press("Escape"),
    opened_timeline,
    lambda page: page.ask(UNKNOWN),
    lambda page: failed(page, 500),
    lambda page: failed(page, 503, Retry_After="9"),
    lambda page: failed(page, 401),
    lambda page: page.click("#help"),
]


@pytest.mark.parametrize(("scheme", "width"), [("light", 1280), ("dark", 360)])
def test_axe_finds_no_violation(page: Page, axe: str, scheme: str, width: int) -> None:
    """WCAG 2.2 AA: front, filters, answer, preview, badge, article, timeline, refusal, errors."""
    page.prefer(scheme)
    page.size(width, 800)
    found = {}
    for number, step in enumerate(STATES):
        step(page)
        if wrong := violations(page, axe):
            found[number] = wrong
        assert page.run("return document.documentElement.scrollWidth <= innerWidth"), number
    assert found == {}


def test_axe_finds_what_is_wrong(page: Page, axe: str) -> None:
    """A planted nameless button and a pale text are found: the check can fail."""
    page.run(
        "const button = document.createElement('button'); document.body.append(button);"
        "document.querySelector('.tagline').style.color = '#ddd';"
    )
    names = {line.partition(":")[0] for line in violations(page, axe)}
    assert {"button-name", "color-contrast"} <= names


def test_the_keys_go_where_the_list_of_keys_says(page: Page) -> None:
    """Ctrl+K goes to the question from anywhere; Escape closes one thing at a time."""
    page.ask(COST)
    page.open_mark()
    page.press("Control+k")
    assert page.focused("#question")
    page.click("#help")
    assert "Ctrl" in page.all("#keys dl")[0]
    page.press("Escape")
    assert page.all("#keys") == []
    assert page.all("#reader h2") != []
    page.press("Escape")
    assert page.all("#reader h2") == []
