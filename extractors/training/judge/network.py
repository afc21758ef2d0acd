"""The learned judge's network: MiniLM's encoder, roles of word pieces, and a look at each passage for every topic.

The lower layers stay as they were published: what they yield is the same in every round, so it is computed once.
"""

from __future__ import annotations

import torch
from torch import Tensor, nn

from extractors.claims.learned.passages import ROLES
from extractors.claims.learned.transformer import PARTIES, POSITIONS
from extractors.records import TOPICS
from extractors.training.encoder import DROPPED, NEVER, WIDTH, Encoder, Rounded, padding_bias

FROZEN = 2
DOUBTS = 2  # is it somebody's statement, and is its speaker the right one


class Network(Encoder):
    """Word pieces and roles in, scores of topics and parties for each passage out."""

    def __init__(self) -> None:
        super().__init__()
        self.role = nn.Embedding(ROLES, WIDTH)
        nn.init.normal_(self.role.weight, std=0.02)
        self.look = nn.Linear(WIDTH, len(TOPICS) + 1, bias=False)  # the last one at what is doubted
        self.claims = nn.Parameter(torch.randn(len(TOPICS), WIDTH, 1 + len(POSITIONS)) * 0.02)
        self.usual = nn.Parameter(torch.zeros(len(TOPICS), 1 + len(POSITIONS)))
        self.party = nn.Linear(WIDTH, len(PARTIES))
        self.doubts = nn.Linear(WIDTH, DOUBTS)
        self.drop = nn.Dropout(DROPPED)

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
        hidden = self.embedded(ids)
        for layer in self.layers[:FROZEN]:
            hidden = layer(hidden, padding_bias(mask))
        return hidden

    def upper(
        self, hidden: Tensor, roles: Tensor, mask: Tensor | None, inside: Tensor
    ) -> tuple[Tensor, Tensor, Tensor, Tensor]:
        """Scores [passages, topics, classes], [passages, topics, parties] and [passages, doubts], and their ground.

        ``inside`` is [passages, all pieces]; what is seen of a passage for each topic [passages, topics, width].
        """
        hidden = self.drop(hidden + self.role(roles))
        for layer in self.layers[FROZEN:]:
            hidden = layer(hidden, padding_bias(mask))
        pieces = hidden.reshape(-1, WIDTH)
        looks = self.look(pieces).transpose(0, 1)[None] + (inside[:, None, :] - 1.0) * NEVER
        seen = self.drop(torch.softmax(looks.float(), -1).to(pieces.dtype) @ pieces)
        topics, last = seen[:, :-1], seen[:, -1]
        claims = torch.einsum("ntd,tdc->ntc", topics, self.claims) + self.usual
        return claims, self.party(topics), self.doubts(last), topics

    def forward(self, ids: Tensor, roles: Tensor, inside: Tensor) -> tuple[Tensor, Tensor, Tensor, Tensor]:
        """What is exported: both parts in one, for windows of one length."""
        return self.upper(self.lower(ids, None), roles, None, inside)
