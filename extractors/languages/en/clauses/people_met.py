"""Deeds done to people that share their verbs with words: dismissed a judge, welcomed a guest, called on a friend."""

from __future__ import annotations

from extractors.languages.en.clauses.arguments import MARKS, noun_phrase
from extractors.languages.en.clauses.cue_context import CueContext

DEEDS = frozenset({"dismiss", "welcome"})
PEOPLE = frozenset({
    "ambassador", "ambassadors", "aide", "attaché", "chief", "commander", "consul", "delegates", "delegation",
    "delegations", "deputies", "deputy", "diplomat", "diplomats", "director", "employees", "envoy", "envoys",
    "governor", "governors", "guest", "guests", "head", "judge", "judges", "leader", "leaders", "minister", "ministers",
    "officer", "officers", "official", "officials", "president", "representative", "representatives", "spokesman",
    "staff", "visitor", "visitors", "workers",
})  # fmt: skip
ASKS = frozenset({"to", "for", "not"})


def meets_somebody(context: CueContext, top: int) -> bool:
    """Whether the object is a person, received or sent away, not something judged: NP welcomed the envoy at N."""
    sentence = context.sentence
    if context.cue.row.id not in DEEDS or sentence.inside[top] >= 0:
        return False
    first, stop = noun_phrase(sentence, top)
    owned = any(sentence.tags[place] == "POS" for place in range(first, stop))
    titled = sentence.tags[top] in {"NNP", "NNPS"} and any(word in PEOPLE for word in sentence.words[first:top])
    as_what = "as" in sentence.words[stop : stop + 1]
    return (sentence.words[top] in PEOPLE or (titled and not owned)) and not as_what


def calls_on_somebody(context: CueContext, case: int) -> bool:
    """Whether "called on NP" is a visit: nothing is asked of whom it names."""
    sentence = context.sentence
    if context.cue.row.id != "call-for" or sentence.words[case] not in {"on", "upon"}:
        return False
    stop = next((at for at in range(case, len(sentence)) if sentence.words[at] in MARKS - {","}), len(sentence))
    quoted = any(quote.first >= case for quote in sentence.quotes)
    return not quoted and not ASKS & set(sentence.words[case:stop])
