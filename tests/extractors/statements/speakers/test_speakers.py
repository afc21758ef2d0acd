"""Who "he", "the envoy" and "the ministry" are, one situation each, on sentences marked by hand, a file a kind.

A row has a ``text`` (⟦speaker⟧ ⟨said⟩ ⟪to whom⟫, see ``conftest.py``), and its ``speakers`` in the order of the text:
"Name" is somebody the lexicon does not know, "Name = key" one of its actors, "= key" the actor under any name.
``how`` says by what each was found, in the situation that shows a way first.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from extractors.records import Span
from extractors.sentences.marks import Attribution

KINDS = ("names", "roles", "pronouns", "bodies", "documents", "turns")
SITUATIONS: dict[str, dict[str, Any]] = {
    f"{kind}: {case['situation']}": case
    for kind in KINDS
    for case in yaml.safe_load(Path(__file__).with_name(f"{kind}.yaml").read_text(encoding="utf-8"))
}


def test_every_file_of_situations_is_read() -> None:
    assert {path.stem for path in Path(__file__).parent.glob("*.yaml")} == set(KINDS)


@pytest.mark.parametrize("case", SITUATIONS.values(), ids=SITUATIONS)
def test_every_speaker_gets_its_fullest_name_and_its_key(reader: Any, case: dict[str, Any]) -> None:
    published = str(case.get("published", "2025-07-10"))
    resolved = reader.resolved(case["text"], published, case.get("title", ""), case.get("outlet"))
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
