"""Evidence: the sentences of the hits and what speaks for each, with the hashing encoder."""

from pathlib import Path

import pytest

from answerers import searching
from groundwire.answer.answer import Answerer
from groundwire.index.build import build
from groundwire.index.encoder import HashingEncoder
from groundwire.index.generation import Index, open_index
from groundwire.question.query import Query
from groundwire.reading.evidence import SHORTLIST, EncodedQuestion, Evidence, Gatherer
from handmade import query

ENCODER = HashingEncoder()


def gather(index: Index, asked: Query, k: int = 10) -> list[Evidence]:
    """The evidence from the best ``k`` passages."""
    vectors, tokens = ENCODER.encode_tokens([asked.text])
    hits = searching(index).search(asked, vectors[0], k)
    gatherer, encoded = Gatherer(index, ENCODER), EncodedQuestion(vectors[0], tokens[0])
    return gatherer.compare(asked, gatherer.shortlist(asked, hits, encoded), encoded)


def indexed(folder: Path, text: str, *, passage_tokens: int = 64) -> Index:
    """An index of one article."""
    (folder / "story.md").write_text(f"---\ntitle: A story\n---\n{text}\n", "utf-8")
    build([folder], folder=folder / "index", encoder=ENCODER, passage_tokens=passage_tokens)
    return open_index(folder / "index", encoder=ENCODER)


def starting(found: list[Evidence], text: str) -> Evidence:
    return next(item for item in found if item.text.startswith(text))


def test_sentences_come_in_the_order_of_hits_and_text(answerer: Answerer) -> None:
    """Each is its span of the article; a hit's sentences stand as they are written."""
    found = gather(
        answerer.library.index, query("How much does the repair of the Tern Bridge cost?")
    )
    places = [
        (list(dict.fromkeys(e.hit.passage for e in found)).index(item.hit.passage), item.sentence)
        for item in found
    ]
    assert places == sorted(places, key=lambda place: (place[0], place[1].start))
    assert "The repair of the bridge costs 38 million euros." in [item.text for item in found]


def test_no_hit_is_no_evidence(answerer: Answerer) -> None:
    """Nothing found leaves nothing to read."""
    assert gather(answerer.library.index, query("Who came?"), k=0) == []


def test_headings_are_left_out(tmp_path: Path) -> None:
    """A heading states nothing and is never evidence."""
    text = "The ferry sails on Monday.\n\n## Ferry costs\n\nThe ferry costs nine euros."
    found = gather(indexed(tmp_path, text), query("What does the ferry cost?"))
    assert [item.text for item in found] == [
        "The ferry sails on Monday.",
        "The ferry costs nine euros.",
    ]


def test_the_shortlist_keeps_the_most_promising(tmp_path: Path) -> None:
    """Of many sentences a fixed number is read; those with the question's words are among them,
    in the order of the text."""
    lines = [f"Captain number {n} stayed silent in the harbour office." for n in range(30)]
    lines[27:27] = ["A comet lit the harbour office roof.", "The comet left a green tail behind."]
    found = gather(indexed(tmp_path, " ".join(lines), passage_tokens=512), query("What comet tail"))
    assert len(found) == SHORTLIST
    comets = [item.text.split()[1] for item in found if "comet" in item.text]
    assert comets == ["comet", "comet"]
    assert [item.sentence.start for item in found] == sorted(item.sentence.start for item in found)


def test_importance_is_weight_times_rarity(answerer: Answerer) -> None:
    """A rarer word counts more, one that a follow-up takes over half, and all sum to 1."""
    gatherer = Gatherer(answerer.library.index, ENCODER)
    plain = gatherer.importance(query("Do ferries cross at the bridge?"))
    assert sum(plain.values()) == pytest.approx(1)
    assert plain["ferri"] > plain["bridg"]
    inherited = gatherer.importance(query("What about the tunnel?", "Is there a lantern?"))
    assert inherited["tunnel"] == pytest.approx(2 * inherited["lantern"])


def test_features_by_hand(answerer: Answerer) -> None:
    """A sentence asked word for word is covered, meant and met in full."""
    asked = query("Twelve ferries carry commuters meanwhile?")
    features = starting(gather(answerer.library.index, asked), "Twelve").features
    assert [1, 1, 1, 1] == pytest.approx(
        [features.coverage, features.meaning, features.aligned, features.weakest]
    )
    assert features.substance == 5 / 8
    assert 0 < features.passage_meaning < 1


def test_a_sentence_alone_may_miss_what_its_neighbour_says(answerer: Answerer) -> None:
    """``weakest`` is the sentence's own, ``window`` that of its neighbours with it."""
    asked = query("Which engineer must use the rusting tunnel?")
    features = starting(gather(answerer.library.index, asked), "Engineer Ana Soler").features
    assert features.weakest < 0.5
    assert features.window == pytest.approx(1)


def test_a_window_ends_with_its_passage(tmp_path: Path) -> None:
    """The last sentence of one passage is no neighbour of the first of the next."""
    text = "\n\n".join(f"{word} " * 14 + "came." for word in ("Alpha", "Comet"))
    found = gather(indexed(tmp_path, text, passage_tokens=16), query("comet alpha"))
    assert len({item.hit.passage for item in found}) == 2
    assert all(item.features.window < 0.5 for item in found)


def test_names_are_judged_by_the_article(answerer: Answerer) -> None:
    """A sentence need not repeat a name that its article mentions; another article must."""
    found = gather(answerer.library.index, query("When does the comet over Ostrand return?"))
    returns = starting(found, "The comet returns").features
    assert returns.names == pytest.approx(1)
    assert returns.weakest < 0.5
    assert starting(found, "Twelve ferries").features.names < 0.5


def test_features_stay_in_their_range(answerer: Answerer) -> None:
    """Everything is between 0 and 1, but what is wanted, which goes to 2, and a sum."""
    for text in ("How much does the repair cost?", "What did they do?", "Who?"):
        for item in gather(answerer.library.index, query(text)):
            features = item.features
            shares = set(features.__slots__) - {"wanted", "lacking"}
            values = [getattr(features, name) for name in shares]
            assert all(0 <= value <= 1 + 1e-6 for value in values)
            assert 0 <= features.wanted <= 2
            assert features.lacking >= 0
