"""The trained network as files: OpenVINO, which is shipped, and ONNX for other runtimes."""

import shutil
from pathlib import Path
from typing import Any

import torch
from torch import Tensor, nn

from groundwire.index.openvino_model import import_openvino
from train.network import Network

GRAPH = "reader.xml"
ONNX = "reader.onnx"
ONNX_OPSET = 17
TOKENIZER = "tokenizer.json"
INPUTS = ("ids", "mask", "kinds")
OUTPUTS = ("heads", "spans", "support")


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
    """The network with its outputs side by side: heads (n, 2), spans (n, length, 2), support."""

    def __init__(self, network: Network) -> None:
        super().__init__()
        self.network = network

    def forward(self, ids: Tensor, mask: Tensor, kinds: Tensor) -> Any:
        output = self.network(ids, mask, kinds)
        heads = torch.stack([output.relevant, output.answers], 1)
        return heads, output.spans, output.support


def export(network: Network, encoder: Path, folder: Path) -> None:
    """Write the OpenVINO graph (float16, word vectors in 8 bits) and the tokeniser."""
    openvino = import_openvino()
    example = torch.ones((2, 8), dtype=torch.int64)
    inputs = dict.fromkeys(INPUTS, example)
    converted = openvino.convert_model(exported(network, encoder), example_input=inputs)
    converted.reshape({port.get_any_name(): [-1, -1] for port in converted.inputs})
    for port, name in zip(converted.outputs, OUTPUTS, strict=True):
        port.get_tensor().set_names({name})
    folder.mkdir(parents=True, exist_ok=True)
    openvino.save_model(converted, folder / GRAPH, compress_to_fp16=True)
    shutil.copyfile(encoder / TOKENIZER, folder / TOKENIZER)


def export_onnx(network: Network, encoder: Path, folder: Path) -> None:
    """Write the ONNX graph (float32, word vectors in 8 bits: 55 MB); needs the package ``onnx``."""
    example = torch.ones((2, 8), dtype=torch.int64)
    grows = {0: "texts", 1: "tokens"}
    torch.onnx.export(
        exported(network, encoder),
        (example,) * len(INPUTS),
        str(folder / ONNX),
        input_names=list(INPUTS),
        output_names=list(OUTPUTS),
        dynamic_axes=dict.fromkeys((*INPUTS, "spans"), grows)
        | {name: {0: "texts"} for name in ("heads", "support")},
        opset_version=ONNX_OPSET,
        dynamo=False,  # its successor asks for a second package and writes the same graph
    )


def exported(network: Network, encoder: Path) -> Exported:
    """A copy of the network, made ready: the fused attention, word vectors in 8 bits."""
    copy = Network(encoder, attention="sdpa")
    copy.load_state_dict(network.state_dict())
    copy.encoder.embeddings.word_embeddings = SmallWords(copy.encoder.embeddings.word_embeddings)
    return Exported(copy).eval()
