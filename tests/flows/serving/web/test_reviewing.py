"""Reviewing: only who has signed in, only by a form of ours, each verdict undone as it was kept."""

from __future__ import annotations

import stat
from datetime import timedelta
from pathlib import Path

import pytest

from extractors.errors import SettingsError
from flows.serving.web.accounts import FILE, Program, add_reviewer, add_token, load_accounts
from flows.serving.web.sessions import TRIES, Limit

from .conftest import PASSWORD, Pages


def test_a_verdict_is_kept_with_who_and_when_and_taken_back_by_undo(pages: Pages) -> None:
    assert pages.sign_in() == 303
    csrf, key = pages.csrf("/review"), pages.claims[0].claim.id
    form = {"csrf": csrf, "verdict": "wrong_topic", "topic": "engagement"}
    assert pages.client.post(f"/review/{key}", data=form).status_code == 200
    kept = pages.site.store.claim(key)
    assert kept is not None
    assert (kept.verdict, kept.claim.topic) == ("wrong_topic", "engagement")
    assert [one.who for one in pages.site.store.reviews(key)] == ["ida"]
    assert pages.client.post("/review/undo", data={"csrf": csrf}).status_code == 200
    assert pages.site.store.claim(key) == pages.claims[0]
    assert pages.site.store.reviews(key) == ()


def test_undo_goes_back_to_the_verdict_before(pages: Pages) -> None:
    pages.sign_in()
    csrf, key = pages.csrf("/review"), pages.claims[0].claim.id
    moments = iter([pages.site.clock(), pages.site.clock().replace(hour=9)])
    pages.site.clock = lambda: next(moments)
    for verdict in ("not_a_claim", "right"):
        pages.client.post(f"/review/{key}", data={"csrf": csrf, "verdict": verdict}, follow_redirects=False)
    pages.client.post("/review/undo", data={"csrf": csrf}, follow_redirects=False)
    kept = pages.site.store.claim(key)
    assert kept is not None
    assert kept.verdict == "not_a_claim"


def test_the_review_goes_through_what_was_told_and_skips_what_it_is_told_to(pages: Pages) -> None:
    pages.sign_in()
    csrf = pages.csrf("/review")
    for left in (3, 2, 1):
        page = pages.client.get("/review").text
        assert f"{left} to go" in page
        key = page.partition('action="/review/')[2].partition('"')[0]
        pages.client.post(f"/review/{key}", data={"csrf": csrf, "verdict": "skip"})
    assert "Nothing is left to review" in pages.client.get("/review").text


def test_without_signing_in_nothing_is_reviewed(pages: Pages) -> None:
    key = pages.claims[0].claim.id
    assert pages.client.get("/review", follow_redirects=False).headers["location"] == "/sign-in"
    csrf = pages.csrf("/sign-in")
    assert pages.client.post(f"/review/{key}", data={"csrf": csrf, "verdict": "right"}).status_code == 403
    assert pages.site.store.reviews(key) == ()


@pytest.mark.parametrize(
    ("form", "headers"),
    [
        pytest.param({"csrf": "guessed"}, {}, id="another token"),
        pytest.param({}, {}, id="no token"),
        pytest.param(None, {"origin": "http://evil.example"}, id="another site's page"),
        pytest.param(None, {"sec-fetch-site": "cross-site"}, id="as the browser says"),
    ],
)
def test_a_form_that_was_not_made_here_is_refused(
    pages: Pages, form: dict[str, str] | None, headers: dict[str, str]
) -> None:
    pages.sign_in()
    key = pages.claims[0].claim.id
    told = {"csrf": pages.csrf("/review")} if form is None else form
    answer = pages.client.post(f"/review/{key}", data=told | {"verdict": "right"}, headers=headers)
    assert answer.status_code == 403
    assert pages.site.store.reviews(key) == ()


@pytest.mark.parametrize(
    "form",
    [
        {"verdict": "fine"},
        {"verdict": "wrong_topic", "topic": "weather"},
        {"verdict": "wrong_speaker", "speaker": "nobody"},
    ],
)
def test_a_verdict_that_is_not_known_is_refused(pages: Pages, form: dict[str, str]) -> None:
    pages.sign_in()
    told = form | {"csrf": pages.csrf("/review")}
    assert pages.client.post(f"/review/{pages.claims[0].claim.id}", data=told).status_code == 400


def test_a_claim_that_is_not_there_cannot_be_reviewed(pages: Pages) -> None:
    pages.sign_in()
    form = {"csrf": pages.csrf("/review"), "verdict": "right"}
    assert pages.client.post("/review/none", data=form).status_code == 404


# --- Signing in ------------------------------------------------------------------------------------------------------


