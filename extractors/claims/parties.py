"""Who would act: Russia, unless the words before a topic, the topic's own words or the speaker say otherwise."""

from __future__ import annotations

import re
from collections.abc import Iterable

from extractors.claims.modality import Verdict, clause_around
from extractors.claims.rules import ClaimRules
from extractors.lexicon import Actor
from extractors.records import Speaker

RUSSIA, IEA, EVERYBODY = "russia", "iea", "international-community"

_INTERNATIONAL = re.compile(r"\b(?:international|global|universal|wider) ")
_OWN_COUNTRY = re.compile(r"\b(?:his|her|my|our|their) (?:own )?(?:country|government|state)\b")
_IEA_WANTS = re.compile(
    r"\b(?:afghanistan|emirate|we|kabul|taliban|it) (?:\w+ )?(?:wants?|seeks?|desires?|wishes|wanted|sought)\b"
)


def party_of(verdict: Verdict, words: str, runes: str, speaker: Speaker | None, rules: ClaimRules) -> str:
    """The actor key of who recognises, delists, accredits, or sets conditions, in this claim."""
    actor = rules.actors.get(speaker.actor or "") if speaker else None
    if verdict.topic == "conditions":
        return _who_sets(actor)
    if verdict.topic == "legitimacy":
        return EVERYBODY if actor and actor.side == "iea" else RUSSIA
    if verdict.topic == "engagement" and actor and actor.side == "iea" and _IEA_WANTS.search(words):
        return IEA
    if verdict.mention.carried:
        return RUSSIA
    return _said_by_words(verdict, words, runes, rules) or _own_country(actor, words) or RUSSIA


def _who_sets(actor: Actor | None) -> str:
    if actor is None or actor.side == "russia":
        return RUSSIA
    return EVERYBODY if actor.side == "iea" else actor.country or actor.id


def _said_by_words(verdict: Verdict, words: str, runes: str, rules: ClaimRules) -> str | None:
    """The party that a row names, or the last country named in the clause before the topic."""
    mention = verdict.mention
    if mention.party:
        return mention.party
    for rule in rules.parties:
        places = (place for match in rule.pattern.finditer(runes) for place in _places(match))
        if verdict.topic in rule.row.topics and mention.start in places:
            return rule.row.party
    clause = clause_around(words, mention.start)
    before = list(rules.agents.finditer(words, clause.start, mention.start))
    if before:
        agent = rules.agent_ids[before[-1].group()]
        return None if agent == RUSSIA else agent
    return EVERYBODY if _INTERNATIONAL.search(words[mention.start : mention.end]) else None


def _places(match: re.Match[str]) -> Iterable[int]:
    return (match.start(name) for name, letters in match.groupdict().items() if letters)


def _own_country(actor: Actor | None, words: str) -> str | None:
    """The speaker's country where a foreigner says "my country"."""
    if actor and actor.side == "other" and actor.country and _OWN_COUNTRY.search(words):
        return actor.country
    return None
