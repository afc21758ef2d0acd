"""How far a claim's certainty can be trusted, on annotated articles with which the learned judge was not made.

``make bench-certainty``, or ``python tests/bench/certainty.py [--json]``. Each claim that the program tells on
``retold-dev`` (or ``last-look``, on which nothing is fitted) is right where speaker, topic and position are; of claims
at 0.8 four in five should be. ``left out`` is retold-dev with each tenth of the articles weighed by what the others
taught. An expected calibration error above its ceiling in ``certainty_ceilings.toml`` makes it fail. With so few claims
as one of these sets has, one that is perfectly sure of itself would show an error of 0.05, too; over all sets on which
both judges are weighed, 3,024 claims, it is 0.031 with the rules that the weights were fitted on (``make certainty``
fits them anew).
"""

from __future__ import annotations

import argparse
import json
import sys
import tomllib
from pathlib import Path

from extractors.claims.learned.transformer import learned_judge
from extractors.claims.learned.weighing import weights_of
from extractors.extraction import Extractor
from extractors.training.certainty import DEV, calibration_error, certain, gathered, left_out, reliability

CEILINGS = Path(__file__).with_name("certainty_ceilings.toml")
Told = list[tuple[bool, float]]


def main(arguments: list[str] | None = None) -> int:
    """Measures, prints, and fails above a ceiling."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--json", action="store_true", help="print the errors as JSON")
    options = parser.parse_args(arguments)
    told = measure()
    errors = {name: round(calibration_error(each), 4) for name, each in told.items()}
    print(json.dumps(errors) if options.json else "\n\n".join(_shown(name, told[name]) for name in told))  # noqa: T201
    return 1 if any(error > ceilings()[name] for name, error in errors.items()) else 0


def measure() -> dict[str, Told]:
    """For each set whether its claims are right, and how sure they are."""
    weights = weights_of()
    judge = learned_judge()
    extractor = Extractor(learned=False)
    chosen_on, doubts = gathered(DEV, judge, extractor)
    unseen, _ = gathered(("last-look-1", "last-look-2"), judge, extractor)
    return {
        "retold-dev": certain(chosen_on, weights),
        "left out": left_out(chosen_on, doubts),
        "last-look": certain(unseen, weights),
    }


def ceilings() -> dict[str, float]:
    """The most that each error may be."""
    return tomllib.loads(CEILINGS.read_text(encoding="utf-8"))


def _shown(name: str, told: Told) -> str:
    return f"{name} (at most {ceilings()[name]})\n{reliability(told)}"


if __name__ == "__main__":
    sys.exit(main())
