"""Real-life shapes of page and feed: each comes out right, or with a clear reason."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from groundwire.corpus.clean.article import clean
from groundwire.corpus.read.extract import Extractor
from groundwire.corpus.read.failure import Failure
from groundwire.corpus.read.feeds import Feed
from groundwire.corpus.read.readers import read_file
from groundwire.errors import ArticleError
from groundwire.records import RawArticle
from news_site import STORY, page, rss

Read = Callable[..., list[Any]]
Article = Callable[..., RawArticle]
Reason = Callable[..., str]


@pytest.fixture(scope="module")
def extractor() -> Iterator[Extractor]:
    with Extractor() as one:
        yield one


@pytest.fixture
def read(tmp_path: Path, extractor: Extractor) -> Read:
    """What the file of this name and content gives: articles and failures."""

    def read_it(content: str | bytes, name: str = "a.html") -> list[RawArticle | Failure]:
        path = tmp_path / name
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return list(read_file(path, extractor))

    return read_it


@pytest.fixture
def article(read: Read) -> Article:
    """The one article of a file."""

    def of(content: str | bytes, name: str = "a.html") -> RawArticle:
        (found,) = read(content, name)
        assert isinstance(found, RawArticle), found
        return found

    return of


@pytest.fixture
def reason(read: Read) -> Reason:
    """Why a file gives no article."""

    def of(content: str | bytes, name: str = "a.html") -> str:
        (found,) = read(content, name)
        assert isinstance(found, Failure), found
        return found.reason

    return of


def linked(*objects: object) -> str:
    return f'<script type="application/ld+json">{json.dumps(list(objects))}</script>'


def test_paywall_stub(reason: Reason, article: Article) -> None:
    """A page that offers the rest of its story to subscribers is refused as the opening that it
    is; a short story that is free is a story, and so is a whole one that is paid for."""
    opening = (
        f"<!doctype html><html><body><article><h1>Bridge</h1><p>{STORY}</p>"
        "<p>Subscribe to continue reading this story.</p></article></body></html>"
    )
    assert "paywall" in reason(opening)
    paid = linked({"@type": "NewsArticle", "headline": "B", "isAccessibleForFree": "False"})
    stub = opening.replace("<p>Subscribe to continue reading this story.</p>", "")
    assert "paywall" in reason(stub.replace("<body>", f"<body>{paid}"))
    assert STORY.strip() in article(stub).text
    assert "(three)" in article(page(story=STORY * 2, head=paid)).text


def test_live_blog(article: Article) -> None:
    """A live blog is dated by its beginning, though its updates come first in the metadata, and
    all of its entries are read."""
    blog = {
        "@type": "LiveBlogPosting",
        "liveBlogUpdate": [{"@type": "BlogPosting", "datePublished": "2025-03-13T09:00:00Z"}],
        "datePublished": "2025-03-11T07:00:00Z",
        "dateModified": "2025-03-13T09:00:00Z",
    }
    entries = "".join(
        f"<div class='update'><h3>{hour}:00</h3><p>At {hour} the river rose by {hour} inches, said "
        "the harbour master, who stood on the wall all night.</p></div>"
        for hour in range(8, 14)
    )
    found = article(page("Flood: live", head=linked(blog), body=entries))
    assert ("2025-03-11T07:00:00Z", "page") == (found.published, found.published_from)
    assert found.modified == "2025-03-13T09:00:00Z"
    assert all(f"At {hour} the river" in found.text for hour in range(8, 14))


def test_amp(article: Article) -> None:
    """An AMP page is the page that it names as its canonical address."""
    head = '<link rel="canonical" href="https://post.example/bridge">'
    metas = '<meta property="og:site_name" content="The Marlow Post">'
    found = article(page(head=head + metas, attributes="amp lang=en-GB"))
    assert (found.url, found.source) == ("https://post.example/bridge", "The Marlow Post")
    assert clean(found).language == "en"


def test_missing_date(article: Article) -> None:
    """No metadata, no date: not the address's, the prose's, the copyright's or today's."""
    head = '<link rel="canonical" href="https://post.example/2024/05/06/bridge">'
    found = clean(
        article(page(head=head, body="<footer><p>© 2023 The Post, 4 May 2024</p></footer>"))
    )
    assert found.published is None


def test_two_dates(article: Article) -> None:
    """The day of publication is the date, that of the change is the change; the date of a story
    that the page links to is neither."""
    own = {"@type": "NewsArticle", "url": "https://post.example/b", "dateModified": "2025-04-02"}
    head = (
        '<link rel="canonical" href="https://post.example/b">'
        + linked(
            {"@type": "NewsArticle", "url": "https://post.example/a", "datePublished": "2019-01-01"}
        )
        + linked({**own, "datePublished": "2025-03-11T23:30:00-05:00"})
    )
    found = article(page(head=head))
    assert ("2025-03-11T23:30:00-05:00", "2025-04-02") == (found.published, found.modified)


def test_graph(article: Article) -> None:
    """The story of a JSON-LD graph is found among the site, the crumbs and the author."""
    graph = {"@graph": [{"@type": "WebSite"}, {"@type": "Person", "name": "X"},
                        {"@type": ["Article", "NewsArticle"], "datePublished": "2025-03-11",
                         "publisher": {"@type": "Organization", "name": "The Marlow Post"},
                         "inLanguage": "en-GB"}]}  # fmt: skip
    found = article(page(head=linked(graph), attributes=""))
    assert (found.published, found.source) == ("2025-03-11", "The Marlow Post")
    assert found.language == "en-GB"


@pytest.mark.parametrize(
    ("encoding", "said"),
    [("utf-8", "iso-8859-1"), ("cp1252", "iso-8859-1"), ("cp1252", "utf-8"), ("cp1252", ""),
     ("cp1251", "windows-1251"), ("shift_jis", "shift_jis"), ("utf-16", "")],
)  # fmt: skip
def test_wrong_charset(article: Article, encoding: str, said: str) -> None:
    """What the bytes are wins over what the page says they are, where they can tell."""
    words = {
        "cp1251": "Совет города решил построить мост заново.",
        "shift_jis": "市議会は橋の再建を決めた。",
    }
    story = words.get(encoding, "The café’s owner said “no” – twice.")
    head = f'<meta charset="{said}">' if said else ""
    assert f"{story} (two)" in article(page(story=story, head=head).encode(encoding)).text


def test_hundred_thousand_attributes(reason: Reason) -> None:
    """A tag with 100,000 attributes is refused before a parser sees it."""
    tag = "<div " + " ".join(f"a{n}={n}" for n in range(100_000)) + ">"
    assert "attributes" in reason(page(body=tag))


def test_no_story(reason: Reason) -> None:
    """A page that only a script would fill, a consent wall of links, and a script alone."""
    assert "no article text" in reason(
        '<!doctype html><html><body><div id="app"></div></body></html>'
    )
    assert "no article text" in reason(
        "<html><body><script>document.write('x')</script></body></html>"
    )


def test_xhtml_with_a_declaration(article: Article) -> None:
    """An XML declaration with another encoding above a page does not spoil it."""
    text = '<?xml version="1.0" encoding="iso-8859-1"?>' + page(story="The café’s owner said no.")
    assert "café’s owner" in article(text).text


def test_javascript_link(extractor: Extractor) -> None:
    """A feed's links are web addresses or nothing."""
    items = "".join(
        f"<item><title>T</title><link>{link}</link><description>{STORY}</description></item>"
        for link in ("javascript:alert(1)", "data:text/html,x", "file:///etc/passwd", "/b", "https://a.example/c")
    )  # fmt: skip
    feed = extractor.feed(rss(items).encode(), url="https://post.example/feed")
    links = [None, None, None, "https://post.example/b", "https://a.example/c"]
    assert links == [entry.link for entry in feed.entries]


