"""One attachment to its text: which kind of file it is, and who reads that.

This runs in the guard's child.  What a file is, its first bytes say; a name or a Content-Type is asked only where
those leave it open, since mail is full of PDFs called .doc and of types that say octet-stream.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import PurePath

from reader.errors import ReaderError
from reader.mime.charsets import declared_in_html, decoded
from reader.problems import Problem
from reader.text import body_of_html

_TEXT_SUFFIXES = frozenset(
    ".csv .htm .html .ics .json .log .md .text .tsv .txt .vcf .xhtml .xml .yaml .yml".split()
)
_TEXT_TYPES = frozenset({"application/json", "application/xml", "application/xhtml+xml"})
_HEAD = 1024  # bytes; a PDF may begin that far in, ISO 32000-1 Annex H, note 13
_LONGEST_TEXT = 16 << 20  # bytes of a text file of which the beginning is read
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f\ufffe\uffff]+")
_BLANK = re.compile(r"[ \t]*\n(?:[ \t]*\n)+")


@dataclass(frozen=True, slots=True)
class Extract:
    """The readable text of one attachment."""

    text: str  # lines; paragraphs by an empty line, cells of a row by tabs
    problem: Problem | None = None  # why there is no text, or not all of it


def extract(content: bytes, name: str, content_type: str, most: int) -> Extract:
    """The first `most` characters of the text of a file; whatever its bytes are, this is an answer.

    Its problem has a code and no path: this knows no export.
    """
    try:
        text = _text(content, PurePath(name).suffix.lower(), content_type, most)
    except ReaderError as error:
        return Extract("", error.problem)
    text = _tidy(text)
    if not text:
        return Extract("", Problem("extract_empty"))
    if len(text) > most:
        return Extract(text[:most], Problem("extract_cut"))
    return Extract(text)


def _text(content: bytes, suffix: str, content_type: str, most: int) -> str:
    head = content[:_HEAD]
    if b"%PDF-" in head:
        from reader import pdf  # noqa: PLC0415 - PDFium is loaded in the child alone

        return pdf.text(content, most)
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if start.startswith((b"<!doctype html", b"<html")):
        return body_of_html(_decoded(content, declared_in_html(content))).text
    if suffix in _TEXT_SUFFIXES or content_type.startswith("text/") or content_type in _TEXT_TYPES:
        if suffix in {".htm", ".html", ".xhtml"} or content_type in {"text/html", "application/xhtml+xml"}:
            return body_of_html(_decoded(content, declared_in_html(content))).text
        return _decoded(content, "")
    raise ReaderError("extract_unknown")


def _decoded(content: bytes, charset: str) -> str:
    return decoded(content[:_LONGEST_TEXT], charset).text


def _tidy(text: str) -> str:
    """Without what no screen shows, and with one empty line at most."""
    text = _CONTROL.sub("", text.replace("\r\n", "\n").replace("\r", "\n").replace("\f", "\n"))
    return _BLANK.sub("\n\n", text).strip()
