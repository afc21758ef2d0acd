"""What a construction is: a named way in which a language writes down that somebody said something."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Act = Literal["said", "asked", "did", "read", "answered"]
"""What its words are to whoever they are given to.

``said`` and ``asked``: what a verb, a noun or a phrase tells of. ``did``: what somebody welcomed, refused, called for.
``read``: words that stand on the page under a label, beside a name or alone between quotation marks. ``answered``: a
turn of a transcript or of an interview, whose words are somebody's own without quotation marks.
"""


@dataclass(frozen=True, slots=True)
class Construction:
    """A construction by the name that a statement bears, and what steers whatever comes after it.

    ``whole`` constructions take whole sentences, which keep their final stop. In a ``framing`` one the clause of
    attribution stands inside or behind what was said, so that a quotation after it goes on with the same words.
    """

    id: str
    act: Act
    whole: bool = False
    framing: bool = False
