"""What people are, as a mail adds it to their names: "president of Russia"."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from extractors.lexicon import Lexicon


def roles_on(lexicon: Lexicon, day: datetime) -> dict[str, str]:
    """The office that each of the lexicon's people holds on a day, by the actor's key."""
    names = {actor.id: actor.name for actor in lexicon.actors}
    words = {role.id: role.forms[0] for role in lexicon.roles}
    held = {
        actor.id: next((office for office in actor.offices if office.held_on(day)), None) for actor in lexicon.actors
    }
    return {key: f"{words[office.role]}, {names[office.of]}" for key, office in held.items() if office is not None}
