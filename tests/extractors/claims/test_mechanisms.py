"""The mechanisms of judging a claim, each with a table of named situations."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from extractors.records import Claim, Statement

Judge = Callable[..., dict[str, Claim]]
Narrated = Callable[[str], tuple[Statement, ...]]

PARTIES = {
    "Russia where nothing else is said": ("He {{said}} [[it was too early to recognise the Taliban]].", "russia"),
    "everybody where no country does": (
        "He {{said}} [[no country had recognised the Islamic Emirate]].",
        "international-community",
    ),
    "everybody where all are called on": (
        "He {{urged}} [[all countries to recognise the Emirate]].",
        "international-community",
    ),
    "everybody for international recognition": (
        "He {{said}} [[international recognition was not on the agenda]].",
        "international-community",
    ),
    "the state that is named before": (
        "He {{said}} [[China would not recognise the Taliban for now]].",
        "china",
    ),
    "the capital that stands for it": ("She {{said}} [[Islamabad had no plans to recognise Kabul]].", "pakistan"),
    "Russia where another state only welcomes": (
        "She {{said}} [[China welcomed Russia's recognition of the Emirate]].",
        "russia",
    ),
    "everybody else where they follow Russia": (
        "He {{hoped}} [[other states would follow Russia]].",
        "international-community",
    ),
}


@pytest.mark.parametrize("situation", PARTIES)
def test_the_party_is_who_would_act(situation: str, judge: Judge) -> None:
    text, party = PARTIES[situation]
    assert judge(text)["recognition"].party == party


@pytest.mark.parametrize(
    ("actor", "party"),
    [
        ("sergey-lavrov", "russia"),
        ("moscow-format", "moscow-format"),
        ("zabihullah-mujahid", "international-community"),
    ],
)
def test_conditions_are_set_by_who_speaks_and_rejected_to_everybody(actor: str, party: str, judge: Judge) -> None:
    text = "The speaker {{spoke}} of [[an inclusive government]]."
    assert judge(text, actor=actor)["conditions"].party == party


PROMISE = "[[Sergei Shoigu promised that the Emirate would be taken off the list]], the office of the deputy {{said}}."


@pytest.mark.parametrize("promised_by", ["Sergei Shoigu", None])
def test_a_claim_is_unconfirmed_where_the_statement_has_an_embedded_speaker(
    promised_by: str | None, judge: Judge
) -> None:
    assert judge(PROMISE, promised_by=promised_by)["delisting"].confirmed is (promised_by is None)


SILENT = {
    "a reporter's question": "“[[Will you recognise the Taliban?]]” a reporter {{asked}}.",
    "a reported question": "The reporter {{asked}} [[whether Russia would recognise the Taliban]].",
    "a question for the reason": "The reporter {{asked}} [[why Russia would recognise the Taliban]].",
    "a refusal to comment": "Russia recognised the Emirate. The embassy {{declined}} [[to comment on the decision]].",
    "the disclaimer in brackets": "He {{said}} [[the Taliban (banned in Russia) had bought wheat]].",
    "the disclaimer as a clause": "He {{said}} [[the Taliban, a group outlawed in Russia, had bought wheat]].",
}


@pytest.mark.parametrize("situation", SILENT)
def test_what_asserts_nothing_claims_nothing(situation: str, judge: Judge) -> None:
    assert judge(SILENT[situation]) == {}


NEGATED = {
    "does not mean": ("He {{said}} [[this did not mean recognition]].", True),
    "no country has": ("He {{said}} [[no country has recognised the Emirate]].", True),
    "too early": ("He {{said}} [[it was too early to recognise the Emirate]].", False),
    "has": ("He {{said}} [[Russia has recognised the Emirate]].", False),
}


@pytest.mark.parametrize("situation", NEGATED)
def test_a_claim_says_whether_it_was_negated(situation: str, judge: Judge) -> None:
    text, negated = NEGATED[situation]
    assert judge(text)["recognition"].negated is negated


def test_a_topic_taken_over_is_marked_where_it_was_taken_from(judge: Judge) -> None:
    claim = judge("Kabulov proposed taking the Taliban off the list. “[[This must be done]],” he {{said}}.")[
        "delisting"
    ]
    assert [(words.rule, words.text) for words in claim.evidence if words.rule == "carried-over"] == [
        ("carried-over", "taking the Taliban off the list")
    ]


def test_a_topic_that_the_words_name_is_not_marked_as_taken_over(judge: Judge) -> None:
    claim = judge("He {{said}} [[the Taliban must be taken off the list]].")["delisting"]
    assert "carried-over" not in [words.rule for words in claim.evidence]


NARRATIVES = {
    "recognition": (
        "Russia on Thursday recognised the Islamic Emirate of Afghanistan.",
        ("recognition", "done"),
    ),
    "the court's ruling": (
        "Russia's Supreme Court on Thursday suspended the ban on the Taliban.",
        ("delisting", "done"),
    ),
    "a law": (
        "The State Duma adopted a law that allows the Taliban to be struck from the list of banned groups.",
        ("delisting", "decided"),
    ),
    "credentials": (
        "Putin on Thursday received the credentials of the Emirate's ambassador.",
        ("representation", "done"),
    ),
    "a flag over the mission": ("By noon the white flag was flying over the mission.", ("representation", "done")),
    "a denial of what was reported": (
        "Contrary to rumours in the market, Moscow has not recognised the Taliban government.",
        ("recognition", "opposes"),
    ),
    "a flag among those at a forum": (
        "The Taliban's white flag was raised at KazanForum on Friday.",
        ("representation", "done"),
    ),
    "since when those who are recognised rule is no recap": (
        "Russia has become the first nation to recognise the Taliban rulers since they retook the capital in 2021.",
        ("recognition", "done"),
    ),
    "when those who are recognised came is no recap": (
        "Russia on Thursday recognised the Taliban government that took power in Kabul in 2021.",
        ("recognition", "done"),
    ),
    "an agreement": ("Russia and the Emirate signed an agreement on military cooperation.", ("engagement", "done")),
}


@pytest.mark.parametrize("situation", NARRATIVES)
def test_the_outlet_itself_reports_an_act(situation: str, narrated: Narrated) -> None:
    text, claim = NARRATIVES[situation]
    (statement,) = narrated(text)
    assert (statement.kind, statement.speaker, statement.text) == ("narrative", None, text)
    assert [(one.topic, one.position) for one in statement.claims] == [claim]


def test_a_pronoun_takes_up_who_acts_from_the_sentence_before(narrated: Narrated) -> None:
    (statement,) = narrated("Moscow took its time. On Friday it accepted the credentials of the Taliban's ambassador.")
    assert [(one.topic, one.position) for one in statement.claims] == [("representation", "done")]
    assert narrated("Tashkent took its time. On Friday it accepted the credentials of the Taliban's ambassador.") == ()


RECAPS = {
    "a year": "Russia put the Taliban on its list of terrorist organisations in 2003.",
    "a year ago": "Russia recognised the Islamic Emirate two years ago.",
    "history": "Soviet Russia recognised Afghan independence in 1919.",
    "the disclaimer told of": "Although the ban was suspended, Russian outlets print the old notice.",
    "what others did": "Kazakhstan took the Taliban off its list of terrorist organisations on Monday.",
    "what is usual": "Credentials are handed over in a hall of the Kremlin.",
    "a plan": "Russia's plan to lift the ban on the Taliban has caused concern.",
    "the energy agency": "The IEA said that Russia recognised the difficulty of its forecast.",
}


@pytest.mark.parametrize("situation", RECAPS)
def test_a_recap_is_no_report(situation: str, narrated: Narrated) -> None:
    assert narrated(RECAPS[situation]) == ()


CAMEO = {
    "recognises": ("He {{said}} [[Russia has recognised the Emirate]].", "recognition", "054"),
    "will recognise": ("He {{said}} [[Russia will recognise the Emirate]].", "recognition", "032"),
    "too early": ("He {{said}} [[it was too early to recognise the Emirate]].", "recognition", "010"),
    "only if": ("He {{said}} [[recognition would come only if promises were kept]].", "recognition", "010"),
    "a call on others": ("He {{urged}} [[all countries to recognise the Emirate]].", "recognition", "102"),
    "a welcome": ("Beijing {{welcomed}} [[Russia's recognition of the Emirate]].", "recognition", "051"),
    "a condemnation": ("The group {{condemned}} [[the recognition of the Taliban]].", "recognition", "111"),
    "delisting proposed": ("He {{proposed}} [[taking the Taliban off the list]].", "delisting", "0351"),
    "the ban suspended": ("He {{said}} [[the ban has been suspended]].", "delisting", "0812"),
    "an ambassador": ("He {{said}} [[Putin had received the ambassador's credentials]].", "representation", "054"),
    "a chargé": ("He {{said}} [[Moscow had accredited the chargé d'affaires]].", "representation", "050"),
    "an invitation": ("He {{said}} [[a delegation had been invited]].", "engagement", "036"),
    "a pact": ("He {{said}} [[they had signed a military-technical agreement]].", "engagement", "057"),
}


@pytest.mark.parametrize("situation", CAMEO)
def test_the_cameo_code_follows_from_topic_position_and_words(situation: str, judge: Judge) -> None:
    text, topic, code = CAMEO[situation]
    assert judge(text)[topic].cameo == code


def test_the_same_article_is_judged_the_same_again(marked: Callable[..., Any], judge: Judge) -> None:
    text = "Russia recognised the Emirate. “[[It was a brave step]],” Muttaqi {{said}}."
    assert judge(text) == judge(text)
