"""The row types of the claim lexicon.

Every row that holds patterns shows what it is for: ``ex`` are sentences in which it must be among the rows that match,
``not`` near ones in which it must not, read alone and, where the row is for one side's people, as said by them.
``tests/extractors/claims/test_rows.py`` runs them all; nothing else reads them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from extractors.claims.notation.patterns import TermForm
from extractors.lexicon.actors import Shown
from extractors.records import Position, Topic

WorthBeside = Literal["none", "reason"]


@dataclass(frozen=True, slots=True)
class WordList:
    """Forms that patterns name as ``{id}``."""

    id: str
    forms: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TopicRow(Shown):
    """Phrases that speak of a topic.

    ``position`` is what the words themselves say ("has recognised"); ``default`` is taken where nothing in the
    statement says where the speaker stands. ``party`` is who acts by these words, if not Russia. Only a text that holds
    one of ``needs`` is looked through. ``beside`` tells what such words are worth next to a topic that alerts: nothing
    beside any, or nothing beside one that is opposed, for which they are but the reason. ``speaker`` is the side whose
    people alone speak of the topic by these words.
    """

    id: str
    topic: Topic
    patterns: tuple[str, ...]
    needs: tuple[str, ...] = ()
    form: TermForm = "name"
    position: Position | None = None
    default: Position | None = None
    party: str | None = None
    beside: WorthBeside | None = None
    speaker: Literal["iea"] | None = None


@dataclass(frozen=True, slots=True)
class TrapRow(Shown):
    """Phrases that look like a topic and are none; ``cased`` patterns are read with capitals."""

    id: str
    patterns: tuple[str, ...]
    cased: bool = False


@dataclass(frozen=True, slots=True)
class MarkerRow(Shown):
    """Words that put one of ``topics`` on a rung of the ladder.

    A ``weak`` one counts only where nothing else does, and never for a topic that nothing in the words stands for. What
    one that ``asks`` asks for is in the words after it: as a cue it does not outweigh them. A ``judgement`` turns round
    where it is passed on the state that a topic would end: an unjust ban speaks for delisting.
    """

    id: str
    position: Position
    patterns: tuple[str, ...]
    topics: tuple[Topic, ...] = ("recognition", "delisting", "representation")
    weak: bool = False
    judgement: bool = False
    asks: bool = False


@dataclass(frozen=True, slots=True)
class CarrierRow(Shown):
    """Words that take their topic from what was said before: one of ``topics``, or any if empty.

    A ``pronoun`` carries only where a marker says something of it; ``main`` prefers what the article is about;
    ``question`` words carry nothing themselves, they tell that what follows is an answer;
    ``elsewhere`` words tell that a statement is about something else.
    """

    id: str
    patterns: tuple[str, ...]
    topics: tuple[Topic, ...] = ()
    pronoun: bool = False
    main: bool = False
    question: bool = False
    elsewhere: bool = False
    default: Position | None = None


@dataclass(frozen=True, slots=True)
class PartyRow(Shown):
    """Words around one of ``topics`` by which ``party`` would act."""

    id: str
    party: str
    patterns: tuple[str, ...]
    topics: tuple[Topic, ...]


@dataclass(frozen=True, slots=True)
class NarrativeRow(Shown):
    """Words that make an outlet's own sentence a report of an act or of none, a recap, or of what is usual.

    ``pronoun`` opens a sentence about whom the one before it is about.
    """

    id: str
    kind: Literal["actor", "pronoun", "denial", "recap", "usual"]
    patterns: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CameoRow:
    """The CAMEO code of a topic on a rung, where a statement has one of ``words`` and Russia is or is not the party."""

    id: str
    topic: Topic
    positions: tuple[Position, ...]
    code: str
    words: tuple[str, ...] = ()
    russia: bool | None = None
