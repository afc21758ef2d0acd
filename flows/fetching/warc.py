"""Kept pages as a WARC file (ISO 28500), for archives and their tools."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC
from http import HTTPStatus
from io import BytesIO
from typing import BinaryIO

from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from extractors.records import Page
from flows.fetching.robots import ROBOT

# What the transfer did to the bytes: the kept body has it no more.
_OF_THE_TRANSFER = frozenset({"content-encoding", "transfer-encoding", "content-length"})


def write_warc(pages: Iterable[Page], stream: BinaryIO) -> int:
    """Write a gzipped WARC 1.1 with one response record a page; how many there were.

    Bodies are as they were after decompression, so the headers that speak of the transfer are kept under
    ``X-Archive-Orig-`` names.
    """
    writer = WARCWriter(stream, gzip=True, warc_version="1.1")
    writer.write_record(writer.create_warcinfo_record("recognition-watch.warc.gz", {"software": ROBOT}))
    count = 0
    for page in pages:
        record = writer.create_warc_record(
            page.url,
            "response",
            payload=BytesIO(page.body),
            http_headers=StatusAndHeaders(_status(page.status), _headers(page), protocol="HTTP/1.1"),
            warc_headers_dict={"WARC-Date": page.fetched_at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")},
        )
        writer.write_record(record)
        record.raw_stream.close()  # by now a temporary file of the library's own
        count += 1
    return count


def _headers(page: Page) -> list[tuple[str, str]]:
    renamed = [
        (f"X-Archive-Orig-{key}" if key.lower() in _OF_THE_TRANSFER else key, value) for key, value in page.headers
    ]
    return [*renamed, ("Content-Length", str(len(page.body)))]


def _status(status: int) -> str:
    try:
        return f"{status} {HTTPStatus(status).phrase}"
    except ValueError:
        return str(status)
