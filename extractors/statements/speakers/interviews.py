"""Decides who is asked and who answers: "…," came the answer; Asked whether NP would go, the envoy said S; Q: … A: …"""

from __future__ import annotations

from collections.abc import Sequence

from extractors.lexicon import Lexicon
from extractors.records import Span
from extractors.sentences.around import mentions_in, paragraph_start
from extractors.sentences.marks import Attribution
from extractors.sentences.phrases import NamedMention
from extractors.statements.speakers.coreference import Bars, Memory
from extractors.statements.speakers.people import Figure, Identified

ASKING = frozenset({"ask", "inquire", "enquire", "query"})
NEAR = 500  # characters behind the name of whom an interview is with; half and double read 468 articles alike


class Interviews:
    """The questions and answers of one text."""

    def __init__(
        self,
        text: str,
        attributions: Sequence[Attribution],
        mentions: Sequence[NamedMention],
        memory: Memory,
        lexicon: Lexicon,
    ) -> None:
        self.text = text
        self.attributions = attributions
        self.mentions = mentions
        self.memory = memory
        self.words = lexicon.words
        self.patterns = lexicon.patterns
        labels = (self._label_of(a) for a in attributions if a.act == "answered")
        self._first_label = min(labels, default=0)
        self._interviewee: Figure | None = None
        self._interviewee_at = 0

    def bars(self, number: int) -> Bars:
        """Where nobody is spoken of who may answer in an attribution: who asked, and what was asked."""
        attribution = self.attributions[number]
        return (*self._asker(number, attribution), *self._question(attribution))

    def asked(self, attribution: Attribution) -> Span | None:
        """The one who is asked: a name right after "asked" that the attribution takes for nothing."""
        cue = attribution.cue
        if cue is None or not self.patterns["asked-at-end"].search(self.text, cue.start, cue.end):
            return None
        following = mentions_in(self.mentions, cue.end, cue.end + 2)
        named = following and following[0].phrase.kind == "person"
        return Span(following[0].start, following[0].end) if named else None

    def is_answer(self, attribution: Attribution) -> bool:
        """Whether whoever was asked just before gives this answer: "…," came the answer."""
        return self.patterns["answer-follows"].match(self.text, attribution.content[-1].end) is not None

    def is_label(self, attribution: Attribution) -> bool:
        """Whether a turn of a transcript has a label that says no more than that it is an answer."""
        span = attribution.speaker
        labelled = span is not None and self.text[span.start : span.end].lower() in self.words["answer_labels"]
        return labelled and attribution.act == "answered"

    def interviewed(self, at: int) -> Identified | None:
        """Who answers in a transcript of questions and answers: whom its introduction is about."""
        if self._interviewee is None:
            found = self.memory.best(min(self._first_label, at), _may_answer)
            self._interviewee = found.figure if found else None
            self._interviewee_at = found.at if found else 0
        return (self._interviewee, "interviewed") if self._interviewee else None

    def introduced(self) -> Span | None:
        """The words that name whom the interview is with."""
        near = mentions_in(self.mentions, self._interviewee_at, self._interviewee_at + NEAR)
        named = next((m.phrase for m in near if m.phrase.kind == "person"), None)
        return Span(named.start, max(named.core_end, named.name_end)) if named else None

    def _label_of(self, attribution: Attribution) -> int:
        """Where a turn of a transcript begins: at its label, or at the line above that asks."""
        if attribution.speaker:
            return attribution.speaker.start
        return max(self.text.rfind("\n", 0, max(attribution.content[0].start - 1, 0)), 0)

    def _asker(self, number: int, attribution: Attribution) -> tuple[Span, ...]:
        """Who asked the question right before an answer: "he" and "she" who answer are somebody else."""
        if not number or attribution.kind != "direct" or attribution.speaker is None:
            return ()
        asked = self.attributions[number - 1]
        question = asked.row in ASKING and asked.kind == "direct" and asked.speaker is not None
        repeats = self.text[attribution.content[-1].end - 1] == "?"
        return (asked.speaker,) if question and asked.speaker and not repeats else ()

    def _question(self, attribution: Attribution) -> tuple[Span, ...]:
        """What somebody was asked before he answers, or who asks: Asked whether NP would go, he said S."""
        if attribution.speaker is None:
            return ()
        start = paragraph_start(self.text, attribution.speaker.start)
        begin = self.memory.sentence_start(start, attribution.speaker.start)
        if asks := self.patterns["asker"].match(self.text, begin, attribution.speaker.start):
            return (Span(*asks.span()),)
        asked = self.patterns["was-asked"].match(self.text, begin, attribution.speaker.start)
        return (Span(asked.start(), attribution.speaker.start),) if asked else ()


def _may_answer(figure: Figure) -> bool:
    """Whether somebody may be whom an interview is with; a letter is a label."""
    return figure.kind == "person" and len(figure.name) > len("Q.") and "journalist" not in figure.roles
