"""An article on the subject is read again: what is new in it is told, and what the outlet takes back is taken back."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import datetime, timedelta
from typing import Any

import pytest

from extractors.records import Filter
from flows.fetching.results import Unchanged
from flows.passing import inbox, steps
from flows.passing.revisits import due_revisits, look_again
from flows.passing.run_context import RunContext, open_run_context
from flows.reading.messages import SameText
from flows.runtime.clock import utc_now
from flows.runtime.run_report import EntryRead
from flows.settings.model import Settings

from .. import tiny_outlet as outlet_module
from ..tiny_outlet import PAGE

SAID = "“We are studying the question of removing the Taliban from the list,” envoy Zamir Kabulov told Lantern Wire."
COULD = "Russia could soon take the Taliban off its list of terrorist organisations, a diplomat said on Monday."
WITHDRAWN = (
    "<p>This article was withdrawn by its editors on Tuesday. It did not meet the standards of this house, because the "
    "person who was quoted in it has told us that the conversation never took place. We apologise to our readers.</p>"
)
CHANGES = {
    "unchanged": (PAGE, 0),
    "a sentence added": (
        PAGE.replace("</article>", "<p>The embassy did not answer calls on Tuesday.</p></article>"),
        0,
    ),
    "the claims taken back": (
        PAGE.replace(SAID, "An earlier version quoted the envoy wrongly.").replace(
            COULD, "A diplomat spoke on Monday."
        ),
        1,
    ),
    "withdrawn": (f"<html lang='en'><body><article>{WITHDRAWN}</article></body></html>", 1),
    "a page without text": ("<html><body></body></html>", 0),
}


@pytest.fixture
async def context(settings: Settings) -> AsyncIterator[RunContext]:
    async with open_run_context(settings, lambda _: None) as opened:
        yield opened


async def _looked(context: RunContext, now: datetime) -> tuple[EntryRead, ...]:
    return await look_again(context, due_revisits(context.store, now), now)


@pytest.mark.parametrize("change", CHANGES)
async def test_what_an_outlet_takes_back_is_taken_back(
    change: str, context: RunContext, monkeypatch: pytest.MonkeyPatch
) -> None:
    page, corrections = CHANGES[change]
    for feed, memory in steps.known_feeds(context):
        await steps.poll(context, feed, memory)
    due = context.store.due_entries(utc_now(), 10)
    async with inbox.reading(context, due) as readings:
        await inbox.settle(context, due, readings)
    steps.deliver(context)
    assert await _looked(context, utc_now()) == ()
    monkeypatch.setattr(outlet_module, "PAGE", page)
    changed = await _looked(context, utc_now() + timedelta(hours=1))

    assert [alert.kind for read in changed for alert in read.alerts] == ["correction"] * corrections
    waiting = [one.alert.kind for one in context.store.deliveries(Filter()) if one.status == "waiting"]
    assert waiting == ["correction"] * corrections


async def _read_once(context: RunContext) -> None:
    for feed, memory in steps.known_feeds(context):
        await steps.poll(context, feed, memory)
    due = context.store.due_entries(utc_now(), 10)
    async with inbox.reading(context, due) as readings:
        await inbox.settle(context, due, readings)


async def test_what_is_new_in_a_page_is_told_as_news(context: RunContext, monkeypatch: pytest.MonkeyPatch) -> None:
    await _read_once(context)
    added = "<p>Russia's Supreme Court lifted the ban on the Taliban on Tuesday, the court's spokesman said.</p>"
    monkeypatch.setattr(outlet_module, "PAGE", PAGE.replace("</article>", f"{added}</article>"))
    (read,) = await _looked(context, utc_now() + timedelta(hours=1))
    told = [(one.claim.topic, one.claim.position) for alert in read.alerts for one in alert.claims]
    assert told == [("delisting", "done")]


async def test_a_page_whose_text_has_not_changed_costs_no_extraction_and_no_page_is_looked_at_twice_at_once(
    context: RunContext, monkeypatch: pytest.MonkeyPatch
) -> None:
    await _read_once(context)
    monkeypatch.setattr(outlet_module, "PAGE", PAGE.replace("</body>", "<footer>12 readers</footer></body>"))
    answers: list[object] = []
    read_page = context.crew.read_page

    async def watched(*given: Any) -> Any:
        answers.append(await read_page(*given))
        return answers[-1]

    monkeypatch.setattr(context.crew, "read_page", watched)
    later = utc_now() + timedelta(hours=1)
    assert await _looked(context, later) == ()
    assert answers == [SameText()]
    assert due_revisits(context.store, later) == ()
    assert await _looked(context, later + timedelta(hours=2)) == ()
    assert answers == [SameText()]  # the very bytes of the look before: nothing was read at all


async def test_a_change_that_stands_on_a_further_page_alone_is_noticed_for_one_conditional_request(
    context: RunContext, monkeypatch: pytest.MonkeyPatch
) -> None:
    leads_on = PAGE.replace("</head>", '<link rel="next" href="/ban/2"></head>')
    second = PAGE.replace(SAID, "The embassy of Russia in Kabul did not answer calls on Tuesday.").replace(COULD, "")
    second = second.replace("The Islamic Emirate", "On Tuesday the Taliban")
    added = "<p>Russia's Supreme Court lifted the ban on the Taliban on Tuesday, the court's spokesman said.</p>"
    monkeypatch.setattr(outlet_module, "PAGES", {"/ban": leads_on, "/ban/2": second})
    await _read_once(context)
    fetched: list[tuple[str, bool]] = []
    fetch = context.fetcher.fetch

    async def watched(url: str, **validators: Any) -> Any:
        answer = await fetch(url, **validators)
        fetched.append((url.partition("/ban")[2], isinstance(answer, Unchanged)))
        return answer

    monkeypatch.setattr(context.fetcher, "fetch", watched)
    later = utc_now() + timedelta(hours=1)
    assert await _looked(context, later) == ()
    assert fetched == [("", True), ("/2", True)]
    monkeypatch.setitem(outlet_module.PAGES, "/ban/2", second.replace("</article>", f"{added}</article>"))
    (read,) = await _looked(context, later + timedelta(hours=2))
    told = [(one.claim.topic, one.claim.position) for alert in read.alerts for one in alert.claims]
    assert told == [("delisting", "done")]
    assert await _looked(context, later + timedelta(hours=6)) == ()
    assert fetched[-2:] == [("", True), ("/2", True)]
