"""Search over articles, statements and claims, and what each list can be narrowed to, with counts."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import get_args
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import Response

from extractors.errors import QueryError
from extractors.records import JudgedClaim, Position, StatementRecord, Topic
from extractors.records.looks import FacetName, Facets, FacetValue
from extractors.records.stored import Hit, HitPlace, Hits, SearchKind
from extractors.text.querying import Query, parse_query
from extractors.text.snippets import Snippet, snippet
from flows.mail.cards import headed
from flows.mail.highlight import Segment
from flows.reporting.links import LIVE
from flows.runtime.shown import shown_line
from flows.serving.web.asking import FIELDS, PAGE, AskedWronglyError, asking, filter_of, key_of_place, place_of
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
_CALLED = {"actor": "voice"}
_SPANS, _DAYS = ("year", "month"), ("since", "until")


@dataclass(frozen=True, slots=True)
class Choice:
    """A value to narrow to, or to widen from where it is ``chosen``."""

    name: str
    number: int
    query: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class Answer:
    """One thing that a search found, with the part of it that answers best; an article has no speaker."""

    place: HitPlace
    address: str
    title: str
    outlet: str
    published_at: datetime | None
    seen_at: datetime
    part: Snippet
    speaker: str | None = None
    actor: str | None = None
    topic: Topic | None = None
    position: Position | None = None

    @property
    def who(self) -> str:
        """Who says it, as a heading; empty for an article."""
        if self.place.kind == "articles":
            return ""
        return headed(shown_line(self.speaker)) if self.speaker else "nobody is quoted"

    @property
    def when(self) -> datetime:
        """When it was published, else seen."""
        return self.published_at or self.seen_at

    @property
    def pieces(self) -> tuple[Segment, ...]:
        """The part, its marked words apart."""
        pieces, done = [], 0
        for start, end in self.part.marks:
            pieces += [Segment(self.part.text[done:start], False), Segment(self.part.text[start:end], True)]
            done = end
        return tuple(piece for piece in (*pieces, Segment(self.part.text[done:], False)) if piece.text)


def search(request: Request) -> Response:
    """What is stored that answers the words, the best first; the form alone where there are none."""
    site, asked = site_of(request), request.query_params
    words, wrong = asked.get("words", "").strip(), ""
    found, facets = Hits((), False), Facets()
    if words:
        try:
            found = found_for(site, asked)
            facets = site.facets_beside(found, filter_of(asked), asked.get("kind", ""))
        except QueryError as error:
            wrong = f"{error}."
    query = parse_query(words) if words and not wrong else Query(())
    return site.page(
        request,
        "search.html",
        400 if wrong else 200,
        asked=asked,
        wrong=wrong,
        answers=[answer_of(hit, query) for hit in found.hits],
        following=asking(asked, after=following_of(found, PAGE)) if following_of(found, PAGE) else "",
        more=found.more,
        kinds=get_args(SearchKind),
        facets=choices(facets, asked),
        chips=chips_of(facets, asked),
        counted=facets,
        looked=bool(words) and not wrong,
    )


def found_for(site: Site, asked: Mapping[str, str], limit: int = PAGE) -> Hits:
    """What answers, the best first; QueryError where it cannot be looked up."""
    kind = asked.get("kind", "")
    if kind and kind not in get_args(SearchKind):
        raise AskedWronglyError(f"kind is one of {', '.join(get_args(SearchKind))}")
    kinds = (kind,) if kind else ()
    return site.store.search(filter_of(asked, limit), kinds, place_of(asked))  # type: ignore[arg-type]  # looked up above


def following_of(found: Hits, limit: int) -> str:
    """The key of the next page, empty on the last one."""
    return key_of_place(found.hits[-1].place) if len(found.hits) == limit else ""


def answer_of(hit: Hit, query: Query) -> Answer:
    """A hit with the part of it that answers best."""
    found = hit.found
    if isinstance(found, JudgedClaim):
        claim = found.claim
        named = (LIVE.claim(claim.id), claim.title, claim.outlet, claim.published_at, claim.seen_at)
        said = (claim.speaker_name, claim.actor, claim.topic, claim.position)
        return Answer(hit.place, *named, snippet(query, shown_line(claim.words)), *said)
    if isinstance(found, StatementRecord):
        told, speaker = found.statement, found.statement.speaker
        named = (f"/statements/{found.id}", found.title, found.outlet, found.published_at, found.seen_at)
        who = (speaker.name, speaker.actor) if speaker else (None, None)
        return Answer(hit.place, *named, snippet(query, shown_line(told.text)), *who)
    article = found.article
    named = (LIVE.article(found.id), article.title or "", article.outlet or "", article.published_at, found.seen_at)
    return Answer(hit.place, *named, snippet(query, shown_line(article.text)))


def choices(facets: Facets, asked: Mapping[str, str]) -> list[tuple[str, list[Choice]]]:
    """What can be narrowed to, by its title: months where all is of one year, else years."""
    shown = []
    for facet, title in _TITLES:
        values = facets.values.get(facet, ())
        if facet == ("year" if len(facets.values.get("year", ())) == 1 else "month"):
            continue
        others = asking(asked, **dict.fromkeys(_DAYS if facet in _SPANS else (facet,), ""))
        found = [_choice(facet, value, asked, others) for value in values]
        if len(found) > 1 or any(one.chosen for one in found):
            shown.append((title, found))
    return shown


def chips_of(counted: Facets, asked: Mapping[str, str]) -> list[tuple[str, str, str]]:
    """What a list is narrowed to beside words: what it is called, its value, and the query without it."""
    names = {one.value: headed(shown_line(one.name)) for one in counted.values.get("actor", ())}
    told = ((field, asked[field]) for field in FIELDS if field != "words" and asked.get(field))
    return [
        (_CALLED.get(field, field), _shown(field, value, names), asking(asked, **{field: ""})) for field, value in told
    ]


def _shown(field: str, value: str, names: Mapping[str, str]) -> str:
    if field == "actor":
        return names.get(value, value)
    return f"from {value} %" if field == "sure" else value.replace("_", " ") if field == "verdict" else value


def _choice(facet: FacetName, value: FacetValue, asked: Mapping[str, str], others: str) -> Choice:
    change: dict[str, str] = _span(value.value) if facet in _SPANS else {facet: value.value}
    chosen = all(asked.get(name) == told for name, told in change.items())
    query = "&".join(filter(None, (others, "" if chosen else urlencode(change))))
    name = {"actor": headed(shown_line(value.name)), "sure": f"from {value.name} %"}.get(facet, value.name)
    return Choice(name, value.number, query, chosen)


def _span(value: str) -> dict[str, str]:
    """The days of a year or a month."""
    year, _, month = value.partition("-")
    if not month:
        return {"since": f"{year}-01-01", "until": f"{year}-12-31"}
    return {"since": f"{value}-01", "until": f"{value}-{monthrange(int(year), int(month))[1]}"}
