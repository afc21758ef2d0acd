"""Which claims make an article relevant that its words alone leave out, on claims made by hand. Synthetic."""

from __future__ import annotations

from typing import Any

import pytest

from extractors.lexicon import Lexicon, load_lexicon
from extractors.records import Article, Claim, Relevance, Span, Speaker, Statement
from extractors.relevance.by_claims import may_claim, relevant_by_claims
from extractors.relevance.by_names import judge_relevance

from ...bench.marked import sentences_in

NOT = Relevance(False, 0.1, (), "not on their relation")


@pytest.fixture(scope="module")
def lexicon() -> Lexicon:
    return load_lexicon()


def _article(text: str, language: str | None = "en") -> Article:
    return Article(None, None, "News of the day", None, None, None, language, text)


def _heard(text: str, said: str, lexicon: Lexicon, times: int = 1, **how: Any) -> Relevance:
    """Relevance by a claim that is made in the words ``said`` of a text, so many times."""
    told = {"topic": "recognition", "position": "supports", "party": "russia", "certainty": 1.0} | how
    speaker = Speaker("he", 0, 2, "he", told["speaker"]) if "speaker" in told else None
    claim = Claim(told["topic"], told["position"], told["party"], "iea", False, True, None, (), told["certainty"])
    start = text.index(said)
    statement = Statement(speaker, None, (Span(start, start + len(said)),), said, "indirect", claims=(claim,))
    article = _article(text)
    return relevant_by_claims(NOT, (statement,) * times, article, lexicon, sentences_in(article.text))


BOTH = "Rain fell. Russia should recognise the Taliban, he said. Rain fell."
BESIDE = "Rain fell on the Taliban. Russia should recognise them, he said. Rain fell."
BEHIND = "Rain fell. Russia should recognise them, he said. Rain fell on Kabul."
FAR = "Rain fell on the Taliban. Rain fell. Russia should recognise them, he said."
BEFORE = "Rain fell on Russia. They should recognise the Taliban, he said. Rain fell."
WITHOUT = "Rain fell on Russia. Rain fell. They should recognise the Taliban, he said."
ANOTHER = (
    "Russia may take Hamas off its list. It is too early for that, he said. The law was once linked to the Taliban."
)
AMONG = "Russia may take Hamas off its list, and the Taliban too. It is too early for that, he said."
ALONE = "Rain fell. Russia should recognise them, he said. Rain fell."
# How sure a claim must be, by what its sentence and its neighbours name; None where no certainty is enough.
ASKED = {
    "both sides in its sentence": (BOTH, "Russia should recognise the Taliban", 0.15),
    "the Afghan side in the sentence before": (BESIDE, "Russia should recognise them", 0.6),
    "the Afghan side in the sentence behind": (BEHIND, "Russia should recognise them", 0.6),
    "the Afghan side two sentences away": (FAR, "Russia should recognise them", 0.6),
    "the Afghan side nowhere": (ALONE, "Russia should recognise them", None),
    "the Russian side only in the sentence before": (BEFORE, "They should recognise the Taliban", 0.6),
    "another movement, before the Afghan side is named": (ANOTHER, "It is too early for that", None),
    "another movement and the Afghan side": (AMONG, "It is too early for that", 0.6),
    "the Russian side two sentences away": (WITHOUT, "They should recognise the Taliban", None),
}


@pytest.mark.parametrize("situation", ASKED)
def test_how_sure_a_claim_must_be_depends_on_who_is_named_around_it(situation: str, lexicon: Lexicon) -> None:
    text, said, asked = ASKED[situation]
    for certainty in (0.01, 0.14, 0.15, 0.59, 0.6, 0.99):
        found = _heard(text, said, lexicon, certainty=certainty)
        assert found.relevant is (asked is not None and certainty >= asked), certainty


