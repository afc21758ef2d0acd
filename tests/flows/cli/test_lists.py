"""The lists: table, JSON and CSV of what is stored, narrowed as asked."""

from __future__ import annotations

import csv
import gzip
import io
import json
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from extractors.records import Entry, Extraction, FeedMemory, Filter, Page
from extractors.records.stored import SetAside
from flows.cli.listing.flat_rows import CLAIM_COLUMNS, CLAIM_FIELDS, claim_row
from flows.runtime.clock import ago, utc_now
from flows.runtime.shown import shown_line
from storage.store import open_store

from ..claims_at_hand import judged
from .conftest import NOW, WORDS, Command

LISTS = ("claims", "statements", "articles", "alerts")


@pytest.mark.usefixtures("filled_store")
@pytest.mark.parametrize("name", LISTS)
def test_a_list_is_a_json_array_of_objects(name: str, command: Command) -> None:
    ended = command(name, "--format", "json")
    (row,) = json.loads(ended.out)
    assert (ended.code, ended.err) == (0, "")
    assert row["outlet"] == "Tin Post"


@pytest.mark.usefixtures("filled_store")
@pytest.mark.parametrize("name", LISTS)
def test_json_and_csv_have_the_same_columns(name: str, command: Command) -> None:
    (row,) = json.loads(command(name, "--format", "json").out)
    (line,) = csv.DictReader(io.StringIO(command(name, "--format", "csv").out))
    assert list(line) == list(row)


@pytest.mark.usefixtures("filled_store")
@pytest.mark.parametrize("name", LISTS)
def test_a_sheet_has_the_same_columns_where_nothing_fits(name: str, command: Command) -> None:
    full, empty = (command(name, "--format", "csv", *narrow).out for narrow in ((), ("--search", "nowhere")))
    assert empty.splitlines() == full.splitlines()[:1]


@pytest.mark.usefixtures("filled_store")
def test_evidence_is_json_in_a_sheet(command: Command) -> None:
    (row,) = json.loads(command("claims", "--format", "json").out)
    (line,) = csv.DictReader(io.StringIO(command("claims", "--format", "csv").out))
    assert json.loads(line["evidence"]) == row["evidence"]
    assert row["evidence"][0]["text"] == "Recognition"


def test_a_claim_is_listed_with_how_sure_it_is_and_what_it_is_now_read_as() -> None:
    misread = claim_row(replace(judged(certainty=0.55), read_as="premature"))

    told = {column.heading: column.lines(misread) for column in CLAIM_COLUMNS}
    assert (told["sure"], told["read-as"]) == (["55%"], ["premature"])
    assert misread["read_as"] == "premature"
    assert "read_as" in CLAIM_FIELDS


@pytest.mark.usefixtures("told_of_a_promise")
@pytest.mark.parametrize("name", ["claims", "statements"])
def test_a_promise_at_second_hand_is_listed_with_who_promised(name: str, command: Command) -> None:
    (row,) = json.loads(command(name, "--format", "json").out)
    (line,) = csv.DictReader(io.StringIO(command(name, "--format", "csv").out))
    assert row["promised_by"] == line["promised_by"] == "Omar Telani"


@pytest.mark.usefixtures("filled_store")
def test_a_piped_table_has_one_line_a_row_and_cuts_nothing(command: Command) -> None:
    heading, row = command("claims").out.splitlines()
    assert heading.split() == ["when", "who", "claim", "sure", "read-as", "words"]
    cells = [part.strip() for part in row.split("  ") if part.strip()]
    assert cells[:3] == ["2026-05-03", "Arkady Lantsov · Tin Post", "recognition · premature · new"]
    assert cells[3:] == ["100%", WORDS]


@pytest.mark.usefixtures("filled_store")
def test_foreign_text_neither_steers_the_terminal_nor_is_taken_for_markup(command: Command) -> None:
    out = command("articles").out
    assert "\x1b" not in out
    assert "[bold]not now[/bold]" in out


@pytest.mark.usefixtures("filled_store")
@pytest.mark.parametrize(
    ("narrow", "found"),
    [
        (("--topic", "recognition"), 1),
        (("--topic", "delisting"), 0),
        (("--position", "premature"), 1),
        (("--position", "done"), 0),
        (("--since", "2026-05-01"), 1),
        (("--since", "2026-05-05"), 0),
        (("--search", "agenda"), 1),
        (("--search", "weather"), 0),
        (("--actor", "zamir-kabulov"), 0),
        (("--actor", "Arkady Lantsov"), 1),
        (("--actor", "LÁNTSOV"), 1),
        (("--actor", "lant"), 1),
    ],
    ids=lambda case: " ".join(case) if isinstance(case, tuple) else str(case),
)
def test_claims_are_narrowed(narrow: tuple[str, ...], found: int, command: Command) -> None:
    ended = command("claims", "--format", "json", *narrow)
    assert (ended.code, len(json.loads(ended.out))) == (0, found)


