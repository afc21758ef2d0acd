"""The live pages: each thing at its address, lists narrowed and gone through by key, hostile text shown as text."""

from __future__ import annotations

import gc
import json
import re
from datetime import date

import pytest
from lxml import etree

from extractors.records import RUNGS, Filter, Span
from flows.reporting.course import course
from flows.serving.web.app import warm_up
from flows.serving.web.marking import around

from .conftest import Pages, extraction, fill


def _addresses(pages: Pages) -> dict[str, str]:
    (article,) = {told[0].article_id for told in pages.site.store.tellings([pages.claims[0].claim.id]).values()}
    (alert, *_) = (one.alert.id for one in pages.site.store.deliveries(Filter()))
    return {
        "overview": "/",
        "claims": "/claims",
        "claim": f"/claims/{pages.claims[0].claim.id}",
        "voices": "/actors",
        "voice": "/actors/zamir-kabulov",
        "article": f"/articles/{article}",
        "statement": f"/statements/{pages.claims[0].claim.statement_id}",
        "alert": f"/alerts/{alert}",
        "search": "/search?words=said",
        "how right": "/quality",
        "sign-in": "/sign-in",
        "atom": "/claims.atom",
        "json feed": "/claims.json",
        "calendar": "/course.ics",
        "openapi": "/api/openapi.json",
    }


PAGES = (
    "overview",
    "claims",
    "claim",
    "voices",
    "voice",
    "article",
    "statement",
    "alert",
    "search",
    "how right",
    "sign-in",
    "atom",
    "json feed",
    "calendar",
    "openapi",
)


@pytest.mark.parametrize("name", PAGES)
def test_everything_has_an_address_and_is_guarded(pages: Pages, name: str) -> None:
    answer = pages.client.get(_addresses(pages)[name])
    assert answer.status_code == 200
    assert "default-src 'none'" in answer.headers["content-security-policy"]
    assert "unsafe" not in answer.headers["content-security-policy"]
    assert answer.headers["x-content-type-options"] == "nosniff"


@pytest.mark.parametrize("name", PAGES)
def test_what_has_not_changed_is_not_sent_again(pages: Pages, name: str) -> None:
    address = _addresses(pages)[name]
    tag = pages.client.get(address).headers["etag"]
    assert pages.client.get(address, headers={"if-none-match": tag}).status_code == 304


@pytest.mark.parametrize("name", ["claims", "voice", "article", "alert"])
def test_foreign_text_stays_text(pages: Pages, name: str) -> None:
    fill(pages.site.store, extraction(3, ("<img src=x onerror=y>", "delisting", "opposes"), title="<b>Bold</b>"))
    address = {**_addresses(pages), "article": "/claims?words=bold", "alert": "/claims?words=bold"}[name]
    html = pages.client.get(address).text
    assert "<script>" not in html
    assert "<img" not in html
    assert "<b>Bold" not in html


@pytest.mark.parametrize(
    "path", ["/claims/none", "/articles/none", "/statements/none", "/alerts/none", "/actors/nobody", "/nowhere"]
)
def test_what_is_not_there_is_told_in_a_page(pages: Pages, path: str) -> None:
    answer = pages.client.get(path)
    assert answer.status_code == 404
    assert "That did not work" in answer.text


@pytest.mark.parametrize(
    ("query", "number"),
    [
        ("", 3),
        ("topic=delisting", 1),
        ("actor=zamir-kabulov", 3),
        ("actor=nobody", 0),
        ("position=premature&topic=recognition", 1),
        ("words=shortened", 1),
        ("outlet=Tin Post", 3),
        ("verdict=open", 3),
        ("since=2026-05-05&until=2026-05-05", 3),
        ("until=2026-05-04", 0),
    ],
)
def test_claims_are_narrowed_by_what_the_form_asks(pages: Pages, query: str, number: int) -> None:
    assert pages.client.get(f"/claims?{query}").text.count("<article") == number


