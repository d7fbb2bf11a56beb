"""Settings are read once, from a mapping, and a mistake in them is named."""

from pathlib import Path

import pytest
from pydantic import ValidationError

from groundwire.errors import InputError
from groundwire.settings import PREFIX, Settings


def test_nothing_has_to_be_set() -> None:
    """An empty environment gives the defaults."""
    assert Settings.from_mapping({}) == Settings()


def test_every_setting_can_be_set() -> None:
    """Each field is read from GROUNDWIRE_ and its name in capitals."""
    values = {
        "index": "news",
        "encoder": "hashing",
        "model": "models/news",
        "cache": "kept",
        "threads": "3",
        "reader": "heuristic",
        "passage_tokens": "64",
        "top_k": "5",
        "max_claims": "2",
        "host": "127.0.0.2",
        "port": "9000",
        "concurrency": "4",
        "token": "**********",
        "token_file": "kept/token",
        "log_format": "text",
        "log_level": "debug",
        "log_questions": "True",
        "otlp_endpoint": "http://127.0.0.2:4318",
        "judge": "http://127.0.0.2/v1",
        "judge_model": "small",
        "judge_key": "**********",  # shown as such, whatever it is
    }
    assert set(values) == set(Settings.model_fields)
    settings = Settings.from_mapping({PREFIX + k.upper(): v for k, v in values.items()})
    assert {k: str(v) for k, v in settings.model_dump().items()} == values
    assert settings.index == Path("news")


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
