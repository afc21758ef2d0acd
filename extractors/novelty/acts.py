"""Is it an act that is known already? One act is one event, whoever tells of it and under whatever name."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from extractors.novelty.cases import Case, describe, moment
from extractors.novelty.copies import COPIED_WORDS
from extractors.novelty.steps import only_a_flag, other_steps
from extractors.records import RUNGS, RUSSIA, ClaimRecord, JudgedClaim, Novelty
from extractors.records.rereading import SURE
from extractors.text.words import similarity

ACT = RUNGS["decided"]
STEP = RUNGS["considering"]
# Recognising or delisting is one act, told of for days; accrediting goes in steps that may follow within a week.
# Of the 139 annotated claims of `make bench-novelty` none is judged otherwise by 3 or 20 days of an act, 1 or 7 of a
# step, 0 or 3 of the same news.
SAME_ACT = {"recognition": timedelta(days=10), "delisting": timedelta(days=10)}
SAME_STEP = timedelta(days=3)
WITNESSES = 2  # outlets that told of an act as done before it is taken for known whoever tells it
SAME_NEWS = timedelta(days=1)
_RELAYS = frozenset({"outlet", "medium", "unnamed"})
_STATES = frozenset({"country", "body"})
_OWN_WORDS = frozenset({"direct"})


def known_act(case: Case) -> Novelty | None:
    """A step of a state that is told of by whoever reports it: known once anybody has told of it, or of more."""
    claim = case.claim
    told = case.voice + case.others
    if tells_of_act(claim):
        known = [other for other in told if _same_act(claim, other)] or _accomplished(claim, told)
    else:
        known = [] if case.voice else [other for other in told if _official_before(claim, other)]
    if not known:
        return None
    first = min(known, key=moment)
    return Novelty("repeat", f"one act, known from {describe(first)}", first)


def after_the_act(case: Case) -> Novelty | None:
    """What those whose act it was are heard to say of it as if it were still to come, and not surely.

    Once it is known to be done that is a difference in reading, or a look back. To be for it is a stand at any time.
    """
    claim = case.claim
    if claim.state != claim.party or RUNGS[claim.position] >= RUNGS["supports"] or claim.certainty >= SURE:
        return None
    sure = [other for other in case.voice + case.others if other.certainty >= SURE]
    done = _accomplished_before(claim, sure)
    if not done:
        return None
    first = min(done, key=moment)
    return Novelty("repeat", f"it was done by then, as known from {describe(first)}", first)


def next_step(case: Case) -> Novelty | None:
    """An outlet says nothing again: what it tells of on another occasion, and nobody told of then, is another step."""
    claim = case.claim
    if claim.kind != "narrative" or not tells_of_act(claim) or (taken_once(claim) and claim.position == "done"):
        return None
    known = [other for other in case.voice if other.position == claim.position]
    return Novelty("new", f"another step than in {describe(known[-1])}", known[-1]) if known else None


def taken_once(claim: ClaimRecord) -> bool:
    """Whether the act can be accomplished only once; accrediting goes on."""
    return claim.topic in SAME_ACT


def tells_of_act(claim: ClaimRecord) -> bool:
    """Whether somebody only tells that a step was taken: an outlet, an agency, nobody by name, a state or its body.

    Of a state or body that goes for what is decided or done, and not for its quoted words, which are a statement of its
    own, as is whatever a person says, and what a third state thinks of the act.
    """
    if claim.voice in _RELAYS:
        return RUNGS[claim.position] >= STEP
    return (
        claim.voice in _STATES and not reacts(claim) and RUNGS[claim.position] >= ACT and claim.kind not in _OWN_WORDS
    )


def reacts(claim: ClaimRecord) -> bool:
    """Whether a third state speaks, or one of its people: neither who acts nor on whom."""
    return claim.state is not None and claim.state not in (claim.party, claim.target)


def speaks_as_third(claim: ClaimRecord) -> bool:
    """Whether a third country itself is said to say it: neither Russia nor the Afghan side."""
    return claim.voice == "country" and claim.state not in (None, RUSSIA, claim.target)


def is_second_report(one: JudgedClaim) -> bool:
    """Whether an outlet tells in its own words of an act that another outlet told of first."""
    claim, nearest = one.claim, one.novelty.nearest
    own = one.novelty.kind == "repeat" and claim.kind == "narrative" and tells_of_act(claim)
    if not own or nearest is None or nearest.outlet == claim.outlet:
        return False
    return similarity(claim.words, nearest.words) < COPIED_WORDS


def _official_before(claim: ClaimRecord, other: ClaimRecord) -> bool:
    """Whether somebody who has not spoken of it before only confirms, as done, an act told by those whose act it is.

    That is a body of the party after one of its people in his own words, and a person of either side whose own words
    are not quoted.
    """
    if claim.position != "done" or not _same_act(claim, other):
        return False
    body = claim.voice in _STATES and claim.state == claim.party
    person = claim.voice == "person" and claim.kind == "indirect" and claim.state in (claim.party, claim.target)
    official = other.state == other.party and other.kind in ("direct", "mixed")
    return (body and official) or person


def _accomplished(claim: ClaimRecord, told: Sequence[ClaimRecord]) -> list[ClaimRecord]:
    """Who told long ago that it was done, where it is done once for all: two outlets at least, for one can err."""
    return _accomplished_before(claim, told) if claim.position == "done" else []


def _accomplished_before(claim: ClaimRecord, told: Sequence[ClaimRecord]) -> list[ClaimRecord]:
    if not taken_once(claim):
        return []
    done = [other for other in told if other.position == "done" and other.party == claim.party]
    before = [other for other in done if moment(other) < moment(claim)]
    return before if len({other.outlet for other in before}) >= WITNESSES else []


def _under_way(claim: ClaimRecord) -> bool:
    """Whether somebody of the party itself surely says that it thinks of the act, or more."""
    return claim.state == claim.party and RUNGS[claim.position] >= STEP and claim.certainty >= SURE


def _same_act(claim: ClaimRecord, other: ClaimRecord) -> bool:
    """The same party's step on the same topic in the same days, as far along or further.

    What is only under way is known from others who tell of it, and from those who would act and say that it is, not
    from what anybody else thinks of it.
    """
    if RUNGS[claim.position] < ACT and other.voice not in _RELAYS and not _under_way(other):
        return False
    apart = abs(moment(other) - moment(claim))
    as_far = RUNGS[other.position] >= RUNGS[claim.position] or (apart <= SAME_NEWS and _reads_otherwise(claim, other))
    if other_steps(claim, other) and not (apart <= SAME_NEWS and only_a_flag(claim)):
        return False
    return other.party == claim.party and as_far and apart <= SAME_ACT.get(claim.topic, SAME_STEP)


def _reads_otherwise(claim: ClaimRecord, other: ClaimRecord) -> bool:
    """Whether a step that is not yet done may be the one told of in another claim, which lies lower on the ladder.

    Whoever would act and is for it says where he stands, and reports no step.
    """
    near = RUNGS[claim.position] - RUNGS[other.position] <= 2
    stands = other.position == "supports" and other.state == other.party
    return near and claim.position != "done" and not stands
