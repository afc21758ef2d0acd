"""What `make bench-store` asks of a store: every look-up as it comes, and such as find as much at every size."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import Any

from extractors.records import ClaimRecord, Filter
from flows.passing.judging import judge_claims_of
from flows.reporting import gather, report_page
from storage.store import Store

from . import store_articles as made

TIMES = 40
# What is asked of a few rows more than a list has, and is not made while somebody waits.
WHOLE = ("report", "counts")
FEW = 5  # answers, which ten thousand statements have of the commonest three voices and ten words
_SPAN = 1000 * made.APART  # ten thousand statements
Probe = Callable[[Store, int], object]


def probes(store: Store, size: int) -> dict[str, Probe]:
    """What is measured of a store that holds so many statements, by name; each is asked with the number of its turn."""
    last = size // made.SAID
    some = store.claims(Filter(limit=TIMES))
    ids, alerts = [one.claim.id for one in some], store.deliveries(Filter(limit=TIMES))
    keys = [one.id for one in store.articles(Filter(limit=TIMES))]
    rare, now = made.words(20_000), made.START + last * made.APART
    unseen = [made.article(last + turn) for turn in range(TIMES)]
    claims = [_well_known(made.judged(one)[0].claim, now) for one in unseen]
    return {
        "judging a claim of a well-known voice": lambda s, i: judge_claims_of([claims[i]], s, now),
        "stored(): an article's past": lambda s, i: s.stored(made.article(i * last // TIMES).article),
        "copied_claims(): whom a text copies": lambda s, i: s.copied_claims(unseen[i].article.text),
        "claims": lambda s, i: s.claims(Filter(limit=100 - i)),
        "claims --actor": lambda s, i: s.claims(Filter(actors=_actor(i))),
        "claims --actor --topic --position": lambda s, i: s.claims(Filter(actors=(made.ACTORS[i % 3],), **_kinds(i))),
        "claims --search rare": lambda s, i: s.claims(Filter(search=made.words(20_000 + i))),
        "claims --search common": lambda s, i: s.claims(Filter(search=f"recognition {made.words(i)}")),
        "statements": lambda s, i: s.statements(Filter(limit=100 - i)),
        "statements --actor": lambda s, i: s.statements(Filter(actors=_actor(i))),
        "statements --search": lambda s, i: s.statements(Filter(search=f"{made.words(i * 13)} recognition")),
        "articles": lambda s, i: s.articles(Filter(limit=100 - i)),
        "articles --actor": lambda s, i: s.articles(Filter(actors=_actor(i))),
        "articles --search": lambda s, i: s.articles(Filter(search=made.words(100 + i))),
        "alerts": lambda s, i: s.deliveries(Filter(limit=100 - i)),
        "alerts --search": lambda s, i: s.deliveries(Filter(search=made.words(i * 13))),
        "alerts --actor": lambda s, i: s.deliveries(Filter(actors=_actor(i))),
        "alerts waiting": lambda s, i: s.deliveries(Filter(limit=100 - i), "waiting"),
        "review: told and open": lambda s, i: s.unreviewed(Filter(limit=100 - i), told=True),
        "search common": lambda s, i: s.search(Filter(search=f"recognition {made.words(i)}", limit=20)),
        "search rare, of an actor": lambda s, i: s.search(Filter(search=rare, actors=_actor(i), limit=20)),
        "search phrase": lambda s, i: s.search(Filter(search=f'"{made.words(i)} {made.words(i + 1)}"', limit=20)),
        "search beginning": lambda s, i: s.search(Filter(search=f"word299{i % 10}*", limit=20)),
        "voices": lambda s, i: s.voices(f"tor {i}"),
        "trace": lambda s, i: s.trace(ids[i]),
        "reports of a claim": lambda s, i: s.reports(ids[i]),
        "an article's wordings": lambda s, i: s.revisions(keys[i]),
        "an alert": lambda s, i: s.alert(alerts[i % len(alerts)].alert.id),
        "due_entries": lambda s, i: s.due_entries(now, 100 - i),
        "due deliveries": lambda s, _: s.has_due_deliveries(made.START),
        "coverage of a day": lambda s, _: s.coverage(now - 16 * made.APART),
        "counts": lambda s, _: s.counts(),
        "report": lambda s, _: report_page(gather(s, Filter(), now, {}), now, "UTC"),
    }


def of_as_much(store: Store, size: int) -> dict[str, Probe]:
    """By the same names the same look-ups, where those answer with more the more there is, asked so that they do not.

    A list is asked for a few answers of what is commonest; what weighs all that it finds, as search and the report do,
    is asked for the latest ten thousand statements.
    """
    now = made.START + size // made.SAID * made.APART
    few, span = Filter(limit=FEW), Filter(since=now - _SPAN, limit=20)

    def voice(turn: int) -> tuple[str, ...]:
        return (made.ACTORS[turn % 3],)

    def word(turn: int) -> str:
        return made.words(turn % 10)

    def found(search: str) -> Filter:
        return replace(span, search=search)

    return {
        "claims --actor": lambda s, i: s.claims(replace(few, actors=voice(i))),
        "claims --actor --topic --position": lambda s, i: s.claims(replace(few, actors=voice(i), **_kinds(i))),
        "claims --search rare": lambda s, i: s.claims(replace(few, search=made.words(500 + i))),
        "claims --search common": lambda s, i: s.claims(replace(few, search=f"recognition {word(i)}")),
        "statements --actor": lambda s, i: s.statements(replace(few, actors=voice(i))),
        "statements --search": lambda s, i: s.statements(replace(few, search=f"{word(i)} recognition")),
        "articles --actor": lambda s, i: s.articles(replace(few, actors=voice(i))),
        "articles --search": lambda s, i: s.articles(replace(few, search=word(i))),
        "alerts --search": lambda s, i: s.deliveries(replace(few, search=word(i))),
        "alerts --actor": lambda s, i: s.deliveries(replace(few, actors=voice(i))),
        "search common": lambda s, i: s.search(found(f"recognition {made.words(i)}")),
        "search rare, of an actor": lambda s, i: s.search(replace(found(made.words(500 + i)), actors=voice(i))),
        "search phrase": lambda s, i: s.search(found(f'"{made.words(i)} {made.words(i + 1)}"')),
        "search beginning": lambda s, i: s.search(found(f"word299{i % 10}*")),
        "report": lambda s, _: report_page(gather(s, Filter(since=now - _SPAN), now, {}), now, "UTC"),
    }


def _actor(turn: int) -> tuple[str, ...]:
    return (made.ACTORS[turn * 17 % len(made.ACTORS)],)


def _kinds(turn: int) -> dict[str, Any]:
    return {"topic": made.TOPICS[turn % len(made.TOPICS)], "position": made.POSITIONS[turn % len(made.POSITIONS)]}


def _well_known(claim: ClaimRecord, now: datetime) -> ClaimRecord:
    who = made.ACTORS[0]
    return replace(claim, speaker_key=who, actor=who, published_at=now, seen_at=now)
