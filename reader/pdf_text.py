"""The text of PDF files: that of their pages, and what was filled in on them.

A form keeps what was filled in beside its pages, and so does a remark that stands on a page.  Hostile input for a
parser in C, so this runs in the guard's child alone.
"""

from __future__ import annotations

import ctypes
from contextlib import closing, suppress
from typing import TYPE_CHECKING, Any

import pypdfium2
import pypdfium2.raw as pdfium

from reader.errors import ReaderError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_MOST_PAGES = 2_000
_MOST_ANNOTATIONS = 2_000  # of one page
_LONGEST_VALUE = 1 << 20  # bytes
_LOCKED = (pdfium.FPDF_ERR_PASSWORD, pdfium.FPDF_ERR_SECURITY)
_FILLED_IN = (pdfium.FPDF_FORMFIELD_TEXTFIELD, pdfium.FPDF_FORMFIELD_COMBOBOX, pdfium.FPDF_FORMFIELD_LISTBOX)


def page_texts(content: bytes) -> Iterator[str]:
    """The text of each page of a file, in order; a page that is damaged has none.

    ReaderError where the file is damaged (extract_damaged), has a password (extract_locked) or shows pages
    without text (extract_scan).
    """
    found = False
    try:
        with pypdfium2.PdfDocument(content) as document:
            document.init_forms()
            pages = min(len(document), _MOST_PAGES)
            for number in range(pages):
                text = _page_text(document, number)
                found = found or bool(text.strip())
                yield text
    except pypdfium2.PdfiumError as error:
        raise ReaderError("extract_locked" if error.err_code in _LOCKED else "extract_damaged") from error
    if pages and not found:
        raise ReaderError("extract_scan")


def _page_text(document: pypdfium2.PdfDocument, number: int) -> str:
    with suppress(pypdfium2.PdfiumError), closing(document[number]) as page:
        with closing(page.get_textpage()) as words:
            printed: str = words.get_text_range()
        return "\n".join([printed, *_written_on(document, page)])
    return ""


def _written_on(document: pypdfium2.PdfDocument, page: pypdfium2.PdfPage) -> Iterator[str]:
    """What was filled in or put on a page, ISO 32000-1 §12.5.6.6 and §12.7."""
    for number in range(min(pdfium.FPDFPage_GetAnnotCount(page.raw), _MOST_ANNOTATIONS)):
        annotation = pdfium.FPDFPage_GetAnnot(page.raw, number)
        if not annotation:
            continue
        kind = pdfium.FPDFAnnot_GetSubtype(annotation)
        if kind == pdfium.FPDF_ANNOT_FREETEXT:
            yield _value(pdfium.FPDFAnnot_GetStringValue, annotation, b"Contents")
        elif kind == pdfium.FPDF_ANNOT_WIDGET and document.formenv is not None:
            form = document.formenv.raw
            if pdfium.FPDFAnnot_GetFormFieldType(form, annotation) in _FILLED_IN:
                yield _value(pdfium.FPDFAnnot_GetFormFieldValue, form, annotation)
        pdfium.FPDFPage_CloseAnnot(annotation)


def _value(ask: Callable[..., int], *args: Any) -> str:  # noqa: ANN401 - PDFium's handles
    """A text of PDFium's: it says the length in bytes first, with the zero at the end."""
    size = ask(*args, None, 0)
    if not 2 < size <= _LONGEST_VALUE:  # noqa: PLR2004 - the zero alone
        return ""
    buffer = ctypes.create_string_buffer(size)
    ask(*args, ctypes.cast(buffer, ctypes.POINTER(pdfium.FPDF_WCHAR)), size)
    return buffer.raw[:-2].decode("utf-16-le", "replace")
