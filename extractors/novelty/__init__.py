"""Is this claim a repeat, restated, new, or a shift of position? A pure function of the claim and what is known.

The judges are asked in their order: is it a copy; is nothing known of this voice on this topic; is it the same
occasion; an old quote told again; a position that moved; else it is the same said anew.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

from extractors.novelty import acts, copies, history, states
from extractors.novelty.cases import NOBODY, Case, moment, one_voice
from extractors.novelty.utterance_times import utterance_time
from extractors.records import ClaimRecord, Novelty

__all__ = ["NOBODY", "judge_novelty"]

# A voice's own history comes last: what a voice says first may be a copy, a known act or what its state has said (asked
# first it judges 23 of the 94 cases of the tests otherwise). In it a shift comes behind the same occasion, as an
# utterance may be read in two ways (before it, 7 of the cases are judged otherwise, and of the 139 annotated claims of
# `make bench-novelty` 122 right instead of 127). Whether copies, acts or states are asked first changes none of them.
_JUDGES: tuple[Callable[[Case], Novelty | None], ...] = (
    copies.copied_words,
    copies.in_a_copy,
    copies.read_otherwise,
    acts.known_act,
    acts.after_the_act,
    states.spoken_for,
    states.by_its_spokesperson,
    states.held_by_its_spokesperson,
    states.held_by_its_state,
    history.first_of_voice,
    history.same_occasion,
    history.told_again,
    history.shift,
    acts.next_step,
)


def judge_novelty(
    claim: ClaimRecord, candidates: Sequence[ClaimRecord], now: datetime, original: Sequence[ClaimRecord] = ()
) -> Novelty:
    """Compare a claim with earlier ones on its topic: of the same voice, or in nearly the same words.

    ``original`` are the claims of the articles that the claim's article copies, if it is a copy.
    """
    known = [other for other in candidates if other.id != claim.id]
    voice: list[ClaimRecord] = []
    others: list[ClaimRecord] = []
    for earlier in sorted((other for other in known if other.topic == claim.topic), key=moment):
        (voice if one_voice(claim, earlier) else others).append(earlier)
    case = Case(
        claim,
        utterance_time(claim),
        now.date(),
        tuple(voice),
        tuple(others),
        tuple(other for other in known if other.topic != claim.topic and other.statement_id != claim.statement_id),
        tuple(other for other in original if other.topic == claim.topic and other.url != claim.url),
    )
    for judge in _JUDGES:
        if novelty := judge(case):
            return novelty
    return history.restated(case)
