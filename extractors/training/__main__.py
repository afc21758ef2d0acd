"""Makes the small English model that ships with the package: ``python -m extractors.training [--data FOLDER]``.

FOLDER holds the Universal Dependencies files named below; without the option it is ``data/ud`` in the folder that
RECOGNITION_WATCH_SHARED names, else in ``../shared`` beside the repository. Takes about half an hour on one core; the
same data, config and seed give the same model.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from itertools import chain
from pathlib import Path

import spacy
from spacy.cli.evaluate import evaluate
from spacy.cli.train import train

from extractors.training.reported_speech import Maker
from extractors.training.treebank import ParsedSentence, read_trees, vary_marks, write_docs

HERE = Path(__file__).parent
MODEL = HERE.parent / "model"
TRAINING = ("en_ewt-train.conllu", "en_gum-train-free.conllu")
DEVELOPMENT, TEST = "en_ewt-dev.conllu", "en_ewt-test.conllu"
SEED = 7
MADE_SENTENCES = 6500
SCORES = ("tag_acc", "dep_uas", "dep_las")


def training_trees(folder: Path) -> Iterator[ParsedSentence]:
    """The treebanks' sentences and those of reported speech made from them."""
    natural = list(chain.from_iterable(read_trees(folder / name) for name in TRAINING))
    return vary_marks([*natural, *Maker(natural, SEED).sentences(MADE_SENTENCES)])


def make_model(folder: Path, target: Path) -> dict[str, float]:
    """Trains, keeps the best model on the development part and returns its scores on the test part."""
    with tempfile.TemporaryDirectory() as temporary:
        work = Path(temporary)
        write_docs(training_trees(folder), work / "train.spacy")
        write_docs(vary_marks(read_trees(folder / DEVELOPMENT)), work / "dev.spacy")
        write_docs(read_trees(folder / TEST), work / "test.spacy")
        paths = {"paths.train": str(work / "train.spacy"), "paths.dev": str(work / "dev.spacy")}
        train(HERE / "config.cfg", work / "out", overrides=paths)
        keep(work / "out" / "model-best", target)
        found = evaluate(str(target), work / "test.spacy", silent=True)
    return {name: round(found[name], 4) for name in SCORES}


def keep(source: Path, target: Path) -> None:
    """Copies a trained pipeline without the paths and notes of the machine that made it."""
    nlp = spacy.load(source)
    nlp.config["paths"].update(train=None, dev=None)
    nlp.meta.update(name="recognition_watch_ewt_gum", version="1.0.0", license="CC BY-SA 4.0", performance={})
    shutil.rmtree(target, ignore_errors=True)
    nlp.to_disk(target)


def main() -> int:
    """Makes the model and writes its scores beside it."""
    parser = argparse.ArgumentParser(description="make the small English model")
    shared = Path(os.environ.get("RECOGNITION_WATCH_SHARED", HERE.parents[1].parent / "shared"))
    parser.add_argument("--data", type=Path, default=shared / "data" / "ud")
    folder: Path = parser.parse_args().data
    missing = [name for name in (*TRAINING, DEVELOPMENT, TEST) if not (folder / name).exists()]
    if missing:
        sys.stderr.write(f"make model: {folder}: {', '.join(missing)} not found: give --data FOLDER\n")
        return 2
    scores = make_model(folder, MODEL / "en")
    (MODEL / "scores.json").write_text(json.dumps(scores, indent=1) + "\n", encoding="utf-8")
    sys.stdout.write(f"{MODEL / 'en'}: {scores}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
