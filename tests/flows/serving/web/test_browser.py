"""The pages in a real browser: on a phone, dark, printed, by keyboard, and by the rules of accessibility."""

from __future__ import annotations

import shutil
import socket
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import pytest
import uvicorn

from extractors.lexicon import Lexicon
from extractors.records import Filter
from extractors.records.stored import Review
from flows.reporting import gather, report_page
from flows.serving.web.accounts import load_accounts
from flows.serving.web.app import application
from flows.serving.web.site import Site
from flows.settings.model import Settings, WebSettings
from storage.store import open_store

from .conftest import NOW, PASSWORD, Template

sync_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no chromium is installed here")
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
PAGES = (
    "/",
    "/claims",
    "claim",
    "/search?words=said",
    "/quality",
    "/actors",
    "/actors/zamir-kabulov",
    "article",
    "alert",
    "/sign-in",
    "report",
)
PATIENCE_MS = 60_000


@dataclass
class Served:
    """The pages' address, and the addresses of one of each kind."""

    base: str
    places: dict[str, str]
    site: Site

    def at(self, page: str) -> str:
        return self.places.get(page, f"{self.base}{page}")


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory, lexicon: Lexicon, template: Template) -> Iterator[Served]:
    folder = tmp_path_factory.mktemp("served") / "site"
    shutil.copytree(template.folder, folder)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    settings = Settings(database=f"sqlite:///{folder}/s.sqlite3", state=str(folder), web=WebSettings(port=port))
    with open_store(settings.database) as store:
        site = Site(store, settings, lexicon, load_accounts(folder), lambda: NOW)
        server = uvicorn.Server(uvicorn.Config(application(site), "127.0.0.1", port, log_level="warning"))
        thread = threading.Thread(target=server.run)
        thread.start()
        yield Served(f"http://127.0.0.1:{port}", _places(folder, site, f"http://127.0.0.1:{port}"), site)
        server.should_exit = True
        thread.join()


def _places(folder: Path, site: Site, base: str) -> dict[str, str]:
    first = site.store.claims(Filter())[0].claim.id
    report = folder / "report.html"
    report.write_text(report_page(gather(site.store, Filter(), NOW, {}), NOW), encoding="utf-8")
    return {
        "claim": f"{base}/claims/{first}",
        "article": f"{base}/articles/{site.store.tellings([first])[first][0].article_id}",
        "alert": f"{base}/alerts/{site.store.deliveries(Filter())[0].alert.id}",
        "report": report.as_uri(),
    }


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with sync_api.sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield opened
        opened.close()


@pytest.fixture
def complaints() -> list[str]:
    """What the browser complains of: a script that was kept out, an address that is not there."""
    return []


