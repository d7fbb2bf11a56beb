"""The child process that parses: its limits, its deaths, and the file after them."""

import os
import resource
import signal
import subprocess
import time
from pathlib import Path
from threading import Timer

import pytest

from groundwire.corpus.read.extract import Extractor, Limits
from groundwire.errors import ArticleError
from news_site import STORY, page
from patience import PATIENCE_S

# 20,000 open elements inside each other: seconds of a parser's time within the bounds of `pages`.
SLOW = page(
    body="<div>" * 200 + "".join(f"<p>{STORY}<b>{n}</b></p>" for n in range(8_000))
).encode()


def reason(extractor: Extractor, data: bytes = SLOW) -> str:
    with pytest.raises(ArticleError) as error:
        extractor.article("page", data, path="a.html")
    return str(error.value)


def child(extractor: Extractor) -> "subprocess.Popen[bytes]":
    running = extractor._child
    assert running
    return running


def test_a_thousand_open_files_are_no_obstacle() -> None:
    """A service may have more connections open than select() can name."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (max(soft, min(1_500, hard)), hard))
    files = [os.open(os.devnull, os.O_RDONLY) for _ in range(1_100)]
    try:
        with Extractor() as extractor:
            extractor.article("page", page().encode(), path="a.html")
    finally:
        for file in files:
            os.close(file)
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))


def test_one_child_serves_many_files() -> None:
    """It is started when it is first needed, used again, and ended with its extractor."""
    with Extractor() as extractor:
        assert extractor._child is None
        extractor.article("page", page().encode(), path="a.html")
        first = child(extractor)
        assert extractor.article("page", page().encode(), path="b.html").path == "b.html"
        assert child(extractor) is first
    assert first.poll() is not None


@pytest.mark.parametrize(
    ("limits", "why"),
    [
        (Limits(seconds=0.5), "took longer than 0.5 s"),
        (Limits(cpu_seconds=0), "s of CPU"),
        (Limits(memory_bytes=150_000_000), "memory|crashed"),
    ],
)
def test_a_file_that_costs_too_much_is_a_failure(limits: Limits, why: str) -> None:
    """By the clock, by the CPU or by memory; the reason says which, and what to do."""
    with Extractor(limits) as extractor:
        said = reason(extractor)
    assert any(word in said for word in why.split("|")), said
    assert "save the text alone" in said


def test_a_crash_is_the_failure_of_one_file() -> None:
    """A child that dies over a file, of whatever cause, is replaced for the next one."""
    with Extractor() as extractor:
        extractor.article("page", page().encode(), path="a.html")
        killer = Timer(0.3, os.kill, (child(extractor).pid, signal.SIGSEGV))
        killer.start()
        assert "crashed on it (SIGSEGV)" in reason(extractor)
        assert extractor.article("page", page().encode(), path="a.html").text


def test_a_death_between_two_files_is_the_fault_of_neither() -> None:
    """A child that something else has ended is replaced, and the next file is read."""
    with Extractor() as extractor:
        extractor.article("page", page().encode(), path="a.html")
        child(extractor).kill()
        child(extractor).wait()
        assert extractor.article("page", page().encode(), path="a.html").text


def test_the_child_ends_when_its_parent_is_gone() -> None:
    """The parent's end of the pipe closes with it, however it dies."""
    extractor = Extractor()
    extractor.article("page", page().encode(), path="a.html")
    orphan = child(extractor)
    assert orphan.stdin
    orphan.stdin.close()
    assert orphan.wait(timeout=PATIENCE_S) == 0
    extractor._child = None
    assert orphan.stdout
    orphan.stdout.close()


def test_no_module_of_the_working_folder_is_loaded(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A folder of articles may hold files named as modules are."""
    monkeypatch.chdir(tmp_path)
    for name in ("json.py", "trafilatura.py", "groundwire.py"):
        (tmp_path / name).write_text("raise SystemExit('loaded')")
    with Extractor() as extractor:
        assert extractor.article("page", page().encode(), path="a.html").text


def test_an_unknown_error_has_its_name() -> None:
    """Whatever a parser trips over is one file's reason."""
    with Extractor() as extractor, pytest.raises(ArticleError, match="cannot be parsed"):
        extractor.article("no such job", b"x", path="a")


def test_many_files_are_parsed_quickly() -> None:
    """The pipes cost next to nothing beside the parsing."""
    data = page(story=STORY * 20).encode()
    with Extractor() as extractor:
        extractor.article("page", data, path="a")
        process, before, ours = child(extractor).pid, cpu_of(extractor), time.process_time()
        for _ in range(20):
            extractor.article("page", data, path="a")
        ours = time.process_time() - ours
        assert process == child(extractor).pid  # one child for all of them
        assert ours < 0.5 * (cpu_of(extractor) - before)


def cpu_of(extractor: Extractor) -> float:
    """The CPU time of the child so far, in seconds."""
    fields = Path(f"/proc/{child(extractor).pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
