"""`groundwire fetch`: from addresses to an index without the network, and what it prints."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from command_line import Groundwire

from news_site import STORY, Site, page, rss, serving


@pytest.fixture
def site() -> Iterator[Site]:
    with serving() as running:
        yield running


def test_a_feed_becomes_an_index(groundwire: Groundwire, site: Site, tmp_path: Path) -> None:
    """What was fetched is built and answered from when the site is gone."""
    site.put("/a", page())
    link = f"<item><title>T</title><link>{site.url}/a</link><pubDate>11 Mar 2025</pubDate></item>"
    url = site.put("/feed", rss(link), Content_Type="application/rss+xml")
    ran = groundwire("fetch", url, "--allow-private", "--delay", "0", "--json")
    assert (ran.code, ran.json["new"], ran.json["failures"]) == (0, 1, [])
    assert [Path("corpus/127.0.0.1")] == [Path(file).parent for file in ran.json["files"]]
    site.pages.clear()
    assert groundwire("build").code == 0
    answer = groundwire("ask", "How much will the bridge at Marlow cost?", "--json").json
    assert answer["citations"][0]["url"] == f"{site.url}/a"
    assert answer["citations"][0]["published"] == "2025-03-11"


def test_this_machine_is_refused(groundwire: Groundwire, site: Site) -> None:
    """Without --allow-private a loopback address is a failure that says how to mean it."""
    ran = groundwire("fetch", site.put("/a", page()))
    assert ran.code == 3
    assert "--allow-private" in ran.err
    assert "0 new, 0 changed, 0 unchanged, 0 skipped" in ran.out
    assert [] == site.asked


def test_a_failure_is_told_and_the_rest_is_kept(groundwire: Groundwire, site: Site) -> None:
    """The exit code is 3; each failure is a line with its address and its reason."""
    site.put("/a", page())
    urls = (site.url + "/gone", site.url + "/a", "javascript:alert(1)")
    ran = groundwire("fetch", *urls, "--allow-private", "--delay", "0", "--into", "kept")
    assert ran.code == 3
    assert "1 new" in ran.out
    assert f"{site.url}/gone: the site answers 404" in ran.err
    assert "javascript:alert(1): only http:// and https://" in ran.err


def test_the_limit_is_of_each_feed(groundwire: Groundwire, site: Site) -> None:
    """--limit takes the first stories of a feed."""
    for number in range(3):
        site.put(f"/{number}", page(f"T{number}", f"{STORY}{number}"))
    items = [f"<item><link>{site.url}/{number}</link></item>" for number in range(3)]
    url = site.put("/feed", rss(*items))
    ran = groundwire("fetch", url, "--allow-private", "--delay", "0", "--limit", "2", "--json")
    assert ran.json["new"] == 2
