"""Options, the environment, a file and the defaults: which one wins, and what is told of it."""

from pathlib import Path

import pytest

from groundwire.errors import InputError
from groundwire.settings import Settings
from groundwire.settings_sources import DEFAULT, Chosen, Options, choose


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty working directory."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def chosen(text: str, environment: dict[str, str] | None = None, **options: object) -> Chosen:
    """What holds with this text in groundwire.toml, in the working directory."""
    Path("groundwire.toml").write_text(text, encoding="utf-8")
    return choose(environment or {}, Options(**options))  # type: ignore[arg-type]


def refused(text: str, environment: dict[str, str] | None = None, **options: object) -> str:
    """The message with which that is refused."""
    with pytest.raises(InputError) as error:
        chosen(text, environment, **options)
    return str(error.value)


def test_without_anything_the_defaults_hold(here: Path) -> None:
    """No option, variable or file: the defaults, and each says that it is one."""
    found = choose({})
    assert found == Chosen(Settings(), dict.fromkeys(Settings.model_fields, DEFAULT), None)


def test_the_first_place_wins(here: Path) -> None:
    """An option of its own wins over --set, that over the environment, that over the file."""
    text = "top_k = 2\nmax_claims = 2\nport = 2\nthreads = 2"
    names = ("MAX_CLAIMS", "PORT", "THREADS")
    environment = {f"GROUNDWIRE_{name}": "3" for name in names}
    found = chosen(text, environment, pairs=["port=4", "threads=4"], given={"threads": 5})
    values = found.settings
    assert (values.top_k, values.max_claims, values.port, values.threads) == (2, 3, 4, 5)
    assert {name: found.origins[name] for name in ("top_k", "max_claims", "port", "threads")} == {
        "top_k": "groundwire.toml, line 1, top_k",
        "max_claims": "GROUNDWIRE_MAX_CLAIMS",
        "port": "--set port",
        "threads": "--threads",
    }


def test_a_file_can_be_named(here: Path) -> None:
    """--config wins over GROUNDWIRE_CONFIG, and that over the file in the working directory."""
    for name, port in (("a.toml", 1), ("b.toml", 2), ("groundwire.toml", 3)):
        Path(name).write_text(f"port = {port}", encoding="utf-8")
    named = {"GROUNDWIRE_CONFIG": "b.toml"}
    assert choose(named, Options(file=Path("a.toml"))).settings.port == 1
    assert choose(named).settings.port == 2
    assert choose({}).settings.port == 3


def test_paths_of_a_file_start_where_it_lies(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A relative path is relative to the file, ~ is the home; a name of a model is no path."""
    monkeypatch.setenv("HOME", "/home/someone")
    Path("etc").mkdir()
    file = Path("etc/news.toml")
    file.write_text('index = "ix"\ncache = "~/kept"\nmodel = "org/model"', encoding="utf-8")
    found = choose({}, Options(file=file)).settings
    assert Path("etc/ix") == found.index
    assert Path("/home/someone/kept") == found.cache
    assert found.model == "org/model"
    file.write_text('index = "/srv/ix"\nmodel = "./weights"', encoding="utf-8")
    found = choose({}, Options(file=file)).settings
    assert (found.index, found.model) == (Path("/srv/ix"), "etc/weights")


def test_a_mistake_in_the_file_is_told_with_its_line(here: Path) -> None:
    """File, line and name, what is there, and what is taken."""
    see = "docs/configuration.md lists every setting."
    assert refused("# here\n\n  prot = 9000") == (
        f"groundwire.toml, line 3, prot: there is no such setting; is port meant? {see}"
    )
    assert refused('top_k = 5\n"port" = "web"') == (
        "groundwire.toml, line 2, port: 'web' cannot be used. It takes a number from 0 to 65535. "
        + see
    )
    assert refused("port = true").startswith("groundwire.toml, line 1, port: true cannot be used.")
    assert refused("[service]\nport = 1").startswith(
        "groundwire.toml, line 1, service: [service] is a table."
    )
    assert refused("port 9000").startswith("groundwire.toml is not TOML: Expected '=' after a key")
    assert "Cannot overwrite a value" in refused("port = 1\nport = 2")


def test_a_mistake_that_is_overridden_is_told_too(here: Path) -> None:
    """A value that cannot be used is wrong, though another place has one that can."""
    assert "GROUNDWIRE_PORT: 'web'" in refused("", {"GROUNDWIRE_PORT": "web"}, given={"port": 1})
    assert "line 1, port: 70000" in refused("port = 70000", {"GROUNDWIRE_PORT": "1"})


@pytest.mark.parametrize(
    ("make", "says"),
    [
        (lambda path: None, "cannot be read: No such file"),
        (lambda path: path.mkdir(), "cannot be read: Is a directory"),
        (lambda path: path.write_bytes(b"\xff\xfe"), "not UTF-8"),
        (lambda path: path.write_bytes(b"#" * 1_000_001), "larger than 1,000,000 bytes"),
        (lambda path: path.write_bytes(b"port = 1\x00"), "not TOML"),
    ],
)
def test_a_file_that_cannot_be_read_is_named(here: Path, make: object, says: str) -> None:
    """Missing, a folder, not text, far too large: one line that names it."""
    make(Path("x.toml"))  # type: ignore[operator]
    with pytest.raises(InputError, match=rf"x\.toml.*{says}"):
        choose({}, Options(file=Path("x.toml")))


def test_a_file_may_be_empty_or_open_with_a_mark(here: Path) -> None:
    """No line, only comments, or a byte order mark before the first line."""
    assert chosen("").settings == Settings()
    assert chosen("# nothing yet\n").settings == Settings()
    assert chosen("\ufeffport = 1").settings.port == 1


def test_pairs_are_name_and_value(here: Path) -> None:
    """--set wants NAME=VALUE and a setting there is; a value may hold what it likes."""
    assert "NAME=VALUE" in refused("", pairs=["port"])
    assert "--set prot: there is no such setting" in refused("", pairs=["prot=1"])
    assert "--set port: 'x' cannot be used" in refused("", pairs=["port=x"])
    assert chosen("", pairs=["judge_model=a=b"]).settings.judge_model == "a=b"


def test_a_secret_is_never_repeated(here: Path) -> None:
    """Neither an error nor the settings themselves show one, and no option takes one."""
    secrets = [
        refused("judge_key = 4711"),
        refused("", pairs=["judge_key=4711"]),
        str(chosen('judge_key = "4711"')),
    ]
    assert not any("4711" in text for text in secrets)
    assert "GROUNDWIRE_JUDGE_KEY" in secrets[1]
