"""The nouns of the house: what one room hands to the next.

Everything here is frozen, hashable where its parts are, and built on the standard library alone. A thing at another
stage of its life is another type: an entry as the feed gave it, a page as it was served, an article as it was read, a
claim as it stands in a text, a claim as it is stored. Offsets count Unicode code points into ``Article.text`` and are
half open. Moments are aware and in UTC.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from extractors.records.dated import Dated
from extractors.records.feeds import Covers as Covers
from extractors.records.feeds import Entry as Entry
from extractors.records.feeds import EntryStatus as EntryStatus
from extractors.records.feeds import Feed as Feed
from extractors.records.feeds import FeedMemory as FeedMemory
from extractors.records.feeds import FeedState as FeedState
from extractors.records.feeds import InboxEntry as InboxEntry
from extractors.records.feeds import Listing as Listing
from extractors.records.feeds import Page as Page
from extractors.records.feeds import ParsedFeed as ParsedFeed

Side = Literal["recogniser", "recognised"]
Kind = Literal["direct", "indirect", "mixed", "narrative"]
Topic = Literal["recognition", "delisting", "representation", "legitimacy", "engagement", "conditions"]
Position = Literal["opposes", "premature", "conditional", "considering", "supports", "decided", "done"]
VoiceKind = Literal["person", "body", "country", "medium", "named", "unnamed", "outlet"]
NoveltyKind = Literal["repeat", "restated", "new", "shift"]
DeliveryStatus = Literal["waiting", "sent", "given_up", "batched"]
AlertKind = Literal["claims", "correction", "digest", "notice"]
Verdict = Literal["right", "not_a_claim", "wrong_speaker", "wrong_topic", "wrong_position", "not_new"]

TOPICS: tuple[Topic, ...] = ("recognition", "delisting", "representation", "legitimacy", "engagement", "conditions")
ALERTING_TOPICS: tuple[Topic, ...] = ("recognition", "delisting", "representation")
READ_LANGUAGES: frozenset[str] = frozenset({"en"})
RUNGS: dict[Position, int] = {
    "opposes": -2,
    "premature": -1,
    "conditional": 0,
    "considering": 1,
    "supports": 2,
    "decided": 3,
    "done": 4,
}


# --- Articles and what is said in them -------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Article(Dated):
    """A page as it was read. ``text`` has one paragraph a line; every offset of a statement counts into it.

    ``published_from`` says where the date is from (``given``, ``feed``, ``json-ld``, ``meta``, ``page``, ``address``,
    ``guess``) and ``published_certainty`` how far it can be trusted. ``dateline`` is the place the text opens with.
    ``published_on`` is the day on the page's own clock, where that is another one than in UTC.
    """

    url: str | None
    canonical_url: str | None
    title: str | None
    byline: str | None
    outlet: str | None
    published_at: datetime | None
    language: str | None
    text: str
    published_from: str = ""
    published_certainty: Literal["", "sure", "likely", "guessed"] = ""
    modified_at: datetime | None = None
    dateline: str | None = None
    published_on: date | None = None


@dataclass(frozen=True, slots=True)
class Span:
    """Half-open offsets into an article's text."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class SideMention:
    """Words that name one side of the relation."""

    side: Side
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Relevance:
    """Whether an article is on Russia-IEA relations, how surely (0 to 1), and the words that decided."""

    relevant: bool
    score: float
    evidence: tuple[SideMention, ...]
    reason: str


@dataclass(frozen=True, slots=True)
class Mention:
    """A person, body or medium where the text names it; ``actor`` is the lexicon's key, if it knows one."""

    text: str
    start: int
    end: int
    actor: str | None = None


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who speaks: the sentence's words, the fullest name in the article, the lexicon's key, how it was found."""

    text: str
    start: int
    end: int
    name: str
    actor: str | None
    resolved_by: str = ""


@dataclass(frozen=True, slots=True)
class Cue:
    """The words that make an utterance of it: "said", "according to"."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Evidence:
    """Words that decided, and the id of the lexicon row or rule that took them."""

    start: int
    end: int
    text: str
    rule: str


