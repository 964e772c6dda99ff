"""Outlook message files made from nothing ([MS-CFB], [MS-OXMSG]), so that each byte in a test is one that it chose.

A compound file is a tree: the name of a stream with its bytes, or of a storage with its own tree.
"""

from __future__ import annotations

import struct
from datetime import UTC, datetime
from uuid import UUID

MESSAGE = UUID("00020d0b-0000-0000-c000-000000000046")
TEMPLATE = UUID("0006f046-0000-0000-c000-000000000046")
PUBLIC_STRINGS = UUID("00020329-0000-0000-c000-000000000046")
NO_CLASS = UUID(int=0)

# Tags: property id and type
SUBJECT, BODY, HTML, RTF = 0x0037001F, 0x1000001F, 0x10130102, 0x10090102
MESSAGE_CLASS, HEADERS = 0x001A001F, 0x007D001F
SENDER_NAME, SENDER_ADDRESS = 0x0C1A001F, 0x0C1F001F
SUBMITTED, MESSAGE_CODEPAGE, INTERNET_CODEPAGE = 0x00390040, 0x3FFD0003, 0x3FDE0003
RECIPIENT_TYPE, DISPLAY_NAME, SMTP_ADDRESS = 0x0C150003, 0x3001001F, 0x39FE001F
FILENAME, LONG_FILENAME, METHOD, MIME_TAG = 0x3704001F, 0x3707001F, 0x37050003, 0x370E001F
CONTENT_ID, DATA, OBJECT = 0x3712001F, 0x37010102, 0x3701000D
KEYWORDS = 0x8000101F  # the first named property of `names`

TOP, INSIDE, PART = 32, 24, 8  # bytes before the first property
_EPOCH = datetime(1601, 1, 1, tzinfo=UTC)
_SECTOR, _MINI, _CUTOFF = 512, 64, 4096
_END, _FREE, _FAT, _DIFAT = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD, 0xFFFFFFFC
_IN_HEADER, _PER_SECTOR = 109, 128  # numbers of sectors


def properties(values, before=PART):
    """The streams of an item: those of fixed length in one, each of the others in its own."""
    fixed, streams = bytes(before), {}
    for tag, value in values.items():
        kind, name = tag & 0xFFFF, f"__substg1.0_{tag:08X}"
        if kind & 0x1000:  # multiple: the lengths, and a stream for each
            encoded = [_encoded(kind & ~0x1000, one) for one in value]
            streams[name] = b"".join(struct.pack("<I", len(one)) for one in encoded)
            streams |= {f"{name}-{number:08X}": one for number, one in enumerate(encoded)}
            raw = struct.pack("<Q", len(streams[name]))
        elif kind in {0x001E, 0x001F, 0x0102}:
            streams[name] = _encoded(kind, value)
            raw = struct.pack("<Q", len(streams[name]))
        else:
            raw = _encoded(kind, value)
        fixed += struct.pack("<II8s", tag, 6, raw)
    return streams | {"__properties_version1.0": fixed}


def message(values, *, recipients=(), attachments=(), names=(), before=TOP):
    """The tree of a message; recipients and attachments are properties, or trees of their own making."""
    tree = properties(values, before)
    for number, one in enumerate(recipients):
        tree[f"__recip_version1.0_#{number:08X}"] = properties(one)
    for number, one in enumerate(attachments):
        tree[f"__attach_version1.0_#{number:08X}"] = (
            one if "__properties_version1.0" in one else properties(one)
        )
    if before == TOP:
        tree["__nameid_version1.0"] = _names(names)
    return tree


def enclosed(tree, **values):
    """An attachment that is a message, or an OLE object: its tree stands in a storage."""
    return properties({METHOD: 5, **values}) | {f"__substg1.0_{OBJECT:08X}": tree}


def written(path, values, **parts):
    """A message file on disk."""
    path.write_bytes(compound(message(values, **parts)))
    return path


