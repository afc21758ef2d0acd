"""All figures of one article and the way from a phrase to one of them."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from spacy.tokens import Doc

from extractors.languages.en.phrases.noun_phrases import PhraseReader
from extractors.languages.known import language_of
from extractors.lexicon import Actor
from extractors.sentences.around import lies_within
from extractors.sentences.phrases import Phrase
from extractors.statements.speakers.coreference import (
    BODIES,
    KNOWN,
    OTHER,
    PERSONS,
    WITHIN,
    Bars,
    Memory,
    agrees_with_pronoun,
    sentence_starts,
)
from extractors.statements.speakers.documents import Documents
from extractors.statements.speakers.forums import Forums
from extractors.statements.speakers.institutions import Bodies
from extractors.statements.speakers.ministries import Ministries, home_of
from extractors.statements.speakers.nominal_anaphora import (
    body_with_word,
    is_named,
    is_of_press,
    is_outlet,
    is_press,
    taken_up,
)
from extractors.statements.speakers.people import CROWD, Figure, Identified, People
from extractors.statements.speakers.roles import Roles, with_office_told
from extractors.statements.speakers.seats import has_other_name, town

RELATIVE_REACH = 120  # characters between a name and the "who" that takes it up; 60 and 240 read 468 articles alike
LABEL_TITLE = 5  # characters before a label's name in which its title stands: MR. ROE
OWN_NAME = 60  # characters behind "a group" within which the name begins that it has given itself


class Entities:
    """Everybody and everything of an article: resolves phrases in text order; ``memory`` holds what was read so far."""

    def __init__(
        self, reader: PhraseReader, memory: Memory, published_at: datetime | None, title: str = "", outlet: str = ""
    ) -> None:
        self.reader = reader
        self.outlet = outlet
        self.memory = memory
        self.index = reader.index
        self.people = People(self.index, published_at)
        self.bodies = Bodies(self.index, memory)
        self.roles = Roles(self.people, self.bodies, memory)
        self.ministries = Ministries(reader, self.people, self.bodies, memory)
        self.documents = Documents(reader.text, self.people, memory)
        self.forums = Forums(reader.text, self.index, self.people, self.bodies, memory, title)
        self._words: dict[str, Figure] = {}

    @classmethod
    def of_doc(cls, doc: Doc) -> Entities:
        """Those of a Doc, every name in it read."""
        paragraphs = [0, *(at + 1 for at, sign in enumerate(doc._.phrases.text) if sign == "\n")]
        memory = Memory(sentence_starts(doc), paragraphs)
        title = doc.user_data.get("title") or ""
        outlet = doc.user_data.get("outlet") or ""
        entities = cls(doc._.phrases, memory, doc.user_data.get("published_at"), title, outlet)
        text, index = doc._.phrases.text, entities.index
        phrases = [with_office_told(mention.phrase, text, index) for mention in doc._.mentions]
        entities.bodies.places = [
            (p.start, (*p.of, *p.actors)) for p in phrases if p.of or (p.certain and p.kind != "person")
        ]
        entities.ministries.home = home_of(doc._.phrases, outlet, language_of(doc.lang_).writing.opening_ends(doc.text))
        entities.people.spoken_of = {key for p in phrases for key in (*p.of, *(p.actors if p.certain else ()))}
        entities.people.titled = entities.index.people_in(title)
        entities.people.read_names(phrases)
        entities.bodies.read_names(phrases)
        return entities

    def figure(self, phrase: Phrase, written: str, bars: Bars = ()) -> Identified:
        """Whom a phrase means; ``written`` is how the text puts it, the name of whoever has none.

        What is spoken of within the ``bars`` is not taken up: the words whose speaker is looked for, what was asked.
        """
        if phrase.of_institution and phrase.kind in {"person", "role"}:
            self._note_body(phrase, bars)
        if phrase.kind == "person":
            self._owner(phrase, bars)  # "Putin's spokesman, Dmitry Peskov" speaks of Putin too
            return self.people.person(self._as_labelled(phrase))
        if phrase.kind == "pronoun":
            return self._pronoun(phrase, bars)
        if phrase.kind == "role":
            return self._role(phrase, written, bars)
        if phrase.kind == "institution":
            return self.ministries.meant(phrase, written, self._owner(phrase, bars), bars)
        if phrase.kind in {"country", "medium", "collective"} or (phrase.kind == "body" and phrase.actors):
            return self._actor(phrase, written, bars)
        if phrase.kind == "body" and phrase.name:
            return self._named_body(phrase, written)
        return self._by_words(phrase, written, bars)

    def _as_labelled(self, phrase: Phrase) -> Phrase:
        """The name of a transcript's label with all who bear it in the lexicon: MR. ROE: S"""
        before = self.reader.text[max(0, phrase.start - LABEL_TITLE) : phrase.start]
        if phrase.actors or not (phrase.name or "").isupper() or not self.index.patterns["label-title"].search(before):
            return phrase
        return replace(phrase, actors=self.people.surnamed_in_office(phrase.name or ""))

    def antecedent(self, relative: str, at: int) -> Identified | None:
        """Whom a relative pronoun takes up: the person or body named right before it."""
        fitting = PERSONS if relative in self.index.words["personal_relatives"] else BODIES
        near = [a for a in self.memory.appearances[-6:] if at - RELATIVE_REACH < a.at < at and a.figure.kind in fitting]
        return (max(near, key=lambda a: a.at).figure, "relative: named right before") if near else None

    # --- one way for each kind of phrase -----------------------------------------------------------------------------

    def _pronoun(self, phrase: Phrase, bars: Bars) -> Identified:
        of_gender = (lambda figure: figure.gender == phrase.gender) if phrase.gender else None
        if phrase.head in self.index.words["it_forms"] and (told := self.documents.subject_before(phrase.start)):
            document = self.reader.read(*self.reader.tokens.within(told.start, told.end))
            if document and document.head in self.index.words["documents"]:
                return self._by_words(document, self.reader.text[told.start : told.end], bars)

        def fits(figure: Figure) -> bool:
            agrees = agrees_with_pronoun(figure, phrase.head, self.index.words)
            return agrees and not (self.outlet and is_outlet(figure, self.outlet, self.index))

        found = self.memory.best(phrase.start, fits, bars, of_gender, KNOWN)
        if found:
            found.figure.gender = found.figure.gender or phrase.gender
            return found.figure, f"pronoun: {phrase.head} is the last that agrees"
        later = [f for f in self.people.figures[:CROWD] if f.first > phrase.start and fits(f)]
        if later:
            return min(later, key=lambda figure: figure.first), "pronoun: named later"
        return Figure("words", phrase.head, number=phrase.number, first=phrase.start), "unresolved"

    def _role(self, phrase: Phrase, written: str, bars: Bars) -> Identified:
        if phrase.head in self.index.words["attendants"] and not phrase.of:
            forum = self.forums.named(phrase.start)  # of a meeting that nobody names they are nobody spoken of before
            return (forum, "participants of the forum") if forum else self._called_so(phrase, written)
        owner = self._country_in_words(phrase, bars) or self._owner(phrase, bars)
        if owner and (country := _country_for(phrase, owner)):
            figure, how = self.roles.role(replace(phrase, owner=None, of=phrase.of | {country}), written, None, bars)
            if how == "its own words" and "spokesperson" in phrase.roles:
                figure.actor = figure.actor or owner.actor  # "its spokesman", whom nobody names, speaks for it
            return figure, how
        if owner is None and phrase.definite is False and "spokesperson" in phrase.roles and not phrase.of:
            sits = town(phrase, self.reader)
            if sits is not None and not sits:
                return self.roles.stranger(phrase, written)
            phrase = replace(phrase, of=sits) if sits else phrase
        return self.roles.role(phrase, written, owner, bars)

    def _country_in_words(self, phrase: Phrase, bars: Bars) -> Figure | None:
        """The country that "its" takes up from the words said: Russia may agree, its ambassador said."""
        return self._subject_in_words("country", phrase, bars)

    def _subject_in_words(self, kind: str, phrase: Phrase, bars: Bars) -> Figure | None:
        """The first of a kind that the words said speak of, where the speaker is called "its" something."""
        if phrase.owner is None or self.reader.tokens[phrase.owner[0]].low not in self.index.words["it_forms"]:
            return None
        near = self.memory.appearances[-CROWD:]
        said = (a for a in near if lies_within(bars, a.at))
        return next((a.figure for a in said if a.figure.kind == kind and a.weight > WITHIN), None)

    def _named_body(self, phrase: Phrase, written: str) -> Identified:
        """A body's name; a word in capitals may be a person's surname in a transcript."""
        if phrase.name and phrase.name.isupper() and (bearer := self.people.bearer(phrase.name, phrase)):
            return bearer, "surname"
        return self.bodies.named(phrase, written)

    def _note_body(self, phrase: Phrase, bars: Bars) -> None:
        """ "The Interior Ministry's spokesman" speaks of the ministry too."""
        kind = phrase.of_institution or ""
        body = replace(phrase, kind="institution", head=kind, words=frozenset(), name=None, definite=True)
        actor = self.bodies.actor_of(kind, phrase.of)
        if actor is None and not phrase.of and self.bodies.earlier(kind, body) is None:
            actor = self.bodies.at_home(kind, phrase.start, bars)
        if actor:
            form = self.reader.form_of(kind, phrase)
            self.memory.note(self.people.of_actor(actor, phrase.start, form), phrase.start, OTHER)

    def _actor(self, phrase: Phrase, written: str, bars: Bars) -> Identified:
        actor = self.index.actors[phrase.actors[0]]
        lower = all(word[0].islower() for word in written.split()[1:])
        common = not phrase.certain and phrase.name is not None and phrase.name.islower()
        plain = common and lower
        if common and (phrase.definite is False or (plain and not phrase.definite)):
            heads = frozenset({phrase.head})
            return self._by_words(replace(phrase, kind="words", name=None, heads=heads, words=heads), written, bars)
        named = (
            phrase.name is not None
            and not phrase.certain
            and not phrase.of
            and has_other_name(phrase, written, self.index.words["articles"])
        )
        if named or (common and not lower and not phrase.of):  # the Blue Lamp group is no other
            return self._by_words(replace(phrase, kind="words", name=None), written, bars)
        if plain and (rival := self._rival(phrase, bars)):
            return rival, "last body that agrees"
        return self._actor_by_name(actor, phrase, written, bars)

    def _actor_by_name(self, actor: Actor, phrase: Phrase, written: str, bars: Bars) -> Identified:
        """An actor by a form that is surely its own, or once it was named in full; initials may be another body's."""
        initials = self.bodies.by_initials(phrase.name) if phrase.name and not phrase.certain else None
        if initials and not self._is_nearer(actor, initials, phrase.start, bars):
            return initials, "initials"
        if phrase.certain or self.people.named_actor(actor.id):
            figure = self.people.of_actor(actor, phrase.start, written)
            figure.institution = figure.institution or (phrase.head if phrase.head in self.index.institutions else None)
            return figure, "alias"
        return self._by_words(phrase, written, bars)

    def _is_nearer(self, actor: Actor, other: Figure, at: int, bars: Bars) -> bool:
        """Whether an actor was spoken of after another body that has the same initials."""
        found = self.memory.best(at, lambda figure: figure is other or figure.key == actor.id, bars)
        return found is not None and found.figure is not other

    def _rival(self, phrase: Phrase, bars: Bars) -> Figure | None:
        """The body spoken of last, where "the movement" or "the group" may be any of them."""

        def fits(figure: Figure) -> bool:
            called_so = figure.kind == "words" and phrase.head in figure.heads
            press = is_press(figure, self.outlet, self.index)
            return (figure.kind == "body" and not press) or called_so or figure.key in phrase.actors

        found = self.memory.best(phrase.start, fits, bars)
        return found.figure if found and found.figure.kind in {"body", "words"} else None

    def _by_words(self, phrase: Phrase, written: str, bars: Bars) -> Identified:
        """Whoever has no name but its words, unless they bring in one."""
        return self._self_named(phrase) or self._by_noun(phrase, written, bars)

    def _by_noun(self, phrase: Phrase, written: str, bars: Bars) -> Identified:
        if self.forums.has_part_in(phrase) and (forum := self.forums.named(phrase.start)):
            return forum, "participants of the forum"
        if phrase.head in self.index.words["documents"]:
            author = self._author(phrase, bars)
            if author is None and (issuer := self._unknown_author(phrase)):
                return issuer, "document of its author"
            return self.documents.document(phrase, written, author, self.forums.named(phrase.start), bars)
        if written[:1].isupper() and " " not in written and (bearer := self.people.surnamed(phrase, written)):
            return bearer, "surname"
        if phrase.head in self.index.words["offices"] and (office := self._office(phrase, bars)):
            return self.people.of_actor(office[0], phrase.start, written), office[1]
        if press := self._press_service(phrase, written, bars):
            return press
        if taken := taken_up(phrase, self.memory, self.index):
            return self.people.of_actor(taken[0], phrase.start, written), taken[1]
        if phrase.of and phrase.definite and (national := self._national(phrase, written, bars)):
            return national, "last person of the nation"
        plain = phrase.name is None and phrase.definite and not is_named(written)
        if plain and (known := self._known_by(phrase, bars) or body_with_word(phrase, self.memory, bars)):
            return known, "named so before"
        return self._called_so(phrase, written)

    def _press_service(self, phrase: Phrase, written: str, bars: Bars) -> Identified | None:
        """Whom a press service speaks for: the body in the words said, or him whose office nobody knows ("his")."""
        if not is_of_press(phrase, self.index):
            return None
        body = self._subject_in_words("body", phrase, bars)
        if body and body.actor:
            return self.people.of_actor(body.actor, phrase.start, written), "press service of the body in the words"
        his = phrase.owner and self.reader.tokens[phrase.owner[0]].low in self.index.words["possessives"]
        head = self._owner(phrase, bars) if his else None
        return (head, "press service of its head") if head and head.kind == "person" else None

    def _called_so(self, phrase: Phrase, written: str) -> Identified:
        """Whoever has no other name than these words, the same each time."""
        key = written.casefold()
        figure = self._words.setdefault(key, Figure(phrase.kind, written, number=phrase.number, first=phrase.start))
        figure.learn(phrase)
        return figure, "its own words"

    def _self_named(self, phrase: Phrase) -> Identified | None:
        """The group that a noun brings in with its own name: "a network that calls itself Voices Behind the Wall"."""
        behind = self.reader.text[phrase.core_end : phrase.core_end + OWN_NAME]
        found = self.index.patterns["calls-itself"].match(behind)
        unit = self.reader.units.get(self.reader.tokens.at(phrase.core_end + found.end())) if found else None
        if unit is None or unit.run is None or phrase.definite or phrase.kind != "words":
            return None
        name = self.reader.text_of(unit)
        figure = self.bodies.named(replace(phrase, kind="body", name=name), name)[0]
        figure.learn(phrase)
        return figure, "the name it has given itself"

    def _national(self, phrase: Phrase, written: str, bars: Bars) -> Figure | None:
        """The last person of a nation: "the Russian said"."""
        if phrase.head not in written.casefold().split() or len(written.split()) != 2:
            return None
        wanted = self.bodies.countries(phrase.of)

        def fits(figure: Figure) -> bool:
            return figure.kind == "person" and bool(wanted & self.bodies.countries({figure.key or "", *figure.of}))

        found = self.memory.best(phrase.start, fits, bars) if phrase.kind == "words" else None
        return found.figure if found else None

    def _known_by(self, phrase: Phrase, bars: Bars) -> Figure | None:
        """Whoever was called by the same word before: "a money changer", "the money changer"."""
        more = phrase.words - phrase.heads

        def fits(figure: Figure) -> bool:
            same = figure.kind != "person" and figure.number == phrase.number
            return same and phrase.head in figure.heads and more <= figure.words

        found = self.memory.best(phrase.start, fits, bars)
        return found.figure if found else self._generic(phrase, bars)

    def _generic(self, phrase: Phrase, bars: Bars) -> Figure | None:
        """Whatever body "the organisation" or medium "the newspaper" takes up."""
        kinds = {"body"} if phrase.head in self.index.words["body_nouns"] else set()
        kinds |= {"medium"} if phrase.head in self.index.words["medium_nouns"] else set()

        def fits(figure: Figure) -> bool:
            press = "medium" not in kinds and is_press(figure, self.outlet, self.index)
            return figure.kind in kinds and not press

        found = self.memory.best(phrase.start, fits, bars) if kinds else None
        return found.figure if found else None

    def _issuing_office(self, phrase: Phrase, bars: Bars) -> Actor | None:
        """The body of "a statement from the minister's office"."""
        found = self.index.patterns["issued-by"].search(
            self.reader.text, phrase.start, max(phrase.core_end, phrase.start)
        )
        if found is None:
            return None
        issuer = self.reader.read_core(*self.reader.tokens.within(found.end(), phrase.core_end))
        if issuer is None or issuer.head not in self.index.words["offices"]:
            return None
        office = self._office(issuer, bars)
        return office[0] if office else None

    def _office(self, phrase: Phrase, bars: Bars) -> tuple[Actor, str] | None:
        """The body that an office is part of: "his office", "the court's press service", "the minister's staff"."""
        owner = self._owner(phrase, bars)
        if owner and owner.actor and owner.actor.institution:
            return owner.actor, "office of a body"
        if owner and owner.actor and owner.actor.belongs_to:
            return self.index.actors[owner.actor.belongs_to], "office of its head"
        body = self.bodies.parent(phrase, bars)
        return (body, "office of a body") if body else None

    def _author(self, phrase: Phrase, bars: Bars) -> Actor | None:
        """The actor whose document it is: "a statement by the ministry", "a statement from Roe's office"."""
        if kind := phrase.of_institution or (
            "court" if phrase.head in self.index.words["rulings"] and phrase.definite else None
        ):
            last = self.bodies.earlier(kind, replace(phrase, words=frozenset()))
            home = None if phrase.of else self.bodies.at_home(kind, phrase.start, bars)
            if actor := self.bodies.actor_of(kind, phrase.of) or (last.actor if last else None) or home:
                return actor
        bodies = [actor for key in phrase.of if (actor := self.index.actors[key]).kind == "body"]
        if len(bodies) == 1:
            return bodies[0]
        if office := self._issuing_office(phrase, bars):
            return office
        owner = self._owner(phrase, bars)
        if owner is None or owner.actor is None or phrase.owner is None:
            return None
        after = self.reader.tokens[phrase.owner[1] + 1 : phrase.owner[1] + 2]
        from_office = bool(after) and after[0].low in self.index.words["offices"]
        return self.index.actors.get(owner.actor.belongs_to or "") if from_office else owner.actor

    def _unknown_author(self, phrase: Phrase) -> Figure | None:
        """The body that the lexicon lacks whose document it is: "the ministry's statement"."""
        kind = None if phrase.of else phrase.of_institution
        return self.bodies.earlier(kind, replace(phrase, words=frozenset())) if kind else None

    def _owner(self, phrase: Phrase, bars: Bars) -> Figure | None:
        """The person in the possessive: "his", "Yaqoob's", "of Deputy Prime Minister Baradar"."""
        if phrase.owner is None:
            return None
        token = self.reader.tokens[phrase.owner[0]]
        if token.low in self.index.words["owners"]:
            if token.low not in self.index.words["possessives"]:
                return None
            return self.memory.possessor(token.low, phrase.start, self.index.words, bars)
        owner = self.reader.read_core(*phrase.owner)
        if owner is None or not (owner.name or owner.kind == "role"):
            return None
        figure = self.figure(replace(owner, definite=True), token.text)[0]  # it may be told in what was said
        self.memory.note(figure, owner.start, OTHER)
        return figure


def _country_for(phrase: Phrase, owner: Figure) -> str | None:
    """The country that an owner is or, where an ambassador is meant, whose ministry it is: none has ambassadors."""
    if owner.kind == "country":
        return owner.key
    ministry = owner.kind == "body" and owner.institution not in (None, "embassy")
    return owner.actor.country if ministry and owner.actor and "ambassador" in phrase.roles else None
