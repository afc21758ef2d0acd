"""Bytes to text, for feeds and pages: what the bytes are counts for more than what is declared.

Valid UTF-8 is UTF-8 whatever the declaration says. Else the declared encoding is tried, and for Cyrillic its sibling
where the letters come out with their case turned round (windows-1251 read as koi8-r, or the other way). UTF-8 with a
few foreign bytes in it is mended byte by byte. Only then is the encoding guessed: Russian by the form of its words, of
which a short title has too few for statistics, all else by those.
"""

from __future__ import annotations

import codecs
import re

from charset_normalizer import from_bytes

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_DECLARED = (
    re.compile(rb"""^\s*<\?xml[^>]{0,200}?encoding\s*=\s*["']([\w.:-]{2,40})""", re.IGNORECASE),
    re.compile(rb"""<meta[^>]{0,300}?charset\s*=\s*["']?\s*([\w.:-]{2,40})""", re.IGNORECASE),
)
_HEADER = re.compile(r"""charset\s*=\s*["']?([\w.:-]{2,40})""", re.IGNORECASE)
# What browsers take these names for, and the names Python does not know.
_ALIASES = {
    "iso-8859-1": "cp1252", "latin-1": "cp1252", "latin1": "cp1252", "us-ascii": "cp1252", "ascii": "cp1252",
    "win-1251": "cp1251", "cp-1251": "cp1251", "win1251": "cp1251", "koi8": "koi8-r", "x-sjis": "shift_jis",
    "gb2312": "gb18030", "gbk": "gb18030", "euc-kr": "cp949", "ks-c-5601-1987": "cp949",
}  # fmt: skip
# Russian by the one read as the other is letters all the same, with small and capital ones exchanged.
_SIBLINGS = {"cp1251": "koi8-r", "koi8-r": "cp1251", "koi8-u": "cp1251"}
# Text encodings to Python, but none that a document is written in: they read escapes as what these stand for.
_NO_CHARSETS = frozenset({"utf-7", "unicode-escape", "raw-unicode-escape"})
# A declaration that could be read as ASCII is in an encoding that these letters and signs come through unchanged.
_DECLARABLE = b"<meta charset='az AZ 09'>/=.,;:&\n"
_ASCII = bytes(range(128))
_STRAY = range(0x80, 0x100)
_ESCAPED = 0xDC00  # the code point that stands for byte 0 where bytes are escaped (PEP 383)
_MENDABLE = 0.2  # of the bytes beyond ASCII that may be damaged UTF-8; with more it is another encoding
_FEW = 6  # bytes beyond ASCII: in fewer, a name or two dashes, statistics find anything
_LOOKED_AT = 20_000  # bytes: enough for statistics, so that a long page takes no longer
_GUESSED = ("cp1252", "cp1250", "cp1251", "koi8_r", "cp1253", "cp1254", "cp1255", "cp1256", "cp1257", "shift_jis",
            "euc_jp", "gb18030", "big5", "cp949")  # fmt: skip
_CENTRAL_EUROPEAN = frozenset({"Polish", "Czech", "Slovak", "Hungarian", "Croatian", "Slovene", "Romanian"})


# Words without a letter of ASCII, and what they look like where they are Russian.
_FOREIGN_WORD = re.compile(rb"(?<![A-Za-z\x80-\xff])[\x80-\xff]{3,60}(?![A-Za-z\x80-\xff])")
_RUSSIAN_WORD = re.compile(r"(?=.*[аеёиоуыэюяАЕЁИОУЫЭЮЯ])(?:[А-ЯЁ]?[а-яё]+|[А-ЯЁ]+)")
_LOOKED_AT_WORDS = 200  # enough for a share of four in five
_RUSSIAN = 0.8  # of the words: names of other languages stand among them, too


def decode(body: bytes, content_type: str | None = None) -> str:
    """The text of ``body``; never fails, and marks by U+FFFD what nothing can read."""
    for bom, encoding in _BOMS:
        if body.startswith(bom):
            return body[len(bom) :].decode(encoding, "replace")
    # Before UTF-8, in which a page of ASCII with a zero behind each letter is sound.
    if wide := _without_bom(body):
        return body.decode(wide, "replace")
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError:
        pass
    # What is mostly UTF-8 is so whatever it calls itself; statistics come last, as they always find something.
    declared = _declared(body, content_type)
    return _mended(body, declared) or _as_declared(body, declared) or _russian(body) or _guessed(body)


