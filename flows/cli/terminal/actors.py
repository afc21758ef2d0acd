"""Whom ``--actor`` means: a key, a name or a part of one, as people type them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from difflib import get_close_matches
from typing import TYPE_CHECKING

import typer

from extractors.lexicon import load_lexicon
from extractors.text.folding import fold, words_of

if TYPE_CHECKING:
    from extractors.lexicon import Actor, Lexicon
    from storage.store import Store

_MOST_NAMED = 8
_BEGINNING = 3  # letters of a name that most people get right


def actors_of(asked: str | None, store: Store) -> tuple[str, ...]:
    """The keys of all actors and stored speakers that are meant; BadParameter where nobody is, naming the nearest.

    Where several are meant, or somebody whose name only has these letters in it, a line on standard error says whom.
    """
    if asked is None:
        return ()

    known = names_by_key(load_lexicon(), store.voices(asked))
    found = fitting(asked, known)
    if not found:
        known = names_by_key(load_lexicon(), _alike(asked, store))
        raise typer.BadParameter(_nobody(asked, known), param_hint="'--actor'")
    if len(found) > 1 or not _in_whole_words(asked, known[found[0]]):
        typer.echo(f"{asked!r} is {_told(found, known)}", err=True)
    return found


def names_by_key(lexicon: Lexicon, voices: Iterable[tuple[str, str]]) -> dict[str, list[str]]:
    """Every key with all names that it goes by; its own name comes first."""
    known = {actor.id: list(_names(actor)) for actor in lexicon.actors}
    for key, name in voices:
        known.setdefault(key, []).append(name)
    return known


def fitting(asked: str, known: Mapping[str, Sequence[str]]) -> tuple[str, ...]:
    """The keys that fit best: by key or a whole name, else by whole words of a name, else by a part."""
    wanted = folded(asked)
    if not wanted:
        return ()
    ways: tuple[Callable[[str], bool], ...] = (
        lambda name: name == wanted,
        lambda name: f" {wanted} " in f" {name} ",
        lambda name: f" {wanted}" in f" {name}",
        lambda name: wanted in name,
    )
    forms = {key: {folded(key), *map(folded, names)} for key, names in known.items()}
    for way in ways:
        if found := tuple(key for key, names in forms.items() if any(map(way, names))):
            return found
    return ()


def _alike(asked: str, store: Store) -> Iterator[tuple[str, str]]:
    """Voices of whose names a word begins as one that was asked for: who is meant may be among them."""
    for word in folded(asked).split():
        yield from store.voices(word[:_BEGINNING])


def _in_whole_words(asked: str, names: Sequence[str]) -> bool:
    return any(f" {folded(asked)}" in f" {folded(name)}" for name in names)


def folded(name: str) -> str:
    """A name's folded words."""
    return " ".join(words_of(name))


def complete_actor(incomplete: str) -> list[tuple[str, str]]:
    """What a shell may make of the beginning of a key or of a name in one word, each with whom it means."""

    found: dict[str, str] = {}
    for actor in load_lexicon().actors:
        for form in (actor.id, *(name for name in _names(actor) if " " not in name)):
            if fold(form).startswith(fold(incomplete)):
                found.setdefault(incomplete + form[len(incomplete) :], next(_names(actor)))
    return list(found.items())


def _names(actor: Actor) -> Iterator[str]:
    for forms in (actor.names, actor.short, actor.metonyms):
        for names in forms.values():
            yield from names


def _nobody(asked: str, known: Mapping[str, Sequence[str]]) -> str:
    keys = {folded(form): key for key, names in known.items() for form in (*names, key)}
    words = {word: key for form, key in keys.items() for word in form.split() if len(word) > 3}
    close = get_close_matches(folded(asked), keys, 3, 0.7) or get_close_matches(folded(asked), words, 3, 0.7)
    meant = tuple(dict.fromkeys((words | keys)[form] for form in close))
    mend = f"did you mean {_told(meant, known, ' or ')}?" if meant else "`claims` lists who was heard"
    return f"nobody is called {asked!r}; {mend}"


def _told(keys: Sequence[str], known: Mapping[str, Sequence[str]], last: str = ", ") -> str:
    shown = [f"{key} ({known[key][0]})" if known[key] and known[key][0] != key else key for key in keys[:_MOST_NAMED]]
    more = f" and {len(keys) - _MOST_NAMED} more" if len(keys) > _MOST_NAMED else ""
    return last.join(shown) + more
