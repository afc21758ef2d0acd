"""``reprocess``: stored articles read again by this program, and a summary of what reads otherwise."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated

import typer

from flows.cli.terminal.exit_codes import OK, PARTLY, complain
from flows.cli.terminal.options import SettingsFile, settings_of, store_of
from flows.cli.terminal.patience import Patience
from flows.reading.identity import read_by
from flows.reading.loading import load_words, refuse_unknown_model
from flows.runtime.clock import utc_now
from flows.runtime.run_report import count
from flows.runtime.shown import shown_line

if TYPE_CHECKING:
    from extractors.records import ClaimRecord
    from flows.passing.reprocessing import Again, Failed, Reread
    from flows.settings.model import Settings
    from storage.store import Store

_WORDS = 160


def reprocess(
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only say what would read otherwise.")] = False,
    alert: Annotated[bool, typer.Option("--alert", help="Tell readers of claims that are found now.")] = False,
    settings: SettingsFile = None,
) -> None:
    """Extract every stored article again that another version read; what is the same keeps its identity.

    It goes on where it was stopped. What reads otherwise is marked as superseded, never deleted; nobody is alerted
    unless that is asked for. Ends with 3 where single articles could not be read.
    """
    from flows.passing.reprocessing import reprocess as read_again

    held = settings_of(settings)
    with store_of(held) as store:
        again = _again(held, store, dry_run, alert)
        number = store.count_not_read_by(again.read_by)
        summary = Summary()
        with Patience("reading articles", number) as patience:

            def tell(one: Reread | Failed) -> None:
                for line in summary.take(one):
                    typer.echo(line)
                patience.step()

            asyncio.run(read_again(again, tell))
    typer.echo(summary.line(dry_run))
    raise typer.Exit(PARTLY if summary.failed else OK)


def _again(held: Settings, store: Store, dry_run: bool, alert: bool) -> Again:
    from flows.passing.reprocessing import Again

    # 0.2 s of CPU to load, for which no other command waits.
    from flows.passing.workings import crew_rules
    from flows.reading.crew import crew_for
    from flows.telling.audience import telling_of

    refuse_unknown_model(held.model)
    words = load_words()
    readers = telling_of(held, store, words, utc_now()).readers if alert else None
    reader = read_by(held.model, held.learned_judge)
    return Again(store, crew_for(crew_rules(held)), words, reader, dry_run, readers)


class Summary:
    """What changed, counted; and a line for each claim that reads otherwise."""

    def __init__(self) -> None:
        self._seen: Counter[str] = Counter()

    @property
    def failed(self) -> int:
        """How many articles could not be read."""
        return self._seen["failed"]

    def take(self, one: Reread | Failed) -> Iterator[str]:
        """Count an article; the lines to be shown of it."""
        from flows.passing.reprocessing import Failed

        self._seen["articles"] += 1
        if isinstance(one, Failed):
            self._seen["failed"] += 1
            complain(
                f"{one.article.article.url or one.article.id}: cannot be read again: {one.why}; it stays as it was"
            )
            return
        read = one.read
        self._seen["same articles"] += read.is_same
        self._seen["alerts"] += one.alert is not None
        for name in ("same", "changed", "new", "gone"):
            self._seen[f"statements {name}"] += len(getattr(read, f"statements_{name}"))
            self._seen[f"claims {name}"] += len(getattr(read, name))
        if not read.relevance_is_same:
            now = "on the subject now" if read.extraction.relevance.relevant else "not on the subject any more"
            yield shown_line(f"article {read.article.article.title or read.article.id}: {now}")
        for old, claim in read.changed:
            yield _claim("changed", claim, f"{_stand(old.claim)} → {_stand(claim)}")
        for claim in read.new:
            yield _claim("new", claim, _stand(claim))
        for old in read.gone:
            yield _claim("gone", old.claim, _stand(old.claim))

    def line(self, dry_run: bool) -> str:
        """All of it in a sentence."""
        parts = [
            f"{what} "
            + ", ".join(f"{self._seen[f'{what} {name}']:,} {name}" for name in ("same", "changed", "new", "gone"))
            for what in ("statements", "claims")
        ]
        told = count(self._seen["articles"], "article")
        alerts = f"; {count(self._seen['alerts'], 'alert')} in the outbox" if self._seen["alerts"] else ""
        failed = f"; {count(self.failed, 'article')} could not be read" if self.failed else ""
        end = "; nothing was stored" if dry_run else ""
        return f"{told} read again, {self._seen['same articles']:,} the same; {'; '.join(parts)}{alerts}{failed}{end}"


def _claim(what: str, claim: ClaimRecord, stand: str) -> str:
    words = claim.words if len(claim.words) <= _WORDS else f"{claim.words[:_WORDS].rstrip()}…"
    return shown_line(f"{what} {claim.speaker_name}: {stand} “{words}” ({claim.outlet})")


def _stand(claim: ClaimRecord) -> str:
    return f"{claim.topic} {claim.position} ({claim.certainty:.0%})"
