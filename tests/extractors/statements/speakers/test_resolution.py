"""What an attribution's answer holds: the speaker and by what it was found, its words, the listener, the media.

Attributions are made by hand, so that a chain or a verb without a subject can be shown by itself. Synthetic.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from extractors.records import Span
from extractors.sentences.marks import Attribution
from extractors.statements.speakers.resolution import Resolved


def span(text: str, words: str | None) -> Span | None:
    return Span(text.index(words), text.index(words) + len(words)) if words else None


def said(text: str, words: str, speaker: str | None = None, cue: str | None = None, **more: Any) -> Attribution:
    content = span(text, words)
    assert content is not None
    bare = Attribution(
        (content,), "indirect", span(text, cue), span(text, speaker), None, (), "marked", "said", None, ()
    )
    return replace(bare, **more)


def resolved(reader: Any, text: str, *attributions: Attribution) -> tuple[Resolved, ...]:
    doc = reader.mentions(reader.nlp(text))
    doc.user_data["title"], doc.user_data["published_at"] = "", None
    doc._.attributions = attributions
    answer: tuple[Resolved, ...] = reader.resolution(doc)._.resolved
    return answer


def told(answer: Resolved) -> tuple[str, str, str] | None:
    speaker = answer.speaker
    return (speaker.text, speaker.name, speaker.resolved_by) if speaker else None


def test_a_speaker_is_told_with_its_words_its_name_its_key_and_by_what_it_was_found(reader: Any) -> None:
    text = "Sergei Lavrov said it rained. The minister added it snowed."
    first, second = resolved(
        reader, text, said(text, "it rained", "Sergei Lavrov"), said(text, "it snowed", "The minister")
    )
    assert first.speaker is not None
    assert (first.speaker.start, first.speaker.end, first.speaker.actor) == (0, 13, "sergey-lavrov")
    assert told(first) == ("Sergei Lavrov", "Sergei Lavrov", "alias")
    assert told(second) == ("The minister", "Sergei Lavrov", "role: last who is minister")
    assert first.figure is second.figure
    assert (first.addressee, first.via, first.embedded) == (None, (), None)


def test_listeners_and_media_bear_keys_where_they_bear_names(reader: Any) -> None:
    text = "Omar Telani told TASS it rained, as Interfax and a paper had it. He told it and a crowd it snowed."
    one = said(
        text,
        "it rained",
        "Omar Telani",
        addressee=span(text, "TASS"),
        via=(span(text, "Interfax"), span(text, "a paper")),
    )
    other = said(text, "it snowed", "He", addressee=span(text, "a crowd"))
    first, second = resolved(reader, text, one, other)
    assert first.addressee is not None
    assert (first.addressee.text, first.addressee.start, first.addressee.end, first.addressee.actor) == (
        "TASS",
        17,
        21,
        "tass",
    )
    assert [(medium.text, medium.actor) for medium in first.via] == [("Interfax", "interfax"), ("a paper", None)]
    assert second.addressee is not None
    assert (second.addressee.text, second.addressee.actor) == ("a crowd", None)


CHAIN = "Omar Telani said it rained, adding that it snowed and that it froze."


def chain(inherits: tuple[int | None, ...], speaker_of: int) -> list[Attribution]:
    words = ("it rained", "it snowed", "it froze")
    return [
        said(CHAIN, each, "Omar Telani" if number == speaker_of else None, inherits=before)
        for number, (each, before) in enumerate(zip(words, inherits, strict=True))
    ]


@pytest.mark.parametrize(
    ("inherits", "speaker_of", "how"),
    [
        ((None, 0, 1), 0, ["name", "inherited", "inherited"]),
        ((None, 0, 0), 0, ["name", "inherited", "inherited"]),
        ((2, 0, None), 2, ["inherited", "inherited", "name"]),
        ((None, None, None), 0, ["name", None, None]),
    ],
    ids=["one from the other", "all from the first", "from a later one", "nobody"],
)
def test_words_that_share_a_speaker_inherit_it_through_a_chain(
    inherits: tuple[int | None, ...], speaker_of: int, how: list[str | None], reader: Any
) -> None:
    answers = resolved(reader, CHAIN, *chain(inherits, speaker_of))
    assert [told(answer) for answer in answers] == [
        ("Omar Telani", "Omar Telani", each) if each else None for each in how
    ]


def test_words_that_inherit_from_each_other_have_no_speaker(reader: Any) -> None:
    answers = resolved(reader, CHAIN, *chain((1, 0, None), 2))
    assert [told(answer) for answer in answers] == [None, None, ("Omar Telani", "Omar Telani", "name")]


@pytest.mark.parametrize(
    ("gap", "spoke"), [("", True), ("x" * 440, True), ("x" * 500, False)], ids=["right before", "near", "far before"]
)
def test_it_was_added_is_of_whoever_spoke_right_before(gap: str, spoke: bool, reader: Any) -> None:
    text = f"Omar Telani said it rained. {gap} It was added that it snowed."
    first = said(text, "it rained", "Omar Telani", "said")
    added = said(text, "it snowed", None, "was added")
    wanted = ("Omar Telani", "Omar Telani", "impersonal: who spoke right before") if spoke else None
    assert told(resolved(reader, text, first, added)[1]) == wanted
    assert told(resolved(reader, text, added)[0]) is None


def test_an_answer_that_came_is_of_whoever_was_asked(reader: Any) -> None:
    text = "“Will it?” a clerk asked Omar Telani. “It will,” came the answer."
    asked = said(text, "Will it?", "a clerk", "asked")
    came = said(text, "It will", None, "came", kind="direct")
    assert told(resolved(reader, text, asked, came)[1]) == ("Omar Telani", "Omar Telani", "was asked before")
    other = text.replace("came the answer", "it was said")
    assert told(resolved(reader, other, asked, said(other, "It will", None, "said", kind="direct"))[1]) is None


# Words that stand for nobody in particular, and how that is told.
NOBODY = {
    "a pronoun for nobody": ("It snowed and he said it rained.", "he", ("he", "he", "unresolved")),
    "a mere verb": ("Then was said it rained.", None, None),
}


@pytest.mark.parametrize("situation", NOBODY)
def test_whoever_nobody_can_be_found_for_is_told_as_such(situation: str, reader: Any) -> None:
    text, speaker, wanted = NOBODY[situation]
    assert told(resolved(reader, text, said(text, "it rained", speaker))[0]) == wanted


@pytest.mark.parametrize(
    ("written", "text", "how"),
    [
        ("who", "They met Omar Telani, who said it rained.", "relative: named right before"),
        ("which", "They met the Kremlin, which said it rained.", "relative: named right before"),
    ],
)
def test_a_relative_pronoun_takes_up_a_person_or_a_body(written: str, text: str, how: str, reader: Any) -> None:
    (answer,) = resolved(reader, text, said(text, "it rained", written, "said"))
    assert answer.speaker is not None
    assert answer.speaker.resolved_by == how
    assert answer.speaker.name in text
