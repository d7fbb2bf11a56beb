"""The trained network as files: OpenVINO, which is shipped, and ONNX for other runtimes.

Outputs side by side, old ones first, so that what reads the first version reads this one:
``heads`` (n, 5): relevant, answers, yes, no, neither; ``spans`` (n, length, 3): start, end, the
token's sentence answers; ``support`` (n, 3).
"""

import shutil
from pathlib import Path
from typing import Any

import torch
from torch import Tensor, nn

from groundwire.index.openvino_model import import_openvino
from train.bases import Base
from train.network import LowRank, Network

GRAPH = "reader.xml"
ONNX = "reader.onnx"
ONNX_OPSET = 17
TOKENIZER = "tokenizer.json"
INPUTS = ("ids", "mask", "kinds")
OUTPUTS = ("heads", "spans", "support")
DIFFERENCE = "reader.safetensors"


class SmallWords(nn.Module):
    """Word vectors in 8 bits, each with a scale of its own: 12 MB where float32 takes 47."""

    def __init__(self, words: nn.Embedding) -> None:
        super().__init__()
        table = words.weight.detach()
        scale = table.abs().amax(dim=1, keepdim=True).clamp(min=1e-8) / 127
        self.register_buffer("table", (table / scale).round().to(torch.int8))
        self.register_buffer("scale", scale)

    def forward(self, ids: Tensor) -> Tensor:
        return self.table[ids].to(torch.float32) * self.scale[ids]


class Exported(nn.Module):
    """The network with its outputs side by side."""

    def __init__(self, network: Network) -> None:
        super().__init__()
        self.network = network

    def forward(self, ids: Tensor, mask: Tensor, kinds: Tensor) -> Any:
        output = self.network(ids, mask, kinds)
        pair = torch.stack([output.relevant, output.answers], 1)
        heads = torch.cat([pair, output.polar], 1)
        spans = torch.cat([output.spans, output.evidence[..., None]], 2)
        return heads, spans, output.support


def export(network: Network, base: Base, folder: Path) -> None:
    """Write the OpenVINO graph (float16, word vectors in 8 bits) and the tokeniser; of a base that
    is adapted, what was learned alone (float16)."""
    folder.mkdir(parents=True, exist_ok=True)
    if base.rank:
        export_difference(network, folder)
        return
    openvino = import_openvino()
    example = torch.ones((2, 8), dtype=torch.int64)
    inputs = dict.fromkeys(INPUTS, example)
    converted = openvino.convert_model(exported(network, base), example_input=inputs)
    converted.reshape({port.get_any_name(): [-1, -1] for port in converted.inputs})
    for port, name in zip(converted.outputs, OUTPUTS, strict=True):
        port.get_tensor().set_names({name})
    openvino.save_model(converted, folder / GRAPH, compress_to_fp16=True)
    shutil.copyfile(base.folder / TOKENIZER, folder / TOKENIZER)


def export_difference(network: Network, folder: Path) -> None:
    """Write what training changed of the network, by its names, in float16."""
    from safetensors.torch import save_file

    learned = network.learned().items()
    kept = {name: one.detach().to(torch.float16).contiguous() for name, one in learned}
    save_file(kept, str(folder / DIFFERENCE))


def export_onnx(network: Network, base: Base, folder: Path) -> None:
    """Write the ONNX graph (float32, word vectors in 8 bits: 55 MB); needs the package ``onnx``."""
    example = torch.ones((2, 8), dtype=torch.int64)
    grows = {0: "texts", 1: "tokens"}
    torch.onnx.export(
        exported(network, base),
        (example,) * len(INPUTS),
        str(folder / ONNX),
        input_names=list(INPUTS),
        output_names=list(OUTPUTS),
        dynamic_axes=dict.fromkeys((*INPUTS, "spans"), grows)
        | {name: {0: "texts"} for name in ("heads", "support")},
        opset_version=ONNX_OPSET,
        dynamo=False,  # its successor asks for a second package and writes the same graph
    )


def exported(network: Network, base: Base) -> Exported:
    """A copy of the network, made ready: the fused attention, word vectors in 8 bits."""
    copy = Network(base, attention="sdpa")
    copy.load_state_dict(network.state_dict())  # what is not learned may be of the start
    _join(copy)
    embeddings = copy.encoder.embeddings
    embeddings.word_embeddings = SmallWords(embeddings.word_embeddings)
    return Exported(copy).eval()


def _join(module: nn.Module) -> None:
    """Put each learned difference into the map that it belongs to."""
    for name, child in list(module.named_children()):
        if isinstance(child, LowRank):
            setattr(module, name, child.joined())
        else:
            _join(child)