def test_who_speaks_for_russia_need_not_name_it(lexicon: Lexicon) -> None:
    said = "They should recognise the Taliban"
    assert _heard(WITHOUT, said, lexicon, speaker="dmitry-peskov", certainty=0.99).relevant
    assert not _heard(WITHOUT, said, lexicon, speaker="zabihullah-mujahid", certainty=0.99).relevant


def test_a_claim_that_counts_is_told_in_the_reason_and_gives_the_least_score(lexicon: Lexicon) -> None:
    found = _heard(BOTH, "Russia should recognise the Taliban", lexicon)
    assert found.reason == "not on their relation; but it is claimed: 'Russia should recognise the Taliban'"
    assert found.score == 0.5


def test_long_words_are_cut_in_the_reason(lexicon: Lexicon) -> None:
    said = "Russia should recognise the Taliban " + "at last " * 20
    found = _heard(f"{said}, he said.", said, lexicon)
    told = found.reason.partition("claimed: ")[2].strip("'")
    assert told.endswith("at…")
    assert len(told) in range(70, 82)


OTHERS = {
    "a claim on somebody else": {"party": "kazakhstan"},
    "a claim that never alerts": {"topic": "engagement"},
    "a claim that nobody holds for true": {"certainty": 0.0},
}


@pytest.mark.parametrize("situation", OTHERS)
def test_what_would_alert_nobody_makes_nothing_relevant_alone(situation: str, lexicon: Lexicon) -> None:
    how = {"certainty": 0.99} | OTHERS[situation]
    assert _heard(BOTH, "Russia should recognise the Taliban", lexicon, **how) is NOT


# Two claims on another state, as sure as this.
TOGETHER = {
    "as sure as one that is certain": (BOTH, {"certainty": 0.5}, True),
    "less sure than that": (BOTH, {"certainty": 0.49}, False),
    "on what never alerts": (BOTH, {"topic": "engagement", "certainty": 0.5}, True),
    "three that are hardly sure": (BOTH, {"certainty": 0.34, "times": 3}, True),
    "where Russia is not named": (BOTH.replace("Russia", "Tashkent"), {}, False),
    "where the Afghan side is not named": (BOTH.replace("the Taliban", "them"), {}, False),
    "of another movement": (ANOTHER.replace("It is too early for that", "They should recognise them"), {}, False),
}


@pytest.mark.parametrize("situation", TOGETHER)
def test_all_claims_count_together_where_both_sides_are_named(situation: str, lexicon: Lexicon) -> None:
    text, how, relevant = TOGETHER[situation]
    told = {"party": "uzbekistan", "times": 2} | how
    said = text[text.index("should recognise") :].partition(",")[0]
    assert _heard(text, said, lexicon, **told).relevant is relevant


WORTH = {
    "both sides, and Russia with the subject in one sentence": (
        "Russia may recognise them. Rain fell. The Taliban slept.", "en", True,
    ),
    "no language known": ("Russia may recognise them. Rain fell. The Taliban slept.", None, True),
    "another language": ("Russia may recognise them. Rain fell. The Taliban slept.", "de", False),
    "Russia beside the subject": ("Russia slept. They recognise the Taliban.", "en", True),
    "the Afghan side with the subject": ("Russia slept. Rain fell. They recognise the Taliban.", "en", True),
    "both sides apart from the subject": (
        "Russia slept. Rain fell. They recognise them. Rain fell. The Taliban slept.", "en", False,
    ),
    "one side alone": ("Russia may recognise them. Rain fell.", "en", False),
    "an embassy that is only a place": (
        "The Russian embassy in Kabul was cold. Rain fell. The Taliban slept.", "en", False,
    ),
}  # fmt: skip


@pytest.mark.parametrize("situation", WORTH)
def test_an_article_is_worth_hearing_where_russia_stands_beside_the_subject(situation: str, lexicon: Lexicon) -> None:
    text, language, worth = WORTH[situation]
    article = _article(text, language)
    assert may_claim(article, judge_relevance(article, lexicon), lexicon) is worth
