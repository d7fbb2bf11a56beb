"""Words that say why."""

import pytest

from groundwire.language.causes import gives_reason


@pytest.mark.parametrize(
    "text",
    [
        "It shut because of rust.",
        "It shut amid fears of rust.",
        "It shut, as cables rust.",
        "The main reason is rust.",
        "Rust led to the closure.",
    ],
)
def test_a_reason(text: str) -> None:
    """By the words that mark one."""
    assert gives_reason(text)


@pytest.mark.parametrize(
    "text", ["It shut on Monday.", "They shut it by hand.", "Two ferries ran."]
)
def test_no_reason(text: str) -> None:
    """A time or a means is none."""
    assert not gives_reason(text)
