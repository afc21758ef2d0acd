"""How the watch is, by what it left behind: its last passes, mails that wait, what was set aside, room on the disks.

The same findings serve ``check`` and ``watchdog``. Looking creates, upgrades and changes nothing.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

from extractors.errors import NoStoreError, StoreError
from extractors.records.stored import Overdue
from flows.runtime.clock import in_utc, span
from flows.runtime.finding import Finding
from flows.runtime.moments import LATEST_GOOD_RUN, LATEST_RUN
from flows.runtime.run_report import count
from flows.settings.model import Settings, WatchdogSettings
from flows.telling.digest import BEGUN

# A first pass reads all that the feeds hold; it may take longer than three intervals.
FIRST_PASS = timedelta(minutes=30)
_MOST_WORDS = 200


@dataclass(frozen=True, slots=True)
class Traces:
    """What a store tells of the watch on it: when its first pass began, the last one ended, the last one ended well."""

    store: str
    counts: dict[str, int] = field(default_factory=dict)
    begun: datetime | None = None
    latest: datetime | None = None
    good: datetime | None = None
    overdue: Overdue | None = None


@dataclass(frozen=True, slots=True)
class Disk:
    """One file system: what of ours lies there, the folder that was looked at, and the bytes that are free."""

    holds: tuple[str, ...]
    folder: Path
    free: int


def traces_of(settings: Settings, now: datetime) -> Traces:
    """Read the store's traces; StoreError where there is none, or it cannot be read as it is."""
    # 0.3 s of CPU for SQLAlchemy, which a watchdog that finds no store need not wait for.
    from storage.store import open_store

    wait = timedelta(seconds=settings.watchdog.mail_wait_s)
    with open_store(settings.database, upgrade=False) as store:
        return Traces(
            store=store.name,
            counts=store.counts(),
            begun=store.moment(BEGUN),
            latest=store.moment(LATEST_RUN),
            good=store.moment(LATEST_GOOD_RUN),
            overdue=store.overdue(now, wait),
        )


def is_missing(error: StoreError) -> bool:
    """Whether there is no store at all yet, which is no fault before the first pass."""
    return isinstance(error, NoStoreError)


def health(traces: Traces, settings: Settings, now: datetime) -> Iterator[Finding]:
    """All that the store's traces tell."""
    limits = settings.watchdog
    yield check_passes(traces, limits, settings.schedule_s, now)
    yield from check_clock(traces, limits, now)
    yield check_outbox(traces, now)
    yield from check_set_aside(traces)


def check_passes(traces: Traces, limits: WatchdogSettings, schedule_s: float, now: datetime) -> Finding:
    """Whether a pass has ended well lately."""
    if traces.latest is None and traces.begun is None:
        return Finding("passes", "note", "no pass yet", "`run` makes one, `serve` one every few minutes")
    patience = timedelta(seconds=limits.missed_passes * schedule_s)
    since = traces.good or traces.latest
    if since is None:
        begun = traces.begun or now
        first = f"the first pass began {_ago(begun, now)}"
        if now - begun > max(patience, FIRST_PASS):
            return Finding("passes", "bad", f"{first} and has not ended", _SEE_SERVE)
        return Finding("passes", "note", f"{first} and is under way")
    age = f"pass_age={max((now - since).total_seconds(), 0):.0f}s;;{patience.total_seconds():.0f}"
    if now - since <= patience:
        return Finding("passes", "ok", f"the last pass ended {_ago(since, now)}", measure=age)
    what = f"no pass has ended well since {in_utc(since)} ({_ago(since, now)})"
    if traces.latest and now - traces.latest <= patience:
        mend = "see whether this machine reaches the internet, and `feeds`"
        return Finding("passes", "bad", f"{what}, although passes are made", mend, measure=age)
    return Finding("passes", "bad", what, _SEE_SERVE, measure=age)


_SEE_SERVE = "see whether `serve` or a worker runs, and its log"


