"""One table a topic and a mechanism, in ``cases/``: a marked text, and the topics and positions it claims."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from extractors.records import Claim

CASES = sorted((Path(__file__).parent / "cases").glob("*.yaml"))


def _rows() -> Iterator[Any]:
    for path in CASES:
        for row in yaml.safe_load(path.read_text(encoding="utf-8")):
            yield pytest.param(row, id=f"{path.stem}: {row['text'][:80]}")


def _speakers(row: dict[str, Any]) -> dict[str, Any]:
    return {name: row[name] for name in ("actor", "speakers") if name in row}


@pytest.mark.parametrize("row", list(_rows()))
def test_a_statement_claims_what_a_reader_would_name(
    row: dict[str, Any], judge: Callable[..., dict[str, Claim]]
) -> None:
    want = row["want"]
    found = {topic: claim.position for topic, claim in judge(row["text"], **_speakers(row)).items()}
    assert found == {topic: found.get(topic) if found.get(topic) in ok else ok[0] for topic, ok in want.items()}


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_evidence_points_at_its_words(path: Path, marked: Callable[..., Any], judge: Callable[..., Any]) -> None:
    for row in yaml.safe_load(path.read_text(encoding="utf-8")):
        text = marked(row["text"]).article.text
        for claim in judge(row["text"]).values():
            assert claim.evidence
            for words in claim.evidence:
                assert text[words.start : words.end] == words.text
                assert words.start < words.end
