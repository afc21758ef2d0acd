"""What a construction looks at: one cue of a sentence with its source and the words of its clause."""

from __future__ import annotations

from dataclasses import dataclass

from extractors.languages.en.clauses.arguments import (
    FINITE_TAGS,
    MARKS,
    RELATIVES,
    Range,
    Source,
    clause_range,
    is_passive,
    listener_of,
    source_of,
)
from extractors.languages.en.words.cues import cue_first
from extractors.sentences.constructions import Construction
from extractors.sentences.drafts import Draft
from extractors.sentences.reporting_words import CueVerb
from extractors.sentences.sentence import Sentence

REFUSES = frozenset({"decline", "refuse"})
DENIES = frozenset({"nor", "neither", "without"})
ASKED = frozenset({"asked", "pressed", "questioned", "quizzed"})
OPENS_QUESTION = frozenset({"when", "if", "once", "after", "being", "while"})
LEFT_OUT = frozenset({"specify", "say", "mention", "name", "elaborate", "disclose", "reveal", "explain", "clarify",
                      "indicate", "detail", "describe", "cite"})  # fmt: skip
UNSAID = frozenset({"say", "confirm", "mention", "specify", "announce", "indicate", "disclose", "reveal", "call-for"})
NEGATIONS = frozenset({"not", "n't", "n’t", "never"})
AVOIDS = frozenset({"avoided", "avoid", "avoids", "avoiding", "of"})  # steered clear of saying
WHAT = frozenset({"what", "how", "where", "when", "whoever", "why"})
FIRST_PERSON = frozenset({"i", "we", "you", "nobody"})


@dataclass(slots=True)
class CueContext:
    """A cue as a construction sees it. ``taken`` are quotations that an earlier construction gave to somebody."""

    sentence: Sentence
    cue: CueVerb
    source: Source | None
    clause: Range
    passive: bool
    taken: set[int]

    @property
    def takes(self) -> tuple[str, ...]:
        """What the cue's verb can govern."""
        return self.cue.row.takes

    @property
    def first_person(self) -> bool:
        """Whether the writer speaks of himself: what he says is no attributed statement."""
        return self.source is not None and self.sentence.words[self.source.head] in FIRST_PERSON

    @property
    def row_tells(self) -> bool:
        """Whether the object of the cue is whom it was said to."""
        return self.cue.row.listener

    @property
    def tells(self) -> bool:
        """Whether what the object shall do is told to it, so that it is no content itself: advised them to go."""
        return self.cue.row.listener and self.cue.row.kind == "tell"

    def auxiliaries(self) -> set[str]:
        """The words of the verb group before the cue; "nor" makes it a "not"."""
        first = cue_first(self.sentence, self.cue.place)
        words = set(self.sentence.words[first : self.cue.place])
        while first and self.sentence.tags[first - 1] == "RB":
            first -= 1
            words |= {"never"} & {self.sentence.words[first]}  # never openly declared
        return words | {"not"} if first and self.sentence.words[first - 1] in DENIES else words

    def draft(self, construction: Construction, ranges: list[Range], quotes: list[int] | None = None) -> Draft:
        """A draft with this cue and source."""
        first = min((r[0] for r in ranges if r[0] > self.cue.place), default=len(self.sentence))
        source = self.source
        return Draft(
            self.sentence,
            construction,
            self.cue.row.id,
            (cue_first(self.sentence, self.cue.place), self.cue.last + 1),
            (source.first, source.stop) if source else None,
            ranges,
            quotes or [],
            listener=listener_of(self.sentence, self.cue, first),
            clause=self.clause,
        )


def _is_refused(sentence: Sentence, cue: CueVerb) -> bool:
    """Whether somebody declined or refused to say what a cue would bring: declined to comment on it."""
    head = sentence.heads[cue.place]
    refuses = any(other.place == head and other.row.id in REFUSES for other in sentence.cues)
    return refuses and sentence.tags[cue.place] == "VB" and cue.row.kind in {"say", "tell", "ask", "manner"}


def _is_asked(sentence: Sentence, place: int) -> bool:
    """Whether a word belongs to the question that somebody answers: Asked whether S, NP said / NP, asked of N, said."""
    asked = next((at for at in range(place - 1, -1, -1) if sentence.words[at] in ASKED), None)
    if asked is None or "," in sentence.words[asked:place] or "," not in sentence.words[place:]:
        return False
    before = asked - 1 if asked and sentence.words[asked - 1] in {"when", "if", "being"} else asked
    return before == 0 or sentence.words[before - 1] in {",", "—", "–"}


def _is_question_answered(sentence: Sentence, cue: CueVerb) -> bool:
    """Whether a verb of asking only tells what was asked: NP told NP when asked about N."""
    before = sentence.words[cue.place - 1] if cue.place else ""
    asked = sentence.words[cue.place] in ASKED and (before in OPENS_QUESTION)
    return asked and sentence.subject(cue.place) is None


def _keeps_back(sentence: Sentence, cue: CueVerb) -> bool:
    """Whether a participle names what its speaker leaves out: welcomed N, without specifying N; stopped short of it."""
    before = sentence.words[max(0, cue.place - 2) : cue.place]
    return (before[-1:] == ["without"] and cue.row.id in LEFT_OUT) or before == ["short", "of"]


