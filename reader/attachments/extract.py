"""One file to its text, in the guard's child: whatever the bytes are, there is an answer."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reader.attachments.archive import Archive
from reader.attachments.kinds import kind_of
from reader.attachments.lines import Full, Lines
from reader.attachments.opendocument import read_opendocument
from reader.attachments.slides import read_slides
from reader.attachments.word import read_word
from reader.attachments.workbook import read_workbook
from reader.calendars import calendar_text
from reader.errors import ReaderError
from reader.mail import parse
from reader.message import MessageRef
from reader.mime.charsets import declared_in_html, decoded
from reader.problems import Problem
from reader.text import body_of_html
from reader.text.rtf import read_rtf

if TYPE_CHECKING:
    from reader.attachments.kinds import Kind
    from reader.message import Message

_LONGEST_TEXT = 16 << 20  # bytes of a text file of which the beginning is read
_LOCKED = "EncryptedPackage".encode(
    "utf-16-le"
)  # the stream that holds a locked document, [MS-OFFCRYPTO] §2.3.4.4
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f\ufffe\uffff]+")
_BLANK = re.compile(r"\n\s*\n")
_OFFICE = {"word": read_word, "xl": read_workbook, "ppt": read_slides}  # by the folder of their parts


@dataclass(frozen=True, slots=True)
class Extract:
    """The readable text of one attachment."""

    text: (
        str  # a paragraph a line; cells of a row stand apart by tabs; an empty line between pages and sheets
    )
    problem: Problem | None = None  # why there is no text, or not all of it


def extract(content: bytes, name: str, content_type: str, most: int) -> Extract:
    """The first `most` characters of the text of a file.

    Its problem has a code and no path: this knows no export.
    """
    lines = Lines(most)
    code = ""
    try:
        _read(content, kind_of(content, name, content_type), lines)
    except Full:
        code = "extract_cut"
    except ReaderError as error:
        code = error.problem.code
    text = _tidy(str(lines))
    if len(text) > most:
        text, code = text[:most], "extract_cut"
    if text and (lines.damaged or code == "extract_damaged"):
        code = "extract_partly"
    elif not text:
        code = "extract_damaged" if lines.damaged else code or "extract_empty"
    return Extract(text, Problem(code) if code else None)


def _read(content: bytes, kind: Kind, lines: Lines) -> None:
    match kind:
        case "message":
            _read_message(parse(content, MessageRef("")), lines)
        case "pdf":
            from reader.pdf_text import page_texts  # noqa: PLC0415 - PDFium is loaded in the child alone

            for page in page_texts(content):
                lines.add(page)
                lines.block()
        case "archive":
            _read_archive(Archive(content), lines)
        case "compound":
            raise ReaderError("extract_locked" if _LOCKED in content else "extract_old")
        case "html":
            lines.add(body_of_html(_decoded(content, declared_in_html(content))).text)
        case "rtf":
            rich = read_rtf(content)
            lines.add(body_of_html(rich.html).text if rich.html else rich.text)
        case "calendar":
            lines.add(calendar_text(content) or _decoded(content, ""))
        case "plain":
            lines.add(_decoded(content, ""))
        case _:
            raise ReaderError("extract_unknown")


def _read_message(message: Message, lines: Lines) -> None:
    """What a person sees of it, and the names of its own attachments."""
    lines.add(message.subject)
    lines.line()
    for person in (*message.sender, *message.to, *message.cc):
        lines.add(str(person))
        lines.line()
    lines.block()
    lines.add(message.text)
    lines.block()
    for file in message.attachments:
        lines.add(file.name)
        lines.line()


def _read_archive(archive: Archive, lines: Lines) -> None:
    """An office document, or the names in any other archive."""
    names = archive.names()
    if "[Content_Types].xml" in archive:
        folders = {name.partition("/")[0].lower() for name in names}
        for folder, read in _OFFICE.items():
            if folder in folders:
                read(archive, lines)
                return
    if "mimetype" in archive and "content.xml" in archive:
        read_opendocument(archive, lines)
        return
    for name in names:
        lines.add(name)
        lines.line()


def _decoded(content: bytes, charset: str) -> str:
    return decoded(content[:_LONGEST_TEXT], charset).text


def _tidy(text: str) -> str:
    """Without what no screen shows, and with one empty line at most."""
    text = _CONTROL.sub("", text.replace("\r\n", "\n").replace("\r", "\n").replace("\f", "\n"))
    return _BLANK.sub("\n\n", "\n".join(line.rstrip() for line in text.split("\n"))).strip("\n")
