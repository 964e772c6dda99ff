r"""Rich Text Format to text, and the HTML or the text that Outlook wrapped in it taken back out ([MS-OXRTFEX]).

One pass over the bytes, group by group ([RTF] 1.9.1).  HTML in RTF says `\fromhtml1`: what stands in `\*\htmltag` is
HTML as it was, the text between is its text, and what `\htmlrtf` switches off was only there for readers of RTF.
Text in RTF (`\fromtext`) reads as any RTF: paragraphs, tabs, cells and list marks, without what is hidden.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, ClassVar, Final, NamedTuple

from reader.text.rtf_words import (
    CHARACTERS,
    FLAGS,
    HIDDEN,
    READ_ALL_THE_SAME,
    SKIPPED,
    SYMBOL_FONT,
    SYMBOLS,
    charset_codec,
    codec_of,
    drawn,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

_TOKEN = re.compile(
    rb"\\([a-zA-Z]{1,32})(-?[0-9]{1,10})? ?"  # a word, with its number
    rb"|((?:\\'[0-9a-fA-F]{2})+)"  # bytes
    rb"|\\([^a-zA-Z])"  # a symbol
    rb"|([{}])"
    rb"|([^\\{}\r\n\0]+)",
    re.DOTALL,
)
_WORD, _NUMBERED, _BYTES, _SYMBOL, _BRACE, _TEXT = range(1, 7)  # the groups of _TOKEN
_BODY, _TAG, _FONTS, _NOWHERE = range(4)  # where text of a group goes
_LOST: Final = re.compile("[\ud800-\udfff]")
_PRIVATE: Final = re.compile("[\uf020-\uf0ff]")  # characters of symbol fonts
_CHARACTERS: Final = 0x110000
_MACINTOSH, _DOS, _DOS_MULTILINGUAL = 10000, 437, 850


class Rtf(NamedTuple):
    """What was in it: HTML where that was wrapped in it, else text; the other is ""."""

    html: str
    text: str  # lines end in "\n", cells in "\t"


def read_rtf(raw: bytes) -> Rtf:
    r"""The HTML or the text in `raw`; any bytes give a text, never longer than they are.

    >>> read_rtf(rb"{\rtf1\ansi\ansicpg1252 coll\'e8ge\par{\v verborgen}5 \u8364?}")
    Rtf(html='', text='collège\n5 €')
    >>> read_rtf(rb"{\rtf1\ansi\fromhtml1{\*\htmltag64 <p>}Dag\htmlrtf\par\htmlrtf0{\*\htmltag72 </p>}}")
    Rtf(html='<p>Dag</p>', text='')
    """
    reader = _Reader()
    start = 0
    while 0 <= start < len(raw):
        start = reader.read(raw, start)
    return reader.result()


class _State(NamedTuple):
    """What the end of a group takes back."""

    target: int = _BODY
    hidden: int = 0  # FLAGS of why text is left out
    codec: str = ""  # of the font; "" for that of the document
    fallback: int = 1  # characters behind \u that stand in for it


class _Reader:
    def __init__(self) -> None:
        self._state = _State()
        self._outer: list[_State] = []
        self._starred = False
        self._html = False
        self._codec = "cp1252"  # of the document
        self._fonts: dict[int, str] = {}
        self._font = 0  # in the table of fonts
        self._skip = 0  # characters that stand in for the \u before them
        self._raw: list[bytes] = []  # text not yet decoded, all in one code page
        self._raw_codec = ""
        self._parts: list[str] = []

    def read(self, raw: bytes, start: int) -> int:
        r"""Read on; the place behind \bin, where its bytes end, or -1 where the document does."""
        for match in _TOKEN.finditer(raw, start):
            kind = match.lastindex
            if kind in (_TEXT, _BYTES):
                self._write(
                    match[0] if kind == _TEXT else bytes.fromhex(match[0].replace(rb"\'", b"").decode())
                )
            elif kind == _BRACE:
                if not self._brace(match[0]):
                    return -1
                continue
            elif kind == _SYMBOL:
                if match[4] == b"*":
                    self._starred = True
                    continue
                self._symbol(match[4])
            elif match[1] == b"bin":
                return match.end() + max(int(match[2] or 0), 0)
            else:
                self._word(match[1], match[2])
            self._starred = False
        return -1

    def result(self) -> Rtf:
        self._decode()
        text = "".join(self._parts)
        if _LOST.search(text):
            text = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
        if self._html:
            return Rtf(text, "")
        return Rtf("", _PRIVATE.sub(lambda match: drawn(ord(match[0]) & 0xFF), text))

    def _brace(self, brace: bytes) -> bool:
        """False at the end of the outermost group: what follows is no part of the document."""
        self._skip = 0
        self._starred = False
        if brace == b"{":
            self._outer.append(self._state)
            return True
        if self._outer:
            self._state = self._outer.pop()
            return bool(self._outer)
        return True

    def _symbol(self, symbol: bytes) -> None:
        if symbol in b"\\{}":
            self._write(symbol)
        elif self._skip:
            self._skip -= 1
        else:
            self._say(SYMBOLS.get(symbol, ""))

    def _word(self, word: bytes, digits: bytes | None) -> None:
        self._skip = 0
        if self._starred and word not in READ_ALL_THE_SAME:
            self._state = self._state._replace(target=_NOWHERE)
        elif word in CHARACTERS:
            self._say(CHARACTERS[word])
        elif word in SKIPPED:
            self._state = self._state._replace(target=_NOWHERE)
        elif word in FLAGS:
            self._flag(FLAGS[word], on=digits is None or int(digits) != 0)
        elif word in self._WORDS:
            self._WORDS[word](self, 1 if digits is None else int(digits))

    def _write(self, raw: bytes) -> None:
        """Bytes of text, in the code page of their font; in a tag in that of the document."""
        state = self._state
        if self._skip:
            skip, self._skip = self._skip, max(self._skip - len(raw), 0)
            raw = raw[skip:]
        if state.hidden or state.target > _TAG or not raw:
            return
        codec = state.codec if state.target == _BODY and state.codec else self._codec
        if codec != self._raw_codec:
            self._decode()
            self._raw_codec = codec
        self._raw.append(raw)

    def _say(self, text: str) -> None:
        """Text that is in no code page."""
        state = self._state
        if text and not state.hidden and state.target <= _TAG:
            self._decode()
            self._parts.append(text)

    def _decode(self) -> None:
        if self._raw:
            raw = b"".join(self._raw)
            self._raw.clear()
            if self._raw_codec != SYMBOL_FONT:
                self._parts.append(raw.decode(self._raw_codec, "replace"))
            elif self._html:  # which names the font as well
                self._parts.append(raw.decode(self._codec, "replace"))
            else:
                self._parts.append("".join(map(drawn, raw)))

    def _flag(self, flag: int, *, on: bool) -> None:
        if self._html and flag & HIDDEN:
            return  # HTML has its own way to hide text
        hidden = self._state.hidden | flag if on else self._state.hidden & ~flag
        self._state = self._state._replace(hidden=hidden)

    def _from_html(self, number: int) -> None:
        self._html = number != 0 and not self._parts and not self._raw

    def _html_tag(self, _number: int) -> None:
        self._state = self._state._replace(target=_TAG if self._html else _NOWHERE)

    def _plain(self, _number: int) -> None:
        self._state = self._state._replace(hidden=self._state.hidden & ~HIDDEN, codec="")

    def _font_table(self, _number: int) -> None:
        self._state = self._state._replace(target=_FONTS)

    def _choose_font(self, number: int) -> None:
        if self._state.target == _FONTS:
            self._font = number
        else:
            self._state = self._state._replace(codec=self._fonts.get(number, ""))

    def _font_charset(self, number: int) -> None:
        if self._state.target == _FONTS:
            self._fonts[self._font] = charset_codec(number)

    def _font_code_page(self, number: int) -> None:
        if self._state.target == _FONTS:
            self._fonts[self._font] = codec_of(number)

    def _code_page(self, number: int) -> None:
        self._codec = codec_of(number) or self._codec

    def _fall_back(self, number: int) -> None:
        self._state = self._state._replace(fallback=max(number, 0))

    def _unicode(self, number: int) -> None:
        code = number & 0xFFFF if number < 0 else number
        if 0 < code < _CHARACTERS:
            self._say(chr(code))
        self._skip = self._state.fallback

    _WORDS: ClassVar[Mapping[bytes, Callable[[_Reader, int], None]]] = {
        b"ansicpg": _code_page,
        b"cpg": _font_code_page,
        b"f": _choose_font,
        b"fcharset": _font_charset,
        b"fonttbl": _font_table,
        b"fromhtml": _from_html,
        b"htmltag": _html_tag,
        b"mac": lambda reader, _: reader._code_page(_MACINTOSH),  # noqa: SLF001 - its own
        b"pc": lambda reader, _: reader._code_page(_DOS),  # noqa: SLF001
        b"pca": lambda reader, _: reader._code_page(_DOS_MULTILINGUAL),  # noqa: SLF001
        b"plain": _plain,
        b"u": _unicode,
        b"uc": _fall_back,
    }
