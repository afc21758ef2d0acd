"""Pictures of the live pages and the report: ``make pictures``; with ``--every FOLDER`` each page in every look.

The demo's newsroom, which is invented, is watched for three passes; a reviewer and a program judge some of what was
found. Without a chromium nothing is made, and it is said so.
"""

from __future__ import annotations

import argparse
import secrets
import shutil
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import timedelta
from io import StringIO
from pathlib import Path
from typing import Any, NamedTuple

from PIL import Image
from rich.console import Console
from web_site import served

from extractors.lexicon import load_lexicon
from extractors.records import Filter, Verdict
from extractors.records.stored import Review
from flows.demo.playing import run_demo, shown_settings
from flows.reporting import gather, report_page
from flows.runtime.clock import utc_now
from flows.serving.once import run_once
from flows.serving.web.accounts import add_reviewer, load_accounts
from flows.serving.web.sessions import WITHIN_S, Limit
from flows.serving.web.site import Site
from flows.settings.model import Settings
from storage.store import Store, open_store

FOLDER = Path(__file__).parents[2] / "docs" / "pictures"
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
REVIEWER = "ida"
COLOURS = 64
TALLEST = 16_000
VERDICTS: tuple[tuple[Verdict, Verdict], ...] = (
    ("right", "right"),
    ("right", "not_new"),
    ("not_a_claim", "not_a_claim"),
)

NAPS = (7, 30, 31, 32, 33, 80)  # hours ago


class Look(NamedTuple):
    """How a page is looked at."""

    width: int = 1280
    height: int = 1000
    scheme: str = "light"
    media: str = "screen"
    deficiency: str = "none"


LOOKS = {
    "light": Look(),
    "dark": Look(scheme="dark"),
    "print": Look(width=794, height=1123, media="print"),
    "320": Look(width=320, height=700),
    "390": Look(width=390, height=844),
    "4k": Look(width=3840, height=2160),
    "grey": Look(deficiency="achromatopsia"),
    "red-blind": Look(deficiency="protanopia"),
    "green-blind": Look(deficiency="deuteranopia"),
    "blue-blind": Look(deficiency="tritanopia"),
}
# What the documents keep: each page once, and the looks that differ most.
KEPT = (
    *((page, "light") for page in ("overview", "claims", "claim", "search", "voices", "voice", "article", "alert")),
    *((page, "light") for page in ("quality", "review", "sign-in", "report")),
    *(("overview", look) for look in ("dark", "390", "print", "grey")),
)


