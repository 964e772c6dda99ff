"""The parts of a message: which make the body, which are attachments (RFC 2045, 2046, 2183, 2387).

Which part is body follows JMAP (RFC 8621 §4.1.4), since that is how mail servers show it: text that is
no attachment, in an alternative only its richest form, in a related only its root.
"""

from __future__ import annotations

import hashlib
import mimetypes
import re
from dataclasses import dataclass, field
from email.utils import collapse_rfc2231_value
from typing import TYPE_CHECKING

from reader.message import Attachment
from reader.mime import source
from reader.mime.charsets import declared_in_html, decoded
from reader.mime.flowed import unflowed
from reader.mime.headers import eight_bit, readable
from reader.mime.transfer import content_of

if TYPE_CHECKING:
    from email.message import Message as Entity

# How rich each form of a text is; an alternative shows the richest.
_RANK = {"text/enriched": 1, "text/richtext": 1, "text/plain": 2, "text/html": 3}
_ENRICHED = re.compile(r"<<|<param>.{0,200}?</param>|<[^<>]{0,80}>", re.IGNORECASE)
_INSIDE = frozenset({"message/rfc822", "message/global"})
_MARKS_OF_INSIDE = (b"message/", b"multipart/digest")  # without them there is no message inside
_ENCRYPTED = frozenset({"multipart/encrypted", "application/pkcs7-mime", "application/x-pkcs7-mime"})
_PREFIX = "bijlage"  # of the name of an unnamed part; it is data in `dump`, so it must stay the same
_EXTENSIONS = mimetypes.MimeTypes()  # Python's own table; that of the system differs from PC to PC


@dataclass(frozen=True, slots=True)
class Shown:
    """One text of the body."""

    content_type: str
    text: str
    instead: tuple[Shown, ...] = ()  # the lesser forms of it, for when there is nothing to read in it


@dataclass(slots=True)
class Parts:
    """What a message is made of."""

    body: list[Shown] = field(default_factory=list)  # in the order in which they are shown
    attachments: list[Attachment] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)  # codes


def collect(entity: Entity, raw: bytes) -> Parts:
    """The parts of a parsed message; `raw` is what it was parsed from.

    A message inside is an attachment, and its text stays there.
    """
    parts = Parts()
    lowered = raw.lower()
    has_inside = any(mark in lowered for mark in _MARKS_OF_INSIDE)
    parts.body = _walk(entity, raw if has_inside else None, parts, is_root=True)
    return parts


def _walk(
    entity: Entity, raw: bytes | None, parts: Parts, *, is_root: bool, inline: bool = True
) -> list[Shown]:
    """The texts of a part; its attachments go to `parts`.

    `is_root`: it is the first of its multipart, or the message itself, so a name makes it no attachment.
    `inline`: it may be body, unlike the further parts of a related.
    """
    _readable_parameters(entity)
    content_type = entity.get_content_type()
    if content_type in _ENCRYPTED and entity.get_param("smime-type") != "signed-data":
        parts.problems.append("encrypted")
    if content_type.startswith("message/"):
        parts.attachments.append(_message_inside(entity, raw, content_type, parts))
        return []
    if entity.is_multipart():
        return _walk_multipart(entity, raw, content_type, parts)
    if content_type.startswith("multipart/"):  # without any boundary: text, as far as it can be told
        content_type = "text/plain"
    data = _data_of(entity, parts)
    named = bool(_file_name(entity)) and not is_root
    if content_type in _RANK and inline and not named and entity.get_content_disposition() != "attachment":
        return [Shown(content_type, _text_of(entity, data, content_type, parts))]
    parts.attachments.append(_attachment(entity, content_type, data, len(parts.attachments) + 1))
    return []


