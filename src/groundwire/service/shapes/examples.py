"""Examples for the API's description: requests that work when pasted, on the sample articles, and
what they are answered with."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from groundwire.records import (
    Answer,
    Article,
    Citation,
    Claim,
    Disagreement,
    Event,
    IndexInfo,
    Position,
    SearchHit,
    SearchResult,
    Sentence,
    ShownArticle,
    ShownPassage,
    Timeline,
    Version,
)

QUESTION = "When does the Tern Bridge reopen?"
_QUOTE = "The Tern Bridge is due to reopen on 2 June."
_BEFORE = (
    "Port Esker's only road crossing of the inner harbour will close to all traffic on 24 February "
    "and stay closed for 14 weeks while cracked steel hangers are replaced, the harbour authority "
    "said on Monday."
)
_TEXT = f"{_BEFORE} {_QUOTE}"  # of the example; the article goes on
_START = len(_BEFORE) + 1
_INDEX = IndexInfo(generation="c85eeef813ca", articles=24)
_DAY = date(2025, 2, 3)
_FIELDS: Mapping[str, Any] = {
    "id": "3e16b3d12f33",
    "title": "Tern Bridge to close for fourteen weeks from 24 February",
    "source": "The Harbour Post",
    "author": "Tobias Wren",
    "url": "https://harbourpost.example.org/2025/02/tern-bridge-closure",
    "published": _DAY,
    "language": "en",
    "text": _TEXT,
    "digest": "8cc001e3316debbb2e06d0b84762b9055bc9bbff963b250860b6b0625b0e7e61",
    "path": "corpus/tern-bridge-to-close-for-fourteen-weeks.md",
}
_ARTICLE = Article(**_FIELDS)
_SENTENCES = (Sentence(0, len(_BEFORE)), Sentence(_START, len(_TEXT)))
_SHOWN = ShownArticle(
    **_FIELDS,
    passages=(ShownPassage(1, 0, len(_TEXT), _SENTENCES),),
    also_in=(),
    versions=(Version(_ARTICLE.id, _DAY, None, None, None, None, _ARTICLE.label, _ARTICLE.source),),
)
_CITATION = Citation(
    number=1, article_id=_ARTICLE.id, title=_ARTICLE.label, source=_ARTICLE.source,
    url=_ARTICLE.url, published=_DAY, start=_START, end=len(_TEXT), quote=_QUOTE,
    path=_ARTICLE.path,
)  # fmt: skip
_LATER = (
    "The Tern Bridge will reopen on 21 July, seven weeks later than planned, after engineers found "
    "cracks in 29 of its hangers instead of the 11 known at the start of the year."
)
_LATER_DAY = date(2025, 5, 19)
_LATER_CITATION = Citation(
    number=2, article_id="092b5bf1102a",
    title="Reopening of Tern Bridge put off until 21 July as more cracks are found",
    source="Port Esker Gazette", url="https://esker-gazette.example.org/news/tern-bridge-july",
    published=_LATER_DAY, start=0, end=len(_LATER), quote=_LATER,
    path="corpus/tern-bridge-reopening-put-off-until-july.md",
)  # fmt: skip
_ANSWER = Answer(
    status="answered", text=f"{_QUOTE} [1] {_LATER} [2]", short_answer="21 July",
    claims=(
        Claim(text=_QUOTE, citations=(1,), verdict="verbatim"),
        Claim(text=_LATER, citations=(2,), verdict="verbatim"),
    ),
    citations=(_CITATION, _LATER_CITATION),
    disagreements=(
        Disagreement(
            about="date",
            positions=(
                Position(value="2 June", citation=1, published=_DAY),
                Position(value="21 July", citation=2, published=_LATER_DAY),
            ),
            kind="change",
        ),
    ),
    reason=None, confidence=0.95, question=QUESTION, as_of=None, composer="extractive",
    index=_INDEX, timings_ms={"search": 3.1, "read": 20.4, "total": 25.0},
)  # fmt: skip
_HIT = SearchHit(
    rank=1, score=0.96, article_id=_ARTICLE.id, title=_ARTICLE.label, source=_ARTICLE.source,
    url=_ARTICLE.url, published=_DAY, start=0, end=len(_TEXT), text=_TEXT,
    found_by={"vector": 1, "words": 2},
)  # fmt: skip
_RESULT = SearchResult(
    query="Tern Bridge", hits=(_HIT,), index=_INDEX, timings_ms={"search": 3.1, "total": 3.2}
)
_TIMELINE = Timeline(
    topic="Tern Bridge",
    events=(
        Event(
            when="2025-06-02", precision="day", written="2 June", article_id=_ARTICLE.id,
            title=_ARTICLE.label, source=_ARTICLE.source, published=_DAY, start=_START,
            end=len(_TEXT), quote=_QUOTE,
        ),
    ),
    index=_INDEX,
)  # fmt: skip
_SUMMARY = {
    "id": _ARTICLE.id, "title": _ARTICLE.label, "source": _ARTICLE.source, "url": _ARTICLE.url,
    "published": _DAY.isoformat(), "characters": 1634,
}  # fmt: skip
_POSTED = {
    "id": "ferry-returns",
    "title": "Ferry returns",
    "source": "Harbour News",
    "published": "2025-03-11",
    "text": "The ferry to Skagen sails again from Monday. Tickets cost 40 kroner.",
}
_NEW_INDEX = {"generation": "4f0d1b7a9c3e", "articles": 25}
_WRITTEN = {
    "article": {
        "id": "ferry-returns", "title": "Ferry returns", "source": "Harbour News", "url": None,
        "published": "2025-03-11", "characters": len(_POSTED["text"]),
    },
    "index": _NEW_INDEX,
}  # fmt: skip

# By method and path: the body to send, the parameters to ask with, and what comes back by status.
BODIES: Mapping[tuple[str, str], Mapping[str, Any]] = {
    ("post", "/chat"): {"question": QUESTION},
    ("post", "/articles"): _POSTED,
    ("post", "/v1/chat/completions"): {
        "model": "groundwire",
        "messages": [{"role": "user", "content": QUESTION}],
    },
}
PARAMETERS: Mapping[tuple[str, str], Mapping[str, Any]] = {
    ("get", "/search"): {"q": "Tern Bridge", "k": 3},
    ("get", "/timeline"): {"topic": "Tern Bridge", "as_of": "2025-06-01"},
    ("get", "/articles"): {"limit": 5},
    ("get", "/articles/{article_id}"): {"article_id": _ARTICLE.id},
}
ANSWERS: Mapping[tuple[str, str], Mapping[str, object]] = {
    ("post", "/chat"): {"200": _ANSWER},
    ("get", "/search"): {"200": _RESULT},
    ("get", "/timeline"): {"200": _TIMELINE},
    ("get", "/articles"): {
        "200": {
            "articles": [_SUMMARY], "total": 24, "limit": 5, "offset": 0,
            "index": {"generation": _INDEX.generation, "articles": 24},
        }
    },
    ("get", "/articles/{article_id}"): {"200": _SHOWN},
    ("post", "/articles"): {"200": _WRITTEN, "201": _WRITTEN},
    ("delete", "/articles/{article_id}"): {
        "200": {
            "id": "ferry-returns", "file": "removed",
            "path": "corpus/posted/ferry-returns-9b1d0c2f7a34.txt",
            "index": {"generation": _INDEX.generation, "articles": 24},
        }
    },
}  # fmt: skip
