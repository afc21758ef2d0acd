"""Where the opening of a report ends: "KABUL, May 29 (Agency) —", "Moscow [Russia], October 12 :", "(AGENCY) "."""

from __future__ import annotations

import re

from extractors.languages.en.words.calendar import MONTH

_MONTH = rf"(?:{MONTH})\.?"
_DATE = rf"(?:\d{{1,2}}[./]\d{{1,2}}[./]\d{{2,4}}|(?:\d{{1,2}} {_MONTH}|{_MONTH} \d{{1,2}})(?:,? \d{{4}})?)\.?"
_CAPITALS = r"[A-ZÀ-Þ][A-ZÀ-Þ.'’-]+(?: [A-ZÀ-Þ][A-ZÀ-Þ.'’-]+){0,3}"
_TOWN = r"(?!(?:On|In|By|Since|From|Until|Before|After|At|Late|Early|Last|The) )[A-Z][\w.'’-]+(?: [A-Z][\w.'’-]+){0,2}"
_REGION = r"(?:, ?[A-Z][\w. ]{2,20}| ?\[[^\[\]\n]{2,20}\])?"
_AGENCY = r"(?:(?: ?\([A-Z][^()\n]{1,40}\)| ?/[A-Z][^/\n]{1,30}/)\.?)"
_DASH = r"\*? ?(?:—|–|--|-)"
_NEXT = r" (?=[\"“‘«A-Z0-9])"
_OPENINGS = re.compile(
    rf"^\*?(?:"
    rf"{_CAPITALS}(?:, ?[\w. ,]{{2,30}})?{_AGENCY}?{_DASH}"  # KABUL, Afghanistan (Agency) —
    rf"|(?:{_CAPITALS}|{_TOWN}){_REGION}(?:,? {_DATE})?,?{_AGENCY} ?(?::|—|–|--|-)?"  # Kabul (Agency):
    rf"|(?:{_CAPITALS}|{_TOWN}){_REGION},?(?: [–—-])? {_DATE}(?:\*? ?(?::|—|–|--|-))"  # Moscow [Russia], May 12 :
    rf"|(?:{_CAPITALS}|{_TOWN}){_REGION},? {_DATE}"  # Kabul, Dec 5
    rf"|{_TOWN} [–—-] [A-Z]{{2,12}} [–—-]"  # Town - AGENCY -
    rf"|\([A-Z][A-Z][^()\n]{{0,40}}\):?"  # (AGENCY)
    rf"){_NEXT}",
    re.MULTILINE,
)
_COLON = re.compile(rf"^({_CAPITALS}){_REGION} ?:{_NEXT}[^\n]{{80}}", re.MULTILINE)
_LEAD = 400  # characters in which a town in capitals with a colon opens a report; later it is somebody who speaks
_SPEAKERS = frozenset({"MR", "MRS", "MS", "DR", "QUESTION", "ANSWER", "Q", "A", "MODERATOR", "HOST"})


def dateline_ends(text: str) -> list[int]:
    """Offsets at which the first sentence behind an opening starts."""
    return [found.end() for found in _OPENINGS.finditer(text)] + _towns_with_colon(text)


def _towns_with_colon(text: str) -> list[int]:
    """ "MOSCOW: " before the first sentence; a name that recurs with a colon is a speaker's."""
    ends = []
    for found in _COLON.finditer(text, 0, _LEAD):
        town = found[1]
        if town.split()[0].strip(".") not in _SPEAKERS and text.count(f"{town}:") == 1:
            ends.append(text.index(":", found.start()) + 2)
    return ends
