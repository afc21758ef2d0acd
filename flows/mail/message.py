"""The message: headers, the text, the HTML and the ladder pictures that the HTML shows."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from email.errors import HeaderParseError
from email.header import Header
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import EmailPolicy
from email.utils import format_datetime
from pathlib import Path
from typing import cast
from zoneinfo import ZoneInfo

from extractors.errors import DeliveryError
from extractors.records import Alert, Delivery, JudgedClaim
from extractors.records.stored import Reports
from flows.mail.cards import Background, Card, cards_of, doubt_of, headed
from flows.mail.event import event_json
from flows.mail.ladder import ladder_png
from flows.mail.rendering import html_page, text_page
from flows.runtime.shown import shown_line

SUBJECT_LENGTH = 180  # characters; of a long speaker's name the end is lost, never the outlet behind it
CRLF = "\r\n"


class _SubjectFolding(EmailPolicy):
    """Folds subjects by the older encoder: the newer one adds spaces beside encoded words."""

    def fold(self, name: str, value: str) -> str:
        """Return the header's lines."""
        return _subject_lines(value) if name.lower() == "subject" else super().fold(name, value)

    def fold_binary(self, name: str, value: str) -> bytes:
        """Return the header's lines as they are sent."""
        return _subject_lines(value).encode() if name.lower() == "subject" else super().fold_binary(name, value)


def _subject_lines(value: str) -> str:
    charset = "us-ascii" if value.isascii() else "utf-8"
    return f"Subject: {Header(str(value), charset, header_name='Subject').encode(linesep=CRLF)}{CRLF}"


POLICY = _SubjectFolding(linesep=CRLF)


@dataclass(frozen=True, slots=True)
class Letterhead:
    """What all mails of one operator share: who sends them, in which zone time is told, whose outlets, who is what.

    ``roles`` leads from actors' keys to their offices; ``pages`` is the address of the live pages, empty for none.
    """

    sender: str
    time_zone: str = "UTC"
    state_owned: frozenset[str] = frozenset()
    roles: Mapping[str, str] = field(default_factory=dict)
    pages: str = ""


def render(
    delivery: Delivery, letterhead: Letterhead, now: datetime, reports: Mapping[str, Reports] | None = None
) -> EmailMessage:
    """Render one delivery as a mail that can be sent, or written to a file, as it is.

    ``reports`` says who else reported a claim, by its id. DeliveryError where the recipient cannot be addressed.
    """
    zone, alert = ZoneInfo(letterhead.time_zone), delivery.alert
    message = _envelope(delivery, letterhead, now.astimezone(zone))
    known = Background(zone, letterhead.state_owned, letterhead.roles, reports or {}, letterhead.pages)
    cards = cards_of(alert, known)
    message.set_content(text_page(alert, cards, zone), cte=_encoding(alert))
    message.add_alternative(html_page(alert, cards, zone), subtype="html", cte="quoted-printable")
    if alert.kind in ("claims", "correction"):
        _add_ladders(cast("EmailMessage", list(message.iter_parts())[1]), cards)
    if delivery.recipient.startswith("channel:"):  # a webhook's owner is told by data
        message.add_attachment(event_json(alert, letterhead.pages), "application", "json", filename="alert.json")
    return message


def _envelope(delivery: Delivery, letterhead: Letterhead, now: datetime) -> EmailMessage:
    message = EmailMessage(policy=POLICY)
    message["From"] = _address(letterhead.sender, "recognition-watch")
    if not delivery.recipient.startswith("channel:"):
        message["To"] = _address(delivery.recipient)
    message["Subject"] = subject(delivery.alert)
    message["Date"] = format_datetime(now)
    message["Message-ID"] = delivery.message_id
    # The first mail of a thread replies to none; one that replied to itself would be a circle.
    if delivery.in_reply_to and delivery.in_reply_to != delivery.message_id:
        message["In-Reply-To"] = delivery.in_reply_to
        message["References"] = delivery.in_reply_to
    message["List-Id"] = "recognition-watch alerts <alerts.recognition-watch>"
    message["Auto-Submitted"] = "auto-generated"
    message["X-Auto-Response-Suppress"] = "All"  # what Exchange goes by
    return message


def _add_ladders(html: EmailMessage, cards: tuple[Card, ...]) -> None:
    for card in cards:
        picture = ladder_png(card.position, card.moved.before if card.moved else None)
        html.add_related(picture, "image", "png", cid=f"<{card.picture}>", filename=f"{card.picture}.png")


def browser_page(message: EmailMessage) -> str | None:
    """The HTML of a mail with its pictures inside, as a browser can show it without the mail; None without HTML."""
    part = message.get_body(("html",))
    if part is None:
        return None
    html = str(part.get_content())
    for picture in message.walk():
        if picture.get_content_maintype() == "image" and (name := str(picture["Content-ID"]).strip("<>")):
            data = b64encode(cast("bytes", picture.get_payload(decode=True))).decode()
            html = html.replace(f"cid:{name}", f"data:{picture.get_content_type()};base64,{data}")
    return html


def keep_mails(messages: Iterable[EmailMessage], folder: Path) -> None:
    """Write each mail as it came, and its HTML part beside it for a browser, in a folder that may not be there yet."""
    folder.mkdir(parents=True, exist_ok=True)
    for number, message in enumerate(messages, 1):
        (folder / f"{number:02}.eml").write_bytes(message.as_bytes())
        html = browser_page(message)
        if html is not None:
            (folder / f"{number:02}.html").write_text(html, encoding="utf-8")


def subject(alert: Alert) -> str:
    """Return the subject: the weightiest claim, how many more there are, the outlet; a digest's or notice's title."""
    if alert.kind in ("digest", "notice") or not alert.claims:
        return shown_line(f"[recognition-watch] {alert.title}")[:SUBJECT_LENGTH]
    claim, before = alert.claims[0].claim, _before(alert.claims[0])
    more = f" +{len(alert.claims) - 1} more" if len(alert.claims) > 1 else ""
    outlet = shown_line(alert.outlet)
    what = "Correction: " if alert.kind == "correction" else ""
    doubt = doubt_of(claim.certainty)
    stand = f"{claim.topic} {before}{f'{doubt} ' if doubt else ''}{claim.position}"
    head = f"[recognition-watch] {what}{headed(shown_line(claim.speaker_name))}: {stand}{more}"
    room = SUBJECT_LENGTH - len(outlet) - 3
    return f"{head[:room].rstrip()} — {outlet}"


def _before(one: JudgedClaim) -> str:
    """The rung that a shift leaves, with the arrow away from it."""
    return f"{one.novelty.nearest.position} → " if one.novelty.kind == "shift" and one.novelty.nearest else ""


def is_mail_address(text: str) -> bool:
    """Whether a mail can be addressed so."""
    try:
        return bool(_address(text).domain)
    except DeliveryError:
        return False


def _address(address: str, name: str = "") -> Address:
    try:
        return Address(name, addr_spec=address)
    # The library itself stumbles over "a@" (IndexError) and "a@[" (AttributeError).
    except (ValueError, IndexError, AttributeError, HeaderParseError) as error:
        raise DeliveryError(shown_line(address), "is no mail address", permanent=True) from error


def _encoding(alert: Alert) -> str:
    """Latin text stays readable in the raw mail; other scripts are shorter in base64."""
    words = "".join(one.claim.words for one in alert.claims)
    return "quoted-printable" if sum(map(str.isascii, words)) * 2 >= len(words) else "base64"
