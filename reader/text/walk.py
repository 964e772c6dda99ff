"""HTML to `Body`: one pass over the cleaned markup yields the text and the layout that carries it.

White space is collapsed as a browser does (CSS Text §4.1.1).  Blocks are separated in the text by
line feeds, cells of a plain row by a tab; separators are the only characters that belong to no run.
A line that is bold from end to end and stands alone is a heading too: most newsletters and nearly all
letters mark their headings so.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from html import unescape
from typing import TYPE_CHECKING

from reader.text import clean
from reader.text.layout import Layout, is_invisible, printable
from reader.text.plain import body_of_plain

if TYPE_CHECKING:
    from reader.message import BlockKind, Body

# As cleaned markup stands: text, or a tag whose attribute values are quoted.
_TOKEN = re.compile(r'<(/?)([a-z][a-z0-9]*)((?:[^<>"]|"[^"]*")*)>|[^<]+')
_SPACES = re.compile(r"[ \t\n\f\r]+")
_VOID = frozenset({"br", "col", "hr", "img", "wbr"})
_LISTS = frozenset({"dir", "menu", "ol", "ul"})
_BOLD = re.compile(r"font-weight:\s*(?:bold|[6-9]00)", re.IGNORECASE)
_PRE = re.compile(r"white-space:\s*(?:pre\b|break-spaces)", re.IGNORECASE)
_QUOTE_CLASS = re.compile(r'class="[^"]*\b(?:gmail_quote|yahoo_quoted|moz-cite)\b(?!_)', re.IGNORECASE)
_LIST_CLASS = re.compile(r'class="[^"]*\bMsoList', re.IGNORECASE)

_NO_GAP, _CELL, _LINE, _BLANK = "", "\t", "\n", "\n\n"  # in order of strength, which is their order as text
_STRENGTH = {_NO_GAP: 0, _CELL: 1, _LINE: 2, _BLANK: 3}
_GAPS = {  # what an element puts between itself and its surroundings
    **dict.fromkeys("blockquote center dl h1 h2 h3 h4 h5 h6 hr ol p pre table ul".split(), _BLANK),
    **dict.fromkeys(
        "address article aside caption dd details dir div dt figcaption figure footer header li main menu nav"
        " section style summary tbody tfoot thead tr".split(),
        _LINE,
    ),
    **dict.fromkeys(("td", "th"), _CELL),
}

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


@dataclass(frozen=True, slots=True)
class _Element:
    """What an open element changes, so that its end can undo it."""

    bold: bool = False
    pre: bool = False  # its white space stays
    quote: bool = False
    lists: bool = False
    item: bool = False
    heading: int = 0  # level


_EFFECTS = {
    "b": _Element(bold=True),
    "blockquote": _Element(quote=True),
    "li": _Element(item=True),
    "pre": _Element(pre=True),
    "strong": _Element(bold=True),
    **{name: _Element(lists=True) for name in _LISTS},
    **{f"h{level}": _Element(heading=level) for level in range(1, 7)},
}


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
        self._references = clean.References()
        self._open: list[_Element | None] = []
        self._bold = self._pre = self._quotes = self._lists = self._items = self._heading = 0
        self._gap = _NO_GAP  # what must stand before the next text
        self._line: _Line | None = None
        self._lines: list[_Line] = []
        self._spaced = False  # the line ends in a space
        self._opener = -1  # the tag that opens the next line; -1: its own run
        self._kind: BlockKind = "text"
        self._level = 0
        self._bold_headings: set[int] = set()  # their indexes in the layout's blocks
        self._walk(html)
        self._end_block(_NO_GAP)

    def body(self) -> Body:
        layout = self._layout
        bold = sum(layout.blocks[index].end - layout.blocks[index].start for index in self._bold_headings)
        if bold > _BOLD_SHARE * layout.length:
            for index in self._bold_headings:
                layout.blocks[index] = replace(layout.blocks[index], kind="text", level=0)
        return layout.body(external=self._references.external, coloured=self._references.coloured)

    def _walk(self, html: str) -> None:
        skip_to = 0
        for token in _TOKEN.finditer(html):
            if token.start() < skip_to:
                continue
            slash, name, attributes = token.groups()
            if name is None:
                self._text(token[0])
            elif slash:
                self._end(name)
            elif name == "style":
                close = html.index("</style>", token.end())
                self._style(token[0], html[token.end() : close])
                skip_to = close + len("</style>")
            else:
                self._start(name, attributes, token[0])

    def _style(self, tag: str, css: str) -> None:
        self._layout.tag(f"{tag}{self._references.style_sheet(css)}</style>")

    def _text(self, escaped: str) -> None:
        text = unescape(escaped) if "&" in escaped else escaped
        if not self._pre:
            text = _SPACES.sub(" ", text)
            if self._line is None or self._spaced:
                text = text.removeprefix(" ")
        if not text:
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
        blank = self._gap == _BLANK
        self._line = _Line(layout.length, layout.length, opener, blank)
        self._gap, self._opener = _NO_GAP, -1

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

    def _end_block(self, gap: str) -> None:
        """A block begins or ends here: what was read so far is one or more blocks."""
        self._end_line()
        if self._lines:
            self._write_blocks()
            self._lines = []
        if _STRENGTH[gap] > _STRENGTH[self._gap]:
            self._gap = gap

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

    def _start(self, name: str, attributes: str, tag: str) -> None:
        layout = self._layout
        tag = self._references.tag(tag) if attributes else tag
        if name == "br":
            self._break(tag)
            return
        is_block = name in _GAPS
        if is_block:
            self._boundary(name)
        index = layout.tag(tag)
        if is_block:
            self._opener = index
        if name in _VOID:
            return
        element = self._effect(name, attributes)
        self._open.append(element)
        if element is not None:
            self._apply(element, 1)

    def _end(self, name: str) -> None:
        if name in _GAPS:
            self._boundary(name)
        self._layout.tag(f"</{name}>")
        element = self._open.pop()
        if element is not None:
            self._apply(element, -1)

    def _apply(self, element: _Element, sign: int) -> None:
        self._bold += sign * element.bold
        self._pre += sign * element.pre
        self._quotes += sign * element.quote
        self._lists += sign * element.lists
        self._items += sign * element.item
        self._heading += sign * element.heading

    def _boundary(self, name: str) -> None:
        """A tag of this name, opening or closing, parts blocks."""
        # A list inside a list needs no more room than its lines have.
        self._end_block(_LINE if self._lists and name in _LISTS else _GAPS[name])
        self._opener = -1

    def _break(self, tag: str) -> None:
        empty = self._line is None
        self._end_line()
        gap = _BLANK if empty and self._layout.length else _LINE
        if _STRENGTH[gap] > _STRENGTH[self._gap]:
            self._gap = gap
        index = self._layout.tag(tag)
        if self._lines:
            self._opener = index

    def _effect(self, name: str, attributes: str) -> _Element | None:
        """What an element changes; None for most."""
        effect = _EFFECTS.get(name)
        if not attributes:
            return effect
        bold = pre = quote = item = False
        if ' style="' in attributes:
            bold = _BOLD.search(attributes) is not None
            pre = _PRE.search(attributes) is not None
        if ' class="' in attributes:
            quote = _QUOTE_CLASS.search(attributes) is not None
            item = _LIST_CLASS.search(attributes) is not None
        if not (bold or pre or quote or item):
            return effect
        effect = effect or _Element()
        return replace(
            effect,
            bold=bold or effect.bold,
            pre=pre or effect.pre,
            quote=quote or effect.quote,
            item=item or effect.item,
        )
