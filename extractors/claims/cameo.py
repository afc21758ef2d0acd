"""The CAMEO code of a claim: a derived label, looked up by topic and rung."""

from __future__ import annotations

import re

from extractors.claims.rules import ClaimRules
from extractors.records import Position, Topic


def cameo_of(topic: Topic, position: Position, words: str, rules: ClaimRules) -> str | None:
    """The code of the first row that fits; ``words`` are the statement's, in lower case."""
    for row in rules.cameo:
        fits = row.topic == topic and position in row.positions
        if fits and (not row.words or any(re.search(rf"\b{word}", words) for word in row.words)):
            return row.code
    return None
