"""Which words of a statement decided what the learned judge hears: those without which it hears the claim least.

Every run of three words is blotted out in turn and the judge asked again. That takes a reading for each, so it is done
for whoever asks why, not for every article.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from extractors.claims.learned.hearing import every_statement, passages_of
from extractors.claims.learned.passages import Passage, Pieces, Window, windows_of
from extractors.claims.learned.transformer import LearnedJudge, Prediction
from extractors.claims.learned.weighing import LEARNED
from extractors.claims.notation.folded_text import sentences_of
from extractors.lexicon import Lexicon
from extractors.records import Claim, Evidence, Extraction, Span

_BLOT = 103  # the piece [MASK]
_RUN = 3  # words
_BATCH = 16  # readings at a time, for the memory that they take


def with_deciding_words(extraction: Extraction, lexicon: Lexicon, judge: LearnedJudge) -> Extraction:
    """The extraction, with each claim that no row names pointing at the words that decided it."""
    every = every_statement(extraction.article, extraction.statements)
    passages = passages_of(every, extraction.article.text, lexicon)
    statements = tuple(
        replace(
            each,
            claims=tuple(_pointed(claim, number, extraction.article.text, passages, judge) for claim in each.claims),
        )
        for number, each in enumerate(extraction.statements)
    )
    return replace(extraction, statements=statements)


def _pointed(claim: Claim, number: int, text: str, passages: Sequence[Passage], judge: LearnedJudge) -> Claim:
    if any(evidence.rule != LEARNED for evidence in claim.evidence):
        return claim
    span = deciding_words(claim, number, text, passages, judge)
    words = (Evidence(span.start, span.end, text[span.start : span.end], LEARNED),) if span else claim.evidence
    return replace(claim, evidence=words)


def deciding_words(
    claim: Claim, number: int, text: str, passages: Sequence[Passage], judge: LearnedJudge
) -> Span | None:
    """The run of words in a passage without which its claim is heard least; None where it has no word pieces."""
    pieces = judge.pieces(text)
    for window in windows_of(pieces, passages, tuple(sentences_of(text))):
        inside = next((places for at, places in window.passages if at == number), ())
        if inside:
            words = _words(pieces, passages[number], inside)
            runs = [words[at : at + _RUN] for at in range(max(len(words) - _RUN + 1, 1))]
            blotted = [_blotted(window, number, inside, [place for word in run for place, _ in word]) for run in runs]
            heard = [_likely(prediction, claim) for prediction in _readings(blotted, judge)]
            best = runs[min(range(len(runs)), key=lambda at: heard[at])]
            return Span(pieces.starts[best[0][0][1]], pieces.ends[best[-1][-1][1]])
    return None


def _words(pieces: Pieces, passage: Passage, inside: Sequence[int]) -> list[list[tuple[int, int]]]:
    """The words of a passage: of each of its pieces the place in the window and the number in the text."""
    numbers = sorted({at for span in passage.content for at in pieces.within(span)})
    words: list[list[tuple[int, int]]] = []
    for place, at in zip(inside, numbers, strict=False):  # a window may end before its last passage does
        goes_on = bool(words) and words[-1][-1][1] == at - 1 and pieces.ends[at - 1] == pieces.starts[at]
        if goes_on:
            words[-1].append((place, at))
        else:
            words.append([(place, at)])
    return words


def _blotted(window: Window, number: int, inside: tuple[int, ...], places: Sequence[int]) -> Window:
    ids = list(window.ids)
    for place in places:
        ids[place] = _BLOT
    return Window(tuple(ids), window.roles, ((number, inside),))


def _readings(windows: Sequence[Window], judge: LearnedJudge) -> Iterator[Prediction]:
    for at in range(0, len(windows), _BATCH):
        yield from (prediction for _, prediction in judge.hear(windows[at : at + _BATCH]))


def _likely(prediction: Prediction, claim: Claim) -> float:
    heard = next(each for each in prediction.topics if each.topic == claim.topic)
    return heard.claimed * dict(heard.rungs)[claim.position]
