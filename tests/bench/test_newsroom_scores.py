"""The scorer of annotated articles: a perfect answer reaches one, and each fault lowers the figure that tells of it."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from newsroom_scores import Tally, count, faults, judge

from extractors.lexicon import Lexicon, load_lexicon
from extractors.records import Claim, Extraction, Position, Relevance, Span, Speaker, Statement, Topic
from extractors.training.newsrooms import FOLDER, Annotated, Wanted, WantedClaim, read_set
from extractors.training.pairing import actors_of

SAMPLE = Path(__file__).with_name("newsrooms_sample.yaml")
PERFECT = dict.fromkeys(Tally().figures(), 1.0)
Change = Callable[[tuple[Statement, ...]], tuple[Statement, ...]]


@pytest.fixture(scope="module")
def lexicon() -> Lexicon:
    return load_lexicon()


@pytest.fixture(scope="module")
def case(lexicon: Lexicon) -> Annotated:
    return read_set(SAMPLE, lexicon)[0]


@pytest.mark.parametrize("path", [SAMPLE, *sorted(FOLDER.glob("*.yaml"))], ids=lambda path: path.stem)
def test_an_answer_as_annotated_is_perfect(path: Path, lexicon: Lexicon) -> None:
    cases = read_set(path, lexicon)
    actors = actors_of(cases)
    judged = [judge(case, _as_annotated(case)) for case in cases]

    assert sum((count(each, actors) for each in judged), Tally()).figures() == PERFECT
    assert not [line for each in judged for line in faults(each, actors)]


def _without(at: int) -> Change:
    return lambda all_: (*all_[:at], *all_[at + 1 :])


def _shortened(at: int, by: int) -> Change:
    def change(one: Statement) -> Statement:
        last = one.content[-1]
        return replace(one, content=(*one.content[:-1], Span(last.start, last.end - by)))

    return _each(at, change)


def _spoken(at: int, name: str, actor: str | None) -> Change:
    return _each(at, lambda one: replace(one, speaker=Speaker(name, 0, 1, name, actor)))


def _claiming(at: int, *claims: tuple[Topic, Position]) -> Change:
    return _each(at, lambda one: replace(one, claims=tuple(_claim(*claim) for claim in claims)))


def _by(at: int, party: str) -> Change:
    return _each(at, lambda one: replace(one, claims=tuple(replace(each, party=party) for each in one.claims)))


def _each(at: int, change: Callable[[Statement], Statement]) -> Change:
    return lambda all_: (*all_[:at], change(all_[at]), *all_[at + 1 :])


@pytest.mark.parametrize(
    ("change", "figure"),
    [
        pytest.param(_without(0), "statement_f1", id="a statement that is lost"),
        pytest.param(_shortened(0, 32), "statement_f1", id="a statement cut short"),
        pytest.param(lambda all_: (*all_, _statement(Span(60, 90))), "statement_f1", id="a statement too much"),
        pytest.param(_spoken(0, "Sergey Lavrov", "sergey-lavrov"), "speaker_right", id="another actor"),
        pytest.param(_spoken(0, "Dmitry Peskov", None), "speaker_right", id="an actor that is not recognised"),
        pytest.param(_spoken(2, "The Council", None), "speaker_right", id="another name"),
        pytest.param(
            _spoken(2, "Elders' Council of Herat", "dmitry-peskov"), "speaker_right", id="somebody else's key"
        ),
        pytest.param(_each(2, lambda one: replace(one, speaker=None)), "speaker_right", id="nobody"),
        pytest.param(_each(2, lambda one: replace(one, kind="indirect")), "kind_right", id="another kind"),
        pytest.param(_claiming(0), "topic_f1", id="a topic that is lost"),
        pytest.param(_claiming(1, ("engagement", "supports")), "topic_f1", id="a topic too much"),
        pytest.param(_claiming(0, ("legitimacy", "premature")), "topic_f1", id="another topic"),
        pytest.param(_claiming(0, ("recognition", "supports")), "position_exact", id="another position"),
        pytest.param(_by(0, "china"), "party_right", id="another party"),
    ],
)
def test_a_fault_lowers_its_own_figure_only(case: Annotated, change: Change, figure: str) -> None:
    figures = _figures(case, change)

    assert {name for name, value in figures.items() if value < 1.0} == {figure}


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(_without(3), id="an uncertain statement left out"),
        pytest.param(_shortened(3, 40), id="an uncertain statement covered in part"),
        pytest.param(_claiming(3), id="an uncertain statement without its claim"),
        pytest.param(_shortened(0, 22), id="a statement that lacks a few words"),
        pytest.param(_claiming(0, ("recognition", "opposes")), id="a position that is accepted too"),
        pytest.param(_spoken(2, "ELDERS’ Council of Herat", None), id="a name with other case, marks and article"),
        pytest.param(_spoken(2, "The Elders' Council of Herat", "somebody-new"), id="a key that the set gives nobody"),
        pytest.param(lambda all_: tuple(reversed(all_)), id="another order"),
    ],
)
def test_what_may_differ_lowers_nothing(case: Annotated, change: Change) -> None:
    assert _figures(case, change) == PERFECT


def test_wrong_relevance_lowers_relevance_only(case: Annotated) -> None:
    answer = replace(_as_annotated(case), relevance=Relevance(False, 0.0, (), ""))

    assert count(judge(case, answer), actors_of([case])).figures() == PERFECT | {"relevance": 0.0}


def test_two_answers_to_one_statement_count_as_one_found_and_one_too_much(case: Annotated) -> None:
    answer = _as_annotated(case)
    twice = replace(answer, statements=(*_shortened(0, 11)(answer.statements), answer.statements[0]))
    judged = judge(case, twice)

    assert [other.content for _, other in judged.found][:1] == [answer.statements[0].content]
    assert (len(judged.found), len(judged.missed), len(judged.spurious)) == (3, 0, 1)


def test_each_fault_is_listed_with_the_article_and_the_words(case: Annotated) -> None:
    answer = _as_annotated(case)
    wrong = _spoken(2, "The Council", None)(_claiming(0, ("recognition", "supports"))(answer.statements))
    lines = list(faults(judge(case, replace(answer, statements=_without(1)(wrong))), actors_of([case])))

    assert lines == [
        "sample-1 missed: We look at what they do and what they do takes time.",
        "sample-1 recognition premature|opposes, not supports: "
        "Russia is in no hurry to recognise the Taliban government",
        "sample-1 speaker The Elders' Council of Herat, not The Council: "
        'striking the movement off the list "would change nothing" for the people there',
    ]


# --- answers ---------------------------------------------------------------------------------------------------------


def _figures(case: Annotated, change: Change) -> dict[str, float]:
    answer = _as_annotated(case)
    changed = replace(answer, statements=change(answer.statements))
    return count(judge(case, changed), actors_of([case])).figures()


def _as_annotated(case: Annotated) -> Extraction:
    relevance = Relevance(case.relevant, 1.0, (), "")
    return Extraction(case.article, relevance, tuple(_answered(one) for one in case.statements))


def _answered(wanted: Wanted) -> Statement:
    known = wanted.speaker is not None or wanted.actor is not None
    name = wanted.speaker or ""
    return Statement(
        speaker=Speaker(name, 0, 1, name, wanted.actor) if known else None,
        cue=None,
        content=wanted.content,
        text=wanted.text,
        kind=wanted.kind,
        claims=tuple(_first(claim) for claim in wanted.claims),
    )


def _first(wanted: WantedClaim) -> Claim:
    return replace(_claim(wanted.topic, wanted.positions[0]), party=wanted.party)


def _claim(topic: Topic, position: Position) -> Claim:
    return Claim(topic, position, "russia", "iea", False, True, None, ())


def _statement(span: Span) -> Statement:
    return Statement(None, None, (span,), "", "indirect")
