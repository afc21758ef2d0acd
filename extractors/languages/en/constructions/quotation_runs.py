"""Joins quotations that no clause of their own sentence attributes to what came before or comes after."""

from __future__ import annotations

from collections.abc import Sequence

from extractors.languages.en.clauses.arguments import MARKS
from extractors.languages.en.constructions.direct import lone_quotations
from extractors.sentences.constructions import Construction
from extractors.sentences.drafts import Draft
from extractors.sentences.sentence import Sentence

LONE_QUOTATION = Construction("lone_quotation", "read")

ASKING = frozenset({"ask", "inquire", "enquire", "query"})
FEWEST = 5  # words: a shorter quotation is a name or a phrase of the outlet's
TITLE = 9  # words of a title, all with capitals


def join_runs(sentences: Sequence[Sentence], drafts: Sequence[Draft]) -> list[Draft]:
    """The drafts of all sentences, with each lone quotation given to a draft, or to one of its own."""
    by_sentence: dict[int, list[Draft]] = {}
    for draft in drafts:
        by_sentence.setdefault(draft.sentence.number, []).append(draft)
    result: list[Draft] = []
    last: Draft | None = None
    end = -1
    for sentence in sentences:
        own = by_sentence.get(sentence.number, [])
        taken = {at for draft in own for at in draft.quotes}
        taken |= {sentence.inside[p] for d in own for first, stop in d.ranges for p in range(first, stop)}
        for at in lone_quotations(sentence, taken):
            if (
                last is not None
                and not own
                and end in {sentence.number - 1, sentence.number}
                and _continues(sentence, at, last)
            ):
                last.more.append((sentence, at))
            elif not is_small(sentence, at):
                draft = Draft(sentence, LONE_QUOTATION, "", None, None, [], [at])
                draft.inherits = last if last is not None and end >= sentence.number - 1 else None
                result.append(draft)
                last = draft
            end = sentence.number
        result += own
        if own:
            last = next((draft for draft in reversed(own) if draft.quotes), own[-1])
            end = sentence.number
    return result


def _continues(sentence: Sentence, at: int, last: Draft) -> bool:
    """Whether a lone quotation goes on with the statement before it: quoted like this one, nothing between."""
    quoted = sentence.quotes[at]
    if quoted.quotation.continues:
        return True
    if last.row in ASKING:
        return False
    if not all(w in MARKS for w in sentence.words[: quoted.first]) or not _is_quoted(last):
        return False
    paragraph = last.more[-1][0].paragraph if last.more else last.sentence.paragraph
    alone = all(w in MARKS for w in sentence.words[quoted.stop :])
    return paragraph == sentence.paragraph or alone


def _is_quoted(draft: Draft) -> bool:
    """Whether a draft's content is a quotation or holds one in front of the clause of attribution."""
    if draft.quotes:
        return True
    inside = draft.sentence.inside
    quoted = any(inside[p] >= 0 for first, stop in draft.ranges for p in range(first, stop))
    return draft.construction.framing and quoted


def is_small(sentence: Sentence, at: int) -> bool:
    """Whether a quotation is no more than a name, a title or a word held at arm's length."""
    quoted = sentence.quotes[at]
    words = [p for p in range(quoted.first, quoted.stop) if sentence.words[p] not in MARKS]
    if 1 < len(words) <= TITLE and all(sentence.forms[p][:1].isupper() or len(sentence.forms[p]) < 4 for p in words):
        return True
    if sentence.text[quoted.quotation.inner_start : quoted.quotation.inner_end].rstrip()[-1:] in ",.?!":
        return quoted.first > 0 and sentence.words[quoted.first - 1] not in MARKS
    return len(words) < FEWEST
