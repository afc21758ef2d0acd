"""Feeds asked once, and found from a page, on an outlet on loopback."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from extractors.errors import SettingsError
from extractors.pages.feeds.discovery import named_feeds
from extractors.records import Feed
from flows.checking.probing import add_feed, find_feeds, probe_all
from flows.settings.feeds_file import load_feeds
from flows.settings.model import Settings

from .. import tiny_outlet as outlet_module

HOME = "https://reed.example/news/"
LINKS = {
    "RSS": ('<link rel="alternate" type="application/rss+xml" href="/feed/">', ("https://reed.example/feed/",)),
    "Atom without quotes": ("<LINK type=application/atom+xml href=a.xml>", ("https://reed.example/news/a.xml",)),
    "JSON Feed": ("<link href='/f.json' type='application/feed+json'>", ("https://reed.example/f.json",)),
    "the same twice": ('<link type="application/rss+xml" href="/feed/">' * 2, ("https://reed.example/feed/",)),
    "comments": ('<link type="application/rss+xml" href="/comments/feed/">', ()),
    "a style sheet": ('<link rel="stylesheet" type="text/css" href="/a.css">', ()),
    "no address": ('<link rel="alternate" type="application/rss+xml">', ()),
}


@pytest.mark.parametrize("situation", LINKS)
def test_a_page_names_its_feeds_in_its_head(situation: str) -> None:
    markup, feeds = LINKS[situation]
    assert named_feeds(f"<html><head>{markup}</head></html>".encode(), "text/html", HOME) == feeds


def _feed(url: str, outlet: str = "") -> Feed:
    return Feed(url, outlet, "en", "NO", "russia")


def test_a_probe_says_what_a_feed_holds_and_how_to_write_it_down(settings: Settings, outlet: str) -> None:
    here, none = probe_all(settings, [_feed(f"{outlet}/feed"), _feed(f"{outlet}/about", "About")])
    assert (here.title, here.entries, here.mattering, here.problem) == ("Lantern Wire (synthetic)", 1, 1, "")
    assert here.newest is not None
    assert none.problem.endswith("a web page came instead of a feed")
    assert not Path(settings.database.removeprefix("sqlite:///")).exists()


def test_the_feed_of_a_page_is_found_and_added_once(
    settings: Settings, outlet: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    link = '<link rel="alternate" type="application/rss+xml" href="/feed?all=1">'
    monkeypatch.setattr(outlet_module, "PAGE", outlet_module.PAGE.replace("</head>", f"{link}</head>"))
    (found,) = find_feeds(settings, _feed(f"{outlet}/about"))
    path = Path(settings.feeds)
    add_feed(path, found)
    assert load_feeds(path)[-1] == replace(_feed(f"{outlet}/feed?all=1"), outlet="Lantern Wire (synthetic)")
    written = path.read_text()
    with pytest.raises(SettingsError, match="already polled"):
        add_feed(path, found)
    assert path.read_text() == written


def test_where_a_page_names_no_feed_the_usual_places_are_asked(settings: Settings, outlet: str) -> None:
    (none,) = find_feeds(settings, _feed(f"{outlet}/about"))
    assert none.problem


@pytest.mark.parametrize("before", [None, "", "feeds: []\n", "# ours\nfeeds:\n", "feeds: null\n"])
def test_a_first_feed_begins_the_file(before: str | None, settings: Settings, outlet: str, tmp_path: Path) -> None:
    (found,) = find_feeds(settings, _feed(f"{outlet}/feed"))
    path = tmp_path / "first.yaml"
    if before is not None:
        path.write_text(before, encoding="utf-8")
    add_feed(path, found)
    assert load_feeds(path) == (found.feed,)
    assert path.read_text(encoding="utf-8").startswith("# ours" if before and "#" in before else "feeds:")
