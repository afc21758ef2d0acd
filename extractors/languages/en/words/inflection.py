"""Every form that the lexicon's verbs and nouns of saying come in."""

from __future__ import annotations

from extractors.lexicon import Lexicon
from extractors.sentences.reporting_words import CueNoun, ReportingVerb, VerbForm

FILE = "en/reporting_verbs.yaml"
NOUN_FILE = "en/cue_nouns.yaml"
VOWELS = "aeiou"


def inflect(verb: ReportingVerb) -> tuple[str, ...]:
    """All forms of a verb: the regular ones, and those the row names instead."""
    base = verb.base
    stem = base[:-1] if base.endswith("e") and not base.endswith("ee") else base
    y_stem = base[:-1] + "i" if base.endswith("y") and base[-2:-1] not in VOWELS else base
    third = y_stem + "es" if y_stem != base or base.endswith(("s", "sh", "ch", "x", "o")) else base + "s"
    past = verb.past or (base + "d" if base.endswith("e") else y_stem + "ed")
    doubled = past.endswith("ed") and len(past) > 4 and past[-3] == past[-4] and not base.endswith(past[-4] * 2)
    ing = (past[:-2] if doubled else stem) + "ing"
    if base in {"put", "cut", "swear", "have", "begin", "forget", "beg", "run"}:
        ing = {"put": "putting", "begin": "beginning", "forget": "forgetting", "beg": "begging", "have": "having"}.get(
            base, base + "ing"
        )
    third = {"have": "has", "go": "goes"}.get(base, third)
    return tuple(dict.fromkeys((base, third, past, verb.participle or past, ing, *verb.forms)))


def verb_forms(lexicon: Lexicon) -> dict[str, VerbForm]:
    """Every word form of a reporting verb and the rows it can belong to."""
    table: dict[str, list[ReportingVerb]] = {}
    for row in lexicon.rows(FILE, ReportingVerb):
        for form in inflect(row):
            table.setdefault(form, []).append(row)
    return {
        form: VerbForm(form, tuple(sorted(rows, key=lambda r: (not r.particle, r.id)))) for form, rows in table.items()
    }


def cue_nouns(lexicon: Lexicon) -> dict[str, CueNoun]:
    """Every form of a cue noun and its row."""
    rows = lexicon.rows(NOUN_FILE, CueNoun, unique=("forms",))
    return {form: row for row in rows for form in row.forms}
