"""One claim as a page shows it: words in their paragraph, who and when, the rungs, how sure, who else reported it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise
from zoneinfo import ZoneInfo

from extractors.novelty.changes import changes_between, told_changes
from extractors.records import RUSSIA, Change, ClaimRecord, JudgedClaim, NoveltyKind, Position, Topic, Verdict
from extractors.records.stored import RevisionRecord, Telling
from flows.mail.cards import doubt_of, headed, moment, web_link
from flows.mail.difference import Stretch, parts_of
from flows.mail.highlight import Segment, pieces
from flows.reporting.retelling import Report, Retelling, retelling_of
from flows.reporting.standings import day_of

MOST_REPORTS = 8
CONTEXT_LETTERS = 900  # as in mails
_EVIDENCE = 80  # characters


@dataclass(frozen=True, slots=True)
class Knowledge:
    """What is known around the claims of a page, by claim or article: offices, reports, earlier claims, wordings."""

    zone: ZoneInfo
    roles: Mapping[str, str] = field(default_factory=dict)
    tellings: Mapping[str, Sequence[Telling]] = field(default_factory=dict)
    befores: Mapping[str, ClaimRecord] = field(default_factory=dict)
    wordings: Mapping[str, Sequence[RevisionRecord]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ReportLine:
    """Another report: where it stands, when, and whether it is the first, a copy, or reads otherwise."""

    claim: str
    outlet: str
    link: str
    when: str
    note: str


@dataclass(frozen=True, slots=True)
class Rewording:
    """What an outlet changed in its article, and when that was seen."""

    when: str
    changes: tuple[tuple[Change, tuple[Stretch, ...]], ...]
    more: int


@dataclass(frozen=True, slots=True)
class CardSpeaker:
    """Who says it: the name as a heading begins, the key of all that this voice says, the office."""

    name: str
    key: str
    role: str


@dataclass(frozen=True, slots=True)
class EarlierStand:
    """Where the voice stood before, and on which day it said so."""

    position: Position
    day: str


@dataclass(frozen=True, slots=True)
class Sureness:
    """How sure the reading is, in words and in a hundred, and why."""

    doubt: str
    percent: int
    why: str


@dataclass(frozen=True, slots=True)
class Newness:
    """What is new of it, why so, and the claim that it was compared with."""

    kind: NoveltyKind
    why: str
    earlier: str


@dataclass(frozen=True, slots=True)
class Printed:
    """Where it stands: the outlet, the address if a reader may follow it, the headline."""

    outlet: str
    link: str
    title: str


@dataclass(frozen=True, slots=True)
class Retold:
    """Who else reported it, of how many independent texts; ``more`` reports are not listed."""

    first: str
    origins: int
    reports: tuple[ReportLine, ...]
    more: int
    different: str


@dataclass(frozen=True, slots=True)
class ClaimCard:
    """One claim as a reader sees it."""

    id: str
    article: str
    voice: CardSpeaker
    topic: Topic
    position: Position
    before: EarlierStand | None
    day: date
    sureness: Sureness
    newness: Newness
    facts: tuple[tuple[str, str], ...]
    context: tuple[Segment, ...]
    printed: Printed
    confirmed: bool
    promised_by: str
    verdict: Verdict | None
    vanished: str
    read_as: Position | None
    retold: Retold
    rewordings: tuple[Rewording, ...]
    provenance: tuple[tuple[str, str], ...]


def claim_card(one: JudgedClaim, knowledge: Knowledge) -> ClaimCard:
    """The card of one claim."""
    claim, told, zone = one.claim, knowledge.tellings.get(one.claim.id, ()), knowledge.zone
    article = next((telling.article_id for telling in told if telling.claim_id == claim.id), "")
    return ClaimCard(
        id=claim.id,
        article=article,
        voice=_voice(claim, knowledge),
        topic=claim.topic,
        position=claim.position,
        before=_before(knowledge.befores.get(claim.id)),
        day=day_of(claim),
        sureness=Sureness(doubt_of(claim.certainty) or "surely", round(claim.certainty * 100), _why_sure(claim)),
        newness=_newness(one),
        facts=tuple((name, value) for name, value in _facts(claim, zone) if value),
        context=pieces(claim.words, claim.context if len(claim.context) <= CONTEXT_LETTERS else claim.words),
        printed=Printed(claim.outlet, web_link(claim.url), claim.title or claim.outlet),
        confirmed=claim.confirmed,
        promised_by=claim.promised_by or "",
        verdict=one.verdict,
        vanished=moment(one.vanished_at, zone),
        read_as=one.read_as,
        retold=_retold(claim, told, article, zone),
        rewordings=_rewordings(knowledge.wordings.get(article, ()), claim, zone),
        provenance=_provenance(claim, article),
    )


def _voice(claim: ClaimRecord, knowledge: Knowledge) -> CardSpeaker:
    return CardSpeaker(headed(claim.speaker_name), claim.speaker_key, knowledge.roles.get(claim.actor or "", ""))


def _before(claim: ClaimRecord | None) -> EarlierStand | None:
    return EarlierStand(claim.position, f"{day_of(claim):%-d %b %Y}") if claim else None


def _newness(one: JudgedClaim) -> Newness:
    nearest = one.novelty.nearest
    return Newness(one.novelty.kind, one.novelty.reason, nearest.id if nearest else "")


def _retold(claim: ClaimRecord, told: Sequence[Telling], article: str, zone: ZoneInfo) -> Retold:
    retelling = retelling_of(claim.position, told)
    lines = [_line(report, zone) for report in retelling.reports if report.telling.article_id != article]
    listed = tuple(lines[:MOST_REPORTS])
    return Retold(retelling.first, retelling.origins, listed, len(lines) - len(listed), _different(retelling))


def _facts(claim: ClaimRecord, zone: ZoneInfo) -> tuple[tuple[str, str], ...]:
    return (
        ("Who", f"{claim.outlet} itself; nobody is quoted" if claim.kind == "narrative" else ""),
        ("Promised", f"by {claim.promised_by}, as {claim.speaker_name} tells it" if claim.promised_by else ""),
        ("To whom", claim.addressee or ""),
        ("Where", claim.place or ""),
        ("Said", f"{claim.said_on:%-d %B %Y}" if claim.said_on else "the article does not say when"),
        ("Published", moment(claim.published_at, zone) or "undated"),
        ("Seen", moment(claim.seen_at, zone)),
        ("Via", ", ".join(claim.via)),
        ("Party", claim.party if claim.party != RUSSIA else ""),
    )


def _why_sure(claim: ClaimRecord) -> str:
    """One sentence: what the certainty means, and which words decided."""
    words = next((one.text for one in claim.evidence if one.text.strip()), "")
    words = words if len(words) <= _EVIDENCE else words[: _EVIDENCE - 1] + "…"
    percent = round(claim.certainty * 100)
    meaning = "nobody weighed it" if percent == 100 else f"of claims this sure {percent} in 100 are right"
    return f"{meaning}; read from “{words}”" if words else meaning


def _line(report: Report, zone: ZoneInfo) -> ReportLine:
    telling = report.telling
    notes = ["first" if report.first else "", "copy" if report.copy else ""]
    notes.append(f"reads {report.reads}" if report.reads else "")
    when = moment(telling.published_at or telling.seen_at, zone)
    return ReportLine(telling.claim_id, telling.outlet, web_link(telling.url), when, ", ".join(filter(None, notes)))


def _different(retelling: Retelling) -> str:
    told = {report.telling.outlet: report.reads for report in retelling.different}
    return "; ".join(f"{outlet} has {position}" for outlet, position in list(told.items())[:MOST_REPORTS])


def _rewordings(wordings: Sequence[RevisionRecord], claim: ClaimRecord, zone: ZoneInfo) -> tuple[Rewording, ...]:
    return tuple(_rewording(before, after, claim, zone) for before, after in pairwise(wordings))


def _rewording(before: RevisionRecord, after: RevisionRecord, claim: ClaimRecord, zone: ZoneInfo) -> Rewording:
    changes, more = told_changes(changes_between(before, after), [claim.words])
    return Rewording(moment(after.seen_at, zone), tuple((one, parts_of(one)) for one in changes), more)


def _provenance(claim: ClaimRecord, article: str) -> tuple[tuple[str, str], ...]:
    rules = ", ".join(dict.fromkeys(one.rule for one in claim.evidence if one.rule))
    rows = (("claim", claim.id), ("statement", claim.statement_id), ("article", article), ("read by", rules))
    return tuple((name, value) for name, value in rows if value)