def test_the_cookie_is_kept_from_scripts_and_other_sites_and_is_another_after_signing_in(pages: Pages) -> None:
    pages.client.get("/sign-in")
    before = pages.client.cookies["recognition_watch"]
    form = {"csrf": pages.csrf("/sign-in"), "name": "ida", "password": PASSWORD}
    told = pages.client.post("/sign-in", data=form, follow_redirects=False).headers["set-cookie"]
    assert "HttpOnly" in told
    assert "SameSite=lax" in told
    assert pages.client.cookies["recognition_watch"] != before


@pytest.mark.parametrize(
    ("public", "base", "https"),
    [
        pytest.param("", "http://127.0.0.1:8017", False, id="on this machine"),
        pytest.param("", "https://127.0.0.1:8017", True, id="a proxy says how it was asked"),
        pytest.param("https://watch.example", "http://127.0.0.1:8017", True, id="the public address"),
    ],
)
def test_who_comes_by_https_is_to_come_by_it_alone(pages: Pages, public: str, base: str, *, https: bool) -> None:
    web = pages.site.settings.web.model_copy(update={"public_address": public})
    pages.site.settings = pages.site.settings.model_copy(update={"web": web})
    answer = pages.client.get(f"{base}/sign-in")
    assert ("strict-transport-security" in answer.headers) is https
    assert ("Secure" in answer.headers["set-cookie"]) is https


def test_who_tries_too_often_waits(pages: Pages) -> None:
    assert [pages.sign_in("wrong") for _ in range(TRIES)] == [401] * TRIES
    assert pages.sign_in() == 429


def test_a_limit_forgets_what_is_long_ago() -> None:
    moments = iter([0.0, 1.0, 2.0, 2.0, 70.0])
    limit = Limit(2, 60, lambda: next(moments))
    limit.count("ida")
    limit.count("ida")
    assert limit.reached("ida")
    assert not limit.reached("else")
    assert not limit.reached("ida")


def test_signing_out_ends_the_session(pages: Pages) -> None:
    pages.sign_in()
    pages.client.post("/sign-out", data={"csrf": pages.csrf("/review")})
    assert pages.client.get("/review", follow_redirects=False).status_code == 303


@pytest.mark.parametrize("reading", ["signed-in"])
def test_closed_reading_asks_everybody_to_sign_in(pages: Pages) -> None:
    assert pages.client.get("/claims", follow_redirects=False).headers["location"] == "/sign-in"
    assert pages.client.get("/api/claims").status_code == 401
    bearer = {"authorization": f"Bearer {pages.token}"}
    assert pages.client.get("/api/claims", headers=bearer).status_code == 200
    pages.sign_in()
    assert pages.client.get("/claims").status_code == 200


def test_a_program_reviews_by_its_token(pages: Pages) -> None:
    path = f"/api/claims/{pages.claims[0].claim.id}/reviews"
    assert pages.client.post(path, json={"verdict": "right"}).status_code == 401
    bearer = {"authorization": f"Bearer {pages.token}"}
    answer = pages.client.post(path, json={"verdict": "right"}, headers=bearer)
    assert (answer.status_code, answer.json()["who"]) == (201, "a program")
    assert pages.client.get(path).json() == [answer.json()]
    assert pages.client.post(path, json={"verdict": "fine"}, headers=bearer).status_code == 422


def test_a_program_that_reviews_too_often_waits(pages: Pages) -> None:
    path, bearer = f"/api/claims/{pages.claims[0].claim.id}/reviews", {"authorization": f"Bearer {pages.token}"}
    pages.site.writes = Limit(2, 60, lambda: 0.0)
    moments = iter([pages.site.clock() + timedelta(seconds=number) for number in range(9)])
    pages.site.clock = lambda: next(moments)
    answers = [pages.client.post(path, json={"verdict": "right"}, headers=bearer).status_code for _ in range(3)]
    assert answers == [201, 201, 429]


def test_passwords_and_tokens_are_kept_as_hashes_in_a_file_for_its_owner_alone(tmp_path: Path) -> None:
    add_reviewer(tmp_path, "ida", PASSWORD)
    token = add_token(tmp_path, "bot")
    kept = tmp_path / FILE
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    assert PASSWORD not in kept.read_text()
    assert token not in kept.read_text()
    accounts = load_accounts(tmp_path)
    assert accounts.knows("ida", PASSWORD)
    assert not accounts.knows("ida", PASSWORD + "x")
    assert not accounts.knows("nobody", PASSWORD)
    assert (accounts.of_token(token), accounts.of_token("guessed")) == (Program("bot", "review"), None)


@pytest.mark.parametrize(("name", "password"), [("", PASSWORD), ("ida", "short"), ("i\nda", PASSWORD)])
def test_a_name_or_password_that_will_not_do_is_refused(tmp_path: Path, name: str, password: str) -> None:
    with pytest.raises(SettingsError):
        add_reviewer(tmp_path, name, password)


def test_a_damaged_file_says_so(tmp_path: Path) -> None:
    (tmp_path / FILE).write_text("{")
    with pytest.raises(SettingsError, match="is damaged"):
        load_accounts(tmp_path)
