"""Mends trees where the parser is known to err around a cue: each repair names what it mends.

A repair changes tags, relations and heads in place, before the sentence takes its tree.
"""

from __future__ import annotations

from collections.abc import Callable

from extractors.languages.en.parsing.clause_repairs import (
    clause_is_no_adjunct,
    clause_is_no_listeners,
    noun_is_verb_of_clause,
    plain_form_is_finite,
)
from extractors.languages.en.parsing.main_verb_repairs import (
    adverb_is_no_noun,
    aided_past_how_often,
    first_of_two_verbs,
    participle_is_main_verb,
    participle_is_no_main_verb,
    second_deed_is_finite,
)
from extractors.languages.en.parsing.object_repairs import (
    aired_is_no_object,
    name_is_no_preposition,
    object_of_infinitive,
    object_right_after,
    particle_is_no_preposition,
    preposition_is_no_particle,
)
from extractors.languages.en.parsing.predicate_repairs import (
    predicate_of_object,
    quoted_predicate,
    second_subject_is_object,
)
from extractors.languages.en.parsing.present_verb_repairs import present_is_verb
from extractors.languages.en.parsing.speaker_repairs import SPEAKER_REPAIRS, pointing_is_object
from extractors.languages.en.parsing.subject_repairs import (
    acting_is_title,
    copula_is_verb,
    day_is_no_object,
    name_and_verb_at_the_end,
    name_before_its_verb,
    object_of_next_verb,
    reflexive_is_no_subject,
    setting_before_subject,
    setting_is_no_subject,
    speaker_between_subject_and_verb,
    title_before_name,
    titled_name_before_verb,
    verb_after_interposed,
)
from extractors.languages.en.parsing.trees import FINITE, NOUNS, Tree, is_aided
from extractors.sentences.sentence import SUBJECTS, Sentence

BE = frozenset({"be", "is", "are", "was", "were", "been", "being", "'s", "’s"})
HAVE = frozenset({"has", "have", "had", "having", "'ve", "’ve", "'d", "’d"})
AUXILIARIES = (
    BE
    | HAVE
    | frozenset(
        {"do", "does", "did", "will", "would", "could", "can", "may", "might", "must", "should", "get", "gets", "got"}
    )
)
ASKED = frozenset({"asked", "pressed", "questioned", "quizzed"})
ASKING = frozenset({"about", "whether", "if", "by", "how", "why", "on", "what", "when", "for"})
NO_RELATIONS_OF_NAMES = frozenset({"mark", "advmod", "discourse", "cc", "aux", "dep", "advcl", "ccomp", "parataxis"})
OPENS = 3  # words with which a subject opens a sentence
INVERTS = frozenset({"say", "ask", "manner", "show"})


def repair(sentence: Sentence, tags: list[str], deps: list[str], heads: list[int]) -> None:
    """Applies every repair to every cue of a sentence."""
    tree = Tree(sentence, tags, deps, heads)
    for cue in sentence.cues:
        if not sentence.apart(cue.place):
            for each in REPAIRS:
                each(tree, cue.place)


def _verb_of_content(tree: Tree, place: int) -> None:
    """NP promised NP, NP said: a verb with an object of its own was made to modify who said it."""
    noun = tree.heads[place]
    verb = tree.heads[noun]
    if tree.deps[noun] not in SUBJECTS or not place < noun < verb:
        return
    tree.hang(place, verb, "ccomp")
    for kid in list(tree.kids(verb, *SUBJECTS)):
        if kid < place:
            tree.hang(kid, place, "nsubj")


def name_is_subject(tree: Tree, place: int) -> None:
    """A name before a finite verb without a subject is that, whatever the parser made of it."""
    if tree.tags[place] not in FINITE or tree.has(place, *SUBJECTS):
        return
    if (
        0 < place <= OPENS
        and tree.tags[place - 1] in NOUNS
        and (tree.heads[place - 1], tree.deps[place - 1]) == (place, "compound")
    ):
        for kid in [kid for kid in tree.kids(place, "det", "amod", "nmod:poss", "compound") if kid < place - 1]:
            tree.hang(kid, place - 1, tree.deps[kid])
        tree.hang(place - 1, place, "nsubj")
        return
    names = [kid for kid in tree.kids(place) if kid < place and tree.tags[kid] in {"NNP", "NNPS"}]
    if len(names) == 1 and tree.deps[names[0]] in NO_RELATIONS_OF_NAMES and not tree.has(names[0], "case"):
        tree.hang(names[0], place, "nsubj")


