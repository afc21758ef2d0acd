"""Is this claim a repeat, restated, new, or a shift of position? A pure function of the claim and what is known.

The order of the questions is the order of the functions at the end: the same wording again; nothing known of this voice
on this topic; the same occasion; an old quote told again; a position that moved; else the same said anew.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache
from importlib.resources import files

import yaml

from extractors.occasions import REPORTING_LAG, Occasion, occasion
from extractors.records import RUNGS, ClaimRecord, Novelty
from extractors.words import similarity, stems

NOBODY = "name:"
SAME_WORDS = 0.6
REWORDED = 0.4
REWORDED_LEAD = 0.3
COPIED_WORDS = 0.75
COPIED_FROM_STEMS = 6
SAME_VOICE_STEMS = 4
SAME_EVENT = timedelta(days=7)
SAME_UTTERANCE_RUNGS = 2
ONE_RUNG = 1
ANSWERED_WITHIN = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class _Case:
    """A claim before its judges: what this voice said on the topic, what others did, what was said on other topics."""

    claim: ClaimRecord
    when: Occasion | None
    today: date
    voice: tuple[ClaimRecord, ...]
    others: tuple[ClaimRecord, ...]
    elsewhere: tuple[ClaimRecord, ...]
    original: tuple[ClaimRecord, ...]


def judge_novelty(
    claim: ClaimRecord, candidates: Sequence[ClaimRecord], now: datetime, original: Sequence[ClaimRecord] = ()
) -> Novelty:
    """Compare a claim with earlier ones on its topic: of the same voice, or in nearly the same words.

    ``original`` are the claims of the articles that the claim's article copies, if it is a copy.
    """
    known = [other for other in candidates if other.id != claim.id]
    earlier = [other for other in known if other.topic == claim.topic]
    case = _Case(
        claim,
        occasion(claim),
        now.date(),
        tuple(sorted((other for other in earlier if _one_voice(claim, other)), key=_moment)),
        tuple(sorted((other for other in earlier if not _one_voice(claim, other)), key=_moment)),
        tuple(other for other in known if other.topic != claim.topic and other.statement_id != claim.statement_id),
        tuple(other for other in original if other.topic == claim.topic and other.url != claim.url),
    )
    for judge in _JUDGES:
        if novelty := judge(case):
            return novelty
    return _restated(case)


def describe(claim: ClaimRecord) -> str:
    """Name an earlier claim in a reason: outlet and day."""
    day = claim.said_on or (claim.published_at.date() if claim.published_at else None)
    return f"{claim.outlet}, {day:%-d %b %Y}" if day else f"{claim.outlet}, undated"


def _one_voice(claim: ClaimRecord, other: ClaimRecord) -> bool:
    """Whether the same speaker speaks; those whom no text names have only their words in common."""
    return voice_of(claim.speaker_key) == voice_of(other.speaker_key) != NOBODY


def voice_of(speaker_key: str) -> str:
    """The key under which a speaker's history is kept: a body that speaks by one person is that person."""
    return _voices().get(speaker_key, speaker_key)


@lru_cache(maxsize=1)
def _voices() -> dict[str, str]:
    text = files("extractors").joinpath("voices.yaml").read_text(encoding="utf-8")
    return dict(yaml.safe_load(text))


def _moment(claim: ClaimRecord) -> date:
    """When it was said, as nearly as known: what orders a voice's history."""
    when = occasion(claim)
    return when.last if when else claim.seen_at.date()


def _nearest(claim: ClaimRecord, others: Sequence[ClaimRecord]) -> tuple[ClaimRecord, float]:
    """Return the most alike of at least one claim, the latest of equals, and how alike it is."""
    scored = [(similarity(claim.words, other.words), _moment(other), other) for other in others]
    alike, _, nearest = max(scored, key=lambda row: row[:2])
    return nearest, alike


def _copied_words(case: _Case) -> Novelty | None:
    """The same words, too many to be chance, under any name: a syndicated copy or a reprint."""
    pool = [other for other in case.voice + case.others if _may_be_copy(case.claim, other)]
    if not pool or len(stems(case.claim.words)) < COPIED_FROM_STEMS:
        return None
    nearest, alike = _nearest(case.claim, pool)
    if alike < COPIED_WORDS:
        return None
    return Novelty("repeat", f"the same words ({alike:.0%}) as in {describe(nearest)}", nearest)


