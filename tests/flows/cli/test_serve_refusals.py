"""``serve`` refuses at once what would fail in every pass; what it does then is in tests/flows/test_serve.py."""

from __future__ import annotations

import socket
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


@pytest.mark.parametrize("name", ["run", "serve"])
def test_a_prefect_server_that_does_not_answer_is_told_in_one_line(
    name: str, process: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PREFECT_API_URL", "http://127.0.0.1:1/api")
    ended = process(name)
    assert ended.code == 2
    assert ended.complaints == [
        "PREFECT_API_URL: no server answers at http://127.0.0.1:1/api; start it, or unset the variable"
    ]


def test_a_port_that_somebody_else_has_is_told_in_one_line(process: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        monkeypatch.setenv("RECOGNITION_WATCH_UI_PORT", str(port))
        ended = process("serve")
    assert ended.code == 2
    assert ended.complaints == [
        f"port {port}: the Prefect server ended at once, with code 1; "
        "see var/prefect-server.log, or set ui_port to a free port"
    ]
