"""A message with its findings as the index keeps it, so that no row needs its export.

It is kept in three: what a row of the list shows, which is read fifty at a time, the text, and all the rest.
JSON and not pickle: an index folder that someone else put there must not run code.  Each of the three carries a
checksum, Zstandard's own (RFC 8878) or one before it: SQLite has none, and a flipped bit would be a wrong answer.

Segments can be made from it, and actions found in it, without a look at the export: only the layout is not here.
"""

from __future__ import annotations

import json
import threading
import zlib
from dataclasses import dataclass
from datetime import datetime
from itertools import chain
from operator import attrgetter
from typing import TYPE_CHECKING, Any, NamedTuple

import zstandard

from reader.actions.action import Action, DateMention, Findings
from reader.agenda import Source
from reader.events import ActionMark
from reader.index.seals import Damaged
from reader.message import Address, Attachment, Block, Body, Forwarded, Invitation, Message, MessageRef
from reader.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Mapping

_LONE = "surrogatepass"
_CRC = 4  # bytes
_ADDRESS = attrgetter("name", "address")
_ACTION, _MENTION = attrgetter(*Action.__slots__), attrgetter(*DateMention.__slots__)
_MEETING = ("all_day", "place", "organiser", "method", "repeats")  # fields of an Invitation after its times
# No level above 1 makes texts of a few kilobytes a tenth smaller, and to look for shorter matches takes a third longer.
_COMPRESSION = zstandard.ZstdCompressionParameters.from_level(1, min_match=6, write_checksum=True)


@dataclass(frozen=True, slots=True)
class Saved:
    """What was kept of one message; its body has text and blocks, and no layout."""

    message: Message
    findings: Findings


class Row(NamedTuple):
    """What a row of the list shows."""

    id: str
    date: datetime | None
    sender: tuple[Address, ...]
    subject: str
    categories: tuple[str, ...]
    attachments: tuple[str, ...]  # names
    actions: tuple[ActionMark, ...]


class Packed(NamedTuple):
    """One message, as the columns of a table."""

    row: bytes
    text: bytes
    rest: bytes


def pack(message: Message, findings: Findings) -> Packed:
    """What `unpack`, `unpack_row` and `unpack_text` take."""
    row = [
        message.id,
        _iso(message.date),
        _pairs(message.sender),
        message.subject,
        message.categories,
        [file.name for file in message.attachments],
        [(action.kind, action.text, action.due, action.event) for action in findings.actions],
    ]
    forwarded = message.forwarded
    rest = {
        "ref": [message.ref.path, message.ref.locator],
        "folder": message.folder,
        "message_id": message.message_id,
        "to": _pairs(message.to),
        "cc": _pairs(message.cc),
        "bcc": _pairs(message.bcc),
        "attachments": [
            (file.name, file.content_type, file.size, file.sha256, file.content_id)
            for file in message.attachments
        ],
        "blocks": list(chain.from_iterable(message.body.blocks)),
        "quoted": message.body.quoted,
        "meetings": [
            (one.summary, _iso(one.start), _iso(one.end), *[getattr(one, name) for name in _MEETING])
            for one in message.invitations
        ],
        "forwarded": forwarded
        and (
            _pairs(forwarded.sender),
            _iso(forwarded.date),
            forwarded.subject,
        ),
        "problems": [(problem.code, problem.path, problem.detail) for problem in message.problems],
        "actions": list(map(_ACTION, findings.actions)),
        "dates": list(map(_MENTION, findings.dates)),
        "suggested": findings.suggested,
    }
    return Packed(_checked(row), _zstd.compress(_bytes(message.text)), _checked(rest))


def unpack(packed: Packed) -> Saved:
    """The message and findings of `pack`; Damaged where they are not as they were written."""
    row = unpack_row(packed.row)
    rest: dict[str, Any] = _unchecked(packed.rest)
    forwarded = rest["forwarded"]
    message = Message(
        id=row.id,
        ref=MessageRef(*rest["ref"]),
        folder=rest["folder"],
        message_id=rest["message_id"],
        subject=row.subject,
        sender=row.sender,
        to=_addresses(rest["to"]),
        cc=_addresses(rest["cc"]),
        bcc=_addresses(rest["bcc"]),
        date=row.date,
        categories=row.categories,
        body=Body(
            unpack_text(packed.text), _blocks(rest["blocks"]), quoted=tuple(map(tuple, rest["quoted"]))
        ),
        attachments=tuple(Attachment(*fields) for fields in rest["attachments"]),
        forwarded=forwarded and Forwarded(_addresses(forwarded[0]), _moment(forwarded[1]), forwarded[2]),
        invitations=_invitations(rest),
        problems=tuple(Problem(*fields) for fields in rest["problems"]),
    )
    return Saved(message, _findings(rest))


