"""Who "he", "the envoy" and "the ministry" are, one situation each, on sentences marked by hand."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from extractors.records import Span
from extractors.sentences.marks import Attribution

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
    if "how" in case:
        assert [answer.speaker.resolved_by for answer in resolved] == case["how"]


def test_whoever_was_asked_gives_the_answer_that_names_nobody(reader: Any) -> None:
    text = "“Will it snow?” a reporter asked Hamdullah Fitrat. “Everything has its hour,” came the answer."
    doc = reader.mentions(reader.nlp(text))
    asked, answer = text.index("asked"), text.index("Everything")
    question = Attribution(
        (Span(1, 14),), "direct", Span(asked, asked + 5), Span(16, 26), None, (), "marked", "said", None, ()
    )
    reply = Attribution((Span(answer, answer + 24),), "direct", None, None, None, (), "marked", "said", None, ())
    doc._.attributions = (question, reply)
    speaker = reader.resolution(doc)._.resolved[1].speaker
    assert (speaker.text, speaker.actor) == ("Hamdullah Fitrat", "hamdullah-fitrat")


def test_a_listener_gets_the_key_of_whoever_a_pronoun_stands_for(reader: Any) -> None:
    resolved = reader.resolved("⟦Sergei Lavrov⟧ met Amir Khan Muttaqi. ⟦A reporter⟧ told ⟪TASS⟫ ⟨it was late⟩.")
    assert resolved[1].addressee.actor == "tass"
