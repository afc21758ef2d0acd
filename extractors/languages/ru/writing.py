"""How Russian is written: abbreviations, and clauses of attribution around quotations."""

from __future__ import annotations

import re

from extractors.sentences.writing import Writing

BEFORE_NAME = frozenset({"г", "гг", "им", "д-р", "проф", "акад", "ген", "св", "ул", "тов"})
ABBREVIATIONS = BEFORE_NAME | {
    "т.е", "т.д", "т.п", "т.к", "др", "пр", "руб", "коп", "тыс", "млн", "млрд", "см", "стр", "рис", "в.в", "н.э",
    "янв", "фев", "апр", "авг", "сент", "окт", "нояб", "дек",
}  # fmt: skip
SAYS = r"(?:сказал|заявил|сообщил|отметил|подчеркнул|добавил|пояснил|рассказал|напомнил|спросил)[аи]?|говорит|считает"
# "КАБУЛ, 12 мая. /Агентство/. " and "Москва. 12 мая. АГЕНТСТВО - "
DATELINE = re.compile(
    r"^(?:[А-ЯЁ][А-ЯЁ-]+|[А-ЯЁ][а-яё-]+), \d{1,2} [а-я]+\. ?[/—-][^/\n]{0,30}(?:/\.?)? ?(?=[А-ЯЁ«„])", re.MULTILINE
)


def _opening_ends(text: str) -> list[int]:
    return [found.end() for found in DATELINE.finditer(text)]


WRITING = Writing(
    abbreviations=ABBREVIATIONS,
    before_name=BEFORE_NAME,
    opens_sentence=re.compile(r"[«„“\"]|(?:Он|Она|Они|Это|В|На|Но|И|А|По)\b"),
    no_blank=re.compile(r"(?<=[а-яё]{3})[.!?](?=[А-ЯЁ][а-яё]{2,} [а-яё]{2,})"),
    said_soon=re.compile(rf"[—–-] ?(?:{SAYS})\b"),
    attribution=re.compile(rf"[,.?!…] (?=[—–-] (?:{SAYS})\b)"),
    said_behind=frozenset({"сказал", "сказала", "заявил", "заявила", "отметил", "отметила", "он", "она", "они"}),
    plural_owner=re.compile(r"(?!)"),  # an apostrophe marks no owner
    small_words=frozenset({"и", "а", "в", "на", "о", "об", "с", "к", "по", "из", "за", "для", "от", "до"}),
    opening_ends=_opening_ends,
)
