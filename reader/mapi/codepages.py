"""Windows code pages ([MS-UCODEREF] §2.2.1), as the names by which Python knows them."""

from __future__ import annotations

import codecs
from typing import TYPE_CHECKING

from reader.mapi import tags

if TYPE_CHECKING:
    from collections.abc import Mapping

    from reader.mapi.item import Value

_UTF_8 = "utf-8"
_NAMES = {
    708: "iso-8859-6",
    709: "iso-8859-6",
    710: "iso-8859-6",
    720: "cp720",
    1200: "utf-16-le",
    1201: "utf-16-be",
    10000: "mac-roman",
    10006: "mac-greek",
    10007: "mac-cyrillic",
    10029: "mac-latin2",
    10079: "mac-iceland",
    10081: "mac-turkish",
    12000: "utf-32-le",
    12001: "utf-32-be",
    20127: "us-ascii",
    20866: "koi8-r",
    20932: "euc-jp",
    20936: "gb2312",
    20949: "euc-kr",
    21866: "koi8-u",
    **{28590 + part: f"iso-8859-{part}" for part in range(1, 17)},
    38598: "iso-8859-8",
    50220: "iso-2022-jp",
    50221: "iso-2022-jp",
    50222: "iso-2022-jp",
    50225: "iso-2022-kr",
    50227: "gb18030",
    51932: "euc-jp",
    51936: "gb2312",
    51949: "euc-kr",
    52936: "hz",
    54936: "gb18030",
    65000: "utf-7",
    65001: _UTF_8,
}
# The code page that Windows has for 8-bit text where a mail travels in another set.
_WINDOWS = {
    20866: 1251,
    21866: 1251,
    28592: 1250,
    28594: 1257,
    28595: 1251,
    28596: 1256,
    28597: 1253,
    28598: 1255,
    28599: 1254,
    28603: 1257,
    38598: 1255,
    50220: 932,
    50221: 932,
    50222: 932,
    50225: 949,
    50227: 936,
    51932: 932,
    51936: 936,
    51949: 949,
    52936: 936,
}
# The same by language, the lower ten bits of a locale ([MS-LCID] §2.1); all others are of Western Europe.
_OF_LANGUAGE = {
    **dict.fromkeys((0x05, 0x0E, 0x15, 0x18, 0x1A, 0x1B, 0x1C, 0x24), 1250),
    **dict.fromkeys((0x02, 0x19, 0x22, 0x23, 0x2F), 1251),
    **dict.fromkeys((0x1F, 0x2C), 1254),
    **dict.fromkeys((0x01, 0x20, 0x29), 1256),
    **dict.fromkeys((0x25, 0x26, 0x27), 1257),
    0x04: 936,
    0x08: 1253,
    0x0D: 1255,
    0x11: 932,
    0x12: 949,
    0x1E: 874,
    0x2A: 1258,
}
_PAGES = frozenset({tags.MESSAGE_CODEPAGE, tags.MESSAGE_LOCALE_ID, tags.INTERNET_CODEPAGE})
_TRADITIONAL_CHINESE = frozenset({0x0404, 0x0C04, 0x1404})
_UNICODE = frozenset({1200, 1201, 12000, 12001})  # what 8-bit text cannot be in


def charset_of(values: Mapping[int, Value]) -> str:
    """The character set of the 8-bit strings of an item, by its properties; "" where none says so."""
    if _PAGES.isdisjoint(values):
        return ""  # as of nearly every recipient
    pages = (
        values.get(tags.MESSAGE_CODEPAGE),
        _of_locale(values.get(tags.MESSAGE_LOCALE_ID)),
        _of_internet(values.get(tags.INTERNET_CODEPAGE)),
    )
    known = (codec_of(page) for page in pages if isinstance(page, int) and page not in _UNICODE)
    return next(filter(None, known), "")


def _of_locale(locale: Value | None) -> int | None:
    if not isinstance(locale, int):
        return None
    return 950 if locale in _TRADITIONAL_CHINESE else _OF_LANGUAGE.get(locale & 0x3FF)


def _of_internet(page: Value | None) -> int | None:
    return _WINDOWS.get(page, page) if isinstance(page, int) else None


def codec_of(code_page: int | None) -> str:
    """The name of a code page; "" where there is none, or Python does not know it.

    >>> codec_of(1252), codec_of(65001), codec_of(4), codec_of(None)
    ('cp1252', 'utf-8', '', '')
    """
    if code_page is None:
        return ""
    name = _NAMES.get(code_page, f"cp{code_page}")
    try:
        codecs.lookup(name)
    except LookupError:
        return ""
    return name
