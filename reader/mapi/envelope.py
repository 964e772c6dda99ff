"""What stands on the outside of an item: sender, recipients, subject, date, and the header that says so.

A message that came over the internet still has its header, [MS-OXOMSG] §2.2.1.61.  It is read as that of any mail,
so that a message has the same identifier in a .msg and in an .eml; Outlook's properties say what it does not.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from reader.mapi import tags
from reader.mapi.addresses import recipients_of, sender_of
from reader.message import Message
from reader.mime import parse_header
from reader.mime.write import header_of, identity_of

if TYPE_CHECKING:
    from reader.mapi.item import Item, Properties
    from reader.message import MessageRef

_FIELD = re.compile(r"(?!content-|mime-version)[!-9;-~]+[ \t]*:", re.IGNORECASE)
_LINE_END = re.compile(r"\r\n|\r|\n")
_PREFIXED = "\x01"  # [MS-PST] §2.5.3.1.1.1: then the length of the prefix follows as one character


def envelope_of(item: Item, ref: MessageRef, folder: str, content: bytes = b"") -> Message:
    """The message without body and attachments.

    `content` tells apart items without Message-ID and date, see `identity`.
    """
    said = _by_properties(item, ref, folder)
    header = _transport_header(item.properties)
    if not header:
        return replace(said, id=identity_of(said, content))
    message = parse_header(header, ref, folder, content)
    return replace(
        message,
        message_id=message.message_id or said.message_id,
        subject=said.subject or message.subject,
        sender=message.sender or said.sender,
        to=message.to or said.to,
        cc=message.cc or said.cc,
        bcc=message.bcc or said.bcc,
        date=message.date or said.date,
        categories=said.categories or message.categories,
    )


def header_with(item: Item, envelope: Message) -> bytes:
    """The header of a mail with these fields, without those of MIME."""
    return _transport_header(item.properties) or header_of(envelope)


def subject_of(properties: Properties) -> str:
    """The subject as it is shown, on one line."""
    subject = properties.text(tags.SUBJECT)
    if subject.startswith(_PREFIXED):
        subject = subject[2:]
    if not subject:
        subject = properties.text(tags.SUBJECT_PREFIX) + properties.text(tags.NORMALIZED_SUBJECT)
    return " ".join((subject or properties.text(tags.CONVERSATION_TOPIC)).split())


def _by_properties(item: Item, ref: MessageRef, folder: str) -> Message:
    properties = item.properties
    recipients = recipients_of(item)
    return Message(
        id="",
        ref=ref,
        folder=folder,
        message_id=properties.text(tags.INTERNET_MESSAGE_ID).strip().strip("<>"),
        subject=subject_of(properties),
        sender=sender_of(properties),
        to=recipients.to,
        cc=recipients.cc,
        bcc=recipients.bcc,
        date=properties.moment(tags.CLIENT_SUBMIT_TIME, tags.MESSAGE_DELIVERY_TIME),
        categories=_categories(properties),
    )


def _categories(properties: Properties) -> tuple[str, ...]:
    """Each once, as first written."""
    found: dict[str, str] = {}
    for category in properties.texts(properties.named(tags.KEYWORDS)):
        if name := category.strip():
            found.setdefault(name.casefold(), name)
    return tuple(found.values())


def _transport_header(properties: Properties) -> bytes:
    """The header as it came, without the fields of MIME: what they describe is not here any more.

    Lines that are no field go as well, such as the "Microsoft Mail Internet Headers Version 2.0" of old
    servers, since behind such a line a parser sees no more fields.
    """
    lines: list[str] = []
    wanted = False
    for line in _LINE_END.split(properties.text(tags.TRANSPORT_MESSAGE_HEADERS)):
        if not line.startswith((" ", "\t")):
            wanted = _FIELD.match(line) is not None
        if wanted and line.strip():
            lines.append(line)
    return "".join(f"{line}\r\n" for line in lines).encode("utf-8", "replace")
