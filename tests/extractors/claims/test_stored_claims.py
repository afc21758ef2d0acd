"""Claims as they are stored, and the ids of everything."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from extractors.claims.stored_claims import claim_records, message_id, speaker_key, statement_id
from extractors.lexicon import Lexicon
from extractors.records import (
    Article,
    Claim,
    Evidence,
    Extraction,
    Mention,
    Relevance,
    Span,
    Speaker,
    Statement,
)
from extractors.text.folding import name_key

NOW = datetime(2026, 1, 2, tzinfo=UTC)
TEXT = "A first paragraph.\nThe envoy said recognition was near. He went home.\nA third."
ARTICLE = Article("https://a.example/x", None, "Title", None, "The Courier", NOW, "en", TEXT)
WORDS = "recognition was near"
AT = TEXT.index(WORDS)
CLAIM = Claim(
    "recognition", "considering", "russia", "iea", False, True, "010", (Evidence(AT, AT + 11, "recognition", "r"),)
)
SPEAKER = Speaker("The envoy", 19, 28, "Zamir Kabulov", "zamir-kabulov")
STATEMENT = Statement(
    SPEAKER,
    None,
    (Span(AT, AT + len(WORDS)),),
    WORDS,
    "indirect",
    addressee=Mention("TASS", 0, 4, "tass"),
    said_on=date(2026, 1, 1),
    claims=(CLAIM,),
)


def _extraction(*statements: Statement, article: Article = ARTICLE) -> Extraction:
    return Extraction(article, Relevance(True, 0.9, (), "why"), statements)


def test_a_record_has_all_that_is_compared_listed_and_alerted() -> None:
    (record,) = claim_records(_extraction(STATEMENT), NOW)
    assert (record.speaker_key, record.speaker_name, record.actor) == (
        "zamir-kabulov",
        "Zamir Kabulov",
        "zamir-kabulov",
    )
    assert (record.topic, record.position, record.party, record.target) == (
        "recognition",
        "considering",
        "russia",
        "iea",
    )
    assert (record.words, record.context) == (WORDS, "The envoy said recognition was near. He went home.")
    assert (record.addressee, record.said_on, record.outlet, record.title) == (
        "TASS",
        date(2026, 1, 1),
        "The Courier",
        "Title",
    )
    assert (record.seen_at, record.published_at) == (NOW, NOW)


def test_ids_are_stable_and_differ_by_topic() -> None:
    other = replace(CLAIM, topic="delisting")
    both = replace(STATEMENT, claims=(CLAIM, other))
    first, second = claim_records(_extraction(both), NOW), claim_records(_extraction(both), NOW)
    assert [record.id for record in first] == [record.id for record in second]
    assert len({record.id for record in first}) == 2
    assert {record.statement_id for record in first} == {statement_id(ARTICLE, both)}


def test_a_record_names_who_promised_what_somebody_else_tells_of() -> None:
    told = replace(STATEMENT, embedded=Speaker("He", 54, 56, "Sergey Lavrov", "sergey-lavrov"))
    assert [record.promised_by for record in claim_records(_extraction(told), NOW)] == ["Sergey Lavrov"]
    assert [record.promised_by for record in claim_records(_extraction(STATEMENT), NOW)] == [None]


def test_two_claims_alike_in_one_statement_are_one_record() -> None:
    assert len(claim_records(_extraction(replace(STATEMENT, claims=(CLAIM, CLAIM))), NOW)) == 1


def test_the_same_words_at_another_address_are_another_statement() -> None:
    elsewhere = replace(ARTICLE, url="https://b.example/y")
    assert statement_id(ARTICLE, STATEMENT) != statement_id(elsewhere, STATEMENT)


@pytest.mark.parametrize(
    ("statement", "key"),
    [
        (STATEMENT, "zamir-kabulov"),
        (replace(STATEMENT, speaker=replace(SPEAKER, name="The  Élder, Áli", actor=None)), "name:elder ali"),
        (replace(STATEMENT, speaker=None, kind="narrative"), "outlet:courier"),
        (replace(STATEMENT, speaker=None, kind="direct"), "name:"),
    ],
)
def test_one_voice_has_one_key(statement: Statement, key: str) -> None:
    assert speaker_key(ARTICLE, statement) == key


@pytest.mark.parametrize(
    ("name", "folded"), [("The Kremlin", "kremlin"), ("The", "the"), ("José  Núñez", "jose nunez")]
)
def test_names_are_folded(name: str, folded: str) -> None:
    assert name_key(name) == folded


def test_a_message_id_is_stable_for_each_recipient() -> None:
    one, other = message_id("alert", "a@x.example"), message_id("alert", "b@x.example")
    assert one == message_id("alert", "a@x.example") != other
    assert re.fullmatch(r"<[0-9a-f]{32}@recognition-watch>", one)


PARAGRAPHS: dict[str, tuple[str, str, str]] = {
    "its paragraph": ("One.\nTwo words three.\nFour.", "words", "Two words three."),
    "the first": ("Two words three.\nFour.", "words", "Two words three."),
    "the last": ("One.\nTwo words three.", "words", "Two words three."),
    "all that it runs through": ("One.\nTwo\nwords three.\nFour.", "Two\nwords", "Two\nwords"),
    "cut before": (f"{'x' * 500}words.", "words", f"{'x' * 400}words."),
    "cut behind": (f"words{'x' * 500}.", "words", f"words{'x' * 400}"),
}


@pytest.mark.parametrize("situation", PARAGRAPHS)
def test_the_context_of_a_claim_is_its_paragraph_cut_to_a_readable_length(situation: str) -> None:
    text, words, context = PARAGRAPHS[situation]
    start = text.index(words)
    said = replace(STATEMENT, content=(Span(start, start + len(words)),))
    (record,) = claim_records(_extraction(said, article=replace(ARTICLE, text=text)), NOW)
    assert record.context == context


def test_a_record_keeps_what_its_claim_and_statement_say() -> None:
    claim = replace(CLAIM, negated=True, confirmed=False, cameo="054", certainty=0.7, party="china", target="iea")
    place, via = Mention("Kazan", 0, 5, None), (Mention("Interfax", 0, 8, "interfax"),)
    said = replace(STATEMENT, claims=(claim,), kind="mixed", place=place, via=via)
    (record,) = claim_records(_extraction(said, article=replace(ARTICLE, canonical_url="https://a.example/y")), NOW)
    assert (record.negated, record.confirmed, record.cameo, record.certainty) == (True, False, "054", 0.7)
    assert (record.party, record.kind, record.place, record.via) == ("china", "mixed", "Kazan", ("Interfax",))
    assert (record.url, record.evidence, record.voice, record.state) == (
        "https://a.example/y",
        claim.evidence,
        "named",
        None,
    )


def test_a_record_lacks_what_is_not_told() -> None:
    bare = replace(STATEMENT, speaker=None, addressee=None, said_on=None)
    nowhere = replace(ARTICLE, url=None, title=None, outlet=None, published_at=None)
    (record,) = claim_records(_extraction(bare, article=nowhere), NOW)
    assert (record.speaker_name, record.actor, record.speaker_key) == ("unknown", None, "name:")
    assert (record.outlet, record.url, record.title, record.published_at) == ("", "", "", None)
    assert (record.addressee, record.said_on, record.place, record.via) == (None, None, None, ())
    (own,) = claim_records(_extraction(replace(bare, kind="narrative")), NOW)
    assert (own.speaker_name, own.speaker_key) == ("The Courier", "outlet:courier")


def test_with_a_lexicon_a_record_tells_what_voice_and_whose_it_is(lexicon: Lexicon) -> None:
    (record,) = claim_records(_extraction(STATEMENT), NOW, lexicon)
    assert (record.voice, record.state) == ("person", "russia")
