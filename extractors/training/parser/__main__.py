"""Trains the parser that ships with the package: ``python -m extractors.training.parser [--data FOLDER]``.

FOLDER holds the Universal Dependencies files named below; without the option it is ``data/ud`` in the folder that
RECOGNITION_WATCH_SHARED names, else in ``../shared`` beside the repository. It starts from the published weights of
all-MiniLM-L6-v2; the extra ``train`` brings what it needs. Takes forty minutes on two cores; the same data, seed and
versions give the same weights on one kind of processor.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import shutil
import sys
from collections.abc import Iterable, Sequence
from itertools import chain
from pathlib import Path

import torch
from tokenizers import Tokenizer

from extractors.languages.en.parsing.biaffine import FOLDER as MODEL
from extractors.languages.en.parsing.biaffine import BiaffineReader
from extractors.languages.en.parsing.word_pieces import PLAIN_MARKS, word_pieces
from extractors.training.encoder import load_published, published
from extractors.training.parser.export import export
from extractors.training.parser.lessons import TreeLesson, teach
from extractors.training.parser.network import ParserNetwork
from extractors.training.reported_speech import Maker
from extractors.training.treebank import ParsedSentence, read_trees, vary_marks

TRAINING = ("en_ewt-train.conllu", "en_gum-train-free.conllu")
DEVELOPMENT, TEST = "en_ewt-dev.conllu", "en_ewt-test.conllu"
SEED = 7
CORES = 2
MADE_SENTENCES = 6500


def main() -> int:
    """Trains the parser and writes its scores beside it."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    shared = Path(os.environ.get("RECOGNITION_WATCH_SHARED", Path(__file__).parents[3].parent / "shared"))
    parser.add_argument("--data", type=Path, default=shared / "data" / "ud")
    parser.add_argument("--into", type=Path, default=MODEL, help="the folder for the weights")
    options = parser.parse_args()
    folder: Path = options.data
    base = published()
    missing = [name for name in (*TRAINING, DEVELOPMENT, TEST) if not (folder / name).exists()]
    if missing or isinstance(base, str):
        why = f"{folder}: {', '.join(missing)} not found: give --data FOLDER" if missing else base
        sys.stderr.write(f"make parser: {why}\n")
        return 2
    make_parser(training_trees(folder), base, options.into)
    reader = BiaffineReader(options.into)
    parts = {"development": DEVELOPMENT, "test": TEST}
    found = {part: scores(reader, read_trees(folder / name)) for part, name in parts.items()}
    (options.into / "scores.json").write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")
    sys.stdout.write(f"{options.into}: {found}\n")
    return 0


def make_parser(trees: Sequence[ParsedSentence], base: Path, into: Path) -> None:
    """Trains from the published weights in ``base`` and writes graph, tokenizer and the names of tags and relations."""
    torch.manual_seed(SEED)
    torch.set_num_threads(CORES)
    tokenizer = Tokenizer.from_file(str(base / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    tags = sorted({word.tag for tree in trees for word in tree})
    relations = sorted({word.dep for tree in trees for word in tree})
    lessons = lessons_of(trees, tags, relations, tokenizer)
    network = ParserNetwork(len(tags), len(relations))
    load_published(network, base / "model.safetensors")
    teach(network, lessons, random.Random(SEED), _report)  # noqa: S311 - the seed makes it the same each time
    into.mkdir(parents=True, exist_ok=True)
    shutil.copy(base / "tokenizer.json", into)
    names = json.dumps({"tags": tags, "relations": relations}, indent=0)
    (into / "labels.json").write_text(names + "\n", encoding="utf-8")
    export(network, into / "parser.onnx")


def training_trees(folder: Path) -> list[ParsedSentence]:
    """The treebanks' sentences and those of reported speech made from them."""
    natural = list(chain.from_iterable(read_trees(folder / name) for name in TRAINING))
    return list(vary_marks([*natural, *Maker(natural, SEED).sentences(MADE_SENTENCES)]))


def lessons_of(
    trees: Sequence[ParsedSentence], tags: list[str], relations: list[str], tokenizer: Tokenizer
) -> list[TreeLesson]:
    """The sentences that the network has room for, as it reads them."""
    tag_numbers, relation_numbers = ({name: at for at, name in enumerate(names)} for names in (tags, relations))
    pieces = word_pieces([_forms(tree) for tree in trees], tokenizer)
    return [
        TreeLesson(
            read,
            [tag_numbers[word.tag] for word in tree],
            [0 if word.head == at else word.head + 1 for at, word in enumerate(tree)],
            [relation_numbers[word.dep] for word in tree],
        )
        for tree, read in zip(trees, pieces, strict=True)
        if len(read.first) == len(tree) + 1
    ]


def scores(reader: BiaffineReader, trees: Iterable[ParsedSentence]) -> dict[str, float]:
    """Shares of words with the right tag, and of those that are no marks with the right head, and relation as well."""
    gold = list(trees)
    words = [word for tree in gold for word in tree]
    read = [row for found in reader.read([_forms(tree) for tree in gold]) for row in zip(*found, strict=True)]
    pairs = [pair for pair in zip(words, read, strict=True) if pair[0].dep != "punct"]
    heads = [word.head == head for word, (_, _, head) in pairs]
    both = [word.head == head and word.dep == relation.lower() for word, (_, relation, head) in pairs]
    tags = [word.tag == tag for word, (tag, _, _) in zip(words, read, strict=True)]
    found = {"tag_acc": tags, "dep_uas": heads, "dep_las": both}
    return {name: round(sum(right) / len(right), 4) for name, right in found.items()}


def _forms(tree: ParsedSentence) -> list[str]:
    return [word.form.translate(PLAIN_MARKS) for word in tree]


def _report(number: int, loss: float) -> None:
    sys.stdout.write(f"round {number + 1}: loss {loss:.3f}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
