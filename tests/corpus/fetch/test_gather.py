"""From addresses to files of a corpus: what is kept, what is asked again, and what is told."""

import gzip
import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from groundwire.corpus.clean.article import clean
from groundwire.corpus.fetch.fetched import STATE, FetchedPages
from groundwire.corpus.fetch.fetcher import Fetcher
from groundwire.corpus.fetch.gather import FetchReport, Gatherer
from groundwire.corpus.read.extract import Extractor
from groundwire.corpus.read.readers import read_articles
from groundwire.records import Article, RawArticle
from news_site import STORY, Site, page, rss, serving

Gather = Callable[..., FetchReport]
FEED = {"Content_Type": "application/rss+xml"}


@pytest.fixture
def site() -> Iterator[Site]:
    with serving() as running:
        yield running


@pytest.fixture(scope="module")
def extractor() -> Iterator[Extractor]:
    with Extractor() as one:
        yield one


@pytest.fixture
def gather(tmp_path: Path, extractor: Extractor) -> Gather:
    """Fetch addresses into the folder of the test, as one run of the command would."""

    def run(*urls: str, limit: int = 100) -> FetchReport:
        fetcher = Fetcher(allow_private=True, delay=0, sleep=lambda seconds: None)
        pages = FetchedPages(tmp_path)
        return Gatherer(pages, fetcher=fetcher, extractor=extractor, limit=limit).gather(urls)

    return run


def articles(folder: Path) -> list[Article]:
    found = list(read_articles([folder]))
    assert all(isinstance(each, RawArticle) for each in found), found
    return [clean(each) for each in found if isinstance(each, RawArticle)]


def item(site: Site, path: str, title: str = "T", more: str = "") -> str:
    date = "<pubDate>Tue, 11 Mar 2025 23:30:00 -0500</pubDate>"
    return f"<item><title>{title}</title><link>{site.url}{path}</link>{date}{more}</item>"


def counts(report: FetchReport) -> tuple[int, int, int, int]:
    return report.new, report.changed, report.unchanged, report.skipped


def test_a_page_is_kept_as_it_came(gather: Gather, site: Site, tmp_path: Path) -> None:
    """One file under the host's folder: the page's own bytes below where and when they are from;
    it is read without the network, and the time of fetching is nobody's date."""
    html = page(story="The café’s owner said no.").encode("cp1252")
    url = site.put("/news/Marlow%20bridge.html", html, Content_Type="text/html; charset=latin1")
    report = gather(url + "#part")
    (file,) = map(Path, report.files)
    assert file.parent == tmp_path / "127.0.0.1"
    assert file.name.startswith("marlow-bridge-")
    assert file.read_bytes().endswith(b"\n---\n" + html)
    (found,) = articles(tmp_path)
    assert "café’s owner" in found.text
    assert (found.url, found.published, found.source) == (url, None, "127.0.0.1")


def test_a_feed_is_its_pages_in_full(gather: Gather, site: Site, tmp_path: Path) -> None:
    """Each story of a feed is its whole page; what the page does not say, the feed does, and what
    both say, the page."""
    dated = '<meta property="article:published_time" content="2025-03-10">'
    site.put("/a", page("A"))
    site.put("/b", page("B", STORY * 2, head=dated))
    url = site.put("/feed", rss(item(site, "/a", "AA"), item(site, "/b", "BB")), **FEED)
    report = gather(url)
    assert (2, 0, 0, 0) == counts(report)
    found = {each.title: each for each in articles(tmp_path)}
    assert ["2025-03-11", "2025-03-10"] == [str(found[title].published) for title in "AB"]
    assert {"The Marlow Post"} == {each.source for each in found.values()}
    raw = [each for each in read_articles([tmp_path]) if isinstance(each, RawArticle)]
    assert {"A": "feed", "B": "page"} == {each.title: each.published_from for each in raw}
    assert all("(three)" in each.text for each in raw)


def test_what_a_person_writes_above_a_page_wins(gather: Gather, site: Site, tmp_path: Path) -> None:
    """The front matter of a kept page may be corrected by hand."""
    dated = '<meta property="article:published_time" content="2025-03-10">'
    report = gather(site.put("/a", page(head=dated)))
    file = Path(report.files[0])
    file.write_bytes(file.read_bytes().replace(b"---\n", b"---\npublished: 2025-03-09\n", 1))
    assert ["2025-03-09"] == [str(each.published) for each in articles(tmp_path)]


def test_a_page_passes_for_no_other_site(gather: Gather, site: Site, tmp_path: Path) -> None:
    """A canonical address of another site is not believed; one of the same site is."""
    url = site.put("/a", page(head='<link rel="canonical" href="https://times.example/a">'))
    gather(url)
    assert [url] == [each.url for each in articles(tmp_path)]
    own = site.url + "/b"
    gather(site.put("/b?utm_source=x", page("B", head=f'<link rel="canonical" href="{own}">')))
    assert own in [each.url for each in articles(tmp_path)]


