"""The people and bodies an article speaks of: who bears which name, fullest form first, and which the lexicon knows."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from extractors.lexicon import Actor, Lexicon
from extractors.lexicon.actors import Gender, Number
from extractors.statements.names import NameIndex
from extractors.statements.phrases import Phrase, PhraseKind
from extractors.statements.tokens import fold


@dataclass(slots=True, eq=False)
class Figure:
    """Somebody of an article, as far as read: what it is called, what is said of it, who it is in the lexicon.

    ``roles`` and ``of`` grow as the article describes it; ``known_on`` is the offset of its first mention.
    """

    kind: PhraseKind
    name: str
    actor: Actor | None = None
    gender: Gender | None = None
    number: Number = "singular"
    roles: set[str] = field(default_factory=set)
    of: set[str] = field(default_factory=set)
    words: set[str] = field(default_factory=set)
    institution: str | None = None
    first: int = 0

    @property
    def key(self) -> str | None:
        return self.actor.id if self.actor else None

    def learn(self, phrase: Phrase) -> None:
        """Takes in what a phrase says of this figure."""
        self.roles |= phrase.roles
        self.of |= phrase.of
        self.words |= phrase.words
        self.gender = self.gender or phrase.gender


class People:
    """The persons with names. The whole article's names are read before any single one is resolved."""

    def __init__(self, index: NameIndex, published_at: datetime | None) -> None:
        self.index = index
        self.lexicon: Lexicon = index.lexicon
        self.published_at = published_at
        self.figures: list[Figure] = []
        self._by_actor: dict[str, Figure] = {}
        self._by_name: dict[str, Figure] = {}
        self._by_word: dict[str, list[Figure]] = {}

    def read_names(self, phrases: Iterable[Phrase]) -> None:
        """Meets everybody who is named in full, longest names first, so that a shorter form finds its owner."""
        named = [p for p in phrases if p.kind == "person" and p.name]
        for phrase in sorted(named, key=lambda p: (-len(fold(p.name or "").split()), p.start)):
            if phrase.certain or len(fold(phrase.name or "").split()) > 1:
                self.person(phrase)

    def person(self, phrase: Phrase) -> tuple[Figure, str]:
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
        return figure

    def named_actor(self, key: str) -> bool:
        """Whether the article names an actor, or somebody or something of it."""
        return key in self._by_actor or any(key in f.of for f in self.figures)

    # --- finding -----------------------------------------------------------------------------------------------------

    def _find(self, phrase: Phrase) -> tuple[Figure, str]:
        name = fold(phrase.name or "")
        words = name.split()
        if phrase.certain:
            actor = self.lexicon.by_id[phrase.actors[0]]
            return self.of_actor(actor, phrase.start, phrase.name), "alias" if len(words) > 1 else "surname"
        if len(words) > 1:
            return self._find_full(phrase, name, words)
        return self._find_surname(phrase, name)

    def _find_full(self, phrase: Phrase, name: str, words: list[str]) -> tuple[Figure, str]:
        if figure := self._by_name.get(name):
            return figure, "name"
        if actor := self._misspelt(words):
            return self.of_actor(actor, phrase.start), "misspelling"
        for figure in self._by_word.get(words[-1], ()):
            if figure.kind == "person" and set(words) < set(fold(figure.name).split()):
                return figure, "part of a fuller name"
        return self._new(phrase, name), "name"

    def _find_surname(self, phrase: Phrase, name: str) -> tuple[Figure, str]:
        bearers = [f for f in self._by_word.get(name, ()) if f.kind == "person" and not _clash(f, phrase)]
        if bearers:
            return self._nearest_bearer(bearers, name, phrase), "surname"
        if actor := self._short_form(phrase):
            return self.of_actor(actor, phrase.start, phrase.name), "surname and role"
        if figure := self._misspelt_surname(name):
            return figure, "misspelt surname"
        if actor := self._misspelt_with_role(name, phrase):
            return self.of_actor(actor, phrase.start, phrase.name), "misspelling and role"
        return self._by_name.get(name) or self._new(phrase, name), "name"

    def _nearest_bearer(self, bearers: list[Figure], name: str, phrase: Phrase) -> Figure:
        """Of several bearers: whose surname it is rather than first name, who agrees in role, who was named last."""

        def fitness(figure: Figure) -> tuple[bool, bool, bool, int]:
            surname = fold(figure.name).split()[-1] == name
            agrees = bool((phrase.roles - {"person", "official"}) & figure.roles) if phrase.roles else False
            before = figure.first <= phrase.start
            return before, agrees, surname, figure.first if before else -figure.first

        return max(bearers, key=fitness)

    def _short_form(self, phrase: Phrase) -> Actor | None:
        """A form that several actors share, where the article gives the role or speaks of what the actor is part of."""
        actors = [self.lexicon.by_id[key] for key in phrase.actors]
        agreeing = [a for a in actors if self._agrees(a, phrase)]
        if len(agreeing) == 1:
            return agreeing[0]
        at_home = [a for a in actors if a.offices and {a.country, a.belongs_to} & self._context]
        return at_home[0] if len(at_home) == 1 and not phrase.roles else None

    @property
    def _context(self) -> set[str | None]:
        return {key for f in self.figures for key in (f.key, *f.of) if key}

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
        return next((actor for actor, names in self.index.people if any(_nearly(words, name) for name in names)), None)

    def _misspelt_surname(self, name: str) -> Figure | None:
        near = [
            f for f in self.figures if f.kind == "person" and " " in f.name and _near(name, fold(f.name).split()[-1])
        ]
        return near[0] if len(near) == 1 else None

    def _misspelt_with_role(self, name: str, phrase: Phrase) -> Actor | None:
        near = [
            actor for actor, names in self.index.people if _near(name, names[0][-1]) and self._agrees(actor, phrase)
        ]  # fmt: skip
        return near[0] if len(near) == 1 else None

    # --- keeping -----------------------------------------------------------------------------------------------------

    def _new(self, phrase: Phrase, name: str) -> Figure:
        figure = Figure("person", phrase.name or "", gender=phrase.gender, first=phrase.start)
        self._by_name[name] = figure
        self._enrol(figure)
        return figure

    def _enrol(self, figure: Figure) -> None:
        self.figures.append(figure)
        if figure.actor:
            for office in figure.actor.offices:
                if office.held_on(self.published_at):
                    figure.roles |= self.index.role_closure(office.role)
        self._index(figure, figure.name)

    def _index(self, figure: Figure, name: str) -> None:
        if figure.kind == "person":
            for word in fold(name).split():
                bearers = self._by_word.setdefault(word, [])
                if figure not in bearers:
                    bearers.append(figure)

    def _keep(self, figure: Figure, phrase: Phrase) -> None:
        figure.learn(phrase)
        figure.first = min(figure.first, phrase.start)


def _clash(figure: Figure, phrase: Phrase) -> bool:
    return bool(figure.gender and phrase.gender and figure.gender != phrase.gender)


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