def main() -> int:
    """Make the pictures; 1 where the demo went wrong."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--every", type=Path, metavar="FOLDER", help="each page in every look, whole, into a folder")
    parser.add_argument("--looks", nargs="+", choices=LOOKS, default=list(LOOKS), help="of --every, these alone")
    parser.add_argument("--demo", type=Path, metavar="FOLDER", help="what an earlier demo left, instead of a new one")
    chosen = parser.parse_args()
    browser = next(filter(None, map(shutil.which, BROWSERS)), None)
    if browser is None:
        sys.stdout.write(f"no pictures: none of {', '.join(BROWSERS)} is installed\n")
        return 0
    with tempfile.TemporaryDirectory() as kept:
        folder = Path(kept) / "demo"
        if chosen.demo:
            shutil.copytree(chosen.demo, folder)
        elif not _demo(folder):
            return 1
        with _site(folder) as (places, password), _empty_site(Path(kept)) as nothing:
            wanted = [(page, look) for look in chosen.looks for page in (*places, *nothing)] if chosen.every else KEPT
            _take(browser, places | nothing, password, wanted, chosen.every)
    return 0


def _demo(folder: Path) -> bool:
    return run_demo(folder, Console(file=StringIO()), lambda settings, observe: run_once(settings, observe=observe))


@contextmanager
def _site(folder: Path) -> Iterator[tuple[dict[str, str], str]]:
    """The pages' addresses by name, and a reviewer's password."""
    settings, password = shown_settings(folder), secrets.token_urlsafe(16)
    add_reviewer(folder, REVIEWER, password)
    with open_store(settings.database) as store:
        _judge(store)
        site = Site(store, settings, load_lexicon(), load_accounts(folder), utc_now)
        site.tries = Limit(len(LOOKS) + 1, WITHIN_S, site.seconds)  # each look has one refused
        report = folder / "report.html"
        report.write_text(report_page(gather(store, Filter(), utc_now(), site.roles()), utc_now()), encoding="utf-8")
        with served(site) as base:
            yield {**_places(store, base), "report": report.as_uri()}, password


@contextmanager
def _empty_site(folder: Path) -> Iterator[dict[str, str]]:
    """The addresses of pages over a store that holds nothing yet."""
    settings = Settings(database=f"sqlite:///{folder}/empty.sqlite3", state=str(folder))
    with open_store(settings.database) as store:
        site = Site(store, settings, load_lexicon(), load_accounts(folder), utc_now)
        with served(site) as base:
            pages = {"overview": "/", "claims": "/claims", "voices": "/actors", "quality": "/quality"}
            yield {f"empty-{name}": base + path for name, path in pages.items()}


def _judge(store: Store) -> None:
    now, told = utc_now(), store.unreviewed(Filter(limit=200), told=True)
    for hours in set(range(1, 24 * 5)) - set(NAPS):
        store.note_awake(now - timedelta(hours=hours))
    for number, one in enumerate(told[: len(told) // 2]):
        for who, verdict in zip((REVIEWER, "jan"), VERDICTS[number % 5 % len(VERDICTS)], strict=True):
            if who == REVIEWER or number % 2:
                store.review(Review(one.claim_id, verdict, who, utc_now()))


def _places(store: Store, base: str) -> dict[str, str]:
    claim = next(
        (one for one in store.claims(Filter()) if one.novelty.kind == "shift"), store.claims(Filter())[0]
    ).claim
    article = store.tellings([claim.id])[claim.id][0].article_id
    alert = next(one.alert.id for one in store.deliveries(Filter()) if one.alert.kind == "claims")
    return {
        "overview": f"{base}/",
        "claims": f"{base}/claims",
        "claim": f"{base}/claims/{claim.id}",
        "search": f"{base}/search?words=recogni*",
        "voices": f"{base}/actors",
        "voice": f"{base}/actors/{claim.speaker_key}",
        "article": f"{base}/articles/{article}",
        "statement": f"{base}/statements/{claim.statement_id}",
        "alert": f"{base}/alerts/{alert}",
        "quality": f"{base}/quality",
        "review": f"{base}/review",
        "sign-in": f"{base}/sign-in",
        "refused": f"{base}/sign-in",
        "missing": f"{base}/claims/none",
        "asked-wrongly": f"{base}/claims?topic=none",
        "slip-of-the-pen": f"{base}/search?words=%22",
        "no-claims": f"{base}/claims?words=nothing",
        "no-answers": f"{base}/search?words=nothingholdsthis",
    }


def _take(
    browser: str, places: dict[str, str], password: str, wanted: Sequence[tuple[str, str]], every: Path | None
) -> None:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=browser, args=["--no-sandbox"])
        for page, name in wanted:
            look = LOOKS[name]
            context = opened.new_context(viewport={"width": look.width, "height": look.height})
            tab = context.new_page()
            tab.emulate_media(color_scheme=look.scheme, media=look.media)
            if page == "review":
                _sign_in(tab, places["sign-in"], password)
                tab.wait_for_url("**/review")
            elif page == "refused":
                _sign_in(tab, places[page], "not that one")
                tab.get_by_role("alert").wait_for()
            if page != "refused":
                tab.goto(places[page])
            session = context.new_cdp_session(tab)
            session.send("Emulation.setEmulatedVisionDeficiency", {"type": look.deficiency})
            target = (every or FOLDER) / f"{'' if every else 'web-'}{page}-{name}.png"
            _photograph(tab, target, whole=every is not None)
            context.close()
        opened.close()


def _sign_in(tab: Any, address: str, password: str) -> None:
    tab.goto(address)
    tab.locator("[name=name]").fill(REVIEWER)
    tab.locator("[name=password]").fill(password)
    tab.locator("main button").click()


def _photograph(tab: Any, target: Path, *, whole: bool) -> None:
    target.parent.mkdir(exist_ok=True, parents=True)
    if whole:  # what is out of sight is not drawn, nor laid out
        tab.evaluate("document.styleSheets[0].insertRule('* { content-visibility: visible !important }')")
        height = tab.evaluate("document.documentElement.scrollHeight")
        tab.set_viewport_size({"width": tab.viewport_size["width"], "height": min(height, TALLEST)})
    tab.screenshot(path=str(target), full_page=whole)
    if not whole:
        with Image.open(target) as taken:
            taken.convert("RGB").quantize(COLOURS).save(target, optimize=True)
    sys.stdout.write(f"{target.name} {target.stat().st_size // 1000} kB\n")


if __name__ == "__main__":
    sys.exit(main())
