"""Drafts become claims: numbered, cited, and none that its quotes do not bear out."""

from groundwire.answer.proof import marked, prove
from groundwire.compose.composer import Draft
from groundwire.records import Claim
from groundwire.verify.verdict import ExactQuotes
from handmade import article, reading

OPENED = reading("It opened.", of=article("Rain fell. It opened.", name="b"))
FELL = reading("Rain fell.", of=OPENED.evidence.hit.article)
PLAN = reading("The heat plan opens four cool halls.")


def test_each_draft_is_a_claim_with_its_citations() -> None:
    """Numbered from 1 in the order they are read; a quote is verbatim by itself."""
    proof = prove(
        [Draft(PLAN.evidence.text, (PLAN,)), Draft("It opened.", (OPENED,))], ExactQuotes()
    )
    assert [
        Claim(PLAN.evidence.text, (1,), "verbatim"),
        Claim("It opened.", (2,), "verbatim"),
    ] == proof.claims
    assert [(1, "a", 0), (2, "b", 11)] == [
        (c.number, c.article_id, c.start) for c in proof.citations
    ]
    assert [PLAN, OPENED] == proof.readings
    assert [] == prove([], ExactQuotes()).claims


def test_what_is_cited_again_keeps_its_number() -> None:
    """Two drafts that rest on one sentence share its citation."""
    drafts = [Draft("Rain fell.", (FELL,)), Draft("It opened.", (OPENED, FELL))]
    proof = prove(drafts, ExactQuotes())
    assert [(1,), (2, 1)] == [claim.citations for claim in proof.claims]
    assert 2 == len(proof.citations)


def test_what_is_not_borne_out_is_replaced_by_its_quote() -> None:
    """The reader sees what the article says; what is shown already is not said twice."""
    invented = Draft("It opened in snow.", (OPENED,))
    proof = prove([invented, invented], ExactQuotes())
    assert [Claim("It opened.", (1,), "verbatim")] == proof.claims


def test_marks_follow_the_claims() -> None:
    """A claim's marks stand after it, all of them."""
    claims = [Claim("It rains.", (1,), "verbatim"), Claim("It pours.", (2, 3), "verbatim")]
    assert marked(claims) == "It rains. [1] It pours. [2][3]"
    assert marked([]) == ""
