"""Constructions whose cue is a noun: NP's claim that S; the plan drew sharp criticism from NP."""

from __future__ import annotations

from collections.abc import Iterator

from extractors.languages.en.clauses.arguments import TIMES, Range, has_finite_verb, noun_phrase, trim
from extractors.languages.en.words.calendar import MONTH_NAMES
from extractors.sentences.constructions import Construction
from extractors.sentences.drafts import Draft
from extractors.sentences.reporting_words import CueNoun
from extractors.sentences.sentence import Sentence

CUE_NOUN = Construction("cue_noun", "said")
NOUN_AND_COLON = Construction("noun_and_colon", "said")

COLON_REACH = 8  # words between a noun of saying and its colon; 4 and 16 read 468 articles alike
WRITERS = frozenset({"my", "our", "your", "whose"})  # the writer's own view is no attributed one
NEGATIONS = frozenset({"not", "n't", "n’t", "never", "no"})
RELATIVES = frozenset({"which", "that", "it", "this"})
MEASURES = frozenset({"time", "times", "occasion", "occasions"})
GIVES = frozenset({"gave", "gives", "give", "given", "had", "has", "have", "offered", "offers", "repeated", "sent",
                   "sends", "issued", "delivered", "made", "got", "brought"})  # fmt: skip
HOLDS = GIVES | {"taken", "took", "takes", "take", "limited", "limits", "confined", "stuck", "sticks", "kept", "keeps",
                 "held", "holds", "voiced", "voices", "expressed", "expresses", "aired", "came", "comes", "dropped",
                 "returned", "stood", "stands", "rejected", "rejects", "dismissed", "dismisses"}  # fmt: skip
ENDINGS = frozenset({"'s", "’s", "'", "’"})
DRAWS = frozenset({"drew", "draw", "draws", "drawn", "brought", "received", "earned", "won", "prompted", "provoked",
                   "sparked", "met", "faced", "triggered"})  # fmt: skip


def cue_noun(sentence: Sentence) -> Iterator[Draft]:
    """NP's claim that S. / The plan drew sharp criticism from NP."""
    for place, row in sentence.nouns:
        if sentence.inside[place] >= 0 or sentence.tags[place][:1] != "N":
            continue
        draft = (
            _claim_that(sentence, place, row)
            or _given_that(sentence, place, row)
            or _drew_from(sentence, place, row)
            or _colon(sentence, place, row)
        )
        if draft is not None:
            yield draft


def _claim_that(sentence: Sentence, place: int, row: CueNoun) -> Draft | None:
    """A noun with an owner and "that" right after it."""
    owner = sentence.kid(place, "nmod:poss", "poss")
    that = _that_after(sentence, place)
    if "that" not in row.takes or owner is None or that is None:
        return None
    if sentence.words[owner] in WRITERS:
        return None
    clause = sentence.heads[that]  # the parser hangs it from the noun or from the verb around it
    content = trim(sentence, that + 1, max(sentence.right[clause] + 1, that + 1) if clause > place else that + 1)
    if content[0] >= content[1] or not has_finite_verb(sentence, *content):
        return None
    return Draft(sentence, CUE_NOUN, row.id, (place, place + 1), _without_ending(sentence, owner), [content])


def _given_that(sentence: Sentence, place: int, row: CueNoun) -> Draft | None:
    """NP gave a hint that S. / NP has taken the line that S. / NP limited himself to the remark that S.

    Where the whole sentence is according to somebody, NP only promised.
    """
    that, verb = _that_after(sentence, place), sentence.heads[place]
    if sentence.words[0] == "according" or "that" not in row.takes or that is None:
        return None
    if sentence.words[verb] not in HOLDS or verb > place:
        return None
    if NEGATIONS & {sentence.words[kid] for kid in sentence.kids[verb]}:
        return None
    subject = sentence.subject(verb)
    content = trim(sentence, that + 1, _clause_stop(sentence, that))
    if subject is None or subject > verb or sentence.tags[subject][:2] not in {"NN", "PR"} or content[0] >= content[1]:
        return None
    if sentence.words[subject] in RELATIVES | WRITERS or not has_finite_verb(sentence, *content):
        return None
    return Draft(sentence, CUE_NOUN, row.id, (verb, place + 1), noun_phrase(sentence, subject), [content])


