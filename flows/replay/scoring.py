"""How well a reader was told: precision, recall, repeats, shifts, corrections, delay."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, fields
from datetime import timedelta
from difflib import SequenceMatcher

from extractors.records import ClaimRecord, JudgedClaim
from extractors.text.folding import fold
from extractors.text.words import stems
from flows.replay.playing import ToldStory
from flows.replay.recorded import ExpectedClaim

SAME_NAME = 0.9


@dataclass(slots=True)
class Score:
    """Counts of told claims, and a line for each that was wrong or missed.

    ``kept`` are stories whose mail only added to an event that was told of within a day, and waited.
    ``shifts`` are those told as a shift that are one, ``shifts_wrong`` those that are none, or not to be told at all.
    """

    right: int = 0
    wrong: list[str] = field(default_factory=list)
    repeats: list[str] = field(default_factory=list)
    missed: list[str] = field(default_factory=list)
    shifts: int = 0
    shifts_wrong: list[str] = field(default_factory=list)
    corrections: int = 0
    corrections_wanted: int = 0
    corrections_wrong: list[str] = field(default_factory=list)
    delays: list[timedelta] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)

    def __add__(self, other: Score) -> Score:
        return Score(*(getattr(self, each.name) + getattr(other, each.name) for each in fields(Score)))

    @property
    def precision(self) -> float:
        """The share of told claims that were to be told."""
        told = self.right + len(self.wrong) + len(self.repeats)
        return self.right / told if told else 1.0

    @property
    def recall(self) -> float:
        """The share of claims to be told that were."""
        wanted = self.right + len(self.missed)
        return self.right / wanted if wanted else 1.0

    @property
    def shifts_right(self) -> float:
        """The share of claims told as a shift that are one."""
        told = self.shifts + len(self.shifts_wrong)
        return self.shifts / told if told else 1.0


def score(told: Iterable[ToldStory]) -> Score:
    """Compare what was told with what was to be told, claim by claim."""
    total = Score()
    for one in told:
        _score_alerts(one, total)
        _score_corrections(one, total)
        if one.delivered_at is not None:
            total.delays.append(one.delivered_at - one.story.seen)
        elif one.alerts:
            total.kept.append(one.story.slug)
    return total


def _score_alerts(one: ToldStory, total: Score) -> None:
    open_wanted = list(one.story.expected.alerts)
    for judged in _told_claims(one, "claims"):
        claim = judged.claim
        match = next((wanted for wanted in open_wanted if _is(claim, wanted)), None)
        if match:
            open_wanted.remove(match)
            total.right += 1
        elif any(_is(claim, wanted) for wanted in one.story.expected.either):
            continue
        else:
            repeated = any(_same_name(claim.speaker_name, name) for name in one.story.expected.repeats)
            (total.repeats if repeated else total.wrong).append(_line(one, claim))
        _score_shift(one, judged, match, total)
    total.missed += [f"{one.story.slug}: {'/'.join(w.who)}: {w.topic} {'/'.join(w.positions)}" for w in open_wanted]


def _score_shift(one: ToldStory, judged: JudgedClaim, match: ExpectedClaim | None, total: Score) -> None:
    if judged.novelty.kind != "shift":
        return
    if match and match.novelty == "shift":
        total.shifts += 1
    else:
        total.shifts_wrong.append(_line(one, judged.claim))


def _score_corrections(one: ToldStory, total: Score) -> None:
    wanted = list(one.story.expected.corrections)
    total.corrections_wanted += len(wanted)
    for claim in (judged.claim for judged in _told_claims(one, "correction")):
        if any(_is(claim, correction) for correction in wanted):
            total.corrections += 1
        else:
            total.corrections_wrong.append(_line(one, claim))


def _told_claims(one: ToldStory, kind: str) -> Iterator[JudgedClaim]:
    return (judged for alert in one.alerts if alert.kind == kind for judged in alert.claims)


def _is(claim: ClaimRecord, wanted: ExpectedClaim) -> bool:
    if claim.topic != wanted.topic or (wanted.positions and claim.position not in wanted.positions):
        return False
    return wanted.who == ("*",) or any(_same_name(claim.speaker_name, name) for name in wanted.who)


def _same_name(one: str, other: str) -> bool:
    """The same name, written out more or less fully, or spelt a little otherwise."""
    mine, theirs = stems(one), stems(other)
    within = bool(mine and theirs) and (mine <= theirs or theirs <= mine)
    return within or SequenceMatcher(None, fold(one), fold(other)).ratio() >= SAME_NAME


def _line(one: ToldStory, claim: ClaimRecord) -> str:
    return f"{one.story.slug}: {claim.speaker_name}: {claim.topic} {claim.position}: {claim.words[:90]}"
