"""A small newswire, indexed with the hashing encoder: similarity is words in common."""

import pytest

from answerers import heuristic
from groundwire.answer.answer import Answerer
from groundwire.index.build import build
from groundwire.index.encoder import HashingEncoder
from groundwire.index.generation import open_index

ARTICLES = {
    "closing": (
        "Tern Bridge to close",
        "The Harbour Post",
        "2025-02-03",
        "The Tern Bridge closes on 10 February for repair. "
        "The repair of the bridge costs 38 million euros. "
        "Engineer Ana Soler leads the work, because the cables of the bridge are rusting. "
        "Drivers must use the tunnel.",
    ),
    "dearer": (
        "Bridge repair dearer",
        "Coast Radio",
        "2025-05-19",
        "The repair of the Tern Bridge costs 41 million euros, the council said. "
        "Twelve ferries carry commuters meanwhile.",
    ),
    "comet": (
        "Comet over Ostrand",
        "The Harbour Post",
        None,
        "Ole Berg photographed a comet from a roof in Ostrand. Berg called it “a lantern on "
        "a string”. The comet returns in 2061.",
    ),
}


@pytest.fixture(scope="session")
def answerer(tmp_path_factory: pytest.TempPathFactory) -> Answerer:
    folder = tmp_path_factory.mktemp("newswire")
    corpus = folder / "corpus"
    corpus.mkdir()
    for name, (title, source, published, text) in ARTICLES.items():
        day = f"published: {published}\n" if published else ""
        (corpus / f"{name}.md").write_text(
            f"---\nid: {name}\ntitle: {title}\nsource: {source}\n{day}---\n{text}\n", "utf-8"
        )
    encoder = HashingEncoder()
    build([corpus], folder=folder / "index", encoder=encoder, passage_tokens=64)
    index = open_index(folder / "index", encoder=encoder)
    return heuristic(index, encoder)
