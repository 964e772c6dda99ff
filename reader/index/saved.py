"""A message with its findings as compressed JSON: what the index keeps, so that no row needs its export.

JSON and not pickle: an index folder that someone else put there must not run code.
"""

from __future__ import annotations

import json
import zlib
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from reader.actions.action import Action, DateMention, Findings
from reader.message import Address, Attachment, Body, Forwarded, Message, MessageRef
from reader.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Mapping

_LEVEL = 3  # a third of the time of zlib's default for a twentieth more bytes


@dataclass(frozen=True, slots=True)
class Saved:
    """What was kept of one message; its body has text, and no layout."""

    message: Message
    findings: Findings


def pack(message: Message, findings: Findings) -> bytes:
    """The bytes that `unpack` takes."""
    forwarded = message.forwarded
    table = {
        "id": message.id,
        "ref": [message.ref.path, message.ref.locator],
        "folder": message.folder,
        "message_id": message.message_id,
        "subject": message.subject,
        "sender": _pairs(message.sender),
        "to": _pairs(message.to),
        "cc": _pairs(message.cc),
        "bcc": _pairs(message.bcc),
        "date": message.date and message.date.isoformat(),
        "categories": message.categories,
        "attachments": [
            (file.name, file.content_type, file.size, file.sha256, file.content_id)
            for file in message.attachments
        ],
        "forwarded": forwarded
        and (
            _pairs(forwarded.sender),
            forwarded.date and forwarded.date.isoformat(),
            forwarded.subject,
        ),
        "problems": [(problem.code, problem.path, problem.detail) for problem in message.problems],
        "actions": [[getattr(action, name) for name in Action.__slots__] for action in findings.actions],
        "dates": [[getattr(mention, name) for name in DateMention.__slots__] for mention in findings.dates],
        "suggested": findings.suggested,
        "text": message.text,
    }
    # A lone surrogate, from a broken mail, survives as an escape.
    return zlib.compress(json.dumps(table, separators=(",", ":")).encode("ascii"), _LEVEL)


def unpack(packed: bytes) -> Saved:
    """The message and findings of `pack`."""
    table: dict[str, Any] = json.loads(zlib.decompress(packed))
    forwarded = table["forwarded"]
    message = Message(
        id=table["id"],
        ref=MessageRef(*table["ref"]),
        folder=table["folder"],
        message_id=table["message_id"],
        subject=table["subject"],
        sender=_addresses(table["sender"]),
        to=_addresses(table["to"]),
        cc=_addresses(table["cc"]),
        bcc=_addresses(table["bcc"]),
        date=_moment(table["date"]),
        categories=tuple(table["categories"]),
        body=Body(text=table["text"]),
        attachments=tuple(Attachment(*fields) for fields in table["attachments"]),
        forwarded=forwarded and Forwarded(_addresses(forwarded[0]), _moment(forwarded[1]), forwarded[2]),
        problems=tuple(Problem(*fields) for fields in table["problems"]),
    )
    findings = Findings(
        actions=tuple(Action(*fields) for fields in table["actions"]),
        dates=tuple(DateMention(*fields) for fields in table["dates"]),
        suggested=tuple(table["suggested"]),
    )
    return Saved(message, findings)


def pack_texts(texts: Mapping[int, str]) -> bytes:
    """The bytes that `unpack_texts` takes."""
    return zlib.compress(json.dumps(texts, separators=(",", ":")).encode("ascii"), _LEVEL)


def unpack_texts(packed: bytes) -> dict[int, str]:
    """The texts of attachments, by the number of the attachment."""
    return {int(number): text for number, text in json.loads(zlib.decompress(packed)).items()}


def _pairs(addresses: tuple[Address, ...]) -> list[tuple[str, str]]:
    return [(address.name, address.address) for address in addresses]


def _addresses(pairs: list[list[str]]) -> tuple[Address, ...]:
    return tuple(Address(name, address) for name, address in pairs)


def _moment(iso: str | None) -> datetime | None:
    return None if iso is None else datetime.fromisoformat(iso)
