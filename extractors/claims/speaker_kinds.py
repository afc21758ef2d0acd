"""What kind of voice makes a claim: a person, a body, a medium that relays, the outlet itself, or nobody by name."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import TYPE_CHECKING

from extractors.records import Statement, VoiceKind

if TYPE_CHECKING:
    from extractors.lexicon import Lexicon

_KINDS: Mapping[str, VoiceKind] = {
    "person": "person",
    "body": "body",
    "country": "country",
    "medium": "medium",
    "collective": "body",
}
_WORD = re.compile(r"[^\W_][\w'’.-]*")
# Institutions that are too many things to be one body where no actor of the lexicon stands behind them.
_VAGUE = frozenset({"ministry", "government", "side", "police", "army"})


def voice_kind(statement: Statement, lexicon: Lexicon) -> VoiceKind:
    """The kind of voice of a statement; a speaker whom the lexicon does not know may have a proper name, or none."""
    speaker = statement.speaker
    if speaker is None:
        return "outlet" if statement.kind == "narrative" else "unnamed"
    actor = lexicon.by_id.get(speaker.actor or "")
    if actor is not None:
        return _KINDS[actor.kind]
    if _institutions(lexicon).search(speaker.name) and not _is_former(speaker.name, lexicon):
        return "body"
    return "named" if has_proper_name(speaker.name, lexicon) else "unnamed"


def goes_by_name(statement: Statement, lexicon: Lexicon) -> bool:
    """Whether a speaker whom the lexicon does not know is called by a proper name of several words.

    It may stand behind an article ("the Window of Hope Movement"); one word, or a ministry of nobody's, is none.
    """
    if statement.speaker is None or voice_kind(statement, lexicon) != "named":
        return False
    words = _WORD.findall(statement.speaker.name)
    words = words[words[0].casefold() in lexicon.words["definite"] :]
    return len(words) > 1 and words[0][:1].isupper() and words[-1][:1].isupper()


def state_of(actor: str | None, lexicon: Lexicon) -> str | None:
    """The country or party that an actor of the lexicon is or belongs to, None where it is nobody's."""
    known = lexicon.by_id.get(actor or "")
    if known is None:
        return None
    return known.id if known.kind == "country" else known.country


def state_spoken_for(statement: Statement, voice: VoiceKind, lexicon: Lexicon) -> str | None:
    """The country or party for which a statement's speaker speaks, None where it is nobody's.

    A body that the lexicon does not know is of the third country that its name begins with: the Chinese Foreign
    Ministry, Norway's parliament.
    """
    speaker = statement.speaker
    if speaker is None or speaker.actor is not None or voice != "body":
        return state_of(speaker.actor if speaker else None, lexicon)
    first = next(iter(_head(speaker.name, lexicon)), "")
    owner = next((first.removesuffix(end) for end in lexicon.words["owner_endings"] if first.endswith(end)), first)
    return _third_countries(lexicon).get(owner)


@lru_cache(maxsize=4)
def _third_countries(lexicon: Lexicon) -> Mapping[str, str]:
    countries = (actor for actor in lexicon.actors if actor.kind == "country" and actor.side not in ("russia", "iea"))
    return {
        form: actor.id for actor in countries for form in (*actor.adjectives.get("en", ()), *actor.names.get("en", ()))
    }


@lru_cache(maxsize=64)
def keys_speaking_for(state: str | None, lexicon: Lexicon) -> tuple[str, ...]:
    """The keys of all who speak for a country: itself, its bodies and its people; none for nobody's."""
    return tuple(actor.id for actor in lexicon.actors if state is not None and state in (actor.id, actor.country))


def has_proper_name(name: str, lexicon: Lexicon) -> bool:
    """Whether a noun phrase names somebody: a capital in its head that belongs to no demonym, place or role.

    What follows a preposition ("ministries in Moscow") tells whose or where, not who.
    """
    words = _head(name, lexicon)
    capitals = [word for word in words if word[:1].isupper() and not _is_common(word, lexicon)]
    opens_only = len(words) > 1 and capitals == words[:1] and not any(word[:1].isupper() for word in words[1:])
    return bool(capitals) and not opens_only


def _head(name: str, lexicon: Lexicon) -> list[str]:
    determiners = lexicon.words["definite"] | lexicon.words["indefinite"]
    words: list[str] = []
    for word in _WORD.findall(name):
        folded = word.casefold()
        if words and folded in lexicon.words["prepositions"]:
            break
        if folded not in determiners:
            words.append(word)
    return words


def _is_former(name: str, lexicon: Lexicon) -> bool:
    """Whether a noun phrase is of somebody who held an office: "a former deputy speaker of parliament" is no body."""
    return next(iter(_head(name, lexicon)), "").casefold().removesuffix("-") in lexicon.words["former"] - {"then"}


def _is_common(word: str, lexicon: Lexicon) -> bool:
    """A possessive tells whose, a role or demonym what."""
    owns = word.endswith((*lexicon.words["owner_endings"], *lexicon.words["plural_owner_endings"]))
    return owns or word.casefold() in _common_words(lexicon)


@lru_cache(maxsize=4)
def _common_words(lexicon: Lexicon) -> frozenset[str]:
    roles = (form for role in lexicon.roles for form in (*role.forms, *role.plurals))
    places = (
        form
        for actor in lexicon.actors
        for form in (
            *actor.adjectives.get("en", ()),
            *actor.metonyms.get("en", ()),
            *(actor.names.get("en", ()) if actor.kind == "country" else ()),
        )
    )
    return frozenset(word.casefold() for phrase in (*roles, *places) for word in phrase.split())


@lru_cache(maxsize=4)
def _institutions(lexicon: Lexicon) -> re.Pattern[str]:
    names = (name for row in lexicon.institutions if row.id not in _VAGUE for name in row.names)
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, names))})\b", re.IGNORECASE)
