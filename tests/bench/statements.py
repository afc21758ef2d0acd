"""Measures statements on annotated articles and prints the figures beside their floors: ``make bench-statements``.

The data is no part of the repository: PolNeAR (who said what in political news) and synthetic articles of this
project's own subject. Set RECOGNITION_WATCH_SHARED to the folder that holds ``data/`` and ``tools/``; without it
``../shared`` beside the repository is looked at. Exit code 1 when a figure is under its floor, 2 when there is no data.
"""

from __future__ import annotations

import argparse
import importlib
import json
import os
import sys
import time
import tomllib
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from spacy.language import Language

sys.path.insert(0, str(Path(__file__).parent))

from bare_parse import BareParse

from extractors.lexicon import load_lexicon
from extractors.records import Article, Statement
from extractors.statements import build_pipeline, statements_of

ROOT = Path(__file__).resolve().parents[2]
FLOORS = Path(__file__).with_name("statements_floors.toml")
Json = dict[str, Any]


def shared_folder() -> Path | None:
    """The folder with the annotated data, or None where this machine has none."""
    folder = Path(os.environ.get("RECOGNITION_WATCH_SHARED", ROOT.parent / "shared"))
    return folder if (folder / "data" / "polnear" / "dev.jsonl").exists() else None


def read_rows(path: Path) -> list[Json]:
    """The objects of a JSON Lines file."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").split("\n") if line.strip()]


def scorer(shared: Path, name: str) -> Any:
    """A scoring tool that lies beside the data."""
    folder = str(shared / "tools")
    if folder not in sys.path:
        sys.path.insert(0, folder)
    return importlib.import_module(name)


def article_of(text: str, row: Json | None = None) -> Article:
    """An article for measuring: the text and, from a row of claims data, its title, outlet and day."""
    row = row or {}
    published = datetime.fromisoformat(row["published"]).replace(tzinfo=UTC) if row.get("published") else None
    return Article(None, None, row.get("title"), None, row.get("outlet"), published, "en", text)


def polnear_prediction(key: str, statements: Iterable[Statement]) -> Json:
    """An article's statements as PolNeAR's scorer reads them."""
    rows = [
        {
            "content": [[span.start, span.end] for span in s.content],
            "speaker": [s.speaker.start, s.speaker.end] if s.speaker else None,
            "cue": [s.cue.start, s.cue.end] if s.cue else None,
            "kind": s.kind,
        }
        for s in statements
    ]
    return {"id": key, "statements": rows}


def polnear_figures(shared: Path, nlp: Language, limit: int | None = None) -> dict[str, float]:
    """Content, speaker and both on PolNeAR's dev part, speech only."""
    gold = read_rows(shared / "data" / "polnear" / "dev.jsonl")[:limit]
    predictions = [polnear_prediction(row["id"], statements_of(nlp, article_of(row["text"]))) for row in gold]
    result = scorer(shared, "score_statements").score(gold, predictions, "recompute", True)
    everything = result["all"]
    return {
        "polnear_content_relaxed_f1": everything["relaxed"]["f1"] / 100,
        "polnear_content_loose_f1": everything["loose"]["f1"] / 100,
        "polnear_direct_relaxed_f1": result["direct"]["relaxed"]["f1"] / 100,
        "polnear_speaker_right": everything["relaxed"]["speaker"] / 100,
        "polnear_both_f1": everything["e2e_relaxed"]["f1"] / 100,
    }


def claims_figures(shared: Path, nlp: Language) -> dict[str, float]:
    """Statements and their speakers in the English articles on our own subject; the outlet's own words are left out."""
    tool = scorer(shared, "score_claims")
    rows = [r for r in read_rows(shared / "data" / "claims-dev.jsonl") if r["lang"] == "en" and r["relevant"]]
    gold, predictions = {}, {}
    for row in rows:
        gold[row["id"]] = row | {"statements": [s for s in row["statements"] if s["kind"] != "narrative"]}
        predictions[row["id"]] = _claims_prediction(row, statements_of(nlp, article_of(row["text"], row)))
    found = tool.score(gold, predictions)["en"]["relaxed"]
    return {
        "claims_statements_f1": found["statement_f1"],
        "claims_speaker_right": found["speaker_given_match"],
        "claims_kind_right": found["kind_given_match"],
    }


def _claims_prediction(row: Json, statements: Iterable[Statement]) -> Json:
    answers = [
        {
            "content": [{"start": span.start, "end": span.end} for span in s.content],
            "speaker": {"name": s.speaker.name, "actor": s.speaker.actor} if s.speaker else None,
            "kind": s.kind,
            "claims": [],
        }
        for s in statements
    ]
    return {
        "id": row["id"], "relevance": {"relevant": True}, "article": {"text": row["text"]}, "statements": answers
    }  # fmt: skip


def speed_figures(shared: Path, nlp: Language) -> dict[str, float]:
    """Words a second of the whole step as a share of the model's bare parse over the same texts, and peak memory."""
    texts = [row["text"] for row in read_rows(shared / "data" / "claims-dev.jsonl") if row["lang"] == "en"]
    texts += [row["text"] for row in read_rows(shared / "data" / "polnear" / "dev.jsonl")[:40]]
    bare = BareParse()
    words = sum(bare.words(text) for text in texts)
    for text in texts[:5]:
        bare(text)
        statements_of(nlp, article_of(text))
    parse_s = min(_seconds(bare, texts, step=False) for _ in range(2))
    step_s = min(_seconds(nlp, texts, step=True) for _ in range(2))
    return {
        "speed_words_per_s": words / step_s,
        "speed_share_of_parse": parse_s / step_s,
        "memory_mb": _peak_mb(),
    }


def _peak_mb() -> float:
    """The most memory that this process held, as Linux tells it.

    Not ``getrusage``, whose peak is that of whoever started the process where that held more: of a starter with 700 MB
    an empty interpreter is told to hold 713 instead of 14.
    """
    lines = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM:")) / 1024


def _seconds(nlp: Callable[[str], object], texts: Iterable[str], step: bool) -> float:
    start = time.process_time()
    for text in texts:
        if step:
            statements_of(nlp, article_of(text))
        else:
            nlp(text)
    return time.process_time() - start


def compared(figures: dict[str, float], floors: dict[str, float]) -> Iterator[tuple[str, float, float | None, bool]]:
    """(name, figure, floor, held); a floor of memory is a ceiling."""
    for name, figure in figures.items():
        floor = floors.get(name)
        held = floor is None or (figure <= floor if name.endswith("_mb") else figure >= floor)
        yield name, figure, floor, held


def main() -> int:
    """Prints every figure beside its floor."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--model", help="another spaCy pipeline to parse with")
    options = parser.parse_args()
    shared = shared_folder()
    if shared is None:
        print("bench-statements: no annotated data: set RECOGNITION_WATCH_SHARED to the folder with data/ and tools/")  # noqa: T201
        return 2
    nlp = build_pipeline(load_lexicon(), options.model)
    figures = polnear_figures(shared, nlp) | claims_figures(shared, nlp) | speed_figures(shared, nlp)
    floors = tomllib.loads(FLOORS.read_text(encoding="utf-8"))["statements"]
    rows = list(compared(figures, floors))
    for name, figure, floor, held in rows:
        print(f"{name:30} {figure:10.3f}  floor {floor if floor is not None else '-':>7}  {'' if held else 'UNDER'}")  # noqa: T201
    return 0 if all(held for *_, held in rows) else 1


if __name__ == "__main__":
    sys.exit(main())
