"""The floors of reading whole articles hold, and those kept for the last look are never shown."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

import newsrooms
from newsroom_scores import Tally

from extractors.lexicon import load_lexicon
from extractors.training.newsrooms import FOLDER, read_set

FLOORS = [(group, figure) for group, figures in newsrooms.floors().items() for figure in figures]


@pytest.fixture(scope="module")
def measured() -> tuple[dict[str, Tally], list[str]]:
    return newsrooms.measure(newsrooms.set_names())


@pytest.mark.parametrize(("group", "figure"), FLOORS)
def test_articles_are_answered_as_well_as_before(
    measured: tuple[dict[str, Tally], list[str]], group: str, figure: str
) -> None:
    assert newsrooms.group_figures(measured[0])[group][figure] >= newsrooms.floors()[group][figure]


@pytest.mark.parametrize("name", ["last-look-1", "retold-dev-1"])
def test_what_is_kept_for_the_last_look_is_counted_and_not_shown(
    name: str, measured: tuple[dict[str, Tally], list[str]], capsys: pytest.CaptureFixture[str]
) -> None:
    tallies, wrong = measured
    kept = {case.id for case in read_set(FOLDER / f"{name}.yaml", load_lexicon())}
    with pytest.raises(SystemExit, match="2"):
        newsrooms.main(["--show", name])

    assert tallies[name].articles > 0
    assert wrong
    assert not {line.partition(" ")[0] for line in wrong} & kept
    assert f"invalid choice: '{name}'" in capsys.readouterr().err


def test_every_figure_of_each_group_has_a_floor() -> None:
    assert set(FLOORS) == {(group, figure) for group in newsrooms.GROUPS for figure in Tally().figures()}


def test_every_file_is_measured_and_says_what_it_is() -> None:
    names = newsrooms.set_names()
    tops = {name: (FOLDER / f"{name}.yaml").read_text(encoding="utf-8")[:400] for name in names}

    every = {path.stem for path in FOLDER.glob("*.yaml")}
    assert set(names) == {name for name in every if not name.startswith(newsrooms.PLAYED)}
    assert all(top.startswith("# Synthetic articles") for top in tops.values())
    kept = ("last-look-", "retold-dev-")
    assert all(("last look" in top) is name.startswith(kept) for name, top in tops.items())


def test_a_group_under_its_floor_is_named() -> None:
    reached = newsrooms.floors()
    reached["last-look"]["topic_f1"] -= 0.001

    assert newsrooms.below(reached) == ["last-look topic_f1"]


def test_one_set_is_measured_without_floors(capsys: pytest.CaptureFixture[str]) -> None:
    assert newsrooms.main(["--set", "last-look-1", "--json"]) == 0
    assert set(json.loads(capsys.readouterr().out)) == {"last-look-1"}
