"""What an address or a form asks for, as a filter; what is none of the known is refused, not guessed."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from typing import Any, get_args
from urllib.parse import parse_qsl, urlencode

from starlette.requests import Request

from extractors.records import Filter, JudgedClaim, NoveltyKind, Position, Topic, Verdict
from extractors.records.stored import HitPlace, SearchKind

PAGE = 30
MOST = 200  # by the API at once
_LONGEST_WORDS = 200  # characters that are searched for
_LONGEST_FORM = 64_000  # bytes; a note of 500 characters has 6,000 at most, percent-encoded
_KINDS: dict[str, tuple[Any, ...]] = {
    "topic": get_args(Topic),
    "position": get_args(Position),
    "novelty": get_args(NoveltyKind),
    "verdict": (*get_args(Verdict), "open"),
    "sure": ("60", "80"),
}
# Microseconds since 1970 and an id: every such number is a moment.
KEY = r"^(-?[0-9]{1,16})_([0-9A-Za-z]{1,64})$"
# Thousandths of a score, a document's number, a kind and an id.
PLACE = rf"^([0-9]{{1,6}})_([0-9]{{1,19}})_({'|'.join(get_args(SearchKind))})_([0-9A-Za-z]{{1,64}})$"
_EPOCH, _TICK = datetime(1970, 1, 1, tzinfo=UTC), timedelta(microseconds=1)
FIELDS = (*_KINDS, "actor", "outlet", "words", "since", "until")
LISTED = (*FIELDS, "kind")


class AskedWronglyError(ValueError):
    """A request asks for what is not known; the text says what."""


def filter_of(asked: Mapping[str, str], limit: int = PAGE) -> Filter:
    """The filter of a query: topic, position, novelty, verdict, sure (percent), actor, outlet, words, since, until."""
    told = {name: value.strip() for name in FIELDS if (value := asked.get(name, "")).strip()}
    for name, known in _KINDS.items():
        if told.get(name) and told[name] not in known:
            raise AskedWronglyError(f"{name} is one of {', '.join(known)}")
    until = _day_after(told["until"]) if "until" in told else None
    return Filter(
        topic=told.get("topic"),  # type: ignore[arg-type]  # looked up above, as the next three
        position=told.get("position"),  # type: ignore[arg-type]
        novelty=told.get("novelty"),  # type: ignore[arg-type]
        verdict=told.get("verdict"),  # type: ignore[arg-type]
        actors=(told["actor"],) if "actor" in told else (),
        outlet=told.get("outlet"),
        search=told.get("words", "")[:_LONGEST_WORDS] or None,
        since=_day(told["since"]) if "since" in told else None,
        until=until,
        certainty=int(told["sure"]) / 100 if "sure" in told else None,
        limit=limit,
    )


def key_of(one: JudgedClaim) -> str:
    """The key behind which the next page begins."""
    claim = one.claim
    return f"{((claim.published_at or claim.seen_at) - _EPOCH) // _TICK}_{claim.id}"


def after_of(asked: Mapping[str, str]) -> tuple[datetime, str] | None:
    """The date and id of a key, None where none is given."""
    found = _following(asked, KEY)
    return (_EPOCH + int(found[1]) * _TICK, found[2]) if found else None


def key_of_place(place: HitPlace) -> str:
    """The key behind which the next page of a search begins."""
    return f"{round(place.score * 1000)}_{place.number}_{place.kind}_{place.id}"


def place_of(asked: Mapping[str, str]) -> HitPlace | None:
    """The place of a key, None where none is given."""
    found = _following(asked, PLACE)
    if found is None:
        return None
    score, number, kind, key = found.groups()
    return HitPlace(int(score) / 1000, int(number), kind, key)  # type: ignore[arg-type]  # the pattern has the kinds alone


def _following(asked: Mapping[str, str], pattern: str) -> re.Match[str] | None:
    """The key that is asked for, None where none is given; AskedWronglyError where no page gave it."""
    given = asked.get("after", "")
    found = re.fullmatch(pattern, given)
    if given and not found:
        raise AskedWronglyError("after is a key that an earlier page gave")
    return found if given else None


def asking(asked: Mapping[str, str], **changes: str) -> str:
    """The query that asks the same but for the changes."""
    told = {name: asked[name] for name in LISTED if asked.get(name)} | changes
    return urlencode({name: value for name, value in told.items() if value})


async def form_of(request: Request) -> dict[str, str]:
    """The fields of a form that was sent, the last of each name."""
    body = b""
    async for part in request.stream():
        body += part
        if len(body) > _LONGEST_FORM:
            raise AskedWronglyError("the form is too long")
    return dict(parse_qsl(body.decode("utf-8", "replace"), keep_blank_values=True, max_num_fields=50))


def _day(text: str) -> datetime:
    try:
        return datetime.combine(date.fromisoformat(text), datetime.min.time(), UTC)
    except ValueError:
        raise AskedWronglyError("a day is written as 2026-05-01") from None


def _day_after(text: str) -> datetime:
    try:
        return _day(text) + timedelta(days=1)
    except OverflowError:
        raise AskedWronglyError("there is no day after that") from None
