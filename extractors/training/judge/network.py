"""The learned judge's network: MiniLM's encoder, roles of word pieces, and a look at each passage for every topic.

The lower layers stay as they were published: what they yield is the same in every round, so it is computed once.
"""

from __future__ import annotations

from pathlib import Path

import torch
from safetensors.torch import load_file
from torch import Tensor, nn

from extractors.claims.learned.passages import ROLES
from extractors.claims.learned.transformer import PARTIES, POSITIONS
from extractors.records import TOPICS

WIDTH, HEADS, INNER, LAYERS, FROZEN = 384, 12, 1536, 6, 2
VOCABULARY, LENGTH = 30522, 512
_NEVER = 1e4
_DROPPED = 0.1


class Layer(nn.Module):
    """One layer of the encoder: attention, then two linear steps, each added to what came in."""

    def __init__(self) -> None:
        super().__init__()
        self.qkv, self.out = nn.Linear(WIDTH, 3 * WIDTH), nn.Linear(WIDTH, WIDTH)
        self.up, self.down = nn.Linear(WIDTH, INNER), nn.Linear(INNER, WIDTH)
        self.norm_out, self.norm_down = nn.LayerNorm(WIDTH, eps=1e-12), nn.LayerNorm(WIDTH, eps=1e-12)
        self.drop = nn.Dropout(_DROPPED)

    def forward(self, hidden: Tensor, bias: Tensor) -> Tensor:
        """[windows, pieces, width] to the same; ``bias`` [windows, 1, 1, pieces] is far below zero for padding."""
        windows, pieces, _ = hidden.shape
        split = self.qkv(hidden).view(windows, pieces, 3, HEADS, WIDTH // HEADS)
        query, key, value = split.permute(2, 0, 3, 1, 4)
        scores = query @ key.transpose(-1, -2) * (WIDTH // HEADS) ** -0.5 + bias.to(query.dtype)
        seen = (torch.softmax(scores, -1) @ value).transpose(1, 2).reshape(windows, pieces, WIDTH)
        hidden = self.norm_out(hidden + self.drop(self.out(seen)))
        inner = nn.functional.gelu(self.up(hidden))
        result: Tensor = self.norm_down(hidden + self.drop(self.down(inner)))
        return result


class Network(nn.Module):
    """Word pieces and roles in, scores of topics and parties for each passage out."""

    def __init__(self) -> None:
        super().__init__()
        self.word, self.place = nn.Embedding(VOCABULARY, WIDTH), nn.Embedding(LENGTH, WIDTH)
        self.kind = nn.Parameter(torch.zeros(WIDTH))
        self.norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.layers = nn.ModuleList(Layer() for _ in range(LAYERS))
        self.role = nn.Embedding(ROLES, WIDTH)
        nn.init.normal_(self.role.weight, std=0.02)
        self.look = nn.Linear(WIDTH, len(TOPICS), bias=False)
        self.claims = nn.Parameter(torch.randn(len(TOPICS), WIDTH, 1 + len(POSITIONS)) * 0.02)
        self.usual = nn.Parameter(torch.zeros(len(TOPICS), 1 + len(POSITIONS)))
        self.party = nn.Linear(WIDTH, len(PARTIES))
        self.drop = nn.Dropout(_DROPPED)

    def published(self) -> list[nn.Parameter]:
        """What the published weights are trained on in."""
        return [each for layer in self.layers[FROZEN:] for each in layer.parameters()]

    def added(self) -> list[nn.Parameter]:
        """What is learned from nothing."""
        return [self.role.weight, self.look.weight, self.claims, self.usual, *self.party.parameters()]

    def lower(self, ids: Tensor, mask: Tensor) -> Tensor:
        """[windows, pieces] to [windows, pieces, width], by what stays as it was."""
        hidden = self.norm(self.word(ids) + self.place.weight[: ids.shape[1]] + self.kind)
        for layer in self.layers[:FROZEN]:
            hidden = layer(hidden, _bias(mask))
        result: Tensor = hidden
        return result

    def upper(self, hidden: Tensor, roles: Tensor, mask: Tensor, inside: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """Scores [passages, topics, classes] and [passages, topics, parties], and what they are made of.

        ``inside`` is [passages, all pieces]; what is seen of a passage for each topic [passages, topics, width].
        """
        hidden = self.drop(hidden + self.role(roles))
        for layer in self.layers[FROZEN:]:
            hidden = layer(hidden, _bias(mask))
        pieces = hidden.reshape(-1, WIDTH)
        looks = self.look(pieces).transpose(0, 1)[None] + (inside[:, None, :] - 1.0) * _NEVER
        seen = self.drop(torch.softmax(looks.float(), -1).to(pieces.dtype) @ pieces)
        return torch.einsum("ntd,tdc->ntc", seen, self.claims) + self.usual, self.party(seen), seen

    def forward(self, ids: Tensor, roles: Tensor, mask: Tensor, inside: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """What is exported: both parts in one."""
        return self.upper(self.lower(ids, mask), roles, mask, inside)


def load_published(network: Network, weights: Path) -> None:
    """Takes over the published encoder; what it does not have stays as it is."""
    stored = load_file(str(weights))
    taken = {
        "word.weight": stored["embeddings.word_embeddings.weight"],
        "place.weight": stored["embeddings.position_embeddings.weight"],
        "kind": stored["embeddings.token_type_embeddings.weight"][0],
        "norm.weight": stored["embeddings.LayerNorm.weight"],
        "norm.bias": stored["embeddings.LayerNorm.bias"],
    }
    names = {
        "out": "attention.output.dense",
        "norm_out": "attention.output.LayerNorm",
        "up": "intermediate.dense",
        "down": "output.dense",
        "norm_down": "output.LayerNorm",
    }
    for number in range(LAYERS):
        there = f"encoder.layer.{number}"
        for part in ("weight", "bias"):
            apart = [stored[f"{there}.attention.self.{name}.{part}"] for name in ("query", "key", "value")]
            taken[f"layers.{number}.qkv.{part}"] = torch.cat(apart)
            for ours, name in names.items():
                taken[f"layers.{number}.{ours}.{part}"] = stored[f"{there}.{name}.{part}"]
    unknown = network.load_state_dict(taken, strict=False).unexpected_keys
    if unknown:
        raise ValueError(f"{weights}: unexpected: {', '.join(unknown)}")


def _bias(mask: Tensor) -> Tensor:
    return (1.0 - mask)[:, None, None, :] * -_NEVER
