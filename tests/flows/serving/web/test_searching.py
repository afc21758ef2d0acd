"""Search: texts of articles too, with facets that lead to as many as they say; second looks and how right it is."""

from __future__ import annotations

import re
from html import unescape

import pytest

from .conftest import Pages, extraction, fill


@pytest.mark.parametrize(
    ("query", "kinds"),
    [
        pytest.param("words=shortened", ["article", "claim"], id="words of a claim"),
        pytest.param("words=said", ["article", "article"], id="words of the text alone"),
        pytest.param("words=shortened&kind=claims", ["claim"], id="one kind"),
        pytest.param("words=synthetic&topic=delisting&kind=articles", ["article"], id="narrowed"),
        pytest.param("words=synthetic&kind=articles&sure=80", [], id="by certainty"),
        pytest.param('words="list has to"', ["article", "claim"], id="a phrase"),
        pytest.param("words=nothing", [], id="nothing"),
        pytest.param("", [], id="the form alone"),
    ],
)
def test_articles_statements_and_claims_are_searched(pages: Pages, query: str, kinds: list[str]) -> None:
    html = pages.client.get(f"/search?{query}").text
    assert sorted(re.findall(r'<li class="box"><p class="soft small">(\w+),', html)) == kinds


def test_what_was_found_leads_to_its_page(pages: Pages) -> None:
    html = pages.client.get("/search?words=shortened").text
    addresses = re.findall(r'<h2[^>]*><a href="([^"]+)"', html)
    assert len(addresses) == 2
    assert {pages.client.get(one).status_code for one in addresses} == {200}
    assert "<mark>shortened</mark>" in html


def test_further_answers_are_a_page_away(pages: Pages) -> None:
    told = (extraction(number, ("Synthetic too", "delisting", "done")) for number in range(100, 140))
    fill(pages.site.store, *told)
    found, address = [], "/search?words=synthetic&kind=articles"
    while address:
        html = pages.client.get(address).text
        found += re.findall(r'<h2[^>]*><a href="([^"]+)"', html)
        following = re.search(r'<a href="([^"]+)" rel="next">', html)
        address = unescape(following[1]) if following else ""
    assert len(set(found)) == len(found) == 42


@pytest.mark.parametrize("words", [":", '"open', "AND"])
def test_a_slip_of_the_pen_is_told_beside_the_form(pages: Pages, words: str) -> None:
    answer = pages.client.get("/search", params={"words": words})
    assert answer.status_code == 400
    assert 'role="alert"' in answer.text
    assert 'name="words"' in answer.text


@pytest.mark.parametrize("page", ["/claims?", "/search?words=synthetic&kind=articles"])
def test_each_facet_leads_to_as_many_as_it_says_and_back(pages: Pages, page: str) -> None:
    fill(pages.site.store, extraction(900, ("It has been done", "recognition", "done"), title="Synthetic older"))
    html = pages.client.get(page).text
    found = re.findall(r'<li><a href="([^"]+)"><bdi>([^<]+)</bdi></a> <span class="soft">\s*(\d+)</span>', html)
    assert {"recognition", "done"} <= {name for _, name, _ in found}
    item = r'<li class="box">' if page.startswith("/search") else r"<article "
    for address, _, number in found:
        narrowed = pages.client.get(unescape(address)).text
        assert len(re.findall(item, narrowed)) == int(number), address
    chosen = pages.client.get(unescape(found[0][0])).text
    assert 'aria-current="true"' in chosen


@pytest.mark.parametrize("page", ["/claims?topic=delisting&sure=60", "/search?words=synthetic&topic=delisting&sure=60"])
def test_what_a_list_is_narrowed_to_stands_above_it_and_can_be_left_out(pages: Pages, page: str) -> None:
    html = unescape(pages.client.get(page).text)
    found = re.findall(r'<li><a href="[^?]+\?([^"]*)"><span class="soft">(\w+)</span> <bdi>([^<]+)</bdi>', html)
    assert [(name, value) for _, name, value in found] == [("topic", "delisting"), ("sure", "from 60 %")]
    for query, name, _ in found:
        assert f"{name}=" not in query
        assert pages.client.get(f"{page.split('?')[0]}?{query}").status_code == 200


def test_hostile_words_stay_words(pages: Pages) -> None:
    html = pages.client.get("/search", params={"words": '"><script>alert(1)</script>'}).text
    assert "<script" not in html


# --- Second looks ----------------------------------------------------------------------------------------------------


def test_who_looks_again_is_not_told_what_others_said(pages: Pages) -> None:
    key = pages.claims[0].claim.id
    bearer = {"authorization": f"Bearer {pages.token}"}
    pages.client.post(f"/api/claims/{key}/reviews", json={"verdict": "not_new"}, headers=bearer)
    assert pages.sign_in() == 303
    html = pages.client.get("/review?again=1").text
    assert f"/review/{key}" in html
    assert "reviewed:" not in html
    csrf = pages.csrf("/review?again=1")
    answer = pages.client.post(
        f"/review/{key}", data={"csrf": csrf, "verdict": "right", "again": "1"}, follow_redirects=False
    )
    assert answer.headers["location"] == "/review?again=1"
    assert "Nothing is left" in pages.client.get("/review?again=1").text
    (look,) = pages.site.store.second_looks()
    assert dict(look.verdicts) == {"a program": "not_new", "ida": "right"}


def test_the_page_of_how_right_it_is_tells_months_and_agreement(pages: Pages) -> None:
    assert "Nobody has reviewed a claim that an alert told" in pages.client.get("/quality").text
    bearer = {"authorization": f"Bearer {pages.token}"}
    for one, verdict in zip(pages.claims, ("right", "right", "not_a_claim"), strict=True):
        pages.client.post(f"/api/claims/{one.claim.id}/reviews", json={"verdict": verdict}, headers=bearer)
    pages.site.store.note_awake(pages.site.clock())
    html = pages.client.get("/quality").text
    assert "Of 3 reviewed alerts 2 were right (67%)" in html
    assert re.search(r'<th scope="row">2026-05</th><td class="num">3</td><td class="num">2</td>', html)
    assert "No claim was reviewed by two people yet" in html
