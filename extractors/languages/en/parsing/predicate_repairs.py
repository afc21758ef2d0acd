"""Mends the trees of what is said of an object: called the plan unlawful, found it too early, stressed the need."""

from __future__ import annotations

from extractors.languages.en.parsing.trees import FINITE, NOUNS, Tree

MARKS = frozenset({",", ".", ";", ":", "!", "?", '"', "”", "’", "''", "—", "–", "-", ")", "("})
PREDICATES = frozenset({"object_predicate", "it_predicate"})
JUDGES = frozenset(
    {"premature", "historic", "early", "late", "soon", "overdue", "mature", "absurd", "obsolete", "taboo", "moot",
     "untrue", "false", "fake", "wrong", "incomplete", "likely", "unlikely", "logical", "natural", "correct",
     "unfounded", "necessary", "unnecessary", "symbolic", "hasty", "illegal", "legal", "insufficient", "unclear",
     "unfair", "positive",
     "dead", "void", "null", "invalid", "illicit", "unjust", "unwise", "foolish", "selfish", "hypocritical"}
)  # fmt: skip
JUDGING = ("less", "ful", "ous", "able", "ible")
QUESTION_REACH = 12  # words of an object before "out of the question"
SHORTEST = 7  # letters of an adjective that its ending alone tells: no "table", no "bus"
DEGREES = frozenset({"RB", "RBR"})
GOES_ON = frozenset({"and", "but", "or", "to", "that", "for", "in", "at", "on", "as", "after", "because", "when", "if",
                     "even", "until", "unless", "without"})  # fmt: skip


def predicate_of_object(tree: Tree, place: int) -> None:
    """NP called N of N premature: the adjective behind an object was made a noun that its last words belong to."""
    cue = tree.cue(place)
    if not PREDICATES & set(cue.row.takes):
        return
    for at in range(place + 2, len(tree.heads)):
        if tree.sentence.words[at] in MARKS or tree.tags[at] in FINITE:
            return
        if _judges(tree, at) and _ends_phrase(tree, at) and (object_ := _object_before(tree, place, at)) is not None:
            _part(tree, place, object_, at)
            return


def out_of_question(tree: Tree, place: int) -> None:
    """NP called N out of the question: "out" was given to the verb, and what it leads to is said of the object."""
    words = tree.sentence.words
    if not PREDICATES & set(tree.cue(place).row.takes):
        return
    for at in range(place + 2, min(len(words) - 3, place + QUESTION_REACH)):
        if words[at : at + 4] == ["out", "of", "the", "question"]:
            for part in range(at, at + 3):
                tree.hang(part, at + 3, "det" if part == at + 2 else "case")
            tree.hang(at + 3, place, "xcomp")
            return


def quoted_predicate(tree: Tree, place: int) -> None:
    """NP called N of N “a word of N”: what stands in quotation marks behind an object is said of it."""
    cue = tree.cue(place)
    if not PREDICATES & set(cue.row.takes) or tree.tags[place] == "VBN":
        return
    quoted = next((q for q in tree.sentence.quotes if q.first > cue.last + 1 and not q.apart), None)
    if quoted is None:
        return
    between, inner = range(cue.last + 1, quoted.first), range(quoted.first, quoted.stop)
    top = _top_of(tree, inner)
    if top is None or not _is_plain_object(tree, between):
        return
    _hang_object(tree, place, between)
    for at in inner:
        if tree.heads[at] not in inner and tree.deps[at] != "punct":
            tree.hang(at, place if at == top else top, "xcomp" if at == top else tree.deps[at])
    for at in range(quoted.stop, len(tree.heads)):
        if tree.deps[at] == "conj" and tree.heads[at] in inner:
            tree.hang(at, place, "conj")


def _top_of(tree: Tree, inner: range) -> int | None:
    """The first word of a stretch with a meaning of its own on which the rest of the stretch may hang."""
    heads = [at for at in inner if tree.tags[at][:1] in {"N", "J", "V"} and not inner.start <= tree.heads[at] < at]
    return next((at for at in heads if tree.heads[at] not in inner or tree.heads[at] == at), None)


def _is_plain_object(tree: Tree, places: range) -> bool:
    """Whether a stretch is a noun phrase up to its end, or to whose it is, with no verb of its own and no marks."""
    owned = tree.tags[places.stop - 2] in {"POS", "PRP$"}
    ends = tree.tags[places.stop - 1] in NOUNS or owned
    return ends and not any(tree.tags[at] in FINITE or tree.sentence.words[at] in MARKS for at in places)


def _hang_object(tree: Tree, place: int, places: range) -> None:
    """Makes a stretch the object of a verb."""
    object_ = _end_of_noun(tree, places)
    for at in places:
        if tree.heads[at] not in places and at != object_:
            tree.hang(at, object_, tree.deps[at])
    tree.hang(object_, place, "obj")


def _end_of_noun(tree: Tree, places: range) -> int:
    """The last word of the first noun phrase in a stretch: that before its first preposition."""
    stop = next((at for at in places if tree.tags[at] in {"IN", "TO"} and at > places[0]), places[-1] + 1)
    return next((at for at in range(stop - 1, places[0] - 1, -1) if tree.tags[at] in NOUNS), places[-1])


def _judges(tree: Tree, at: int) -> bool:
    """Whether a word is an adjective, by its tag or by its form."""
    word = tree.sentence.words[at]
    return tree.tags[at] in {"JJ", "JJR"} or word in JUDGES or (len(word) >= SHORTEST and word.endswith(JUDGING))


def _ends_phrase(tree: Tree, at: int) -> bool:
    following = tree.words(at + 1, at + 2)
    return not following or following[0] in GOES_ON | MARKS


def _object_before(tree: Tree, place: int, at: int) -> int | None:
    """The noun or pronoun right before an adjective and its adverbs, if it stands below the verb."""
    before = at - 1
    while before > place and tree.tags[before] in DEGREES:
        before -= 1
    pointed = tree.sentence.words[before] in {"this", "that"}
    if before <= place or not (tree.tags[before] in NOUNS or pointed):
        return None
    above = before
    for _ in range(len(tree.heads)):
        above = tree.heads[above]
        if above == place:
            return before
        if above < place or tree.heads[above] == above:
            return None
    return None


def _part(tree: Tree, place: int, object_: int, predicate: int) -> None:
    """Hangs an object and what is said of it from the verb, and gives the object what belonged to both."""
    if tree.heads[object_] == predicate:
        for kid in [kid for kid in tree.kids(predicate) if kid < object_]:
            tree.hang(kid, object_, tree.deps[kid])
        above = tree.heads[predicate]
        tree.hang(object_, above, "obj" if above == place else tree.deps[predicate])
    for adverb in range(object_ + 1, predicate):
        tree.hang(adverb, predicate, "advmod")
    tree.tags[predicate] = "JJ"
    tree.hang(predicate, place, "xcomp")
    if tree.words(predicate + 1, predicate + 2) == ["to"]:
        for kid in [kid for kid in tree.kids(place, "advcl") if kid > predicate]:
            tree.hang(kid, predicate, "advcl")
