"""Who speaks where no construction saw a speaker: the layout or the neighbours of the verb tell it, or nobody does."""

from __future__ import annotations

from typing import Any, NamedTuple

import pytest

from extractors.records import Span
from extractors.sentences.constructions import Act
from extractors.sentences.marks import Attribution


class Case(NamedTuple):
    """A text, the words said in it, the verb if there is one, and the name of whoever speaks."""

    situation: str
    text: str
    content: str
    cue: str | None
    speaker: str | None
    how: str = ""


COLON, VERB, BEFORE = "named before the colon", "stands beside the verb", "named right before"
CASES = [
    Case("a label with a town", "The poll.\nOmar Telani (Herat): “No boats.”", "No boats.", None, "Omar Telani", COLON),
    Case(
        "a label behind the hour",
        "5:10 p.m. Omar Telani, a baker, by phone: “No boats.”",
        "No boats.",
        None,
        "Omar Telani",
        COLON,
    ),
    Case("hours and words before", "By 5:10 p.m. with Omar Telani, a baker: “No boats.”", "No boats.", None, None),
    Case(
        "a sentence on one person", "For now Omar Telani was firm: “No boats.”", "No boats.", None, "Omar Telani", COLON
    ),
    Case("two before a colon", "A ferry of Omar Telani and Ada Pellworth: “No boats.”", "No boats.", None, None),
    Case(
        "a title that no rule reads",
        "“No boats,” said ferry clerk Omar Telani.",
        "No boats",
        "said",
        "Omar Telani",
        VERB,
    ),
    Case(
        "before a rare verb",
        "Omar Telani earlier voiced hope that boats go.",
        "boats go",
        "voiced",
        "Omar Telani",
        VERB,
    ),
    Case("a listener is no speaker", "“No boats,” told Omar Telani.", "No boats", "told", None),
    Case("a sentence on one person before", "Omar Telani sat. “No boats.”", "No boats.", None, "Omar Telani", BEFORE),
    Case("a sentence on two before", "Omar Telani met while Ada Roe sat. “No boats.”", "No boats.", None, None),
    Case("a sentence on nobody before", "Omar Telani sat. It rained. “No boats.”", "No boats.", None, None),
    Case("another paragraph", "Omar Telani sat.\n“No boats.”", "No boats.", None, None),
    Case("an object before a colon", "They met Omar Telani: “No boats.”", "No boats.", None, None),
    Case("too far behind a verb", "“No boats,” said of all the old men Omar Telani.", "No boats", "said", None),
    Case("an adverb behind a verb", "“No boats,” said then Omar Telani.", "No boats", "said", "Omar Telani", VERB),
    Case("a clause between", "Omar Telani left; earlier voiced was hope that boats go.", "boats go", "voiced", None),
    Case("who is told says nothing", "Omar Telani was told that boats go.", "boats go", "told", None),
]


@pytest.mark.parametrize("case", CASES, ids=[case.situation for case in CASES])
def test_the_surroundings_tell_who_speaks(reader: Any, case: Case) -> None:
    speaker = _speakers(reader, case.text, [(case.content, case.cue, None)])[0]
    assert (speaker.name if speaker else None) == case.speaker
    if speaker:
        assert case.text[speaker.start : speaker.end] == speaker.text
        assert speaker.name in speaker.text
        assert speaker.resolved_by == case.how


def test_a_quotation_behind_a_question_is_the_answer_of_whoever_spoke_last(reader: Any) -> None:
    text = "“No boats,” Omar Telani said. Could the ferry go? “It could.”"
    said = [("No boats", "said", "Omar Telani"), ("It could.", None, None)]
    answer = _speakers(reader, text, said)[1]
    assert (answer.name, text[answer.start : answer.end]) == ("Omar Telani", "Omar Telani")
    assert answer.resolved_by == "answers what was asked"
    assert _speakers(reader, text.replace("?", "."), said)[1] is None


@pytest.mark.parametrize(
    ("before", "speaker"),
    [("It rained.", None), ("“No boats,” the Kremlin said.", "the Kremlin")],
    ids=["nobody", "a body"],
)
def test_a_question_behind_which_no_person_spoke_is_answered_by_nobody(
    before: str, speaker: str | None, reader: Any
) -> None:
    text = f"{before} Could the ferry go? “It could.”"
    said = [("No boats", "said", speaker)] if speaker else []
    assert _speakers(reader, text, [*said, ("It could.", None, None)])[-1] is None


def _speakers(reader: Any, text: str, said: list[tuple[str, str | None, str | None]]) -> list[Any]:
    doc = reader.mentions(reader.nlp(text))
    doc._.attributions = tuple(_attribution(text, *each) for each in said)
    return [resolved.speaker for resolved in reader.resolution(doc)._.resolved]


def _attribution(text: str, content: str, cue: str | None, speaker: str | None) -> Attribution:
    act: Act = "read" if cue is None else "said"
    said = (_span(text, content),)
    return Attribution(said, "direct", _span(text, cue), _span(text, speaker), None, (), "marked", act, None, ())


def _span(text: str, words: str | None) -> Any:
    return Span(text.index(words), text.index(words) + len(words)) if words else None
