"""Articles, voices and claims as FollowTheMoney has them, for OpenSanctions' tools: entities or statements, one a line.

Needs followthemoney, which comes with the extra ``ftm`` (its library of Unicode, ICU, may have to be built).

An article is an ``Article``; whoever claims is a ``Person``, ``PublicBody`` or ``Organization``, and a ``LegalEntity``
where nobody knows; a ``Mention`` says that the article names it, a ``Note`` on it what it claims, in which words.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import IO, Any

from extractors.errors import SettingsError
from extractors.records import ArticleRecord, VoiceKind
from extractors.records.identity import digest
from storage.articles.leaving import Evidenced

DATASET = "recognition_watch"
_PREFIX = "rw"
_SCHEMATA: dict[VoiceKind, str] = {
    "person": "Person",
    "body": "PublicBody",
    "country": "PublicBody",
    "medium": "Organization",
    "outlet": "Organization",
    "named": "LegalEntity",
    "unnamed": "LegalEntity",
}


def write_entities(articles: Iterable[ArticleRecord], claims: Iterable[Evidenced], stream: IO[str]) -> int:
    """Write each entity as FollowTheMoney's JSON; how many. SettingsError where its library is missing."""
    number = 0
    for entity in _entities(articles, claims):
        stream.write(json.dumps(entity.to_dict(), ensure_ascii=False) + "\n")
        number += 1
    return number


def write_statements(articles: Iterable[ArticleRecord], claims: Iterable[Evidenced], stream: IO[str]) -> int:
    """Write each property of each entity as a statement of FollowTheMoney's; how many. SettingsError as above."""
    _model()
    # an extra, installed only where somebody wants such files
    from followthemoney import Statement

    number = 0
    for entity in _entities(articles, claims):
        for statement in Statement.from_entity(entity, dataset=DATASET):
            stream.write(json.dumps(statement.to_dict(), ensure_ascii=False) + "\n")
            number += 1
    return number


def _entities(articles: Iterable[ArticleRecord], claims: Iterable[Evidenced]) -> Iterator[Any]:
    model = _model()
    for article in articles:
        yield _article(model, article)
    seen: set[str] = set()
    for one in claims:
        for entity in (_voice(model, one), _mention(model, one), _note(model, one)):
            if entity.id not in seen:
                yield entity
            if entity.schema.name != "Note":  # each claim is there once
                seen.add(entity.id)


def _model() -> Any:
    try:
        # an extra, installed only where somebody wants such files
        from followthemoney import model
    except ImportError as error:
        mend = "pip install 'recognition-watch[ftm]' (ICU and a C++ compiler are needed)"
        raise SettingsError("format ftm", f"followthemoney cannot be loaded ({error})", mend) from error
    return model


def _made(model: Any, schema: str, key: str, **properties: Any) -> Any:
    """An entity that its schema has found valid."""
    entity = model.make_entity(schema)
    entity.id = key
    for name, values in properties.items():
        entity.add(name, values)
    entity.schema.validate({"properties": entity.properties})
    return entity


def _article(model: Any, record: ArticleRecord) -> Any:
    article = record.article
    published = article.published_at
    return _made(
        model,
        "Article",
        f"{_PREFIX}-article-{record.id}",
        title=article.title or article.text[:100],
        sourceUrl=article.canonical_url or article.url,
        publisher=article.outlet,
        author=article.byline,
        language=article.language,
        publishedAt=published.isoformat() if published else None,
        retrievedAt=record.seen_at.isoformat(),
    )


def _voice_id(one: Evidenced) -> str:
    return f"{_PREFIX}-voice-{digest('voice', one.judged.claim.speaker_key)}"


def _voice(model: Any, one: Evidenced) -> Any:
    claim = one.judged.claim
    return _made(model, _SCHEMATA[claim.voice], _voice_id(one), name=claim.speaker_name)


def _mention(model: Any, one: Evidenced) -> Any:
    voice, article = _voice_id(one), f"{_PREFIX}-article-{one.article_id}"
    key = f"{_PREFIX}-mention-{digest('mention', voice, article)}"
    return _made(model, "Mention", key, document=article, resolved=voice, name=one.judged.claim.speaker_name)


def _note(model: Any, one: Evidenced) -> Any:
    claim = one.judged.claim
    day = claim.said_on or (claim.published_at or claim.seen_at).date()
    return _made(
        model,
        "Note",
        f"{_PREFIX}-claim-{claim.id}",
        name=f"{claim.topic} {claim.position} ({claim.party} on {claim.target})",
        description=claim.words,
        entity=_voice_id(one),
        createdAt=day.isoformat(),
        sourceUrl=claim.url,
        publisher=claim.outlet,
        keywords=[claim.topic, claim.position, claim.party, claim.target],
        proof=f"{_PREFIX}-article-{one.article_id}",
    )
