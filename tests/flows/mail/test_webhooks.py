"""Signed webhooks: by the specification's own library, to a server on loopback."""

from __future__ import annotations

import json
from base64 import b64encode
from datetime import UTC, datetime
from pathlib import Path

import pytest
from standardwebhooks.webhooks import Webhook, WebhookVerificationError

from extractors.errors import DeliveryError
from extractors.records import Delivery
from flows.mail.channels import Dispatch, refusal
from flows.mail.message import Letterhead, render
from flows.mail.transports import FolderMailer
from flows.mail.webhooks import hook_of, signed
from flows.runtime.clock import utc_now

from ..hook_catcher import Receiver, receiver
from .conftest import alert_from

__all__ = ["receiver"]

SECRET, OLD = (f"whsec_{b64encode(letter * 32).decode()}" for letter in (b"k", b"o"))
ALERT = Path(__file__).parent / "alerts" / "shift-and-unconfirmed.yaml"


def _send(receiver: Receiver, folder: Path, secrets: str = SECRET) -> Delivery:
    alert = alert_from(ALERT)
    delivery = Delivery(alert, "channel:desk", "<0123abcd@recognition-watch>", "waiting", 0, alert.created_at)
    address = f"webhook+http://127.0.0.1:{receiver.server_address[1]}/hook?of=us#{secrets}"
    message = render(delivery, Letterhead("watch@example.org", pages="https://pages.example"), alert.created_at)
    Dispatch(FolderMailer(folder), {"desk": address}, utc_now).send(message, delivery.recipient)
    return delivery


def test_the_specifications_library_knows_it_for_ours(receiver: Receiver, tmp_path: Path) -> None:
    alert = _send(receiver, tmp_path).alert
    ((headers, body),) = receiver.got
    event = Webhook(SECRET).verify(body, headers)
    assert event["type"] == "alert.claims"
    assert event["data"]["id"] == alert.id
    first = event["data"]["claims"][0]
    assert (first["words"], first["page"]) == (
        alert.claims[0].claim.words,
        f"https://pages.example/claims/{first['id']}",
    )
    assert headers["content-type"] == "application/json"
    with pytest.raises(WebhookVerificationError):
        Webhook(OLD).verify(body, headers)
    with pytest.raises(WebhookVerificationError):
        Webhook(SECRET).verify(body + b" ", headers)


def test_while_secrets_change_both_are_good(receiver: Receiver, tmp_path: Path) -> None:
    _send(receiver, tmp_path, f"{SECRET},{OLD}")
    ((headers, body),) = receiver.got
    for secret in (SECRET, OLD):
        Webhook(secret).verify(body, headers)


def test_the_id_and_body_are_the_same_at_every_attempt(receiver: Receiver, tmp_path: Path) -> None:
    for _ in range(2):
        _send(receiver, tmp_path)
    (one, first), (other, second) = receiver.got
    assert one["webhook-id"] == other["webhook-id"] == "msg_0123abcd"
    assert first == second


@pytest.mark.parametrize(("status", "permanent"), [(302, False), (400, False), (410, True), (503, False)])
def test_what_is_not_taken_is_a_failed_delivery(
    receiver: Receiver, tmp_path: Path, status: int, permanent: bool
) -> None:
    receiver.status = status
    with pytest.raises(DeliveryError, match=rf"^channel:desk: 127\.0\.0\.1 answered {status}$") as caught:
        _send(receiver, tmp_path)
    assert caught.value.permanent == permanent
    assert len(receiver.got) == 1  # nobody went elsewhere


def test_a_receiver_that_is_not_there_is_a_failed_delivery(receiver: Receiver, tmp_path: Path) -> None:
    receiver.server_close()
    receiver.socket.close()
    with pytest.raises(DeliveryError, match=r"^channel:desk: 127\.0\.0\.1: "):
        _send(receiver, tmp_path)


def test_the_signature_is_that_of_the_specifications_example() -> None:
    hook = hook_of("webhook+https://a.example/#whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")
    at = datetime.fromtimestamp(1614265330, UTC)
    made = signed(hook, "msg_p5jXN8AQM9LWM0D4loKWxJek", at, b'{"test": 2432232314}')
    assert made["webhook-signature"] == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="


@pytest.mark.parametrize(
    ("address", "why"),
    [
        ("webhook+https://a.example/hook", "ends in no secret"),
        ("webhook+https://a.example/hook#whsec_c2hvcnQ=", "has a secret that is none"),
        (f"webhook+https://a.example/hook#{SECRET[6:]}", "has a secret that is none"),
        (f"webhook+https:///hook#{SECRET}", "names no host"),
        (f"webhook+https://a.example:x/#{SECRET}", "Port"),
    ],
)
def test_an_address_that_will_not_do_is_refused_without_being_told(address: str, why: str) -> None:
    told = refusal(address)
    assert told is not None
    assert why in told
    assert SECRET[6:] not in told


def test_data_go_only_to_channels() -> None:
    alert = alert_from(ALERT)
    delivery = Delivery(alert, "ann@example.org", "<1@recognition-watch>", "waiting", 0, alert.created_at)
    message = render(delivery, Letterhead("watch@example.org"), alert.created_at)
    assert "application/json" not in {part.get_content_type() for part in message.walk()}
    assert json.dumps(SECRET) not in message.as_string()