def gerund_is_complement(tree: Tree, place: int) -> None:
    """NP suggested opening N / NP denied having VP: the gerund after the verb is its complement."""
    cue = next(cue for cue in tree.sentence.cues if cue.place == place)
    after = cue.last + 1
    if "gerund" not in cue.row.takes or after >= len(tree.heads) or tree.tags[after] != "VBG":
        return
    head = tree.heads[after]
    if tree.deps[after] == "amod" and head > after and tree.heads[head] == place:
        tree.hang(after, place, "xcomp")
        tree.hang(head, after, "obj")
    elif tree.sentence.words[after] in {"having", "being"} and head > after and tree.deps[after].startswith("aux"):
        tree.hang(head, place, "xcomp")


def participle_after_and(tree: Tree, place: int) -> None:
    """NP called it “N” and expressed hope: joined to the noun before "and", it belongs to the verb before that."""
    noun = tree.heads[place]
    joint = place - 1
    while joint > 0 and tree.tags[joint] == "RB":
        joint -= 1
    after_noun = joint > 0 and (tree.tags[joint - 1] in NOUNS or tree.sentence.inside[joint - 1] >= 0)
    phrase = noun > place and all(tree.tags[at] in NOUNS | {"JJ"} for at in range(place + 1, noun))
    joins = tree.deps[place] == "conj" or (tree.deps[place] == "amod" and phrase)
    if tree.tags[place] not in {"VBN", "VBD"} or not joins or tree.tags[noun] not in NOUNS or is_aided(tree, place):
        return
    before = [cue.place for cue in tree.sentence.cues if cue.place < joint and tree.tags[cue.place] == "VBD"]
    if not before or not after_noun or tree.words(joint, joint + 1) != ["and"]:
        return
    tree.tags[place] = "VBD"
    tree.hang(place, before[-1], "conj")
    if phrase:
        tree.hang(noun, place, "obj")
    elif tree.heads[place + 1 : place + 2] == [before[-1]] and tree.tags[place + 1] in NOUNS:
        tree.hang(place + 1, place, "obj")


def participle_with_subject(tree: Tree, place: int) -> None:
    """NP made clear / NP, …, described NP: a participle with a subject or an object of its own is in the past."""
    if tree.tags[place] != "VBN" or is_aided(tree, place) or tree.sentence.words[place] in ASKED:
        return
    if tree.deps[place] == "amod" and tree.has(place, "obj"):
        _verb_of_content(tree, place)
    if tree.deps[place] in {"acl", "acl:relcl", "amod"}:
        return
    if tree.has(place, "nsubj") or tree.has(place, "obj", "ccomp", "xcomp"):
        after_by = any(tree.deps[kid] == "obl:agent" for kid in tree.kids(place))
        if not after_by and tree.words(place - 1, place) != ["as"] and place > 0:
            tree.tags[place] = "VBD"


def verb_is_no_auxiliary(tree: Tree, place: int) -> None:
    """NP denied having done it: the verb was made an auxiliary of the participle."""
    main = tree.heads[place]
    if not tree.deps[place].startswith(("aux", "cop")) or main < place or tree.sentence.words[place] in AUXILIARIES:
        return
    tree.tags[place] = "VBD" if tree.tags[place] == "VBN" else tree.tags[place]
    for kid in list(tree.kids(main)):
        if kid < place:
            tree.hang(kid, place, tree.deps[kid].replace(":pass", ""))
    above, dep = tree.heads[main], tree.deps[main]
    tree.hang(place, place if above == main else above, dep)
    tree.tags[main] = "VBG" if tree.words(place + 1, place + 2) == ["having"] else tree.tags[main]
    tree.hang(main, place, "xcomp")


def subject_after_quotation(tree: Tree, place: int) -> None:
    """“S,” answered NP: what follows the verb was made its object."""
    cue = next(cue for cue in tree.sentence.cues if cue.place == place)
    before = place - 1
    while before >= 0 and tree.sentence.words[before] == ",":
        before -= 1
    if before < 0 or not tree.sentence.apart(before) or cue.row.kind not in INVERTS or tree.has(place, *SUBJECTS):
        return
    object_ = next((kid for kid in tree.kids(place, "obj") if kid > place), None)
    if object_ is not None and tree.tags[place] in FINITE:
        tree.hang(object_, place, "nsubj")


