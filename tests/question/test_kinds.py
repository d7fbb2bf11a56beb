"""What kind of thing a question asks for."""

import pytest

from groundwire.question.kinds import is_comparison, wants, wants_of_many


@pytest.mark.parametrize(
    ("kind", "question"),
    [
        ("number", "How many ferries were cancelled?"),
        ("number", "what percentage of voters turned out"),
        ("number", "Did they say how much the bridge cost?"),
        ("date", "When does the tunnel reopen?"),
        ("date", "On what day did the vote take place?"),
        ("person", "Who chairs the harbour board?"),
        ("person", "Which minister resigned?"),
        ("place", "Where was the comet photographed?"),
        ("reason", "Why was the match abandoned?"),
        ("how", "How does the barrier work?"),
        ("how", "How did the minister respond?"),
        ("wording", "How did the minister describe the barrier?"),
        ("summary", "Give me a short summary of the dam affair."),
        ("summary", "What do we know about the comet?"),
        ("summary", "What are the main points of the plan?"),
        ("list", "Which clubs have signed the charter?"),
        ("list", "what are the conditions"),
        ("yes-no", "Has the dam been repaired?"),
        ("yes-no", "Were tickets refunded when the play was called off?"),
        ("yes-no", "While one paper calls it a flood, does the other call it a drizzle?"),
        ("fact", "What is the heat plan?"),
        ("fact", "Which tennis club signed the charter?"),
    ],
)
def test_wants(kind: str, question: str) -> None:
    """A question's form says what kind of thing would answer it."""
    assert kind == wants(question)


@pytest.mark.parametrize(
    ("kind", "question"),
    [
        ("fact", "Which club, described by the Gull as small, says how many players it has?"),
        ("person", "Who is the pilot that, according to the Gull, flew when it was dark?"),
        ("place", "In which town, named by the Gull, did the man who sold the dam live?"),
        ("yes-no", "Do the Gull and the Tern agree on how long the storm lasted?"),
    ],
)
def test_wants_of_many(kind: str, question: str) -> None:
    """A long question asks in its opening words; what follows only describes."""
    assert kind == wants_of_many(question)


@pytest.mark.parametrize(
    ("expected", "question"),
    [
        (True, "Did both papers report the same toll?"),
        (True, "Is the new bridge longer than the old one?"),
        (True, "While the Gull reports rain, does the Tern?"),
        (False, "Who chairs the harbour board?"),
    ],
)
def test_comparison(expected: bool, question: str) -> None:
    """A question compares when it holds two things against each other."""
    assert expected == is_comparison(question)
