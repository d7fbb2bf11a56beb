"""The torch model as an OpenVINO model, converted once and kept in the cache folder.

``openvino`` is imported here and nowhere else. torch and transformers are imported only to convert.
"""

import json
import logging
import os
import shutil
import sys
import warnings
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Lock
from typing import Any

import numpy as np
from numpy.typing import NDArray

from groundwire.errors import EncoderError
from groundwire.index.durable import digest_of, write_durably
from groundwire.index.weights import Model

RECIPE = 2  # raise it when the converted graph changes: older ones are then left alone
GRAPH = "model.xml"
CONSTANTS = "model.bin"
DIGESTS = "digests.json"
SMALL_MATRIX = 64  # rows; what is smaller (a head) stays as it is, being no work
_POOLINGS = ("pooling_mode_mean_tokens", "pooling_mode_cls_token")

log = logging.getLogger(__name__)
_FIRST_CALL = Lock()


def import_openvino() -> Any:
    """The OpenVINO library, without the usage reports that it sends when it is imported.

    Its Python package reports to Google Analytics unless ``openvino_telemetry`` is missing, in
    which case it falls back on a stub; so for this process it is missing.

    Raises:
        EncoderError: it is not installed.
    """
    sys.modules.setdefault("openvino_telemetry", None)  # type: ignore[arg-type]
    try:
        import openvino
    except ImportError as error:
        raise EncoderError(
            "openvino is not installed: pip install openvino, or choose the encoder "
            "sentence-transformers."
        ) from error
    with _FIRST_CALL:
        # Two threads that make the first call of this at once wait for each other for ever, with
        # the interpreter's lock held: one for it, the other for what the first has begun (2026.4).
        openvino.Type.f32.to_dtype()
    return openvino


def load_converted(model: Model, cache: Path | None) -> Any:
    """The converted model: from the cache where it is there and whole, else converted now.

    Where the cache cannot be written the converted model is used all the same, with a warning.

    Raises:
        EncoderError: the weights or the libraries that convert them are missing or wrong.
    """
    name = f"openvino-{RECIPE}-{model.fingerprint}"
    if cache and _is_whole(cache / name):
        return _read(cache / name)
    converted = _convert(model)
    # Also what is not kept is written and read back: a graph that was read is computed in another
    # order than one that was just converted, and the last bits of a vector would differ.
    if cache:
        try:
            _keep(converted, cache / name)
            return _read(cache / name)
        except OSError as error:
            log.warning(
                "%s: the converted model cannot be kept (%s). It is converted again at each start; "
                "set GROUNDWIRE_CACHE to a folder that can be written.",
                cache,
                error.strerror or error,
            )
    try:
        with TemporaryDirectory() as temporary:
            _keep(converted, Path(temporary) / name)
            return _read(Path(temporary) / name)
    except OSError as error:
        log.warning("No folder for temporary files can be written (%s).", error)
        return converted


def in_8_bits(graph: Any) -> None:
    """Replace the weights of the graph's large products by 8 bits with a scale an output.

    The processor then multiplies integers where it can (AVX-512 VNNI, AVX-VNNI, AMX); elsewhere
    the weights are widened as they are read.
    """
    opset = import_openvino().opset13
    for node in graph.get_ordered_ops():
        weights = _weights(node) if node.get_type_name() == "MatMul" else None
        if weights is None:
            continue
        scale = np.maximum(np.abs(weights).max(axis=1, keepdims=True), 1e-8) / 127
        small = opset.constant(np.round(weights / scale).astype(np.int8))
        widened = opset.multiply(opset.convert(small, "f32"), opset.constant(scale))
        node.input(1).replace_source_output(widened.output(0))


def _weights(product: Any) -> NDArray[np.float32] | None:
    """The constant that a product multiplies by, shape ``(outputs, inputs)``; None if it is none,
    small, or lies the other way round."""
    source = product.input_value(1).get_node()
    if source.get_type_name() == "Convert":
        source = source.input_value(0).get_node()
    if source.get_type_name() != "Constant" or not product.get_attributes()["transpose_b"]:
        return None
    weights = np.asarray(source.data, dtype=np.float32)
    return weights if weights.ndim == 2 and len(weights) >= SMALL_MATRIX else None