def compound(tree, class_id=MESSAGE):
    """The bytes of a compound file with sectors of 512 bytes."""
    entries = [("Root Entry", 5, class_id, tree)]
    links = {}  # number of an entry: left, right, child
    _enter(0, tree, entries, links)
    sectors, fat, mini, mini_fat, places = [], [], b"", [], {}
    for number, (_, kind, _, content) in enumerate(entries):
        if kind != 2:
            continue
        if len(content) < _CUTOFF:
            places[number] = len(mini_fat) if content else _END
            count = -(-len(content) // _MINI)
            mini_fat += [len(mini_fat) + step + 1 for step in range(count - 1)] + [_END] * bool(count)
            mini += content.ljust(count * _MINI, b"\0")
        else:
            places[number] = _stored(content, sectors, fat)
    places[0] = _stored(mini, sectors, fat)
    first_mini_fat = _stored(struct.pack(f"<{len(mini_fat)}I", *mini_fat), sectors, fat, filler=b"\xff")
    directory = b"".join(
        _entry(
            entry, links.get(number, (_FREE,) * 3), places.get(number, 0), len(mini) if not number else None
        )
        for number, entry in enumerate(entries)
    )
    first_directory = _stored(directory, sectors, fat)
    fats = difats = 0
    while fats * _PER_SECTOR < len(fat) + fats + difats:
        fats += 1
        difats = -(-max(fats - _IN_HEADER, 0) // (_PER_SECTOR - 1))
    numbers = [*range(len(fat), len(fat) + fats)]
    first_difat = len(fat) + fats
    table = [*fat, *[_FAT] * fats, *[_DIFAT] * difats]
    head = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(16) + struct.pack("<HHHHH6x", 0x3E, 3, 0xFFFE, 9, 6)
    head += struct.pack("<6I", 0, fats, first_directory, 0, _CUTOFF, first_mini_fat)
    head += struct.pack("<3I", 1, first_difat if difats else _END, difats)
    head += _packed(numbers[:_IN_HEADER], _IN_HEADER)
    more = b"".join(
        _packed(numbers[_IN_HEADER + step * (_PER_SECTOR - 1) :][: _PER_SECTOR - 1], _PER_SECTOR - 1)
        + struct.pack("<I", first_difat + step + 1 if step + 1 < difats else _END)
        for step in range(difats)
    )
    return head + b"".join(sectors) + _packed(table, fats * _PER_SECTOR) + more


def _packed(numbers, count):
    return struct.pack(f"<{len(numbers)}I", *numbers).ljust(4 * count, b"\xff")


def _enter(parent, tree, entries, links):
    """The entries of a storage, each to the right of the one before."""
    above = None
    for name, content in tree.items():
        number = len(entries)
        entries.append((name, 1 if isinstance(content, dict) else 2, NO_CLASS, content))
        if above is None:
            links[parent] = (*links.get(parent, (_FREE, _FREE, _FREE))[:2], number)
        else:
            links[above] = (links.get(above, (_FREE,) * 3)[0], number, links.get(above, (_FREE,) * 3)[2])
        above = number
        if isinstance(content, dict):
            _enter(number, content, entries, links)


def _stored(raw, sectors, fat, filler=b"\0"):
    """The first sector of what is added in a chain of its own."""
    count = -(-len(raw) // _SECTOR)
    first = len(fat) if count else _END
    fat += [len(fat) + step + 1 for step in range(count - 1)] + [_END] * bool(count)
    sectors.append(raw.ljust(count * _SECTOR, filler))
    return first


def _entry(entry, links, place, size):
    name, kind, class_id, content = entry
    raw = name.encode("utf-16-le") + b"\0\0"
    size = size if size is not None else len(content) if kind == 2 else 0
    return struct.pack("<64sHBBIII16s20xIQ", raw, len(raw), kind, 1, *links, class_id.bytes_le, place, size)


def _names(names):
    """The map of named properties, [MS-OXMSG] §2.2.3: set and name, in the order of their ids."""
    sets = list(dict.fromkeys(one for one, _ in names))
    entries, strings = b"", b""
    for index, (one, name) in enumerate(names):
        if isinstance(name, str):
            number, raw = len(strings), name.encode("utf-16-le")
            strings += struct.pack("<I", len(raw)) + raw + bytes(-len(raw) % 4)
        else:
            number = name
        entries += struct.pack("<IHH", number, (sets.index(one) + 3) << 1 | isinstance(name, str), index)
    return {
        "__substg1.0_00020102": b"".join(one.bytes_le for one in sets),
        "__substg1.0_00030102": entries,
        "__substg1.0_00040102": strings,
    }


def _encoded(kind, value):
    if kind == 0x001F:
        return value.encode("utf-16-le")
    if kind == 0x0040:
        return struct.pack("<q", (value - _EPOCH) // (datetime.resolution * 1) * 10)
    if kind in {0x0003, 0x000B}:
        return struct.pack("<i", value)
    return bytes(value)
