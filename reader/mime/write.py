"""A message written as RFC 5322 and MIME: what an Outlook item becomes where another message encloses it.

The same source gives the same bytes, on every machine and in every year, since their hash is shown and compared.
All content is in base64, in which no boundary can occur; a message inside stands as it is written, with a boundary
of its own depth.
"""

from __future__ import annotations

import re
from binascii import b2a_base64
from dataclasses import dataclass
from email.utils import format_datetime
from typing import TYPE_CHECKING
from urllib.parse import quote

from reader.identity import message_identity

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from reader.message import Address, Message

_LINE = 57  # bytes that make one line of base64, RFC 2045 §6.8
_WORD = 45  # bytes in one encoded word of at most 75 characters, RFC 2047 §2
_CONTROL = re.compile(r"[\x00-\x1f\x7f\u0085\u2028\u2029]+")
_PLAIN = re.compile(r"[ -~]*")
_NOT_IN_ADDRESS = re.compile(r"[\s<>]+")
_TYPE = re.compile(r"[\w.+-]{1,100}/[\w.+-]{1,100}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Enclosure:
    """One attachment to be written."""

    name: str
    content_type: str
    content_id: str
    content: Callable[[], Iterator[bytes]]  # in pieces of any size; unused where a message is inside
    inside: Source | None = None


@dataclass(frozen=True, slots=True)
class Source:
    """What a message is written from."""

    header: bytes  # whole lines with CRLF, without the fields of MIME
    text: str
    html: str
    enclosures: Sequence[Enclosure]


def written(source: Source, depth: int = 0) -> Iterator[bytes]:
    """The message in pieces; `depth` is the number of messages round it."""
    boundary = f"=_griffielezer_{depth}"
    yield source.header
    yield _fields(("MIME-Version", "1.0"), ("Content-Type", f'multipart/mixed; boundary="{boundary}"'))
    if source.text or source.html:
        yield _delimiter(boundary)
        yield from _texts(source, f"=_griffielezer_{depth}_text")
    for enclosure in source.enclosures:
        yield _delimiter(boundary)
        yield from _enclosed(enclosure, depth)
    yield f"\r\n--{boundary}--\r\n".encode()


def header_of(message: Message) -> bytes:
    """The header with which a message without one would have been sent."""
    message_id, date, sender, subject = _telling(message)
    fields = [
        ("Message-ID", message_id),
        ("Date", date),
        ("From", sender),
        ("To", _mailboxes(message.to)),
        ("Cc", _mailboxes(message.cc)),
        ("Bcc", _mailboxes(message.bcc)),
        ("Subject", subject),
        ("Keywords", ",\r\n ".join(map(_words, message.categories))),
    ]
    return "".join(f"{name}: {value}\r\n" for name, value in fields if value).encode("utf-8", "replace")


def identity_of(message: Message, content: bytes) -> str:
    """The identifier of a mail under that header; what is not ASCII there is read as the bytes that it is."""
    message_id, date, sender, subject = (
        one.encode("utf-8", "replace").decode("ascii", "surrogateescape") for one in _telling(message)
    )
    return message_identity(message_id, date, sender, subject, content)


def _telling(message: Message) -> tuple[str, str, str, str]:
    """The fields that tell one message from another: Message-ID, Date, From and Subject; "" for one without."""
    return (
        f"<{_one_line(message.message_id)}>" if message.message_id else "",
        format_datetime(message.date) if message.date else "",
        _mailboxes(message.sender),
        _words(message.subject),
    )


def _texts(source: Source, boundary: str) -> Iterator[bytes]:
    """The body: both forms as alternatives (RFC 2046 §5.1.4), or the one that there is."""
    forms = [("text/plain", source.text), ("text/html", source.html)]
    forms = [(content_type, text) for content_type, text in forms if text]
    if len(forms) == 1:
        yield from _text(*forms[0])
        return
    yield _fields(("Content-Type", f'multipart/alternative; boundary="{boundary}"'))
    for content_type, text in forms:
        yield _delimiter(boundary)
        yield from _text(content_type, text)
    yield f"\r\n--{boundary}--\r\n".encode()


def _text(content_type: str, text: str) -> Iterator[bytes]:
    yield _fields(("Content-Type", f"{content_type}; charset=utf-8"), ("Content-Transfer-Encoding", "base64"))
    yield from _base64([text.encode("utf-8", "replace")])


def _enclosed(enclosure: Enclosure, depth: int) -> Iterator[bytes]:
    disposition = f"attachment; filename*=utf-8''{quote(enclosure.name, safe='', errors='replace')}"
    content_id = _NOT_IN_ADDRESS.sub("", _one_line(enclosure.content_id))
    fields = [("Content-Disposition", disposition)]
    if content_id:
        fields.append(("Content-ID", f"<{content_id}>"))
    if enclosure.inside is not None:
        yield _fields(("Content-Type", "message/rfc822"), ("Content-Transfer-Encoding", "8bit"), *fields)
        yield from written(enclosure.inside, depth + 1)
        return
    content_type = (
        enclosure.content_type if _TYPE.fullmatch(enclosure.content_type) else "application/octet-stream"
    )
    yield _fields(("Content-Type", content_type), ("Content-Transfer-Encoding", "base64"), *fields)
    yield from _base64(enclosure.content())


def _fields(*fields: tuple[str, str]) -> bytes:
    """Header fields and the empty line behind them; the first of a message follow its own."""
    return "".join(f"{name}: {value}\r\n" for name, value in fields).encode("utf-8", "replace") + b"\r\n"


def _delimiter(boundary: str) -> bytes:
    return f"\r\n--{boundary}\r\n".encode()


def _base64(pieces: Iterator[bytes] | Sequence[bytes]) -> Iterator[bytes]:
    rest = b""
    for piece in pieces:
        data = rest + piece
        whole = len(data) - len(data) % _LINE
        rest = data[whole:]
        yield b"".join(
            b2a_base64(data[start : start + _LINE], newline=False) + b"\r\n"
            for start in range(0, whole, _LINE)
        )
    if rest:
        yield b2a_base64(rest, newline=False) + b"\r\n"


def _mailboxes(addresses: Sequence[Address]) -> str:
    return ",\r\n ".join(filter(None, map(_mailbox, addresses)))


def _mailbox(address: Address) -> str:
    place = _NOT_IN_ADDRESS.sub("", _one_line(address.address))
    name = _one_line(address.name)
    if not name:
        return place
    quoted = name.replace("\\", "\\\\").replace('"', '\\"')
    phrase = f'"{quoted}"' if _PLAIN.fullmatch(name) and "=?" not in name else _words(name)
    return f"{phrase} <{place}>" if place else phrase


def _words(text: str) -> str:
    """Unstructured text as it may stand in a header: plain ASCII, or encoded words (RFC 2047)."""
    line = _one_line(text)
    if _PLAIN.fullmatch(line) and "=?" not in line:
        return line
    pieces, size = [""], 0
    for character in line:
        width = len(character.encode("utf-8", "replace"))
        if size + width > _WORD:
            pieces.append("")
            size = 0
        pieces[-1] += character
        size += width
    return "\r\n ".join(f"=?utf-8?b?{_encoded(piece)}?=" for piece in pieces)


def _encoded(text: str) -> str:
    return b2a_base64(text.encode("utf-8", "replace"), newline=False).decode("ascii")


def _one_line(text: str) -> str:
    return _CONTROL.sub(" ", text).strip()