def _walk_multipart(entity: Entity, raw: bytes | None, content_type: str, parts: Parts) -> list[Shown]:
    related = content_type == "multipart/related"
    versions = [
        _walk(child, child_raw, parts, is_root=number == 0, inline=number == 0 or not related)
        for number, (child, child_raw) in enumerate(
            zip(entity.get_payload(), source.children(raw, entity), strict=True)
        )
    ]
    if content_type != "multipart/alternative":
        return [shown for version in versions for shown in version]
    versions = [version for version in versions if version]
    if not versions:
        return []
    best = max(map(_rank, versions))
    # Of equals all are shown, since they need not be the same text.
    richest = [shown for version in versions if _rank(version) == best for shown in version]
    lesser = [shown for version in versions if _rank(version) != best for shown in version]
    first = Shown(richest[0].content_type, richest[0].text, tuple(lesser))
    return [first, *richest[1:]]


def _rank(version: list[Shown]) -> int:
    return max(_RANK[shown.content_type] for shown in version)


def _readable_parameters(entity: Entity) -> None:
    """Give a part's fields as text: of raw 8-bit bytes the standard library makes question marks."""
    for name, value in list(entity.raw_items()):
        if not value.isascii() and name.lower() in {"content-type", "content-disposition", "content-id"}:
            entity.replace_header(name, eight_bit(value))


def _data_of(entity: Entity, parts: Parts) -> bytes:
    """The decoded bytes of a part."""
    encoding = str(entity.get("content-transfer-encoding", ""))
    del entity["content-transfer-encoding"]  # so that the payload comes as it stands in the file
    wire = entity.get_payload(decode=True)
    content = content_of(wire if isinstance(wire, bytes) else b"", encoding)
    if content.damaged:
        parts.problems.append("base64_damaged")
    return content.data


def _text_of(entity: Entity, data: bytes, content_type: str, parts: Parts) -> str:
    charset = str(entity.get_content_charset() or "")
    if not charset and content_type == "text/html":
        charset = declared_in_html(data)
    text, guessed = decoded(data, charset)
    if guessed:
        parts.problems.append("charset_guessed")
    if content_type in {"text/enriched", "text/richtext"}:
        return _ENRICHED.sub(lambda tag: "<" if tag[0] == "<<" else "", text)
    if content_type == "text/plain" and str(entity.get_param("format", "")).lower() == "flowed":
        return unflowed(text, delete_space=str(entity.get_param("delsp", "")).lower() == "yes")
    return text


def _file_name(entity: Entity) -> str:
    """The name that the sender gave a part (RFC 2183 §2.3, RFC 2231); "" without one."""
    for name, header in (("filename", "content-disposition"), ("name", "content-type")):
        value = entity.get_param(name, None, header)
        if value:
            text = readable(collapse_rfc2231_value(value))
            if text:
                return text
    return ""


def _attachment(entity: Entity, content_type: str, data: bytes, number: int) -> Attachment:
    name = _file_name(entity) or f"{_PREFIX}-{number}{_EXTENSIONS.guess_extension(content_type) or ''}"
    return _made(name, content_type, data, str(entity.get("content-id", "")))


def _message_inside(entity: Entity, raw: bytes | None, content_type: str, parts: Parts) -> Attachment:
    """A message/rfc822 part as a file that opens as a message; other message/* types as they stand."""
    number = len(parts.attachments) + 1
    payload = entity.get_payload()
    inside = [part for part in payload if not isinstance(part, str)] if isinstance(payload, list) else []
    if raw is not None:
        # Against RFC 2046 §5.2.1 some servers encode it in base64.
        data = content_of(source.content(raw), str(entity.get("content-transfer-encoding", ""))).data
    elif inside:
        data = b"\n".join(part.as_bytes() for part in inside)
    else:
        data = _data_of(entity, parts)
    name = _file_name(entity)
    if not name and content_type in _INSIDE:
        subject = readable(str(inside[0].get("subject", ""))) if inside else ""
        name = f"{subject or f'{_PREFIX}-{number}'}.eml"
    return _made(name or f"{_PREFIX}-{number}.txt", content_type, data, "")


def _made(name: str, content_type: str, data: bytes, content_id: str) -> Attachment:
    return Attachment(
        name=name,
        content_type=content_type,
        size=len(data),
        sha256=hashlib.sha256(data).hexdigest(),
        content_id=readable(content_id).strip("<> "),
        content=data,
    )
