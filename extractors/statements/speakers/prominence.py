"""Weighs how much a mention is spoken of where it stands: who is asked, subjects, others, what was quoted or said."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence

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

ASKED_BEFORE = re.compile(r"\basked (?:the |an? )?$")
ASKED_BEHIND = re.compile(
    r"[^.!?\n“”\"]{0,60}? (?:was|were) (?:also |later |then )?(?:asked|pressed|questioned|quizzed)\b"
)
A_QUESTION = re.compile(r"[^.!?\n“”\"]{0,80}? (?:if|whether|about|why|how|what|when)\b")
WHO_BEFORE = re.compile(r"\bwho\b[^.!?\n]*$")
SUBORDINATE = re.compile(
    r"[a-z,] (?:after|before|when|while|that|since|until|if|whether|because|which|whom|whose|than|where|how|why|what"
    r"|though|although) (?:the |an? )?$"
)
SAID_BEFORE = re.compile(r"\b(?:said|says|replied|insisted|thinks|thought|countered) (?:the )?$")
VOICE_BEFORE = re.compile(r"(?:^|[\n.!?”\"] ?)(?:For|Not so) $")
CLAUSE_REACH = 60  # characters before a name in which "who" makes it part of what is said of another
ASKING_REACH = 12  # characters before a name that "asked the" takes

Stretches = Sequence[tuple[int, int]]


class Prominence:
    """Weighs the mentions of one text; ``contents`` and ``quotations`` are sorted stretches of it."""

    def __init__(self, text: str, contents: Stretches, quotations: Stretches) -> None:
        self.text = text
        self.contents = contents
        self.quotations = quotations

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
        if named and SAID_BEFORE.search(before) and not self.text.startswith("that ", mention.start):
            return SPEAKER  # "said that President NP had S" is another's words
        if VOICE_BEFORE.search(before):
            return SUBJECT
        if not mention.subject:
            return OTHER
        return SUBORDINATE_SUBJECT if self._is_subordinate(mention.start) else SUBJECT

    def of_speaker(self, span: Span | None) -> float:
        """How prominent somebody is by speaking: less within a clause, days after NP had said S."""
        return SUBORDINATE_SUBJECT if span and self._is_subordinate(span.start) else SPEAKER

    def _is_subordinate(self, at: int) -> bool:
        """Whether the subject that starts at an offset is that of a clause within a sentence about another."""
        return SUBORDINATE.search(self.text, max(0, at - CLAUSE_REACH), at) is not None

    def _is_asked(self, mention: NamedMention) -> bool:
        """Whether somebody is asked a question, so that the answer is his: NP was asked if, they asked NP whether."""
        if mention.phrase.kind not in {"person", "role"}:
            return False
        back = self.text[max(0, mention.start - ASKING_REACH) : mention.start]
        if ASKED_BEFORE.search(back):
            return A_QUESTION.match(self.text, mention.end) is not None
        within = WHO_BEFORE.search(self.text, max(0, mention.start - CLAUSE_REACH), mention.start)
        return mention.subject and within is None and ASKED_BEHIND.match(self.text, mention.end) is not None


def meets(spans: Stretches, start: int, end: int) -> bool:
    """Whether a stretch overlaps one of sorted spans."""
    at = bisect_right(spans, (start, 1 << 60)) - 1
    return (at >= 0 and start < spans[at][1]) or (at + 1 < len(spans) and spans[at + 1][0] < end)
