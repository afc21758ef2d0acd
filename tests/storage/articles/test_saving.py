"""One article, one transaction."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from types import SimpleNamespace

import pytest
import sqlalchemy as sa

from extractors.records import FeedMemory, Filter, Speaker
from storage.store import Store

EVERYTHING = Filter()


def test_what_is_saved_comes_back_as_it_was(store: Store, make: SimpleNamespace) -> None:
    told = make.extraction(make.statement(), make.statement("A second thing", speaker=None, kind="narrative"))
    claims = make.judged(told)
    alert = make.alert(claims)
    assert store.save(told, claims, alert, ["editor@example.org"], None, make.noon)
    assert sorted(store.claims(EVERYTHING), key=lambda one: one.claim.id) == sorted(
        claims, key=lambda one: one.claim.id
    )
    assert {record.statement for record in store.statements(EVERYTHING)} == set(told.statements)
    (article,) = store.articles(EVERYTHING)
    assert (article.article, article.relevance) == (told.article, told.relevance)
    assert (article.statements, article.claims) == (2, 2)
    (delivery,) = store.deliveries(EVERYTHING)
    assert delivery.alert == alert


def test_whose_promise_it_is_comes_back_with_the_statement_and_its_claims(store: Store, make: SimpleNamespace) -> None:
    promiser = Speaker("The", 0, 3, "Sergey Lavrov", "sergey-lavrov", "alias")
    make.save(store, make.extraction(make.statement(embedded=promiser)))
    assert [one.claim.promised_by for one in store.claims(EVERYTHING)] == ["Sergey Lavrov"]
    assert [record.statement.embedded for record in store.statements(EVERYTHING)] == [promiser]


def test_a_second_save_of_a_revision_writes_nothing(store: Store, make: SimpleNamespace) -> None:
    told = make.extraction()
    claims = make.judged(told)
    assert store.save(told, claims, make.alert(claims), ["editor@example.org"], None, make.noon)
    before = store.counts()
    other = make.alert(claims, id="another")
    assert not store.save(told, claims, other, ["editor@example.org"], None, make.noon + timedelta(hours=1))
    assert store.counts() == before
    assert store.articles(EVERYTHING)[0].seen_at == make.noon


def test_the_same_page_under_another_address_form_is_the_same_article(store: Store, make: SimpleNamespace) -> None:
    told = make.extraction()
    make.save(store, told)
    same = replace(told.article, canonical_url=None, url="http://www.outlet.example/1/?utm_medium=rss")
    assert not store.save(replace(told, article=same), make.judged(told), None, (), None, make.noon)


def test_its_entry_is_settled_with_it_even_where_the_revision_was_known(store: Store, make: SimpleNamespace) -> None:
    one, other = make.entry(1), make.entry(2)
    store.record_poll(FeedMemory("f"), [one, other], make.noon)
    told = make.extraction()
    assert store.save(told, make.judged(told), None, (), one.key, make.noon)
    assert not store.save(told, make.judged(told), None, (), other.key, make.noon)
    assert store.due_entries(make.noon + timedelta(days=1), 10) == ()


@pytest.mark.parametrize("flaw", ["a claim of nothing", "an alert of a claim that is not stored"])
def test_a_save_that_fails_leaves_nothing_behind(store: Store, make: SimpleNamespace, flaw: str) -> None:
    one = make.entry()
    store.record_poll(FeedMemory("f"), [one], make.noon)
    told = make.extraction()
    claims = make.judged(told)
    stray = make.judged(make.extraction(make.statement("Something else"), number=2))
    before = store.counts()
    saved = stray if flaw == "a claim of nothing" else claims
    with pytest.raises((ValueError, sa.exc.IntegrityError)):
        store.save(told, saved, make.alert([*claims, *stray]), ["editor@example.org"], one.key, make.noon)
    assert store.counts() == before
    assert store.is_empty()


def test_a_store_is_empty_until_its_first_article(store: Store, make: SimpleNamespace) -> None:
    store.record_poll(FeedMemory("f"), [make.entry()], make.noon)
    assert store.is_empty()
    make.save(store, make.extraction())
    assert not store.is_empty()


def test_an_article_without_claims_and_statements_is_stored(store: Store, make: SimpleNamespace) -> None:
    bare = replace(make.extraction(), statements=())
    assert store.save(bare, [], None, (), None, make.noon)
    assert store.counts()["articles"] == 1


def test_words_said_twice_by_one_speaker_are_two_statements(store: Store, make: SimpleNamespace) -> None:
    told = make.extraction(make.statement(), make.statement())
    make.save(store, told)
    assert store.counts()["statements"] == 2


def test_a_claim_whose_statement_goes_by_another_id_finds_its_statement_by_the_words(
    store: Store, make: SimpleNamespace
) -> None:
    told = make.extraction()
    claims = make.judged(told, statement_id="0" * 32, id="1" * 32)
    assert store.save(told, claims, make.alert(claims), ["editor@example.org"], None, make.noon)
    (claim,) = store.claims(EVERYTHING)
    assert claim.claim.statement_id == store.statements(EVERYTHING)[0].id


def test_an_article_that_several_save_at_once_is_stored_and_told_once(store: Store, make: SimpleNamespace) -> None:
    told = make.extraction()
    claims = make.judged(told)
    alert = make.alert(claims)

    def save(_: int) -> bool:
        return store.save(told, claims, alert, ["editor@example.org"], None, make.noon)

    with ThreadPoolExecutor(4) as pool:
        assert sorted(pool.map(save, range(8))) == [False] * 7 + [True]
    assert (store.counts()["claims"], store.counts()["deliveries"]) == (1, 1)


def test_revisions_that_several_save_at_once_are_numbered_one_after_the_other(
    store: Store, make: SimpleNamespace
) -> None:
    edited = [make.extraction(make.statement(f"Wording {number}")) for number in range(6)]
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda told: make.save(store, told), edited))
    (article,) = store.articles(EVERYTHING)
    assert [revision.number for revision in store.revisions(article.id)] == [1, 2, 3, 4, 5, 6]
    assert [one.claim.words for one in store.claims(EVERYTHING) if one.vanished_at is None] == [article.article.text]


def test_a_speakers_name_of_any_length_is_stored_and_found(store: Store, make: SimpleNamespace) -> None:
    name = "name:" + "".join(chr(0x4E00 + number) for number in range(3000))
    told = make.extraction()
    store.save(told, make.judged(told, speaker_key=name, actor="ivan-exemplov"), None, (), None, make.noon)
    other = replace(make.judged(make.extraction(make.statement("Other words"), number=2))[0].claim, speaker_key=name)
    assert len(make.recalled(store, "candidates", other)) == 1


def test_nul_in_a_text_is_replaced_and_offsets_hold(store: Store, make: SimpleNamespace) -> None:
    told = make.extraction(make.statement("broken \x00 words \ud800 here"), text="a\x00b")
    make.save(store, told)
    assert store.articles(EVERYTHING)[0].article.text == "a�b"
    assert len(store.statements(EVERYTHING)[0].statement.text) == len(told.statements[0].text)
