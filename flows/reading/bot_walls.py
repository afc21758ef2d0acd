"""Walls: pages that answer 200 and want proof of a human instead of giving what was asked for."""

from __future__ import annotations

import re

from extractors.errors import FetchError
from extractors.records import Page
from flows.fetching.headers import header

_LOOKED_AT = 1_000_000  # bytes
_MOST_SEEN = 1_200  # characters that a reader sees; an article with a captcha for its comments has more

_HTML = re.compile(rb"<!doctype\s+html|<html\b|<body\b", re.IGNORECASE)
_TAG = re.compile(rb"<[^<>]*>")
_UNSEEN = (b"script", b"style", b"svg")
_MARKS: tuple[tuple[bytes, str], ...] = (
    (b"captcha", "a captcha"),
    (b"cf-chl", "a Cloudflare challenge"),
    (b"challenge-platform", "a Cloudflare challenge"),
    (b"just a moment...", "a Cloudflare challenge"),
    (b"sucuri", "a Sucuri firewall page"),
    (b"ddos-guard", "a DDoS-Guard challenge"),
    (b"/tspd/", "an F5 bot challenge"),
    (b"bobcmn", "an F5 bot challenge"),
    (b"_incapsula_resource", "an Incapsula challenge"),
    (b"datadome", "a DataDome challenge"),
    (b"px-captcha", "a PerimeterX challenge"),
    (b"verify you are human", "a bot check"),
    (b"are you a robot", "a bot check"),
    (b"checking your browser", "a bot check"),
    (b"enable javascript and cookies to continue", "a bot check"),
)


def refuse_wall(page: Page) -> None:
    """FetchError ``blocked`` if the page is a wall. A long page that merely has a captcha form is none."""
    wall = wall_of(page)
    if wall is not None:
        raise FetchError(page.url, "blocked", f"answers {wall} instead of its content", page.status)


def wall_of(page: Page) -> str | None:
    """What kind of wall a page is; None if it is none."""
    if header(page.headers, "x-amzn-waf-action"):
        return "an AWS challenge"
    # A feed may well tell of captchas.
    if not _HTML.search(page.body[:4_000]):
        return None
    lowered = page.body[:_LOOKED_AT].lower()
    address = page.url.lower().encode()
    name = next((name for mark, name in _MARKS if mark in lowered or mark in address), None)
    return name if name and len(_seen(lowered)) <= _MOST_SEEN else None


def _seen(lowered: bytes) -> bytes:
    """Roughly what a reader sees; linear in time, whatever the page is."""
    # By splitting: an expression for an element up to its end takes the square of a page that never ends one.
    for element in _UNSEEN:
        first, *others = lowered.split(b"<" + element)
        lowered = b" ".join([first, *(part.partition(b"</" + element)[2] for part in others)])
    return b" ".join(_TAG.sub(b" ", lowered).split())
