"""The shipped reader read back into a network, to go on from it."""

from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import Tensor

from groundwire.index.openvino_model import import_openvino
from train.network import Network

GRAPH = "reader.xml"
_WORDS = "embeddings.word_embeddings"


def go_on_from(network: Network, folder: Path) -> list[str]:
    """Take what the graph in ``folder`` has of the network's weights, and name what it has not:
    heads that are new. The word vectors are the encoder's own in both."""
    kept = _weights(import_openvino().Core().read_model(folder / GRAPH))
    missing = []
    for name, parameter in network.named_parameters():
        if _WORDS in name:
            continue
        if name not in kept:
            missing.append(name)
        else:
            with torch.no_grad():
                parameter.copy_(kept[name].reshape(parameter.shape))
    return missing


def _weights(graph: Any) -> dict[str, Tensor]:
    """The weights by the names that training gives them.

    The graph names the matrices alone. A bias is what is added to a named matrix's product, and a
    norm's two rows are what its result is multiplied with and added to; norms are met in the
    order of the layers.
    """
    found: dict[str, Tensor] = {}
    norms: list[tuple[Tensor, Tensor]] = []
    for node in graph.get_ordered_ops():
        kind = node.get_type_name()
        if kind == "Constant":
            name = _name(node)
            if name:
                found[name] = _tensor(node)
        elif kind in ("MatMul", "MVN"):
            added = _next(node)
            if kind == "MatMul" and (weights := _constant(node)) is not None and _name(weights):
                found[_name(weights).replace(".weight", ".bias")] = _tensor(_constant(added))
            elif kind == "MVN":
                norms.append((_tensor(_constant(added)), _tensor(_constant(_next(added)))))
    for name, (weight, bias) in zip(_norm_names(len(norms)), norms, strict=True):
        found[f"{name}.weight"], found[f"{name}.bias"] = weight, bias
    return found


def _norm_names(count: int) -> list[str]:
    layers = [
        f"encoder.encoder.layer.{number}.{part}.LayerNorm"
        for number in range(count // 2)
        for part in ("attention.output", "output")
    ]
    return ["encoder.embeddings.LayerNorm", *layers]


def _name(node: Any) -> str:
    name = node.get_friendly_name()
    own = name.removeprefix("self.network.").removesuffix("_compressed")
    return own if name.startswith("self.network.") else ""


def _next(node: Any) -> Any:
    (target,) = node.output(0).get_target_inputs()
    return target.get_node()


def _constant(node: Any) -> Any | None:
    """The constant that a node computes with, behind what makes float32 of it."""
    for place in range(node.get_input_size()):
        source = node.input_value(place).get_node()
        while source.get_type_name() in ("Convert", "Reshape"):
            source = source.input_value(0).get_node()
        if source.get_type_name() == "Constant":
            return source
    return None


def _tensor(node: Any) -> Tensor:
    return torch.from_numpy(np.array(node.data, dtype=np.float32))
