"""What every composer promises. Whoever adds one subclasses ``ComposerContract`` with a fixture
``composer``, and has its rules tested."""

from datetime import date

import pytest

from groundwire.answer.proof import prove
from groundwire.compose.composer import Composer
from groundwire.verify.verdict import ExactQuotes
from handmade import article, query, reading

EARLY = article(
    "The dam holds. Its walls were raised in May.", name="a", published=date(2025, 5, 1)
)
LATE = article(
    "Mayor Ana Roe opened the dam. She left early.", name="b", published=date(2025, 6, 1)
)
CHOSEN = (
    reading("Mayor Ana Roe opened the dam.", 9, of=LATE),
    reading("Its walls were raised in May.", 8, of=EARLY),
    reading("She left early.", 7, of=LATE),
)
QUESTIONS = ("Who opened the dam?", "Summarise the news about the dam.", "Was the dam opened?")


@pytest.mark.parametrize("text", QUESTIONS)
class ComposerContract:
    """The promises of the protocol ``Composer``."""

    def test_every_draft_rests_on_what_was_chosen(self, composer: Composer, text: str) -> None:
        """On one reading at least, and on none that was not given."""
        drafts = list(composer.compose(query(text), CHOSEN))
        assert drafts
        for draft in drafts:
            assert draft.sources
            assert all(source in CHOSEN for source in draft.sources)

    def test_drafts_are_text_without_marks(self, composer: Composer, text: str) -> None:
        """Numbers are given by the proof, and no draft is blank."""
        for draft in composer.compose(query(text), CHOSEN):
            assert draft.text.strip()
            assert "[1]" not in draft.text

    def test_the_opening_is_the_first_draft(self, composer: Composer, text: str) -> None:
        """What is told early is what the answer begins with, or nothing is told early."""
        opening = composer.opening(query(text), CHOSEN[0])
        first = next(iter(composer.compose(query(text), CHOSEN)))
        assert opening is None or opening == first

    def test_the_same_evidence_composes_the_same(self, composer: Composer, text: str) -> None:
        """Byte for byte."""
        asked = query(text)
        assert list(composer.compose(asked, CHOSEN)) == list(composer.compose(asked, CHOSEN))

    def test_something_of_it_is_proved(self, composer: Composer, text: str) -> None:
        """At the worst the quotes themselves are shown."""
        proof = prove(composer.compose(query(text), CHOSEN), ExactQuotes())
        assert proof.claims
        assert {"verbatim"} == {claim.verdict for claim in proof.claims}
