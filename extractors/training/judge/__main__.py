"""Trains the learned judge that ships with the package: ``python -m extractors.training.judge [--seed N]``.

It learns from the annotated articles in ``tests/bench/newsrooms`` that are open (``OPEN``), with
the statements that the program found in them when ``--found`` last stored them, and from reviewers' verdicts laid
beside them (``verdicts-*``). It starts from the published weights of all-MiniLM-L6-v2, and is scored on
``retold-dev``. Rules and judge are weighed (``extractors.training.certainty``) on sets that it never reads. The extra
``train`` brings what it needs. Takes three quarters of an hour on one core; the same data, seed and versions give the
same weights on one kind of processor.
"""

from __future__ import annotations

import argparse
import json
import random
import shutil
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import torch
from tokenizers import Tokenizer

from extractors.claims.learned.transformer import FOLDER as MODEL
from extractors.claims.learned.transformer import LearnedJudge
from extractors.lexicon import Lexicon, load_lexicon
from extractors.training.certainty import VERDICTS
from extractors.training.encoder import load_published, published
from extractors.training.judge.data import lessons_as_annotated, lessons_as_found
from extractors.training.judge.examples import write_examples
from extractors.training.judge.export import Hearer, export
from extractors.training.judge.figures import agreement, figures_of
from extractors.training.judge.found import DraftFinder, read_found, write_found
from extractors.training.judge.lessons import Teacher, Variants
from extractors.training.judge.network import Network
from extractors.training.newsrooms import FOLDER, Annotated, read_set

OPEN, CHOSEN_ON = ("seen", "retold-train", "retold-more", "replayed"), "retold-dev"
SEED = 1


def main() -> int:
    """Trains, exports, and writes the figures beside the weights."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--into", type=Path, default=MODEL, help="the folder for the weights")
    parser.add_argument("--found", action="store_true", help="only store what the program finds in the articles")
    options = parser.parse_args()
    if options.found:
        finder = DraftFinder(load_lexicon())
        articles = write_found(cases((*OPEN, CHOSEN_ON), finder.lexicon), finder)
        sys.stdout.write(f"what is found in {articles} articles is stored\n")
        return 0
    base = published()
    if isinstance(base, str):
        sys.stderr.write(f"make judge: {base}\n")
        return 2
    figures = make_judge(base, options.into, options.seed)
    (options.into / "scores.json").write_text(json.dumps(figures, indent=1) + "\n", encoding="utf-8")
    sys.stdout.write(f"{options.into}: {json.dumps(figures)}\n")
    return 0


def make_judge(base: Path, into: Path, seed: int) -> dict[str, float | str | int]:
    """Trains from the published weights in ``base`` and writes graph, tokenizer and examples; the figures reached."""
    torch.manual_seed(seed)
    torch.set_num_threads(1)
    tokenizer = Tokenizer.from_file(str(base / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    network = Network()
    load_published(network, base / "model.safetensors")
    finder = DraftFinder(load_lexicon(), read_found())
    read = list(cases((*OPEN, VERDICTS), finder.lexicon))
    lessons = [lessons_of(case, finder, tokenizer) for case in read]
    Teacher(network, random.Random(seed)).teach(lessons, _report)  # noqa: S311 - the seed makes it the same each time
    into.mkdir(parents=True, exist_ok=True)
    shutil.copy(base / "tokenizer.json", into)
    whole = export(network, into)
    small = LearnedJudge(into)
    write_examples(((case, annotated) for case, (annotated, _) in zip(read, lessons, strict=True)), small, into)
    return {"trained_on": ", ".join(OPEN), "articles_read": len(read), "seed": seed, **scored(small, whole, finder)}


def scored(small: LearnedJudge, whole: Hearer, finder: DraftFinder) -> dict[str, float | str | int]:
    """What the judge reaches alone on the articles that it is chosen by, and whether both its forms say the same."""
    dev = [(case, tuple(one.passage for one in finder.drafts(case))) for case in cases((CHOSEN_ON,), finder.lexicon)]
    heard = [small.read(case.article.text, found) for case, found in dev]
    same = agreement(dev, heard, [whole(case.article.text, found) for case, found in dev])
    return {"chosen_on": CHOSEN_ON, **figures_of(dev, heard), **same}


def lessons_of(case: Annotated, finder: DraftFinder, tokenizer: Tokenizer) -> Variants:
    """An article as annotated, and as the program finds it."""
    annotated = lessons_as_annotated(case, finder.lexicon, tokenizer)
    return annotated, lessons_as_found(case, finder.drafts(case), finder.lexicon.by_id, tokenizer)


def cases(groups: Sequence[str], lexicon: Lexicon) -> Iterator[Annotated]:
    """The annotated articles of some groups, in a fixed order."""
    for group in groups:
        for path in sorted(FOLDER.glob(f"{group}-*.yaml")):
            yield from read_set(path, lexicon)


def _report(number: int, loss: float) -> None:
    sys.stdout.write(f"round {number + 1}: loss {loss:.3f}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
