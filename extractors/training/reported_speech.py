"""More training sentences of the kind this project reads: a treebank's own clauses and names, put into reported speech.

The treebanks are web text and talk; news puts most of its clauses under a verb of saying. Clauses and noun phrases of
the training part are joined by frames such as ``" S , " said NP .``; the tree of the whole follows from the frame:
the verb of saying is the root, the clause its ``ccomp`` wherever it stands.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import replace

from extractors.languages.en.words.calendar import WEEKDAYS
from extractors.training.treebank import ParsedSentence, Word

SAYING = ("said", "said", "said", "says", "stated", "noted", "added", "stressed", "argued", "insisted", "claimed",
          "explained", "warned", "announced", "confirmed", "emphasized", "acknowledged", "declared", "recalled",
          "reported", "reiterated", "pointed out", "suggested", "believes", "thinks")  # fmt: skip
TELLING = ("told", "told", "informed", "assured", "reminded", "tells")
ADDING = ("adding", "noting", "saying", "stressing", "warning", "claiming", "pointing out", "insisting")
TIMES = tuple(day.capitalize() for day in WEEKDAYS)
LISTENERS = ("reporters", "journalists", "lawmakers", "supporters")
BARE_TAGS = {"VBD", "VBZ", "VBP", "MD"}


class Frame:
    """Grows one tree word by word; a part's head is given by its place, which may come later."""

    def __init__(self) -> None:
        self.words: list[Word] = []

    def word(self, form: str, tag: str, pos: str, head: int, dep: str, space: bool = True) -> int:
        """Adds one word and returns its place."""
        self.words.append(Word(form, form.lower(), tag, pos, head, dep, space))
        return len(self.words) - 1

    def part(self, tree: ParsedSentence, head: int, dep: str, start: bool = False) -> int:
        """Adds a whole subtree under ``head`` and returns the place of its top."""
        base, top = len(self.words), 0
        for at, word in enumerate(tree):
            if word.head == at:
                top = base + at
            moved = replace(word, head=base + word.head) if word.head != at else replace(word, head=head, dep=dep)
            self.words.append(moved)
        if start:
            first = self.words[base]
            self.words[base] = replace(first, form=first.form[:1].upper() + first.form[1:])
        return top

    def attach(self, place: int, head: int) -> None:
        """Sets the head of a word that was added before its head."""
        self.words[place] = replace(self.words[place], head=head)

    def close(self, place: int) -> None:
        """Takes the blank away before a mark that follows."""
        self.words[place] = replace(self.words[place], space=False)


def clause_of(tree: ParsedSentence) -> ParsedSentence | None:
    """The sentence without its full stop when it is one plain finite clause with a subject, else None."""
    if not 5 <= len(tree) <= 40 or tree[-1].form != "." or any(w.form in '"“”‘:()[]' for w in tree):
        return None
    root = next(at for at, w in enumerate(tree) if w.head == at)
    has_subject = any(w.head == root and w.dep.startswith("nsubj") for w in tree)
    finite = tree[root].tag in BARE_TAGS or any(w.head == root and w.tag in BARE_TAGS for w in tree)
    if not has_subject or not finite or tree[-1].head != root:
        return None
    return tree[:-1]


def phrases_of(tree: ParsedSentence) -> Iterator[ParsedSentence]:
    """Subjects of the sentence that are short noun phrases with a name or a noun as head."""
    for at, word in enumerate(tree):
        if word.dep in {"nsubj", "nsubj:pass"} and word.pos in {"PROPN", "NOUN"}:
            inside = [i for i in range(len(tree)) if _under(tree, i, at)]
            inside = [i for i in inside if not (tree[i].head == at and tree[i].dep in {"case", "punct", "cc"})]
            if inside and inside[-1] - inside[0] + 1 == len(inside) <= 9:
                base = inside[0]
                kept = [replace(tree[i], head=(at if i == at else tree[i].head) - base) for i in inside]
                if all(0 <= w.head < len(kept) for w in kept) and not any(w.form in ',"();' for w in kept):
                    yield tuple(kept)


def _under(tree: ParsedSentence, place: int, top: int) -> bool:
    for _ in range(len(tree)):
        if place == top:
            return True
        if tree[place].head == place:
            return False
        place = tree[place].head
    return False


