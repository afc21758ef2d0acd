"""What tells by who is meant whether a draft is somebody's words: signs that the sieve weighs with the draft's own."""

from __future__ import annotations

from extractors.sentences.marks import Attribution
from extractors.statements.speakers.people import Figure


def signs_of_voice(attribution: Attribution, figure: Figure | None) -> tuple[str, ...]:
    """The signs that tell who is meant."""
    row = attribution.row or "-"
    if figure is None:
        return ("voice=nobody",)
    tag = next((sign for sign in attribution.signs if sign.startswith("tag=")), "tag=-")
    length = next((sign for sign in attribution.signs if sign.startswith("length=")), "length=-")
    known = "known" if figure.actor else "unknown"
    return (
        f"voice={figure.kind}", f"voice+{tag}={figure.kind}", f"{row}+{known}", known,
        f"voice+{length}={figure.kind}", f"document={'document' in figure.words}", f"number={figure.number}",
        f"side={figure.actor.side if figure.actor else '-'}", f"capital={figure.name[:1].isupper()}")  # fmt: skip
