"""Nouns for what only a store can tell: histories, groups, reviews and coverage. Like records: frozen and light."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal, NamedTuple

from extractors.records import (
    ArticleRecord,
    ClaimRecord,
    Delivery,
    EntryStatus,
    FeedMemory,
    FeedState,
    JudgedClaim,
    NoveltyKind,
    Page,
    Position,
    Statement,
    StatementRecord,
    Topic,
    Verdict,
)

SearchKind = Literal["articles", "statements", "claims"]


@dataclass(frozen=True, slots=True)
class RevisionRecord:
    """One wording of an article, numbered from 1, and which statements came and went with it."""

    article_id: str
    revision: str
    number: int
    title: str | None
    text: str
    seen_at: datetime
    appeared: tuple[StatementRecord, ...] = ()
    vanished: tuple[StatementRecord, ...] = ()


@dataclass(frozen=True, slots=True)
class StoredArticle:
    """What is stored of an article before a new revision of it is: its claims, and those of them that were alerted."""

    article: ArticleRecord
    claims: tuple[JudgedClaim, ...]
    alerted: frozenset[str]


@dataclass(frozen=True, slots=True)
class Glimpse:
    """What a page was last: its address, what its server said of it, and the hash of its bytes."""

    url: str
    etag: str | None = None
    last_modified: str | None = None
    body_hash: str = ""


@dataclass(frozen=True, slots=True)
class Look:
    """The next look at the page of an article: at ``url``, for the ``number``-th time (from 0), and what it was last.

    ``live`` is whether it is a live blog; ``etag`` and ``last_modified`` are what its server said, ``body_hash`` and
    ``text_hash`` tell its bytes and the article's text. ``further`` are the pages on which the article goes on.
    """

    url: str
    number: int = 0
    live: bool = False
    etag: str | None = None
    last_modified: str | None = None
    body_hash: str = ""
    text_hash: str = ""
    further: tuple[Glimpse, ...] = ()


@dataclass(frozen=True, slots=True)
class Reports:
    """Who reported one claim. ``origins`` counts independent texts: a syndicated copy is no second origin."""

    first: JudgedClaim
    later: tuple[JudgedClaim, ...]
    outlets: tuple[str, ...]
    origins: int


@dataclass(frozen=True, slots=True)
class Telling:
    """One report of an utterance: the claim that tells it, where and when, and how it reads there.

    ``origin`` is the same for copies of one text; ``wordings`` counts the revisions of its article that were seen.
    """

    claim_id: str
    article_id: str
    outlet: str
    url: str
    position: Position
    published_at: datetime | None
    seen_at: datetime
    origin: str
    wordings: int = 1


@dataclass(frozen=True, slots=True)
class SyndicationGroup:
    """Articles that are copies of one text, the first publisher's first. ``key`` is the group's own."""

    key: str
    articles: tuple[ArticleRecord, ...]


@dataclass(frozen=True, slots=True)
class Review:
    """A person's verdict on a claim. ``speaker`` (an actor's key), ``topic`` and ``position`` say what is right."""

    claim_id: str
    verdict: Verdict
    who: str
    at: datetime
    note: str = ""
    speaker: str | None = None
    topic: Topic | None = None
    position: Position | None = None


@dataclass(frozen=True, slots=True)
class Reviewed:
    """A claim with its latest verdict, the statement that makes it, and the wording of the article it stands in.

    Topic, position and actor of the claim are what the reviewer says is right, where the review says it.
    """

    review: Review
    claim: ClaimRecord
    statement: Statement
    article_id: str
    text: str


@dataclass(frozen=True, slots=True)
class ReviewFigures:
    """How right the alerts were: of ``reviewed`` alerted claims ``right`` were, by their latest verdicts."""

    reviewed: int
    right: int
    verdicts: tuple[tuple[Verdict, int], ...]

    @property
    def precision(self) -> float | None:
        """The share that was right, None before the first review."""
        return self.right / self.reviewed if self.reviewed else None


@dataclass(frozen=True, slots=True)
class SetAside:
    """What the program could not read for a fault of its own, and the ``version`` that could not.

    It is an entry (by its key), or a feed (by its address; then ``status`` says nothing).

    ``tried_with`` is the latest version that has it tried again, ``status`` its entry's now, ``size`` how many bytes
    are kept of its page; ``id`` is what it is asked for by.
    """

    key: str
    url: str
    title: str
    outlet: str
    error: str
    traceback: str
    version: str
    at: datetime
    tried_with: str | None = None
    id: str = ""
    size: int = 0
    status: EntryStatus = "set_aside"


@dataclass(frozen=True, slots=True)
class KnownFault:
    """One fault of the program, however often it was met: what came up where, and what it last came up in."""

    id: str
    kind: str
    subject: str
    error: str
    traceback: str
    place: str
    version: str
    first_seen: datetime
    last_seen: datetime
    times: int = 1
    told_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Coverage:
    """What was watched in a time: feeds that answered in it, those in trouble, and what came of it."""

    feeds: int
    answered: int
    states: tuple[tuple[FeedState, int], ...]
    troubled: tuple[FeedMemory, ...]
    entries: int
    articles: int
    claims: tuple[tuple[NoveltyKind, int], ...]


@dataclass(frozen=True, slots=True)
class Overdue:
    """Deliveries that should have gone out by now: how many, since when the oldest waits, what went wrong last."""

    number: int
    since: datetime
    error: str


@dataclass(frozen=True, slots=True)
class ReadBy:
    """What read an article: the program's version with a hash of its code, hashes of its lexicon and of its models."""

    program: str
    lexicon: str
    model: str


