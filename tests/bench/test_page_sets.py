"""Frozen sets in others' layouts are loaded and scored; pages and names are invented."""

from __future__ import annotations

import gzip
import json
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).parent
PROSE = [
    f"Synthetic paragraph {number} tells of the ferry, of the landing stage and of its people." for number in range(9)
]
HEAD = (
    '<title>{0}</title><meta name="author" content="Ada Pellworth">'
    '<meta property="article:published_time" content="{1}">'
)


def _page(title: str, moment: str) -> str:
    body = "".join(f"<p>{text}</p>" for text in PROSE)
    return f"<html lang=en><head>{HEAD.format(title, moment)}</head><body><article><h1>{title}</h1>{body}</article>"


def _fundus(folder: Path) -> None:
    folder.mkdir(parents=True)
    page = gzip.compress(_page("The ferry runs", "2026-02-12T01:15:00+04:30").encode())
    (folder / "Post_2026_02_12.html.gz").write_bytes(page)
    (folder / "meta.info").write_text(json.dumps({"Post_2026_02_12.html.gz": {"url": "https://post.example/1"}}))
    sections = [{"headline": [], "paragraphs": PROSE[1:]}]
    told = {"title": "The ferry runs", "authors": ["Ada Pellworth"], "publishing_date": "2026-02-12 01:15:00+04:30"}
    old = {"title": "An older page", "authors": ["Nobody"], "publishing_date": "2020-01-01 00:00:00+00:00", "body": {}}
    versions = {"V1": old, "V2": {**told, "body": {"summary": PROSE[:1], "sections": sections}}}
    (folder / "Post.json").write_text(json.dumps(versions))


def _readability(folder: Path, title: str, byline: str | None) -> None:
    folder.mkdir(parents=True)
    (folder / "source.html").write_text(_page("The ferry runs", "2026-02-12T10:00:00Z"))
    (folder / "expected.html").write_text("".join(f"<p>{text}</p>" for text in PROSE))
    told = {"title": title, "byline": byline, "publishedTime": None}
    (folder / "expected-metadata.json").write_text(json.dumps(told))


def _scored(folder: Path) -> dict[str, dict[str, float | None]]:
    command = [sys.executable, str(HERE / "articles.py"), "--set", str(folder), "--json"]
    done = subprocess.run(command, check=True, capture_output=True, text=True, timeout=300)
    return {row["system"]: row for row in map(json.loads, done.stdout.splitlines())}


def test_a_set_in_fundus_layout_is_scored_field_by_field(tmp_path: Path) -> None:
    _fundus(tmp_path / "af")
    scores = _scored(tmp_path)
    ours = scores["ours"]
    assert (ours["pages"], ours["f1"], ours["title"], ours["byline"], ours["day"], ours["lost"]) == (1, 1, 1, 1, 1, 0)
    assert scores["trafilatura+metadata"]["pages"] == 1


def test_a_set_in_readabilitys_layout_is_scored_by_what_is_noted(tmp_path: Path) -> None:
    _readability(tmp_path / "1", "The ferry runs", "Ada Pellworth")
    _readability(tmp_path / "2", "The bridge falls", None)
    ours = _scored(tmp_path)["ours"]
    assert (ours["pages"], ours["title"], ours["byline"], ours["day"], ours["lost"]) == (2, 0.5, 1, None, 0)


def test_a_folder_without_a_set_is_refused(tmp_path: Path) -> None:
    command = [sys.executable, str(HERE / "articles.py"), "--set", str(tmp_path)]
    done = subprocess.run(command, check=False, capture_output=True, text=True, timeout=60)
    assert done.returncode == 2
    assert "holds no set" in done.stderr
