"""A clause that was said, behind a clause that tells when: NP told NP after S that S."""

from __future__ import annotations

from extractors.languages.en.clauses.arguments import MARKS, NOMINAL, has_finite_verb, noun_phrase
from extractors.languages.en.clauses.complements import THAT_REACH
from extractors.languages.en.clauses.content_ends import complement_stop
from extractors.languages.en.clauses.cue_context import View
from extractors.languages.en.constructions.indirect import CLAUSE, is_main, trim_content
from extractors.sentences.constructions import Construction
from extractors.sentences.drafts import Draft

CLAUSE_AFTER_WHEN = Construction("clause_after_when", "said")

WHEN = frozenset({"after", "before", "when", "while", "as", "once"})
LISTENS = frozenset({"obj", "iobj", "obl"})


def clause_after_when(view: View) -> Draft | None:
    """NP told NP after S that S. / NP said when S that S."""
    sentence = view.sentence
    if view.source is None or view.passive or view.first_person or not is_main(view) or not CLAUSE & set(view.takes):
        return None
    when = _past_listener(view)
    if sentence.words[when : when + 1] == [] or sentence.words[when] not in WHEN:
        return None
    that = _that(view, when)
    if that is None or not has_finite_verb(sentence, when, that):
        return None
    first, stop = trim_content(view, that + 1, complement_stop(view, that + 1))
    return view.draft(CLAUSE_AFTER_WHEN, [(first, stop)]) if has_finite_verb(sentence, first, stop) else None


def _past_listener(view: View) -> int:
    """The place behind a verb and whom it was told to."""
    sentence, after = view.sentence, view.cue.last + 1
    listener = next((k for k in sentence.kids[view.cue.place] if k >= after and sentence.deps[k] in LISTENS), None)
    if listener is None or not view.row_tells or any(sentence.tags[at][:1] == "V" for at in range(after, listener)):
        return after
    return noun_phrase(sentence, listener)[1]


def _that(view: View, start: int) -> int | None:
    """The first "that" behind which a clause begins, no mark or quotation between."""
    sentence = view.sentence
    for at in range(start + 1, min(len(sentence) - 1, start + THAT_REACH)):
        if sentence.words[at] in MARKS or sentence.inside[at] >= 0:
            return None
        if sentence.words[at] == "that" and sentence.tags[at + 1] in NOMINAL - {"WDT", "WP"}:
            return at
    return None
