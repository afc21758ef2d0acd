"""What tells only how an address shows its story, or to whom: mobile, AMP and print renditions, and sessions."""

from __future__ import annotations

import re

# One story's hosts, before a registered name. What is a site of its own under such a name is kept.
_HOST = re.compile(r"^(?:www\d?|m|mobile|amp|mail|wap|touch|lite|web)\.(?=[^.]+\.[^.])")
_LANGUAGE_HOST = re.compile(r"^([a-z]{2,3})(?:-m|-mobile|\.m|\.mobile)\.(?=[^.]+\.[^.])")
_SITES = frozenset({"web.archive.org", "web.telegram.org", "web.dev", "mail.google.com", "mail.yahoo.com"})
_AMP_END = re.compile(r"(?:/amp(?:/1|\.html)?|\.amp|/amphtml)?/*$")
_AMP_SEGMENT = re.compile(r"/amp(?:html)?(?=/)|(?<=/)amp_(?=articleshow/)|\.amp(?=\.html?$)")
# A first segment of its own, before what is long enough to be a story's path: /m/7 may be the letter M of an index.
_MOBILE_SEGMENT = re.compile(r"^/(?:m|mobile|wap)(?=/[^/]+/[^/]|/[^/]*\d{5}|/[^/]+\.s?html?$)")
# Parameters whose name says it all, and those that do so with such a value: "view=amp", but not "view=12".
_ALONE = frozenset({"amp", "outputtype", "amphtml", "isamp", "is_amp", "noamp", "nonamp", "amp_markup"})
_WITH_VALUE: dict[str, frozenset[str]] = {
    **dict.fromkeys(
        ("view", "output", "mode", "format", "type", "platform", "template", "tmpl", "layout", "version", "device"),
        frozenset({"amp", "mobile", "print", "printable", "printer", "desktop", "lite"}),
    ),
    **dict.fromkeys(
        ("print", "mobile", "m", "printable", "printpage", "printerfriendly", "desktop", "ismobile"),
        frozenset({"", "0", "1", "true", "false", "yes", "y"}),
    ),
}
# A session's number: under names that mean nothing else whatever it is, under others if it is long enough for one
# ("article.php?sid=12").
_SESSIONS = frozenset({"jsessionid", "phpsessid", "asp.net_sessionid", "zenid", "oscsid", "cfid", "cftoken"})
_MAY_BE_SESSIONS = frozenset({"sessionid", "session_id", "sessid", "session", "sid", "s"})
_SESSION = re.compile(r"[0-9A-Za-z.!_-]{16,}")
_HASH = re.compile(r"[0-9a-fA-F]{32}")
_SESSION_IN_PATH = re.compile(r";(?:jsessionid|sid|phpsessid)=[^/;?]*|/\(S\([0-9a-z]{16,40}\)\)", re.IGNORECASE)


def usual_host(host: str) -> str:
    """A host in lower case without what stands for a device or a rendition."""
    if host.partition(":")[0] in _SITES:
        return host
    return _LANGUAGE_HOST.sub(r"\1.", _HOST.sub("", host))


def usual_path(path: str) -> str:
    """A path without what stands for a rendition, and without the last slash."""
    return _AMP_SEGMENT.sub("", _AMP_END.sub("", _MOBILE_SEGMENT.sub("", path)))


def without_session(path: str) -> str:
    """A path without the number of a session."""
    return _SESSION_IN_PATH.sub("", path)


def tells_rendition(name: str, value: str) -> bool:
    """Whether a parameter (its name in lower case) only tells how a page is shown, or in whose session."""
    if name in _ALONE or name in _SESSIONS or name.startswith("aspsessionid"):
        return True
    if name in _MAY_BE_SESSIONS:
        return (_HASH if name == "s" else _SESSION).fullmatch(value) is not None
    return value.lower() in _WITH_VALUE.get(name, ())
