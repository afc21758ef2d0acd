"""The live pages as one application, and the server that serves them."""

from __future__ import annotations

import gc
from functools import partial
from importlib.resources import files
from threading import Thread

import uvicorn
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Mount, Route

from extractors.errors import QueryError
from flows.reporting.page import asset
from flows.serving.web import feeds, pages, reviewing, searching, signing_in
from flows.serving.web.api import api_of
from flows.serving.web.asking import AskedWronglyError
from flows.serving.web.guard import Guard
from flows.serving.web.site import Site

_OBJECTS_LEFT = 20_000  # more than pages in the making hold


_PAGES = (
    Route("/", pages.overview),
    Route("/claims", pages.claims),
    Route("/claims.atom", feeds.atom),
    Route("/claims.json", feeds.json_feed),
    Route("/claims/{key}", pages.claim),
    Route("/actors", pages.actors),
    Route("/actors/{key:path}", pages.actor),
    Route("/articles/{key}", pages.article),
    Route("/statements/{key}", pages.statement),
    Route("/alerts/{key}", pages.alert),
    Route("/search", searching.search),
    Route("/quality", pages.quality),
    Route("/course.ics", feeds.calendar),
    Route("/review", reviewing.review_page),
    Route("/review/undo", reviewing.undo, methods=["POST"]),
    Route("/review/{key}", reviewing.review, methods=["POST"]),
    Route("/sign-in", signing_in.sign_in_page),
    Route("/sign-in", signing_in.sign_in, methods=["POST"]),
    Route("/sign-out", signing_in.sign_out, methods=["POST"]),
)


def application(site: Site) -> Starlette:
    """All pages, feeds and the API over one site."""
    script, icon = (files("flows.serving.web").joinpath(name).read_text("utf-8") for name in ("review.js", "icon.svg"))
    app = Starlette(
        routes=[
            *_PAGES,
            Route("/style.css", partial(_file, text=str(asset("style.css")), kind="text/css")),
            Route("/review.js", partial(_file, text=script, kind="text/javascript")),
            Route("/icon.svg", partial(_file, text=icon, kind="image/svg+xml")),
            Route("/favicon.ico", _no_picture),
            Mount("/api", api_of(site)),
        ],
        middleware=[Middleware(Guard, site=site)],
        exception_handlers={HTTPException: _wrong, AskedWronglyError: _asked_wrongly, QueryError: _asked_wrongly},
    )
    app.state.site = site
    return app


def serve_pages(site: Site) -> None:
    """Serve until stopped; OSError where the port is taken."""
    web = site.settings.web
    config = uvicorn.Config(
        application(site), web.host, web.port, log_level="warning", access_log=False, server_header=False
    )
    Thread(target=warm_up, args=(site,), daemon=True).start()  # so that nobody waits for the first
    uvicorn.Server(config).run()


def warm_up(site: Site) -> None:
    """Make what every page is made of, and have the garbage collector look at the rest alone, and seldom.

    Going through all of it, it held up one page in a hundred for 50 ms. What a page is made of goes without it: looked
    through after each 700 new objects, as usual, and then again with what is older, it cost a page up to a tenth.
    """
    site.load_templates()
    pages.overview_kept(site)
    gc.collect()
    gc.freeze()
    gc.set_threshold(_OBJECTS_LEFT)


async def _file(_: Request, text: str, kind: str) -> Response:
    return Response(text, media_type=kind)


async def _no_picture(_: Request) -> Response:
    """Browsers ask for one by themselves."""
    return Response(status_code=204)


async def _wrong(request: Request, error: Exception) -> Response:
    status = error.status_code if isinstance(error, HTTPException) else 500
    told = error.detail if isinstance(error, HTTPException) else ""
    if request.url.path.startswith("/api/"):  # an address with a line break in it does not get as far as the API
        return JSONResponse({"detail": told}, status)
    site: Site = request.app.state.site
    return site.page(request, "wrong.html", status, told=told)


async def _asked_wrongly(request: Request, error: Exception) -> Response:
    site: Site = request.app.state.site
    return site.page(request, "wrong.html", 400, told=f"{error}.")
