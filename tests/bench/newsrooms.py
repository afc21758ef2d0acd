"""How well whole articles are read: relevance, statements, speakers and claims of annotated synthetic articles.

``make bench-newsrooms``, or ``python tests/bench/newsrooms.py [--json] [--rules] [--set NAME] [--show NAME]``. The
articles lie in ``newsrooms/`` beside this file. Rules were written and the learned judge was trained with the
``seen``, ``retold-train`` and ``retold-more`` sets open. The ``last-look`` and ``retold-dev`` sets are only scored,
so they tell what to expect of new articles; on ``retold-dev`` and ``weighed`` the weights of both judges are fitted.
The retold ones are prose of real news told again, as the ``weighed`` and ``unread`` ones, the others are written
freely. Nothing is fitted to ``unread``; rules were mended on losses of ``unread-1`` after it had been scored.
The ``replayed`` sets, which the learned judge has read, too, are the recorded newsrooms: ``make replay`` plays those. A
group that does not reach its floor in ``newsrooms_floors.toml`` makes it fail; floors are only raised. ``--rules``
lets the rules judge alone, ``--set`` measures one set: both without floors. ``--show`` also lists what went wrong in
it, and takes an open set only.
"""

from __future__ import annotations

import argparse
import json
import sys
import tomllib
from collections.abc import Iterable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from newsroom_scores import Tally, count, faults, judge

from extractors.errors import LexiconError
from extractors.extraction import Extractor
from extractors.training.newsrooms import FOLDER, AnnotationError, read_set
from extractors.training.pairing import actors_of

FLOORS = Path(__file__).with_name("newsrooms_floors.toml")
GROUPS = ("seen", "last-look", "retold-train", "retold-more", "retold-dev", "weighed", "unread")
OPEN = ("seen", "retold-train", "retold-more")
PLAYED = "replayed"  # its numbers are the names of newsrooms
Figures = dict[str, float]


def main(arguments: list[str] | None = None) -> int:
    """Measures, prints, and fails below a floor."""
    options = _options(arguments)
    one = options.show or options.set
    try:
        tallies, wrong = measure([one] if one else set_names(), not options.rules)
    except (LexiconError, AnnotationError) as error:
        print(f"bench-newsrooms: {error}", file=sys.stderr)  # noqa: T201
        return 2
    figures = {name: tally.figures() for name, tally in tallies.items()}
    groups = {} if one or options.rules else group_figures(tallies)
    print(json.dumps(figures | groups) if options.json else _table(figures, groups))  # noqa: T201
    if options.show:
        print("\n".join(wrong), file=sys.stderr if options.json else sys.stdout)
    return 1 if below(groups) else 0


def set_names() -> list[str]:
    """All sets, group by group, each by number."""
    found = [(group, path.stem) for group in GROUPS for path in FOLDER.glob(f"{group}-*.yaml")]
    return [name for _, name in sorted(found, key=lambda one: (GROUPS.index(one[0]), _number(one[1])))]


def measure(names: Iterable[str], learned: bool = True) -> tuple[dict[str, Tally], list[str]]:
    """The counts of each set, and a line for each fault in the open ones; raises LexiconError and AnnotationError.

    Without ``learned`` the rules judge alone.
    """
    extractor = Extractor(learned=learned)
    tallies: dict[str, Tally] = {}
    wrong: list[str] = []
    for name in names:
        cases = read_set(FOLDER / f"{name}.yaml", extractor.lexicon)
        actors = actors_of(cases)
        judged = [judge(case, extractor.extract(case.article)) for case in cases]
        tallies[name] = sum((count(each, actors) for each in judged), Tally())
        if _group(name) in OPEN:
            wrong += [line for each in judged for line in faults(each, actors)]
    return tallies, wrong


def group_figures(tallies: dict[str, Tally]) -> dict[str, Figures]:
    """The figures of each group, all its articles taken together."""
    return {
        group: sum((tally for name, tally in tallies.items() if _group(name) == group), Tally()).figures()
        for group in GROUPS
    }


def floors() -> dict[str, Figures]:
    """What each group must reach."""
    return tomllib.loads(FLOORS.read_text(encoding="utf-8"))


def below(groups: dict[str, Figures]) -> list[str]:
    """The figures under their floors, as ``group figure``."""
    wanted = floors()
    return [
        f"{group} {figure}"
        for group, reached in groups.items()
        for figure, value in reached.items()
        if value < wanted[group][figure]
    ]


def _group(name: str) -> str:
    return name.rpartition("-")[0]


def _number(name: str) -> int:
    return int(name.rpartition("-")[2])


def _options(arguments: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--json", action="store_true", help="print the figures as JSON")
    parser.add_argument("--rules", action="store_true", help="let the rules judge alone, without floors")
    which = parser.add_mutually_exclusive_group()
    which.add_argument("--set", metavar="NAME", choices=set_names(), help="measure one set only, without floors")
    shown = [name for name in set_names() if _group(name) in OPEN]
    which.add_argument("--show", metavar="NAME", choices=shown, help="list what went wrong in one open set")
    return parser.parse_args(arguments)


def _table(figures: dict[str, Figures], groups: dict[str, Figures]) -> str:
    names = list(next(iter(figures.values())))
    lines = ["".join([f"{'':<18}", *(f"{name:>16}" for name in names)])]
    lines += [_line(name, values) for name, values in figures.items()]
    for group, values in groups.items():
        lines += ["", _line(f"{group}, all", values), _line("  floor", floors()[group])]
    return "\n".join([*lines, *(f"under its floor: {name}" for name in below(groups))])


def _line(name: str, values: Figures) -> str:
    return f"{name:<18}" + "".join(f"{value:>16.3f}" for value in values.values())


if __name__ == "__main__":
    sys.exit(main())
