"""Decides who speaks: ``rw_resolution`` gives every attribution its speaker's fullest name and the lexicon's key.

The article is read once from its beginning. Names, roles and bodies that it mentions become figures; an attribution's
speaker is read as a phrase and matched with them, and stands from then on as the one who spoke last. ``resolved_by``
says how each was found.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from spacy.language import Language
from spacy.tokens import Doc

from extractors.languages.en.constructions.interviews import TRANSCRIPT
from extractors.languages.en.phrases.mentions import NamedMention
from extractors.languages.en.phrases.noun_phrase import Phrase
from extractors.records import Mention, Span, Speaker
from extractors.sentences.marks import Attribution
from extractors.statements.speakers.coreference import ASKED, OTHER, QUOTED, SPEAKER, SUBJECT, SUBJECT_WITHIN, WITHIN
from extractors.statements.speakers.entities import Cast
from extractors.statements.speakers.people import Figure
from extractors.statements.speakers.promisers import Promisers
from extractors.statements.speakers.source_phrases import SourceReader

LEAD = re.compile(r"(?:(?i:in|at|on|from|after|before)|\w+ing|(?:\w+ ){1,2}(?:after|before)) ")
POSSESSED = re.compile(r"\w['’]s? ")
WHO = re.compile(r",? who\b")
SENTENCE_END = re.compile(r"[.!?]\s+(?=[A-Z“\"‘])")
REST_OF_SENTENCE = re.compile(r"[^.!?“”\"]*[.!?:]\s+[“\"‘«]+")
WAS_ASKED = re.compile(
    r"(?:Asked|Pressed|Questioned|Quizzed) (?:about|whether|if|why|how|when|what|on|by)\b"
    r"|In (?:response|reply|answer) to (?:a|the|another|one) questions?\b"
)
JOINTLY = re.compile(r" in (?P<document>an? joint (?:\w+ )?(?:statement|communiqué|communique|declaration))\b")
ASKING = frozenset({"ask", "inquire", "enquire", "query"})
DELEGATES = frozenset({"delegates", "envoys", "representatives", "delegations", "participants", "diplomats"})
ATTENDING = re.compile(
    r" (?:that|who|which)? ?(?:took part|take part|taking part|participat\w+|attend\w+|met|gathered) "
)
ATTENDEES = 90  # characters behind "countries" in which the forum that they took part in is named
ANSWER_LABELS = frozenset({"a", "a.", "answer", "reply", "response", "–", "—", "-"})
ASKED_BEFORE = re.compile(r"\basked (?:the |an? )?$")
ASKED_BEHIND = re.compile(
    r"[^.!?\n“”\"]{0,60}? (?:was|were) (?:also |later |then )?(?:asked|pressed|questioned|quizzed)\b"
)
A_QUESTION = re.compile(r"[^.!?\n“”\"]{0,80}? (?:if|whether|about|why|how|what|when)\b")
WHO_BEFORE = re.compile(r"\bwho\b[^.!?\n]*$")
CLAUSE_REACH = 60  # characters before a name in which "who" makes it part of what is said of another
ASKING_REACH = 12  # characters before a name that "asked the" takes
IMPERSONAL = re.compile(r"\b[Ii]t $")
BACK = 4  # characters before a cue in which "it" stands
NEAR = 500  # characters back to who spoke before it was added that S
LOOK_BACK = 2000  # characters back to where the sentence of a speaker starts
ANSWERED = re.compile(r"[,.”\"’»]* (?:came|was|ran) (?:the|his|her|their) (?:\w+ )?(?:answer|reply|response)\b")


@dataclass(frozen=True, slots=True)
class Promised:
    """The moment at which an attribution's words name whose promise they tell of."""

    number: int


@dataclass(frozen=True, slots=True)
class Resolved:
    """Who speaks in one attribution, to whom, and through which media; ``figure`` is the same for the same voice.

    ``embedded`` is whose promise the words tell of, where that is somebody else's.
    """

    speaker: Speaker | None
    addressee: Mention | None
    via: tuple[Mention, ...]
    figure: Figure | None
    embedded: Speaker | None = None


