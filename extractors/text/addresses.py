"""Rules for addresses, in one place: which one to fetch, which ones are the same, and the key of an entry.

Three forms of an address:

- *clean*: absolute, http(s), unwrapped from a known redirector, without fragment and tracking parameters; to be fetched
  and shown.
- *canonical*: the clean form as courlan normalises it (host in lower case, default port, escapes), its query sorted.
- *key*: the canonical form without what varies between copies of one address (scheme, ``www.`` and ``m.``, AMP, the
  last slash). Equal keys mean the same story.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import re
from functools import cache
from pathlib import Path
from urllib.parse import SplitResult, parse_qsl, quote, urlencode, urljoin, urlsplit, urlunsplit

from extractors.text.renditions import tells_rendition, usual_host, usual_path, without_session

# courlan is imported where it is called: it brings urllib3, and the store's lists need no address to be cleaned.

MAX_ADDRESS = 2048  # characters: as long as servers and browsers are sure to take
MAX_KEY = 500  # characters: keys are indexed, and PostgreSQL's index takes 2,700 bytes a row

# Parameters that courlan takes for trackers and that name the document on some news sites.
_IDENTIFYING = frozenset({"cid", "eid", "uid", "keyword", "keywords", "gallery", "glossary", "reference"})
TRACKING_PARAMETERS = Path(__file__).with_name("tracking_parameters.txt")
# Redirectors that carry their target in a parameter: what the host ends with, the path begins with, the parameter.
_REDIRECTORS = tuple(
    urlsplit(f"//{known}")
    for known in (
        "bing.com/news/apiclick?url",
        "google.com/url?url",
        "google.com/url?q",
        "facebook.com/l.php?u",
        "t.umblr.com/redirect?z",
        "away.vk.com/away.php?to",
        "vk.com/away.php?to",
    )
)
# AMP caches hold copies under the publisher's own address: (host ends with, path up to it).
_AMP_CACHES = (
    ("cdn.ampproject.org", re.compile(r"/(?:c|v|wp/s?c|a|i|ii/w\d+)/(s/)?(?=[^/]+\.)")),
    ("google.com", re.compile(r"/amp/(s/)?(?=[^/]+\.)")),
    ("bing-amp.com", re.compile(r"/c/(s/)?(?=[^/]+\.)")),
)
_FOLD = re.compile(r"(?<! ) *+[\t\r\n][ \t\r\n]*+")
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u200b\u2028\u2029\ud800-\udfff\ufeff]+")
_ESCAPE = re.compile(r"%[0-9a-fA-F]{2}")
_HOST_AND_PORT = re.compile(r"(?:(?:[\w-]+\.)*[\w-]+\.?|\[[0-9a-fA-F:.]+\])(?::\d*)?")


def clean_address(url: str | None, base: str | None = None) -> str | None:
    """The address to fetch and to show, made absolute by ``base``; None where it is no http(s) address."""
    parts = _split(url, base)
    # A redirector leads to a cache that leads to the page; what goes on longer leads nowhere.
    for _ in range(3):
        target = _redirect_target(parts) if parts else None
        if not target:
            break
        parts = _split(target, None)
    if parts is None:
        return None
    query = _kept_query(parts.query)
    path = quote(without_session(parts.path), safe="/%!=:,-;@+$&'()*~")
    address = urlunsplit((parts.scheme.lower(), parts.netloc.rpartition("@")[2], path or "/", query, ""))
    return address if len(address) <= MAX_ADDRESS else None


def canonical_address(url: str | None, base: str | None = None) -> str | None:
    """The one spelling of an address among those that any server treats alike; None where it is no http(s) address."""
    address = clean_address(url, base)
    if address is None:
        return None
    # courlan is 65 modules more, which storage and its lists, that clean no address, do without.
    from courlan import normalize_url

    bare, _, query = address.partition("?")
    try:
        normal = str(normalize_url(bare))
    except (ValueError, UnicodeError):  # "http://[" is no IPv6 address
        return None
    normal = _ESCAPE.sub(lambda escape: escape[0].upper(), normal)
    normal = normal if urlsplit(normal).path else f"{normal}/"
    return f"{normal}?{_sorted(query)}" if query else normal


def address_key(url: str | None, base: str | None = None) -> str | None:
    """The identity of an address: equal under http and https, www, mobile and AMP forms, trackers and a last slash."""
    address = canonical_address(url, base)
    if address is None:
        return None
    parts = urlsplit(address)
    key = usual_host(parts.netloc) + usual_path(parts.path) + (f"?{parts.query}" if parts.query else "")
    return _bounded(key)


def entry_key(url: str | None, guid: str | None, feed_url: str) -> str | None:
    """The identity of a feed's entry: its address; its guid within this feed only where there is no usable address."""
    key = address_key(url, feed_url)
    if key is not None:
        return key
    guid = _CONTROL.sub(" ", guid or "").strip()
    return _bounded(f"guid:{host_of(feed_url)}:{guid}") if guid else None