def unpack_source(packed: Packed) -> Source:
    """What the agenda needs of a message, in a fraction of the time of all of it; Damaged as `unpack`."""
    message_id, _date, sender, subject, *_others = _unchecked(packed.row)
    rest: dict[str, Any] = _unchecked(packed.rest)
    return Source(
        message_id,
        subject,
        _addresses(sender),
        unpack_text(packed.text),
        tuple(map(tuple, rest["quoted"])),
        _invitations(rest),
        _findings(rest),
    )


def _findings(rest: dict[str, Any]) -> Findings:
    return Findings(
        actions=tuple(Action(*fields) for fields in rest["actions"]),
        dates=tuple(DateMention(*fields) for fields in rest["dates"]),
        suggested=tuple(rest["suggested"]),
    )


def _invitations(rest: dict[str, Any]) -> tuple[Invitation, ...]:
    return tuple(
        Invitation(summary, _moment(start), _moment(end), *others)
        for summary, start, end, *others in rest["meetings"]
    )


def unpack_row(row: bytes) -> Row:
    """What the list shows of a message; Damaged as `unpack`."""
    message_id, date, sender, subject, categories, attachments, actions = _unchecked(row)
    return Row(
        message_id,
        _moment(date),
        _addresses(sender),
        subject,
        tuple(categories),
        tuple(attachments),
        tuple(ActionMark(*fields) for fields in actions),
    )


def unpack_text(text: bytes) -> str:
    """The text of a message."""
    return _decompressed(text).decode("utf-8", _LONE)


def pack_texts(texts: Mapping[int, str]) -> bytes:
    """The bytes that `unpack_texts` takes."""
    return _zstd.compress(_json(texts).encode())


def unpack_texts(packed: bytes) -> dict[int, str]:
    """The texts of attachments, by the number of the attachment."""
    return {int(number): text for number, text in json.loads(_decompressed(packed)).items()}


class _Zstd(threading.local):
    """Each thread has its own: two may not use one at the same time."""

    def __init__(self) -> None:
        self.compress = zstandard.ZstdCompressor(compression_params=_COMPRESSION).compress
        self.decompress = zstandard.ZstdDecompressor().decompress


_zstd = _Zstd()


def _decompressed(packed: bytes) -> bytes:
    """What was compressed; Damaged, as `_unchecked`, where this is not it."""
    try:
        return _zstd.decompress(packed, allow_extra_data=False)
    except (zstandard.ZstdError, MemoryError) as error:  # a damaged size may be any
        raise Damaged("saved") from error


def _checked(value: object) -> bytes:
    """JSON behind its CRC-32."""
    packed = _json(value).encode("ascii")
    return zlib.crc32(packed).to_bytes(_CRC, "little") + packed


def _unchecked(packed: bytes) -> Any:  # noqa: ANN401 - any JSON
    """What `_checked` was given; Damaged where this is not it."""
    value = packed[_CRC:]
    if zlib.crc32(value) != int.from_bytes(packed[:_CRC], "little"):
        raise Damaged("saved")
    return json.loads(value)


# In ASCII, where a lone surrogate from a broken mail survives as an escape.  Nothing of ours holds itself.
_json = json.JSONEncoder(separators=(",", ":"), check_circular=False).encode


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", _LONE)


def _pairs(addresses: tuple[Address, ...]) -> list[tuple[str, str]]:
    return list(map(_ADDRESS, addresses))


def _addresses(pairs: list[list[str]]) -> tuple[Address, ...]:
    return tuple(Address(name, address) for name, address in pairs)


def _moment(iso: str | None) -> datetime | None:
    return None if iso is None else datetime.fromisoformat(iso)


def _iso(moment: datetime | None) -> str | None:
    return None if moment is None else moment.isoformat()


def _blocks(flat: list[Any]) -> tuple[Block, ...]:
    fields = iter(flat)
    return tuple(map(Block, fields, fields, fields, fields, fields))
