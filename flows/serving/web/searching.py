"""Search over articles, statements and claims, and what each list can be narrowed to, with counts."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import get_args

from starlette.requests import Request
from starlette.responses import Response

from extractors.errors import QueryError
from extractors.records import ArticleRecord, JudgedClaim, StatementRecord
from extractors.records.looks import FacetName, Facets, FacetValue
from extractors.records.stored import Hit, SearchKind
from extractors.text.querying import Query, parse_query
from extractors.text.snippets import snippet
from flows.mail.cards import headed
from flows.mail.highlight import Piece
from flows.reporting.links import LIVE
from flows.runtime.shown import shown_line
from flows.serving.web.asking import PAGE, AskedWronglyError, asking, filter_of
from flows.serving.web.site import Site, site_of

_TITLES: tuple[tuple[FacetName, str], ...] = (
    ("actor", "Voice"),
    ("topic", "Topic"),
    ("position", "Position"),
    ("sure", "How sure"),
    ("outlet", "Outlet"),
    ("year", "Year"),
    ("month", "Month"),
)
_KINDS: dict[type, SearchKind] = {ArticleRecord: "articles", StatementRecord: "statements", JudgedClaim: "claims"}


@dataclass(frozen=True, slots=True)
class Choice:
    """A value to narrow to, or to widen from where it is ``chosen``."""

    name: str
    number: int
    query: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class Answer:
    """One thing that a search found, as a page shows it."""

    kind: SearchKind
    address: str
    title: str
    about: str
    when: datetime
    pieces: tuple[Piece, ...]
    outlet: str
    rung: str


def search(request: Request) -> Response:
    """What is stored that answers the words, the best first; the form alone where there are none."""
    site, asked = site_of(request), request.query_params
    words, wrong, more = asked.get("words", "").strip(), "", False
    answers: list[Answer] = []
    facets = Facets()
    if words:
        try:
            answers, more = found_for(site, asked)
            facets = site.store.facets(filter_of(asked), "articles")
        except QueryError as error:
            wrong = f"{error}."
    return site.page(
        request,
        "search.html",
        400 if wrong else 200,
        asked=asked,
        wrong=wrong,
        answers=answers,
        more=more,
        kinds=get_args(SearchKind),
        facets=choices(facets, asked),
        counted=facets,
        looked=bool(words) and not wrong,
    )


def found_for(site: Site, asked: Mapping[str, str], limit: int = PAGE) -> tuple[list[Answer], bool]:
    """What answers, the best first, and whether there is more; QueryError where it cannot be looked up."""
    kind = asked.get("kind", "")
    if kind and kind not in get_args(SearchKind):
        raise AskedWronglyError(f"kind is one of {', '.join(get_args(SearchKind))}")
    narrow = filter_of(asked, limit)
    query = parse_query(narrow.search or "")
    hits = site.store.search(narrow, (kind,) if kind else ())  # type: ignore[arg-type]  # looked up above
    return [answer_of(hit, query) for hit in hits.hits], hits.more or len(hits.hits) == limit


def answer_of(hit: Hit, query: Query) -> Answer:
    """A hit with the part of it that answers best."""
    found = hit.found
    if isinstance(found, JudgedClaim):
        claim = found.claim
        about = f"{headed(shown_line(claim.speaker_name))}: {claim.topic}"
        when, address = claim.published_at or claim.seen_at, LIVE.claim(claim.id)
        title, text, outlet, rung = claim.title, claim.words, claim.outlet, str(claim.position)
    elif isinstance(found, StatementRecord):
        speaker = found.statement.speaker
        about = headed(shown_line(speaker.name)) if speaker else "nobody is quoted"
        when, address = found.published_at or found.seen_at, f"/statements/{found.id}"
        title, text, outlet, rung = found.title, found.statement.text, found.outlet, ""
    else:
        article = found.article
        when, address, about = article.published_at or found.seen_at, LIVE.article(found.id), ""
        title, text, outlet, rung = article.title or "", article.text, article.outlet or "", ""
    return Answer(_KINDS[type(found)], address, title or outlet, about, when, _pieces(query, text), outlet, rung)


def choices(facets: Facets, asked: Mapping[str, str]) -> list[tuple[str, list[Choice]]]:
    """What can be narrowed to, by its title: months where all is of one year, else years."""
    shown = []
    for facet, title in _TITLES:
        values = facets.values.get(facet, ())
        if facet == ("year" if len(facets.values.get("year", ())) == 1 else "month"):
            continue
        found = [_choice(facet, value, asked) for value in values]
        if len(found) > 1 or any(one.chosen for one in found):
            shown.append((title, found))
    return shown


def _choice(facet: FacetName, value: FacetValue, asked: Mapping[str, str]) -> Choice:
    change: dict[str, str] = _span(value.value) if facet in ("year", "month") else {facet: value.value}
    chosen = all(asked.get(name) == told for name, told in change.items())
    query = asking(asked, **(dict.fromkeys(change, "") if chosen else change))
    name = {"actor": headed(shown_line(value.name)), "sure": f"from {value.name} %"}.get(facet, value.name)
    return Choice(name, value.number, query, chosen)


def _span(value: str) -> dict[str, str]:
    """The days of a year or a month."""
    year, _, month = value.partition("-")
    if not month:
        return {"since": f"{year}-01-01", "until": f"{year}-12-31"}
    return {"since": f"{value}-01", "until": f"{value}-{monthrange(int(year), int(month))[1]}"}


def _pieces(query: Query, text: str) -> tuple[Piece, ...]:
    part = snippet(query, shown_line(text))
    pieces, done = [], 0
    for start, end in part.marks:
        pieces += [Piece(part.text[done:start], False), Piece(part.text[start:end], True)]
        done = end
    return tuple(piece for piece in (*pieces, Piece(part.text[done:], False)) if piece.text)
