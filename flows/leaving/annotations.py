"""The evidence of claims as W3C Web Annotations: JSON-LD, one annotation a line."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import IO, Any

from extractors.records import Span
from flows.leaving.feeds import URN
from storage.articles.leaving import Evidenced

CONTEXT = "http://www.w3.org/ns/anno.jsonld"
_AROUND = 32  # characters of the text before and behind, by which a quotation is found again


def write_annotations(claims: Iterable[Evidenced], stream: IO[str]) -> int:
    """Write one annotation a claim: what it claims as its body, where its words stand as its target; how many."""
    number = 0
    for one in claims:
        stream.write(json.dumps(annotation(one), ensure_ascii=False) + "\n")
        number += 1
    return number


def annotation(one: Evidenced) -> dict[str, Any]:
    """A claim as an annotation; offsets count code points of the article's text, as the model has it."""
    claim, spans = one.judged.claim, one.statement.statement.content
    stand = {
        "topic": claim.topic,
        "position": claim.position,
        "party": claim.party,
        "target": claim.target,
        "certainty": claim.certainty,
    }
    return {
        "@context": CONTEXT,
        "id": f"{URN}:claim:{claim.id}",
        "type": "Annotation",
        "motivation": "classifying",
        "created": claim.seen_at.isoformat(),
        "generator": {"id": URN, "type": "Software", "name": "recognition-watch"},
        "body": [
            {"type": "TextualBody", "purpose": "tagging", "value": f"{claim.topic} {claim.position}"},
            {"type": "TextualBody", "purpose": "identifying", "value": claim.speaker_name},
            {"type": "TextualBody", "purpose": "describing", "format": "application/json", "value": json.dumps(stand)},
        ],
        "target": [_target(one, span) for span in spans],
    }


def _target(one: Evidenced, span: Span) -> dict[str, Any]:
    text, start, end = one.text, span.start, span.end
    source: dict[str, Any] = {"id": one.judged.claim.url or f"{URN}:article:{one.article_id}", "type": "Text"}
    return {
        "source": source | ({"language": one.language} if one.language else {}),
        "selector": [
            {
                "type": "TextQuoteSelector",
                "exact": text[start:end],
                "prefix": text[max(0, start - _AROUND) : start],
                "suffix": text[end : end + _AROUND],
            },
            {"type": "TextPositionSelector", "start": start, "end": end},
        ],
    }
