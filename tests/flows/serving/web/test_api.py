"""The JSON API: what its description says, also of what it refuses."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from flows.serving.web.accounts import FILE, Program, add_token, load_accounts

from .conftest import Pages, extraction, fill


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


def test_each_link_of_the_description_leads_to_an_operation_and_its_parameters(pages: Pages) -> None:
    told = pages.client.get("/api/openapi.json").json()
    operations = {one["operationId"]: one for methods in told["paths"].values() for one in methods.values()}
    links = [
        link
        for one in operations.values()
        for answer in one["responses"].values()
        for link in answer.get("links", {}).values()
    ]
    assert {link["operationId"] for link in links} == {*operations}
    for link in links:
        assert link["parameters"].keys() <= {one["name"] for one in operations[link["operationId"]]["parameters"]}


def test_whatever_is_wrong_under_the_api_is_told_as_json(pages: Pages) -> None:
    for path in ("/api/claims/a%0Ab", "/api/nothing", "/api/claims/nothing"):
        answer = pages.client.get(path)
        assert answer.status_code in (404, 422)
        assert answer.json()["detail"]


def test_what_an_address_allows_is_told(pages: Pages) -> None:
    answer = pages.client.put(f"/api/claims/{pages.claims[0].claim.id}/reviews")
    assert answer.status_code == 405
    assert answer.headers["allow"] == "GET, POST"


# --- Search ----------------------------------------------------------------------------------------------------------


def test_what_is_found_comes_with_the_part_that_answers_and_what_it_can_be_narrowed_to(pages: Pages) -> None:
    answer = pages.client.get("/api/search", params={"words": "list shortened"}).json()
    assert [one["kind"] for one in answer["hits"]] == ["claims", "articles"]
    claim = answer["hits"][0]
    assert (claim["actor"], claim["topic"], claim["position"]) == ("zamir-kabulov", "delisting", "supports")
    assert [claim["text"][start:end] for start, end in claim["marks"]] == ["list", "shortened"]
    assert pages.client.get(f"/api/claims/{claim['id']}").status_code == 200
    assert {"value": "delisting", "name": "delisting", "number": 1} in answer["facets"]["values"]["topic"]


@pytest.mark.parametrize("asked", [{}, {"kind": "claims"}, {"kind": "articles", "topic": "delisting"}])
def test_page_by_page_everything_is_found_once_in_the_order_of_one_page(pages: Pages, asked: dict[str, str]) -> None:
    fill(pages.site.store, *(extraction(number, ("Synthetic too", "delisting", "done")) for number in range(10, 14)))
    told = {"words": "synthetic"} | asked
    whole = pages.client.get("/api/search", params=told).json()["hits"]
    found, after = [], {}
    while True:
        page = pages.client.get("/api/search", params=told | {"limit": "2"} | after).json()
        assert (page["facets"] is None) == bool(after)
        found += page["hits"]
        if page["next"] is None:
            break
        after = {"after": page["next"]}
    assert found == whole
    assert len(whole) > 4


@pytest.mark.parametrize(
    "asked",
    [
        pytest.param({}, id="no words"),
        pytest.param({"words": ":"}, id="words that cannot be looked up"),
        pytest.param({"words": "law", "kind": "laws"}, id="a kind that is not known"),
        pytest.param({"words": "law", "sure": "70"}, id="a certainty that is not offered"),
        pytest.param({"words": "law", "after": "7_x"}, id="a key of another list"),
    ],
)
def test_a_search_that_cannot_be_made_is_refused(pages: Pages, asked: dict[str, str]) -> None:
    answer = pages.client.get("/api/search", params=asked)
    assert answer.status_code == 422
    assert answer.json()["detail"][0]["loc"][0] == "query"


# --- Tokens ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("reading", ["signed-in"])
def test_a_token_for_reading_reads_and_does_not_review(pages: Pages, tmp_path: Path) -> None:
    bearer = {"authorization": f"Bearer {add_token(tmp_path / 'site', 'a reader', 'read')}"}
    pages.site.accounts = load_accounts(tmp_path / "site")
    path = f"/api/claims/{pages.claims[0].claim.id}/reviews"
    assert pages.client.get(path, headers=bearer).json() == []
    answer = pages.client.post(path, json={"verdict": "right"}, headers=bearer)
    assert answer.status_code == 403
    assert 'error="insufficient_scope", scope="review"' in answer.headers["www-authenticate"]
    assert pages.client.get(path, headers=bearer).json() == []


def test_a_token_from_before_there_were_scopes_may_review(tmp_path: Path) -> None:
    token = add_token(tmp_path, "bot", "read")
    kept = tmp_path / FILE
    told = json.loads(kept.read_text())
    told["tokens"]["bot"] = told["tokens"]["bot"]["hash"]
    kept.write_text(json.dumps(told))
    assert load_accounts(tmp_path).of_token(token) == Program("bot", "review")


def test_the_description_says_what_needs_which_scope(pages: Pages) -> None:
    told = pages.client.get("/api/openapi.json").json()
    needed = {
        (path, method): one["security"]
        for path, methods in told["paths"].items()
        for method, one in methods.items()
        if "security" in one
    }
    assert needed == {("/claims/{key}/reviews", "post"): [{"token": ["review"]}]}
    assert told["components"]["securitySchemes"]["token"]["scheme"] == "bearer"
