"""Kept pages as WARC: what was kept is what an archive's tools read back."""

from __future__ import annotations

from datetime import UTC, datetime
from io import BytesIO

from warcio.archiveiterator import ArchiveIterator

from extractors.records import Page
from flows.fetching.warc import write_warc

NOW = datetime(2026, 11, 24, 6, 5, 4, tzinfo=UTC)
PAGES = (
    Page("https://outlet.example/a", 200, (("Content-Type", "text/html"), ("Content-Encoding", "br")), b"<p>a", NOW),
    Page("https://outlet.example/новости", 299, (("X-Title", "Новости"),), bytes(range(256)), NOW),
)


def test_every_page_comes_back_with_address_time_headers_and_bytes() -> None:
    stream = BytesIO()
    assert write_warc(PAGES, stream) == 2
    stream.seek(0)
    kinds = []
    for record in ArchiveIterator(stream):
        kinds.append(record.rec_type)
        if record.rec_type != "response":
            continue
        page = PAGES[len(kinds) - 2]
        assert record.rec_headers.get_header("WARC-Target-URI").startswith("https://outlet.example/")
        assert record.rec_headers.get_header("WARC-Date") == "2026-11-24T06:05:04Z"
        assert record.http_headers.get_statuscode() == str(page.status)
        assert record.http_headers.get_header("Content-Encoding") is None
        assert record.content_stream().read() == page.body
    assert kinds == ["warcinfo", "response", "response"]


def test_no_pages_are_a_valid_file() -> None:
    stream = BytesIO()
    assert write_warc((), stream) == 0
    stream.seek(0)
    assert [record.rec_type for record in ArchiveIterator(stream)] == ["warcinfo"]
