"""Settings of a file and of --set, as the commands take them, and the command that shows them."""

from pathlib import Path
from types import SimpleNamespace
from typing import Any

from command_line import Groundwire

from groundwire.cli.options import passed_on


def test_what_holds_is_shown_with_where_it_is_from(groundwire: Groundwire, tmp_path: Path) -> None:
    """`settings` prints every value and its place; as JSON, by name."""
    (tmp_path / "groundwire.toml").write_text('port = 9000\njudge_key = "sesame"\n')
    ran = groundwire("settings", "--json", "--index", "ix", "--set", "top_k=3")
    assert ran.json["file"] == "groundwire.toml"
    settings = ran.json["settings"]
    assert settings["port"] == {"value": 9000, "from": "groundwire.toml, line 1"}
    assert settings["encoder"] == {"value": "hashing", "from": "GROUNDWIRE_ENCODER"}
    assert settings["index"] == {"value": "ix", "from": "--index"}
    assert settings["top_k"] == {"value": 3, "from": "--set top_k"}
    assert settings["max_claims"] == {"value": 4, "from": "default"}
    assert settings["judge_key"] == {"value": "**********", "from": "groundwire.toml, line 2"}
    text = groundwire("settings").out
    assert "groundwire.toml, line 1" in text
    assert "sesame" not in text


def test_every_command_takes_the_settings_of_a_file(
    groundwire: Groundwire, corpus: Path, tmp_path: Path
) -> None:
    """What a file names is where build writes and search looks, and --set wins over it."""
    (tmp_path / "news.toml").write_text('index = "news"\n')
    assert groundwire("build", "--config", "news.toml").code == 0
    assert (tmp_path / "news" / "CURRENT").is_file()
    found = groundwire("search", "bridge", "--json", GROUNDWIRE_CONFIG="news.toml")
    assert found.json["hits"]
    assert groundwire("search", "bridge", "--config", "news.toml", "--set", "index=no").code == 4


def test_options_of_settings_are_passed_on() -> None:
    """What `serve` starts, to watch or to answer, is told the same settings."""
    context: Any = SimpleNamespace(params={"config": Path("a.toml"), "pairs": ["top_k=3"]})
    assert passed_on(context) == ["--config", "a.toml", "--set=top_k=3"]
    context.params = {"config": None, "pairs": None}
    assert passed_on(context) == []


def test_a_file_that_cannot_be_used_is_one_line(groundwire: Groundwire, tmp_path: Path) -> None:
    """Exit code 2, nothing on standard output, and a line with file, line and name."""
    (tmp_path / "groundwire.toml").write_text("prot = 9000\n")
    ran = groundwire("info")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith("groundwire: groundwire.toml, line 1, prot: ")
    assert groundwire("info", "--config", "none.toml").code == 2
