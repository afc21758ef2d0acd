"""What ``extract`` is given, as articles: files, addresses and standard input; text or HTML."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from extractors.errors import ArticleError, RecognitionWatchError, SettingsError
from extractors.records import Article, Page
from flows.cli.terminal.exit_codes import FAILED, USAGE, complain, os_error_line

if TYPE_CHECKING:
    from flows.settings.model import Settings

InputForm = Literal["text", "html"]
_OPENING_TAG = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*"
    rb"<(?:!doctype|html|head|body|meta|title|main|article|section|div|h1|p)\b",
    re.IGNORECASE | re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class StatedFacts:
    """What the caller says about the articles; None is for the page to say."""

    form: InputForm | None = None
    language: str | None = None
    published_at: datetime | None = None
    url: str | None = None
    outlet: str | None = None


class InputError(RecognitionWatchError):
    """An input that cannot be opened at all: a missing file, an empty pipe. Wrong usage, so to say."""


def articles_of(
    names: Iterable[str], given: StatedFacts, settings: Settings, now: datetime, tell: Callable[[str], None] = complain
) -> Iterator[Article | int]:
    """One article an input, in order; for an input that gives none, the exit code, after ``tell`` was told why."""
    for name in names:
        try:
            yield article_of(name, _page(name, settings, now), given, now)
        except InputError as error:
            tell(str(error))
            yield USAGE
        except SettingsError:
            raise
        except RecognitionWatchError as error:
            tell(_named(name, error))
            yield FAILED


def article_of(name: str, page: Page, given: StatedFacts, now: datetime) -> Article:
    """Read one input as the caller says, or as it looks: HTML when it begins like HTML, else plain text."""
    # 0.3 s of CPU to load, which a list does not need.
    from extractors.pages.articles import article_from_text, read_html

    url = given.url or page.url or None
    told = {"outlet": given.outlet, "published_at": given.published_at, "language": given.language}
    if (given.form or _looks_like(page)) == "html":
        return read_html(page.body, url, now=now, content_type=_content_type(page), **told)  # type: ignore[arg-type]
    return article_from_text(_text(name, page.body), url=url, **told)  # type: ignore[arg-type]


def _page(name: str, settings: Settings, now: datetime) -> Page:
    if name.startswith(("http://", "https://")):
        from flows.cli.terminal.addresses import fetched

        return fetched(name, settings)
    body = _standard_input() if name == "-" else _file(Path(name))
    if not body.strip():
        raise InputError(f"{'standard input' if name == '-' else name}: is empty; give it an article")
    return Page(url="", status=200, headers=(), body=body, fetched_at=now)


def _file(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise InputError(os_error_line(error)) from None
    except ValueError as error:
        raise InputError(f"{str(path)!r}: {error}; check the name") from None


def _standard_input() -> bytes:
    if sys.stdin is None or sys.stdin.isatty():
        raise InputError("standard input: is a terminal; pipe an article into it or name a file")
    return sys.stdin.buffer.read()


def _content_type(page: Page) -> str | None:
    return next((value for name, value in page.headers if name.lower() == "content-type"), None)


def _looks_like(page: Page) -> InputForm:
    declared = (_content_type(page) or "").lower()
    return "html" if "html" in declared or _OPENING_TAG.match(page.body[:4096]) else "text"


def _text(name: str, body: bytes) -> str:
    try:
        return body.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        why = f"is not UTF-8 (at byte {error.start}); save it as UTF-8, or say --html if it is a page"
        raise ArticleError(name, "encoding", why) from None


def _named(name: str, error: RecognitionWatchError) -> str:
    """The error under the name the caller used, where the reader of text or page knew none."""
    line = str(error)
    what, _, why = line.partition(": ")
    return f"{'standard input' if name == '-' else name}: {why}" if what in ("page", "text", "-") else line