def host_of(url: str | None) -> str:
    """The host of an address in lower case without ``www.`` and port; empty where there is none."""
    parts = _split(url, None)
    return (parts.hostname or "").removeprefix("www.").rstrip(".") if parts else ""


def site_of(url: str | None) -> str:
    """The registered domain of an address (``bbc.co.uk``), else its host (an IP address, a local name)."""
    address = clean_address(url)
    if address is None:
        return ""
    from courlan import extract_domain  # late, as above

    try:
        return extract_domain(address) or host_of(address)
    except (ValueError, UnicodeError):
        return host_of(address)


def _split(url: str | None, base: str | None) -> SplitResult | None:
    text = _CONTROL.sub("", _FOLD.sub("", url or "")).strip().replace(" ", "%20")
    # Longer than may be kept in the end: trackers and wrappers still fall away.
    if not text or len(text) > 4 * MAX_ADDRESS:
        return None
    try:
        parts = urlsplit(urljoin(base, text) if base else text)
        _ = parts.port
    except ValueError:
        return None
    if parts.scheme.lower() not in ("http", "https") or not _HOST_AND_PORT.fullmatch(parts.netloc.rpartition("@")[2]):
        return None
    return parts._replace(netloc=parts.netloc.removesuffix(":"))  # no port at all is the usual one


def _redirect_target(parts: SplitResult) -> str | None:
    host = (parts.hostname or "").lower()
    if host == "news.google.com" and ("/articles/" in parts.path or parts.path.startswith("/read/")):
        return _google_news_target(parts.path.rpartition("/")[2])
    for suffix, before in _AMP_CACHES:
        cached = before.match(parts.path) if host == suffix or host.endswith("." + suffix) else None
        if cached:
            there = f"{parts.path[cached.end() :]}{f'?{parts.query}' if parts.query else ''}"
            return f"{'https' if cached[1] else 'http'}://{there}"
    for known in _REDIRECTORS:
        if (host == known.netloc or host.endswith("." + known.netloc)) and parts.path.startswith(known.path):
            target = dict(parse_qsl(parts.query)).get(known.query, "")
            if target.startswith(("http://", "https://")):
                return target
    return None


def _google_news_target(token: str) -> str | None:
    """The publisher's address where Google's token holds it in the clear (the older form); the newer is opaque."""
    try:
        raw = base64.urlsafe_b64decode(token + "=" * (-len(token) % 4))
    except (binascii.Error, ValueError):  # a token cut short, or one with signs that are no ASCII
        return None
    found = re.search(rb"https?://[\x21-\x7e]+", raw)
    return found[0].decode("ascii") if found else None


def _kept_query(query: str) -> str:
    try:
        pairs = parse_qsl(query, keep_blank_values=True, max_num_fields=100)
    except ValueError:
        return query
    kept = [(name, value) for name, value in pairs if not _is_tracker(name.lower(), value)]
    if len(kept) == len(pairs):  # as it was written: some servers know an address by its very letters
        return query
    return urlencode(kept, safe="/:,@!")


def _sorted(query: str) -> str:
    try:
        return urlencode(sorted(parse_qsl(query, keep_blank_values=True, max_num_fields=100)), safe="/:,@!")
    except ValueError:
        return query


def _is_tracker(name: str, value: str) -> bool:
    from courlan.clean import TRACKERS_RE

    if tells_rendition(name, value):
        return True
    return name in _tracking_parameters() or (name not in _IDENTIFYING and TRACKERS_RE.search(name) is not None)


@cache
def _tracking_parameters() -> frozenset[str]:
    lines = TRACKING_PARAMETERS.read_text(encoding="utf-8").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())


def _bounded(key: str) -> str:
    if len(key) <= MAX_KEY:
        return key
    return f"{key[: MAX_KEY - 65]}#{hashlib.sha256(key.encode('utf-8', 'replace')).hexdigest()}"
