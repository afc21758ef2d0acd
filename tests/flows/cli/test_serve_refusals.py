"""What ``serve`` refuses at once, as it would fail in every pass, and what keeps no pass from being made.

What ``serve`` does then is in tests/flows/serving/test_serve.py.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from .conftest import Command

FEEDS = 'feeds:\n  - {url: "http://127.0.0.1:1/feed", outlet: Shut Door, language: en, country: NO, covers: russia}\n'


@pytest.fixture(autouse=True)
def _settings(tmp_path: Path) -> None:
    (tmp_path / "recognition-watch.toml").write_text('feeds = "feeds.yaml"\n')
    (tmp_path / "feeds.yaml").write_text(FEEDS)


@pytest.mark.parametrize("wrong", ["topics: [weather]", "actors: [captain-nemo]", "languages: [xx]"])
def test_a_policy_that_is_wrong_is_told_with_its_line(
    wrong: str, process: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "policy.yaml").write_text(f"groups:\n  - name: desk\n    recipients: [desk@example.org]\n    {wrong}\n")
    monkeypatch.setenv("RECOGNITION_WATCH_POLICY", "policy.yaml")
    ended = process("serve")
    assert (ended.code, len(ended.complaints)) == (2, 1)
    assert ended.complaints[0].startswith("policy.yaml:4: ")


def test_a_prefect_server_that_does_not_answer_keeps_no_pass_from_being_made(
    process: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PREFECT_API_URL", "http://127.0.0.1:1/api")
    ended = process("run")
    assert ended.code == 3  # of the feed, whose door is shut
    assert "1 feed polled, 1 failed" in ended.out.splitlines()[-1]
    assert ended.complaints[-1].startswith("Prefect does not show this pass: http://127.0.0.1:1/api: ")
