"""Joins quotations that no clause of their own sentence attributes to what came before or comes after."""

from __future__ import annotations

from collections.abc import Sequence

from extractors.statements.clauses import MARKS
from extractors.statements.direct import lone_quotations
from extractors.statements.drafts import Draft
from extractors.statements.reading import Sentence


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
            else:
                draft = Draft(sentence, "lone_quotation", "", None, None, [], [at])
                draft.inherits = last if last is not None and end >= sentence.number - 1 else None
                result.append(draft)
                last = draft
            end = sentence.number
        result += own
        if own:
            last, end = own[-1], sentence.number
    return result


def _continues(sentence: Sentence, at: int, last: Draft) -> bool:
    """Whether a lone quotation goes on with the statement before it: the same paragraph, quoted like this one."""
    quoted = sentence.quotes[at]
    alone = all(w in MARKS for w in sentence.words[: quoted.first])
    if quoted.quotation.continues:
        return True
    paragraph = last.more[-1][0].paragraph if last.more else last.sentence.paragraph
    return alone and bool(last.quotes) and paragraph == sentence.paragraph
