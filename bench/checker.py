"""The support checker against damaged sentences of the news articles: the table of the docs.

    python bench/checker.py [--data ../shared] [--half development] [--failures]

Articles are split by the parity of the SHA-256 of their id: on the even half the checker's rules
were made, on the odd half they are reported. Within a half, a seed draws the articles.
"""

import argparse
import hashlib
import platform
import time
from collections.abc import Sequence
from pathlib import Path

from groundwire.corpus.clean.article import clean
from groundwire.corpus.read.readers import Failure, read_articles
from groundwire.errors import ArticleError
from groundwire.evaluation.perturb import Perturbation, as_text, cases_of, perturbation_table
from groundwire.records import Article, RawArticle
from groundwire.verify.checker import SupportChecker, lowercase_words

HALVES = {"development": 0, "reported": 1}
ARTICLES = 600  # cleaned; the words in lower case are those of the whole half
SEED = 4


def parity(identity: str) -> int:
    return int(hashlib.sha256(identity.encode()).hexdigest(), 16) % 2


def half(data: Path, name: str) -> list[RawArticle]:
    path = data / "data" / "news" / "articles.jsonl.gz"
    found = [raw for raw in read_articles([path]) if not isinstance(raw, Failure)]
    return [raw for raw in found if parity(raw.id or "") == HALVES[name]]


def drawn(raws: Sequence[RawArticle], seed: int) -> list[Article]:
    """The first articles in the order of the seed that can be cleaned."""
    ordered = sorted(raws, key=lambda raw: hashlib.sha256(f"{seed}:{raw.id}".encode()).digest())
    return [article for raw in ordered[:ARTICLES] if (article := cleaned(raw))]


def cleaned(raw: RawArticle) -> Article | None:
    try:
        return clean(raw)
    except ArticleError:
        return None


def seeds(data: Path) -> list[Article]:
    found = [raw for raw in read_articles([data / "seeds"]) if isinstance(raw, RawArticle)]
    return [article for raw in found if (article := cleaned(raw))]


def speed(articles: Sequence[Article], checker: SupportChecker, seed: int) -> str:
    cases = [case for kind in cases_of(articles, seed=seed).values() for case in kind]
    took = []
    for case in cases:
        start = time.thread_time()
        checker.check(case.claim, [case.sentence])
        took.append((time.thread_time() - start) * 1e6)
    took.sort()
    middle, late = took[len(took) // 2], took[int(len(took) * 0.99)]
    return f"{len(took)} checks, processor time: median {middle:.0f} µs, 99 % {late:.0f} µs"


def show(table: Sequence[Perturbation], *, failures: bool) -> None:
    print(as_text(table))
    for row in table if failures else ():
        for failure in row.failures:
            place = f"{failure.article_id} {failure.start}-{failure.end}"
            print(f"{row.kind}, {row.cited}: {place} {failure.reason or ''}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=Path, default=Path("../shared"))
    parser.add_argument("--half", choices=HALVES, default="reported")
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--failures", action="store_true")
    options = parser.parse_args()

    raws = half(options.data, options.half)
    start = time.perf_counter()
    checker = SupportChecker(lowercase_words(raw.text for raw in raws))
    took = time.perf_counter() - start
    articles = drawn(raws, options.seed)
    print(
        f"News articles, {options.half} half: {len(articles)} of {len(raws)}, seed {options.seed}"
    )
    print(f"Words in lower case of {len(raws)} articles read in {took:.1f} s\n")
    show(perturbation_table(articles, checker, seed=options.seed), failures=options.failures)
    fresh = SupportChecker(lowercase_words(raw.text for raw in raws))
    print(
        f"\n{speed(articles, fresh, options.seed)}; {platform.machine()}, Python "
        f"{platform.python_version()}"
    )

    articles = seeds(options.data)
    checker = SupportChecker(lowercase_words(article.text for article in articles))
    print(f"\nThe {len(articles)} seeds\n")
    show(perturbation_table(articles, checker, seed=options.seed), failures=options.failures)


if __name__ == "__main__":
    main()
