"""Who would act where it is neither Russia nor the Emirate: by the words, the speaker, or what is beside its name."""

from __future__ import annotations

import pytest

from extractors.claims.notation.folded_text import normalise
from extractors.claims.notation.rule_book import rules_of
from extractors.claims.parties import named_party, opens
from extractors.lexicon import load_lexicon
from extractors.records import Span, Speaker, Statement

LEXICON = load_lexicon()
RULES = rules_of(LEXICON)

# The article, its speaker and the lexicon's key of it, the words, what the rules read, who would act.
NAMED = {
    "whom the rules read": ("{}", None, None, "It has taken its time", "china", "china"),
    "the first that the words name": ("{}", None, None, "Tashkent acts with Astana", "russia", "uzbekistan"),
    "initials": ("{}", None, None, "It is for the U.S. to say", None, "united-states"),
    "a union of countries": ("{}", None, None, "That is for the United Nations", None, "un"),
    "whose speaker it is": ("Mao Ning said: {}", "Mao Ning", "mao-ning", "We are not there yet", None, "china"),
    "what the speaker is called": (
        "A Dutch diplomat said: {}",
        "A Dutch diplomat",
        None,
        "Not now",
        None,
        "netherlands",
    ),
    "what stands behind its name": (
        "Ola Exemplar, the Norwegian envoy, said: {}",
        "Ola Exemplar",
        None,
        "No",
        None,
        "norway",
    ),
    "what stands before its name": ("Qatar's spokesman Sami Exemplar: {}", "Sami Exemplar", None, "No", None, "qatar"),
    "not whose example is given": (
        "Sami Exemplar, the Qatari envoy, said: {}",
        "Sami Exemplar",
        None,
        "Things are different now that Moscow and Bishkek have gone first",
        None,
        "qatar",
    ),
    "not who is followed": (
        "India waits. {}",
        None,
        None,
        "We too will take that step, like Kazakhstan",
        None,
        "india",
    ),
    "who was named last": ("India waits. Pakistan waits too. {}", None, None, "No day was set", None, "pakistan"),
    "not what stands in the sentences before its name": (
        "It rained. Qatar waits. Iran waits. Sami Exemplar said: {}",
        "Sami Exemplar",
        None,
        "No day was set",
        None,
        "iran",
    ),
    "nobody": ("Nothing moves. {}", None, None, "No day was set", None, "international-community"),
}


@pytest.mark.parametrize("situation", NAMED)
def test_who_would_act_is_named_by(situation: str) -> None:
    frame, name, actor, words, ruled, party = NAMED[situation]
    text = frame.format(words)
    at, start = text.find(name or ""), text.index(words)
    speaker = Speaker(name, at, at + len(name), name, actor) if name else None
    said = Statement(speaker, None, (Span(start, start + len(words)),), words, "direct")

    assert named_party(said, text, ruled, RULES) == party


@pytest.mark.parametrize(
    ("words", "party"),
    [
        ("Belarus has no plans to recognise the Taliban", "belarus"),
        ("The U.S. does not intend to recognise them", "united-states"),
        ("Kazakhstan weighs it with Russia", None),
        ("Kazakhstan followed what Russia had done", "kazakhstan"),
        ("After Russia we are the second", None),
        ("After Russia recognised them, nothing moved", "russia"),
        ("He would like Russia to recognise them", "russia"),
        ("No envoy has come, and none is awaited in Tashkent", None),
        ("Nobody among so many Iranians had expected it", None),  # the 25th letter ends a country's name, not the word
    ],
)
def test_words_that_open_with_another_country_are_of_its_act_unless_they_name_russia(
    words: str, party: str | None
) -> None:
    assert opens(normalise(words), RULES) == party
