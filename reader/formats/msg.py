"""One Outlook message a file (.msg, and .oft for a template), [MS-OXMSG]: properties as streams of a compound file."""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING
from uuid import UUID

from reader.errors import MessageGone, ReaderError
from reader.formats.compound import HEADER, MAGIC, CompoundFile, Storage
from reader.formats.format import Found
from reader.formats.ole import object_file
from reader.mapi import message_of, tags, write_attachment_of
from reader.mapi.codepages import charset_of
from reader.mapi.item import Attached, Item, Properties
from reader.mapi.names import names_of
from reader.mapi.values import BINARY, MULTIPLE, OBJECT, STRING, STRING8, value_of, values_of
from reader.message import LARGE, MessageRef
from reader.problems import Problem

if TYPE_CHECKING:
    from pathlib import Path
    from typing import BinaryIO

    from reader.formats.compound import Stream
    from reader.mapi.item import Name, Value
    from reader.message import Message

NAME = "msg"
ISOLATED = False  # as eml: plain Python of our own, and no stream is followed further than the file is long
HAS_MAPS = False
GROWS = False

_SUFFIXES = frozenset({".msg", ".oft"})
_CLASSES = frozenset(  # of the root: of a message ([MS-OXMSG] §2.2), and of a template
    UUID(f"{number}-0000-0000-c000-000000000046").bytes_le for number in ("00020d0b", "0006f046")
)
_NO_CLASS = bytes(16)
_CLASS_AT = 80  # in a directory entry, [MS-CFB] §2.6.1
_PROPERTIES = "__properties_version1.0"
_NAMES = "__nameid_version1.0"
_STREAM = re.compile(r"__substg1\.0_([0-9a-f]{4})([0-9a-f]{4})(?:-([0-9a-f]{8}))?")
_DATA = f"__substg1.0_{tags.ATTACH_DATA:04x}{BINARY:04x}"
_OBJECT = f"__substg1.0_{tags.ATTACH_DATA:04x}{OBJECT:04x}"
_RECIPIENT, _ATTACHMENT = "__recip_version1.0_#", "__attach_version1.0_#"
_TOP, _INSIDE, _PART = 32, 24, 8  # bytes before the first property, §2.4.1
_ENTRY = struct.Struct("<HH4x8s")  # type, id, value: §2.4.2
_BY_RICHNESS = (STRING, BINARY, STRING8)  # of one property in several types the first of these counts


def recognises(path: Path, head: bytes) -> bool:
    """A compound file whose root is of Outlook's class; without a class, by its streams or its suffix."""
    if not head.startswith(MAGIC) or len(head) < HEADER:
        return False
    shift, sector = struct.unpack_from("<30xH16xI", head)
    at = ((sector + 1) << min(shift, 12)) + _CLASS_AT
    kind = head[at : at + len(_NO_CLASS)] or _bytes_at(path, at, len(_NO_CLASS))
    if len(kind) == len(_NO_CLASS) and kind != _NO_CLASS:
        return kind in _CLASSES
    return path.suffix.lower() in _SUFFIXES or _PROPERTIES.encode("utf-16-le") in head


def folder_name(_path: Path) -> str:
    """A message is no map."""
    return ""


def refs(path: Path) -> Iterator[Found]:
    """The one message that the file is."""
    yield Found(MessageRef(str(path)), path.stat().st_size)


def message(ref: MessageRef, folder: str) -> Message:
    """The whole file, read again."""
    with _opened(ref) as file:
        compound = _compound(file, ref)
        found = message_of(_item(compound), ref, folder)
        if compound.whole:
            return found
        return replace(found, problems=(*found.problems, Problem("boundary_damaged", ref.path)))


def write_attachment(ref: MessageRef, number: int, target: BinaryIO) -> None:
    """The bytes of one attachment, piece by piece."""
    with _opened(ref) as file:
        write_attachment_of(_item(_compound(file, ref)), number, ref, target)


def _opened(ref: MessageRef) -> BinaryIO:
    """MessageGone where the message was one of many: the file has changed since."""
    if ref.locator:
        raise MessageGone("message_gone", ref.path)
    return open(ref.path, "rb")  # noqa: PTH123 - hot: a Path costs as much as the opening; closed above


def _bytes_at(path: Path, start: int, size: int) -> bytes:
    with path.open("rb") as file:
        file.seek(start)
        return file.read(size)


def _compound(file: BinaryIO, ref: MessageRef) -> CompoundFile:
    """ReaderError where it is no message at all."""
    try:
        compound = CompoundFile(file)
    except ReaderError as error:
        raise ReaderError("msg_damaged", ref.path, error.problem.detail) from error
    if _PROPERTIES not in compound.root.streams and not any(map(_STREAM.fullmatch, compound.root.streams)):
        raise ReaderError("msg_damaged", ref.path, _PROPERTIES)
    return compound


