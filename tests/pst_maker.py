"""A maker of small .pst files, [MS-PST], from invented mail: Unicode, ANSI, and as the .ost of Outlook 2013.

From the bottom up, as the standard does: blocks and pages in the file (NDB layer, §2.2), heaps with property and table
contexts on them (LTP layer, §2.3), folders and messages (§2.4).  Left out is what no reader asks for: search, and the
maps of free space (the header says that they are not valid, so that a writer makes them anew).
"""

from __future__ import annotations

import struct
import zlib
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import count
from typing import TYPE_CHECKING
from uuid import UUID

from reader.formats.pst.encoding import CYCLIC, PERMUTED, R, turned

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

SENT = datetime(2020, 11, 13, 9, 17, tzinfo=UTC)
TOP = "Begin van Outlook-gegevensbestand"
APPOINTMENT = UUID("00062002-0000-0000-c000-000000000046")
KEYWORDS, APPOINTMENT_START = (
    0x8000,
    0x8001,
)  # the ids of the named properties: "Keywords", and 0x820D of appointments

_INT, _BOOL, _OBJECT, _LONG, _STRING8, _STRING, _TIME, _BINARY = 3, 0xB, 0xD, 0x14, 0x1E, 0x1F, 0x40, 0x102
_MULTIPLE = 0x1000
_EPOCH = datetime(1601, 1, 1, tzinfo=UTC)

Value = int | bool | str | bytes | datetime | list[str]
Person = tuple[str, str]  # name, address


@dataclass
class File:
    name: str
    content: bytes
    content_type: str = ""
    content_id: str = ""


@dataclass
class Mail:
    subject: str = ""
    body: str = ""
    sender: Person | None = None
    to: Sequence[Person] = ()
    cc: Sequence[Person] = ()
    bcc: Sequence[Person] = ()
    date: datetime | None = SENT
    html: bytes = b""
    categories: Sequence[str] = ()
    attachments: Sequence[File | Mail] = ()
    kind: str = "IPM.Note"
    more: Mapping[int, Value] = field(default_factory=dict)  # other properties, by tag


@dataclass
class Folder:
    name: str
    mails: Sequence[Mail] = ()
    folders: Sequence[Folder] = ()
    search: bool = False


def write(
    path: Path,
    folders: Sequence[Folder],
    *,
    layout: str = "Unicode",
    method: int = 0,
    password: int = 0,
    top: str = TOP,
    hidden: Sequence[Folder] = (),
) -> None:
    """A whole file with these folders below its top, and a name-to-id map that knows the categories.

    `method` is how data are encoded; `hidden` are folders beside the top, which Outlook never shows.
    """
    path.write_bytes(_Messaging(LAYOUTS[layout], method).written(folders, password, top, hidden))


# --- NDB layer ---------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Layout:
    """What is wider in a Unicode file."""

    version: int
    word: str  # of a block id or an offset
    trailer: int  # bytes, of a page and of a block
    entries: int  # bytes for entries in a page
    page: int = 512
    step: int = 64  # bytes of which a block takes a multiple
    largest: int = 8192  # bytes of a block
    heap_shift: int = 16  # bits of a heap id below the number of the block

    @property
    def unicode(self) -> bool:
        return self.word == "Q"

    @property
    def packed(self) -> bool:
        return self.page == 4096

    @property
    def block(self) -> int:
        """Bytes of data that a block can hold."""
        return self.largest - self.trailer

    @property
    def string(self) -> int:
        return _STRING if self.unicode else _STRING8


LAYOUTS = {
    "Unicode": _Layout(23, "Q", 16, 488),
    "ANSI": _Layout(14, "I", 12, 496),
    "Outlook 2013": _Layout(36, "Q", 24, 4056, page=4096, step=512, largest=1 << 16, heap_shift=19),
}
_START = 0x5000  # behind the first allocation map
_BBT, _NBT = 0x80, 0x81


@dataclass(frozen=True)
class _Stored:
    """What a node stands on: its data and its sub-nodes."""

    data: int = 0  # block ids
    subs: int = 0


