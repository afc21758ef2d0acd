"""What extraction costs: CPU seconds of the whole step as a multiple of the bare parse of the same texts, in shares.

``make bench-extraction``, or ``python tests/bench/extraction.py [--every N] [--rounds N]``. Measured in one process
over the relevant articles of the ``retold`` sets: the package's parser over all sentences, article by article, then
the extractor, with a clock around the functions that it calls. Each figure is the median of rounds; the CPU's time
counts, not the wall's, so that others at work disturb little. Exit code 1 where the whole costs more than
``extraction_ceilings.toml`` allows; a ceiling is only ever lowered.
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
from typing import Any

sys.path.insert(0, str(Path(__file__).parent))

from bare_parse import BareParse

from extractors import extraction
from extractors.extraction import Extractor
from extractors.languages.en.parsing.parser import Parser
from extractors.records import Article
from extractors.training.newsrooms import FOLDER, read_set

CEILINGS = Path(__file__).with_name("extraction_ceilings.toml")
BARE, WHOLE = "bare parse", "extraction"
STATEMENTS, PARSE = "statements, less their parse", "parse of their sentences"
PARTS: dict[str, tuple[Any, tuple[str, ...]]] = {
    "relevance": (extraction, ("judge_relevance",)),
    STATEMENTS: (extraction, ("document_of", "statements_from")),
    PARSE: (Parser, ("parse",)),
    "claims by rules": (extraction, ("judge_claims",)),
    "learned judge": (extraction, ("hear",)),
}


class Clock:
    """CPU seconds by name."""

    def __init__(self) -> None:
        self.seconds: defaultdict[str, float] = defaultdict(float)

    def around(self, name: str, work: Callable[..., Any]) -> Callable[..., Any]:
        """Some work whose seconds are added to those of its name."""

        def timed(*arguments: Any, **named: Any) -> Any:
            start = time.process_time()
            try:
                return work(*arguments, **named)
            finally:
                self.seconds[name] += time.process_time() - start

        return timed

    def taken(self) -> dict[str, float]:
        """The seconds since this was last asked, with what no part accounts for."""
        seconds = {name: self.seconds.pop(name) for name in (BARE, WHOLE, *PARTS)}
        seconds[STATEMENTS] -= seconds[PARSE]
        return {**seconds, "all else": seconds[WHOLE] - sum(seconds[name] for name in PARTS)}


def measure(articles: Sequence[Article], extractor: Extractor, rounds: int) -> list[dict[str, float]]:
    """Seconds by part of each round, after one that warms up."""
    clock = Clock()
    for name, (owner, functions) in PARTS.items():
        for function in functions:
            setattr(owner, function, clock.around(name, getattr(owner, function)))
    bare, extract = clock.around(BARE, BareParse()), clock.around(WHOLE, extractor.extract)
    taken = []
    for number in range(rounds + 1):
        for article in articles if number else articles[:10]:
            bare(article.text)
            extract(article)
        taken.append(clock.taken())
    return taken[1:]


def main(arguments: list[str] | None = None) -> int:
    """Measures, prints, and fails above the ceiling."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--every", type=int, default=4, help="measure each Nth article (default 4)")
    parser.add_argument("--rounds", type=int, default=3, help="rounds of which the median counts (default 3)")
    options = parser.parse_args(arguments)
    extractor = Extractor()
    articles = relevant_articles(extractor)[:: options.every]
    rounds = measure(articles, extractor, options.rounds)
    costs = {name: median(one[name] / one[BARE] for one in rounds) for name in rounds[0]}
    per_article = median(one[BARE] for one in rounds) / len(articles) * 1000
    print(f"{len(articles)} articles; the bare parse takes {per_article:.1f} ms of each, and times that cost:")  # noqa: T201
    for name, cost in costs.items():
        print(f"{name:28} {cost:6.3f}")  # noqa: T201
    ceiling = tomllib.loads(CEILINGS.read_text(encoding="utf-8"))["times_the_bare_parse"]
    return 1 if costs[WHOLE] > ceiling else 0


def relevant_articles(extractor: Extractor) -> list[Article]:
    """The articles of the retold sets that are annotated as relevant, set by set."""
    cases = [case for path in sorted(FOLDER.glob("retold-*.yaml")) for case in read_set(path, extractor.lexicon)]
    return [case.article for case in cases if case.relevant]


if __name__ == "__main__":
    sys.exit(main())
