"""The parts of a question that rests on several articles."""

import pytest

from groundwire.question.parts import parts


@pytest.mark.parametrize(
    ("expected", "question"),
    [
        (
            (
                "Which harbour, said by the Gull to have lost its ferry licence",
                "was sold to a brewery according to the Tern?",
            ),
            "Which harbour, said by the Gull to have lost its ferry licence, was sold to a brewery "
            "according to the Tern?",
        ),
        (
            (
                "Did the Gull article on ferries and",
                "the Tern article on tunnels both report that tolls fell?",
            ),
            "Did the Gull article on ferries and the Tern article on tunnels both report that "
            "tolls fell?",
        ),
        (
            (
                "While the Gull reports on March 3, 2021 that the dam had leaked",
                "does the Tern report that it held?",
            ),
            "While the Gull reports on March 3, 2021 that the dam had leaked, does the Tern report "
            "that it held?",
        ),
        (("Who sold the ferry?", "When does it sail?"), "Who sold the ferry? When does it sail?"),
        ((), "Which ferries were cancelled in the storm, and why did the harbour close?"),
        ((), "The ferry sank in March. Who was its captain?"),
        ((), "Who was hurt while unloading the old ferry in the harbour of Brest?"),
    ],
)
def test_parts(expected: tuple[str, ...], question: str) -> None:
    """A question is cut where its clauses part, if it rests on several articles; else not."""
    assert expected == parts(question)
