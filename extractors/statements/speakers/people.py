"""The people and bodies an article speaks of: who bears which name, fullest form first, and which the lexicon knows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from itertools import islice

from extractors.lexicon import Actor, Lexicon
from extractors.lexicon.actors import Gender, GrammaticalNumber
from extractors.lexicon.gazetteer import NameIndex
from extractors.sentences.phrases import Phrase, PhraseKind
from extractors.text.folding import name_form

CROWD = 300  # figures; no article has so many, and a text that has must not take long
NAMESAKES = 200  # people of one name, or with one first letter, of whom one is chosen; no article has so many


@dataclass(slots=True, eq=False)
class Figure:
    """Somebody of an article, as far as read: what it is called, what is said of it, who it is in the lexicon.

    ``roles``, those once held (``past``) and ``of`` grow as the article describes it; ``first`` is the offset of its
    first mention.
    """

    kind: PhraseKind
    name: str
    actor: Actor | None = None
    gender: Gender | None = None
    number: GrammaticalNumber = "singular"
    roles: set[str] = field(default_factory=set)
    past: set[str] = field(default_factory=set)
    of: set[str] = field(default_factory=set)
    words: set[str] = field(default_factory=set)
    heads: set[str] = field(default_factory=set)
    institution: str | None = None
    first: int = 0

    @property
    def key(self) -> str | None:
        """The lexicon's key, for whom it knows."""
        return self.actor.id if self.actor else None

    def learn(self, phrase: Phrase) -> None:
        """Takes in what a phrase says of this figure."""
        self.roles |= phrase.roles
        self.of |= phrase.of
        self.words |= phrase.words
        self.heads |= phrase.heads
        self.gender = self.gender or phrase.gender
        if phrase.of_institution == "foreign-ministry" and phrase.kind in {"person", "role"}:
            self.roles |= {"diplomat"}  # whoever speaks for a foreign ministry may be called so


Identified = tuple[Figure, str]  # whom words mean, and how that was found


