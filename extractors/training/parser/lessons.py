"""Teaches the parser's network: batches of sentences of like length, some rounds, the rate rising and then falling."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import torch
from torch import Tensor

from extractors.languages.en.parsing.word_pieces import WordPieces
from extractors.training.judge.lessons import pace
from extractors.training.parser.network import ParserNetwork

ROUNDS, WORDS_A_BATCH = 5, 700
RATE_PUBLISHED, RATE_ADDED, DECAY = 1.5e-4, 1e-3, 0.01
_SIMILAR = 4  # words by which sentences of a batch may differ in length
_UNTAUGHT = -100
_NEVER = 1e4


@dataclass(frozen=True, slots=True)
class TreeLesson:
    """A sentence's pieces, and of each of its words the tag, the head (0 for none) and the relation, by number."""

    pieces: WordPieces
    tags: list[int]
    heads: list[int]
    relations: list[int]


@dataclass(frozen=True, slots=True)
class Batch:
    """Lessons filled up to one length; what is not taught is -100."""

    ids: Tensor
    shapes: Tensor
    first: Tensor
    last: Tensor
    mask: Tensor
    tags: Tensor
    heads: Tensor
    relations: Tensor


def batch_of(lessons: Sequence[TreeLesson]) -> Batch:
    """Some lessons as arrays."""
    pieces = [each.pieces for each in lessons]
    ids = _filled([each.ids for each in pieces], 0)
    mask = _filled([[1] * len(each.ids) for each in pieces], 0).float()
    answers = [[each.tags for each in lessons], [each.heads for each in lessons], [each.relations for each in lessons]]
    tags, heads, relations = (_filled([[_UNTAUGHT, *row] for row in rows], _UNTAUGHT) for rows in answers)
    places = (_filled([each.first for each in pieces], 0), _filled([each.last for each in pieces], 0))
    return Batch(ids, _filled([each.shapes for each in pieces], 0), *places, mask, tags, heads, relations)


def teach(
    network: ParserNetwork,
    lessons: list[TreeLesson],
    chance: random.Random,
    told: Callable[[int, float], None],
) -> None:
    """Goes through the lessons round after round; ``told`` hears the number and the mean loss of each."""
    groups = [
        {"params": network.published(), "lr": RATE_PUBLISHED, "weight_decay": DECAY},
        {"params": network.added(), "lr": RATE_ADDED, "weight_decay": DECAY},
    ]
    optimizer = torch.optim.AdamW(groups)
    steps = ROUNDS * (len(_batches(lessons, chance)) + 1)
    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, pace(steps))
    network.train()
    for number in range(ROUNDS):
        losses = []
        for lesson in _batches(lessons, chance):
            loss = loss_of(network, batch_of(lesson))
            loss.backward()
            torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0)
            optimizer.step()
            schedule.step()
            optimizer.zero_grad(set_to_none=True)
            losses.append(float(loss.item()))
        told(number, sum(losses) / len(losses))
    network.eval()


def loss_of(network: ParserNetwork, batch: Batch) -> Tensor:
    """Of tags, heads and relations together; relations are taught for the right heads."""
    with torch.autocast("cpu", dtype=torch.bfloat16):
        tags, arcs, relations = network(batch.ids, batch.shapes, batch.first, batch.last, batch.mask)
    there = torch.zeros_like(batch.first)
    there[:, 0] = 1
    there = (batch.heads != _UNTAUGHT).long() + there
    arcs = arcs.float() + (1.0 - there[:, None].float()) * -_NEVER
    right = batch.heads.clamp(min=0)[..., None, None].expand(-1, -1, 1, relations.shape[-1])
    relations = relations.gather(2, right).squeeze(2)
    return _cross(tags, batch.tags) + _cross(arcs, batch.heads) + _cross(relations, batch.relations)


def _cross(scores: Tensor, wanted: Tensor) -> Tensor:
    flat = scores.float().flatten(0, 1)
    return torch.nn.functional.cross_entropy(flat, wanted.flatten(), ignore_index=_UNTAUGHT)


def _batches(lessons: list[TreeLesson], chance: random.Random) -> list[list[TreeLesson]]:
    chance.shuffle(lessons)
    lessons.sort(key=lambda lesson: len(lesson.pieces.ids) // _SIMILAR)
    batches: list[list[TreeLesson]] = [[]]
    for lesson in lessons:
        if len(batches[-1]) * len(lesson.pieces.ids) >= WORDS_A_BATCH:
            batches.append([])
        batches[-1].append(lesson)
    chance.shuffle(batches)
    return batches


def _filled(rows: Sequence[Sequence[int]], filling: int) -> Tensor:
    longest = max(map(len, rows))
    return torch.tensor([[*row, *[filling] * (longest - len(row))] for row in rows])
