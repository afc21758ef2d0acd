"""Who is heard in the store: the speakers of statements and claims, known to the lexicon or not."""

from __future__ import annotations

import sqlalchemy as sa

from storage.base import Verbs
from storage.tables import claims, statements


class VoiceVerbs(Verbs):
    """Voices."""

    def voices(self) -> tuple[tuple[str, str], ...]:
        """Every voice as a ``Filter`` takes it, with each name that it goes by, in the order of the alphabet."""
        name = statements.c.body["speaker"]["name"].as_string()
        said = sa.select(sa.func.coalesce(statements.c.actor, name), name).where(name.is_not(None))
        who = sa.func.coalesce(claims.c.actor, claims.c.speaker_name)
        claimed = sa.select(who, claims.c.speaker_name)
        keyed = sa.select(who, claims.c.speaker_key)
        with self._database.reading() as connection:
            found = connection.execute(sa.union(said, claimed, keyed))
            return tuple(sorted((row[0], row[1]) for row in found))
