"""Lists and what they are narrowed to."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest

from extractors.errors import QueryError
from extractors.records import TOPICS, Filter
from extractors.records.stored import Review
from storage.store import Store

CASES: list[tuple[str, dict[str, Any], set[str]]] = [
    ("nothing", {}, {"alpha", "beta", "gamma"}),
    ("since publication", {"since": 2}, {"gamma"}),
    ("until, exclusive", {"until": 2}, {"alpha", "beta"}),
    ("since sight", {"seen_since": 2}, {"beta", "gamma"}),
    ("an actor", {"actors": ("ivan-exemplov",)}, {"alpha", "beta"}),
    ("an outlet's own voice", {"actors": ("outlet:Пример",)}, {"gamma"}),
    ("an actor nobody knows", {"actors": ("nobody",)}, set()),
    ("one of several actors", {"actors": ("nobody", "ivan-exemplov")}, {"alpha", "beta"}),
    ("a topic", {"topic": "delisting"}, {"beta"}),
    ("a position", {"position": "done"}, {"gamma"}),
    ("topic and position of different claims", {"topic": "delisting", "position": "done"}, set()),
    ("words in any case", {"search": "ALPHA"}, {"alpha"}),
    ("words of another script in any case", {"search": "ПРИЗНАТЬ"}, {"gamma"}),
    ("words of the title", {"search": "synthetic story 2"}, {"beta"}),
    ("words that stand apart", {"search": "words alpha"}, {"alpha"}),
    ("a phrase", {"search": '"alpha words"'}, {"alpha"}),
    ("a phrase in another order", {"search": '"words alpha"'}, set()),
    ("a phrase over the end of a field", {"search": '"exemplov alpha"'}, set()),
    ("the beginning of a word", {"search": "alp*"}, {"alpha"}),
    ("the beginning of other words", {"search": "alb*"}, set()),
    ("a part that begins no word", {"search": "lpha"}, set()),
    ("a word that must not stand there", {"search": "words -alpha"}, {"beta"}),
    ("words and a topic", {"search": "words", "topic": "delisting"}, {"beta"}),
    ("words and somebody", {"search": "alpha", "actors": ("ivan-exemplov",)}, {"alpha"}),
    ("words and days", {"search": "words", "since": 1}, {"beta"}),
    ("a party", {"party": "russia"}, {"alpha", "beta", "gamma"}),
    ("another party", {"party": "china"}, set()),
    ("sure enough", {"certainty": 0.95}, {"alpha", "beta", "gamma"}),
    ("an outlet", {"outlet": "Пример"}, {"gamma"}),
    ("a novelty", {"novelty": "shift"}, {"beta"}),
    ("a verdict", {"verdict": "right"}, {"alpha"}),
    ("no verdict yet", {"verdict": "open"}, {"beta", "gamma"}),
]


@pytest.fixture
def filled(store: Store, make: SimpleNamespace) -> Store:
    """Three articles of one claim each: alpha, beta (delisting, a shift), gamma (the outlet itself, in Russian)."""
    claim = make.statement().claims[0]
    alpha = make.extraction(make.statement("alpha words"), number=1, published_at=make.noon)
    beta = make.extraction(
        make.statement("beta words", claims=(replace(claim, topic="delisting"),)),
        number=2,
        published_at=make.noon + timedelta(hours=1),
    )
    own_words = make.statement(
        "gamma: признать", speaker=None, kind="narrative", claims=(replace(claim, position="done"),)
    )
    gamma = make.extraction(own_words, number=3, outlet="Пример", published_at=None)
    told = make.save(store, alpha, ["editor@example.org"])
    hour = timedelta(hours=1)
    make.save(store, beta, ["editor@example.org"], now=make.noon + 2 * hour, kind="shift", seen_at=make.noon + 2 * hour)
    make.save(store, gamma, ["editor@example.org"], now=make.noon + 3 * hour, seen_at=make.noon + 3 * hour)
    store.review(Review(told[0].claim.id, "right", "editor", make.noon))
    return store


def _narrow(make: SimpleNamespace, told: dict[str, Any]) -> Filter:
    moments = {"since", "until", "seen_since"} & told.keys()
    hours: dict[str, Any] = {key: make.noon + timedelta(hours=told[key]) for key in moments}
    return Filter(**(told | hours))


@pytest.mark.parametrize(("told", "expected"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_every_list_is_narrowed_alike(
    filled: Store, make: SimpleNamespace, told: dict[str, Any], expected: set[str]
) -> None:
    narrow = _narrow(make, told)
    assert {one.claim.words.partition(" ")[0].rstrip(":") for one in filled.claims(narrow)} == expected
    assert {
        one.alert.claims[0].claim.words.partition(" ")[0].rstrip(":") for one in filled.deliveries(narrow)
    } == expected
    assert {one.article.text.partition(" ")[0].rstrip(":") for one in filled.articles(narrow)} == expected
    if told.get("actors") != ("outlet:Пример",):  # nobody is quoted, so that no actor says the statement
        assert {one.statement.text.partition(" ")[0].rstrip(":") for one in filled.statements(narrow)} == expected


def test_an_outlet_is_found_in_other_letters(filled: Store) -> None:
    narrow = Filter(outlet="ПРИМЕР")
    assert [one.claim.outlet for one in filled.claims(narrow)] == ["Пример"]
    assert [one.article.outlet for one in filled.articles(narrow)] == ["Пример"]


@pytest.mark.parametrize(
    "asked", ["%", "", "\udcd0", '"open', "-alpha", "al*ha", "a*", "this OR that", " ".join("abcdefghijklmnopqrstuv")]
)
def test_what_cannot_be_searched_for_is_refused_with_a_mend(filled: Store, asked: str) -> None:
    for listed in (filled.claims, filled.statements, filled.articles, filled.deliveries):
        with pytest.raises(QueryError, match=r"^search .*: .*; .+"):
            listed(Filter(search=asked))


def test_lists_are_newest_first_and_end_at_their_limit(filled: Store) -> None:
    words = [one.claim.words for one in filled.claims(Filter())]
    assert words == ["gamma: признать", "beta words", "alpha words"]
    assert [one.claim.words for one in filled.claims(Filter(limit=2))] == words[:2]
    assert [one.statement.text for one in filled.statements(Filter(limit=2))] == words[:2]
    assert [one.article.text for one in filled.articles(Filter(limit=2))] == words[:2]
    assert [one.alert.claims[0].claim.words for one in filled.deliveries(Filter(limit=2))] == words[:2]


def test_an_article_is_found_by_the_beginning_of_its_id_if_that_is_its_alone(filled: Store) -> None:
    (first, *_) = filled.articles(Filter())
    assert filled.article(first.id) == first
    assert filled.article(first.id[:12]) == first
    assert filled.article("") is None
    assert filled.article("nothing begins so") is None


def test_counts_tell_how_much_there_is(filled: Store) -> None:
    assert filled.counts() == {
        "feeds": 0,
        "articles": 3,
        "statements": 3,
        "claims": 3,
        "entries": 0,
        "deliveries": 3,
        "deliveries waiting": 3,
    }


def test_a_claim_is_in_the_language_of_its_article(store: Store, make: SimpleNamespace) -> None:
    spoken = ("en", "ru", None)
    told = [make.save(store, make.extraction(number=place, language=code))[0] for place, code in enumerate(spoken)]
    ids = [one.claim.id for one in told]
    assert store.languages([*ids, "never-stored"]) == {ids[0]: "en", ids[1]: "ru"}
    assert store.languages([]) == {}


def test_repeats_are_left_out_where_they_are_not_wanted(store: Store, make: SimpleNamespace) -> None:
    for number, kind in enumerate(("new", "repeat", "restated")):
        make.save(store, make.extraction(number=number), kind=kind)
    assert sorted(one.novelty.kind for one in store.claims(Filter(repeats=False))) == ["new", "restated"]
    assert len(store.claims(Filter(repeats=False, actors=("ivan-exemplov",)))) == 2
    assert len(store.claims(Filter())) == 3


def test_a_page_that_begins_and_ends_within_one_statement_leaves_nothing_out(
    store: Store, make: SimpleNamespace
) -> None:
    (one,) = make.statement().claims
    several = tuple(replace(one, topic=topic, party=f"party-{number}") for topic in TOPICS for number in range(4))
    make.save(store, make.extraction(make.statement(claims=several)))
    make.save(store, make.extraction(number=2, published_at=make.noon - timedelta(days=1)))
    seen: list[str] = []
    narrow, after = Filter(actors=("ivan-exemplov",), limit=5), None
    while page := store.claims_page(narrow, after):
        seen += [judged.claim.id for judged in page]
        after = (page[-1].claim.published_at or page[-1].claim.seen_at, page[-1].claim.id)
    assert len(seen) == len(several) + 1
    assert set(seen) == {judged.claim.id for judged in store.claims(Filter())}
    assert [judged.claim.id for judged in store.said_by("ivan-exemplov", 100)] == seen
    assert [judged.claim.id for judged in store.claims_by_id([*seen[::-1], "none"])] == seen[::-1]
