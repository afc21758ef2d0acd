"""What a pass leaves behind: its summary, its log lines, its markdown; foreign text forges none of them."""

from __future__ import annotations

import logging
from datetime import UTC, datetime

import pytest

from extractors.records import Entry, Feed
from flows.delivery import DeliveryReport, Sent, Unsent
from flows.log import log_end, log_progress
from flows.run_markdown import markdown_of
from flows.run_report import EntryRead, FeedPolled, MailsSent, Progress, RunReport

from .claims_at_hand import judged

NOW = datetime(2026, 5, 4, 9, 30, tzinfo=UTC)
FEED = Feed("https://tin-post.example/feed", "Tin Post", "en", "NO", "russia")
ENTRY = Entry("k", FEED.url, "https://tin-post.example/a", "Too early", "", "Tin Post", "en", NOW)
POLLED = FeedPolled(FEED, "ok", entries=3, new=1)
FAILED = FeedPolled(FEED, "blocked", error="https://tin-post.example/feed: answers HTTP 403")
KEPT = EntryRead(ENTRY, "kept", "names both sides", 2, (judged(), judged("repeat", id="c2")))
POSTPONED = EntryRead(ENTRY, "postponed", "answers HTTP 500", again_at=NOW)
SENT = Sent("a@example.org", "[recognition-watch] Zamir Kabulov", "<m@recognition-watch>")
WAITS = Unsent("b@example.org", "no such mailbox", NOW)
LOST = Unsent("c@example.org", "no such host", None)


def report(*feeds: FeedPolled, entries: tuple[EntryRead, ...] = (), mails: DeliveryReport | None = None) -> RunReport:
    return RunReport(NOW, NOW, feeds, entries, MailsSent(mails, "folder var/mail") if mails else None)


@pytest.mark.parametrize(
    ("whole", "went_well"),
    [
        (report(POLLED, entries=(KEPT,), mails=DeliveryReport(sent=(SENT,))), True),
        (report(POLLED, FAILED), False),
        (report(POLLED, entries=(POSTPONED,)), False),
        (report(POLLED, mails=DeliveryReport(failed=(WAITS,))), False),
        (RunReport(NOW, NOW, skipped="another pass is under way"), False),
    ],
    ids=["all", "a feed failed", "a page failed", "a mail failed", "another pass"],
)
def test_all_went_well_means_that_nothing_is_left_to_be_tried_again(whole: RunReport, went_well: bool) -> None:
    assert whole.all_went_well is went_well


def test_the_summary_is_one_line() -> None:
    whole = report(POLLED, FAILED, entries=(KEPT, POSTPONED), mails=DeliveryReport(sent=(SENT,), failed=(WAITS,)))
    assert whole.summary() == (
        "2 feeds polled, 1 failed; 2 articles read, 1 kept; 2 claims (1 new, 1 repeat); 0 alerts; 1 mail out, 1 failed"
    )


@pytest.mark.parametrize(
    ("progress", "level", "line"),
    [
        (POLLED, "INFO", 'feed-polled outlet="Tin Post" state=ok entries=3 new=1'),
        (
            FAILED,
            "WARNING",
            'feed-failed outlet="Tin Post" url=https://tin-post.example/feed state=blocked '
            'reason="https://tin-post.example/feed: answers HTTP 403"',
        ),
        (
            KEPT,
            "INFO",
            'article-kept outlet="Tin Post" url=https://tin-post.example/a claims=2 reason="names both sides"',
        ),
        (
            MailsSent(DeliveryReport(given_up=(LOST,)), ""),
            "WARNING",
            'mail-given-up recipient=c@example.org reason="no such host"',
        ),
    ],
    ids=["polled", "blocked", "kept", "given up"],
)
def test_a_step_is_one_line_with_a_fixed_word_and_keys(
    progress: Progress, level: str, line: str, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.INFO):
        log_progress(logging.getLogger("pass"), progress)
    assert [(record.levelname, record.message) for record in caplog.records] == [(level, line)]


def test_the_end_is_logged_with_its_numbers(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.INFO):
        log_end(logging.getLogger("pass"), report(POLLED, FAILED, entries=(KEPT,)))
    assert caplog.messages == [
        "pass-done feeds=2 failed=1 articles=1 kept=1 claims=2 alerts=0 waiting=0 faults=0 seconds=0.0"
    ]


def test_foreign_text_cannot_forge_a_log_line(caplog: pytest.LogCaptureFixture) -> None:
    feed = Feed("https://x.example/", 'Post" state=ok\nfeed-polled outlet=Other', "en", "NO", "russia")
    with caplog.at_level(logging.INFO):
        log_progress(logging.getLogger("pass"), FeedPolled(feed, "ok"))
    (message,) = caplog.messages
    assert "\n" not in message


def test_the_markdown_tells_claims_feeds_articles_and_mails() -> None:
    done = DeliveryReport(sent=(SENT,), failed=(WAITS,), given_up=(LOST,))
    text = markdown_of(report(POLLED, FAILED, entries=(KEPT,), mails=done))
    new = "- **Zamir Kabulov**: recognition **premature** (new) — “It is too early to speak of recognition” [Tin Post]"
    assert new in text
    assert "| Zamir Kabulov | recognition | premature | repeat | “It is too early to speak of recognition” |" in text
    assert text.index("blocked") < text.index("| ok |")
    assert "[Too early](https://tin-post.example/a)" in text
    assert "- **given up** for c@example.org: no such host" in text


def test_a_shift_says_from_where() -> None:
    moved = judged("shift", judged(position="opposes").claim, position="decided")
    text = markdown_of(report(POLLED, entries=(EntryRead(ENTRY, "kept", "", 1, (moved,)),)))
    assert "recognition **decided** (shift, before: opposes)" in text


@pytest.mark.parametrize(
    "title", ["a | b", "[x](javascript:alert(1))", "<img src=x>", "# head\n\n# lines", "`code`"], ids=str
)
def test_foreign_text_cannot_leave_its_cell(title: str) -> None:
    entry = Entry("k", FEED.url, "javascript:alert(1)", title, "", title, "en", NOW)
    text = markdown_of(report(POLLED, entries=(EntryRead(entry, "irrelevant", f"{title} not both sides"),)))
    (row,) = [line for line in text.splitlines() if "not both sides" in line]
    assert row.replace("\\|", "").count("|") == 5
    escaped_twice = "\\\\"
    assert escaped_twice not in row
    assert "](javascript:" not in text.replace("\\]", "")
    assert "<img" not in text.replace("\\<", "")
