"""Patterns that are tried only where a text can hold them find what one expression would."""

from __future__ import annotations

import re
from typing import Any

import pytest

from extractors.claims.notation.expressions import Index, Wording, Wordings, places, wording_of
from extractors.claims.notation.folded_text import normalise
from extractors.claims.notation.literals import compiled
from extractors.claims.notation.rule_book import Rules, rules_of
from extractors.claims.notation.topics import find_topics, with_runes
from extractors.lexicon import Lexicon

NEEDS = {
    "a word": (r"(?<!\w)ban(?!\w)", [{"ban"}]),
    "one of some words": (r"bans|lists", [{"bans", "lists"}]),
    "a letter that is one of two": (r"recogni[sz]e", [{"recognise", "recognize"}]),
    "two words": (r"no[ \n]+recognition", [{"recognition"}, {"no"}, {" ", "\n"}]),
    "an ending that may lack": (r"list(?:ed)?", [{"list", "listed"}]),
    "what may lack or come often": (r"(?:very )*ready", [{"ready"}]),
    "what comes at least once": (r"(?:very )+", [{"very "}]),
    "one of two ways": (r"\w+ly soon|no \w+", [{"ly soon", "no "}]),
    "one of two ways, the other open": (r"soon|\w+", []),
    "what is only looked at": (r"(?=soon)(?!now)to", [{"to"}]),
    "any sign": (r".", []),
    "a repeated group": (r"(a|b)c\1", [{"ac", "bc"}]),
    "letters in any case": (r"(?i)ban", []),
    "letters in any case in a group": (r"(?i:ban) on", [{" on"}]),
}
OPENS = {
    "a word": (r"(?<!\w)ban", {"b"}),
    "what may lack": (r"(?:the )?ban", {"t", "b"}),
    "one of some": (r"(?:ban|list)s", {"b", "l"}),
    "any letter": (r"\w+ly", None),
    "nothing": (r"x?", None),
}
ALTERNATIVES = {
    "the first that fits, though another is longer": (["ban", "ban on it"], "a ban on it"),
    "the one that begins first": (["on it", "ban"], "a ban on it"),
    "matches side by side": (["ban", "list"], "ban list ban, banned ban"),
    "one inside another": (["ban .. list", "list"], "a ban or list or list"),
    "none": (["ban"], "banner"),
}


@pytest.mark.parametrize("situation", NEEDS)
def test_a_match_holds_one_string_of_each_set(situation: str) -> None:
    expression, needs = NEEDS[situation]
    assert [set(strings) for strings in compiled(expression)[1].needs] == needs


@pytest.mark.parametrize("situation", OPENS)
def test_a_match_begins_with_one_sign_of_some(situation: str) -> None:
    expression, opens = OPENS[situation]
    found = compiled(expression)[1].opens
    assert (set(found) if found is not None else None) == opens


@pytest.mark.parametrize("situation", ALTERNATIVES)
def test_patterns_find_what_one_expression_of_them_finds(situation: str) -> None:
    patterns, text = ALTERNATIVES[situation]
    expressions = [pattern.replace(" .. ", "[a-z ]+") for pattern in patterns]
    whole = re.compile(rf"(?<!\w)(?:{'|'.join(expressions)})(?!\w)")
    phrases = Wordings(tuple(wording_of(rf"(?<!\w)(?:{each})(?!\w)") for each in expressions))
    starts = (whole.match(text, at) for at in range(len(text)))
    assert [match.span() for match in phrases.finditer(text)] == [match.span() for match in whole.finditer(text)]
    assert [match.span() for match in phrases.every_start(text)] == [match.span() for match in starts if match]


def test_rows_are_found_in_their_order_with_the_patterns_that_may_match() -> None:
    rows = [
        Wordings(tuple(wording_of(each) for each in row)) for row in (["ban"], ["list", "ban on"], ["no", "x"], ["[.]"])
    ]
    found = list(Index(rows).hopeful("no ban on it"))
    assert [(number, [phrase.demands.needs[0] for phrase in row.every]) for number, row in found] == [
        (0, [{"ban"}]),
        (1, [{"ban on"}]),
        (2, [{"no"}]),
    ]


def test_a_row_is_left_alone_where_none_of_its_words_stand() -> None:
    rows = [Wordings((wording_of(each),)) for each in ("ban", "list", "treaty")]
    assert [number for number, _ in Index(rows).hopeful("on a list")] == [1]


def test_no_demand_hides_a_match_in_the_sentences_of_the_lexicon(lexicon: Lexicon) -> None:
    rules = rules_of(lexicon)
    sets: list[Rules[Any]] = [
        rules.topics, rules.markers, rules.traps, rules.carriers, rules.parties, rules.narrative
    ]  # fmt: skip
    sentences = [text for each in sets for rule in each for text in rule.row.ex]
    found = 0
    for sentence in sentences[::3]:
        view = normalise(sentence)
        for text in {sentence, view, with_runes(view, find_topics(view, rules))}:
            found += sum(_are_found(each, text) for each in sets)
    assert found > len(sentences) / 3


def _are_found(rules: Rules[Any], text: str) -> int:
    """How many patterns match, all of which must be hopeful, and begin at a place where they are tried."""
    hopeful = {id(phrase) for rule in rules.hopeful(text) for phrase in rule.pattern.every}
    found = [(phrase, match) for rule in rules for phrase in rule.pattern.every if (match := _search(phrase, text))]
    assert {id(phrase) for phrase, _ in found} <= hopeful
    assert all(match.start() in places(text, phrase.demands.opens) for phrase, match in found)
    return len(found)


def _search(phrase: Wording, text: str) -> re.Match[str] | None:
    return phrase.expression.search(text)