def _in_a_copy(case: _Case) -> Novelty | None:
    """A syndicated copy under a reworded lead: much the same, by the same voice or by one that the other text hides."""
    claim = case.claim
    same = [other for other in case.original if _stands_for(claim, other)]
    if not same:
        return None
    nearest, alike = _nearest(claim, same)
    if alike < REWORDED_LEAD:
        return None
    return Novelty("repeat", f"in a copy of {describe(nearest)} (words {alike:.0%} alike)", nearest)


def _stands_for(claim: ClaimRecord, other: ClaimRecord) -> bool:
    hidden = claim.actor is None or other.actor is None
    near = abs(RUNGS[claim.position] - RUNGS[other.position]) <= ONE_RUNG
    return near and (hidden or _one_voice(claim, other)) and (claim.kind == "narrative") == (other.kind == "narrative")


def _read_otherwise(case: _Case) -> Novelty | None:
    """The same words of the same voice, there taken for another topic: known words bring no new claim."""
    pool = [other for other in case.elsewhere if _one_voice(case.claim, other) and _may_be_copy(case.claim, other)]
    if not pool or len(stems(case.claim.words)) < SAME_VOICE_STEMS:
        return None
    nearest, alike = _nearest(case.claim, pool)
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
        return _one_voice(claim, other) or _hardly_by_chance(claim, other)
    near = abs(RUNGS[claim.position] - RUNGS[other.position]) <= SAME_UTTERANCE_RUNGS
    return near and _one_voice(claim, other) and stems(claim.words) == stems(other.words)


def _hardly_by_chance(claim: ClaimRecord, other: ClaimRecord) -> bool:
    """Two speakers may put a plain demand in the same words; a quotation or an outlet's sentence is one person's own.

    Words that nobody quotes are a copy under another name only if they are all the same, and within days.
    """
    if claim.kind == "narrative" or {claim.kind, other.kind} <= {"direct", "mixed"}:
        return True
    days_apart = abs(_moment(claim) - _moment(other))
    return stems(claim.words) == stems(other.words) and days_apart <= REPORTING_LAG


def _first_of_voice(case: _Case) -> Novelty | None:
    if case.voice:
        return None
    claim = case.claim
    known = _reported_elsewhere(case)
    if known:
        return Novelty("new", f"{claim.outlet} had not reported this itself; known from {describe(known)}", known)
    if answered := _answered(case):
        reason = f"nothing known yet from {claim.speaker_name} on {claim.topic}; it answers {answered.speaker_name}"
        return Novelty("new", f"{reason}: {answered.position} ({describe(answered)})", answered)
    who = f"{claim.outlet} itself" if claim.kind == "narrative" else claim.speaker_name
    return Novelty("new", f"nothing known yet from {who} on {claim.topic}", None)


def _reported_elsewhere(case: _Case) -> ClaimRecord | None:
    """Another outlet's narrative of the same step within days: the same event, told independently."""
    if case.claim.kind != "narrative":
        return None
    day = _moment(case.claim)
    same = [
        other
        for other in case.others
        if other.kind == "narrative"
        and (other.position, other.party) == (case.claim.position, case.claim.party)
        and abs(_moment(other) - day) <= SAME_EVENT
    ]
    return same[0] if same else None


def _answered(case: _Case) -> ClaimRecord | None:
    """The claim that a denial answers: the last one by somebody else within days, far up the ladder."""
    if case.claim.position != "premature":
        return None
    day = _moment(case.claim)
    answered = [
        other
        for other in case.others
        if other.party == case.claim.party
        and RUNGS[other.position] >= RUNGS["decided"]
        and timedelta() <= day - _moment(other) <= ANSWERED_WITHIN
    ]
    return answered[-1] if answered else None


