"""A document that is a zip of XML parts, unpacked within a budget.

An office document unfolds to ten or twenty times its size, rarely more; what unfolds beyond the budget was made to,
and is read as far as that goes.
"""

from __future__ import annotations

import io
import lzma
import posixpath
import zipfile
import zlib
from contextlib import contextmanager
from typing import TYPE_CHECKING, NamedTuple

from reader.attachments.lines import Lines
from reader.attachments.markup import read_xml
from reader.errors import ReaderError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from reader.attachments.markup import Handler

_BUDGET = 128 << 20  # bytes that a whole document may unfold to
_PIECE = 1 << 20  # bytes; expat reads a tag again from its start for each piece that does not end it
_DAMAGE = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    EOFError,
    OSError,
    ValueError,
    LookupError,
    RuntimeError,  # of which NotImplementedError is one: a compression that Python does not know
)
_ENCRYPTED = 0x1  # bit of the general purpose flags, APPNOTE.TXT §4.4.4


class Link(NamedTuple):
    """A relationship of a part, [ISO 29500-2] §9.3."""

    kind: str  # the last word of its type: "officeDocument", "header", "slide"
    target: str  # name of the part that it leads to


class Archive:
    """The parts of one document."""

    def __init__(self, content: bytes) -> None:
        """ReaderError where it is no zip that can be read."""
        with _damage():
            self._zip = zipfile.ZipFile(io.BytesIO(content))
        self._entries = {info.filename.lower(): info for info in self._zip.infolist()}
        self._left = _BUDGET

    def names(self) -> list[str]:
        """The names of all entries, in their order."""
        return [info.filename for info in self._zip.infolist()]

    def __contains__(self, name: str) -> bool:
        return name.lower() in self._entries

    def read(self, name: str, handler: Handler, lines: Lines) -> None:
        """Tell a handler what is in a part; where that is damaged or absent, `lines` notes it."""
        try:
            read_xml(self._pieces(name), handler)
        except ReaderError as error:
            if error.problem.code != "extract_damaged":
                raise
            lines.damaged = True

    def links(self, name: str) -> dict[str, Link]:
        """The relationships of a part by their identifier, in their order; of the whole document for ""."""
        folder, base = posixpath.split(name)
        rels = posixpath.join(folder, "_rels", f"{base}.rels")
        found = _Links(folder)
        if rels in self:
            self.read(rels, found, Lines(0))
        return found.links

    def _pieces(self, name: str) -> Iterator[bytes]:
        info = self._entries.get(name.lower())
        if info is None:
            raise ReaderError("extract_damaged")
        if info.flag_bits & _ENCRYPTED:
            raise ReaderError("extract_locked")
        with _damage(), self._zip.open(info) as file:
            while piece := file.read1(_PIECE):  # type: ignore[attr-defined] # `read` loses what came before a fault
                self._left -= len(piece)
                if self._left < 0:
                    raise ReaderError("extract_damaged")
                yield piece


class _Links:
    """Reads a .rels part."""

    def __init__(self, folder: str) -> None:
        self.links: dict[str, Link] = {}
        self._folder = folder

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        target = attributes.get("Target", "")
        if name != "Relationship" or attributes.get("TargetMode") == "External" or not target:
            return
        kind = attributes.get("Type", "").rpartition("/")[2]
        part = posixpath.normpath(posixpath.join("/", self._folder, target)).lstrip("/")
        self.links[attributes.get("Id", "")] = Link(kind, part)

    def end(self, name: str) -> None:
        pass

    def text(self, text: str) -> None:
        pass


@contextmanager
def _damage() -> Iterator[None]:
    """What `zipfile` and what unpacks for it raise for bad bytes, as one ReaderError."""
    try:
        yield
    except _DAMAGE as error:
        raise ReaderError("extract_damaged") from error
