"""Mends trees that give a verb of saying the wrong subject or object: a setting, a day, a name of the clause before."""

from __future__ import annotations

from extractors.languages.en.parsing.trees import FINITE, NOUNS, Tree, first_of
from extractors.languages.en.words.calendar import WEEKDAYS
from extractors.sentences.sentence import SUBJECTS

DAYS = frozenset({*WEEKDAYS, *(day[:3] for day in WEEKDAYS), "today", "yesterday", "tonight"})
REFLEXIVES = frozenset({"himself", "herself", "itself", "themselves"})
TITLES = frozenset({"its", "his", "her", "their", "the"})
HAVE = frozenset({"has", "have", "had", "having", "'ve", "’ve", "'d", "’d"})
MARKS = frozenset({",", ";", ":", "—", "–", "(", ")", '"', "“", "”"})
COPULAS = frozenset({"is", "are", "was", "were", "be", "been", "'s", "’s", "'re", "’re", "remains", "remained"})


def day_is_no_object(tree: Tree, place: int) -> None:
    """NP said Thursday in N: the day was made what was said, or who said it."""
    for kid in [kid for kid in tree.kids(place, "obj", "nsubj", "xcomp", "ccomp") if kid == place + 1]:
        if tree.sentence.words[kid] in DAYS and not tree.has(kid, "case", "cop", "conj"):
            tree.hang(kid, place, "obl:unmarked")


def setting_before_subject(tree: Tree, place: int) -> None:
    """In Town a spokesman for NP urged NP: no comma parts the setting from the subject, which was hung below it."""
    if tree.tags[place] not in FINITE or tree.has(place, *SUBJECTS):
        return
    for setting in [kid for kid in tree.kids(place, "obl", "nmod", "advcl") if kid < place]:
        if first_of(tree, setting) != 0 or tree.tags[0] != "IN":
            continue
        below = [at for at in range(place) if tree.deps[at] == "appos" and _is_below(tree, at, setting)]
        for own in below[:1]:
            first = first_of(tree, own)
            opens = tree.tags[first] in {"DT", "NNP", "NN", "JJ"} and tree.words(first - 1, first) != [","]
            if opens and first > 1 and tree.tags[own] in NOUNS and not tree.has(own, "case"):
                tree.hang(own, place, "nsubj")
                return


def _is_below(tree: Tree, place: int, top: int) -> bool:
    """Whether a word stands in what hangs from another, few steps down."""
    for _ in range(3):
        place = tree.heads[place]
        if place == top:
            return True
    return False


def titled_name_before_verb(tree: Tree, place: int) -> None:
    """S, spokeswoman NAME told NP: title and name were given to the clause before, whose noun became the subject."""
    first = place
    while (
        first > 0 and tree.tags[first - 1] in {"NNP", "NNPS", "NN", "JJ", "VB"} and tree.sentence.inside[first - 1] < 0
    ):
        first -= 1
    cue = tree.cue(place)
    names = [at for at in range(first, place) if tree.sentence.forms[at][:1].isupper() and tree.tags[at] == "NNP"]
    titled = names and names[0] > first and names == list(range(names[0], place))
    subject = next((kid for kid in tree.kids(place, *SUBJECTS) if kid < place), None)
    if not titled or len(names) < 2 or cue.row.kind not in {"say", "tell"} or tree.words(first - 1, first) != [","]:
        return
    verb = next((at for at in range(first - 1) if tree.tags[at] in FINITE and not _quoted(tree, at)), None)
    if (subject is not None and subject >= first) or verb is None or tree.tags[place] not in FINITE:
        return
    if subject is not None:
        tree.hang(subject, place, "ccomp")
    _make_subject(tree, names[0], place, place)
    for kid in [kid for kid in tree.kids(place - 1) if kid < first]:
        tree.hang(kid, place if subject is None else subject, "dep")
    for at in range(first, names[0]):
        tree.tags[at] = "NN" if tree.tags[at] == "VB" else tree.tags[at]
        tree.hang(at, place - 1, "compound")


