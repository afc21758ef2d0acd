"""Weighs how much a mention is spoken of where it stands: who is asked, subjects, others, what was quoted or said."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Mapping, Sequence

from extractors.records import Span
from extractors.sentences.phrases import NamedMention
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

CLAUSE_REACH = 60  # characters before a name in which "who" makes it part of what is said of another
ASKING_REACH = 12  # characters before a name that "asked the" takes

Stretches = Sequence[tuple[int, int]]


class Prominence:
    """Weighs the mentions of one text; ``contents`` and ``quotations`` are sorted stretches of it."""

    def __init__(
        self, text: str, contents: Stretches, quotations: Stretches, patterns: Mapping[str, re.Pattern[str]]
    ) -> None:
        self.text = text
        self.contents = contents
        self.quotations = quotations
        self.patterns = patterns

    def weight(self, mention: NamedMention) -> float:
        """How prominent somebody is by being mentioned here."""
        if meets(self.quotations, mention.start, mention.start + 1):
            return QUOTED
        if self._is_asked(mention):
            return ASKED
        if meets(self.contents, mention.start, mention.start + 1):
            return WITHIN + (SUBJECT_WITHIN if mention.subject else 0.0)
        if mention.phrase.kind != "person":
            return SUBJECT if mention.subject else OTHER
        before = self.text[max(0, mention.start - CLAUSE_REACH) : mention.start]
        named = mention.phrase.certain or " " in (mention.phrase.name or "")  # "said Tuesday" names nobody
        if named and self._is_said(mention.start, before):
            return SPEAKER
        if self.patterns["voice-before"].search(before):
            return SUBJECT
        if not mention.subject:
            return OTHER
        return SUBORDINATE_SUBJECT if self._is_subordinate(mention.start) else SUBJECT

    def of_speaker(self, span: Span | None) -> float:
        """How prominent somebody is by speaking: less within a clause, days after NP had said S."""
        return SUBORDINATE_SUBJECT if span and self._is_subordinate(span.start) else SPEAKER

    def _is_said(self, at: int, before: str) -> bool:
        """Whether somebody stands behind a verb of saying: "said that President NP had S" is another's words."""
        return bool(self.patterns["said-before"].search(before) and not self.patterns["that"].match(self.text, at))

    def _is_subordinate(self, at: int) -> bool:
        """Whether the subject that starts at an offset is that of a clause within a sentence about another."""
        return self.patterns["subordinate"].search(self.text, max(0, at - CLAUSE_REACH), at) is not None

    def _is_asked(self, mention: NamedMention) -> bool:
        """Whether somebody is asked a question, so that the answer is his: NP was asked if, they asked NP whether."""
        if mention.phrase.kind not in {"person", "role"}:
            return False
        back = self.text[max(0, mention.start - ASKING_REACH) : mention.start]
        if self.patterns["asked-before"].search(back):
            return self.patterns["question-behind"].match(self.text, mention.end) is not None
        within = self.patterns["who-before"].search(self.text, max(0, mention.start - CLAUSE_REACH), mention.start)
        return (
            mention.subject
            and within is None
            and self.patterns["asked-behind"].match(self.text, mention.end) is not None
        )


def meets(spans: Stretches, start: int, end: int) -> bool:
    """Whether a stretch overlaps one of sorted spans."""
    at = bisect_right(spans, (start, 1 << 60)) - 1
    return (at >= 0 and start < spans[at][1]) or (at + 1 < len(spans) and spans[at + 1][0] < end)