class _Blocks:
    """The blocks and pages of the file as they are added, and the two trees over them."""

    def __init__(self, layout: _Layout, method: int) -> None:
        self.layout = layout
        self._method = method
        self._out = bytearray(_START)
        self._ids = count(4, 4)
        self._places: list[tuple[int, int, int, int]] = []  # id, offset, bytes in the file, bytes of data
        self._nodes: dict[int, tuple[_Stored, int]] = {}

    def node(self, number: int, stored: _Stored, parent: int = 0) -> None:
        self._nodes[number] = (stored, parent)

    def data(self, pieces: Sequence[bytes]) -> int:
        """A tree of data blocks, §2.2.2.8.3; each piece is one."""
        ids = [self._block(piece) for piece in pieces]
        size = sum(map(len, pieces))
        most = (self.layout.block - 8) // struct.calcsize(self.layout.word)
        sizes = [len(piece) for piece in pieces]
        level = 0
        while len(ids) > 1:
            level += 1
            groups = [slice(start, start + most) for start in range(0, len(ids), most)]
            heads = [struct.pack("<BBHI", 1, level, len(ids[one]), sum(sizes[one])) for one in groups]
            ids = [
                self._block(head + self._words(ids[one]), internal=True)
                for head, one in zip(heads, groups, strict=True)
            ]
            sizes = [sum(sizes[one]) for one in groups]
        assert sum(sizes) == size
        return ids[0] if ids else 0

    def subnodes(self, nodes: Mapping[int, _Stored]) -> int:
        """A block of sub-nodes, §2.2.2.8.3.3.1."""
        if not nodes:
            return 0
        entries = b"".join(self._words([one, nodes[one].data, nodes[one].subs]) for one in sorted(nodes))
        return self._block(
            struct.pack("<BBH", 2, 0, len(nodes)) + bytes(4 * self.layout.unicode) + entries, internal=True
        )

    def written(self) -> bytes:
        word = self.layout.word
        pad = "4x" if self.layout.unicode else ""
        nodes = [
            (one, struct.pack(f"<I{pad}{word}{word}I{pad}", one, stored.data, stored.subs, parent))
            for one, (stored, parent) in sorted(self._nodes.items())
        ]
        node_tree = self._tree(_NBT, nodes)
        blocks = [
            (one, struct.pack(f"<{word}{word}HH{pad}", one, start, size, whole if self.layout.packed else 2))
            for one, start, size, whole in sorted(self._places)
        ]
        block_tree = self._tree(_BBT, blocks)
        header = self._header(node_tree, block_tree)
        self._out[: len(header)] = header
        return bytes(self._out)

    def _block(self, data: bytes, *, internal: bool = False) -> int:
        """§2.2.2.8: the data, then a trailer that ends at a multiple of `step`."""
        assert len(data) <= self.layout.block
        one = next(self._ids) | 2 * internal
        start, whole = len(self._out), len(data)
        if not internal:
            data = _encoded_block(data, self._method, one)
        if self.layout.packed:
            data = min(zlib.compress(data), data, key=len)
        self._places.append((one, start, len(data), whole))
        self._out += data + bytes(-(len(data) + self.layout.trailer) % self.layout.step)
        self._out += struct.pack("<HH", len(data), _signature(start, one)) + self._check(_crc(data), one)
        if self.layout.packed:
            self._out += struct.pack("<HHI", 0, whole, 0)
        return one

    def _tree(self, kind: int, entries: list[tuple[int, bytes]]) -> tuple[int, int]:
        """The pages of a B-tree, §2.2.2.7.7; the id and offset of its root."""
        level = 0
        while True:
            size = len(entries[0][1])
            most = self.layout.entries // size
            pages = [entries[start : start + most] for start in range(0, len(entries), most)]
            refs = [(page[0][0], self._page(kind, level, size, [one for _, one in page])) for page in pages]
            if len(refs) == 1:
                return refs[0][1]
            entries = [(key, self._words([key, *ref])) for key, ref in refs]
            level += 1

    def _page(self, kind: int, level: int, size: int, entries: Sequence[bytes]) -> tuple[int, int]:
        self._out += bytes(-len(self._out) % self.layout.page)
        one, start = next(self._ids), len(self._out)
        page = b"".join(entries).ljust(self.layout.entries, b"\0")
        counts = "<HHBB" if self.layout.packed else "<BBBB"
        page += struct.pack(counts, len(entries), self.layout.entries // size, size, level)
        page += bytes(self.layout.page - self.layout.trailer - len(page))
        self._out += (
            page + struct.pack("<BBH", kind, kind, _signature(start, one)) + self._check(_crc(page), one)
        )
        self._out += bytes(8 * self.layout.packed)
        return one, start

    def _header(self, nodes: tuple[int, int], blocks: tuple[int, int]) -> bytes:
        """§2.2.2.6, from the client's magic on; then what goes before it."""
        after = next(self._ids)
        body = struct.pack("<2sHHBB8x", b"SM", self.layout.version, 19, 1, 1)
        body += (
            struct.pack("<8xQI", after, 1) if self.layout.unicode else struct.pack("<III", after, after, 1)
        )
        body += struct.pack("<32I", *[0x400] * 32) + bytes(8 * self.layout.unicode)
        body += bytes(4) + self._words([len(self._out), 0, 0, 0, *nodes, *blocks])
        body += bytes(4) + bytes(4 * self.layout.unicode) + b"\xff" * 256 + bytes([0x80, self._method, 0, 0])
        body += struct.pack("<Q", after) if self.layout.unicode else bytes(48)
        end = struct.pack("<I36x", _crc(body)) if self.layout.unicode else b""
        return struct.pack("<4sI", b"!BDN", _crc(body[:471])) + body + end

    def _check(self, crc: int, one: int) -> bytes:
        return struct.pack("<IQ", crc, one) if self.layout.unicode else struct.pack("<II", one, crc)

    def _words(self, values: Sequence[int]) -> bytes:
        return struct.pack(f"<{len(values)}{self.layout.word}", *values)


def _encoded_block(data: bytes, method: int, one: int) -> bytes:
    if method == PERMUTED:
        return data.translate(R)
    return turned(data, one) if method == CYCLIC else data


def _crc(data: bytes) -> int:
    """§5.3: the usual polynomial, without turning the bits at begin and end."""
    return zlib.crc32(data, 0xFFFFFFFF) ^ 0xFFFFFFFF


def _signature(start: int, one: int) -> int:
    """§5.5."""
    mixed = (start ^ one) & 0xFFFFFFFF
    return (mixed >> 16) ^ (mixed & 0xFFFF)


# --- LTP layer ---------------------------------------------------------------------------------------------

_PROPERTIES, _TABLE = 0xBC, 0x7C  # what stands on a heap
_LARGEST = 3580  # bytes of one item on a heap
_MAP = 9  # bytes of the map of a block with one item, and one to make its start even
_OWN_NODE = 0x1F  # type of a sub-node for one value
_ROW_ID, _ROW_VERSION = 0x67F20003, 0x67F30003
_FIXED = {_INT: 4, _BOOL: 1, _LONG: 8, _TIME: 8}


class _Heap:
    """A heap on a node, §2.3.1, with its sub-nodes for what is too large for it."""

    def __init__(self, blocks: _Blocks, subs: Mapping[int, _Stored] | None = None) -> None:
        self._blocks = blocks
        self._pages: list[list[bytes]] = [[]]
        self._used = _page_head(0)
        self._subs = dict(subs or {})
        self._numbers = count(0x800)

    def place(self, data: bytes) -> int:
        """The heap id, or the node id, of these bytes; 0 for none."""
        if not data:
            return 0
        if len(data) > _LARGEST:
            return self.beside(
                [
                    data[start : start + self._blocks.layout.block]
                    for start in range(0, len(data), self._blocks.layout.block)
                ]
            )
        if self._used + len(data) + _MAP > self._blocks.layout.block:
            self._used = _page_head(len(self._pages))
            self._pages.append([])
        self._used += len(data) + 2
        self._pages[-1].append(data)
        return (len(self._pages) - 1) << self._blocks.layout.heap_shift | len(self._pages[-1]) << 5

    def beside(self, pieces: Sequence[bytes]) -> int:
        """A sub-node with these blocks."""
        one = next(self._numbers) << 5 | _OWN_NODE
        self._subs[one] = _Stored(self._blocks.data(pieces))
        return one

    def tree(self, key: str, value: str, records: Iterable[tuple[int, bytes]]) -> int:
        """A B-tree on the heap, §2.3.2."""
        entries = [(one, struct.pack(f"<{key}", one) + rest) for one, rest in sorted(records)]
        sizes = struct.calcsize(f"<{key}"), struct.calcsize(f"<{value}")
        root, level = 0, 0
        while entries:
            most = _LARGEST // len(entries[0][1])
            groups = [entries[start : start + most] for start in range(0, len(entries), most)]
            places = [(group[0][0], self.place(b"".join(one for _, one in group))) for group in groups]
            if len(places) == 1:
                root = places[0][1]
                break
            entries = [(one, struct.pack(f"<{key}I", one, place)) for one, place in places]
            level += 1
        return self.place(struct.pack("<BBBBI", 0xB5, *sizes, level, root))

    def stored(self, client: int, root: int) -> _Stored:
        pages = []
        for number, items in enumerate(self._pages):
            head = _page_head(number)
            starts = [head]
            for one in items:
                starts.append(starts[-1] + len(one))
            body = b"".join(items) + bytes(starts[-1] % 2)
            first = struct.pack("<HBBI4x", head + len(body), 0xEC, client, root)
            page = (first if number == 0 else first[:2].ljust(head, b"\0")) + body
            page += struct.pack(f"<HH{len(starts)}H", len(items), 0, *starts)
            pages.append(
                page if number == len(self._pages) - 1 else page.ljust(self._blocks.layout.block, b"\0")
            )
        return _Stored(self._blocks.data(pages), self._blocks.subnodes(self._subs))


def _page_head(number: int) -> int:
    """Bytes before the first item of a block of a heap, §2.3.1."""
    if number == 0:
        return 12
    return 66 if number % 128 == 8 else 2


def _properties(
    blocks: _Blocks, values: Mapping[int, Value], subs: Mapping[int, _Stored] | None = None
) -> _Stored:
    """A property context, §2.3.3, of values by tag."""
    heap = _Heap(blocks, subs)
    records = []
    for tag, value in values.items():
        one, kind = tag >> 16, tag & 0xFFFF
        if kind == _STRING and not blocks.layout.unicode:
            kind = _STRING8
        elif kind == _STRING | _MULTIPLE and not blocks.layout.unicode:
            kind = _STRING8 | _MULTIPLE
        raw = _encoded(kind, value)
        inline = kind in {_INT, _BOOL}
        place = int.from_bytes(raw, "little") if inline else heap.place(raw)
        records.append((one, struct.pack("<HI", kind, place)))
    return heap.stored(_PROPERTIES, heap.tree("H", "HI", records))


def _table(blocks: _Blocks, columns: Sequence[int], rows: Mapping[int, Mapping[int, Value]]) -> _Stored:
    """A table context, §2.3.4, of rows by row id; the cells of a row by tag."""
    layout = blocks.layout
    tags = [_ROW_ID, _ROW_VERSION, *sorted(columns, key=lambda tag: -_FIXED.get(tag & 0xFFFF, 4))]
    heap = _Heap(blocks)
    starts: dict[int, int] = {}
    end = 0
    for tag in tags:
        starts[tag] = end
        end += _cell_size(tag)
    bits = (len(tags) + 7) // 8
    ends = [sum(_cell_size(tag) for tag in tags if _cell_size(tag) >= 4)] * 2 + [end, end + bits]
    lines = []
    for number, (row_id, given) in enumerate(rows.items()):
        row = bytearray(end + bits)
        for place, tag in enumerate(tags):
            value = {_ROW_ID: row_id, _ROW_VERSION: number + 1, **given}.get(tag)
            if value is None:
                continue
            kind = tag & 0xFFFF
            if kind == _STRING and not layout.unicode:
                kind = _STRING8
            raw = _encoded(kind, value)
            if kind not in _FIXED:
                raw = struct.pack("<I", heap.place(raw))
            row[starts[tag] : starts[tag] + _cell_size(tag)] = raw
            row[end + place // 8] |= 0x80 >> place % 8
        lines.append(bytes(row))
    most = layout.block // (end + bits)
    pieces = [b"".join(lines[start : start + most]) for start in range(0, len(lines), most)]
    whole = b"".join(lines)
    matrix = (
        heap.place(whole)
        if len(whole) <= _LARGEST
        else heap.beside([piece.ljust(layout.block, b"\0") for piece in pieces[:-1]] + pieces[-1:])
    )
    width = "I" if layout.unicode else "H"
    index = heap.tree("I", width, ((one, struct.pack(f"<{width}", place)) for place, one in enumerate(rows)))
    described = b"".join(
        struct.pack("<IHBB", _as_stored(tag, layout), starts[tag], _cell_size(tag), tags.index(tag))
        for tag in sorted(tags)
    )
    info = struct.pack("<BB4HIII", 0x7C, len(tags), *ends, index, matrix, 0) + described
    return heap.stored(_TABLE, heap.place(info))


def _as_stored(tag: int, layout: _Layout) -> int:
    return tag & ~0xFFFF | layout.string if tag & 0xFFFF == _STRING else tag


def _cell_size(tag: int) -> int:
    return _FIXED.get(tag & 0xFFFF, 4)


def _encoded(kind: int, value: Value) -> bytes:
    if kind & _MULTIPLE:
        assert isinstance(value, list)
        pieces = [_encoded(kind & ~_MULTIPLE, one) for one in value]
        starts = [4 + 4 * len(pieces)]
        for piece in pieces:
            starts.append(starts[-1] + len(piece))
        return struct.pack(f"<{len(starts)}I", len(pieces), *starts[:-1]) + b"".join(pieces)
    if isinstance(value, str):
        return value.encode("utf-16-le" if kind == _STRING else "cp1252")
    if isinstance(value, datetime):
        return struct.pack("<Q", int((value - _EPOCH).total_seconds()) * 10_000_000)
    if isinstance(value, bytes):
        return value
    assert isinstance(value, int)
    return value.to_bytes(_FIXED[kind], "little", signed=False)


# --- Messaging layer ---------------------------------------------------------------------------------------

_STORE, _NAMES, _ROOT, _SUBTREE = 0x21, 0x61, 0x122, 0x8022
_FOLDER, _SEARCH, _MESSAGE, _ATTACHMENT = 0x02, 0x03, 0x04, 0x05
_HIERARCHY, _CONTENTS, _ASSOCIATED = 0x0D, 0x0E, 0x0F
_ATTACHMENTS, _RECIPIENTS = 0x671, 0x692
_FOLDER_COLUMNS = (0x3001001F, 0x36020003, 0x36030003, 0x360A000B)
_MAIL_COLUMNS = (0x001A001F, 0x0037001F, 0x0E070003)
_RECIPIENT_COLUMNS = (0x0C150003, 0x3001001F, 0x3002001F, 0x3003001F)
_ATTACHMENT_COLUMNS = (0x0E200003, 0x3704001F, 0x37050003, 0x370B0003)


class _Messaging:
    def __init__(self, layout: _Layout, method: int) -> None:
        self._blocks = _Blocks(layout, method)
        self._indexes = count(0x402)  # behind that of the top

    def written(self, folders: Sequence[Folder], password: int, top: str, hidden: Sequence[Folder]) -> bytes:
        key = bytes(range(16))
        store: dict[int, Value] = {
            0x0FF90102: key,
            0x3001001F: "Griffie",
            0x35E00102: bytes(4) + key + struct.pack("<I", _SUBTREE),
            0x67FF0003: password,
        }
        self._blocks.node(_STORE, _properties(self._blocks, store))
        self._blocks.node(_NAMES, _properties(self._blocks, self._names()))
        above = {next(self._indexes) << 5 | _FOLDER: one for one in hidden}
        above[_SUBTREE] = Folder(top, folders=folders)
        self._folder(_ROOT, _ROOT, Folder("", folders=list(above.values())), above)
        return self._blocks.written()

    def _names(self) -> dict[int, Value]:
        """§2.4.7, without the buckets that only make looking up faster."""
        name = "Keywords".encode("utf-16-le")
        return {
            0x00010003: 251,
            0x00020102: APPOINTMENT.bytes_le,
            0x00030102: struct.pack(
                "<IHHIHH", 0, 2 << 1 | 1, KEYWORDS & 0x7FFF, 0x820D, 3 << 1, APPOINTMENT_START & 0x7FFF
            ),
            0x00040102: struct.pack("<I", len(name)) + name,
        }

    def _folder(self, number: int, parent: int, folder: Folder, below: Mapping[int, Folder]) -> None:
        """A folder, §2.4.4: its properties and three tables, in nodes of the same index."""
        mails = {next(self._indexes) << 5 | _MESSAGE: mail for mail in folder.mails}
        values: dict[int, Value] = {
            0x3001001F: folder.name,
            0x36020003: len(mails),
            0x36030003: 0,
            0x360A000B: bool(below),
        }
        tables = {
            _HIERARCHY: _table(
                self._blocks, _FOLDER_COLUMNS, {one: self._row(child) for one, child in below.items()}
            ),
            _CONTENTS: _table(
                self._blocks, _MAIL_COLUMNS, {one: self._mail_row(mail) for one, mail in mails.items()}
            ),
            _ASSOCIATED: _table(self._blocks, _MAIL_COLUMNS, {}),
        }
        self._blocks.node(number, _properties(self._blocks, values), parent)
        for kind, table in tables.items():
            self._blocks.node(number & ~0x1F | kind, table)
        for one, mail in mails.items():
            self._blocks.node(one, self._mail(mail), number)
        for one, child in below.items():
            inner = {
                next(self._indexes) << 5 | (_SEARCH if own.search else _FOLDER): own for own in child.folders
            }
            self._folder(one, number, child, inner)

    def _row(self, folder: Folder) -> dict[int, Value]:
        return {
            0x3001001F: folder.name,
            0x36020003: len(folder.mails),
            0x36030003: 0,
            0x360A000B: bool(folder.folders),
        }

    def _mail_row(self, mail: Mail) -> dict[int, Value]:
        return {0x001A001F: mail.kind, 0x0037001F: mail.subject[:100], 0x0E070003: 1}

    def _mail(self, mail: Mail) -> _Stored:
        """A message, §2.4.5, with its recipients and attachments as sub-nodes."""
        subs = {_RECIPIENTS: self._recipients(mail)}
        rows: dict[int, dict[int, Value]] = {}
        for attached in mail.attachments:
            one = next(self._indexes) << 5 | _ATTACHMENT
            rows[one], subs[one] = self._attached(attached)
        if rows:
            subs[_ATTACHMENTS] = _table(self._blocks, _ATTACHMENT_COLUMNS, rows)
        return _properties(self._blocks, self._values(mail), subs)

    def _values(self, mail: Mail) -> dict[int, Value]:
        values: dict[int, Value] = {
            0x001A001F: mail.kind,
            0x0037001F: mail.subject,
            0x0E070003: 1 | 0x10 * bool(mail.attachments),
            0x0E1B000B: bool(mail.attachments),
        }
        if mail.body:
            values[0x1000001F] = mail.body
        if mail.html:
            values[0x10130102] = mail.html
        if mail.date:
            values |= {0x00390040: mail.date, 0x0E060040: mail.date}
        if mail.sender:
            name, address = mail.sender
            values |= {0x0C1A001F: name, 0x0C1E001F: "SMTP", 0x0C1F001F: address}
            values |= {0x0042001F: name, 0x0064001F: "SMTP", 0x0065001F: address}
        if mail.categories:
            values[KEYWORDS << 16 | _STRING | _MULTIPLE] = list(mail.categories)
        return values | dict(mail.more)

    def _recipients(self, mail: Mail) -> _Stored:
        kinds = ((1, mail.to), (2, mail.cc), (3, mail.bcc))
        people = [(kind, *person) for kind, several in kinds for person in several]
        rows: dict[int, dict[int, Value]] = {
            one: {0x0C150003: kind, 0x3001001F: name, 0x3002001F: "SMTP", 0x3003001F: address}
            for one, (kind, name, address) in enumerate(people, start=1)
        }
        return _table(self._blocks, _RECIPIENT_COLUMNS, rows)

    def _attached(self, attached: File | Mail) -> tuple[dict[int, Value], _Stored]:
        """The row and the node of an attachment, §2.4.6."""
        if isinstance(attached, Mail):
            inside = next(self._indexes) << 5 | _MESSAGE
            row: dict[int, Value] = {0x0E200003: 1, 0x3704001F: "", 0x37050003: 5, 0x370B0003: 0xFFFFFFFF}
            values = {**row, 0x3001001F: attached.subject, 0x3701000D: struct.pack("<II", inside, 1)}
            return row, _properties(self._blocks, values, {inside: self._mail(attached)})
        row = {
            0x0E200003: len(attached.content),
            0x3704001F: attached.name[:8],
            0x37050003: 1,
            0x370B0003: 0xFFFFFFFF,
        }
        values = {**row, 0x3707001F: attached.name, 0x37010102: attached.content}
        if attached.content_type:
            values[0x370E001F] = attached.content_type
        if attached.content_id:
            values[0x3712001F] = attached.content_id
        return row, _properties(self._blocks, values)