def _quoted(tree: Tree, place: int) -> bool:
    return tree.sentence.inside[place] >= 0


def speaker_between_subject_and_verb(tree: Tree, place: int) -> None:
    """NP, said NP who VP, “VP”: the subject of what is said was made the speaker, who stands behind the verb."""
    cue = tree.cue(place)
    after = next((kid for kid in tree.kids(place, "obj", "obl") if kid > place and not tree.has(kid, "case")), None)
    subject = next((kid for kid in tree.kids(place, *SUBJECTS) if kid < place), None)
    if subject is None or after is None or cue.row.kind != "say" or tree.words(place - 1, place) != [","]:
        return
    quote = next((q for q in tree.sentence.quotes if q.apart and q.first > after), None)
    if quote is None or tree.words(quote.first - 1, quote.first) != [","] or tree.has(place, "ccomp", "aux"):
        return
    tree.hang(subject, place, "ccomp")
    tree.hang(after, place, "nsubj")


def reflexive_is_no_subject(tree: Tree, place: int) -> None:
    """NAME himself praised NP: the pronoun was made the subject, the name a preposition or an adjective of it."""
    for at in range(1, place):
        if tree.sentence.words[at] not in REFLEXIVES or not tree.sentence.forms[at - 1][:1].isupper():
            continue
        if tree.heads[at - 1] == at and at >= place - 2 and tree.tags[place] in FINITE:
            tree.tags[at - 1] = "NNP"
            tree.hang(at - 1, place, "nsubj")
            tree.hang(at, at - 1, "nmod:unmarked")


def acting_is_title(tree: Tree, place: int) -> None:
    """Acting Minister NAME thanked NP: the first word of the title was made a clause."""
    for kid in [kid for kid in tree.kids(place) if kid < place and tree.sentence.words[kid] == "acting"]:
        subject = next((other for other in tree.kids(place, "nsubj") if kid < other < place), None)
        if subject is not None and "," not in tree.words(kid, subject):
            tree.tags[kid] = "JJ"
            tree.hang(kid, subject, "amod")


def object_of_next_verb(tree: Tree, place: int) -> None:
    """NP called for NP to be given N: the noun after a second verb is the object of that, not of the first."""
    for kid in [kid for kid in tree.kids(place, "obj") if kid > place]:
        before = first_of(tree, kid) - 1
        if place < before < kid and tree.tags[before] in {"VB", "VBN", "VBG"} and tree.heads[before] != kid:
            tree.hang(kid, before, "obj")


def verb_after_interposed(tree: Tree, place: int) -> None:
    """NPs, NP complained, VP: the verb behind the clause that commas enclose was taken for an infinitive."""
    after = place + 2
    if tree.tags[place] not in FINITE or tree.words(place + 1, after) != [","] or after >= len(tree.heads):
        return
    subject = next((kid for kid in tree.kids(place, "nsubj") if kid < place), None)
    before = first_of(tree, subject) - 1 if subject is not None else 0
    opened = before > 0 and tree.words(before, before + 1) == [","] and tree.tags[before - 1] in NOUNS
    if opened and tree.tags[after] == "VB" and not any(tag in FINITE for tag in tree.tags[:before]):
        tree.tags[after] = "VBP"
        if tree.heads[after] == place:
            tree.hang(after, place, "ccomp")


def _with_title(tree: Tree, first: int) -> int:
    """Where the words that name somebody begin, a title between commas before them: S, its envoy, NAME, said."""
    words, comma = tree.sentence.words, first - 1
    if comma < 2 or words[comma] != ",":
        return first
    start = next((at + 1 for at in range(comma - 1, 0, -1) if words[at] in MARKS), 0)
    owned = words[start] in TITLES or "POS" in tree.tags[start:comma]
    plain = not any(tree.tags[at] in FINITE | {"WP", "WDT", "VBG"} for at in range(start, comma))
    return start if start > 1 and words[start - 1] == "," and owned and plain else first