def lower_start(tree: ParsedSentence) -> ParsedSentence:
    """The clause as it reads inside a sentence."""
    first = tree[0]
    keep = first.pos == "PROPN" or first.form == "I" or first.form.startswith("I'") or first.form[1:2].isupper()
    return tree if keep else (replace(first, form=first.form[:1].lower() + first.form[1:]), *tree[1:])


def divide(clause: ParsedSentence) -> tuple[ParsedSentence, ParsedSentence] | None:
    """A clause as (subject, rest) where the subject comes first and nothing of the rest stands before it."""
    root = next(at for at, w in enumerate(clause) if w.head == at)
    subject = next((at for at, w in enumerate(clause) if w.head == root and w.dep == "nsubj"), None)
    if subject is None:
        return None
    inside = [at for at in range(len(clause)) if _under(clause, at, subject)]
    size = len(inside)
    if inside != list(range(size)) or size >= len(clause) - 1:
        return None
    if any(w.head < size for w in clause[size:]):
        return None
    rest = tuple(replace(w, head=w.head - size) for w in clause[size:])
    return tuple(replace(w, head=at if at == subject else w.head) for at, w in enumerate(clause[:size])), rest


class Maker:
    """Draws clauses, names and frames; the same seed gives the same sentences."""

    def __init__(self, trees: Sequence[ParsedSentence], seed: int) -> None:
        self.random = random.Random(seed)  # noqa: S311 - reproducible, not secret
        self.clauses = [c for c in map(clause_of, trees) if c]
        self.phrases = [p for tree in trees for p in phrases_of(tree)]
        self.divided = [parts for c in self.clauses if (parts := divide(c))]
        self.predicates = [predicate for _, predicate in self.divided if len(predicate) <= 14]
        self.frames = (self.before, self.before, self.quoted_before, self.quoted_before, self.that_clause,
                       self.that_clause, self.that_clause, self.colon, self.according, self.adding, self.around,
                       self.interposed, self.second_verb)  # fmt: skip

    def sentences(self, count: int) -> Iterator[ParsedSentence]:
        """Yields ``count`` sentences."""
        for _ in range(count):
            frame = Frame()
            self.random.choice(self.frames)(frame)
            yield tuple(frame.words)

    def phrase(self) -> ParsedSentence:
        return self.random.choice(self.phrases)

    def clause(self) -> ParsedSentence:
        return self.random.choice(self.clauses)

    def subject(self, frame: Frame, head: int, start: bool = False, apposed: bool = True) -> int:
        """A pronoun, a noun phrase, or one with an apposition between commas."""
        draw = self.random.random() * (1 if apposed else 0.8)
        if draw < 0.2:
            form = self.random.choice(("he", "she", "they", "it", "He", "She") if not start else ("He", "She", "They"))
            return frame.word(form if start else form.lower(), "PRP", "PRON", head, "nsubj")
        top = frame.part(self.phrase(), head, "nsubj", start)
        if draw > 0.9:
            self.relative(frame, top)
        elif draw > 0.75:
            frame.close(len(frame.words) - 1)
            comma = frame.word(",", ",", "PUNCT", top, "punct")
            apposition = frame.part(self.phrase(), top, "appos")
            frame.attach(comma, apposition)
            frame.close(len(frame.words) - 1)
            frame.word(",", ",", "PUNCT", apposition, "punct")
        return top

    def relative(self, frame: Frame, noun: int) -> None:
        """``, who S,`` after a noun: a clause whose subject is taken away."""
        tail = self.random.choice(self.predicates)
        comma = self.comma(frame, 0)
        who = frame.word("who", "WP", "PRON", 0, "nsubj")
        verb = frame.part(tail, noun, "acl:relcl")
        frame.attach(comma, verb)
        frame.attach(who, verb)
        self.comma(frame, verb)

    def verb(self, frame: Frame, forms: Sequence[str], tag: str = "VBD", dep: str = "root", head: int = -1) -> int:
        """A verb of saying; a second word of it is its particle. Returns the verb's place."""
        first, *rest = self.random.choice(forms).split()
        tag = "VBZ" if tag == "VBD" and first.endswith("s") else tag
        place = frame.word(first, tag, "VERB", head, dep)
        if head < 0:
            frame.attach(place, place)
        for particle in rest:
            frame.word(particle, "RP", "ADP", place, "compound:prt")
        return place

    def setting(self, frame: Frame, verb: int) -> None:
        """Sometimes a day, a place or an occasion after the verb."""
        draw = self.random.random()
        if draw < 0.25:
            day = frame.word("on", "IN", "ADP", verb, "case")
            frame.word(self.random.choice(TIMES), "NNP", "PROPN", verb, "obl")
            frame.attach(day, len(frame.words) - 1)
        elif draw < 0.45:
            case = frame.word(self.random.choice(("in", "at", "during", "after")), "IN", "ADP", verb, "case")
            frame.attach(case, frame.part(self.phrase(), verb, "obl"))

    def stop(self, frame: Frame, verb: int) -> None:
        frame.close(len(frame.words) - 1)
        frame.word(".", ".", "PUNCT", verb, "punct")

    def comma(self, frame: Frame, head: int) -> int:
        frame.close(len(frame.words) - 1)
        return frame.word(",", ",", "PUNCT", head, "punct")

    def tail(self, frame: Frame, pending: Sequence[int]) -> int:
        """``said NP`` or ``NP told NP`` and its setting; words in ``pending`` hang from the verb."""
        if self.random.random() < 0.4:
            verb = self.verb(frame, SAYING)
            self.subject(frame, verb, apposed=False)
        else:
            subject = self.subject(frame, 0)
            telling = self.random.random() < 0.25
            verb = self.verb(frame, TELLING if telling else SAYING)
            frame.attach(subject, verb)
            if telling:
                self.listener(frame, verb)
        self.setting(frame, verb)
        for place in pending:
            frame.attach(place, verb)
        return verb

    def listener(self, frame: Frame, verb: int) -> None:
        if self.random.random() < 0.4:
            frame.word(self.random.choice(LISTENERS), "NNS", "NOUN", verb, "obj")
        else:
            frame.part(self.phrase(), verb, "obj")

    def head(self, frame: Frame) -> int:
        """``[In NP,] NP said [setting]`` or ``[Asked whether S,] NP told NP`` at the start of a sentence."""
        pending = self.lead(frame)
        subject = self.subject(frame, 0, start=not pending)
        telling = self.random.random() < 0.3
        verb = self.verb(frame, TELLING if telling else SAYING)
        frame.attach(subject, verb)
        if telling:
            self.listener(frame, verb)
        self.setting(frame, verb)
        for place in pending:
            frame.attach(place, verb)
        return verb

    def lead(self, frame: Frame) -> list[int]:
        """Sometimes an adjunct before the subject; returns the places that wait for the verb."""
        draw = self.random.random()
        if draw < 0.12:
            case = frame.word(self.random.choice(("In", "At", "After", "During", "On")), "IN", "ADP", 0, "case")
            top = frame.part(self.phrase(), 0, "obl")
            frame.attach(case, top)
        elif draw < 0.2:
            top = frame.word("Asked", "VBN", "VERB", 0, "advcl")
            mark = frame.word(self.random.choice(("whether", "if")), "IN", "SCONJ", 0, "mark")
            frame.attach(mark, frame.part(lower_start(self.clause()), top, "ccomp"))
        elif draw < 0.26:
            form, follows = self.random.choice((("Speaking", "to"), ("Speaking", "at"), ("Referring", "to"),
                                                ("Commenting", "on"), ("Responding", "to")))  # fmt: skip
            top = frame.word(form, "VBG", "VERB", 0, "advcl")
            case = frame.word(follows, "IN", "ADP", 0, "case")
            frame.attach(case, frame.part(self.phrase(), top, "obl"))
        else:
            return []
        return [top, self.comma(frame, 0)]

    def before(self, frame: Frame) -> None:
        """S, NP said."""
        clause = frame.part(self.clause(), 0, "ccomp", start=True)
        comma = self.comma(frame, 0)
        self.stop(frame, self.tail(frame, (clause, comma)))

    def quoted_before(self, frame: Frame) -> None:
        """“S,” NP said."""
        opening = frame.word('"', "``", "PUNCT", 0, "punct", space=False)
        clause = frame.part(self.clause(), 0, "ccomp", start=True)
        frame.attach(opening, clause)
        comma = self.comma(frame, 0)
        frame.close(comma)
        closing = frame.word('"', "''", "PUNCT", clause, "punct")
        frame.attach(closing, clause)
        self.stop(frame, self.tail(frame, (clause, comma)))

    def that_clause(self, frame: Frame) -> None:
        """NP said (that) S [and that S]."""
        verb = self.head(frame)
        mark = frame.word("that", "IN", "SCONJ", 0, "mark") if self.random.random() < 0.6 else None
        clause = frame.part(lower_start(self.clause()), verb, "ccomp")
        if mark is not None:
            frame.attach(mark, clause)
            if self.random.random() < 0.25:
                joint = frame.word("and", "CC", "CCONJ", 0, "cc")
                second = frame.word("that", "IN", "SCONJ", 0, "mark")
                other = frame.part(lower_start(self.clause()), clause, "conj")
                frame.attach(joint, other)
                frame.attach(second, other)
        self.stop(frame, verb)

    def colon(self, frame: Frame) -> None:
        """NP said: “S.”"""
        verb = self.head(frame)
        frame.close(len(frame.words) - 1)
        frame.word(self.random.choice((":", ",")), ":", "PUNCT", verb, "punct")
        opening = frame.word('"', "``", "PUNCT", 0, "punct", space=False)
        clause = frame.part(self.clause(), verb, "ccomp")
        frame.attach(opening, clause)
        self.stop(frame, verb)
        frame.close(len(frame.words) - 1)
        frame.word('"', "''", "PUNCT", clause, "punct")

    def according(self, frame: Frame) -> None:
        """According to NP, S. / S, according to NP."""
        first = self.random.random() < 0.5
        clause = 0
        if not first:
            clause = frame.part(self.clause(), 0, "root", start=True)
            self.comma(frame, clause)
        form = "According" if first else "according"
        case = frame.word(form, "VBG", "VERB", clause, "case")
        fixed = frame.word("to", "IN", "ADP", case, "fixed")
        frame.attach(fixed, case)
        source = frame.part(self.phrase(), clause, "obl")
        frame.attach(case, source)
        if first:
            comma = self.comma(frame, 0)
            clause = frame.part(lower_start(self.clause()), 0, "root")
            frame.attach(comma, clause)
            frame.attach(source, clause)
        frame.attach(clause, clause)
        self.stop(frame, clause)

    def adding(self, frame: Frame) -> None:
        """NP said that S, adding that S."""
        verb = self.head(frame)
        mark = frame.word("that", "IN", "SCONJ", 0, "mark")
        clause = frame.part(lower_start(self.clause()), verb, "ccomp")
        frame.attach(mark, clause)
        comma = self.comma(frame, 0)
        second = self.verb(frame, ADDING, tag="VBG", dep="advcl", head=verb)
        frame.attach(comma, second)
        mark = frame.word("that", "IN", "SCONJ", 0, "mark")
        clause = frame.part(lower_start(self.clause()), second, "ccomp")
        frame.attach(mark, clause)
        self.stop(frame, verb)

    def around(self, frame: Frame) -> None:
        """“S,” NP said. / S, NP said, and S."""
        clause = frame.part(self.clause(), 0, "ccomp", start=True)
        comma = self.comma(frame, 0)
        verb = self.tail(frame, (clause, comma))
        comma = self.comma(frame, verb)
        joint = frame.word(self.random.choice(("and", "but")), "CC", "CCONJ", verb, "cc")
        other = frame.part(lower_start(self.clause()), clause, "conj")
        frame.attach(comma, other)
        frame.attach(joint, other)
        self.stop(frame, verb)

    def interposed(self, frame: Frame) -> None:
        """NP, NP said, VP. The verb of saying stands beside the clause that it interrupts."""
        subject, rest = self.random.choice(self.divided)
        first = frame.part(subject, 0, "nsubj", start=True)
        self.comma(frame, 0)
        opening = len(frame.words) - 1
        speaker = self.subject(frame, 0, apposed=False)
        verb = self.verb(frame, SAYING, head=0, dep="parataxis")
        frame.attach(speaker, verb)
        frame.attach(opening, verb)
        self.setting(frame, verb)
        self.comma(frame, verb)
        root = frame.part(rest, 0, "root")
        frame.attach(root, root)
        frame.attach(first, root)
        frame.attach(verb, root)
        self.stop(frame, root)

    def second_verb(self, frame: Frame) -> None:
        """NP said (that) S and added that S. The second verb of saying is joined to the first."""
        verb = self.head(frame)
        frame.part(lower_start(self.clause()), verb, "ccomp")
        joint = frame.word(self.random.choice(("and", "and", "but")), "CC", "CCONJ", 0, "cc")
        second = self.verb(frame, SAYING, dep="conj", head=verb)
        frame.attach(joint, second)
        mark = frame.word("that", "IN", "SCONJ", 0, "mark")
        frame.attach(mark, frame.part(lower_start(self.clause()), second, "ccomp"))
        self.stop(frame, verb)
