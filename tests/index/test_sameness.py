"""The rule of sameness: an index answers by what it holds, not by how that came in."""

import json
import shutil
import tempfile
from pathlib import Path
from typing import Any

import hypothesis.strategies as st
import numpy as np
from hypothesis import HealthCheck, settings
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule
from stories import PASSAGE_TOKENS, write_story

from groundwire.errors import ArticleError
from groundwire.index import merge
from groundwire.index.build import BuildReport, add, build, remove
from groundwire.index.check import check_index
from groundwire.index.durable import write_durably
from groundwire.index.encoder import HashingEncoder
from groundwire.index.generation import Index, open_index
from groundwire.index.manifest import CURRENT

NAMES = [f"story{number}.md" for number in range(6)]
WORDS = "tern bridge harbour comet rust cable ferry mussel keeper channel".split()
bodies = st.lists(
    st.lists(st.sampled_from(WORDS), min_size=3, max_size=12), min_size=1, max_size=4
).map(lambda sentences: " ".join(f"{' '.join(words).capitalize()}." for words in sentences))
ENCODER = HashingEncoder()


class Killed(Exception):
    """The writer ended here."""


class Histories(RuleBasedStateMachine):
    """Additions, updates, removals, builds and crashes in any order, against one full build."""

    def __init__(self) -> None:
        super().__init__()
        self.root = Path(tempfile.mkdtemp())
        self.corpus, self.folder = self.root / "corpus", self.root / "index"
        self.corpus.mkdir()
        self.indexed: dict[str, str] = {}

    def teardown(self) -> None:
        shutil.rmtree(self.root)

    @initialize(body=bodies)
    def first(self, body: str) -> None:
        self._write(NAMES[0], body)
        self._build([self.corpus])

    @rule(name=st.sampled_from(NAMES), body=bodies)
    def add_or_update(self, name: str, body: str) -> None:
        self._write(name, body)
        add(
            [self.corpus / name], folder=self.folder, encoder=ENCODER, passage_tokens=PASSAGE_TOKENS
        )

    @precondition(lambda self: len(self.indexed) > 1)
    @rule(data=st.data())
    def take_out(self, data: Any) -> None:
        name = data.draw(st.sampled_from(sorted(self.indexed)))
        index = open_index(self.folder, encoder=ENCODER)
        ids = [
            article_id
            for row, article_id in enumerate(index.article_ids)
            if Path(index.article(row).path).name == name
        ]
        (self.corpus / name).unlink()
        del self.indexed[name]
        remove(ids, folder=self.folder, encoder=ENCODER)

    @rule(full=st.booleans())
    def build_again(self, full: bool) -> None:
        """It says of bad and doubled articles what a build of nothing before says."""
        report = self._build([self.corpus], full=full)
        fresh = build(
            [self.corpus],
            folder=self.root / "told",
            encoder=ENCODER,
            passage_tokens=PASSAGE_TOKENS,
        )
        shutil.rmtree(self.root / "told")
        assert (fresh.failures, fresh.duplicates) == (report.failures, report.duplicates)
        assert (fresh.articles, fresh.passages) == (report.articles, report.passages)

    @rule(texts=st.lists(st.one_of(bodies, st.just("?!"), st.none()), max_size=4))
    def records(self, texts: list[str | None]) -> None:
        """A file of records is written anew, some of them doubled, bad or gone."""
        lines = ["{" if text is None else json.dumps({"text": text}) for text in texts]
        (self.corpus / "records.jsonl").write_text("\n".join(lines), "utf-8")
        self._build([self.corpus])

    @rule()
    def touched(self) -> None:
        for path in self.corpus.iterdir():
            path.touch()

    @rule(name=st.sampled_from(NAMES), body=bodies)
    def killed_before_the_swap(self, name: str, body: str) -> None:
        """What was being added is not there, whatever of it was on the disk already."""
        aside = self.root / "aside"
        aside.mkdir(exist_ok=True)
        write_story(aside, name, body)

        def dying(path: Path, parts: Any) -> str:
            if path.name == CURRENT:
                raise Killed
            return write_durably(path, parts)

        import groundwire.index.manifest as manifest

        manifest.write_durably, kept = dying, manifest.write_durably
        try:
            self._add(aside)
        except (Killed, ArticleError):
            pass
        finally:
            manifest.write_durably = kept

    @invariant()
    def answers_as_one_full_build_does(self) -> None:
        if not self.indexed:
            return
        fresh = self.root / "fresh"
        build([self.corpus], folder=fresh, encoder=ENCODER, passage_tokens=PASSAGE_TOKENS)
        assert searched(open_index(fresh, encoder=ENCODER)) == searched(
            open_index(self.folder, encoder=ENCODER)
        )
        assert "ok" == check_index(self.folder).status
        shutil.rmtree(fresh)

    def _write(self, name: str, body: str) -> None:
        write_story(self.corpus, name, body)
        self.indexed[name] = body

    def _add(self, path: Path) -> None:
        add([path], folder=self.folder, encoder=ENCODER, passage_tokens=PASSAGE_TOKENS)

    def _build(self, paths: list[Path], *, full: bool = False) -> BuildReport:
        return build(
            paths, folder=self.folder, encoder=ENCODER, passage_tokens=PASSAGE_TOKENS, full=full
        )


def searched(index: Index) -> list[Any]:
    """All that a search can see of an index, to the bit."""
    found: list[Any] = [index.generation, index.article_ids, index.sources, index.words.passages]
    for word in WORDS:
        query = ENCODER.encode([word])[0]
        for rows, scores in (
            index.words.search([word, "tern"], 5),
            index.vectors.search(query, 5),
        ):
            found += [rows.tolist(), scores.tobytes()]
        found += [index.words.document_frequency(word), index.words.rows(word).tolist()]
        found.append(index.words.holds_prefix(word[:3]))
    for passage in range(index.passages):
        article = index.article(index.article_rows[passage])
        found += [article, index.sentences(passage)]
        found.append(article.text[index.starts[passage] : index.ends[passage]])
    return [np.asarray(one).tolist() if isinstance(one, np.ndarray) else one for one in found]


TestHistories = Histories.TestCase
TestHistories.settings = settings(
    max_examples=8,
    stateful_step_count=10,
    deadline=None,
    derandomize=True,
    suppress_health_check=list(HealthCheck),
)


def test_small_segments_are_merged(tmp_path: Path) -> None:
    """Additions one by one leave few segments, however many there were."""
    folder = tmp_path / "index"
    for number in range(3 * merge.FACTOR):
        path = write_story(tmp_path / "corpus", f"story{number}.md", "Terns rest on the bridge.")
        report = add([path], folder=folder, encoder=ENCODER, passage_tokens=PASSAGE_TOKENS)
    index = open_index(folder, encoder=ENCODER)
    assert 3 * merge.FACTOR == report.articles == len(index.article_ids)
    assert len(index.parts) < merge.FACTOR + 3
