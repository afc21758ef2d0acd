"""``run``: one pass as an operator starts it, with feeds that fail in their own ways."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from flows.passing.sole_run import LEASE
from storage.store import open_store

from ..tiny_outlet import tiny_outlet
from .conftest import Command

FEEDS = """feeds:
  - {{url: "{outlet}/feed", outlet: Lantern Wire, language: en, country: NO, covers: russia}}
  - {{url: "http://127.0.0.1:1/feed", outlet: Shut Door, language: en, country: NO, covers: russia}}
  - {{url: "http://nowhere.invalid/feed", outlet: No Such Name, language: en, country: NO, covers: russia}}
"""
SETTINGS = (
    'feeds = "feeds.yaml"\nbacklog = "alert"\n[poll]\nallow_private_addresses = true\npause_s = 0\ntimeout_s = 10\n'
)


@pytest.fixture
def settings(tmp_path: Path) -> None:
    (tmp_path / "recognition-watch.toml").write_text(SETTINGS)
    (tmp_path / "feeds.yaml").write_text(FEEDS.format(outlet="http://127.0.0.1:2"))


@pytest.mark.usefixtures("settings")
def test_a_pass_shows_each_failure_with_its_reason_tells_what_is_new_and_ends_with_3(
    process: Command, tmp_path: Path, prefect_api: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PREFECT_API_URL", prefect_api)
    with tiny_outlet() as outlet:
        (tmp_path / "feeds.yaml").write_text(FEEDS.format(outlet=outlet))
        first, second = process("run"), process("run")

    assert (first.code, first.err) == (3, "")
    lines = first.out.splitlines()
    assert any(line.startswith("feed polled") and "Lantern Wire: 1 entry, 1 new to read" in line for line in lines)
    assert any("Shut Door: http://127.0.0.1:1/feed: cannot connect" in line for line in lines)
    assert any("No Such Name: http://nowhere.invalid/feed: name not found" in line for line in lines)
    assert any(line.startswith("kept") for line in lines)
    assert any(line.startswith("mail sent") for line in lines)
    assert "3 feeds polled, 2 failed; 1 article read, 1 kept" in first.out
    assert len(list((tmp_path / "var" / "mail").glob("*.eml"))) == 1

    assert second.code == 3
    assert "0 articles read, 0 kept; 0 claims; 0 alerts; 0 mails out" in second.out

    states = {row["outlet"]: row["state"] for row in json.loads(process("feeds", "--format", "json").out)}
    assert states["Lantern Wire"] in ("ok", "unchanged")
    assert (states["Shut Door"], states["No Such Name"]) == ("failing", "failing")
    assert [row["status"] for row in json.loads(process("alerts", "--format", "json").out)] == ["sent"]


@pytest.mark.usefixtures("settings")
def test_a_second_pass_leaves_the_store_to_the_first(
    process: Command, tmp_path: Path, prefect_api: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PREFECT_API_URL", prefect_api)
    (tmp_path / "var").mkdir()
    with open_store(f"sqlite:///{tmp_path}/var/recognition-watch.sqlite3") as store:
        store.acquire_lease(LEASE, "another", datetime.now(UTC), 600)
    ended = process("run")
    assert (ended.code, ended.err) == (3, "")
    assert "another pass is under way on this store; this one left it alone" in ended.out
    assert "feed" not in ended.out.split("database.")[-1].split("another")[0]


def test_a_feeds_file_that_is_wrong_ends_the_run_with_2_and_one_line(
    process: Command, tmp_path: Path, prefect_api: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PREFECT_API_URL", prefect_api)
    (tmp_path / "recognition-watch.toml").write_text(SETTINGS)
    (tmp_path / "feeds.yaml").write_text("feeds:\n  - {url: nonsense}\n")
    ended = process("run")
    assert ended.code == 2
    assert ended.complaints == ["feeds.yaml:2: the feed has no outlet; add outlet: to the row"]


@pytest.mark.usefixtures("settings")
def test_a_pipeline_that_is_not_installed_is_told_in_one_line(
    process: Command, prefect_api: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PREFECT_API_URL", prefect_api)
    monkeypatch.setenv("RECOGNITION_WATCH_MODEL", "en_no_such_model")
    ended = process("run")
    assert ended.code == 2
    (line,) = ended.complaints
    assert line.startswith("setting model: no spaCy pipeline 'en_no_such_model' is installed; install it")
