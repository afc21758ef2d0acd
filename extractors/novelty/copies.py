"""Is it a copy: the same words again, in a reprint, under another name, or in a syndicated text?"""

from __future__ import annotations

from datetime import timedelta

from extractors.novelty.cases import ONE_RUNG, SAME_UTTERANCE_RUNGS, Case, describe, moment, most_alike, one_voice
from extractors.novelty.utterance_times import REPORTING_LAG
from extractors.records import RUNGS, ClaimRecord, Novelty
from extractors.text.words import stems

# What is short shares its words by chance. Of the 139 annotated claims of `make bench-novelty` none is judged otherwise
# by .6 or .9 of the words, 3 or 12 stems, 2 or 8 of a voice's own, .15 or .6 alike under a reworded lead.
COPIED_WORDS = 0.75
COPIED_FROM_STEMS = 6
SAME_VOICE_STEMS = 4
REWORDED_LEAD = 0.3
_KNOWN = frozenset({"person"})


def copied_words(case: Case) -> Novelty | None:
    """The same words, too many to be chance, under any name: a syndicated copy or a reprint."""
    pool = [other for other in case.voice + case.others if _may_be_copy(case.claim, other)]
    if not pool or len(stems(case.claim.words)) < COPIED_FROM_STEMS:
        return None
    nearest, alike = most_alike(case.claim, pool)
    if alike < COPIED_WORDS:
        return None
    return Novelty("repeat", f"the same words ({alike:.0%}) as in {describe(nearest)}", nearest)


def in_a_copy(case: Case) -> Novelty | None:
    """A syndicated copy under a reworded lead: much the same, by the same voice or by one that the other text hides."""
    claim = case.claim
    same = [other for other in case.original if _stands_for(claim, other)]
    if not same:
        return None
    nearest, alike = most_alike(claim, same)
    if alike < REWORDED_LEAD:
        return None
    return Novelty("repeat", f"in a copy of {describe(nearest)} (words {alike:.0%} alike)", nearest)


def _stands_for(claim: ClaimRecord, other: ClaimRecord) -> bool:
    hidden = claim.actor is None or other.actor is None
    near = abs(RUNGS[claim.position] - RUNGS[other.position]) <= ONE_RUNG
    return near and (hidden or one_voice(claim, other)) and (claim.kind == "narrative") == (other.kind == "narrative")


def read_otherwise(case: Case) -> Novelty | None:
    """The same words of the same voice, there taken for another topic: known words bring no new claim."""
    pool = [other for other in case.elsewhere if one_voice(case.claim, other) and _may_be_copy(case.claim, other)]
    if not pool or len(stems(case.claim.words)) < SAME_VOICE_STEMS:
        return None
    nearest, alike = most_alike(case.claim, pool)
    if alike < COPIED_WORDS or nearest.url == case.claim.url:
        return None
    return Novelty(
        "repeat", f"the same words ({alike:.0%}) as in {describe(nearest)}, there on {nearest.topic}", nearest
    )


def _may_be_copy(claim: ClaimRecord, other: ClaimRecord) -> bool:
    """A voice may say the same sentence twice on two told days; a narrative is copied only from a narrative.

    Nearly the same words at another rung can be the opposite ("no decision was taken"); only the very same are not.
    """
    if (claim.kind == "narrative") != (other.kind == "narrative"):
        return False
    if claim.said_on and other.said_on and abs(claim.said_on - other.said_on) > timedelta(days=1):
        return False
    if claim.position == other.position:
        return one_voice(claim, other) or _hardly_by_chance(claim, other)
    near = abs(RUNGS[claim.position] - RUNGS[other.position]) <= SAME_UTTERANCE_RUNGS
    return near and one_voice(claim, other) and stems(claim.words) == stems(other.words)


def _hardly_by_chance(claim: ClaimRecord, other: ClaimRecord) -> bool:
    """Two speakers may put a plain demand in the same words; a quotation or an outlet's sentence is one person's own.

    Two people whom the lexicon knows are two voices, whatever they say.
    Words that nobody quotes are a copy under another name only if they are all the same, and within days.
    """
    if {claim.voice, other.voice} <= _KNOWN and claim.actor and other.actor:
        return False
    if claim.kind == "narrative" or {claim.kind, other.kind} <= {"direct", "mixed"}:
        return True
    days_apart = abs(moment(claim) - moment(other))
    return stems(claim.words) == stems(other.words) and days_apart <= REPORTING_LAG
