"""Which kind of file an attachment is, as far as its text goes.

What a file is, its first bytes say; a name or a Content-Type is asked only where those leave it open, since mail is
full of PDFs called .doc and of types that say octet-stream.
"""

from __future__ import annotations

import codecs
from pathlib import PurePath
from typing import Literal

from reader.message import MESSAGE_TYPES

Kind = Literal[
    "message", "pdf", "archive", "compound", "rtf", "html", "calendar", "plain", ""
]  # "": without text

_HEAD = 1024  # bytes; a PDF may begin that far in, ISO 32000-1 Annex H, note 13
_BEGINNINGS: tuple[tuple[Kind, tuple[bytes, ...]], ...] = (  # in lower case
    ("archive", (b"pk\3\4", b"pk\5\6", b"pk\7\10pk\3\4")),
    (
        "compound",
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",),
    ),  # Office up to 2003, and what Office locks, [MS-CFB] §2.2
    ("rtf", (b"{\\rtf",)),
    ("html", (b"<!doctype html", b"<html")),
    ("calendar", (b"begin:vcalendar",)),  # RFC 5545 §3.4
)
_HTML_SUFFIXES = frozenset({".htm", ".html", ".xhtml"})
_HTML_TYPES = frozenset({"text/html", "application/xhtml+xml"})
_TEXT_SUFFIXES = frozenset(".csv .ics .json .log .md .text .tsv .txt .vcf .xml .yaml .yml".split())
_TEXT_TYPES = frozenset({"application/json", "application/xml"})
_SPACE = codecs.BOM_UTF8 + b" \t\r\n"
_WIDE = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


def kind_of(content: bytes, name: str, content_type: str) -> Kind:
    r"""The kind of a file.

    >>> kind_of(b"Subject: Besluit", "Besluit.eml", "message/rfc822")
    'message'
    >>> kind_of(b"%PDF-1.7 ...", "brief.doc", "application/msword")
    'pdf'
    >>> kind_of(b"Besluit;2020", "besluiten.csv", "application/octet-stream")
    'plain'
    >>> kind_of(b"\x89PNG...", "brief.txt", "text/plain"), kind_of(b"MZ\0\0", "brief.txt", "text/plain")
    ('', '')
    """
    if content_type in MESSAGE_TYPES:
        return "message"
    head = content[:_HEAD]
    if b"%PDF-" in head:
        return "pdf"
    start = head.lstrip(_SPACE).lower()
    for kind, beginnings in _BEGINNINGS:
        if start.startswith(beginnings):
            return kind
    return _declared(PurePath(name).suffix.lower(), content_type) if _may_be_text(head) else ""


def _declared(suffix: str, content_type: str) -> Kind:
    if suffix in _HTML_SUFFIXES or content_type in _HTML_TYPES:
        return "html"
    is_text = suffix in _TEXT_SUFFIXES or content_type in _TEXT_TYPES or content_type.startswith("text/")
    return "plain" if is_text else ""


def _may_be_text(head: bytes) -> bool:
    """A zero byte is in no text but one of two bytes a character, and most other files begin with a byte above 127."""
    return head.startswith(_WIDE) or not (b"\0" in head or head.startswith((b"\x89PNG", b"\xff\xd8\xff")))
