"""The aiohttp session with everything switched off that a good neighbour does not need."""

from __future__ import annotations

from importlib.metadata import version

import aiohttp
from aiohttp.abc import AbstractResolver

from flows.fetching.guard import any_socket, public_sockets
from flows.fetching.results import FetchRules
from flows.fetching.robots import ROBOT
from flows.fetching.transfer import ENCODINGS

_ACCEPT = (
    "application/rss+xml, application/atom+xml, application/rdf+xml, application/xml;q=0.9, text/html;q=0.8, */*;q=0.1"
)
_LARGEST_HEADER = 32_768  # bytes; aiohttp refuses answers from 8,190 on, which a long policy or cookie reaches
_MOST_HEADERS = 128
_NAMES_KEPT_S = 60  # aiohttp keeps them for 10 s, in which the pauses at a host allow five requests


def open_session(rules: FetchRules, resolver: AbstractResolver) -> aiohttp.ClientSession:
    """A session without cookies, whose limits are kept elsewhere (a host's turns) and whose sockets are guarded."""
    connector = aiohttp.TCPConnector(
        limit=0,  # none: whoever waited in the connector for a place would have begun its time-out already
        ttl_dns_cache=_NAMES_KEPT_S,
        resolver=resolver,
        socket_factory=any_socket if rules.allow_private_addresses else public_sockets,
    )
    return aiohttp.ClientSession(
        connector=connector,
        cookie_jar=aiohttp.DummyCookieJar(),
        headers={"User-Agent": user_agent(rules.contact), "Accept": _ACCEPT, "Accept-Encoding": ENCODINGS},
        timeout=aiohttp.ClientTimeout(total=None, sock_connect=rules.connect_timeout_s),
        max_line_size=_LARGEST_HEADER,
        max_field_size=_LARGEST_HEADER,
        max_headers=_MOST_HEADERS,
    )


def user_agent(contact: str) -> str:
    """Who we are and whom to write to, for a server's log."""
    printable = "".join(char for char in contact if char.isascii() and char.isprintable() and char not in "()")
    return f"{ROBOT}/{version('recognition-watch')} (news monitor; contact: {printable.strip() or 'not given'})"
