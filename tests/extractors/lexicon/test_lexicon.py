"""The lexicon that is shipped can be read, quickly, and is refused when somebody adds a double alias."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
import yaml

from extractors.errors import LexiconError
from extractors.lexicon import FOLDER, Place, load_lexicon, load_rows
from extractors.lexicon.actors import PatternRow
from extractors.pages.wordings import page_patterns


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    copy = tmp_path / "lexicon"
    shutil.copytree(FOLDER, copy, ignore=shutil.ignore_patterns("*.py", "__pycache__"))
    return copy


def test_the_shipped_lexicon_loads() -> None:
    lexicon = load_lexicon()
    assert lexicon.by_id["zamir-kabulov"].side == "russia"
    assert lexicon.by_id["tass"].state_owned


@pytest.mark.parametrize("file", sorted(FOLDER.rglob("*.yaml")), ids=lambda file: file.stem)
def test_a_file_reads_the_same_where_yaml_has_no_fast_loader(file: Path) -> None:
    text = file.read_text(encoding="utf-8")
    assert yaml.load(text, Loader=yaml.SafeLoader) == yaml.load(text, Loader=yaml.CSafeLoader)


PATTERNS = [(row, re.compile(row.pattern)) for row in load_rows("en/statement_patterns.yaml", PatternRow)] + [
    (row, page_patterns()[row.id]) for row in load_rows("en/page_patterns.yaml", PatternRow)
]


@pytest.mark.parametrize(("row", "pattern"), PATTERNS, ids=[row.id for row, _ in PATTERNS])
def test_a_pattern_is_found_in_its_words_and_not_in_near_ones(row: PatternRow, pattern: re.Pattern[str]) -> None:
    assert row.ex
    assert row.not_
    assert [words for words in row.ex if not pattern.search(words)] == []
    assert [words for words in row.not_ if pattern.search(words)] == []


def test_loading_the_lexicon_does_not_load_spacy() -> None:
    code = "import sys; from extractors.lexicon import load_lexicon; load_lexicon(); print('spacy' in sys.modules)"
    answer = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert answer.stdout.strip() == "False"


def test_an_office_is_held_between_its_days_and_possibly_on_an_unknown_day() -> None:
    offices = load_lexicon().by_id["sergei-shoigu"].offices
    minister = next(office for office in offices if office.role == "defence-minister")
    assert minister.held_on(date(2022, 6, 1))
    assert not minister.held_on(date(2024, 6, 1))
    assert minister.held_on(None)


def test_a_duplicate_alias_is_refused_with_its_file_and_line(folder: Path) -> None:
    file = folder / "actors.media.yaml"
    lines = file.read_text(encoding="utf-8").count("\n")
    with file.open("a", encoding="utf-8") as appended:
        appended.write("- {id: double, kind: medium, side: other, names: {en: [Kabulov]}}\n")
    with pytest.raises(LexiconError, match=rf"actors\.media\.yaml:{lines + 1}: row double: .*'Kabulov'.*zamir-kabulov"):
        load_lexicon(folder)


@pytest.mark.parametrize(
    ("row", "why"),
    [
        ("- {id: new, kind: person, side: other, names: {ru: [Имя]}}", "an English name is needed"),
        ("- {id: new, kind: person, side: other, names: {en: [New]}, belongs_to: nobody}", "there is no 'nobody'"),
        (
            "- {id: new, kind: person, side: other, names: {en: [New]}, offices: [{role: tsar, of: russia}]}",
            "there is no 'tsar'",
        ),
    ],
)
def test_an_actor_that_points_nowhere_is_refused(folder: Path, row: str, why: str) -> None:
    with (folder / "actors.world.yaml").open("a", encoding="utf-8") as appended:
        appended.write(row + "\n")
    with pytest.raises(LexiconError, match=why):
        load_lexicon(folder)


def test_another_room_reads_its_file_through_the_lexicon_once(folder: Path) -> None:
    (folder / "more.yaml").write_text("- {id: there, names: [There]}\n", encoding="utf-8")
    lexicon = load_lexicon(folder)
    first = lexicon.rows("more.yaml", Place)
    assert first == load_rows(folder / "more.yaml", Place)
    assert lexicon.rows("more.yaml", Place) is first


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("Oleksandr Bortnikov", "alexander-bortnikov"),
        ("Serhiy Lavrov", "sergey-lavrov"),
        ("Muhammad Yaqoob", "mohammad-yaqoob"),
        ("Oleksandr", None),  # a given name alone is nobody's
    ],
)
def test_people_are_known_by_every_spelling_of_their_given_name(name: str, key: str | None) -> None:
    known = {each: actor.id for actor in load_lexicon().actors for each in actor.names["en"]}

    assert known.get(name) == key
    assert len(known) == sum(len(actor.names["en"]) for actor in load_lexicon().actors), "a name is one actor's"
