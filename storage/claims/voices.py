"""Who is heard in the store: the speakers of statements and claims, known to the lexicon or not."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql

from extractors.text.folding import words_of
from storage.layout.base import Verbs
from storage.layout.tables import voices

_MOST = 500
_SHORTEST_PART = 3  # letters: a trigram is found by its three


class VoiceVerbs(Verbs):
    """Voices."""

    def voices(self, part: str) -> tuple[tuple[str, str], ...]:
        """Voices as a ``Filter`` takes them, each with a name that has the folded ``part`` in it, at most 500.

        A part of one or two letters is looked for at the beginning of names only, and so is each where PostgreSQL
        lacks ``pg_trgm``: there at the beginning of words.
        """
        wanted = " ".join(words_of(part))
        if not wanted:
            return ()
        with self._database.reading() as connection:
            query = sa.select(voices.c.key, voices.c.name).where(_holds(connection, wanted))
            found = connection.execute(query.order_by(sa.func.length(voices.c.folded), voices.c.number).limit(_MOST))
            return tuple(sorted((row.key, row.name) for row in found))


def _holds(connection: sa.Connection, wanted: str) -> sa.ColumnElement[bool]:
    folded = voices.c.folded
    if len(wanted) < _SHORTEST_PART:
        return (folded >= wanted) & (folded < wanted + "\U0010ffff")
    if connection.dialect.name == "sqlite":
        table = sa.table("voice_fts", sa.column("rowid"))
        holds = sa.literal_column("voice_fts").op("MATCH", is_comparison=True)(f'"{wanted}"')
        return voices.c.number.in_(sa.select(table.c.rowid).where(holds))
    if connection.scalar(sa.text("SELECT to_regclass('ix_voices_trigrams')")) is not None:
        return folded.contains(wanted)
    words = " <-> ".join(f"'{word}'" for word in wanted.split()) + ":*"
    vector = sa.func.to_tsvector(sa.literal_column("'simple'::regconfig"), folded)
    return vector.op("@@", is_comparison=True)(sa.cast(words, postgresql.TSQUERY))
