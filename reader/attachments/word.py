"""Word documents: .docx, .docm, .dotx, [ISO 29500-1] §17.

The order is that of the page: what stands above the text, the text, notes, remarks, what stands below it.
"""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from reader.attachments.lines import Full
from reader.attachments.markup import Grammar, TextReader

if TYPE_CHECKING:
    from reader.attachments.archive import Archive
    from reader.attachments.lines import Lines

_GRAMMAR = Grammar(
    texts=frozenset({"t"}),
    lines=frozenset({"p"}),
    blocks=frozenset({"tbl"}),
    rows=frozenset({"tr"}),
    cells=frozenset({"tc"}),
    # Properties hold the tab stops.  What was deleted or moved from here is still in the file, and so is a second form
    # of each text box, for programs that cannot draw the first.
    skipped=frozenset({"pPr", "rPr", "sectPr", "del", "moveFrom", "Fallback"}),
    signs={"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"},
)
_ORDER = (
    "header",
    "",
    "footnotes",
    "endnotes",
    "comments",
    "footer",
)  # kinds of link; "" is the document itself
_USUAL = "word/document.xml"


def read_word(archive: Archive, lines: Lines) -> None:
    """All text of a document; the same header on first and later pages is read once."""
    main = next((link.target for link in archive.links("").values() if link.kind == "officeDocument"), _USUAL)
    links = archive.links(main).values()
    seen: set[str] = set()
    for kind in _ORDER:
        if not kind:
            archive.read(main, TextReader(_GRAMMAR, lines), lines)
            lines.block()
            continue
        for name in dict.fromkeys(link.target for link in links if link.kind == kind):
            _read_once(archive, name, lines, seen)


def _read_once(archive: Archive, name: str, lines: Lines, seen: set[str]) -> None:
    part = lines.another()
    with suppress(Full):  # then `lines` is full as well
        archive.read(name, TextReader(_GRAMMAR, part), part)
    text = str(part).strip()
    lines.damaged = lines.damaged or part.damaged
    if text and text not in seen:
        seen.add(text)
        lines.add(text)
        lines.block()
