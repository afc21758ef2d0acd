"""The whole job against a newsroom on loopback: real HTTP, a real SQLite file, real SMTP, three passes."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

from pydantic_settings import BaseSettings, PydanticBaseSettingsSource
from rich.console import Console

from extractors.lexicon import load_lexicon
from extractors.records import Filter
from flows.demo.mail_catcher import MailCatcher
from flows.demo.newsroom.expectations import load_expectations, told_by
from flows.demo.newsroom.server import Newsroom, open_newsroom
from flows.demo.newsroom.stories import last_evening
from flows.demo.view import DemoView
from flows.mail.message import keep_mails
from flows.reporting import gather, report_page
from flows.runtime.clock import utc_now
from flows.runtime.run_report import Observer, RunReport
from flows.settings.model import MailSettings, PollSettings, Settings
from flows.telling.offices import roles_on
from storage.store import open_store

RECIPIENT = "editor@newsroom.example"
EVERY = timedelta(minutes=5)  # as the schedule has it unless told otherwise
PASSES = (
    (1, "First pass: an empty store, a full newsroom"),
    (1, "Second pass: the newsroom has not changed"),
    (2, "Third pass: the newsroom has published more"),
)
RunOnce = Callable[[Settings, Observer], RunReport]


class DemoSettings(Settings):
    """Settings that no environment and no file can change: a demo must never write to a real store or reader."""

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],  # noqa: ARG003 - the signature is pydantic's
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,  # noqa: ARG003
        dotenv_settings: PydanticBaseSettingsSource,  # noqa: ARG003
        file_secret_settings: PydanticBaseSettingsSource,  # noqa: ARG003
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Nothing but what the demo itself sets."""
        return (init_settings,)


def run_demo(folder: Path, console: Console, run_once: RunOnce) -> bool:
    """Make three passes and show what came out; True when exactly what should be alerted was.

    The store and every mail that was delivered lie in ``folder`` afterwards; those of an earlier demo go first.
    """
    _clear(folder)
    view = DemoView(console)
    evening = last_evening(utc_now())
    with open_newsroom(evening) as newsroom, MailCatcher() as catcher:
        settings = demo_settings(folder, newsroom, catcher.port)
        view.opening(newsroom, catcher, settings)
        right: list[bool] = []
        for number, (edition, title) in enumerate(PASSES):
            newsroom.publish(edition, evening + number * EVERY)
            view.pass_begins(title)
            right.append(_one_pass(number, catcher, settings, view, run_once))
        keep_mails((caught.message for caught in catcher.mails), folder / "mail")
    report = _write_report(folder, settings)
    view.closing(settings.database, folder / "mail", len(catcher.mails), report, all(right))
    return all(right)


def demo_settings(folder: Path, newsroom: Newsroom, smtp_port: int) -> DemoSettings:
    """A store and a feeds file of the demo's own, mail to its own catcher, no pause between requests to itself."""
    return DemoSettings(
        database=f"sqlite:///{folder / 'demo.sqlite3'}",
        feeds=str(newsroom.feeds_file(folder / "feeds.yaml")),
        state=str(folder),
        contact="demo@newsroom.example",
        backlog="alert",  # else all that the newsroom holds at first would be history, and nobody told
        poll=PollSettings(timeout_s=3.0, per_host=10, pause_s=0.0, allow_private_addresses=True),
        mail=MailSettings(
            sender="recognition-watch@newsroom.example",
            recipients=(RECIPIENT,),
            host=MailCatcher.host,
            port=smtp_port,
            tls="none",
        ),
    )


def shown_settings(folder: Path) -> DemoSettings:
    """What the live pages need to show what an ended demo left in ``folder``."""
    return DemoSettings(database=f"sqlite:///{folder / 'demo.sqlite3'}", state=str(folder))


def _one_pass(
    number: int,
    catcher: MailCatcher,
    settings: Settings,
    view: DemoView,
    run_once: RunOnce,
) -> bool:
    before = len(catcher.mails)
    report = run_once(settings, view.progress)
    mails = catcher.mails[before:]
    told, expected = told_by(report.alerts), load_expectations()[number]
    delivered = len(report.mails.report.sent) if report.mails else 0
    right = told == expected and delivered == len(report.alerts)
    view.pass_ends(report, mails, missing=expected - told, unexpected=told - expected)
    return right


def _write_report(folder: Path, settings: Settings) -> Path:
    """The page of what came out, beside the store."""
    now = utc_now()
    with open_store(settings.database) as store:
        page = report_page(gather(store, Filter(), now, roles_on(load_lexicon(), now)), now, settings.time_zone)
    (folder / "report.html").write_text(page, encoding="utf-8")
    return folder / "report.html"


def _clear(folder: Path) -> None:
    """Take away what an earlier demo left in ``folder``, and nothing else."""
    mails = folder / "mail"
    mails.mkdir(parents=True, exist_ok=True)
    for old in (*folder.glob("demo.sqlite3*"), *mails.glob("[0-9]*.eml"), *mails.glob("[0-9]*.html")):
        old.unlink()
