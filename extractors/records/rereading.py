"""Which of two reports of one utterance is read more surely: the surer reading is what was said. Pure functions."""

from __future__ import annotations

from collections.abc import Iterable

from extractors.records import RUNGS, ClaimRecord

SURE = 0.8  # certainty from which a second reading may correct the first
# Certainties differ by less than this for no reason that a reader would share.
CLEARLY_SURER = 0.1
# Neighbouring rungs are told apart by a word, and a report may lack it.
SAME_STAND = 1


def reads_better(claim: ClaimRecord, other: ClaimRecord) -> bool:
    """Whether a claim is sure, and another article's report of the same utterance is not, and reads otherwise."""
    same = (claim.speaker_key, claim.topic, claim.party) == (other.speaker_key, other.topic, other.party)
    apart = abs(RUNGS[claim.position] - RUNGS[other.position]) > SAME_STAND
    surer = claim.certainty >= SURE and claim.certainty - other.certainty > CLEARLY_SURER
    return same and claim.url != other.url and apart and surer


def better_reading(claim: ClaimRecord, utterance: Iterable[ClaimRecord]) -> ClaimRecord | None:
    """The surest of the reports of one utterance that read a claim better, if any does."""
    better = [other for other in utterance if reads_better(other, claim)]
    return max(better, key=lambda other: other.certainty, default=None)
