"""Delivery from a real store through a real SMTP server on loopback, on named situations."""

from __future__ import annotations

import random
import ssl
from collections.abc import Callable
from datetime import datetime, timedelta
from email.message import EmailMessage
from pathlib import Path

import pytest

from extractors.errors import DeliveryError
from extractors.records import Alert, Delivery, Filter
from flows.demo.mail_catcher import MailCatcher, Manners
from flows.mail.channels import Dispatch
from flows.mail.message import Letterhead
from flows.mail.transports import BoundedMailer, FolderMailer, Mailer, SmtpMailer, Tls
from flows.passing.workings import MOST_TIMEOUTS, mailer_of
from flows.runtime.delivery_report import DeliveryReport
from flows.settings.model import MailSettings, Settings
from flows.telling.delivery import RetryRule, deliver_due, next_attempt
from storage.store import Store

from ...hook_catcher import Receiver, receiver

__all__ = ["receiver"]

ANN, BOB = "ann@example.org", "bob@example.org"
Put = Callable[..., Alert]
Send = Callable[..., DeliveryReport]


@pytest.fixture
def send(store: Store, now: datetime, letterhead: Letterhead) -> Send:
    def deliver(mailer: Mailer, later: timedelta = timedelta(), rule: RetryRule | None = None) -> DeliveryReport:
        return deliver_due(store, mailer, now + later, letterhead=letterhead, holder="test", rule=rule)

    return deliver


def mailer_for(catcher: MailCatcher, tls: Tls = "none", user: str = "", password: str = "") -> SmtpMailer:
    return SmtpMailer(catcher.host, catcher.port, tls, user, password, timeout_s=5, sender="watch@example.org")


def test_each_recipient_gets_a_mail_of_their_own(put_alert: Put, send: Send) -> None:
    put_alert(ANN, BOB)
    with MailCatcher() as catcher:
        report = send(mailer_for(catcher))

    assert [mail.recipients for mail in catcher.mails] == [(ANN,), (BOB,)]
    assert len({str(mail.message["Message-ID"]) for mail in catcher.mails}) == 2
    assert [one.recipient for one in report.sent] == [ANN, BOB]
    assert report.all_went_well


def test_a_webhook_that_is_down_is_tried_again_under_the_same_id(
    put_alert: Put, send: Send, receiver: Receiver, tmp_path: Path
) -> None:
    put_alert("channel:desk")
    address = f"webhook+http://127.0.0.1:{receiver.server_address[1]}/#whsec_{'a' * 32}"
    dispatch = Dispatch(FolderMailer(tmp_path), {"desk": address})
    receiver.status = 503
    (failed,) = send(dispatch).failed
    assert failed.error == "channel:desk: 127.0.0.1 answered 503"
    receiver.status = 204
    assert len(send(dispatch, timedelta(hours=2)).sent) == 1
    assert send(dispatch, timedelta(hours=3)) == DeliveryReport()
    (first, _), (second, _) = receiver.got
    assert first["webhook-id"] == second["webhook-id"]


def test_what_was_sent_is_not_sent_again(put_alert: Put, send: Send) -> None:
    put_alert(ANN)
    with MailCatcher() as catcher:
        send(mailer_for(catcher))
        again = send(mailer_for(catcher), timedelta(days=1))

    assert len(catcher.mails) == 1
    assert again == DeliveryReport()


def test_a_refused_recipient_keeps_no_mail_from_the_others(put_alert: Put, send: Send, store: Store) -> None:
    put_alert(ANN, BOB)
    put_alert(ANN, BOB, number=2)
    with MailCatcher(Manners(refuse=frozenset({ANN}))) as catcher:
        report = send(mailer_for(catcher))

    assert [mail.recipients for mail in catcher.mails] == [(BOB,), (BOB,)]
    assert [one.recipient for one in report.failed] == [ANN, ANN]
    assert report.failed[0].error == f"{ANN}: refused by 127.0.0.1: 550 5.1.1 no such mailbox here"
    waiting = [one for one in store.deliveries(Filter()) if one.status == "waiting"]
    assert [(one.recipient, one.attempts) for one in waiting] == [(ANN, 1), (ANN, 1)]


