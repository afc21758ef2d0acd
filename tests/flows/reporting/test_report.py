"""The report: right about who stands where, one page that asks nobody for anything, and safe with foreign text."""

from __future__ import annotations

import gc
import hashlib
import re
from base64 import b64encode
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from html import unescape
from html.parser import HTMLParser
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from extractors.records import RUNGS, JudgedClaim
from extractors.records.stored import Coverage, RevisionRecord, Telling
from flows.reporting import Material, report_page
from flows.reporting.axis import BEGINNING, axis_of
from flows.reporting.course import course
from flows.reporting.glances import OF_LATE, glances_of
from flows.reporting.lanes import MOST_MARKS, height_of, lanes_on
from flows.reporting.overview import news_of, overview_of
from flows.reporting.retelling import outlet_shares, retelling_of
from flows.reporting.standings import said_by_voice, voices_of
from flows.reporting.volume import calendars
from flows.runtime.collecting import kept_to_the_end

from ..claims_at_hand import PLAIN, SEEN, judged

NOW = datetime(2026, 5, 5, 8, 0, tzinfo=UTC)
COUNTS = {"articles": 3, "statements": 7}


def telling(claim: str = "c1", **changes: Any) -> Telling:
    plain = Telling(claim, f"article of {claim}", "Tin Post", PLAIN.url, "premature", SEEN, SEEN, f"text of {claim}")
    return replace(plain, **changes)


def material(*claims: JudgedClaim, **more: Any) -> Material:
    tellings = {one.claim.id: (telling(one.claim.id),) for one in claims}
    return Material(claims, **{"tellings": tellings, "counts": COUNTS, **more})


def page(*claims: JudgedClaim, **more: Any) -> str:
    return report_page(material(*claims, **more), NOW, "Europe/Berlin")


class _Links(HTMLParser):
    """Everything in a page that a browser could load or follow, and what runs in it or styles it."""

    def __init__(self) -> None:
        super().__init__()
        self.loads: list[str] = []
        self.follows: list[str] = []
        self.anchors: list[str] = []
        self.handlers: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            if name == "href" and (value or "").startswith("#"):
                self.anchors.append(value or "")
            elif name in ("src", "srcset", "data", "poster", "action") or (name == "href" and tag != "a"):
                self.loads.append(f"{tag} {name}={value}")
            elif name == "href":
                self.follows.append(value or "")
            elif name == "style" or name.startswith("on"):
                self.handlers.append(f"{tag} {name}")


def links(html: str) -> _Links:
    parser = _Links()
    parser.feed(html)
    return parser


def test_the_page_loads_nothing_and_forbids_it() -> None:
    html = page(judged())
    assert links(html).loads == []
    assert "default-src 'none'" in unescape(html)
    assert not re.search(r"@import|url\(", html)


def test_only_its_own_style_and_script_are_let_through() -> None:
    html = page(judged())
    for tag in ("style", "script"):
        (inside,) = re.findall(rf"<{tag}>(.*?)</{tag}>", html, flags=re.S)
        digest = b64encode(hashlib.sha256(inside.encode()).digest()).decode()
        assert f"{tag}-src 'sha256-{digest}'" in unescape(html)
    assert links(html).handlers == []


def test_a_claim_is_linked_to_its_source() -> None:
    assert links(page(judged())).follows == [PLAIN.url]


@pytest.mark.parametrize("url", ["javascript:alert(1)", "data:text/html,x", "file:///etc/passwd", ""])
def test_what_is_no_web_address_is_not_linked(url: str) -> None:
    assert links(page(judged(url=url))).follows == []


@pytest.mark.parametrize("field", ["title", "words", "speaker_name", "outlet", "addressee", "place"])
def test_foreign_text_stays_text(field: str) -> None:
    html = page(judged(**{field: '<img src=x onerror="alert(1)">'}))
    assert "<img" not in html
    assert "&lt;img" in html
    assert links(html).handlers == []


def test_a_promise_at_second_hand_names_who_promised() -> None:
    html = page(judged(confirmed=False, promised_by="Ida <Lund>"))
    assert html.count("unconfirmed: promised by Ida &lt;Lund&gt;") == 2
    assert "promised by" not in page(judged())


def test_an_empty_store_says_what_to_do() -> None:
    html = page()
    assert "No claim is stored" in html
    assert "recognition-watch run" in html