def copula_is_verb(tree: Tree, place: int) -> None:
    """NP is sure that S: the verb was hung from the adjective, which is the head of a cue that both make."""
    cue = next(cue for cue in tree.sentence.cues if cue.place == place)
    state = cue.last
    if tree.sentence.words[place] not in COPULAS or state == place or tree.heads[place] != state:
        return
    above, dep = tree.heads[state], tree.deps[state]
    for kid in [kid for kid in tree.kids(state) if kid != place and not place < kid < state]:
        tree.hang(kid, place, tree.deps[kid].replace(":pass", ""))
    tree.hang(place, place if above == state else above, dep)
    tree.hang(state, place, "xcomp")


def title_before_name(tree: Tree, place: int) -> None:
    """S, ministry spokeswoman NAME told NP: the title was given to the sentence before, the name alone to the verb."""
    subject = next((kid for kid in tree.kids(place, *SUBJECTS) if kid < place), None)
    if subject is None or tree.tags[subject] not in {"NNP", "NNPS"} or tree.tags[place] not in FINITE:
        return
    first = subject - 1
    while first >= 0 and tree.tags[first] in {"NN", "NNS", "NNP", "NNPS", "JJ"} and tree.sentence.words[first] != ",":
        first -= 1
    title = range(first + 1, subject)
    if first < 1 or not title or tree.sentence.words[first] != "," or not any(tree.tags[at] == "NN" for at in title):
        return
    for at in title:
        if not first < tree.heads[at] < subject:
            tree.hang(at, subject, "compound")


def name_before_its_verb(tree: Tree, place: int) -> None:
    """S, NAME, NP, said: the parser gave name and apposition to the sentence before and left the verb no subject."""
    words, stop = tree.sentence.words, place - 1
    if tree.tags[place] not in FINITE or tree.has(place, *SUBJECTS) or words[stop] != "," or place < 4:
        return
    for _ in range(2):
        first = next((at for at in range(stop - 1, 0, -1) if words[at] == ","), 0) + 1
        if first <= 1 or any(tree.tags[at] in FINITE for at in range(first, stop)):
            return
        if all(tree.tags[at] in {"NNP", "NNPS"} for at in range(first, stop)):
            _make_subject(tree, first, stop, place)
            return
        stop = first - 1


def name_and_verb_at_the_end(tree: Tree, place: int) -> None:
    """S, envoy NAME said on Monday: the parser listed the name with the nouns before it and joined the verb to them."""
    cue = tree.cue(place)
    group = place
    while group > 1 and tree.sentence.words[group - 1] in HAVE:
        group -= 1
    first = group
    while first > 0 and tree.tags[first - 1] in {"NNP", "NNPS", "NN", "JJ"}:
        first -= 1
    named = first < group and tree.tags[group - 1] in {"NNP", "NNPS"} and tree.words(first - 1, first) == [","]
    last_verb = not any(tag in FINITE or tag == "VB" for tag in tree.tags[place + 1 :])
    finite = tree.tags[place] in FINITE or group < place
    if not (named and finite and last_verb and first > 2 and cue.row.kind in {"say", "tell"}):
        return
    if tree.has(place, *SUBJECTS):
        return
    root = next((at for at, head in enumerate(tree.heads) if head == at and tree.deps[at] == "ROOT"), place)
    _make_subject(tree, first, group, place)
    for auxiliary in range(group, place):
        tree.hang(auxiliary, place, "aux")
    if root != place:
        tree.hang(place, place, "ROOT")
        tree.hang(root, place, "ccomp")


def _make_subject(tree: Tree, first: int, stop: int, verb: int) -> None:
    """Makes the name between two places the subject of a verb, and what stands between them its apposition."""
    head, first = stop - 1, _with_title(tree, first)
    for at in range(first, verb):
        outside = not first <= tree.heads[at] < verb or tree.heads[at] == at
        if at < head and outside:
            tree.hang(at, head, "compound")
        elif at > head and (outside or tree.heads[at] < stop) and tree.sentence.words[at] != ",":
            tree.hang(at, head, "appos")
        elif at > head and tree.sentence.words[at] == ",":
            tree.hang(at, head, "punct")
    tree.hang(head, verb, "nsubj")
