"""``search``: its table, JSON and CSV, its filters and what it refuses."""

from __future__ import annotations

import csv
import io
import json

import pytest

from flows.cli.listing.search import FIELDS

from .conftest import Command


@pytest.mark.usefixtures("filled_store")
def test_a_search_tells_the_best_answers_with_the_words_that_answer(command: Command) -> None:
    ended = command("search", "RECOGNITION lantsov", "--format", "json")
    found = json.loads(ended.out)
    assert [one["kind"] for one in found] == ["claim", "article"]
    assert all(list(one) == list(FIELDS) for one in found)
    for one in found:
        marked = {one["snippet"][start:end].casefold() for start, end in one["marks"]}
        assert "recognition" in marked
        assert one["score"] > 0
    assert found[0]["claim"] == "recognition premature"
    assert found[0]["url"] == "https://tin-post.example/a"


@pytest.mark.usefixtures("filled_store")
def test_a_search_is_a_plain_table_in_a_pipe_and_a_sheet_with_the_same_columns(command: Command) -> None:
    table = command("search", "recognition").out
    assert "claim · recognition premature" in table
    assert "\x1b" not in table
    (line, *_) = csv.DictReader(io.StringIO(command("search", "recognition", "--format", "csv").out))
    assert list(line) == list(FIELDS)


@pytest.mark.usefixtures("filled_store")
@pytest.mark.parametrize(
    ("more", "kinds"),
    [
        (("--kind", "statements"), ["statement"]),
        (("--kind", "claims"), ["claim"]),
        (("--actor", "lantsov"), ["article", "claim"]),
        (("--topic", "recognition", "--position", "premature", "--party", "russia"), ["article", "claim"]),
        (("--topic", "delisting"), []),
        (("--outlet", "tin post", "--lang", "en"), ["article", "claim"]),
        (("--lang", "ru"), []),
        (("--certainty", "1"), ["article", "claim"]),
        (("--until", "2000-01-01"), []),
        (("--limit", "1"), ["claim"]),
    ],
)
def test_a_search_is_narrowed(more: tuple[str, ...], kinds: list[str], command: Command) -> None:
    found = json.loads(command("search", "recognition", *more, "--format", "json").out)
    assert sorted(one["kind"] for one in found) == kinds


@pytest.mark.usefixtures("filled_store")
@pytest.mark.parametrize(("name", "option"), [("search", ()), ("claims", ("--search",)), ("articles", ("--search",))])
def test_what_cannot_be_searched_for_is_told_with_its_mend(
    name: str, option: tuple[str, ...], command: Command
) -> None:
    ended = command(name, *option, '"draft law')
    assert ended.code == 2
    assert ended.out == ""
    assert "a quotation mark is left open; close the phrase" in ended.err


@pytest.mark.usefixtures("filled_store")
@pytest.mark.parametrize(
    ("asked", "mend"),
    [
        (("zeppelin",), "leave one out, or give its beginning"),
        (("recognition", "--lang", "ru"), "leave an option out, or a word"),
        (("recognition", "--outlet", "Tin"), "leave an option out, or a word"),
    ],
)
def test_a_search_that_finds_nothing_says_what_to_try(asked: tuple[str, ...], mend: str, command: Command) -> None:
    ended = command("search", *asked)
    assert (ended.code, ended.out) == (0, "")
    assert mend in ended.err
