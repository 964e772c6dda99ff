"""S/MIME as Outlook stores it, [MS-OXOSMIME] §2: the mail as it came, in the one attachment of an item without a text."""

from __future__ import annotations

from base64 import encodebytes
from typing import TYPE_CHECKING

from reader.errors import ReaderError
from reader.mapi import tags
from reader.message import LARGE

if TYPE_CHECKING:
    from reader.mapi.item import Attached, Item

_CLASS = "ipm.note.smime"  # and what follows a dot behind it
_SIGNED = "multipart/signed"
_FIELD = b"content-type:"
_LONGEST_HEADER = 4096  # bytes in which that field stands
_PKCS = bytes.fromhex("2a864886f70d01")  # how its object identifiers begin, RFC 5652 §3
_FIRST = 32  # bytes in which the first of them stands
_OPAQUE = (
    b"MIME-Version: 1.0\r\n"
    b'Content-Type: application/pkcs7-mime; name="smime.p7m"\r\n'
    b"Content-Transfer-Encoding: base64\r\n\r\n"
)


def sealed_mail(item: Item) -> bytes:
    """What comes behind the header of the mail: the fields of MIME and all parts; b"" where the item is no S/MIME."""
    kind = item.properties.text(tags.MESSAGE_CLASS).lower()
    if not f"{kind}.".startswith(f"{_CLASS}.") or len(item.attachments) != 1:
        return b""
    content = _content(item.attachments[0])
    if item.attachments[0].properties.text(tags.ATTACH_MIME_TAG).strip().lower() != _SIGNED:
        return _OPAQUE + encodebytes(content) if _PKCS in content[:_FIRST] else b""
    return content if _FIELD in content[:_LONGEST_HEADER].lower() else b""


def _content(attached: Attached) -> bytes:
    """All of it; b"" where it is too large to hold, or damaged."""
    if attached.size > LARGE:
        return b""
    try:
        return b"".join(attached.chunks())
    except (ReaderError, OSError):
        return b""