def asked_before_answer(tree: Tree, place: int) -> None:
    """NP, asked about it, said S. / Asked about it, NP said S: the asked one is the subject of the answer."""
    if tree.sentence.words[place] not in ASKED or tree.words(place + 1, place + 2) == [","]:
        return
    if place and tree.sentence.words[place - 1] not in {",", "when", "if", "—", "–"}:
        return
    answer = next((c.place for c in tree.sentence.cues if c.place > place and tree.tags[c.place] in FINITE), None)
    if answer is None or not ASKING & set(tree.words(place + 1, place + 6)):
        return
    tree.tags[place] = "VBN"
    for kid in list(tree.kids(place, *SUBJECTS, *NO_RELATIONS_OF_NAMES)):
        if kid < place and tree.tags[kid] in NOUNS and "," in tree.words(kid, place):
            tree.hang(kid, answer, "nsubj")
    name = place - 2
    before = name >= 0 and tree.words(name + 1, place) == [","] and tree.heads[name] == place
    if before and tree.sentence.forms[name][0].isupper() and not tree.has(name, "case"):
        tree.hang(name, answer, "nsubj")
    if tree.heads[place] == place or tree.heads[answer] == place:
        tree.hang(answer, answer, "ROOT")
    tree.hang(place, answer, "advcl")
    _predicate_after(tree, answer)


def _predicate_after(tree: Tree, verb: int) -> None:
    """Makes a clause of what follows a verb that has got another subject."""
    subjects = [kid for kid in tree.kids(verb, "nsubj") if kid > verb]
    predicate = next((kid for kid in subjects if tree.has(kid, "cop")), None)
    if predicate is not None:
        for kid in subjects:
            tree.hang(kid, predicate, "nsubj")
        tree.hang(predicate, verb, "ccomp")


def for_ones_part(tree: Tree, place: int) -> None:
    """NP, for his part, called for it: what stands between subject and verb took the verb."""
    part = tree.heads[place]
    owned = tree.words(part, part + 1) == ["part"] and part < place and tree.has(part, "nmod:poss")
    if not owned or tree.tags[place] not in {"VBN", "VBD"}:
        return
    above = tree.heads[part]
    tree.tags[place] = "VBD"
    main = tree.heads[above]
    if main == above:
        tree.hang(place, place, "ROOT")
        tree.hang(above, place, "nsubj")
    elif tree.deps[above] in SUBJECTS and main > place:
        tree.hang(above, place, "nsubj")
        tree.hang(place, place if tree.heads[main] == main else tree.heads[main], tree.deps[main])
        tree.hang(main, place, "advcl")


def noun_is_object(tree: Tree, place: int) -> None:
    """NP welcomed on Monday the prospect of VP: a noun without subject or copula was made a clause."""
    for kid in list(tree.kids(place, "ccomp", "advcl")):
        if (
            kid > place
            and tree.tags[kid] in {"NN", "NNS"}
            and not tree.has(kid, *SUBJECTS, "cop", "mark", "advmod", "case")
        ):
            tree.hang(kid, place, "obj")


def interposed_is_no_relative(tree: Tree, place: int) -> None:
    """NP, NP said, VP: what commas enclose and no relative word opens is the attribution, not a clause of the noun."""
    noun, words = tree.heads[place], tree.sentence.words
    if tree.deps[place] not in {"acl:relcl", "acl", "appos"} or tree.tags[place] not in FINITE or noun > place:
        return
    subject = next((kid for kid in tree.kids(place, *SUBJECTS) if kid < place), None)
    first = min((kid for kid in range(noun + 1, place) if tree.heads[kid] == subject), default=subject or 0)
    comma = next((at for at in range(place + 1, len(words)) if words[at] == "," and not _quoted(tree, at)), None)
    if subject is None or comma is None or words[min(first, subject) - 1] != "," or tree.tags[subject][:1] == "W":
        return
    main = tree.heads[noun]
    if main <= comma or tree.deps[noun] not in SUBJECTS:
        return
    above, dep = tree.heads[main], tree.deps[main]
    tree.hang(place, place if above == main else above, dep)
    tree.hang(main, place, "ccomp")


def adverb_is_no_object(tree: Tree, place: int) -> None:
    """NP said dryly: an adverb that the parser did not know was made an object."""
    after = place + 1
    is_kid = after < len(tree.heads) and tree.heads[after] == place and tree.deps[after] == "obj"
    if is_kid and tree.sentence.words[after].endswith("ly") and tree.tags[after] in {"NN", "JJ"}:
        tree.tags[after] = "RB"
        tree.hang(after, place, "advmod")


