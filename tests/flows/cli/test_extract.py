"""``extract``: one JSON object an input on standard output and nothing else, whatever form the input has."""

from __future__ import annotations

import http.server
import json
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from .conftest import Command, Ended

TEXT = (
    "Synthetic: no such outlet and no such day.\n"
    "Russia will not recognise the Islamic Emirate of Afghanistan this year, Zamir Kabulov told the Reed Courier.\n"
    "“Recognition is not on the agenda,” the Russian envoy said. The Taliban have asked Moscow for it since 2021.\n"
)
PAGE = (
    '<!doctype html><html lang="en"><head><title>Not this year</title><meta name="synthetic" content="true">'
    '<meta property="article:published_time" content="2026-03-02T08:00:00+00:00"></head><body><article>'
    + "".join(f"<p>{line}</p>" for line in TEXT.splitlines())
    + "</article></body></html>"
)


def answers(ended: Ended) -> list[dict[str, Any]]:
    return [json.loads(line) for line in ended.out.splitlines()]


@pytest.fixture
def text_file(tmp_path: Path) -> str:
    (tmp_path / "article.txt").write_text(TEXT)
    return "article.txt"


@pytest.fixture
def page_file(tmp_path: Path) -> str:
    (tmp_path / "article.html").write_text(PAGE)
    return "article.html"


def test_a_text_is_taken_as_it_is(text_file: str, command: Command) -> None:
    ended = command(
        "extract", text_file, "--published", "2026-03-02", "--outlet", "Reed Courier", "--url", "https://reed.example/1"
    )
    (answer,) = answers(ended)
    assert (ended.code, ended.err) == (0, "")
    assert answer["article"] == {
        "url": "https://reed.example/1",
        "canonical_url": "https://reed.example/1",
        "title": None,
        "byline": None,
        "outlet": "Reed Courier",
        "published_at": "2026-03-02T00:00:00+00:00",
        "language": "en",
        "text": TEXT,
    }


def test_every_span_points_at_its_words(text_file: str, command: Command) -> None:
    (answer,) = answers(command("extract", text_file))
    text = answer["article"]["text"]
    assert answer["statements"]
    for statement in answer["statements"]:
        for part in (statement["speaker"], statement["cue"], statement["addressee"], *statement["via"]):
            assert part is None or text[part["start"] : part["end"]] == part["text"]


def test_a_text_that_is_too_long_is_read_in_part_and_that_is_said(tmp_path: Path, command: Command) -> None:
    (tmp_path / "long.txt").write_text(TEXT + "\n" * 1_100_000)
    ended = command("extract", "long.txt")
    (answer,) = answers(ended)
    assert ended.code == 0
    assert answer["read_to"] == 200_000
    assert ended.err == (
        f"too long: the text: only the first 200,000 of {len(TEXT) + 1_100_000:,} characters were read\n"
    )


def test_a_page_says_itself_what_it_is(page_file: str, command: Command) -> None:
    (answer,) = answers(command("extract", page_file))
    assert answer["article"]["title"] == "Not this year"
    assert answer["article"]["published_at"] == "2026-03-02T08:00:00+00:00"
    assert "<p>" not in answer["article"]["text"]


def test_what_the_caller_says_goes_before_what_the_page_says(page_file: str, command: Command) -> None:
    (answer,) = answers(command("extract", page_file, "--published", "2026-04-01"))
    assert answer["article"]["published_at"] == "2026-04-01T00:00:00+00:00"


def test_the_form_can_be_forced(page_file: str, command: Command) -> None:
    (answer,) = answers(command("extract", page_file, "--text", "--all"))
    assert answer["article"]["text"].startswith("<!doctype html>")


def test_several_inputs_are_several_lines_and_a_bad_one_costs_no_other(
    text_file: str, page_file: str, command: Command
) -> None:
    ended = command("extract", text_file, "gone.txt", page_file)
    assert [answer["article"]["title"] for answer in answers(ended)] == [None, "Not this year"]
    assert ended.code == 2
    assert ended.complaints == ["gone.txt: no such file or directory; check the name"]


def test_standard_input_is_read(process: Command) -> None:
    ended = process("extract", "-", stdin=TEXT.encode())
    (answer,) = answers(ended)
    assert (ended.code, answer["article"]["text"]) == (0, TEXT)


def test_an_irrelevant_article_has_no_statements_unless_all_is_asked_for(command: Command, tmp_path: Path) -> None:
    (tmp_path / "weather.txt").write_text(
        "“It will rain for the rest of the week,” the mayor Ida Lund said on Tuesday.\n"
    )
    (short,), (whole,) = answers(command("extract", "weather.txt")), answers(command("extract", "weather.txt", "--all"))
    assert (short["relevance"]["relevant"], short["statements"]) == (False, [])
    assert whole["statements"]


@pytest.mark.parametrize(
    ("body", "code", "line"),
    [
        pytest.param(b"", 2, "input: is empty; give it an article", id="empty"),
        pytest.param(b" \n\t\n", 2, "input: is empty; give it an article", id="blank"),
        pytest.param(b"Moscow \xff\xfe said", 1, "input: is not UTF-8 (at byte 7); save it as UTF-8", id="not UTF-8"),
        pytest.param(b"<html><body></body></html>", 1, "input: the page holds no readable text", id="no text"),
        pytest.param(
            "Москва пока не приняла решения о признании движения Талибан, сказал посол.".encode(),
            1,
            "input: the text is in a language that is not read",
            id="another language",
        ),
    ],
)
def test_a_bad_input_is_told_in_one_line(body: bytes, code: int, line: str, command: Command, tmp_path: Path) -> None:
    (tmp_path / "input").write_bytes(body)
    ended = command("extract", "input")
    assert (ended.code, ended.out, len(ended.complaints)) == (code, "", 1)
    assert line in ended.complaints[0]


class _Site(http.server.BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        found = self.path == "/article"
        self.send_response(200 if found else 404)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.end_headers()
        self.wfile.write(PAGE.encode() if found else b"")

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the name is the base class's
        """Keep the test's output clean."""


@pytest.fixture
def site(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), _Site)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


def test_an_address_is_fetched(site: str, command: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RECOGNITION_WATCH_POLL__ALLOW_PRIVATE_ADDRESSES", "true")
    (answer,) = answers(command("extract", f"{site}/article"))
    assert answer["article"]["url"] == f"{site}/article"
    assert answer["article"]["title"] == "Not this year"


@pytest.mark.parametrize(
    ("path", "allowed", "line"),
    [("/gone", "true", "404"), ("/article", "false", "private")],
    ids=["no such page", "a private address"],
)
def test_an_address_that_cannot_be_had_is_told_in_one_line(
    path: str, allowed: str, line: str, site: str, command: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("RECOGNITION_WATCH_POLL__ALLOW_PRIVATE_ADDRESSES", allowed)
    ended = command("extract", site + path)
    assert (ended.code, ended.out, len(ended.complaints)) == (1, "", 1)
    assert line in ended.complaints[0]


def test_an_explanation_is_shown_instead_of_json_and_written_as_a_page(
    text_file: str, command: Command, tmp_path: Path
) -> None:
    ended = command("extract", text_file, "--explain", "--html-out", "page.html")
    assert ended.code == 0
    assert "[1:" in ended.out
    assert "rules" in ended.out
    assert ended.complaints == ["written: page.html"]
    assert "<!doctype html>" in (tmp_path / "page.html").read_text()


def test_the_page_of_an_explanation_leaves_the_answer_on_standard_output(text_file: str, command: Command) -> None:
    assert len(answers(command("extract", text_file, "--html-out", "page.html"))) == 1
