"""Whether an article, or an entry, is on Russia-IEA relations."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from extractors.lexicon import Lexicon, load_lexicon
from extractors.records import Article, Covers, Entry, Feed
from extractors.relevance.by_names import judge_relevance, may_matter

ARTICLES: list[dict[str, Any]] = yaml.safe_load((Path(__file__).parent / "articles.yaml").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def lexicon() -> Lexicon:
    return load_lexicon()


def _article(text: str, title: str = "", language: str = "en") -> Article:
    return Article(None, None, title, None, None, None, language, text)


@pytest.mark.parametrize("row", ARTICLES, ids=lambda row: f"{row['trap'] or 'plain'}: {row['title']}")
def test_an_article_is_relevant_where_its_subject_is_the_relation(row: dict[str, Any], lexicon: Lexicon) -> None:
    relevance = judge_relevance(_article(row["text"], row["title"]), lexicon)
    assert relevance.relevant is row["relevant"], relevance.reason


@pytest.mark.parametrize("row", ARTICLES, ids=lambda row: row["title"])
def test_the_evidence_is_words_of_the_text(row: dict[str, Any], lexicon: Lexicon) -> None:
    relevance = judge_relevance(_article(row["text"], row["title"]), lexicon)
    assert 0 <= relevance.score < 1
    for mention in relevance.evidence:
        assert row["text"][mention.start : mention.end] == mention.text


def test_the_reason_names_the_words_that_decided(lexicon: Lexicon) -> None:
    relevance = judge_relevance(_article("Moscow has recognised the Taliban, Lavrov said."), lexicon)
    assert "Moscow x1" in relevance.reason
    assert "Taliban x1" in relevance.reason
    assert "\n" not in relevance.reason


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("ru", "Россия признала Исламский Эмират Афганистан, сообщил МИД РФ."),
        ("fa", "روسیه امارت اسلامی افغانستان را به رسمیت شناخت."),
        ("ps", "روسیې د افغانستان اسلامي امارت په رسمیت وپېژاند."),
    ],
)
def test_other_languages_are_judged_by_their_own_words(language: str, text: str, lexicon: Lexicon) -> None:
    relevance = judge_relevance(_article(text, language=language), lexicon)
    assert {mention.side for mention in relevance.evidence} == {"recogniser", "recognised"}


def test_an_empty_text_is_not_relevant(lexicon: Lexicon) -> None:
    relevance = judge_relevance(_article(""), lexicon)
    assert (relevance.relevant, relevance.score, relevance.evidence) == (False, 0.0, ())


# --- entries ---------------------------------------------------------------------------------------------------------

ENTRIES = {
    "a russia feed with an Afghan word": ("russia", "Putin receives Taliban envoy", "", True),
    "a russia feed without": ("russia", "Putin opens a bridge", "The president spoke of steel.", False),
    "a russia feed on a law that names nobody": (
        "russia",
        "Duma backs suspending the ban on terrorist groups",
        "",
        True,
    ),
    "a russia feed on a list that shrinks": ("russia", "A way off the list", "Terrorist status may be lifted.", True),
    "a russia feed on a list that grows": ("russia", "Court adds a band to the list of terrorist groups", "", False),
    "a russia feed on a ban in Russian": ("russia", "Дума одобрила приостановку запрета террористов", "", True),
    "a russia feed on one more ban in Russian": ("russia", "Суд признал организацию террористической", "", False),
    "a russia feed on a law on the list": ("russia", "Amendments on the terrorist list pass third reading", "", True),
    "a russia feed on a law on bans": ("russia", "State Duma adopts law on suspension of bans", "", True),
    "a russia feed on a bill on banned movements": (
        "russia",
        "A way out",
        "Courts may lift the ban on organisations, says a draft.",
        True,
    ),
    "a russia feed on a law on a ban on goods": ("russia", "A bill would lift the ban on poultry imports", "", False),
    "a russia feed on a recognition": ("russia", "Not a vote, but applause: Duma hails recognition", "", True),
    "a russia feed on somebody's list": ("russia", "A list and its readers", "They sit in the State Duma.", True),
    "a russia feed on a list of agents": ("russia", "Duma deputies on the list of foreign agents", "", False),
    "a russia feed on a list of nobody's": ("russia", "A list of the best bakers in Tula", "", False),
    "a russia feed with somebody of theirs": ("russia", "Gul Hassan: 'I learned to like herring'", "", True),
    "an afghanistan feed with an opponent": (
        "afghanistan",
        "Ahmad Massoud: 'They will go'",
        "He spoke at length.",
        True,
    ),
    "an afghanistan feed with him below": ("afghanistan", "Snow in Panjshir", "Ahmad Massoud was born here.", False),
    "a world feed with a former president": ("world", "Five years on: Karzai has second thoughts", "", True),
    "a world feed with somebody of others": ("world", "Mao Ning on tariffs", "", False),
    "a russia feed on a ceremony": ("russia", "Putin accepts credentials of 20 ambassadors", "", True),
    "a russia feed with a briefing": ("russia", "Briefing by Spokeswoman Maria Zakharova, May 3", "", True),
    "a russia feed with an interview of others": ("russia", "Interview with the coach", "The season begins.", False),
    "a russia feed that tells of a briefing below": ("russia", "Oil rises", "Peskov told a briefing so.", False),
    "a world feed with a ministry's briefing": ("world", "Foreign Ministry's Regular Press Conference", "", True),
    "a world feed with a live page": ("world", "Afghanistan: what happened today - live blog", "", True),
    "a world feed with a live page on others": ("world", "Elections: live blog", "", False),
    "a russia feed with a briefing in Russian": ("russia", "Брифинг официального представителя МИД", "", True),
    "a russia feed with a forum of theirs": ("russia", "KazanForum: 188 agreements and one flag", "", True),
    "a russia feed with a forum of others": ("russia", "Forum of beekeepers in Tula", "", False),
    "a russia feed with the Moscow format": ("russia", "Moscow format consultations end", "", True),
    "an afghanistan feed with its ministry": ("afghanistan", "IEA Foreign Ministry on missions and visas", "", True),
    "an afghanistan feed with another ministry": ("afghanistan", "Foreign Ministry of Iran on water", "", False),
    "a world feed with the Afghan side and dealings": ("world", "Neighbors of Afghanistan meet in Anhui", "", True),
    "a world feed with the energy agency": ("world", "IEA sees talks on oil demand", "", False),
    "a russia feed that shortens a name": ("russia", "Talibs come to Kazan", "", True),
    "an afghanistan feed with a Russian word": ("afghanistan", "Moscow talks begin", "", True),
    "an afghanistan feed without": ("afghanistan", "Floods in Nangarhar", "A dozen people died.", False),
    "an afghanistan feed on recognition by whomever": (
        "afghanistan",
        "Envoy warns against recognising the Taliban",
        "",
        True,
    ),
    "an afghanistan feed on an embassy of others": ("afghanistan", "Taliban receive Qatar's ambassador", "", False),
    "an afghanistan feed about the Pakistani Taliban": (
        "afghanistan",
        "TTP attack",
        "Russian-made rifles used.",
        False,
    ),
    "a world feed with both": ("world", "Kremlin and Taliban", "", True),
    "a world feed with one side and the subject": ("world", "Taliban hope for recognition", "", True),
    "a world feed with one side only": ("world", "Taliban close music shops", "Traders protest.", False),
    "a world feed on another Moscow": ("world", "Moscow, Idaho, honors bakers", "They came from Boise.", False),
    "a russia feed in Russian": ("russia", "Талибы приехали в Казань", "", True),
    "an afghanistan feed in Dari": ("afghanistan", "سفر هیئت به مسکو", "", True),
    "a title in capitals": ("world", "TALIBAN ENVOY HANDS CREDENTIALS TO KREMLIN", "", True),
    "a title in capitals in Russian": ("russia", "ПОСОЛ ТАЛИБОВ ВРУЧИЛ ГРАМОТЫ", "", True),
    "capitals about something else": ("world", "ROBBERS FLEE MOSCOW BANK", "", False),
    "a word in the summary": ("russia", "Briefing", "The spokeswoman was asked about Afghanistan.", True),
}


@pytest.mark.parametrize("situation", ENTRIES)
def test_an_entry_may_matter_by_what_its_feed_does_not_cover_anyway(situation: str, lexicon: Lexicon) -> None:
    covers, title, summary, expected = ENTRIES[situation]
    interest = may_matter(_entry(title, summary), _feed(covers), lexicon)  # type: ignore[arg-type]
    assert bool(interest) is expected, interest.reason
    assert interest.reason


def test_the_reason_names_the_words_and_the_feed(lexicon: Lexicon) -> None:
    both = may_matter(_entry("Putin receives Taliban envoy", ""), _feed("russia"), lexicon)
    neither = may_matter(_entry("A bridge is opened", ""), _feed("world"), lexicon)
    assert both.reason == "names Putin, Taliban, envoy in a feed on russia"
    assert neither.reason == "a feed on world: names neither side, which is not enough"


def test_the_words_are_found_without_a_lexicon_at_hand() -> None:
    assert may_matter(_entry("Putin receives Taliban envoy", ""), _feed("russia"))


def _entry(title: str, summary: str) -> Entry:
    return Entry("key", "http://feed.example/rss", "http://a.example/1", title, summary, "Outlet", "en", None)


def _feed(covers: Covers) -> Feed:
    return Feed("http://feed.example/rss", "Outlet", "en", "xx", covers)
