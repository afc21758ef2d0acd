"""``trace``: the chain behind a claim, from the mail that told it down to the bytes that were served, link by link."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

from flows.cli.terminal.exit_codes import FAILED, OK
from flows.cli.terminal.options import SettingsFile, settings_of, store_of
from flows.runtime.shown import shown_json, shown_line

if TYPE_CHECKING:
    from extractors.records.stored import Trace, TracedMail

# What a link holds, whether it is as it should be (None where there is nothing to compare it with), and its words.
Link = tuple[str, bool | None, str]
MARKS = {True: "ok ", False: "BAD", None: "   "}
_HEADERS = 12  # the first; pages come with dozens, of which few tell whence they are


def trace(
    claim: Annotated[str, typer.Argument(metavar="CLAIM", help="A claim's id, or the beginning of one.")],
    how: Annotated[Literal["text", "json"], typer.Option("--format", help="How the chain is written.")] = "text",
    settings: SettingsFile = None,
) -> None:
    """Show what a claim rests on, from mails to offsets, wording and bytes; ends with 1 if a link is broken."""
    with store_of(settings_of(settings)) as store:
        found = store.trace(claim)
    links = list(chain(found))
    if how == "json":
        typer.echo(shown_json([{"link": name, "sound": sound, "told": told} for name, sound, told in links], indent=2))
    else:
        for name, sound, told in links:
            typer.echo(f"{MARKS[sound]} {name:<10} {shown_line(told)}")
    raise typer.Exit(OK if found.is_sound else FAILED)


def chain(found: Trace) -> Iterator[Link]:
    """Each link in words, from the mail down."""
    for mail in found.mails:
        yield "mail", mail.is_its_own, _mail_line(mail)
    if not found.is_linked:
        gone = "an alert told its statement, and what leads from that alert to the claim is gone"
        yield "mail", False, f"{gone}: `recognition-watch store verify` says what to do"
    elif not found.mails:
        yield "mail", None, "no alert told it"
    yield "claim", found.is_said, _claim_line(found)
    for review in found.reviews:
        yield "review", None, f"{review.verdict} by {review.who} at {review.at:%Y-%m-%d %H:%M} {review.note}".rstrip()
    yield from _evidence(found)
    yield "wording", found.is_worded, _wording_line(found)
    yield from _bytes(found)
    yield from _readings(found)


def _mail_line(mail: TracedMail) -> str:
    one = mail.delivery
    sent = f" at {one.sent_at:%Y-%m-%d %H:%M}" if one.sent_at else ""
    tries = ", ".join(
        f"{each.number}. {each.outcome} {each.at:%Y-%m-%d %H:%M}" + (f" ({each.error})" if each.error else "")
        for each in mail.attempts
    )
    return f"{one.status}{sent} to {one.recipient} as {one.message_id}" + (f"; tries: {tries}" if tries else "")


def _claim_line(found: Trace) -> str:
    claim, novelty = found.judged.claim, found.judged.novelty
    stand = f"{claim.topic} {claim.position} ({claim.party} on {claim.target}), certainty {claim.certainty:.2f}"
    gone = found.judged.vanished_at
    left = f"; not made any more since {gone:%Y-%m-%d %H:%M}" if gone else ""
    return f"{claim.id} {claim.speaker_name}: {stand}; {novelty.kind}: {novelty.reason}{left}"


def _evidence(found: Trace) -> Iterator[Link]:
    said, text = found.statement.statement, found.text
    places = ", ".join(f"{span.start}–{span.end}" for span in said.content)
    yield "statement", found.points, f"{found.statement.id} “{said.text}” at {places}"
    made = {(one.topic, one.party, one.target): one for one in said.claims}
    claim = found.judged.claim
    for part in one.evidence if (one := made.get((claim.topic, claim.party, claim.target))) else ():
        sound = text[part.start : part.end] == part.text
        yield "evidence", sound, f"“{part.text}” at {part.start}–{part.end} by {part.rule}"


def _wording_line(found: Trace) -> str:
    return (
        f"{found.revision} number {found.number} of article {found.article.id}, {len(found.text):,} characters,"
        f" seen {found.revised_at:%Y-%m-%d %H:%M}"
    )


def _bytes(found: Trace) -> Iterator[Link]:
    article = found.article.article
    published = (
        f"{article.published_at:%Y-%m-%d %H:%M} ({article.published_from})" if article.published_at else "unknown"
    )
    yield "published", None, f"{published}, first seen {found.article.seen_at:%Y-%m-%d %H:%M}"
    if found.page is None:
        yield "address", None, str(article.url or article.canonical_url or "none")
        yield "bytes", None, "not kept (any more): keep_pages_days and `store prune` say how long they are"
        return
    page = found.page.page
    yield "address", None, page.url + (f" moved to {page.moved_to}" if page.moved_to else "")
    yield "fetched", None, f"{page.fetched_at:%Y-%m-%d %H:%M:%S} UTC, status {page.status}"
    for name, value in page.headers[:_HEADERS]:
        yield "header", None, f"{name}: {value}"
    yield "bytes", found.page.is_whole, f"SHA-256 {found.page.sha256}, {found.page.size:,} bytes"


def _readings(found: Trace) -> Iterator[Link]:
    for run in found.runs:
        by = run.read_by
        told = f"program {by.program}, lexicon {by.lexicon}, model {by.model}"
        yield "read by", None, f"{told} at {run.at:%Y-%m-%d %H:%M}: {run.statements} statements, {run.claims} claims"
    if not found.runs:
        yield "read by", None, "not noted: it was stored by a program that did not yet note it"
    for former in found.former:
        yield "before", None, f"until {former['replaced_at']:%Y-%m-%d %H:%M}: {_former(former)}"


def _former(former: dict[str, Any]) -> str:
    if "position" in former:
        return f"claim read as {former['topic']} {former['position']} of {former['speaker_name']}"
    places = ", ".join(f"{span['start']}–{span['end']}" for span in former["body"]["content"])
    return f"statement at {places} of wording {former['revision']}"
