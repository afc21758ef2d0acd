"""A claim before its judges, and what they all measure it by."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from importlib.resources import files

import yaml

from extractors.novelty.utterance_times import UtteranceTime, utterance_time
from extractors.records import ClaimRecord
from extractors.text.words import similarity

NOBODY = "name:"
ONE_RUNG = 1  # of the ladder: as far apart as two readings of the same words often lie
SAME_UTTERANCE_RUNGS = 2  # of the ladder, for claims of one utterance


@dataclass(frozen=True, slots=True)
class Case:
    """A claim before its judges: what this voice said on the topic, what others did, what was said on other topics."""

    claim: ClaimRecord
    when: UtteranceTime | None
    today: date
    voice: tuple[ClaimRecord, ...]
    others: tuple[ClaimRecord, ...]
    elsewhere: tuple[ClaimRecord, ...]
    original: tuple[ClaimRecord, ...]


def describe(claim: ClaimRecord) -> str:
    """Name an earlier claim in a reason: outlet and day."""
    day = claim.said_on or claim.published_day
    return f"{claim.outlet}, {day:%-d %b %Y}" if day else f"{claim.outlet}, undated"


def one_voice(claim: ClaimRecord, other: ClaimRecord) -> bool:
    """Whether the same speaker speaks; those whom no text names have only their words in common."""
    return voice_of(claim.speaker_key) == voice_of(other.speaker_key) != NOBODY


@lru_cache(maxsize=4096)
def voice_of(speaker_key: str) -> str:
    """The key under which a speaker's history is kept: a body that speaks by one person is that person."""
    return _named_in("voices.yaml").get(speaker_key, speaker_key)


def voices_beside(speaker_key: str) -> tuple[str, ...]:
    """Under which other keys stands what a speaker said: a body's spokespeople, and the body that a person is."""
    one = _named_in("voices.yaml")
    same = (key for key in (*one, *one.values()) if key != speaker_key and voice_of(key) == voice_of(speaker_key))
    people = (person for person, body in _named_in("spokespeople.yaml").items() if body == speaker_key)
    return tuple(dict.fromkeys((*same, *people)))


def speaks_for(speaker_key: str, body_key: str) -> bool:
    """Whether a person is the spokesperson of a body that others speak for too."""
    return _named_in("spokespeople.yaml").get(speaker_key) == body_key


@lru_cache(maxsize=4)
def _named_in(name: str) -> dict[str, str]:
    return dict(yaml.safe_load(files("extractors.novelty").joinpath(name).read_text(encoding="utf-8")))


def moment(claim: ClaimRecord) -> date:
    """When it was said, as nearly as known: what orders a voice's history."""
    when = utterance_time(claim)
    return when.last if when else claim.seen_at.date()


def most_alike(claim: ClaimRecord, others: Sequence[ClaimRecord]) -> tuple[ClaimRecord, float]:
    """Return the most alike of at least one claim, the latest of equals, and how alike it is."""
    scored = [(similarity(claim.words, other.words), moment(other), other) for other in others]
    alike, _, nearest = max(scored, key=lambda row: row[:2])
    return nearest, alike