def _read(folder: Path) -> Any:
    """The converted model of a folder; its constants are mapped, and stay so when it is deleted."""
    return import_openvino().Core().read_model(folder / GRAPH)


def _is_whole(folder: Path) -> bool:
    """Whether a converted model is there and every byte is what was written."""
    try:
        digests = json.loads((folder / DIGESTS).read_text("utf-8"))
        damaged = [name for name, digest in digests.items() if digest_of(folder / name) != digest]
    except FileNotFoundError:
        return False
    except (OSError, ValueError, AttributeError) as error:
        log.warning("%s: cannot be read (%s); converting the model again.", folder, error)
        return False
    if damaged:
        log.warning("%s: %s is damaged; converting the model again.", folder, damaged[0])
    return not damaged and {GRAPH, CONSTANTS} <= digests.keys()


def _keep(converted: Any, folder: Path) -> None:
    """Write a converted model under a temporary name and put it in place in one step."""
    temporary = folder.with_name(f".{folder.name}.{os.getpid()}.tmp")
    temporary.mkdir(parents=True, exist_ok=True)
    try:
        # float32 as converted: the model read from the cache gives the very same vectors.
        try:
            import_openvino().save_model(converted, temporary / GRAPH, compress_to_fp16=False)
        except RuntimeError as error:  # how OpenVINO reports a disk that is full
            raise OSError(str(error).strip()) from error
        digests = {name: digest_of(temporary / name) for name in (GRAPH, CONSTANTS)}
        write_durably(temporary / DIGESTS, [json.dumps(digests).encode("ascii")])
        shutil.rmtree(folder, ignore_errors=True)
        temporary.rename(folder)
    finally:
        shutil.rmtree(temporary, ignore_errors=True)


def _convert(model: Model) -> Any:
    pooling = _pooling(model)
    model.check()
    openvino = import_openvino()
    try:
        import torch
        from transformers import AutoModel
        from transformers.utils import logging as noise
    except ImportError as error:
        raise EncoderError(
            f"Converting {model.name} for OpenVINO needs torch and transformers ({error}): "
            "pip install sentence-transformers."
        ) from error
    noise.disable_progress_bar()  # type: ignore[no-untyped-call]
    noise.set_verbosity_error()  # type: ignore[no-untyped-call]
    transformer = AutoModel.from_pretrained(
        str(model.folder), local_files_only=True, trust_remote_code=False, dtype=torch.float32
    )
    example = torch.ones((2, 8), dtype=torch.int64)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # tracing warns of branches that depend on shapes only
        converted = openvino.convert_model(
            _pooled(transformer.eval(), pooling),
            example_input={"input_ids": example, "attention_mask": example},
        )
    converted.reshape({port.get_any_name(): [-1, -1] for port in converted.inputs})
    return converted


def _pooling(model: Model) -> str:
    """How the model makes one vector of its tokens' vectors.

    Raises:
        EncoderError: in a way that is not converted here.
    """
    folders = sorted(model.folder.glob("*_Pooling"))
    settings = model.settings(f"{folders[0].name}/config.json") if folders else {}
    chosen = [name for name, on in settings.items() if name.startswith("pooling_mode_") and on]
    if len(chosen) != 1 or chosen[0] not in _POOLINGS or (model.folder / "2_Dense").exists():
        raise EncoderError(
            f"{model.name}: only mean and CLS pooling are converted for OpenVINO, not "
            f"{chosen or 'none'}. Choose the encoder sentence-transformers for this model."
        )
    return chosen[0]


def _pooled(transformer: Any, pooling: str) -> Any:
    """A torch module from token ids and mask, (n, tokens), to pooled vectors, (n, dimension), and
    those of the tokens, (n, tokens, dimension)."""
    import torch

    class Pooled(torch.nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.transformer = transformer

        def forward(self, input_ids: Any, attention_mask: Any) -> Any:
            hidden = self.transformer(
                input_ids=input_ids, attention_mask=attention_mask
            ).last_hidden_state
            if pooling == "pooling_mode_cls_token":
                return hidden[:, 0], hidden
            mask = attention_mask.unsqueeze(-1).to(hidden.dtype)
            return (hidden * mask).sum(1) / mask.sum(1), hidden

    return Pooled().eval()
