"""The nouns of the house: what one room hands to the next.

Everything here is frozen, hashable where its parts are, and built on the standard library alone. A thing at another
stage of its life is another type: an entry as the feed gave it, a page as it was served, an article as it was read, a
claim as it stands in a text, a claim as it is stored. Offsets count Unicode code points into ``Article.text`` and are
half open. Moments are aware and in UTC. All but what only the store knows is imported from here.
"""

from __future__ import annotations

from extractors.records.alerts import Alert as Alert
from extractors.records.alerts import AlertKind as AlertKind
from extractors.records.alerts import Change as Change
from extractors.records.alerts import Delivery as Delivery
from extractors.records.alerts import DeliveryStatus as DeliveryStatus
from extractors.records.articles import READ_LANGUAGES as READ_LANGUAGES
from extractors.records.articles import Article as Article
from extractors.records.articles import Relevance as Relevance
from extractors.records.articles import Side as Side
from extractors.records.articles import SideMention as SideMention
from extractors.records.articles import Span as Span
from extractors.records.claims import ALERTING_TOPICS as ALERTING_TOPICS
from extractors.records.claims import EVERYBODY as EVERYBODY
from extractors.records.claims import IEA as IEA
from extractors.records.claims import RUNGS as RUNGS
from extractors.records.claims import RUSSIA as RUSSIA
from extractors.records.claims import TOPICS as TOPICS
from extractors.records.claims import Claim as Claim
from extractors.records.claims import Evidence as Evidence
from extractors.records.claims import Position as Position
from extractors.records.claims import Topic as Topic
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
from extractors.records.judged import ClaimRecord as ClaimRecord
from extractors.records.judged import JudgedClaim as JudgedClaim
from extractors.records.judged import Novelty as Novelty
from extractors.records.judged import NoveltyKind as NoveltyKind
from extractors.records.judged import Verdict as Verdict
from extractors.records.judged import VoiceKind as VoiceKind
from extractors.records.listed import ArticleRecord as ArticleRecord
from extractors.records.listed import Filter as Filter
from extractors.records.listed import StatementRecord as StatementRecord
from extractors.records.statements import Cue as Cue
from extractors.records.statements import Extraction as Extraction
from extractors.records.statements import Mention as Mention
from extractors.records.statements import Speaker as Speaker
from extractors.records.statements import Statement as Statement
from extractors.records.statements import StatementKind as StatementKind
