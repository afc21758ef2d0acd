"""The pages in a real browser: on a phone, dark, printed, by keyboard, and by the rules of accessibility."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from typing import Any

import pytest

from extractors.lexicon import Lexicon
from extractors.records import Filter
from extractors.records.stored import Review
from flows.serving.web.accounts import add_reviewer
from flows.serving.web.sessions import Limit

from .browsing import Served, places_of, serving
from .conftest import NOW, PASSWORD, Template

sync_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no chromium is installed here")
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
OF_COLOURS = {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}
PAGES = (
    "/",
    "/claims",
    "claim",
    "/search?words=said",
    "/quality",
    "/actors",
    "/actors/zamir-kabulov",
    "article",
    "statement",
    "alert",
    "/sign-in",
    "report",
)
WIDTHS = (320, 390, 1280, 3840)
# What nobody wants to see: by its address, and the status that it is answered with.
WRONG = {"/claims/none": 404, "/claims?topic=none": 400, "/search?words=%22": 400}
EMPTY = ("/", "/claims", "/claims?words=nothing", "/search?words=nothing", "/actors", "/quality", "/review")
PATIENCE_MS = 60_000


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory, lexicon: Lexicon, template: Template) -> Iterator[Served]:
    folder = tmp_path_factory.mktemp("served") / "site"
    shutil.copytree(template.folder, folder)
    with serving(folder, lexicon) as served:
        served.places |= places_of(folder, served.site, served.base)
        yield served


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory, lexicon: Lexicon) -> Iterator[Served]:
    """Pages of a store that holds nothing yet."""
    folder = tmp_path_factory.mktemp("empty")
    add_reviewer(folder, "ida", PASSWORD)
    with serving(folder, lexicon) as served:
        yield served


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
def test_no_page_is_wider_than_the_screen(tab: Any, served: Served, page: str, complaints: list[str]) -> None:
    tab.goto(served.at(page))
    assert [width for width in WIDTHS if _is_wider(tab, width)] == []
    assert complaints == []


@pytest.mark.parametrize("page", PAGES)
def test_every_page_keeps_the_rules_of_accessibility(tab: Any, served: Served, page: str) -> None:
    tab.goto(served.at(page))
    assert _broken_rules(tab) == []


@pytest.mark.parametrize("page", ["/review", "/review?again=1", "claim"])
def test_what_a_reviewer_is_shown_keeps_them_too(tab: Any, served: Served, page: str) -> None:
    _sign_in(tab, served)
    tab.goto(served.at(page))
    assert _broken_rules(tab) == []


@pytest.mark.parametrize("page", WRONG)
def test_what_went_wrong_is_told_in_a_page_that_keeps_them(tab: Any, served: Served, page: str) -> None:
    assert tab.goto(served.at(page)).status == WRONG[page]
    assert not _is_wider(tab, WIDTHS[0])
    assert _broken_rules(tab) == []


@pytest.mark.parametrize(("most", "status"), [(5, 401), (0, 429)])
def test_who_is_not_let_in_is_told_so_in_a_page_that_keeps_them(
    tab: Any, served: Served, most: int, status: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(served.site, "tries", Limit(most, 900, lambda: 0))
    tab.goto(served.at("/sign-in"))
    with tab.expect_response("**/sign-in") as answered:
        _fill_in(tab, "not that one")
    assert answered.value.status == status
    tab.get_by_role("alert").wait_for()
    assert not _is_wider(tab, WIDTHS[0])
    assert _broken_rules(tab) == []


def test_who_judges_too_fast_is_told_so_in_a_page_that_keeps_them(
    tab: Any, served: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    _sign_in(tab, served)
    monkeypatch.setattr(served.site, "writes", Limit(0, 60, lambda: 0))
    with tab.expect_response("**/review/*") as answered:
        tab.keyboard.press("r")
    assert answered.value.status == 429
    tab.get_by_role("alert").wait_for()
    assert _broken_rules(tab) == []


@pytest.mark.parametrize("page", EMPTY)
def test_where_there_is_nothing_yet_the_pages_keep_them(
    tab: Any, empty: Served, page: str, complaints: list[str]
) -> None:
    if page == "/review":
        _sign_in(tab, empty)
    tab.goto(empty.at(page))
    assert not _is_wider(tab, WIDTHS[0])
    assert _broken_rules(tab) == []
    assert complaints == []


def test_the_report_prints_without_its_form(tab: Any, served: Served) -> None:
    tab.goto(served.at("report"))
    assert tab.locator("#filter").is_visible()
    tab.emulate_media(media="print", color_scheme="dark")
    assert not tab.locator("#filter").is_visible()
    assert (
        tab.evaluate("getComputedStyle(document.body).color") == "rgb(24, 32, 42)"
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
    tab.wait_for_url("**/review?claim=*")
    assert [_verdict(served, one) for one in (first, second)] == ["right", None]
    assert _current(tab) == second
    tab.keyboard.press("n")
    _next(tab, second)
    assert _verdict(served, second) == "not_a_claim"
    tab.keyboard.press("u")
    tab.wait_for_url("**/review?claim=*")
    assert _verdict(served, second) is None
    assert complaints == []


def test_a_key_that_is_held_judges_one_claim(tab: Any, served: Served) -> None:
    _sign_in(tab, served)
    form = "document.querySelector('[data-key=k]').form"
    count = f"() => {{ window.sent = 0; {form}.onsubmit = () => {{ window.sent += 1; return false }} }}"
    tab.evaluate(count)
    for repeat in (False, True, True):
        event = "repeat => document.body.dispatchEvent(new KeyboardEvent('keydown', {key: 'k', bubbles: true, repeat}))"
        tab.evaluate(event, repeat)
    assert tab.evaluate("window.sent") == 1


def test_what_a_list_was_narrowed_to_is_printed_and_no_form(tab: Any, served: Served) -> None:
    tab.goto(served.at("/search?words=said"))
    assert tab.get_by_role("heading", level=1).inner_text() == "Search"
    tab.emulate_media(media="print")
    assert tab.get_by_role("heading", level=1).inner_text() == "Search: said"
    tab.goto(served.at("/claims?topic=delisting"))
    assert tab.get_by_text("topic delisting", exact=True).is_visible()
    assert tab.locator("form:visible").count() == 0


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


def _show_all(tab: Any) -> None:
    """Also what the browser lays out only when it is scrolled to, and what a reader has to open."""
    tab.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
    tab.evaluate("document.styleSheets[0].insertRule('* { content-visibility: visible !important }')")


def _is_wider(tab: Any, width: int) -> bool:
    _show_all(tab)
    tab.set_viewport_size({"width": width, "height": 800})
    return bool(tab.evaluate("document.documentElement.scrollWidth") > width)


def _broken_rules(tab: Any) -> list[tuple[str, list[str]]]:
    """Rules that the page breaks, light or dark, each with the beginnings of what breaks it."""
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe is not installed")
    _show_all(tab)
    found: list[dict[str, Any]] = []
    for scheme, asked in (("light", RULES), ("dark", OF_COLOURS)):  # all else is the same page
        tab.emulate_media(color_scheme=scheme)
        found += axe.Axe().run(tab, options={"runOnly": asked}).response["violations"]
    return [(one["id"], [node["html"][:200] for node in one["nodes"]][:3]) for one in found]


def _sign_in(tab: Any, served: Served) -> None:
    tab.goto(served.at("/sign-in"))
    _fill_in(tab, PASSWORD)
    tab.wait_for_url("**/review")


def _fill_in(tab: Any, password: str) -> None:
    tab.locator("[name=name]").focus()
    tab.keyboard.type("ida")
    tab.keyboard.press("Tab")
    tab.keyboard.type(password)
    tab.keyboard.press("Enter")


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
