"""Whatever cuts a change of the index off: the old index is there, or the new one, never a mix."""

import shutil
import subprocess
import sys

import pytest
from forks import ENVIRONMENT, Forks
from sweeps import killed, killed_in_calls, power_lost, refused
from world import Change, held, scratch, write_story

from groundwire.errors import IndexLockedError
from groundwire.index.failpoints import NAMES

needs_strace = pytest.mark.skipif(not shutil.which("strace"), reason="strace is not installed")
STEP = 40  # of the system calls every fortieth here; bench/faults.py fails each of them
MENDED = 32  # of the kills after every thirty-second here the change is made again


@pytest.mark.parametrize("name", ["first", "add", "remove"])
def test_power_loss_at_any_moment(changes: dict[str, Change], name: str) -> None:
    """In every state that the disk may be in, the old or the new generation is whole."""
    swept = power_lost(changes[name])
    assert [] == swept.lost
    assert swept.ended > 7  # operations recorded
    assert swept.trials > 15


@pytest.mark.parametrize("name", ["first", "add"])
def test_kill_at_every_failpoint(changes: dict[str, Change], forks: Forks, name: str) -> None:
    """``kill -9`` at each leaves one whole generation, and the next run cleans up."""
    swept = killed(changes[name], forks, mend_every=MENDED)
    assert [] == swept.lost
    assert swept.trials > 100


@needs_strace
@pytest.mark.parametrize("name", ["build", "add"])
def test_disk_that_refuses(changes: dict[str, Change], forks: Forks, name: str) -> None:
    """A full disk, an input/output error and a failed sync end in a message or in success."""
    swept = refused(changes[name], forks, step=STEP)
    assert [] == swept.lost
    assert swept.ended > 5


@needs_strace
def test_kill_within_a_system_call(changes: dict[str, Change], forks: Forks) -> None:
    """Also between two steps that have no name."""
    swept = killed_in_calls(changes["build"], forks, step=STEP)
    assert [] == swept.lost
    assert swept.ended > 5


def test_failpoints_are_listed(forks: Forks) -> None:
    """A hidden command names every failpoint, so that a sweep misses none."""
    assert list(NAMES) == forks.run(["failpoints"]).said.splitlines()
    assert "failpoints" not in forks.run(["--help"]).said


def test_unknown_failpoint_is_refused(forks: Forks) -> None:
    """A misspelt failpoint would be a sweep of nothing."""
    ended = forks.run(["failpoints"], FAILPOINT="wriet:1")
    assert 2 == ended.code
    assert "wriet" in ended.said


def test_two_writers(changes: dict[str, Change]) -> None:
    """Of writers at the same time each is done or told who writes, and what is done is there."""
    change = changes["add"]
    with scratch() as place:
        index = change.begin(place)
        stories = [
            write_story(place / "new", f"story{number}.md", f"The {number} ferries sailed today.")
            for number in range(6)
        ]
        program = (sys.executable, "-m", "groundwire", "add", "--index", str(index))
        writers = [
            subprocess.Popen([*program, str(path)], env=ENVIRONMENT, stderr=subprocess.PIPE)
            for path in stories
        ]
        said = [writer.communicate()[1].decode() for writer in writers]
        done = {path for path, each in zip(stories, writers, strict=True) if not each.returncode}
        for writer, words in zip(writers, said, strict=True):
            assert writer.returncode in (0, IndexLockedError.exit_code)
            assert writer.returncode == 0 or "is writing this index" in words
        paths = {article.path for article in held(index)[1]}
        assert {str(path) for path in done} == paths & {str(path) for path in stories}
        assert done
