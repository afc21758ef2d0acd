"""Claims as they are stored: what comparing, listing and alerting need, and stable ids for all of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from typing import TYPE_CHECKING, TypedDict

from extractors.claims.speaker_kinds import state_spoken_for, voice_kind
from extractors.records import Article, ClaimRecord, Extraction, Statement
from extractors.records.identity import claim_id, message_id, statement_id, statement_ids
from extractors.text.folding import name_key

if TYPE_CHECKING:
    from extractors.lexicon import Lexicon

__all__ = ["claim_id", "claim_records", "message_id", "speaker_key", "statement_id"]

_CONTEXT = 400  # characters around a claim that are kept with it: a paragraph


def claim_records(extraction: Extraction, seen_at: datetime, lexicon: Lexicon | None = None) -> tuple[ClaimRecord, ...]:
    """One record for each claim, in text order; of several alike in one statement the first.

    With a ``lexicon`` each tells what kind of voice makes it, and for which state; without, every speaker counts as
    named, and as nobody's.
    """
    article = extraction.article
    found: dict[str, ClaimRecord] = {}
    for key, statement in zip(statement_ids(extraction), extraction.statements, strict=True):
        for record in _records(key, statement, article, seen_at):
            if lexicon is not None:
                voice = voice_kind(statement, lexicon)
                record = replace(record, voice=voice, state=state_spoken_for(statement, voice, lexicon))
            found.setdefault(record.id, record)
    return tuple(found.values())


def speaker_key(article: Article, statement: Statement) -> str:
    """Groups the utterances of one voice: an actor, a name, or the outlet where it speaks itself."""
    speaker = statement.speaker
    if speaker is None:
        return f"outlet:{name_key(article.outlet or '')}" if statement.kind == "narrative" else "name:"
    return speaker.actor or f"name:{name_key(speaker.name)}"


class _OfArticle(TypedDict):
    """What a record tells of the article, by its own names."""

    outlet: str
    url: str
    title: str
    published_at: datetime | None
    published_on: date | None


class _OfStatement(TypedDict):
    """What a record tells of how its statement was said, by its own names."""

    said_on: date | None
    addressee: str | None
    via: tuple[str, ...]
    place: str | None
    promised_by: str | None


def _records(key: str, statement: Statement, article: Article, seen_at: datetime) -> Iterator[ClaimRecord]:
    printed, said = _printed(article), _said(statement)
    for claim in statement.claims:
        yield ClaimRecord(
            id=claim_id(key, claim),
            statement_id=key,
            speaker_key=speaker_key(article, statement),
            speaker_name=_speaker_name(article, statement),
            actor=statement.speaker.actor if statement.speaker else None,
            topic=claim.topic,
            position=claim.position,
            party=claim.party,
            target=claim.target,
            negated=claim.negated,
            confirmed=claim.confirmed,
            cameo=claim.cameo,
            kind=statement.kind,
            words=statement.text,
            context=_context(article.text, statement),
            seen_at=seen_at,
            evidence=claim.evidence,
            certainty=claim.certainty,
            **printed,
            **said,
        )


def _speaker_name(article: Article, statement: Statement) -> str:
    outlet = article.outlet if statement.kind == "narrative" else None
    return (statement.speaker.name if statement.speaker else outlet) or "unknown"


def _printed(article: Article) -> _OfArticle:
    return _OfArticle(
        outlet=article.outlet or "",
        url=article.canonical_url or article.url or "",
        title=article.title or "",
        published_at=article.published_at,
        published_on=article.published_on,
    )


def _said(statement: Statement) -> _OfStatement:
    return _OfStatement(
        said_on=statement.said_on,
        addressee=statement.addressee.text if statement.addressee else None,
        via=tuple(medium.text for medium in statement.via),
        place=statement.place.text if statement.place else None,
        promised_by=statement.embedded.name if statement.embedded else None,
    )


def _context(text: str, statement: Statement) -> str:
    """The paragraph in which the statement begins, cut to a readable length around it."""
    at, until = statement.content[0].start, statement.content[-1].end
    start = max(text.rfind("\n", max(0, at - _CONTEXT), at) + 1, at - _CONTEXT)
    end = text.find("\n", at, until + _CONTEXT)
    end = len(text) if end < 0 else end
    return text[start : min(max(end, until), until + _CONTEXT)]
