"""An article's answer beside its annotation: what was found, missed and added, and how much of what was found is right.

- A statement is found when the words of its content and those of the annotated one, told apart by where they stand,
  have an F1 of at least 0.8. Each pairs with one other, the closest first.
- Speaker, kind and claims are judged on found statements. The speaker is right by the annotated actor; where there is
  none, by the name, unless the set gives the answered actor to somebody else; where there is neither, by being nobody.
- Topics are counted over all found statements; a position is exact when it is one of those accepted on a topic found,
  and the party right when whose act it would be is the one annotated there.
- A statement annotated as uncertain is neither found nor missed, and what covers half of it (F1) is not too much.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, fields

from extractors.records import Claim, Extraction, Statement
from extractors.training.newsrooms import Annotated, Wanted, WantedClaim
from extractors.training.pairing import COVERED, overlaps, paired, speaker_right


@dataclass(frozen=True, slots=True)
class Judged:
    """One article; what is uncertain stands nowhere."""

    id: str
    found: tuple[tuple[Wanted, Statement], ...]
    missed: tuple[Wanted, ...]
    spurious: tuple[Statement, ...]
    relevance_right: bool


@dataclass(frozen=True, slots=True)
class Tally:
    """Counts that add up over articles and sets."""

    articles: int = 0
    relevance: int = 0
    found: int = 0
    missed: int = 0
    spurious: int = 0
    speakers: int = 0
    kinds: int = 0
    topics_found: int = 0
    topics_missed: int = 0
    topics_spurious: int = 0
    positions: int = 0
    parties: int = 0

    def __add__(self, other: Tally) -> Tally:
        return Tally(*(getattr(self, each.name) + getattr(other, each.name) for each in fields(Tally)))

    def figures(self) -> dict[str, float]:
        """Shares between 0 and 1; one where there was nothing to get right."""
        return {
            "statement_f1": _f1(self.found, self.missed, self.spurious),
            "speaker_right": _share(self.speakers, self.found),
            "kind_right": _share(self.kinds, self.found),
            "topic_f1": _f1(self.topics_found, self.topics_missed, self.topics_spurious),
            "position_exact": _share(self.positions, self.topics_found),
            "party_right": _share(self.parties, self.topics_found),
            "relevance": _share(self.relevance, self.articles),
        }


def judge(case: Annotated, answer: Extraction) -> Judged:
    """Pairs the statements of an answer with those annotated."""
    wanted, answered = case.statements, answer.statements
    pairs = overlaps(case, answered)
    partner = paired(pairs)
    covering = {each.answered for each in pairs if each.f1 >= COVERED and wanted[each.wanted].uncertain}
    spare = set(range(len(answered))) - set(partner.values()) - covering
    return Judged(
        id=case.id,
        found=tuple((wanted[one], answered[other]) for one, other in partner.items() if not wanted[one].uncertain),
        missed=tuple(each for at, each in enumerate(wanted) if at not in partner and not each.uncertain),
        spurious=tuple(answered[at] for at in sorted(spare)),
        relevance_right=answer.relevance.relevant is case.relevant,
    )


def count(judged: Judged, actors: Collection[str]) -> Tally:
    """The counts of one article; ``actors`` are all that its set gives to a speaker."""
    pairs = [(wanted.claims, answered.claims) for wanted, answered in judged.found]
    return Tally(
        articles=1,
        relevance=judged.relevance_right,
        found=len(judged.found),
        missed=len(judged.missed),
        spurious=len(judged.spurious),
        speakers=sum(speaker_right(wanted, answered, actors) for wanted, answered in judged.found),
        kinds=sum(wanted.kind == answered.kind for wanted, answered in judged.found),
        topics_found=sum((_topics(one) & _topics(other)).total() for one, other in pairs),
        topics_missed=sum((_topics(one) - _topics(other)).total() for one, other in pairs),
        topics_spurious=sum((_topics(other) - _topics(one)).total() for one, other in pairs),
        positions=sum(position_exact(claim, other) for one, other in pairs for claim in one),
        parties=sum(party_right(claim, other) for one, other in pairs for claim in one),
    )


def position_exact(wanted: WantedClaim, answered: Iterable[Claim]) -> bool:
    """Whether a claim on the topic takes a position that is accepted."""
    return any(claim.topic == wanted.topic and claim.position in wanted.positions for claim in answered)


def party_right(wanted: WantedClaim, answered: Iterable[Claim]) -> bool:
    """Whether a claim on the topic names whose act it would be."""
    return any((claim.topic, claim.party) == (wanted.topic, wanted.party) for claim in answered)


def faults(judged: Judged, actors: Collection[str]) -> Iterator[str]:
    """A line for each thing that lowers a figure."""
    if not judged.relevance_right:
        yield f"{judged.id} relevance"
    yield from (f"{judged.id} missed: {each.text}" for each in judged.missed)
    yield from (f"{judged.id} too much: {each.text}" for each in judged.spurious)
    for wanted, answered in judged.found:
        yield from (f"{judged.id} {fault}: {wanted.text}" for fault in _faults(wanted, answered, actors))


def _faults(wanted: Wanted, answered: Statement, actors: Collection[str]) -> Iterator[str]:
    if not speaker_right(wanted, answered, actors):
        have = answered.speaker
        yield f"speaker {wanted.actor or wanted.speaker}, not {(have.actor or have.name) if have else None}"
    if wanted.kind != answered.kind:
        yield f"kind {wanted.kind}, not {answered.kind}"
    have_topics, want_topics = _topics(answered.claims), _topics(wanted.claims)
    yield from (f"no {topic}" for topic in want_topics - have_topics)
    yield from (f"spurious {topic}" for topic in have_topics - want_topics)
    for claim in wanted.claims:
        if claim.topic in have_topics and not position_exact(claim, answered.claims):
            have_positions = [each.position for each in answered.claims if each.topic == claim.topic]
            yield f"{claim.topic} {'|'.join(claim.positions)}, not {'|'.join(have_positions)}"
        if claim.topic in have_topics and not party_right(claim, answered.claims):
            have_parties = [each.party for each in answered.claims if each.topic == claim.topic]
            yield f"{claim.topic} of {claim.party}, not of {'|'.join(have_parties)}"


# --- counting ------------------------------------------------------------------------------------------------------


def _topics(claims: Iterable[Claim | WantedClaim]) -> Counter[str]:
    return Counter(claim.topic for claim in claims)


def _f1(right: int, missed: int, spurious: int) -> float:
    return _share(2 * right, 2 * right + missed + spurious)


def _share(part: int, whole: int) -> float:
    return part / whole if whole else 1.0
