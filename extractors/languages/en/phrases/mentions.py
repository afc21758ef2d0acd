"""Finds everybody and everything a text speaks of by name, role or pronoun: ``rw_mentions`` writes ``doc._.mentions``.

One pass over the words finds the lexicon's forms and runs of capitals; around each the whole noun phrase is read with
its title, its owner and its apposition. Nothing here decides who somebody is: see ``resolution``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from spacy.language import Language
from spacy.tokens import Doc

from extractors.languages.en.phrases.noun_phrases import BREAKS, PhraseReader
from extractors.languages.en.phrases.phrase_edges import OWNER_REACH, Edges
from extractors.languages.en.phrases.phrase_units import PRONOUNS
from extractors.languages.en.phrases.unknown_names import find_runs, layout_of
from extractors.lexicon import Lexicon, load_lexicon
from extractors.lexicon.gazetteer import NameIndex
from extractors.sentences.phrases import NamedMention, Phrase

# Words of what is said of somebody between two commas: by 9 three of 468 articles read otherwise, by 36 none.
APPOSITION_REACH = 18
GIVES_NAME = re.compile(
    r"(?: (?:in|from) [A-Z]\w+)?(?:,? (?:called|named) |,? who "
    r"(?:asked to be (?:named|identified|called)|wanted to be (?:named|identified|called)"
    r"|(?:gave|identified|introduced|named|called) (?:only )?(?:his|her|their|himself|herself)(?: \w+)?)"
    r" (?:only |simply |just )?(?:as |by )?)"
)
AGENT = re.compile(
    r"\b(?:(?:is|was|are|were|been|being)(?: \w+){0,2} \w+(?:ed|en|ld|wn|de|ght) by|(?:comes?|came) from"
    r"|(?:is|was) that of) (?:the |an? |its |their |his |her )?(?:[a-z]+ ){0,2}$"
)
# By the half or the double of either no statement of 468 articles reads otherwise.
AGENT_REACH = 60  # characters before a name in which the verb stands whose doer it is
TITLE_WORDS = 2
SENTENCE_ENDS = frozenset({".", "!", "?", "”"})
NO_VERBS = frozenset({"'s", "’s", "and", "or", "who", "whose", "which", "the", "a", "an", "himself", "herself"})
ENCLITICS = ("s", "ll", "re", "ve", "d", "m")  # the minister's, they'll; but d'affaires and O'Keefe are words
SUBJECT_PRONOUNS = frozenset({"he", "she", "it", "they"})


def english_names(lexicon: Lexicon) -> NameIndex:
    """The lexicon's forms as English articles write them."""
    return NameIndex(lexicon, "en", ENCLITICS)


def reader_of(text: str, index: NameIndex) -> PhraseReader:
    """Looks up every form and name of a text, ready to read phrases."""
    tokens = index.tokens(text)
    hits = index.hits(tokens)
    return PhraseReader(text, tokens, hits, find_runs(tokens, hits, index, layout_of(text, tokens)), index)


def find_mentions(reader: PhraseReader) -> tuple[NamedMention, ...]:
    """All mentions in the order of the text; none overlaps another."""
    return tuple(_Scanner(reader).mentions())