def test_two_hundred_thousand_items(reason: Reason) -> None:
    """A feed with 200,000 items is refused by their number, before it is parsed."""
    assert "200,000 items" in reason(rss("<item><title>x</title></item>" * 200_000), "a.xml")


@pytest.mark.parametrize("name", ["a.xml", "a.rss", "a.atom"])
def test_entity_bomb(reason: Reason, name: str) -> None:
    """A feed that declares entities is refused: a billion laughs, or a file of this machine."""
    laughs = '<!DOCTYPE rss [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]>'
    assert "entities" in reason(laughs + rss("<item><title>&b;</title></item>"), name)
    outside = '<!DOCTYPE rss [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
    assert "entities" in reason(outside + rss("<item><title>&a;</title></item>"), name)


def test_feed_in_the_corpus(read: Read) -> None:
    """The items of a feed file are articles: whole text before summary, its date, its source; an
    item that is a link only is a failure with its number."""
    whole = (
        "<item><title>A</title><link>https://post.example/a</link>"
        "<pubDate>Tue, 11 Mar 2025 23:30:00 -0500</pubDate><dc:creator>Ann Lee</dc:creator>"
        f"<description>Short.</description><content:encoded><![CDATA[<p>{STORY}</p>]]>"
        "</content:encoded></item>"
    )
    names = 'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:content="http://purl.org/rss/1.0/modules/content/"'
    text = rss(whole, "<item><link>https://post.example/b</link></item>").replace(
        'version="2.0"', f'version="2.0" {names}'
    )
    first, second = read(text, "a.xml")
    assert STORY.strip() == first.text.strip()
    assert ("The Marlow Post", "Ann Lee", "feed") == (
        first.source,
        first.author,
        first.published_from,
    )
    assert "2025-03-11" == str(clean(first).published)
    assert "item 2: no text" in second.reason


def test_an_atom_feed_is_not_dated_by_its_changes(extractor: Extractor) -> None:
    """In Atom ``updated`` is the last change: it is told as that, and never as the publication."""
    atom = (
        '<feed xmlns="http://www.w3.org/2005/Atom"><title>Post</title>{}</feed>'.format(
            "<entry><title>A</title><updated>2025-03-12T00:00:00Z</updated>{}</entry>" * 2
        )
    ).format("", "<published>2025-03-11T00:00:00Z</published>")
    first, second = extractor.feed(atom.encode()).entries
    assert (first.published, first.updated) == (None, "2025-03-12T00:00:00Z")
    assert second.published == "2025-03-11T00:00:00Z"


def test_a_feed_is_never_opened_by_its_content(extractor: Extractor, tmp_path: Path) -> None:
    """Bytes that are the path of a feed, or an address, are no feed."""
    path = tmp_path / "feed.xml"
    path.write_text(rss("<item><title>secret</title></item>"))
    for data in (str(path).encode(), b"http://127.0.0.1:9/feed", f"file://{path}".encode()):
        with pytest.raises(ArticleError, match="neither an RSS nor an Atom feed"):
            extractor.feed(data)


def test_a_broken_feed_gives_what_can_be_read(extractor: Extractor) -> None:
    """Feeds with a bare ampersand or cut off in the middle are common: their items come out."""
    text = rss("<item><title>A & B</title></item>", "<item><title>C</title></item>")
    feed = extractor.feed(text[: text.index("</channel>")].encode())
    assert isinstance(feed, Feed)
    assert ["A & B", "C"] == [entry.title for entry in feed.entries]


def test_a_sitemap_is_no_article(reason: Reason) -> None:
    """A sitemap among the articles is told what it is good for."""
    text = '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"></urlset>'
    assert "groundwire fetch" in reason(text, "sitemap.xml")
