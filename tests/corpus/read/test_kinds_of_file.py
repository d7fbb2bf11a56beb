"""Mail, documents, archives and the answers of news APIs, as files in a corpus."""

import gzip
import io
import json
import zipfile
from collections.abc import Mapping
from email.message import EmailMessage
from pathlib import Path

import pytest

from groundwire.corpus.clean.article import clean
from groundwire.corpus.read import archives
from groundwire.corpus.read.documents import read_docx, read_pdf
from groundwire.corpus.read.failure import Failure
from groundwire.corpus.read.fields import raw_article
from groundwire.corpus.read.readers import read_articles
from groundwire.errors import ArticleError
from groundwire.records import RawArticle
from news_site import STORY, page, rss

TEXT = STORY.strip()


def read(path: Path, content: str | bytes) -> list[RawArticle | Failure]:
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return list(read_articles([path]))


def one(path: Path, content: str | bytes) -> RawArticle:
    (found,) = read(path, content)
    assert isinstance(found, RawArticle), found
    return found


def reason(path: Path, content: str | bytes) -> str:
    (found,) = read(path, content)
    assert isinstance(found, Failure), found
    return found.reason


def mail(**headers: str) -> EmailMessage:
    message = EmailMessage()
    given = {
        "From": "The Marlow Post <news@post.example>",
        "Subject": "Marlow rebuilds its bridge",
        "Date": "Tue, 11 Mar 2025 23:30:00 -0500",
        **headers,
    }
    for name, value in given.items():
        message[name.replace("_", "-")] = value
    return message


def test_mail(tmp_path: Path) -> None:
    """A mail is its plain text with subject, sender and date; the HTML beside it is not read."""
    message = mail(Archived_At="<https://post.example/7>")
    message.set_content(TEXT)
    message.add_alternative(f"<p>HTML {TEXT}</p>", subtype="html")
    message.add_attachment(b"x" * 1000, maintype="image", subtype="png")
    found = one(tmp_path / "a.eml", message.as_bytes())
    assert TEXT == found.text.strip()
    assert ("Marlow rebuilds its bridge", "The Marlow Post") == (found.title, found.source)
    assert found.url == "https://post.example/7"
    assert str(clean(found).published) == "2025-03-11"


def test_mail_of_html_alone(tmp_path: Path) -> None:
    """HTML becomes text, scripts go, and encoded headers are read."""
    message = mail(Subject="Café am Fluß", From="news@post.example")
    message.set_content(f"<p>{TEXT}</p><script>x()</script>", subtype="html")
    found = one(tmp_path / "a.eml", message.as_bytes())
    assert TEXT == found.text.strip()
    assert ("Café am Fluß", "post.example") == (found.title, found.source)


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"nothing like a mail", "neither From nor Subject"),
        (mail().as_bytes(), "no text"),
        (
            b"Subject: x\nContent-Type: multipart/mixed; boundary=a\n\n" + b"--a\n\nx\n" * 300,
            "parts",
        ),
        (b"Subject: x\nContent-Type: text/plain; charset=klingon\n\n" + TEXT.encode(), ""),
    ],
)
def test_strange_mail(tmp_path: Path, content: bytes, why: str) -> None:
    """No mail, an empty one and one of 300 parts have their reasons; an unknown charset is read."""
    (found,) = read(tmp_path / "a.eml", content)
    assert why in found.reason if isinstance(found, Failure) else found.text.strip() == TEXT


