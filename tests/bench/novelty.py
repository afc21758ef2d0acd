"""How well novelty is judged: the gold claims of claims-dev.jsonl in file order, against their gold novelty.

``python tests/bench/novelty.py [--json] [--show] [--all]``. The set is in the folder that RECOGNITION_WATCH_SHARED
names, else in ``../shared``; English unless ``--all``. Only novelty is judged here: speaker, topic and position are
gold's. Claims whose novelty gold leaves open are stored, but not counted.

Told are the share of right kinds; the same with ``repeat`` and ``restated`` taken for one (neither alerts); alerts
(``new`` and ``shift`` against the rest) by precision and recall; and the grouping of reports into utterances by B-cubed
precision and recall (Bagga and Baldwin 1998): a repeat joins the group of its nearest claim.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from extractors.novelty import judge_novelty
from extractors.records import ClaimRecord, Evidence, JudgedClaim

FLOORS = {"kinds": 0.90, "kinds, repeat and restated as one": 0.90, "alert precision": 0.90, "alert recall": 0.95}
NEEDS = "novelty is left out: set RECOGNITION_WATCH_SHARED to the folder that has data/claims-dev.jsonl"
Row = dict[str, Any]


@dataclass(slots=True)
class Result:
    """Pairs of gold and judged kinds, groups of both, and a line for each that differs."""

    kinds: Counter[tuple[str, str]] = field(default_factory=Counter)
    groups: list[tuple[str, str]] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)

    def figures(self) -> dict[str, float]:
        """All that is told."""
        alerting = {"new", "shift"}
        told = sum(n for (_, judged), n in self.kinds.items() if judged in alerting)
        wanted = sum(n for (gold, _), n in self.kinds.items() if gold in alerting)
        both = sum(n for (gold, judged), n in self.kinds.items() if gold in alerting and judged in alerting)
        precision, recall = self._b_cubed()
        return {
            "claims": float(self.kinds.total()),
            "kinds": self._share(lambda kind: kind),
            "kinds, repeat and restated as one": self._share(lambda kind: "again" if kind.startswith("re") else kind),
            "alert precision": both / told,
            "alert recall": both / wanted,
            "utterances precision": precision,
            "utterances recall": recall,
        }

    def _share(self, named: Any) -> float:
        right = sum(n for (gold, judged), n in self.kinds.items() if named(gold) == named(judged))
        return right / self.kinds.total()

    def _b_cubed(self) -> tuple[float, float]:
        pairs, judged, gold = (
            Counter(self.groups),
            Counter(j for j, _ in self.groups),
            Counter(g for _, g in self.groups),
        )
        precision = sum(n * n / judged[pair[0]] for pair, n in pairs.items())
        recall = sum(n * n / gold[pair[1]] for pair, n in pairs.items())
        return precision / len(self.groups), recall / len(self.groups)


def data_file() -> Path | None:
    """The gold set, if it is at hand."""
    shared = Path(os.environ.get("RECOGNITION_WATCH_SHARED", Path(__file__).parents[2].parent / "shared"))
    path = shared / "data" / "claims-dev.jsonl"
    return path if path.exists() else None


def measure(path: Path, every_language: bool = False) -> Result:
    """Judge all gold claims in the file's order."""
    result, stored = Result(), list[ClaimRecord]()
    group_of: dict[str, str] = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        article = json.loads(line)
        if not every_language and article["lang"] != "en":
            continue
        here: list[JudgedClaim] = []
        for claim, gold, utterance in gold_claims(article):
            known = stored + [one.claim for one in here if one.novelty.kind != "repeat"]
            novelty = judge_novelty(claim, known, claim.seen_at)
            here.append(JudgedClaim(claim, novelty))
            joined = novelty.kind == "repeat" and novelty.nearest is not None
            group_of[claim.id] = group_of[novelty.nearest.id] if joined and novelty.nearest else claim.id
            result.groups.append((group_of[claim.id], f"{utterance} {claim.topic}"))
            if gold is not None:
                result.kinds[gold, novelty.kind] += 1
                if gold != novelty.kind:
                    result.wrong.append(f"{claim.id}: {gold}, judged {novelty.kind}: {novelty.reason}")
        stored += [one.claim for one in here]
    return result


def gold_claims(article: Row) -> Iterator[tuple[ClaimRecord, str | None, str]]:
    """The article's claims as they would be stored, each with its gold novelty and utterance."""
    for place, statement in enumerate(article["statements"]):
        for claim in statement["claims"]:
            yield _record(article, place, statement, claim), claim["novelty"], statement["utterance"]


def _record(article: Row, place: int, statement: Row, claim: Row) -> ClaimRecord:
    text, spans = article["text"], statement["content"]
    start, end = text.rfind("\n", 0, spans[0][0]) + 1, text.find("\n", spans[-1][1])
    name = statement["speaker_name"]
    published = datetime.fromisoformat(article["published"]).replace(tzinfo=UTC)
    outlet = f"outlet:{article['outlet']}" if statement["kind"] == "narrative" else "name:"
    return ClaimRecord(
        id=f"{article['id']}-{place}-{claim['topic']}",
        statement_id=f"{article['id']}-{place}",
        speaker_key=statement["actor"] or (f"name:{name.casefold()}" if name else outlet),
        speaker_name=name or article["outlet"],
        actor=statement["actor"],
        topic=claim["topic"],
        position=claim["position"],
        party=claim["party"],
        target=claim["target"],
        negated=False,
        confirmed=claim["confirmed"],
        cameo=None,
        kind=statement["kind"],
        words=" ".join(text[first:last] for first, last in spans),
        context=text[start : end if end >= 0 else len(text)],
        said_on=date.fromisoformat(statement["said_on"]) if statement["said_on"] else None,
        addressee=statement["addressee"],
        via=(),
        place=None,
        outlet=article["outlet"],
        url=f"https://{article['id']}.example/",
        title=article["title"],
        published_at=published,
        seen_at=published,
        evidence=(Evidence(spans[0][0], spans[-1][1], "", "gold"),),
    )


def main() -> int:
    """Measure, print, and fail below a floor."""
    parser = argparse.ArgumentParser(description="How well novelty is judged on gold claims.")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--show", action="store_true", help="list what went wrong")
    parser.add_argument("--all", action="store_true", help="all languages")
    asked = parser.parse_args()
    path = data_file()
    if path is None:
        sys.stderr.write(NEEDS + "\n")
        return 0
    result = measure(path, asked.all)
    figures = result.figures()
    lines = [json.dumps(figures)] if asked.json else [f"{name:40}{value:8.3f}" for name, value in figures.items()]
    sys.stdout.write("\n".join(lines + (result.wrong if asked.show else [])) + "\n")
    return 0 if all(figures[name] >= floor for name, floor in FLOORS.items()) else 1


if __name__ == "__main__":
    sys.exit(main())
