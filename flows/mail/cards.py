"""What a mail says of one claim, in words ready to print: the same card feeds the text and the HTML."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from extractors.records import Alert, ClaimRecord, JudgedClaim, Position
from flows.mail.highlight import Piece, pieces

CONTEXT_LETTERS = 900


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

    speaker: str
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
    picture: str


def cards_of(alert: Alert, zone: ZoneInfo, state_owned: frozenset[str]) -> tuple[Card, ...]:
    """Return one card a claim, in the alert's order."""
    return tuple(_card(one, place, zone, state_owned) for place, one in enumerate(alert.claims))


def _card(one: JudgedClaim, place: int, zone: ZoneInfo, state_owned: frozenset[str]) -> Card:
    claim, nearest = one.claim, one.novelty.nearest
    shifted = one.novelty.kind == "shift" and nearest is not None
    return Card(
        speaker=claim.speaker_name,
        topic=claim.topic,
        position=claim.position,
        before=nearest.position if shifted and nearest else None,
        kind=one.novelty.kind,
        confirmed=claim.confirmed,
        narrative=claim.kind == "narrative",
        context=_context(claim),
        facts=tuple((name, value) for name, value in _facts(claim, zone, state_owned) if value),
        why=one.novelty.reason,
        earlier=_earlier(nearest) if nearest else None,
        picture=f"ladder{place}",
    )


def _context(claim: ClaimRecord) -> tuple[Piece, ...]:
    return pieces(claim.words, claim.context if len(claim.context) <= CONTEXT_LETTERS else claim.words)


def _facts(claim: ClaimRecord, zone: ZoneInfo, state_owned: frozenset[str]) -> tuple[tuple[str, str], ...]:
    owned = " (state-owned)" if claim.outlet in state_owned else ""
    return (
        ("Who", claim.speaker_name if claim.kind != "narrative" else f"{claim.outlet} itself; nobody is quoted"),
        ("To whom", claim.addressee or ""),
        ("Said", f"{claim.said_on:%-d %B %Y}" if claim.said_on else "the article does not say when"),
        ("Where", claim.place or ""),
        ("Published", moment(claim.published_at, zone) or "undated"),
        ("Seen", moment(claim.seen_at, zone)),
        ("Outlet", claim.outlet + owned),
        ("Via", ", ".join(claim.via)),
    )


def _earlier(claim: ClaimRecord) -> Earlier:
    day = claim.said_on or (claim.published_at.date() if claim.published_at else None)
    source = f"{claim.outlet}, {day:%-d %B %Y}" if day else f"{claim.outlet}, undated"
    return Earlier(claim.speaker_name, claim.topic, claim.position, claim.words, source, web_link(claim.url))


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
    return url if parts.scheme in ("http", "https") and parts.netloc else ""