def _same_occasion(case: _Case) -> Novelty | None:
    """One utterance reported twice: in this article, or elsewhere on a day that fits."""
    same = [other for other in case.voice if _one_occasion(case, other)]
    if not same:
        return None
    nearest, alike = _nearest(case.claim, same)
    if nearest.url == case.claim.url:
        return Novelty("repeat", "said in the same article before", nearest)
    return Novelty("repeat", f"the same occasion as in {describe(nearest)} (words {alike:.0%} alike)", nearest)


def _one_occasion(case: _Case, other: ClaimRecord) -> bool:
    claim, theirs = case.claim, occasion(other)
    apart = abs(RUNGS[claim.position] - RUNGS[other.position])
    if claim.url == other.url:
        told_apart = claim.said_on and other.said_on and claim.said_on != other.said_on
        return not told_apart and apart <= SAME_UTTERANCE_RUNGS
    if case.when is None or theirs is None or not case.when.meets(theirs):
        return False
    if apart > ONE_RUNG:
        return False
    both_told = case.when.told and theirs.told
    return apart == 0 or both_told or similarity(claim.words, other.words) >= REWORDED


def _told_again(case: _Case) -> Novelty | None:
    """A recap: the text dates it to before publication, or the words and the rung are those of an older quote."""
    claim = case.claim
    like = [other for other in case.voice if other.position == claim.position]
    if not like:
        return None
    nearest, alike = _nearest(claim, like)
    if _is_recap(claim, case.when):
        return Novelty("repeat", f"recalls what was known from {describe(nearest)}", nearest)
    if alike >= SAME_WORDS and not claim.said_on and len(stems(claim.words)) >= COPIED_FROM_STEMS:
        return Novelty("repeat", f"nearly the words ({alike:.0%}) of {describe(nearest)}", nearest)
    return None


def _is_recap(claim: ClaimRecord, when: Occasion | None) -> bool:
    if when is None or not when.told or claim.published_at is None:
        return False
    return when.last < claim.published_at.date() - timedelta(days=7)


def _shift(case: _Case) -> Novelty | None:
    standing = _standing(case)
    if not standing or case.claim.position in {other.position for other in standing}:
        return None
    before = standing[-1]
    if case.claim.kind == "narrative":
        return Novelty("new", f"{case.claim.outlet} reported {before.position} before, not this step", before)
    move = RUNGS[case.claim.position] - RUNGS[before.position]
    way = f"{'up' if move > 0 else 'down'} {abs(move)} {'rung' if abs(move) == 1 else 'rungs'}"
    reason = f"moved {way} from {before.position} ({describe(before)}) to {case.claim.position}"
    return Novelty("shift", reason, before)


def _standing(case: _Case) -> list[ClaimRecord]:
    """Return what the voice said on the last occasion before this claim's: the first claim of each report of it."""
    day = case.when.last if case.when else case.today
    before = [other for other in case.voice if _moment(other) <= day]
    if not before:
        return []
    last = _moment(before[-1])
    firsts: dict[str, ClaimRecord] = {}
    for other in before:
        if last - _moment(other) <= timedelta(days=1):
            kept = firsts.setdefault(other.url, other)
            firsts[other.url] = min(kept, other, key=_place_in_text)
    return list(firsts.values())


def _place_in_text(claim: ClaimRecord) -> int:
    """Where the claim stands: its last evidence, for a topic can be taken over from a sentence before."""
    return max((evidence.start for evidence in claim.evidence), default=0)


def _restated(case: _Case) -> Novelty:
    """The same position on another occasion; a position known from no other occasion is old, and new to the store."""
    like = [other for other in case.voice if other.position == case.claim.position]
    if not like:
        return Novelty("new", f"older than all that is known from {case.claim.speaker_name}", case.voice[0])
    nearest, alike = _nearest(case.claim, like)
    return Novelty(
        "restated",
        f"the same position on another occasion than in {describe(nearest)} (words {alike:.0%} alike)",
        nearest,
    )


_JUDGES: tuple[Callable[[_Case], Novelty | None], ...] = (
    _copied_words,
    _in_a_copy,
    _read_otherwise,
    _first_of_voice,
    _same_occasion,
    _told_again,
    _shift,
)