def test_a_connection_dropped_after_data_is_tried_again_with_the_same_message_id(put_alert: Put, send: Send) -> None:
    put_alert(ANN)
    with MailCatcher(Manners(drop_after_data=1)) as catcher:
        first = send(mailer_for(catcher))
        at_once = send(mailer_for(catcher))
        later = send(mailer_for(catcher), timedelta(minutes=5))

    assert "broke the connection" in first.failed[0].error
    assert at_once == DeliveryReport()
    assert len(later.sent) == 1
    assert len({str(mail.message["Message-ID"]) for mail in catcher.mails}) == 1
    assert len(catcher.mails) == 2


def test_a_mail_is_given_up_after_the_set_time_and_says_so(put_alert: Put, send: Send, store: Store) -> None:
    put_alert(ANN)
    with MailCatcher(Manners(refuse=frozenset({ANN}))) as catcher:
        report = send(mailer_for(catcher), timedelta(days=3))

    assert [one.recipient for one in report.given_up] == [ANN]
    assert not report.all_went_well
    assert [one.status for one in store.deliveries(Filter())] == ["given_up"]


def test_an_impossible_address_is_given_up_at_once(put_alert: Put, send: Send) -> None:
    put_alert("nobody at all", BOB)
    with MailCatcher() as catcher:
        report = send(mailer_for(catcher))

    assert [one.recipient for one in report.given_up] == ["nobody at all"]
    assert [mail.recipients for mail in catcher.mails] == [(BOB,)]


def test_a_server_that_never_answers_is_left_after_the_time_out(put_alert: Put, send: Send) -> None:
    put_alert(ANN)
    with MailCatcher(Manners(silent=True)) as catcher:
        report = send(SmtpMailer(catcher.host, catcher.port, "none", timeout_s=0.2, sender="watch@example.org"))

    assert "timed out" in report.failed[0].error


def test_a_server_that_hangs_costs_a_pass_only_a_few_time_outs(put_alert: Put, send: Send, store: Store) -> None:
    for number in range(12):
        put_alert("editor@example.org", number=number)
    with MailCatcher(Manners(silent=True)) as catcher:
        mail = MailSettings(host=catcher.host, port=catcher.port, tls="none", timeout_s=0.2)
        report = send(mailer_of(Settings(mail=mail)))
    tried = [one for one in report.failed if "not tried" not in one.error]
    assert len(report.failed) == 12
    assert 1 <= len(tried) <= MOST_TIMEOUTS
    assert {one.attempts for one in store.deliveries(Filter())} == {1}


def test_only_what_takes_long_and_fails_uses_up_the_bound() -> None:
    clock = iter(range(0, 100, 4))

    class Refusing:
        tried = 0

        def send(self, _message: EmailMessage, recipient: str) -> None:
            self.tried += 1
            raise DeliveryError(recipient, "450 later")

    mailer, message = Refusing(), EmailMessage()
    quick = BoundedMailer(mailer, 1.0, lambda: 7.0)
    slow = BoundedMailer(mailer, 10.0, lambda: float(next(clock)))
    for bounded, tried in ((quick, 9), (slow, 3)):
        mailer.tried = 0
        for _ in range(9):
            with pytest.raises(DeliveryError):
                bounded.send(message, "a@example.org")
        assert mailer.tried == tried


def test_a_server_that_is_not_there_is_told_in_one_line(put_alert: Put, send: Send) -> None:
    put_alert(ANN)
    with MailCatcher() as catcher:
        port = catcher.port
    report = send(SmtpMailer("127.0.0.1", port, "none", timeout_s=1, sender="watch@example.org"))

    assert report.failed[0].error == f"{ANN}: 127.0.0.1:{port}: [Errno 111] Connection refused"


