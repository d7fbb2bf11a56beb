"""Lay real articles out as files, and count how many publication dates come out right.

    python bench/dates.py --seed 6

Draws ``--articles`` of the news data whose publication is known, takes the record's fields away,
and lays each out in one of the ways that files arrive, an equal number of each:

- ``front-matter``: a .md file with YAML front matter, the date in one of the forms that papers use;
- ``page``: an .html page with the date in its metadata (JSON-LD or ``article:published_time``), a
  later ``dateModified``, today's date in the page's head and other stories' dates beside the text;
- ``header``: a .txt file with the headline, a date line in one of the forms that papers use, and
  the text;
- ``text``: a .txt file with headline and text alone, as they are in the data: any date given here
  comes from the prose or from a line that the publisher wrote.

The text is the publisher's, with every date that it names. A date is right when it is the day of
the record. Precision is the share of the dates given that are right, recall the share of all
articles whose date is given and right.
"""

import argparse
import gzip
import html
import json
import random
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta
from pathlib import Path

from corpora import Record, default_data
from groundwire.corpus.clean.article import clean
from groundwire.corpus.read.readers import read_articles
from groundwire.records import CleanedArticle, RawArticle

SHORTEST = 400  # characters: a page with less text has no story for the extractor
FORMS = (
    "{day:%Y-%m-%d}",
    "{day.day} {day:%B %Y}",
    "{day:%B} {day.day}, {day.year}",
    "{day:%a}, {day.day} {day:%b} {day.year} 14:30:00 GMT",
    "{day:%Y-%m-%d}T14:30:00Z",
)
LINES = (
    "Published {day.day} {day:%B %Y}",
    "{day:%B} {day.day}, {day.year} 2:30 PM ET",
    "{day:%Y-%m-%d}",
    "date {day:%Y-%m-%d}",
    "Updated 2:30 p.m. EDT, {day:%b}. {day.day}, {day.year}",
)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--data", type=Path, default=default_data())
    parser.add_argument("--articles", type=int, default=200)
    parser.add_argument("--seed", type=int, default=6)
    parser.add_argument(
        "--list", action="store_true", help="the articles whose date came out wrong"
    )
    args = parser.parse_args()
    chance = random.Random(args.seed)
    articles = drawn(args.data, args.articles, chance)
    with tempfile.TemporaryDirectory() as folder:
        figures: dict[str, object] = {}
        total: Counter[str] = Counter()
        for number, (layout, written) in enumerate(LAYOUTS.items()):
            mine = articles[number :: len(LAYOUTS)]
            files = [written(one, chance) for one in mine]
            came = list(zip(mine, came_out(files, Path(folder) / layout), strict=True))
            counts = Counter(verdict(article, one) for one, article in came)
            figures[layout] = shares(counts)
            total += counts
            if args.list:
                for one, article in came:
                    if verdict(article, one) == "wrong":
                        print(layout, one["published"], article.published, one["url"])
        print(json.dumps({**figures, "all": shares(total)}, indent=2))


def drawn(data: Path, count: int, chance: random.Random) -> list[Record]:
    """Articles with a known day and enough text."""
    with gzip.open(data / "data" / "news" / "articles.jsonl.gz", "rt", encoding="utf-8") as lines:
        articles = [one for one in map(json.loads, lines) if len(one["text"]) >= SHORTEST]
    return chance.sample(articles, count)


def came_out(files: Sequence[tuple[str, str]], folder: Path) -> Iterator[CleanedArticle]:
    """The articles that files of these suffixes and contents give, in their order."""
    folder.mkdir()
    for number, (suffix, content) in enumerate(files):
        (folder / f"{number:06}{suffix}").write_text(content, "utf-8")
    for raw in read_articles([folder]):
        if not isinstance(raw, RawArticle):
            raise TypeError(f"{raw.path}: {raw.reason}")
        yield clean(raw)


def verdict(article: CleanedArticle, record: Record) -> str:
    if article.published is None:
        return "none"
    return "right" if article.published.isoformat() == record["published"] else "wrong"


def shares(counts: Counter[str]) -> dict[str, object]:
    given = counts["right"] + counts["wrong"]
    return {
        "articles": counts.total(),
        "given": given,
        "wrong": counts["wrong"],
        "precision": round(counts["right"] / given, 4) if given else None,
        "recall": round(counts["right"] / counts.total(), 4),
    }


def front_matter(record: Record, chance: random.Random) -> tuple[str, str]:
    written = chance.choice(FORMS).format(day=day_of(record))
    fields = {"title": record["title"], "url": record["url"], "published": written}
    head = "".join(f"{name}: {json.dumps(value)}\n" for name, value in fields.items())
    return ".md", f"---\n{head}---\n\n{record['text']}\n"


def page(record: Record, chance: random.Random) -> tuple[str, str]:
    day = day_of(record)
    other = day - timedelta(days=chance.randint(1, 900))
    later = day + timedelta(days=chance.randint(1, 40))
    told = {"@type": "NewsArticle", "datePublished": f"{day}T09:15:00-04:00"}
    linked = json.dumps({"dateModified": f"{later}T01:00Z", **told})
    metadata = chance.choice(
        (
            f'<script type="application/ld+json">{linked}</script>',
            f'<meta property="article:published_time" content="{day}T09:15:00Z">'
            f'<meta property="article:modified_time" content="{later}T01:00:00Z">',
        )
    )
    body = "".join(f"<p>{html.escape(part)}</p>" for part in paragraphs(record["text"]))
    return ".html", (
        f"<!doctype html><html lang=en><head><title>{html.escape(record['title'])}</title>"
        f"{metadata}</head><body><header><p>{date.today():%A, %B %d, %Y}</p></header><article>"
        f"<h1>{html.escape(record['title'])}</h1>{body}</article><aside><h2>Related</h2>"
        f"<p><time datetime={other}>{other:%B %d, %Y}</time> Another</p></aside></body></html>"
    )


def header(record: Record, chance: random.Random) -> tuple[str, str]:
    line = chance.choice(LINES).format(day=day_of(record))
    return ".txt", f"{record['title']}\n\n{line}\n\n{record['text']}\n"


def text(record: Record, chance: random.Random) -> tuple[str, str]:
    return ".txt", f"{record['title']}\n\n{record['text']}\n"


def paragraphs(body: str) -> Iterator[str]:
    yield from (part for part in body.split("\n") if part.strip())


def day_of(record: Record) -> date:
    return date.fromisoformat(record["published"])


Layout = Callable[[Record, random.Random], tuple[str, str]]
LAYOUTS: dict[str, Layout] = {
    "front-matter": front_matter,
    "page": page,
    "header": header,
    "text": text,
}


if __name__ == "__main__":
    main()
