"""Signing in and out."""

from __future__ import annotations

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from flows.serving.web.asking import form_of
from flows.serving.web.sessions import COOKIE, Session
from flows.serving.web.site import site_of


def sign_in_page(request: Request) -> Response:
    """The form; it has a session of its own, so that nobody else's page can send it."""
    site = site_of(request)
    session = site.session(request) or site.sessions.begin()
    response = _form(request, session)
    _give(request, response, session)
    return response


async def sign_in(request: Request) -> Response:
    """Look at name and password; who tried too often waits."""
    site, told = site_of(request), await form_of(request)
    session = site.session(request)
    if session is None or not session.allows(told.get("csrf", "")):
        return _form(request, session, "This form is too old. Sign in again.", 403)
    name, password = told.get("name", "")[:60], told.get("password", "")[:200]
    # By name, against many who guess one password, and by address, against one who tries many names.
    keys = [f"name {name}", f"from {request.client.host if request.client else ''}"]
    if any(site.tries.reached(key) for key in keys):
        return _form(request, session, "Too many tries. Wait a quarter of an hour.", 429)
    if not await run_in_threadpool(site.accounts.knows, name, password):
        for key in keys:
            site.tries.count(key)
        return _form(request, session, "That name and password do not belong together.", 401)
    # A new secret: the cookie from before signing in may have been planted by somebody else.
    site.sessions.end(session.id)
    response = RedirectResponse("/review", 303)
    _give(request, response, site.sessions.begin(name))
    return response


async def sign_out(request: Request) -> Response:
    """Forget the session."""
    site, told = site_of(request), await form_of(request)
    session = site.session(request)
    if session is not None and session.allows(told.get("csrf", "")):
        site.sessions.end(session.id)
    response = RedirectResponse("/", 303)
    response.delete_cookie(COOKIE)
    return response


def _form(request: Request, session: Session | None, wrong: str = "", status: int = 200) -> Response:
    return site_of(request).page(
        request, "sign_in.html", status, form_csrf=session.csrf if session else "", wrong=wrong
    )


def _give(request: Request, response: Response, session: Session) -> None:
    """The cookie of a session: no script reads it, no other site's form sends it."""
    site = site_of(request)
    secure = site.is_secure(request)
    hours = int(site.settings.web.session_hours * 3600)
    response.set_cookie(COOKIE, session.id, max_age=hours, httponly=True, samesite="lax", secure=secure)