@pytest.fixture
def tab(browser: Any, complaints: list[str]) -> Iterator[Any]:
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    context.set_default_timeout(PATIENCE_MS)
    page = context.new_page()
    page.on("console", lambda told: complaints.append(told.text) if told.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    yield page
    context.close()


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("width", [320, 390, 1280, 3840])
def test_no_page_is_wider_than_the_screen(
    tab: Any, served: Served, page: str, width: int, complaints: list[str]
) -> None:
    tab.set_viewport_size({"width": width, "height": 800})
    tab.goto(served.at(page))
    assert tab.evaluate("document.documentElement.scrollWidth") <= width
    assert complaints == []


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_page_keeps_the_rules_of_accessibility(
    tab: Any, served: Served, page: str, scheme: Literal["light", "dark"]
) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe is not installed")
    tab.emulate_media(color_scheme=scheme)
    tab.goto(served.at(page))
    found = axe.Axe().run(tab, options={"runOnly": RULES}).response["violations"]
    assert [(one["id"], [node["html"][:200] for node in one["nodes"]][:3]) for one in found] == []


@pytest.mark.parametrize("page", ["/review", "/review?again=1", "claim"])
def test_what_a_reviewer_is_shown_keeps_them_too(tab: Any, served: Served, page: str) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe is not installed")
    _sign_in(tab, served)
    tab.goto(served.at(page))
    found = axe.Axe().run(tab, options={"runOnly": RULES}).response["violations"]
    assert [(one["id"], [node["html"][:200] for node in one["nodes"]][:3]) for one in found] == []


def test_the_report_prints_without_its_form(tab: Any, served: Served) -> None:
    tab.goto(served.at("report"))
    assert tab.locator("#filter").is_visible()
    tab.emulate_media(media="print", color_scheme="dark")
    assert not tab.locator("#filter").is_visible()
    assert (
        tab.evaluate("getComputedStyle(document.body).color") == "rgb(27, 35, 45)"
    )  # dark on paper, whatever the screen


def test_a_choice_of_claims_in_the_report_has_an_address(tab: Any, served: Served) -> None:
    tab.goto(served.at("report") + "#topic=delisting")
    shown = tab.locator("#cards article:visible")
    assert shown.count() == 1
    assert "1 of 3 claims" in tab.locator("#told").inner_text()
    tab.locator("#filter select[name=topic]").select_option("recognition")
    assert "topic=recognition" in tab.url
    assert "It is too early" in shown.first.text_content()  # out of sight it has no inner text


def test_an_address_of_a_claim_in_the_report_shows_it_whatever_was_chosen(tab: Any, served: Served) -> None:
    tab.goto(served.at("report") + "#topic=delisting")
    hidden = tab.locator("#cards article[hidden]").first.get_attribute("id")
    tab.evaluate("id => { location.hash = id }", hidden)
    tab.locator(f"#{hidden}").wait_for(state="visible")


def test_a_reviewer_needs_no_mouse(tab: Any, served: Served, complaints: list[str]) -> None:
    _sign_in(tab, served)
    first = _current(tab)
    tab.keyboard.press("r")
    second = _next(tab, first)
    tab.keyboard.press("t")
    tab.keyboard.press("ArrowDown")
    tab.keyboard.press("Enter")
    _next(tab, second)
    assert [_verdict(served, one) for one in (first, second)] == ["right", "wrong_topic"]
    tab.keyboard.press("u")
    tab.wait_for_url("**/claims/*")
    assert [_verdict(served, one) for one in (first, second)] == ["right", None]
    assert complaints == []


def test_who_looks_again_needs_no_mouse_either(tab: Any, served: Served) -> None:
    claims = [one.claim.id for one in served.site.store.claims(Filter(verdict="open"))][:2]
    for key in claims:
        served.site.store.review(Review(key, "not_new", "otto", NOW))
    _sign_in(tab, served)
    tab.goto(served.at("/review?again=1"))
    first = _current(tab)
    assert tab.locator("article .tag", has_text="reviewed").count() == 0
    tab.keyboard.press("r")
    second = _next(tab, first)
    assert tab.url.endswith("/review?again=1")
    tab.keyboard.press("k")
    tab.get_by_text("Nothing is left to review.").wait_for()
    assert {first, second} == {f"c-{key}" for key in claims}
    (look,) = served.site.store.second_looks()
    assert (f"c-{look.claim_id}", dict(look.verdicts)) == (first, {"ida": "right", "otto": "not_new"})


def _sign_in(tab: Any, served: Served) -> None:
    tab.goto(served.at("/sign-in"))
    tab.locator("[name=name]").focus()
    tab.keyboard.type("ida")
    tab.keyboard.press("Tab")
    tab.keyboard.type(PASSWORD)
    tab.keyboard.press("Enter")
    tab.wait_for_url("**/review")


def _current(tab: Any) -> str:
    tab.wait_for_load_state("load")
    return str(tab.locator("article").get_attribute("id"))


def _next(tab: Any, before: str) -> str:
    tab.wait_for_function("id => !document.getElementById(id) && document.querySelector('article')", arg=before)
    return _current(tab)


def _verdict(served: Served, anchor: str) -> str | None:
    found = served.site.store.claim(anchor.removeprefix("c-"))
    assert found is not None
    return found.verdict