def test_nothing_new_is_one_request(gather: Gather, site: Site, tmp_path: Path) -> None:
    """The second run asks for the feed alone and writes nothing; the index has nothing to do."""
    site.put("/a", page())
    url = site.put("/feed", rss(item(site, "/a")), **FEED, ETag='"1"')
    gather(url)
    before = {file: file.read_bytes() for file in tmp_path.rglob("*.html")}
    site.asked.clear()
    assert (0, 0, 1, 0) == counts(gather(url))
    assert ["/feed"] == site.asked_pages
    site.put("/feed", rss(item(site, "/a")), **FEED, ETag='"2"')  # another tag, the same items
    site.asked.clear()
    assert (0, 0, 1, 0) == counts(gather(url))
    assert ["/feed"] == site.asked_pages
    assert before == {file: file.read_bytes() for file in tmp_path.rglob("*.html")}


def test_a_list_that_was_cut_is_read_again(gather: Gather, site: Site) -> None:
    """A larger limit finds the rest, though the feed has not changed."""
    site.put("/a", page("A"))
    site.put("/b", page("B"))
    url = site.put("/feed", rss(item(site, "/a"), item(site, "/b")), **FEED, ETag='"1"')
    assert (1, 0, 0, 0) == counts(gather(url, limit=1))
    assert (1, 0, 1, 0) == counts(gather(url))


def test_a_changed_story_is_a_version_beside_the_first(
    gather: Gather, site: Site, tmp_path: Path
) -> None:
    """Both stay; a page that only looks different, with other advertising, is the same story."""
    url = site.put("/a", page())
    gather(url)
    site.put("/a", page(head="<!-- another advertisement -->"))
    assert (0, 0, 1, 0) == counts(gather(url))
    changed = '<meta property="article:modified_time" content="2025-03-12">'
    site.put("/a", page(story=STORY + "The mayor resigned.", head=changed))
    report = gather(url)
    assert (0, 1, 0, 0) == counts(report)
    assert report.files[0].endswith(".2.html")
    assert 2 == len(articles(tmp_path))
    assert (0, 0, 1, 0) == counts(gather(url))


def test_a_deleted_file_is_fetched_again(gather: Gather, site: Site, tmp_path: Path) -> None:
    """What is remembered counts only while its file is there, and a lost memory costs requests."""
    url = site.put("/a", page(), ETag='"1"')
    Path(gather(url).files[0]).unlink()
    assert (1, 0, 0, 0) == counts(gather(url))
    (tmp_path / STATE).write_text("{damaged")
    assert (0, 0, 1, 0) == counts(gather(url))


def test_a_bad_page_stops_no_other(gather: Gather, site: Site, tmp_path: Path) -> None:
    """A paywall, a missing page and a disallowed one are failures with their address and reason,
    not files; they are left alone for a day while they are listed as they were."""
    offer = "<p>Subscribe to continue reading.</p>"
    stub = f"<html><body><article><p>{STORY}</p>{offer}</article></body></html>"
    site.put("/robots.txt", "User-agent: *\nDisallow: /no/")
    site.put("/stub", stub)
    site.put("/a", page())
    paths = ("/stub", "/gone", "/no/a", "/a")
    url = site.put("/feed", rss(*(item(site, path) for path in paths)), **FEED)
    report = gather(url)
    assert (1, 0, 0, 0) == counts(report)
    reasons = {each.path.removeprefix(site.url): each.reason for each in report.failures}
    assert {"/stub", "/gone", "/no/a"} == set(reasons)
    assert "paywall" in reasons["/stub"]
    assert "404" in reasons["/gone"]
    assert "robots.txt" in reasons["/no/a"]
    site.asked.clear()
    assert (0, 0, 1, 3) == counts(gather(url))
    assert ["/feed"] == site.asked_pages
    site.put("/gone", page("Back"))
    site.put("/feed", rss(item(site, "/gone", "Corrected")), **FEED)
    assert (1, 0, 0, 0) == counts(gather(url))


def test_a_whole_text_in_the_feed_stands_for_a_page_that_cannot_be_had(
    gather: Gather, site: Site, tmp_path: Path
) -> None:
    """A feed's own full text is kept, with its date and address; a summary is not."""
    space = 'xmlns:content="http://purl.org/rss/1.0/modules/content/"'
    whole = f"<content:encoded {space}><![CDATA[<p>{STORY * 3}</p>]]></content:encoded>"
    short = f"<description>{STORY * 3}</description>"
    url = site.put("/feed", rss(item(site, "/a", more=whole), item(site, "/b", more=short)), **FEED)
    report = gather(url)
    assert [site.url + "/b"] == [each.path for each in report.failures]
    (found,) = articles(tmp_path)
    assert (site.url + "/a", "2025-03-11") == (found.url, str(found.published))
    assert "The Marlow Post" == found.source


