"""The reader with a trained network: what the network says decides between like sentences."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np

from groundwire.reading.network import MOST_TOKENS, Entailment, TextReading
from groundwire.reading.trained import TrainedReader
from handmade import evidence, query

ASKED = query("Why did the bridge open late?")


class Pointing:
    """A network that finds the answer in one word, wherever that stands."""

    def __init__(self, word: str) -> None:
        self._word = word

    def read(self, _: str, texts: Sequence[str]) -> list[TextReading]:
        """All probability on the word; almost none where it is missing."""
        return [self._read(text) for text in texts]

    def begin(self, question: str, texts: Sequence[str]) -> Iterator[TextReading]:
        """One text after the other."""
        return iter(self.read(question, texts))

    def entail(self, pairs: Sequence[tuple[str, str]]) -> list[Entailment]:
        """Backed where the evidence holds the word."""
        return [Entailment(float(self._word in held), 0.0, 0.0) for _, held in pairs]

    def _read(self, text: str) -> TextReading:
        words = text.split(" ")
        starts = np.cumsum([0] + [len(word) + 1 for word in words[:-1]])
        offsets = np.stack([starts, starts + [len(word) for word in words]], axis=1)
        spans = np.full((len(words), MOST_TOKENS), -30, dtype=np.float32)
        found = self._word in words
        if found:
            spans[words.index(self._word), 0] = 0
        return TextReading(3.0 if found else -3.0, 3.0 if found else -3.0, spans, offsets)


def test_the_sentence_with_the_answer_comes_before_its_like() -> None:
    """Equal in words, apart only by what the network finds in them."""
    with_it, without = (evidence(f"The bridge opened late for {why}.") for why in ("frost", "x"))
    without = replace(without, hit=replace(without.hit, passage=1))
    reader = TrainedReader(Pointing("frost."))
    first, second = reader.read(ASKED, [with_it, without])
    assert first.relevance > second.relevance


def test_points_at_the_answer_of_any_question() -> None:
    """Also where no number, date or name is asked for."""
    item = evidence("The bridge opened late for frost.")
    (reading,) = TrainedReader(Pointing("frost.")).read(ASKED, [item])
    assert "frost." == reading.short_text
    assert reading.short == (reading.pointed[0].start, reading.pointed[0].end)


def test_what_leads_before_all_is_read_leads_at_the_end() -> None:
    """A passage that is not read yet counts for the most that it may turn out to be."""
    texts = (f"The bridge opened {how} for {why}." for how in ("late", "soon") for why in "ab")
    items = [
        replace(item, hit=replace(item.hit, passage=row))
        for row, item in enumerate(
            evidence(text, aligned=row, coverage=row) for row, text in enumerate(texts)
        )
    ]
    led = 0
    for word in ("a.", "b.", "late", "nothing"):
        *steps, read = TrainedReader(Pointing(word)).begin(ASKED, items)(items)
        assert [1, 2, 3] == [sum(one.signals is not None for one in begun) for begun in steps]
        for begun in steps:
            assert all(
                now.relevance >= then.relevance for now, then in zip(begun, read, strict=True)
            )
            first = max(range(len(begun)), key=lambda row: begun[row].relevance)
            if begun[first].signals:
                led += 1
                assert first == max(range(len(read)), key=lambda row: read[row].relevance)
    assert led


def test_no_evidence_is_no_reading() -> None:
    """Nothing to read is no error."""
    assert [] == TrainedReader(Pointing("x")).read(ASKED, [])


def test_hands_claims_to_the_network() -> None:
    """Who asks the reader whether evidence backs a claim hears what the network says."""
    reader = TrainedReader(Pointing("frost."))
    backed, not_backed = reader.entail([("Frost came.", "It was frost."), ("Frost came.", "Snow.")])
    assert (1.0, 0.0) == (backed.supported, not_backed.supported)
