"""From judged claims to what a reader is told: alerts and corrections, and why other claims are not. Pure functions."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from extractors.languages.en.words.newsworthiness import says
from extractors.novelty import NOBODY
from extractors.novelty.steps import STEPPED
from extractors.novelty.utterance_times import NEWS_FOR, looks_back, told_in_words
from extractors.records import ALERTING_TOPICS, RUNGS, RUSSIA, Alert, Article, ClaimRecord, JudgedClaim
from extractors.records.identity import alert_id, revision_of
from extractors.records.rereading import CLEARLY_SURER, SAME_STAND, SURE
from extractors.records.stored import StoredArticle
from extractors.text.sketches import folded_words
from extractors.text.words import similarity
from flows.telling.policy import EVERYBODY, TOLD_FROM, Readership

# Of all that is told over the fifteen replayed newsrooms one claim was said longer before, four weeks, and was a recap.
TOLD_LATE = timedelta(days=21)
REPORTED_STEP = RUNGS["considering"]
TOLD_ACT = RUNGS["decided"]
LEAD_LETTERS = 350  # two or three sentences
SAME_WORDS = 0.5  # alike: then a claim stands, only its speaker is called otherwise now


def alert_for(
    judged: Sequence[JudgedClaim], now: datetime, readers: Readership = EVERYBODY, language: str | None = None
) -> Alert | None:
    """Build the alert of the claims of one article in ``language``, or None when nothing in it is to be told."""
    worth = sorted((one for one in judged if silenced(one, readers, language) is None), key=_weight)
    if not worth:
        return None
    return alert_of("claims", alert_id("claims", [one.claim.id for one in worth]), worth, now)


def silenced(one: JudgedClaim, readers: Readership = EVERYBODY, language: str | None = None) -> str | None:
    """Why a claim is not alerted, or None when it is."""
    return _not_wanted(one, readers, language) or _old_news(one, readers) or _background(one)


def corrections_for(
    before: StoredArticle, after: Iterable[ClaimRecord], article: Article, now: datetime
) -> Alert | None:
    """Build the correction for alerted claims that a revision of their article no longer makes, or reverses.

    Where the claim's very words still stand in the text nothing is taken back, whatever is made of them now.
    """
    claims, words = list(after), folded_words(article.text)
    gone: list[JudgedClaim] = []
    reasons: list[str] = []
    for one in before.claims:
        told = one.claim.id in before.alerted and not _stands_in(one.claim.words, words)
        reason = _taken_back(one.claim, claims) if told else None
        if reason:
            gone.append(one)
            reasons.append(reason)
    if not gone:
        return None
    key = alert_id("correction", [revision_of(article), *(one.claim.id for one in gone)])
    return alert_of("correction", key, gone, now, " ".join(reasons))


def _stands_in(words: str, text: tuple[str, ...]) -> bool:
    """Whether the words still stand in a text, one after the other."""
    return " ".join(folded_words(words)) in " ".join(text)


def _taken_back(claim: ClaimRecord, after: list[ClaimRecord]) -> str | None:
    """Why a claim no longer stands in the article, None if it does."""
    same_voice = [other for other in after if (other.speaker_key, other.topic) == (claim.speaker_key, claim.topic)]
    best = max((other.certainty for other in same_voice), default=0.0)
    surest = [other for other in same_voice if best - other.certainty <= CLEARLY_SURER]
    near = [other for other in surest if abs(RUNGS[other.position] - RUNGS[claim.position]) <= SAME_STAND]
    if near and not _undone(claim, near):
        return None
    if same_voice:
        now_says = surest[0].position
        whose = "its own words now say" if claim.kind == "narrative" else f"{claim.speaker_name} is now reported at"
        return f"{claim.outlet} has changed its article: {whose} {now_says}."
    same_claim = [other for other in after if (other.topic, other.position) == (claim.topic, claim.position)]
    renamed = any(similarity(other.words, claim.words) >= SAME_WORDS for other in same_claim)
    return None if renamed else f"{claim.outlet} has changed its article; it no longer says this."


def _undone(claim: ClaimRecord, now: Sequence[ClaimRecord]) -> bool:
    """Whether what was told as done is no longer, and one of its new readings is sure that it is still to come."""
    reversed_ = claim.position == "done" and all(other.position != "done" for other in now)
    return reversed_ and max(other.certainty for other in now) >= SURE


def alert_of(kind: str, key: str, told: Sequence[JudgedClaim], now: datetime, text: str = "") -> Alert:
    """An alert of some claims, in the place of the first; ``key`` is its id."""
    first = told[0].claim
    return Alert(
        id=key,
        created_at=now,
        url=first.url,
        outlet=first.outlet,
        title=first.title,
        published_at=first.published_at,
        claims=tuple(told),
        kind="correction" if kind == "correction" else "claims",
        text=text,
    )


def _not_wanted(one: JudgedClaim, readers: Readership, language: str | None) -> str | None:
    if readers.policy is not None:
        groups = readers.policy.groups
        if any(group.wants(one, language) for group in groups):
            return None
        return _unsure(one) if any(group.wants_if_sure(one, language) for group in groups) else "nobody asked for it"
    if one.novelty.kind not in ("new", "shift"):
        return one.novelty.kind
    if one.claim.topic not in ALERTING_TOPICS:
        return f"{one.claim.topic} does not alert"
    return None if one.claim.certainty >= TOLD_FROM else _unsure(one)


def _unsure(one: JudgedClaim) -> str:
    return f"only possible: right {one.claim.certainty:.0%} of the time"


def _old_news(one: JudgedClaim, readers: Readership) -> str | None:
    claim = one.claim
    if claim.published_at is None or claim.published_day is None:
        return "undated"
    if readers.begun_at and _is_before(claim.published_at, readers.begun_at):
        return "published before the watch began"
    if claim.seen_at - claim.published_at > NEWS_FOR:
        return f"published {(claim.seen_at - claim.published_at).days} days before it was seen"
    if claim.said_on and claim.published_day - claim.said_on > TOLD_LATE:
        return f"said {(claim.published_day - claim.said_on).days} days before it was published"
    if claim.kind != "narrative" and looks_back(claim):
        return "told as said before"
    return None


def _is_before(published: datetime, begun: datetime) -> bool:
    """Whether it was published before the watch began; a bare day (midnight) may have been any hour of it."""
    bare_day = (published.hour, published.minute, published.second) == (0, 0, 0)
    return (published + timedelta(days=1) if bare_day else published) <= begun


def _background(one: JudgedClaim) -> str | None:
    """An outlet's own sentence alerts as the first report of a step by Russia, not as a standing state of affairs.

    Nor does what others have done with their embassies, of which they tell when asked of Russia's: of eight such claims
    told over all replayed newsrooms none was to be.
    """
    claim = one.claim
    if claim.speaker_key == NOBODY or says("pronoun", claim.speaker_name):
        return "nobody is named who says it"
    if claim.voice == "unnamed":
        return "who says it has no name"
    if claim.voice == "medium" and RUNGS[claim.position] < TOLD_ACT:
        return "a medium passes it on and names nobody"
    if claim.kind != "narrative" and says("of-itself", claim.speaker_name):
        return "the outlet speaks of itself"
    if claim.topic == STEPPED and claim.party != RUSSIA and RUNGS[claim.position] >= TOLD_ACT:
        return "an envoy or mission of others"
    if claim.kind != "narrative":
        return None
    if claim.party != RUSSIA or RUNGS[claim.position] < REPORTED_STEP or not _is_news(claim):
        return "background"
    if claim.position == "supports":
        return "the outlet tells of others' support and quotes nobody"
    return None


def _is_news(claim: ClaimRecord) -> bool:
    """Whether the outlet tells it as news: in its lead or with a day of this week, and with no older date."""
    published = claim.published_day
    if published is None or looks_back(claim):
        return False
    if told_in_words(claim.words, published) or says("this-week", claim.words):
        return True
    starts = [evidence.start for evidence in claim.evidence]
    in_lead = not starts or min(starts) < LEAD_LETTERS
    return in_lead and not says("standing", claim.words)


def _weight(one: JudgedClaim) -> tuple[bool, bool, int, int, float]:
    """What is sure first, of that shifts, then by topic as the contract lists them, then by how far along it is."""
    claim = one.claim
    topic = ALERTING_TOPICS.index(claim.topic) if claim.topic in ALERTING_TOPICS else len(ALERTING_TOPICS)
    return claim.certainty < SURE, one.novelty.kind != "shift", topic, -abs(RUNGS[claim.position]), -claim.certainty
