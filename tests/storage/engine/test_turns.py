"""Writers come to their turn in the order in which they asked, and wait no longer than they said they would."""

from __future__ import annotations

import sqlite3
import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path
from types import SimpleNamespace

import pytest

from extractors.errors import StoreError
from extractors.records import FeedMemory
from storage.engine.turns import Turns, turns_of
from storage.store import open_store

SOON_S = 60.0


def _asked(turns: Turns, number: int) -> None:
    """Until so many stand in the line."""
    while len(turns._line) < number:
        threading.Event().wait(0.001)


def test_turns_are_had_in_the_order_of_asking_by_one_at_a_time() -> None:
    turns, had, inside = Turns(), list[int](), list[int]()

    def take(number: int) -> None:
        with turns.turn(SOON_S):
            inside.append(number)
            assert len(inside) == 1
            had.append(number)
            inside.remove(number)

    with ThreadPoolExecutor(20) as pool:
        with turns.turn(SOON_S):
            waiting = []
            for number in range(20):
                waiting.append(pool.submit(take, number))
                _asked(turns, number + 1)
        for one in waiting:
            one.result(SOON_S)
    assert had == list(range(20))


def test_who_gives_up_waiting_is_passed_over() -> None:
    turns = Turns()
    with ThreadPoolExecutor(1) as pool, turns.turn(SOON_S):
        with pytest.raises(TimeoutError), turns.turn(0.01):
            pass
        later = pool.submit(lambda: turns.turn(SOON_S).__enter__())
        _asked(turns, 1)
    later.result(SOON_S)


def test_a_turn_ends_with_what_went_wrong_in_it() -> None:
    turns = Turns()
    with pytest.raises(ValueError, match="in it"), turns.turn(SOON_S):
        raise ValueError("in it")
    with turns.turn(0):
        pass


def test_a_turn_that_comes_as_one_gives_up_goes_to_the_next(monkeypatch: pytest.MonkeyPatch) -> None:
    turns = Turns()
    given = turns.turn(SOON_S)
    given.__enter__()

    class TooLate(threading.Event):
        def wait(self, timeout: float | None = None) -> bool:  # noqa: ARG002 - as it is called
            given.__exit__(None, None, None)  # the turn is given just after the time is up
            return False

    with monkeypatch.context() as changed:
        changed.setattr(threading, "Event", TooLate)
        with pytest.raises(TimeoutError), turns.turn(0):
            pass
    with turns.turn(0):
        pass


def test_all_that_write_to_one_file_stand_in_one_line(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    one = turns_of(tmp_path / "store.sqlite3")
    assert turns_of(tmp_path / "folder" / ".." / "store.sqlite3") is one
    assert turns_of(tmp_path / "other.sqlite3") is not one


def test_many_writers_of_one_process_all_come_to_their_turn(sqlite_store_url: str, make: SimpleNamespace) -> None:
    """However short the time is that a write waits for other programs: this program's own are none of them."""
    with ExitStack() as stack:
        stores = [stack.enter_context(open_store(sqlite_store_url, busy_timeout_s=10)) for _ in range(2)]
        pool = stack.enter_context(ThreadPoolExecutor(64))
        memories = [FeedMemory(f"https://outlet.example/{number}") for number in range(500)]
        for done in [pool.submit(stores[i % 2].record_poll, one, [], make.noon) for i, one in enumerate(memories)]:
            done.result(SOON_S)
        assert len(stores[0].feed_memories()) == 500


def test_a_line_that_does_not_move_is_told_as_such(sqlite_store_url: str, make: SimpleNamespace) -> None:
    with open_store(sqlite_store_url, busy_timeout_s=0.01) as store, ThreadPoolExecutor(1) as pool:
        with store._database.writing():
            late = pool.submit(store.record_poll, FeedMemory("f"), [], make.noon)
            with pytest.raises(StoreError, match=r"own writes keep it busy for more than 0\.06 s; see what slows"):
                late.result(SOON_S)
        store.record_poll(FeedMemory("f"), [], make.noon)


def test_a_lock_of_another_program_is_waited_for_by_each_writer(sqlite_store_url: str, make: SimpleNamespace) -> None:
    holder = sqlite3.connect(sqlite_store_url.removeprefix("sqlite:///"), isolation_level=None, check_same_thread=False)
    holder.execute("BEGIN IMMEDIATE")
    with open_store(sqlite_store_url, busy_timeout_s=SOON_S) as store, ThreadPoolExecutor(8) as pool:
        waiting = [pool.submit(store.record_poll, FeedMemory(f"f{i}"), [], make.noon) for i in range(8)]
        _asked(turns_of(Path(sqlite_store_url.removeprefix("sqlite:///"))), 7)
        holder.close()
        for one in waiting:
            one.result(SOON_S)
        assert len(store.feed_memories()) == 8
