"""What two judges hear of a statement becomes claims: which are told, on which rung, by whom, and how surely."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from extractors.claims import judge_claims
from extractors.claims.learned.hearing import hear
from extractors.claims.learned.passages import Passage
from extractors.claims.learned.transformer import POSITIONS, Heard, Prediction
from extractors.claims.learned.weighing import LEARNED, Heeded, Weights, certainty, heeded, likeliness, weighed
from extractors.claims.stances import MEANING
from extractors.lexicon import load_lexicon
from extractors.records import RUNGS, TOPICS, Article, Claim, Cue, Evidence, Position, Span, Speaker, Statement, Topic

from ...bench.marked import sentences_in

LEXICON = load_lexicon()
WEIGHTS = Weights(
    rungs={"claim": -1.0, "learned": 1.0, "learned rung": 1.0, "ruled named": 1.0, "rung named": 1.0},
    certainty={"always": -0.5, "likely": 0.5, "ruled": 0.5},
    said={"heard": 1.0, "construction": 1.0},
    claimed_from=0.5,
    narrative_from=0.7,
    said_from=0.4,
)
TEXT = (
    "Envoy Zamir Kabulov said that Russia would recognise the Taliban only when girls are back at school. "
    "The movement's cloth hangs over a gate in Moscow now."
)
SAID = "Russia would recognise the Taliban only when girls are back at school"


class Ears:
    """A judge that hears what it is told to, by the words a passage begins with; otherwise nothing."""

    def __init__(self, said: float = 0.9, **heard: Heard) -> None:
        self.said = said
        self.heard = heard

    def read(self, text: str, passages: Sequence[Passage]) -> dict[int, Prediction]:
        return {number: self._reading(text[each.content[0].start :]) for number, each in enumerate(passages)}

    def _reading(self, words: str) -> Prediction:
        found = {one.topic: one for start, one in self.heard.items() if words.startswith(start)}
        topics = tuple(found.get(topic, hears(topic, 0.0, "considering")) for topic in TOPICS)
        return Prediction(topics, self.said, 0.9)


def hears(topic: Topic, claimed: float, position: Position, party: str | None = "russia") -> Heard:
    rest = 0.2 / (len(POSITIONS) - 1)
    rungs = tuple((each, 0.8 if each == position else rest) for each in POSITIONS)
    return Heard(topic, claimed, rungs, ((party, 0.9), ("iea" if party != "iea" else "russia", 0.1)))


def reads(*topics: Heard, said: float = 0.9, voiced: float = 0.9) -> Prediction:
    return Prediction(topics, said, voiced)


def heard_in(text: str, ears: Ears, weights: Weights = WEIGHTS, odds: float = 0.0) -> tuple[Statement, ...]:
    """The statement of the envoy and what else is heard, the rules having judged before."""
    article = Article(None, None, None, None, "Synthetic Courier", None, "en", text)
    start, cue, name = text.index(SAID), text.index("said"), text.index("Zamir")
    speaker = Speaker("Zamir Kabulov", name, name + 13, "Zamir Kabulov", "zamir-kabulov")
    span = Span(start, start + len(SAID))
    said = Statement(speaker, Cue("said", cue, cue + 4), (span,), SAID, "indirect", odds=odds)
    drafts = judge_claims(article, [said], LEXICON, sentences_in(article.text))
    return hear(article, drafts, LEXICON, ears, weights).statements  # type: ignore[arg-type]


def test_what_both_hear_is_surer_than_what_one_does() -> None:
    agreed = heard_in(TEXT, Ears(Russia=hears("recognition", 0.9, "conditional")))[0].claims[0]
    apart = heard_in(TEXT, Ears(Russia=hears("recognition", 0.9, "opposes")))[0].claims[0]

    assert (agreed.topic, agreed.position) == ("recognition", "conditional")
    assert agreed.certainty > apart.certainty


def test_what_only_the_rules_hear_is_told_less_surely_or_not_at_all() -> None:
    deaf = replace(WEIGHTS, rungs={"claim": -1.0, "learned": 0.1, "learned rung": 0.1, "ruled named": 3.0})

    assert [each.claims for each in heard_in(TEXT, Ears())] == [()]
    told = heard_in(TEXT, Ears(), deaf)[0].claims
    agreed = heard_in(TEXT, Ears(Russia=hears("recognition", 0.99, "conditional")), deaf)[0].claims
    assert {claim.topic for claim in told} == {"recognition", "conditions"}
    assert max(claim.certainty for claim in told) < max(claim.certainty for claim in agreed)


def test_a_claim_that_no_row_names_says_so_and_points_at_the_words() -> None:
    found = heard_in(TEXT, Ears(Russia=hears("legitimacy", 0.99, "supports", "international-community")))
    (claim,) = found[0].claims

    assert (claim.topic, claim.position, claim.party) == ("legitimacy", "supports", "international-community")
    assert [(each.rule, each.text) for each in claim.evidence] == [(LEARNED, SAID)]


def test_a_sentence_of_the_outlets_own_is_told_only_where_it_is_heard_clearly() -> None:
    cloth = "The movement's cloth hangs over a gate in Moscow now."
    clear = heard_in(TEXT, Ears(The=hears("representation", 0.99, "done")))
    faint = heard_in(TEXT, Ears(The=hears("representation", 0.8, "done")))

    assert [(each.kind, each.speaker, each.text) for each in clear if each.claims] == [("narrative", None, cloth)]
    assert [each.kind for each in faint] == ["indirect"]


@pytest.mark.parametrize(
    ("words", "party"),
    [
        ("I say to the other states that the time has come to recognise the movement", "international-community"),
        ("I say to the other guests that the time has come to recognise the movement", "russia"),
    ],
)
def test_all_others_would_act_where_somebody_turns_to_them(words: str, party: str) -> None:
    article = Article(None, None, None, None, "Synthetic Courier", None, "en", f"Zamir Kabulov said: {words}.")
    start = article.text.index(words)
    speaker = Speaker("Zamir Kabulov", 0, 13, "Zamir Kabulov", "zamir-kabulov")
    said = Statement(speaker, None, (Span(start, start + len(words)),), words, "direct")
    ears = Ears(Zamir=hears("recognition", 0.99, "supports"), I=hears("recognition", 0.99, "supports"))

    (claim,) = hear(article, [said], LEXICON, ears, WEIGHTS).statements[0].claims  # type: ignore[arg-type]

    assert claim.party == party


def test_a_party_that_only_its_name_tells_is_read_from_the_words() -> None:
    words = "Uzbekistan will send an ambassador once it sees fit"
    text = TEXT.replace(SAID, words)
    article = Article(None, None, None, None, "Synthetic Courier", None, "en", text)
    start = text.index(words)
    said = Statement(None, None, (Span(start, start + len(words)),), words, "indirect")
    ears = Ears(Uzbekistan=hears("representation", 0.999, "considering", None))
    (claim,) = hear(article, [said], LEXICON, ears, WEIGHTS).statements[0].claims  # type: ignore[arg-type]

    assert claim.party == "uzbekistan"


@pytest.mark.parametrize(("ruled_for", "told"), [("uzbekistan", "uzbekistan"), ("russia", "international-community")])
def test_a_party_that_the_rules_name_is_told_where_no_words_name_another(ruled_for: str, told: str) -> None:
    words = "Yes, an ambassador will be sent in the spring"
    article = Article(None, None, None, None, "Synthetic Courier", None, "en", f"{words}, he said.")
    rule = Claim(
        "representation", "considering", ruled_for, "iea", False, True, None, (Evidence(8, 18, "ambassador", "row"),)
    )
    said = Statement(None, None, (Span(0, len(words)),), words, "indirect", claims=(rule,))
    ears = Ears(Yes=hears("representation", 0.999, "considering", None))
    (claim,) = hear(article, [said], LEXICON, ears, WEIGHTS).statements[0].claims  # type: ignore[arg-type]

    assert claim.party == told


@pytest.mark.parametrize(
    ("words", "topics"),
    [
        ("The hold of the movement is a reality that had to be recognised", []),
        ("The movement has to be recognised by its neighbours", ["recognition"]),
        ("The movement has waited for this day", ["recognition"]),
    ],
)
def test_a_topic_that_words_only_look_like_is_not_taken_from_the_learned_judge(words: str, topics: list[Topic]) -> None:
    article = Article(None, None, None, None, "Synthetic Courier", None, "en", f"{words}, he said.")
    said = Statement(None, None, (Span(0, len(words)),), words, "indirect")
    found = hear(article, [said], LEXICON, Ears(The=hears("recognition", 0.99, "done")), WEIGHTS).statements[0].claims  # type: ignore[arg-type]

    assert [claim.topic for claim in found] == topics


def test_a_stranger_with_a_name_is_surer_than_one_who_is_only_described() -> None:
    doubting = replace(WEIGHTS, certainty={"always": 1.0, "speaker described": -2.0})
    sure = {}
    for name in ("Ada Pellworth", "a passer-by"):
        text = f"{name} said: {SAID}."
        article = Article(None, None, None, None, "Synthetic Courier", None, "en", text)
        start = text.index(SAID)
        speaker = Speaker(name, 0, len(name), name, None)
        said = Statement(speaker, None, (Span(start, start + len(SAID)),), SAID, "indirect")
        ears = Ears(Russia=hears("recognition", 0.99, "conditional"))
        (claim,) = hear(article, [said], LEXICON, ears, doubting).statements[0].claims  # type: ignore[arg-type]
        sure[name] = claim.certainty
    assert sure == {"Ada Pellworth": 0.731, "a passer-by": 0.269}


def test_a_draft_that_neither_construction_nor_judge_takes_for_a_statement_is_none() -> None:
    ears = Ears(said=0.1, Russia=hears("recognition", 0.99, "conditional"))

    assert [each.kind for each in heard_in(TEXT, ears, odds=3.0)] == ["indirect"]
    assert [each for each in heard_in(TEXT, ears, odds=-1.0) if each.speaker] == []


def test_the_sentence_of_a_draft_that_is_none_is_the_outlets_own() -> None:
    clear = Ears(said=0.01, Russia=hears("recognition", 0.999, "conditional"))
    faint = Ears(said=0.01, Russia=hears("recognition", 0.6, "conditional"))
    whole = TEXT[: TEXT.index(" The movement")]

    assert [(each.kind, each.speaker, each.text) for each in heard_in(TEXT, clear)] == [("narrative", None, whole)]
    assert heard_in(TEXT, faint) == ()


def test_a_voice_that_is_doubted_makes_a_claim_less_certain() -> None:
    weights = replace(WEIGHTS, certainty={**WEIGHTS.certainty, "voiced": 0.5})
    surely, hardly = (
        next(heeded(ruled(), reads(hears("recognition", 0.9, "conditional"), voiced=share))) for share in (0.9, 0.2)
    )

    assert certainty(weighed(surely, weights), weights) > certainty(weighed(hardly, weights), weights)


def ruled() -> Statement:
    """The envoy's words with the rules' claims."""
    article = Article(None, None, None, None, "Synthetic Courier", None, "en", TEXT)
    start = TEXT.index(SAID)
    said = Statement(None, None, (Span(start, start + len(SAID)),), SAID, "indirect")
    return judge_claims(article, [said], LEXICON, sentences_in(article.text))[0]


def torn(premature: float) -> Heard:
    """Heard clearly as a claim on recognition, on one of two rungs."""
    rungs = {"conditional": 1 - premature, "premature": premature}
    return Heard("recognition", 0.9, tuple((each, rungs.get(each, 0.0)) for each in RUNGS), (("russia", 1.0),))


@pytest.mark.parametrize(("counts", "position"), [(0.0, "premature"), (1.0, "conditional")])
def test_the_rung_that_a_rule_names_counts_more_but_does_not_decide_alone(counts: float, position: Position) -> None:
    weights = replace(WEIGHTS, rungs={**WEIGHTS.rungs, "rung named": counts})
    (undecided,), (clear,) = (heeded(ruled(), reads(torn(share))) for share in (0.6, 0.9))

    assert weighed(undecided, weights).position == position
    assert weighed(clear, weights).position == "premature"


def test_a_claim_against_the_rules_rung_points_at_all_words_not_at_their_rows() -> None:
    (claim,) = (
        each
        for each in heard_in(TEXT, Ears(Russia=hears("recognition", 0.999, "opposes")), WEIGHTS)[0].claims
        if each.topic == "recognition"
    )

    assert claim.position == "opposes"
    assert [(each.rule, each.text) for each in claim.evidence] == [(LEARNED, SAID)]


@pytest.mark.parametrize("heard", [0.03, 0.5, 1.0])
def test_certainty_lies_between_nothing_and_all(heard: float) -> None:
    one = Heeded(Statement(None, None, (Span(0, 4),), "This", "direct"), hears("delisting", heard, "done"), None, 0.9)
    found = weighed(one, WEIGHTS)

    assert 0 < found.likely < found.claimed < 1
    assert 0 < certainty(found, WEIGHTS) < 1
    assert likeliness({"unheard of": 1e9, "claim": 1e9}, WEIGHTS.rungs) >= -30


def test_what_neither_hears_is_not_weighed() -> None:
    statement = Statement(None, None, (Span(0, 4),), "This", "direct")

    assert list(heeded(statement, reads(hears("delisting", 0.01, "done")))) == []


@pytest.mark.parametrize(
    ("row", "topics"), [(MEANING, {"recognition"}), ("premature.soon", {"recognition", "delisting"})]
)
def test_what_is_said_not_to_mean_another_thing_is_itself_not_claimed(row: str, topics: set[str]) -> None:
    words = "Striking them off does not mean recognition"
    rule = Claim("recognition", "premature", "russia", "iea", True, True, None, (Evidence(18, 43, words[18:], row),))
    said = Statement(None, None, (Span(0, len(words)),), words, "direct", claims=(rule,))
    reading = reads(hears("recognition", 0.9, "premature"), hears("delisting", 0.9, "premature"))

    assert {each.heard.topic for each in heeded(said, reading)} == topics


@pytest.mark.parametrize(
    ("row", "step", "position"),
    [
        ("premature.false-report", "done", "premature"),
        ("premature.denied", "done", "premature"),
        ("premature.denied", "considering", "premature"),
        ("premature.denied", "conditional", "conditional"),
        ("premature.soon", "done", "done"),
    ],
)
def test_what_is_called_a_false_report_is_no_step_forward_however_clearly_it_is_heard(
    row: str, step: Position, position: Position
) -> None:
    words = "reports that they have recognised them are false"
    rule = Claim("recognition", "premature", "russia", "iea", True, True, None, (Evidence(0, 7, words[:7], row),))
    said = Statement(None, None, (Span(0, len(words)),), words, "indirect", claims=(rule,))
    told = {step: 0.9, "premature": 0.05}
    rungs = tuple((each, told.get(each, 0.01)) for each in POSITIONS)
    heard = replace(hears("recognition", 0.9, step), rungs=rungs)

    assert weighed(Heeded(said, heard, rule, 0.9), WEIGHTS).position == position


@pytest.mark.parametrize(
    ("row", "step", "position"),
    [
        ("considering.not-excluded", "premature", "considering"),
        ("considering.not-excluded", "opposes", "considering"),
        ("considering.not-excluded", "conditional", "conditional"),
        ("considering.study", "premature", "premature"),
    ],
)
def test_what_is_not_ruled_out_is_no_step_back_however_clearly_it_is_heard(
    row: str, step: Position, position: Position
) -> None:
    words = "I do not rule out that they will be recognised"
    rule = Claim("recognition", "considering", "russia", "iea", True, True, None, (Evidence(2, 17, words[2:17], row),))
    said = Statement(None, None, (Span(0, len(words)),), words, "direct", claims=(rule,))
    told = {step: 0.9, "considering": 0.05}
    rungs = tuple((each, told.get(each, 0.01)) for each in POSITIONS)
    heard = replace(hears("recognition", 0.9, step), rungs=rungs)

    assert weighed(Heeded(said, heard, rule, 0.9), WEIGHTS).position == position
