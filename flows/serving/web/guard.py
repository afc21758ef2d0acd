"""What holds for every answer: who may have it, by which name it was asked, headers, 304 where nothing changed."""

from __future__ import annotations

import hashlib
from urllib.parse import urlsplit

from starlette.middleware.base import BaseHTTPMiddleware, RequestResponseEndpoint
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp

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
_FREE = ("/sign-in", "/style.css", "/review.js")
_OWN_NAMES = ("127.0.0.1", "localhost", "::1")


class Guard(BaseHTTPMiddleware):
    """Lets a request through to the pages, or not."""

    def __init__(self, app: ASGIApp, site: Site) -> None:
        super().__init__(app)
        self._site = site
        public = urlsplit(site.settings.web.public_address).hostname
        self._names = {*_OWN_NAMES, site.settings.web.host, *([public] if public else [])}

    async def dispatch(self, request: Request, call_next: RequestResponseEndpoint) -> Response:
        """One request."""
        response = self._refusal(request) or await call_next(request)
        if response.status_code == 200 and request.method in ("GET", "HEAD"):
            response = await _with_etag(request, response)
        response.headers.update(HEADERS | (SECURE if self._site.is_secure(request) else {}))
        return response

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


async def _with_etag(request: Request, response: Response) -> Response:
    body = b"".join([part async for part in response.body_iterator])  # type: ignore[attr-defined]
    tag = f'W/"{hashlib.sha256(body).hexdigest()[:32]}"'
    known = {one.strip() for one in request.headers.get("if-none-match", "").split(",")}
    headers = {name: value for name, value in response.headers.items() if name != "content-length"}
    headers["etag"] = tag
    if tag in known:
        return Response(status_code=304, headers={"etag": tag})
    return Response(body, response.status_code, headers)
