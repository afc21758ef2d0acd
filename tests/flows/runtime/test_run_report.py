"""What a pass leaves behind: its summary, its log lines, its markdown; foreign text forges none of them."""

from __future__ import annotations

import logging
from dataclasses import replace
from datetime import UTC, datetime
from io import StringIO

import pytest
from rich.console import Console

from extractors.records import Alert, Entry, Feed
from flows.runtime.delivery_report import DeliveryReport, Sent, Unsent
from flows.runtime.log import log_end, log_progress
from flows.runtime.progress import print_outcome
from flows.runtime.run_report import EntryRead, FeedPolled, MailsSent, Progress, RunReport
from flows.serving.prefect.artifacts import artifacts_of

from ..claims_at_hand import judged

NOW = datetime(2026, 5, 4, 9, 30, tzinfo=UTC)
FEED = Feed("https://tin-post.example/feed", "Tin Post", "en", "NO", "russia")
ENTRY = Entry("k", FEED.url, "https://tin-post.example/a", "Too early", "", "Tin Post", "en", NOW)
POLLED = FeedPolled(FEED, "ok", entries=3, new=1)
FAILED = FeedPolled(FEED, "blocked", error="https://tin-post.example/feed: answers HTTP 403")
KEPT = EntryRead(ENTRY, "kept", "names both sides", 2, (judged(), judged("repeat", id="c2")))
ALERT = Alert("a1", NOW, ENTRY.url, "Tin Post", "Too early", NOW, ())
NEWS = EntryRead(ENTRY, "kept", "", 1, (judged("shift"),), (ALERT,))
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
    ("waiting", "mails", "set_aside", "end"),
    [
        (0, 0, 0, "0 alerts"),
        (1, 0, 0, "; 1 entry waits"),
        (0, 1, 0, "; 1 mail waits"),
        (3, 2, 0, "; 3 entries and 2 mails wait"),
        (0, 0, 1, "; 1 entry set aside"),
        (2, 0, 2, "; 2 entries wait; 2 entries set aside"),
    ],
)
def test_what_waits_is_counted_at_the_end_of_the_summary(waiting: int, mails: int, set_aside: int, end: str) -> None:
    counts = {"deliveries waiting": mails, "entries set_aside": set_aside}
    assert replace(report(POLLED), waiting=waiting, counts=counts).summary().endswith(end)


def test_the_last_line_on_the_terminal_counts_what_waits() -> None:
    whole = replace(report(POLLED, mails=DeliveryReport()), waiting=3, resting=1, store="sqlite:///x")
    console = Console(record=True, file=StringIO(), width=200)
    print_outcome(console, whole)
    assert console.export_text().splitlines()[-1] == whole.summary()
    assert "3 entries wait" in whole.summary()


@pytest.mark.parametrize(
    ("whole", "name", "tags"),
    [
        (report(POLLED), "nothing new · 1 of 1 feed", ()),
        (report(), "nothing new · no feed was due", ()),
        (
            report(POLLED, FAILED, entries=(KEPT, NEWS), mails=DeliveryReport(failed=(WAITS,))),
            "1 new, 1 shift · 1 of 2 feeds",
            ("alerted", "feeds-failed", "mails-failed"),
        ),
        (
            RunReport(NOW, NOW, skipped="another pass is under way on this store; this one left it alone"),
            "skipped: another pass is under way on this store",
            (),
        ),
        (replace(report(FAILED), trouble="no network"), "no network", ("feeds-failed", "nothing-watched")),
    ],
    ids=["nothing new", "nothing due", "news and failures", "another pass", "no network"],
)
def test_a_run_is_named_and_tagged_by_what_came_of_it(whole: RunReport, name: str, tags: tuple[str, ...]) -> None:
    assert (whole.headline(), whole.tags()) == (name, tags)


