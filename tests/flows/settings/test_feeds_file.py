"""The feeds file: what is read, and what each mistake is answered with."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from extractors.errors import SettingsError
from extractors.records import Feed, Listing
from flows.settings.feeds_file import load_feeds

SHIPPED = Path(__file__).parents[3] / "deploy" / "feeds.yaml"

GOOD = """\
feeds:
  - url: https://outlet.example/feed
    outlet: Outlet
    language: en
    country: NO
    covers: world
    state_owned: true
    grade: A
    note: "known: good"
  - url: https://search.example/rss?q={query}&hl=en
    query: (Moscow OR "the east") recognise -cricket
    outlet: Search
    language: en
    country: US
    covers: world
  - url: https://page.example/news/
    outlet: Page
    language: fa
    country: AF
    covers: afghanistan
    note:
    listing:
      item: article.post
      link: h2 a
"""
ROW = """\
feeds:
  - url: https://outlet.example/feed
    outlet: O
    language: en
    country: AF
    covers: world
"""


def _load(folder: Path, text: str) -> tuple[Feed, ...]:
    path = folder / "feeds.yaml"
    path.write_text(text, encoding="utf-8")
    return load_feeds(path)


def test_every_key_of_a_row_is_read(tmp_path: Path) -> None:
    plain, search, page = _load(tmp_path, GOOD)
    assert plain == Feed("https://outlet.example/feed", "Outlet", "en", "NO", "world", True, "A", "known: good")
    assert parse_qs(urlsplit(search.url).query)["q"] == ['(Moscow OR "the east") recognise -cricket']
    assert page.listing == Listing("article.post", link="h2 a")
    assert page.note == ""


MISTAKES: dict[str, tuple[str, int | None, str]] = {
    "empty file": ("", None, "holds no feeds; start the file with feeds:"),
    "only a comment": ("# nothing\n", None, "holds no feeds"),
    "no list": ("feeds: none\n", None, "holds no feeds"),
    "empty list": ("feeds: []\n", None, "holds no feeds"),
    "list at the top": ("- url: x\n", None, "holds no feeds"),
    "unknown key at the top": (ROW + "extra: 1\n", 7, "unknown key 'extra'; known are feeds"),
    "row that is a word": ("feeds:\n  - https://outlet.example/feed\n", 2, "is no table of keys and values"),
    "duplicate": (ROW + ROW.partition("\n")[2], 7, "https://outlet.example/feed is already polled by"),
    "duplicate but for www and scheme": (
        ROW + ROW.partition("\n")[2].replace("https://", "http://www."), 7, "is already polled by"
    ),
    "unknown key": (ROW + "    langauge: en\n", 7, "unknown key 'langauge'; known are url, outlet"),
    "key twice": (ROW + "    outlet: P\n", 7, "outlet is given twice in one row"),
    "key missing": (ROW.replace("    country: AF\n", ""), 2, "the feed has no country; add country: to the row"),
    "no value": (ROW.replace("outlet: O", "outlet:"), 3, "outlet has no text"),
    "value is a list": (ROW.replace("outlet: O", "outlet: [O]"), 3, "outlet has no text"),
    "address without scheme": (ROW.replace("https://", ""), 2, "bad address 'outlet.example/feed'; write the whole"),
    "address of a file": (ROW.replace("https://outlet.example", "file://"), 2, "bad address 'file:///feed'"),
    "address with a space": (ROW.replace("/feed", "/my feed"), 2, "bad address"),
    "address without host": (ROW.replace("outlet.example", ""), 2, "bad address 'https:///feed'"),
    "address with a bad port": (ROW.replace(".example", ".example:99999"), 2, "bad address"),
    "address with half a bracket": (ROW.replace("outlet.example", "[::1"), 2, "bad address"),
    "address with a password": (ROW.replace("outlet.example", "me:secret@outlet.example"), 2, "carries a user name"),
    "covers something else": (ROW.replace("world", "moon"), 6, "covers is 'moon'; choose one of russia, afghanistan"),
    "unknown grade": (ROW + "    grade: E\n", 7, "grade is 'E'; choose one of A, B, C, D"),
    "state owned perhaps": (ROW + "    state_owned: perhaps\n", 7, "state_owned is 'perhaps'; choose one of true"),
    "query without place": (ROW + "    query: x\n", 2, "{query} in the url and the key query go together"),
    "place without query": (ROW.replace("/feed", "/{query}"), 2, "{query} in the url and the key query go together"),
    "listing without item": (ROW + "    listing:\n      link: a\n", 7, "the listing has no item"),
    "listing with unknown key": (ROW + "    listing:\n      item: a\n      url: b\n", 9, "unknown key 'url'"),
    "listing with a broken selector": (ROW + "    listing:\n      item: p[\n", 8, "'p[' is no CSS selector"),
    "listing with a selector not read": (ROW + "    listing:\n      item: p::x\n", 8, "'p::x' is no CSS selector"),
    "bad indentation": (ROW + "   outlet: x\n", 7, "is not YAML"),
    "tab": (ROW + "\tgrade: A\n", 7, "is not YAML"),
    "unclosed quote": (ROW + "    note: 'never ends\n", 8, "is not YAML"),
    "alias to nowhere": (ROW + "    note: *nobody\n", 7, "is not YAML"),
    "control character": (ROW + "    note: \x00\n", None, "is not YAML"),
}  # fmt: skip


@pytest.mark.parametrize("mistake", MISTAKES)
def test_a_mistake_is_named_with_file_and_line(tmp_path: Path, mistake: str) -> None:
    text, line, words = MISTAKES[mistake]
    with pytest.raises(SettingsError) as caught:
        _load(tmp_path, text)
    path = str(tmp_path / "feeds.yaml")
    assert caught.value.where == (path if line is None else f"{path}:{line}")
    assert words in str(caught.value)
    assert caught.value.mend
    assert "\n" not in str(caught.value)
    assert "secret" not in str(caught.value)


def test_a_missing_file_and_a_folder_are_named(tmp_path: Path) -> None:
    for path in (tmp_path / "none.yaml", tmp_path):
        with pytest.raises(SettingsError, match=r"cannot be read: .*name another in the setting feeds"):
            load_feeds(path)


def test_a_file_that_is_not_utf8_is_named(tmp_path: Path) -> None:
    path = tmp_path / "feeds.yaml"
    path.write_bytes(ROW.replace("outlet: O", "outlet: Известия").encode("cp1251"))
    with pytest.raises(SettingsError, match=r"is not UTF-8.*save it as UTF-8"):
        load_feeds(path)


def test_the_shipped_feeds_are_complete() -> None:
    feeds = load_feeds(SHIPPED)
    assert len(feeds) > 70
    assert {feed.grade for feed in feeds} <= {"A", "B", "C"}
    assert {feed.covers for feed in feeds} == {"russia", "afghanistan", "world"}
    assert sum("negative control" in feed.note for feed in feeds) == 2
    assert all("{" not in feed.url for feed in feeds)


def test_every_shipped_row_says_everything_an_operator_asks() -> None:
    rows = yaml.safe_load(SHIPPED.read_text(encoding="utf-8"))["feeds"]
    wanted = {"url", "outlet", "language", "country", "covers", "state_owned", "grade"}
    assert [row["url"] for row in rows if not wanted <= set(row)] == []


YAML = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=12),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=6), inner, max_size=4),
)
LINES = st.lists(
    st.sampled_from([*GOOD.splitlines(), "  - ", "    :", "? x", "&a *a", "!!python/name:os.system", "%", "---"])
)


@settings(deadline=None)
@given(st.text() | LINES.map("\n".join) | YAML.map(lambda tree: yaml.safe_dump({"feeds": tree})))
def test_no_file_raises_anything_but_our_own_error(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    folder = tmp_path_factory.getbasetemp()
    with suppress(SettingsError, UnicodeEncodeError):
        assert all(isinstance(feed, Feed) for feed in _load(folder, text))
