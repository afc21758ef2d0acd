"""Who would act: Russia, unless the words or the speaker say otherwise."""

from __future__ import annotations

import re

from extractors.claims.modality import Verdict
from extractors.claims.rules import ClaimRules
from extractors.claims.views import View
from extractors.records import Statement

_EVERYBODY = re.compile(
    r"\b(?:no (?:other )?(?:country|state|government|capital|nation)|all (?:countries|states|governments)|"
    r"international recognition|recognition by anyone|the (?:world|others|international community)|"
    r"(?:other|more|any) (?:countries|states|governments|nations)|nobody)\b"
)


def party_of(verdict: Verdict, statement: Statement, view: View, rules: ClaimRules) -> str:  # noqa: ARG001
    """The actor key of who recognises, delists or accredits in this claim."""
    if verdict.mention.party:
        return verdict.mention.party
    if verdict.topic in ("recognition", "legitimacy") and _EVERYBODY.search(view.text):
        return "international-community"
    return "russia"
