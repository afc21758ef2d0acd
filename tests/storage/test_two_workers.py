"""Two workers on one PostgreSQL, killed a hundred times between them: nothing is lost, nothing is there twice."""

from __future__ import annotations

import os
import subprocess
import sys
from collections import Counter
from pathlib import Path

import sqlalchemy as sa

from storage.care.keeper import Keeper
from storage.layout.tables import delivery_attempts, revisions
from storage.store import open_store

from .programs.two_workers import ARTICLES, RECIPIENTS

PROGRAM = Path(__file__).parent / "programs" / "two_workers.py"
KILLS = 100


def test_a_hundred_kills_lose_nothing_and_double_nothing(postgresql_store_url: str, tmp_path: Path) -> None:
    program = [sys.executable, "-W", "ignore", str(PROGRAM), postgresql_store_url, str(tmp_path), str(KILLS)]
    environment = os.environ | {"OPENBLAS_NUM_THREADS": "1"}  # no threads: the program forks
    done = subprocess.run(program, capture_output=True, text=True, env=environment, timeout=300)
    assert (done.returncode, done.stdout) == (0, str(KILLS)), done.stderr
    everything = ARTICLES * len(RECIPIENTS)
    with open_store(postgresql_store_url) as store:
        found = store.counts()
        assert [found[name] for name in ("articles", "statements", "claims")] == [ARTICLES] * 3
        assert (found["deliveries"], found["deliveries sent"]) == (everything, everything)
        with store._database.reading() as connection:
            assert connection.scalar(sa.select(sa.func.count()).select_from(revisions)) == ARTICLES
            attempts = connection.execute(sa.select(delivery_attempts.c.outcome, delivery_attempts.c.number)).all()
    assert Counter(tuple(row) for row in attempts) == {("sent", 1): everything}
    mails = [line.split()[0] for line in (tmp_path / "mails").read_text().splitlines()]
    assert len(set(mails)) == everything
    # A mail goes out a second time only where its sender was killed between sending and noting it.
    assert len(mails) - everything <= KILLS + 1
    assert max(Counter(mails).values()) <= 3
    with Keeper(postgresql_store_url) as keeper:
        assert [one for one in keeper.verify() if not one.sound] == []
