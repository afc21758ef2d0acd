"""A stored article read again by a later program: what stays the same, what reads otherwise, what is superseded."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from extractors.records import ArticleRecord, ClaimRecord, Extraction, JudgedClaim, Statement, StatementRecord
from extractors.records.identity import statement_ids

Matter = tuple[str, str, str, str]  # statement, topic, party, target: what makes a claim the same one
# What a claim says; where its words stand is its statement's to say.
_COMPARED = (
    "position",
    "negated",
    "confirmed",
    "cameo",
    "speaker_key",
    "speaker_name",
    "kind",
    "said_on",
    "promised_by",
)
_DIGITS = 2  # of a certainty, that people see


@dataclass(frozen=True, slots=True)
class StoredReading:
    """What stands in the latest wording of a stored article, as it was read last."""

    article: ArticleRecord
    statements: tuple[StatementRecord, ...]
    claims: tuple[JudgedClaim, ...]


@dataclass(frozen=True, slots=True)
class Reprocessed:
    """One article read again. Statements are told by their ids.

    ``same`` and ``changed`` claims keep their ids: of each pair the first is as it was stored, the second as it reads
    now. ``gone`` are superseded; ``follows`` leads from the id of a new claim to that of the gone one in whose words it
    stands. What a reviewer has judged is among the ``same``, whatever it reads like now.
    """

    article: ArticleRecord
    extraction: Extraction
    statements_same: tuple[str, ...]
    statements_changed: tuple[str, ...]
    statements_new: tuple[str, ...]
    statements_gone: tuple[str, ...]
    same: tuple[JudgedClaim, ...]
    changed: tuple[tuple[JudgedClaim, ClaimRecord], ...]
    new: tuple[ClaimRecord, ...]
    gone: tuple[JudgedClaim, ...]
    follows: Mapping[str, str]

    @property
    def is_same(self) -> bool:
        """Whether nothing that is stored reads otherwise."""
        others = (self.statements_changed, self.statements_new, self.statements_gone, self.changed, self.new, self.gone)
        return not any(others) and self.relevance_is_same

    @property
    def relevance_is_same(self) -> bool:
        """Whether the article is on the subject now as it was before."""
        return self.article.relevance.relevant == self.extraction.relevance.relevant


def compare(standing: StoredReading, extraction: Extraction, records: Sequence[ClaimRecord]) -> Reprocessed:
    """Put what was stored beside what is read now; ``records`` are the claims of ``extraction``."""
    before = {one.id: one.statement for one in standing.statements}
    now = dict(zip(statement_ids(extraction), extraction.statements, strict=True))
    known = {_matter(one.claim): one for one in standing.claims}
    read = {_matter(one): one for one in records}
    pairs = [(known[matter], one) for matter, one in read.items() if matter in known]
    same = [old for old, one in pairs if old.verdict or reads_alike(old.claim, one)]
    kept = [old for matter, old in known.items() if matter not in read and old.verdict]
    gone = [old for matter, old in known.items() if matter not in read and not old.verdict]
    new = [one for matter, one in read.items() if matter not in known]
    judged = {one.claim.statement_id for one in kept}  # a statement whose claim a reviewer has judged stays with it
    return Reprocessed(
        article=standing.article,
        extraction=extraction,
        statements_same=tuple(key for key in now if key in before and _said_alike(before[key], now[key])),
        statements_changed=tuple(key for key in now if key in before and not _said_alike(before[key], now[key])),
        statements_new=tuple(key for key in now if key not in before),
        statements_gone=tuple(key for key in before if key not in now and key not in judged),
        same=(*same, *kept),
        changed=tuple((old, one) for old, one in pairs if not old.verdict and not reads_alike(old.claim, one)),
        new=tuple(new),
        gone=tuple(gone),
        follows=dict(_following(new, gone, before, now)),
    )


def reads_alike(one: ClaimRecord, other: ClaimRecord) -> bool:
    """Whether two readings of a claim say the same to a person."""
    said = all(getattr(one, name) == getattr(other, name) for name in _COMPARED)
    return said and round(one.certainty, _DIGITS) == round(other.certainty, _DIGITS)


def _said_alike(one: Statement, other: Statement) -> bool:
    """Whether two readings of a statement are the same, but for what a model's arithmetic leaves open."""
    return _rounded(one) == _rounded(other)


def _rounded(statement: Statement) -> Statement:
    claims = (replace(one, certainty=round(one.certainty, _DIGITS), like=None) for one in statement.claims)
    return replace(statement, claims=tuple(claims))


def _matter(claim: ClaimRecord) -> Matter:
    return claim.statement_id, claim.topic, claim.party, claim.target


def _following(
    new: Sequence[ClaimRecord],
    gone: Sequence[JudgedClaim],
    before: Mapping[str, Statement],
    now: Mapping[str, Statement],
) -> Iterator[tuple[str, str]]:
    """New claims on the matter of a gone one, in words that overlap with its words; each follows one."""
    left = list(gone)
    for one in new:
        for old in left:
            matter = (old.claim.topic, old.claim.party, old.claim.target) == (one.topic, one.party, one.target)
            if matter and _overlap(before[old.claim.statement_id], now[one.statement_id]):
                yield one.id, old.claim.id
                left.remove(old)
                break


def _overlap(one: Statement, other: Statement) -> bool:
    return any(a.start < b.end and b.start < a.end for a in one.content for b in other.content)
