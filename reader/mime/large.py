"""Messages too large for memory: their large parts are measured and written out piece by piece.

The message is copied without its large parts, and that copy is parsed as any other.  In the place of each part
stands a token, in the part's own transfer encoding, so that the parsed message tells which attachment it was.
Only a span that is itself too large is looked into, so one pass over the file at each depth is enough.
"""

from __future__ import annotations

import hashlib
import os
import re
from binascii import a2b_base64, a2b_qp, b2a_base64, b2a_uu
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from reader.message import LARGE
from reader.mime.fields import header_at
from reader.mime.transfer import content_of
from reader.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from typing import BinaryIO

    from reader.message import Attachment, Message
    from reader.mime.fields import Fields

_PIECE = 1 << 20  # bytes read at a time
_MOST_HEADER = 1 << 20
_MOST_TEXT = 4 << 20  # of a body that is text: more than anybody reads
_DEEPEST = 50
_MOST_PARTS = 10_000  # large ones; a hostile message has no more of them than a token's room
_MOST_MEASURES = 1_000  # that are remembered
_DELIMITER_ROOM = 256  # RFC 2046 §5.1.1: a boundary has at most 70 characters
_TOKEN = re.compile(rb"large-([0-9a-f]{32})-(\d{1,5})")
_BASE64 = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
_NOT_BASE64 = bytes(set(range(256)) - set(_BASE64 + b"="))


class _Part(NamedTuple):
    begin: int  # of its body in the file
    end: int
    encoding: str  # the value of Content-Transfer-Encoding, in lower case


class _Measure(NamedTuple):
    size: int  # bytes, decoded
    sha256: str


class _Measures:
    """What was measured, as long as its file is the same: a message is opened again for each word that is searched."""

    def __init__(self) -> None:
        self._known: dict[tuple[int, int, int, int, _Part], _Measure] = {}

    def of(self, file: BinaryIO, part: _Part, measure: Callable[[], _Measure]) -> _Measure:
        """As `measure` says, or as it said before."""
        try:
            status = os.fstat(file.fileno())
        except OSError:  # no file of the system
            return measure()
        key = (status.st_dev, status.st_ino, status.st_size, status.st_mtime_ns, part)
        if key not in self._known:
            if len(self._known) >= _MOST_MEASURES:
                self._known.clear()
            self._known[key] = measure()
        return self._known[key]


_measures = _Measures()


def read_span(file: BinaryIO, begin: int, end: int, parse: Callable[[bytes], Message]) -> Message:
    """The message that stands at `file[begin:end]`; its attachments above `LARGE` are measured, not held."""
    if end - begin <= LARGE:
        file.seek(begin)
        return parse(file.read(end - begin))
    thin = _Thin(file)
    message = parse(thin.copy(begin, end))
    attachments = tuple(thin.measured(attachment) for attachment in message.attachments)
    cut = (Problem("text_cut", message.ref.path),) if thin.text_cut else ()
    return replace(message, attachments=attachments, problems=(*message.problems, *cut))


def outline(file: BinaryIO, begin: int, end: int, parse: Callable[[bytes], Message]) -> Message:
    """As `read_span`, but the attachments that are not held are not measured either: their size is 0."""
    if end - begin <= LARGE:
        return read_span(file, begin, end, parse)
    thin = _Thin(file)
    message = parse(thin.copy(begin, end))
    attachments = tuple(
        one if thin.part_of(one) is None else replace(one, size=0, sha256="", content=b"", held=False)
        for one in message.attachments
    )
    return replace(message, attachments=attachments)


def write_attachment(  # noqa: PLR0917 - as `read_span`, and what to write where
    file: BinaryIO, begin: int, end: int, parse: Callable[[bytes], Message], number: int, target: BinaryIO
) -> None:
    """The decoded bytes of attachment `number` of the message at `file[begin:end]`."""
    thin = _Thin(file)
    attachment = parse(thin.copy(begin, end)).attachments[number]
    part = thin.part_of(attachment)
    if part is None:
        target.write(attachment.content)
        return
    target.writelines(thin.decoded(part))


