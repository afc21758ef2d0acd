"""The recorded newsroom tells its reader what it should, and is itself in order."""

from __future__ import annotations

import shutil
from datetime import timedelta
from pathlib import Path

import pytest

from extractors.errors import SettingsError
from flows.replay.__main__ import describe, main, replay
from flows.replay.floors import own_floors, shared_floors, shortfalls
from flows.replay.playing import feed_of, page_of
from flows.replay.recorded import load_newsroom
from flows.replay.scoring import Score

HERE = Path(__file__).parent
OF_REAL_PROSE = (HERE / "2021-2024", HERE / "2025-2026")
FIRST_SCORED_BLIND = tuple(
    HERE / name
    for name in (
        "2021-2024-again",
        "2021-2024-third",
        "2021-2025",
        "2021-2025-again",
        "2021-2025-third",
        "2022-2024",
        "2024-2025",
        "2024-2026",
        "2024-2026-again",
        "2024-2026-third",
        "2025-2026-again",
        "2025-2026-third",
        "2025-2026-fourth",
    )
)
NEWSROOMS = (HERE, *OF_REAL_PROSE, *FIRST_SCORED_BLIND)


SHARED = shared_floors(HERE / "floors-shared.toml")
Played = dict[Path, tuple[Score, int, int]]


@pytest.fixture(scope="module")
def played() -> Played:
    """What was played so far."""
    return {}


@pytest.mark.parametrize("folder", NEWSROOMS, ids=lambda folder: folder.name)
def test_the_reader_of_a_recorded_newsroom_is_told_as_well_as_was_reached(folder: Path, played: Played) -> None:
    result, articles, mails = played[folder] = replay(folder)

    floors = own_floors(folder) or SHARED.each
    assert shortfalls(result, articles, floors) == [], describe(result, articles, mails)


def test_readers_of_real_prose_are_together_told_as_well_as_was_reached(played: Played) -> None:
    rooms = [played.get(folder) or replay(folder) for folder in (*OF_REAL_PROSE, *FIRST_SCORED_BLIND)]
    result = sum((each for each, _, _ in rooms), Score())
    articles, mails = (sum(room[at] for room in rooms) for at in (1, 2))

    assert shortfalls(result, articles, SHARED.together) == [], describe(result, articles, mails)


@pytest.mark.parametrize("folder", OF_REAL_PROSE, ids=lambda folder: folder.name)
def test_by_the_rules_alone_the_reader_of_real_prose_is_told_as_well_as_was_reached(folder: Path) -> None:
    result, articles, mails = replay(folder, learned=False)

    assert shortfalls(result, articles, own_floors(folder, learned=False) or {}) == [], describe(
        result, articles, mails
    )


@pytest.mark.parametrize("name", SHARED.together)
def test_a_floor_that_is_not_reached_is_named(name: str) -> None:
    nothing_right = Score(
        wrong=["w"], repeats=["r"] * 9_999, missed=["m"], shifts_wrong=["s"], delays=[timedelta(days=9)]
    )

    assert shortfalls(nothing_right, 0, {name: SHARED.together[name]}) == [name]


def test_floors_without_their_tables_are_refused_by_name(tmp_path: Path) -> None:
    (tmp_path / "floors.toml").write_text("[each]\nrecall = 0.7\n", encoding="utf-8")

    with pytest.raises(SettingsError, match="it has no table for together"):
        shared_floors(tmp_path / "floors.toml")


def test_every_story_comes_with_its_expectation_and_in_order() -> None:
    stories = load_newsroom(HERE)

    assert len(stories) >= (own_floors(HERE) or {})["articles"]
    assert [story.seen for story in stories] == sorted(story.seen for story in stories)
    assert all(story.text for story in stories)
    assert any(story.is_revision for story in stories)
    assert {story.seen.year for story in stories} == {2021, 2022, 2023, 2024, 2025, 2026}


@pytest.mark.parametrize("suffix", ["md", "yaml"])
def test_a_missing_partner_is_refused_by_name(suffix: str, tmp_path: Path) -> None:
    shutil.copytree(HERE, tmp_path / "replay", ignore=shutil.ignore_patterns("*.py", "__pycache__"))
    (tmp_path / "replay" / "articles" / f"2021-07-12-contacts.{suffix}").unlink()

    with pytest.raises(SettingsError, match="2021-07-12-contacts: article and expectation must stand side by side"):
        load_newsroom(tmp_path / "replay")


@pytest.mark.parametrize(
    ("front", "why"),
    [
        ("no front matter at all", "no front matter"),
        (
            "---\noutlet: oxus-herald\npublished: 2021-07-12T09:10:00Z\ntitle: x\ncopy_of: 2027-01-01-later\n---\n",
            "no article 2027-01-01-later stands before it",
        ),
    ],
)
def test_a_wrong_article_is_refused(front: str, why: str, tmp_path: Path) -> None:
    (tmp_path / "articles").mkdir()
    shutil.copy(HERE / "outlets.yaml", tmp_path)
    (tmp_path / "articles" / "2021-07-12-x.md").write_text(front, encoding="utf-8")
    (tmp_path / "articles" / "2021-07-12-x.yaml").write_text("alerts: []\n", encoding="utf-8")

    with pytest.raises(SettingsError, match=why):
        load_newsroom(tmp_path)


def _newsroom_of_one(folder: Path) -> None:
    (folder / "articles").mkdir()
    shutil.copy(HERE / "outlets.yaml", folder)
    for one in HERE.glob("articles/2021-07-12-contacts.*"):
        shutil.copy(one, folder / "articles")


def _told_of(folder: Path, monkeypatch: pytest.MonkeyPatch) -> int:
    monkeypatch.setattr("sys.argv", ["flows.replay", "--rules", str(folder)])
    return main()


def test_a_newsroom_without_floors_is_played_and_told_of(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    _newsroom_of_one(tmp_path)

    assert _told_of(tmp_path, monkeypatch) == 0

    told = capsys.readouterr().out
    assert "articles            1\n" in told
    assert f"no floors: there is no {tmp_path / 'floors-rules.toml'}" in told


@pytest.mark.parametrize(
    ("name", "text", "why"),
    [
        ("outlets.yaml", None, "there is no such file; name a folder that holds outlets.yaml and articles/"),
        ("articles", None, "there is no article in it; name a folder"),
        ("floors-rules.toml", "articles 1", "it cannot be read: "),
        ("floors-rules.toml", "articles = 1\nrecall = 1\n", "it has no floor for precision, repeats, shifts"),
    ],
)
def test_what_cannot_be_played_is_told_in_one_line_before_anything_is(
    name: str,
    text: str | None,
    why: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    _newsroom_of_one(tmp_path)
    if text is not None:
        (tmp_path / name).write_text(text, encoding="utf-8")
    elif name == "articles":
        shutil.rmtree(tmp_path / name)
    else:
        (tmp_path / name).unlink()

    assert _told_of(tmp_path, monkeypatch) == 2

    told = capsys.readouterr()
    assert (told.out, told.err.count("\n")) == ("", 1)
    assert f"{tmp_path / name}: {why}" in told.err


def test_pages_and_feeds_escape_what_stands_in_them() -> None:
    story = next(story for story in load_newsroom(HERE) if "’" in story.text or "&" in story.text or "“" in story.text)

    assert b'name="synthetic" content="true"' in page_of(story)
    assert feed_of([story]).startswith(b"<?xml")
