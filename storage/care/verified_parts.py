"""What a look at one part of a store came to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

SHOWN = 3  # one damaged page of a file can spoil hundreds of rows


@dataclass(frozen=True, slots=True)
class VerifiedPart:
    """One part of a store that was looked at: whether it is sound, what was seen, and the mend where it is not."""

    part: str
    sound: bool
    told: str
    mend: str = ""


def verified(part: str, seen: str, wrong: Sequence[str], mend: str) -> VerifiedPart:
    """A part of which so much was ``seen``, with what is ``wrong`` in it, one each."""
    if not wrong:
        return VerifiedPart(part, True, seen)
    more = f" and {len(wrong) - SHOWN} more" if len(wrong) > SHOWN else ""
    return VerifiedPart(part, False, f"of {seen}: {'; '.join(wrong[:SHOWN])}{more}", mend)