def _quoted(tree: Tree, place: int) -> bool:
    return tree.sentence.inside[place] >= 0


def object_before_verb(tree: Tree, place: int) -> None:
    """NP who saw it told S: the pronoun is what was seen, not who told."""
    it = place - 1
    if it < 2 or tree.sentence.words[it] not in {"it", "him", "them", "her", "that", "this"}:
        return
    verb = it - 1
    noun = tree.heads[verb]
    if tree.deps[verb] == "acl:relcl" and noun < verb and tree.heads[it] == place and not tree.has(verb, "obj"):
        tree.hang(it, verb, "obj")
        tree.hang(noun, place, "nsubj")


def one_subject(tree: Tree, place: int) -> None:
    """Kazakh analyst Jane Roe says: of two subjects with nothing between, the first belongs to the second."""
    subjects = [kid for kid in tree.kids(place, "nsubj") if kid < place]
    if len(subjects) == 2 and "," not in tree.words(*subjects):
        tree.hang(subjects[0], subjects[1], "compound")


def document_reads(tree: Tree, place: int) -> None:
    """S, the letter read: the verb was taken for a noun."""
    read = tree.sentence.words[place] in {"read", "reads"} and tree.tags[place] in {"NN", "NNS", "VB"}
    noun = place - 1
    if not read or not place or tree.tags[noun] not in {"NN", "NNP"}:
        return
    if tree.deps[noun] == "compound" and tree.heads[noun] == place:
        for kid in [kid for kid in tree.kids(place, "det", "amod", "nmod:poss") if kid < noun]:
            tree.hang(kid, noun, tree.deps[kid])
        for kid in [kid for kid in tree.kids(place, "advcl") if kid < noun]:
            tree.hang(kid, place, "ccomp")
        tree.hang(noun, place, "nsubj")
    if tree.has(place, *SUBJECTS):
        tree.tags[place] = "VBD"


# Beside each: in how many of 468 open articles it changes a tree, and how many examples of constructions need it.
REPAIRS: tuple[Callable[[Tree, int], None], ...] = (
    copula_is_verb,  # 15, 0
    pointing_is_object,  # 2, 1
    day_is_no_object,  # 11, 2
    aired_is_no_object,  # 0, 1
    name_is_no_preposition,  # 2, 0
    particle_is_no_preposition,  # 17, 1
    preposition_is_no_particle,  # 1, 0
    present_is_verb,  # 7, 2
    acting_is_title,  # 0, 0
    object_of_next_verb,  # 0, 0
    verb_after_interposed,  # 2, 1
    asked_before_answer,  # 8, 0
    first_of_two_verbs,  # 0, 1
    participle_is_main_verb,  # 58, 12
    participle_is_no_main_verb,  # 3, 1
    gerund_is_complement,  # 1, 0
    verb_is_no_auxiliary,  # 4, 0
    for_ones_part,  # 0, 0
    adverb_is_no_noun,  # 0, 1
    aided_past_how_often,  # 2, 1
    participle_after_and,  # 7, 0
    second_deed_is_finite,  # 7, 1
    participle_with_subject,  # 29, 0
    name_is_subject,  # 4, 1
    subject_after_quotation,  # 11, 3
    document_reads,  # 9, 1
    object_before_verb,  # 0, 1
    one_subject,  # 43, 1
    title_before_name,  # 12, 1
    titled_name_before_verb,  # 1, 0
    name_before_its_verb,  # 22, 1
    name_and_verb_at_the_end,  # 1, 1
    noun_is_object,  # 8, 1
    interposed_is_no_relative,  # 1, 0
    adverb_is_no_object,  # 0, 1
    second_subject_is_object,  # 17, 2
    setting_is_no_subject,  # 3, 1
    setting_before_subject,  # 3, 0
    reflexive_is_no_subject,  # 0, 0
    speaker_between_subject_and_verb,  # 0, 1
    object_right_after,  # 0, 0
    object_of_infinitive,  # 0, 0
    predicate_of_object,  # 9, 5
    quoted_predicate,  # 15, 0
    clause_is_no_adjunct,  # 4, 1
    clause_is_no_listeners,  # 11, 0
    noun_is_verb_of_clause,  # 1, 0
    plain_form_is_finite,  # 4, 0
    *SPEAKER_REPAIRS,
)
