"""Readers: every kind of file, and every bad one beside a good one that comes out the same."""

import gzip
import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from groundwire.corpus.clean.article import clean
from groundwire.corpus.read.files import decode
from groundwire.corpus.read.readers import Failure, read_articles
from groundwire.errors import ArticleError
from groundwire.records import RawArticle

STORY = "The leaders met in Oslo on Monday. They agreed on a plan that will cost a lot of money."
PAGE = f"""<!doctype html><html lang="en"><head><title>Leaders agree - Oslo Post</title>
<meta property="og:title" content="Leaders agree"><meta property="og:site_name" content="Oslo Post">
<meta name="author" content="Ann Lee">
<meta property="article:published_time" content="2025-03-11T10:00:00+01:00">
<link rel="canonical" href="https://oslo.example/2019/01/02/leaders"></head><body>
<nav><a href="/">Home</a></nav><article><h1>Leaders agree</h1><p>{STORY}</p>
<p>They talked about it on 4 May 2024 too, officials of the government said on Monday.</p>
</article><script>alert("never text")</script></body></html>"""


def read(*paths: Path) -> list[RawArticle | Failure]:
    return list(read_articles(paths))


def one(path: Path) -> RawArticle:
    (found,) = read(path)
    assert isinstance(found, RawArticle), found
    return found


def write(path: Path, text: str | bytes) -> Path:
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return path


def test_plain_text_is_the_text(tmp_path: Path) -> None:
    """A text file without front matter is its text, under the path that was given."""
    path = write(tmp_path / "a.txt", STORY)
    assert RawArticle(path=path.as_posix(), text=STORY) == one(path)


@pytest.mark.parametrize("name", ["a.md", "a.markdown", "a.txt"])
def test_front_matter_is_the_fields(tmp_path: Path, name: str) -> None:
    """Front matter gives the fields as written; what we do not know is ignored."""
    fields = "title: 'Oslo: a plan'\npublished: 2025-03-11\nsource: Oslo Post\ntags: [a, b]\n"
    found = one(write(tmp_path / name, f"---\n{fields}author: null\nid: 1984\n---\n{STORY}\n"))
    assert (found.title, found.published) == ("Oslo: a plan", "2025-03-11")
    assert (found.source, found.author, found.id) == ("Oslo Post", None, "1984")
    assert found.text.strip() == STORY


def test_rules_are_no_front_matter(tmp_path: Path) -> None:
    """A text that opens with a rule and holds another one is a text."""
    text = f"---\n{STORY}\n---\nMore of it.\n"
    assert text == one(write(tmp_path / "a.txt", text)).text


def test_markdown_loses_its_marks(tmp_path: Path) -> None:
    """Headings, emphasis, links and quotes keep their words; images and hidden text go."""
    text = (
        '# Leaders agree\n\nThe **leaders** *met* in [Oslo](http://x.example "x"), 2*3*4.\n'
        "![hidden](http://evil.example/a.png)\n<!-- ignore this -->\n> Quoted.\n\n"
        "## Next\n\n- item\n"
    )
    lines = [line for line in one(write(tmp_path / "a.md", text)).text.split("\n") if line.strip()]
    expected = ["Leaders agree", "The leaders met in Oslo, 2*3*4.", "Quoted.", "Next", "- item"]
    assert expected == lines


def test_a_page_gives_its_story_and_metadata(tmp_path: Path) -> None:
    """HTML gives the story's text; the date is the metadata's, not the address's or the prose's."""
    found = one(write(tmp_path / "a.html", PAGE))
    assert (found.title, found.source) == ("Leaders agree", "Oslo Post")
    assert (found.author, found.url) == ("Ann Lee", "https://oslo.example/2019/01/02/leaders")
    assert found.published == "2025-03-11T10:00:00+01:00"
    assert STORY in found.text
    assert "never text" not in found.text
    assert "Home" not in found.text


def test_a_page_without_a_date_has_none(tmp_path: Path) -> None:
    """No date in the metadata is no date, whatever the address and the prose say."""
    page = PAGE.replace("article:published_time", "unknown")
    assert one(write(tmp_path / "a.htm", page)).published is None


def test_linked_data_dates_a_page(tmp_path: Path) -> None:
    """The date of schema.org's linked data is metadata too."""
    script = '<script type="application/ld+json">{"datePublished": "2025-03-12"}</script></head>'
    page = PAGE.replace("article:published_time", "unknown").replace("</head>", script)
    assert one(write(tmp_path / "a.html", page)).published == "2025-03-12"


def test_html_named_text_is_read_as_html(tmp_path: Path) -> None:
    """A page saved as .txt is still a page."""
    assert one(write(tmp_path / "a.txt", PAGE)).title == "Leaders agree"


RECORDS = [
    {"title": "T", "source": "S", "published": "2025-03-11", "text": STORY, "author": "A, B"},
    {"headline": "T", "publisher": {"name": "S"}, "published_at": "2025-03-11", "body": STORY,
     "byline": "A, B"},
    {"title": "T", "source": {"id": None, "name": "S"}, "publishedAt": "2025-03-11",
     "content": STORY, "authors": ["A", {"name": "B"}], "urlToImage": "x"},
    {"Headline": "T", "source_name": "S", "pubDate": "2025-03-11",
     "content": {"rendered": f"<p>{STORY}</p><script>x()</script>"}, "authors": ["A", "B"]},
]  # fmt: skip