class Resolver:
    """Resolves the attributions of one Doc, in the order of the text."""

    def __init__(self, doc: Doc, cast: Cast) -> None:
        self.text: str = doc._.phrases.text
        self.cast = cast
        self.attributions: Sequence[Attribution] = doc._.attributions
        self.mentions: Sequence[NamedMention] = doc._.mentions
        self.sources = SourceReader(cast.reader, self.mentions)
        self._contents = sorted((span.start, span.end) for a in self.attributions for span in a.content)
        self._quotations = sorted((q.start, q.end) for q in doc._.quotations if q.role == "speech" and q.depth == 0)
        labels = (self._label_of(a) for a in self.attributions if a.row == TRANSCRIPT)
        self._first_label = min(labels, default=0)
        self._figures: dict[int, tuple[Figure, str]] = {}
        self._interviewee: Figure | None = None
        self._interviewee_at = 0
        self.met: dict[int, Figure] = {}
        self.promisers = Promisers(cast, self.sources, self.mentions, self.met)
        self._addressed: dict[int, tuple[Mention, Figure | None] | None] = {}
        self._spans: dict[int, Span] = {}

    def resolve(self) -> tuple[Resolved, ...]:
        """One answer for each attribution, in their order."""
        for at, what in self._moments():
            if isinstance(what, NamedMention):
                self._meet(what)
            elif isinstance(what, Promised):
                self.promisers.read(what.number, self.attributions[what.number])
            else:
                self._hear(at, what)
        return tuple(self._answer(number) for number in range(len(self.attributions)))

    # --- reading on --------------------------------------------------------------------------------------------------

    def _moments(self) -> list[tuple[int, NamedMention | Promised | int]]:
        """Mentions and speakers in the order of the text; a mention inside a speaker's words is part of these."""
        spans = sorted((a.speaker.start, a.speaker.end) for a in self.attributions if a.speaker)
        moments: list[tuple[int, NamedMention | Promised | int]] = [
            (a.speaker.start if a.speaker else self._place_of(a), number) for number, a in enumerate(self.attributions)
        ]
        moments += [(m.start, m) for m in self.mentions if not _meets(spans, m.start, m.end)]
        moments += [(a.promiser.start, Promised(number)) for number, a in enumerate(self.attributions) if a.promiser]
        return sorted(moments, key=lambda moment: moment[0])

    def _label_of(self, attribution: Attribution) -> int:
        """Where a turn of a transcript begins: at its label, or at the line above that asks."""
        if attribution.speaker:
            return attribution.speaker.start
        return max(self.text.rfind("\n", 0, max(attribution.content[0].start - 1, 0)), 0)

    def _place_of(self, attribution: Attribution) -> int:
        return attribution.cue.start if attribution.cue else attribution.content[-1].end

    def _meet(self, mention: NamedMention) -> None:
        phrase = mention.phrase
        if phrase.kind == "role" and phrase.number == "singular" and self._is_nobodys(phrase):
            return  # "was governor", "as president": nobody in particular
        if phrase.kind == "pronoun" and _meets(self._quotations, mention.start, mention.end):
            return  # of whom a speaker talks is not for the text around to say
        figure, _ = self.cast.figure(mention.phrase, self.sources.written(mention.phrase))
        if phrase.kind == "person" and WHO.match(self.text, mention.end):
            figure.roles.add("person")  # of whom something is told, a single word is a name
        weight = self._weight(mention)
        self.met[mention.start] = figure
        self.cast.memory.note(figure, mention.start, weight)

    def _is_nobodys(self, phrase: Phrase) -> bool:
        """Whether a phrase has neither article nor owner: "Russia's envoy" has one."""
        owned = phrase.owner is not None or POSSESSED.search(self.text, phrase.start, phrase.core_end)
        return phrase.definite is None and not owned

    def _is_asked(self, mention: NamedMention) -> bool:
        """Whether somebody is asked a question, so that the answer is his: NP was asked if, they asked NP whether."""
        if mention.phrase.kind not in {"person", "role"}:
            return False
        back = self.text[max(0, mention.start - ASKING_REACH) : mention.start]
        if ASKED_BEFORE.search(back):
            return A_QUESTION.match(self.text, mention.end) is not None
        within = WHO_BEFORE.search(self.text, max(0, mention.start - CLAUSE_REACH), mention.start)
        return mention.subject and within is None and ASKED_BEHIND.match(self.text, mention.end) is not None

    def _weight(self, mention: NamedMention) -> float:
        if _meets(self._quotations, mention.start, mention.start + 1):
            return QUOTED
        if self._is_asked(mention):
            return ASKED
        if _meets(self._contents, mention.start, mention.start + 1):
            return WITHIN + (SUBJECT_WITHIN if mention.subject else 0.0)
        return SUBJECT if mention.subject else OTHER

    def _hear(self, at: int, number: int) -> None:
        attribution = self.attributions[number]
        self.cast.memory.barred = (
            *attribution.content,
            *self._asker(number, attribution),
            *self._question(attribution),
        )
        found = self._speaker_of(number, attribution)
        self.cast.memory.barred = ()
        if found:
            self._figures[number] = found
            self.cast.memory.note(found[0], at, SPEAKER)
        addressee = attribution.addressee or self._asked(attribution)
        self._addressed[number] = self._named(addressee) if addressee else None

    def _asker(self, number: int, attribution: Attribution) -> tuple[Span, ...]:
        """Who asked the question right before an answer: "he" and "she" who answer are somebody else."""
        if not number or attribution.kind != "direct" or attribution.speaker is None:
            return ()
        asked = self.attributions[number - 1]
        question = asked.row in ASKING and asked.kind == "direct" and asked.speaker is not None
        repeats = self.text[attribution.content[-1].end - 1] == "?"
        return (asked.speaker,) if question and asked.speaker and not repeats else ()

    def _question(self, attribution: Attribution) -> tuple[Span, ...]:
        """What somebody was asked before he answers: Asked whether NP would go, the envoy said S."""
        if attribution.speaker is None:
            return ()
        start = self._paragraph_start(attribution.speaker.start)
        begin = self._sentence_start(start, attribution.speaker.start)
        asked = WAS_ASKED.match(self.text, begin, attribution.speaker.start)
        return (Span(asked.start(), attribution.speaker.start),) if asked else ()

    def _paragraph_start(self, at: int) -> int:
        """Where the paragraph around an offset starts, at most two thousand characters back."""
        back = max(0, at - LOOK_BACK)
        return max(self.text.rfind("\n", back, at) + 1, back)

    def _sentence_start(self, start: int, end: int) -> int:
        """Where the last sentence of a stretch starts, as far as its last two thousand characters tell."""
        near = SENTENCE_END.finditer(self.text, max(start, end - LOOK_BACK), end)
        return max((sentence.end() for sentence in near), default=start)

    def _speaker_of(self, number: int, attribution: Attribution) -> tuple[Figure, str] | None:
        if attribution.speaker is None and (asked := self._answering(number, attribution)):
            return asked
        if attribution.inherits is not None and attribution.inherits in self._figures:
            return self._figures[attribution.inherits][0], "inherited"
        if attribution.speaker is None:
            alone = self._answering_alone(number, attribution) if attribution.row == TRANSCRIPT else None
            return alone or self._impersonal(number, attribution) or self._named_before(number, attribution)
        words = self.text[attribution.speaker.start : attribution.speaker.end].lower()
        if words in ANSWER_LABELS and attribution.row == TRANSCRIPT:
            return self._interviewed(attribution.speaker.start)
        if words in {"who", "which", "whom", "that"}:
            return self.cast.antecedent(words, attribution.speaker.start)
        phrase = self.sources.source(attribution.speaker, attribution.cue)
        if phrase is None:
            return None
        if phrase.head == "they" and attribution.cue and (joint := JOINTLY.match(self.text, attribution.cue.end)):
            phrase = self.sources.phrase(Span(*joint.span("document"))) or phrase
            return self.cast.figure(phrase, self.sources.written(phrase))
        if forum := self._forum_of(phrase, attribution.speaker):
            return forum
        if self._is_elsewhere(phrase, attribution.speaker):
            self._spans[number] = Span(phrase.start, max(phrase.core_end, phrase.name_end))
        return self.cast.figure(phrase, self.sources.written(phrase))

    def _forum_of(self, phrase: Phrase, span: Span) -> tuple[Figure, str] | None:
        """Those who met at a forum speak for it: "delegates who came to Town for the Lake Forum"."""
        took_part = ATTENDING.match(self.text, span.end)
        if phrase.head not in DELEGATES and not took_part:
            return None
        for mention in self._mentions_in(span.start, span.end + ATTENDEES if took_part else span.end):
            actors = mention.phrase.actors
            if actors and (actor := self.cast.index.actors[actors[0]]).forum:
                figure = self.cast.figure(phrase, self.sources.written(phrase))[0]
                figure.actor = actor
                return figure, "delegates of the forum"
        return None

    def _mentions_in(self, start: int, end: int) -> Sequence[NamedMention]:
        """The mentions that start in a stretch."""
        first, last = (bisect_left(self.mentions, at, key=lambda mention: mention.start) for at in (start, end))
        return self.mentions[first:last]

    def _interviewed(self, at: int) -> tuple[Figure, str] | None:
        """Who answers in a transcript of questions and answers: whom its introduction is about."""
        if self._interviewee is None:
            found = self.cast.memory.best(min(self._first_label, at), _may_answer)
            self._interviewee = found.figure if found else None
            self._interviewee_at = found.at if found else 0
        return (self._interviewee, "interviewed") if self._interviewee else None

    def _answering_alone(self, number: int, attribution: Attribution) -> tuple[Figure, str] | None:
        """Who gives an answer that bears no label: whom the interview is with, in the words that name him."""
        found = self._interviewed(attribution.content[0].start)
        near = self._mentions_in(self._interviewee_at, self._interviewee_at + NEAR) if found else ()
        named = next((m.phrase for m in near if m.phrase.kind == "person"), None)
        if named is not None:
            self._spans[number] = Span(named.start, max(named.core_end, named.name_end))
        return found

    def _impersonal(self, number: int, attribution: Attribution) -> tuple[Figure, str] | None:
        """ "It was noted that": whoever spoke in the attribution before, if that is near."""
        cue = attribution.cue
        if cue is None or not number or not IMPERSONAL.search(self.text, max(0, cue.start - BACK), cue.start):
            return None
        before, found = self.attributions[self._root(number - 1)].speaker, self._figures.get(number - 1)
        if found is None or before is None or cue.start - before.end > NEAR:
            return None
        self._spans[number] = before
        return found[0], "impersonal: who spoke right before"

    def _named_before(self, number: int, attribution: Attribution) -> tuple[Figure, str] | None:
        """A quotation that nobody is said to have uttered, right after a sentence about one person: that person."""
        start = attribution.content[0].start
        paragraph = self._paragraph_start(start)
        before = [m for m in self._mentions_in(paragraph, start) if m.phrase.kind in {"person", "role"}]
        stop = max((m.end for m in before), default=start)
        if attribution.rule != "lone_quotation" or not REST_OF_SENTENCE.fullmatch(self.text, stop, start):
            return None
        begin = self._sentence_start(paragraph, stop)
        here = {id(figure): m for m in before if m.start >= begin and m.subject and (figure := self.met.get(m.start))}
        if len(here) != 1:
            return None
        mention = next(iter(here.values()))
        self._spans[number] = Span(mention.phrase.start, max(mention.phrase.core_end, mention.phrase.name_end))
        return self.met[mention.start], "named right before"

    def _is_elsewhere(self, phrase: Phrase, span: Span) -> bool:
        """Whether the source stands outside the words that were taken for it, or behind what is no source."""
        if phrase.start >= span.end or phrase.end <= span.start:
            return True
        return LEAD.match(self.text, span.start, max(phrase.start, span.start)) is not None

    def _answering(self, number: int, attribution: Attribution) -> tuple[Figure, str] | None:
        """ "…," came the answer: whoever was asked just before."""
        asked = self._addressed.get(number - 1)
        if asked is None or asked[1] is None or not ANSWERED.match(self.text, attribution.content[-1].end):
            return None
        self._spans[number] = Span(asked[0].start, asked[0].end)
        return asked[1], "was asked before"

    def _asked(self, attribution: Attribution) -> Span | None:
        """The one who is asked: a name right after "asked" that the attribution takes for nothing."""
        cue = attribution.cue
        if cue is None or not self.text[cue.start : cue.end].endswith("asked"):
            return None
        at = bisect_left(self.mentions, cue.end, key=lambda mention: mention.start)
        following = self.mentions[at : at + 1]
        near = following and following[0].start - cue.end <= 1 and following[0].phrase.kind == "person"
        return Span(following[0].start, following[0].end) if near else None

    # --- answering ---------------------------------------------------------------------------------------------------

    def _answer(self, number: int) -> Resolved:
        attribution = self.attributions[number]
        root = self._root(number)
        found = self._figures.get(number) or self._inherited(root)
        span = self._spans.get(number) or self.attributions[root].speaker
        speaker = self._speaker(span, *found) if found else self._unresolved(span)
        addressed = self._addressed.get(number) if attribution.addressee else None
        via = tuple(self._named(each)[0] for each in attribution.via)
        figure = found[0] if found else None
        embedded = self.promisers.embedded(number, attribution, figure, span)
        return Resolved(speaker, addressed[0] if addressed else None, via, figure, embedded)

    def _root(self, number: int) -> int:
        """The attribution that names the speaker, through a chain of those that inherit it."""
        seen: set[int] = set()
        while (before := self.attributions[number].inherits) is not None and before not in seen:
            seen.add(before)
            number = before
        return number

    def _inherited(self, root: int) -> tuple[Figure, str] | None:
        """The figure of a speaker who is named only after the words that share it."""
        return (self._figures[root][0], "inherited") if root in self._figures else None

    def _speaker(self, span: Span | None, figure: Figure, how: str) -> Speaker:
        start, end = (span.start, span.end) if span else (0, 0)
        return Speaker(self.text[start:end], start, end, figure.name, figure.key, how)

    def _unresolved(self, span: Span | None) -> Speaker | None:
        if span is None:
            return None
        text = self.text[span.start : span.end]
        return Speaker(text, span.start, span.end, text, None, "unresolved")

    def _named(self, span: Span) -> tuple[Mention, Figure | None]:
        """A listener or a medium, with the lexicon's key where it bears a name or a pronoun stands for it."""
        phrase = self.sources.phrase(span)
        known = phrase is not None and (phrase.name is not None or phrase.kind == "pronoun")
        figure = self.cast.figure(phrase, self.sources.written(phrase))[0] if phrase and known else None
        key = figure.key if figure else None
        return Mention(self.text[span.start : span.end], span.start, span.end, key), figure


