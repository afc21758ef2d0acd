"""Finds runs of capitalised words that name somebody or something the lexicon does not know."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from extractors.languages.en.words.writing import ENDS_NOTHING_BEFORE_NAME
from extractors.lexicon.gazetteer import GazetteerHit, NameIndex
from extractors.text.name_tokens import NameToken, Tokens

# Words that are capitalised for where they stand, not for being a name.

OPENING = re.compile(r"(?:^|[.!?…:\n]|[“\"‘«(—–]|\s-\s|[.!?…][”\"’»)])\s{0,16}[“\"‘«(]{0,8}(?=\w)")
LAST_WORD = re.compile(r"\b\w+$")
TITLE_LETTERS = 8  # characters back from a stop in which a title or an initial stands; 4 and 16 read 468 articles alike
LINE = re.compile(r"[^\n]+")
CLOSING = " \t\"'”’»)"
# What makes a headline: of 468 articles two and six read otherwise by 1 and 6 letters, one and five by 2 and 8 words,
# none by 3 or 12 words with a stop; no statement is right or wrong for it.
SMALL_WORD = 3  # letters: headlines write what is no longer either way
HEADLINE_REACH = 16  # tokens of a line of capitals that are looked at for a name, of which four are taken
PARTS = 3  # words before an "and" in the name of a body
HEADLINE_WORDS = 4  # longer words: fewer with capitals are a name
SENTENCE_WORDS = 6  # where a line ends with a stop, it takes more capitals to be a headline
HEADLINE_SHARE = 0.8  # of the longer words: names alone reach less in a sentence
COMPOUNDS = ("-based", "-born", "-led", "-backed", "-run", "-owned", "-made", "-style", "-era", "-language", "-linked")
ITSELF, CALLS = (["itself"], ["themselves"]), (["call"], ["calls"], ["calling"])
OWN_NAME_LEADS = 4  # tokens before a name, and a mark and "the" between


@dataclass(frozen=True, slots=True)
class NameRun:
    """Half-open token indices of a name; ``body`` when one of its words says that it names no person."""

    start: int
    end: int
    body: bool


@dataclass(frozen=True, slots=True)
class Layout:
    """Token indices that bear a capital for where they stand: ``starts`` of sentences, all words of ``headlines``."""

    starts: frozenset[int]
    headlines: frozenset[int]


def layout_of(text: str, tokens: Tokens) -> Layout:
    """Where sentences, quotations and paragraphs open, and which lines are set with capitals throughout."""
    starts = frozenset(tokens.at(match.end()) for match in OPENING.finditer(text) if not _abbreviates(text, match))
    headlines: set[int] = set()
    for line in LINE.finditer(text):
        first, last = tokens.within(line.start(), line.end())
        words = [token for token in tokens[first:last] if token.is_word and len(token.text) > SMALL_WORD]
        capitals = sum(token.is_capital or token.text[0].isdigit() for token in words)
        stopped = line.group().rstrip(CLOSING).endswith((".", "!", "?", "…"))
        if len(words) >= (SENTENCE_WORDS if stopped else HEADLINE_WORDS) and capitals >= HEADLINE_SHARE * len(words):
            headlines |= set(range(first, last))
    return Layout(starts, frozenset(headlines))


def _abbreviates(text: str, opening: re.Match[str]) -> bool:
    """Whether a stop belongs to an initial or a title ("G.", "Rep.") and opens nothing."""
    before = LAST_WORD.search(text, max(0, opening.start() - TITLE_LETTERS), opening.start())
    if text[opening.start()] != "." or before is None:
        return False
    word = before.group()
    return (len(word) == 1 and word.isupper()) or word.lower() in ENDS_NOTHING_BEFORE_NAME


def find_runs(tokens: Tokens, hits: Sequence[GazetteerHit], index: NameIndex, layout: Layout) -> list[NameRun]:
    """Runs of capitals, left to right."""
    return _Finder(tokens, hits, index, layout).find()


class _Finder:
    def __init__(self, tokens: Tokens, hits: Sequence[GazetteerHit], index: NameIndex, layout: Layout) -> None:
        self.tokens = tokens
        self.index = index
        self.words = index.words
        self.starts = layout.starts
        self.headlines = layout.headlines
        self.hit_of: Mapping[int, GazetteerHit] = {at: hit for hit in hits for at in range(hit.start, hit.end)}
        self.lower = {token.text for token in tokens if token.text.islower()}
        self.elsewhere = {token.text for at, token in enumerate(tokens) if token.is_capital and self._is_telling(at)}

    def find(self) -> list[NameRun]:
        runs: list[NameRun] = []
        at = 0
        while at < len(self.tokens):
            if (end := self._end_of_own_name(at)) > at:
                runs.append(NameRun(at, end, body=True))
                at = end
                continue
            reach = at + HEADLINE_REACH if at in self.headlines else len(self.tokens)
            end = self._end_of_run(at, reach) if self._may_start(at) else self._past_name(at)
            end = self._past_and(at, end) if end > at else end
            end = self._end_in_headline(at, end) if at in self.headlines else end
            if end > at and not self._is_mere_opening(at, end):
                runs.append(self._made(at, end))
                end = runs[-1].end
            at = max(end, at + 1)
        return runs

    def _end_of_own_name(self, at: int) -> int:
        """Where the name ends that a group has given itself: a network that calls itself Voices Behind the Wall."""
        before = [token.low for token in self.tokens[max(0, at - OWN_NAME_LEADS) : at] if token.is_word]
        before = before[:-1] if before[-1:] == ["the"] else before
        if not self.tokens[at].is_capital or before[-1:] not in ITSELF or before[-2:-1] not in CALLS:
            return at
        end = at + 1
        while end < len(self.tokens):
            words = self.tokens[end : end + 2 + 1]
            small = next((n for n, word in enumerate(words) if word.low not in self.words["small_words"]), len(words))
            if small == len(words) or not words[small].is_capital or not words[small].is_word:
                break
            end += small + 1
        return end

    def _past_name(self, at: int) -> int:
        """A known name with one more behind it is another's: "Gul Hassan Karimi" is not Gul Hassan."""
        hit = self.hit_of.get(at)
        if hit is None or hit.start != at or hit.end - at < 2 or hit.end >= len(self.tokens) or at in self.headlines:
            return at
        person = any(self.index.actors[actor].kind == "person" for actor in hit.ids("name"))
        longer = (
            person and hit.end not in self.starts and self._is_free_capital(hit.end) and not self._is_opener(hit.end)
        )
        return self._end_of_run(hit.end) if longer else at

    def _past_and(self, start: int, end: int) -> int:
        """ "the House Oversight and Government Reform Committee": an "and" inside the name of a body."""
        named = start > 0 and self.tokens[start - 1].low == "the" and end - start <= PARTS
        if not named or end + 1 >= len(self.tokens) or self.tokens[end].low != "and":
            return end
        after = self._end_of_run(end + 1)
        return after if any(self.tokens[at].low in self.words["body_words"] for at in range(end + 1, after)) else end

    def _is_telling(self, at: int) -> bool:
        """Whether a capital says that a word is a name."""
        return at not in self.starts and at not in self.headlines

    def _end_in_headline(self, start: int, end: int) -> int:
        """Where every word has a capital, a first name and a surname are all that can be told."""
        if not self._is_first_name(start):
            return start
        initial = start + 1 < end and len(self.tokens[start + 1].text) == 1
        return min(end, start + (4 if initial else 2))

    def _is_mere_opening(self, start: int, end: int) -> bool:
        """One capitalised word that opens a sentence and nowhere else stands with a capital."""
        alone = end - start == 1 and start in self.starts and not self._is_first_name(start)
        return alone and self.tokens[start].text not in self.elsewhere

    def _made(self, start: int, end: int) -> NameRun:
        body = any(self.tokens[at].low in self.words["body_words"] for at in range(start, end))
        return NameRun(start, self._past_joints(end) if body else end, body)

    def _past_joints(self, end: int) -> int:
        """ "Assembly in Exile", "University of Chicago": a body's name goes on over small words."""
        while end + 1 < len(self.tokens) and self.tokens[end].low in {"of", "for", "in", "on"}:
            after = end + 1 + (self.tokens[end + 1].low == "the")
            if not (after < len(self.tokens) and self._is_free_capital(after)):
                break
            end = self._end_of_run(after)
            while end < len(self.tokens) and self._is_called(end):
                end += 1  # "Alliance of Free Women"
        return end

    def _is_called(self, at: int) -> bool:
        """Whether a word for people has a capital that neither a sentence nor a headline gives it."""
        hit = self.hit_of.get(at)
        return hit is not None and hit.has("role") and self.tokens[at].is_capital and self._is_telling(at)

    def _may_start(self, at: int) -> bool:
        token = self.tokens[at]
        if not token.is_capital or not self._is_free_capital(at):
            return False
        if at not in self.starts:
            return token.low not in self.words["openers"] or self._is_first_name(at)
        if token.low in self.words["openers"]:
            return False
        return self._is_first_name(at) or not self._is_plain_word(token)

    def _is_plain_word(self, token: NameToken) -> bool:
        """A word that opens a sentence and stands small elsewhere, or looks like a participle or an adverb."""
        return token.low in self.lower or token.low.endswith(("ing", "ly"))

    def _end_of_run(self, at: int, reach: int | None = None) -> int:
        end, stop = at, min(reach or len(self.tokens), len(self.tokens))
        while end < stop:
            step = self._step(at, end)
            if not step:
                break
            end += step
        while end > at and self.tokens[end - 1].low in self.words["particles"]:
            end -= 1
        return end

    def _step(self, start: int, at: int) -> int:
        """How many tokens the run takes next: a capital, an initial and its dot, a particle before a capital."""
        token = self.tokens[at]
        if at > start and (at in self.starts or self._is_opener(at)):
            return 0
        if self._is_free_capital(at) or (at > start and self._is_surname_hit(start, at)):
            dotted = len(token.text) == 1 and self._next_is(at, ".") and self._capital_follows(at + 1)
            return 2 if dotted else 1
        if token.low == "'s" and at > start and self._body_follows(at) and self._is_free_capital(at + 1):
            return 1
        if at > start and token.low in self.words["particles"] and self._capital_follows(at):
            return 1
        return 0

    def _is_opener(self, at: int) -> bool:
        """A word that is no part of a name, unless it is a month after a first name: "Theresa May"."""
        low = self.tokens[at].low
        return low in self.words["openers"] and not (low in self.words["calendar"] and self._is_first_name(at - 1))

    def _body_follows(self, at: int) -> bool:
        """ "Women's Assembly": a possessive inside the name of a body."""
        after = self.tokens[at + 1 : at + 3]
        return any(token.is_capital and token.low in self.words["body_words"] for token in after)

    def _is_free_capital(self, at: int) -> bool:
        token = self.tokens[at]
        if not token.is_word or not token.is_capital or token.text.endswith(COMPOUNDS):
            return False
        if token.low in self.words["calendar"] and not (at and self._is_first_name(at - 1)):
            return False
        hit = self.hit_of.get(at)
        if (
            hit
            and hit.has("role")
            and at not in self.starts
            and self._next_is(at, "'s", "’s")
            and self._body_follows(at + 1)
        ):
            return True  # "Women's Assembly"
        return hit is None or (
            hit.end - hit.start == 1 and not hit.has("role", "institution") and self._is_surname(hit)
        )

    def _is_surname_hit(self, start: int, at: int) -> bool:
        """A word of the lexicon that stands as the surname of somebody with a first name of his own."""
        hit = self.hit_of.get(at)
        if hit is None or hit.end - hit.start > 1 or not self.tokens[at].is_capital:
            return False
        if any(self.index.actors[actor].kind == "person" for actor in hit.ids("name")):
            return True
        return at == start + 1 and self._is_first_name(start) and not self._capital_follows(at)

    def _is_first_name(self, at: int) -> bool:
        return self.tokens[at].low in self.index.lexicon.first_names

    def _capital_follows(self, at: int) -> bool:
        return at + 1 < len(self.tokens) and self.tokens[at + 1].is_capital and at + 1 not in self.starts

    def _is_surname(self, hit: GazetteerHit) -> bool:
        """A short form that people share, and no country's."""
        return any(self.index.actors[actor].kind == "person" for actor in hit.ids("short"))

    def _next_is(self, at: int, *marks: str) -> bool:
        return at + 1 < len(self.tokens) and self.tokens[at + 1].text in marks
