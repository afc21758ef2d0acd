"""What a mail says of one claim, in words ready to print: the same card feeds the text and the HTML."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from extractors.records import Alert, ClaimRecord, JudgedClaim, Position
from extractors.remembered import Reports
from flows.mail.highlight import Piece, pieces
from flows.shown import shown_address

CONTEXT_LETTERS = 900


@dataclass(frozen=True, slots=True)
class Background:
    """What a mail knows beside its alert: the zone to tell time in, who is what, who is whose, who else reported."""

    zone: ZoneInfo
    state_owned: frozenset[str] = frozenset()
    roles: Mapping[str, str] = field(default_factory=dict)
    reports: Mapping[str, Reports] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Earlier:
    """The nearest earlier claim, as a mail recalls it."""

    speaker: str
    topic: str
    position: Position
    words: str
    source: str
    link: str


@dataclass(frozen=True, slots=True)
class Card:
    """One claim as a reader sees it."""

    statement: str
    speaker: str
    role: str
    topic: str
    position: Position
    before: Position | None
    kind: str
    confirmed: bool
    narrative: bool
    context: tuple[Piece, ...]
    facts: tuple[tuple[str, str], ...]
    why: str
    earlier: Earlier | None
    also: str
    words: str
    source: str
    link: str
    picture: str


def cards_of(alert: Alert, background: Background) -> tuple[Card, ...]:
    """Return one card a claim, in the alert's order."""
    return tuple(_card(one, place, background) for place, one in enumerate(alert.claims))


def sheets_of(cards: Iterable[Card]) -> tuple[tuple[Card, ...], ...]:
    """Put the cards of one statement on one sheet: its words need be read only once."""
    sheets: dict[str, list[Card]] = {}
    for card in cards:
        sheets.setdefault(card.statement, []).append(card)
    return tuple(tuple(sheet) for sheet in sheets.values())


def _card(one: JudgedClaim, place: int, background: Background) -> Card:
    claim, nearest = one.claim, one.novelty.nearest
    shifted = one.novelty.kind == "shift" and nearest is not None
    return Card(
        statement=claim.statement_id,
        speaker=headed(claim.speaker_name),
        role=background.roles.get(claim.actor or "", ""),
        topic=claim.topic,
        position=claim.position,
        before=nearest.position if shifted and nearest else None,
        kind=one.novelty.kind,
        confirmed=claim.confirmed,
        narrative=claim.kind == "narrative",
        context=_context(claim),
        facts=tuple((name, value) for name, value in _facts(claim, background) if value),
        why=one.novelty.reason,
        earlier=_earlier(nearest) if nearest else None,
        also=_also(background.reports.get(claim.id), claim.outlet),
        words=claim.words,
        source=_source(claim),
        link=web_link(claim.url),
        picture=f"ladder{place}",
    )


def _also(reports: Reports | None, outlet: str) -> str:
    """Name who else reported it, and how many of them independently."""
    others = [name for name in reports.outlets if name != outlet] if reports else []
    if not reports or not others:
        return ""
    texts = f"{reports.origins} independent texts in all" if reports.origins > 1 else "all copies of one text"
    return f"{', '.join(others[:3])}{f' and {len(others) - 3} more' if len(others) > 3 else ''} ({texts})"


def _context(claim: ClaimRecord) -> tuple[Piece, ...]:
    return pieces(claim.words, claim.context if len(claim.context) <= CONTEXT_LETTERS else claim.words)


def _facts(claim: ClaimRecord, background: Background) -> tuple[tuple[str, str], ...]:
    owned = " (state-owned)" if claim.outlet in background.state_owned else ""
    return (
        ("Who", claim.speaker_name if claim.kind != "narrative" else f"{claim.outlet} itself; nobody is quoted"),
        ("Promised", _promise(claim)),
        ("To whom", claim.addressee or ""),
        ("Said", f"{claim.said_on:%-d %B %Y}" if claim.said_on else "the article does not say when"),
        ("Where", claim.place or ""),
        ("Published", moment(claim.published_at, background.zone) or "undated"),
        ("Seen", moment(claim.seen_at, background.zone)),
        ("Outlet", claim.outlet + owned),
        ("Via", ", ".join(claim.via)),
    )


def _promise(claim: ClaimRecord) -> str:
    """Name whose promise it is, and who tells of it: nobody else has confirmed it."""
    return f"by {claim.promised_by}, as {claim.speaker_name} tells it" if claim.promised_by else ""


def _earlier(claim: ClaimRecord) -> Earlier:
    return Earlier(claim.speaker_name, claim.topic, claim.position, claim.words, _source(claim), web_link(claim.url))


def _source(claim: ClaimRecord) -> str:
    day: date | None = claim.said_on or (claim.published_at.date() if claim.published_at else None)
    return f"{claim.outlet}, {day:%-d %B %Y}" if day else f"{claim.outlet}, undated"


def headed(name: str) -> str:
    """Write a name as a heading begins: "The office of the deputy prime minister"."""
    return name[:1].upper() + name[1:]


def moment(when: datetime | None, zone: ZoneInfo) -> str:
    """Write a moment for a reader, in the operator's zone; a midnight in UTC is only a day."""
    if when is None:
        return ""
    if (when.hour, when.minute, when.second) == (0, 0, 0) and when.utcoffset() is not None:
        return f"{when:%-d %B %Y}"
    return f"{when.astimezone(zone):%-d %B %Y, %H:%M %Z}"


def web_link(url: str) -> str:
    """Return the address if a reader may safely follow it, else nothing."""
    parts = urlsplit(url)
    return shown_address(url) if parts.scheme in ("http", "https") and parts.netloc else ""
