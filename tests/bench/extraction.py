"""What extraction costs: CPU seconds of the whole step as a multiple of the bare parse of the same texts, in shares.

``make bench-extraction``, or ``python tests/bench/extraction.py [--every N] [--rounds N]``. Measured in one process
over the relevant articles of the ``retold`` sets: the model's own pipeline over the whole text, article by article,
then relevance, each component of statements, the rules of claims and the learned judge, as the extractor runs them.
Each figure is the median of rounds; the CPU's time counts, not the clock's, so that others at work disturb little.
Exit code 1 where the whole costs more than ``extraction_ceilings.toml`` allows; a ceiling is only ever lowered.
"""

from __future__ import annotations

import argparse
import sys
import time
import tomllib
from collections import defaultdict
from collections.abc import Callable, Sequence
from pathlib import Path
from statistics import median
from typing import TypeVar

from spacy.tokens import Doc

from extractors.claims import judge_claims
from extractors.claims.hearing import hear
from extractors.claims.learned import learned_judge
from extractors.claims.weighing import weights_of
from extractors.extraction import Extractor
from extractors.lexicon import load_lexicon
from extractors.records import Article, Statement
from extractors.relevance import judge_relevance
from extractors.statements import build_pipeline
from extractors.statements.assemble import statements_from
from extractors.statements.syntax import Parser
from extractors.training.newsrooms import FOLDER, read_set

CEILINGS = Path(__file__).with_name("extraction_ceilings.toml")
BARE, WHOLE = "bare parse", "extraction"
T = TypeVar("T")


class Clock:
    """CPU seconds by name."""

    def __init__(self) -> None:
        self.seconds: defaultdict[str, float] = defaultdict(float)

    def timed(self, name: str, work: Callable[[], T]) -> T:
        """What some work gives; its seconds are added to those of its name."""
        start = time.process_time()
        done = work()
        self.seconds[name] += time.process_time() - start
        return done


class Step:
    """The extractor taken apart, so that each part can be timed."""

    def __init__(self) -> None:
        self.lexicon = load_lexicon()
        self.whole = Extractor(self.lexicon)
        self.nlp = build_pipeline(self.lexicon)
        self.bare = Parser.load().nlp

    def round(self, articles: Sequence[Article]) -> dict[str, float]:
        """Seconds by part over some articles; the whole is measured by itself, so that neither finds what is cached."""
        clock = Clock()
        answers = []
        for article in articles:
            clock.timed(BARE, lambda article=article: self.bare(article.text))  # type: ignore[misc]
            answers.append(clock.timed(WHOLE, lambda article=article: self.whole.extract(article)))  # type: ignore[misc]
        if [self.parts(article, clock) for article in articles] != [answer.statements for answer in answers]:
            sys.exit("bench-extraction: the parts give another answer than the extractor: bring them in step")
        return clock.seconds

    def parts(self, article: Article, clock: Clock) -> tuple[Statement, ...]:
        """The statements of an article as the extractor makes them, part by part."""
        clock.timed("relevance", lambda: judge_relevance(article, self.lexicon))
        found = statements_from(self._read(article, clock))
        judged = clock.timed("claims by rules", lambda: judge_claims(article, found, self.lexicon))
        return clock.timed("learned judge", lambda: hear(article, judged, self.lexicon, learned_judge(), weights_of()))

    def _read(self, article: Article, clock: Clock) -> Doc:
        doc = clock.timed("words", lambda: self.nlp.make_doc(article.text))
        doc.user_data.update(published_at=article.published_at, title=article.title)
        for name, component in self.nlp.pipeline:
            part = "parse" if name == "rw_syntax" else f"statements: {name.removeprefix('rw_')}"
            doc = clock.timed(part, lambda doc=doc, component=component: component(doc))  # type: ignore[misc]
        return doc


def main(arguments: list[str] | None = None) -> int:
    """Measures, prints, and fails above the ceiling."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--every", type=int, default=4, help="measure each Nth article (default 4)")
    parser.add_argument("--rounds", type=int, default=3, help="rounds of which the median counts (default 3)")
    options = parser.parse_args(arguments)
    step = Step()
    articles = relevant_articles(step)[:: options.every]
    step.round(articles[:10])
    rounds = [step.round(articles) for _ in range(options.rounds)]
    costs = {name: median(one[name] / one[BARE] for one in rounds) for name in rounds[0]}
    per_article = median(one[BARE] for one in rounds) / len(articles) * 1000
    print(f"{len(articles)} articles; the bare parse takes {per_article:.1f} ms of each, and times that cost:")  # noqa: T201
    for name, cost in costs.items():
        print(f"{name:28} {cost:6.3f}")  # noqa: T201
    ceiling = tomllib.loads(CEILINGS.read_text(encoding="utf-8"))["times_the_bare_parse"]
    return 1 if costs[WHOLE] > ceiling else 0


def relevant_articles(step: Step) -> list[Article]:
    """The articles of the retold sets that extraction takes for relevant, set by set."""
    cases = [case for path in sorted(FOLDER.glob("retold-*.yaml")) for case in read_set(path, step.lexicon)]
    return [case.article for case in cases if judge_relevance(case.article, step.lexicon).relevant]


if __name__ == "__main__":
    sys.exit(main())
