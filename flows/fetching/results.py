"""What one fetch needs to know and what it gives back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class FetchRules:
    """How the client behaves towards servers; times in seconds, sizes in bytes after decompression.

    ``timeout_s`` bounds the whole transfer of one address with its redirects, not the wait for a host's turn.
    """

    contact: str = ""
    timeout_s: float = 30.0
    connect_timeout_s: float = 10.0
    max_bytes: int = 15_000_000
    max_redirects: int = 10
    concurrency: int = 100
    per_host: int = 2
    pause_s: float = 2.0
    longest_crawl_delay_s: float = 10.0
    allow_private_addresses: bool = False
    obey_robots: bool = True


@dataclass(frozen=True, slots=True)
class Unchanged:
    """The server said 304: what it served last time still holds."""

    url: str
    headers: tuple[tuple[str, str], ...]
    fetched_at: datetime
    moved_to: str | None = None
