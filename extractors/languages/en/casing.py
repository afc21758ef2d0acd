"""Text in capitals, or with A Capital On Every Word, read as text in mixed case: character for character as long.

Agencies write their flashes in capitals, and names, sentences and speakers are told by them. How a word is written is
taken from the lexicon's names, from the rest of the text, and from lists of what English writes small and of acronyms.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from extractors.lexicon import Lexicon

SMALL_WORDS = Path(__file__).with_name("small_words.txt")
ACRONYMS = Path(__file__).with_name("acronyms.txt")

_WORD = re.compile(r"[A-Za-z]+")
# Words in capitals with nothing but blanks, figures and signs between them.
_SHOUTED = re.compile(r"(?<![A-Za-z])[A-Z]++(?:[^A-Za-z\n]++[A-Z]++(?![a-z]))*+(?![a-z])")
_LINE = re.compile(r"[^\n]+")
_FEWEST_SHOUTED = 4  # so many words in capitals on end are no acronyms; on a line of their own, so many:
_FEWEST_ON_A_LINE = 3  # words
_FEWEST_IN_A_TITLE = 5  # words: fewer with capitals are a name
_TITLE_SHARE = 0.85  # of the words of more than three letters; what a title writes small is among the others
_LITTLE_WORD = 3  # letters: titles write what is no longer either way
_SHORTEST_NAME = 4  # letters: a shorter name in capitals is an acronym as often
# Whether a sentence begins right behind some text, which may be all capitals and is read before quotations are looked
# for: the cutter of articles asks for both.
_SENTENCE_END = re.compile(
    r"(?:(?<![DMS]R)(?<!MRS)(?<!GEN)[A-Za-z]{2}\.|[^A-Za-z.]\.|[!?:])['’”\"»)]*\s+[^A-Za-z]*$|^[^A-Za-z]*$"
)
_LOOK_BACK = 12  # characters before a word in which a sentence may end
_ORDINAL = re.compile(r"\d(?:st|nd|rd|th)$", re.IGNORECASE)
_IN_NAMES = frozenset({"al", "ul", "ur", "ud", "e", "el", "i"})  # Fazl-ur-Rehman
_VOWEL = re.compile(r"[aeiouy]")  # a word without one that nobody knows is an acronym
_APOSTROPHES = ("'", "’")
_MONTH = re.compile(r"(?<![A-Za-z])(?:may|march)(?=,? \d)|(?<=\d )(?:may|march)(?![a-z])")


@dataclass(frozen=True, slots=True)
class WrittenNames:
    """Words and groups of words that are names, as they are written, by their small letters."""

    words: Mapping[str, str]
    groups: re.Pattern[str]
    written: Mapping[str, str]


def mixed_case(text: str, names: WrittenNames, titles: bool = False) -> str:
    """``text`` with its stretches in capitals as they would stand in a sentence; as long as it was.

    With ``titles`` also lines With A Capital On Every Word: for what is a title, as a line of names looks like one.
    """
    spans = list(_stretches(text, names, titles))
    if not spans:
        return text
    seen = _seen_elsewhere(text, spans)
    return _put(text, (((start, end), _mixed(text, start, end, names, seen)) for start, end in spans))


@lru_cache(maxsize=4)
def names_of(lexicon: Lexicon) -> WrittenNames:
    """The names that a lexicon knows."""
    forms = tuple(dict.fromkeys(form for form in _forms(lexicon) if form.isascii() and form != form.lower()))
    return _names(forms)


def _names(forms: tuple[str, ...]) -> WrittenNames:
    last_first = forms[::-1]  # of two ways to write a name the lexicon's first counts: TASS before Tass
    written = {form.lower(): form for form in last_first if form.lower() not in _small_words()}
    words = {word.lower(): word for form in last_first for word in _WORD.findall(form) if word != word.lower()}
    words = {small: word for small, word in words.items() if small not in _small_words()}
    longest_first = sorted(written, key=len, reverse=True)
    groups = re.compile(rf"(?<![a-z])(?:{'|'.join(map(re.escape, longest_first)) or '(?!)'})(?![a-z])")
    return WrittenNames(words, groups, written)


def _forms(lexicon: Lexicon) -> Iterator[str]:
    for actor in lexicon.actors:
        for names in (actor.names, actor.short, actor.metonyms, actor.adjectives):
            yield from names.get("en", ())
    for place in lexicon.places:
        yield from place.names
    yield from (name.title() for name in lexicon.first_names)


@cache
def _small_words() -> frozenset[str]:
    return frozenset(_words_of(SMALL_WORDS))


@cache
def _written_so() -> Mapping[str, str]:
    """Acronyms and forms of address as they are written, by their small letters."""
    return {word.lower(): word for word in _words_of(ACRONYMS)}


def _words_of(file: Path) -> Iterator[str]:
    lines = file.read_text(encoding="utf-8").splitlines()
    return (word for line in lines if not line.startswith("#") for word in line.split())


# --- which stretches -------------------------------------------------------------------------------------------------


def _stretches(text: str, names: WrittenNames, titles: bool) -> Iterator[tuple[int, int]]:
    """Titles, lines in capitals, runs of words in capitals, and a known name in capitals, in their order."""
    for line in _LINE.finditer(text):
        if titles and _is_title(line.group()):
            yield line.span()
        else:
            yield from _shouted(text, line, names)


def _shouted(text: str, line: re.Match[str], names: WrittenNames) -> Iterator[tuple[int, int]]:
    for run in _SHOUTED.finditer(text, *line.span()):
        words = _WORD.findall(run.group())
        alone = not _WORD.search(text, line.start(), run.start()) and not _WORD.search(text, run.end(), line.end())
        enough = len(words) >= (_FEWEST_ON_A_LINE if alone else _FEWEST_SHOUTED)
        if enough and any(word.lower() in _small_words() for word in words):
            yield run.span()
        elif text[line.start() : run.start()].strip():
            # What opens a line is a dateline or a transcript's label: their capitals tell that they are.
            yield from _known(text, run, names)


def _known(text: str, run: re.Match[str], names: WrittenNames) -> Iterator[tuple[int, int]]:
    """Names in capitals among words that are not."""
    for word in _WORD.finditer(text, *run.span()):
        known = names.words.get(word.group().lower(), word.group())
        if len(word.group()) >= _SHORTEST_NAME and known != word.group():
            yield word.span()


def _is_title(line: str) -> bool:
    if len(line) > 200 or line.endswith("."):
        return False
    words: list[str] = [word for word in _WORD.findall(line) if len(word) > _LITTLE_WORD]
    if len(words) < _FEWEST_IN_A_TITLE - 1 or len(_WORD.findall(line)) < _FEWEST_IN_A_TITLE:
        return False
    return sum(word.istitle() for word in words) >= _TITLE_SHARE * len(words)


# --- how they are written --------------------------------------------------------------------------------------------


def _seen_elsewhere(text: str, spans: Iterable[tuple[int, int]]) -> Mapping[str, str]:
    """How the rest of the text writes its words: a name there is a name here, an acronym an acronym."""
    rest: list[str] = []
    done = 0
    for start, end in spans:
        rest.append(text[done:start])
        done = end
    found: dict[str, str] = {}
    for word in _WORD.findall("\n".join([*rest, text[done:]])):
        kept = found.get(word.lower())
        if kept is None or word.islower():
            found[word.lower()] = word
    return found


def _mixed(text: str, start: int, end: int, names: WrittenNames, seen: Mapping[str, str]) -> str:
    """The stretch with each word for itself, then its names of several words and its months as they are written."""
    is_title = text[start:end] != text[start:end].upper()
    pieces: list[str] = []
    done = start
    for word in _WORD.finditer(text, start, end):
        kept = is_title and not word.group().istitle()
        pieces += [text[done : word.start()], word.group() if kept else _word(text, word, names, seen)]
        done = word.end()
    mixed = "".join([*pieces, text[done:end]])
    mixed = _put(
        mixed, ((group.span(), names.written[group.group()]) for group in names.groups.finditer(mixed.lower()))
    )
    return _MONTH.sub(lambda month: month.group().capitalize(), mixed)


def _put(text: str, words: Iterable[tuple[tuple[int, int], str]]) -> str:
    pieces: list[str] = []
    done = 0
    for (start, end), written in words:
        pieces += [text[done:start], written]
        done = end
    return "".join([*pieces, text[done:]])


def _word(text: str, word: re.Match[str], names: WrittenNames, seen: Mapping[str, str]) -> str:
    written, small, at = word.group(), word.group().lower(), word.start()
    before = text[max(at - _LOOK_BACK, 0) : at].rpartition("\n")[2]
    opens = _SENTENCE_END.search(before) is not None
    is_article = small == "a" and text[word.end() : word.end() + 1] == " " and not opens
    if len(small) == 1 or written == "US":
        return small if is_article or before[-1:] in _APOSTROPHES else written
    if _ORDINAL.search(text[max(at - 2, 0) : word.end()]) or (before[-1:] == "-" and small in _IN_NAMES):
        return small
    known = names.words.get(small) or _written_so().get(small)
    if known is not None:
        return known
    if small in _small_words() or _is_inflected(small) or seen.get(small, "").islower():
        return small.capitalize() if opens else small
    return seen.get(small) or (_named(small) if _VOWEL.search(small) else written)


def _named(small: str) -> str:
    """A name that nobody knows: Belousky, McGarva."""
    return f"Mc{small[2:].capitalize()}" if small.startswith("mc") else small.capitalize()


def _is_inflected(small: str) -> bool:
    """Whether a word that was never met is a common one with an ending."""
    for ending, joint in _ENDINGS:
        if small.endswith(ending) and len(small) > len(ending) + 2:
            stem = small[: -len(ending)] + joint
            if stem in _small_words():
                return True
    return False


_ENDINGS = (("s", ""), ("es", ""), ("ies", "y"), ("ed", ""), ("ed", "e"), ("ing", ""), ("ing", "e"), ("ly", ""),
            ("ise", "ize"), ("ises", "ize"), ("ised", "ize"), ("ising", "ize"), ("isation", "ization"))  # fmt: skip
