"""PDF files: binding them into one, counting and drawing their pages.

An attachment is hostile input for a parser in C, so everything here runs in a child process
(`ui.worker.Job`); each function is a generator of picklable events.  A file that cannot be read
becomes a Problem and costs itself alone.
"""

from __future__ import annotations

import io
import os
import zlib
from contextlib import ExitStack, closing, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pypdfium2

from reader.errors import StorageFailed
from reader.guard import Guard, Lost, Stumbled
from reader.pdf_foot import write_foot, write_number
from reader.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

MAX_PIXELS = 40_000_000  # of one page: A4 at 600 dpi has 35 million
_MOST_PREVIEWED = 60  # pages; each is held by the window, packed
_MOST_PACKED = 128 << 20  # bytes of these together
_PREVIEW_PIXELS = 8_000_000  # of one page: A4 at 290 dpi
_PREVIEW_SECONDS = 15.0  # for one page
_POINTS = 72  # per inch


@dataclass(frozen=True, slots=True)
class Part:
    """One file to be bound."""

    path: str
    name: str  # for the user, where it cannot be read
    foot: str = ""  # what the pages of an attachment belong to; our own bring that with them


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


def bind(
    volumes: Sequence[Volume], numbering: str = "", dpi: int = 0
) -> Iterator[Problem | Bound | PageImage]:
    """Write each volume at once or not at all; StorageFailed where that is impossible.

    `numbering` is what each page says at the right of its foot: "{page} van {pages}".  Without it they stay as
    they are.  With `dpi` the pages are drawn as well: starting another child for that takes longer than drawing.
    """
    for volume in volumes:
        with ExitStack() as opened:
            yield from _bind(volume, numbering, opened)
        if dpi:
            yield from page_images(volume.target, dpi)


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
    feet: list[str] = []  # of each page
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
        feet += [part.foot] * (len(whole) - first)
    if whole is None:
        raise StorageFailed("pdf_failed", volume.target)
    if numbering:
        for index, foot in enumerate(feet):
            number = numbering.format(page=index + 1, pages=len(whole))
            if foot:
                write_foot(whole, index, foot, number)
            else:
                write_number(whole, index, number)
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