@dataclass(frozen=True, slots=True)
class Claim:
    """What a statement claims: a topic, a rung on the ladder, who would act on whom, and the words that say so.

    ``certainty`` is how likely it is, between 0 and 1, that this speaker takes this position on this topic; 1 where
    nobody weighed it. ``like`` is the annotated statement that reads most alike, looked up for whoever asks why.
    """

    topic: Topic
    position: Position
    party: str
    target: str
    negated: bool
    confirmed: bool
    cameo: str | None
    evidence: tuple[Evidence, ...]
    certainty: float = 1.0
    like: str | None = None


@dataclass(frozen=True, slots=True)
class Statement:
    """Somebody's words in an article. ``insertions`` are an editor's additions that lie inside ``content``.

    ``embedded`` is whose promise the words only tell of: the minister where his office says that he promised.
    ``odds`` are the log odds that it is one at all, by the signs of its construction; None where nothing weighs them.
    """

    speaker: Speaker | None
    cue: Cue | None
    content: tuple[Span, ...]
    text: str
    kind: Kind
    addressee: Mention | None = None
    via: tuple[Mention, ...] = ()
    said_on: date | None = None
    place: Mention | None = None
    claims: tuple[Claim, ...] = ()
    insertions: tuple[Span, ...] = ()
    rules: tuple[str, ...] = ()
    embedded: Speaker | None = None
    odds: float | None = None


@dataclass(frozen=True, slots=True)
class Extraction:
    """One article's answer: is it relevant, and who said what in it.

    ``read_to`` is the offset up to which its text was read where that is too long to be read whole, else None.
    """

    article: Article
    relevance: Relevance
    statements: tuple[Statement, ...]
    read_to: int | None = None


# --- Claims against what is known ------------------------------------------------------------------------------------


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
    kind: Kind
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


@dataclass(frozen=True, slots=True)
class ArticleRecord:
    """A stored article as it is listed. ``revision`` hashes the text."""

    id: str
    revision: str
    article: Article
    relevance: Relevance
    seen_at: datetime
    statements: int
    claims: int


@dataclass(frozen=True, slots=True)
class StatementRecord:
    """A stored statement as it is listed, with the article it stands in."""

    id: str
    statement: Statement
    outlet: str
    url: str
    title: str
    published_at: datetime | None
    seen_at: datetime
    vanished_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Filter:
    """What a list is narrowed to; None and empty mean no narrowing.

    ``since`` and ``until`` (exclusive) compare with publication, else sight; ``seen_since`` with sight alone.
    ``actors`` are keys of the lexicon and names of speakers that it does not know, outlets among them. ``search`` is
    words as ``extractors.querying`` reads them. A claim must be at least as sure as ``certainty``, 0 to 1.
    """

    since: datetime | None = None
    actors: tuple[str, ...] = ()
    topic: Topic | None = None
    position: Position | None = None
    search: str | None = None
    limit: int = 100
    until: datetime | None = None
    seen_since: datetime | None = None
    novelty: NoveltyKind | None = None
    outlet: str | None = None
    verdict: Verdict | Literal["open"] | None = None
    party: str | None = None
    language: str | None = None
    certainty: float | None = None


# --- Alerts and their delivery ---------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Change:
    """A sentence that an outlet changed in its article: empty before where it is new, after where it was taken out."""

    before: str
    after: str
    part: Literal["text", "headline"] = "text"


@dataclass(frozen=True, slots=True)
class Alert:
    """Something to be told: the new claims of one article, their correction, a digest, or a notice to the operator.

    ``text`` says in a sentence why there is a correction, or is a notice's own words. ``changes`` are what changed in
    an article that had been read before, ``more_changes`` how many others there are.
    """

    id: str
    created_at: datetime
    url: str
    outlet: str
    title: str
    published_at: datetime | None
    claims: tuple[JudgedClaim, ...]
    kind: AlertKind = "claims"
    text: str = ""
    changes: tuple[Change, ...] = ()
    more_changes: int = 0


@dataclass(frozen=True, slots=True)
class Delivery:
    """One alert for one recipient, as it stands in the outbox.

    ``in_reply_to`` is the Message-ID of the first mail that told this recipient of one of its claims.
    """

    alert: Alert
    recipient: str
    message_id: str
    status: DeliveryStatus
    attempts: int
    next_attempt_at: datetime
    sent_at: datetime | None = None
    error: str | None = None
    in_reply_to: str | None = None
