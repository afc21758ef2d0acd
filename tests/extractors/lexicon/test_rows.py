"""A lexicon file is read into frozen rows, or refused with file, line, row and mend."""

from __future__ import annotations

from dataclasses import FrozenInstanceError, dataclass
from datetime import date
from pathlib import Path

import pytest

from extractors.errors import LexiconError
from extractors.lexicon import load_rows


@dataclass(frozen=True, slots=True)
class Part:
    of: str
    since: date | None = None


@dataclass(frozen=True, slots=True)
class Word:
    id: str
    forms: tuple[str, ...] = ()
    broader: tuple[str, ...] = ()
    parts: tuple[Part, ...] = ()
    rung: int = 0


def read(tmp_path: Path, text: str) -> tuple[Word, ...]:
    file = tmp_path / "words.yaml"
    file.write_text(text, encoding="utf-8")
    return load_rows(file, Word, unique=("forms",), references={"broader": None, "parts.of": {"whole"}})


def test_a_good_file_becomes_frozen_rows_in_order(tmp_path: Path) -> None:
    rows = read(tmp_path, "- {id: say, forms: [says, said]}\n- id: cry\n  parts: [{of: whole, since: 2024-05-12}]\n")
    assert rows == (Word("say", ("says", "said")), Word("cry", parts=(Part("whole", date(2024, 5, 12)),)))
    with pytest.raises(FrozenInstanceError):
        rows[0].id = "other"  # type: ignore[misc]


def test_an_empty_file_holds_no_rows(tmp_path: Path) -> None:
    assert read(tmp_path, "# nothing yet\n") == ()


REFUSED = {
    "unknown key": ("- id: a\n  colour: red\n", "words.yaml:2", "row a", "unknown key"),
    "missing id": ("- forms: [x]\n", "words.yaml:1", "id", "missing key"),
    "value of another type": ("- id: a\n  rung: high\n", "words.yaml:2", "row a", "integer"),
    "yes and no are not words": ("- id: a\n  forms:\n    - said\n    - no\n", "words.yaml:4", "row a", "string"),
    "key twice in one row": ("- id: a\n  forms: [x]\n  forms: [y]\n", "words.yaml:3", "forms", "stands twice"),
    "id twice": ("- id: a\n- id: b\n- id: a\n", "words.yaml:3", "row a", "already used by row a (words.yaml:1)"),
    "form twice": ("- {id: a, forms: [Said]}\n- id: b\n  forms: [said]\n", "words.yaml:3", "row b", "by row a"),
    "dangling reference": ("- {id: a}\n- id: b\n  broader: [c]\n", "words.yaml:3", "row b", "there is no 'c'"),
    "dangling inner reference": ("- id: b\n  parts: [{of: a}]\n", "words.yaml:2", "parts.of", "there is no 'a'"),
    "no list": ("id: a\n", "words.yaml:1", "no list of rows", "write each row"),
    "row that is no mapping": ("- just words\n", "words.yaml:1", "no row of keys", "- id:"),
    "broken syntax": ("- id: a\n- {id: b\n", "words.yaml", "not YAML", "mend"),
}


@pytest.mark.parametrize(("text", "where", "what", "why"), REFUSED.values(), ids=REFUSED.keys())
def test_a_mistake_is_refused_with_file_line_row_and_mend(
    tmp_path: Path, text: str, where: str, what: str, why: str
) -> None:
    with pytest.raises(LexiconError) as refusal:
        read(tmp_path, text)
    message = str(refusal.value)
    assert message.startswith(where)
    assert what in message
    assert why in message
    assert ";" in message
    assert "\n" not in message


def test_a_missing_file_is_refused_by_name(tmp_path: Path) -> None:
    with pytest.raises(LexiconError, match=r"nowhere\.yaml: cannot be read"):
        load_rows(tmp_path / "nowhere.yaml", Word)
