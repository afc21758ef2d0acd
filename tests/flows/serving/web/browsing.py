"""A site served on loopback for a real browser, and where its things lie."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import uvicorn

from extractors.lexicon import Lexicon
from extractors.records import Filter
from flows.reporting import gather, report_page
from flows.serving.web.accounts import load_accounts
from flows.serving.web.app import application
from flows.serving.web.site import Site
from flows.settings.model import Settings, WebSettings
from storage.store import open_store

from .conftest import NOW


@dataclass
class Served:
    """The pages' address, and the addresses of one of each kind."""

    base: str
    places: dict[str, str]
    site: Site

    def at(self, page: str) -> str:
        """The address of a page that has a name or a path."""
        return self.places.get(page, f"{self.base}{page}")


@contextmanager
def serving(folder: Path, lexicon: Lexicon) -> Iterator[Served]:
    """Serve what lies in a folder, on loopback."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    settings = Settings(database=f"sqlite:///{folder}/s.sqlite3", state=str(folder), web=WebSettings(port=port))
    with open_store(settings.database) as store:
        site = Site(store, settings, lexicon, load_accounts(folder), lambda: NOW)
        server = uvicorn.Server(uvicorn.Config(application(site), "127.0.0.1", port, log_level="warning"))
        thread = threading.Thread(target=server.run)
        thread.start()
        yield Served(f"http://127.0.0.1:{port}", {}, site)
        server.should_exit = True
        thread.join()


def places_of(folder: Path, site: Site, base: str) -> dict[str, str]:
    """The addresses of one thing of each kind, and of a report."""
    one = site.store.claims(Filter())[0].claim
    first = one.id
    report = folder / "report.html"
    report.write_text(report_page(gather(site.store, Filter(), NOW, {}), NOW), encoding="utf-8")
    return {
        "claim": f"{base}/claims/{first}",
        "article": f"{base}/articles/{site.store.tellings([first])[first][0].article_id}",
        "statement": f"{base}/statements/{one.statement_id}",
        "alert": f"{base}/alerts/{site.store.deliveries(Filter())[0].alert.id}",
        "report": report.as_uri(),
    }
