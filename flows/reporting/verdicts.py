"""What reviewers said of claims, as annotated articles that the judge of claims can be trained on. Pure functions.

A row has the form of ``tests/bench/newsrooms``. It is ``partial``: only what was reviewed is known of the article.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Any

import yaml

from extractors.records import RUNGS, RUSSIA, Position
from extractors.records.identity import claim_id, digest
from extractors.records.stored import Reviewed
from extractors.training.newsrooms import ArticleRow, StatementRow, complaints

if TYPE_CHECKING:
    from extractors.lexicon import Lexicon

HEADER = """\
# What reviewers said of claims, from `recognition-watch review --export`; the words are the outlets'. A statement:
# [speaker, actor, kind, [its content], {topic: "position|also accepted @party"}, said on]. Nothing else of an article
# was reviewed (partial). Laid beside the other sets as verdicts-NAME.yaml it is learned from by `make judge`.
"""


@dataclass(frozen=True, slots=True)
class Export:
    """Rows that can be trained on, and a line for each statement that cannot."""

    rows: tuple[ArticleRow, ...]
    left_out: tuple[str, ...]


def annotated(reviewed: Sequence[Reviewed], lexicon: Lexicon) -> Export:
    """One row an article, with the statements that verdicts settle; what does not fit its text is left out."""
    rows: list[ArticleRow] = []
    left_out: list[str] = []
    for key, of_article in groupby(reviewed, key=lambda one: one.article_id):
        found = list(of_article)
        kept: list[StatementRow] = []
        for _, on in groupby(found, key=lambda one: one.claim.statement_id):
            statement = _statement(list(on), lexicon)
            whys = list(complaints(_row(key, found[0], [*kept, statement]), lexicon))
            left_out += [f"{found[0].claim.url}: {why}" for why in whys[:1]]
            kept += [] if whys else [statement]
        if kept:
            rows.append(_row(key, found[0], kept))
    return Export(tuple(rows), tuple(left_out))


def as_yaml(rows: Iterable[ArticleRow]) -> str:
    """The rows as a file of ``tests/bench/newsrooms`` holds them."""
    plain = [
        {
            "id": row.id,
            "outlet": row.outlet,
            "published": row.published,
            "partial": True,
            "text": row.text,
            "statements": [_plain(each) for each in row.statements],
        }
        for row in rows
    ]
    return HEADER + yaml.safe_dump(plain, allow_unicode=True, sort_keys=False, width=1000)


def _plain(row: StatementRow) -> list[Any]:
    return [row.speaker, row.actor, row.kind, list(row.content), dict(row.claims), row.said_on]


def _row(key: str, first: Reviewed, statements: Sequence[StatementRow]) -> ArticleRow:
    claim = first.claim
    day = claim.published_day or claim.seen_at.date()
    return ArticleRow(f"verdict-{digest(key)[:12]}", claim.outlet, day, first.text, tuple(statements), partial=True)


def _statement(on: Sequence[Reviewed], lexicon: Lexicon) -> StatementRow:
    """A statement with the claims that its verdicts leave, and those that nobody reviewed as they were read."""
    one, statement = on[0], on[0].statement
    reviewed = {each.claim.id for each in on}
    unseen = [each for each in statement.claims if claim_id(one.claim.statement_id, each) not in reviewed]
    claims = {each.topic: _words([each.position], each.party) for each in unseen}
    claims |= {each.claim.topic: words for each in on if (words := _claim(each))}
    name, actor = _voice(on, lexicon)
    content = tuple(one.text[span.start : span.end] for span in statement.content)
    return StatementRow(name, actor, statement.kind, content, claims, statement.said_on)


def _claim(one: Reviewed) -> str:
    """The positions that a verdict accepts; nothing where it says that there is no such claim."""
    verdict, claim = one.review.verdict, one.claim
    if verdict == "not_a_claim" or (verdict == "wrong_topic" and one.review.topic is None):
        return ""
    if verdict != "wrong_position" or one.review.position is not None:
        return _words([claim.position], claim.party)
    others = [position for position in RUNGS if position != claim.position]
    nearest_first = sorted(others, key=lambda position: abs(RUNGS[position] - RUNGS[claim.position]))
    return _words(nearest_first, claim.party)


def _words(positions: Sequence[Position], party: str) -> str:
    return "|".join(positions) + (f" @{party}" if party != RUSSIA else "")


def _voice(on: Sequence[Reviewed], lexicon: Lexicon) -> tuple[str | None, str | None]:
    """The speaker as the text names him, and the actor; neither where a reviewer says that it is somebody else."""
    said = next((each.review for each in on if each.review.verdict == "wrong_speaker"), None)
    speaker = on[0].statement.speaker
    if said is None:
        known = speaker is not None and speaker.text in on[0].text
        return (speaker.text if speaker and known else None), speaker.actor if speaker else None
    actor = lexicon.by_id.get(said.speaker or "")
    names = (*actor.names.get("en", ()), *actor.short.get("en", ())) if actor else ()
    return next((name for name in names if name in on[0].text), None), actor.id if actor else None
