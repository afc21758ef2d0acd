"""Which claims are told, on named situations."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from extractors.records import Article, ArticleRecord, Evidence, JudgedClaim, Relevance
from extractors.records.stored import StoredArticle
from flows.telling.alerts import alert_for, corrections_for, silenced
from flows.telling.policy import Group, Policy, Readership

Make = Callable[..., JudgedClaim]
NARRATIVE = {"kind": "narrative", "speaker_key": "outlet:river gazette", "position": "done"}
LATE = (Evidence(900, 910, "suspended", "x"),)


@pytest.mark.parametrize(
    ("case", "reason"),
    [
        ({}, None),
        ({"novelty": "shift"}, None),
        ({"novelty": "restated"}, "restated"),
        ({"novelty": "repeat"}, "repeat"),
        ({"topic": "engagement"}, "engagement does not alert"),
        ({"published_at": None}, "undated"),
        ({"published_at": datetime(2025, 1, 1, tzinfo=UTC)}, "published 106 days before it was seen"),
        ({"said_on": date(2024, 12, 1)}, "said 137 days before it was published"),
        ({"said_on": date(2025, 3, 26)}, "said 22 days before it was published"),
        ({"said_on": date(2025, 3, 27)}, None),
        ({"speaker_key": "name:"}, "nobody is named who says it"),
        ({"speaker_name": "It", "speaker_key": "name:it"}, "nobody is named who says it"),
        ({"speaker_name": "An earlier version of this article"}, "the outlet speaks of itself"),
        ({"voice": "unnamed", "speaker_name": "officials"}, "who says it has no name"),
        ({"voice": "medium", "position": "considering"}, "a medium passes it on and names nobody"),
        ({"voice": "medium", "position": "decided"}, None),
        ({"words": "too early", "context": "The envoy had called it too early."}, "told as said before"),
        ({"words": "too early", "context": "The envoy has called it too early."}, None),
        ({"words": "too early", "context": "In November the envoy called it too early."}, "told as said before"),
        ({"words": "too early", "context": "November 2024: The envoy calls it too early."}, "told as said before"),
        ({"confirmed": False}, None),
        ({"certainty": 0.67}, None),
        ({"certainty": 0.3}, "only possible: right 30% of the time"),
        ({"party": "international-community"}, None),
        ({"topic": "representation", "party": "china", "position": "done"}, "an envoy or mission of others"),
        ({"topic": "representation", "party": "china", "position": "supports"}, None),
        ({"topic": "representation", "party": "russia", "position": "done"}, None),
        (NARRATIVE, None),
        (NARRATIVE | {"position": "premature"}, "background"),
        (NARRATIVE | {"position": "supports"}, "the outlet tells of others' support and quotes nobody"),
        (NARRATIVE | {"party": "kazakhstan"}, "background"),
        (NARRATIVE | {"evidence": LATE}, "background"),
        (NARRATIVE | {"evidence": LATE, "words": "On Thursday the court suspended the ban"}, None),
        (NARRATIVE | {"words": "On January 17 the court suspended the ban"}, "background"),
        (NARRATIVE | {"words": "Last month the court suspended the ban"}, "background"),
        (NARRATIVE | {"words": "The first since they came to power in 2021", "evidence": ()}, None),
        (NARRATIVE | {"words": "It suspends it", "context": "November 2024: It suspends it."}, "background"),
        (NARRATIVE | {"words": "The court will on May 20 look at the ban that it suspended"}, None),
        (NARRATIVE | {"evidence": LATE, "words": "Earlier this autumn the court suspended the ban"}, "background"),
        (NARRATIVE | {"evidence": LATE, "words": "Earlier this week the court suspended the ban"}, None),
        (NARRATIVE | {"evidence": LATE, "words": "At midday the minister took the copies"}, None),
        (NARRATIVE | {"words": "The court on Thursday suspended a ban in force since 2003"}, None),
        (NARRATIVE | {"words": "Russia is still the only country that has recognised them"}, "background"),
    ],
    ids=lambda value: str(value) if isinstance(value, dict) else "",
)
def test_only_what_is_news_is_told(case: dict[str, Any], reason: str | None, judged: Make) -> None:
    assert silenced(judged(**case)) == reason


def test_what_somebody_asked_for_surer_is_told_to_be_only_possible(judged: Make) -> None:
    strict = Group(name="strict", recipients=("ann@example.org",), certainty=0.9)
    one = judged(certainty=0.8)

    assert silenced(one, Readership(policy=Policy(groups=(strict,)))) == "only possible: right 80% of the time"
    assert (
        silenced(judged(certainty=0.8, topic="engagement"), Readership(policy=Policy(groups=(strict,))))
        == "nobody asked for it"
    )


def test_the_second_outlet_with_an_event_is_told_only_to_those_who_ask_for_every_outlet(judged: Make) -> None:
    first = replace(judged(**NARRATIVE).claim, id="claim-0", outlet="Lake Post", words="The ban is gone, judges said")
    second = judged(nearest=first, novelty="repeat", voice="outlet", **NARRATIVE)
    every = Group(name="all", recipients=("ann@example.org",), every_outlet=True)
    usual = Group(name="usual", recipients=("bob@example.org",))

    assert silenced(second) == "repeat"
    assert silenced(second, Readership(policy=Policy(groups=(every,)))) is None
    assert (every.wants(second), usual.wants(second)) == (True, False)


def test_a_reprint_is_no_second_report(judged: Make) -> None:
    first = replace(judged(**NARRATIVE).claim, id="claim-0", outlet="Lake Post")
    every = Group(name="all", recipients=("ann@example.org",), every_outlet=True)

    assert not every.wants(judged(nearest=first, novelty="repeat", voice="outlet", **NARRATIVE))


def test_what_was_published_before_the_watch_began_is_history(judged: Make, now: datetime) -> None:
    assert silenced(judged(), Readership(begun_at=now.replace(hour=11))) is None
    assert silenced(judged(), Readership(begun_at=now.replace(hour=13))) == "published before the watch began"


def test_a_bare_day_is_history_only_when_the_day_is_over(judged: Make, now: datetime) -> None:
    today = judged(published_at=now.replace(hour=0))

    assert silenced(today, Readership(begun_at=now)) is None
    assert silenced(today, Readership(begun_at=now + timedelta(days=1))) == "published before the watch began"


def test_an_article_without_news_has_no_alert(judged: Make, now: datetime) -> None:
    assert alert_for([judged(novelty="repeat")], now) is None


def test_what_is_sure_leads(judged: Make, now: datetime) -> None:
    claims = [judged(id="a", topic="recognition", novelty="shift", certainty=0.7), judged(id="b", certainty=0.9)]
    alert = alert_for(claims, now)

    assert alert is not None
    assert [one.claim.id for one in alert.claims] == ["b", "a"]


def test_of_what_is_alike_otherwise_the_surer_leads(judged: Make, now: datetime) -> None:
    alert = alert_for([judged(id="a", certainty=0.9), judged(id="b", certainty=0.95)], now)

    assert alert is not None
    assert [one.claim.id for one in alert.claims] == ["b", "a"]


def test_shifts_come_first_then_topics_then_how_far_up_the_ladder(judged: Make, now: datetime) -> None:
    claims = [
        judged(id="a", topic="representation"),
        judged(id="b", position="premature"),
        judged(id="c", position="decided"),
        judged(id="d", topic="recognition", position="premature"),
        judged(id="e", topic="representation", novelty="shift"),
    ]
    alert = alert_for(claims, now)

    assert alert is not None
    assert [one.claim.id for one in alert.claims] == ["e", "d", "c", "b", "a"]


def revised(text: str) -> Article:
    return Article("https://river.example/1", None, "List to shrink", None, "River Gazette", None, "en", text)


def stored(*claims: JudgedClaim, alerted: str) -> StoredArticle:
    record = ArticleRecord("article", "old", revised("…"), Relevance(True, 1.0, (), ""), claims[0].claim.seen_at, 1, 1)
    return StoredArticle(record, claims, frozenset({alerted}))


@pytest.mark.parametrize(
    ("case", "after", "text"),
    [
        ("it stands", [{}], None),
        ("it stands a rung away", [{"position": "decided"}], None),
        ("it stands under another name", [{"speaker_key": "name:karimzada"}], None),
        ("it vanished", [], "River Gazette has changed its article; it no longer says this."),
        (
            "it vanished beside the same words on another topic",
            [{"speaker_key": "outlet:river gazette", "topic": "representation"}],
            "River Gazette has changed its article; it no longer says this.",
        ),
        (
            "it was reversed",
            [{"position": "premature"}],
            "River Gazette has changed its article: Zamir Kabulov is now reported at premature.",
        ),
    ],
    ids=lambda value: value if isinstance(value, str) and value.startswith("it ") else "",
)
def test_a_revision_that_takes_back_what_was_told_is_corrected(
    case: str, after: list[dict[str, Any]], text: str | None, judged: Make, now: datetime
) -> None:
    claims = [judged(**one).claim for one in after]
    correction = corrections_for(stored(judged(), alerted="claim-1"), claims, revised("Nothing of it."), now)

    assert (correction.text if correction else None) == text
    assert correction is None or correction.kind == "correction"


@pytest.mark.parametrize(("sure", "corrected"), [(0.75, True), (0.65, False)])
def test_what_a_revision_surely_says_counts_and_not_what_may_be_left_in_it(
    sure: float, corrected: bool, judged: Make, now: datetime
) -> None:
    after = [judged(position="considering", certainty=sure), judged(position="decided", certainty=0.6)]
    told = stored(judged(position="decided"), alerted="claim-1")
    correction = corrections_for(told, [one.claim for one in after], revised("Nothing of it."), now)

    assert bool(correction) is corrected


@pytest.mark.parametrize(("sure", "corrected"), [(0.9, True), (0.7, False)])
def test_what_was_told_as_done_and_surely_is_still_to_come_is_corrected(
    sure: float, corrected: bool, judged: Make, now: datetime
) -> None:
    before, after = judged(position="done"), judged(position="decided", certainty=sure)
    correction = corrections_for(stored(before, alerted="claim-1"), [after.claim], revised("Nothing of it."), now)

    assert bool(correction) is corrected


def test_an_outlet_that_reverses_its_own_words_is_not_called_reported(judged: Make, now: datetime) -> None:
    before, after = (judged(kind="narrative", position=position) for position in ("done", "premature"))
    correction = corrections_for(stored(before, alerted="claim-1"), [after.claim], revised("Nothing of it."), now)

    assert correction is not None
    assert correction.text == "River Gazette has changed its article: its own words now say premature."


def test_a_claim_that_nobody_was_told_of_vanishes_in_silence(judged: Make, now: datetime) -> None:
    assert corrections_for(stored(judged(), alerted="another"), [], revised("Nothing of it."), now) is None


def test_words_that_still_stand_are_not_taken_back_whatever_is_made_of_them(judged: Make, now: datetime) -> None:
    text = "He said: “The list has to be shortened first.”"

    assert corrections_for(stored(judged(), alerted="claim-1"), [], revised(text), now) is None
