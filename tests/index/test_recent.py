"""The values that were used last."""

from groundwire.index.recent import Recent


def test_what_was_used_longest_ago_is_let_go() -> None:
    """Being asked for counts as use, and so does being kept again."""
    recent = Recent[int](3, size=lambda _: 1)
    recent.keep({"a": 1, "b": 2, "c": 3})
    assert {"a": 1} == recent.get(["a", "z"])
    recent.keep({"d": 4})
    assert {"a": 1, "c": 3, "d": 4} == recent.get(["a", "b", "c", "d"])


def test_more_than_fits_keeps_the_last() -> None:
    """However much comes at once."""
    recent = Recent[int](2, size=lambda _: 1)
    recent.keep({name: place for place, name in enumerate("abcdef")})
    assert {"e": 4, "f": 5} == recent.get(list("abcdef"))


def test_large_values_take_the_room_of_several() -> None:
    """What is let go makes its own room; one that is larger than all of it is not kept."""
    recent = Recent[str](5, size=len)
    recent.keep({"a": "xx", "b": "xx"})
    recent.keep({"b": "xx", "c": "xxx"})
    assert {"b", "c"} == set(recent.get(["a", "b", "c"]))
    recent.keep({"d": "xxxxxx"})
    assert {} == recent.get(["a", "b", "c", "d"])


def test_nothing_is_kept_where_nothing_may_be() -> None:
    """A limit of 0 turns it off."""
    recent = Recent[int](0, size=lambda _: 1)
    recent.keep({"a": 1})
    assert {} == recent.get(["a"])
