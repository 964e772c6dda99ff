"""OpenDocument texts, spreadsheets and presentations: .odt, .ods, .odp, .ott, ODF 1.3 part 3.

All three write their text in the same paragraphs.  Headers and footers of pages are in the styles.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reader.attachments.markup import Grammar, TextReader
from reader.errors import ReaderError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from reader.attachments.archive import Archive
    from reader.attachments.lines import Lines

_GRAMMAR = Grammar(
    texts=frozenset({"p", "h"}),
    lines=frozenset({"p", "h"}),
    blocks=frozenset({"table", "page"}),
    rows=frozenset({"table-row"}),
    cells=frozenset({"table-cell"}),
    # What was deleted is kept in the file; remarks begin with their maker and moment; numbers are counted when drawn.
    skipped=frozenset({"tracked-changes", "annotation", "note-citation", "page-number", "page-count"}),
    signs={"tab": "\t", "line-break": "\n", "s": " "},
)
_MARGINS = frozenset(
    {"header", "header-left", "header-first", "footer", "footer-left", "footer-first"}
)  # §16.10
_SPACES = re.compile(r"[ \t\r\n]+")  # a run of them is one space, §6.1.2
_MANIFEST = "META-INF/manifest.xml"


def read_opendocument(archive: Archive, lines: Lines) -> None:
    """All text; ReaderError (extract_locked) where that needs a password."""
    manifest = _Manifest()
    archive.read(_MANIFEST, manifest, lines.another())
    if manifest.encrypted:
        raise ReaderError("extract_locked")
    content = _Content(lines)
    archive.read("content.xml", content, lines)
    if content.is_text:  # a spreadsheet and a presentation have only page numbers there
        lines.block()
        archive.read("styles.xml", _Margins(_GRAMMAR, lines), lines)
        lines.block()
        lines.add(str(content.notes))


class _Content(TextReader):
    """Knows the names of sheets, and puts notes apart from the sentence that they stand in."""

    def __init__(self, lines: Lines) -> None:
        super().__init__(_GRAMMAR, lines)
        self.is_text = False
        self.notes = lines.another()
        self._body = lines
        self._is_spreadsheet = False
        self._above = ""  # the element that began before

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        if name == "note":
            self._lines = self.notes
        super().start(name, attributes)
        if self._above == "body":
            self.is_text = name == "text"
            self._is_spreadsheet = name == "spreadsheet"
        elif name == "table" and self._is_spreadsheet:
            self._lines.add(attributes.get("table:name", ""))
            self._lines.line()
        self._above = name

    def end(self, name: str) -> None:
        super().end(name)
        if name == "note":
            self._lines = self._body

    def text(self, text: str) -> None:
        super().text(_SPACES.sub(" ", text))


class _Margins(TextReader):
    """Reads the headers and footers alone; the styles hold samples of text as well."""

    _inside = 0

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        self._inside += name in _MARGINS
        super().start(name, attributes)

    def end(self, name: str) -> None:
        super().end(name)
        self._inside -= name in _MARGINS

    def text(self, text: str) -> None:
        if self._inside:
            super().text(_SPACES.sub(" ", text))


class _Manifest:
    """Reads whether the parts are encrypted, ODF 1.3 part 2 §4.4."""

    def __init__(self) -> None:
        self.encrypted = False

    def start(self, name: str, _attributes: Mapping[str, str]) -> None:
        self.encrypted = self.encrypted or name == "encryption-data"

    def end(self, name: str) -> None:
        pass

    def text(self, text: str) -> None:
        pass