class _Scanner:
    def __init__(self, reader: PhraseReader) -> None:
        self.reader = reader
        self.tokens = reader.tokens
        self.words = reader.index.words
        self.edges = Edges(reader)

    def mentions(self) -> Iterator[NamedMention]:
        """Every mention, one after another; ``past`` is where the last one ended."""
        telling = SUBJECT_PRONOUNS | self.words["offices"]
        units = self.reader.units
        past = 0
        for at in [at for at, token in enumerate(self.tokens) if at in units or token.low in telling]:
            if at < past or (found := self._mention_at(at)) is None:
                continue
            mention, past = found
            if mention:
                yield mention

    def _mention_at(self, at: int) -> tuple[NamedMention | None, int] | None:
        unit = self.reader.units.get(at)
        if unit is None:
            return self._office_at(at) or self._pronoun_at(at)
        end = self.edges.titled_end(unit, self.edges.right_end(unit))
        phrase = self.reader.read_core(self.edges.left_start(unit), end)
        if phrase is None or phrase.kind == "words":
            return None, end
        phrase, after = self._with_apposition(self._with_owner(phrase, end), end)
        return NamedMention(phrase, self._is_subject(phrase, after)), after

    def _pronoun_at(self, at: int) -> tuple[NamedMention, int] | None:
        token = self.tokens[at]
        if token.low not in SUBJECT_PRONOUNS:
            return None
        gender, number = PRONOUNS[token.low]
        phrase = Phrase(
            token.start,
            token.end,
            "pronoun",
            token.low,
            core_end=token.end,
            gender=gender,
            number=number,
            definite=True,
        )
        return NamedMention(phrase, True), at + 1

    def _office_at(self, at: int) -> tuple[NamedMention, int] | None:
        """ "his office", "the minister's office": a plain word that its owner makes a body."""
        if (
            self.tokens[at].low not in self.words["offices"]
            or at == 0
            or self.tokens[at - 1].low not in self.words["owners"]
        ):
            return None
        phrase = self.reader.read_core(at - 1, at + 1)
        return (NamedMention(phrase, self._is_subject(phrase, at + 1)), at + 1) if phrase else None

    # --- what follows it ---------------------------------------------------------------------------------------------

    def _with_owner(self, phrase: Phrase, end: int) -> Phrase:
        if phrase.kind not in {"role", "institution", "body"} or end >= len(self.tokens):
            return phrase
        if self.tokens[end].low not in {"of", "for", "in", "at"}:
            return phrase
        return self.reader.with_owner_after(phrase, end, self.edges.clause_end(end, OWNER_REACH))

    def _with_apposition(self, phrase: Phrase, end: int) -> tuple[Phrase, int]:
        """A comma or bracket, a name or a description, and another comma or bracket or the clause's end."""
        if alias := self._alias(phrase, end):
            return alias
        after = self._past_owner(phrase, end)
        if (
            after >= len(self.tokens)
            or self.tokens[after].low not in {",", "("}
            or phrase.kind not in {"person", "role"}
        ):
            return phrase, end
        stop = self.edges.clause_end(after + 1, APPOSITION_REACH)
        closed = stop < len(self.tokens) and self.tokens[stop].low in BREAKS
        added = self.reader.read_core(after + 1, stop) if closed and self._may_add(phrase, after + 1, stop) else None
        if added is None or (joint := self.reader.joined(phrase, added)) is phrase:
            return phrase, end
        return joint, stop + (self.tokens[stop].low in {",", ")"})

    def _alias(self, phrase: Phrase, end: int) -> tuple[Phrase, int] | None:
        """ "a border guard who gave his name as Roe": a name that only the clause behind a role tells."""
        told = GIVES_NAME.match(self.reader.text, self.tokens[end - 1].end) if phrase.kind == "role" else None
        unit = self.reader.units.get(self.tokens.at(told.end())) if told else None
        named = self.reader.read_core(unit.start, unit.end) if unit and unit.run else None
        if unit is None or named is None or named.kind != "person":
            return None
        return self.reader.joined(phrase, named), unit.end

    def _may_add(self, phrase: Phrase, at: int, stop: int) -> bool:
        if at >= stop:
            return False
        unit = self.reader.units.get(at)
        if phrase.kind == "role":
            named = unit is not None and self.edges.is_person(unit) and unit.end == stop
            return named or self.tokens[at].low in {"a", "an"}
        return (
            unit is not None or self.edges.is_determiner(at) or self.tokens[at].low in self.words["modifiers"] | {"now"}
        )

    def _past_owner(self, phrase: Phrase, end: int) -> int:
        if (
            phrase.kind == "role"
            and end < len(self.tokens)
            and self.tokens[end].low in {"of", "for", "in", "at", "from"}
        ):
            return self.edges.clause_end(end, OWNER_REACH)
        return end

    def _past_aside(self, at: int) -> int:
        """Past what two commas set off: ", who led the delegation," between a subject and its verb."""
        if at < len(self.tokens) and self.tokens[at].low == ",":
            for after in range(at + 1, min(at + APPOSITION_REACH, len(self.tokens))):
                if self.tokens[after].low in BREAKS:
                    return after + 1 if self.tokens[after].low == "," else at
        return at

    def _past_adverbs(self, at: int) -> int:
        """Past "on Thursday", "also", "recently" between a subject and its verb."""
        while at < len(self.tokens) - 1:
            low, following = self.tokens[at].low, self.tokens[at + 1].low
            if low == "on" and following in self.words["calendar"]:
                at += 2
            elif (
                (low in self.words["calendar"] and self.tokens[at].is_capital)
                or low in self.words["tail_adverbs"]
                or low.endswith("ly")
            ):
                at += 1
            elif low in self.words["prepositions"]:
                return self._past_phrase(at)
            else:
                break
        return at

    def _past_phrase(self, at: int) -> int:
        """Past "for his part", "in Tashkent" to a verb, if one follows soon."""
        for after in range(at + 2, min(at + 6, len(self.tokens))):
            if self.tokens[after].low in BREAKS:
                break
            if self.tokens[after].low in self.words["verbish"]:
                return after
        return at

    def _opens_paragraph(self, before: int) -> bool:
        """Whether nothing of the paragraph stands before the token after this one."""
        if before < 0:
            return True
        return "\n" in self.reader.text[self.tokens[before].end : self.tokens[before + 1].start]

    def _opens_clause(self, before: int) -> bool:
        """Whether at most two words of a title stand before the phrase in its sentence: Human rights activist Roe."""
        near = range(before, max(-1, before - TITLE_WORDS - 1), -1)
        for at in near:
            if self._opens_paragraph(at) or self.tokens[at].low in SENTENCE_ENDS:
                return True
            if not self.tokens[at].is_word or self.tokens[at].low in self.words["prepositions"]:
                return False
        return before < 0

    def _may_be_verb(self, at: int) -> bool:
        """Whether a plain word in small letters stands there, as a verb does behind its subject."""
        token = self.tokens[at] if at < len(self.tokens) else None
        if token is None or not token.is_word or token.is_capital or at in self.reader.units:
            return False
        return token.low not in self.words["prepositions"] | NO_VERBS

    def _is_agent(self, phrase: Phrase) -> bool:
        """Whether a person is named as the one by whom a thing is done, or whose a view is."""
        named = phrase.kind == "person" and (phrase.certain or " " in (phrase.name or ""))
        return named and AGENT.search(self.reader.text, max(0, phrase.start - AGENT_REACH), phrase.start) is not None

    def _is_subject(self, phrase: Phrase, after: int) -> bool:
        """Whether the phrase looks like a subject: a verb follows that it governs, or it is the doer of one before."""
        before = self.tokens.at(phrase.start) - 1
        if before >= 0 and self.tokens[before].low in self.words["prepositions"] - {
            "and",
            "but",
            "as",
            "than",
            "or",
            "before",
            "after",
        }:
            return self._is_agent(phrase)
        if (
            phrase.kind == "person"
            and self._opens_paragraph(before)
            and self.reader.text.startswith(", who ", phrase.end)
        ):
            return True
        after = self._past_adverbs(self._past_aside(after))
        if phrase.kind == "person" and self._opens_clause(before) and self._may_be_verb(after):
            return True
        following = self.tokens[after : after + 2]
        return any(token.low in self.words["verbish"] or token.low.endswith("ed") for token in following)


@Language.factory("rw_mentions")
def make_mentions(nlp: Language, name: str) -> MentionFinder:  # noqa: ARG001 - the factory's signature
    """The component; it reads the lexicon that is shipped unless ``use`` gives it one."""
    return MentionFinder()


class MentionFinder:
    """Writes ``doc._.phrases`` (the reader of its phrases) and ``doc._.mentions``."""

    def __init__(self) -> None:
        self._index: NameIndex | None = None
        for extension in ("phrases", "mentions"):
            if not Doc.has_extension(extension):
                Doc.set_extension(extension, default=None)

    def use(self, lexicon: Lexicon) -> MentionFinder:
        """Finds the names of this lexicon from now on."""
        self._index = english_names(lexicon)
        return self

    @property
    def index(self) -> NameIndex:
        """The lexicon's forms, looked up from here on."""
        if self._index is None:
            self._index = english_names(load_lexicon())
        return self._index

    def __call__(self, doc: Doc) -> Doc:
        doc._.phrases = reader_of(doc.text, self.index)  # the one reading of doc.text: it is built anew each time
        doc._.mentions = find_mentions(doc._.phrases)
        return doc
