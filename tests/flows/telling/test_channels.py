"""Channels by Apprise, against a webhook on loopback."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest

from extractors.errors import DeliveryError
from extractors.records import Delivery
from flows.mail.channels import Dispatch, refusal
from flows.mail.message import Letterhead, render
from flows.mail.transports import FolderMailer

from ..hook_catcher import Receiver, receiver

__all__ = ["receiver"]


@pytest.fixture
def dispatch(receiver: Receiver, tmp_path_factory: pytest.TempPathFactory) -> Dispatch:
    folder = FolderMailer(tmp_path_factory.mktemp("mail"))
    return Dispatch(folder, {"room": f"json://127.0.0.1:{receiver.server_address[1]}/hook"})


def send(dispatch: Dispatch, delivery: Delivery) -> None:
    message = render(delivery, Letterhead("watch@example.org"), delivery.alert.created_at)
    dispatch.send(message, delivery.recipient)


def test_a_channel_gets_subject_and_text(
    receiver: Receiver, dispatch: Dispatch, delivery: Callable[..., Delivery]
) -> None:
    send(dispatch, delivery(recipient="channel:room"))

    told = [json.loads(sent) for _, sent in receiver.got]
    assert [one["title"] for one in told] == ["[recognition-watch] Zamir Kabulov: delisting supports — River Gazette"]
    assert "the list has to be shortened first" in told[0]["message"]


def test_a_channel_that_fails_is_a_failed_delivery_without_its_address(
    receiver: Receiver, dispatch: Dispatch, delivery: Callable[..., Delivery]
) -> None:
    receiver.status = 500
    with pytest.raises(DeliveryError, match=r"^channel:room: JSON did not take the message$"):
        send(dispatch, delivery(recipient="channel:room"))


def test_a_channel_that_the_policy_no_longer_has_is_told_so(
    dispatch: Dispatch, delivery: Callable[..., Delivery]
) -> None:
    with pytest.raises(DeliveryError, match="no such channel"):
        send(dispatch, delivery(recipient="channel:hall"))


def test_everybody_else_gets_mail(receiver: Receiver, dispatch: Dispatch, delivery: Callable[..., Delivery]) -> None:
    send(dispatch, delivery())

    assert receiver.got == []
    assert isinstance(dispatch.mail, FolderMailer)
    assert len(list(dispatch.mail.folder.iterdir())) == 1


@pytest.mark.parametrize(
    ("address", "why"),
    [
        ("ntfy://topic", None),
        ("json://127.0.0.1/x", None),
        ("slack://secret-token", "is refused by Apprise: slack:// lacks what it needs"),
        ("nowhere://x", "is refused by Apprise: nowhere:// lacks what it needs"),
        ("ann@example.org", "is no address such as ntfy://topic"),
    ],
)
def test_addresses_are_checked_at_the_start_and_not_shown(address: str, why: str | None) -> None:
    assert refusal(address) == why