@pytest.mark.usefixtures("filled_store")
@pytest.mark.parametrize("name", LISTS)
def test_every_list_takes_part_of_a_name(name: str, command: Command) -> None:
    assert len(json.loads(command(name, "--format", "json", "--actor", "lantsov").out)) == 1
    assert json.loads(command(name, "--format", "json", "--actor", "peskov").out) == []


@pytest.mark.usefixtures("filled_store")
def test_a_list_of_several_actors_says_of_whom_it_is(command: Command) -> None:
    ended = command("claims", "--actor", "sergei")
    assert ended.complaints[0].startswith("'sergei' is sergey-lavrov (Sergey Lavrov), sergei-shoigu (Sergei Shoigu), ")


@pytest.mark.usefixtures("filled_store")
@pytest.mark.parametrize("name", [*LISTS, "report"])
def test_a_mistyped_actor_is_told_who_may_be_meant(name: str, command: Command) -> None:
    ended = command(name, "--actor", "Kabulof")
    assert (ended.code, ended.out) == (2, "")
    (complaint,) = ended.complaints
    assert "invalid value for '--actor': nobody is called 'Kabulof'; did you mean zamir-kabulov (Zamir" in complaint


@pytest.mark.usefixtures("filled_store")
def test_alerts_are_narrowed_by_status(command: Command) -> None:
    assert len(json.loads(command("alerts", "--format", "json", "--status", "waiting").out)) == 1
    assert json.loads(command("alerts", "--format", "json", "--status", "sent").out) == []


@pytest.mark.parametrize("args", [*((name,) for name in LISTS), ("report",), ("review",)], ids=" ".join)
def test_a_reading_command_in_the_wrong_folder_says_so_and_makes_nothing(
    args: tuple[str, ...], command: Command, tmp_path: Path
) -> None:
    ended = command(*args)
    assert (ended.code, ended.out) == (1, "")
    (complaint,) = ended.complaints
    where = f"no store at {tmp_path}/var/recognition-watch.sqlite3: there is no such file; "
    assert complaint == where + (
        "go where recognition-watch runs, or name its settings with --settings; `recognition-watch run` makes a store"
    )
    assert list(tmp_path.iterdir()) == []


@pytest.mark.usefixtures("empty_store")
@pytest.mark.parametrize("name", LISTS)
def test_an_empty_list_is_an_empty_array(name: str, command: Command, tmp_path: Path) -> None:
    ended = command(name, "--format", "json")
    assert (ended.code, json.loads(ended.out)) == (0, [])


@pytest.mark.usefixtures("empty_store")
def test_an_empty_table_says_what_to_do(command: Command) -> None:
    ended = command("claims")
    assert (ended.code, ended.out) == (0, "")
    assert ended.complaints == ["nothing stored that fits; `recognition-watch run` fills the store"]


FEEDS = """feeds:
  - {url: "https://tin-post.example/feed", outlet: Tin Post, language: en, country: NO, covers: russia}
  - {url: "https://reed.example/feed", outlet: Reed, language: en, country: NO, covers: world}
"""


def test_feeds_lists_every_feed_of_the_file_also_those_never_polled(command: Command, tmp_path: Path) -> None:
    (tmp_path / "feeds.yaml").write_text(FEEDS)
    (tmp_path / "recognition-watch.toml").write_text('feeds = "feeds.yaml"\n')
    ended = command("feeds", "--format", "json")
    rows = json.loads(ended.out)
    assert (ended.code, ended.complaints[0].split(":")[0]) == (
        0,
        f"no store at {tmp_path}/var/recognition-watch.sqlite3",
    )
    assert not (tmp_path / "var").exists()
    assert [(row["outlet"], row["state"], row["reason"]) for row in rows] == [
        ("Tin Post", "unknown", "never polled"),
        ("Reed", "unknown", "never polled"),
    ]


def test_feeds_have_the_same_columns_in_every_form(command: Command, tmp_path: Path) -> None:
    (tmp_path / "feeds.yaml").write_text(FEEDS)
    (tmp_path / "recognition-watch.toml").write_text('feeds = "feeds.yaml"\n')
    row, _ = json.loads(command("feeds", "--format", "json").out)
    for narrow in ((), ("--search", "nowhere")):
        assert command("feeds", "--format", "csv", *narrow).out.splitlines()[0].split(",") == list(row)


