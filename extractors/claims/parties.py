"""Who would act: Russia, unless the words before a topic, the topic's own words or the speaker say otherwise."""

from __future__ import annotations

import re
from collections.abc import Iterable

from extractors.claims.notation.folded_text import normalise
from extractors.claims.notation.rule_book import ClaimRules
from extractors.claims.stances import Stance
from extractors.lexicon import Actor
from extractors.records import EVERYBODY, IEA, RUSSIA, Speaker, Statement
from extractors.sentences.clauses import ClausedWords

_OPENING = 25  # characters in which a subject of a few words begins
_BESIDE = 90  # characters on either side of a name that tell whose it is
_VEIL = "§"  # each letter of a country that may act, in the words that tell whether it is an example
_REACH_BACK = 2_000  # characters before a statement in which the last country named may act
_ENDS = (". ", "\n")  # a stop that ends no sentence ("Mr. ") only leaves less of what stands beside a name


def party_of(stance: Stance, said: ClausedWords, runes: str, speaker: Speaker | None, rules: ClaimRules) -> str:
    """The actor key of who recognises, delists, accredits, or sets conditions, in this claim."""
    actor = rules.actors.get(speaker.actor or "") if speaker else None
    if stance.topic == "conditions":
        return _who_sets(actor)
    if stance.topic == "legitimacy":
        return EVERYBODY if actor and actor.side == "iea" else RUSSIA
    if stance.topic == "engagement" and actor and actor.side == "iea" and rules.tells("emirate-wants", said.words):
        return IEA
    if stance.mention.carried:
        return RUSSIA
    return _said_by_words(stance, said, runes, rules) or _own_country(actor, said.words, rules) or RUSSIA


def named_party(statement: Statement, text: str, ruled: str | None, rules: ClaimRules) -> str:
    """Who would act where it is neither Russia nor the Emirate nor everybody.

    That is whom the rules read (``ruled``), else the first that the words name, else whose speaker it is: by the
    lexicon, by its own words, or by those beside its first mention in the article; else the last that was named before.
    """
    if ruled not in {None, RUSSIA}:
        return str(ruled)
    speaker, start = statement.speaker, statement.content[0].start
    if in_words := _others(without_examples(normalise(statement.text), rules), rules):
        return in_words[0]
    if speaker and (own := _speaks_for(rules.actors.get(speaker.actor or ""))):
        return own
    for words in _of_speaker(speaker, text):
        if beside := _others(normalise(words), rules):
            return beside[0]
    before = _others(normalise(text[max(0, start - _REACH_BACK) : start]), rules)
    return before[-1] if before else EVERYBODY


def opens(words: str, rules: ClaimRules) -> str | None:
    """The other country with which the words begin, where none of them names Russia: it acts. Or Russia alone."""
    named = list(rules.agents.finditer(without_examples(words, rules)))
    keys = [rules.agent_ids[match.group()] for match in named]
    is_alone = RUSSIA not in keys or set(keys) == {RUSSIA}
    return keys[0] if named and named[0].end() <= _OPENING and is_alone else None


def without_examples(words: str, rules: ClaimRules) -> str:
    """The words with blanks where a country is named for what it has done, which somebody else may do after it."""
    veiled = rules.agents.sub(lambda found: _VEIL * len(found.group()), words)
    spans = [found.span() for found in rules.signs["example"].finditer(veiled)] if _VEIL in veiled else []
    for start, end in spans:
        words = words[:start] + " " * (end - start) + words[end:]
    return words


def _of_speaker(speaker: Speaker | None, text: str) -> tuple[str, ...]:
    """How a speaker is called, and what stands beside its first mention in the article."""
    if speaker is None:
        return ()
    start = text.find(speaker.name)
    if start < 0:
        return (f"{speaker.text} {speaker.name}",)
    end = start + len(speaker.name)
    opens_at = max(text.rfind(mark, 0, start) for mark in _ENDS) + 1
    ends_at = min((at for mark in _ENDS if (at := text.find(mark, end)) >= 0), default=len(text))
    beside = text[max(opens_at, start - _BESIDE) : start], text[end : min(ends_at, end + _BESIDE)]
    return f"{speaker.text} {speaker.name}", " . ".join(beside)


def _others(words: str, rules: ClaimRules) -> list[str]:
    """The countries and unions of countries that words name, without the two sides."""
    found = (
        rules.agent_ids.get(match.group()) or rules.union_ids[match.group()] for match in rules.others.finditer(words)
    )
    return [key for key in found if key != RUSSIA]


def _speaks_for(actor: Actor | None) -> str | None:
    """The country of somebody from elsewhere, or the union of countries that it is or belongs to."""
    if actor is None or actor.side != "other":
        return None
    return actor.country or (actor.id if actor.kind in {"country", "body"} else actor.belongs_to)


def _who_sets(actor: Actor | None) -> str:
    if actor is None or actor.side == "russia":
        return RUSSIA
    return EVERYBODY if actor.side == "iea" else actor.country or actor.id


def _said_by_words(stance: Stance, said: ClausedWords, runes: str, rules: ClaimRules) -> str | None:
    """The party that a row names, or the last country named in the clause before the topic."""
    mention = stance.mention
    if mention.party:
        return mention.party
    for rule in rules.parties.hopeful(runes):
        places = (place for match in rule.pattern.finditer(runes) for place in _places(match))
        if stance.topic in rule.row.topics and mention.start in places:
            return rule.row.party
    if named := said.last_before(rules.agents, mention.start):
        agent = rules.agent_ids[named]
        return None if agent == RUSSIA else agent
    return EVERYBODY if rules.tells("all-countries", said.words[mention.start : mention.end]) else None


def _places(match: re.Match[str]) -> Iterable[int]:
    return (match.start(name) for name, letters in match.groupdict().items() if letters)


def _own_country(actor: Actor | None, words: str, rules: ClaimRules) -> str | None:
    """The speaker's country where a foreigner says "my country"."""
    if actor and actor.side == "other" and actor.country and rules.tells("own-country", words):
        return actor.country
    return None