class _Thin:
    """A copy of a message without its large parts, and where these stand."""

    def __init__(self, file: BinaryIO) -> None:
        self.text_cut = False
        self._file = file
        self._name = b""  # of this message, in its tokens
        self._parts: list[_Part] = []
        self._room = LARGE  # bytes that may still be held, all small parts together
        self._rest = LARGE  # and of all that is no small part: headers, boundaries, texts

    def copy(self, begin: int, end: int, depth: int = 0) -> bytes:
        """The thin form of a message or of a part, header included."""
        # Not random: the identity of a message without Message-ID is a hash of its bytes.
        self._name = (
            self._name or hashlib.sha256(self._bytes(begin, begin + _PIECE)).hexdigest()[:32].encode()
        )
        size = end - begin
        if size <= self._room:
            self._room -= size
            return self._bytes(begin, end)
        header, fields, body = self._header(begin, end)
        if begin + len(header) < body:
            return header  # which was cut, so that nothing can stand behind it
        kind = fields.typed("content-type")
        boundary = kind.get("boundary") if kind.value.startswith("multipart/") else ""
        if boundary and depth < _DEEPEST:
            return header + self._copy_children(body, end, boundary.encode("utf-8", "surrogateescape"), depth)
        if _is_shown(fields):
            self.text_cut = True
            return header + self._held(body, min(end, body + _MOST_TEXT))
        return header + self._token(_Part(body, end, fields.raw("content-transfer-encoding").strip().lower()))

    def measured(self, attachment: Attachment) -> Attachment:
        """With the size and hash of the part that its token stands for."""
        part = self.part_of(attachment)
        if part is None:
            return attachment
        size, sha256 = _measures.of(self._file, part, lambda: self._measure(part))
        return replace(attachment, size=size, sha256=sha256, content=b"", held=False)

    def _measure(self, part: _Part) -> _Measure:
        size, digest = 0, hashlib.sha256()
        for piece in self.decoded(part):
            size += len(piece)
            digest.update(piece)
        return _Measure(size, digest.hexdigest())

    def part_of(self, attachment: Attachment) -> _Part | None:
        found = _TOKEN.fullmatch(attachment.content.strip()) if attachment.size < _DELIMITER_ROOM else None
        if found is None or found[1] != self._name or int(found[2]) >= len(self._parts):
            return None
        return self._parts[int(found[2])]

    def decoded(self, part: _Part) -> Iterator[bytes]:
        """The content of a part, in pieces."""
        pieces = self._pieces(part.begin, part.end)
        if "base64" in part.encoding:
            yield from _from_base64(pieces)
        elif "quoted-printable" in part.encoding:
            yield from (a2b_qp(lines) for lines in _whole_lines(pieces))
        elif "uu" in part.encoding:
            yield from _from_uuencoded(_whole_lines(pieces))
        else:
            yield from pieces

    def _copy_children(self, begin: int, end: int, boundary: bytes, depth: int) -> bytes:
        out: list[bytes] = []
        position = begin  # of what is not copied yet
        child = -1  # where the child begins that is being passed; -1 in the preamble
        for start, stop in self._delimiters(begin, end, boundary):
            if child < 0:
                out.append(self._held(position, min(start, position + _MOST_HEADER)))
            else:
                out.append(self.copy(child, start, depth + 1))
            out.append(self._held(start, stop))
            position = child = stop
        if child < 0:
            out.append(self._held(position, min(end, position + _MOST_HEADER)))
        else:
            out.append(self.copy(child, end, depth + 1))  # an epilogue, or the last child of a cut message
        return b"".join(out)

    def _delimiters(self, begin: int, end: int, boundary: bytes) -> Iterator[tuple[int, int]]:
        """Begin and end of each delimiter line; the line end before it belongs to it, RFC 2046 §5.1.1."""
        sign, behind = b"\n--" + boundary, re.compile(rb"(?:--)?[ \t]*(?=(\r?\n)|\Z)")
        kept, offset, done = b"\n", begin - 1, begin  # the first line may be one as well
        for piece in self._pieces(begin, end):
            buffer = kept + piece
            last = offset + len(buffer) == end
            place = -1
            while (place := buffer.find(sign, place + 1)) >= 0:
                found = behind.match(buffer, place + len(sign))
                if found is None or not (last or found[1] is not None):
                    continue
                start = max(begin, offset + place - (buffer[max(0, place - 1) : place] == b"\r"))
                if start >= done - len(b"\r\n"):
                    done = offset + found.end() + len(found[1] or b"")
                    yield start, done
            kept = buffer[-_DELIMITER_ROOM:]
            offset += len(buffer) - len(kept)

    def _header(self, begin: int, end: int) -> tuple[bytes, Fields, int]:
        """As much of a header as there is room for, its fields, and where its body begins."""
        head = self._bytes(begin, min(end, begin + _MOST_HEADER))
        fields, behind = header_at(head, 0)
        return self._held(begin, begin + behind), fields, begin + behind

    def _token(self, part: _Part) -> bytes:
        if len(self._parts) >= _MOST_PARTS:
            return b""
        self._parts.append(part)
        token = b"large-%s-%d" % (self._name, len(self._parts) - 1)
        if "base64" in part.encoding:
            return b2a_base64(token)
        if "uu" in part.encoding:
            return b"begin 644 x\n" + _uuencoded(token) + b"`\nend\n"
        return token

    def _held(self, begin: int, end: int) -> bytes:
        """The bytes, as long as there is room for such; a hostile message is nothing but headers."""
        size = min(end - begin, self._rest)
        self._rest -= size
        self.text_cut = self.text_cut or size < end - begin
        return self._bytes(begin, begin + size)

    def _bytes(self, begin: int, end: int) -> bytes:
        self._file.seek(begin)
        return self._file.read(max(0, end - begin))

    def _pieces(self, begin: int, end: int) -> Iterator[bytes]:
        while begin < end:
            self._file.seek(begin)  # each time: others read this file in between
            piece = self._file.read(min(_PIECE, end - begin))
            if not piece:
                return
            yield piece
            begin += len(piece)


