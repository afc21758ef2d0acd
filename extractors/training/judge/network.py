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
DOUBTS = 2  # is it somebody's statement, and is its speaker the right one
_NEVER = 1e4
_DROPPED = 0.1
_STEPS = 255  # of what comes in, with eight bits


class FusedAttention(torch.autograd.Function):
    """Attention as one operation of the runtime's, which is exported where nothing is padded."""

    @staticmethod
    def forward(ctx: object, query: Tensor, key: Tensor, value: Tensor) -> Tensor:  # noqa: ARG004
        """[windows, pieces, width] three times to the same."""
        return _attention(query, key, value, None)

    @staticmethod
    def symbolic(g: torch.Graph, query: torch.Value, key: torch.Value, value: torch.Value) -> torch.Value:
        """The runtime's own operation."""
        found: torch.Value = g.op("com.microsoft::MultiHeadAttention", query, key, value, num_heads_i=HEADS)
        found.setType(query.type())
        return found


class Rounded(nn.Linear):
    """A linear step that can learn from what comes in with eight bits, as it is read when it is shipped."""

    coarse = False

    def forward(self, given: Tensor) -> Tensor:
        """[windows, pieces, width] to [windows, pieces, width out]."""
        return super().forward(_rounded(given) if self.coarse and self.training else given)


class Layer(nn.Module):
    """One layer of the encoder: attention, then two linear steps, each added to what came in."""

    def __init__(self) -> None:
        super().__init__()
        self.qkv, self.out = Rounded(WIDTH, 3 * WIDTH), Rounded(WIDTH, WIDTH)
        self.up, self.down = Rounded(WIDTH, INNER), Rounded(INNER, WIDTH)
        self.norm_out, self.norm_down = nn.LayerNorm(WIDTH, eps=1e-12), nn.LayerNorm(WIDTH, eps=1e-12)
        self.drop = nn.Dropout(_DROPPED)

    def forward(self, hidden: Tensor, bias: Tensor | None) -> Tensor:
        """[windows, pieces, width] to the same; ``bias`` [windows, 1, 1, pieces] is far below zero for padding.

        Without it nothing is padded.
        """
        query, key, value = self.qkv(hidden).split(WIDTH, -1)
        seen = FusedAttention.apply(query, key, value) if bias is None else _attention(query, key, value, bias)
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
        self.look = nn.Linear(WIDTH, len(TOPICS) + 1, bias=False)  # the last one at what is doubted
        self.claims = nn.Parameter(torch.randn(len(TOPICS), WIDTH, 1 + len(POSITIONS)) * 0.02)
        self.usual = nn.Parameter(torch.zeros(len(TOPICS), 1 + len(POSITIONS)))
        self.party = nn.Linear(WIDTH, len(PARTIES))
        self.doubts = nn.Linear(WIDTH, DOUBTS)
        self.drop = nn.Dropout(_DROPPED)

    def published(self) -> list[nn.Parameter]:
        """What the published weights are trained on in."""
        return [each for layer in self.layers[FROZEN:] for each in layer.parameters()]

    def added(self) -> list[nn.Parameter]:
        """What is learned from nothing."""
        heads = [*self.party.parameters(), *self.doubts.parameters()]
        return [self.role.weight, self.look.weight, self.claims, self.usual, *heads]

    def round_inputs(self) -> None:
        """From now on learns from what comes in with eight bits."""
        for each in self.modules():
            if isinstance(each, Rounded):
                each.coarse = True

    def lower(self, ids: Tensor, mask: Tensor | None) -> Tensor:
        """[windows, pieces] to [windows, pieces, width], by what stays as it was."""
        hidden = self.norm(self.word(ids) + self.place.weight[: ids.shape[1]] + self.kind)
        for layer in self.layers[:FROZEN]:
            hidden = layer(hidden, _bias(mask))
        result: Tensor = hidden
        return result

    def upper(
        self, hidden: Tensor, roles: Tensor, mask: Tensor | None, inside: Tensor
    ) -> tuple[Tensor, Tensor, Tensor, Tensor]:
        """Scores [passages, topics, classes], [passages, topics, parties] and [passages, doubts], and their ground.

        ``inside`` is [passages, all pieces]; what is seen of a passage for each topic [passages, topics, width].
        """
        hidden = self.drop(hidden + self.role(roles))
        for layer in self.layers[FROZEN:]:
            hidden = layer(hidden, _bias(mask))
        pieces = hidden.reshape(-1, WIDTH)
        looks = self.look(pieces).transpose(0, 1)[None] + (inside[:, None, :] - 1.0) * _NEVER
        seen = self.drop(torch.softmax(looks.float(), -1).to(pieces.dtype) @ pieces)
        topics, last = seen[:, :-1], seen[:, -1]
        claims = torch.einsum("ntd,tdc->ntc", topics, self.claims) + self.usual
        return claims, self.party(topics), self.doubts(last), topics

    def forward(self, ids: Tensor, roles: Tensor, inside: Tensor) -> tuple[Tensor, Tensor, Tensor, Tensor]:
        """What is exported: both parts in one, for windows of one length."""
        return self.upper(self.lower(ids, None), roles, None, inside)


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


def _attention(query: Tensor, key: Tensor, value: Tensor, bias: Tensor | None) -> Tensor:
    windows, pieces, _ = query.shape
    parts = [each.view(windows, pieces, HEADS, WIDTH // HEADS).transpose(1, 2) for each in (query, key, value)]
    scores = parts[0] @ parts[1].transpose(-1, -2) * (WIDTH // HEADS) ** -0.5
    shares = torch.softmax(scores if bias is None else scores + bias.to(scores.dtype), -1)
    return (shares @ parts[2]).transpose(1, 2).reshape(windows, pieces, WIDTH)


def _rounded(given: Tensor) -> Tensor:
    """What comes in, each window in as many steps as eight bits hold; its slope is that of what came in."""
    with torch.no_grad():
        whole = given.float()
        low, high = whole.amin((1, 2), keepdim=True).clamp(max=0), whole.amax((1, 2), keepdim=True).clamp(min=0)
        step = ((high - low) / _STEPS).clamp(min=1e-8)
        lost = torch.round(whole / step) * step - whole
    return given + lost.to(given.dtype)


def _bias(mask: Tensor | None) -> Tensor | None:
    return None if mask is None else (1.0 - mask)[:, None, None, :] * -_NEVER
