"""An article's way through judgement into a real store: repeats, revisions, corrections, threads."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from extractors.lexicon import load_lexicon
from extractors.records import (
    Article,
    Claim,
    Evidence,
    Extraction,
    Filter,
    Position,
    Relevance,
    Span,
    Speaker,
    Statement,
)
from extractors.records.stored import Review
from flows.mail.message import Letterhead
from flows.passing.judging import Judgement, Provenance, judge_article
from flows.replay.playing import MemoryMailer
from flows.telling.delivery import deliver_due
from flows.telling.policy import Group, Policy, Readership
from storage.store import Store

NOW = datetime(2025, 4, 17, 12, 0, tzinfo=UTC)
ANN = "ann@example.org"
WORDS = load_lexicon()
Judge = Callable[..., Judgement]


@dataclass(frozen=True, slots=True)
class MarkedUp:
    """An extractor for texts that say of themselves what is claimed: ``Name [position certainty]: words`` a line.

    What stands behind " | " is not claimed.
    """

    def extract(self, article: Article) -> Extraction:
        """One statement a line; a text without any is irrelevant."""
        statements = tuple(statement for line in article.text.splitlines() if (statement := self._read(line, article)))
        return Extraction(article, Relevance(bool(statements), 1.0, (), "as marked"), statements)

    def _read(self, line: str, article: Article) -> Statement | None:
        name, found, rest = line.partition(" [")
        if not found:
            return None
        position, _, words = rest.partition("]: ")
        position, _, sure = position.partition(" ")
        start = article.text.index(line) + len(line) - len(words)
        words = words.partition(" | ")[0]
        rung: Any = position
        evidence = (Evidence(start, start + len(words), words, "marked"),)
        claim = Claim("delisting", rung, "russia", "iea", False, True, None, evidence, float(sure or 1))
        speaker = Speaker(name, 0, len(name), name, None)
        return Statement(speaker, None, (Span(start, start + len(words)),), words, "indirect", claims=(claim,))


@pytest.fixture
def judge(store: Store) -> Judge:
    """Judge a marked-up text as an article at an address, published when it is seen."""

    def run(
        text: str,
        number: int = 1,
        at: datetime = NOW,
        published: datetime | None = None,
        language: str = "en",
        **by: Any,
    ) -> Judgement:
        url, outlet = f"https://outlet{number}.example/story", f"Outlet {number}"
        article = Article(url, url, "A story", None, outlet, published or at, language, text)
        readers, read = Readership((ANN,), **by), MarkedUp().extract(article)
        return judge_article(read, readers, Provenance(), store=store, lexicon=WORDS, now=at)

    return run


def told(judgement: Judgement) -> list[tuple[str, str, Position]]:
    return [
        (alert.kind, one.claim.speaker_name, one.claim.position) for alert in judgement.alerts for one in alert.claims
    ]


def test_an_article_without_claims_is_stored_nowhere(judge: Judge, store: Store) -> None:
    judgement = judge("Nothing to see.")

    assert (judgement.stored, judgement.alerts) == (False, ())
    assert store.is_empty()


def test_the_same_revision_again_changes_nothing(judge: Judge, store: Store) -> None:
    assert judge("Orlov [supports]: the list must be shortened").stored
    again = judge("Orlov [supports]: the list must be shortened", at=NOW + timedelta(hours=1))

    assert (again.stored, again.alerts) == (False, ())
    assert len(store.deliveries(Filter())) == 1


def test_an_earlier_stand_told_beside_a_new_one_hides_no_shift(judge: Judge) -> None:
    judge("Orlov [premature 0.9]: the list is not talked of", at=NOW - timedelta(days=60))
    today = (
        "Orlov [considering 0.7]: the list is looked at\n"
        "Orlov [premature 0.95]: it was not talked of | he had insisted."
    )

    judgement = judge(today, number=2)

    assert told(judgement) == [("claims", "Orlov", "considering")]
    assert {one.claim.position: one.novelty.kind for one in judgement.judged} == {
        "considering": "shift",
        "premature": "repeat",
    }


def test_an_earlier_stand_told_beside_a_new_one_corrects_nothing(judge: Judge) -> None:
    today = "Orlov [supports 0.7]: the list must end\nOrlov [premature 0.95]: it was not talked of | he had insisted."
    judge(today)

    assert told(judge(today + "\nA word more.", number=2)) == []


def test_a_reprint_alerts_nobody_and_counts_as_a_report(judge: Judge, store: Store) -> None:
    first = judge("Orlov [supports]: the list of banned movements must be shortened at once")
    copy = judge("Orlov [supports]: the list of banned movements must be shortened at once", number=2)

    assert told(copy) == []
    reports = store.reports(first.judged[0].claim.id)
    assert reports is not None
    assert reports.outlets == ("Outlet 1", "Outlet 2")


def test_a_claim_that_appears_in_a_revision_is_told_and_the_old_ones_are_not(judge: Judge) -> None:
    judge("Orlov [supports]: the list must be shortened")
    revised = judge(
        "Orlov [supports]: the list must be shortened\nPetrova [opposes]: nothing of the kind will happen",
        at=NOW + timedelta(hours=1),
        published=NOW,
    )

    assert told(revised) == [("claims", "Petrova", "opposes")]


def test_a_claim_that_vanishes_from_an_article_is_taken_back_in_its_thread(judge: Judge, store: Store) -> None:
    judge("Orlov [decided]: the list has been shortened\nPetrova [supports]: it is time")
    revised = judge("Petrova [supports]: it is time", at=NOW + timedelta(hours=1), published=NOW)
    mailer = MemoryMailer()
    letterhead = Letterhead("watch@example.org")
    deliver_due(store, mailer, NOW + timedelta(hours=1), letterhead=letterhead, holder="test")

    assert told(revised) == [("correction", "Orlov", "decided")]
    first, correction = mailer.mails
    assert str(correction["Subject"]) == "[recognition-watch] Correction: Orlov: delisting decided — Outlet 1"
    assert correction["In-Reply-To"] == correction["References"] == first["Message-ID"]


def test_a_mail_about_an_edited_article_shows_what_was_edited(judge: Judge, store: Store) -> None:
    first = "Talks went on for an hour.\nOrlov [decided]: the list has been shortened\nNobody else spoke."
    judge(first)
    later = NOW + timedelta(hours=1)
    edited = first.replace("[decided]: the list has been shortened", "[premature]: the list has not been shortened")
    judge(edited, at=later, published=NOW)
    mailer = MemoryMailer()
    deliver_due(store, mailer, later, letterhead=Letterhead("watch@example.org"), holder="test")
    parts = [mail.get_body(("plain",)) for mail in mailer.mails]
    new, *edits = [str(part.get_content()) for part in parts if part]

    assert "What has changed" not in new
    assert len(edits) == 2
    for text in edits:
        assert "  was: Orlov [decided]: the list has been shortened" in text
        assert "  now: Orlov [premature]: the list has not been shortened" in text
        assert "Nobody else spoke" not in text


def test_of_two_readings_of_one_voice_the_surest_is_told(judge: Judge) -> None:
    judgement = judge("Orlov [done 0.3]: the list is shorter, they say\nOrlov [premature 0.9]: nothing was decided")

    assert told(judgement) == [("claims", "Orlov", "premature")]


def test_of_two_readings_that_are_about_as_sure_the_first_is_told(judge: Judge) -> None:
    judgement = judge("Orlov [premature 0.72]: it is early\nOrlov [considering 0.78]: others look into it")

    assert told(judgement) == [("claims", "Orlov", "premature")]


def test_a_clearly_surer_reading_of_a_voice_stands_before_its_first(judge: Judge) -> None:
    judgement = judge("Orlov [done 0.64]: a decision with partners\nOrlov [premature 0.75]: it is not about us")

    assert told(judgement) == [("claims", "Orlov", "premature")]


def test_of_what_a_voice_tells_as_settled_and_as_to_come_the_settled_is_told(judge: Judge) -> None:
    judgement = judge("Orlov [considering 0.7]: a judge will see to it\nOrlov [done 0.75]: the list is shortened")

    assert told(judgement) == [("claims", "Orlov", "done")]


def test_what_a_voice_tells_surer_as_to_come_is_told(judge: Judge) -> None:
    judgement = judge("Orlov [considering 0.75]: a judge will see to it\nOrlov [done 0.7]: the list is shortened")

    assert told(judgement) == [("claims", "Orlov", "considering")]


def test_an_outlet_that_another_cites_by_name_tells_of_an_act_that_is_known(judge: Judge) -> None:
    judge("Outlet 1 [done]: the court has lifted the ban")
    cited = judge("Outlet 1 [done]: the court took the side of the prosecutor", number=2, at=NOW + timedelta(days=1))

    assert told(cited) == []
    assert cited.judged[0].claim.voice == "medium"


def test_an_unsure_claim_is_not_told_and_hides_no_sure_one(judge: Judge) -> None:
    unsure = judge("Orlov [decided 0.3]: the list has been shortened")
    sure = judge("Orlov [decided 0.9]: the list has been shortened", number=2, at=NOW + timedelta(days=1))

    assert (told(unsure), told(sure)) == ([], [("claims", "Orlov", "decided")])


MISREAD = "Orlov [decided 0.64]: in work with partners is a decision on the list"
PLAIN = "Orlov [premature 0.95]: nobody has decided anything on the list"


def test_a_surer_reading_of_what_was_told_corrects_it_in_its_thread(judge: Judge, store: Store) -> None:
    judge(MISREAD)
    later = NOW + timedelta(hours=5)
    plain = judge(PLAIN, number=2, at=later)
    mailer = MemoryMailer()
    deliver_due(store, mailer, later, letterhead=Letterhead("watch@example.org"), holder="test")

    assert told(plain) == [("correction", "Orlov", "decided")]
    first, correction = mailer.mails
    assert str(correction["Subject"]) == "[recognition-watch] Correction: Orlov: delisting probably decided — Outlet 1"
    assert correction["In-Reply-To"] == first["Message-ID"]
    body = correction.get_body(("plain",))
    assert body is not None
    assert "delisting premature, not decided as Outlet 1 was read" in " ".join(body.get_content().split())


def test_the_record_is_corrected_with_what_was_told(judge: Judge, store: Store) -> None:
    judge(MISREAD)
    judge(PLAIN, number=2, at=NOW + timedelta(hours=5))

    assert {one.claim.outlet: one.read_as for one in store.claims(Filter())} == {
        "Outlet 1": "premature",
        "Outlet 2": None,
    }


def test_what_was_corrected_once_is_not_corrected_again(judge: Judge) -> None:
    judge(MISREAD)
    judge(PLAIN, number=2, at=NOW + timedelta(hours=5))
    again = judge("Orlov [premature 0.95]: there is no decision at all about it", number=3, at=NOW + timedelta(hours=9))

    assert told(again) == []


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Orlov [decided 0.95]: the list is shorter", "Orlov [premature 0.7]: hardly anything is decided"),
        ("Orlov [conditional 0.55]: once they keep their word", "Orlov [premature 0.95]: it is too early"),
        ("Orlov [decided 0.3]: in work is a decision", "Orlov [premature 0.95]: nobody has decided it"),
    ],
    ids=["a reading that is less sure", "a neighbouring rung", "what nobody was told"],
)
def test_a_reader_who_was_told_nothing_wrong_is_sent_no_correction(first: str, second: str, judge: Judge) -> None:
    judge(first)
    after = judge(second, number=2, at=NOW + timedelta(hours=5))

    assert [alert.kind for alert in after.alerts if alert.kind == "correction"] == []


def test_a_position_that_was_misread_is_no_history_to_shift_from(judge: Judge) -> None:
    judge(MISREAD)
    judge(PLAIN, number=2, at=NOW + timedelta(hours=5))
    later = NOW + timedelta(days=90)
    (moved,) = judge("Orlov [decided 0.95]: the papers are signed", number=3, at=later).judged

    assert (moved.novelty.kind, moved.novelty.nearest and moved.novelty.nearest.position) == ("shift", "premature")


def test_an_article_that_is_emptied_takes_everything_back(judge: Judge) -> None:
    judge("Orlov [decided]: the list has been shortened")
    emptied = judge("This article has been withdrawn.", at=NOW + timedelta(hours=1), published=NOW)

    assert told(emptied) == [("correction", "Orlov", "decided")]


def test_a_reversed_claim_is_taken_back_and_its_reversal_is_told(judge: Judge) -> None:
    judge("Orlov [decided]: the list has been shortened")
    revised = judge("Orlov [premature]: the list has not been shortened", at=NOW + timedelta(hours=1), published=NOW)

    assert ("correction", "Orlov", "decided") in told(revised)
    assert ("claims", "Orlov", "premature") in told(revised)


def test_a_shift_replies_to_the_mail_of_what_it_shifted_from(judge: Judge, store: Store) -> None:
    judge("Orlov [premature]: it is too early for that")
    later = NOW + timedelta(days=90)
    judge("Orlov [decided]: the papers are signed", number=2, at=later)
    mailer = MemoryMailer()
    deliver_due(store, mailer, later, letterhead=Letterhead("watch@example.org"), holder="test")

    assert mailer.mails[1]["In-Reply-To"] == mailer.mails[0]["Message-ID"]


def test_a_name_that_a_reviewer_has_explained_is_that_actor_from_then_on(judge: Judge, store: Store) -> None:
    (first,) = judge("Mr Kabuloff [premature]: it is too early for that").judged
    store.review(Review(first.claim.id, "wrong_speaker", "ann", NOW, speaker="zamir-kabulov"))
    (second,) = judge("Mr Kabuloff [premature]: it is still not the time", number=2, at=NOW + timedelta(days=90)).judged

    assert second.claim.actor == "zamir-kabulov"
    assert (second.novelty.kind, second.novelty.nearest and second.novelty.nearest.id) == ("restated", first.claim.id)


def test_a_claim_that_a_reviewer_rejected_no_longer_counts(judge: Judge, store: Store) -> None:
    (first,) = judge("Orlov [premature]: it is too early for that").judged
    store.review(Review(first.claim.id, "not_a_claim", "ann", NOW))
    (second,) = judge("Orlov [premature]: it is too early for that", number=2, at=NOW + timedelta(days=9)).judged

    assert second.novelty.kind == "new"


def test_a_copy_under_a_reworded_lead_alerts_nobody(judge: Judge) -> None:
    rest = "\n".join(
        f"Paragraph {number} tells of flour, railways and the price of onions there." for number in range(9)
    )
    judge(f"Ministry [considering]: it is examining with others whether the list can be shortened\n{rest}")
    copy = judge(f"Mr Kabuloff [considering]: the list is looked into with others by the ministry\n{rest}", number=2)

    assert told(copy) == []
    assert "in a copy of Outlet 1" in copy.judged[0].novelty.reason


def test_what_a_copy_adds_is_told(judge: Judge) -> None:
    rest = "\n".join(
        f"Paragraph {number} tells of flour, railways and the price of onions there." for number in range(9)
    )
    judge(f"Ministry [considering]: it is examining with others whether the list can be shortened\n{rest}")
    copy = judge(f"{rest}\nPetrova [opposes]: nothing of the kind will happen while I am here", number=2)

    assert told(copy) == [("claims", "Petrova", "opposes")]


ENGLISH = Group(name="english", recipients=(ANN,), languages=("en",))
RUSSIAN = Group(name="russian", recipients=("bob@example.org",), languages=("ru",))
BY_LANGUAGE = Policy(groups=(ENGLISH, RUSSIAN))


@pytest.mark.parametrize(("language", "reader"), [("en", ANN), ("ru", "bob@example.org")])
def test_a_correction_goes_to_those_who_read_the_language_of_what_it_takes_back(
    language: str, reader: str, judge: Judge, store: Store
) -> None:
    judge("Orlov [decided]: the list has been shortened", language=language, policy=BY_LANGUAGE)
    later = NOW + timedelta(hours=1)
    judge("This article has been withdrawn.", at=later, published=NOW, language=language, policy=BY_LANGUAGE)

    assert [(one.alert.kind, one.recipient) for one in store.deliveries(Filter())] == [
        ("correction", reader),
        ("claims", reader),
    ]


def test_a_follow_up_replies_only_to_a_mail_that_its_reader_got(judge: Judge, store: Store) -> None:
    def told(position: str, number: int, language: str) -> dict[str, str | None]:
        """Who is told of a shift, and in reply to what."""
        at = NOW + timedelta(days=60 * number)
        judge(f"Orlov [{position}]: words {number}", number, at, language=language, policy=BY_LANGUAGE)
        return {one.recipient: one.in_reply_to for one in store.deliveries(Filter(since=at))}

    assert told("premature", 1, "ru") == {"bob@example.org": None}
    assert told("supports", 2, "en") == {ANN: None}
    (first,) = (one.message_id for one in store.deliveries(Filter()) if one.recipient == ANN)
    assert told("done", 3, "en") == {ANN: first}


def test_a_correction_goes_only_to_those_whom_its_claims_concern(judge: Judge, store: Store) -> None:
    done = Group(name="done", recipients=("done@example.org",), positions=("done",))
    against = Group(name="against", recipients=("against@example.org",), positions=("opposes",))
    policy = Policy(groups=(done, against))
    judge("Orlov [done]: the list has been shortened", policy=policy)
    text = "Petrova [opposes]: nothing of the kind will happen"
    judge(text, at=NOW + timedelta(hours=1), published=NOW, policy=policy)

    assert {(one.alert.kind, one.recipient) for one in store.deliveries(Filter())} == {
        ("claims", "done@example.org"),
        ("correction", "done@example.org"),
        ("claims", "against@example.org"),
    }
