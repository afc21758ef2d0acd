"""What a mail says of one claim, in words ready to print: the same card feeds the text and the HTML."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from extractors.records import Alert, ClaimRecord, JudgedClaim, Position
from extractors.records.stored import Reports
from flows.mail.highlight import Segment, pieces
from flows.runtime.shown import shown_address

CONTEXT_LETTERS = 900  # a paragraph; of a longer one the claim's own words are shown
MOST_DIFFERENT = 3
SEEN_LATE = timedelta(days=1)
# From which certainty on which words; a claim at 0.8 is right four times in five, and needs none.
POSSIBLY = "possibly"
_DOUBTS = ((0.8, ""), (0.6, "probably"), (0.0, POSSIBLY))


@dataclass(frozen=True, slots=True)
class Background:
    """What a mail knows beside its alert: the zone to tell time in, who is what, who is whose, who else reported.

    ``pages`` is the address of the live pages, empty where there are none to link to.
    """

    zone: ZoneInfo
    state_owned: frozenset[str] = frozenset()
    roles: Mapping[str, str] = field(default_factory=dict)
    reports: Mapping[str, Reports] = field(default_factory=dict)
    pages: str = ""


@dataclass(frozen=True, slots=True)
class Earlier:
    """The nearest earlier claim, as a mail recalls it."""

    speaker: str
    role: str
    topic: str
    position: Position
    words: str
    source: str
    link: str


@dataclass(frozen=True, slots=True)
class Moved:
    """A shift: where the voice stood before, on which day, and on which it moved."""

    before: Position
    before_day: str
    day: str


@dataclass(frozen=True, slots=True)
class Card:
    """One claim as a reader sees it."""

    statement: str
    speaker: str
    role: str
    topic: str
    position: Position
    moved: Moved | None
    doubt: str
    kind: str
    confirmed: bool
    narrative: bool
    context: tuple[Segment, ...]
    facts: tuple[tuple[str, str], ...]
    why: str
    earlier: Earlier | None
    also: str
    differently: str
    words: str
    source: str
    link: str
    title: str
    picture: str
    page: str


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
    return Card(
        statement=claim.statement_id,
        speaker=headed(claim.speaker_name),
        role=background.roles.get(claim.actor or "", ""),
        topic=claim.topic,
        position=claim.position,
        moved=_moved(one),
        doubt=doubt_of(claim.certainty),
        kind=one.novelty.kind,
        confirmed=claim.confirmed,
        narrative=claim.kind == "narrative",
        context=_context(claim),
        facts=tuple((name, value) for name, value in _facts(claim, background) if value),
        why=one.novelty.reason,
        earlier=_earlier(nearest, background) if nearest else None,
        also=_also(background.reports.get(claim.id), claim.outlet),
        differently=_differently(background.reports.get(claim.id), claim),
        words=claim.words,
        source=_source(claim),
        link=web_link(claim.url),
        title=claim.title or claim.outlet,
        picture=f"ladder{place}",
        page=f"{background.pages}/claims/{claim.id}" if background.pages else "",
    )


def _moved(one: JudgedClaim) -> Moved | None:
    nearest = one.novelty.nearest
    if one.novelty.kind != "shift" or nearest is None:
        return None
    return Moved(nearest.position, _day(nearest), _day(one.claim))


def _also(reports: Reports | None, outlet: str) -> str:
    """Name who else reported it, and how many of them independently."""
    others = [name for name in reports.outlets if name != outlet] if reports else []
    if not reports or not others:
        return ""
    texts = f"{reports.origins} independent texts in all" if reports.origins > 1 else "all copies of one text"
    return f"{', '.join(others[:3])}{f' and {len(others) - 3} more' if len(others) > 3 else ''} ({texts})"


def _differently(reports: Reports | None, claim: ClaimRecord) -> str:
    """Name the reports of the same words that read otherwise: a difference in reading is no shift, and is shown."""
    told = (reports.first, *reports.later) if reports else ()
    others = [one.claim for one in told if one.claim.position != claim.position and one.claim.url != claim.url]
    other = {one.outlet: one.position for one in others}
    return "; ".join(f"{outlet} has {position}" for outlet, position in list(other.items())[:MOST_DIFFERENT])


def doubt_of(certainty: float) -> str:
    """How sure the reading is, in words; nothing where it is as sure as readings get."""
    return next((words for least, words in _DOUBTS if certainty >= least), _DOUBTS[-1][1])


def _context(claim: ClaimRecord) -> tuple[Segment, ...]:
    return pieces(claim.words, claim.context if len(claim.context) <= CONTEXT_LETTERS else claim.words)


def _facts(claim: ClaimRecord, background: Background) -> tuple[tuple[str, str], ...]:
    owned = " (state-owned)" if claim.outlet in background.state_owned else ""
    return (
        ("Who", f"{claim.outlet} itself; nobody is quoted" if claim.kind == "narrative" else ""),
        ("Promised", _promise(claim)),
        ("To whom", claim.addressee or ""),
        ("Said", f"{claim.said_on:%-d %B %Y}" if claim.said_on else ""),
        ("Where", claim.place or ""),
        ("Published", moment(claim.published_at, background.zone) or "undated"),
        ("Seen", moment(claim.seen_at, background.zone) if _seen_late(claim) else ""),
        ("Outlet", claim.outlet + owned),
        ("Via", ", ".join(claim.via)),
    )


def _seen_late(claim: ClaimRecord) -> bool:
    """Whether it took the watch a day or more to see what was published; else a mail's own date tells when."""
    return claim.published_at is None or claim.seen_at - claim.published_at >= SEEN_LATE


def _promise(claim: ClaimRecord) -> str:
    """Name whose promise it is, and who tells of it: nobody else has confirmed it."""
    return f"by {claim.promised_by}, as {claim.speaker_name} tells it" if claim.promised_by else ""


def _earlier(claim: ClaimRecord, background: Background) -> Earlier:
    role = background.roles.get(claim.actor or "", "")
    link = web_link(claim.url)
    return Earlier(claim.speaker_name, role, claim.topic, claim.position, claim.words, _source(claim), link)


def _source(claim: ClaimRecord) -> str:
    return f"{claim.outlet}, {_day(claim) or 'undated'}"


def _day(claim: ClaimRecord) -> str:
    """The day on which it was said, as nearly as known; empty where nothing tells."""
    day = claim.said_on or claim.published_day
    return f"{day:%-d %B %Y}" if day else ""


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
