"""The parser's network: MiniLM's encoder over word pieces, and a score for every pair of words.

After Dozat and Manning, "Deep Biaffine Attention for Neural Dependency Parsing" (2017): each word is seen once as a
dependent and once as a head; a bilinear form scores which head it hangs on, a second one by which relation.
"""

from __future__ import annotations

import torch
from torch import Tensor, nn

from extractors.languages.en.parsing.word_pieces import SHAPES
from extractors.training.encoder import WIDTH, Encoder, padding_bias

ARC, RELATION = 256, 128
_DROPPED = 0.25


class ParserNetwork(Encoder):
    """Word pieces in; for each word a tag, and for each pair of words an arc and its relations out."""

    def __init__(self, tags: int, relations: int) -> None:
        super().__init__()
        self.shape = nn.Embedding(SHAPES, WIDTH)
        nn.init.normal_(self.shape.weight, std=0.02)
        self.join = nn.Linear(2 * WIDTH, WIDTH)
        self.tag = nn.Linear(WIDTH, tags)
        self.arc_dependent, self.arc_head = nn.Linear(WIDTH, ARC), nn.Linear(WIDTH, ARC)
        self.relation_dependent, self.relation_head = nn.Linear(WIDTH, RELATION), nn.Linear(WIDTH, RELATION)
        self.arc = nn.Parameter(torch.zeros(ARC + 1, ARC))
        self.relation = nn.Parameter(torch.zeros(relations, RELATION + 1, RELATION + 1))
        nn.init.xavier_uniform_(self.arc)
        nn.init.normal_(self.relation, std=0.02)
        self.drop = nn.Dropout(_DROPPED)

    def published(self) -> list[nn.Parameter]:
        """What the published weights are trained on in."""
        embedded = [*self.word.parameters(), *self.place.parameters(), self.kind, *self.norm.parameters()]
        return [*embedded, *(each for layer in self.layers for each in layer.parameters())]

    def added(self) -> list[nn.Parameter]:
        """What is learned from nothing."""
        known = {id(each) for each in self.published()}
        return [each for each in self.parameters() if id(each) not in known]

    def forward(
        self, ids: Tensor, shapes: Tensor, first: Tensor, last: Tensor, mask: Tensor | None = None
    ) -> tuple[Tensor, Tensor, Tensor]:
        """Scores of tags [sentences, words, tags], arcs […, words, words] and relations […, words, words, relations].

        ``ids`` and ``shapes`` are [sentences, pieces]; ``first`` and ``last`` [sentences, words] are the places of each
        word's pieces, the first word being the one that stands for no head. Of a pair the dependent comes first.
        """
        hidden = self.embedded(ids) + self.shape(shapes)
        for layer in self.layers:
            hidden = layer(hidden, padding_bias(mask))
        words = self.join(torch.cat([_at(hidden, first), _at(hidden, last)], -1))
        words = self.drop(nn.functional.gelu(words) + _at(hidden, first))
        return self.tag(words), self._arcs(words), self._relations(words)

    def _arcs(self, words: Tensor) -> Tensor:
        dependent = self.drop(nn.functional.gelu(self.arc_dependent(words)))
        head = self.drop(nn.functional.gelu(self.arc_head(words)))
        return _and_one(dependent) @ self.arc @ head.transpose(1, 2)

    def _relations(self, words: Tensor) -> Tensor:
        dependent = _and_one(self.drop(nn.functional.gelu(self.relation_dependent(words))))
        head = _and_one(self.drop(nn.functional.gelu(self.relation_head(words))))
        return torch.einsum("bdx,rxy,bhy->bdhr", dependent, self.relation, head)


def _at(hidden: Tensor, places: Tensor) -> Tensor:
    return hidden.gather(1, places[..., None].expand(-1, -1, hidden.shape[-1]))


def _and_one(given: Tensor) -> Tensor:
    return torch.cat([given, torch.ones_like(given[..., :1])], -1)
