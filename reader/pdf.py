"""PDF files: binding them into one, counting and drawing their pages.

An attachment is hostile input for a parser in C, so everything here runs in a child process
(`ui.worker.Job`); each function is a generator of picklable events.  A file that cannot be read
becomes a Problem and costs itself alone.
"""

from __future__ import annotations

import ctypes
import io
import os
import zlib
from contextlib import ExitStack, closing, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pypdfium2
import pypdfium2.raw as pdfium

from reader.errors import StorageFailed
from reader.guard import Guard, Lost, Stumbled
from reader.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

MAX_PIXELS = 40_000_000  # of one page: A4 at 600 dpi has 35 million
_MOST_PREVIEWED = 60  # pages; each is held by the window, packed
_MOST_PACKED = 128 << 20  # bytes of these together
_PREVIEW_PIXELS = 8_000_000  # of one page: A4 at 290 dpi
_PREVIEW_SECONDS = 15.0  # for one page
_POINTS = 72  # per inch
_RIGHT, _BASE = 544.5, 28.5  # points: where the page number ends, from the left and from the bottom
_SIZE = 7.9  # points
_GREY = (0x5B, 0x66, 0x75)


@dataclass(frozen=True, slots=True)
class Part:
    """One file to be bound."""

    path: str
    name: str  # for the user, where it cannot be read
    numbered: bool  # our own page, which gets its number in the whole


@dataclass(frozen=True, slots=True)
class Volume:
    """Parts that become one file."""

    target: str
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Counted:
    """Number of pages of each part, in order; 0 where it cannot be read."""

    pages: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Bound:
    """The file is there."""

    path: str
    pages: int


@dataclass(frozen=True, slots=True)
class PageImage:
    """One page, drawn."""

    number: int  # from 0
    count: int
    width: int  # pixels
    height: int
    rgb: bytes  # zlib, rows of width * 3 bytes without padding


def count_pages(parts: Sequence[Part]) -> Iterator[Counted]:
    """How many pages each part has."""
    yield Counted(tuple(_pages(part.path) for part in parts))


def bind(volumes: Sequence[Volume], numbering: str = "") -> Iterator[Problem | Bound]:
    """Write each volume at once or not at all; StorageFailed where that is impossible.

    `numbering` is what our own pages say at the right of their foot: "{page} van {pages}".
    """
    for volume in volumes:
        with ExitStack() as opened:
            yield from _bind(volume, numbering, opened)


def page_images(path: str, dpi: int) -> Iterator[PageImage]:
    """All pages of one of our own files, in order."""
    with pypdfium2.PdfDocument(path) as document:
        for number in range(len(document)):
            yield _image(document, number, dpi, MAX_PIXELS)


def attachment_pages(path: str, dpi: int) -> Iterator[PageImage]:
    """The first pages of anybody's file, as far as they can be drawn; none where it is no PDF, or locked.

    They are drawn in a guard's child: a page may ask for more time or memory than there is.
    """
    with closing(Guard()) as guard, suppress(Lost, Stumbled):
        count = min(guard.call(_pages, path, seconds=_PREVIEW_SECONDS), _MOST_PREVIEWED)
        packed = 0
        pages = [(path, number, dpi) for number in range(count)]
        for page in guard.map(_attachment_page, pages, seconds=_PREVIEW_SECONDS):
            if isinstance(page, PageImage):
                yield page
                packed += len(page.rgb)
            if packed > _MOST_PACKED:
                return


def _attachment_page(path: str, number: int, dpi: int) -> PageImage:
    with pypdfium2.PdfDocument(path) as document:
        document.init_forms()
        return _image(document, number, dpi, _PREVIEW_PIXELS)


def _image(document: pypdfium2.PdfDocument, number: int, dpi: int, most_pixels: int) -> PageImage:
    with closing(document[number]) as page:
        width, height = page.get_size()
        scale = min(dpi / _POINTS, (most_pixels / max(1.0, width * height)) ** 0.5)
        bitmap = page.render(scale=scale, rev_byteorder=True, maybe_alpha=False)
        with closing(bitmap):
            packed = zlib.compress(_rows(bitmap), level=1)
            return PageImage(number, len(document), bitmap.width, bitmap.height, packed)


def _bind(volume: Volume, numbering: str, opened: ExitStack) -> Iterator[Problem | Bound]:
    whole: pypdfium2.PdfDocument | None = None
    own: list[int] = []  # indexes of pages to be numbered
    for part in volume.parts:
        try:
            document = opened.enter_context(pypdfium2.PdfDocument(part.path))
            first = 0 if whole is None else len(whole)
            if whole is None:
                whole = document
            else:
                whole.import_pages(document)
        except pypdfium2.PdfiumError:
            yield Problem("attachment_unprintable", detail=part.name)
            continue
        if part.numbered:
            own += range(first, len(whole))
    if whole is None:
        raise StorageFailed("pdf_failed", volume.target)
    if numbering:
        for index in own:
            _write_number(whole, index, numbering.format(page=index + 1, pages=len(whole)))
    _save(whole, Path(volume.target))
    yield Bound(volume.target, len(whole))


def _pages(path: str) -> int:
    try:
        with pypdfium2.PdfDocument(path) as document:
            return len(document)
    except pypdfium2.PdfiumError:
        return 0


def _rows(bitmap: pypdfium2.PdfBitmap) -> bytes:
    """RGB without padding at the end of a row."""
    content = bytes(bitmap.buffer)
    width = bitmap.width * 3
    if bitmap.n_channels != 3:  # noqa: PLR2004 - red, green, blue
        raise AssertionError(bitmap.n_channels)
    if bitmap.stride == width:
        return content
    return b"".join(
        content[row * bitmap.stride : row * bitmap.stride + width] for row in range(bitmap.height)
    )


def _write_number(document: pypdfium2.PdfDocument, index: int, text: str) -> None:
    """Put a line at the right of a page's foot."""
    page = document[index]
    line = pdfium.FPDFPageObj_NewTextObj(document.raw, b"Helvetica", _SIZE)
    letters = ctypes.create_string_buffer((text + "\0").encode("utf-16-le"))
    pdfium.FPDFText_SetText(line, ctypes.cast(letters, pdfium.FPDF_WIDESTRING))
    pdfium.FPDFPageObj_SetFillColor(line, *_GREY, 255)
    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    pdfium.FPDFPageObj_GetBounds(line, left, bottom, right, top)
    pdfium.FPDFPageObj_Transform(line, 1, 0, 0, 1, _RIGHT - (right.value - left.value), _BASE)
    pdfium.FPDFPage_InsertObject(page.raw, line)
    pdfium.FPDFPage_GenerateContent(page.raw)
    page.close()


def _save(document: pypdfium2.PdfDocument, target: Path) -> None:
    """First beside the target, then in its place: who opens the target never sees half of it.

    PDFium writes to memory, since a full disk would be lost between it and Python.
    """
    content = io.BytesIO()
    document.save(content)
    # Not `tempfile`: only its owner may read what that makes, and the folder may be shared.
    temporary = target.with_name(f".{target.stem[:60]}-{os.getpid()}.tmp")
    try:
        temporary.write_bytes(content.getbuffer())
        temporary.replace(target)
    except OSError as error:
        with suppress(OSError):
            temporary.unlink()
        raise StorageFailed("pdf_failed", str(target), error.strerror or "") from error
