"""Foreign text reaches logs, mails, pages and terminals without what turns it round or steers a terminal."""

from __future__ import annotations

import json
import logging
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from io import StringIO

import pytest
from rich.console import Console

from extractors.records import (
    Alert,
    Article,
    Claim,
    Delivery,
    Entry,
    Evidence,
    Extraction,
    Feed,
    Relevance,
    SideMention,
    Span,
    Speaker,
    Statement,
)
from flows.cli.listing import flat_rows as rows
from flows.cli.review import card
from flows.cli.terminal.exit_codes import complain
from flows.cli.terminal.tables import show
from flows.mail.message import Letterhead, render
from flows.reporting import Material, report_page
from flows.reporting.explanation import explanation_page, print_explanation
from flows.runtime.delivery_report import DeliveryReport, Sent, Unsent
from flows.runtime.faults import Fault
from flows.runtime.log import log_progress
from flows.runtime.progress import ProgressView, print_outcome
from flows.runtime.run_report import EntryRead, FeedPolled, MailsSent, RunReport
from flows.runtime.shown import shown, shown_address, shown_json, shown_line
from flows.serving.prefect.artifacts import artifacts_of

from ..claims_at_hand import judged

NOW = datetime(2026, 5, 4, 9, 30, tzinfo=UTC)
FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2028\u2029\u2066-\u2069]")
NASTY = "Not \u202egninnab\u202c \u2066now\u2069\u200f, \x1b[31mred\x1b[0m \x9b2J\x07\x08 \x85 \u2028end\x00"
PLAIN = "Not gninnab now, [31mred [0m 2J end"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(NASTY, PLAIN, id="all of it"),
        pytest.param("one\ntwo\tthree", "one two three", id="lines and tabs"),
        pytest.param("می‌گوید", "می‌گوید", id="Persian keeps what parts its letters"),
        pytest.param("\u202bقال الوزير\u202c", "قال الوزير", id="embedded Arabic"),
        pytest.param("\u2067وزارة\u2069 (MFA)", "وزارة (MFA)", id="isolated Arabic"),
        pytest.param("👩‍🚀 “näive” – Ё", "👩‍🚀 “näive” – Ё", id="what is only unusual"),
        pytest.param("half \ud83d of it", "half \ufffd of it", id="half a pair"),
    ],
)
def test_a_line_is_shown_without_what_could_deceive(text: str, expected: str) -> None:
    assert shown_line(text) == expected


def test_lines_stay_lines_where_there_is_room_for_them() -> None:
    assert shown("one\n\ttwo\r\n\x1bthree") == "one\n\ttwo \n three"


def test_json_reads_back_as_it_was_and_is_shown_safely() -> None:
    text = shown_json({"words": NASTY})
    assert json.loads(text) == {"words": NASTY}
    assert not FORBIDDEN.search(text)


def test_an_address_leads_where_it_did() -> None:
    assert shown_address("https://a.example/\u202egnp.exe") == "https://a.example/%E2%80%AEgnp.exe"


def _feed() -> Feed:
    return Feed("https://tin-post.example/feed", NASTY, "en", "NO", "russia")


def _entry() -> Entry:
    url = "https://tin-post.example/a"
    return Entry(url, "https://tin-post.example/feed", url, NASTY, NASTY, NASTY, "en", NOW)


def _claim() -> dict[str, str]:
    names = ("speaker_name", "words", "context", "outlet", "title", "place", "addressee", "promised_by")
    return dict.fromkeys(names, NASTY) | {"url": f"https://tin-post.example/{NASTY.replace(' ', '')}"}


