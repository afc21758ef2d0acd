"""Parses the sentences that need it, with the parser that ships with the package or an installed spaCy pipeline."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Protocol

from extractors.languages.en.parsing.biaffine import BiaffineReader, ReadTree
from extractors.languages.en.parsing.spacy_pipeline import PipelineReader
from extractors.languages.en.parsing.tree_repairs import repair
from extractors.languages.en.parsing.word_pieces import PLAIN_MARKS
from extractors.languages.en.words.cues import is_first_name
from extractors.sentences.sentence import Quoted, Sentence

PHRASE_CUES = frozenset({"according", "words", "view", "opinion", "per", "hope", "belief", "account", "assessment",
                         "estimation", "estimate", "conviction", "judgment", "judgement", "eyes",
                         "reading", "telling"})  # fmt: skip
LONGEST = 250  # tokens; nobody writes such a sentence, lists and torn pages do
STAND_IN = ("It", "works")
FIRST_NAME = "Omar"  # shown for a first name that reads like a verb
LONGEST_ASIDE = 14  # tokens of a bracket that the parser is not shown; 7 and 28 read 468 articles alike


class TreeReader(Protocol):
    """Reads the trees of sentences given as words, and whether a blank follows each."""

    def read(self, sentences: Sequence[Sequence[str]], spaces: Sequence[Sequence[bool]]) -> list[ReadTree]:
        """The tree of each sentence."""


class Parser:
    """Shows a reader of trees each sentence as it reads best: without asides, a stand-in for what is quoted apart."""

    def __init__(self, reader: TreeReader) -> None:
        self.reader = reader

    @classmethod
    def load(cls, model: str | None = None) -> Parser:
        """Loads a named pipeline, or the package's own parser."""
        return cls(_reader(model))

    def parse(self, sentences: Sequence[Sentence]) -> None:
        """Gives every sentence its tree."""
        views = [_view(sentence) for sentence in sentences]
        trees = self.reader.read([words for words, _, _ in views], [spaces for _, spaces, _ in views])
        for sentence, (_, _, places), tree in zip(sentences, views, trees, strict=True):
            _take(sentence, places, tree)


# Loaded once a process, for however many readers: it costs half a second, and each would keep a graph of 60 MB.
@lru_cache(maxsize=1)
def _reader(model: str | None) -> TreeReader:
    return PipelineReader(model) if model else BiaffineReader()


def _take(sentence: Sentence, places: list[int], tree: ReadTree) -> None:
    """Hangs what the reader saw where it stands in the sentence; marks and asides hang on what is beside them."""
    size = len(sentence)
    tags, deps, heads = [""] * size, ["punct"] * size, list(range(size))
    for quoted in sentence.quotes:
        if quoted.apart:
            heads[quoted.first : quoted.stop] = [quoted.first] * (quoted.stop - quoted.first)
        else:
            heads[quoted.first], heads[quoted.stop - 1] = quoted.first + 1, max(quoted.first, quoted.stop - 2)
    for first, stop in asides(sentence):
        heads[first:stop] = [first - 1] * (stop - first)
    for place, tag, dep, head in zip(places, *tree, strict=True):
        if place >= 0:
            tags[place], deps[place] = tag, dep
            heads[place] = places[head] if places[head] >= 0 else _stand_in_owner(places, head)
    repair(sentence, tags, deps, heads)
    sentence.set_tree(tags, deps, heads)


def asides(sentence: Sentence) -> list[tuple[int, int]]:
    """What brackets set apart in a sentence and nobody says: the parser reads the sentence without it."""
    found = []
    at = 1
    while at < len(sentence):
        close = sentence.words.index(")", at) if sentence.words[at] == "(" and ")" in sentence.words[at:] else -1
        if close < 0 or close - at > LONGEST_ASIDE:
            at += 1
            continue
        plain = not any(sentence.inside[p] >= 0 for p in range(at - 1, close + 1))
        if plain and not any(at < cue.place < close for cue in sentence.cues):
            found.append((at, close + 1))
        at = close + 1
    return found


def _stand_in_owner(places: list[int], at: int) -> int:
    """The opening mark of the quotation that a stand-in word stands for."""
    while at > 0 and places[at] < 0:
        at -= 1
    return places[at]


def _view(sentence: Sentence) -> tuple[list[str], list[bool], list[int]]:
    """(words, spaces, places) as the parser sees them; a place of -1 is a stand-in word."""
    words: list[str] = []
    spaces: list[bool] = []
    places: list[int] = []
    place, size = 0, len(sentence)
    hidden = dict(asides(sentence))
    while place < size:
        if place in hidden:
            place = hidden[place]
            continue
        at = sentence.inside[place]
        quoted = sentence.quotes[at] if at >= 0 else None
        if quoted is not None and quoted.apart and place == quoted.first:
            _stand_in(sentence, quoted.first, quoted.stop, words, spaces, places)
            place = quoted.stop
            continue
        if quoted is None or not _is_mark_of(sentence, place, quoted):
            form = FIRST_NAME if is_first_name(sentence, place) else sentence.forms[place]
            _add(words, spaces, places, form, place, _spaced(sentence, place))
        place += 1
    return words, spaces, places


def _is_mark_of(sentence: Sentence, place: int, quoted: Quoted) -> bool:
    """Whether a word is the opening or closing mark of a quotation: the parser reads its words without them."""
    return place in {quoted.first, quoted.stop - 1} and not any(c.isalnum() for c in sentence.words[place])


def _stand_in(
    sentence: Sentence, first: int, stop: int, words: list[str], spaces: list[bool], places: list[int]
) -> None:
    """Puts two words and the marks in the place of a quotation that is set apart."""
    last_word = sentence.quotes[sentence.inside[first]].quotation.inner_end
    _add(words, spaces, places, '"', first, False)
    _add(words, spaces, places, STAND_IN[0], -1, True)
    _add(words, spaces, places, STAND_IN[1], -1, False)
    mark = sentence.text[last_word - 1 : last_word]
    if mark in ",.?!":
        _add(words, spaces, places, mark, -1, False)
    _add(words, spaces, places, '"', stop - 1, True)


def _add(words: list[str], spaces: list[bool], places: list[int], word: str, place: int, space: bool) -> None:
    words.append(word.translate(PLAIN_MARKS))
    spaces.append(space)
    places.append(place)


def _spaced(sentence: Sentence, place: int) -> bool:
    return place + 1 < len(sentence) and sentence.begins[place + 1] > sentence.stops[place]


def needs_parse(sentence: Sentence) -> bool:
    """Whether a sentence holds anything that a construction could start from."""
    cues = sentence.cues or sentence.nouns or not PHRASE_CUES.isdisjoint(sentence.words)
    return len(sentence) <= LONGEST and (bool(cues) or sentence.words[:1] == ["for"])


class SyntaxReader:
    """Gives those of some sentences that need it their trees."""

    def __init__(self, model: str | None = None) -> None:
        self.model = model
        self._parser: Parser | None = None

    @property
    def parser(self) -> Parser:
        """The parser, loaded on first use."""
        if self._parser is None:
            self._parser = Parser.load(self.model)
        return self._parser

    def __call__(self, sentences: Sequence[Sentence]) -> None:
        self.parser.parse([sentence for sentence in sentences if needs_parse(sentence)])
