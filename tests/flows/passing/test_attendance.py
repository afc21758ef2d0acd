"""A pass that lives is never taken for dead, and one that cannot sign on runs all the same."""

from __future__ import annotations

import socket
from datetime import UTC, datetime
from pathlib import Path

import pytest

from flows.passing.attendance import ENDING, signed_on
from storage.store import Store

NOW = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)


def test_what_a_living_pass_leased_stays_its_own(store: Store, tmp_path: Path) -> None:
    with signed_on(store, tmp_path / "passes") as first:
        store.acquire_lease("run", first, NOW, 90)
        with signed_on(store, tmp_path / "passes") as second:
            assert not store.acquire_lease("run", second, NOW, 90)
    assert list((tmp_path / "passes").iterdir()) == []


@pytest.mark.parametrize(("machine", "free"), [(socket.gethostname(), True), ("another-machine", False)])
def test_only_passes_of_this_machine_are_taken_for_dead(machine: str, free: bool, store: Store, tmp_path: Path) -> None:
    left = tmp_path / f"{machine}:4711:0123abcd{ENDING}"
    left.touch()
    store.acquire_lease("run", left.name.removesuffix(ENDING), NOW, 90)
    with signed_on(store, tmp_path) as holder:
        assert store.acquire_lease("run", holder, NOW, 90) is free
    assert left.exists() is not free


def test_a_folder_that_cannot_be_written_costs_only_the_early_end_of_leases(store: Store, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder")
    with signed_on(store, tmp_path / "file") as holder:
        assert store.acquire_lease("run", holder, NOW, 90)