def _is_left_unsaid(sentence: Sentence, cue: CueVerb) -> bool:
    """Whether somebody did not say it: NP did not say that S, nor did he confirm N; but: not S, but S."""
    if cue.row.id not in UNSAID:
        return False
    first = cue_first(sentence, cue.place)
    negated = NEGATIONS & set(sentence.words[first : cue.place])
    inverted = {"nor", "neither"} & set(sentence.words[max(0, first - 3) : first])
    avoids = sentence.tags[cue.place] == "VBG" and bool(AVOIDS & set(sentence.words[max(0, cue.place - 2) : cue.place]))
    return bool(negated or inverted or avoids) and "but" not in sentence.words[cue.place :]


def _calls_upon_reader(sentence: Sentence, cue: CueVerb) -> bool:
    """Whether the outlet itself bids its reader: Recall that NP said S; Note that S."""
    bare = sentence.tags[cue.place] in {"VB", "VBP"} and sentence.subject(cue.place) is None
    return bare and cue.place == 0 and sentence.words[1:2] == ["that"]


def _is_in_question(sentence: Sentence) -> bool:
    """Whether a sentence of the outlet's own asks whether it was said: Does NP fear that S?"""
    return sentence.words[-1] == "?" and sentence.inside[-1] < 0


def is_judged(context: CueContext) -> bool:
    """Whether something is said of an "it" before what it points to: found it wrong to go, thinks it likely that S."""
    sentence, it = context.sentence, context.cue.last + 1
    if sentence.words[it : it + 1] != ["it"] or not {"it_predicate", "object_predicate"} & set(context.takes):
        return False
    said = next((k for k in sentence.kids[context.cue.place] if k > it and sentence.deps[k] == "xcomp"), None)
    if said is None or sentence.tags[said] not in {"JJ", "JJR", "VBN"}:
        return False
    following = sentence.words[said + 1 : said + 2]
    return following == ["."] or bool({"to", "that", "for", "if"} & set(following))


def _somebody(sentence: Sentence, cue: CueVerb, source: Source | None) -> Source | None:
    """The source, or where its words hold a verb of their own, who speaks in the clause before."""
    first = cue_first(sentence, cue.place)
    if (told := _who_told_before(sentence, cue, source)) is not None:
        return told
    goes_on = sentence.tags[cue.place] == "VBG" or (first and sentence.words[first - 1] in {"and", "but", ","})
    behind = source is not None and source.first > cue.place and sentence.words[source.first] == "that"
    if source is None or not goes_on or not (behind or _holds_verb(sentence, source)):
        return source
    before = [other for other in sentence.cues if other.place < cue.place and other.row.kind != "think"]
    for other in reversed(before):
        earlier = source_of(sentence, other) if sentence.tags[other.place] in FINITE_TAGS else None
        if earlier is not None and not _holds_verb(sentence, earlier):
            return Source(earlier.first, earlier.stop, earlier.head, own=False)
    return source


def _who_told_before(sentence: Sentence, cue: CueVerb, source: Source | None) -> Source | None:
    """Who speaks right before a participle, where one of his words was taken for him: S, NP said, adding that S."""
    if sentence.tags[cue.place] != "VBG" or sentence.words[cue.place - 1] != "," or source is None or source.own:
        return None
    before = [c for c in sentence.cues if c.place < cue.place and sentence.tags[c.place] in FINITE_TAGS]
    last = before[-1] if before and before[-1].row.kind in {"say", "tell"} else None
    subject = sentence.subject(last.place) if last else None
    if last is None or subject is None or not source.head < subject < last.place or source.stop > subject:
        return None
    told = source_of(sentence, last)
    return Source(told.first, told.stop, told.head, own=False) if told and told.own else None


def _holds_verb(sentence: Sentence, source: Source) -> bool:
    """Whether a finite verb outside a relative clause stands among the words of a source, or it denies or joins."""
    words = sentence.words[source.first : source.stop]
    if words[:1] == ["no"]:
        return len(words) > 1
    relative = next((at for at, word in enumerate(words) if word in RELATIVES | WHAT or word in MARKS), len(words))
    return bool(FINITE_TAGS & set(sentence.tags[source.first : source.first + relative]))


def context_of(sentence: Sentence, cue: CueVerb, taken: set[int]) -> CueContext | None:
    """The context of a cue, or None where its word is no verb here."""
    if sentence.tags[cue.place][:1] != "V" or sentence.inside[cue.place] >= 0:
        return None
    if _is_refused(sentence, cue) or _is_asked(sentence, cue.place):
        return None
    if _is_question_answered(sentence, cue) or _keeps_back(sentence, cue) or _is_in_question(sentence):
        return None
    if _is_left_unsaid(sentence, cue) or _calls_upon_reader(sentence, cue):
        return None
    source = _somebody(sentence, cue, source_of(sentence, cue))
    return CueContext(sentence, cue, source, clause_range(sentence, cue, source), is_passive(sentence, cue), taken)
