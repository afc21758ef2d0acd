"""A service elsewhere hears of each pass: by healthchecks.io's protocol, or by plain GET."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from dataclasses import replace
from urllib.parse import parse_qs, urlsplit

import pytest
from pydantic import SecretStr, ValidationError

from extractors.errors import StoreError
from flows.passing.one_pass import PlainStages, watch_once
from flows.passing.run_context import open_run_context
from flows.passing.sole_run import sole_run
from flows.runtime.clock import utc_now
from flows.runtime.delivery_report import DeliveryReport, Sent, Unsent
from flows.runtime.run_report import MailsSent, Progress, Remark, RunReport
from flows.settings.model import PingSettings, Settings
from flows.telling.pings import Ping, Pings, Signal, pinged, pings_of, signal_of

from ..ping_catcher import PingCatcher, ping_catcher

NOW = utc_now()
DONE = RunReport(NOW, NOW)
SENT, WAITS = Sent("a@example.org", "s", "<m>"), Unsent("b@example.org", "busy", NOW)
LOST = Unsent("c@example.org", "no such host", None)
SECRET = "secret-token"
pytestmark = pytest.mark.usefixtures("bare")


@pytest.fixture
def catcher() -> Iterator[PingCatcher]:
    with ping_catcher() as listening:
        yield listening


def _pinging(settings: Settings, **addresses: str) -> Settings:
    given = {name: SecretStr(address) for name, address in addresses.items()}
    return settings.model_copy(update={"ping": PingSettings(timeout_s=5).model_copy(update=given)})


async def _pass(settings: Settings) -> tuple[RunReport, list[Remark]]:
    heard: list[Progress] = []
    report = await watch_once(settings, PlainStages(), heard.append, every_feed=True)
    return report, [one for one in heard if isinstance(one, Remark)]


async def test_a_pass_tells_its_start_and_its_end_under_one_name(settings: Settings, catcher: PingCatcher) -> None:
    report, remarks = await _pass(_pinging(settings, address=f"{catcher.address}/{SECRET}?create=1"))
    assert [(method, body) for method, _, body in catcher.heard] == [("POST", ""), ("POST", report.summary())]
    assert catcher.paths == [f"/{SECRET}/start", f"/{SECRET}"]
    asked = [parse_qs(urlsplit(path).query) for _, path, _ in catcher.heard]
    assert asked[0] == asked[1]
    assert (asked[0]["create"], str(uuid.UUID(asked[0]["rid"][0]))) == (["1"], asked[0]["rid"][0])
    assert remarks == []


async def test_a_plain_service_is_asked_with_get_at_whole_addresses(settings: Settings, catcher: PingCatcher) -> None:
    push = f"{catcher.address}/push/{SECRET}"
    pinging = _pinging(settings, start=f"{push}?state=run", success=f"{push}?status=up&msg={{message}}&s={{seconds}}")
    report, _ = await _pass(pinging)
    (first, start, _), (second, end, _) = catcher.heard
    assert (first, start) == ("GET", f"/push/{SECRET}?state=run")
    asked = parse_qs(urlsplit(end).query)
    assert (second, asked["status"], asked["msg"]) == ("GET", ["up"], [report.summary()])
    assert float(asked["s"][0]) >= 0


async def test_a_pass_that_cannot_be_made_is_told_as_broken(settings: Settings, catcher: PingCatcher) -> None:
    broken = _pinging(settings, address=f"{catcher.address}/x", failure=f"{catcher.address}/down?msg={{message}}")
    broken = broken.model_copy(update={"database": "sqlite:////proc/nowhere/x.sqlite3"})
    with pytest.raises(StoreError) as error:
        await _pass(broken)
    assert sorted(catcher.paths) == ["/down", "/x/1"]
    told = {method: body or parse_qs(urlsplit(path).query)["msg"][0] for method, path, body in catcher.heard}
    assert told == {"POST": str(error.value), "GET": str(error.value)}


async def test_a_pass_that_was_left_to_another_is_only_logged(settings: Settings, catcher: PingCatcher) -> None:
    async with open_run_context(settings, lambda _: None) as context, sole_run(context.store, context.holder):
        await _pass(_pinging(settings, address=f"{catcher.address}/x", success=f"{catcher.address}/up"))
    assert catcher.paths == ["/x/log"]


@pytest.mark.parametrize(
    ("trouble", "why"),
    [
        ("refuses", "start: 127.0.0.1 answers HTTP 404"),
        ("is mute", "start: 127.0.0.1 does not answer within 0.2 s"),
        ("is not there", "start: 127.0.0.1 cannot be reached: Connect call failed"),
        ("is no address", "start: a..b cannot be asked"),
    ],
)
async def test_a_ping_that_fails_costs_a_line_without_the_address(
    trouble: str, why: str, settings: Settings, catcher: PingCatcher
) -> None:
    catcher.status, catcher.mute = 404, trouble == "is mute"
    where = {"is not there": "http://127.0.0.1:1", "is no address": "http://a..b"}.get(trouble, catcher.address)
    pinging = _pinging(settings, address=f"{where}/{SECRET}")
    if catcher.mute:
        pinging = pinging.model_copy(update={"ping": pinging.ping.model_copy(update={"timeout_s": 0.2})})
    report, remarks = await _pass(pinging)
    assert report.all_went_well
    assert [(one.event, one.warning) for one in remarks] == [("ping-failed", True)] * 2
    assert remarks[0].text.startswith(why)
    assert SECRET not in str(remarks)


@pytest.mark.parametrize(
    ("report", "signal"),
    [
        (DONE, "success"),
        (replace(DONE, skipped="another pass is under way"), "log"),
        (replace(DONE, trouble="no network"), "fail"),
        (replace(DONE, mails=MailsSent(DeliveryReport(sent=(SENT,), failed=(WAITS,)), "")), "success"),
        (replace(DONE, mails=MailsSent(DeliveryReport(failed=(WAITS,)), "")), "fail"),
        (replace(DONE, mails=MailsSent(DeliveryReport(sent=(SENT,), given_up=(LOST,)), "")), "fail"),
    ],
    ids=["well", "skipped", "of no use", "one mail waits", "no mail went out", "a mail given up"],
)
def test_what_a_pass_is_to_those_outside(report: RunReport, signal: str) -> None:
    assert signal_of(report) == signal


def test_nobody_is_asked_where_nothing_is_set() -> None:
    assert pings_of(PingSettings(), "start", "", "run", 0) == ()


def _asked(signal: Signal, message: str = "", **addresses: str) -> tuple[Ping, ...]:
    given = {name: SecretStr(address) for name, address in addresses.items()}
    return pings_of(PingSettings().model_copy(update=given), signal, message, "7", 12.34)


@pytest.mark.parametrize("address", ["https://p.example/x", "https://p.example/x/"])
@pytest.mark.parametrize(
    ("signal", "path"),
    [("start", "/x/start"), ("fail", "/x/fail"), ("broken", "/x/1"), ("log", "/x/log")],
)
def test_a_signal_is_the_last_step_of_the_path_however_the_address_ends(
    address: str, signal: Signal, path: str
) -> None:
    assert [one.url for one in _asked(signal, address=address)] == [f"https://p.example{path}?rid=7"]


@pytest.mark.parametrize(
    ("signal", "url"),
    [("start", "a"), ("success", "b"), ("fail", "c"), ("broken", "c"), ("log", None)],
)
def test_a_plain_service_hears_no_more_than_how_it_began_and_ended(signal: Signal, url: str | None) -> None:
    told = _asked(signal, start="https://p.example/a", success="https://p.example/b", failure="https://p.example/c")
    assert told == ((Ping("GET", f"https://p.example/{url}"),) if url else ())


def test_what_a_pass_says_of_itself_fits_an_address_and_a_body() -> None:
    plain = "https://p.example/?m={message}&s={seconds}&r={run}"
    posted, got = _asked("success", "é" * 10_001, address="https://p.example/x", success=plain)
    assert (posted.method, len(posted.body)) == ("POST", 10_000)
    assert parse_qs(urlsplit(got.url).query) == {"m": ["é" * 200], "s": ["12.3"], "r": ["7"]}


async def test_an_unforeseen_error_is_told_and_goes_on(settings: Settings, catcher: PingCatcher) -> None:
    async def breaks(pings: Pings) -> None:
        pings.start()
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        async with pinged(_pinging(settings, address=catcher.address), lambda _: None) as pings:
            await breaks(pings)
    assert [(path.partition("?")[0], body) for _, path, body in catcher.heard] == [
        ("/start", ""),
        ("/1", "ZeroDivisionError"),
    ]


@pytest.mark.parametrize(
    ("address", "why"),
    [
        ("ping.example/x", "must begin with http"),
        ("https://p.example:http/x", "is no web address"),
        ("https://[p.example/x", "is no web address"),
        ("https://p.example/{what}", "{what} is not known; {message}"),
    ],
)
def test_an_address_that_cannot_be_pinged_is_refused(address: str, why: str) -> None:
    with pytest.raises(ValidationError, match=why.replace("{", r"\{")):
        PingSettings(success=SecretStr(address))