@pytest.mark.parametrize("record", RECORDS)
@pytest.mark.parametrize("shape", ["object", "list", "articles", "lines", "packed"])
def test_json_in_the_shapes_of_news_apis(tmp_path: Path, record: object, shape: str) -> None:
    """An object, a list, an answer that holds the list, and lines give the same article."""
    line = json.dumps(record).encode()
    name, data = {
        "object": ("a.json", line),
        "list": ("a.json", b"[" + line + b"]"),
        "articles": ("a.json", b'{"status": "ok", "articles": [' + line + b"]}"),
        "lines": ("a.jsonl", b"\n" + line + b"\n"),
        "packed": ("a.jsonl.gz", gzip.compress(line)),
    }[shape]
    found = one(write(tmp_path / name, data))
    assert (found.title, found.source, found.author) == ("T", "S", "A, B")
    assert (found.published, found.text.strip()) == ("2025-03-11", STORY)


def test_a_bad_record_has_its_number_and_stops_no_other(tmp_path: Path) -> None:
    """Records are counted from 1 by line; a bad one is a failure, the others are articles."""
    good = json.dumps({"text": STORY})
    bad = ["{not json", "3", '{"title": "no text"}', '{"text": ' + "[" * 100_000, '{"text": "a\\']
    path = write(tmp_path / "a.jsonl", "\n".join([good, *bad, "", good]))
    found = read(path)
    failures = [item for item in found if isinstance(item, Failure)]
    assert [item.text for item in found if isinstance(item, RawArticle)] == [STORY, STORY]
    assert [f"record {n}" for n in range(2, 7)] == [f.reason.split(":")[0] for f in failures]
    assert {path.as_posix()} == {failure.path for failure in failures}


def test_a_folder_is_read_in_order_and_each_file_once(tmp_path: Path) -> None:
    """Sub-folders too, sorted; hidden files, READMEs and other kinds of files are passed over."""
    (tmp_path / "b").mkdir()
    (tmp_path / ".git").mkdir()
    for name in ("c.txt", "a.txt", "b/a.md", ".git/a.txt", ".a.txt", "README.md", "a.png"):
        write(tmp_path / name, STORY)
    found = [item.path for item in read(tmp_path, tmp_path / "a.txt")]
    assert [(tmp_path / name).as_posix() for name in ("a.txt", "b/a.md", "c.txt")] == found


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        ("Élysée’s".encode(), "Élysée’s"),
        (b"\xef\xbb\xbf" + "Élysée’s".encode(), "Élysée’s"),
        ("\ufeffÉlysée’s".encode("utf-16-le"), "Élysée’s"),
        ("\ufeffÉlysée’s".encode("utf-16-be"), "Élysée’s"),
        ("\ufeffÉlysée’s".encode("utf-32"), "Élysée’s"),
        ("Élysée’s “plan”".encode("cp1252"), "Élysée’s “plan”"),
        ("Élysée’s ".encode() + b"\x93plan\x94", "Élysée’s “plan”"),
        (b"caf\xe9 \x81", "café \ufffd"),
    ],
)
def test_encodings(data: bytes, expected: str) -> None:
    """UTF-8 with and without a mark, UTF-16, UTF-32, and cp1252 for bytes that are not UTF-8."""
    assert expected == decode(data).removeprefix("\ufeff")


def deep_page(path: Path) -> None:
    write(path, "<html><body>" + "<div>" * 50_000 + "text")


def wide_page(path: Path) -> None:
    write(path, "<html><p " + " ".join(f"a{n}=1" for n in range(100_000)) + f">{STORY}</p>")


def unreadable(path: Path) -> None:
    if os.geteuid() == 0:
        pytest.skip("root may read every file")
    write(path, STORY).chmod(0)


