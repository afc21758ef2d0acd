"""Commands in this process and in one of their own, in a bare folder and environment; a store with something in it."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from extractors.claims.stored_claims import claim_records
from extractors.records import (
    Alert,
    Article,
    Claim,
    Cue,
    Evidence,
    Extraction,
    JudgedClaim,
    Novelty,
    Page,
    Relevance,
    Span,
    Speaker,
    Statement,
)
from flows.cli.entry import run_command
from storage.store import open_store

NOW = datetime(2026, 5, 4, 9, 30, tzinfo=UTC)
WORDS = "Recognition is not on the agenda"
TEXT = f"Synthetic.\n“{WORDS},” the envoy Arkady Lantsov said on Sunday, says the [red]Tin Post[/red]."


@dataclass(frozen=True)
class Ended:
    """How a command ended."""

    code: int
    out: str
    err: str

    @property
    def complaints(self) -> list[str]:
        return self.err.splitlines()


Command = Callable[..., Ended]


@pytest.fixture(autouse=True)
def _bare(bare: None) -> None:
    """Commands are run in this process, too."""


@pytest.fixture
def command(capsys: pytest.CaptureFixture[str]) -> Command:
    """Run a command in this process."""

    def run(*args: str) -> Ended:
        capsys.readouterr()
        code = run_command(args)
        printed = capsys.readouterr()
        return Ended(code, printed.out, printed.err)

    return run


@pytest.fixture
def process(tmp_path: Path) -> Command:
    """Run a command in a process of its own."""

    def run(*args: str, stdin: bytes = b"", code: str = "from flows.cli import main; main()") -> Ended:
        done = subprocess.run(
            [sys.executable, "-c", code, *args],
            cwd=tmp_path,
            input=stdin,
            capture_output=True,
            timeout=240,
            check=False,
        )
        return Ended(done.returncode, done.stdout.decode(), done.stderr.decode())

    return run


@pytest.fixture
def empty_store(tmp_path: Path) -> str:
    """A store in which nothing is; the database's address."""
    url = f"sqlite:///{tmp_path}/var/recognition-watch.sqlite3"
    open_store(url).close()
    return url


@pytest.fixture
def filled_store(tmp_path: Path) -> str:
    """One article with one statement and one claim, alerted to one reader; the database's address."""
    return _filled(tmp_path, _extraction())


@pytest.fixture
def told_of_a_promise(tmp_path: Path) -> str:
    """A store as the other, where the statement only tells of somebody's promise; the database's address."""
    extraction = _extraction()
    (statement,) = extraction.statements
    claims = tuple(replace(claim, confirmed=False) for claim in statement.claims)
    promiser = Speaker("envoy", TEXT.index("envoy"), TEXT.index("envoy") + 5, "Omar Telani", None)
    told = replace(statement, kind="indirect", embedded=promiser, claims=claims)
    return _filled(tmp_path, replace(extraction, statements=(told,)))


def _filled(tmp_path: Path, extraction: Extraction) -> str:
    url = f"sqlite:///{tmp_path}/var/recognition-watch.sqlite3"
    (tmp_path / "var").mkdir()
    record = replace(claim_records(extraction, NOW)[0])
    judged = JudgedClaim(record, Novelty("new", "this speaker had made no claim on this topic"))
    alert = Alert("a1", NOW, record.url, record.outlet, record.title, record.published_at, (judged,))
    with open_store(url) as store:
        page = Page(record.url, 200, (("Content-Type", "text/html"),), b"<p>as it was served</p>", NOW)
        store.save(extraction, (judged,), alert, ("editor@example.org",), None, NOW, page=page)
    return url


def _extraction() -> Extraction:
    start = TEXT.index(WORDS)
    who = TEXT.index("Arkady")
    claim = Claim(
        "recognition",
        "premature",
        "russia",
        "iea",
        True,
        True,
        None,
        (Evidence(start, start + 11, "Recognition", "t1"),),
    )
    statement = Statement(
        speaker=Speaker("Arkady Lantsov", who, who + 14, "Arkady Lantsov", None),
        cue=Cue("said", TEXT.index("said"), TEXT.index("said") + 4),
        content=(Span(start, start + len(WORDS)),),
        text=WORDS,
        kind="direct",
        said_on=date(2026, 5, 3),
        claims=(claim,),
    )
    article = Article(
        url="https://tin-post.example/a",
        canonical_url="https://tin-post.example/a",
        title="Envoy: [bold]not now[/bold] \x1b[31mred",
        byline=None,
        outlet="Tin Post",
        published_at=NOW,
        language="en",
        text=TEXT,
    )
    return Extraction(article, Relevance(True, 0.9, (), "names both sides"), (statement,))
