"""HTML to `Body`: one pass over the cleaned markup yields the text and the layout that carries it.

White space is collapsed as a browser does (CSS Text §4.1.1).  Blocks are separated in the text by
line feeds, cells of a plain row by a tab; separators are the only characters that belong to no run.
A line that is bold from end to end and stands alone is a heading too: most newsletters and nearly all
letters mark their headings so.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import unescape
from typing import TYPE_CHECKING

from reader.text import clean
from reader.text.layout import Layout, is_invisible, printable
from reader.text.plain import body_of_plain
from reader.text.tags import BLANK, LINE, LISTS, NO_GAP, tag_of, tokens

if TYPE_CHECKING:
    from reader.message import BlockKind, Body
    from reader.text.tags import Element, Tag

_ROOM = " \t\n\f\r"
_MANY_SPACES = re.compile("  +")

_LOWEST_HEADING = 6  # also the level of a bold line
_BOLD_HEADING_SIZE = 100  # characters; a longer bold line is an opening paragraph
_BOLD_SHARE = 0.5  # of the text; beyond it bold says nothing
_SENTENCE_ENDS = (".", ",", ";")  # what a heading does not end with


@dataclass(slots=True)
class _Line:
    """One line of the block being read."""

    start: int
    end: int
    piece: int  # the tag that opens it
    after_blank: bool  # an empty line stands above it
    bold: bool = False  # some of its words are
    plain: bool = False  # some of its words are not
    sentence: bool = False  # it ends as no heading does


def body_of_html(untrusted_html: str) -> Body:
    r"""The readable text and safe layout of a message's HTML.

    >>> body_of_html("<h2>Wat kunt u doen?</h2><p>Meld u <b>aan</b>.").text
    'Wat kunt u doen?\n\nMeld u aan.'
    """
    return read_html(untrusted_html)[0]


def read_html(untrusted_html: str) -> tuple[Body, str]:
    """The body, and the code of the problem when it could only be shown as bare text."""
    html = printable(untrusted_html)
    if clean.is_excessive(html):
        return body_of_plain(clean.stripped(html)), "layout_excessive"
    return _Walker(clean.cleaned(html)).body(), ""


class _Walker:
    """The state of one pass."""

    def __init__(self, html: str) -> None:
        self._layout = Layout()
        self._external, self._coloured = 0, False
        self._open: list[Element | None] = []
        self._bold = self._pre = self._quotes = self._lists = self._items = self._heading = self._hidden = 0
        self._gap = NO_GAP  # what must stand before the next text
        self._line: _Line | None = None
        self._lines: list[_Line] = []
        self._spaced = False  # the line ends in a space
        self._opener = -1  # the tag that opens the next line; -1: its own run
        self._kind: BlockKind = "text"
        self._level = 0
        self._bold_headings: set[int] = set()  # their indexes in the layout's blocks
        for token in tokens(html):
            if token[0] != "<":
                self._text(token)
            else:
                self._tag(tag_of(token))
        self._end_block()

    def body(self) -> Body:
        layout = self._layout
        bold = sum(layout.blocks[index].end - layout.blocks[index].start for index in self._bold_headings)
        if bold > _BOLD_SHARE * layout.length:
            for index in self._bold_headings:
                layout.blocks[index] = layout.blocks[index]._replace(kind="text", level=0)
        return layout.body(external=self._external, coloured=self._coloured)

    def _text(self, escaped: str) -> None:
        if not self._pre:
            if self._line is None:
                escaped = escaped.lstrip(_ROOM)
            escaped = _collapsed(escaped)
            if self._spaced:
                escaped = escaped.removeprefix(" ")
        if not escaped:
            return
        text = unescape(escaped) if "&" in escaped else escaped
        if self._hidden:
            self._layout.spacer(text)
            return
        if self._line is None:
            if is_invisible(text):
                self._layout.spacer(text)
                return
            self._begin_line()
        assert self._line is not None
        if any(map(str.isalnum, text)):
            if self._bold:
                self._line.bold = True
            else:
                self._line.plain = True
        self._layout.run(text)
        self._spaced = text.endswith(" ")

    def _begin_line(self) -> None:
        layout = self._layout
        layout.separate(self._gap)
        if not self._lines:
            self._kind, self._level = self._role()
        opener = self._opener if self._opener >= 0 else len(layout.pieces)
        blank = self._gap == BLANK
        self._line = _Line(layout.length, layout.length, opener, blank)
        self._gap, self._opener = NO_GAP, -1

    def _role(self) -> tuple[BlockKind, int]:
        if self._quotes:
            return "quote", self._quotes
        if self._heading:
            return "heading", min(self._heading, _LOWEST_HEADING)
        if self._items:
            return "item", max(self._lists, 1)
        return "text", 0

    def _end_line(self) -> None:
        if self._line is not None:
            self._layout.trim()
            self._line.end = self._layout.length
            self._line.sentence = self._layout.last.endswith(_SENTENCE_ENDS)
            self._lines.append(self._line)
        self._line = None
        self._spaced = False

    def _end_block(self) -> None:
        """A block begins or ends here: what was read so far is one or more blocks."""
        self._end_line()
        if self._lines:
            self._write_blocks()
            self._lines = []

    def _write_blocks(self) -> None:
        """Lines make a block; an empty line or a bold one alone parts them."""
        group: list[_Line] = []
        for line in self._lines:
            heading = self._kind == "text" and self._is_heading(line)
            if group and (heading or line.after_blank):
                self._write(group)
                group = []
            if heading:
                self._bold_headings.add(len(self._layout.blocks))
                self._layout.block(line.start, line.end, "heading", _LOWEST_HEADING, line.piece)
            else:
                group.append(line)
        if group:
            self._write(group)

    def _write(self, lines: list[_Line]) -> None:
        self._layout.block(lines[0].start, lines[-1].end, self._kind, self._level, lines[0].piece)

    def _is_heading(self, line: _Line) -> bool:
        return (
            line.bold and not line.plain and not line.sentence and line.end - line.start <= _BOLD_HEADING_SIZE
        )

    def _tag(self, tag: Tag) -> None:
        if tag.external:
            self._external += tag.external
        if tag.coloured:
            self._coloured = True
        if tag.gap:
            self._boundary(tag)
        elif tag.name == "br":
            self._break()
        self._layout.pieces.append(tag.markup)
        if tag.opens:
            self._open.append(tag.effect)
            if tag.effect is not None:
                self._apply(tag.effect, 1)
        elif tag.closes:
            effect = self._open.pop()
            if effect is not None:
                self._apply(effect, -1)

    def _apply(self, effect: Element, sign: int) -> None:
        self._bold += sign * effect.bold
        self._pre += sign * effect.pre
        self._quotes += sign * effect.quote
        self._lists += sign * effect.lists
        self._items += sign * effect.item
        self._heading += sign * effect.heading
        self._hidden += sign * effect.hidden

    def _boundary(self, tag: Tag) -> None:
        """A tag that is about to be written, opening or closing, parts blocks."""
        if self._line is not None or self._lines:
            self._end_block()
        # A list inside a list needs no more room than its lines have.
        self._gap = max(self._gap, LINE if self._lists and tag.name in LISTS else tag.gap)
        self._opener = -1 if tag.closes else len(self._layout.pieces)

    def _break(self) -> None:
        """A line break that is about to be written ends a line."""
        empty = self._line is None
        self._end_line()
        self._gap = max(self._gap, BLANK if empty and self._layout.length else LINE)
        if self._lines:
            self._opener = len(self._layout.pieces)


def _collapsed(text: str) -> str:
    """With one space for each stretch of white space; many texts have no other, and `in` sees that soonest."""
    text = text.replace("\n", " ").replace("\t", " ").replace("\f", " ").replace("\r", " ")
    return _MANY_SPACES.sub(" ", text) if "  " in text else text