class People:
    """The persons with names. The whole article's names are read before any single one is resolved."""

    def __init__(self, index: NameIndex, published_at: datetime | None) -> None:
        self.index = index
        self.lexicon: Lexicon = index.lexicon
        self.published_at = published_at
        self.figures: list[Figure] = []
        self.spoken_of: set[str] = set()
        self.titled: tuple[Actor, ...] = ()  # whom the title names
        self._alone: frozenset[str] = frozenset()  # names of one word
        self._honorifics = {form for role in ("mullah",) for form in self.index.roles[role].forms}
        self._by_actor: dict[str, Figure] = {}
        self._by_name: dict[str, Figure] = {}
        self._by_word: dict[str, list[Figure]] = {}
        self._surnames: dict[str, list[tuple[str, Figure]]] = {}

    def read_names(self, phrases: Iterable[Phrase]) -> None:
        """Meets everybody who is named in full, longest names first, so that a shorter form finds its owner.

        Whoever bears a father's name for a surname is one of the others, if anybody is.
        """
        named = [(name_form(p.name or ""), p) for p in phrases if p.kind == "person" and p.name]
        full = {name: phrase.name or "" for name, phrase in named if " " in name}
        self._alone = frozenset(name for name, _ in named if " " not in name)
        by_length = sorted(named, key=lambda pair: (-pair[0].count(" "), pair[1].start))
        for name, phrase in sorted(by_length, key=lambda pair: self._is_patronymic(pair[0].split()[1:])):
            if core := self._core_name(name, full):
                self._by_name.setdefault(name, self.person(replace(phrase, name=core, name_start=-1))[0])
            elif phrase.certain or " " in name:
                self.person(phrase)

    def _core_name(self, name: str, full: Mapping[str, str]) -> str | None:
        """ "Rival Jane Roe" is Jane Roe where that name stands alone too: what precedes the first name is no name."""
        words = name.split()
        if len(words) < 3 or words[0] in self.lexicon.first_names or words[0] in self._honorifics:
            return None
        shorter = " ".join(words[1:])
        first = words[1] in self.lexicon.first_names and words[1] not in self.lexicon.words["first_name_particles"]
        return full.get(shorter) if first else None

    def person(self, phrase: Phrase) -> Identified:
        """The figure that a name means here, and how that was found."""
        figure, how = self._find(phrase)
        self._keep(figure, phrase)
        return figure, how

    def of_actor(self, actor: Actor, at: int, form: str | None = None) -> Figure:
        """The figure of an actor, made when it is first met."""
        figure = self._by_actor.get(actor.id)
        if figure is None:
            figure = Figure(actor.kind, form or actor.name, actor, actor.gender, actor.number, first=at)
            figure.institution = actor.institution
            figure.of |= {key for key in (actor.country, actor.belongs_to) if key}
            self._by_actor[actor.id] = figure
            self._enrol(figure)
        elif form and figure.kind != "person" and self._proper(form, actor) > self._proper(figure.name, actor):
            figure.name = form
        return figure

    def surnamed(self, phrase: Phrase, word: str) -> Figure | None:
        """The person of the article whose surname a single word is, rightly or nearly spelt."""
        return self.bearer(word, phrase) or self._misspelt_surname(name_form(word))

    def bearer(self, name: str, phrase: Phrase) -> Figure | None:
        """The person of the article who bears a surname."""
        bearers = self._by_word.get(name_form(name), ())[:NAMESAKES]
        return self._nearest_bearer(list(bearers), name_form(name), phrase) if bearers else None

    def surnamed_in_office(self, name: str) -> tuple[str, ...]:
        """The keys of those who bear a surname and hold an office on the day of publication."""
        bearers = {a.id: a for a, words in self.index.people if words[-1] == name_form(name)}
        held = (a for a in bearers.values() if any(office.held_on(self.published_at) for office in a.offices))
        return tuple(actor.id for actor in held)

    def named_actor(self, key: str) -> bool:
        """Whether the article names an actor, or somebody or something of it."""
        return key in self.spoken_of or key in self._by_actor or any(key in f.of for f in islice(self.figures, CROWD))

    # --- finding -----------------------------------------------------------------------------------------------------

    def _find(self, phrase: Phrase) -> Identified:
        name = name_form(phrase.name or "")
        words = name.split()
        if phrase.certain:
            actor = self.lexicon.by_id[phrase.actors[0]]
            if len(words) == 1 and actor.id not in self._by_actor and (namesakes := self._by_word.get(name)):
                return self._nearest_bearer(namesakes, name, phrase), "surname"
            return self.of_actor(actor, phrase.start, phrase.name), "alias" if len(words) > 1 else "surname"
        if len(words) > 1:
            return self._find_full(phrase, name, words)
        return self._find_surname(phrase, name)

    def _find_full(self, phrase: Phrase, name: str, words: list[str]) -> Identified:
        if figure := self._by_name.get(name):
            return figure, "name"
        if words[0] in self._honorifics and (actor := self._known_as(tuple(words[1:]))):
            return self.of_actor(actor, phrase.start, phrase.name), "name behind a title"
        if figure := self._by_patronymic(phrase, words):
            return figure, "first name and patronymic"
        if actor := self._misspelt(words):
            return self.of_actor(actor, phrase.start), "misspelling"
        for figure in self._by_word.get(words[-1], ()):
            if figure.kind == "person" and set(words) < set(name_form(figure.name).split()):
                return figure, "part of a fuller name"
        return self._new(phrase, name), "name"

    def _by_patronymic(self, phrase: Phrase, words: list[str]) -> Figure | None:
        """Who is called by his father's name: "Leonid Eduardovich" is the Leonid of the article, or of its title."""
        if len(words) == 3 and self._is_patronymic(words[1:2]):
            known = self._known_as((words[0], words[2]))
            return self.of_actor(known, phrase.start) if known else self._by_name.get(f"{words[0]} {words[2]}")
        if not self._is_patronymic(words[1:]) or phrase.roles or words[1] in self._alone:
            return None
        figures = [f for f in self.figures[:CROWD] if f.kind == "person" and _has_first_name(words[0], f.name, f.actor)]
        if len(figures) == 1:
            return figures[0]
        titled = [actor for actor in self.titled if _has_first_name(words[0], actor.name, actor)]
        return self.of_actor(titled[0], phrase.start) if len(titled) == 1 and not figures else None

    def _is_patronymic(self, words: Sequence[str]) -> bool:
        """Whether a first name is followed by the father's name alone."""
        return len(words) == 1 and words[0].endswith(tuple(self.lexicon.words["patronymic_endings"]))

    def _known_as(self, words: tuple[str, ...]) -> Actor | None:
        """The actor of a full name: "Mullah" is no first name."""
        return next((actor for actor, name in self.index.people if name == words), None)

    def _find_surname(self, phrase: Phrase, name: str) -> Identified:
        bearers = [f for f in self._by_word.get(name, ()) if f.kind == "person" and not _clash(f, phrase)]
        if bearers and (actor := self._role_names(phrase)) and not any(self._shares_role(f, phrase) for f in bearers):
            return self.of_actor(actor, phrase.start, phrase.name), "surname and role"
        if bearers:
            return self._nearest_bearer(bearers, name, phrase), "surname"
        if actor := self._short_form(phrase):
            form = None if (phrase.name or "").isupper() else phrase.name
            return self.of_actor(actor, phrase.start, form), "surname and role"
        if figure := self._misspelt_surname(name):
            return figure, "misspelt surname"
        if actor := self._misspelt_with_role(name, phrase):
            return self.of_actor(actor, phrase.start, phrase.name), "misspelling and role"
        return self._by_name.get(name) or self._new(phrase, name), "name"

    def _nearest_bearer(self, bearers: list[Figure], name: str, phrase: Phrase) -> Figure:
        """Of several bearers: whose surname it is rather than first name, who agrees in role, who was named last."""

        def fitness(figure: Figure) -> tuple[bool, bool, bool, int]:
            surname = name_form(figure.name).split()[-1] == name
            agrees = self._shares_role(figure, phrase)
            before = figure.first <= phrase.start
            return before, agrees, surname, figure.first if before else -figure.first

        return max(bearers, key=fitness)

    def _role_names(self, phrase: Phrase) -> Actor | None:
        """The one actor with this short form whose office the phrase gives."""
        agreeing = [a for key in phrase.actors if self._agrees(a := self.lexicon.by_id[key], phrase)]
        return agreeing[0] if len(agreeing) == 1 else None

    def _shares_role(self, figure: Figure, phrase: Phrase) -> bool:
        return bool((phrase.roles - {"person", "official"}) & figure.roles)

    def _short_form(self, phrase: Phrase) -> Actor | None:
        """A form that several actors share, where the article gives the role or speaks of what the actor is part of."""
        if actor := self._role_names(phrase):
            return actor
        if not phrase.actors:
            return None
        if (phrase.name or "").isupper() and len(phrase.actors) == 1:
            return self.lexicon.by_id[phrase.actors[0]]
        actors = [self.lexicon.by_id[key] for key in phrase.actors]
        at_home = [a for a in actors if a.offices and {a.country, a.belongs_to} & self._context]
        return at_home[0] if len(at_home) == 1 and not phrase.roles else None

    @property
    def _context(self) -> set[str]:
        return {key for f in islice(self.figures, CROWD) for key in (f.key, *f.of) if key} | self.spoken_of

    def _agrees(self, actor: Actor, phrase: Phrase) -> bool:
        """Whether an actor's office is the one that a phrase gives, and not another country's."""
        for office in actor.offices:
            closure = self.index.role_closure(office.role)
            if (closure & phrase.roles) - {"person", "official"} and office.held_on(self.published_at):
                return not phrase.of or bool(phrase.of & {office.of, actor.country, actor.belongs_to})
        return False

    # --- misspellings ------------------------------------------------------------------------------------------------

    def _misspelt(self, words: list[str]) -> Actor | None:
        """An actor whose first name and surname both are nearly these."""
        namesakes = self.index.namesakes(words[0], words[-1])
        return next((actor for actor, name in namesakes if _nearly(words, name)), None)

    def _misspelt_surname(self, name: str) -> Figure | None:
        near = [figure for surname, figure in self._surnames.get(name[:1], [])[:NAMESAKES] if _near(name, surname)]
        return near[0] if len(near) == 1 else None

    def _misspelt_with_role(self, name: str, phrase: Phrase) -> Actor | None:
        if not phrase.roles:
            return None
        near = {a.id: a for a, full in self.index.people if _near(name, full[-1]) and self._agrees(a, phrase)}
        return next(iter(near.values())) if len(near) == 1 else None

    # --- keeping -----------------------------------------------------------------------------------------------------

    def _new(self, phrase: Phrase, name: str) -> Figure:
        gender = phrase.gender or self.lexicon.first_names.get(name.split(" ")[0])
        figure = Figure("person", phrase.name or "", gender=gender, first=phrase.start)
        self._by_name[name] = figure
        self._enrol(figure)
        return figure

    def _enrol(self, figure: Figure) -> None:
        self.figures.append(figure)
        if figure.actor:
            for office in figure.actor.offices:
                closure = self.index.role_closure(office.role)
                (figure.roles if office.held_on(self.published_at) else figure.past).update(closure)
            home = self.lexicon.by_id.get(figure.actor.belongs_to or "")
            figure.roles |= {"diplomat"} if home and home.institution == "foreign-ministry" else set()
        self._index(figure, figure.name)

    def _index(self, figure: Figure, name: str) -> None:
        if figure.kind == "person":
            words = name_form(name).split()
            if len(words) > 1 and words[-1]:
                self._surnames.setdefault(words[-1][0], []).append((words[-1], figure))
            for word in words:
                bearers = self._by_word.setdefault(word, [])
                if len(bearers) < NAMESAKES and bearers[-1:] != [figure]:
                    bearers.append(figure)

    def _proper(self, form: str, actor: Actor) -> tuple[bool, bool, int]:
        """How good a name is for an actor: none is a place that stands for it, least of all a dateline's MOSCOW.

        Of others the fuller is better, by its words with a capital.
        """
        place = form.casefold() in {each.casefold() for each in actor.metonyms.get("en", ())}
        determiners = self.lexicon.words["articles"] | self.lexicon.words["possessives"]
        words = [word for word in form.split() if word.lower() not in determiners]
        return not place, not (place and form.isupper()), sum(word[0].isupper() for word in words)

    def _keep(self, figure: Figure, phrase: Phrase) -> None:
        figure.learn(phrase)
        figure.first = min(figure.first, phrase.start)


