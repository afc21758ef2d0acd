"""Headlines that name their source last: "No decision yet: Kremlin", "Ties to grow — envoy", "No haste, says NAME"."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from extractors.languages.en.clauses.arguments import Range, trim
from extractors.sentences.constructions import Construction
from extractors.sentences.drafts import Draft
from extractors.sentences.sentence import Sentence

HEADLINE = Construction("headline", "said")

SAYS = frozenset({"says", "say", "said"})
DASHES = frozenset({"—", "–", "-", "--"})
STOPS = frozenset({".", "?", "!", ":", ";", '"', "”"})
ROLES = frozenset({"envoy", "ambassador", "diplomat", "diplomats", "minister", "ministry", "spokesman", "spokeswoman",
                   "spokesperson", "official", "officials", "expert", "experts", "senator", "lawmaker", "analyst",
                   "analysts", "source", "sources", "president", "kremlin", "mfa", "fm", "pm", "un", "secretary",
                   "chargé", "charge", "representative", "parliament", "speaker", "chief", "head",
                   "deputy"})  # fmt: skip
LEADS = frozenset({"the", "a", "an"})
# Of the statements of retold-train (2,333 right, 562 too many) three right ones are lost by 15 words of a headline or 2
# of a speaker, one by 60; by 10 of a speaker two more are too many, by 8 for the shortest one fewer.
LONGEST = 30  # words of a headline, marks counted
SOURCE_WORDS = 5  # words of a speaker in a headline: a name with an office
SHORTEST = 4  # words: what is shorter is a label
LABEL = 3  # words before it: CORRECTION -


def headlines(sentences: Sequence[Sentence], people: Collection[int] = frozenset()) -> Iterator[Draft]:
    """A draft for each line without a full stop whose last words name its source.

    ``people`` are the offsets at which somebody of the lexicon is named.
    """
    for at, sentence in enumerate(sentences):
        alone = not at or sentences[at - 1].paragraph != sentence.paragraph or len(sentences[at - 1]) <= LABEL
        ends = at + 1 == len(sentences) or sentences[at + 1].paragraph != sentence.paragraph
        if alone and ends and SHORTEST < len(sentence) <= LONGEST and sentence.words[-1] not in STOPS:
            draft = _named_last(sentence, people) or _says_last(sentence)
            if draft is not None:
                yield draft


def _named_last(sentence: Sentence, people: Collection[int]) -> Draft | None:
    """S: NP / S — NP, the last by its office or a known name: what a dash parts off may be the paper's own."""
    for mark in range(len(sentence) - 2, max(len(sentence) - 2 - SOURCE_WORDS, SHORTEST - 1), -1):
        word = sentence.words[mark]
        if word != ":" and not (word in DASHES and _stands_free(sentence, mark)):
            continue
        source = (mark + 1, len(sentence))
        known = sentence.begins[mark + 1] in people
        named = sentence.forms[mark + 1][:1].isupper() and (word == ":" or known)
        if not _is_source(sentence, source, named):
            return None
        return _draft(sentence, mark, source, None)
    return None


def _says_last(sentence: Sentence) -> Draft | None:
    """S, says NP / S, NP says"""
    last = len(sentence) - 1
    if sentence.words[last] in SAYS:
        comma = next(
            (p for p in range(last - 1, max(last - 2 - SOURCE_WORDS, 0), -1) if sentence.words[p] == ","), None
        )
        return _draft(sentence, comma, (comma + 1, last), last) if comma is not None and comma + 1 < last else None
    for verb in range(last - 1, max(last - 2 - SOURCE_WORDS, SHORTEST), -1):
        if sentence.words[verb] in SAYS and sentence.words[verb - 1] in {",", "'", "’", "”"} | DASHES:
            return _draft(sentence, verb - 1, (verb + 1, len(sentence)), verb)
    return None


def _stands_free(sentence: Sentence, mark: int) -> bool:
    """Whether blanks enclose a dash."""
    return sentence.stops[mark - 1] < sentence.begins[mark] and sentence.stops[mark] < sentence.begins[mark + 1]


def _is_source(sentence: Sentence, source: Range, named: bool) -> bool:
    """Whether the last words name somebody: an office among them, or behind a colon a name of a word or two."""
    first, stop = source
    words = sentence.words[first:stop]
    if ROLES & set(words):
        return True
    return named and all(form[:1].isupper() for form in sentence.forms[first:stop]) and stop - first <= SOURCE_WORDS - 2


def _draft(sentence: Sentence, mark: int, source: Range, verb: int | None) -> Draft | None:
    """The words before the mark, where they are long enough to say something and no label of their own."""
    content = trim(sentence, 0, mark)
    if content[1] - content[0] < SHORTEST or ":" in sentence.words[content[0] : content[0] + SHORTEST]:
        return None
    cue = (verb, verb + 1) if verb is not None else None
    row = "say" if verb is not None else ""
    return Draft(sentence, HEADLINE, row, cue, source, [content], clause=(mark, len(sentence)))
