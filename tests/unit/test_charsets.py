"""Text in character sets that were not said, or said wrongly."""

from __future__ import annotations

import pytest

from reader.mime.charsets import decoded

JAPANESE, CHINESE = "日本語の本文", "中文字的内容"


@pytest.mark.parametrize(
    ("raw", "charset", "text", "guessed"),
    [
        (JAPANESE.encode("iso-2022-jp"), "", JAPANESE, False),  # all of it looks like ASCII
        (JAPANESE.encode("iso-2022-jp"), "us-ascii", JAPANESE, False),
        (JAPANESE.encode("euc-jp"), "x-euc-jp", JAPANESE, False),
        ("①髙".encode("cp932"), "shift_jis", "①髙", False),  # signs that only the larger set has
        (CHINESE.encode("gb18030"), "gb2312", CHINESE, False),
        (CHINESE.encode("gb18030") * 4 + b"\xd6", "gb2312", CHINESE * 4 + "\ufffd", True),  # cut off
        (("één " * 10).encode() + b"\xc3", "utf-8", "één " * 10 + "\ufffd", True),
        ("collège".encode("utf-16"), "utf-16", "collège", False),
        ("collège".encode("utf-16-be"), "utf-16", "collège", False),  # no mark of the order
        ("collège".encode("utf-16-le"), "utf-16", "collège", False),
        ("college".encode("utf-16-le"), "", "college", False),
        (b"gewone tekst", "utf-16", "gewone tekst", False),
        (b"coll+AOg-ge", "utf-7", "collège", False),
        (b"\x93raad\x94 \x80 5", "iso-8859-15", "“raad” € 5", False),
        (b"raad \x81", "windows-1252", "raad \x81", True),  # a byte that the set lacks
        (b"\xfd\xfe", "iso-8859-9", "ış", False),
        (b"coll\xe8ge", "punycode", "collège", True),  # a codec of Python, and no character set
        (b"coll\xe8ge", "x-onbekend", "collège", True),
        (b"a\x00b", "", "a\x00b", False),
        (b"", "utf-16", "", False),
    ],
)
def test_text_is_read_in_the_set_that_it_is_in(raw, charset, text, guessed):
    assert decoded(raw, charset) == (text, guessed)
