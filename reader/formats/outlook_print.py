"""A message that Outlook printed to text, plain or as Markdown.

It opens with the block that Outlook prints, in Dutch or English, bold or not:

    **Van:** VNG <info@vng.example>
    **Verzonden:** vrijdag 13 november 2020 10:17
    **Aan:** Griffie
    **Onderwerp:** Nieuwsbrief
    **Categorieën:** Ingekomen stuk

A label may stand after an empty line; a value may go on in the next line.  The block ends at the
first line that is neither.  Times are those of the clock in the Netherlands.
"""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING

from reader.errors import MessageGone, ReaderError
from reader.formats.format import Found
from reader.identity import message_identity
from reader.message import LARGE, Address, Message, MessageRef
from reader.mime.addresses import addresses
from reader.mime.charsets import decoded
from reader.mime.dates import parse_date
from reader.text import body_of_markdown, body_of_plain, understood

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from typing import BinaryIO

NAME = "outlook_print"
ISOLATED = False  # as eml
HAS_MAPS = False
GROWS = False

_LABELS = {
    "van": "from",
    "from": "from",
    "verzonden": "sent",
    "datum": "sent",
    "sent": "sent",
    "date": "sent",
    "aan": "to",
    "to": "to",
    "cc": "cc",
    "bcc": "bcc",
    "onderwerp": "subject",
    "subject": "subject",
    "bijlagen": "attachments",
    "attachments": "attachments",
    "categorieën": "categories",
    "categorieen": "categories",
    "categories": "categories",
    "urgentie": "importance",
    "importance": "importance",
}
_LINE = re.compile(r"\s*(\*\*|__)?\s*([A-Za-zë]{2,12})\s*:\s*(?:\1)?\s*(.*?)\s*(?:\*\*)?\s*$")
_MARKDOWN = re.compile(r"^#{1,6} \S|\[[^\]\n]{1,200}\]\([^)\n]{0,500}\)|\*\*\S", re.MULTILINE)
_NEEDED = {"from", "sent"}
_MOST_LINES = 60


def recognises(_path: Path, head: bytes) -> bool:
    """Text that opens with the block, Van and Verzonden included; a mail has no Sent field."""
    if b"\0" in head[:512]:
        return False
    text = decoded(head[:8192], "").text
    fields, _ = _split(text)
    first = re.match(
        r"\s*(?:\*\*|__)?\s*(?:van|from|verzonden|sent)\s*:", text.lstrip("\ufeff"), re.IGNORECASE
    )
    return (
        first is not None
        and fields.keys() >= _NEEDED
        and not re.search(
            r"^(?:message-id|received|mime-version|content-(?:type|transfer-encoding)):",
            text,
            re.MULTILINE | re.IGNORECASE,
        )
    )


def folder_name(_path: Path) -> str:
    """A message is no map."""
    return ""


def refs(path: Path) -> Iterator[Found]:
    """The one message that the file is."""
    yield Found(MessageRef(str(path)), path.stat().st_size)


def message(ref: MessageRef, folder: str) -> Message:
    """The whole file, read again."""
    raw = _whole(ref)
    fields, body = _split(decoded(raw, "").text)
    categories = [part.strip() for part in re.split(r"[;,]", fields.get("categories", ""))]
    return understood(
        Message(
            id=message_identity(
                "", fields.get("sent", ""), fields.get("from", ""), fields.get("subject", ""), raw
            ),
            ref=ref,
            folder=folder,
            subject=fields.get("subject", ""),
            sender=addresses([fields.get("from", "")]),
            to=_recipients(fields.get("to", "")),
            cc=_recipients(fields.get("cc", "")),
            bcc=_recipients(fields.get("bcc", "")),
            date=parse_date(fields.get("sent", "")),
            categories=tuple(dict.fromkeys(category for category in categories if category)),
            body=body_of_markdown(body) if _MARKDOWN.search(body) else body_of_plain(body),
        )
    )


def write_attachment(_ref: MessageRef, _number: int, _target: BinaryIO) -> None:
    """A print has no attachments to write."""


def _whole(ref: MessageRef) -> bytes:
    """ReaderError where the file is larger than any text; MessageGone where it was one of many messages before."""
    if ref.locator:
        raise MessageGone("message_gone", ref.path)
    with open(ref.path, "rb") as file:  # noqa: PTH123 - as eml
        size = os.fstat(file.fileno()).st_size
        if size > LARGE:
            raise ReaderError("message_too_large", ref.path, f"{size // 1_000_000} MB")
        return file.read()


def _split(text: str) -> tuple[dict[str, str], str]:
    """The fields of the block by their English names, and the body below it."""
    lines = text.lstrip("\ufeff").replace("\r\n", "\n").split("\n")
    fields: dict[str, str] = {}
    last, below = "", len(lines)
    for number, line in enumerate(lines[:_MOST_LINES]):
        found = _LINE.match(line)
        name = _LABELS.get(found[2].lower()) if found else None
        if found and name is not None and name not in fields:
            fields[name], last = found[3], name
        elif not line.strip():
            last = ""  # an empty line ends a value, not the block
        elif last:
            fields[last] = f"{fields[last]} {line.strip()}"
        else:
            below = number
            break
    return fields, "\n".join(lines[below:])


def _recipients(names: str) -> tuple[Address, ...]:
    """Outlook parts recipients by semicolons, and a name may be "Last, First".

    >>> [str(one) for one in _recipients("!Griffie; Bos, Piet <piet@bos.example>")]
    ['!Griffie', 'Bos, Piet <piet@bos.example>']
    """
    if ";" not in names and "<" not in names:
        return addresses([names])
    found: list[Address] = []
    for one in names.split(";"):
        name, bracket, address = one.partition("<")
        if bracket and address.count("@") == 1:
            found.append(Address(name.strip(" \"'"), address.rpartition(">")[0].strip()))
        elif "@" in one:
            found += addresses([one])
        elif one.strip():
            found.append(Address(one.strip(), ""))
    return tuple(found)
