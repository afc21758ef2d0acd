"""Commands that run no flow stay quick: they load neither Prefect nor spaCy, nor anything that fetches."""

from __future__ import annotations

from pathlib import Path

import pytest

from .conftest import Command

HEAVY = ("prefect", "spacy", "numpy", "aiohttp", "trafilatura", "jinja2", "dateparser")
TELL = """
import sys
from flows.cli.entry import run_command
code = run_command(sys.argv[1:])
print("LOADED", *sorted(set(m.partition(".")[0] for m in sys.modules)))
sys.exit(code)
"""


@pytest.mark.usefixtures("filled_store")
@pytest.mark.parametrize(
    "args", [("claims", "--since", "7d"), ("statements",), ("articles",), ("alerts",), ("--help",)], ids=" ".join
)
def test_a_list_loads_nothing_heavy(args: tuple[str, ...], process: Command) -> None:
    ended = process(*args, code=TELL)
    assert ended.code == 0, ended.err
    loaded = ended.out.splitlines()[-1].split()
    assert loaded[0] == "LOADED"
    assert [module for module in HEAVY if module in loaded] == []


def test_the_report_loads_neither_prefect_nor_spacy(process: Command) -> None:
    loaded = process("report", code=TELL).out.split()
    assert not {"prefect", "spacy", "aiohttp"} & set(loaded)


DEAD = """
feeds:
  - {url: "http://127.0.0.1:9/a", outlet: Tin Post, language: en, country: NO, covers: russia}
  - {url: "http://127.0.0.1:9/b", outlet: Reed, language: en, country: NO, covers: world}
"""


def test_a_pass_over_dead_feeds_loads_nothing_that_reads_or_shows(process: Command, tmp_path: Path) -> None:
    """What reads articles and what shows passes cost 3 of the 5 s of CPU that a pass over 76 dead feeds took."""
    (tmp_path / "feeds.yaml").write_text(DEAD)
    text = 'feeds = "feeds.yaml"\nui_port = 9\n[poll]\nallow_private_addresses = true\n'
    (tmp_path / "recognition-watch.toml").write_text(text)
    ended = process("run", code=TELL)
    assert ended.code == 3, ended.err
    loaded = set(ended.out.splitlines()[-1].split())
    assert not loaded & {"prefect", "spacy", "thinc", "numpy", "trafilatura", "apprise", "dateparser"}
