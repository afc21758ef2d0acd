"""All claim rules of a lexicon, compiled once."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain
from typing import Generic, TypeVar

from extractors.claims.notation.expressions import Index, Wordings
from extractors.claims.notation.folded_text import SIGNS_FILE, normalise
from extractors.claims.notation.patterns import FormsById, compile_pattern, expand, topic_places
from extractors.claims.notation.row_types import (
    CameoRow,
    CarrierRow,
    MarkerRow,
    NarrativeRow,
    PartyRow,
    TopicRow,
    TrapRow,
    WordList,
)
from extractors.lexicon import Actor, Lexicon
from extractors.lexicon.actors import PatternRow
from extractors.sentences.clauses import ClauseSigns, clause_signs_of
from extractors.sentences.modality import ModalSigns, modal_signs_of

R = TypeVar("R", TopicRow, TrapRow, MarkerRow, CarrierRow, PartyRow, NarrativeRow)


@dataclass(frozen=True, slots=True)
class Rule(Generic[R]):
    """A lexicon row and its patterns, ready to be searched for."""

    row: R
    pattern: Wordings


class Rules(Generic[R]):
    """Rules of one type in the order of their rows, found by what a text holds."""

    def __init__(self, every: Iterable[Rule[R]]) -> None:
        self._every: tuple[Rule[R], ...] = tuple(every)
        self._index = Index([rule.pattern for rule in self._every])

    def __iter__(self) -> Iterator[Rule[R]]:
        return iter(self._every)

    def hopeful(self, text: str) -> Iterator[Rule[R]]:
        """The rules that may match in a text, in order, each with those of its patterns that may."""
        return (Rule(self._every[number].row, pattern) for number, pattern in self._index.hopeful(text))

    def matching(self, text: str) -> Iterator[R]:
        """The rows that match in a text, in order."""
        return (rule.row for rule in self.hopeful(text) if rule.pattern.search(text))


@dataclass(frozen=True, slots=True)
class ClaimRules:
    """What ``judge_claims`` judges by."""

    topics: Rules[TopicRow]
    traps: Rules[TrapRow]
    markers: Rules[MarkerRow]
    carriers: Rules[CarrierRow]
    parties: Rules[PartyRow]
    narrative: Rules[NarrativeRow]
    cameo: tuple[CameoRow, ...]
    actors: Mapping[str, Actor]
    agents: re.Pattern[str]
    agent_ids: Mapping[str, str]
    others: re.Pattern[str]
    union_ids: Mapping[str, str]
    signs: Mapping[str, re.Pattern[str]]
    clauses: ClauseSigns
    modality: ModalSigns

    def tells(self, sign: str, words: str) -> bool:
        """Whether words in lower case tell what a row of ``en/claim_signs.yaml`` is for; KeyError for no such row."""
        return self.signs[sign].search(words) is not None


@lru_cache(maxsize=4)
def rules_of(lexicon: Lexicon) -> ClaimRules:
    """The compiled rules of a lexicon; raises LexiconError for a pattern that cannot be read."""
    words = _word_lists(lexicon)
    agent_ids, union_ids = _agents(lexicon.actors), _unions(lexicon.actors)
    signs = {row.id: re.compile(row.pattern) for row in lexicon.rows(SIGNS_FILE, PatternRow)}
    return ClaimRules(
        topics=_compiled("en/topics.yaml", lexicon, TopicRow, words),
        traps=_compiled("en/topic_traps.yaml", lexicon, TrapRow, words),
        markers=Rules(
            chain(
                _compiled("en/stances.yaml", lexicon, MarkerRow, words),
                _compiled("en/idioms.yaml", lexicon, MarkerRow, words),
            )
        ),
        carriers=_compiled("en/carriers.yaml", lexicon, CarrierRow, words),
        parties=_compiled("en/parties.yaml", lexicon, PartyRow, words),
        narrative=_compiled("en/narrative.yaml", lexicon, NarrativeRow, words),
        cameo=lexicon.rows("cameo.yaml", CameoRow),
        actors=lexicon.by_id,
        agents=_any_of(agent_ids),
        agent_ids=agent_ids,
        others=_any_of({**agent_ids, **union_ids}),
        union_ids=union_ids,
        signs=signs,
        clauses=clause_signs_of(lexicon),
        modality=modal_signs_of(lexicon),
    )


def _compiled(file: str, lexicon: Lexicon, row_type: type[R], words: FormsById) -> Rules[R]:
    return Rules(
        Rule(row, compile_pattern(row.patterns, _words_for(row, words), f"{file}: row {row.id}"))
        for row in lexicon.rows(file, row_type)
    )


def _words_for(row: object, words: FormsById) -> FormsById:
    """A marker may also name the places of topics; ``{T}`` is any topic that it is for."""
    if not isinstance(row, MarkerRow | PartyRow):
        return words
    return {**words, **topic_places(row.topics)}


def _word_lists(lexicon: Lexicon) -> FormsById:
    words: dict[str, str] = {}
    for row in lexicon.rows("en/claim_words.yaml", WordList):
        forms = sorted(row.forms, key=len, reverse=True)
        words[row.id] = "|".join(expand(form, words, f"en/claim_words.yaml: row {row.id}") for form in forms)
    return words


def _any_of(forms: Iterable[str]) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(sorted(map(re.escape, forms), key=len, reverse=True))})(?!\w)")


def _agents(actors: Iterable[Actor]) -> Mapping[str, str]:
    """The words for countries that may act, as they stand in a view, and their actor keys."""
    found: dict[str, str] = {}
    for actor in actors:
        if actor.kind == "country" and actor.side != "iea":
            forms = (*actor.names.get("en", ()), *actor.metonyms.get("en", ()), *actor.adjectives.get("en", ()))
            found |= {normalise(form): actor.id for form in forms if form != "US"}
    return found


def _unions(actors: Iterable[Actor]) -> Mapping[str, str]:
    """The words for unions of countries that may act, as they stand in a view, and their actor keys."""
    unions = (actor for actor in actors if actor.kind == "body" and actor.side == "other" and not actor.country)
    return {normalise(form): actor.id for actor in unions for form in actor.names.get("en", ())}
