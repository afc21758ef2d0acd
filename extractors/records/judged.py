"""The nouns of novelty: a claim beside all that is known, and what a reviewer made of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from extractors.records.claims import Evidence, Position, Topic
from extractors.records.dated import Dated
from extractors.records.statements import StatementKind

VoiceKind = Literal["person", "body", "country", "medium", "named", "unnamed", "outlet"]
NoveltyKind = Literal["repeat", "restated", "new", "shift"]
Verdict = Literal["right", "not_a_claim", "wrong_speaker", "wrong_topic", "wrong_position", "not_new"]


@dataclass(frozen=True, slots=True)
class ClaimRecord(Dated):
    """A claim with all that comparing, listing and alerting need to know of its statement and article.

    ``speaker_key`` groups utterances of one voice: the actor's key, else ``name:`` and the folded name, else
    ``outlet:`` and the outlet for a narrative. ``id`` hashes the statement's id, topic, party and target; the
    statement's id hashes the article's address, the raw words and where they stand. ``promised_by`` names the embedded
    speaker of a claim that is not confirmed. ``voice`` is the kind of its speaker, "named" for one with a name that the
    lexicon does not know; ``state`` is the country or party that its speaker speaks for, where the lexicon knows one;
    ``certainty`` says how sure it is that this speaker takes this position, 0 to 1.
    """

    id: str
    statement_id: str
    speaker_key: str
    speaker_name: str
    actor: str | None
    topic: Topic
    position: Position
    party: str
    target: str
    negated: bool
    confirmed: bool
    cameo: str | None
    kind: StatementKind
    words: str
    context: str
    said_on: date | None
    addressee: str | None
    via: tuple[str, ...]
    place: str | None
    outlet: str
    url: str
    title: str
    published_at: datetime | None
    seen_at: datetime
    evidence: tuple[Evidence, ...] = ()
    promised_by: str | None = None
    certainty: float = 1.0
    voice: VoiceKind = "named"
    state: str | None = None
    published_on: date | None = None


@dataclass(frozen=True, slots=True)
class Novelty:
    """What a claim is against everything stored, why, and the nearest earlier claim if there is one."""

    kind: NoveltyKind
    reason: str
    nearest: ClaimRecord | None = None


@dataclass(frozen=True, slots=True)
class JudgedClaim:
    """A claim and its novelty: what is stored, listed and alerted.

    ``vanished_at`` is when a revision of its article was seen without it, ``verdict`` the latest of a reviewer.
    ``read_as`` is the position that a clearly surer report of the same utterance gives, where it is another one.
    """

    claim: ClaimRecord
    novelty: Novelty
    verdict: Verdict | None = None
    vanished_at: datetime | None = None
    read_as: Position | None = None
