"""What the program writes is its owner's alone, whatever the umask is; what lies there already keeps its rights."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest

from extractors.records import FeedMemory
from storage.engine.private import make_private, open_private, private_folder
from storage.store import open_store


@pytest.fixture(params=[0, 0o022, 0o077], ids=["umask 000", "umask 022", "umask 077"], autouse=True)
def umask(request: pytest.FixtureRequest) -> Iterator[None]:
    before = os.umask(request.param)
    yield
    os.umask(before)


def rights(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_a_store_is_its_owners_alone_with_the_files_and_folders_that_it_brings(
    tmp_path: Path, make: SimpleNamespace
) -> None:
    file = tmp_path / "new" / "folder" / "store.sqlite3"
    with open_store(f"sqlite:///{file}") as store:
        store.record_poll(FeedMemory("f"), [], make.noon)
        found = {path.name: rights(path) for path in file.parent.iterdir()}
    assert found == dict.fromkeys(("store.sqlite3", "store.sqlite3-wal", "store.sqlite3-shm"), 0o600)
    assert (rights(file.parent), rights(file.parent.parent)) == (0o700, 0o700)


def test_a_store_keeps_the_rights_that_somebody_gave_it(tmp_path: Path, make: SimpleNamespace) -> None:
    file = tmp_path / "store.sqlite3"
    open_store(f"sqlite:///{file}").close()
    file.chmod(0o640)
    with open_store(f"sqlite:///{file}") as store:
        store.record_poll(FeedMemory("f"), [], make.noon)
        assert {rights(path) for path in tmp_path.iterdir()} == {0o640}


def test_folders_are_made_with_those_above_them(tmp_path: Path) -> None:
    private_folder(tmp_path / "one" / "two")
    private_folder(tmp_path / "one" / "two")
    assert (rights(tmp_path / "one"), rights(tmp_path / "one" / "two")) == (0o700, 0o700)


def test_a_folder_that_is_there_keeps_its_rights(tmp_path: Path) -> None:
    (tmp_path / "open").mkdir()
    (tmp_path / "open").chmod(0o755)
    private_folder(tmp_path / "open" / "inner")
    assert (rights(tmp_path / "open"), rights(tmp_path / "open" / "inner")) == (0o755, 0o700)


@pytest.mark.parametrize("name", ["file", "file/inner"])
def test_no_folder_is_made_where_a_file_lies(name: str, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(OSError, match=r"File exists|Not a directory"):
        private_folder(tmp_path / name)


def test_a_file_is_written_anew_or_added_to(tmp_path: Path) -> None:
    for append, words in ((False, b"one"), (True, b" two"), (True, b" three")):
        with open_private(tmp_path / "log", append=append) as file:
            file.write(words)
    assert (rights(tmp_path / "log"), (tmp_path / "log").read_bytes()) == (0o600, b"one two three")
    with open_private(tmp_path / "log") as file:
        file.write(b"four")
    assert (tmp_path / "log").read_bytes() == b"four"


def test_what_a_file_holds_stays_when_it_is_made_sure_that_it_is_there(tmp_path: Path) -> None:
    make_private(tmp_path / "file")
    assert rights(tmp_path / "file") == 0o600
    (tmp_path / "file").write_text("words")
    make_private(tmp_path / "file")
    assert (tmp_path / "file").read_text() == "words"