def _without_bom(body: bytes) -> str | None:
    if body.startswith(b"<\x00"):
        return "utf-16-le"
    return "utf-16-be" if body.startswith(b"\x00<") else None


def _declared(body: bytes, content_type: str | None) -> tuple[str, ...]:
    """Declared 8-bit encodings by name, the transport's first (RFC 7303)."""
    names = [match[1] for match in [_HEADER.search(content_type or "")] if match]
    names += [match[1].decode("ascii") for match in (pattern.search(body[:4096]) for pattern in _DECLARED) if match]
    known = (_known(name) for name in names)
    return tuple(dict.fromkeys(name for name in known if name and not name.startswith("utf")))


def _known(name: str) -> str | None:
    """Python's name of a charset, None for what it does not know or what turns no bytes into a document's letters."""
    name = name.lower().replace("_", "-")
    try:
        charset = codecs.lookup(_ALIASES.get(name, name)).name
        readable = charset not in _NO_CHARSETS and _DECLARABLE.decode(charset, "replace") == _DECLARABLE.decode("ascii")
    except (LookupError, ValueError):  # "hex", "rot13" and the like are no text encodings; "undefined" decodes nothing
        return None
    return charset if readable else None


def _mended(body: bytes, declared: tuple[str, ...]) -> str | None:
    """UTF-8 with stray bytes of another encoding; None where it is not mostly UTF-8."""
    foreign = len(body.translate(None, _ASCII))
    stray = body.decode("utf-8", "replace").count("\ufffd") - body.count(b"\xef\xbf\xbd")
    if stray > foreign * _MENDABLE:
        return None
    encoding = declared[0] if declared else "cp1252"
    foreign_letters = {_ESCAPED + byte: bytes([byte]).decode(encoding, "replace") for byte in _STRAY}
    return body.decode("utf-8", "surrogateescape").translate(foreign_letters)


def _as_declared(body: bytes, declared: tuple[str, ...]) -> str | None:
    for encoding in declared:
        try:
            text = body.decode(encoding)
        except UnicodeError:
            continue
        sibling = _SIBLINGS.get(encoding)
        return body.decode(sibling, "replace") if sibling and _case_is_turned(text) else text
    return None


def _case_is_turned(text: str) -> bool:
    letters = [letter for letter in text if "\u0400" <= letter <= "\u04ff"]
    return sum(letter.isupper() for letter in letters) * 2 > len(letters) > 20


def _russian(body: bytes) -> str | None:
    """Windows-1251 or KOI8-R where nearly all words without ASCII look Russian in it; None else."""
    words = _FOREIGN_WORD.findall(body[:_LOOKED_AT])[:_LOOKED_AT_WORDS]
    if not words or 2 * sum(map(len, words)) < len(body[:_LOOKED_AT].translate(None, _ASCII)):
        return None
    fits = {
        charset: sum(_RUSSIAN_WORD.fullmatch(word.decode(charset, "replace")) is not None for word in words)
        for charset in ("cp1251", "koi8-r")
    }
    best = max(fits, key=lambda charset: fits[charset])
    return body.decode(best, "replace") if fits[best] >= _RUSSIAN * len(words) else None


def _guessed(body: bytes) -> str:
    """By the statistics of bytes and of languages (charset-normalizer), among what documents are written in."""
    if len(body.translate(None, _ASCII)) < _FEW:
        return body.decode("cp1252", "replace")
    head = body[:_LOOKED_AT]
    head = head[: head.rfind(b"<") + 1] or head  # not within a letter of several bytes
    matches = list(from_bytes(head if len(body) > _LOOKED_AT else body, cp_isolation=list(_GUESSED)))
    if not matches:
        return body.decode("cp1252", "replace")
    best = matches[0]
    equal = {one.encoding for one in matches if (one.chaos, one.coherence) == (best.chaos, best.coherence)}
    # Western and Central European letters lie in the same places: which they are, only the language tells.
    central = best.language in _CENTRAL_EUROPEAN
    charset = "cp1252" if "cp1252" in equal and not central else best.encoding
    return body.decode("cp1250" if "cp1250" in equal and central else charset, "replace")
