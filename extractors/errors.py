"""Everything that can go wrong and has a name.

RecognitionWatchError
├── SettingsError            a setting, its file or a feeds file row            (exit code 2)
│   ├── ManySettingsError    several of them at once
│   └── LexiconError         a row of the lexicon
├── FetchError               a feed or page could not be fetched
├── ReadError                bytes came, but are not what they should be
│   ├── FeedError            a body that is no usable feed
│   └── ArticleError         a page that holds no readable article
├── QueryError               words that cannot be searched for                  (exit code 2)
├── PrefectAwayError         Prefect cannot be had, and the settings want an end then
├── StoreError               the database is locked, read-only, newer than the program, unreachable
│   └── NoStoreError         nothing is stored there, most often because it is looked for in the wrong place
└── DeliveryError            a mail was refused or the connection broke

A message reads what: which: why; and how to mend it.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any


class RecognitionWatchError(Exception):
    """Root of all errors of this program. ``str(error)`` is one line for a person."""

    def __reduce__(self) -> tuple[Any, ...]:
        """Go from process to process with every field as it is: the line is put together once, at the raise."""
        return _as_it_was, (type(self), self.args, self.__dict__)


class SettingsError(RecognitionWatchError):
    """A setting or a configuration file is wrong; ``where`` names it, with a line where there is one."""

    def __init__(self, where: str, why: str, mend: str = "") -> None:
        super().__init__(_sentence(where, why, mend))
        self.where = where
        self.why = why
        self.mend = mend


class ManySettingsError(SettingsError):
    """Several settings are wrong: ``each`` of them is an error of its own."""

    def __init__(self, each: Sequence[SettingsError]) -> None:
        first = each[0]
        super().__init__(first.where, first.why, f"{first.mend} (and {len(each) - 1} more)".strip())
        self.each = tuple(each)


class LexiconError(SettingsError):
    """A row of the lexicon is wrong."""


class FetchError(RecognitionWatchError):
    """Bytes could not be fetched from ``url``; ``reason`` is a short word such as ``timeout`` or ``http-404``.

    ``retry_after_s`` is the pause the server asked for, in seconds, if it asked for one.
    """

    def __init__(
        self, url: str, reason: str, detail: str = "", status: int | None = None, retry_after_s: float | None = None
    ) -> None:
        super().__init__(_sentence(url, detail or reason, ""))
        self.url = url
        self.reason = reason
        self.status = status
        self.retry_after_s = retry_after_s


class ReadError(RecognitionWatchError):
    """Bytes from ``url`` are not what they should be; ``reason`` is a stable short word."""

    def __init__(self, url: str, reason: str, detail: str = "") -> None:
        super().__init__(_sentence(url, detail or reason, ""))
        self.url = url
        self.reason = reason


class FeedError(ReadError):
    """A body that is no usable feed: HTML, empty, truncated before the first entry."""


class ArticleError(ReadError):
    """A page that holds no readable article: no text, a language that is not read, an error page, a list."""


class StoreError(RecognitionWatchError):
    """The database cannot be used; ``database`` is its address without a password."""

    def __init__(self, database: str, why: str, mend: str = "") -> None:
        super().__init__(_sentence(database, why, mend))
        self.database = database
        self.why = why
        self.mend = mend


class NoStoreError(StoreError):
    """There is no store at ``database``."""

    def __init__(self, database: str, why: str, mend: str = "") -> None:
        super().__init__(f"no store at {database}", why, mend)
        self.database = database


class QueryError(RecognitionWatchError):
    """What somebody ``asked`` for by words cannot be looked up."""

    def __init__(self, asked: str, why: str, mend: str = "") -> None:
        super().__init__(_sentence(f"search {asked!r}", why, mend))
        self.asked = asked
        self.why = why
        self.mend = mend


class PrefectAwayError(RecognitionWatchError):
    """The Prefect server at ``address`` has not answered for ``seconds``."""

    def __init__(self, address: str, seconds: float, why: str) -> None:
        mend = "start it, or let the watch go on without it (without_prefect)"
        super().__init__(_sentence(address, f"no Prefect server for {seconds:g} s ({why})", mend))
        self.address = address
        self.seconds = seconds
        self.why = why


class DeliveryError(RecognitionWatchError):
    """A mail to ``recipient`` did not go out; ``permanent`` when trying again cannot help."""

    def __init__(self, recipient: str, why: str, permanent: bool = False) -> None:
        super().__init__(_sentence(recipient, why, ""))
        self.recipient = recipient
        self.why = why
        self.permanent = permanent


def _as_it_was(
    kind: type[RecognitionWatchError], args: tuple[Any, ...], fields: dict[str, Any]
) -> RecognitionWatchError:
    error = kind.__new__(kind)
    error.args = args
    error.__dict__.update(fields)
    return error


def _sentence(what: str, why: str, mend: str) -> str:
    return f"{what}: {why}" + (f"; {mend}" if mend else "")
