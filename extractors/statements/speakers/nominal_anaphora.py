"""Decides whom a plain noun takes up by its words: "the Interfax news agency", "the council", "the press service"."""

from __future__ import annotations

from extractors.lexicon import Actor
from extractors.lexicon.gazetteer import NameIndex
from extractors.sentences.phrases import Phrase
from extractors.statements.speakers.coreference import SPEAKER, Bars, Memory
from extractors.statements.speakers.people import Figure
from extractors.text.folding import name_form

BODIES = frozenset({"body", "institution", "collective"})
LAST_SPEAKERS = 200  # appearances among which a body that spoke is looked for


def taken_up(phrase: Phrase, memory: Memory, index: NameIndex) -> tuple[Actor, str] | None:
    """The actor that a noun takes up by its words, and how."""
    if body := press_service(phrase, memory, index):
        return body, "office of the last body that spoke"
    medium = medium_by_name(phrase, index)
    return (medium, "medium by its name") if medium else None


def medium_by_name(phrase: Phrase, index: NameIndex) -> Actor | None:
    """The one medium that a noun for media bears the name of: the Interfax news agency."""
    media = [index.actors[key] for key in phrase.of if index.actors[key].kind == "medium"]
    return media[0] if phrase.head in index.words["named_media"] and len(media) == 1 else None


def is_named(written: str) -> bool:
    """Whether words hold a name of their own, so that they take up nothing: the Volga news agency."""
    return any(word[:1].isupper() for word in written.split()[1:])


def body_with_word(phrase: Phrase, memory: Memory, bars: Bars) -> Figure | None:
    """The last body that has this noun in its name: the council, after the UN Security Council."""
    if not phrase.definite or phrase.words - phrase.heads or phrase.number != "singular" or phrase.of:
        return None
    found = memory.best(phrase.start, lambda figure: figure.kind in BODIES and phrase.head in _words_of(figure), bars)
    return found.figure if found else None


def _words_of(figure: Figure) -> set[str]:
    names = (figure.name, *(figure.actor.names["en"] if figure.actor else ()))
    return {word for name in names for word in name_form(name).split()}


def is_outlet(figure: Figure, outlet: str, index: NameIndex) -> bool:
    """Whether a name is that of the outlet which tells, or its beginning: whom it asked is another."""
    if figure.actor is not None:
        return False
    name, whole = (_without_article(each, index) for each in (figure.name, outlet))
    return bool(name) and whole[: len(name)] == name


def _without_article(name: str, index: NameIndex) -> list[str]:
    words = name_form(name).split()
    return words[1:] if words[:1] and words[0] in index.words["definite_article"] else words


def is_press(figure: Figure, outlet: str, index: NameIndex) -> bool:
    """Whether a body is the outlet or a medium by its name: Lake TV reported S, and "the movement" is another."""
    media = index.words["medium_nouns"] | index.words["named_media"]
    return is_outlet(figure, outlet, index) or (figure.actor is None and bool(media & _words_of(figure)))


def is_of_press(phrase: Phrase, index: NameIndex) -> bool:
    """Whether a noun is for a body's press service."""
    heads = index.words["press"] | index.words["press_heads"]
    return phrase.head in heads and bool(index.words["press"] & (phrase.words | {phrase.head}))


def press_service(phrase: Phrase, memory: Memory, index: NameIndex) -> Actor | None:
    """The body that spoke last, for a press service of which it is not said whose it is."""
    if not phrase.definite or phrase.of or phrase.owner or not is_of_press(phrase, index):
        return None
    spoke = [a.figure for a in memory.appearances[-LAST_SPEAKERS:] if a.weight == SPEAKER and a.at < phrase.start]
    actor = spoke[-1].actor if spoke else None
    return actor if actor and actor.kind == "body" else None