def _clause_stop(sentence: Sentence, that: int) -> int:
    """The end of the clause that "that" opens: before a comma and what its speaker does next, else the sentence's."""
    joined = (p for p in range(that + 2, len(sentence) - 2) if sentence.words[p] in {"and", "but"})
    deeds = {cue.place for cue in sentence.cues}
    return next((p for p in joined if p + 1 in deeds and sentence.inside[p] < 0), len(sentence))


def _that_after(sentence: Sentence, place: int) -> int | None:
    """The "that" right after a noun, or after the day on which it was said: her promise on 4 July that S."""
    at = place + 1
    while at < len(sentence) and (
        sentence.words[at] in TIMES or sentence.tags[at] == "CD" or sentence.words[at] in MONTH_NAMES
    ):
        at += 1
    return at if sentence.words[at : at + 1] == ["that"] else None


def _without_ending(sentence: Sentence, owner: int) -> Range:
    """The words of an owner without the ending that makes it one."""
    first, stop = noun_phrase(sentence, owner)
    return first, stop - (stop - first > 1 and sentence.words[stop - 1] in ENDINGS)


def _colon(sentence: Sentence, place: int, row: CueNoun) -> Draft | None:
    """NP gave the same reply: S. / NP's message was plain: S."""
    colon = next(
        (p for p in range(place + 1, min(len(sentence), place + COLON_REACH)) if sentence.words[p] == ":"), None
    )
    if (
        "colon" not in row.takes
        or colon is None
        or any(sentence.inside[p] >= 0 for p in range(place, min(colon + 2, len(sentence))))
    ):
        return None
    content = trim(sentence, colon + 1, len(sentence))
    speaker = _giver(sentence, place, colon)
    if speaker is None or not has_finite_verb(sentence, *content):
        return None
    source = noun_phrase(sentence, speaker)
    return Draft(sentence, NOUN_AND_COLON, row.id, (place, place + 1), source, [content])


def _giver(sentence: Sentence, place: int, colon: int) -> int | None:
    """Who gives a reply: its owner where it is the subject, else the subject of the verb that it is the object of."""
    owner = sentence.kid(place, "nmod:poss", "poss")
    verb = sentence.heads[place]
    if owner is not None and sentence.deps[place] in {"nsubj", "root", "ROOT"}:
        return owner if sentence.words[owner] not in WRITERS else None
    if sentence.deps[place] != "obj" or sentence.words[verb] not in GIVES or colon > place + 2:
        return None
    for _ in range(3):
        subject = sentence.subject(verb)
        if (
            subject is not None
            and sentence.words[subject] not in MEASURES
            and sentence.tags[subject][:2] in {"NN", "PR"}
        ):
            return subject
        verb = sentence.heads[verb]
    return None


def _drew_from(sentence: Sentence, place: int, row: CueNoun) -> Draft | None:
    """A noun that something drew from somebody."""
    verb = sentence.heads[place]
    subject = sentence.subject(verb)
    if "from" not in row.takes or sentence.words[verb] not in DRAWS or subject is None or subject > verb:
        return None
    for at in range(place + 1, min(len(sentence), place + 4)):
        if sentence.words[at] == "from" and sentence.heads[at] != at:
            source = noun_phrase(sentence, sentence.heads[at])
            content = trim(sentence, sentence.left[subject], sentence.right[subject] + 1)
            return Draft(sentence, CUE_NOUN, row.id, (verb, place + 1), source, [content])
    return None