def test_a_busy_site_is_asked_again_in_the_next_run(gather: Gather, site: Site) -> None:
    """What failed for the moment keeps the feed from being taken as done."""
    site.put("/a", "", 503)
    url = site.put("/feed", rss(item(site, "/a")), **FEED, ETag='"1"')
    assert 1 == len(gather(url).failures)
    site.put("/a", page())
    assert (1, 0, 0, 0) == counts(gather(url))


def test_a_news_sitemap(gather: Gather, site: Site, tmp_path: Path) -> None:
    """An index, packed, leads to sitemaps; the newest pages are taken, with the date and the
    source that the sitemap gives."""
    spaces = (
        'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" '
        'xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"'
    )
    entries = "".join(
        f"<url><loc>{site.url}/{day}</loc><news:news><news:publication><news:name>The Marlow Post"
        "</news:name><news:language>en</news:language></news:publication>"
        f"<news:publication_date>2025-03-{day}</news:publication_date><news:title>T{day}</news:title>"
        "</news:news></url>"
        for day in (10, 12, 11)
    )
    for day in (10, 11, 12):
        site.put(f"/{day}", page(f"T{day}"))
    site.put("/news.xml.gz", gzip.compress(f"<urlset {spaces}>{entries}</urlset>".encode()))
    named = f"<sitemap><loc>{site.url}/news.xml.gz</loc></sitemap>"
    index = f"<sitemapindex {spaces}>{named}</sitemapindex>"
    report = gather(site.put("/sitemap.xml", index), limit=2)
    assert (2, 0, 0, 0) == counts(report)
    found = sorted(articles(tmp_path), key=lambda each: str(each.published))
    assert ["2025-03-11", "2025-03-12"] == [str(each.published) for each in found]
    assert {"The Marlow Post"} == {each.source for each in found}


def test_an_index_of_indexes_ends(gather: Gather, site: Site) -> None:
    """A sitemap index that names itself is not followed round and round."""
    space = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
    url = site.url + "/sitemap.xml"
    site.put(
        "/sitemap.xml", f"<sitemapindex {space}><sitemap><loc>{url}</loc></sitemap></sitemapindex>"
    )
    (failure,) = gather(url).failures
    assert "index of sitemaps inside another" in failure.reason


@pytest.mark.parametrize(
    ("body", "why"),
    [
        (rss(), "lists no http(s) address"),
        (rss("<item><link>javascript:alert(1)</link></item>"), "lists no http(s) address"),
        ('<!DOCTYPE rss [<!ENTITY a "a">]>' + rss(), "no article text|entities"),
        ("<html><body></body></html>", "no article text"),
        ("{}", "no text"),
        ("%PDF-1.4 broken", "not a PDF"),
    ],
)
def test_what_holds_nothing_is_not_kept(
    gather: Gather, site: Site, tmp_path: Path, body: str, why: str
) -> None:
    """An address without a story is a failure, and no file."""
    (failure,) = gather(site.put("/x", body)).failures
    assert any(each in failure.reason for each in why.split("|")), failure
    assert [STATE] == [file.name for file in tmp_path.rglob("*") if file.is_file()]


def test_json_of_an_api_is_kept_as_it_came(gather: Gather, site: Site, tmp_path: Path) -> None:
    """An answer of a news API, or a JSON feed, is a JSON file of the corpus."""
    body = json.dumps({"articles": [{"title": "T", "content": STORY, "publishedAt": "2025-03-11"}]})
    report = gather(site.put("/v2/news?q=x", body, Content_Type="application/json"))
    assert body == Path(report.files[0]).read_text()
    assert ["2025-03-11"] == [str(each.published) for each in articles(tmp_path)]


def test_a_kept_file_is_whole_or_not_there(
    gather: Gather, site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A full disk leaves no half page behind, and no memory of one."""
    url = site.put("/a", page())

    def full(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr("os.fsync", full)
        with pytest.raises(OSError, match="No space left"):
            gather(url)
    assert [] == [file for file in tmp_path.rglob("*") if file.is_file()]
    assert (1, 0, 0, 0) == counts(gather(url))


def test_an_answer_that_cannot_be_told_apart(gather: Gather, site: Site) -> None:
    """A feed sent as text/html is a feed: its first element says so."""
    site.put("/a", page())
    url = site.put("/", "\ufeff" + rss(item(site, "/a")))
    assert (1, 0, 0, 0) == counts(gather(url))