def _clash(figure: Figure, phrase: Phrase) -> bool:
    return bool(figure.gender and phrase.gender and figure.gender != phrase.gender)


def _has_first_name(first: str, name: str, actor: Actor | None) -> bool:
    """Whether somebody who is named in full has this first name, in one spelling or another."""
    names = [name_form(each).split() for each in (name, *(actor.names["en"] if actor else ()))]
    return any(len(words) > 1 and (words[0] == first or _near(words[0], first)) for words in names)


def _nearly(words: Sequence[str], name: Sequence[str]) -> bool:
    if len(name) < 2 or len(words) != len(name):
        return False
    return all(one == other or _near(one, other) for one, other in zip(words, name, strict=True))


def _near(one: str, other: str) -> bool:
    """Whether two words differ by one letter, or by two where both are long."""
    longest = max(len(one), len(other))
    bound = 0 if longest < 5 else 1 if longest < 8 else 2
    return (
        one != other and abs(len(one) - len(other)) <= bound and one[:1] == other[:1] and _distance(one, other) <= bound
    )


def _distance(one: str, other: str) -> int:
    """Edits from one word to another; a swap of neighbours counts one (optimal string alignment)."""
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, a in enumerate(one, 1):
        older, before, row = before, row, [i]
        for j, b in enumerate(other, 1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (a != b))
            if i > 1 and j > 1 and a == other[j - 2] and one[i - 2] == b:
                cost = min(cost, older[j - 2] + 1)
            row.append(cost)
    return row[-1]
