"""Is it a state's word that one of its people gave? "Moscow says" is what its minister or ministry said."""

from __future__ import annotations

from extractors.novelty.cases import ONE_RUNG, Case, describe, most_alike
from extractors.novelty.copies import REWORDED_LEAD
from extractors.occasions import occasion
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


def _speaks_for(case: Case, other: ClaimRecord) -> bool:
    claim, theirs = case.claim, occasion(other)
    same = other.voice in _PEOPLE and other.state == claim.state is not None and other.party == claim.party
    near = abs(RUNGS[other.position] - RUNGS[claim.position]) <= ONE_RUNG
    return same and near and case.when is not None and theirs is not None and case.when.meets(theirs)
