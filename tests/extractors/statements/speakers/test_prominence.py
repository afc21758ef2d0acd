"""How much somebody is spoken of where he is mentioned: asked, subject or not, in what was said, quoted. Synthetic.

``⟦…⟧`` is the mention, ``⟨…⟩`` what was said; what stands between quotation marks is quoted.
"""

from __future__ import annotations

import re
from typing import Any

import pytest

from extractors.lexicon import load_lexicon
from extractors.records import Span
from extractors.sentences.phrases import NamedMention, Phrase
from extractors.statements.speakers.coreference import (
    ASKED,
    OTHER,
    QUOTED,
    SPEAKER,
    SUBJECT,
    SUBJECT_WITHIN,
    SUBORDINATE_SUBJECT,
    WITHIN,
)
from extractors.statements.speakers.prominence import Prominence, meets

PATTERNS = load_lexicon().patterns

SUBJECTS: dict[str, tuple[str, float]] = {
    "a subject": ("Then ⟦Jane Roe⟧ left town.", SUBJECT),
    "the subject of a clause": ("It rained after ⟦Jane Roe⟧ left town.", SUBORDINATE_SUBJECT),
    "the subject of a clause, with an article": ("They met, and since the ⟦Jane Roe⟧ left.", SUBORDINATE_SUBJECT),
    "a sentence that opens with the word of a clause": ("After ⟦Jane Roe⟧ left, it rained.", SUBJECT),
    "a subject in what was said": ("He said ⟨⟦Jane Roe⟧ left⟩.", WITHIN + SUBJECT_WITHIN),
    "in quotation marks": ("He read “⟦Jane Roe⟧ left” aloud.", QUOTED),
    "for somebody": ("No. For ⟦Jane Roe⟧ it was over.", SUBJECT),
    "a verb of saying before a full name": ("“No,” said ⟦Jane Roe⟧.", SPEAKER),
    "a verb of saying, and an article": ("“No,” replied the ⟦Jane Roe⟧.", SPEAKER),
    "somebody who is asked": ("⟦Jane Roe⟧ was asked about it.", ASKED),
    "somebody who is later pressed": ("⟦Jane Roe⟧ was also pressed on it.", ASKED),
    "who was asked is another": ("A clerk who met ⟦Jane Roe⟧ was asked about it.", SUBJECT),
}
OBJECTS: dict[str, tuple[str, float]] = {
    "an object": ("They met ⟦Jane Roe⟧ there.", OTHER),
    "an object in what was said": ("He said ⟨they met ⟦Jane Roe⟧⟩.", WITHIN),
    "asked whether": ("They asked ⟦Jane Roe⟧ whether it held.", ASKED),
    "asked, with an article, how": ("They asked the ⟦Jane Roe⟧ how it held.", ASKED),
    "asked for something": ("They asked ⟦Jane Roe⟧ for bread.", OTHER),
    "asked too far before": ("They asked only an old ⟦Jane Roe⟧ whether it held.", OTHER),
    "no subject is asked behind": ("The dog of ⟦Jane Roe⟧ was asked about it.", OTHER),
    "not so": ("Not so ⟦Jane Roe⟧, a clerk.", SUBJECT),
}


def weighed(marked: str, subject: bool, **more: Any) -> float:
    start = marked.replace("⟨", "").replace("⟩", "").index("⟦")
    plain = re.sub("[⟦⟧⟨⟩]", "", marked)
    end = start + marked.index("⟧") - marked.index("⟦") - 1
    bare = marked.replace("⟦", "").replace("⟧", "")
    contents = [(bare.index("⟨"), bare.index("⟩") - 1)] if "⟨" in bare else []
    quotations = [match.span() for match in re.finditer("“[^”]*”", plain)]
    name = plain[start:end]
    phrase = Phrase(**({"start": start, "end": end, "kind": "person", "head": name, "name": name} | more))
    return Prominence(plain, contents, quotations, PATTERNS).weight(NamedMention(phrase, subject))


@pytest.mark.parametrize("situation", SUBJECTS)
def test_a_subject_stands_out_by_where_it_stands(situation: str) -> None:
    text, weight = SUBJECTS[situation]
    assert weighed(text, subject=True) == weight


@pytest.mark.parametrize("situation", OBJECTS)
def test_whoever_is_no_subject_stands_behind_unless_he_is_asked(situation: str) -> None:
    text, weight = OBJECTS[situation]
    assert weighed(text, subject=False) == weight


@pytest.mark.parametrize(
    ("more", "weight"),
    [
        ({"name": "Jane Roe"}, SPEAKER),
        ({"name": "Tuesday"}, OTHER),
        ({"name": "Tuesday", "certain": True}, SPEAKER),
        ({"name": None}, OTHER),
    ],
    ids=["a full name", "a lone word", "a word that the lexicon knows", "nobody"],
)
def test_behind_a_verb_of_saying_a_name_speaks_and_a_day_does_not(more: dict[str, Any], weight: float) -> None:
    assert weighed("It was late, said ⟦Jane Roe⟧.", subject=False, **more) == weight


def test_what_is_told_behind_that_is_no_speaker() -> None:
    assert weighed("He said ⟦that Jane⟧ had left.", subject=False, name="that Jane") == OTHER


@pytest.mark.parametrize(("kind", "asked"), [("person", True), ("role", True), ("body", False), ("country", False)])
def test_only_people_are_asked(kind: Any, asked: bool) -> None:
    assert (weighed("⟦The envoy⟧ was asked about it.", subject=True, kind=kind) == ASKED) is asked


@pytest.mark.parametrize(("subject", "weight"), [(True, SUBJECT), (False, OTHER)])
def test_a_body_is_subject_or_not_whatever_stands_before_it(subject: bool, weight: float) -> None:
    assert weighed("“No,” said ⟦The Guild⟧.", subject=subject, kind="body") == weight


def test_who_speaks_in_a_clause_of_another_stands_behind_who_speaks() -> None:
    text = "It came days after Jane Roe had said no."
    prominence = Prominence(text, [], [], PATTERNS)
    assert prominence.of_speaker(Span(text.index("Jane"), text.index(" had"))) == SUBORDINATE_SUBJECT
    assert prominence.of_speaker(Span(0, 2)) == SPEAKER
    assert prominence.of_speaker(None) == SPEAKER


@pytest.mark.parametrize(
    ("start", "end", "met"),
    [(0, 5, False), (0, 6, True), (5, 6, True), (8, 9, True), (9, 10, False), (10, 20, False), (10, 21, True)],
)
def test_stretches_meet_where_they_share_a_sign(start: int, end: int, met: bool) -> None:
    assert meets([(5, 9), (20, 25)], start, end) is met


def test_nothing_meets_no_stretches() -> None:
    assert meets([], 0, 5) is False
