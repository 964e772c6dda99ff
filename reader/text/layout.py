"""Building a `Body`: its text, its markup and its blocks grow together, so that they agree."""

from __future__ import annotations

import re
from html import escape
from typing import TYPE_CHECKING

from reader.message import Block, Body

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reader.message import BlockKind, Run

# What takes room on a page but is nothing to read: spacers and the filler after a preheader.
INVISIBLE = "\u00ad\u034f\u061c\u115f\u17b4\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"

# Characters that neither a page nor JSON can carry: controls, and halves of surrogate pairs.
_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_CONTROLS = bytes(code for code in range(128) if _UNPRINTABLE.match(chr(code)))


def printable(untrusted_text: str) -> str:
    r"""The text without characters that no page can carry; lines end in a line feed.

    >>> printable("a\x00b\r\nc\udce9\x01")
    'ab\nc\ufffd'
    """
    text = untrusted_text
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    if _is_printable(text):
        return text
    return _UNPRINTABLE.sub(lambda found: "\ufffd" if "\ud800" <= found[0] <= "\udfff" else "", text)


def _is_printable(text: str) -> bool:
    """Whether there is nothing to take out: looked at as bytes, which takes a quarter of the time."""
    try:
        raw = text.encode()
    except UnicodeEncodeError:
        return False
    return len(raw.translate(None, _CONTROLS)) == len(raw) and "\ufffe" not in text and "\uffff" not in text


def is_invisible(text: str) -> bool:
    """Whether there is nothing to read in it, such as a no-break space that keeps a cell open."""
    if text.isascii():
        return not text.strip()
    return all(character.isspace() or character in INVISIBLE for character in text)


class Layout:
    """A body that is being written, from its start to its end."""

    def __init__(self) -> None:
        self.length = 0  # of the text so far
        self.pieces: list[str | Run] = []
        self.blocks: list[Block] = []
        self._chunks: list[str] = []
        self._last_run = -1  # its index in `pieces`

    @property
    def last(self) -> str:
        """The text that was written last."""
        return self._chunks[-1] if self._chunks else ""

    def tag(self, markup: str) -> int:
        """Write markup as it stands; its index is what `Block.piece` refers to."""
        self.pieces.append(markup)
        return len(self.pieces) - 1

    def run(self, text: str) -> None:
        """Write text that can be read, and that a mark may cover."""
        start = self.length
        self._chunks.append(text)
        self.length += len(text)
        self._last_run = len(self.pieces)
        self.pieces.append((start, self.length))

    def spacer(self, text: str) -> None:
        """Write text that takes room but is nothing to read."""
        self.tag(escape(text).replace("\u00a0", "&nbsp;"))

    def separate(self, separator: str) -> None:
        """Put a separator in the text that the page shows by other means."""
        if self.length:
            self._chunks.append(separator)
            self.length += len(separator)

    def trim(self) -> None:
        """Take back white space at the end of the last run: no line ends in it."""
        if self._last_run < 0:
            return
        run = self.pieces[self._last_run]
        assert isinstance(run, tuple)
        chunk = self._chunks[-1]
        kept = chunk.rstrip(" \t\n")
        if run[1] != self.length or len(kept) == len(chunk):
            return
        self.length -= len(chunk) - len(kept)
        if kept:
            self._chunks[-1] = kept
            self.pieces[self._last_run] = (run[0], self.length)
        else:
            self._chunks.pop()
            self.pieces[self._last_run] = ""
            self._last_run = -1

    def paragraph(self, text: str, kind: BlockKind, level: int) -> None:
        """Write a block that is one run of text, and no more."""
        start, piece = self.length, len(self.pieces)
        self._chunks.append(text)
        self.length = end = start + len(text)
        self._last_run = piece + 1
        self.pieces += ("<div>", (start, end), "</div>")
        self.blocks.append(Block(start, end, kind, level, piece))

    def block(self, start: int, end: int, kind: BlockKind, level: int, piece: int) -> None:
        """`text[start:end]` is one paragraph, heading, item or quote."""
        if start < end:
            self.blocks.append(Block(start, end, kind, level, piece))

    def body(self, *, external: int = 0, coloured: bool = False) -> Body:
        """What was written."""
        return Body("".join(self._chunks), tuple(self.blocks), tuple(self.pieces), external, coloured)


def joined(bodies: Sequence[Body]) -> Body:
    """One body after another, as the parts of a multipart/mixed are shown (RFC 2046 §5.1.3)."""
    if len(bodies) <= 1:
        return bodies[0] if bodies else Body()
    text, pieces, blocks = "", list[str | tuple[int, int]](), list[Block]()
    for body in bodies:
        if text and body.text:
            text += "\n\n"
        offset, index = len(text), len(pieces) + 1
        pieces.append("<div>")
        pieces += [p if isinstance(p, str) else (p[0] + offset, p[1] + offset) for p in body.pieces]
        pieces.append("</div>")
        blocks += [
            Block(b.start + offset, b.end + offset, b.kind, b.level, b.piece + index) for b in body.blocks
        ]
        text += body.text
    return Body(
        text,
        tuple(blocks),
        tuple(pieces),
        sum(body.external for body in bodies),
        any(body.coloured for body in bodies),
    )
