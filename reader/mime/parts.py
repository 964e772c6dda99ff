"""The parts of a message: which make the body, which are attachments (RFC 2045, 2046, 2183, 2387).

Which part is body follows JMAP (RFC 8621 §4.1.4), since that is how mail servers show it: plain text and HTML that
are no attachment, in an alternative only the richest form, in a related only its root.
"""

from __future__ import annotations

import hashlib
import mimetypes
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from reader.message import Attachment
from reader.mime.charsets import declared_in_html, decoded, is_undeclared
from reader.mime.cms import is_encrypted, signed_content
from reader.mime.fields import header_at
from reader.mime.flowed import unflowed
from reader.mime.headers import readable
from reader.mime.structure import parts_of, walk
from reader.mime.transfer import content_of, without_uuencoded

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reader.mime.structure import Part

# How rich each form of a text is; an alternative shows the richest.
_RANK = {"text/plain": 2, "text/html": 3}
# Forms of text that are shown only where there is no other.
_RARE_RANK = {"text/enriched": 1, "text/richtext": 1, "text/markdown": 1}
_ENRICHED = re.compile(r"<<|<param>.{0,200}?</param>|<[^<>]{0,80}>", re.IGNORECASE)
_INSIDE = frozenset({"message/rfc822", "message/global", "message/news"})
_SMIME = frozenset({"application/pkcs7-mime", "application/x-pkcs7-mime"})
_SMIME_SUFFIX = ".p7m"
_NOT_ENCRYPTED = frozenset({"signed-data", "certs-only", "compressed-data"})  # smime-type, RFC 8551 §3.2.2
_PGP = b"-----BEGIN PGP MESSAGE-----"
_MOST_TEXT = 4 << 20  # bytes of plain text that are shown: as of a message that is too large for memory
_MOST_SIGNED = 5  # messages that were signed whole, inside each other
_OCTETS = "application/octet-stream"
_PREFIX = "bijlage"  # of the name of an unnamed part; it is data in `dump`, so it must stay the same
_EXTENSIONS = mimetypes.MimeTypes()  # Python's own table; that of the system differs from PC to PC
_EXTENSIONS.add_type("text/calendar", ".ics")


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


def collect(root: Part, problems: list[str]) -> Parts:
    """The parts of a message; one inside it is an attachment, and its text stays there."""
    collector = _Collector(root, problems)
    return Parts(collector.texts(root, is_root=True), collector.attachments, problems)


