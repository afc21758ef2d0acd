"""What an alert's mail says and carries, on named situations."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from extractors.errors import DeliveryError
from extractors.records import RUNGS, Alert, Delivery, JudgedClaim, Novelty, Position
from extractors.records.stored import Reports
from flows.mail.highlight import pieces
from flows.mail.ladder import ladder_png
from flows.mail.message import Letterhead, browser_page, keep_mails, render

from .conftest import CLAIM

Make = Callable[..., Delivery]
HEADERS = {
    "From",
    "To",
    "Subject",
    "Date",
    "Message-ID",
    "List-Id",
    "Auto-Submitted",
    "X-Auto-Response-Suppress",
    "MIME-Version",
    "Content-Type",
}
LETTERHEAD = Letterhead("watch@example.org", "Europe/Berlin")
ALERTS = sorted((Path(__file__).parent / "alerts").glob("*.yaml"))


def parsed(delivery: Delivery) -> EmailMessage:
    message = render(delivery, LETTERHEAD, delivery.alert.created_at)
    return message_from_bytes(message.as_bytes(), policy=default)


def body(message: EmailMessage, kind: str) -> str:
    part = message.get_body((kind,))
    assert part is not None
    return str(part.get_content()).replace("\r\n", "\n")


@pytest.mark.parametrize("path", ALERTS, ids=[path.stem for path in ALERTS])
def test_the_text_of_a_mail_is_as_expected(path: Path, delivery_of: Make) -> None:
    text = body(parsed(delivery_of(path)), "plain")

    assert text == path.with_suffix(".txt").read_text(encoding="utf-8")


@pytest.mark.parametrize("path", ALERTS, ids=[path.stem for path in ALERTS])
def test_the_html_shows_every_claim_with_its_ladder(path: Path, delivery_of: Make) -> None:
    message = parsed(delivery_of(path))
    html = body(message, "html")
    pictures = {
        str(part["Content-ID"]).strip("<>") for part in message.walk() if part.get_content_maintype() == "image"
    }

    assert html.count("<mark>") >= 1
    assert pictures == {"ladder0", "ladder1"}
    assert all(f"cid:{picture}" in html for picture in pictures)


def test_a_shift_shows_the_rung_before_and_after_in_its_subject(delivery_of: Make) -> None:
    shift = next(path for path in ALERTS if path.stem.startswith("shift"))

    assert "delisting supports → decided +1 more — River Gazette" in str(parsed(delivery_of(shift))["Subject"])


@pytest.mark.parametrize(
    ("certainty", "line"),
    [
        (0.95, "delisting: decided\n"),
        (0.8, "delisting: decided\n"),
        (0.7, "delisting: probably decided\n"),
        (0.3, "delisting: possibly decided\n"),
    ],
)
def test_what_is_less_than_sure_is_said_in_words(certainty: float, line: str, delivery_of: Make) -> None:
    assert line in body(parsed(delivery_of(position="decided", certainty=certainty)), "plain")


def test_a_digest_tells_apart_what_is_sure_what_may_be_misread_and_what_was_known(delivery_of: Make) -> None:
    delivery = delivery_of()
    told = [
        JudgedClaim(replace(delivery.alert.claims[0].claim, id=kind + str(sure), certainty=sure), Novelty(kind, "why"))
        for kind, sure in (("restated", 0.2), ("new", 0.3), ("new", 0.7), ("shift", 0.9))
    ]
    digest = replace(delivery.alert, kind="digest", title="Digest", claims=tuple(told))
    lines = body(parsed(replace(delivery, alert=digest)), "plain").splitlines()

    headings = [line for line in lines if line.partition(": ")[2].isdigit()]
    assert headings == ["Shift: 1", "New: 1", "Possible, and perhaps misread: 1", "Restated: 1"]


def test_an_articles_own_other_reading_is_no_report_that_differs(delivery_of: Make) -> None:
    delivery = delivery_of(position="decided")
    mine = delivery.alert.claims[0]
    other = JudgedClaim(replace(mine.claim, id="other", position="considering"), mine.novelty)
    reports = {mine.claim.id: Reports(mine, (other,), ("River Gazette",), 1)}
    message = render(delivery, LETTERHEAD, delivery.alert.created_at, reports)

    assert "Reported differently" not in body(message, "plain")


def test_what_is_not_sure_is_told_so_in_the_subject(delivery_of: Make) -> None:
    subjects = [str(parsed(delivery_of(position="decided", certainty=sure))["Subject"]) for sure in (0.9, 0.7, 0.5)]

    assert [subject.partition("delisting ")[2].partition(" —")[0] for subject in subjects] == [
        "decided",
        "probably decided",
        "possibly decided",
    ]


def test_the_time_of_seeing_is_told_only_where_it_was_late(delivery_of: Make) -> None:
    published = CLAIM.published_at
    assert published is not None
    late, soon = (delivery_of(seen_at=published + timedelta(hours=hours)) for hours in (30, 3))

    assert "Seen " in body(parsed(late), "plain")
    assert "Seen " not in body(parsed(soon), "plain")


@pytest.mark.parametrize("kind", ["plain", "html"])
def test_claims_are_linked_to_where_there_are_pages(delivery_of: Make, kind: str) -> None:
    delivery = delivery_of(next(path for path in ALERTS if path.stem == "shift-and-unconfirmed"))
    address = f"https://pages.example/claims/{delivery.alert.claims[0].claim.id}"
    with_pages = render(delivery, replace(LETTERHEAD, pages="https://pages.example"), delivery.alert.created_at)
    assert address in body(message_from_bytes(with_pages.as_bytes(), policy=default), kind)
    assert "/claims/" not in body(parsed(delivery), kind)


def test_mails_are_kept_as_they_came_and_as_pages(delivery_of: Make, tmp_path: Path) -> None:
    keep_mails([parsed(delivery_of())], tmp_path / "mails")

    assert sorted(path.name for path in (tmp_path / "mails").iterdir()) == ["01.eml", "01.html"]
    assert "cid:" not in (tmp_path / "mails" / "01.html").read_text(encoding="utf-8")


def test_a_report_that_reads_otherwise_is_shown_as_such(delivery_of: Make) -> None:
    delivery = delivery_of(position="decided")
    mine = delivery.alert.claims[0]
    other = JudgedClaim(
        replace(mine.claim, id="other", outlet="Lake Post", url="https://lake.example/1", position="considering"),
        mine.novelty,
    )
    reports = {mine.claim.id: Reports(mine, (other,), ("River Gazette", "Lake Post"), 2)}
    message = render(delivery, LETTERHEAD, delivery.alert.created_at, reports)

    for kind in ("plain", "html"):
        assert "Reported differently: Lake Post has considering." in body(message, kind)


def test_no_rule_of_the_style_stands_twice(delivery_of: Make) -> None:
    style = body(parsed(delivery_of(ALERTS[0])), "html").partition("<style>")[2].partition("</style>")[0]
    rules = [rule for line in style.splitlines() if line.startswith(".") for rule in line.split(" .")]
    assert rules
    assert len(rules) == len(set(rules))


def test_a_browser_can_show_a_mail_without_the_mail(delivery_of: Make) -> None:
    page = browser_page(parsed(delivery_of(ALERTS[0])))

    assert page is not None
    assert "cid:" not in page
    assert page.count("data:image/png;base64,") == 2


def test_the_headers_are_those_of_an_automatic_list_mail(delivery_of: Make) -> None:
    message = parsed(delivery_of(ALERTS[-1]))

    assert (
        message["Subject"] == "[recognition-watch] Zamir Kabulov: delisting supports → decided +1 more — River Gazette"
    )
    assert message["Message-ID"] == "<0123@recognition-watch>"
    assert message["Date"] == "Sat, 05 Oct 2024 09:34:00 +0200"
    assert message["Auto-Submitted"] == "auto-generated"
    assert "<alerts.recognition-watch>" in message["List-Id"]
    assert (message["From"], message["To"]) == ("recognition-watch <watch@example.org>", "editor@example.org")


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("Envoy\r\nBcc: all@example.org", "Envoy Bcc: all@example.org"),
        ("Envoy\u2028\x00X", "Envoy X"),
        ("\u202eyovnE", "YovnE"),
        ("  spaced \t out ", "Spaced out"),
        ("Посол", "Посол"),
    ],
)
def test_a_name_cannot_write_headers(name: str, shown: str, delivery_of: Make) -> None:
    message = parsed(delivery_of(speaker_name=name))

    assert message["Subject"] == f"[recognition-watch] {shown}: delisting supports — River Gazette"
    assert message["Bcc"] is None


@settings(deadline=None)  # a busy machine makes no mail wrong
@given(name=st.text(max_size=300), outlet=st.text(max_size=60), words=st.text(max_size=300))
def test_no_foreign_text_breaks_a_mail(name: str, outlet: str, words: str) -> None:
    one = replace(CLAIM, speaker_name=name, outlet=outlet, words=words, context=f"… {words} …", title=words)
    alert = Alert("a", one.seen_at, one.url, outlet, words, None, (JudgedClaim(one, Novelty("new", name)),))
    message = parsed(Delivery(alert, "editor@example.org", "<0123@recognition-watch>", "waiting", 0, one.seen_at))

    assert sorted(set(message.keys())) == sorted(HEADERS)
    assert "\n" not in str(message["Subject"])
    assert [part.get_content_type() for part in message.walk()] == [
        "multipart/alternative",
        "text/plain",
        "multipart/related",
        "text/html",
        "image/png",
    ]


def test_a_long_name_leaves_room_for_the_outlet(delivery_of: Make) -> None:
    subject = parsed(delivery_of(speaker_name="A very long name " * 40))["Subject"]

    assert len(subject) <= 180
    assert subject.endswith(" — River Gazette")


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "data:text/html,x", "mailto:a@b.example", "river.example/1", ""]
)
def test_only_web_addresses_become_links(url: str, delivery_of: Make) -> None:
    assert 'class="button"' not in body(parsed(delivery_of(url=url)), "html")


def test_foreign_text_is_escaped(delivery_of: Make) -> None:
    html = body(parsed(delivery_of(title="<script>alert(1)</script>", words="a <b> & c", context="a <b> & c")), "html")

    assert "<script" not in html
    assert "<mark>a &lt;b&gt; &amp; c</mark>" in html


@pytest.mark.parametrize(
    "recipient", ["", "nobody", "a@", "a@[", "a@b@c", "a b@c.example", "a@b.example\r\nBcc: c@d.example"]
)
def test_what_is_no_address_is_refused_for_good(recipient: str, delivery_of: Make) -> None:
    with pytest.raises(DeliveryError) as raised:
        render(delivery_of(recipient=recipient), LETTERHEAD, delivery_of().alert.created_at)

    assert raised.value.permanent


@pytest.mark.parametrize(
    ("words", "paragraph", "marked"),
    [
        ("in one piece", "It is in one piece, he said.", ["in one piece"]),
        ("This must be done", "“This,” he said, “must be done.”", ["must be done"]),
        (
            "Lists come first and recognition comes last",
            "“Lists come first,” he said, “and recognition comes last.”",
            ["Lists come first", "and recognition comes last"],
        ),
        ("not there at all", "Something else.", ["not there at all"]),
    ],
)
def test_the_claims_words_are_marked_in_their_paragraph(words: str, paragraph: str, marked: list[str]) -> None:
    assert [piece.text for piece in pieces(words, paragraph) if piece.marked] == marked


@pytest.mark.parametrize("position", RUNGS)
@pytest.mark.parametrize("before", [None, "opposes", "done"])
def test_the_ladder_is_a_picture_of_twice_its_shown_size(position: Position, before: Position | None) -> None:
    picture = Image.open(BytesIO(ladder_png(position, before)))

    assert picture.size == (680, 156)
    assert picture.getbbox() is not None
