"""For whom a paper speaks: its author, a forum, an earlier paper, whoever issued it, or itself. Synthetic."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import pytest

from extractors.languages.en.phrases.mentions import english_names
from extractors.lexicon import Actor, Lexicon
from extractors.lexicon.gazetteer import NameIndex
from extractors.sentences.phrases import Phrase
from extractors.statements.speakers.coreference import SPEAKER, SUBJECT, Memory
from extractors.statements.speakers.documents import LOOK_BACK, Documents
from extractors.statements.speakers.people import Figure, People

from ....bench.marked import sentences_in

AT = 2000  # where the paper is spoken of


@pytest.fixture(scope="session")
def names(lexicon: Lexicon) -> NameIndex:
    return english_names(lexicon)


@dataclass
class Desk:
    """The papers of one article, of which ``text`` stands before the place they are spoken of."""

    names: NameIndex
    text: str = ""
    memory: Memory = field(default_factory=lambda: Memory(tuple(range(0, 4000, 50)), (0,)))

    def resolved(self, written: str, author: Actor | None = None, forum: Figure | None = None, **more: Any) -> Any:
        papers = Documents(self.text.rjust(AT), People(self.names, None), self.memory)
        return self.of(papers, written, author, forum, **more)

    @staticmethod
    def of(
        papers: Documents, written: str, author: Actor | None = None, forum: Figure | None = None, **more: Any
    ) -> Any:
        words = frozenset(word.lower() for word in written.split() if word.lower() not in {"the", "a", "by", "russia"})
        definite = written.lower().startswith("the ")
        head = next(word for word in written.lower().split() if word in {"statement", "declaration", "poll", "note"})
        given = {"start": AT, "end": AT + len(written), "definite": definite, "words": words} | more
        return papers.document(Phrase(kind="words", head=head, **given), written, author, forum, ())


@pytest.fixture
def desk(names: NameIndex) -> Desk:
    return Desk(names)


def test_a_paper_speaks_for_its_author_and_bears_only_the_authors_name(desk: Desk, lexicon: Lexicon) -> None:
    kremlin = lexicon.by_id["kremlin"]
    figure, how = desk.resolved("A statement by The Old Kremlin", kremlin)
    assert (figure.key, figure.name, how) == ("kremlin", "The Old Kremlin", "document of its author")
    assert desk.resolved("The Kremlin's statement", kremlin)[0].name == kremlin.name


def test_a_common_paper_of_a_country_is_of_all_who_met(desk: Desk, lexicon: Lexicon) -> None:
    russia, forum = lexicon.by_id["russia"], Figure("body", "The Lake Forum")
    figure, how = desk.resolved("The final statement", russia, forum)
    assert (figure is forum, how) == (True, "document of the forum")
    assert (forum.name, forum.words) == ("The final statement", {"final", "statement", "document"})
    assert desk.resolved("The long statement", russia, forum)[1] == "document of its author"
    assert desk.resolved("The final statement", lexicon.by_id["kremlin"], forum)[1] == "document of its author"


# Whether those who met were spoken of before, and whose the paper is said to be.
FORUMS: dict[str, tuple[str, bool, dict[str, Any], bool]] = {
    "a joint statement": ("A joint statement", False, {}, True),
    "a statement": ("A statement", True, {}, False),
    "a declaration after they met": ("A declaration", True, {}, True),
    "a declaration before they are spoken of": ("A declaration", False, {}, False),
    "a joint statement of somebody else": ("A joint statement", True, {"of": frozenset({"china"})}, False),
}


@pytest.mark.parametrize("situation", FORUMS)
def test_a_common_paper_speaks_for_the_forum(situation: str, desk: Desk, lexicon: Lexicon) -> None:
    written, met, more, speaks = FORUMS[situation]
    actor = next(one for one in lexicon.actors if one.forum)
    forum = Figure("body", actor.name, actor)
    if met:
        desk.memory.note(forum, 10, SUBJECT)
    figure, how = desk.resolved(written, None, forum, **more)
    assert (figure is forum) is speaks
    assert how == ("document of the forum" if speaks else "its own words")


def test_a_paper_that_nobody_is_named_for_speaks_for_itself(desk: Desk) -> None:
    figure, how = desk.resolved("A long statement", number="plural")
    assert (figure.kind, figure.name, how) == ("words", "A long statement", "its own words")
    assert (figure.words, figure.number, figure.first) == ({"long", "statement", "document"}, "plural", AT)


def test_the_paper_takes_up_an_earlier_one(desk: Desk) -> None:
    earlier = Figure("words", "A note", words={"document"})
    desk.memory.note(earlier, 1500, SUBJECT)
    desk.memory.note(Figure("words", "A road", words={"road"}), 1990, SPEAKER)
    assert desk.resolved("The statement") == (earlier, "document spoken of before")
    assert desk.resolved("A statement")[1] == "its own words"


@pytest.mark.parametrize(
    ("between", "written", "taken"),
    [(899, "The statement", True), (900, "The statement", False), (10, "The note", False)],
)
def test_the_paper_takes_up_one_of_the_same_name_whose_author_was_told_a_moment_ago(
    between: int, written: str, taken: bool, desk: Desk, lexicon: Lexicon
) -> None:
    papers = Documents(" " * AT, People(desk.names, None), desk.memory)
    kremlin = lexicon.by_id["kremlin"]
    voice, _ = desk.of(papers, "A statement by the Kremlin", kremlin, start=AT - between)
    figure, how = desk.of(papers, written)
    assert (figure is voice) is taken
    assert how == ("document spoken of before" if taken else "its own words")
    assert LOOK_BACK == 900


ANN, BOB = Figure("person", "Ann Roe"), Figure("person", "Bob Doe")
# The text right before, who spoke how many characters before, and who issued the paper.
ISSUED: dict[str, tuple[str, list[tuple[Figure, int]], Figure | None]] = {
    "in a statement, he said": ("In a statement, Ann Roe said so. Bob Doe agreed.", [(ANN, 30), (BOB, 15)], ANN),
    "who spoke before it is not meant": ("Bob Doe left. In a statement, Ann Roe said so.", [(BOB, 46), (ANN, 17)], ANN),
    "who issued a short statement": ("Ann Roe issued a short statement. Bob Doe agreed.", [(ANN, 48), (BOB, 15)], ANN),
    "another paper": ("Ann Roe issued a note. Bob Doe agreed.", [(ANN, 37)], None),
    "nobody who spoke": ("Rain fell as in a statement.", [], None),
}


@pytest.mark.parametrize("situation", ISSUED)
def test_the_paper_is_of_whoever_issued_it_a_moment_ago(situation: str, desk: Desk) -> None:
    desk.text, spoke, issuer = ISSUED[situation]
    for figure, back in spoke:
        desk.memory.note(figure, AT - back, SPEAKER)
    figure, how = desk.resolved("The statement")
    last = "document of the last speaker" if spoke else "its own words"
    assert how == ("document spoken of before" if issuer else last)
    assert figure is issuer or issuer is None


@pytest.mark.parametrize(
    ("written", "more", "spoken"),
    [
        ("The note", {}, True),
        ("A note", {}, False),
        ("The note", {"of": frozenset({"china"})}, False),
        ("The joint note", {}, False),
        ("The poll", {}, False),
    ],
)
def test_a_message_that_nobody_is_named_for_is_the_last_speakers(
    written: str, more: dict[str, Any], spoken: bool, desk: Desk
) -> None:
    desk.memory.note(ANN, AT - 20, SPEAKER)
    figure, how = desk.resolved(written, **more)
    assert (figure is ANN) is spoken
    assert how == ("document of the last speaker" if spoken else "its own words")


@pytest.mark.parametrize(
    ("text", "paper"),
    [
        ("The joint statement said nothing. It called for rain.", "The joint statement"),
        ("The statement said nothing. Then it called for rain.", None),
        ("A road said nothing. It called for rain.", None),
        ("The statement said nothing.\nIt called for rain.", None),
    ],
)
def test_it_takes_up_the_paper_that_the_sentence_before_is_about(text: str, paper: str | None, desk: Desk) -> None:
    starts = [span.start for span in sentences_in(text)]
    papers = Documents(text, People(desk.names, None), Memory(starts, (0,)))
    found = papers.subject_before(text.lower().index("it called"))
    assert (text[found.start : found.end] if found else None) == paper
