"""Decides who "the envoy", "the Russian leader" or "his colleague" is: by agreement in role, nation and gender."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import replace

from extractors.lexicon import Actor
from extractors.lexicon.gazetteer import NameIndex
from extractors.sentences.phrases import Phrase
from extractors.statements.speakers.coreference import SPEAKER, SUBJECT, Appearance, Bars, Memory
from extractors.statements.speakers.institutions import Bodies
from extractors.statements.speakers.people import CROWD, Figure, Identified, People

GENERAL = frozenset({"person", "official"})
LEAD, BEHIND = 450, 600  # characters: where a lead ends, and within which it names whom it speaks of
NEAR = 200  # characters that a body may stand before "a spokesperson" of it; 100 and 400 read 468 articles alike
HEADS = frozenset({"director", "security-council-secretary"})  # of a body, "its head" may be meant
RARE = frozenset(
    {"special-envoy"}
)  # held by so few, all for Afghanistan, that the countries spoken of tell whose it is


class Roles:
    """The people of one article as they are called by what they are."""

    def __init__(self, people: People, bodies: Bodies, memory: Memory) -> None:
        self.people = people
        self.bodies = bodies
        self.memory = memory
        self._made: dict[tuple[str, str], Figure] = {}

    def stranger(self, phrase: Phrase, written: str) -> Identified:
        """Somebody of a place that no actor of the lexicon sits in: "In Berlin, a Foreign Office spokesman"."""
        figure = Figure("role", written, gender=phrase.gender, number=phrase.number, first=phrase.start)
        figure.learn(phrase)
        return figure, "role: elsewhere"

    def role(self, phrase: Phrase, written: str, owner: Figure | None, bars: Bars = ()) -> Identified:
        """The figure that a role means here, and how that was found; a new one if nobody before fits."""
        phrase = self._speaking_for_body(phrase)
        if owner is not None:
            return self._of_owner(phrase, written, owner, bars)
        if elsewhere := self._of_other_remit(phrase, written, bars):
            return elsewhere
        if phrase.definite or (phrase.definite is None and phrase.number == "singular"):
            if found := self._taken_up(phrase, bars):
                return found
        elif phrase.definite is False and (named := self._named_behind(phrase)):
            return named, "role: of a lead, named behind it"
        described = self._new(phrase, written, bars)
        if phrase.definite and described.actor:  # whose country was told before: "the ministry's spokeswoman"
            holder = self._holder(replace(phrase, of=frozenset({described.actor.id})))
            if holder:
                return self.people.of_actor(holder, phrase.start), "role: holds the office"
        return described, "its own words"

    def _of_other_remit(self, phrase: Phrase, written: str, bars: Bars) -> Identified | None:
        """An envoy for another place or matter than all who are known: "the Kremlin's envoy for Utopia"."""
        if not RARE & phrase.roles or not self.people.index.patterns["remit-elsewhere"].search(written):
            return None
        last = self._last(phrase, bars)
        if last and not (last.figure.actor and any(o.role in RARE for o in last.figure.actor.offices)):
            return last.figure, f"role: last who is {phrase.head}"
        return self._new(phrase, written, bars), "its own words"

    def _taken_up(self, phrase: Phrase, bars: Bars) -> Identified | None:
        """Whom "the envoy" means, and how that was found."""
        last, plain = self._last(phrase, bars), self._plain_speaker(phrase, bars)
        if last and self._is_mere_mention(last.figure, phrase) and (spoke := self._anybody_speaking(phrase, bars)):
            return spoke, "role: says no more than that somebody spoke"
        if last and not (plain and last.figure.kind == "role" and plain.at > last.at):
            return last.figure, f"role: last who is {phrase.head}"
        if (phrase.of or not plain) and (actor := self._holder(phrase)):
            return self.people.of_actor(actor, phrase.start), "role: holds the office"
        if plain:
            plain.figure.learn(phrase)
            return plain.figure, "role: taken for the last speaker"
        if told := self._plain_subject(phrase, bars):
            told.learn(phrase)
            return told, "role: taken for whom the sentence before is about"
        if later := self._first_later(phrase):
            return later, "role: named later"
        if spoke := self._anybody_speaking(phrase, bars) or self._stranger(phrase, bars):
            return spoke, "role: says no more than that somebody spoke"
        return None

    def _speaking_for_body(self, phrase: Phrase) -> Phrase:
        """The representative of a body, not of a country, is who speaks for it: "the Kremlin representative"."""
        named = self._bodies_of(phrase) if phrase.definite is not False else phrase.of_institution
        if phrase.head != "representative" or not named:
            return phrase
        return replace(phrase, roles=self.people.index.role_closure("spokesperson"))

    def _named_behind(self, phrase: Phrase) -> Figure | None:
        """The one who is named right behind a lead that only says what he is: a minister said. NAME, the minister."""
        if phrase.roles <= GENERAL or phrase.number == "plural" or phrase.start > LEAD:
            return None
        near = [f for f in self.people.figures[:CROWD] if phrase.start < f.first < phrase.start + BEHIND]
        fitting = [f for f in near if f.kind == "person" and self.fits(f, phrase)]
        return fitting[0] if len(fitting) == 1 else None

    def _last(self, phrase: Phrase, bars: Bars) -> Appearance | None:
        """The last who may be called so, those before others who were called by this very word."""
        return self.memory.best(phrase.start, lambda f: self.fits(f, phrase), bars, lambda f: phrase.head in f.heads)

    def _plain_speaker(self, phrase: Phrase, bars: Bars) -> Appearance | None:
        """The last speaker, if all that is known of that person is a name, and a role may be news."""
        last = self.memory.last_speaker(phrase.start, bars)
        if last is None or phrase.number == "plural" or last.figure.kind != "person" or phrase.roles <= GENERAL:
            return None
        told = last.figure.roles - GENERAL
        clash = last.figure.gender and phrase.gender and last.figure.gender != phrase.gender
        return None if told or clash else last

    def _plain_subject(self, phrase: Phrase, bars: Bars) -> Figure | None:
        """The person whom the sentence before was about, if nothing else is known of that person than a name."""
        if phrase.number == "plural" or phrase.roles <= GENERAL or not phrase.definite or phrase.of:
            return None
        found = self.memory.best(phrase.start, lambda f: f.kind in {"person", "role"}, bars)
        if found is None or found.weight < SUBJECT or not self.memory.beside(found.at, phrase.start):
            return None
        figure = found.figure
        clash = figure.gender and phrase.gender and figure.gender != phrase.gender
        return None if figure.kind != "person" or figure.roles - GENERAL or figure.actor or clash else figure

    def _is_mere_mention(self, figure: Figure, phrase: Phrase) -> bool:
        """Whether somebody without a name, called by another word, "an ambassador", has not spoken so far."""
        spoke = any(a.figure is figure and a.weight == SPEAKER for a in self.memory.appearances[-CROWD:])
        return figure.kind == "role" and phrase.head not in figure.heads and not spoke

    def _anybody_speaking(self, phrase: Phrase, bars: Bars) -> Figure | None:
        """The last speaker, for "the expert" or "the politician": words that fit whoever has a name."""
        if phrase.head not in self.people.index.words["anybody"] or not phrase.definite or phrase.number == "plural":
            return None
        last = self.memory.last_speaker(phrase.start, bars)
        if last is None or last.figure.kind not in {"person", "role"} or last.figure.number != phrase.number:
            return None
        clash = last.figure.gender and phrase.gender and last.figure.gender != phrase.gender
        return None if clash or not self._nation_fits(last.figure, phrase) else last.figure

    def _guest(self, phrase: Phrase, bars: Bars) -> Figure | None:
        """The person whom the text tells of most, for "the guest" or "the visitor", whatever he is at home."""
        if phrase.head not in self.people.index.words["guests"] or not phrase.definite or phrase.number == "plural":
            return None

        found = self.memory.best(phrase.start, lambda figure: figure.kind == "person", bars)
        return found.figure if found else None

    def _stranger(self, phrase: Phrase, bars: Bars) -> Figure | None:
        """Whom "the guest" or "the senator" takes up, of whom nobody knows that he is one."""
        return self._guest(phrase, bars) or self._stranger_speaking(phrase, bars)

    def _stranger_speaking(self, phrase: Phrase, bars: Bars) -> Figure | None:
        """Whoever spoke in the sentence before, if nobody knows what else he is: "the senator", of a deputy speaker."""
        if not phrase.definite or phrase.number == "plural" or phrase.of or phrase.roles <= GENERAL:
            return None
        last = self.memory.last_speaker(phrase.start, bars)
        if last is None or last.figure.kind != "person" or last.figure.actor or "spokesperson" in phrase.roles:
            return None
        clash = last.figure.gender and phrase.gender and last.figure.gender != phrase.gender
        return None if clash or self.memory.sentences_between(last.at, phrase.start) > 1 else last.figure

    def agree(self, described: Figure, named: Figure) -> bool:
        """Whether nothing contradicts that somebody with a name is whom a description means: gender, nation."""
        if described.gender and named.gender and described.gender != named.gender:
            return False
        of, other = (self.bodies.countries(figure.of) for figure in (described, named))
        return not of or not other or bool(of & other)

    def share_office(self, described: Figure, named: Figure) -> bool:
        """Whether both are told to be something that not everybody is, or to be the same in other words."""
        return bool(described.roles & named.roles - GENERAL) or bool(described.heads & named.heads)

    def fits(self, figure: Figure, phrase: Phrase) -> bool:
        """Whether a figure may be called so."""
        if figure.kind not in {"person", "role"} or figure.number != phrase.number:
            return False
        if figure.gender and phrase.gender and figure.gender != phrase.gender:
            return False
        return self._role_fits(figure, phrase) and self._nation_fits(figure, phrase)

    def _role_fits(self, figure: Figure, phrase: Phrase) -> bool:
        if phrase.head in figure.heads:
            return True
        parties = self.people.index.words["party_people"]
        if phrase.head in parties and not figure.heads & parties:
            return "lawmaker" in figure.roles or "representative" in figure.heads
        if not phrase.roles - GENERAL:
            return bool(phrase.roles & figure.roles)
        own = self.people.index.roles[self._own_role(phrase)]
        if own.loose and phrase.head not in {own.forms[0], *own.plurals[:1]}:
            return False
        roles = figure.roles | figure.past if phrase.words & self.people.index.words["former"] else figure.roles
        return self._own_role(phrase) in roles or bool(self._nearly_same(phrase) & roles)

    def _own_role(self, phrase: Phrase) -> str:
        """The narrowest of a phrase's roles: the one that has the widest closure."""
        closure = self.people.index.role_closure
        return max(phrase.roles, key=lambda role: (len(closure(role)), role))

    def _nearly_same(self, phrase: Phrase) -> set[str]:
        """A spokesman may have been introduced as a spokesperson, a special envoy as an envoy."""
        own = self._own_role(phrase)
        return set(self.people.index.roles[own].broader) - GENERAL - {"leader", "diplomat", "minister", "politician"}

    def _nation_fits(self, figure: Figure, phrase: Phrase) -> bool:
        if figure.actor and self._of_other_body(figure.actor, phrase):
            return False
        wanted = self.bodies.countries(phrase.of)
        have = self.bodies.countries({figure.key or "", *figure.of})
        return not wanted or not have or bool(wanted & have)

    def _bodies_of(self, phrase: Phrase) -> set[str]:
        """The bodies that a phrase names: "the head of Russia's FSB" names one, and a country."""
        return {key for key in phrase.of if self.people.lexicon.by_id[key].kind == "body"}

    def _of_other_body(self, actor: Actor, phrase: Phrase) -> bool:
        """Whether a phrase names a body, as "the FSB head" does, that somebody known has no office in."""
        bodies = self._bodies_of(phrase)
        own = {actor.id, actor.belongs_to, *(office.of for office in actor.offices)}
        return bool(bodies) and bool(actor.offices) and not bodies & own

    # --- people the article has not spoken of ------------------------------------------------------------------------

    def _holder(self, phrase: Phrase) -> Actor | None:
        """The one who holds this office of that country or body on the day of publication, if it is one."""
        if not phrase.roles or phrase.number == "plural":
            return None
        own = self._own_role(phrase)
        of = phrase.of or (self.people.spoken_of if own in RARE else frozenset())
        holders = list(self._holders(phrase, self._bodies_of(phrase) or of))  # of a country's body, not of the country
        exact = [actor for actor, role in holders if role == own]
        chosen = exact or [actor for actor, _ in holders]
        return chosen[0] if len({actor.id for actor in chosen}) == 1 else None

    def _holders(self, phrase: Phrase, of: Collection[str]) -> Iterable[tuple[Actor, str]]:
        own, closure = self._own_role(phrase), self.people.index.role_closure
        for actor in self.people.lexicon.actors:
            for office in actor.offices:
                held = office.held_on(self.people.published_at) and office.of in of
                gender_fits = not phrase.gender or actor.gender in {phrase.gender, None}
                heads = own == "leader" and office.role in HEADS and self.people.lexicon.by_id[office.of].kind == "body"
                if held and gender_fits and (heads or own in closure(office.role)):
                    yield actor, office.role

    def _first_later(self, phrase: Phrase) -> Figure | None:
        """The first who is named after this place and fits: news often gives the role before the name."""
        if phrase.roles <= GENERAL or phrase.number == "plural":
            return None
        later = [f for f in self.people.figures[:CROWD] if f.first > phrase.start and self.fits(f, phrase)]
        return min(later, key=lambda figure: figure.first, default=None)

    def _of_owner(self, phrase: Phrase, written: str, owner: Figure, bars: Bars) -> Identified:
        """ "Putin's spokesman", "his colleague": the holder of that office beside the owner, else somebody new."""
        beside = {key for key in (*owner.of, owner.key) if key}
        for figure in self.people.figures[:CROWD] if phrase.definite is not False else ():
            near = beside & figure.of or (phrase.head in figure.heads and phrase.of & figure.of)
            if figure is not owner and near and phrase.roles - GENERAL and self.fits(figure, phrase):
                return figure, "role beside its owner"
        key = (phrase.head, owner.name)
        if key not in self._made:
            self._made[key] = self._new(phrase, written, bars)
            if "spokesperson" in phrase.roles and owner.actor:
                home = self.people.lexicon.by_id.get(owner.actor.belongs_to or "")
                self._made[key].actor = home or (None if owner.kind == "person" else owner.actor)
        return self._made[key], "its own words"

    def _new(self, phrase: Phrase, written: str, bars: Bars) -> Figure:
        figure = Figure("role", written, gender=phrase.gender, number=phrase.number, first=phrase.start)
        figure.learn(phrase)
        figure.actor = self._spoken_for(phrase, written, bars)
        return figure

    def _spoken_for(self, phrase: Phrase, written: str, bars: Bars) -> Actor | None:
        """The body that an unnamed spokesperson speaks for: "a spokesman for the Kremlin"."""
        if "spokesperson" not in phrase.roles:
            return None
        if phrase.of_institution:
            home = self.bodies.actor_of(phrase.of_institution, phrase.of)
            last = self.bodies.earlier(phrase.of_institution, replace(phrase, words=frozenset())) if not home else None
            if home or last or phrase.of:  # another country's body is not that of the country spoken of
                return home or (last.actor if last else None)
            return self.bodies.at_home(phrase.of_institution, phrase.start, bars)
        if not phrase.of:
            return self._body_before(phrase, bars)
        actors = [self.people.lexicon.by_id[key] for key in phrase.of]
        voices = [actor for actor in actors if actor.kind == "body" or _is_named(actor, written)]
        return voices[0] if len(voices) == 1 else None

    def _body_before(self, phrase: Phrase, bars: Bars) -> Actor | None:
        """The body that the sentences before spoke of: "a spokesperson" right after "the ministry was reserved"."""
        found = self.memory.best(phrase.start, lambda f: f.actor is not None and f.actor.institution is not None, bars)
        near = found is not None and phrase.start - found.at < NEAR and found.weight >= SUBJECT
        return found.figure.actor if found and near else None


def with_office_told(phrase: Phrase, text: str, index: NameIndex) -> Phrase:
    """A person's phrase with the office that a clause behind the name tells: NAME, who governs the province."""
    full = phrase.kind == "person" and (phrase.certain or " " in (phrase.name or ""))
    found = index.patterns["who-holds"].match(text, phrase.end) if full else None
    if found is None or found.lastgroup is None:
        return phrase
    return replace(phrase, roles=phrase.roles | index.role_closure(found.lastgroup))


def _is_named(actor: Actor, written: str) -> bool:
    """Whether words hold a name of an actor, not just its adjective: "an Islamic Emirate spokesman"."""
    return any(name.casefold() in written.casefold() for name in actor.names["en"])
