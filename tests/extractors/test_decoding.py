"""Bytes to letters for pages: what the bytes are counts for more than what is declared."""

from __future__ import annotations

import pytest

from extractors.decoding import decode

WORDS = "Посол вручил копии грамот в Москве"


@pytest.mark.parametrize(
    ("body", "content_type", "text"),
    [
        pytest.param(WORDS.encode(), None, WORDS, id="UTF-8, undeclared"),
        pytest.param(WORDS.encode("cp1251"), None, WORDS, id="windows-1251, undeclared"),
        pytest.param(WORDS.encode("koi8-r"), None, WORDS, id="koi8-r, undeclared"),
        pytest.param(b"caf\xe9", "text/html; charset=ISO-8859-1", "café", id="Latin-1 by the header"),
        pytest.param(b"\x93so\x94", 'text/html; charset="latin1"', "“so”", id="Latin-1 means windows-1252"),
        pytest.param(
            b'<meta charset="windows-1254">\xfe', None, '<meta charset="windows-1254">ş', id="by the meta tag"
        ),
        pytest.param(WORDS.encode() + b" \x97 x", None, WORDS + " — x", id="UTF-8 with a stray dash"),
        pytest.param(b"plain", "text/html; charset=utf-7", "plain", id="a refused encoding is not used"),
        pytest.param(b"caf\xe9", "text/html; charset=no-such-thing", "café", id="an unknown name is passed over"),
        pytest.param(b"\xff\xfea\x00", None, "a", id="UTF-16 by its mark"),
        pytest.param(b"", None, "", id="nothing"),
    ],
)
def test_letters_come_out_right(body: bytes, content_type: str | None, text: str) -> None:
    assert decode(body, content_type) == text
