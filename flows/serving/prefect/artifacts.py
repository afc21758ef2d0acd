"""What a pass brought, as the markdown that Prefect shows beside the run."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from extractors.records import JudgedClaim
from flows.runtime.clock import in_utc
from flows.runtime.run_report import EntryRead, FeedPolled, RunReport
from flows.runtime.shown import shown_address, shown_line

_MOST_ROWS = 200  # of a table; its pages draw all of one at once
_NEWS = ("new", "shift")
_KNOWN = ("who", "topic", "position", "novelty", "words", "outlet")
_FEEDS = ("feed", "state", "entries", "new", "reason")
_ARTICLES = ("article", "outlet", "what became of it", "why")


def artifacts_of(report: RunReport) -> dict[str, str]:
    """The markdown of a pass by its purpose, each with a history of its own: the pass, the feeds, the claims.

    There is one of feeds or claims only where there is something to tell of them.
    """
    parts = {
        "latest-pass": [_news(_told(report)), _articles(report), _mails(report), _faults(report)],
        "feeds": [_feeds(report)],
        "claims": [_news(_told(report)), _known(report)],
    }
    head = f"# Pass of {in_utc(report.started_at)}\n\n{_escaped(report.summary())}"
    whole = {key: [part for part in of_key if part] for key, of_key in parts.items()}
    return {key: "\n\n".join([head, *of_key]) + "\n" for key, of_key in whole.items() if of_key or key == "latest-pass"}


def _told(report: RunReport) -> list[JudgedClaim]:
    return [one for one in report.claims if one.novelty.kind in _NEWS]


def _known(report: RunReport) -> str:
    return _section("Known claims", _KNOWN, (_claim(one) for one in report.claims if one.novelty.kind not in _NEWS))


def _articles(report: RunReport) -> str:
    return _section("Articles", _ARTICLES, map(_entry, report.entries))


def _feeds(report: RunReport) -> str:
    """The feeds that failed or brought something, and how many there are beside these."""
    shown = [one for one in report.feeds if one.error or one.new or one.problems]
    if not shown:
        return ""
    quiet = len(report.feeds) - len(shown)
    beside = f"\n\nNothing new in {quiet} more; {report.resting} were not due." if quiet or report.resting else ""
    return _section("Feeds", _FEEDS, map(_feed, _worst_first(shown))) + beside


def _news(claims: Sequence[JudgedClaim]) -> str:
    """What is new, as a list: Prefect's tables cut long words off."""
    lines = [_news_line(one) for one in claims[:_MOST_ROWS]]
    return f"## New claims and shifts ({len(claims)})\n\n" + "\n".join(lines) if lines else ""


def _news_line(one: JudgedClaim) -> str:
    claim, moved = one.claim, ""
    if one.novelty.kind == "shift" and one.novelty.nearest:
        moved = f", before: {one.novelty.nearest.position}"
    who, words = _escaped(claim.speaker_name), _escaped(claim.words)
    what = f"{claim.topic} **{claim.position}** ({one.novelty.kind}{moved})"
    return f"- **{who}**: {what} — “{words}” {_link(claim.outlet, claim.url)}"


def _worst_first(feeds: Iterable[FeedPolled]) -> list[FeedPolled]:
    return sorted(feeds, key=lambda polled: (polled.error is None, polled.state in ("ok", "unchanged")))


def _claim(judged: JudgedClaim) -> Sequence[str]:
    claim = judged.claim
    where = _link(claim.outlet, claim.url)
    return *_cells(claim.speaker_name, claim.topic, claim.position, judged.novelty.kind, f"“{claim.words}”"), where


def _feed(polled: FeedPolled) -> Sequence[str]:
    why = polled.error or polled.reason or "; ".join(polled.problems[:2])
    return _link(polled.feed.outlet, polled.feed.url), *_cells(polled.state, polled.entries, polled.new, why)


def _entry(read: EntryRead) -> Sequence[str]:
    what = read.outcome.replace("_", " ")
    return _link(read.entry.title, read.entry.url), *_cells(read.entry.outlet, what, read.reason)


def _mails(report: RunReport) -> str:
    if report.mails is None:
        return ""
    done = report.mails.report
    lines = [f"- sent to {_escaped(one.recipient)}: {_escaped(one.subject)}" for one in done.sent]
    lines += [f"- failed for {_escaped(one.recipient)}, tried again: {_escaped(one.error)}" for one in done.failed]
    lines += [f"- **given up** for {_escaped(one.recipient)}: {_escaped(one.error)}" for one in done.given_up]
    return f"## Mails ({_escaped(report.mails.to)})\n\n" + "\n".join(lines) if lines else ""


def _faults(report: RunReport) -> str:
    lines = [f"- {fault.kind} {_escaped(fault.subject)}: {_escaped(fault.error)}" for fault in report.faults]
    return f"## Faults ({len(lines)})\n\n" + "\n".join(lines[:_MOST_ROWS]) if lines else ""


def _section(title: str, headings: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    cells = list(rows)
    if not cells:
        return ""
    lines = [f"## {title} ({len(cells)})", "", _row(headings), _row(["---"] * len(headings))]
    lines += [_row(row) for row in cells[:_MOST_ROWS]]
    if len(cells) > _MOST_ROWS:
        lines.append(f"\n… and {len(cells) - _MOST_ROWS} more")
    return "\n".join(lines)


def _cells(*values: object) -> tuple[str, ...]:
    return tuple(_escaped(str(value)) for value in values)


def _row(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _link(text: str, url: str) -> str:
    """A link, if the address is one that may be followed."""
    if not url.startswith(("http://", "https://")) or any(c in url for c in "()<> |"):
        return _escaped(text or url)
    return f"[{_escaped(text or url)}]({shown_address(url)})"


def _escaped(text: str) -> str:
    """Foreign text on one line that markdown takes for text."""
    return "".join(f"\\{c}" if c in "\\`*_[]<>|#" else c for c in shown_line(text))
