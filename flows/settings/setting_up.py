"""What ``init`` writes: files of ``deploy/``, which come with the program, made to fit where a watch is to live."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

from extractors.errors import SettingsError

SHIPPED = files("deploy")
# The places that the shipped units and prefect.yaml name.
PROGRAM = "/opt/recognition-watch/current/bin/recognition-watch"
FOLDER = "/etc/recognition-watch"
STATE = "/var/lib/recognition-watch"
USER = "recognition-watch"

# Settings may come to hold a password; whoever runs the watch reads them through the group.
_OF_THE_GROUP = 0o640
_USUAL = 0o666
_HOMES = tuple(Path(home) for home in ("/home", "/root", "/run/user"))
_PLAIN_PATH = re.compile(r"[\w./@:+~-]+")


@dataclass(frozen=True, slots=True)
class WatchHome:
    """Where a watch is to live. The paths are absolute: what is written works from any working directory."""

    folder: Path
    state: Path
    program: Path
    user: str = USER

    @property
    def settings(self) -> Path:
        """The settings file."""
        return self.folder / "recognition-watch.toml"

    @property
    def feeds(self) -> Path:
        """The feeds file."""
        return self.folder / "feeds.yaml"

    @property
    def policy(self) -> Path:
        """The policy file."""
        return self.folder / "policy.yaml"


@dataclass(frozen=True, slots=True)
class NewFile:
    """One file to write, what it is in a few words, and who may read it (a mode, before the umask)."""

    path: Path
    text: str
    what: str
    mode: int = _USUAL


def usual_files(place: WatchHome) -> tuple[NewFile, ...]:
    """What every watch needs: settings, feeds, policy."""
    return (
        NewFile(place.settings, _settings(place), "every setting, explained", _OF_THE_GROUP),
        NewFile(place.feeds, shipped("feeds.yaml"), "the feeds to watch"),
        NewFile(place.policy, shipped("policy.example.yaml"), "who is told of what, and when", _OF_THE_GROUP),
    )


def unit_files(place: WatchHome, folder: Path) -> Iterator[NewFile]:
    """The service and the timers for systemd, in ``folder``; SettingsError for a path that a unit cannot name."""
    for path in (place.folder, place.state, place.program):
        if not _PLAIN_PATH.fullmatch(str(path)):
            raise SettingsError(str(path), "systemd takes no blanks and signs in it", "choose a plainer folder")
    for name in sorted(found.name for found in SHIPPED.iterdir() if found.name.endswith((".service", ".timer"))):
        yield NewFile(folder / name, _unit(shipped(name), place), "for systemd")


def prefect_files(place: WatchHome) -> Iterator[NewFile]:
    """The deployment for a Prefect server with workers, and what such a server is told."""
    there = {"prefect.yaml": "for a server with workers", "prefect-server.env": "what that server is told"}
    for name, what in there.items():
        text = shipped(name).replace("deploy/prefect", str(place.folder / "prefect"))
        yield NewFile(place.folder / name, text.replace(STATE, str(place.state)), what)


def shipped(name: str) -> str:
    """The text of a file of ``deploy/`` as it came with the program."""
    return SHIPPED.joinpath(name).read_text(encoding="utf-8")


def make_state_folder(place: WatchHome) -> None:
    """Make the folder that a unit opens to the service, for its owner alone; systemd makes the usual one itself."""
    if place.state != Path(STATE):
        place.state.mkdir(mode=0o700, parents=True, exist_ok=True)


def write_files(new: Iterable[NewFile], *, force: bool) -> None:
    """Write all of them; SettingsError where one is there already, and then none is written, unless by ``force``."""
    new = tuple(new)
    there = [str(file.path) for file in new if file.path.exists() or file.path.is_symlink()]
    if there and not force:
        one = len(there) == 1
        why = f"{'is' if one else 'are'} there already; nothing was written"
        raise SettingsError(", ".join(there), why, f"give --force to overwrite {'it' if one else 'them'}")
    for file in new:
        file.path.parent.mkdir(parents=True, exist_ok=True)
        # Not written over: an old file may be a link, or have been made for others to read.
        file.path.unlink(missing_ok=True)
        with os.fdopen(
            os.open(file.path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, file.mode), "w", encoding="utf-8"
        ) as out:
            out.write(file.text)


def _settings(place: WatchHome) -> str:
    """The example with this place's paths; every other setting keeps its default."""
    paths = {
        "database": f"sqlite:///{place.state / 'recognition-watch.sqlite3'}",
        "feeds": str(place.feeds),
        "state": str(place.state),
        "policy": str(place.policy),
        "folder": str(place.state / "mail"),
    }
    # A TOML string in double quotes is written as JSON writes one.
    lines = {name: f"{name} = {json.dumps(path, ensure_ascii=False)}" for name, path in paths.items()}
    shown = rf'^({"|".join(paths)}) = ".*"$'
    return re.sub(shown, lambda line: lines[line[1]], shipped("settings.example.toml"), flags=re.MULTILINE)


def _unit(text: str, place: WatchHome) -> str:
    text = text.replace(PROGRAM, str(place.program)).replace(FOLDER, str(place.folder))
    text = text.replace(f"User={USER}\n", f"User={place.user}\n")
    if place.state == Path(STATE):
        return text
    # systemd makes and owns only what lies in /var/lib; any other folder has to be opened to the service.
    text = re.sub(r"^StateDirectory=.*\nStateDirectoryMode=.*$", f"ReadWritePaths={place.state}", text, flags=re.M)
    if any(path.is_relative_to(home) for path in (place.folder, place.state, place.program) for home in _HOMES):
        text = text.replace("ProtectHome=yes", "ProtectHome=read-only")
    return text.replace(STATE, str(place.state))
