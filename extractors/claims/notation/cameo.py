"""The CAMEO code of a claim: a derived label, looked up by topic, rung, party and words."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractors.claims.notation.row_types import CameoRow
from extractors.records import RUSSIA, Position, Topic


def cameo_of(topic: Topic, position: Position, party: str, words: str, rows: Sequence[CameoRow]) -> str | None:
    """The code of the first row that fits; ``words`` are the statement's, in lower case."""
    return next((row.code for row in rows if _fits(row, topic, position, party, words)), None)


def _fits(row: CameoRow, topic: Topic, position: Position, party: str, words: str) -> bool:
    if row.topic != topic or position not in row.positions:
        return False
    if row.russia is not None and row.russia is not (party == RUSSIA):
        return False
    return not row.words or re.search(rf"\b(?:{'|'.join(row.words)})", words) is not None