def test_the_time_is_the_operators() -> None:
    assert "5 May 2026, 10:00 CEST" in page(judged())


def test_every_anchor_of_a_claim_leads_to_its_card() -> None:
    earlier = judged(id="c0", position="opposes", said_on=date(2026, 4, 1))
    html = page(judged("shift", earlier.claim), earlier)
    targets = {anchor[1:] for anchor in links(html).anchors if anchor.startswith("#c-")}
    assert targets == {"c-c0", "c-c1"}
    assert all(f'id="{target}"' in html for target in targets)


@pytest.mark.parametrize(
    ("claims", "stand"),
    [
        pytest.param([judged()], ("premature", None, 0), id="one claim"),
        pytest.param(
            [judged(), judged("shift", id="c2", position="supports", said_on=date(2026, 6, 1))],
            ("supports", "premature", 3),
            id="moved up",
        ),
        pytest.param(
            [
                judged(position="decided", said_on=date(2026, 4, 1)),
                judged("shift", id="c2", position="opposes", said_on=date(2026, 6, 1)),
                judged("restated", id="c3", position="opposes", said_on=date(2026, 6, 9)),
            ],
            ("opposes", "decided", -5),
            id="moved down, then restated",
        ),
        pytest.param(
            [judged(), judged("shift", id="c2", position="done", said_on=date(2026, 6, 1), verdict="not_a_claim")],
            ("premature", None, 0),
            id="a rejected claim does not count",
        ),
        pytest.param(
            [judged(), judged("shift", id="c2", position="done", said_on=date(2026, 6, 1), vanished_at=NOW)],
            ("premature", None, 0),
            id="nor one that its article took back",
        ),
        pytest.param(
            [judged(), judged("repeat", PLAIN, id="c2", position="done", said_on=date(2026, 6, 1))],
            ("premature", None, 0),
            id="nor a further report",
        ),
    ],
)
def test_a_voice_stands_where_it_stood_last(claims: list[JudgedClaim], stand: tuple[Any, ...]) -> None:
    (voice,) = voices_of(claims)
    found = voice.stands["recognition"]
    assert (found.claim.position, found.before, found.moved) == stand


def test_whoever_spoke_last_comes_first() -> None:
    other = judged(id="c2", speaker_key="name:lund", speaker_name="Ida Lund", said_on=date(2026, 5, 4))
    assert [voice.name for voice in voices_of([judged(), other])] == ["Ida Lund", "Zamir Kabulov"]


def test_a_card_shows_the_rung_before_and_why_it_is_sure() -> None:
    html = page(
        judged("shift", PLAIN, id="c2", position="supports", certainty=0.83, said_on=date(2026, 5, 4)), judged()
    )
    card = html[html.index('id="c-c2"') :]
    assert re.search(r'class="was">premature</span>.*?p-supports">supports', card, flags=re.S)
    assert "83 %, surely: of claims this sure 83 in 100 are right" in card


# --- Who reported it -------------------------------------------------------------------------------------------------


def test_the_first_report_is_told_from_copies_and_from_independent_texts() -> None:
    told = (
        telling("a", outlet="Tin Post", origin="1"),
        telling("b", outlet="River Gazette", origin="1"),
        telling("c", outlet="Neva", origin="2", position="supports"),
    )
    found = retelling_of("premature", told)
    assert (found.first, found.origins, found.copiers) == ("Tin Post", 2, ("River Gazette",))
    assert [(one.telling.outlet, one.reads) for one in found.different] == [("Neva", "supports")]


def test_an_article_that_tells_an_utterance_twice_is_one_report() -> None:
    told = (telling("a", article_id="x", origin="1"), telling("b", article_id="x", origin="1"))
    assert len(retelling_of("premature", told).reports) == 1


def test_outlets_are_told_apart_by_their_share_of_first_reports() -> None:
    first, copy = telling("a", outlet="Tin Post", origin="1"), telling("b", outlet="River Gazette", origin="1")
    alone = telling("c", outlet="River Gazette", origin="2")
    shares = {one.outlet: (one.reported, one.first, one.copied) for one in outlet_shares([(first, copy), (alone,)])}
    assert shares == {"Tin Post": (1, 1, 0), "River Gazette": (2, 1, 1)}


def test_other_reports_and_different_readings_are_on_the_card() -> None:
    told = (telling("c1"), telling("b", outlet="River Gazette", position="done", url="https://river.example/1"))
    html = page(judged(), tellings={"c1": told})
    assert "1 other report, 2 independent texts" in html
    assert "River Gazette has done" in html


