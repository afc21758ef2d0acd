"""Is it the word of a state or body that one of its people gave? "Moscow says" is what its minister said."""

from __future__ import annotations

from datetime import timedelta

from extractors.novelty.acts import reacts, speaks_as_third, taken_once
from extractors.novelty.cases import ONE_RUNG, SAME_UTTERANCE_RUNGS, Case, describe, moment, most_alike, speaks_for
from extractors.novelty.copies import REWORDED_LEAD
from extractors.novelty.history import APPROVING
from extractors.novelty.utterance_times import REPORTING_LAG, utterance_time
from extractors.records import RUNGS, ClaimRecord, Novelty

_PEOPLE = frozenset({"person", "body"})


def spoken_for(case: Case) -> Novelty | None:
    """What a country is said to say, and one of its people or bodies said on an occasion that fits: one utterance.

    An article that tells of both tells of two, unless their words are alike.
    """
    if case.claim.voice != "country":
        return None
    said = [other for other in case.others if _speaks_for(case, other)]
    if not said:
        return None
    nearest, alike = most_alike(case.claim, said)
    if nearest.url == case.claim.url and alike < REWORDED_LEAD:
        return None
    who = f"{nearest.speaker_name} speaks for {case.claim.speaker_name}"
    return Novelty("repeat", f"{who}, in {describe(nearest)} (words {alike:.0%} alike)", nearest)


def by_its_spokesperson(case: Case) -> Novelty | None:
    """What a body and its spokesperson say on an occasion that fits is one utterance, whichever is named first."""
    key = case.claim.speaker_key
    said = [
        other
        for other in case.others
        if (speaks_for(other.speaker_key, key) or speaks_for(key, other.speaker_key))
        and _fits(case, other, SAME_UTTERANCE_RUNGS)
    ]
    if not said:
        return None
    nearest, alike = most_alike(case.claim, said)
    reason = f"one voice with {nearest.speaker_name}, in {describe(nearest)} (words {alike:.0%} alike)"
    return Novelty("repeat", reason, nearest)


def held_by_its_spokesperson(case: Case) -> Novelty | None:
    """What a body is said to hold, of which nothing is known but that one of its spokespeople held it before.

    What it is said to have done may be another step.
    """
    claim = case.claim
    said = [
        other
        for other in case.others
        if speaks_for(other.speaker_key, claim.speaker_key)
        and (other.party, other.position) == (claim.party, claim.position)
        and moment(other) <= moment(claim)
    ]
    if case.voice or not said or RUNGS[claim.position] >= RUNGS["decided"]:
        return None
    last = max(said, key=moment)
    return Novelty("restated", f"as {last.speaker_name} said for {claim.speaker_name}, in {describe(last)}", last)


def held_by_its_state(case: Case) -> Novelty | None:
    """What a third state holds of one act, once any of its voices has held it, however long ago.

    Of its own act that goes for the country itself, which speaks by its people. Two of its people are two voices. What
    was held before the act was done was held of the thought of it.
    """
    claim = case.claim
    if not (reacts(claim) or speaks_as_third(claim)) or case.voice or not taken_once(claim):
        return None
    done = [moment(other) for other in case.others if (other.position, other.party) == ("done", claim.party)]
    said = [other for other in case.others if _held_for_state(claim, other)]
    if not said or (done and max(map(moment, said)) < min(done) <= moment(claim)):
        return None
    last = max(said, key=moment)
    return Novelty("restated", f"as {last.speaker_name} said for {claim.state}, in {describe(last)}", last)


def _held_for_state(claim: ClaimRecord, other: ClaimRecord) -> bool:
    """Whether another voice of a claim's state took its stand before on the same party's act."""
    same = other.state == claim.state and other.party == claim.party and moment(other) <= moment(claim)
    stand = other.position == claim.position or {other.position, claim.position} <= APPROVING
    return same and stand and other.url != claim.url and {claim.voice, other.voice} != {"person"}


def _speaks_for(case: Case, other: ClaimRecord) -> bool:
    same = other.voice in _PEOPLE and other.state == case.claim.state is not None
    return same and (_fits(case, other, ONE_RUNG) or _said_days_before(case, other))


def _said_days_before(case: Case, other: ClaimRecord) -> bool:
    """Whether another took the very position of late: a state holds on the next day what its people said."""
    claim = case.claim
    same = (other.party, other.position) == (claim.party, claim.position)
    return same and timedelta() <= moment(claim) - moment(other) <= REPORTING_LAG


def _fits(case: Case, other: ClaimRecord, rungs: int) -> bool:
    """Whether another claim is on the same party's act, about as far up the ladder, on an occasion that fits."""
    claim, theirs = case.claim, utterance_time(other)
    near = other.party == claim.party and abs(RUNGS[other.position] - RUNGS[claim.position]) <= rungs
    return near and case.when is not None and theirs is not None and case.when.meets(theirs)
