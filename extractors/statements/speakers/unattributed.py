"""Decides who utters words beside whose verb no construction saw a speaker, or that stand with no verb at all."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence

from extractors.records import Span
from extractors.sentences.around import lies_within, mentions_in, paragraph_start
from extractors.sentences.marks import Attribution
from extractors.sentences.phrases import NamedMention
from extractors.statements.speakers.coreference import Memory
from extractors.statements.speakers.people import Figure

REST_OF_SENTENCE = re.compile(r"[^.!?“”\"]*[.!?:]\s+[“\"‘«]+")
LABEL = re.compile(r"(?: \([^()\n]{1,60}\)|, [a-z][^:.!?\n“”\"]{1,80})?:\s+[“\"‘«]+")
CLOCK = re.compile(r"(?:\W{0,3}\d{1,2}[:.]\d\d(?: ?[aApP]\.?[mM]\.?)?(?: [A-Z]{2,4})?\W{1,4})?")
COLON = re.compile(r":\s+[“\"‘«]+$")
QUESTION = re.compile(r"\?\s+[“\"‘«]+$")
BEFORE_VERB = re.compile(r"[^.!?;:\n“”\"]{0,60}")
SOMEBODY = frozenset({"person", "role"})
MARKS = 3  # characters of a quotation's opening mark and the space before it
WINDOW = 90  # characters on either side of a verb in which its subject is looked for; 45 reads one article otherwise

Told = tuple[Figure, str, Span]


class Unattributed:
    """The speakers of one text whom only its layout or a verb's neighbours tell; ``met`` is filled as it is read."""

    def __init__(
        self,
        text: str,
        attributions: Sequence[Attribution],
        mentions: Sequence[NamedMention],
        memory: Memory,
        met: Mapping[int, Figure],
        read: Callable[[NamedMention], Figure],
        patterns: Mapping[str, re.Pattern[str]],
    ) -> None:
        self.text = text
        self.attributions = attributions
        self.mentions = mentions
        self.memory = memory
        self.met = met
        self.read = read
        self.patterns = patterns

    def before_colon(self, attribution: Attribution) -> Told | None:
        """A quotation behind a colon, whose sentence names one person only: NAME (Town): “…”; NAME was firm: “…”."""
        start = attribution.content[0].start
        colon = COLON.search(self.text, max(0, start - MARKS - 1), start) if attribution.act == "read" else None
        if colon is None:
            return None
        # The sentence of the colon: behind "NAME (Town):" another begins, as behind a dateline.
        begin = self.memory.sentence_start(paragraph_start(self.text, start), colon.start())
        named = [m for m in mentions_in(self.mentions, begin, start) if m.phrase.kind == "person"]
        if len({self.read(m) for m in named}) != 1:
            return None
        opens = CLOCK.fullmatch(self.text, begin, named[0].start)  # 5:10 p.m. NAME, a baker, by phone: “…”
        labels = opens and LABEL.fullmatch(self.text, named[0].phrase.name_end, start)
        if not labels and not named[0].subject:
            return None
        return self._told(named[0], "named before the colon")

    def answering(self, attribution: Attribution) -> Told | None:
        """Who spoke last, for a quotation that answers a question of the outlet's: Could it be? “It could.”"""
        start = attribution.content[0].start
        asked = QUESTION.search(self.text, max(0, start - MARKS - 1), start)
        answers = asked or self.patterns["answer-follows"].match(self.text, attribution.content[-1].end)
        if attribution.act != "read" or not answers:
            return None
        last = self.memory.last_speaker(start)
        if last is None or last.figure.kind not in SOMEBODY:
            return None
        spoke = next((a.speaker for a in self.attributions if a.speaker and a.speaker.start == last.at), None)
        return (last.figure, "answers what was asked", spoke) if spoke else None

    def named_before(self, attribution: Attribution) -> Told | None:
        """A quotation that nobody is said to have uttered, right after a sentence about one person: that person."""
        start = attribution.content[0].start
        paragraph = paragraph_start(self.text, start)
        before = [m for m in mentions_in(self.mentions, paragraph, start) if m.phrase.kind in SOMEBODY]
        stop = max((m.end for m in before), default=start)
        if attribution.act != "read" or not REST_OF_SENTENCE.fullmatch(self.text, stop, start):
            return None
        begin = self.memory.sentence_start(paragraph, stop)
        here = {id(figure): m for m in before if m.start >= begin and m.subject and (figure := self.met.get(m.start))}
        return self._told(next(iter(here.values())), "named right before") if len(here) == 1 else None

    def beside_verb(self, attribution: Attribution) -> Told | None:
        """The person next to a verb without a subject: “S”, said activist NAME; NAME earlier expressed hope that S."""
        cue = attribution.cue
        if cue is None or self.patterns["passive"].search(self.text, max(0, cue.start - WINDOW), cue.end):
            return None
        found = self._behind(cue, attribution.content) or self._before(cue, attribution.content)
        return self._told(found, "stands beside the verb") if found else None

    def _behind(self, cue: Span, content: Sequence[Span]) -> NamedMention | None:
        """The person behind a verb that follows what was said."""
        if cue.start < content[0].start or self.patterns["has-listener"].match(self.text, cue.start):
            return None
        near = [m for m in mentions_in(self.mentions, cue.end, cue.end + WINDOW) if m.phrase.kind in SOMEBODY]
        if not near or lies_within(content, near[0].start):
            return None
        return near[0] if self.patterns["no-preposition"].search(self.text[cue.end : near[0].start]) else None

    def _before(self, cue: Span, content: Sequence[Span]) -> NamedMention | None:
        """The last subject before a verb, in its clause."""
        near = [m for m in mentions_in(self.mentions, cue.start - WINDOW, cue.start) if m.end <= cue.start]
        fitting = [m for m in near if m.subject and not lies_within(content, m.start)]
        clear = fitting and BEFORE_VERB.fullmatch(self.text, fitting[-1].end, cue.start)
        return fitting[-1] if clear else None

    def _told(self, mention: NamedMention, how: str) -> Told:
        phrase = mention.phrase
        return self.read(mention), how, Span(phrase.start, max(phrase.core_end, phrase.name_end))
