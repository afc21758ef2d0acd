"""The JSON API: what its description says, also of what it refuses."""

from __future__ import annotations

import pytest

from .conftest import Pages


@pytest.mark.parametrize("words", [":", '"', "(", "a*b", "AND"])
def test_words_that_cannot_be_looked_up_are_refused_with_the_mend(pages: Pages, words: str) -> None:
    page = pages.client.get("/claims", params={"words": words})
    assert page.status_code == 400
    assert "search" in page.text
    answer = pages.client.get("/api/claims", params={"words": words})
    assert answer.status_code == 422
    assert answer.json()["detail"][0]["loc"] == ["query", "words"]


def test_a_span_may_end_in_any_year(pages: Pages) -> None:
    asked = {"words": "early", "until": "8751-09-21"}
    assert len(pages.client.get("/api/claims", params=asked).json()["claims"]) == 1


@pytest.mark.parametrize("day", ["0", "20260505", "2026-02-30", "2026-05-05T00:00:00"])
def test_a_day_is_written_out(pages: Pages, day: str) -> None:
    assert pages.client.get("/api/claims", params={"since": day}).status_code == 422


def test_a_claim_leads_to_its_article(pages: Pages) -> None:
    claim = pages.client.get("/api/claims?limit=1").json()["claims"][0]
    assert pages.client.get(f"/api/claims/{claim['id']}").json() == claim
    assert claim["id"] in pages.client.get(f"/api/articles/{claim['article_id']}").json()["claims"]


def test_whatever_is_wrong_under_the_api_is_told_as_json(pages: Pages) -> None:
    for path in ("/api/claims/a%0Ab", "/api/nothing", "/api/claims/nothing"):
        answer = pages.client.get(path)
        assert answer.status_code in (404, 422)
        assert answer.json()["detail"]


def test_what_an_address_allows_is_told(pages: Pages) -> None:
    answer = pages.client.put(f"/api/claims/{pages.claims[0].claim.id}/reviews")
    assert answer.status_code == 405
    assert answer.headers["allow"] == "GET, POST"