def docx(*paragraphs: str, title: str = "") -> bytes:
    import docx as library

    document = library.Document()
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    table = document.add_table(rows=1, cols=2)
    table.rows[0].cells[0].text, table.rows[0].cells[1].text = "Cost", "4.2 million"
    document.core_properties.title = title
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def pdf(text: str) -> bytes:
    """A PDF of one page with one line of text."""
    stream = f"BT /F1 12 Tf 50 700 Td ({text}) Tj ET" if text else ""
    objects = [
        "<</Type/Catalog/Pages 2 0 R>>",
        "<</Type/Pages/Kids[3 0 R]/Count 1>>",
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R"
        "/Resources<</Font<</F1 5 0 R>>>>>>",
        f"<</Length {len(stream)}>>stream\n{stream}\nendstream",
        "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    ]
    out, places = "%PDF-1.4\n", []
    for number, content in enumerate(objects, start=1):
        places.append(len(out))
        out += f"{number} 0 obj{content}endobj\n"
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    end = f"xref\n0 6\n0000000000 65535 f \n{table}trailer<</Size 6/Root 1 0 R>>\nstartxref\n"
    return f"{out}{end}{len(out)}\n%%EOF".encode()


def test_word(tmp_path: Path) -> None:
    """Paragraphs and tables in order, the title; the date of the file is no publication."""
    found = one(tmp_path / "a.docx", docx("Marlow rebuilds", TEXT, title="Bridge"))
    assert f"Marlow rebuilds\n\n{TEXT}\n\nCost | 4.2 million" == found.text
    assert ("Bridge", None) == (found.title, clean(found).published)


def test_pdf(tmp_path: Path) -> None:
    """The text of the pages."""
    assert one(tmp_path / "a.pdf", pdf("The council voted on Tuesday.")).text == (
        "The council voted on Tuesday."
    )


@pytest.mark.parametrize(
    ("name", "content", "why"),
    [
        ("a.pdf", pdf(""), "run OCR"),
        ("a.pdf", b"%PDF-1.4 broken", "not a PDF that can be read"),
        ("a.docx", b"PK no zip", "not a zip file"),
        ("a.docx", docx()[:-200], "zip file"),
    ],
)
def test_documents_without_text(tmp_path: Path, name: str, content: bytes, why: str) -> None:
    """Pictures of pages and broken files say what to do."""
    assert why in reason(tmp_path / name, content)


@pytest.mark.parametrize(("reader", "library"), [(read_docx, "docx"), (read_pdf, "pypdf")])
def test_a_missing_library_is_named_with_its_extra(
    monkeypatch: pytest.MonkeyPatch, reader: type, library: str
) -> None:
    """Without the extra ``documents`` the reason says how to install it."""
    monkeypatch.setitem(__import__("sys").modules, library, None)
    with pytest.raises(ArticleError, match=r"pip install 'groundwire\[documents\]'"):
        reader(b"x")


def packed(members: Mapping[str, str | bytes], *, level: int = 6) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=level) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return out.getvalue()


def test_a_zip_file_holds_any_kind(tmp_path: Path) -> None:
    """Each file in it is read as it would be outside; what is no article is passed over; a bad
    one is named and stops no other. Everything has the path of the zip file."""
    lines = "\n".join(json.dumps({"title": f"T{n}", "text": STORY}) for n in (1, 2))
    content = packed({
        "b/a.html": page(), "a.txt": STORY, "feed.xml": rss(f"<item><description>{STORY}"
        "</description></item>"), "c.jsonl": lines, "d.docx": docx(STORY), "bad.json": "{",
        "e.png": b"x", "README.md": "x", "__MACOSX/a.txt": "x", "b/.hidden.txt": "x",
        "inner.zip": packed({"a.txt": STORY}), "z.json.gz": gzip.compress(b"{}"), "empty.txt": "",
    })  # fmt: skip
    found = read(tmp_path / "a.zip", content)
    assert {(tmp_path / "a.zip").as_posix()} == {each.path for each in found}
    assert 6 == sum(isinstance(each, RawArticle) for each in found)
    reasons = [each.reason for each in found if isinstance(each, Failure)]
    assert ["bad.json", "empty.txt", "inner.zip", "z.json.gz"] == [r.split(":")[0] for r in reasons]
    assert "archive inside an archive" in reasons[2]


def test_names_in_a_zip_file_lead_nowhere(tmp_path: Path) -> None:
    """Nothing is written: a name that climbs out of its folder is a name."""
    folder = tmp_path / "in"
    folder.mkdir()
    content = packed({"../../out.txt": STORY, "/etc/evil.txt": STORY + "More."})
    assert 2 == len(read(folder / "a.zip", content))
    assert [folder / "a.zip"] == [p for p in tmp_path.rglob("*") if p.is_file()]


