"""``store export`` and ``store import``: files for other tools, and all of it back again."""

from __future__ import annotations

import csv
import gzip
import json
import sys
from pathlib import Path

import feedparser
import pytest

from extractors.records import Filter
from storage.store import open_store

from .conftest import TEXT, WORDS, Command


def test_a_store_goes_out_packed_and_comes_back(filled_store: str, command: Command, tmp_path: Path) -> None:
    file = tmp_path / "out.jsonl.gz"
    ended = command("store", "export", str(file))
    assert (ended.code, ended.out) == (0, "")
    assert ended.err.endswith(f"rows in {file}\n")
    assert file.stat().st_mode & 0o777 == 0o600
    with gzip.open(file, "rt") as stream:
        assert json.loads(next(stream))["recognition-watch"] == "store"
    with open_store(filled_store) as store:
        before = (store.claims(Filter()), store.deliveries(Filter()))
    (tmp_path / "var/recognition-watch.sqlite3").rename(tmp_path / "old.sqlite3")
    ended = command("store", "import", str(file))
    assert ended.code == 0, ended.err
    assert "the same as went out" in ended.out
    with open_store(filled_store) as store:
        assert (store.claims(Filter()), store.deliveries(Filter())) == before
    assert "is not empty" in command("store", "import", str(file)).err


def test_sheets_have_the_columns_of_the_lists(filled_store: str, command: Command, tmp_path: Path) -> None:
    ended = command("store", "export", str(tmp_path / "sheets"), "--format", "csv")
    assert (ended.code, ended.err) == (0, f"3 rows in {tmp_path}/sheets\n")
    for name in ("claims", "statements", "articles"):
        assert (tmp_path / f"sheets/{name}.csv").stat().st_mode & 0o777 == 0o600
        file = (tmp_path / f"sheets/{name}.csv").read_text(encoding="utf-8-sig")
        assert list(csv.reader(file.splitlines(keepends=True))) == list(
            csv.reader(command(name, "--format", "csv").out.splitlines(keepends=True))
        )


def test_what_cannot_be_written_leaves_no_folder(
    filled_store: str, command: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    told = command("store", "export", str(tmp_path / "out"), "--format", "parquet")
    assert (told.code, list(tmp_path.glob("out*"))) == (2, [])


def test_an_atom_feed_is_read_by_a_feed_reader(filled_store: str, command: Command) -> None:
    out = command("store", "export", "-", "--format", "atom").out
    feed = feedparser.parse(out.encode())
    (entry,) = feed.entries
    assert (feed.bozo, feed.feed.title) == (False, "Claims on recognition")
    assert entry.title == "Arkady Lantsov: recognition premature — Tin Post"
    assert (entry.link, entry.author) == ("https://tin-post.example/a", "Arkady Lantsov")
    assert entry.content[0].value == WORDS
    assert [tag.term for tag in entry.tags] == ["recognition", "premature", "new"]


def test_a_json_feed_has_an_item_a_claim(filled_store: str, command: Command) -> None:
    feed = json.loads(command("store", "export", "-", "--format", "json-feed").out)
    (item,) = feed["items"]
    assert feed["version"] == "https://jsonfeed.org/version/1.1"
    assert (item["content_text"], item["url"]) == (WORDS, "https://tin-post.example/a")
    assert item["date_published"].startswith("2026-05-04T09:30:00")


def test_an_annotation_quotes_the_words_where_they_stand(filled_store: str, command: Command) -> None:
    (line,) = command("store", "export", "-", "--format", "annotations").out.splitlines()
    found = json.loads(line)
    assert (found["@context"], found["type"]) == ("http://www.w3.org/ns/anno.jsonld", "Annotation")
    (target,) = found["target"]
    quote, place = target["selector"]
    assert target["source"] == {"id": "https://tin-post.example/a", "type": "Text", "language": "en"}
    assert quote["exact"] == TEXT[place["start"] : place["end"]] == WORDS
    assert quote["prefix"] + quote["exact"] + quote["suffix"] in TEXT
    assert found["body"][0]["value"] == "recognition premature"


@pytest.mark.parametrize("how", ["atom", "json-feed", "annotations", "csv", "jsonl"])
def test_since_narrows_every_form(filled_store: str, command: Command, tmp_path: Path, how: str) -> None:
    target = str(tmp_path / "out")
    assert command("store", "export", target, "--format", how, "--since", "2030-01-01").code == 0
    files = sorted((tmp_path / "out").glob("*")) or [tmp_path / "out"]
    assert WORDS not in "".join(file.read_text() for file in files)


def test_nothing_is_written_over(filled_store: str, command: Command, tmp_path: Path) -> None:
    (tmp_path / "out").write_text("mine")
    assert "there is something already" in command("store", "export", str(tmp_path / "out")).err
    ended = command("store", "export", str(tmp_path / "out"), "--format", "csv")
    assert ended.code == 2
    assert "there is something at" in ended.err
    assert (tmp_path / "out").read_text() == "mine"
