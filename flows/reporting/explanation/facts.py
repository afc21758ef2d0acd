"""A statement's facts as name and words, in the order in which a reader of rules wants them."""

from __future__ import annotations

from collections.abc import Iterator

from extractors.records import Claim, Mention, Speaker, Statement


def facts_of(one: Statement) -> tuple[tuple[str, str], ...]:
    """Who, how it was found, to whom, when and where, which rules, and each claim with the words that made it."""
    return tuple((name, words) for name, words in _facts(one) if words)


def _facts(one: Statement) -> Iterator[tuple[str, str]]:
    yield "speaker", _speaker(one.speaker) if one.speaker else "nobody was found"
    yield "promised by", _speaker(one.embedded) if one.embedded else ""
    yield "kind", one.kind
    yield "cue", one.cue.text if one.cue else ""
    yield "said to", _mention(one.addressee) if one.addressee else ""
    yield "via", ", ".join(_mention(medium) for medium in one.via)
    yield "said on", one.said_on.isoformat() if one.said_on else ""
    yield "place", one.place.text if one.place else ""
    yield "rules", ", ".join(one.rules)
    for claim in one.claims:
        yield "claim", _claim(claim)
        yield "like", f"“{claim.like}”, as annotated" if claim.like else ""


def _speaker(speaker: Speaker) -> str:
    key = f" ({speaker.actor})" if speaker.actor else ""
    how = f", from “{speaker.text}” by {speaker.resolved_by}" if speaker.resolved_by else f", from “{speaker.text}”"
    return f"{speaker.name}{key}{how}"


def _mention(mention: Mention) -> str:
    return f"{mention.text} ({mention.actor})" if mention.actor else mention.text


def _claim(claim: Claim) -> str:
    marks = [word for word, holds in (("negated", claim.negated), ("unconfirmed", not claim.confirmed)) if holds]
    words = "; ".join(f"“{part.text}” by {part.rule}" for part in claim.evidence)
    extra = f" [{', '.join(marks)}]" if marks else ""
    sure = f"certainty {claim.certainty:.2f}"
    return f"{claim.topic} {claim.position}, {claim.party} on {claim.target}, {sure}{extra}: {words}"
