"""Mends trees in which the clause that was said lost its verb, or hangs from the verb of saying as something else."""

from __future__ import annotations

from extractors.languages.en.parsing.trees import FINITE, NOUNS, Tree, first_of
from extractors.sentences.sentence import SUBJECTS

OPENS_CLAUSE = frozenset({"DT", "NN", "NNS", "NNP", "NNPS", "PRP", "PRP$", "JJ", "CD", "EX"})
MARKS = frozenset({",", ";", ":", "—", "–", "(", ")", "“", "”", '"'})
NO_CLAUSES = ("obl", "obj", "nmod")


def plain_form_is_finite(tree: Tree, place: int) -> None:
    """NPs bore N, NP pointed out: a verb with a subject and nothing before it was taken for an infinitive."""
    for kid in list(tree.kids(place, "ccomp", "parataxis")):
        subject = next((at for at in tree.kids(kid, *SUBJECTS) if at < kid), None)
        if tree.tags[kid] == "VB" and subject is not None and not tree.has(kid, "aux", "aux:pass", "mark"):
            tree.tags[kid] = "VBD"


def noun_is_verb_of_clause(tree: Tree, place: int) -> None:
    """NP complained that NP “lives in N”: the verb of the clause was taken for a noun, its subject for a part of it."""
    for kid in [kid for kid in tree.kids(place, "ccomp") if kid > place and tree.tags[kid] == "NNS"]:
        that = next((at for at in tree.kids(kid, "mark") if tree.sentence.words[at] == "that"), None)
        name = next((at for at in tree.kids(kid, "compound", "nmod") if that is not None and that < at < kid), None)
        if name is None or tree.tags[name] not in NOUNS or tree.has(kid, *SUBJECTS, "cop", "aux", "case"):
            continue
        tree.tags[kid] = "VBZ"
        tree.hang(name, kid, "nsubj")
        for before in [at for at in tree.kids(kid, "det", "amod", "nmod:poss") if at < name]:
            tree.hang(before, name, tree.deps[before])


def clause_is_no_adjunct(tree: Tree, place: int) -> None:
    """NP said VP-ing would be a N: the clause, with a subject and a copula of its own, was made an adjunct."""
    for kid in [kid for kid in tree.kids(place, *NO_CLAUSES) if kid > place]:
        if tree.has(kid, *SUBJECTS, "csubj") and tree.has(kid, "cop", "aux") and not tree.has(kid, "case"):
            tree.hang(kid, place, "ccomp")


def clause_is_no_listeners(tree: Tree, place: int) -> None:
    """NP told parliament that S: the clause was hung from whom it was told to."""
    cue = tree.cue(place)
    for listener in list(tree.kids(place, "obj", "iobj", "obl")) if cue.row.listener else ():
        for kid in [kid for kid in tree.kids(listener, "acl", "acl:relcl") if kid > listener > place]:
            if tree.words(listener + 1, listener + 2) == ["that"] and tree.has(kid, *SUBJECTS):
                for other in [other for other in tree.kids(place, "ccomp") if other > kid]:
                    tree.hang(other, kid, "advcl")
                tree.hang(kid, place, "ccomp")


def clause_is_participles(tree: Tree, place: int) -> None:
    """NP did N, arguing S / NP quoted NP as saying S: the clause right behind was hung beside the participle."""
    cue, start = tree.cue(place), place + 1
    opened = tree.words(place - 1, place) in ([","], ["as"], ["and"])
    if tree.tags[place] != "VBG" or not opened or "clause" not in cue.row.takes or start >= len(tree.heads):
        return
    if tree.tags[start] not in OPENS_CLAUSE or tree.has(place, "ccomp") or tree.sentence.apart(start):
        return
    verb = next((at for at in range(start + 1, len(tree.heads)) if _is_its_verb(tree, at, start)), None)
    if verb is None:
        return
    if tree.heads[place] == verb or tree.heads[place] == place:
        before = [at for at in range(place) if tree.tags[at] in FINITE | {"VBN"} and tree.has(at, *SUBJECTS)]
        above = before[-1] if before else place
        if tree.heads[verb] == verb:
            tree.hang(above, above, "ROOT")
        tree.hang(place, above, "advcl" if before else "ROOT")
    for kid in [kid for kid in tree.kids(place, "obj", "obl", "nsubj") if start <= kid < verb]:
        tree.hang(kid, verb, "nsubj")
    tree.hang(verb, place, "ccomp")


def _is_its_verb(tree: Tree, place: int, start: int) -> bool:
    """Whether a word is the verb of the clause that opens at a place: finite, or with an auxiliary or a copula."""
    helped = any(tree.tags[kid] in FINITE for kid in tree.kids(place, "aux", "aux:pass", "cop") if kid > start)
    if not (helped or tree.tags[place] in FINITE) or tree.deps[place].startswith(("aux", "cop", "acl")):
        return False
    between = tree.words(start, place)
    return not MARKS & set(between) or first_of(tree, place) == start