@pytest.mark.parametrize("tls", ["starttls", "tls"])
@pytest.mark.parametrize("password", ["right", "wrong"])
def test_a_mailer_logs_in_over_tls(
    tls: Tls,
    password: str,
    put_alert: Put,
    send: Send,
    certificate: tuple[ssl.SSLContext, Path],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    context, authority = certificate
    monkeypatch.setenv("SSL_CERT_FILE", str(authority))
    put_alert(ANN)
    manners = Manners(user="watch", password="right", tls=context, tls_from_start=tls == "tls")
    with MailCatcher(manners) as catcher:
        report = send(mailer_for(catcher, tls, "watch", password))

    assert len(catcher.mails) == (password == "right")
    if password == "wrong":
        assert "answered: 535" in report.failed[0].error


def test_a_certificate_that_nobody_vouches_for_is_refused(
    put_alert: Put, send: Send, certificate: tuple[ssl.SSLContext, Path]
) -> None:
    put_alert(ANN)
    with MailCatcher(Manners(tls=certificate[0])) as catcher:
        report = send(mailer_for(catcher, "starttls"))

    assert "TLS failed" in report.failed[0].error
    assert catcher.mails == []


def test_starttls_that_a_server_does_not_offer_sends_nothing_in_the_clear(put_alert: Put, send: Send) -> None:
    put_alert(ANN)
    with MailCatcher() as catcher:
        report = send(mailer_for(catcher, "starttls"))

    assert "STARTTLS" in report.failed[0].error
    assert catcher.mails == []


def test_without_a_server_mails_are_files_and_the_same_mail_is_the_same_file(
    put_alert: Put, send: Send, tmp_path: Path
) -> None:
    put_alert(ANN, BOB)
    folder = tmp_path / "mail"
    report = send(FolderMailer(folder))

    assert len(report.sent) == 2
    files = sorted(folder.iterdir())
    assert [file.suffix for file in files] == [".eml", ".eml"]
    assert files[0].name.startswith("envoy-delisting-supports-river-gazette-")


def test_a_folder_that_cannot_be_written_is_a_failure_like_any_other(
    put_alert: Put, send: Send, tmp_path: Path
) -> None:
    put_alert(ANN)
    blocked = tmp_path / "file"
    blocked.write_text("")
    report = send(FolderMailer(blocked / "mail"))

    assert "cannot be written" in report.failed[0].error


@pytest.mark.parametrize(
    ("attempts", "least_s", "most_s"), [(0, 48, 72), (1, 96, 144), (3, 384, 576), (10, 2880, 4320), (5000, 2880, 4320)]
)
def test_pauses_double_with_jitter_up_to_the_longest(
    attempts: int, least_s: float, most_s: float, put_alert: Put, now: datetime
) -> None:
    delivery = Delivery(put_alert(ANN), ANN, "<1@recognition-watch>", "waiting", attempts, now)
    pauses = [next_attempt(delivery, RetryRule(), random.Random(seed), now) for seed in range(30)]

    seconds = [(pause - now).total_seconds() for pause in pauses if pause]
    assert least_s <= min(seconds) < max(seconds) <= most_s


def test_a_mail_is_tried_for_the_last_time_at_the_end_of_its_time(put_alert: Put, now: datetime) -> None:
    class NoJitter(random.Random):
        def uniform(self, a: float, b: float) -> float:
            return (a + b) / 2

    delivery = Delivery(put_alert(ANN), ANN, "<1@recognition-watch>", "waiting", 0, now)
    in_time = (now - delivery.alert.created_at).total_seconds() + 60
    rules = [RetryRule(first_s=60, give_up_after_s=seconds) for seconds in (in_time, in_time - 1)]

    assert [next_attempt(delivery, rule, NoJitter(), now) for rule in rules] == [now + timedelta(seconds=60), None]


def test_a_mail_that_breaks_the_program_is_put_behind_the_others(put_alert: Put, send: Send, store: Store) -> None:
    put_alert(ANN, BOB)

    class Breaks:
        def send(self, message: EmailMessage, recipient: str) -> None:
            raise ZeroDivisionError(f"{message['Subject']} for {recipient}")

    broken = send(Breaks())
    assert ["ZeroDivisionError" in unsent.error for unsent in broken.failed] == [True, True]
    with MailCatcher() as catcher:
        send(mailer_for(catcher), timedelta(minutes=20))

    assert {mail.recipients for mail in catcher.mails} == {(ANN,), (BOB,)}
    assert [one.attempts for one in store.deliveries(Filter())] == [2, 2]
