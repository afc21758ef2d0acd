"""What an outlet changed in its article, sentence by sentence: what is new, and what it replaced. Pure functions."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from difflib import SequenceMatcher

from extractors.records import Article, Change
from extractors.records.stored import RevisionRecord
from extractors.text.sketches import folded_words, shingles
from extractors.text.words import similarity

MOST_TOLD = 6  # changes in a mail, which is read on a phone
_LONGEST_SHOWN = 600  # characters, three sentences
_SAME_SENTENCE = 0.4  # alike, for one sentence to stand in another's place
# A rewritten page of more sentences is compared in order, not each with each.
_MOST_COMPARED = 60
_END = re.compile(r"(?<=[.!?…])[\"'”’»)]*+\s++(?=[\"'“‘«(]*+[A-Z0-9])")
_SHORT_WORD = re.compile(r"(?:^|\s)(?:[A-Z]|[A-Z][a-z]{0,3})\.$")  # an initial, a title or a month in short


def changes_between(before: Article | RevisionRecord, after: Article | RevisionRecord) -> tuple[Change, ...]:
    """The headline's change, then the text's in the order in which they stand in it.

    What only moved, or changed in case, marks or blanks, is none.
    """
    old, new = (tuple(_sentences(article.text)) for article in (before, after))
    headline = (Change(before.title or "", after.title or "", "headline"),)
    return (*(headline if _differ(headline[0]) else ()), *_of_sentences(old, new))


def told_changes(
    changes: Sequence[Change], told: Iterable[str], most: int = MOST_TOLD
) -> tuple[tuple[Change, ...], int]:
    """Those that are shown with what is told (its words), in their order, and how many more there are.

    What shares words with it goes before other changes; a long one is cut.
    """
    words = frozenset[str]().union(*map(shingles, told))
    wanted = sorted(changes, key=lambda change: not (words & (shingles(change.after) | shingles(change.before))))
    shown = wanted[:most]
    kept = tuple(replace(one, before=_cut(one.before), after=_cut(one.after)) for one in changes if one in shown)
    return kept[:most], len(changes) - len(kept[:most])


def _sentences(text: str) -> Iterator[str]:
    """What is compared and shown: unlike the cutter of articles it tears a quotation, of which one sentence may change.

    It asks no language, as outlets of any are compared with themselves.
    """
    for line in text.split("\n"):
        begun = 0
        for end in _END.finditer(line):
            if not _SHORT_WORD.search(line[max(0, end.start() - 8) : end.start()]):
                yield line[begun : end.end()].strip()
                begun = end.end()
        if line[begun:].strip():
            yield line[begun:].strip()


def _of_sentences(old: Sequence[str], new: Sequence[str]) -> Iterator[Change]:
    keys, others = ([folded_words(sentence) for sentence in side] for side in (old, new))
    known, kept = set(keys), set(others)
    for what, i1, i2, j1, j2 in SequenceMatcher(None, keys, others).get_opcodes():
        if what != "equal":
            gone = [sentence for sentence, key in zip(old[i1:i2], keys[i1:i2], strict=True) if key and key not in kept]
            come = [sentence for sentence, key in zip(new[j1:j2], others[j1:j2], strict=True) if key not in known]
            yield from _paired(gone, come)


def _paired(gone: list[str], come: list[str]) -> Iterator[Change]:
    """Each new sentence with what it replaced: the old one most alike, or the only one where each side has one."""
    left = list(gone)
    alone = len(gone) == len(come) == 1
    for sentence in come:
        alike = max(left[:_MOST_COMPARED], key=lambda one: similarity(one, sentence), default="")
        if alike and (alone or similarity(alike, sentence) >= _SAME_SENTENCE):
            left.remove(alike)
            yield Change(alike, sentence)
        else:
            yield Change("", sentence)
    yield from (Change(sentence, "") for sentence in left)


def _differ(change: Change) -> bool:
    return folded_words(change.before) != folded_words(change.after)


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST_SHOWN else f"{text[:_LONGEST_SHOWN].rsplit(' ', 1)[0]} …"
