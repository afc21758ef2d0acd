"""New claims as Atom and JSON Feed, for all or for one voice or topic, and the course of events as a calendar."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from xml.etree import ElementTree as ET

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from extractors.records import JudgedClaim, NoveltyKind
from flows.mail.cards import headed
from flows.reporting.course import Landmark, course
from flows.reporting.standings import stands
from flows.runtime.shown import shown_line
from flows.serving.web.asking import filter_of
from flows.serving.web.site import Site, site_of

_NEWS: tuple[NoveltyKind, ...] = ("new", "shift")
_MOST = 50  # entries
_ATOM = "http://www.w3.org/2005/Atom"
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_LINE = 74  # octets; RFC 5545 allows 75


def atom(request: Request) -> Response:
    """New claims and shifts as an Atom feed."""
    site, base = site_of(request), base_of(request)
    found = _new(site, request)
    feed = ET.Element(f"{{{_ATOM}}}feed")
    updated = max((one.claim.seen_at for one in found), default=None)
    told = (("id", str(request.url)), ("title", _title(request)), ("updated", _stamp(updated or _EPOCH)))
    for name, text in told:
        ET.SubElement(feed, f"{{{_ATOM}}}{name}").text = text
    ET.SubElement(ET.SubElement(feed, f"{{{_ATOM}}}author"), f"{{{_ATOM}}}name").text = "recognition-watch"
    ET.SubElement(feed, f"{{{_ATOM}}}link", {"rel": "self", "href": str(request.url)})
    for one in found:
        feed.append(_entry(one, base))
    ET.register_namespace("", _ATOM)
    return Response(ET.tostring(feed, "utf-8", xml_declaration=True), media_type="application/atom+xml")


def json_feed(request: Request) -> Response:
    """The same as a JSON Feed."""
    site, base = site_of(request), base_of(request)
    items = [
        {
            "id": f"{base}/claims/{one.claim.id}",
            "url": f"{base}/claims/{one.claim.id}",
            "external_url": one.claim.url,
            "title": headline(one),
            "content_text": shown_line(one.claim.words),
            "date_published": _stamp(one.claim.seen_at),
            "tags": [one.claim.topic, one.claim.position],
        }
        for one in _new(site, request)
    ]
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": _title(request),
        "home_page_url": f"{base}/",
        "feed_url": str(request.url),
        "items": items,
    }
    return JSONResponse(feed, media_type="application/feed+json")


def calendar(request: Request) -> Response:
    """The acts of the course as all-day events."""
    stamp = f"{site_of(request).clock():%Y%m%d}T000000Z"
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//recognition-watch//course//EN"]
    for act in course():
        lines += _event(act, stamp)
    text = "\r\n".join(folded for line in [*lines, "END:VCALENDAR"] for folded in _folded(line)) + "\r\n"
    return Response(text, media_type="text/calendar")


def headline(one: JudgedClaim) -> str:
    """A claim in a line."""
    claim, near = one.claim, one.novelty.nearest
    before = f"{near.position} → " if one.novelty.kind == "shift" and near else ""
    return f"{headed(shown_line(claim.speaker_name))}: {claim.topic} {before}{claim.position}"


def base_of(request: Request) -> str:
    """The address that readers reach the pages by."""
    return site_of(request).settings.web.public_address or str(request.base_url).rstrip("/")


def _new(site: Site, request: Request) -> Sequence[JudgedClaim]:
    narrow = filter_of(request.query_params, _MOST)
    found = [one for kind in _NEWS for one in site.store.claims_page(replace(narrow, novelty=kind))]
    return sorted(filter(stands, found), key=lambda one: one.claim.seen_at, reverse=True)[:_MOST]


def _entry(one: JudgedClaim, base: str) -> ET.Element:
    claim, address = one.claim, f"{base}/claims/{one.claim.id}"
    entry = ET.Element(f"{{{_ATOM}}}entry")
    at = _stamp(claim.seen_at)
    for name, text in (("id", address), ("title", headline(one)), ("updated", at), ("published", at)):
        ET.SubElement(entry, f"{{{_ATOM}}}{name}").text = text
    ET.SubElement(entry, f"{{{_ATOM}}}link", {"rel": "alternate", "href": address})
    summary = f"“{shown_line(claim.words)}” ({shown_line(claim.outlet)})"
    ET.SubElement(entry, f"{{{_ATOM}}}summary").text = summary
    return entry


def _title(request: Request) -> str:
    about = [request.query_params[name] for name in ("actor", "topic") if request.query_params.get(name)]
    return shown_line(" ".join(["recognition-watch: new claims", *(["on", ", ".join(about)] if about else [])]))


def _stamp(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"


def _event(act: Landmark, stamp: str) -> list[str]:
    title = act.title.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    return [
        "BEGIN:VEVENT",
        f"UID:{act.id}@recognition-watch",
        f"DTSTAMP:{stamp}",
        f"DTSTART;VALUE=DATE:{act.day:%Y%m%d}",
        f"DTEND;VALUE=DATE:{act.day + timedelta(days=1):%Y%m%d}",
        f"SUMMARY:{title}",
        f"CATEGORIES:{act.topic}",
        "TRANSP:TRANSPARENT",
        "END:VEVENT",
    ]


def _folded(line: str) -> list[str]:
    """A line in pieces of at most 75 octets, those that go on begin with a blank."""
    pieces, piece = [], ""
    for letter in line:
        if len((piece + letter).encode()) > _LINE:
            pieces.append(piece)
            piece = " "
        piece += letter
    return [*pieces, piece]
