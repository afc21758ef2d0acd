"""What was found in one article through judgement into the store: what was said, what of it is new, what is told."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING

from extractors.claims.speaker_kinds import keys_speaking_for
from extractors.claims.stored_claims import claim_records
from extractors.novelty import judge_novelty
from extractors.novelty.acts import ACT, reacts, speaks_as_third, taken_once
from extractors.novelty.cases import speaks_for, voices_beside
from extractors.novelty.changes import changes_between, told_changes
from extractors.novelty.utterance_times import looks_back
from extractors.records import RUNGS, RUSSIA, Alert, Article, ClaimRecord, Extraction, JudgedClaim, Page, Topic
from extractors.records.identity import revision_of
from extractors.records.rereading import CLEARLY_SURER, SURE
from extractors.records.stored import ReadBy, StoredArticle
from extractors.text.folding import name_key
from flows.telling.alerts import alert_for, corrections_for
from flows.telling.misreadings import rereading_of
from flows.telling.policy import TOLD_FROM, Readership

if TYPE_CHECKING:
    from extractors.lexicon import Lexicon
    from storage.claims.recollection import Recollection
    from storage.store import Store


@dataclass(frozen=True, slots=True)
class Judgement:
    """What became of one article. ``stored`` is False when it is irrelevant or this revision was known."""

    extraction: Extraction
    judged: tuple[JudgedClaim, ...] = ()
    alert: Alert | None = None
    corrections: tuple[Alert, ...] = ()
    stored: bool = False

    @property
    def alerts(self) -> tuple[Alert, ...]:
        """All that was put into the outbox."""
        return (*([self.alert] if self.alert else []), *self.corrections)


@dataclass(frozen=True, slots=True)
class Provenance:
    """Where an extraction is from: the inbox entry that led to it, the page if it is to be kept, and who read it."""

    entry_key: str | None = None
    page: Page | None = None
    read_by: ReadBy | None = None


def judge_article(
    extraction: Extraction,
    readers: Readership,
    provenance: Provenance,
    *,
    store: Store,
    lexicon: Lexicon | None,
    now: datetime,
) -> Judgement:
    """Judge what was found in an article and store it in one transaction; settle its inbox entry.

    The page is kept with the revision; without a lexicon nobody is known to speak for a state.
    """
    article = extraction.article
    before = store.stored(article)
    if not extraction.relevance.relevant and before is None:
        return _passed_over(extraction, provenance.entry_key, store, now)
    standing = {one.claim.id: one for one in before.claims} if before else {}
    original = () if before else store.copied_claims(article.text)
    records = _as_taught(claim_records(extraction, now, lexicon), store)
    judged = judge_claims_of(records, store, now, standing, original, lexicon=lexicon)
    fresh = [one for one in judged if one.claim.id not in standing]
    alert = alert_for(fresh, now, readers, article.language)
    alert = _with_changes(alert, before, article) if alert else None
    corrections = (*_corrections(before, judged, article, now), *_rereadings(fresh, store, now))
    stored = store.save(
        extraction,
        judged,
        alert,
        readers.told_of([alert] if alert else [], article.language),
        provenance.entry_key,
        now,
        page=provenance.page,
        corrections=corrections,
        corrected=readers.told_of(corrections, article.language),
        read_by=provenance.read_by,
    )
    return Judgement(extraction, judged, alert, corrections, stored) if stored else Judgement(extraction, judged)


def _passed_over(extraction: Extraction, entry_key: str | None, store: Store, now: datetime) -> Judgement:
    """Be done with an article that is not on the subject, and never was."""
    if entry_key is not None:
        store.settle_entry(entry_key, "irrelevant", extraction.relevance.reason, now)
    return Judgement(extraction)


def judge_claims_of(
    claims: Sequence[ClaimRecord],
    store: Store,
    now: datetime,
    standing: Mapping[str, JudgedClaim] | None = None,
    original: Sequence[ClaimRecord] = (),
    without: Collection[str] = (),
    lexicon: Lexicon | None = None,
) -> tuple[JudgedClaim, ...]:
    """Judge one article's claims, the surest first; a claim is also compared with those judged before it.

    So of several readings of one utterance the surest is the claim, and the others repeat it. ``standing`` are those
    that an earlier revision made in the same place: they stay what they were. ``original`` are those of the articles
    that this one copies. Claims ``without`` (by their ids) are taken for never made.
    """
    judged: list[JudgedClaim] = []
    nearby: dict[tuple[Topic, str], tuple[ClaimRecord, ...]] = {}  # one article's claims lie in the same days
    with store.recalling() as recollection:
        for one in _surest_first(claims):
            if standing and one.id in standing:
                judged.append(standing[one.id])
                continue
            here = [each.claim for each in judged if each.novelty.kind != "repeat"]
            matter = (one.topic, one.party)
            around = nearby[matter] = nearby.get(matter) or _of_others(one, recollection)
            claim = _as_medium(one, around)
            theirs = (*recollection.candidates(claim), *_for_its_speaker(claim, recollection, lexicon))
            found = {each.id: each for each in (*theirs, *around, *here)}
            history = [each for each in found.values() if each.id not in (claim.id, *without) and _counts(each, claim)]
            judged.append(JudgedClaim(claim, judge_novelty(claim, history, now, original)))
    return _one_sentence_once(judged)


def _one_sentence_once(judged: Sequence[JudgedClaim]) -> tuple[JudgedClaim, ...]:
    """Two acts of which an outlet tells in one sentence are told once: beside one that is known the other is known."""
    known = {
        one.claim.statement_id: one.novelty
        for one in judged
        if one.claim.kind == "narrative" and one.claim.position == "done" and one.novelty.kind == "repeat"
    }

    def beside(one: JudgedClaim) -> JudgedClaim:
        act = known.get(one.claim.statement_id)
        if act is None or one.claim.position != "done" or one.novelty.kind == "repeat":
            return one
        return replace(one, novelty=replace(act, reason=f"in one sentence with what was known: {act.reason}"))

    return tuple(map(beside, judged))


def _surest_first(claims: Sequence[ClaimRecord]) -> list[ClaimRecord]:
    """What is sure comes before what is not; then who says it before the state or body that is said to say it; then
    what a voice tells as settled before what it tells, no more surely, as still to come.

    Of what one voice says on one topic the first stands for the rest, unless another reading is clearly surer; what is
    told of it as said before, however sure, stands for nothing that is said now.
    """
    surest: dict[tuple[str, Topic], float] = {}
    before = {claim.id for claim in claims if looks_back(claim)}
    for claim in claims:
        matter = (claim.speaker_key, claim.topic)
        surest[matter] = max(surest.get(matter, 0.0), 0.0 if claim.id in before else claim.certainty)

    settled: dict[tuple[str, Topic, str], float] = {}
    for claim in claims:
        if RUNGS[claim.position] >= ACT and claim.id not in before:
            act = (claim.speaker_key, claim.topic, claim.party)
            settled[act] = max(settled.get(act, 0.0), claim.certainty)

    def place(claim: ClaimRecord) -> tuple[bool, bool, bool, bool, bool]:
        best = surest[claim.speaker_key, claim.topic]
        doubted = claim.kind != "narrative" and claim.certainty < best - CLEARLY_SURER
        through = any(
            speaks_for(other.speaker_key, claim.speaker_key) and other.topic == claim.topic for other in claims
        )
        act = (claim.speaker_key, claim.topic, claim.party)
        to_come = claim.position == "considering" and settled.get(act, 0.0) >= claim.certainty
        return claim.certainty < TOLD_FROM, claim.id in before, claim.voice == "country" or through, doubted, to_come

    return sorted(claims, key=place)


def _of_others(claim: ClaimRecord, recollection: Recollection) -> tuple[ClaimRecord, ...]:
    """What anybody said of the claim's matter in its days, and who told long ago that it was done."""
    return (*recollection.contemporaries(claim), *(recollection.accomplished(claim) if taken_once(claim) else ()))


