"""Settings are read once, from a mapping, and a mistake in them is named."""

from pathlib import Path
from typing import Literal, get_args, get_origin

import pytest
from pydantic import SecretStr, ValidationError

from groundwire.errors import InputError
from groundwire.settings import PREFIX, Settings, kind_of


def test_nothing_has_to_be_set() -> None:
    """An empty environment gives the defaults."""
    assert Settings.from_mapping({}) == Settings()


@pytest.mark.parametrize("name", sorted(Settings.model_fields))
def test_every_setting_can_be_set(name: str) -> None:
    """Each field is read from GROUNDWIRE_ and its name in capitals."""
    kind, default = kind_of(name), getattr(Settings(), name)
    if get_origin(kind) is Literal:
        written = next(choice for choice in get_args(kind) if choice != default)
    elif kind in (int, float):
        written = str(default + 1)
    else:
        written = {bool: "true", SecretStr: "sesame"}.get(kind, "https://post.example")
    settings = Settings.from_mapping({PREFIX + name.upper(): written})
    value = getattr(settings, name)
    assert value != default
    if kind is SecretStr:
        assert value.get_secret_value() == written
    elif kind is bool:
        assert value is True
    elif kind in (int, float, Path):
        assert value == kind(written)
    else:
        assert value in (written, (written,))


def test_other_variables_are_left_alone() -> None:
    """A variable without the prefix is not ours."""
    assert Settings.from_mapping({"PORT": "1", "HOME": "/", "groundwire_port": "1"}) == Settings()


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("PORT", "70000"),
        ("PORT", "web"),
        ("ENCODER", "magic"),
        ("PASSAGE_TOKENS", "0"),
        ("TOP_K", "-1"),
        ("CONCURRENCY", "0"),
        ("THREADS", ""),
    ],
)
def test_a_value_that_cannot_be_used_is_named(name: str, value: str) -> None:
    """The message names the variable and where settings are documented."""
    with pytest.raises(InputError, match=rf"^{PREFIX}{name}: .*docs/configuration\.md"):
        Settings.from_mapping({PREFIX + name: value})


def test_an_unknown_setting_is_named() -> None:
    """A misspelt setting is an error, not a silence."""
    with pytest.raises(InputError, match="GROUNDWIRE_PROT"):
        Settings.from_mapping({"GROUNDWIRE_PROT": "8080"})


def test_settings_do_not_change() -> None:
    """A setting cannot be assigned after it was read."""
    with pytest.raises(ValidationError):
        Settings().port = 1  # type: ignore[misc]
