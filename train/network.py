"""The reader's network: the MiniLM encoder with a head for each thing it is asked."""

from dataclasses import dataclass
from pathlib import Path

import torch
from torch import Tensor, nn
from transformers import AutoConfig, AutoModel

MAX_TOKENS = 320  # question and text with their marks; longer texts are cut off
CHANNEL_DROPOUT = 0.1  # as the encoder was trained with, but drawn once a text: see ChannelDropout


@dataclass(frozen=True, slots=True)
class Output:
    """What the network says of a batch of ``n`` inputs of ``length`` tokens; all are logits."""

    relevant: Tensor  # (n,) the text is on the question's subject
    answers: Tensor  # (n,) the text answers the question
    spans: Tensor  # (n, length, 2) the answer's words start, end here; token 0: nowhere
    support: Tensor  # (n, 3) examples.LABELS


class Network(nn.Module):
    """Question and text in, all heads out."""

    def __init__(self, folder: Path, *, attention: str = "eager") -> None:
        """``folder`` holds the encoder's weights. Its word vectors stay as they are: they are half
        of its parameters, and 48 articles do not teach them anything."""
        super().__init__()
        config = AutoConfig.from_pretrained(
            str(folder), attention_probs_dropout_prob=0.0, hidden_dropout_prob=0.0
        )
        # The plain attention: on two cores a training step takes 25 % less than with the fused one.
        self.encoder = AutoModel.from_pretrained(
            str(folder), config=config, attn_implementation=attention, add_pooling_layer=False
        )
        self.encoder.embeddings.requires_grad_(False)
        for layer in self.encoder.encoder.layer:
            layer.attention.output.dropout = ChannelDropout(CHANNEL_DROPOUT)
            layer.output.dropout = ChannelDropout(CHANNEL_DROPOUT)
        width = config.hidden_size
        self.first = nn.Linear(width, 2)  # relevant, answers
        self.spans = nn.Linear(width, 2)
        self.support = nn.Linear(width, 3)

    def forward(self, ids: Tensor, mask: Tensor, kinds: Tensor) -> Output:
        """``ids``, ``mask`` and ``kinds`` (0 question, 1 text) have the shape (n, length)."""
        hidden = self.encoder(
            input_ids=ids, attention_mask=mask, token_type_ids=kinds
        ).last_hidden_state
        start = hidden[:, 0]
        pair = self.first(start)
        return Output(pair[:, 0], pair[:, 1], self.spans(hidden), self.support(start))


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
