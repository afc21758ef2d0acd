"""The report: right about who stands where, one page that asks nobody for anything, and safe with foreign text."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from html.parser import HTMLParser
from typing import Any

import pytest

from extractors.records import JudgedClaim
from flows.reporting import report_page
from flows.reporting.standings import voices_of
from flows.reporting.timeline import HEIGHT, LEFT, WIDTH, timeline_of

from .claims_at_hand import PLAIN, judged

NOW = datetime(2026, 5, 5, 8, 0, tzinfo=UTC)
COUNTS = {"articles": 3, "statements": 7}


def page(*claims: JudgedClaim) -> str:
    return report_page(claims, COUNTS, NOW, "Europe/Berlin")


class _Links(HTMLParser):
    """Everything in a page that a browser could load or follow."""

    def __init__(self) -> None:
        super().__init__()
        self.loads: list[str] = []
        self.follows: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            if name in ("src", "srcset", "data", "poster", "action") or (name == "href" and tag != "a"):
                self.loads.append(f"{tag} {name}={value}")
            elif name == "href":
                self.follows.append(value or "")


def links(html: str) -> _Links:
    parser = _Links()
    parser.feed(html)
    return parser


def test_the_page_loads_nothing_and_forbids_it() -> None:
    html = page(judged())
    assert links(html).loads == []
    assert "default-src 'none'" in html
    assert not re.search(r"@import|url\(", html)


def test_a_claim_is_linked_to_its_source() -> None:
    assert links(page(judged())).follows == [PLAIN.url]


@pytest.mark.parametrize("url", ["javascript:alert(1)", "data:text/html,x", "file:///etc/passwd", ""])
def test_what_is_no_web_address_is_not_linked(url: str) -> None:
    assert links(page(judged(url=url))).follows == []


@pytest.mark.parametrize("field", ["title", "words", "speaker_name", "outlet", "addressee", "place"])
def test_foreign_text_stays_text(field: str) -> None:
    html = page(judged(**{field: '<script>alert("x")</script>'}))
    assert "<script>" not in html
    assert "&lt;script&gt;" in html


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


def test_the_timeline_leaves_out_repeats_and_stays_within_its_frame() -> None:
    days = [date(2021, 8, 15), date(2024, 5, 28), date(2026, 5, 3)]
    claims = [judged(id=f"c{day}", said_on=day) for day in days] + [judged("repeat", id="again")]
    picture = timeline_of(claims)
    assert len(picture.dots) == 3
    assert all(LEFT <= dot.x <= WIDTH and 0 <= dot.y <= HEIGHT for dot in picture.dots)
    assert [dot.x for dot in picture.dots] == sorted(dot.x for dot in picture.dots)
    assert 2 <= len(picture.days) <= 9


def test_claims_of_one_day_and_rung_do_not_hide_one_another() -> None:
    dots = timeline_of([judged(id=f"c{n}") for n in range(5)]).dots
    assert len({(dot.x, dot.y) for dot in dots}) == 5


def test_further_reports_of_a_claim_are_counted_not_listed() -> None:
    html = page(judged(), judged("repeat", PLAIN, id="c2"), judged("repeat", PLAIN, id="c3"))
    assert html.count("<article") == 1
    assert "2 more reports" in html