def test_what_the_outlet_reworded_is_on_the_card() -> None:
    words = ("The list stays, he said.", "The list goes, he said.")
    wordings = [RevisionRecord("a", str(n), n, "Title", text, SEEN) for n, text in enumerate(words, 1)]
    html = page(judged(), wordings={"article of c1": wordings})
    assert "<del>stays</del><ins>goes</ins>" in html


# --- New this week, and whether the watch was awake ------------------------------------------------------------------


@pytest.mark.parametrize(
    ("one", "told"),
    [
        pytest.param(judged(), True, id="new"),
        pytest.param(judged("restated"), False, id="restated"),
        pytest.param(judged(topic="conditions"), False, id="a topic that does not alert"),
        pytest.param(judged(seen_at=NOW - timedelta(days=8)), False, id="seen long ago"),
        pytest.param(judged(said_on=date(2024, 5, 3)), False, id="an archive that was read this week"),
        pytest.param(judged(verdict="wrong_speaker"), False, id="rejected"),
    ],
)
def test_new_this_week_is_what_was_said_and_seen_this_week(one: JudgedClaim, told: bool) -> None:
    assert bool(news_of(material(one), NOW)) == told


@pytest.mark.parametrize(
    ("good", "words"),
    [
        (NOW - timedelta(hours=1), "The watch was awake"),
        (NOW - timedelta(hours=30), "The watch stood still"),
        (None, "No pass has ended well yet"),
    ],
)
def test_the_page_says_whether_the_watch_was_awake(good: datetime | None, words: str) -> None:
    coverage = Coverage(4, 3, (), (), 0, 0, ())
    html = page(judged(), coverage=coverage, latest_good=good)
    assert words in html
    assert "3 of 4 feeds answered within a day" in html


def test_further_reports_of_what_is_told_are_counted_as_repeats() -> None:
    tellings = {"c1": (telling("c1"), telling("elsewhere"), telling("later")), "c2": (telling("c2"),)}
    html = page(judged(id="c1"), judged("shift", id="c2"), tellings=tellings)
    assert "</b> claims: 1 new, 1 shift, 0 restated, 2 repeats" in html


# --- At a glance -----------------------------------------------------------------------------------------------------


def test_a_glance_counts_each_voice_on_the_rung_where_it_stands_and_moves_of_late() -> None:
    long_ago, today = NOW.date() - OF_LATE - timedelta(days=1), NOW.date()
    said = [
        judged(id="a", position="supports", said_on=long_ago - timedelta(days=1)),
        judged("shift", id="b", position="premature", said_on=long_ago),
        judged("shift", id="c", position="done", said_on=today),
        judged(id="d", position="done", said_on=today, actor="somebody", speaker_key="somebody"),
    ]
    (glance,) = glances_of(said_by_voice(said), today)
    assert (glance.topic, glance.voices, glance.most) == ("recognition", 2, 2)
    assert [position for position, _ in glance.rungs] == list(reversed(RUNGS))
    assert {position: number for position, number in glance.rungs if number} == {"done": 2}
    assert (glance.up, glance.down) == (1, 0)
    assert glance.last is not None
    assert glance.last.previous is not None
    assert (glance.last.previous.id, glance.last.claim.id, glance.last.moved) == ("b", "c", 5)


def test_a_glance_shows_the_last_move_from_where_to_where() -> None:
    before, now = judged(id="b", position="premature"), judged("shift", id="c", position="done", said_on=NOW.date())
    (told,) = re.findall(r'Last: <bdi>.*?<span class="was">(\w+)</span> → .*?</p>', page(before, now))
    assert told == "premature"


def test_a_glance_leads_to_the_claims_on_a_rung() -> None:
    assert "#topic=recognition&amp;position=premature" in page(judged())


# --- Pictures --------------------------------------------------------------------------------------------------------


def test_a_lane_leaves_out_repeats_and_stays_within_its_frame() -> None:
    days = [date(2021, 8, 15), date(2024, 5, 28), date(2026, 5, 3)]
    claims = [judged(id=f"c{day}", said_on=day) for day in days] + [judged("repeat", id="again")]
    said = said_by_voice(claims)
    (lane,) = lanes_on("recognition", said, axis_of(days, NOW.date()))
    assert len(lane.dots) == 3
    assert all(0 <= dot.x <= 100 for dot in lane.dots)
    assert [dot.x for dot in lane.dots] == sorted(dot.x for dot in lane.dots)


