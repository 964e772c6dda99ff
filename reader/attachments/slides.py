"""Presentations: .pptx, .pptm, .ppsx, .potx, [ISO 29500-1] §19: the slides in their order, each with its notes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.attachments.markup import Grammar, TextReader

if TYPE_CHECKING:
    from collections.abc import Mapping

    from reader.attachments.archive import Archive
    from reader.attachments.lines import Lines

_GRAMMAR = Grammar(
    texts=frozenset({"t"}),
    lines=frozenset({"p"}),
    blocks=frozenset({"tbl"}),
    rows=frozenset({"tr"}),
    cells=frozenset({"tc"}),
    skipped=frozenset(
        {"pPr", "rPr", "fld", "Fallback"}
    ),  # a field is the number of the slide, or today's date
    signs={"tab": "\t", "br": "\n"},
)
_USUAL = "ppt/presentation.xml"
_PARTS = ("diagramData", "notesSlide")  # what else of a slide has text: drawings made of words, and notes


def read_slides(archive: Archive, lines: Lines) -> None:
    """All text of a presentation."""
    main = next((link.target for link in archive.links("").values() if link.kind == "officeDocument"), _USUAL)
    links = archive.links(main)
    order = _Order()
    archive.read(main, order, lines)
    for identifier in order.slides:
        if identifier not in links:
            continue
        slide = links[identifier].target
        archive.read(slide, TextReader(_GRAMMAR, lines), lines)
        inside = archive.links(slide).values()
        for kind in _PARTS:
            for link in inside:
                if link.kind == kind:
                    lines.line()
                    archive.read(link.target, TextReader(_GRAMMAR, lines), lines)
        lines.block()


class _Order:
    """Reads which slides there are, §19.2.1.34."""

    def __init__(self) -> None:
        self.slides: list[str] = []  # identifiers of links

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        if name == "sldId":
            found = (value for key, value in attributes.items() if key.endswith(":id"))
            self.slides.append(next(found, ""))

    def end(self, name: str) -> None:
        pass

    def text(self, text: str) -> None:
        pass
