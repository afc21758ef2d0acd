"""A mail catcher on loopback: a real SMTP server that keeps what it is sent, and can misbehave on request."""

from __future__ import annotations

import asyncio
import ssl
from dataclasses import dataclass
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from threading import Event, Thread
from typing import Any, cast

from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session


@dataclass(frozen=True, slots=True)
class Manners:
    """How the catcher behaves: whom it refuses, how many connections it drops after DATA, who may log in."""

    refuse: frozenset[str] = frozenset()
    drop_after_data: int = 0
    silent: bool = False
    user: str = ""
    password: str = ""
    tls: ssl.SSLContext | None = None
    tls_from_start: bool = False


@dataclass(frozen=True, slots=True)
class Caught:
    """One mail as it came: envelope and message."""

    sender: str
    recipients: tuple[str, ...]
    message: EmailMessage


class MailCatcher:
    """Context manager; ``host`` and ``port`` tell where it listens, ``mails`` what it has caught."""

    host = "127.0.0.1"

    def __init__(self, manners: Manners | None = None, port: int = 0) -> None:
        self.manners = manners or Manners()
        self.port = port
        self.mails: list[Caught] = []
        self._drops = self.manners.drop_after_data
        self._started = Event()
        self._loop = asyncio.new_event_loop()
        self._stop = asyncio.Event()
        self._thread = Thread(target=self._run, name="mail-catcher", daemon=True)

    def __enter__(self) -> MailCatcher:
        self._thread.start()
        self._started.wait()
        return self

    def __exit__(self, *_: object) -> None:
        self._loop.call_soon_threadsafe(self._stop.set)
        self._thread.join()

    def _run(self) -> None:
        asyncio.set_event_loop(self._loop)
        try:
            self._loop.run_until_complete(self._serve())
        finally:
            self._loop.close()

    async def _serve(self) -> None:
        secure = self.manners.tls if self.manners.tls_from_start else None
        server = await asyncio.get_running_loop().create_server(self._protocol, self.host, self.port, ssl=secure)
        self.port = server.sockets[0].getsockname()[1]
        self._started.set()
        await self._stop.wait()
        server.close()
        for task in asyncio.all_tasks() - {asyncio.current_task()}:
            task.cancel()
        await asyncio.sleep(0)

    def _protocol(self) -> asyncio.Protocol:
        if self.manners.silent:
            return asyncio.Protocol()
        starttls = None if self.manners.tls_from_start else self.manners.tls
        return cast(
            "asyncio.Protocol",
            SMTP(
                self,
                hostname="catcher.localhost",
                loop=self._loop,
                tls_context=starttls,
                require_starttls=starttls is not None,
                auth_require_tls=not self.manners.tls_from_start,
                authenticator=self._authenticate,
                enable_SMTPUTF8=True,
            ),
        )

    async def handle_RCPT(  # noqa: N802 - the name is aiosmtpd's
        self, _server: SMTP, session: Session, envelope: Envelope, address: str, _options: list[str]
    ) -> str:
        """Refuse whom the manners refuse, and strangers where a user is set."""
        if self.manners.user and not session.authenticated:
            return "530 5.7.0 log in first"
        if address in self.manners.refuse:
            return "550 5.1.1 no such mailbox here"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, _session: Session, envelope: Envelope) -> str:  # noqa: N802
        """Keep the mail; then answer, or drop the connection as if the answer had been lost."""
        message = message_from_bytes(envelope.original_content or b"", policy=default)
        self.mails.append(Caught(envelope.mail_from or "", tuple(envelope.rcpt_tos), message))
        if self._drops > 0:
            self._drops -= 1
            cast("asyncio.Transport", server.transport).abort()
        return "250 OK"

    def _authenticate(
        self, _server: SMTP, _session: Session, _envelope: Envelope, mechanism: str, given: Any
    ) -> AuthResult:
        if not isinstance(given, LoginPassword):
            return AuthResult(success=False, handled=False, message=f"504 5.5.4 {mechanism} is not known here")
        right = (given.login.decode(), given.password.decode()) == (self.manners.user, self.manners.password)
        return AuthResult(success=right, handled=right)