def test_feeds_and_claims_have_artifacts_of_their_own_where_there_is_something_to_tell() -> None:
    assert set(artifacts_of(report(POLLED, FAILED, entries=(KEPT,)))) == {"latest-pass", "feeds", "claims"}
    quiet = artifacts_of(report(FeedPolled(FEED, "unchanged")))
    assert set(quiet) == {"latest-pass"}
    assert "1 feed polled, 0 failed" in quiet["latest-pass"]


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
            replace(POLLED, state="silent", reason="no new entry for 9 days", lasting=True),
            "WARNING",
            'feed-in-trouble outlet="Tin Post" url=https://tin-post.example/feed state=silent '
            'reason="no new entry for 9 days"',
        ),
        (
            KEPT,
            "INFO",
            'article-kept outlet="Tin Post" url=https://tin-post.example/a claims=2 reason="names both sides"',
        ),
        (
            MailsSent(DeliveryReport(failed=(WAITS,)), ""),
            "WARNING",
            'mail-failed recipient=b@example.org again="2026-05-04 09:30:00+00:00" reason="no such mailbox"',
        ),
        (
            MailsSent(DeliveryReport(given_up=(LOST,)), ""),
            "WARNING",
            'mail-given-up recipient=c@example.org reason="no such host"',
        ),
    ],
    ids=["polled", "blocked", "lasting", "kept", "waits", "given up"],
)
def test_a_step_is_one_line_with_a_fixed_word_and_keys(
    progress: Progress, level: str, line: str, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.INFO):
        log_progress(logging.getLogger("pass"), progress)
    assert (level, line) == [(record.levelname, record.message) for record in caplog.records][-1]


def test_the_end_is_logged_with_its_numbers(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.INFO):
        log_end(logging.getLogger("pass"), report(POLLED, FAILED, entries=(KEPT,)))
    numbers = "feeds=2 failed=1 articles=1 kept=1 claims=2 alerts=0 waiting=0 faults=0 mails_waiting=0 set_aside=0"
    assert caplog.messages == [f"pass-done {numbers} seconds=0.0"]


@pytest.mark.parametrize(("again_within_s", "level"), [(None, "WARNING"), (60.0, "INFO")], ids=["feeds", "network"])
def test_a_pass_that_watched_nothing_is_logged_as_such(
    again_within_s: float | None, level: str, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.INFO):
        log_end(logging.getLogger("pass"), replace(report(), trouble="nothing", again_within_s=again_within_s))
    (record,) = caplog.records
    assert (record.levelname, record.message.startswith("pass-done trouble=nothing feeds=0")) == (level, True)


def test_a_mail_to_the_operator_that_failed_is_a_warning(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.WARNING):
        log_end(logging.getLogger("pass"), replace(report(POLLED), operator_mails_failed=("op@example.org: no",)))
    assert caplog.messages == ['operator-mail-failed reason="op@example.org: no"']


def test_foreign_text_cannot_forge_a_log_line(caplog: pytest.LogCaptureFixture) -> None:
    feed = Feed("https://x.example/", 'Post" state=ok\nfeed-polled outlet=Other', "en", "NO", "russia")
    with caplog.at_level(logging.INFO):
        log_progress(logging.getLogger("pass"), FeedPolled(feed, "ok"))
    (message,) = caplog.messages
    assert "\n" not in message


def test_the_markdown_tells_claims_feeds_articles_and_mails() -> None:
    done = DeliveryReport(sent=(SENT,), failed=(WAITS,), given_up=(LOST,))
    found = artifacts_of(report(POLLED, FAILED, entries=(KEPT,), mails=done))
    text = "".join(found.values())
    new = "- **Zamir Kabulov**: recognition **premature** (new) — “It is too early to speak of recognition” [Tin Post]"
    assert new in text
    assert "| Zamir Kabulov | recognition | premature | repeat | “It is too early to speak of recognition” |" in text
    assert text.index("blocked") < text.index("| ok |")
    assert "[Too early](https://tin-post.example/a)" in text
    assert "- **given up** for c@example.org: no such host" in text


def test_a_shift_says_from_where() -> None:
    moved = judged("shift", judged(position="opposes").claim, position="decided")
    text = artifacts_of(report(POLLED, entries=(EntryRead(ENTRY, "kept", "", 1, (moved,)),)))["claims"]
    assert "recognition **decided** (shift, before: opposes)" in text


@pytest.mark.parametrize(
    "title", ["a | b", "[x](javascript:alert(1))", "<img src=x>", "# head\n\n# lines", "`code`"], ids=str
)
def test_foreign_text_cannot_leave_its_cell(title: str) -> None:
    entry = Entry("k", FEED.url, "javascript:alert(1)", title, "", title, "en", NOW)
    text = artifacts_of(report(POLLED, entries=(EntryRead(entry, "irrelevant", f"{title} not both sides"),)))[
        "latest-pass"
    ]
    (row,) = [line for line in text.splitlines() if "not both sides" in line]
    assert row.replace("\\|", "").count("|") == 5
    escaped_twice = "\\\\"
    assert escaped_twice not in row
    assert "](javascript:" not in text.replace("\\]", "")
    assert "<img" not in text.replace("\\<", "")
