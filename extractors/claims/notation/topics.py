"""Finds where a text speaks of a topic."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from extractors.claims.notation.patterns import RUNES, TermForm
from extractors.claims.notation.row_types import TopicRow, WorthBeside
from extractors.claims.notation.rule_book import ClaimRules
from extractors.records import TOPICS, Position, Span, Topic

# Characters before a topic in which "to be" or "when" may stand: the half and the double read all 468 articles of
# retold-train alike.
_REACH = 60


@dataclass(frozen=True, slots=True)
class TopicMention:
    """Words of a view that speak of a topic; ``carried`` when they took it over, from ``source`` in the article."""

    start: int
    end: int
    topic: Topic
    rule: str
    form: TermForm = "name"
    position: Position | None = None
    default: Position | None = None
    party: str | None = None
    carried: bool = False
    source: Span | None = None
    beside: WorthBeside | None = None


def without_traps(text: str, original: str, rules: ClaimRules) -> str:
    """The view's text with blanks where words only look like a topic. ``original`` is the text with its capitals."""
    for rule in rules.traps.hopeful(f"{text}\n{original}"):
        read = original if rule.row.cased and len(original) == len(text) else text
        found = tuple(rule.pattern.finditer(read))
        if found:
            text = _blanked(text, found)
    return text


def _blanked(text: str, found: Sequence[re.Match[str]]) -> str:
    letters = list(text)
    for match in found:
        letters[match.start() : match.end()] = " " * (match.end() - match.start())
    return "".join(letters)


def find_topics(
    text: str, rules: ClaimRules, topics: Collection[Topic] = TOPICS, side: str | None = None
) -> tuple[TopicMention, ...]:
    """Mentions of the given topics by a speaker of a side, in their order.

    Where two overlap the longer one stays, unless it counts for nothing beside others.
    """
    found = [
        _mention(rule.row, match.start(), match.end(), text, rules)
        for rule in rules.topics.hopeful(text)
        if rule.row.topic in topics
        and rule.row.speaker in (None, side)
        and (not rule.row.needs or any(bit in text for bit in rule.row.needs))
        for match in rule.pattern.finditer(text)
        if match.group().strip()
    ]
    found.sort(key=lambda mention: (mention.beside == "none", mention.start - mention.end, mention.start))
    kept: list[TopicMention] = []
    for mention in found:
        if all(mention.end <= other.start or other.end <= mention.start for other in kept):
            kept.append(mention)
    return tuple(sorted(kept, key=lambda mention: mention.start))


def _mention(row: TopicRow, start: int, end: int, text: str, rules: ClaimRules) -> TopicMention:
    """A past form after "be" says nothing of what has happened, nor does a present one after "when": base forms."""
    before = text[max(start - _REACH, 0) : start]
    present = rules.tells("present-recognition", text[start:end])
    if row.form == "past" and rules.modality.is_unreal(before, present):
        return TopicMention(start, end, row.topic, row.id, "base", None, row.default, row.party, beside=row.beside)
    return TopicMention(
        start, end, row.topic, row.id, row.form, row.position, row.default, row.party, beside=row.beside
    )


def with_runes(text: str, mentions: Sequence[TopicMention]) -> str:
    """The text with every mention replaced by its topic's letter, as long as the words were."""
    letters = list(text)
    for mention in mentions:
        letters[mention.start : mention.end] = RUNES[mention.topic, mention.form] * (mention.end - mention.start)
    return "".join(letters)
