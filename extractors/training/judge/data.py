"""What the learned judge learns from: annotated articles as windows with the answer to each passage.

An article comes twice: with the statements as annotated, and as the program finds them, so that the judge has seen
contents that run on or stop short, and statements that are none. A found statement takes the answer of the annotated
one that it covers; one that covers none claims nothing, and is none. Nor does a sentence of the outlet's own claim
anything that is not annotated.
Of a partial article, as reviewers' verdicts make them, only what is annotated counts.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace

from tokenizers import Tokenizer

from extractors.claims.learned.passages import Passage, Window, free_sentences, windows_of
from extractors.claims.learned.transformer import PARTIES, POSITIONS, pieces_of
from extractors.claims.notation.folded_text import sentences_of
from extractors.lexicon import Lexicon
from extractors.records import TOPICS
from extractors.training.judge.found import FoundStatement
from extractors.training.newsrooms import Annotated, Wanted
from extractors.training.pairing import covered, speaker_right

_COVERS = 0.45  # of a found statement's words, as F1 with an annotated one, for it to have the same answer
_UNCERTAIN, _SPURIOUS, _UNTOLD = 0.5, 0.7, 0.25  # how much these count beside an annotated statement that is certain
_UNTAUGHT = -1


@dataclass(frozen=True, slots=True)
class Target:
    """For each topic the classes accepted, the one meant first (0 is no claim, else 1 + rung); parties; a weight.

    A party is -1 where none is told; ``doubts`` are whether it is somebody's statement and its speaker the right one,
    1 or 0, and -1 where that is not to be learned from it.
    """

    classes: tuple[tuple[int, ...], ...]
    parties: tuple[int, ...]
    weight: float
    doubts: tuple[int, int] = (_UNTAUGHT, _UNTAUGHT)


@dataclass(frozen=True, slots=True)
class Lesson:
    """A window and the answers to its passages, in their order."""

    window: Window
    answers: tuple[Target, ...]


def lessons_as_annotated(case: Annotated, lexicon: Lexicon, tokenizer: Tokenizer) -> tuple[Lesson, ...]:
    """The article with its annotated statements."""
    passages = [Passage(one.content, one.kind, _side(one, lexicon)) for one in case.statements]
    answers = [_answer(one) for one in case.statements]
    return tuple(_lessons(case, passages, answers, tokenizer))


def lessons_as_found(
    case: Annotated, found: Sequence[FoundStatement], actors: Collection[str], tokenizer: Tokenizer
) -> tuple[Lesson, ...]:
    """The article with what the program finds in it; ``actors`` are all that the lexicon knows."""
    covers = covered(case, found, _COVERS)
    answers = [_answer_to(each, covers.get(at), case.partial, actors) for at, each in enumerate(found)]
    return tuple(_lessons(case, [each.passage for each in found], answers, tokenizer))


def _answer_to(draft: FoundStatement, wanted: Wanted | None, partial: bool, actors: Collection[str]) -> Target:
    outlets = draft.passage.kind == "narrative"
    if wanted is None:
        said = _UNTAUGHT if partial or outlets else 0
        return replace(_nothing(0.0 if partial else _SPURIOUS), doubts=(said, _UNTAUGHT))
    if outlets or wanted.kind == "narrative" or wanted.uncertain:
        return _answer(wanted)
    return replace(_answer(wanted), doubts=(1, int(speaker_right(wanted, draft, actors))))


def _lessons(
    case: Annotated, passages: Sequence[Passage], answers: Sequence[Target], tokenizer: Tokenizer
) -> Iterator[Lesson]:
    text = case.article.text
    sentences = tuple(sentences_of(text))
    taken = [span for one in passages for span in one.content]
    taken += [span for one in case.statements for span in one.content]
    untold = list(free_sentences(sentences, taken))
    every = [*answers, *(_nothing(0.0 if case.partial else _UNTOLD) for _ in untold)]
    for window in windows_of(pieces_of(text, tokenizer), [*passages, *untold], sentences):
        yield Lesson(window, tuple(every[number] for number, _ in window.passages))


def _answer(wanted: Wanted) -> Target:
    by_topic = {claim.topic: claim for claim in wanted.claims}
    claims = [by_topic.get(topic) for topic in TOPICS]
    return Target(
        tuple(tuple(1 + POSITIONS.index(each) for each in one.positions) if one else (0,) for one in claims),
        tuple(_party(one.party) if one else -1 for one in claims),
        _UNCERTAIN if wanted.uncertain else 1.0,
    )


def _nothing(weight: float) -> Target:
    return Target(((0,),) * len(TOPICS), (-1,) * len(TOPICS), weight)


def _party(party: str) -> int:
    return PARTIES.index(party) if party in PARTIES else len(PARTIES) - 1


def _side(wanted: Wanted, lexicon: Lexicon) -> str | None:
    actor = lexicon.by_id.get(wanted.actor or "")
    return actor.side if actor else None
