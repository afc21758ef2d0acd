"""Two ways out for a finished mail: an SMTP server, or a folder where no server is set."""

from __future__ import annotations

import os
import re
import smtplib
import socket
import ssl
import time
from collections.abc import Callable
from dataclasses import dataclass
from email.message import EmailMessage
from pathlib import Path
from typing import Literal, Protocol

from extractors.errors import DeliveryError
from storage.engine.private import open_private, private_folder

Tls = Literal["none", "starttls", "tls"]


class Mailer(Protocol):
    """Sends one message to one recipient, or raises DeliveryError."""

    def send(self, message: EmailMessage, recipient: str) -> None:
        """Send it; returning means that the other side has taken it."""


@dataclass(frozen=True, slots=True)
class SmtpMailer:
    """An SMTP server; each mail has a connection of its own, so that one that breaks takes no other along."""

    host: str
    port: int
    tls: Tls = "starttls"
    user: str = ""
    password: str = ""
    timeout_s: float = 30.0
    sender: str = ""

    def send(self, message: EmailMessage, recipient: str) -> None:
        """Hand the message over; any refusal or break is a DeliveryError that says at which server, and why."""
        try:
            self._hand_over(message, recipient)
        # From the special to the general: smtplib's own errors are OSErrors, and so is what TLS raises.
        except smtplib.SMTPRecipientsRefused as error:
            raise DeliveryError(recipient, f"refused by {self.host}: {_reply(*error.recipients[recipient])}") from error
        except smtplib.SMTPResponseException as error:
            reply = _reply(error.smtp_code, error.smtp_error)
            raise DeliveryError(recipient, f"{self.host}:{self.port} answered: {reply}") from error
        except smtplib.SMTPServerDisconnected as error:
            raise DeliveryError(recipient, f"{self.host}:{self.port} broke the connection: {_line(error)}") from error
        except ssl.SSLError as error:
            raise DeliveryError(recipient, f"{self.host}:{self.port}: TLS failed: {_line(error)}") from error
        except (smtplib.SMTPException, OSError, ValueError) as error:
            raise DeliveryError(
                recipient, f"{self.host}:{self.port}: {_line(error) or type(error).__name__}"
            ) from error

    def _hand_over(self, message: EmailMessage, recipient: str) -> None:
        with self._connect() as server:
            if self.tls == "starttls":
                server.starttls(context=ssl.create_default_context())
            if self.user:
                server.login(self.user, self.password)
            server.sendmail(self.sender or _bare(message), [recipient], message.as_bytes())

    def _connect(self) -> smtplib.SMTP:
        me = _own_name()
        if self.tls == "tls":
            secure = ssl.create_default_context()
            return smtplib.SMTP_SSL(self.host, self.port, me, timeout=self.timeout_s, context=secure)
        return smtplib.SMTP(self.host, self.port, me, timeout=self.timeout_s)


class BoundedMailer:
    """Another mailer, on whose failures at most ``most_s`` seconds are spent; safe for one thread.

    A server that takes connections and then hangs costs a time-out for each mail: with a hundred of them a pass would
    last for an hour, and no feed be polled meanwhile. What was not tried fails like the rest, and is tried by the next
    pass that it is due in.
    """

    def __init__(self, mailer: Mailer, most_s: float, clock: Callable[[], float] = time.monotonic) -> None:
        self._mailer = mailer
        self._left_s = most_s
        self._clock = clock

    def send(self, message: EmailMessage, recipient: str) -> None:
        """Send it, unless too much was spent on those before it."""
        if self._left_s <= 0:
            raise DeliveryError(recipient, "not tried: the mail server kept those before it waiting in vain")
        began = self._clock()
        try:
            self._mailer.send(message, recipient)
        except DeliveryError:
            self._left_s -= self._clock() - began
            raise


@dataclass(frozen=True, slots=True)
class FolderMailer:
    """A folder of .eml files; the same mail again replaces its file."""

    folder: Path

    def send(self, message: EmailMessage, recipient: str) -> None:
        """Write the message durably, all of it or nothing."""
        target = self.folder / _file_name(message)
        part = target.with_suffix(".part")
        try:
            private_folder(self.folder)
            with open_private(part) as file:
                file.write(message.as_bytes())
                file.flush()
                os.fsync(file.fileno())
            part.replace(target)
        except OSError as error:
            raise DeliveryError(recipient, f"{target} cannot be written: {_line(error)}") from error


def _file_name(message: EmailMessage) -> str:
    """Name a file by what the mail says, and by its Message-ID, so that it is found and never taken for another."""
    subject = str(message["Subject"]).removeprefix("[recognition-watch]")
    slug = re.sub(r"[^\w]+", "-", subject).strip("-").lower()[:60]
    return f"{slug}-{str(message['Message-ID'])[1:9]}.eml"


def _bare(message: EmailMessage) -> str:
    return str(message["From"].addresses[0].addr_spec)


def _own_name() -> str:
    """Name this machine to the server without asking a name server for it."""
    name = socket.gethostname()
    # Some servers refuse a greeting by a bare name; an address in brackets is as good as a full one (RFC 5321, 4.1.3).
    return name if "." in name else "[127.0.0.1]"


def _reply(code: int, text: bytes | str) -> str:
    words = text.decode("utf-8", "replace") if isinstance(text, bytes) else text
    return f"{code} {' '.join(words.split())}"


def _line(error: Exception) -> str:
    return " ".join(str(error).split())
