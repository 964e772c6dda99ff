"""The parts of a message: which make the body, which are attachments (RFC 2045, 2046, 2183, 2387)."""

from __future__ import annotations

import hashlib
import mimetypes
import re
from dataclasses import dataclass, field
from email.utils import collapse_rfc2231_value
from html import escape
from typing import TYPE_CHECKING

from reader.message import Attachment
from reader.mime.charsets import declared_in_html, decoded
from reader.mime.headers import readable

if TYPE_CHECKING:
    from email.message import Message as Entity

_TEXT_TYPES = {"text/plain", "text/html", "text/enriched", "text/richtext"}
_ENRICHED = re.compile(r"<<|<[^>]{0,80}>")
_ENCRYPTED = {"multipart/encrypted", "application/pkcs7-mime", "application/x-pkcs7-mime"}
_PREFIX = "bijlage"  # of the name of an unnamed part; it is data in `dump`, so it must stay the same


@dataclass(slots=True)
class Parts:
    """What a message is made of."""

    plain: list[str] = field(default_factory=list)  # each part of the body as plain text
    html: list[str] = field(default_factory=list)  # each part of the body as HTML; empty where none is HTML
    attachments: list[Attachment] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)  # codes


def collect(entity: Entity) -> Parts:
    """The parts of a parsed message.

    In an alternative the HTML and the plain text are one body; in a mixed message further text without
    a name goes on below it.  A message inside is an attachment, and its text stays there.
    """
    parts = Parts()
    shown = _Shown()
    _walk(entity, parts, shown)
    parts.plain = shown.plain
    if shown.has_html:
        parts.html = shown.html
    return parts


@dataclass(slots=True)
class _Shown:
    """The body twice: what plain text there is, and everything as HTML."""

    plain: list[str] = field(default_factory=list)
    html: list[str] = field(default_factory=list)
    has_html: bool = False

    def add_plain(self, text: str) -> None:
        self.plain.append(text)
        self.html.append(f'<div style="white-space: pre-wrap">{escape(text)}</div>')

    def add_html(self, html: str) -> None:
        self.html.append(html)
        self.has_html = True


def _walk(entity: Entity, parts: Parts, shown: _Shown) -> None:
    content_type = entity.get_content_type()
    if content_type in _ENCRYPTED and entity.get_param("smime-type") != "signed-data":
        parts.problems.append("encrypted")
    if content_type == "message/rfc822":
        parts.attachments.append(_message_inside(entity, len(parts.attachments) + 1))
        return
    if entity.is_multipart():
        children = [child for child in entity.get_payload() if not isinstance(child, str)]
        if content_type == "multipart/alternative":
            _alternative(children, parts, shown)
        else:
            for child in children:
                _walk(child, parts, shown)
        return
    if _is_body(entity, content_type):
        raw = _bytes_of(entity)
        text = _text_of(entity, raw, content_type, parts)
        if content_type == "text/html":
            shown.add_html(text)
        elif text.strip():
            shown.add_plain(text)
        return
    parts.attachments.append(_attachment(entity, content_type, len(parts.attachments) + 1))


def _alternative(children: list[Entity], parts: Parts, shown: _Shown) -> None:
    """Versions of one content: the plain text beside the richest that we show."""
    before = len(shown.plain)
    inner = _Shown()
    for child in children:
        version = _Shown()
        _walk(child, parts, version)
        inner.plain.extend(version.plain)
        if version.has_html:
            inner.html, inner.has_html = version.html, True
        elif not inner.has_html:
            inner.html = version.html
    shown.plain[before:] = inner.plain
    shown.html.extend(inner.html)
    shown.has_html = shown.has_html or inner.has_html


def _is_body(entity: Entity, content_type: str) -> bool:
    return (
        content_type in _TEXT_TYPES
        and entity.get_content_disposition() != "attachment"
        and not _file_name(entity)
    )


def _bytes_of(entity: Entity) -> bytes:
    """The decoded bytes of a part."""
    payload = entity.get_payload(decode=True)
    if isinstance(payload, bytes):
        return payload
    text = entity.get_payload()
    return text.encode("utf-8", "surrogateescape") if isinstance(text, str) else b""


def _text_of(entity: Entity, raw: bytes, content_type: str, parts: Parts) -> str:
    charset = str(entity.get_content_charset() or "")
    if not charset and content_type == "text/html":
        charset = declared_in_html(raw)
    text, guessed = decoded(raw, charset)
    if guessed:
        parts.problems.append("charset_guessed")
    if content_type in {"text/enriched", "text/richtext"}:
        text = _ENRICHED.sub(lambda tag: "<" if tag[0] == "<<" else "", text)
    elif content_type == "text/plain" and str(entity.get_param("format", "")).lower() == "flowed":
        text = _unflowed(text, delete_space=str(entity.get_param("delsp", "")).lower() == "yes")
    return text


def _unflowed(text: str, *, delete_space: bool) -> str:
    """Lines that end in a space go on in the next one, at the same depth of quoting (RFC 3676 §4)."""
    out: list[str] = []
    flowing, depth = False, 0
    for line in text.replace("\r\n", "\n").split("\n"):
        content = line.lstrip(">")
        quoted = len(line) - len(content)
        content = content.removeprefix(" ")
        joined = flowing and quoted == depth and content != "-- "
        if joined:
            out[-1] += content
        else:
            out.append(f"{'>' * quoted} {content}" if quoted else content)
        flowing = content.endswith(" ") and content != "-- "
        if flowing and delete_space:
            out[-1] = out[-1][:-1]
        depth = quoted
    return "\n".join(out)


def _file_name(entity: Entity) -> str:
    """The name that the sender gave a part (RFC 2183 §2.3, RFC 2231); "" without one."""
    for name, header in (("filename", "content-disposition"), ("name", "content-type")):
        value = entity.get_param(name, None, header)
        if value:
            text = readable(collapse_rfc2231_value(value))
            if text:
                return text
    return ""


def _attachment(entity: Entity, content_type: str, number: int) -> Attachment:
    raw = _bytes_of(entity)
    name = _file_name(entity) or f"{_PREFIX}-{number}{mimetypes.guess_extension(content_type) or ''}"
    return _made(name, content_type, raw, str(entity.get("content-id", "")))


def _message_inside(entity: Entity, number: int) -> Attachment:
    """A message/rfc822 part, as a file that opens as a message."""
    payload = entity.get_payload()
    inner = payload[0] if isinstance(payload, list) and payload else None
    if inner is None or isinstance(inner, str):
        raw, subject = _bytes_of(entity), ""
    else:
        raw, subject = inner.as_bytes(), readable(str(inner.get("subject", "")))
    name = _file_name(entity) or f"{subject or f'{_PREFIX}-{number}'}.eml"
    return _made(name, "message/rfc822", raw, "")


def _made(name: str, content_type: str, raw: bytes, content_id: str) -> Attachment:
    return Attachment(
        name=name,
        content_type=content_type,
        size=len(raw),
        sha256=hashlib.sha256(raw).hexdigest(),
        content_id=readable(content_id).strip("<> "),
        content=raw,
    )