BAD_FILES: dict[str, tuple[str, Callable[[Path], object], str]] = {
    "empty": ("x.txt", lambda p: write(p, ""), "empty"),
    "white space": ("x.md", lambda p: write(p, " \n\n\t"), "empty"),
    "front matter only": ("x.md", lambda p: write(p, "---\ntitle: x\n---\n"), "no text"),
    "bad front matter": ("x.md", lambda p: write(p, "---\ntitle: a: b\n---\nx"), "line 2"),
    "NUL bytes": ("x.txt", lambda p: write(p, b"PK\x03\x04\x00\x00" * 99), "NUL"),
    "random bytes": ("x.txt", lambda p: write(p, bytes(range(1, 256)) * 9), "not text"),
    "UTF-16 without a mark": ("x.txt", lambda p: write(p, STORY.encode("utf-16-le")), "UTF-8"),
    "too large": ("x.txt", lambda p: write(p, b"x" * 50_000_000), "split"),
    "folder": ("x.txt", lambda p: p.mkdir(), "folder"),
    "pipe": ("x.txt", os.mkfifo, "pipe"),
    "pipe of lines": ("x.jsonl", os.mkfifo, "pipe"),
    "broken link": ("x.txt", lambda p: p.symlink_to("nowhere"), "link"),
    "link in a circle": ("x.txt", lambda p: p.symlink_to(p), "link"),
    "link out": ("x.txt", lambda p: p.symlink_to("/etc/hostname"), "leads out"),
    "link to a folder out": ("x", lambda p: p.symlink_to("/etc"), "leads out"),
    "unreadable": ("x.txt", unreadable, "permi"),
    "script only": ("x.html", lambda p: write(p, "<script>x()</script>"), "no article text"),
    "deep page": ("x.html", deep_page, "page"),
    "wide page": ("x.html", wide_page, "attributes"),
    "large page": ("x.html", lambda p: write(p, b"<p>" + b"x" * 6_000_000), "larger"),
    "bad JSON": ("x.json", lambda p: write(p, '{"text": '), "not valid JSON"),
    "deep JSON": ("x.json", lambda p: write(p, "[" * 100_000), "deep"),
    "JSON of no article": ("x.json", lambda p: write(p, '"text"'), "object"),
    "cut gzip": ("x.jsonl.gz", lambda p: write(p, gzip.compress(b"{}" * 99)[:20]), "again"),
    "no gzip": ("x.jsonl.gz", lambda p: write(p, STORY), "again"),
    "long line": ("x.jsonl", lambda p: write(p, b"x" * 20_000_001), "longer than"),
}


@pytest.mark.parametrize("case", BAD_FILES)
def test_a_bad_file_is_a_failure_and_stops_no_other(tmp_path: Path, case: str) -> None:
    """It is reported with its path, why and what to do; the good articles around it come out as
    they do without it."""
    name, make, reason = BAD_FILES[case]
    good = [write(tmp_path / other, STORY) for other in ("a.txt", "z.txt")]
    before = [clean(one(path)) for path in good]
    make(tmp_path / name)
    found = read(tmp_path)
    (failure,) = [item for item in found if isinstance(item, Failure)]
    assert (tmp_path / name).as_posix() == failure.path
    assert reason in failure.reason
    assert failure.reason.endswith(".")
    assert before == [clean(item) for item in found if isinstance(item, RawArticle)]


@pytest.mark.parametrize(
    ("name", "reason"),
    [("missing.txt", "No such file"), ("missing", "No such file"), ("a.png", "kind of file")],
)
def test_a_named_file_that_cannot_be_read_is_a_failure(
    tmp_path: Path, name: str, reason: str
) -> None:
    """What is named must be there and be an article file."""
    write(tmp_path / "a.png", b"\x89PNG")
    (failure,) = read(tmp_path / name)
    assert isinstance(failure, Failure)
    assert reason in failure.reason


def test_an_empty_folder_is_a_failure(tmp_path: Path) -> None:
    """A folder without an article file says so."""
    (failure,) = read(tmp_path)
    assert failure == Failure(tmp_path.as_posix(), failure.reason)
    assert "no article files" in failure.reason


def test_a_linked_file_of_the_folder_is_read_once(tmp_path: Path) -> None:
    """A link to a file inside the folder is no second article."""
    write(tmp_path / "b.txt", STORY)
    (tmp_path / "a.txt").symlink_to(tmp_path / "b.txt")
    assert len(read(tmp_path)) == 1


def test_a_file_name_that_is_not_utf8_can_be_shown(tmp_path: Path) -> None:
    """The path of a cleaned article can be printed whatever the file is called."""
    path = Path(os.fsdecode(os.fsencode(tmp_path) + b"/\xff.txt"))
    write(path, STORY)
    assert clean(one(path)).path.encode("utf-8").endswith(b"/\xef\xbf\xbd.txt")


def test_yaml_cannot_make_objects_or_bombs(tmp_path: Path) -> None:
    """A tag makes no object and aliases do not multiply: they are strings, or no field."""
    bomb = "a: &a [x,x,x,x,x,x,x,x,x]\n" + "".join(
        f"{c}: &{c} [{','.join([f'*{p}'] * 9)}]\n"
        for p, c in zip("abcdefgh", "bcdefghi", strict=True)
    )
    text = f"---\n{bomb}author: *i\ntitle: !!python/object/apply:os.getcwd []\n---\n{STORY}"
    found = one(write(tmp_path / "a.md", text))
    assert found.title is None
    assert len(found.author or "") < 10_000


def test_an_entity_bomb_is_not_expanded(tmp_path: Path) -> None:
    """Entities that a page declares for itself are not resolved."""
    entities = "".join(f'<!ENTITY a{n + 1} "{f"&a{n};" * 10}">' for n in range(12))
    page = f'<!DOCTYPE html [<!ENTITY a0 "x">{entities}]><html><p>{STORY} &a12;</p></html>'
    (found,) = read(write(tmp_path / "a.html", page))
    assert isinstance(found, Failure) or len(found.text) < len(page)


def test_decoding_refuses_what_is_no_text() -> None:
    """Control characters are not text."""
    with pytest.raises(ArticleError, match="not text"):
        decode(bytes(range(1, 9)) * 10)
