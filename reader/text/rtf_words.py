"""The words of RTF that mean something for its text ([RTF] 1.9.1), and the code pages of its fonts."""

from __future__ import annotations

import codecs
from typing import Final

SYMBOL_FONT: Final = "symbol"  # instead of a codec: its characters are drawings

# Words and symbols that stand for text.
CHARACTERS: Final = {
    **dict.fromkeys((b"par", b"line", b"sect", b"page", b"column", b"row", b"nestrow"), "\n"),
    **dict.fromkeys((b"tab", b"cell", b"nestcell"), "\t"),
    **dict.fromkeys((b"emspace", b"enspace", b"qmspace"), " "),
    b"emdash": "—",
    b"endash": "–",
    b"bullet": "•",
    b"lquote": "‘",
    b"rquote": "’",
    b"ldblquote": "“",
    b"rdblquote": "”",
    b"ltrmark": "\u200e",
    b"rtlmark": "\u200f",
    b"zwj": "\u200d",
    b"zwnj": "\u200c",
}
SYMBOLS: Final = {b"~": "\xa0", b"_": "\u2011", b"\t": "\t", b"\r": "\n", b"\n": "\n"}

# Words that leave text out, each for a reason of its own, so that the end of one does not end another.
HIDDEN: Final = 3
FLAGS: Final = {b"v": 1, b"deleted": 2, b"htmlrtf": 4}

# Groups that hold no text of the document.
SKIPPED: Final = frozenset(
    [
        *(b"colortbl", b"stylesheet", b"info", b"pict", b"nonshppict", b"fldinst", b"objdata", b"filetbl"),
        *(
            b"listtable",
            b"listoverridetable",
            b"revtbl",
            b"rsidtbl",
            b"xe",
            b"tc",
            b"private",
            b"sp",
            b"shprslt",
        ),
        *(b"header", b"headerl", b"headerr", b"headerf", b"footer", b"footerl", b"footerr", b"footerf"),
        *(b"ftnsep", b"ftnsepc", b"ftncn", b"aftnsep", b"aftnsepc", b"aftncn", b"do", b"template"),
    ]
)
# Of the groups with \*, which a reader skips unless it knows them, those that do: HTML, and text boxes.
READ_ALL_THE_SAME: Final = frozenset({b"htmltag", b"shpinst"})

_CODE_PAGES = {77: 10000, 128: 932, 129: 949, 130: 1361, 134: 936, 136: 950, 161: 1253, 162: 1254, 163: 1258}
_CODE_PAGES |= {177: 1255, 178: 1256, 186: 1257, 204: 1251, 222: 874, 238: 1250, 254: 437, 255: 850, 0: 1252}
_SYMBOLS = 2
_HIGHEST = 0xFFFF  # number of a code page
_NAMES = {10000: "mac-roman", 10007: "mac-cyrillic", 10029: "mac-latin2", 65001: "utf-8"}
# What Word and Outlook themselves set in Symbol and Wingdings.
_DRAWN = {
    0x4A: "☺",
    0x4C: "☹",
    0xA7: "▪",
    0xA8: "▫",
    0xB7: "•",
    0xD8: "➢",
    0xE0: "→",
    0xFC: "✓",
    0x6F: "○",
    0x76: "•",
}


def charset_codec(charset: int) -> str:
    """The codec of the text in a font, by its charset; "" for that of the document."""
    if charset == _SYMBOLS:
        return SYMBOL_FONT
    return codec_of(_CODE_PAGES.get(charset, 0))


def codec_of(code_page: int) -> str:
    """A Windows code page by its name in Python; "" for one that it does not know.

    >>> codec_of(1252), codec_of(932), codec_of(3)
    ('cp1252', 'cp932', '')
    """
    name = _NAMES.get(code_page, f"cp{code_page}")
    if not 0 < code_page <= _HIGHEST:  # each that is not there is looked for on the disk, and remembered
        return ""
    try:
        return codecs.lookup(name).name
    except LookupError:
        return ""


def drawn(code: int) -> str:
    """A character of a symbol font."""
    return _DRAWN.get(code) or bytes([code]).decode("cp1252", "replace")
