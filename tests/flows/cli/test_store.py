"""``store``: what is said of it, and what becomes of it, by commands."""

from __future__ import annotations

import json
import shutil
import sqlite3
from pathlib import Path

import pytest
import sqlalchemy as sa

from extractors.records import Filter
from storage.care import info
from storage.care.keeper import Keeper
from storage.engine.database import Database
from storage.engine.schema import HEAD
from storage.store import open_store

from ...migrations import BEFORE_CHANGE, go_back
from .conftest import Command

DATED = "*-2???????T??????Z.sqlite3"


def test_info_tells_size_version_and_each_table(filled_store: str, command: Command) -> None:
    ended = command("store", "info", "--format", "json")
    tables = {row["table"]: row for row in json.loads(ended.out)}
    assert (ended.code, tables["claims"]["rows"], tables["claims"]["bytes"] > 0) == (0, 1, True)
    assert f"schema {HEAD} (this program knows {HEAD})" in ended.complaints[0]
    assert len(ended.complaints) == 1


def test_info_names_what_it_had_no_time_to_weigh(
    filled_store: str, command: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    weighed = info._weighed

    def slow(connection: sa.Connection, part: str) -> int:
        if part == "claims":
            raise sa.exc.OperationalError("", None, sqlite3.OperationalError("interrupted"))
        return weighed(connection, part)

    monkeypatch.setattr("storage.care.info._weighed", slow)
    ended = command("store", "info", "--format", "json")
    assert {row["table"]: row["bytes"] for row in json.loads(ended.out)}["claims"] is None
    assert ended.complaints[1].startswith("not weighed within 5 s: ")
    assert ended.complaints[1].endswith("; `store info --whole` weighs all")


def test_verify_says_of_each_part_how_it_is_and_ends_with_1_if_one_is_not(
    filled_store: str, command: Command, tmp_path: Path
) -> None:
    ended = command("store", "verify")
    assert ended.code == 0
    assert [line.split()[0] for line in ended.out.splitlines()[1:]] == ["yes"] * 6
    file = tmp_path / "var/recognition-watch.sqlite3"
    whole = file.read_bytes()
    file.write_bytes(whole.replace(b"the envoy Arkady Lantsov", b"The Envoy arkady lantsov", 1))
    ended = command("store", "verify", "--format", "json")
    wrong = [row for row in json.loads(ended.out) if not row["sound"]]
    assert ended.code == 1
    assert wrong[0]["part"] in ("words", "file")
    assert wrong[0]["mend"]


def test_a_backup_goes_into_a_folder_by_its_time_and_is_put_back(
    filled_store: str, command: Command, tmp_path: Path
) -> None:
    with open_store(filled_store) as store:
        claims = store.claims(Filter())
    (tmp_path / "backups").mkdir()
    ended = command("store", "backup", str(tmp_path / "backups"))
    (backup,) = (tmp_path / "backups").glob(DATED)
    assert (ended.code, ended.out.split()[0]) == (0, str(backup))
    refused = command("store", "restore", str(backup))
    assert refused.code == 1
    assert "is not empty" in refused.err
    shutil.rmtree(tmp_path / "var")
    ended = command("store", "restore", str(backup))
    assert ended.code == 0, ended.err
    with open_store(filled_store) as store:
        assert store.claims(Filter()) == claims


def test_prune_says_what_it_would_let_go_of_before_it_does(filled_store: str, command: Command, tmp_path: Path) -> None:
    told = command("store", "prune", "--older-than", "1h", "--dry-run").out
    assert told.startswith("would let go of 1 page (0.0 MB), 0 irrelevant articles")
    assert command("articles", "--warc", str(tmp_path / "a.warc")).err == f"1 page in {tmp_path}/a.warc\n"
    assert command("store", "prune", "--older-than", "1h").out.startswith("let go of 1 page")
    assert command("store", "prune", "--older-than", "1h").out.startswith("let go of 0 pages")
    assert len(json.loads(command("claims", "--format", "json").out)) == 1


def test_copy_makes_another_store_and_says_that_it_is_the_same(
    filled_store: str, command: Command, tmp_path: Path
) -> None:
    there = f"sqlite:///{tmp_path}/there.sqlite3"
    ended = command("store", "copy", filled_store, there)
    assert ended.code == 0, ended.err
    assert "the same in both; set `database` to use the copy" in ended.out
    with open_store(filled_store) as one, open_store(there) as other:
        assert one.claims(Filter()) == other.claims(Filter())
    assert "is not empty" in command("store", "copy", filled_store, there).err


def test_upgrade_says_from_where_to_where_and_where_the_copy_lies(
    filled_store: str, command: Command, old: str, tmp_path: Path
) -> None:
    assert "`recognition-watch store upgrade`" in command("claims").err
    ended = command("store", "upgrade")
    assert ended.code == 0
    copy = tmp_path / f"var/recognition-watch.sqlite3.schema-{old}"
    assert f"upgraded from schema {old} to {HEAD}; as it was before it lies in {copy}" in ended.out
    assert copy.exists()
    assert command("store", "upgrade").out.endswith("is up to date\n")
    assert command("claims").code == 0


def test_upgrade_makes_the_tables_in_an_empty_database_of_a_server(
    command: Command, postgres_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("RECOGNITION_WATCH_DATABASE", postgres_url)
    assert "it holds none yet" in command("store", "verify").err
    assert command("store", "upgrade").out.endswith(": made, with nothing in it yet\n")
    assert command("store", "upgrade").out.endswith(": is up to date\n")
    assert command("store", "verify").code == 0


def test_a_pass_says_that_it_upgraded_the_store(filled_store: str, process: Command, old: str, tmp_path: Path) -> None:
    feed = '{url: "http://127.0.0.1:9/a", outlet: Tin Post, language: en, country: NO, covers: russia}'
    (tmp_path / "feeds.yaml").write_text(f"feeds:\n  - {feed}\n")
    text = 'feeds = "feeds.yaml"\nui_port = 9\n[poll]\nallow_private_addresses = true\n'
    (tmp_path / "recognition-watch.toml").write_text(text)
    told = " ".join(process("run").out.split())
    assert f"store upgraded from schema {old} to {HEAD}; as it was before it lies in {tmp_path}/var" in told


@pytest.fixture
def old(filled_store: str) -> str:
    """The filled store is of a version from which a file is changed; which that is."""
    database = Database(filled_store, 5)
    go_back(database, BEFORE_CHANGE)
    database.close()
    with Keeper(filled_store) as keeper:
        assert keeper.info().version == BEFORE_CHANGE
    return BEFORE_CHANGE


def test_a_store_that_is_not_there_is_not_made_by_looking(command: Command, tmp_path: Path) -> None:
    for arguments in (("info",), ("verify",), ("upgrade",), ("prune", "--older-than", "9d"), ("backup", "x")):
        ended = command("store", *arguments)
        assert (ended.code, ended.complaints[0].startswith("no store at ")) == (1, True), arguments
    assert not (tmp_path / "var").exists()


def test_wrong_usage_names_the_command_within_the_group(command: Command) -> None:
    ended = command("store", "prune")
    assert ended.code == 2
    assert ended.err.startswith("recognition-watch store prune: missing option")
    assert command("store", "polish").err.endswith("see recognition-watch store --help\n")
