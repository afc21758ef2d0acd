"""Articles that are relevant by what is claimed in them, whatever else they hold.

A sure claim counts where words alone would pass an article over: a lead above much about another war.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import replace

from extractors.claims.learned.hearing import Hearing
from extractors.claims.notation.folded_text import sentences_of
from extractors.lexicon import Lexicon
from extractors.records import ALERTING_TOPICS, RUSSIA, Article, Relevance, Span, Statement
from extractors.relevance.by_names import SIDES, SidePatterns, without_look_alikes, without_venues, words_of
from extractors.sentences.sentence import Sentence
from extractors.text.markup import plain

# How sure a claim must be, by what its sentences name. Of 198 open articles that words alone pass over ten of the
# eighteen relevant ones are found so and three others taken; five and two where the claim's own sentence has to name
# Russia and the Afghan side has to stand beside it. It is nine at 0.8 and eight at 0.9.
_SURE, _TOLD, _NEVER = 0.6, 0.15, 2.0
# How sure all claims of an article must be together. Of 637 articles that the learned judge had not read 24 were judged
# wrongly without it and 19 with it, of 177 that are only scored 7 and 2; at 0.8 one of these more is taken.
_TOGETHER = 1.0
# How likely something must be said in an article, or claimed. Each of 1,530 open articles that are relevant, and so by
# names, has a passage that is said with .81 or more, each of 78 that are only scored one with .96; of fourteen that are
# wrongly so by names thirteen have less than .5 of both.
_SAID = _CLAIMED = 0.5
_OPENING = 3  # sentences, a dateline among them
_AFGHAN = ("recognised", "recognised-weak")
_LEAST_SCORE, _MOST_SCORE = 0.5, 0.499  # what points alone give to what is just relevant, and just not


def may_claim(article: Article, relevance: Relevance, lexicon: Lexicon) -> bool:
    """Whether what is said in an article that is not relevant by its words is worth hearing.

    It names both sides, and one with the core subject: the Afghan in its sentence, or the Russian in or beside it.
    """
    words = words_of(lexicon)["en"]
    if article.language not in (None, "en") or len({mention.side for mention in relevance.evidence}) < len(SIDES):
        return False
    text = without_look_alikes(article.text, words)
    subject = without_venues(text, words)
    sentences = tuple(sentences_of(text))
    return any(
        words["core"].search(subject, one.start, one.end)
        and (
            _names(("recogniser",), sentences[max(place - 1, 0) : place + 2], text, words)
            or _names(_AFGHAN, (one,), text, words)
        )
        for place, one in enumerate(sentences)
    )


def relevant_by_claims(
    relevance: Relevance,
    statements: Sequence[Statement],
    article: Article,
    lexicon: Lexicon,
    sentences: Sequence[Sentence],
) -> Relevance:
    """``relevance``, but relevant where a statement claims for sure something that alerts, for Russia and the IEA.

    Its sentence or one beside it names the Russian side, or its speaker is of it, and the text the Afghan; a likely
    claim is enough where its own sentence names both. So are all claims together where the text names both: whether
    others follow Russia is its matter, too. ``sentences`` are those of the text, as who said what was looked for in
    them.
    """
    words = words_of(lexicon)["en"]
    text = without_look_alikes(article.text, words)
    if not _names(_AFGHAN, sentences, text, words):
        return relevance
    heard = [each for each in statements if not _is_on_another(each, text, sentences, words)]
    telling = [each for each in heard if _is_sure(each, _asked_of(each, text, sentences, words, lexicon))]
    if not telling and _weight(heard) >= _TOGETHER and _names(SIDES[:1], sentences, text, words):
        telling = [max(heard, key=lambda each: _weight((each,)))]
    if not telling:
        return relevance
    told = f"{relevance.reason}; but it is claimed: {plain(telling[0].text, 80)!r}"
    return replace(relevance, relevant=True, score=max(relevance.score, _LEAST_SCORE), reason=told)


def unless_unsaid(relevance: Relevance, heard: Hearing, article: Article) -> Relevance:
    """``relevance``, but not relevant where the learned judge hears nobody say anything of ours, nor anything claimed.

    It has learned English only.
    """
    claimed = max((one.certainty for each in heard.statements for one in each.claims), default=0.0)
    speaks = heard.said is None or heard.said >= _SAID or claimed >= _CLAIMED
    if not relevance.relevant or speaks or article.language not in (None, "en"):
        return relevance
    silent = f"{relevance.reason}; but nothing of it is said or claimed"
    return replace(relevance, relevant=False, score=min(relevance.score, _MOST_SCORE), reason=silent)


def _is_sure(statement: Statement, asked: float) -> bool:
    """Whether it claims something that alerts, for Russia, as surely as is asked."""
    claims = (one for one in statement.claims if one.party == RUSSIA and one.topic in ALERTING_TOPICS)
    certainty = max((one.certainty for one in claims), default=0.0)
    return certainty > 0 and certainty >= asked


def _weight(statements: Iterable[Statement]) -> float:
    """How sure all claims are together: of so many about that many are right."""
    return sum(one.certainty for each in statements for one in each.claims)


def _asked_of(
    statement: Statement, text: str, sentences: Sequence[Sentence], words: SidePatterns, lexicon: Lexicon
) -> float:
    """How sure a claim must be that is made in sentences which name the two sides, or beside one that names Russia."""
    first = bisect_right(sentences, statement.content[0].start, key=lambda one: one.end)
    last = bisect_left(sentences, statement.content[-1].end, key=lambda one: one.start)
    own, around = sentences[first:last], sentences[max(first - 1, 0) : last + 1]
    if all(_names((side,), own, text, words) for side in SIDES):
        return _TOLD
    return _SURE if _names(("recogniser",), around, text, words) or _of_russia(statement, lexicon) else _NEVER


def _is_on_another(statement: Statement, text: str, sentences: Sequence[Sentence], words: SidePatterns) -> bool:
    """Whether an article opens with another movement than the Afghan one, and nothing names the latter up to here."""
    until = bisect_right(sentences, statement.content[0].start, key=lambda one: one.start)
    before = sentences[: max(until, 1)]
    return (
        "rival" in words
        and _names(("rival",), sentences[:_OPENING], text, words)
        and not _names(_AFGHAN, before, text, words)
    )


def _of_russia(statement: Statement, lexicon: Lexicon) -> bool:
    actor = lexicon.by_id.get(statement.speaker.actor or "") if statement.speaker else None
    return actor is not None and actor.side == RUSSIA


def _names(kinds: Sequence[str], sentences: Sequence[Span | Sentence], text: str, words: SidePatterns) -> bool:
    return any(words[kind].search(text, one.start, one.end) for one in sentences for kind in kinds)