@dataclass(frozen=True, slots=True)
class ExtractionRun:
    """One reading of one wording of an article, and how much was found."""

    read_by: ReadBy
    at: datetime
    statements: int
    claims: int


@dataclass(frozen=True, slots=True)
class DeliveryAttempt:
    """One attempt, numbered from 1, to tell somebody; ``outcome`` is "sent", "failed" or "given_up"."""

    number: int
    at: datetime
    outcome: str
    error: str | None = None


@dataclass(frozen=True, slots=True)
class TracedMail:
    """One delivery that told a claim, with every attempt; ``is_its_own`` is whether its Message-ID is its own."""

    delivery: Delivery
    is_its_own: bool
    attempts: tuple[DeliveryAttempt, ...]


@dataclass(frozen=True, slots=True)
class TracedPage:
    """The page behind a wording without its bytes: their SHA-256 and number, and whether they are still these."""

    page: Page
    sha256: str
    size: int
    is_whole: bool


@dataclass(frozen=True, slots=True)
class Trace:
    """The chain behind a claim, from who was told of it down to the bytes that were served.

    ``is_linked`` is whether an alert tells a claim of its statement, if one did; ``is_said`` whether the claim has the
    words of its statement, ``points`` whether every offset of the statement points at its words in ``text``,
    ``is_worded`` whether that is still the text that ``revision`` was made of. ``page`` is None where it is not kept
    (any more). ``former`` is what claim and statement said before they were read otherwise, the first first.
    """

    judged: JudgedClaim
    reviews: tuple[Review, ...]
    mails: tuple[TracedMail, ...]
    is_linked: bool
    statement: StatementRecord
    is_said: bool
    points: bool
    article: ArticleRecord
    revision: str
    number: int
    revised_at: datetime
    text: str
    is_worded: bool
    runs: tuple[ExtractionRun, ...]
    page: TracedPage | None
    former: tuple[dict[str, object], ...]

    @property
    def is_sound(self) -> bool:
        """Whether every link holds."""
        page = self.page is None or self.page.is_whole
        words = self.is_said and self.points and self.is_worded
        return words and page and self.is_linked and all(mail.is_its_own for mail in self.mails)


class HitPlace(NamedTuple):
    """Where a hit stands among all, the greatest first: by how well it answers (0 to the number of terms), then date.

    ``number`` is the number of its document, which begins with the second that it is dated.
    """

    score: float
    number: int
    kind: SearchKind
    id: str


@dataclass(frozen=True, slots=True)
class Hit:
    """What a search found: an article, a statement or a claim, and where it stands among all."""

    place: HitPlace
    found: ArticleRecord | StatementRecord | JudgedClaim


@dataclass(frozen=True, slots=True)
class Hits:
    """What a search found, the best first; ``more`` says that of some kind only the latest were weighed.

    ``articles`` are the ids of all articles that were weighed, where any were looked for: all that fit, or the latest
    where there are ``more_articles``.
    """

    hits: tuple[Hit, ...]
    more: bool
    articles: tuple[str, ...] = ()
    more_articles: bool = False
