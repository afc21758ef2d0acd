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
from flows.reporting.lanes import Shape, shape_of
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
class ClaimCard:
    """One claim as a reader sees it; ``more_reports`` are those that are not listed."""

    id: str
    article: str
    speaker: str
    key: str
    role: str
    topic: Topic
    position: Position
    before: Position | None
    before_day: str
    novelty: NoveltyKind
    shape: Shape
    doubt: str
    percent: int
    day: date
    facts: tuple[tuple[str, str], ...]
    context: tuple[Segment, ...]
    why_sure: str
    why_new: str
    earlier: str
    outlet: str
    link: str
    title: str
    confirmed: bool
    promised_by: str
    verdict: Verdict | None
    vanished: str
    read_as: Position | None
    first: str
    origins: int
    reports: tuple[ReportLine, ...]
    more_reports: int
    different: str
    rewordings: tuple[Rewording, ...]
    provenance: tuple[tuple[str, str], ...]


def claim_card(one: JudgedClaim, knowledge: Knowledge) -> ClaimCard:
    """The card of one claim."""
    claim, told = one.claim, knowledge.tellings.get(one.claim.id, ())
    before, zone = knowledge.befores.get(claim.id), knowledge.zone
    retelling = retelling_of(claim.position, told)
    article = next((telling.article_id for telling in told if telling.claim_id == claim.id), "")
    reports = [_line(report, zone) for report in retelling.reports if report.telling.article_id != article]
    return ClaimCard(
        id=claim.id,
        article=article,
        speaker=headed(claim.speaker_name),
        key=claim.speaker_key,
        role=knowledge.roles.get(claim.actor or "", ""),
        topic=claim.topic,
        position=claim.position,
        before=before.position if before else None,
        before_day=f"{day_of(before):%-d %b %Y}" if before else "",
        novelty=one.novelty.kind,
        shape=shape_of(claim.certainty),
        doubt=doubt_of(claim.certainty) or "surely",
        percent=round(claim.certainty * 100),
        day=day_of(claim),
        facts=tuple((name, value) for name, value in _facts(claim, zone) if value),
        context=pieces(claim.words, claim.context if len(claim.context) <= CONTEXT_LETTERS else claim.words),
        why_sure=_why_sure(claim),
        why_new=one.novelty.reason,
        earlier=one.novelty.nearest.id if one.novelty.nearest else "",
        outlet=claim.outlet,
        link=web_link(claim.url),
        title=claim.title or claim.outlet,
        confirmed=claim.confirmed,
        promised_by=claim.promised_by or "",
        verdict=one.verdict,
        vanished=moment(one.vanished_at, zone),
        read_as=one.read_as,
        first=retelling.first,
        origins=retelling.origins,
        reports=tuple(reports[:MOST_REPORTS]),
        more_reports=len(reports) - len(reports[:MOST_REPORTS]),
        different=_different(retelling),
        rewordings=_rewordings(knowledge.wordings.get(article, ()), claim, zone),
        provenance=_provenance(claim, article),
    )


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
