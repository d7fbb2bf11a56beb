"""Tokens, losses and readings, without an encoder."""

from types import SimpleNamespace

import numpy as np
import pytest

torch = pytest.importorskip("torch")

from train import fit  # noqa: E402
from train.batches import UNKNOWN, _encoded, collate  # noqa: E402
from train.example import Example, Marked  # noqa: E402
from train.network import LowRank, Output  # noqa: E402
from train.spans import token_reading  # noqa: E402

# "[CLS] who [SEP] Bell | Ann left [SEP]"
PAIR = SimpleNamespace(
    ids=[1, 2, 3, 4, 5, 6, 7, 3],
    type_ids=[0, 0, 0, 1, 1, 1, 1, 1],
    sequence_ids=[None, 0, None, 1, 1, 1, 1, None],
    offsets=[(0, 0), (0, 3), (0, 0), (0, 4), (5, 6), (7, 10), (11, 15), (0, 0)],
)
TEXT = "Bell | Ann left"


def test_the_answer_is_where_its_tokens_are() -> None:
    """Start and end are tokens of the text; the header's tokens are told nothing of sentences."""
    found = _encoded(Example("who", TEXT, 7, (7, 10), evidence=(Marked(7, 15),)), PAIR)
    assert (5, 5) == (found.start, found.end)
    assert [False] * 5 + [True] * 2 + [False] == [one == 1.0 for one in found.evidence]
    assert np.isnan(found.evidence[3])


@pytest.mark.parametrize(
    ("example", "expected"),
    [
        (Example("who", TEXT), (0, 0)),
        (Example("who", TEXT, spanned=False), (UNKNOWN, UNKNOWN)),
        (Example("who", TEXT, label="supported"), (UNKNOWN, UNKNOWN)),
    ],
)
def test_no_answer_and_an_unknown_place_differ(example: Example, expected: tuple[int, int]) -> None:
    """No answer is the token of nowhere; a place that is not known teaches nothing."""
    found = _encoded(example, PAIR)
    assert expected == (found.start, found.end)


def test_a_head_learns_from_what_is_said_of_it_alone() -> None:
    """A claim moves the support head and no other."""
    batch = collate([_encoded(Example("who", TEXT, label="supported"), PAIR)], pad=0)
    zeros = torch.zeros(1, 8, requires_grad=True)
    one = torch.zeros(1, requires_grad=True)
    three = torch.zeros(1, 3, requires_grad=True)
    output = Output(one, one, three, torch.zeros(1, 8, 2), zeros, three)
    found = {name: float(part.detach()) for name, part in fit.losses(output, batch).items()}
    assert {"support"} == {name for name, part in found.items() if part}


@pytest.mark.parametrize(
    ("step", "share"), [(1, 1 / 30), (30, 1.0), (70, 1.0), (71, 1.0), (86, 0.5), (100, 1 / 30)]
)
def test_the_rate_rises_holds_and_falls(step: int, share: float) -> None:
    """The rate falls over the last three tenths of the steps."""
    assert pytest.approx(share) == fit._share_of_rate(step, 100)


def test_a_low_rank_difference_begins_as_nothing() -> None:
    """What is learned beside a map changes nothing at first, and is joined to it in the end."""
    torch.manual_seed(1)
    linear = torch.nn.Linear(4, 3)
    adapted = LowRank(linear, 2)
    hidden = torch.randn(5, 4)
    assert torch.equal(linear(hidden), adapted(hidden))
    with torch.no_grad():
        adapted.up.fill_(0.5)
    assert torch.allclose(adapted(hidden), adapted.joined()(hidden), atol=1e-6)


def test_a_reading_says_where_the_answer_stands() -> None:
    """The likeliest answer of a part is its own best, with its chance among all of the text."""
    spans = np.zeros((8, 3), np.float32)
    spans[5, :2] = 9.0  # "Ann"
    spans[5:7, 2] = 2.0
    found = token_reading(
        PAIR,
        heads=np.array([1, 2, 3, 4, 5], np.float32),
        spans=spans,
        support=np.zeros(3, np.float32),
    )
    part = found.within(7, 15)
    assert part is not None
    assert ((7, 10), 2.0) == (part.span, part.marked)
    assert part.sure > -0.01
    assert [3, 4, 5] == found.polar.tolist()
    assert found.within(15, 15) is None
