"""XML as Office and OpenDocument write it, read in one pass that keeps nothing of it.

Expat is a parser in C without recursion, so nesting costs a few bytes a level.  Names are taken without their
namespace: the strict and the transitional form of Office's own, [ISO 29500], then read the same.  Such files need no
entities of their own; one that declares any was made to unfold, and is damaged.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, Protocol
from xml.parsers import expat

from reader.errors import ReaderError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from reader.attachments.lines import Lines

_TEXT_PIECE = 1 << 14  # characters that expat hands over at once


class Handler(Protocol):
    """What is told of a document, in its order."""

    def start(self, name: str, attributes: Mapping[str, str]) -> None: ...
    def end(self, name: str) -> None: ...
    def text(self, text: str) -> None: ...


class Grammar(NamedTuple):
    """What the elements of a kind of document do to its text."""

    texts: frozenset[str]  # text stands in these; of what is outside them nothing is read
    lines: frozenset[str]  # a paragraph
    blocks: frozenset[str]  # a table, page or slide
    rows: frozenset[str]
    cells: frozenset[str]
    skipped: frozenset[str]  # with all that is in them
    signs: Mapping[str, str]  # elements that stand for characters; "\n" is a line of its own


def read_xml(pieces: Iterable[bytes], handler: Handler) -> None:
    """Tell a handler what is in a document.

    ReaderError (extract_damaged) where it is not well formed, after all that stands before that place.
    """
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.buffer_size = _TEXT_PIECE
    names = _Local()
    parser.StartElementHandler = lambda name, attributes: handler.start(names[name], attributes)
    parser.EndElementHandler = lambda name: handler.end(names[name])
    parser.CharacterDataHandler = handler.text
    parser.EntityDeclHandler = _refuse
    try:
        for piece in pieces:
            parser.Parse(piece, False)
        parser.Parse(b"", True)
    except (expat.ExpatError, ValueError, LookupError) as error:  # the last two: of an unknown character set
        raise ReaderError("extract_damaged") from error


class TextReader:
    """Writes the text of a document into lines, as a grammar says."""

    def __init__(self, grammar: Grammar, lines: Lines) -> None:
        self._grammar = grammar
        self._lines = lines
        self._open = 0  # elements round this place that text may stand in
        self._skipped = 0  # elements round this place, from one that is skipped on
        self._cells: list[bool] = []  # of each row round this place: whether it has had a cell

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        grammar, lines = self._grammar, self._lines
        if self._skipped or name in grammar.skipped:
            self._skipped += 1
            return
        if name in grammar.texts:
            self._open += 1
        if name in grammar.lines:
            lines.line()
        elif name in grammar.cells:
            self._cell()
        elif name in grammar.rows:
            lines.line()
            self._cells.append(False)
        elif name in grammar.blocks:
            lines.block()
        elif name in grammar.signs:
            self._sign(grammar.signs[name], attributes)

    def end(self, name: str) -> None:
        grammar, lines = self._grammar, self._lines
        if self._skipped:
            self._skipped -= 1
            return
        if name in grammar.texts:
            self._open -= 1
        if name in grammar.lines:
            lines.line()
        elif name in grammar.rows:
            self._cells.pop()
            lines.line()
        elif name in grammar.blocks:
            lines.block()

    def text(self, text: str) -> None:
        if self._open and not self._skipped:
            self._lines.add(text)

    def _cell(self) -> None:
        self._lines.cell(first=not (self._cells and self._cells[-1]))
        if self._cells:
            self._cells[-1] = True

    def _sign(self, sign: str, attributes: Mapping[str, str]) -> None:
        if sign == "\n":
            self._lines.line()
        else:
            count = attributes.get("text:c", "1")  # of OpenDocument's spaces, ODF 1.3 part 3 §6.1.3
            self._lines.add(sign * (min(int(count), 100) if count.isdecimal() else 1))


class _Local(dict[str, str]):
    """Names without their prefixes; the same ones come back all the time."""

    def __missing__(self, name: str) -> str:
        local = self[name] = name.rpartition(":")[2]
        return local


def _refuse(*_declaration: object) -> None:
    raise ReaderError("extract_damaged")
