"""``groundwire serve --workers``: one address, several processes, one end."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import httpx2

GROUNDWIRE = [sys.executable, "-m", "groundwire"]


def test_several_processes_serve_as_one(tmp_path: Path) -> None:
    """Killing one of them costs no later question, and SIGTERM ends all with exit code 0."""
    (tmp_path / "ferry.txt").write_text("The Petrel ferry returns on Friday with forty cars.\n")
    index = ["--index", str(tmp_path / "index")]
    environment = {**os.environ, "GROUNDWIRE_ENCODER": "hashing"}
    subprocess.run(
        [*GROUNDWIRE, "build", *index, str(tmp_path / "ferry.txt")],
        env=environment, check=True, capture_output=True,
    )  # fmt: skip
    process = subprocess.Popen(
        [*GROUNDWIRE, "serve", *index, "--port", "0", "--workers", "2"],
        env=environment, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    try:
        assert process.stderr is not None
        url = next(line.split()[4] for line in process.stderr if "listening" in line)
        children = Path(f"/proc/{process.pid}/task/{process.pid}/children")
        before = children.read_text().split()
        assert len(before) == 2
        assert found(url) == ["ferry.txt"] * 8
        os.kill(int(before[0]), signal.SIGKILL)
        next(line for line in process.stderr if f"worker {before[0]} ended with -9" in line)
        assert found(url) == ["ferry.txt"] * 8
        process.terminate()
        process.stderr.read()
        assert process.wait(20) == 0
        assert not any(Path(f"/proc/{pid}").exists() for pid in before)
    finally:
        process.kill()
        process.communicate()


def found(url: str) -> list[str]:
    """The file of the first hit of eight searches, each on a connection of its own."""
    names = []
    for _ in range(8):
        hits = httpx2.get(f"{url}/search", params={"q": "When does the ferry return?"}).json()
        article = httpx2.get(f"{url}/articles/{hits['hits'][0]['article_id']}").json()
        names.append(Path(article["path"]).name)
    return names