def test_feeds_are_narrowed_by_search_and_state(command: Command, tmp_path: Path) -> None:
    (tmp_path / "feeds.yaml").write_text(FEEDS)
    (tmp_path / "recognition-watch.toml").write_text('feeds = "feeds.yaml"\n')
    assert len(json.loads(command("feeds", "--format", "json", "--search", "reed").out)) == 1
    assert json.loads(command("feeds", "--format", "json", "--state", "gone").out) == []


def test_the_page_of_an_article_is_given_back_byte_for_byte(filled_store: str, process: Command) -> None:
    (row,) = json.loads(process("articles", "--format", "json").out)
    assert process("articles", "--raw", row["id"]).out == "<p>as it was served</p>"
    assert process("articles", "--raw", row["id"][:10]).out == "<p>as it was served</p>"


def test_an_article_without_a_page_is_told_in_one_line(filled_store: str, command: Command) -> None:
    ended = command("articles", "--raw", "nobody")
    assert (ended.code, ended.out) == (1, "")
    assert ended.complaints[0].startswith("article nobody: there is no such article, or several begin so; list them")


def test_the_wordings_of_an_article_are_shown_with_what_each_changed(filled_store: str, command: Command) -> None:
    with open_store(filled_store) as store:
        (record,) = store.articles(Filter())
        text = record.article.text + "\nNo day was named for the talks."
        edited = replace(record.article, title="Too early yet", text=text)
        store.save(Extraction(edited, record.relevance, ()), (), None, (), None, NOW + timedelta(hours=2))
    ended = command("articles", "--revisions", record.id[:10])
    title = shown_line(record.article.title or "")

    assert ended.out.splitlines() == [
        f"1  seen {NOW:%Y-%m-%d %H:%M} UTC  {title}",
        f"2  seen {NOW + timedelta(hours=2):%Y-%m-%d %H:%M} UTC",
        f"   - headline {title}",
        "   + headline Too early yet",
        "   + No day was named for the talks.",
    ]
    ended = command("articles", "--revisions", "nobody")
    assert (ended.code, ended.out) == (1, "")


SET_ASIDE = SetAside(
    "k", "https://a.example/1", "A title", "Tin Post", "ValueError: a fault", "Traceback …", "1.0", NOW
)


def test_what_was_set_aside_is_listed_and_given_byte_for_byte(
    filled_store: str, command: Command, process: Command
) -> None:
    with open_store(filled_store) as store:
        entry = Entry("k", "feed", "https://a.example/1", "A title", "", "Tin Post", "en", NOW)
        store.record_poll(FeedMemory("feed"), [entry], NOW)
        store.set_aside(SET_ASIDE, Page(entry.url, 200, (), b"<p>a pill</p>", NOW), "unforeseen")
    (row,) = json.loads(command("articles", "--set-aside", "--format", "json").out)
    (line,) = csv.DictReader(io.StringIO(command("articles", "--set-aside", "--format", "csv").out))
    assert (row["error"], row["traceback"], row["size"], row["status"]) == (
        "ValueError: a fault",
        "Traceback …",
        13,
        "set_aside",
    )
    assert list(line) == list(row)
    assert "ValueError: a fault" in command("articles", "--set-aside").out
    assert process("articles", "--set-aside", "--raw", row["id"][:10]).out == "<p>a pill</p>"
    ended = command("articles", "--set-aside", "--raw", "nobody")
    assert (ended.code, ended.complaints) == (
        1,
        ["set aside nobody: there is nothing set aside by this id; list them with `articles --set-aside`"],
    )


def test_all_pages_go_into_one_archive(filled_store: str, command: Command, tmp_path: Path) -> None:
    ended = command("articles", "--warc", "pages.warc.gz")
    assert (ended.code, ended.out, ended.complaints) == (0, "", ["1 page in pages.warc.gz"])
    assert b"as it was served" in gzip.decompress((tmp_path / "pages.warc.gz").read_bytes())


@pytest.mark.parametrize(
    ("seconds", "text"),
    [(-30, "30 s ago"), (-90, "2 min ago"), (-7_200, "2 h ago"), (-90_000, "1 d ago"), (3_700, "in 1 h")],
    ids=str,
)
def test_how_long_ago_is_told_in_the_unit_that_fits(seconds: int, text: str) -> None:
    assert ago(utc_now() + timedelta(seconds=seconds + (0.5 if seconds > 0 else 0))) == text