def _report() -> RunReport:
    one, again = judged(**_claim()), judged("repeat", judged(**_claim()).claim, **_claim())
    mails = DeliveryReport(
        sent=(Sent("a@example.org", NASTY, "<m>"),),
        failed=(Unsent("b@example.org", NASTY, NOW),),
        given_up=(Unsent("c@example.org", NASTY, None),),
    )
    return RunReport(
        NOW,
        NOW,
        (FeedPolled(_feed(), "failing", NASTY, error=NASTY), FeedPolled(_feed(), "ok", entries=1, problems=(NASTY,))),
        (EntryRead(_entry(), "kept", NASTY, 1, (one, again)),),
        MailsSent(mails, "folder"),
        faults=(Fault("feed", NASTY, NASTY, f"Traceback\n  {NASTY}\n", NOW),),
    )


def _extraction() -> Extraction:
    span = Span(0, len(NASTY))
    claim = Claim("recognition", "done", "russia", "iea", False, True, None, (Evidence(0, 3, NASTY, "t"),))
    statement = Statement(
        Speaker(NASTY, 0, len(NASTY), NASTY, None),
        None,
        (span,),
        NASTY,
        "direct",
        None,
        (),
        None,
        None,
        claims=(claim,),
    )
    article = Article("https://a.example", None, NASTY, NASTY, NASTY, NOW, "en", f"{NASTY}\n{NASTY}")
    return Extraction(article, Relevance(True, 1, (SideMention("recogniser", 0, 3, NASTY),), NASTY), (statement,))


def _mail() -> str:
    claim = judged(**_claim())
    shift = judged("shift", claim.claim, **(_claim() | {"id": "c2"}))
    alert = Alert("a", NOW, claim.claim.url, NASTY, NASTY, NOW, (claim, shift), text=NASTY)
    parts = ""
    for kind in ("claims", "digest", "notice"):
        delivery = Delivery(replace(alert, kind=kind), "editor@example.org", f"<{kind}@x>", "waiting", 0, NOW)
        mail = render(delivery, Letterhead("watch@example.org"), NOW)
        parts += "\n".join([str(mail["Subject"]), *(str(part.get_content()) for part in mail.walk() if _is_text(part))])
    return parts


def _is_text(part: object) -> bool:
    return getattr(part, "get_content_maintype", str)() == "text"


def _log() -> str:
    stream = StringIO()
    logger = logging.Logger("pass")
    logger.addHandler(logging.StreamHandler(stream))
    whole = _report()
    for progress in (*whole.feeds, *whole.entries, whole.mails, *whole.faults):
        if progress is not None:
            log_progress(logger, progress)
    return stream.getvalue()


def _terminal() -> str:
    stream = StringIO()
    console, whole = Console(file=stream, width=200), _report()
    for progress in (*whole.feeds, *whole.entries, whole.mails, *whole.faults):
        if progress is not None:
            ProgressView(console)(progress)
    print_outcome(console, whole)
    print_explanation(console, _extraction())
    return stream.getvalue() + card(judged(**_claim()))


PLACES: dict[str, Callable[[], str]] = {
    "log": _log,
    "mail": _mail,
    "terminal": _terminal,
    "report": lambda: report_page(Material((judged(**_claim()),), counts={"articles": 1, "statements": 1}), NOW),
    "explanation": lambda: explanation_page([_extraction()]),
    "markdown in Prefect": lambda: "\n".join(artifacts_of(_report()).values()),
}


@pytest.mark.parametrize("place", PLACES)
def test_what_is_shown_anywhere_neither_turns_round_nor_steers(place: str) -> None:
    text = PLACES[place]()
    assert "gninnab" in text
    assert FORBIDDEN.findall(text) == []


@pytest.mark.parametrize("how", ["table", "json", "csv"])
def test_lists_are_shown_alike(how: str, capsys: pytest.CaptureFixture[str]) -> None:
    show([rows.claim_row(judged(**_claim()))], rows.CLAIM_COLUMNS, how, fields=rows.CLAIM_FIELDS, nothing="")  # type: ignore[arg-type]
    out = capsys.readouterr().out
    assert "gninnab" in out
    assert FORBIDDEN.findall(out) == []


def test_a_complaint_is_shown_alike(capsys: pytest.CaptureFixture[str]) -> None:
    complain(NASTY)
    assert capsys.readouterr().err == f"{PLAIN}\n"
