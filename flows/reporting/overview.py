"""What a report shows at a glance and in pictures, worked out from its material. Pure functions."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from extractors.records import ALERTING_TOPICS, ClaimRecord, JudgedClaim, Topic
from extractors.records.stored import Telling
from flows.reporting.axis import Axis, axis_of
from flows.reporting.course import Landmark, course
from flows.reporting.glances import Glance, glances_of
from flows.reporting.lanes import Lane, lanes_on, line_of
from flows.reporting.material import Material
from flows.reporting.quality import Quality, quality_of
from flows.reporting.retelling import OutletShare, Retelling, outlet_shares, retelling_of
from flows.reporting.standings import Voice, day_of, said_by_voice, stands, voices_of
from flows.reporting.volume import TopicCalendar, calendars
from flows.reporting.wakefulness import Wakefulness, wakefulness_of

WEEK = timedelta(days=7)
MOST_VOICES = 60
MOST_NEWS = 40
MOST_OUTLETS = 25
MOST_MULTIPLES = 24
# An operator's schedule is minutes; nobody's is longer than this.
STALE = timedelta(hours=6)


@dataclass(frozen=True, slots=True)
class NewClaim:
    """A claim that is new this week, with its reports."""

    one: JudgedClaim
    retelling: Retelling


@dataclass(frozen=True, slots=True)
class Watch:
    """Whether the watch was awake: feeds that answered within a day, and hours since a pass that went well."""

    feeds: int
    answered: int
    troubled: tuple[str, ...]
    latest_pass: datetime | None
    hours_since: float | None
    stale: bool
    awake: Wakefulness | None = None


@dataclass(frozen=True, slots=True)
class Timeline:
    """One topic's lanes, and the landmarks of the course that bear on it."""

    topic: Topic
    lanes: tuple[Lane, ...]
    landmarks: tuple[tuple[float, Landmark], ...]


@dataclass(frozen=True, slots=True)
class Multiple:
    """One voice's lines (SVG paths), a topic each."""

    voice: Voice
    lines: tuple[tuple[Topic, str], ...]


@dataclass(frozen=True, slots=True)
class Overview:
    """All that a report shows above its claims; the ``more_`` figures say what is left out."""

    axis: Axis
    glances: tuple[Glance, ...]
    voices: tuple[Voice, ...]
    more_voices: int
    news: tuple[NewClaim, ...]
    more_news: int
    watch: Watch
    timelines: tuple[Timeline, ...]
    calendars: tuple[TopicCalendar, ...]
    outlets: tuple[OutletShare, ...]
    more_outlets: int
    multiples: tuple[Multiple, ...]
    quality: Quality


def overview_of(material: Material, now: datetime, zone: ZoneInfo) -> Overview:
    """Everything at a glance; days of the watch are those of ``zone``."""
    said = said_by_voice(material.claims)
    axis = axis_of([day_of(claim) for claims in said.values() for claim in claims], now.date())
    asked = [voice for voice in voices_of(material.claims) if set(voice.stands) & set(ALERTING_TOPICS)]
    news = news_of(material, now)
    shares = outlet_shares(_utterances(material))
    return Overview(
        axis=axis,
        glances=glances_of(said, now.date()),
        voices=tuple(asked[:MOST_VOICES]),
        more_voices=max(0, len(asked) - MOST_VOICES),
        news=news[:MOST_NEWS],
        more_news=max(0, len(news) - MOST_NEWS),
        watch=watch_of(material, now, zone),
        timelines=tuple(
            Timeline(topic, lanes, _landmarks(topic, axis))
            for topic in ALERTING_TOPICS
            if (lanes := lanes_on(topic, said, axis))
        ),
        calendars=calendars((claim for claims in said.values() for claim in claims), now.date()),
        outlets=shares[:MOST_OUTLETS],
        more_outlets=max(0, len(shares) - MOST_OUTLETS),
        multiples=tuple(_multiple(voice, said[voice.key], axis) for voice in asked[:MOST_MULTIPLES]),
        quality=quality_of(material.told_verdicts, material.second_looks),
    )


def news_of(material: Material, now: datetime) -> tuple[NewClaim, ...]:
    """What was new in the last seven days: claims and shifts that were seen in them and still stand, latest first."""
    fresh = [
        one
        for one in material.claims
        if one.novelty.kind in ("new", "shift")
        and one.claim.seen_at > now - WEEK
        and stands(one)
        and one.claim.topic in ALERTING_TOPICS
        and _age(one.claim, now) <= WEEK
    ]
    fresh.sort(key=lambda one: (one.claim.seen_at, one.claim.certainty), reverse=True)
    return tuple(
        NewClaim(one, retelling_of(one.claim.position, material.tellings.get(one.claim.id, ()))) for one in fresh
    )


def watch_of(material: Material, now: datetime, zone: ZoneInfo) -> Watch:
    """How the watch was of late."""
    coverage, good = material.coverage, material.latest_good
    hours = (now - good).total_seconds() / 3600 if good else None
    return Watch(
        feeds=coverage.feeds if coverage else 0,
        answered=coverage.answered if coverage else 0,
        troubled=tuple(memory.url for memory in coverage.troubled) if coverage else (),
        latest_pass=material.latest_pass,
        hours_since=hours,
        stale=good is None or now - good > STALE,
        awake=wakefulness_of(material.awake, now, zone),
    )


def befores_of(said: Iterable[Sequence[ClaimRecord]]) -> dict[str, ClaimRecord]:
    """For each claim the one before it of the same voice on the same topic, by the claim's id."""
    found: dict[str, ClaimRecord] = {}
    for claims in said:
        latest: dict[Topic, ClaimRecord] = {}
        for claim in claims:
            if claim.topic in latest:
                found[claim.id] = latest[claim.topic]
            latest[claim.topic] = claim
    return found


def _age(claim: ClaimRecord, now: datetime) -> timedelta:
    """How old the words are: an archive that was read this week is no news."""
    return timedelta(days=(now.date() - day_of(claim)).days)


def _utterances(material: Material) -> Iterable[Sequence[Telling]]:
    """Every utterance once."""
    seen: set[str] = set()
    for told in material.tellings.values():
        if told and told[0].claim_id not in seen:
            seen.add(told[0].claim_id)
            yield told


def _landmarks(topic: Topic, axis: Axis) -> tuple[tuple[float, Landmark], ...]:
    within = (act for act in course() if act.topic == topic and axis.first <= act.day <= axis.last)
    return tuple((axis.at(act.day), act) for act in within)


def _multiple(voice: Voice, said: Sequence[ClaimRecord], axis: Axis) -> Multiple:
    lines = ((topic, line_of([claim for claim in said if claim.topic == topic], axis)) for topic in ALERTING_TOPICS)
    return Multiple(voice, tuple((topic, line) for topic, line in lines if line))
