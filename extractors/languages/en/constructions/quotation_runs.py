"""Joins quotations that no clause of their own sentence attributes to what came before or comes after."""

from __future__ import annotations

from collections.abc import Sequence

from extractors.languages.en.clauses.arguments import MARKS
from extractors.languages.en.constructions.direct import lone_quotations
from extractors.sentences.constructions import Construction
from extractors.sentences.drafts import Draft, by_sentence
from extractors.sentences.sentence import Sentence

LONE_QUOTATION = Construction("lone_quotation", "read")

ASKING = frozenset({"ask", "inquire", "enquire", "query"})
# By 2 words none of the 468 articles of retold-train reads otherwise, by 10 one statement is lost; none does by 4 or 18
# of the other.
FEWEST = 5  # words: a shorter quotation is a name or a phrase of the outlet's
TITLE = 9  # words of a title, all with capitals


def join_runs(sentences: Sequence[Sentence], drafts: Sequence[Draft]) -> list[Draft]:
    """The drafts of all sentences, with each lone quotation given to a draft, or to one of its own."""
    drafted = by_sentence(drafts)
    result: list[Draft] = []
    last: Draft | None = None
    end = -1
    for sentence in sentences:
        own = drafted.get(sentence.number, [])
        for at in lone_quotations(sentence, _attributed(sentence, own)):
            before = last if end >= sentence.number - 1 else None
            if before is not None and not own and _continues(sentence, at, before):
                before.more.append((sentence, at))
            elif not is_small(sentence, at):
                last = Draft(sentence, LONE_QUOTATION, "", None, None, [], [at], inherits=before)
                result.append(last)
            end = sentence.number
        result += own
        if own:
            last = next((draft for draft in reversed(own) if draft.quotes), own[-1])
            end = sentence.number
    return result


def _attributed(sentence: Sentence, own: Sequence[Draft]) -> set[int]:
    """The quotations of a sentence that its own drafts take or lie in."""
    within = {sentence.inside[p] for draft in own for first, stop in draft.ranges for p in range(first, stop)}
    return within | {at for draft in own for at in draft.quotes}


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
