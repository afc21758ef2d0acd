"""How English is written: abbreviations, clauses of attribution around quotations, words that stand small in titles."""

from __future__ import annotations

import re

from extractors.languages.en.words.datelines import dateline_ends
from extractors.sentences.writing import Writing

ABBREVIATIONS = frozenset({
    "mr", "mrs", "ms", "dr", "prof", "sen", "rep", "gov", "gen", "col", "lt", "sgt", "maj", "capt", "cmdr", "adm",
    "rev", "hon", "st", "jr", "sr", "vs", "etc", "inc", "ltd", "co", "corp", "dept", "univ", "jan", "feb", "mar",
    "apr", "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec", "no", "art", "vol", "fig", "al", "approx", "e.g",
    "i.e", "u.s", "u.k", "u.n", "d.c", "a.m", "p.m", "mt", "ft", "amb", "min", "pres", "sec", "atty", "brig",
    "mssrs", "messrs", "mme", "mlle", "fr", "est", "ave", "blvd", "rd",
})  # fmt: skip
ENDS_NOTHING_BEFORE_NAME = frozenset({
    "mr", "mrs", "ms", "dr", "prof", "sen", "rep", "gov", "gen", "col", "lt", "sgt", "maj", "capt", "cmdr", "adm",
    "rev", "hon", "st",
})  # fmt: skip
# Pages lose the blank between two sentences: "… in their hands.The minister also said". And what was posted on X. The
# single letter is no initial there.
NO_BLANK = re.compile(
    r"(?<= on X)\.\s+(?=[A-Z“\"])|"
    r"(?<=[a-z]{3})[.!?](?=(?:The|An?|He|She|It|They|In|On|But|This|Also|[A-Z][a-z]{2,}) [a-z’']{2,})"
)
SAID_SOON = re.compile(
    r"(?:[Hh]e|[Ss]he|[Tt]hey|[Ii]t|I|[Tt]he|[Aa]n?|[Oo]ne|[Hh]is|[Hh]er|[A-Z][\w’'-]*\.?)(?= )[^.!?\"“”\n]{0,80}?"
    r"\b(?:said|says|asked|asks|replied|wrote|added|told|shouted|wondered|answered|tweeted|responded|exclaimed|cried|"
    r"yelled|declared|continued|demanded|quipped|joked|queried|remarked|noted|inquired|wanted to know)\b|"
    r"(?:said|says|asked|asks|replied|wrote|added|shouted|wondered|answered|tweeted|responded)\b"
)
SMALL_WORDS = frozenset({
    "a", "an", "the", "of", "in", "on", "at", "to", "for", "from", "by", "with", "and", "or", "but", "as", "is",
    "vs",
})  # fmt: skip
ATTRIBUTION = re.compile(
    r"[,.?!]['’]? (?=(?:(?:said|says|added|told|noted|asked) )|"
    r"(?:[Hh]e|[Ss]he|[Tt]hey|[Ii]t|(?:the )?[\w.’'-]+(?: [A-Z][\w.’'-]+){0,3}) "
    r"(?:said|says|added|told|noted|stressed|asked)\b)"
)
SAID_BEHIND = frozenset({"said", "says", "told", "wrote", "asked", "added", "he", "she", "they"})
POSSESSIVE_PLURAL = re.compile(r"s['’] [a-z]")
OPENS_SENTENCE = re.compile(r"[\"“‘]|(?:The|He|She|It|They|In|But|And|A|An|On|At|This)\b")

WRITING = Writing(
    abbreviations=ABBREVIATIONS,
    before_name=ENDS_NOTHING_BEFORE_NAME,
    opens_sentence=OPENS_SENTENCE,
    no_blank=NO_BLANK,
    said_soon=SAID_SOON,
    attribution=ATTRIBUTION,
    said_behind=SAID_BEHIND,
    plural_owner=POSSESSIVE_PLURAL,
    small_words=SMALL_WORDS,
    opening_ends=dateline_ends,
)
