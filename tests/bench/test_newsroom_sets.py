"""Annotated articles become records as they stand, and a file that cannot be trusted is refused with what is wrong."""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest
import yaml

sys.path.insert(0, str(Path(__file__).parent))

from extractors.errors import LexiconError
from extractors.lexicon import Lexicon, load_lexicon
from extractors.training.newsrooms import FOLDER, AnnotationError, WantedClaim, read_set

SAMPLE = Path(__file__).with_name("newsrooms_sample.yaml")
REPLAYS = Path(__file__).parents[1] / "replay"


@pytest.fixture(scope="module")
def lexicon() -> Lexicon:
    return load_lexicon()


def test_a_set_becomes_articles_with_what_should_be_found_in_them(lexicon: Lexicon) -> None:
    first, second = read_set(SAMPLE, lexicon)

    assert (first.id, first.relevant, second.relevant, second.statements) == ("sample-1", True, False, ())
    assert first.article.published_at == datetime(2024, 5, 29, tzinfo=UTC)
    assert [one.uncertain for one in first.statements] == [False, False, False, True]
    split = first.statements[1]
    assert [first.article.text[part.start : part.end] for part in split.content] == [
        "We look at what they do",
        "and what they do takes time.",
    ]
    assert first.statements[2].claims == (
        WantedClaim("delisting", ("opposes",), "international-community"),
        WantedClaim("conditions", ("conditional",)),
    )


@pytest.mark.parametrize(
    ("before", "after", "why"),
    [
        pytest.param("[Dmitry Peskov, d", "[Dmitri Peskov, d", "name does not stand.*'Dmitri Peskov'", id="a name"),
        pytest.param("dmitry-peskov, direct", "peskov, direct", "no such actor.*'peskov'", id="an actor"),
        pytest.param("null, narrative", "kremlin, narrative", "own words have no speaker", id="a narrator"),
        pytest.param('["We look at', '["We gaze at', "stands 0 times: 'We gaze", id="content that is not there"),
        pytest.param('"We look at what they do", "and', '"they do", "and', "stands 2 times", id="content that recurs"),
        pytest.param("indirect, [", "direct, [", "must follow a quotation mark", id="a direct one without marks"),
        pytest.param("mixed, [", "indirect, [", "must hold no quotation marks", id="an indirect one with marks"),
        pytest.param(', ["We look at what they do", "and what they do takes time."]', ", []", "no content", id="empty"),
        pytest.param('"premature|opposes"', '"premature|denies"', "recognition: .*position: 'denies'", id="a position"),
        pytest.param("conditional}", '"conditional @"}', "conditions: a claim reads", id="a claim's form"),
        pytest.param("@international-community", "@atlantis", "no such party.*'atlantis'", id="a party"),
        pytest.param("2024-05-28", "2024-06-28", "after the article was published", id="a day to come"),
        pytest.param("29\n", "29\n  relevant: false\n", "has no statements", id="an article beside the point"),
    ],
)
def test_what_does_not_fit_the_article_is_refused_with_file_and_id(
    before: str, after: str, why: str, tmp_path: Path, lexicon: Lexicon
) -> None:
    with pytest.raises(AnnotationError, match=rf"^changed\.yaml: sample-1: .*{why}"):
        read_set(_changed(before, after, tmp_path), lexicon)


def test_statements_out_of_order_are_refused(tmp_path: Path, lexicon: Lexicon) -> None:
    rows = SAMPLE.read_text(encoding="utf-8").splitlines(keepends=True)
    first = next(at for at, row in enumerate(rows) if row.startswith("    - ["))
    rows[first : first + 2] = reversed(rows[first : first + 2])
    changed = tmp_path / "changed.yaml"
    changed.write_text("".join(rows), encoding="utf-8")

    with pytest.raises(AnnotationError, match=r"in the order of the text.*'Russia is in no hurry"):
        read_set(changed, lexicon)


def test_the_replayed_sets_hold_articles_as_they_are_played() -> None:
    for path in sorted(FOLDER.glob("replayed-*.yaml")):
        rows = yaml.load(path.read_text(encoding="utf-8"), yaml.CSafeLoader)
        played = REPLAYS / path.stem.removeprefix("replayed-") / "articles"
        texts = {_words_of(each.read_text(encoding="utf-8").split("---\n", 2)[2]) for each in played.glob("*.md")}
        assert rows
        assert {_words_of(row["text"].partition("\n")[2]) for row in rows} <= texts, path.name


def _words_of(text: str) -> str:
    return " ".join(text.split())


def test_contents_that_overlap_are_refused(tmp_path: Path, lexicon: Lexicon) -> None:
    changed = _changed('["Russia is', '["no hurry", "Russia is', tmp_path)

    with pytest.raises(AnnotationError, match=r"overlap: 'Russia is .*' and 'no hurry'"):
        read_set(changed, lexicon)


@pytest.mark.parametrize(
    ("before", "after", "why"),
    [
        pytest.param("direct, [", "quoted, [", "Input should be 'direct'", id="a kind"),
        pytest.param("{recognition:", "{weather:", "weather", id="a topic"),
        pytest.param("outlet:", "paper:", "unknown key|missing key", id="a key"),
        pytest.param("null, unc]", "null, perhaps]", "unc", id="a mark of doubt"),
        pytest.param("id: sample-2", "id: sample-1", "already used", id="an id used twice"),
    ],
)
def test_a_row_of_another_shape_is_refused_with_its_line(
    before: str, after: str, why: str, tmp_path: Path, lexicon: Lexicon
) -> None:
    with pytest.raises(LexiconError, match=rf"^changed\.yaml:\d+: row sample-\d: .*({why})"):
        read_set(_changed(before, after, tmp_path), lexicon)


def _changed(before: str, after: str, folder: Path) -> Path:
    text = SAMPLE.read_text(encoding="utf-8")
    assert before in text
    path = folder / "changed.yaml"
    path.write_text(text.replace(before, after, 1), encoding="utf-8")
    return path
