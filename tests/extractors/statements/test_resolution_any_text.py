"""Whatever the text and wherever its attributions lie, everybody gets an answer, the same each time."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from extractors.records import Span
from extractors.sentences.marks import Attribution

PIECES = [
    "Zamir Kabulov", "Kabulov", "he", "She", "they", "it", "the envoy", "The ministry", "Moscow", "Kabul", "a diplomat",
    "his office", "The Foreign Ministry", "a joint statement", "the document", "Omar Telani", "Telani", "the IEA",
    "said",
    "on Monday", "a day earlier", "in June", "in Tashkent", ",", ".", ";", "“", "”", "\n", "'s", "(", ")", "who", "of",
    "and", "for", "told", "the", "\x00", "\u200f", "İ", "ß", "—", "TASS", "the group", "their", "Mr.", "J.",
]  # fmt: skip


@st.composite
def texts_with_attributions(draw: st.DrawFn) -> tuple[str, tuple[Attribution, ...]]:
    text = " ".join(draw(st.lists(st.sampled_from(PIECES), min_size=1, max_size=40)))
    spans = st.tuples(st.integers(0, len(text) - 1), st.integers(1, 12)).map(
        lambda pair: Span(pair[0], min(len(text), pair[0] + pair[1]))
    )
    made = [
        Attribution(
            content=(draw(spans),),
            kind="indirect",
            cue=draw(st.none() | spans),
            speaker=draw(st.none() | spans),
            addressee=draw(st.none() | spans),
            via=tuple(draw(st.lists(spans, max_size=1))),
            rule="any",
            act="said",
            inherits=draw(st.none() | st.integers(0, number - 1)) if number else None,
            insertions=(),
        )
        for number in range(draw(st.integers(0, 4)))
    ]
    return text, tuple(made)


@given(texts_with_attributions())
@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_attributions_are_resolved_and_dated(reader: Any, drawn: tuple[str, tuple[Attribution, ...]]) -> None:
    text, attributions = drawn
    answers = []
    for _ in range(2):
        doc = reader.mentions(reader.nlp(text))
        doc.user_data.update(title="", published_at=datetime(2025, 7, 10, tzinfo=UTC))
        doc._.attributions = attributions
        reader.occasions(reader.resolution(doc))
        answers.append((tuple(r.speaker for r in doc._.resolved), doc._.occasions))
        assert len(doc._.resolved) == len(doc._.occasions) == len(attributions)
        for resolved, attribution in zip(doc._.resolved, attributions, strict=True):
            if resolved.speaker and attribution.speaker and attribution.inherits is None:
                assert text[resolved.speaker.start : resolved.speaker.end] == resolved.speaker.text
                assert resolved.speaker.resolved_by
    assert answers[0] == answers[1]
