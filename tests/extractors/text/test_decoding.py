"""Bytes to letters for pages: what the bytes are counts for more than what is declared."""

from __future__ import annotations

import encodings
import pkgutil
from encodings import aliases

import pytest

from extractors.text.decoding import decode

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


def _charsets() -> list[str]:
    """Every name under which Python looks a codec up: its aliases, what they lead to, and its modules."""
    modules = {module.name for module in pkgutil.iter_modules(encodings.__path__)}
    return sorted(
        {*aliases.aliases, *aliases.aliases.values(), *modules, "quoted-printable", "unicode_escape", "x" * 40}
    )


@pytest.mark.parametrize("charset", _charsets())
def test_no_charset_that_is_declared_breaks_a_page(charset: str) -> None:
    title, stray = b"<title>plain</title>", b"a stray \x97 byte, \\u0041 +AGE- ~{ \x1b$B"
    for head in (title, f'<meta charset="{charset}">'.encode() + title):
        for body in (stray, bytes(range(0x80, 0x100))):
            assert title.decode() in decode(head + body, f"text/html; charset={charset}")


@pytest.mark.parametrize("charset", ["undefined", "idna", "punycode", "unicode_escape", "base64", "rot13", "hex", "uu"])
def test_what_decodes_no_document_is_passed_over_for_the_next_guess(charset: str) -> None:
    assert decode(WORDS.encode("cp1251"), f"text/html; charset={charset}") == WORDS
    assert decode(WORDS.encode() + b" \x97 \\u0041", f"text/html; charset={charset}") == WORDS + " — \\u0041"


UNDECLARED = {
    "French": ("cp1252", "La Russie n'a pas décidé de reconnaître les talibans, où l'envoyé a été reçu à Kaboul."),
    "German": ("cp1252", "Rußland prüft die Anerkennung, erklärte er; über die Einträge müßte man später entscheiden."),
    "Polish": ("cp1250", "Rosja jeszcze nie zdecydowała o uznaniu talibów; ćwiczenia trwają, a list złożono w środę."),
    "Czech": ("cp1250", "Rusko ještě nerozhodlo o uznání Tálibánu; velvyslanec předal listiny ve středu v Moskvě."),
    "Turkish": ("cp1254", "Rusya'nın Taliban'ı tanıma konusunda henüz karar vermediğini söyledi; büyükelçi geldi."),
    "Arabic": ("cp1256", "لم تقرر روسيا بعد الاعتراف بحركة طالبان في كابول وقدم السفير أوراق اعتماده يوم الأربعاء"),
    "Greek": ("cp1253", "Η Ρωσία δεν έχει αποφασίσει ακόμη για την αναγνώριση των Ταλιμπάν, δήλωσε ο εκπρόσωπος."),
    "Japanese": (
        "shift_jis",
        "ロシアはタリバンの承認についてまだ決定していないと報道官は述べた。大使は信任状を提出した。",
    ),
    "Chinese": ("gb18030", "俄罗斯尚未决定是否承认塔利班政权，发言人说。大使星期三在莫斯科递交了国书。"),
}


@pytest.mark.parametrize("times", [1, 6])
@pytest.mark.parametrize("language", UNDECLARED)
def test_an_undeclared_encoding_is_told_by_its_language(language: str, times: int) -> None:
    encoding, words = UNDECLARED[language]
    text = f"<rss><channel><title>{f'{words} ' * times}</title></channel></rss>"
    assert decode(text.encode(encoding)) == text


SHORT = {
    "cp1251": ["Россия", "МИД РФ", "Путин", "Лавров: нет", "TASS: Лавров в Кабуле", "Кабул"],
    "koi8-r": ["Россия признала", "Лавров в Кабуле", "Путин"],
    "cp1252": ["Café", "Peña Nieto à Kaboul", "Señor Muñoz", "Élysée: l’émirat reconnu", "Taliban – “recognised”"],
}


@pytest.mark.parametrize(
    ("charset", "title"), [(charset, title) for charset, titles in SHORT.items() for title in titles]
)
@pytest.mark.parametrize("around", ["{}", "<rss><channel><title>{}</title></channel></rss>"])
def test_a_short_undeclared_title_is_told_where_its_words_tell_it(charset: str, title: str, around: str) -> None:
    written = around.format(title)
    assert decode(written.encode(charset)) == written
