"""Texts that cost a careless reader dear: each a function of how many parts it has."""

from __future__ import annotations

from collections.abc import Callable

Shapes = dict[str, Callable[[int], str]]

NEWS = "Zamir Kabulov said on Monday that Moscow would not recognise the Taliban. “It is too early,” he told TASS.\n"


def letters(number: int) -> str:
    """A number as a word."""
    return "".join(chr(97 + number // 26**place % 26) for place in range(4))


def different(form: str, times: int) -> str:
    """A form with another word in it each time."""
    return "".join(form.format(letters(number)) for number in range(times))


RELEVANCE: Shapes = {
    "news": lambda n: NEWS * n,
    "stops": lambda n: "." * n,
    "sides": lambda n: "Russia Taliban " * n,
    "one sentence": lambda n: "Russia will recognise the Taliban and " * n,
    "blank lines": lambda n: "\n" * n + "a",
    "names that look like a side": lambda n: "Moscow, Idaho, IEA " * n,
    "one word": lambda n: "a" * n,
}
COPIES: Shapes = {
    "news in capitals": lambda n: NEWS.upper() * n,
    "one line in capitals": lambda n: "RUSSIA SAID " * n,
    "names in capitals": lambda n: "the KABULOV " * n,
    "capitals apart": lambda n: "A1" * n,
    "titles": lambda n: "Russia Will Recognise The Taliban Soon\n" * n,
    "notes": lambda n: "Correction: It is so.\n" * n,
    "notes on one line": lambda n: "This article has been corrected. " * n,
    "labels alone": lambda n: "Correction\n" * n,
    "lines of blanks": lambda n: " \n" * n,
    "marks": lambda n: "″＂" * n,
}
STATEMENTS: Shapes = {
    "news": lambda n: NEWS * n,
    "stops": lambda n: "." * n,
    "stops apart": lambda n: ". " * n,
    "capitals": lambda n: "Word " * n,
    "capitals in lines": lambda n: "Karim Belani Omar\n" * n,
    "a list of sanctions": lambda n: different("Name: 1: ABDUL 2: {0} DOB: 1 Jan 1960 a.k.a: Mullah {0} Listed\n", n),
    "blank lines": lambda n: "\n" * n,
    "lines of blanks": lambda n: "a.\n \n" * n,
    "blanks behind a stop": lambda n: "a." + " " * n,
    "opening marks": lambda n: "“" * n,
    "quotations that are never closed": lambda n: "“It is so, " * n,
    "marks of every kind": lambda n: "“ « ‘ \" ' " * n,
    "quoted words": lambda n: "“lamp” " * n,
    "quotations without a speaker": lambda n: "“It is late now, and we go.” " * n,
    "quotations with a speaker": lambda n: "“It is late now,” he said. " * n,
    "quotations in lines": lambda n: "“It is so.\n" * n,
    "block quotations": lambda n: "“It is so and not otherwise.”\n— Jane Roe\n" * n,
    "one sentence": lambda n: "the envoy said that he went to the market and " * n,
    "said": lambda n: "said " * n,
    "Said": lambda n: "Said " * n,
    "said, comma": lambda n: "said, " * (n + 300),
    "stated this": lambda n: "It is so. The mayor stated this. " * n,
    "one word": lambda n: "a" * n,
    "hyphens": lambda n: "a-" * n,
    "colons": lambda n: ": " * n,
    "labels": lambda n: "A: b\n" * n,
    "questions and answers": lambda n: "Q: Is it so?\nA: It is.\n" * n,
    "brackets": lambda n: "he said (a " * n,
    "days": lambda n: "on Monday a day earlier " * n,
    "days of lone quotations": lambda n: "“the lamp is on the table” on Monday last year " * n,
    "soft hyphens and combining marks": lambda n: "\u00ade\u0301" * n,
    "names and commas": lambda n: "Jane Roe, Omar Belan, " * n,
    "different names": lambda n: different("Jane Roe{0} left. ", n),
    "one surname of many": lambda n: different("Ja{0} Roe said so. Roe left. ", n),
    "different bodies": lambda n: different("the Roe{0} Oversight Committee said so. ", n),
    "documents": lambda n: "The statement said so. The document was signed. " * n,
    "delegates": lambda n: "Delegates said so. " * n,
    "owners": lambda n: "Russia's " * n,
    "promises": lambda n: "His office said that the minister promised wheat. " * n,
    "datelines": lambda n: "MOSCOW, March 2 (A b) " * n,
}
CLAIMS: Shapes = {
    "news": lambda n: NEWS * n,
    "claims of one": lambda n: "Zamir Kabulov said that Russia would recognise the Taliban. " * n,
    "claims of many": lambda n: different("Jane Roe{0} said that Russia would recognise the Taliban.\n", n),
    "claims in a transcript": lambda n: "KABULOV: Russia will recognise the Taliban.\n" * n,
    "the outlet's own": lambda n: "Russia lifted the ban on the Taliban. It recognised them. " * n,
    "steps": lambda n: "“This step is overdue,” Kabulov said. " * n,
    "one sentence": lambda n: "Russia will recognise the Taliban before the ban is lifted and " * n,
    "stops": lambda n: "." * n,
    "brackets": lambda n: "the ban (on the Taliban) (" * n,
}
COMMAS = ("Russia will recognise {0}", "it is premature {0} recognition", "the ban {0}", "if {0} recognition {0}")
