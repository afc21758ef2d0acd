"""How a frozen set of pages is read, field by field: by us and by trafilatura with metadata, in turns in one run.

F1 is that of 4-word shingles as in ``articles.py``, over the pages whose text somebody noted; title, byline and day are
shares of the pages for which they are noted: a title is right with the same letters and digits, a byline where it names
every author, a day where it is the same. A page is lost where less than a tenth of its text is found.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime

from page_sets import SetPage

from extractors.text.markup import folded

Shares = Callable[[str, str], tuple[float, float]]
NOW = datetime(2030, 1, 1, tzinfo=UTC)
LOST = 0.1
TURN = 15


@dataclass(frozen=True, slots=True)
class Found:
    """What a system found in a page."""

    text: str = ""
    title: str = ""
    byline: str = ""
    day: date | None = None


@dataclass(frozen=True, slots=True)
class SetScore:
    """One system's figures on one set; a share is None where nobody noted the field."""

    system: str
    pages: int
    f1: float
    title: float | None
    byline: float | None
    day: float | None
    lost: int
    cpu_s: float


Reader = Callable[[SetPage], Found]


def ours(page: SetPage) -> Found:
    """As a fetched page is read, in any language."""
    from extractors.errors import ArticleError
    from extractors.pages.articles import read_html

    class AnyLanguage(frozenset[str]):
        def __contains__(self, language: object) -> bool:
            return True

    try:
        article = read_html(page.body, page.url, now=NOW, languages=AnyLanguage())
    except ArticleError:
        return Found()
    return Found(article.text, article.title or "", article.byline or "", article.published_day)


def trafilatura(page: SetPage) -> Found:
    """trafilatura with its metadata, without comments."""
    from trafilatura import bare_extraction

    document = bare_extraction(page.body, url=page.url, include_comments=False, with_metadata=True)
    if document is None:
        return Found()
    written = str(document.date or "")
    day = date.fromisoformat(written) if written else None
    return Found(document.text or "", document.title or "", document.author or "", day)


READERS: dict[str, Reader] = {"ours": ours, "trafilatura+metadata": trafilatura}


def measure_set(pages: Sequence[SetPage], shares: Shares) -> Iterator[SetScore]:
    """The figures of both systems; ``shares`` gives precision and recall of a text."""
    found: dict[str, list[Found]] = {name: [] for name in READERS}
    seconds = dict.fromkeys(READERS, 0.0)
    for read in READERS.values():
        for page in pages[:TURN]:
            _attempt(read, page)
    for start in range(0, len(pages), TURN):
        for name, read in READERS.items():
            began = time.process_time()
            found[name] += [_attempt(read, page) for page in pages[start : start + TURN]]
            seconds[name] += time.process_time() - began
    for name in READERS:
        yield _score(name, pages, found[name], seconds[name], shares)


def _attempt(read: Reader, page: SetPage) -> Found:
    try:
        return read(page)
    except Exception:  # noqa: BLE001 - a peer may fail on a page in any way; it then found nothing
        return Found()


def _score(name: str, pages: Sequence[SetPage], found: Sequence[Found], seconds: float, shares: Shares) -> SetScore:
    both = list(zip(pages, found, strict=True))
    texts = [shares(page.text, one.text) for page, one in both if page.text]
    precision, recall = (sum(part) / len(texts) for part in zip(*texts, strict=True)) if texts else (0.0, 0.0)
    return SetScore(
        system=name,
        pages=len(pages),
        f1=2 * precision * recall / ((precision + recall) or 1.0),
        title=_share([folded(page.title) == folded(one.title) for page, one in both if page.title]),
        byline=_share([_names_all(page.authors, one.byline) for page, one in both if page.authors]),
        day=_share([page.day == one.day for page, one in both if page.day]),
        lost=sum(part[1] < LOST for part in texts),
        cpu_s=seconds,
    )


def _names_all(authors: Sequence[str], byline: str) -> bool:
    return all(folded(author) in folded(byline) for author in authors)


def _share(right: Sequence[bool]) -> float | None:
    return sum(right) / len(right) if right else None


def set_report(scores: Sequence[SetScore]) -> Iterator[str]:
    """A table, and how our processor time compares."""
    yield f"{'system':22}{'pages':>7}{'F1':>8}{'title':>8}{'byline':>8}{'day':>8}{'lost':>6}{'CPU s':>8}"
    for score in scores:
        shares = "".join(
            f"{'-':>8}" if part is None else f"{part:8.3f}" for part in (score.title, score.byline, score.day)
        )
        yield f"{score.system:22}{score.pages:7}{score.f1:8.3f}{shares}{score.lost:6}{score.cpu_s:8.1f}"
    by_name = {score.system: score for score in scores}
    if peers := by_name["trafilatura+metadata"].cpu_s:
        yield f"ours takes {by_name['ours'].cpu_s / peers:.2f} of trafilatura's processor time"