@pytest.mark.parametrize("query", ["topic=weather", "since=yesterday", "until=9999-12-31", "after=x"])
def test_what_is_not_known_is_refused(pages: Pages, query: str) -> None:
    assert pages.client.get(f"/claims?{query}").status_code == 400


def test_pages_of_claims_go_on_by_key_until_all_were_seen_once(pages: Pages) -> None:
    seen: list[str] = []
    after = ""
    for _ in range(9):
        page = pages.client.get(f"/api/claims?limit=2{after}").json()
        seen += [one["id"] for one in page["claims"]]
        if page["next"] is None:
            break
        after = f"&after={page['next']}"
    assert sorted(seen) == sorted(one.claim.id for one in pages.claims)
    assert len(seen) == len(set(seen))


@pytest.mark.parametrize("name", ["article", "statement"])
def test_the_words_of_claims_are_marked_where_they_stand(pages: Pages, name: str) -> None:
    page = pages.client.get(_addresses(pages)[name]).text
    assert "He said: <mark>It is too early to speak of it</mark>." in page


def test_a_card_leads_on_to_all_that_it_is_from(pages: Pages) -> None:
    html = pages.client.get(_addresses(pages)["claim"]).text
    (from_,) = re.findall(r"Where it is from</summary>(.*?)</details>", html, flags=re.S)
    addresses = re.findall(r'href="(/(\w+)/[^"]+)"', from_)
    assert [kind for _, kind in addresses] == ["claims", "statements", "articles"]
    assert {pages.client.get(address).status_code for address, _ in addresses} == {200}


def test_a_statement_is_marked_in_each_paragraph_that_it_goes_on_in() -> None:
    found = around("One two.\nThree\nfour five", (Span(4, 11), Span(6, 13), Span(19, 23)))
    told = [[(piece.text, piece.marked) for piece in paragraph] for paragraph in found]
    assert told == [
        [("One ", False), ("two.", True)],
        [("Th", True), ("re", True), ("e", False)],
        [("four", False), (" fiv", True), ("e", False)],
    ]


def test_who_sees_no_colours_tells_positions_apart_by_their_height(pages: Pages) -> None:
    key = re.findall(r'<svg class="rungs".*? y="([0-9]+)" class="p-([a-z]+)"', pages.client.get("/").text)
    assert [position for _, position in sorted(key, key=lambda told: -int(told[0]))] == list(RUNGS)
    assert len({height for height, _ in key}) == len(RUNGS)


def test_feeds_lead_to_the_claims_and_are_narrowed(pages: Pages) -> None:
    feed = etree.fromstring(pages.client.get("/claims.atom?topic=delisting").content)
    (entry,) = feed.findall("{*}entry")
    link = entry.find("{*}link")
    assert link is not None
    (item,) = json.loads(pages.client.get("/claims.json?topic=delisting").content)["items"]
    assert link.get("href") == item["url"]
    assert pages.client.get(item["url"]).status_code == 200


def test_the_calendar_has_every_act_in_lines_that_are_short_enough(pages: Pages) -> None:
    text = pages.client.get("/course.ics").content.decode()
    lines = text.split("\r\n")
    assert text.count("BEGIN:VEVENT") == len(course())
    assert f"DTSTART;VALUE=DATE:{date(2025, 7, 3):%Y%m%d}" in lines
    assert max(len(line.encode()) for line in lines) <= 75
    assert "\n" not in text.replace("\r\n", "")


def test_a_page_asked_for_by_a_foreign_name_is_not_given(pages: Pages) -> None:
    assert pages.client.get("/claims", headers={"host": "rebound.example"}).status_code == 421


def test_what_is_loaded_once_holds_up_no_page(pages: Pages) -> None:
    before = gc.get_threshold()
    try:
        warm_up(pages.site)
        assert len(gc.get_objects()) < gc.get_freeze_count()
        begun = gc.get_stats()[0]["collections"]
        for _ in range(3):
            pages.client.get("/claims")
        assert gc.get_stats()[0]["collections"] - begun <= 1
    finally:
        gc.set_threshold(*before)
        gc.unfreeze()
