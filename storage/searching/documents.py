"""What is searched by: the folded words of articles and statements, and keys for all that a search is narrowed by.

A key stands among the words as one more word that no text holds, so that one index answers both (boolean terms, as in
Xapian). A document's number begins with the second that it is dated: the latest come first without sorting, and a span
of days is a span of numbers.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from functools import lru_cache
from typing import Any, NamedTuple

from extractors.records import Filter
from extractors.text.folding import name_key, words_of
from storage.layout.rows import bounded, storable

MARK = "\ue000"  # stands between two fields: no phrase goes over it
FIELD = f" {MARK} "
ARTICLE_FIELDS = (3.0, 0.5, 1.0)  # what a word counts for in title, outlet, text
STATEMENT_FIELDS = (2.0, 3.0, 1.0, 0.5)  # in speaker, words, title, outlet
USUAL_ARTICLE, USUAL_STATEMENT = 2_900, 290  # characters
NUMBERS = 1 << 30  # for the documents of one second
CLAIMED = "q"  # the key of a statement that makes a claim
NEWS = ("new", "shift")  # few claims are either, and most feeds ask for them
TOLD = "w00000000told"  # the key of one with a claim that an alert told, always the last
HIGHEST = (1 << 63) - 1  # a number has 63 bits
_OF_CLAIMS = "bcnptyw"  # what the keys begin with that only a claim gives
_LAST_SECOND = HIGHEST // NUMBERS
_LONGEST_TEXT = 300_000  # characters: PostgreSQL indexes no more than a megabyte
_LONGEST_WORD = 100  # characters: longer than any word; PostgreSQL refuses one of two kilobytes


class Document(NamedTuple):
    """What one article or statement is found by."""

    item: str
    words: str
    terms: str


def first_number(moment: datetime) -> int:
    """The lowest number of a document that is dated to this second."""
    return min(max(int(moment.timestamp()), 0), _LAST_SECOND) * NUMBERS


def article_document(row: Mapping[str, Any], text: str, claims: Iterable[Mapping[str, Any]]) -> Document:
    """An article's row, its latest text, and the rows of its claims."""
    words = _words(row["title"], row["outlet"], text)
    return Document(row["id"], words, _keys(row["outlet"], row["language"], [], claims))


def statement_document(
    item: str, body: Mapping[str, Any], article: Mapping[str, Any], claims: Sequence[Mapping[str, Any]]
) -> Document:
    """A statement as JSON with its article's title, outlet and language, and the rows of its claims.

    A claim's row may say its novelty, and whether an alert ``told`` it.
    """
    speaker = body.get("speaker") or {}
    words = _words(speaker.get("name"), body["text"], article["title"], article["outlet"])
    said_by = [speaker.get("actor") or speaker["name"]] if speaker else []
    keys = _keys(article["outlet"], article["language"], said_by, claims)
    return Document(item, words, f"{keys} {TOLD}" if any(claim.get("told") for claim in claims) else keys)


def wanted_keys(narrow: Filter) -> tuple[tuple[str, ...], ...]:
    """The keys that a document needs to fit a filter: one of each group."""
    groups: list[tuple[str, ...]] = []
    if narrow.actors:
        groups.append(tuple(_key("a", name) for name in narrow.actors))
    if narrow.topic is not None and narrow.position is not None:
        groups.append((_key("b", f"{narrow.topic} {narrow.position}"),))
    else:
        groups += [(_key(kind, value),) for kind, value in (("t", narrow.topic), ("p", narrow.position)) if value]
    if narrow.certainty is not None:
        groups.append(tuple(_key("c", str(tenth)) for tenth in range(int(narrow.certainty * 10), 11)))
    news = narrow.novelty if narrow.novelty in NEWS else None
    others = (
        ("n", news),
        ("y", narrow.party),
        ("o", name_key(narrow.outlet or "") or narrow.outlet),
        ("l", narrow.language),
    )
    return (*groups, *((_key(kind, value),) for kind, value in others if value))


def of_claims(groups: Iterable[tuple[str, ...]]) -> bool:
    """Whether only what makes a claim has one of each group of keys."""
    return any(all(key[0] in _OF_CLAIMS for key in group) for group in groups)


def _words(*fields: str | None) -> str:
    texts = (words_of((field or "")[:_LONGEST_TEXT]) for field in fields)
    return FIELD.join(" ".join(word[:_LONGEST_WORD] for word in words) for words in texts)


def _keys(outlet: str | None, language: str | None, said_by: list[str], claims: Iterable[Mapping[str, Any]]) -> str:
    found = {_key("o", name_key(outlet or "") or outlet or ""), *(_key("a", name) for name in said_by)}
    if language:
        found.add(_key("l", language))
    for claim in claims:
        found |= {CLAIMED, _key("t", claim["topic"]), _key("p", claim["position"]), _key("y", claim["party"])}
        found |= {_key("b", f"{claim['topic']} {claim['position']}"), _key("c", str(int(certainty_of(claim) * 10)))}
        found |= {_key("a", name) for name in voices_of(claim)}
        found |= {_key("n", claim["novelty"])} if claim.get("novelty") in NEWS else set()
    return " ".join(sorted(found))


def voices_of(claim: Mapping[str, Any]) -> set[str]:
    """All that ``--actor`` may call the speaker of a claim's row."""
    return {claim["actor"] or claim["speaker_name"], claim["speaker_key"]}


def certainty_of(claim: Mapping[str, Any]) -> float:
    """How sure a claim's row is; one from before there were certainties is taken for sure, as its record is."""
    return float(claim["more"].get("certainty", 1.0))


@lru_cache(maxsize=4096)
def _key(kind: str, value: str) -> str:
    told = bounded(str(storable(value)))
    return kind + hashlib.sha256(told.encode()).hexdigest()[:12]