def test_the_line_is_level_while_a_position_is_held_and_upright_where_it_moves() -> None:
    claims = [judged(said_on=date(2026, 1, 1)), judged("shift", id="c2", position="done", said_on=date(2026, 3, 1))]
    (lane,) = lanes_on("recognition", said_by_voice(claims), axis_of([date(2026, 1, 1)], date(2026, 5, 1)))
    low, high = height_of("premature"), height_of("done")
    assert re.fullmatch(rf"M1 {low}H[\d.]+V{high}H100", lane.line)


def test_a_full_lane_keeps_every_move() -> None:
    claims = [judged("restated", id=f"c{n:03}", said_on=date(2025, 1, 1) + timedelta(days=n)) for n in range(300)]
    claims.append(judged("shift", id="moved", position="done", said_on=date(2025, 2, 2)))
    (lane,) = lanes_on("recognition", said_by_voice(claims), axis_of([], NOW.date()))
    assert len(lane.dots) == MOST_MARKS
    assert lane.claims == 301
    assert "moved" in {dot.claim for dot in lane.dots}


@pytest.mark.parametrize(
    ("certainty", "shape"), [(1.0, "sure"), (0.8, "sure"), (0.79, "probable"), (0.6, "probable"), (0.3, "possible")]
)
def test_how_sure_a_claim_is_has_a_shape_of_its_own(certainty: float, shape: str) -> None:
    (lane,) = lanes_on("recognition", said_by_voice([judged(certainty=certainty)]), axis_of([], NOW.date()))
    assert lane.dots[0].shape == shape


def test_the_axis_begins_in_2021_at_the_earliest_and_ends_today() -> None:
    axis = axis_of([date(1999, 1, 1), date(2099, 1, 1)], NOW.date())
    assert axis.first == BEGINNING
    assert axis.last <= NOW.date() + timedelta(days=31)
    assert 2 <= len(axis_of([], NOW.date()).marks()) <= 8


def test_the_calendar_counts_each_month() -> None:
    claims = [judged(id=f"c{n}", said_on=date(2026, 3, n + 1)).claim for n in range(4)]
    (calendar,) = calendars([*claims, judged(id="x", said_on=date(2026, 4, 1)).claim], NOW.date())
    ((year, months),) = calendar.years
    assert (year, [(month.claims, month.shade) for month in months[2:5]]) == (2026, [(4, 4), (1, 1), (0, 0)])


def test_the_landmarks_of_the_course_are_marked_where_the_picture_reaches() -> None:
    over = overview_of(material(judged(), judged(id="c2", said_on=date(2022, 1, 1))), NOW, ZoneInfo("UTC"))
    (timeline,) = over.timelines
    wanted = [landmark.id for landmark in course() if landmark.topic == "recognition"]
    assert [landmark.id for _, landmark in timeline.landmarks] == wanted


# --- Bounds ----------------------------------------------------------------------------------------------------------


def test_five_years_of_claims_stay_under_three_megabytes_and_what_is_left_out_is_said() -> None:
    long = "the process of taking the movement off the list has not been completed. " * 8
    positions, topics = list(RUNGS), ("recognition", "delisting", "representation")
    claims = [
        judged(
            "restated",
            PLAIN,
            id=f"{n:032x}",
            speaker_key=f"actor-{n % 80}",
            topic=topics[n % 3],
            position=positions[n % 7],
            said_on=BEGINNING + timedelta(days=n // 2),
            context=long,
        )
        for n in range(3600)
    ]
    html = page(*claims)
    assert len(html.encode()) < 3_000_000
    left_out = re.search(r"The (\d+) oldest claims", html)
    assert left_out is not None
    assert int(left_out[1]) + html.count("<article") == 3600


def test_further_reports_of_a_claim_have_no_card_of_their_own() -> None:
    told = {"c1": (telling("c1"), telling("c2"), telling("c3"))}
    html = page(judged(), judged("repeat", PLAIN, id="c2"), judged("repeat", PLAIN, id="c3"), tellings=told)
    assert html.count("<article") == 1
    assert "2 other reports" in html


def test_the_collector_is_off_only_while_all_is_kept() -> None:
    with kept_to_the_end():
        assert not gc.isenabled()
    assert gc.isenabled()
