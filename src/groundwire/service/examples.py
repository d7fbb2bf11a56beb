"""Examples for the API's description, of two invented articles."""

from datetime import date

from groundwire.records import (
    Answer,
    Article,
    Citation,
    Claim,
    Disagreement,
    IndexInfo,
    Position,
    SearchHit,
    SearchResult,
)

_QUOTE = "The ferry to Skagen sails again from Monday."
_TEXT = f"Ferry returns. {_QUOTE} Tickets cost 40 kroner."
_START = _TEXT.index(_QUOTE)
_INDEX = IndexInfo(generation="g-3f9a1c", articles=24)
_DAY = date(2025, 3, 11)
_ARTICLE = Article(
    id="a41f", title="Ferry returns", source="Harbour News", author=None,
    url="https://news.example/ferry", published=_DAY, language="en", text=_TEXT,
    digest="9b1d", path="corpus/ferry.md",
)  # fmt: skip
_CITATION = Citation(
    number=1, article_id=_ARTICLE.id, title=_ARTICLE.label, source=_ARTICLE.source,
    url=_ARTICLE.url, published=_DAY, start=_START, end=_START + len(_QUOTE), quote=_QUOTE,
    path=_ARTICLE.path,
)  # fmt: skip
_LATER = "The ferry sails again from Friday, as a part is late."
_LATER_DAY = date(2025, 3, 14)
_LATER_CITATION = Citation(
    number=2, article_id="7c02", title="Ferry late", source="Coast Wire", url=None,
    published=_LATER_DAY, start=0, end=len(_LATER), quote=_LATER, path="corpus/late.md",
)  # fmt: skip
_ANSWER = Answer(
    status="answered", text=f"{_QUOTE} [1] {_LATER} [2]", short_answer="Friday",
    claims=(
        Claim(text=_QUOTE, citations=(1,), verdict="verbatim"),
        Claim(text=_LATER, citations=(2,), verdict="verbatim"),
    ),
    citations=(_CITATION, _LATER_CITATION),
    disagreements=(
        Disagreement(
            about="date",
            positions=(
                Position(value="Monday", citation=1, published=_DAY),
                Position(value="Friday", citation=2, published=_LATER_DAY),
            ),
            kind="change",
        ),
    ),
    reason=None, confidence=0.93, question="When does the ferry sail again?",
    as_of=None, composer="extractive", index=_INDEX,
    timings_ms={"search": 3.1, "read": 20.4, "total": 25.0},
)  # fmt: skip
_HIT = SearchHit(
    rank=1, score=0.71, article_id=_ARTICLE.id, title=_ARTICLE.label, source=_ARTICLE.source,
    url=_ARTICLE.url, published=_DAY, start=0, end=len(_TEXT), text=_TEXT,
    found_by={"vector": 1, "words": 1},
)  # fmt: skip
_RESULT = SearchResult(query="ferry", hits=(_HIT,), index=_INDEX, timings_ms={"search": 3.1})

# By route: what it answers when all is well.
RECORDS = {"/chat": _ANSWER, "/search": _RESULT, "/articles/{article_id}": _ARTICLE}