def _is_shown(fields: Fields) -> bool:
    """Whether a part is text that the body shows, of which the begin is enough."""
    kind, disposition = fields.typed("content-type"), fields.typed("content-disposition")
    return (
        kind.value in {"", "text/plain", "text/html"}
        and disposition.value != "attachment"
        and not (disposition.get("filename") or kind.get("name"))
    )


def _from_base64(pieces: Iterator[bytes]) -> Iterator[bytes]:
    """As `transfer.content_of` reads it: noise is passed over, and padding ends a run."""
    rest = b""
    for piece in pieces:
        *ended, rest = (rest + piece.translate(None, _NOT_BASE64)).split(b"=")
        whole = len(rest) - len(rest) % 4
        yield b"".join(map(_run, ended)) + a2b_base64(rest[:whole])
        rest = rest[whole:]
    yield _run(rest)


def _run(characters: bytes) -> bytes:
    if len(characters) % 4 == 1:  # six bits make no byte
        characters = characters[:-1]
    return a2b_base64(characters + b"=" * (-len(characters) % 4))


def _from_uuencoded(pieces: Iterator[bytes]) -> Iterator[bytes]:
    begin = b""
    for lines in pieces:
        yield content_of(begin + lines, "x-uuencode").data
        begin = b"begin 644 x\n"  # each piece is read as a file of its own


def _uuencoded(token: bytes) -> bytes:
    return b2a_uu(token[:45]) + b2a_uu(token[45:])


def _whole_lines(pieces: Iterator[bytes]) -> Iterator[bytes]:
    """The same bytes, cut at line ends; a line longer than a piece is cut where it stands."""
    rest = b""
    for piece in pieces:
        cut = piece.rfind(b"\n") + 1
        if cut or len(rest) > _PIECE:
            yield rest + piece[:cut]
            rest = piece[cut:]
        else:
            rest += piece
    if rest:
        yield rest