def test_a_bomb_is_not_unpacked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """By ratio, by size, by number and by files that share their bytes."""
    assert "as a bomb" in reason(tmp_path / "a.zip", packed({"a.txt": bytes(60_000_000)}))
    assert "larger than" in reason(tmp_path / "b.html.gz", gzip.compress(bytes(60_000_000)))
    monkeypatch.setattr(archives, "MAX_MEMBERS", 3)
    many = packed({f"{n}.txt": STORY for n in range(4)})
    assert "4 files in it" in reason(tmp_path / "c.zip", many)


def test_files_that_share_their_bytes(tmp_path: Path) -> None:
    """Two names for one place in the archive are refused, as a bomb that overlaps has them."""
    data = bytearray(packed({"a.txt": STORY, "b.txt": STORY}))
    second = data.rindex(b"PK\x01\x02")
    data[second + 42 : second + 46] = bytes(4)  # its place: that of the first
    assert "share their bytes" in reason(tmp_path / "a.zip", bytes(data))


@pytest.mark.parametrize("cut", [25, -25])
def test_a_broken_archive(tmp_path: Path, cut: int) -> None:
    """A zip file that is cut or damaged says so; so does a gzip file."""
    assert "zip file" in reason(tmp_path / "a.zip", packed({"a.txt": STORY})[:cut])
    assert "cannot be unpacked" in reason(
        tmp_path / "a.html.gz", gzip.compress(page().encode())[:cut]
    )


def test_a_damaged_member_stops_no_other(tmp_path: Path) -> None:
    """A file whose checksum is wrong is a failure; the next one is read."""
    data = bytearray(packed({"a.txt": STORY, "b.txt": STORY + "More."}, level=0))
    data[data.index(b"council")] ^= 1
    first, second = read(tmp_path / "a.zip", bytes(data))
    assert isinstance(first, Failure)
    assert "a.txt: cannot be unpacked" in first.reason
    assert isinstance(second, RawArticle)


@pytest.mark.parametrize(
    ("name", "content"),
    [("a.html.gz", page().encode()), ("a.txt.gz", STORY.encode()), ("a.json.gz",
     json.dumps({"articles": [{"title": "T", "content": STORY}]}).encode())],
)  # fmt: skip
def test_any_kind_may_be_packed(tmp_path: Path, name: str, content: bytes) -> None:
    """gzip after any suffix, in one part or several."""
    half = len(content) // 2
    data = gzip.compress(content[:half]) + gzip.compress(content[half:])
    assert TEXT in one(tmp_path / name, data).text


