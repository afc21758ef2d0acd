"""The contract's answer: one article's extraction as plain objects, in the contract's order of keys."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from extractors.records import Article, Claim, Cue, Extraction, Mention, Relevance, Speaker, Statement

Json = dict[str, Any]


def answer(extraction: Extraction) -> Json:
    """What ``recognition-watch extract`` prints for one article; ``read_to`` only of one that is too long."""
    cut = {} if extraction.read_to is None else {"read_to": extraction.read_to}
    return {
        "article": _article(extraction.article),
        "relevance": _relevance(extraction.relevance),
        "statements": [_statement(statement) for statement in extraction.statements],
        **cut,
    }


def _article(article: Article) -> Json:
    return {
        "url": article.url,
        "canonical_url": article.canonical_url,
        "title": article.title,
        "byline": article.byline,
        "outlet": article.outlet,
        "published_at": _moment(article.published_at),
        "language": article.language,
        "text": article.text,
    }


def _moment(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None


def _relevance(relevance: Relevance) -> Json:
    return {
        "relevant": relevance.relevant,
        "score": relevance.score,
        "evidence": [
            {"side": each.side, "start": each.start, "end": each.end, "text": each.text} for each in relevance.evidence
        ],
    }


def _statement(statement: Statement) -> Json:
    return {
        "speaker": _speaker(statement.speaker) if statement.speaker else None,
        "cue": _words(statement.cue) if statement.cue else None,
        "content": [{"start": span.start, "end": span.end} for span in statement.content],
        "text": statement.text,
        "kind": statement.kind,
        "addressee": _mention(statement.addressee) if statement.addressee else None,
        "via": [_mention(medium) for medium in statement.via],
        "said_on": statement.said_on.isoformat() if statement.said_on else None,
        "place": _words(statement.place) if statement.place else None,
        "embedded": _speaker(statement.embedded) if statement.embedded else None,
        "claims": [_claim(claim) for claim in statement.claims],
    }


def _words(words: Cue | Mention) -> Json:
    return {"text": words.text, "start": words.start, "end": words.end}


def _mention(mention: Mention) -> Json:
    return {**_words(mention), "actor": mention.actor}


def _speaker(speaker: Speaker) -> Json:
    return {
        "text": speaker.text,
        "start": speaker.start,
        "end": speaker.end,
        "name": speaker.name,
        "actor": speaker.actor,
    }


def _claim(claim: Claim) -> Json:
    return {
        "topic": claim.topic,
        "position": claim.position,
        "party": claim.party,
        "target": claim.target,
        "negated": claim.negated,
        "confirmed": claim.confirmed,
        "certainty": claim.certainty,
        "cameo": claim.cameo,
        "evidence": [{"start": each.start, "end": each.end, "rule": each.rule} for each in claim.evidence],
    }
