"""The reader's network: an encoder with a head for each thing it is asked."""

from dataclasses import dataclass
from typing import Any

import torch
from torch import Tensor, nn

from train.bases import Base

CHANNEL_DROPOUT = 0.1  # as the encoder was trained with, but drawn once a text: see ChannelDropout


@dataclass(frozen=True, slots=True)
class Output:
    """What the network says of a batch of ``n`` inputs of ``length`` tokens; all are logits."""

    relevant: Tensor  # (n,) the text is on the question's subject
    answers: Tensor  # (n,) the text answers the question
    polar: Tensor  # (n, 3) example.POLARS: what the text answers to a question for yes or no
    spans: Tensor  # (n, length, 2) the answer's words start, end here; token 0: nowhere
    evidence: Tensor  # (n, length) the token stands in a sentence that answers
    support: Tensor  # (n, 3) example.LABELS


class Network(nn.Module):
    """Question and text in, all heads out."""

    def __init__(self, base: Base, *, attention: str = "eager") -> None:
        """The encoder's word vectors stay as they are: they are half of its parameters, and the
        words of a few hundred articles do not teach them anything."""
        super().__init__()
        from transformers import AutoConfig, AutoModel

        config = AutoConfig.from_pretrained(
            str(base.folder), attention_probs_dropout_prob=0.0, hidden_dropout_prob=0.0
        )
        # The plain attention: on two cores a training step takes 25 % less than with the fused one.
        self.encoder = AutoModel.from_pretrained(
            str(base.folder), config=config, attn_implementation=attention, add_pooling_layer=False
        )
        self.kinds = config.model_type == "bert"  # whether it is told what is question, what text
        self.encoder.embeddings.requires_grad_(False)
        for number, layer in enumerate(self.encoder.encoder.layer):
            _prepare(layer, base, learned=number >= base.frozen)
        if base.rank:  # its table of distances, shared by all layers, stays too
            self.encoder.encoder.relative_attention_bias.requires_grad_(False)
        width = config.hidden_size
        self.first = nn.Linear(width, 2)  # relevant, answers
        self.polar = nn.Linear(width, 3)
        self.spans = nn.Linear(width, 2)
        self.evidence = nn.Linear(width, 1)
        self.support = nn.Linear(width, 3)

    def forward(self, ids: Tensor, mask: Tensor, kinds: Tensor) -> Output:
        """``ids``, ``mask`` and ``kinds`` (0 question, 1 text) have the shape (n, length)."""
        told = {"token_type_ids": kinds} if self.kinds else {}
        hidden = self.encoder(input_ids=ids, attention_mask=mask, **told).last_hidden_state
        start = hidden[:, 0]
        pair = self.first(start)
        return Output(
            relevant=pair[:, 0],
            answers=pair[:, 1],
            polar=self.polar(start),
            spans=self.spans(hidden),
            evidence=self.evidence(hidden)[..., 0],
            support=self.support(start),
        )

    def learned(self) -> dict[str, Tensor]:
        """The parameters that training changes, by name."""
        return {name: one for name, one in self.named_parameters() if one.requires_grad}


def _prepare(layer: Any, base: Base, *, learned: bool) -> None:
    if not learned:
        layer.requires_grad_(False)
        return
    if base.rank:
        layer.requires_grad_(False)
        _replace_linear(layer, base.rank)
    dropout = ChannelDropout(CHANNEL_DROPOUT)
    layer.output.dropout = dropout
    if hasattr(layer.attention, "output"):
        layer.attention.output.dropout = dropout
    else:  # MPNet
        layer.attention.dropout = dropout


def _replace_linear(module: nn.Module, rank: int) -> None:
    for name, child in list(module.named_children()):
        if isinstance(child, nn.Linear):
            setattr(module, name, LowRank(child, rank))
        else:
            _replace_linear(child, rank)


class LowRank(nn.Module):
    """A linear map with a learned difference of low rank (Hu et al. 2021, arXiv:2106.09685)."""

    def __init__(self, linear: nn.Linear, rank: int) -> None:
        super().__init__()
        self.linear = linear
        self.down = nn.Parameter(torch.randn(rank, linear.in_features) * linear.in_features**-0.5)
        self.up = nn.Parameter(torch.zeros(linear.out_features, rank))

    def forward(self, hidden: Tensor) -> Tensor:
        return self.linear(hidden) + (hidden @ self.down.T) @ self.up.T

    def joined(self) -> nn.Linear:
        """The map with its difference added."""
        weight = self.linear.weight.detach() + self.up.detach() @ self.down.detach()
        joined = nn.Linear(weight.shape[1], weight.shape[0])
        joined.weight = nn.Parameter(weight)
        joined.bias = self.linear.bias
        return joined


class ChannelDropout(nn.Module):
    """Dropout of whole channels of a text: a draw a channel, not one a token.

    Drawing every number is a fifth of a training step's time on a processor.
    """

    def __init__(self, share: float) -> None:
        super().__init__()
        self._keep = 1 - share

    def forward(self, hidden: Tensor) -> Tensor:
        if not self.training:
            return hidden
        drawn = torch.rand(hidden.shape[0], 1, hidden.shape[2], device=hidden.device) < self._keep
        return hidden * (drawn.to(hidden.dtype) / self._keep)
