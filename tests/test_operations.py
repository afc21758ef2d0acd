"""``docs/operations.md`` names everything that the program can show, and nothing else: held against the code."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import get_args

import pytest

from extractors.records import DeliveryStatus, EntryStatus, FeedState
from flows.cli.terminal import exit_codes as ends
from flows.cli.terminal import plugin_line
from flows.runtime.finding import CheckedPart
from flows.runtime.run_report import EntryOutcome
from flows.settings.settings_file import setting_names
from flows.telling.pings import Signal
from flows.telling.policy import Group

HOUSE = Path(__file__).resolve().parents[1]
PAPER = (HOUSE / "docs" / "operations.md").read_text(encoding="utf-8")
SOURCES = {path: path.read_text(encoding="utf-8") for path in sorted((HOUSE / "flows").rglob("*.py"))}
# What Prefect itself calls a run's end; names of our own are found in the code.
OF_PREFECT = {"Completed", "Failed", "Crashed", "Cancelled"}
# Every module that makes an alert or the operator's mail, and the subjects that it gives them.
SUBJECTS = {
    "telling/alerts.py": {"SPEAKER: TOPIC POSITION — OUTLET", "Correction: SPEAKER: TOPIC POSITION — OUTLET"},
    "telling/pacing.py": {"N alerts in one"},
    "telling/digest.py": {"What was known when the watch began", "Daily digest", "Weekly digest"},
    "telling/feed_news.py": {"feeds: N bad, N back"},
    "telling/fault_news.py": {"N faults of the program: KINDS"},
    "telling/outage_news.py": {"No network", "The network is back"},
    "checking/watchdog.py": {"Watchdog: WORDS"},
}


def _rows(heading: str, number: int = 0) -> list[list[str]]:
    """The rows of a table below a heading, cell by cell, without its own heading."""
    section = re.search(rf"^## {re.escape(heading)}\n(.*?)(?=^## |\Z)", PAPER, flags=re.M | re.S)
    assert section is not None, heading
    tables = re.findall(r"(?:^\|.*\n)+", section[1], flags=re.M)
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in tables[number].splitlines()]
    assert set("".join(rows[1])) == {"-"}
    return rows[2:]


def _first(heading: str, number: int = 0) -> list[str]:
    """What stands between backticks in the first column of each row."""
    return [re.findall(r"`([^`]+)`", row[0])[0] for row in _rows(heading, number)]


TABLES = {
    "feed states": ("Feeds", 0, set(get_args(FeedState))),
    "entry statuses": ("Entries", 0, set(get_args(EntryStatus))),
    "delivery statuses": ("Mails and their delivery", 0, set(get_args(DeliveryStatus))),
    "exit codes": (
        "Exit codes",
        0,
        {str(code) for name, code in vars(ends).items() if name.isupper() and isinstance(code, int)},
    ),
    "plugin states": ("Exit codes", 1, set(plugin_line.WORDS.values())),
    "signals": ("Pings", 0, set(get_args(Signal))),
    "subjects": ("Mails and their delivery", 1, set[str]().union(*SUBJECTS.values())),
}


@pytest.mark.parametrize("table", TABLES)
def test_a_table_names_all_of_its_kind_once_and_nothing_else(table: str) -> None:
    heading, number, known = TABLES[table]
    named = _first(heading, number)
    assert sorted(named) == sorted(known)


def test_the_plugin_codes_are_those_of_the_code() -> None:
    told = {re.findall(r"`(\w+)`", row[0])[0]: int(row[1]) for row in _rows("Exit codes", 1)}
    assert told == {word: code for code, word in plugin_line.WORDS.items()}


def test_every_end_of_a_run_is_named() -> None:
    monitor = "\n".join(text for path, text in SOURCES.items() if path.name in ("flow.py", "typed.py"))
    own = {word for call in re.findall(r"completed\(([^\n]*)", monitor) for word in re.findall(r'"([A-Z]\w+)"', call)}
    assert own
    assert sorted(_first("How a pass ended")) == sorted(own | OF_PREFECT)


def test_every_finding_but_the_good_ones_is_named() -> None:
    told = {(re.findall(r"`([^`]+)`", row[0])[0], row[0].split()[-1]) for row in _rows("What check and watchdog find")}
    found = {one for text in SOURCES.values() for one in _findings(text)}
    assert found == told
    assert {part for part, _ in found} == set(get_args(CheckedPart))


def _findings(text: str) -> Iterator[tuple[str, str]]:
    """Part and verdict of every finding that a module makes; one whose verdict is computed can be either."""
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Finding":
            part, verdict = (ast.unparse(argument).strip("'") for argument in node.args[:2])
            for one in ("note", "bad"):
                if verdict == one or (not verdict.isalpha() and one in verdict) or verdict == "verdict":
                    yield part, one


def test_every_word_of_the_log_is_named() -> None:
    told = set(_first("Lines in the log"))
    written = {
        word
        for path, text in SOURCES.items()
        if "cli" not in path.parts and path.name != "progress.py"
        for word in re.findall(r'(?:\bline|\b_line|Remark)\(\s*"([a-z]+(?:-[a-z]+)*)"', text)
    }
    outcomes = {f"article-{outcome.replace('_', '-')}" for outcome in get_args(EntryOutcome)}
    named = {word for row in _rows("Lines in the log") for word in re.findall(r"`(article-[a-z-]+)`", " ".join(row))}
    assert told - {"article-kept"} == written
    assert named == outcomes


def test_every_module_that_mails_is_known_with_its_subjects() -> None:
    mailing = {
        str(path.relative_to(HOUSE / "flows"))
        for path, text in SOURCES.items()
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") in ("Alert", "operator_mail")
    }
    assert mailing == set(SUBJECTS)
    for module, subjects in SUBJECTS.items():
        source = "".join(SOURCES[HOUSE / "flows" / one] for one in (module, "mail/message.py", "polling/news.py"))
        words = {word for subject in subjects for word in re.findall(r"\b[A-Z]?[a-z]{3,}", subject)}
        assert {word for word in words if word.casefold() not in source.casefold()} <= {"Daily", "Weekly"}, module


def test_every_setting_that_is_named_exists() -> None:
    known = set(setting_names())
    tables = {name.partition(".")[0] for name in known if "." in name}
    dotted = set(re.findall(r"`((?:" + "|".join(tables) + r")\.\w+)`", PAPER))
    assert dotted
    assert dotted <= known
    words = {word for literal in (FeedState, EntryStatus, DeliveryStatus) for word in get_args(literal)}
    bare = set(re.findall(r"`([a-z]+(?:_[a-z]+)+)`", PAPER)) - words
    assert bare <= {name.rpartition(".")[2] for name in known} | set(Group.model_fields)
    assert set(re.findall(r"`\[(\w+)\]`", PAPER)) <= tables


def test_what_is_to_be_done_is_said_in_every_row() -> None:
    rows = [row for row in re.findall(r"^\|(.*)\|$", PAPER, flags=re.M) if "---" not in row]
    assert all(cell.strip() for row in rows for cell in row.split("|"))
