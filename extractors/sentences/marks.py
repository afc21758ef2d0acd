"""What the statement components hand to one another: quotations, and attributions before anybody is resolved.

Offsets are those of ``records.Span``: half open, in code points of the text.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from extractors.records import Span, StatementKind
from extractors.sentences.constructions import Act

QuotationRole = Literal["speech", "scare", "title"]


@dataclass(frozen=True, slots=True)
class Quotation:
    """Words between quotation marks. ``start`` and ``end`` take the marks in, ``inner_*`` leave them out.

    ``closed`` is false where no closing mark was found; ``depth`` is 0 outside any other quotation. ``continues`` says
    that an earlier paragraph left its quotation open and this one takes it up again.
    """

    start: int
    end: int
    inner_start: int
    inner_end: int
    closed: bool
    depth: int
    role: QuotationRole
    continues: bool = False


@dataclass(frozen=True, slots=True)
class Attribution:
    """Words and the words that say whose they are, before it is decided who that is.

    ``speaker`` are the words of the sentence that name the source; None means that the sentence names nobody.
    ``inherits`` is the index of the attribution whose speaker this one shares ("…," he said. "More." / "adding that").
    ``promiser`` are the words that name whose promise the content tells of, None where it tells of none.
    ``rule`` is the id of the construction and ``act`` what it tells of; ``row`` is the id of the cue's lexicon row,
    empty where there is none.
    ``signs`` are what the sieve weighs.
    """

    content: tuple[Span, ...]
    kind: StatementKind
    cue: Span | None
    speaker: Span | None
    addressee: Span | None
    via: tuple[Span, ...]
    rule: str
    act: Act
    inherits: int | None
    insertions: tuple[Span, ...]
    row: str = ""
    promiser: Span | None = None
    signs: tuple[str, ...] = ()
