"""What every reader promises. Whoever adds one subclasses ``ReaderContract`` with a fixture
``reader``, and has its rules tested."""

from collections.abc import Sequence
from itertools import pairwise

from groundwire.reading.evidence import Evidence
from groundwire.reading.reader import Reader, Reading
from handmade import article, evidence, query

ASKED = query("What closed the Tern Bridge?")
STORY = article("Frost closed the Tern Bridge on Monday. Two ferries sailed. It reopened in May.")
SENTENCES = (
    "Frost closed the Tern Bridge on Monday.",
    "Two ferries sailed.",
    "It reopened in May.",
)


def shortlist() -> list[Evidence]:
    """Three sentences of one passage."""
    return [evidence(text, of=STORY, coverage=0.5, aligned=0.5) for text in SENTENCES]


class ReaderContract:
    """The promises of the protocol ``Reader``."""

    def test_one_reading_for_each_evidence_in_order(self, reader: Reader) -> None:
        """Ranking is the business of whoever asked."""
        read = reader.read(ASKED, shortlist())
        assert [item.sentence for item in shortlist()] == [one.evidence.sentence for one in read]

    def test_nothing_to_read_is_nothing_read(self, reader: Reader) -> None:
        """No evidence, no reading, no error."""
        assert [] == reader.read(ASKED, [])
        assert [] == last(reader, [])

    def test_the_same_evidence_reads_the_same(self, reader: Reader) -> None:
        """Twice, and whether it is read at once or step by step."""
        once = reader.read(ASKED, shortlist())
        assert once == reader.read(ASKED, shortlist())
        assert once == last(reader, shortlist())

    def test_what_a_step_puts_first_stays_first(self, reader: Reader) -> None:
        """Relevance not known yet stands at the most that it can be, and never rises."""
        evidence_ = shortlist()
        steps = list(reader.begin(ASKED, evidence_)(evidence_))
        for before, after in pairwise(steps):
            pairs = zip(before, after, strict=True)
            assert all(later.relevance <= earlier.relevance for earlier, later in pairs)

    def test_short_words_stand_in_their_article(self, reader: Reader) -> None:
        """Where a reading points, there are words of its own sentence."""
        for one in reader.read(ASKED, shortlist()):
            if one.short is not None:
                span = one.evidence.sentence
                assert span.start <= one.short[0] < one.short[1] <= span.end

    def test_a_reader_that_can_hold_a_claim_says_how_sure(self, reader: Reader) -> None:
        """Shares that sum to 1, one for each pair; or None by a reader that cannot tell."""
        pairs = [("Frost closed the bridge.", SENTENCES[0]), ("It rained.", SENTENCES[1])]
        told = reader.entail(pairs)
        if told is not None:
            assert len(pairs) == len(told)
            for one in told:
                assert abs(one.supported + one.neither + one.contradicted - 1) < 1e-5

    def test_it_has_a_name(self, reader: Reader) -> None:
        """``info`` says which reader answers."""
        assert reader.name


def last(reader: Reader, items: Sequence[Evidence]) -> list[Reading]:
    """The readings when all has been read."""
    *_, read = [], *reader.begin(ASKED, items)(items)
    return read