def check_clock(traces: Traces, limits: WatchdogSettings, now: datetime) -> Iterator[Finding]:
    """Whether what was remembered lies in the past, and in its order; nothing to say where it does."""
    slack = timedelta(seconds=limits.clock_slack_s)
    known = [moment for moment in (traces.begun, traces.latest, traces.good) if moment is not None]
    if known and max(known) - now > slack:
        what = f"a pass lies {span(max(known) - now)} in the future: the clock has been set back, or was wrong then"
        yield Finding("clock", "bad", what, _SET_CLOCK)
        return
    latest = traces.latest or traces.good
    if latest and any(moment - latest > slack for moment in (traces.begun, traces.good) if moment):
        yield Finding("clock", "bad", "the last pass ended before it began: the clock was set in between", _SET_CLOCK)


_SET_CLOCK = "set the clock right, then `run` once, which asks every feed whether it is due or not"


def check_outbox(traces: Traces, now: datetime) -> Finding:
    """Whether mails go out; those that were given up are a note."""
    waiting, late = traces.counts.get("deliveries waiting", 0), traces.overdue
    measure = f"mails_waiting={waiting} mails_overdue={late.number if late else 0};;0"
    if late:
        why = f": {' '.join(late.error.split())[:_MOST_WORDS]}" if late.error else ", and none was tried"
        waits = "waits" if late.number == 1 else "wait"
        what = f"{count(late.number, 'mail')} {waits}, the first told of something {_ago(late.since, now)}{why}"
        return Finding("outbox", "bad", what, "see the settings under [mail], and `check`", measure=measure)
    if lost := traces.counts.get("deliveries given_up", 0):
        what = f"{count(lost, 'mail')} {'was' if lost == 1 else 'were'} given up"
        return Finding("outbox", "note", what, "`alerts` names them", measure=measure)
    return Finding(
        "outbox", "ok", f"{count(waiting, 'mail')} to go out" if waiting else "no mail waits", measure=measure
    )


def check_set_aside(traces: Traces) -> Iterator[Finding]:
    """What a fault of the program keeps from being read."""
    if number := traces.counts.get("entries set_aside", 0):
        what = f"{count(number, 'entry', 'entries')} set aside for a fault of the program"
        mend = "`articles --set-aside` lists and gives them; they are tried again after an upgrade"
        yield Finding("set aside", "note", what, mend, number=number, measure=f"set_aside={number}")


def disks_of(settings: Settings) -> tuple[Disk, ...]:
    """The file systems that database, state and mails lie on; a folder that is missing yet will lie beside the next."""
    places = {"state": Path(settings.state)}
    if settings.database.startswith("sqlite:///"):
        file = settings.database.removeprefix("sqlite:///").partition("?")[0]
        places = {"database": Path(file).parent} | places
    if not settings.mail.sends:
        places["mails"] = Path(settings.mail.folder)
    of_device: dict[int, list[tuple[str, Path]]] = {}
    for name, place in places.items():
        folder = _nearest(place)
        of_device.setdefault(folder.stat().st_dev, []).append((name, folder))
    return tuple(
        Disk(tuple(name for name, _ in held), held[0][1], shutil.disk_usage(held[0][1]).free)
        for held in of_device.values()
    )


def check_disks(disks: tuple[Disk, ...], limits: WatchdogSettings) -> Iterator[Finding]:
    """Whether there is room."""
    for disk in disks:
        free, about = disk.free // 1_000_000, disk.holds[0]
        what = f"{free} MB free for {' and '.join(disk.holds)}"
        measure = f"disk_free_{about}={free}MB;;{limits.disk_free_mb}:"
        if disk.free < limits.disk_free_mb * 1_000_000:
            yield Finding("disk", "bad", f"only {what}", f"make room at {disk.folder}", about, measure=measure)
        else:
            yield Finding("disk", "ok", what, about=about, measure=measure)


def _nearest(place: Path) -> Path:
    path = place.absolute()
    return next(folder for folder in (path, *path.parents) if folder.is_dir())


def _ago(moment: datetime, now: datetime) -> str:
    return f"{span(now - moment)} ago" if moment <= now else f"{span(now - moment)} from now"
