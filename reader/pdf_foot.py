"""What is written at the foot of a page of a PDF: its number in the whole, and what it belongs to.

Our own pages leave room for it (`resources/styles/print.css`).  A page of an attachment may be full to its
edge, so it is shrunk a little towards its top first.
"""

from __future__ import annotations

import ctypes
from contextlib import closing
from typing import TYPE_CHECKING, NamedTuple

import pypdfium2.raw as pdfium

if TYPE_CHECKING:
    import pypdfium2

_SHORT, _LONG = 595.0, 842.0  # points: the sides of A4
_RIGHT = 50.5  # points from the right, where the number ends; as print.css
_LEFT = 51.0  # points from the left
_BASE = 28.5  # points from the bottom
_ROOM = 46.5  # points at the bottom that are for the foot
_RULE = 40.5  # points from the bottom
_APART = 12.0  # points at least between the two ends of a foot
_SIZE = 7.9  # points
_GREY = (0x5B, 0x66, 0x75)
_PALE = (0xC9, 0xD0, 0xD8)
_ELLIPSIS = "…"


class _Lie(NamedTuple):
    """How a page lies: what it shows of its sheet, and how that is turned."""

    left: float
    bottom: float
    right: float
    top: float
    rotation: int  # degrees, clockwise

    @property
    def turned(self) -> bool:
        return self.rotation in {90, 270}

    @property
    def width(self) -> float:
        """As it is shown, in points."""
        return self.top - self.bottom if self.turned else self.right - self.left

    @property
    def height(self) -> float:
        return self.right - self.left if self.turned else self.top - self.bottom

    @property
    def matrix(self) -> tuple[float, float, float, float, float, float]:
        """From points as shown, counted from the left and the bottom, to those of the sheet; ISO 32000-1 §8.3.3."""
        return {
            0: (1, 0, 0, 1, self.left, self.bottom),
            90: (0, 1, -1, 0, self.right, self.bottom),
            180: (-1, 0, 0, -1, self.right, self.top),
            270: (0, -1, 1, 0, self.left, self.top),
        }[self.rotation]

    @property
    def unit(self) -> float:
        """What one point becomes when the page is fitted to A4."""
        short, long = sorted((self.width, self.height))
        return max(short / _SHORT, long / _LONG)


def write_number(document: pypdfium2.PdfDocument, index: int, number: str) -> None:
    """Put `number` at the right of the foot of a page of ours."""
    with closing(document[index]) as page:
        lie = _lie(page)
        _write(document, page, lie, number, right=True)
        pdfium.FPDFPage_GenerateContent(page.raw)


def write_foot(document: pypdfium2.PdfDocument, index: int, about: str, number: str) -> None:
    """Make room on a page of anybody's, for what it belongs to at the left and `number` at the right."""
    with closing(document[index]) as page:
        lie = _lie(page)
        _shrink(page, lie)
    with closing(document[index]) as page:  # read anew: what was moved is not in the page that moved it
        rule = pdfium.FPDFPageObj_CreateNewRect(
            _LEFT * lie.unit, _RULE * lie.unit, lie.width - (_LEFT + _RIGHT) * lie.unit, 0.75 * lie.unit
        )
        pdfium.FPDFPath_SetDrawMode(rule, pdfium.FPDF_FILLMODE_ALTERNATE, False)
        pdfium.FPDFPageObj_SetFillColor(rule, *_PALE, 255)
        _place(page, lie, rule)
        taken = _write(document, page, lie, number, right=True)
        room = lie.width - (_LEFT + _RIGHT + _APART) * lie.unit - taken
        _write(document, page, lie, about, right=False, room=room)
        pdfium.FPDFPage_GenerateContent(page.raw)


def _lie(page: pypdfium2.PdfPage) -> _Lie:
    left, bottom, right, top = page.get_cropbox()
    beyond = page.get_mediabox()  # of a crop box outside the sheet nothing is shown there
    return _Lie(
        max(left, beyond[0]),
        max(bottom, beyond[1]),
        min(right, beyond[2]),
        min(top, beyond[3]),
        page.get_rotation(),
    )


def _shrink(page: pypdfium2.PdfPage, lie: _Lie) -> None:
    """Draw everything nearer to the middle of the top; what a crop box hides stays hidden."""
    scale = 1 - _ROOM * lie.unit / lie.height
    a, b, c, d, e, f = lie.matrix
    across, up = lie.width / 2, lie.height  # the point that stays where it is
    still = a * across + c * up + e, b * across + d * up + f
    moved = tuple(point * (1 - scale) for point in still)
    matrix = (scale, 0, 0, scale, *moved)
    left, right = (scale * x + moved[0] for x in (lie.left, lie.right))
    bottom, top = (scale * y + moved[1] for y in (lie.bottom, lie.top))
    pdfium.FPDFPage_TransFormWithClip(
        page.raw, pdfium.FS_MATRIX(*matrix), pdfium.FS_RECTF(left, top, right, bottom)
    )
    pdfium.FPDFPage_TransformAnnots(page.raw, *matrix)


def _write(
    document: pypdfium2.PdfDocument,
    page: pypdfium2.PdfPage,
    lie: _Lie,
    text: str,
    *,
    right: bool,
    room: float = float("inf"),
) -> float:
    """Put a line at an end of the foot, cut to its room; how wide it became, in points."""
    line, width = _line(document, text, lie.unit)
    while width > room and text:
        pdfium.FPDFPageObj_Destroy(line)
        text = text.rstrip(_ELLIPSIS)[:-1].rstrip()
        line, width = _line(document, text + _ELLIPSIS, lie.unit)
    start = lie.width - _RIGHT * lie.unit - width if right else _LEFT * lie.unit
    pdfium.FPDFPageObj_Transform(line, 1, 0, 0, 1, start, _BASE * lie.unit)
    _place(page, lie, line)
    return width


def _line(document: pypdfium2.PdfDocument, text: str, unit: float) -> tuple[pdfium.FPDF_PAGEOBJECT, float]:
    line = pdfium.FPDFPageObj_NewTextObj(document.raw, b"Helvetica", _SIZE * unit)
    text = text.encode("cp1252", "replace").decode("cp1252")  # what Helvetica has; it shows others as "ÿ"
    letters = ctypes.create_string_buffer((text + "\0").encode("utf-16-le"))
    pdfium.FPDFText_SetText(line, ctypes.cast(letters, pdfium.FPDF_WIDESTRING))
    pdfium.FPDFPageObj_SetFillColor(line, *_GREY, 255)
    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    pdfium.FPDFPageObj_GetBounds(line, left, bottom, right, top)
    return line, right.value - left.value


def _place(page: pypdfium2.PdfPage, lie: _Lie, drawn: pdfium.FPDF_PAGEOBJECT) -> None:
    """Add what was drawn in points as shown."""
    pdfium.FPDFPageObj_Transform(drawn, *lie.matrix)
    pdfium.FPDFPage_InsertObject(page.raw, drawn)
