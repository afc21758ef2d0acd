"""Which addresses may be asked at all: the form of an address, and where its name leads.

The check of the number happens on the socket that is about to connect, so it holds for literals in any notation, for
redirects and for a name whose answer changes between two look-ups.
"""

from __future__ import annotations

import ipaddress
import socket
from typing import Any

from yarl import URL

from extractors.errors import FetchError

AddressInfo = tuple[int | socket.AddressFamily, int | socket.SocketKind, int, str, tuple[Any, ...]]

# What a gateway translates to IPv4 (RFC 6052): the standard library takes it for global, wherever it leads.
_NAT64 = ipaddress.ip_network("64:ff9b::/96")


class RefusedAddressError(OSError):
    """A name led to an address that is not on the public internet."""


def checked_url(text: str) -> URL:
    """The address as an absolute http(s) URL, without fragment and password; FetchError ``bad-address`` if none."""
    try:
        url = URL(text.strip())
        host = url.host
    except (ValueError, TypeError) as error:
        raise FetchError(text, "bad-address", f"is not an address: {error}") from error
    if url.scheme not in ("http", "https"):
        raise FetchError(text, "bad-address", f"scheme is {url.scheme or 'missing'!r}, only http and https are fetched")
    if not host or not host.isprintable() or " " in host:
        raise FetchError(text, "bad-address", "has no host name")
    return url.with_fragment(None).with_user(None)


def is_public(address: str) -> bool:
    """Whether a numeric address is on the public internet; addresses that embed another are judged by that one."""
    ip = ipaddress.ip_address(address.partition("%")[0])
    inner = _embedded(ip) if isinstance(ip, ipaddress.IPv6Address) else None
    if inner is not None:
        return is_public(str(inner))
    # fec0::/10 was private once (RFC 3879); the standard library calls it global, as it does addresses for groups.
    site_local = isinstance(ip, ipaddress.IPv6Address) and ip.is_site_local
    return ip.is_global and not ip.is_multicast and not ip.is_reserved and not site_local


def public_sockets(info: AddressInfo) -> socket.socket:
    """A socket for an address about to be connected; RefusedAddressError unless it is public."""
    address = str(info[4][0])
    if not is_public(address):
        raise RefusedAddressError(f"{address}, which is private, loopback or reserved")
    return any_socket(info)


def any_socket(info: AddressInfo) -> socket.socket:
    """A socket for any address, for settings that allow private ones."""
    family, kind, protocol, _, _ = info
    return socket.socket(family=family, type=kind, proto=protocol)


def _embedded(ip: ipaddress.IPv6Address) -> ipaddress.IPv4Address | None:
    if ip.ipv4_mapped is not None:
        return ip.ipv4_mapped
    if ip.sixtofour is not None:
        return ip.sixtofour
    if ip in _NAT64:
        return ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
    return ip.teredo[1] if ip.teredo is not None else None
