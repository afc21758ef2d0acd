"""Writes docs/statements.md from the constructions' table: ``python tests/extractors/statements/page.py``."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

HERE = Path(__file__).parent
TABLE = HERE.parents[2] / "extractors" / "languages" / "en" / "constructions" / "examples.yaml"
PROMISES = HERE / "promises.yaml"
PAGE = HERE.parents[2] / "docs" / "statements.md"

HEAD = """# Statements: what is found, and by which rule

This page is made from `extractors/languages/en/constructions/examples.yaml` by
`python tests/extractors/statements/page.py`; a test compares the two. Every rule below has its situations there: what
it finds, and what it must leave alone. `recognition-watch extract --explain` names the rules that made a statement.

## The way

Quotations (`rw_quotations`) → sentences that never tear one (`rw_sentences`) → mentions (`rw_mentions`) → attribution
(`rw_attribution`): cues, the verbs and nouns of saying; a parse of the sentences that hold one
(`extractors/model`); the constructions, one a function → who it is (`rw_resolution`) → when and where
(`rw_occasions`). What of it is asked of a language stands in `extractors/languages/language.py`.

Constructions propose drafts; `outermost` decides between two that want the same words,
`relays` moves media out of the speaker's place, `runs` gives a lone quotation to the statement it goes on with. What is
left is weighed: `sieve` holds back a draft whose signs (construction, verb, source, content) are far from those of
annotated statements; `make sieve` fits its weights in `extractors/model`.

## How to add one

1. A verb or a noun: a row in `extractors/lexicon/en/reporting_verbs.yaml` or `en/cue_nouns.yaml`. No code.
2. A construction: situations in `examples.yaml` first, then one function in `direct.py`, `indirect.py`,
   `objects.py`, `according.py`, `nouns.py` or `neighbouring_sentences.py` that takes a `CueContext` (or a `Sentence`)
   and returns a `Draft` or None, and its name in `CONSTRUCTIONS` of `drafting.py`, where the order is the order of
   trying. The draft is made with a `Construction`: its name and the act that it tells of (said, asked, did, …).
3. `make bench-statements` before and after; floors are only raised.

## What is not handled

- Statements inside another's words: of "NP said that NP said S" only the outer one is reported. Who promised what is
  told at second hand is named beside the speaker; see the promises at the end.
- First-person narration ("I told him that …") outside quotation marks; what a writer says of himself is no statement.
- Thoughts that only an adjective or a noun without an owner tells ("it is widely hoped that …").
- Free indirect speech without a cue, and quotations in verse or song.
- Dashes as quotation marks.

## The constructions
"""


PROMISED = """
## Promises at second hand

"NP's office said that NP had promised S" has the office for its speaker and whoever promised for its embedded speaker,
and its claims are unconfirmed (`tests/extractors/statements/promises.yaml`). Below, the words that name who promised,
then the fullest name and the lexicon's key.
"""


def page_of(table: dict[str, list[dict[str, Any]]], promises: list[dict[str, Any]]) -> str:
    """The page: each rule with all its situations, the first as the example; then whose promise is told of."""
    parts = [HEAD]
    for rule, cases in table.items():
        parts.append(f"\n### {rule if rule != 'nothing' else 'What is no statement'}\n")
        parts += [_case(case) for case in cases]
    parts += [PROMISED, *(_promise(case) for case in promises)]
    return "\n".join(parts).rstrip("\n") + "\n"


def _case(case: dict[str, Any]) -> str:
    text = case["text"].strip().replace("\n", " / ")
    found = "".join(f"\n  - {statement.replace(' | ', ' · ')}" for statement in case["statements"]) or "\n  - nothing"
    mark = "" if case.get("found", True) else " (not by this rule)"
    return f"- *{case['situation']}*{mark}: {text}{found}"


def _promise(case: dict[str, Any]) -> str:
    found = (one if one != "-" else "nobody else's promise" for one in case["promised"])
    return f"- *{case['situation']}*: {case['text']}" + "".join(f"\n  - {one.replace(' | ', ' · ')}" for one in found)


def main() -> None:
    """Writes the page."""
    table, promises = (yaml.safe_load(file.read_text(encoding="utf-8")) for file in (TABLE, PROMISES))
    PAGE.write_text(page_of(table, promises), encoding="utf-8")


if __name__ == "__main__":
    main()
