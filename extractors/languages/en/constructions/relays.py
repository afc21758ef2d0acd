"""Tells who speaks from who passes it on: "TASS reported, citing the ministry", "quoted by Interfax as saying".

A medium that relays is never the speaker where the sentence names who spoke; it is ``via``.
"""

from __future__ import annotations

from collections.abc import Sequence

from extractors.languages.en.clauses.arguments import Range, noun_phrase, trim
from extractors.languages.en.constructions.direct import lone_quotations
from extractors.records import Span
from extractors.sentences.constructions import Construction
from extractors.sentences.drafts import Draft
from extractors.sentences.sentence import Sentence

MEDIUM_CITING_SOURCE = Construction("medium_citing_source", "said")

REFERENCE = ["with", "reference", "to"]
CITING = frozenset({"citing", "quoting"})
QUOTED = frozenset({"quoted", "cited"})
QUOTES = QUOTED | {"quotes", "cites", "quote", "cite"}
MEDIA_WORDS = frozenset({
    "agency", "agencies", "newspapers", "channels", "newspaper", "daily", "weekly", "channel", "broadcaster",
    "television", "tv", "radio", "station", "network", "website", "portal", "outlet", "outlets", "media", "press",
    "news", "times", "post", "tribune", "herald", "journal", "gazette", "telegraph", "guardian", "magazine", "wire",
})  # fmt: skip
PAPERS = frozenset({
    "ministry", "mission", "readout", "statement", "transcript", "communique", "communiqué", "report", "document",
    "office", "embassy",
})  # fmt: skip
LINKS = frozenset({"of", "in", "from", "by", "on", "with", "for", "at"})
REPORTS = frozenset({"report", "inform", "write"})
PROMISES = frozenset({"promise", "pledge", "vow", "swear", "assure", "reassure", "guarantee"})


class Relays:
    """Knows where a text names media, and moves them out of the speaker's place."""

    def __init__(self, media: Sequence[Span]) -> None:
        self.media = {span.start for span in media} | {span.end for span in media}

    def resolve(self, sentence: Sentence, drafts: list[Draft]) -> list[Draft]:
        """The drafts of a sentence with every relaying medium put into ``via``."""
        drafts = quoted_as_doing(sentence, drafts)
        drafts = self._cited_source(sentence, self._quoting_medium(sentence, drafts))
        for draft in drafts:
            self._quoted_by_medium(sentence, draft)
        return self._relayed_statement(drafts)

    def is_medium(self, sentence: Sentence, words: Range) -> bool:
        """Whether words name a medium: the lexicon knows it, or its last word says so."""
        span = sentence.span(*words)
        return span.start in self.media or span.end in self.media or _head_word(sentence, words) in MEDIA_WORDS

    def _cited_source(self, sentence: Sentence, drafts: list[Draft]) -> list[Draft]:
        """TASS, citing NP, reported that S. / S, TASS reported, citing NP. The cited one speaks, the medium relays."""
        for place in [p for p in range(len(sentence)) if sentence.inside[p] < 0]:
            refers = sentence.words[place : place + 3] == REFERENCE
            if not refers and sentence.words[place] not in CITING:
                continue
            cited = _words_behind(sentence, place + 2) if refers else _object_of(sentence, place)
            said = (d for d in drafts if d.construction.act == "said" and d.source)
            host = next((d for d in said if refers or (d.source and self.is_medium(sentence, d.source))), None)
            if cited is None or host is None or host.source is None:
                continue
            host.via.append(_up_to(host.source, place))
            host.source, host.construction = cited, MEDIUM_CITING_SOURCE
            drafts = [d for d in drafts if d.cue is None or not d.cue[0] <= place < d.cue[1]]
        return drafts

    def _quoting_medium(self, sentence: Sentence, drafts: list[Draft]) -> list[Draft]:
        """ "S," TASS quotes NP. Whom a medium only names says nothing, but for the quotation before it."""
        taken = {at for draft in drafts for at in draft.quotes}
        for draft in [d for d in drafts if d.row in {"quote", "cite"} and d.source and d.ranges]:
            if draft.source is None or not self.is_medium(sentence, draft.source):
                continue
            before = [at for at in lone_quotations(sentence, taken) if sentence.quotes[at].stop <= draft.source[0]]
            if before:
                draft.via, draft.source = [draft.source], draft.ranges[0]
                draft.ranges, draft.quotes, draft.construction = [], before[-1:], MEDIUM_CITING_SOURCE
            else:
                drafts = [d for d in drafts if d is not draft]
        return drafts

    def _quoted_by_medium(self, sentence: Sentence, draft: Draft) -> None:
        """NP, quoted by Interfax, said S. / NP was quoted by TASS as saying S. / TASS quoted NP as saying S."""
        if draft.construction.act != "said" or not draft.cue or draft.via:
            return
        for place, word in enumerate(sentence.words):
            if word not in QUOTED or sentence.inside[place] >= 0:
                continue
            agent = next((k for k in sentence.kids[place] if _has_case(sentence, k, "by")), None)
            if agent is not None:
                draft.via.append(noun_phrase(sentence, agent))
            elif sentence.words[draft.cue[1] - 2 : draft.cue[1]] == ["as", "saying"] and draft.source:
                quoted = _object_of(sentence, place)
                if quoted is not None and quoted[1] <= draft.cue[0]:
                    draft.via.append(draft.source)
                    draft.source = quoted

    def _relayed_statement(self, drafts: list[Draft]) -> list[Draft]:
        """Drops a statement of a medium or a paper that only hands on somebody's statement inside it."""
        kept = list(drafts)
        for draft in drafts:
            if not draft.source or not (self._hands_on(draft) or draft.row == "according-to"):
                continue
            inner = [d for d in kept if d is not draft and self._is_inner(d, draft)]
            inner = [d for d in inner if not _is_office(draft) or _is_named(d)]
            if not self.is_medium(draft.sentence, draft.source) and _is_bare_name(draft):
                inner = [d for d in inner if d.construction.framing or d.quotes]
            if inner:
                kept = [d for d in kept if d is not draft]
                for each in inner:
                    each.source = _before(each.source, draft.clause)
                    each.via += [*draft.via, draft.source]
        return kept

    def _is_inner(self, inner: Draft, outer: Draft) -> bool:
        """Whether a statement lies in the words of another that only hands it on.

        A medium hands on what somebody does with words too (welcomed it), and anybody hands on what is told around
        "according to NP": NP, according to NP, told them S. A promise that an office tells of is what the office says.
        """
        if not inner.cue or not inner.source or inner.cue[1] - 1 not in outer.places():
            return False
        around = outer.cue is not None and outer.clause is not None and inner.source[0] < outer.cue[0]
        if around and outer.clause and 0 <= inner.cue[0] - outer.clause[1] <= 1:
            return True
        medium = outer.source is not None and self.is_medium(outer.sentence, outer.source)
        if inner.construction.act == "did" and (medium or (self._hands_on(outer) and _is_named(inner))):
            return any(c.place == inner.cue[1] - 1 and c.row.kind == "act" for c in inner.sentence.cues)
        relays = self._hands_on(outer) or (outer.row == "according-to" and _is_named(inner))
        return relays and inner.construction.act == "said" and (medium or inner.row not in PROMISES)

    def _hands_on(self, draft: Draft) -> bool:
        """Whether a draft's source is a medium, or "according to" names a paper or an office."""
        if draft.source is None:
            return False
        if self.is_medium(draft.sentence, draft.source) or _is_bare_name(draft):
            return True
        return _head_word(draft.sentence, draft.source) in PAPERS and (draft.row == "according-to" or _is_office(draft))


