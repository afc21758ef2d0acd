"""Every row of the claim lexicon matches its ``ex`` sentences and does not match those under ``not``."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

import pytest

from extractors.claims.context import CarriedTopic, carried_by_nouns, carried_by_pronouns
from extractors.claims.notation.folded_text import normalise
from extractors.claims.notation.row_types import (
    CarrierRow,
    MarkerRow,
    NarrativeRow,
    PartyRow,
    TopicRow,
    TrapRow,
)
from extractors.claims.notation.rule_book import ClaimRules, rules_of
from extractors.claims.notation.topics import find_topics, with_runes, without_traps
from extractors.claims.stances import find_markers
from extractors.lexicon import Lexicon, load_rows
from extractors.lexicon.actors import PatternRow
from extractors.records import ALERTING_TOPICS

Row = TopicRow | TrapRow | MarkerRow | CarrierRow | PartyRow | NarrativeRow
FILES: dict[str, type[Row]] = {
    "en/topics.yaml": TopicRow,
    "en/topic_traps.yaml": TrapRow,
    "en/stances.yaml": MarkerRow,
    "en/idioms.yaml": MarkerRow,
    "en/carriers.yaml": CarrierRow,
    "en/parties.yaml": PartyRow,
    "en/narrative.yaml": NarrativeRow,
}
ROWS: dict[str, Row] = {row.id: row for file, row_type in FILES.items() for row in load_rows(file, row_type)}
SIGNS = load_rows("en/claim_signs.yaml", PatternRow)
# What an article on our subject offers to "the step" and "it".
OFFERED = tuple(CarriedTopic(topic, None) for topic in ALERTING_TOPICS)


@pytest.mark.parametrize(("row", "sentence"), [(id_, text) for id_, row in ROWS.items() for text in row.ex])
def test_a_row_matches_its_example(row: str, sentence: str, lexicon: Lexicon) -> None:
    assert row in set(_matching(sentence, ROWS[row], rules_of(lexicon)))


@pytest.mark.parametrize(("row", "sentence"), [(id_, text) for id_, row in ROWS.items() for text in row.not_])
def test_a_row_does_not_match_what_only_looks_alike(row: str, sentence: str, lexicon: Lexicon) -> None:
    assert row not in set(_matching(sentence, ROWS[row], rules_of(lexicon)))


def test_no_row_is_without_both_kinds_of_sentences() -> None:
    assert [id_ for id_, row in ROWS.items() if not (row.ex and row.not_)] == []


def test_an_id_stands_in_one_file_only(lexicon: Lexicon) -> None:
    rules = rules_of(lexicon)
    patterned = (rules.topics, rules.traps, rules.markers, rules.carriers, rules.parties, rules.narrative)
    assert sorted(rule.row.id for rule in chain(*patterned)) == sorted(ROWS)


def test_the_sentences_of_a_row_are_no_other_rows() -> None:
    """A sentence that was copied shows nothing of the row it was copied to."""
    shown = [text for row in ROWS.values() for text in row.ex]
    assert sorted(text for text in set(shown) if shown.count(text) > 1) == []


@pytest.mark.parametrize("row", SIGNS, ids=[row.id for row in SIGNS])
def test_a_sign_is_told_by_its_words_and_not_by_near_ones(row: PatternRow, lexicon: Lexicon) -> None:
    rules = rules_of(lexicon)
    assert row.ex
    assert row.not_
    assert [words for words in row.ex if not rules.tells(row.id, words)] == []
    assert [words for words in row.not_ if rules.tells(row.id, words)] == []


def _matching(sentence: str, row: Row, rules: ClaimRules) -> Iterator[str]:
    """The ids of all rows that match, as in the reading of a statement that is this one sentence.

    A row that is for the words of one side's people is read as said by them.
    """
    view = normalise(sentence)
    for trap in rules.traps:
        if trap.pattern.search(sentence if trap.row.cased else view):
            yield trap.row.id
    words = without_traps(view, sentence, rules)
    named = find_topics(words, rules, side=row.speaker if isinstance(row, TopicRow) else None)
    carried = carried_by_nouns(words, named, OFFERED, rules)
    carried += carried_by_pronouns(words, (*named, *carried), OFFERED, rules)
    runes = with_runes(words, (*named, *carried))
    markers = find_markers(runes, rules)
    if carried:
        markers += find_markers(with_runes(words, named), rules)
    yield from (mention.rule for mention in (*named, *carried))
    yield from (marker.row.id for marker in markers)
    spoken_of = (carrier for carrier in rules.carriers if carrier.row.question or carrier.row.elsewhere)
    for rule in chain(spoken_of, rules.narrative):
        if rule.pattern.search(words):
            yield rule.row.id
    yield from (party.row.id for party in rules.parties if party.pattern.search(runes))