def _item(compound: CompoundFile) -> Item:
    root = compound.root
    streams = root.storages.get(_NAMES, Storage()).streams
    parts = (streams.get(f"__substg1.0_{number:04x}{BINARY:04x}") for number in (2, 3, 4))
    names = names_of(*(part.read() if part else b"" for part in parts))  # §2.2.3
    return _item_of(root, names, _TOP, "")


def _item_of(storage: Storage, names: Mapping[Name, int], before: int, charset: str) -> Item:
    """One item, whose values and attachments are not yet read; `charset` is that of the item round it."""
    values = _Values(storage, before, charset)
    parts = sorted(storage.storages.items())
    return Item(
        Properties(values, names),
        tuple(
            Properties(_Values(part, _PART, values.charset), names)
            for name, part in parts
            if name.startswith(_RECIPIENT)
        ),
        tuple(_attached(part, names, values.charset) for name, part in parts if name.startswith(_ATTACHMENT)),
    )


def _attached(storage: Storage, names: Mapping[Name, int], charset: str) -> Attached:
    values = _Values(storage, _PART, charset)
    properties = Properties(values, names)
    inside = storage.storages.get(_OBJECT)
    if inside is not None and _PROPERTIES in inside.streams:
        return Attached(properties, 0, _nothing, lambda: _item_of(inside, names, _INSIDE, charset))
    if inside is not None:
        found = object_file(inside, charset)
        if found.name:  # the mail says only what kind of object it is
            values.put(tags.ATTACH_LONG_FILENAME, found.name)
        return Attached(properties, found.size, found.chunks)
    data = storage.streams.get(_DATA)
    return Attached(properties, data.size, data.pieces) if data else Attached(properties, 0, _nothing)


class _Values(Mapping[int, "Value"]):
    """The properties of one storage, read when they are asked for, which most never are.

    Those of fixed length stand in one stream, §2.4; of the others each has its own.
    """

    def __init__(self, storage: Storage, before: int, charset: str) -> None:
        self._fixed: dict[int, tuple[int, bytes]] = {}
        self._streams: dict[int, dict[int, Stream]] = {}  # by id and type
        self._several: dict[int, dict[int, Stream]] = {}  # by id and number: the values of a multiple one
        self._read: dict[int, Value | None] = {}
        table = storage.streams[_PROPERTIES].read() if _PROPERTIES in storage.streams else b""
        if before == _TOP and len(table) % _ENTRY.size == _PART:
            before = _INSIDE  # a message that was taken out of another as it was
        table = table[before:]
        for kind, one, raw in _ENTRY.iter_unpack(table[: len(table) - len(table) % _ENTRY.size]):
            self._fixed.setdefault(one, (kind, raw))
        for name, stream in storage.streams.items():
            if name != _DATA and (found := _STREAM.fullmatch(name)):
                one, kind = int(found[1], 16), int(found[2], 16)
                if found[3]:
                    self._several.setdefault(one, {})[int(found[3], 16)] = stream
                self._streams.setdefault(one, {})[kind] = stream
        self._charset = charset
        self.charset = self._charset = charset_of(self) or charset

    def __getitem__(self, one: int) -> Value:
        if one not in self._read:
            self._read[one] = self._value(one)
        value = self._read[one]
        if value is None:
            raise KeyError(one)
        return value

    def put(self, one: int, value: Value) -> None:
        """Let a value count instead of what the storage holds."""
        self._read[one] = value

    def __iter__(self) -> Iterator[int]:
        return iter(self._fixed.keys() | self._streams.keys())

    def __len__(self) -> int:
        return len(self._fixed.keys() | self._streams.keys())

    def _value(self, one: int) -> Value | None:
        streams = self._streams.get(one)
        if streams is None:
            kind, raw = self._fixed[one]
            return value_of(kind, raw, "") if kind not in {STRING, STRING8, BINARY, OBJECT} else None
        kind = next((kind for kind in _BY_RICHNESS if kind in streams), max(streams))
        if not kind & MULTIPLE:
            return value_of(kind, _bytes_of(streams[kind]), self._charset)
        numbered = sorted(self._several.get(one, {}).items())
        if not numbered:
            return values_of(kind & ~MULTIPLE, _bytes_of(streams[kind]))
        values = (value_of(kind & ~MULTIPLE, _bytes_of(stream), self._charset) for _, stream in numbered)
        return tuple(value for value in values if value is not None)


def _bytes_of(stream: Stream) -> bytes:
    """A value; of one that is too large to hold nothing, so that the file is not `whole`."""
    if stream.size > LARGE:
        stream.file.whole = False
        return b""
    return stream.read()


def _nothing() -> Iterator[bytes]:
    """The file of an attachment is elsewhere."""
    return iter(())
