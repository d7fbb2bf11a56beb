"""docs/api.md: its examples run as they stand."""

import json
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from serving import make, running

from groundwire.index.build import build
from groundwire.settings import Settings
from groundwire.wiring import make_answerer, make_encoder

ROOT = Path(__file__).resolve().parents[2]
EXAMPLES = re.findall(
    r"^```sh\n(.*?)^```", (ROOT / "docs" / "api.md").read_text("utf-8"), re.MULTILINE | re.DOTALL
)


@pytest.fixture(scope="module")
def url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A service over the sample articles, as ``make run`` starts it, on a free port."""
    if not shutil.which("curl"):
        pytest.skip("curl is not installed")
    settings = Settings(index=tmp_path_factory.mktemp("samples") / "index", encoder="hashing")
    encoder = make_encoder(settings)
    build([ROOT / "corpus"], folder=settings.index, encoder=encoder, passage_tokens=128)
    with running(make(make_answerer(settings)).app) as where:
        yield where


@pytest.mark.parametrize("example", EXAMPLES)
def test_an_example_works_when_pasted(url: str, example: str) -> None:
    """Each shell example runs and prints something that is no error."""
    command = example.replace("http://127.0.0.1:8080", url).replace("curl ", "curl --fail ")
    done = subprocess.run(
        ["bash", "-euo", "pipefail", "-c", command], capture_output=True, text=True, timeout=30
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout
    assert "event: error" not in done.stdout


def test_the_examples_of_chat_are_answered(url: str) -> None:
    """The first question of the page has an answer in the sample articles."""
    command = EXAMPLES[0].replace("http://127.0.0.1:8080", url)
    done = subprocess.run(["bash", "-c", command], capture_output=True, text=True, timeout=30)
    answer = json.loads(done.stdout)
    assert answer["status"] == "answered"
    assert "21 July" in answer["text"]
