"""Teaches the network: rounds over the lessons, the loss, and what it says in the end."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

import torch
from torch import Tensor

from extractors.claims.learned.passages import CUE, Window
from extractors.claims.learned.transformer import POSITIONS, inputs_of
from extractors.records import ALERTING_TOPICS, TOPICS
from extractors.training.judge.data import Lesson, Target
from extractors.training.judge.network import Network

ROUNDS, BATCH = 8, 4
EXACT = 5  # rounds before what comes in is rounded to eight bits, which takes a quarter more time
RATE, RATE_OF_ADDED, WARM, SLOWEST = 2e-4, 2e-3, 0.1, 0.1
AS_FOUND = 0.65  # how often an article is read as the program finds it
_FORGOTTEN = 0.3  # how often cue and speaker are not marked
_HIDDEN = 0.08  # how often a word piece is not shown
_SIMILAR = 24  # word pieces: windows of about one length go together
_PARTY = 0.3
_DOUBTS = 0.3
_ALSO = 0.3  # what a position counts that is also accepted: as good as the one meant, all would settle on what is usual
_WEIGHTS = tuple({**dict.fromkeys(ALERTING_TOPICS, 1.5), "legitimacy": 0.8}.get(topic, 1.0) for topic in TOPICS)

Variants = tuple[tuple[Lesson, ...], tuple[Lesson, ...]]


@dataclass(slots=True)
class Teacher:
    """One network and what it has been taught with; all chance comes from ``chance`` and torch's seed."""

    network: Network
    chance: random.Random
    known: dict[int, Tensor] = field(default_factory=dict)

    def teach(self, articles: Sequence[Variants], report: Callable[[int, float], None]) -> None:
        """All rounds; ``articles`` are lessons as annotated and as found."""
        self._start_from_what_is_usual(articles)
        groups = [{"params": self.network.published(), "lr": RATE}, {"params": self.network.added()}]
        optimizer = torch.optim.AdamW(groups, lr=RATE_OF_ADDED, weight_decay=0.01)
        schedule: torch.optim.lr_scheduler.LambdaLR | None = None
        steps = 0
        self.network.train()
        for number in range(ROUNDS):
            if number == EXACT:
                self.network.round_inputs()
            batches = self._batches([lesson for each in articles for lesson in self._variant(each)])
            steps = steps or ROUNDS * len(batches)
            schedule = schedule or torch.optim.lr_scheduler.LambdaLR(optimizer, pace(steps))
            losses = [self._step(batch, optimizer, schedule) for batch in batches]
            report(number, sum(losses) / len(losses))
        self.network.eval()

    def _variant(self, article: Variants) -> tuple[Lesson, ...]:
        return article[1] if self.chance.random() < AS_FOUND else article[0]

    def _batches(self, lessons: list[Lesson]) -> list[list[Lesson]]:
        self.chance.shuffle(lessons)
        lessons.sort(key=lambda lesson: len(lesson.window.ids) // _SIMILAR)
        batches = [lessons[at : at + BATCH] for at in range(0, len(lessons), BATCH)]
        self.chance.shuffle(batches)
        return batches

    def _step(
        self,
        batch: Sequence[Lesson],
        optimizer: torch.optim.Optimizer,
        schedule: torch.optim.lr_scheduler.LambdaLR,
    ) -> float:
        loss = self._loss(batch)
        loss.backward()
        torch.nn.utils.clip_grad_norm_([*self.network.published(), *self.network.added()], 1.0)
        optimizer.step()
        schedule.step()
        optimizer.zero_grad(set_to_none=True)
        return float(loss.item())

    def _loss(self, batch: Sequence[Lesson]) -> Tensor:
        windows = [each.window for each in batch]
        given = {name: torch.from_numpy(array) for name, array in inputs_of(windows).items()}
        roles, mask = given["roles"], _mask(windows)
        if self.chance.random() < _FORGOTTEN:
            roles = torch.where(roles >= CUE, torch.zeros_like(roles), roles)
        lower = self._lower(batch, given["ids"], mask)
        with torch.autocast("cpu", dtype=torch.bfloat16):
            claims, parties, doubts, _ = self.network.upper(lower, roles, mask, given["inside"])
        answers = [answer for lesson in batch for answer in lesson.answers]
        return _loss_of(claims.float(), parties.float(), answers) + _DOUBTS * _loss_of_doubts(doubts.float(), answers)

    def _lower(self, batch: Sequence[Lesson], ids: Tensor, mask: Tensor) -> Tensor:
        """What the lower layers yield, computed once for each window, without the word pieces that are not shown."""
        if any(id(lesson) not in self.known for lesson in batch):
            self.network.eval()
            with torch.no_grad(), torch.autocast("cpu", dtype=torch.bfloat16):
                hidden = self.network.lower(ids, mask).to(torch.bfloat16)
            self.network.train()
            for row, lesson in enumerate(batch):
                self.known[id(lesson)] = hidden[row, : len(lesson.window.ids)].clone()
        padded = [self.known[id(lesson)].float() for lesson in batch]
        hidden = torch.nn.utils.rnn.pad_sequence(padded, batch_first=True)
        return hidden * (torch.rand(hidden.shape[:2]) >= _HIDDEN).float()[..., None]

    def _start_from_what_is_usual(self, articles: Iterable[Variants]) -> None:
        """The classes' shares as first guess, without which the first round learns nothing else."""
        counts = torch.ones(len(TOPICS), 1 + len(POSITIONS))
        for annotated, _ in articles:
            for answer in (answer for lesson in annotated for answer in lesson.answers):
                for topic, classes in enumerate(answer.classes):
                    for each in classes:
                        counts[topic, each] += answer.weight / len(classes)
        with torch.no_grad():
            self.network.usual.copy_(torch.log(counts / counts.sum(1, keepdim=True)))


def pace(steps: int) -> Callable[[int], float]:
    """The learning rate's share at each of so many steps: it rises over the first tenth and falls to its slowest."""

    def share(step: int) -> float:
        return (step + 1) / (WARM * steps) if step < WARM * steps else max(SLOWEST, 1 - step / steps)

    return share


def _mask(windows: Sequence[Window]) -> Tensor:
    """[windows, pieces]: 1 where a piece is, 0 where a window is filled up."""
    lengths = torch.tensor([len(each.ids) for each in windows])
    return (torch.arange(int(lengths.max()))[None] < lengths[:, None]).float()


def _loss_of_doubts(doubts: Tensor, answers: Sequence[Target]) -> Tensor:
    wanted = torch.tensor([answer.doubts for answer in answers])
    taught = wanted >= 0
    if not taught.any():
        return doubts.sum() * 0
    return torch.nn.functional.binary_cross_entropy_with_logits(doubts[taught], wanted[taught].float())


def _loss_of(claims: Tensor, parties: Tensor, answers: Sequence[Target]) -> Tensor:
    """Several accepted classes share the loss, the one meant first; passages and topics weigh as they are told."""
    accepted = torch.full(claims.shape, 1e-9)
    for row, answer in enumerate(answers):
        for topic, classes in enumerate(answer.classes):
            accepted[row, topic, list(classes)] = _ALSO
            accepted[row, topic, classes[0]] = 1.0
    weight = torch.tensor([answer.weight for answer in answers])[:, None]
    topics = torch.tensor(_WEIGHTS)
    likelihood = torch.logsumexp(torch.log_softmax(claims, -1) + torch.log(accepted), -1)
    loss = -(likelihood * topics * weight).sum() / (weight.sum() * topics.mean())
    acting = torch.tensor([answer.parties for answer in answers])
    told = acting >= 0
    return loss + _PARTY * torch.nn.functional.cross_entropy(parties[told], acting[told]) if told.any() else loss