def _for_its_speaker(claim: ClaimRecord, recollection: Recollection, lexicon: Lexicon | None) -> Iterator[ClaimRecord]:
    """What is known under the names of those who speak for the claim's speaker, or for a third state of one act."""
    third = claim.state != RUSSIA and (reacts(claim) or speaks_as_third(claim)) and taken_once(claim)
    of_state = keys_speaking_for(claim.state, lexicon) if lexicon and third else ()
    for key in dict.fromkeys((*voices_beside(claim.speaker_key), *of_state)):
        yield from recollection.candidates(replace(claim, speaker_key=key))


def _as_medium(claim: ClaimRecord, around: Sequence[ClaimRecord]) -> ClaimRecord:
    """A speaker with the name of an outlet that reported on the matter relays as a medium does."""
    if claim.voice not in ("named", "unnamed"):
        return claim
    outlets = {name_key(other.outlet) for other in (claim, *around)}
    return replace(claim, voice="medium") if name_key(claim.speaker_name) in outlets else claim


def _counts(known: ClaimRecord, claim: ClaimRecord) -> bool:
    """Whether a known claim is history for another: an unsure one hides no sure one that comes after it."""
    return known.certainty >= TOLD_FROM or claim.certainty < TOLD_FROM


def _as_taught(claims: Sequence[ClaimRecord], store: Store) -> tuple[ClaimRecord, ...]:
    """Give the actors that reviewers said are behind a name to claims under that name."""
    aliases = store.taught_aliases() if any(claim.actor is None for claim in claims) else {}
    return tuple(
        replace(claim, actor=key, speaker_key=key)
        if claim.actor is None and (key := aliases.get(claim.speaker_name))
        else claim
        for claim in claims
    )


def _corrections(
    before: StoredArticle | None, judged: Sequence[JudgedClaim], article: Article, now: datetime
) -> tuple[Alert, ...]:
    """What must be taken back, where this is another wording of an article that was told of."""
    if before is None or before.article.revision == revision_of(article):
        return ()
    correction = corrections_for(before, [one.claim for one in judged], article, now)
    return (_with_changes(correction, before, article),) if correction else ()


def _with_changes(alert: Alert, before: StoredArticle | None, article: Article) -> Alert:
    """The alert with what changed in the article since its last revision, if it was read before."""
    if before is None:
        return alert
    changes = changes_between(before.article.article, article)
    shown, more = told_changes(changes, [one.claim.words for one in alert.claims])
    return replace(alert, changes=shown, more_changes=more)


def _rereadings(fresh: Sequence[JudgedClaim], store: Store, now: datetime) -> tuple[Alert, ...]:
    """What readers were told wrongly of utterances that this article reports more plainly; each only once."""
    found: dict[str, Alert] = {}
    for one in fresh:
        nearest = one.novelty.nearest
        if one.novelty.kind != "repeat" or nearest is None or one.claim.certainty < SURE or looks_back(one.claim):
            continue
        if reports := store.reports(nearest.id):
            told = store.told([each.claim.id for each in (reports.first, *reports.later)])
            alert = rereading_of(one, reports, told, now)
            if alert:
                found.setdefault(alert.claims[0].claim.id, alert)
    return tuple(found.values())
