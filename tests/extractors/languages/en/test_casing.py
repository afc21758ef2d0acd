"""Text in capitals, and titles with a capital on every word, as they would stand in a sentence."""

from __future__ import annotations

import pytest

from extractors.languages.en.casing import WrittenNames, mixed_case, names_of
from extractors.lexicon import load_lexicon

CASES = {
    "a flash": (
        "RUSSIA RECOGNISES ISLAMIC EMIRATE OF AFGHANISTAN",
        "Russia recognises Islamic Emirate of Afghanistan",
    ),
    "a flash with its source": (
        "*KABULOV TELLS RIA: NO DECISION ON TALIBAN",
        "*Kabulov tells RIA: No decision on Taliban",
    ),
    "a paragraph with a dateline": (
        "MOSCOW, MAY 27. /TASS/. THE BAN MAY GO. “IT IS EARLY,” LAVROV SAID. “A DECISION IS NEAR.”",
        "Moscow, May 27. /TASS/. The ban may go. “It is early,” Lavrov said. “A decision is near.”",
    ),
    "a name that nobody knows, and a possessive": (
        "IVAN BELOUSKY'S AIDE SAYS THAT RUSSIA'S LIST IS LONG",
        "Ivan Belousky's aide says that Russia's list is long",
    ),
    "acronyms": ("U.S. TELLS UN THAT IEA IS NO GOVERNMENT", "U.S. tells UN that IEA is no government"),
    "a state and a pronoun that are spelt alike": ("US SAYS IT WILL NOT FOLLOW", "US says it will not follow"),
    "acronyms that are no actors of ours": (
        "IMF AND UNICEF STAY, PM AND CIA CHIEF SAY",
        "IMF and UNICEF stay, PM and CIA chief say",
    ),
    "an acronym that nobody knows is told by its letters": (
        "THE KHBTR OF VLUNA SAYS IT IS GONE",
        "The KHBTR of Vluna says it is gone",
    ),
    "a form of address and a number": (
        "DR. MUTTAQI IS THE 1ST TO GO TO MOSCOW ON 3RD JULY",
        "Dr. Muttaqi is the 1st to go to Moscow on 3rd July",
    ),
    "names of several parts": (
        "MCGARVA AND FAZL-UR-REHMAN AND XU YI TELL NATO AND FSB",
        "McGarva and Fazl-ur-Rehman and Xu Yi tell NATO and FSB",
    ),
    "a stretch in capitals within a line": (
        "The agency wrote: RUSSIA HAS RECOGNISED THE TALIBAN. It gave no source.",
        "The agency wrote: Russia has recognised the Taliban. It gave no source.",
    ),
    "a known name in capitals": (
        "The envoy ZAMIR KABULOV told TASS that UNAMA was there.",
        "The envoy Zamir Kabulov told TASS that UNAMA was there.",
    ),
    "a title": (
        "Russia Must Not Recognise Taliban, Says Front",
        "Russia must not recognise Taliban, says front",
    ),
    "how the rest of the text writes a name": (
        "Ms McGarva spoke.\nMCGARVA TOLD THE PAPER THAT SHE HAD HEARD IT",
        "Ms McGarva spoke.\nMcGarva told the paper that she had heard it",
    ),
}
UNCHANGED = {
    "plain prose": "Zamir Kabulov told TASS on Monday that the UN and the EU were informed.",
    "acronyms side by side": "The UN, NATO, CSTO and SCO met.",
    "a transcript's labels": "ZAKHAROVA: We have said so.\nQUESTION: When?",
    "a dateline": "NEW DELHI, India — The envoy left.",
    "a label of two words": "MR KABULOV: I would not say so.",
    "a list of names": "Omar Belan, Jane Roe and Karim Belani came to Kabul for the talks.",
    "another script": "РОССИЯ ПРИЗНАЛА ИСЛАМСКИЙ ЭМИРАТ",
    "nothing": "",
}


@pytest.fixture(scope="module")
def names() -> WrittenNames:
    return names_of(load_lexicon())


@pytest.mark.parametrize("situation", CASES)
def test_capitals_are_read_as_they_would_stand_in_a_sentence(situation: str, names: WrittenNames) -> None:
    written, expected = CASES[situation]
    assert mixed_case(written, names, titles=True) == expected


@pytest.mark.parametrize("situation", UNCHANGED)
def test_what_is_no_shouting_stays(situation: str, names: WrittenNames) -> None:
    assert mixed_case(UNCHANGED[situation], names, titles=True) == UNCHANGED[situation]


def test_a_line_of_names_within_a_text_is_taken_for_no_title(names: WrittenNames) -> None:
    line = "— Hamida Rasti, Union of Panjshir Widows and Mothers"
    assert mixed_case(line, names) == line
