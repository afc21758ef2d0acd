"""Finds every name, role and kind of body of the lexicon in a text, in one pass over a trie of words."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Literal

from extractors.lexicon import Actor, Institution, Lexicon, Role
from extractors.lexicon.actors import LanguageCode
from extractors.text.folding import name_form
from extractors.text.name_tokens import NameToken, Tokens, name_cut, tokens_of

Sort = Literal["name", "short", "metonym", "adjective", "role", "institution", "place"]
SHORT_ACRONYM = 5  # letters: shorter ones are words in small letters ("us", "who"), longer ones are not


@dataclass(frozen=True, slots=True)
class GazetteerEntry:
    """What a form of the lexicon stands for: an actor by one of its forms, or a role, or an institution."""

    sort: Sort
    id: str
    plural: bool = False


@dataclass(frozen=True, slots=True)
class GazetteerHit:
    """A form of the lexicon found in a text: half-open token indices and everything that it may stand for."""

    start: int
    end: int
    entries: tuple[GazetteerEntry, ...]

    def ids(self, *sorts: Sort) -> tuple[str, ...]:
        """The ids it may stand for, of these sorts."""
        return tuple(entry.id for entry in self.entries if entry.sort in sorts)

    def has(self, *sorts: Sort) -> bool:
        """Whether it may stand for something of these sorts."""
        return any(entry.sort in sorts for entry in self.entries)


@dataclass(slots=True)
class _Node:
    branches: dict[str, _Node] = field(default_factory=dict)
    forms: list[tuple[tuple[str, ...], GazetteerEntry]] = field(default_factory=list)


class NameIndex:
    """The lexicon's forms in one language as a trie over folded words.

    ``code`` is the language's; its ``enclitics`` stand behind an apostrophe as words of their own.
    """

    def __init__(self, lexicon: Lexicon, code: LanguageCode, enclitics: Collection[str]) -> None:
        self.lexicon = lexicon
        self.code = code
        self._cut = name_cut(enclitics)
        self.actors = lexicon.by_id
        self.words = lexicon.words
        self.patterns = lexicon.patterns
        self.roles = {role.id: role for role in lexicon.roles}
        self.institutions = {row.id: row for row in lexicon.institutions}
        self.people = tuple(
            (actor, tuple(name_form(name).split()))
            for actor in lexicon.actors
            if actor.kind == "person"
            for name in actor.names.get(code, ())
            if " " in name
        )
        self._namesakes: dict[tuple[str, str], list[tuple[Actor, tuple[str, ...]]]] = {}
        for actor, name in self.people:
            self._namesakes.setdefault((name[0][0], name[-1][0]), []).append((actor, name))
        self._closures: dict[str, frozenset[str]] = {}
        self._root = _Node()
        self._add_all(lexicon)

    def _add_all(self, lexicon: Lexicon) -> None:
        for actor in lexicon.actors:
            self._add_actor(actor)
        for role in lexicon.roles:
            self._add_role(role)
        for institution in lexicon.institutions:
            self._add_institution(institution)
        for place in lexicon.places:
            self._add(place.names, GazetteerEntry("place", place.id))

    def tokens(self, text: str) -> Tokens:
        """A text's words, cut as the forms are."""
        return tokens_of(text, self._cut)

    def hits(self, tokens: Tokens) -> list[GazetteerHit]:
        """The longest forms, left to right, none overlapping."""
        found: list[GazetteerHit] = []
        at = 0
        while at < len(tokens):
            hit = self._longest(tokens, at)
            if hit:
                found.append(hit)
            at = hit.end if hit else at + 1
        return found

    def people_in(self, text: str) -> tuple[Actor, ...]:
        """The people of the lexicon whom a text names, each once."""
        keys = dict.fromkeys(key for hit in self.hits(self.tokens(text)) for key in hit.ids("name"))
        return tuple(actor for key in keys if (actor := self.actors[key]).kind == "person")

    def role_closure(self, role: str) -> frozenset[str]:
        """A role and every wider role that it is one of."""
        if role not in self._closures:
            wider = (self.role_closure(broader) for broader in self.roles[role].broader)
            self._closures[role] = frozenset({role}).union(*wider)
        return self._closures[role]

    def namesakes(self, first: str, last: str) -> list[tuple[Actor, tuple[str, ...]]]:
        """People whose first and last names begin like these, with the folded words of their name."""
        return self._namesakes.get((first[0], last[0]), [])

    def _longest(self, tokens: Tokens, at: int) -> GazetteerHit | None:
        node, end = self._root, at
        best: GazetteerHit | None = None
        while end < len(tokens) and (branch := node.branches.get(tokens[end].low)):
            node, end = branch, end + 1
            fitting = tuple(entry for form, entry in node.forms if _fits(form, tokens[at:end]))
            if fitting:
                best = GazetteerHit(at, end, fitting)
        return best

    def _add_actor(self, actor: Actor) -> None:
        self._add(actor.names.get(self.code, ()), GazetteerEntry("name", actor.id))
        self._add(actor.short.get(self.code, ()), GazetteerEntry("short", actor.id))
        self._add(actor.metonyms.get(self.code, ()), GazetteerEntry("metonym", actor.id))
        self._add(actor.adjectives.get(self.code, ()), GazetteerEntry("adjective", actor.id))

    def _add_role(self, role: Role) -> None:
        self._add(role.forms, GazetteerEntry("role", role.id))
        self._add(role.plurals, GazetteerEntry("role", role.id, plural=True))

    def _add_institution(self, institution: Institution) -> None:
        self._add(institution.names, GazetteerEntry("institution", institution.id))

    def _add(self, forms: Sequence[str], entry: GazetteerEntry) -> None:
        for form in forms:
            tokens = self.tokens(form)
            node = self._root
            for token in tokens:
                node = node.branches.setdefault(token.low, _Node())
            node.forms.append((tuple(token.text for token in tokens), entry))


def _fits(form: tuple[str, ...], tokens: Sequence[NameToken]) -> bool:
    """Capitals of a form must be capitals in the text; a short acronym must be all of them ("US" is no "us")."""
    return all(_word_fits(word, token.text) for word, token in _pairs(form, tokens))


def _word_fits(word: str, text: str) -> bool:
    if not word[0].isupper():
        return True
    if word.isupper() and 1 < len(word) < SHORT_ACRONYM:
        return text.isupper()
    return text[0].isupper()


def _pairs(form: tuple[str, ...], tokens: Sequence[NameToken]) -> Iterator[tuple[str, NameToken]]:
    return zip(form, tokens, strict=True)
