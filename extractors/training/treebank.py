"""Reads Universal Dependencies files into plain trees."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

CURLY_EVERY = 2  # every second sentence that has quotation marks gets typographic ones


@dataclass(frozen=True, slots=True)
class Word:
    """One syntactic word. ``head`` is a place in its tree, its own place at the root; ``space``: a blank follows."""

    form: str
    lemma: str
    tag: str
    pos: str
    head: int
    dep: str
    space: bool


ParsedSentence = tuple[Word, ...]


def read_trees(path: Path) -> Iterator[ParsedSentence]:
    """Yields the sentences of a CoNLL-U file; empty nodes are left out, spaces inside multiword tokens closed up."""
    for block in path.read_text(encoding="utf-8").split("\n\n"):
        rows = [line.split("\t") for line in block.split("\n") if line and not line.startswith("#")]
        if rows:
            yield tuple(_words(rows))


def _words(rows: list[list[str]]) -> Iterator[Word]:
    glued_until, glued_space = 0, True
    for row in rows:
        number, form, lemma, pos, tag, _, head, dep, _, misc = row
        space = "SpaceAfter=No" not in misc
        if "-" in number:
            glued_until, glued_space = int(number.split("-")[1]), space
            continue
        if "." in number:
            continue
        at = int(number)
        if at <= glued_until:
            space = glued_space if at == glued_until else False
        yield Word(form, lemma, tag, pos, int(head) - 1 if head != "0" else at - 1, dep, space)


def with_curly_marks(tree: ParsedSentence) -> ParsedSentence:
    """The same sentence with typographic quotation marks and apostrophes, opening and closing in turn."""
    opened, words = False, []
    for word in tree:
        if word.form == '"':
            opened = not opened
            words.append(replace(word, form="“" if opened else "”"))
        else:
            words.append(replace(word, form=word.form.replace("'", "’")))
    return tuple(words)


def vary_marks(trees: Iterable[ParsedSentence]) -> Iterator[ParsedSentence]:
    """Gives every second sentence with straight marks typographic ones, so that a model learns both."""
    seen = 0
    for tree in trees:
        marked = any('"' in word.form or "'" in word.form for word in tree)
        seen += marked
        yield with_curly_marks(tree) if marked and seen % CURLY_EVERY == 0 else tree
