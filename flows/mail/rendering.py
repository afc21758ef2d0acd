"""The two readings of a mail, text and HTML, from templates that escape all foreign text."""

from __future__ import annotations

from functools import lru_cache
from textwrap import fill
from zoneinfo import ZoneInfo

from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape

from extractors.records import RUNGS, Alert, AlertKind, Change, NoveltyKind
from flows.mail.cards import POSSIBLY, Card, moment, sheets_of, web_link
from flows.mail.difference import Stretch, parts_of
from flows.runtime.templates import fit_to_show

WIDTH = 76  # characters: quoted once or twice, a line stays within 80
_TEMPLATES: dict[AlertKind, str] = {"claims": "alert", "correction": "alert", "digest": "digest", "notice": "notice"}
_KINDS: tuple[NoveltyKind, ...] = ("shift", "new", "restated", "repeat")
_NEWS = ("shift", "new")


def text_page(alert: Alert, cards: tuple[Card, ...], zone: ZoneInfo) -> str:
    """Render the plain text."""
    return _render(f"{_TEMPLATES[alert.kind]}.txt", alert, cards, zone)


def html_page(alert: Alert, cards: tuple[Card, ...], zone: ZoneInfo) -> str:
    """Render the HTML; its pictures are named by ``cid:``."""
    return _render(f"{_TEMPLATES[alert.kind]}.html", alert, cards, zone)


def sections_of(cards: tuple[Card, ...]) -> tuple[tuple[str, tuple[Card, ...]], ...]:
    """The cards of a digest under their headings: what is new by its kind, what only may be, what was known."""
    doubtful = tuple(card for card in cards if card.kind in _NEWS and card.doubt == POSSIBLY)
    by_kind = {kind: tuple(card for card in cards if card.kind == kind and card not in doubtful) for kind in _KINDS}
    headed = [(kind.capitalize(), by_kind[kind]) for kind in _KINDS]
    headed.insert(len(_NEWS), ("Possible, and perhaps misread", doubtful))
    return tuple((heading, rows) for heading, rows in headed if rows)


def _render(name: str, alert: Alert, cards: tuple[Card, ...], zone: ZoneInfo) -> str:
    return (
        _templates()
        .get_template(name)
        .render(
            alert=alert,
            sheets=sheets_of(cards),
            sections=sections_of(cards),
            lines=alert.text.splitlines(),
            changes=[(change, parts_of(change)) for change in alert.changes],
            reworded=_reworded(alert, cards),
            link=web_link(alert.url),
            published=moment(alert.published_at, zone),
            rungs=tuple(RUNGS),
        )
    )


def _reworded(alert: Alert, cards: tuple[Card, ...]) -> dict[str, list[tuple[Change, tuple[Stretch, ...]]]]:
    """What changed in the articles of a digest, by the picture of the first card of the statement that came with it."""
    first = {card.statement: card.picture for card in reversed(cards)}
    found: dict[str, list[tuple[Change, tuple[Stretch, ...]]]] = {}
    for change in alert.changes:
        if change.statement in first:
            found.setdefault(first[change.statement], []).append((change, parts_of(change)))
    return found


@lru_cache(maxsize=1)
def _templates() -> Environment:
    templates = Environment(
        loader=PackageLoader("flows.mail"),
        autoescape=select_autoescape(("html",)),
        undefined=StrictUndefined,
        finalize=fit_to_show,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    templates.filters["wrapped"] = _wrapped
    return templates


def _wrapped(text: str, prefix: str = "") -> str:
    return fill(text, WIDTH, initial_indent=prefix, subsequent_indent=prefix, break_on_hyphens=False)