def _is_office(draft: Draft) -> bool:
    """Whether a paper or an office tells behind somebody's words whose they are: NP told NP that S, his office said."""
    if draft.construction.id != "clause_before_speaker" or not draft.source or not draft.cue:
        return False
    return _head_word(draft.sentence, draft.source) in PAPERS


def _is_bare_name(draft: Draft) -> bool:
    """Whether a name closes a sentence as a wire that nobody knows does: S, NP said on Monday, NAME reported."""
    if draft.construction.id != "clause_before_speaker" or draft.row not in REPORTS or not draft.source:
        return False
    return all(draft.sentence.tags[at] in {"NNP", "NNPS"} for at in range(*draft.source))


def _head_word(sentence: Sentence, words: Range) -> str:
    """The noun that tells what a phrase names: the statement of the ministry, media in Russia."""
    first, stop = words
    link = next((at for at in range(first + 1, stop) if sentence.words[at] in LINKS), stop)
    return sentence.words[link - 1]


def _is_named(draft: Draft) -> bool:
    """Whether who speaks has a name and no pronoun stands for him."""
    first, stop = draft.source or (0, 0)
    return any(draft.sentence.tags[at] in {"NNP", "NNPS"} for at in range(first, stop))


def quoted_as_doing(sentence: Sentence, drafts: list[Draft]) -> list[Draft]:
    """NP quoted NP as praising N: whom it quotes speaks, the quoting one passes it on and says nothing of its own."""
    for draft in list(drafts):
        place = draft.cue[1] - 1 if draft.cue else 0
        verb = sentence.heads[place]
        first = draft.cue[0] if draft.cue else 0
        opened = place > 0 and sentence.tags[place] == "VBG" and sentence.words[first - 1] == "as"
        if not opened or sentence.words[verb] not in QUOTES or not verb < first:
            continue
        quoted, quoter = _object_of(sentence, verb), sentence.subject(verb)
        if quoted is None or quoter is None or sentence.deps[quoter] == "nsubj:pass":
            continue
        draft.source, draft.via = (quoted[0], min(quoted[1], first - 1)), [noun_phrase(sentence, quoter)]
        drafts = [d for d in drafts if d is draft or d.cue is None or not d.cue[0] <= verb < d.cue[1]]
    return drafts


def _before(source: Range | None, clause: Range | None) -> Range | None:
    """A source without the clause that passes it on: NP, according to NP, told them."""
    if source is None or clause is None or not source[0] < clause[0] < source[1]:
        return source
    return source[0], clause[0] - 1


def _object_of(sentence: Sentence, place: int) -> Range | None:
    """The noun phrase that a verb governs, or the words after it up to the next mark."""
    top = next((k for k in sentence.kids[place] if k > place and sentence.deps[k] in {"obj", "obl"}), None)
    if top is not None:
        first, stop = noun_phrase(sentence, top)
        where = next(
            (k for k in sentence.kids[place] if sentence.left[k] == stop and _has_case(sentence, k, "in")), None
        )
        return first, stop if where is None else noun_phrase(sentence, where)[1]
    return _words_behind(sentence, place)


def _words_behind(sentence: Sentence, place: int) -> Range | None:
    """The words after a place up to the next mark or the word that goes on."""
    stop = place + 1
    while stop < len(sentence) and sentence.words[stop] not in {",", ".", ";", "as", "reported", "said"}:
        stop += 1
    words = trim(sentence, place + 1, stop)
    return words if words[0] < words[1] else None


def _has_case(sentence: Sentence, place: int, case: str) -> bool:
    return any(sentence.words[k] == case and sentence.deps[k] == "case" for k in sentence.kids[place])


def _up_to(words: Range, place: int) -> Range:
    """A medium's name without the participle that follows it."""
    return (words[0], min(words[1], place - 1)) if words[0] < place < words[1] else words
