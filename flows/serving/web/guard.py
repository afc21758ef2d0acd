"""What holds for every answer: who may have it, by which name it was asked, headers, 304 where nothing changed."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from starlette.datastructures import MutableHeaders
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from flows.serving.web.site import Site

POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",  # with "no-referrer" browsers do not say from where a form is sent
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Cache-Control": "private, no-cache",
}
# For readers who come by HTTPS; who asks on this machine without it passes it over (RFC 6797, 8.1).
SECURE = {"Strict-Transport-Security": "max-age=31536000"}
# What anybody may have, so that signing in looks as it should.
_FREE = ("/sign-in", "/style.css", "/review.js", "/icon.svg")
_OWN_NAMES = ("127.0.0.1", "localhost", "::1")


class Guard:
    """Lets a request through to the pages, or not.

    An answer is kept until it is whole: all are small. By Starlette's middleware for functions, which passes each part
    on through a task of its own, a small page took half as long again.
    """

    def __init__(self, app: ASGIApp, site: Site) -> None:
        self._app = app
        self._site = site
        public = urlsplit(site.settings.web.public_address).hostname
        self._names = {*_OWN_NAMES, site.settings.web.host, *([public] if public else [])}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        request, kept = Request(scope), _Kept()
        await (self._refusal(request) or self._app)(scope, receive, kept.keep)
        headers = MutableHeaders(raw=kept.headers)
        if kept.status == 200 and request.method in ("GET", "HEAD"):
            # Weak, as a proxy may pack what passes.
            headers["etag"] = tag = f'W/"{hashlib.sha256(kept.body).hexdigest()[:32]}"'
            if tag in {one.strip() for one in request.headers.get("if-none-match", "").split(",")}:
                kept.status, kept.body, headers = 304, b"", MutableHeaders({"etag": tag})
        headers.update(HEADERS | (SECURE if self._site.is_secure(request) else {}))
        await send({"type": "http.response.start", "status": kept.status, "headers": headers.raw})
        await send({"type": "http.response.body", "body": kept.body})

    def _refusal(self, request: Request) -> Response | None:
        # A name that is not ours leads here by a DNS record of somebody else's: his page would read ours.
        if request.url.hostname not in self._names:
            return PlainTextResponse("This name is not known here; set web.public_address.\n", 421)
        if request.method not in ("GET", "HEAD") and not self._own_page(request):
            return PlainTextResponse("This was sent from another site's page.\n", 403)
        if self._site.settings.web.reading == "open" or request.url.path in _FREE or self._is_known(request):
            return None
        if request.url.path.startswith("/api"):
            return JSONResponse({"detail": "sign in, or give a token"}, 401, {"WWW-Authenticate": "Bearer"})
        return RedirectResponse("/sign-in", 303)

    def _own_page(self, request: Request) -> bool:
        """Browsers say from where a form is sent; programs with a token say nothing."""
        origin = request.headers.get("origin")
        own = origin is None or urlsplit(origin).hostname in self._names
        return own and request.headers.get("sec-fetch-site", "same-origin") in ("same-origin", "none")

    def _is_known(self, request: Request) -> bool:
        session = self._site.session(request)
        token = request.headers.get("authorization", "").removeprefix("Bearer ")
        return bool(session and session.name) or self._site.accounts.of_token(token) is not None


@dataclass
class _Kept:
    """An answer as far as it is there."""

    status: int = 500
    headers: list[tuple[bytes, bytes]] = field(default_factory=list)
    body: bytes = b""

    async def keep(self, message: Message) -> None:
        """Add a part of it."""
        if message["type"] == "http.response.start":
            self.status, self.headers = message["status"], list(message["headers"])
        else:
            self.body += message.get("body", b"")
