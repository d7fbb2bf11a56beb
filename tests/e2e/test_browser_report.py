"""The evaluation's report as a browser shows it from the disk."""

from collections.abc import Iterator
from dataclasses import replace
from urllib.parse import urlsplit

import pytest
from page_driver import Chromium, Page

from groundwire.evaluation.compare import compare
from groundwire.evaluation.perturb import Perturbation
from groundwire.evaluation.report.report import write_report
from report_case import CASE, OUTCOMES, REFUSED, REPLIES, SCORED

pytestmark = pytest.mark.browser

WIDTHS = (390, 1280)
SCHEMES = ("light", "dark")
INSIDE = ("data", "chrome")  # the page's own bytes, and Chromium's own pictures
LEAST_CONTRAST = 4.5  # WCAG 2.2, 1.4.3 (AA), for text of any size
# Contrast of every shown text with the nearest background that is painted behind it.
CONTRASTS = """
const channel = v => v <= .03928 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4;
const light = rgb => rgb.map(v => channel(v / 255))
  .reduce((sum, v, i) => sum + v * [.2126, .7152, .0722][i], 0);
const parts = colour => colour.match(/[\\d.]+/g).map(Number);
const behind = node => {
  for (; node; node = node.parentElement) {
    const [r, g, b, a = 1] = parts(getComputedStyle(node).backgroundColor);
    if (a > 0) return [r, g, b];
  }
};
const low = new Set();
const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
while (walker.nextNode()) {
  const node = walker.currentNode.parentElement;
  if (!walker.currentNode.data.trim() || !node.checkVisibility()) continue;
  const style = getComputedStyle(node);
  const colour = node.closest('svg') ? style.fill : style.color;
  const [a, b] = [light(parts(colour).slice(0, 3)), light(behind(node))].sort((x, y) => y - x);
  if ((a + .05) / (b + .05) < arguments[0]) low.add(`${node.tagName}.${node.className}: ${colour}`);
}
return [...low];
"""


@pytest.fixture(scope="module")
def report(browser: Chromium, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Page]:
    """The report of the run made by hand, every part of it opened."""
    file = tmp_path_factory.mktemp("report") / "report.html"
    refused = replace(REPLIES["refused"], answer=replace(REFUSED, text="No." * 400))
    outcomes = tuple(replace(one, values={**one.values, "hit@1": 0.5}) for one in OUTCOMES)
    before = replace(SCORED, outcomes=outcomes[:-1])
    everything = replace(
        CASE,
        replies={**REPLIES, "refused": refused},
        previous=compare(before, SCORED),
        before=before,
        perturbations=[Perturbation("negation", "reject", "sentence", 400, 399, ())],
    )
    write_report(file, everything)
    page = Page(browser, file.as_uri())
    page.load()
    page.run("document.querySelectorAll('details').forEach(part => part.open = true)")
    yield page
    page.close()


def test_the_report_asks_for_nothing_and_complains_of_nothing(report: Page) -> None:
    """One file is read, from the disk; hostile text runs nothing and breaks nothing."""
    asked = {request["url"] for request in report.sent()}
    assert {url for url in asked if urlsplit(url).scheme not in INSIDE} == {report.url}
    assert report.complaints() == []


@pytest.mark.parametrize("width", WIDTHS)
def test_the_report_never_scrolls_sideways(report: Page, width: int) -> None:
    """Wide tables scroll in their own box; the longest word of an article is broken."""
    report.size(width, 900)
    page = "document.documentElement"
    assert report.run(f"return {page}.scrollWidth <= {page}.clientWidth")


@pytest.mark.parametrize("scheme", SCHEMES)
def test_the_report_can_be_read_in_both_schemes(report: Page, scheme: str) -> None:
    """Every text stands out from what is behind it, in light and in dark."""
    report.prefer(scheme)
    assert report.run(CONTRASTS, LEAST_CONTRAST) == []
