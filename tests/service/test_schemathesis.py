"""What schemathesis makes of the description: requests that fit it, that do not, and sequences."""

import re
import subprocess
import sys
from pathlib import Path

from serving import Samples, running

from groundwire.index.check import check_index

CONFIG = Path(__file__).with_name("schemathesis.toml")
TOKEN = "tern-7"  # noqa: S105  made up
SEED = "7"
EXAMPLES = "2"  # of each operation in each phase; 200 were tried by hand (docs/reliability.md)
LEAST = 400  # cases: fewer would mean that routes were left out


def test_schemathesis_finds_nothing(samples: Samples, tmp_path: Path) -> None:
    """Every response has a status, a type, headers and a body that the description tells of;
    nothing is a fault of ours, and the index is whole afterwards."""
    world = samples.copied(tmp_path)
    served = world.served(token=TOKEN)
    operations = sum(map(len, served.app.openapi()["paths"].values()))
    with running(served.app) as url:
        command = [
            sys.executable, "-m", "schemathesis.cli", "--config-file", str(CONFIG),
            "run", f"{url}/openapi.json", "--header", f"Authorization: Bearer {TOKEN}",
            "--checks", "all", "--max-examples", EXAMPLES, "--seed", SEED, "--no-color",
        ]  # fmt: skip
        done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stdout[-8_000:]
    generated = re.search(r"(\d+) generated", done.stdout)
    assert generated
    assert int(generated[1]) >= LEAST
    assert f"Tested: {operations}\n" in done.stdout
    assert not [line for line in served.log() if line["event"] == "unexpected"]
    assert check_index(world.settings.index).exit_code == 0