APIS: dict[str, object] = {
    "Guardian": {"response": {"status": "ok", "results": [{
        "id": "world/2025/mar/11/x", "webTitle": "T", "webUrl": "https://s.example/a",
        "webPublicationDate": "2025-03-11T10:00:00Z",
        "fields": {"headline": "T", "byline": "A B", "bodyText": STORY, "publication": "S"}}]}},
    "New York Times": {"response": {"docs": [{
        "headline": {"main": "T", "kicker": None}, "web_url": "https://s.example/a",
        "pub_date": "2025-03-11T10:00:00+0000", "byline": {"original": "By A B"}, "source": "S",
        "lead_paragraph": STORY, "abstract": "Short.", "snippet": "Short."}]}},
    "NewsAPI.org": {"status": "ok", "articles": [{
        "source": {"id": None, "name": "S"}, "author": "A B", "title": "T", "description": "x",
        "url": "https://s.example/a", "publishedAt": "2025-03-11T10:00:00Z", "content": STORY}]},
    "Event Registry": {"articles": {"results": [{
        "uri": "123", "lang": "eng", "date": "2025-03-12", "dateTimePub": "2025-03-11T10:00:00Z",
        "title": "T", "body": STORY, "source": {"uri": "s.example", "title": "S"},
        "authors": [{"uri": "a", "name": "A B"}], "url": "https://s.example/a"}]}},
    "newsdata.io": {"results": [{
        "article_id": "x", "title": "T", "link": "https://s.example/a", "creator": ["A B"],
        "content": STORY, "pubDate": "2025-03-11 10:00:00", "source_name": "S"}]},
    "mediastack": {"pagination": {}, "data": [{
        "author": "A B", "title": "T", "description": STORY, "url": "https://s.example/a",
        "source": "S", "published_at": "2025-03-11T10:00:00+00:00"}]},
    "Bing": {"_type": "News", "value": [{
        "name": "T", "url": "https://s.example/a", "description": STORY, "author": "A B",
        "datePublished": "2025-03-11T10:00:00Z", "provider": [{"name": "S"}]}]},
    "Webz.io": {"posts": [{
        "thread": {"site": "S", "title": "T"}, "title": "T", "text": STORY, "author": "A B",
        "published": "2025-03-11T10:00:00.000+02:00", "url": "https://s.example/a"}]},
    "Aylien": {"stories": [{
        "title": "T", "body": STORY, "published_at": "2025-03-11T10:00:00Z",
        "source": {"name": "S"}, "author": {"name": "A B"},
        "links": {"permalink": "https://s.example/a"}}]},
    "Newscatcher": {"articles": [{
        "title": "T", "author": "A B", "published_date": "2025-03-11 10:00:00",
        "link": "https://s.example/a", "clean_url": "S", "content": STORY}]},
    "WordPress": [{
        "date": "2025-03-11T10:00:00", "link": "https://s.example/a", "title": {"rendered": "T"},
        "content": {"rendered": f"<p>{STORY}</p>"}, "source": "S", "author": "A B"}],
    "JSON Feed": {"version": "https://jsonfeed.org/version/1.1", "items": [{
        "url": "https://s.example/a", "title": "T", "content_html": f"<p>{STORY}</p>",
        "date_published": "2025-03-11T10:00:00Z", "authors": [{"name": "A B"}], "site_name": "S"}]},
    "news-please": {
        "maintext": STORY, "title": "T", "date_publish": "2025-03-11 10:00:00",
        "source_domain": "S", "authors": ["A B"], "url": "https://s.example/a"},
    "Elasticsearch": {"hits": {"total": 1, "hits": [{"_id": "x", "_source": {
        "title": "T", "body": STORY, "source": "S", "author": "A B",
        "url": "https://s.example/a", "published": "2025-03-11"}}]}},
    "schema.org": {"@context": "https://schema.org", "@graph": [{
        "@type": "NewsArticle", "headline": "T", "articleBody": STORY, "datePublished":
        "2025-03-11", "publisher": {"name": "S"}, "author": [{"name": "A B"}],
        "url": "https://s.example/a"}]},
}  # fmt: skip


@pytest.mark.parametrize("api", APIS)
def test_news_apis(tmp_path: Path, api: str) -> None:
    """The answers of the common news APIs give the same article."""
    found = clean(one(tmp_path / "a.json", json.dumps(APIS[api])))
    assert TEXT == found.text.strip()
    assert ("T", "S", "A B") == (found.title, found.source, found.author)
    assert ("2025-03-11", "https://s.example/a") == (str(found.published), found.url)


def test_a_text_that_an_api_has_cut_ends_with_a_sentence() -> None:
    """``[+4021 chars]`` and the half sentence before it are not the story's; where no sentence is
    whole, the description is the text."""
    cut = raw_article({"content": f"{STORY}The mayor, who ha… [+4021 chars]"}, path="")
    assert TEXT == cut.text
    cut = raw_article({"content": "The mayor… [+4021 chars]", "description": "D said."}, path="")
    assert cut.text == "D said."


def test_an_answer_without_articles_says_so(tmp_path: Path) -> None:
    """An empty list is a failure, not silence."""
    assert "empty" in reason(tmp_path / "a.json", '{"status": "ok", "articles": []}')
