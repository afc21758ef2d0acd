"""Why a claim is what it is: how far a voice moved, and whose words were copied. Synthetic."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest

from extractors.novelty import judge_novelty
from extractors.records import ClaimRecord

SEEN = datetime(2024, 5, 15, 12, tzinfo=UTC)
NOW = datetime(2024, 6, 1, tzinfo=UTC)
SAID = ClaimRecord(
    id="claim-1", statement_id="statement-1", speaker_key="name:orlov", speaker_name="Orlov", actor=None,
    topic="recognition", position="premature", party="russia", target="iea", negated=False, confirmed=True, cameo=None,
    kind="direct", words="A flag over an embassy makes no government of a movement in a capital", context="",
    said_on=date(2024, 5, 14), addressee=None, via=(), place=None, outlet="River Gazette",
    url="https://river.example/1", title="No flag", published_at=SEEN, seen_at=SEEN, voice="named", certainty=1.0,
    state=None,
)  # fmt: skip


def said(number: int = 1, **how: Any) -> ClaimRecord:
    return replace(SAID, id=f"claim-{number}", statement_id=f"statement-{number}", **how)


MOVES = {
    "three rungs up": ("premature", "supports", "up 3 rungs"),
    "one rung up": ("supports", "decided", "up 1 rung"),
    "two rungs down": ("considering", "premature", "down 2 rungs"),
}


@pytest.mark.parametrize("situation", MOVES)
def test_a_shift_says_how_far_and_which_way_a_voice_moved(situation: str) -> None:
    before, now, way = MOVES[situation]
    known = said(position=before, said_on=date(2024, 3, 1), words="It rains")
    novelty = judge_novelty(said(2, position=now, url="https://river.example/2"), [known], NOW)

    assert (novelty.kind, novelty.nearest) == ("shift", known)
    assert novelty.reason == f"moved {way} from {before} (River Gazette, 1 Mar 2024) to {now}"


NEARLY = "A flag over an embassy makes no government of a movement in the capital city"
OTHER: dict[str, Any] = {"speaker_key": "name:petrov", "speaker_name": "Petrov", "url": "https://lake.example/1"}
COPIES = {
    "a quotation in part under another name": ({"kind": "mixed", "words": NEARLY}, True),
    "a quotation under another name": ({"words": NEARLY}, True),
    "words that nobody quotes, and not all the same": ({"kind": "indirect", "words": NEARLY}, False),
    "words that nobody quotes, all the same": ({"kind": "indirect"}, True),
    "the same quotation a rung away": ({"position": "conditional"}, False),
    "the same quotation on another told day": ({"said_on": date(2024, 5, 9)}, False),
    "an outlet's own sentence": ({"kind": "narrative"}, False),
}


@pytest.mark.parametrize("situation", COPIES)
def test_the_same_words_under_another_name_are_a_copy_where_chance_hardly_makes_them(situation: str) -> None:
    how, copied = COPIES[situation]
    known = said(outlet="Lake Post", **(OTHER | how))
    novelty = judge_novelty(said(2), [known], NOW)

    assert novelty.kind == ("repeat" if copied else "new"), novelty.reason
    assert ("the same words" in novelty.reason) is copied


def test_two_whom_the_lexicon_knows_are_two_voices_whatever_they_say() -> None:
    one, other = (said(n, actor=key, speaker_key=key, voice="person") for n, key in enumerate(("a-orlov", "b-petrov")))
    assert judge_novelty(one, [other], NOW).kind == "new"


COPY: dict[str, Any] = {"outlet": "Reed Courier", "url": "https://reed.example/1"}
REWORDED = "A flag makes no government, and an embassy is a house"
IN_A_COPY = {
    "reworded, by one whom the other text does not name": ({"words": REWORDED}, True),
    "a rung away": ({"words": REWORDED, "position": "conditional"}, True),
    "two rungs away": ({"words": REWORDED, "position": "considering"}, False),
    "in wholly other words": ({"words": "Trade goes on by rail"}, False),
    "in the outlet's own sentence": ({"words": REWORDED, "kind": "narrative"}, False),
}


@pytest.mark.parametrize("situation", IN_A_COPY)
def test_what_stands_in_a_copy_of_an_article_is_what_stood_there(situation: str) -> None:
    how, repeated = IN_A_COPY[situation]
    original = said(**(OTHER | COPY | how))
    novelty = judge_novelty(said(2), [], NOW, [original])

    assert (novelty.kind == "repeat") is repeated, novelty.reason
    assert (novelty.nearest is original) is repeated


LONG_AGO: dict[str, Any] = {"position": "done", "kind": "narrative", "voice": "outlet", "said_on": date(2023, 1, 9)}


@pytest.mark.parametrize(
    ("outlets", "how", "known"),
    [
        (("Lake Post", "Reed Courier"), {}, True),
        (("Lake Post", "Lake Post"), {}, False),
        (("Lake Post", "Reed Courier"), {"party": "kazakhstan"}, False),
        (("Lake Post", "Reed Courier"), {"position": "considering"}, False),
    ],
)
def test_an_act_done_once_is_known_for_good_from_two_outlets(
    outlets: tuple[str, ...], how: dict[str, Any], known: bool
) -> None:
    told = LONG_AGO | how
    before = [
        said(n, outlet=name, speaker_key=f"outlet:{name}", words=f"Flag {n} rose", url=f"https://{n}.example/", **told)
        for n, name in enumerate(outlets)
    ]
    claim = said(9, words="Envoys moved in", position="done", kind="narrative", voice="outlet", said_on=None)

    assert (judge_novelty(claim, before, NOW).kind == "repeat") is known


def test_what_recalls_an_older_quote_of_the_same_position_is_that_quote_again() -> None:
    known = said(said_on=date(2024, 1, 9), words="It rains")
    recap = {"words": "it was too early", "context": "In March he said it was too early.", "said_on": None}
    novelty = judge_novelty(said(2, kind="indirect", url="https://river.example/2", **recap), [known], NOW)

    assert (novelty.kind, novelty.nearest) == ("repeat", known)
    assert novelty.reason == "recalls what was known from River Gazette, 9 Jan 2024"


def test_what_a_body_holds_is_known_from_what_its_spokesperson_said_last() -> None:
    zakharova: dict[str, Any] = {"speaker_key": "maria-zakharova", "speaker_name": "Zakharova", "voice": "person"}
    earlier, last = (
        said(n, said_on=day, words=words, url=f"https://{n}.example/", **zakharova)
        for n, (day, words) in enumerate([(date(2024, 2, 1), "It rains"), (date(2024, 3, 1), "Trade goes by rail")])
    )
    body = said(9, speaker_key="russia-mfa", speaker_name="the ministry", voice="body", words="Too early, it holds")
    novelty = judge_novelty(body, [last, earlier], NOW)

    assert (novelty.kind, novelty.nearest) == ("restated", last)
    assert novelty.reason == "as Zakharova said for the ministry, in River Gazette, 1 Mar 2024"
