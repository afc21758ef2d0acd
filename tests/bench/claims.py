"""How well claims are judged: topics and positions of statements that are given, so that only this step is measured.

``make bench-claims``, or ``python tests/bench/claims.py [--json] [--show NAME]``. Measured are the project's own marked
texts beside this file, and the English articles of claims-dev.jsonl in the folder that RECOGNITION_WATCH_SHARED names,
else in ``../shared``. A floor in ``claims_floors.toml`` that is not reached makes it fail; floors are only raised.
``--show`` lists what went wrong in one set; the held-back set is counted but not shown.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent))

from marked import Marked, Want, read_marked

from extractors.claims import judge_claims
from extractors.lexicon import Lexicon, load_lexicon
from extractors.records import Article, Cue, Span, Speaker, Statement
from extractors.relevance.by_names import judge_relevance

HERE = Path(__file__).parent
FLOORS = HERE / "claims_floors.toml"
HELD_BACK = "held-back"
NEEDS = "claims-dev is left out: set RECOGNITION_WATCH_SHARED to the folder that has data/claims-dev.jsonl"


@dataclass(slots=True)
class Tally:
    """What was right, too much and missing, and how often the rung was one of those accepted."""

    right: int = 0
    spurious: int = 0
    missed: int = 0
    exact: int = 0

    @property
    def rates(self) -> dict[str, float]:
        """F1 over topics, and the share of exact positions on the topics found."""
        total = 2 * self.right + self.spurious + self.missed
        return {
            "topic_f1": round(2 * self.right / total, 3) if total else 1.0,
            "position_exact": round(self.exact / self.right, 3) if self.right else 1.0,
        }


def main(arguments: list[str] | None = None) -> int:
    """Measures, prints, and fails below a floor."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--json", action="store_true", help="print the figures as JSON")
    parser.add_argument("--show", metavar="NAME", help="list what went wrong in one set")
    options = parser.parse_args(arguments)
    floors = tomllib.loads(FLOORS.read_text(encoding="utf-8"))
    lexicon = load_lexicon()
    figures = {name: _measure(cases, lexicon, name == options.show) for name, cases in _sets().items()}
    if shared := shared_folder():
        figures["claims-dev"] |= _relevance(shared, lexicon)
    print(json.dumps(figures) if options.json else _table(figures, floors))  # noqa: T201
    below = [name for name in figures for figure, value in figures[name].items() if value < floors[name][figure]]
    return 1 if below else 0


def shared_folder() -> Path | None:
    """The folder with the data beside the project, if there is one."""
    folder = Path(os.environ.get("RECOGNITION_WATCH_SHARED") or HERE.parents[2] / "shared")
    return folder if (folder / "data" / "claims-dev.jsonl").is_file() else None


def _sets() -> dict[str, list[Marked]]:
    sets = {
        "articles": read_marked(HERE / "claims_articles.yaml"),
        "last lot": read_marked(HERE / "claims_last_lot.yaml"),
        HELD_BACK: read_marked(HERE / "claims_heldback.yaml"),
    }
    shared = shared_folder()
    return {**sets, "claims-dev": list(_gold(shared))} if shared else sets


def _measure(cases: list[Marked], lexicon: Lexicon, show: bool) -> dict[str, float]:
    tally = Tally()
    for case in cases:
        judged = {one.content: one for one in judge_claims(case.article, case.statements, lexicon, case.sentences)}
        for statement, want in zip(case.statements, case.wants, strict=True):
            found = {claim.topic: claim.position for claim in judged[statement.content].claims}
            _count(found, want, tally)
            if show and (set(found) != set(want) or any(found[topic] not in want[topic] for topic in found)):
                print(f"{statement.text}\n    want {want}\n    have {found}")  # noqa: T201
    return tally.rates


def _count(found: dict[Any, Any], want: Want, tally: Tally) -> None:
    tally.right += len(set(found) & set(want))
    tally.spurious += len(set(found) - set(want))
    tally.missed += len(set(want) - set(found))
    tally.exact += sum(position in want.get(topic, ()) for topic, position in found.items())


# --- claims-dev ------------------------------------------------------------------------------------------------------


def _rows(shared: Path) -> Iterator[dict[str, Any]]:
    for line in (shared / "data" / "claims-dev.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        if row["lang"] == "en":
            yield row


def _gold(shared: Path) -> Iterator[Marked]:
    """The relevant articles with the gold's statements; uncertain ones and the outlet's own are not scored."""
    for row in _rows(shared):
        if row["relevant"]:
            kept = [gold for gold in row["statements"] if not gold["uncertain"] and gold["kind"] != "narrative"]
            statements = tuple(_statement(gold, row["text"]) for gold in kept)
            yield Marked(_article(row), statements, tuple(_want(gold) for gold in kept))


def _article(row: dict[str, Any]) -> Article:
    published = datetime.fromisoformat(row["published"]).replace(tzinfo=UTC)
    return Article(None, None, row["title"], None, row["outlet"], published, "en", row["text"])


def _statement(gold: dict[str, Any], text: str) -> Statement:
    content = tuple(Span(*span) for span in gold["content"])
    cue = Cue(text[slice(*gold["cue"])], *gold["cue"]) if gold["cue"] else None
    name = gold["speaker_name"]
    start, end = gold["speaker"] or (0, 0)
    speaker = Speaker(name, start, end, name, gold["actor"]) if name else None
    words = " ".join(text[span.start : span.end] for span in content)
    return Statement(speaker, cue, content, words, gold["kind"])


def _want(gold: dict[str, Any]) -> Want:
    return {claim["topic"]: [claim["position"], *claim["also_ok"]] for claim in gold["claims"]}


def _relevance(shared: Path, lexicon: Lexicon) -> dict[str, float]:
    rows = list(_rows(shared))
    right = sum(judge_relevance(_article(row), lexicon).relevant is row["relevant"] for row in rows)
    return {"relevance": round(right / len(rows), 3)}


# --- printing --------------------------------------------------------------------------------------------------------


def _table(figures: dict[str, dict[str, float]], floors: dict[str, dict[str, float]]) -> str:
    lines = [f"{'set':<12}{'figure':<18}{'reached':>9}{'floor':>9}"]
    for name, values in figures.items():
        lines += [
            f"{name:<12}{figure:<18}{value:>9.3f}{floors[name][figure]:>9.3f}" for figure, value in values.items()
        ]
    return "\n".join(lines if "claims-dev" in figures else [*lines, NEEDS])


if __name__ == "__main__":
    sys.exit(main())
