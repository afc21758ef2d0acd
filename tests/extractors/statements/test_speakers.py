"""Who "he", "the envoy" and "the ministry" are, one situation each, on sentences marked by hand."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

FILE = Path(__file__).with_name("speakers.yaml")
SITUATIONS: list[dict[str, Any]] = yaml.safe_load(FILE.read_text(encoding="utf-8"))


@pytest.mark.parametrize("case", SITUATIONS, ids=[case["situation"] for case in SITUATIONS])
def test_every_speaker_gets_its_fullest_name_and_its_key(reader: Any, case: dict[str, Any]) -> None:
    published = str(case.get("published", "2025-07-10"))
    resolved = reader.resolved(case["text"], published, case.get("title", ""))
    assert len(resolved) == len(case["speakers"])
    for answer, wanted in zip(resolved, case["speakers"], strict=True):
        name, _, actor = (part.strip() for part in wanted.partition("="))
        assert answer.speaker is not None
        assert answer.speaker.actor == (actor or None), answer.speaker
        assert answer.speaker.resolved_by
        if name:
            assert answer.speaker.name == name, answer.speaker
