"""The judge's replies on the disk: the same call is paid for once, and only the same call."""

from pathlib import Path

import pytest

from groundwire.errors import InputError
from groundwire.evaluation.judge.cache import JudgeCache, call_key

ASKED = [{"role": "user", "content": "Is it so?"}]


@pytest.fixture
def cache(tmp_path: Path) -> JudgeCache:
    """An empty one, in a folder that is not there yet."""
    return JudgeCache(tmp_path / "new" / "judge")


def files(folder: Path) -> list[Path]:
    """What lies in the cache."""
    return [path for path in sorted(folder.rglob("*")) if path.is_file()]


def test_what_was_kept_is_found(cache: JudgeCache, tmp_path: Path) -> None:
    """A reply comes back as it was said, also to another process."""
    key = call_key("small", ASKED, {"temperature": 0}, 0)
    assert cache.get(key) is None
    cache.put(key, "yes {é}")
    assert JudgeCache(tmp_path / "new" / "judge").get(key) == "yes {é}"


@pytest.mark.parametrize(
    "other",
    [
        call_key("large", ASKED, {"temperature": 0}, 0),
        call_key("small", [{"role": "user", "content": "Is it so? "}], {"temperature": 0}, 0),
        call_key("small", ASKED, {"temperature": 1}, 0),
        call_key("small", ASKED, {"temperature": 0}, 1),
    ],
    ids=["model", "prompt", "parameters", "repetition"],
)
def test_another_call_is_another_entry(other: str) -> None:
    """The key names the model, the prompt, the parameters and the repetition."""
    assert call_key("small", ASKED, {"temperature": 0}, 0) != other


@pytest.mark.parametrize(
    "damage",
    [b"", b'{"reply": "yes"', b"[1]", b'{"reply": "no", "sha256": "00"}', b"\xff", b'{"reply": 1}'],
)
def test_a_damaged_entry_is_a_miss(cache: JudgeCache, tmp_path: Path, damage: bytes) -> None:
    """What is not whole is asked again, and then kept again."""
    cache.put("ab12", "yes")
    (entry,) = files(tmp_path)
    entry.write_bytes(damage)
    assert cache.get("ab12") is None
    cache.put("ab12", "yes")
    assert cache.get("ab12") == "yes"


def test_a_kill_leaves_no_half_entry(
    cache: JudgeCache, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A reply is under its name only when it is whole."""

    def killed(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(Path, "replace", killed)
        with pytest.raises(KeyboardInterrupt):
            cache.put("ab12", "yes")
    assert [path.suffix for path in files(tmp_path)] == [".new"]
    assert cache.get("ab12") is None
    cache.put("ab12", "yes")
    assert cache.get("ab12") == "yes"


def test_a_folder_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    """A reply that was paid for and cannot be kept is said at once."""
    (tmp_path / "judge").write_text("a file", "utf-8")
    with pytest.raises(InputError, match="judge: a judge's reply cannot be kept there"):
        JudgeCache(tmp_path / "judge").put("ab12", "yes")
