"""For which forum those speak who meet at it: the last one named, the title's, the one they came for. Synthetic."""

from __future__ import annotations

from typing import Any

import pytest

from extractors.languages.en.phrases.mentions import english_names
from extractors.lexicon import Actor, Lexicon
from extractors.lexicon.gazetteer import NameIndex
from extractors.records import Span
from extractors.sentences.phrases import NamedMention, Phrase
from extractors.statements.speakers.coreference import SUBJECT, Memory
from extractors.statements.speakers.forums import ATTENDEES, Forums
from extractors.statements.speakers.institutions import Bodies
from extractors.statements.speakers.people import Figure, People


@pytest.fixture(scope="session")
def names(lexicon: Lexicon) -> NameIndex:
    return english_names(lexicon)


@pytest.fixture
def met(lexicon: Lexicon) -> list[Actor]:
    """The forums that the lexicon knows."""
    return [actor for actor in lexicon.actors if actor.forum]


class Article:
    """The forums of one text with a title."""

    def __init__(self, names: NameIndex, text: str = "", title: str = "") -> None:
        self.memory = Memory((0,), (0,))
        self.bodies = Bodies(names, self.memory)
        self.forums = Forums(text, names, People(names, None), self.bodies, self.memory, title)


def test_the_last_forum_named_before_a_place_is_meant(names: NameIndex, met: list[Actor]) -> None:
    article = Article(names)
    assert article.forums.named(100) is None
    first, second = (Figure(actor.kind, actor.name, actor) for actor in met[:2])
    for figure, at in ((first, 10), (second, 50)):
        article.memory.note(figure, at, SUBJECT)
    assert [article.forums.named(at) for at in (100, 51, 50, 11)] == [second, second, first, first]


def test_else_one_that_the_article_names_anywhere_or_its_title(names: NameIndex, met: list[Actor]) -> None:
    titled = Article(names, title=f"Envoys leave the {met[0].name}")
    assert titled.forums.named(0) is not None
    assert titled.forums.named(0).key == met[0].id  # type: ignore[union-attr]
    anywhere = Article(names, title=f"Envoys leave the {met[0].name}")
    anywhere.bodies.places = [(900, ("russia", met[1].id))]
    assert anywhere.forums.named(0).key == met[1].id  # type: ignore[union-attr]
    assert Article(names, title="Envoys leave Moscow").forums.named(0) is None


@pytest.mark.parametrize(
    ("more", "part"),
    [
        ({}, False),
        ({"definite": True}, True),
        ({"words": frozenset({"participating"})}, True),
        ({"words": frozenset({"attending"})}, True),
        ({"words": frozenset({"old"})}, False),
        ({"definite": True, "of": frozenset({"china"})}, False),
        ({"definite": True, "owner": (0, 1)}, False),
        ({"definite": True, "head": "bakers"}, False),
    ],
)
def test_several_who_meet_are_those_of_nobody_in_particular(more: dict[str, Any], part: bool, names: NameIndex) -> None:
    head = sorted(names.words["participants"])[0]
    phrase = Phrase(**({"start": 0, "end": 9, "kind": "words", "head": head} | more))
    assert Article(names).forums.has_part_in(phrase) is part


# Who is called so, what stands behind it, and whether the forum named there is theirs.
ATTENDED = {
    "delegates with the forum in their words": ("Delegates of FORUM", "delegates", "Delegates of FORUM", True),
    "countries that took part": ("Nine countries that took part in FORUM", "nine", "Nine countries", True),
    "countries that gathered": ("Nine lands gathered at FORUM", "lands", "Nine lands", True),
    "bakers with the forum in their words": ("Bakers of FORUM", "bakers", "Bakers of FORUM", False),
    "delegates, the forum elsewhere": ("Delegates left. FORUM", "delegates", "Delegates", False),
    "countries that took part elsewhere": (f"Lands that attended {'x' * 60} FORUM", "lands", "Lands", True),
    "countries that took part far away": (f"Lands that attended {'x' * 90} FORUM", "lands", "Lands", False),
}


@pytest.mark.parametrize("situation", ATTENDED)
def test_those_who_met_speak_for_the_forum_that_they_came_for(
    situation: str, names: NameIndex, met: list[Actor], lexicon: Lexicon
) -> None:
    text, head, words, theirs = ATTENDED[situation]
    for actor, forum in ((met[0], theirs), (lexicon.by_id["russia"], False)):
        at = text.index("FORUM")
        mention = NamedMention(Phrase(at, at + 5, actor.kind, "forum", actors=(actor.id,)), False)
        phrase = Phrase(0, len(words), "words", head)
        found = Article(names, text).forums.attended(phrase, Span(0, len(words)), [mention])
        assert (found is actor) is forum
        assert found is None or found is actor
    assert ATTENDEES == 90


def test_a_meeting_that_is_told_of_by_its_town_is_a_forum_of_the_lexicon(lexicon: Lexicon, met: list[Actor]) -> None:
    forums = {name.replace("_", "-") for name in lexicon.patterns["talks-in-town"].groupindex}
    assert forums
    assert forums <= {actor.id for actor in met}
