"""What reads articles is told apart by its version, its code, its words and its models."""

from __future__ import annotations

from pathlib import Path

import pytest

from flows.reading import identity
from flows.reading.identity import read_by


def test_the_same_program_is_the_same_reader_and_the_rules_alone_another() -> None:
    assert read_by("", learned=True) == read_by("", learned=True)
    with_judge, without = read_by("", learned=True), read_by("", learned=False)
    assert (with_judge.program, with_judge.lexicon) == (without.program, without.lexicon)
    assert with_judge.model != without.model
    assert read_by("some-model", learned=True).model.startswith("some-model-?+")


@pytest.mark.parametrize(
    ("file", "field"),
    [("code.py", "program"), ("lexicon/words.yaml", "lexicon"), ("model/en/parser/model", "model")],
)
def test_a_changed_file_is_another_reader(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, file: str, field: str
) -> None:
    monkeypatch.setattr(identity, "_HOUSE", tmp_path)
    for name in ("code.py", "lexicon/words.yaml", "model/en/parser/model"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("one")
    read_by.cache_clear()
    before = read_by("", learned=True)
    (tmp_path / file).write_text("other")
    read_by.cache_clear()
    after = read_by("", learned=True)
    read_by.cache_clear()
    changed = [name for name in ("program", "lexicon", "model") if getattr(before, name) != getattr(after, name)]
    assert changed == [field]
