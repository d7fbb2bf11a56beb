"""What the disk, a killed process or another writer can do to an index, and what happens then."""

import logging
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from stories import PASSAGE_TOKENS, Build, write_story

from groundwire.errors import (
    GroundwireError,
    IndexCorruptError,
    IndexIncompatibleError,
    IndexLockedError,
    IndexMissingError,
)
from groundwire.index import manifest
from groundwire.index.build import add, build
from groundwire.index.durable import LOCK, writer_lock
from groundwire.index.encoder import HashingEncoder
from groundwire.index.generation import check_index, open_index

SMALL_DISK_BYTES = 512 * 1024


def truncate(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-1])


def zero(path: Path) -> None:
    path.write_bytes(bytes(path.stat().st_size))


def flip(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 4
    path.write_bytes(content)


def delete(path: Path) -> None:
    path.unlink()


def grow(path: Path) -> None:
    path.write_bytes(path.read_bytes() + b"\n")


DAMAGES = (truncate, zero, flip, delete, grow)


def files_of(folder: Path) -> list[str]:
    """Every file of an index but the lock, relative to it."""
    found = (path for path in folder.rglob("*") if path.is_file() and path.name != LOCK)
    return sorted(path.relative_to(folder).as_posix() for path in found)


def refused(write: Callable[[], object]) -> str | None:
    """What a build that failed says; None when it did not fail."""
    try:
        write()
    except GroundwireError as error:
        return str(error)
    return None


@pytest.mark.parametrize("damage", DAMAGES, ids=lambda damage: damage.__name__)
def test_damage_to_any_file_is_found_and_named(
    make: Build, folder: Path, encoder: HashingEncoder, damage: Callable[[Path], None]
) -> None:
    """Each file of an index, cut, zeroed, changed, gone or grown, is found before it is parsed."""
    make()
    names = files_of(folder)
    assert 24 == len(names)  # CURRENT, the manifest, the segment's twenty-one and their list
    for name in names:
        path = folder / name
        whole = path.read_bytes()
        damage(path)
        if len(whole) and path.exists() and path.read_bytes() == whole:
            continue  # zeros that were zeros before
        missing = name == manifest.CURRENT and damage is delete
        with pytest.raises(IndexMissingError if missing else IndexCorruptError) as raised:
            open_index(folder, encoder=encoder)
        assert missing or str(path) in str(raised.value)
        assert "groundwire build" in str(raised.value)
        report = check_index(folder)
        assert ("missing" if missing else "corrupt") == report.status
        assert raised.value.exit_code == report.exit_code
        path.write_bytes(whole)
    assert "ok" == check_index(folder).status


def test_file_of_another_generation_is_found(
    make: Build, corpus: Path, folder: Path, encoder: HashingEncoder
) -> None:
    """A good file of the generation before, put in place of the current one's, is found."""
    make()
    (first,) = (folder / manifest.SEGMENTS).iterdir()
    write_story(corpus, "storm.md", "A storm closed the port.")
    make()
    (second,) = [path for path in (folder / manifest.SEGMENTS).iterdir() if path != first]
    for name in [path.name for path in second.iterdir()]:
        whole = (second / name).read_bytes()
        (second / name).write_bytes((first / name).read_bytes())
        if (second / name).read_bytes() != whole:
            assert "degraded" == check_index(folder).status
            (problem,) = check_index(folder).problems
            assert str(second / name) in problem
        (second / name).write_bytes(whole)


def test_generation_before_is_served_when_the_current_is_damaged(
    make: Build,
    corpus: Path,
    folder: Path,
    encoder: HashingEncoder,
    caplog: pytest.LogCaptureFixture,
) -> None:
    """Damage to the current generation is told, and the good one before it answers."""
    before = make().generation
    (kept,) = (folder / manifest.SEGMENTS).iterdir()
    write_story(corpus, "storm.md", "A storm closed the port.")
    after = make().generation
    (damaged,) = [path for path in (folder / manifest.SEGMENTS).iterdir() if path != kept]
    flip(damaged / "vectors.npy")
    with caplog.at_level(logging.WARNING):
        assert before == open_index(folder, encoder=encoder).generation
    assert "vectors.npy" in caplog.text
    report = check_index(folder)
    assert ("degraded", before, 1) == (report.status, report.generation, report.exit_code)
    assert after == make().generation  # the repair
    assert after == open_index(folder, encoder=encoder).generation
    assert "ok" == check_index(folder).status


def test_adding_to_a_damaged_index_is_refused(
    make: Build, corpus: Path, folder: Path, encoder: HashingEncoder
) -> None:
    """Adding to what cannot be read would lose it."""
    make()
    (segment,) = (folder / manifest.SEGMENTS).iterdir()
    flip(segment / "articles.txt")
    with pytest.raises(IndexCorruptError, match=r"articles\.txt"):
        add([corpus], folder=folder, encoder=encoder, passage_tokens=PASSAGE_TOKENS)


def test_missing_index_says_how_to_make_one(folder: Path, encoder: HashingEncoder) -> None:
    """No folder, an empty one and a file in its place are all no index yet."""
    with pytest.raises(IndexMissingError, match="groundwire build"):
        open_index(folder, encoder=encoder)
    folder.mkdir()
    with pytest.raises(IndexMissingError, match=str(folder)):
        open_index(folder, encoder=encoder)
    report = check_index(folder)
    assert ("missing", IndexMissingError.exit_code) == (report.status, report.exit_code)


def test_another_encoder_is_refused(make: Build, folder: Path) -> None:
    """An index is only asked with the encoder that made it; both are named."""
    make()
    with pytest.raises(IndexIncompatibleError, match=r"256 dimensions.*64"):
        open_index(folder, encoder=HashingEncoder(64))


def test_build_with_another_encoder_starts_afresh(make: Build, corpus: Path, folder: Path) -> None:
    """Vectors of two encoders are never mixed."""
    make()
    other = HashingEncoder(64)
    build([corpus], folder=folder, encoder=other, passage_tokens=PASSAGE_TOKENS)
    assert 64 == open_index(folder, encoder=other).vectors.dimension
    assert "ok" == check_index(folder).status


def test_another_format_is_refused(
    make: Build, folder: Path, encoder: HashingEncoder, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An index of a later format is refused with what to do, and not called damaged."""
    make()
    monkeypatch.setattr(manifest, "FORMAT", manifest.FORMAT + 1)
    with pytest.raises(IndexIncompatibleError, match="groundwire build"):
        open_index(folder, encoder=encoder)
    report = check_index(folder)
    assert ("incompatible", 6) == (report.status, report.exit_code)


def test_files_that_do_not_fit_together_are_found(make: Build, folder: Path) -> None:
    """Whole files that contradict each other are not ok: the check looks at what they say."""
    make()
    name = manifest.read_pointer(folder).current
    written = manifest.read_manifest(folder, name)
    lie = manifest.Manifest.from_json(
        written.to_json().replace(written.corpus.encode(), b"0" * 64, 1)
    )
    manifest.write_pointer(folder, manifest.Pointer(manifest.write_manifest(folder, lie)))
    report = check_index(folder)
    assert "corrupt" == report.status
    assert any("corpus" in problem for problem in report.problems)


def test_second_writer_is_told_who_writes(make: Build, folder: Path) -> None:
    """While one process writes another is refused; the message names the first."""
    with writer_lock(folder), pytest.raises(IndexLockedError, match=str(os.getpid())):
        make()
    assert 3 == make().articles


def test_lock_of_a_dead_writer_does_not_stay(make: Build, folder: Path) -> None:
    """The lock is the process's, not the file's."""
    folder.mkdir()
    (folder / LOCK).write_text("999999")
    assert 3 == make().articles


@pytest.fixture
def slow_build(folder: Path, corpus: Path) -> Iterator[Callable[[str], subprocess.Popen[str]]]:
    """Starts a build that says when it comes to a step and then stays there."""
    started: list[subprocess.Popen[str]] = []

    def start(stage: str) -> subprocess.Popen[str]:
        program = f"""
import time
from pathlib import Path
from groundwire.index.build import build
from groundwire.index.encoder import HashingEncoder
def wait(stage, done, total):
    if (stage, done) == ({stage!r}, total):
        print("there", flush=True)
        time.sleep(60)
build([Path({str(corpus)!r})], folder=Path({str(folder)!r}), encoder=HashingEncoder(),
      passage_tokens={PASSAGE_TOKENS}, progress=wait)
"""
        process = subprocess.Popen(
            [sys.executable, "-c", program], stdout=subprocess.PIPE, text=True
        )
        started.append(process)
        assert process.stdout
        assert "there" == process.stdout.readline().strip()
        return process

    yield start
    for process in started:
        process.kill()
        process.communicate()


@pytest.mark.parametrize("stage", ["clean", "embed", "write", "swap"])
def test_killed_build_leaves_one_whole_generation(
    make: Build,
    corpus: Path,
    folder: Path,
    slow_build: Callable[[str], subprocess.Popen[str]],
    stage: str,
) -> None:
    """``kill -9`` at a step leaves the old generation, after the swap the new one, and the next
    build cleans up."""
    before = make().generation
    write_story(corpus, "storm.md", "A storm closed the port.")
    process = slow_build(stage)
    process.send_signal(signal.SIGKILL)
    process.wait()
    opened = open_index(folder, encoder=HashingEncoder()).generation
    assert (before == opened) == (stage != "swap")
    assert "ok" == check_index(folder).status
    assert 4 == make().articles
    assert 2 == len(list((folder / manifest.SEGMENTS).iterdir()))
    assert 2 == len(list((folder / manifest.GENERATIONS).iterdir()))


def test_first_build_that_is_killed_leaves_no_index(
    folder: Path, slow_build: Callable[[str], subprocess.Popen[str]]
) -> None:
    """Before the first swap there is no index, and no half of one."""
    process = slow_build("write")
    process.kill()
    process.wait()
    assert "missing" == check_index(folder).status


def test_running_writer_keeps_another_process_out(
    make: Build, folder: Path, slow_build: Callable[[str], subprocess.Popen[str]]
) -> None:
    """The lock holds between processes, and ends with the one that held it."""
    process = slow_build("clean")
    with pytest.raises(IndexLockedError, match=str(process.pid)):
        make()
    process.kill()
    process.wait()
    assert 3 == make().articles


@pytest.mark.parametrize("call", ["fsync", "replace"])
def test_failing_disk_leaves_the_index(
    make: Build,
    corpus: Path,
    folder: Path,
    monkeypatch: pytest.MonkeyPatch,
    call: str,
) -> None:
    """Whichever write to the disk fails, the build says so once and the old index is served."""
    before = make().generation
    write_story(corpus, "storm.md", "A storm closed the port.")
    owner = os if call == "fsync" else Path
    real = getattr(owner, call)
    for allowed in range(100):
        left = allowed

        def failing(*arguments: object) -> object:
            nonlocal left
            left -= 1
            if left < 0:
                raise OSError(5, "Input/output error")
            return real(*arguments)

        monkeypatch.setattr(owner, call, failing)
        message = refused(make)
        monkeypatch.setattr(owner, call, real)
        if message is None:
            break
        assert "Input/output error" in message
        # Once CURRENT is replaced only the durability of its name is open: either is whole.
        index = open_index(folder, encoder=HashingEncoder())
        if index.generation != before:
            assert 4 == len(index.article_ids)
            return
    assert allowed > 10


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system with hardly any room."""
    place = tmp_path / "small"
    place.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", f"size={SMALL_DISK_BYTES}", "none", str(place)]
    if os.geteuid() or subprocess.run(command, capture_output=True, check=False).returncode:
        pytest.skip("needs root and the right to mount a tmpfs")
    yield place
    subprocess.run(["umount", "-l", str(place)], check=True)


def test_full_disk_leaves_the_index(
    corpus: Path, small_disk: Path, encoder: HashingEncoder
) -> None:
    """A build that finds no room says so and the index answers as before; with room it goes on."""
    folder = small_disk / "index"
    options = {"folder": folder, "encoder": encoder, "passage_tokens": PASSAGE_TOKENS}
    before = build([corpus], **options).generation
    ballast = small_disk / "ballast"
    long = " ".join(f"Sentence {number} of a long report." for number in range(100))
    write_story(corpus, "storm.md", long)
    free = os.statvfs(small_disk).f_bavail * os.statvfs(small_disk).f_frsize
    failed = 0
    for room in range(0, free, 8192):
        ballast.write_bytes(bytes(free - room))
        message = refused(lambda: build([corpus], **options))
        ballast.unlink()
        if message is None:
            break
        failed += 1
        assert "No space left" in message
        assert before == open_index(folder, encoder=encoder).generation
        assert "ok" == check_index(folder).status
    assert failed > 3
    assert before != open_index(folder, encoder=encoder).generation


def test_opening_while_another_swaps_never_fails(
    make: Build, corpus: Path, folder: Path, encoder: HashingEncoder
) -> None:
    """Readers open the index again and again while a writer swaps: each gets a whole one."""
    make()
    program = f"""
import sys, time
from pathlib import Path
from groundwire.index.generation import open_index
from groundwire.index.encoder import HashingEncoder
opened = set()
print("there", flush=True)
while not Path({str(folder)!r}, "stop").exists():
    index = open_index(Path({str(folder)!r}), encoder=HashingEncoder())
    opened.add((index.generation, index.article(0).text[:1]))
print(len(opened))
"""
    reader = subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE, text=True)
    assert reader.stdout
    reader.stdout.readline()
    for number in range(25):
        write_story(corpus, "comet.md", f"Version {number} of the comet's story.")
        make()
        time.sleep(0.01)
    (folder / "stop").touch()
    output, _ = reader.communicate(timeout=30)
    assert 0 == reader.returncode
    assert int(output) > 1
