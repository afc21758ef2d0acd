"""``review``: walk through what was alerted, claim by claim, and say whether it was right."""

from __future__ import annotations

import getpass
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, get_args

import typer

from extractors.errors import SettingsError
from extractors.lexicon import load_lexicon
from extractors.records import Filter, JudgedClaim, Position, Topic, Verdict
from extractors.records.stored import Review
from flows.cli.terminal.options import LimitIs, SettingsFile, Since, settings_of, store_of
from flows.runtime.clock import utc_now
from flows.runtime.run_report import count
from flows.runtime.shown import shown_line
from flows.telling.to_review import KEYS, figures_line, waiting

if TYPE_CHECKING:
    from collections.abc import Collection

    from storage.store import Store

ASK = "[r]ight, [n]ot a claim, wrong [s]peaker, wrong [t]opic, wrong [p]osition, [o]ld, [k] skip, [q]uit"


def review(
    since: Since = None,
    limit: LimitIs = 100,
    who: Annotated[str, typer.Option("--who", help="Whose verdicts these are.", show_default="you")] = "",
    everything: Annotated[bool, typer.Option("--all", help="Also claims that no alert told.")] = False,
    export: Annotated[
        Path | None,
        typer.Option("--export", help="Ask nothing: write all verdicts as annotated articles to this file."),
    ] = None,
    settings: SettingsFile = None,
) -> None:
    """Say of each claim that was alerted, or nearly, whether it was right; it is used from now on."""
    with store_of(settings_of(settings)) as store:
        if export is not None:
            typer.echo(_exported(store, export))
            return
        narrow = Filter(since=since, limit=limit)
        found = waiting(store, narrow, everything)
        done = _walk(store, found, who or getpass.getuser())
        typer.echo(f"{done} of {len(found)} reviewed; {figures_line(store.review_figures())}")


def _exported(store: Store, path: Path) -> str:
    """Write the verdicts for training, and say how many there are and which cannot be used."""
    # 0.3 s of CPU to load, for an export alone.
    from flows.reporting.verdicts import annotated, as_yaml

    found = store.reviewed()
    export = annotated(found, load_lexicon())
    try:
        path.write_text(as_yaml(export.rows), encoding="utf-8")
    except OSError as error:
        raise SettingsError(str(path), f"cannot be written: {error.strerror}", "name another file") from error
    statements = sum(len(row.statements) for row in export.rows)
    articles = count(len(export.rows), "article")
    told = f"{count(len(found), 'verdict')}: {count(statements, 'statement')} of {articles} written to {path}"
    return "\n".join([told, *(f"left out: {shown_line(line)}" for line in export.left_out)])


def _walk(store: Store, found: tuple[str, ...], who: str) -> int:
    done = 0
    for number, key in enumerate(found, start=1):
        one = store.claim(key)
        if one is None:  # pruned meanwhile
            continue
        typer.echo(f"\n{number} of {len(found)}\n{card(one)}\n")
        answer = _answer(ASK, (*KEYS, "k", "q"))
        if answer == "q":
            break
        if answer != "k":
            store.review(Review(one.claim.id, KEYS[answer], who, utc_now(), **_right(KEYS[answer])))
            done += 1
    return done


def card(one: JudgedClaim) -> str:
    """A claim as a reviewer sees it."""
    claim = one.claim
    day = claim.published_day or "undated"
    sure = f"certainty {claim.certainty:.2f}"
    lines = (
        ("", f"{claim.speaker_name}: {claim.topic} {claim.position} ({claim.party} on {claim.target}), {sure}"),
        ("  words    ", claim.words),
        ("  context  ", claim.context),
        ("  outlet   ", f"{claim.outlet}, {day}"),
        ("  link     ", claim.url),
        (f"  {one.novelty.kind:8} ", one.novelty.reason),
    )
    return "\n".join(name + shown_line(text) for name, text in lines)


def _right(verdict: Verdict) -> dict[str, Any]:
    """What it should have been, where the reviewer knows; nothing typed means that it is not known."""
    if verdict == "wrong_speaker":
        from extractors.lexicon import load_lexicon

        actor = _answer("the speaker's key in the lexicon, or nothing", ("", *load_lexicon().by_id))
        return {"speaker": actor or None}
    if verdict == "wrong_topic":
        return {"topic": _answer("the right topic, or nothing", ("", *get_args(Topic))) or None}
    if verdict == "wrong_position":
        return {"position": _answer("the right position, or nothing", ("", *get_args(Position))) or None}
    return {}


def _answer(question: str, known: Collection[str]) -> str:
    """Ask until the answer is known; the end of the input is the wish to stop."""
    while True:
        typer.echo(f"{question}: ", nl=False)
        line = sys.stdin.readline()
        if not line:
            typer.echo("")
            return "q" if "q" in known else ""
        if (answer := line.strip()) in known:
            return answer
        typer.echo(f"{answer!r} is none of these")
