"""Windows code pages ([MS-UCODEREF] §2.2.1), as the names by which Python knows them."""

from __future__ import annotations

import codecs

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
WESTERN = "cp1252"  # what a Dutch PC writes where nothing says otherwise


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