class _Collector:
    """The attachments and problems so far."""

    def __init__(self, root: Part, problems: list[str]) -> None:
        self.attachments: list[Attachment] = []
        self._problems = problems
        has_text = any(
            part.kind.value in _RANK and not _is_attachment(part) for part in walk(root) if not part.children
        )
        self._rank = _RANK if has_text else _RANK | _RARE_RANK
        self._signed = 0
        self._room = _MOST_TEXT

    def texts(self, part: Part, *, is_root: bool, inline: bool = True) -> list[Shown]:
        """The texts of a part; its attachments are added.

        `is_root`: it is the first of its multipart, or the message itself, so a name makes it no attachment.
        `inline`: it may be body, unlike the further parts of a related.
        """
        kind = part.kind.value
        if kind == "multipart/encrypted":
            self._problems.append("encrypted")
        if part.children:
            return self._texts_of_children(part, kind)
        if kind.startswith("message/"):
            self._add_message(part, kind)
            return []
        data = self._data_of(part)
        name = file_name(part)
        if kind in _SMIME or (name.lower().endswith(_SMIME_SUFFIX) and kind == _OCTETS):
            signed = self._signed_whole(part, data)
            if signed is not None:
                return self.texts(signed, is_root=is_root, inline=inline)
        if kind in self._rank and inline and (is_root or not name) and not _is_attachment(part):
            return [Shown(kind, self._text_of(part, data, kind))]
        if not kind.startswith("multipart/") or data.strip():  # else one with nothing in it
            self._add(name, kind, data, part.fields.raw("content-id"))
        return []

    def _texts_of_children(self, part: Part, kind: str) -> list[Shown]:
        root = _root_of_related(part) if kind == "multipart/related" else None
        versions = [
            self.texts(child, is_root=number == 0 or child is root, inline=root is None or child is root)
            for number, child in enumerate(part.children)
        ]
        if kind != "multipart/alternative":
            return [shown for version in versions for shown in version]
        versions = [version for version in versions if version]
        if not versions:
            return []
        best = max(map(self._rank_of, versions))
        # Of equals all are shown, since they need not be the same text.
        richest = [shown for version in versions if self._rank_of(version) == best for shown in version]
        lesser = [shown for version in versions if self._rank_of(version) != best for shown in version]
        if lesser:
            richest[0] = Shown(richest[0].content_type, richest[0].text, tuple(lesser))
        return richest

    def _rank_of(self, version: Sequence[Shown]) -> int:
        return max(self._rank[shown.content_type] for shown in version)

    def _signed_whole(self, part: Part, data: bytes) -> Part | None:
        """The part that an S/MIME file holds where it is only signed."""
        content = signed_content(data) if self._signed < _MOST_SIGNED else b""
        if content:
            self._signed += 1
            fields, begin = header_at(content, 0)
            return parts_of(content, fields, begin, self._problems)
        if is_encrypted(data) or (
            part.kind.value in _SMIME and part.kind.get("smime-type").lower() not in _NOT_ENCRYPTED
        ):
            self._problems.append("encrypted")
        return None

    def _data_of(self, part: Part) -> bytes:
        """The decoded bytes of a part."""
        content = content_of(part.wire(), part.fields.raw("content-transfer-encoding"))
        if content.damaged:
            self._problems.append("base64_damaged")
        return content.data

    def _text_of(self, part: Part, data: bytes, kind: str) -> str:
        charset = (part.kind.get("charset").split() or [""])[0]
        if kind == "text/html" and is_undeclared(charset):
            charset = declared_in_html(data) or charset
        if kind == "text/plain":
            data, files = without_uuencoded(data)
            for name, content in files:
                self._add(readable(name), _EXTENSIONS.guess_type(name)[0] or _OCTETS, content)
            if data.startswith(_PGP) or b"\n" + _PGP in data:
                self._problems.append("encrypted")
            if len(data) > self._room:
                data = data[: self._room]
                self._problems.append("text_cut")
            self._room -= len(data)
        text, guessed = decoded(data, charset)
        if guessed:
            self._problems.append("charset_guessed")
        if kind in {"text/enriched", "text/richtext"}:
            return _ENRICHED.sub(lambda tag: "<" if tag[0] == "<<" else "", text)
        if kind == "text/plain" and part.kind.get("format").lower() == "flowed":
            return unflowed(text, delete_space=part.kind.get("delsp").lower() == "yes")
        return text

    def _add_message(self, part: Part, kind: str) -> None:
        """A message/rfc822 part as a file that opens as a message; other message/* types as they stand."""
        # Against RFC 2046 §5.2.1 some servers encode it in base64.
        data = self._data_of(part)
        name = file_name(part)
        number = len(self.attachments) + 1
        if not name and kind in _INSIDE:
            subject = readable(header_at(data, 0)[0].raw("subject"))
            name = f"{subject or f'{_PREFIX}-{number}'}.eml"
        self._add(name or f"{_PREFIX}-{number}.txt", kind, data)

    def _add(self, name: str, content_type: str, data: bytes, content_id: str = "") -> None:
        number = len(self.attachments) + 1
        self.attachments.append(
            Attachment(
                name=name or f"{_PREFIX}-{number}{_EXTENSIONS.guess_extension(content_type) or ''}",
                content_type=content_type,
                size=len(data),
                sha256=hashlib.sha256(data).hexdigest(),
                content_id=readable(content_id).strip("<> "),
                content=data,
            )
        )


def _is_attachment(part: Part) -> bool:
    return part.fields.typed("content-disposition").value == "attachment"


def _root_of_related(part: Part) -> Part:
    """The part that the others belong to: the one that `start` names, else the first (RFC 2387 §3.2)."""
    start = part.kind.get("start").strip("<> ")
    for child in part.children if start else ():
        if child.fields.raw("content-id").strip("<> ") == start:
            return child
    return part.children[0]


def file_name(part: Part) -> str:
    """The name that the sender gave a part (RFC 2183 §2.3, RFC 2231); "" without one."""
    return part.fields.typed("content-disposition").get("filename") or part.kind.get("name")