def _may_answer(figure: Figure) -> bool:
    """Whether somebody may be whom an interview is with; a letter is a label."""
    return figure.kind == "person" and len(figure.name) > len("Q.") and "journalist" not in figure.roles


def _meets(spans: Sequence[tuple[int, int]], start: int, end: int) -> bool:
    """Whether a stretch overlaps one of sorted spans."""
    at = bisect_right(spans, (start, 1 << 60)) - 1
    return (at >= 0 and start < spans[at][1]) or (at + 1 < len(spans) and spans[at + 1][0] < end)


@Language.factory("rw_resolution")
def make_resolution(nlp: Language, name: str) -> Resolution:  # noqa: ARG001 - the factory's signature
    """The component: needs rw_mentions and rw_attribution before it."""
    return Resolution()


class Resolution:
    """Writes ``doc._.resolved``, one ``Resolved`` an attribution, and ``doc._.figures``, by where a mention starts."""

    def __init__(self) -> None:
        for extension, default in (("resolved", ()), ("figures", {})):
            if not Doc.has_extension(extension):
                Doc.set_extension(extension, default=default)

    def __call__(self, doc: Doc) -> Doc:
        resolver = Resolver(doc, Cast.of_doc(doc))
        doc._.resolved = resolver.resolve()
        doc._.figures = resolver.met
        return doc
