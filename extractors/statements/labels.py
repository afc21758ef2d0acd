"""Speech under a label: "Q:" and "A:", names in a transcript, and a headline's "Envoy: too soon to talk"."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import groupby

from extractors.statements.drafts import Draft
from extractors.statements.grammar import Range
from extractors.statements.reading import Sentence

LABEL = re.compile(
    r"(?:[A-Z][\w.'’-]*)(?: (?:[A-Z][\w.'’-]*|of|the|and|for|in|to|at|de|al-[\w’'-]+)){0,5}(?: ?\([^()\n]{1,40}\))? ?:"
    r"(?= |“|\"|$)"
)
TRANSCRIPT = "transcript"
ENDS = re.compile(
    r"(?:The )?[Ii]nterview(?:ed)? (?:was )?(?:conducted|by|took|recorded|edited|translated)|Translated|Published|"
    r"Read (?:also|more)|Photo|©|\*|—|--"
)
NO_SPEAKERS = frozenset({
    "update", "updated", "correction", "note", "related", "watch", "video", "photo", "photos", "exclusive",
    "breaking", "opinion", "analysis", "read", "more", "source", "live", "factbox", "explainer", "editor's",
    "editor’s", "background", "sources", "see", "also", "contact", "tags", "topics", "share", "via", "q&a", "file",
    "disclaimer", "date", "time", "published", "world", "region", "headline", "highlights", "timeline", "key", "what",
    "when", "where", "who", "why", "how",
})  # fmt: skip
HONORIFICS = frozenset({"mr", "mrs", "ms", "dr"})
TRANSCRIPT_LABELS = 3
HEADLINE_LABEL_WORDS = 4
HEADLINE_REST_WORDS = 3


def labelled_speech(sentences: Sequence[Sentence]) -> tuple[list[Draft], set[int]]:
    """Drafts of labelled paragraphs and the numbers of the sentences that they use up."""
    paragraphs = [list(group) for _, group in groupby(sentences, key=lambda s: s.paragraph)]
    labels = [_label_of(paragraph[0]) for paragraph in paragraphs]
    if _is_transcript(paragraphs, labels):
        drafts = _transcript(paragraphs, labels)
    else:
        drafts = [d for d in (_headline(p, label) for p, label in zip(paragraphs, labels, strict=True)) if d]
    used = {d.sentence.number for d in drafts} | {s.number for d in drafts for s, _ in d.rest}
    return drafts, used


def _label_of(sentence: Sentence) -> Range | None:
    """The words of a label at the start of a sentence, without its colon."""
    found = LABEL.match(sentence.text, sentence.begins[0])
    if found is None:
        return None
    colon = next((p for p, b in enumerate(sentence.stops) if b >= found.end()), None)
    if colon is None or sentence.words[0] in NO_SPEAKERS or sentence.words[colon] != ":" or colon == 0:
        return None
    titled = sentence.words[0].rstrip(".") in HONORIFICS and colon > 1  # MR MILLER: S
    return int(titled), colon


def _is_transcript(paragraphs: Sequence[Sequence[Sentence]], labels: Sequence[Range | None]) -> bool:
    """Whether labels recur, or stand in capitals, often enough to be those of speakers."""
    names = [
        p[0].text[p[0].begins[0] : p[0].stops[label[1] - 1]]
        for p, label in zip(paragraphs, labels, strict=True)
        if label
    ]
    recurring = sum(count for _, count in Counter(names).items() if count > 1)
    return recurring >= TRANSCRIPT_LABELS or sum(name.isupper() for name in names) >= TRANSCRIPT_LABELS


def _transcript(paragraphs: Sequence[Sequence[Sentence]], labels: Sequence[Range | None]) -> list[Draft]:
    """One draft a turn; paragraphs without a label go on with the turn before them."""
    drafts: list[Draft] = []
    for paragraph, label in zip(paragraphs, labels, strict=True):
        if drafts and label is None and ENDS.match(paragraph[0].text, paragraph[0].begins[0]):
            break
        if label is not None:
            drafts.append(_draft(paragraph, label))
            drafts[-1].row = TRANSCRIPT
        elif drafts:
            drafts[-1].rest += [(sentence, (0, len(sentence))) for sentence in paragraph]
    return drafts


def _headline(paragraph: Sequence[Sentence], label: Range | None) -> Draft | None:
    """A short line without a full stop whose first words, up to a colon, name its source."""
    sentence = paragraph[0]
    if (
        label is None
        or len(paragraph) > 1
        or sentence.words[-1] in {".", '"', "”"}
        or any(q.apart for q in sentence.quotes)
    ):
        return None
    size = label[1] - label[0]
    if size > HEADLINE_LABEL_WORDS or len(sentence) - label[1] - 1 < HEADLINE_REST_WORDS:
        return None
    return _draft(paragraph, label)


def _draft(paragraph: Sequence[Sentence], label: Range) -> Draft:
    first = paragraph[0]
    draft = Draft(
        first, "labelled_speech", "", None, label, [(label[1] + 1, len(first))] if label[1] + 1 < len(first) else []
    )
    draft.rest = [(sentence, (0, len(sentence))) for sentence in paragraph[1:]]
    return draft
