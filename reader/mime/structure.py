"""Where the parts of a message stand: one walk over its bytes, along the boundaries (RFC 2046 §5.1).

    missing end             a part ends where an outer boundary, or the message, says so
    prefixes of each other  a line is a boundary when its first word is; the innermost that is open counts first
    parts behind the end    counted in, where fields of a part follow
    none of them found      the line that looks like one is taken; else what is there is text

A message inside is not walked: it is a file, and its boundaries are its own.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from reader.mime.fields import LINE_END, Typed, header_at
from reader.mime.transfer import content_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reader.mime.fields import Fields

_DEEPEST = 100  # multiparts inside each other
_LONGEST = 1_000  # signs of a line that may be a boundary; RFC 2046 §5.1.1 allows 70
_LINE = re.compile(rb"--([^\r\n]*+)")
_LINE_END = re.compile(LINE_END)
_CONTENT_FIELD = re.compile(rb"content-[a-z-]{1,40}[ \t]*:", re.IGNORECASE)
_LOOKS_LIKE_ONE = re.compile(
    rb"(?:\A|[\r\n])--([^\r\n]{1,200}+)" + LINE_END + rb"content-[a-z-]{1,40}[ \t]*:", re.IGNORECASE
)
_TEXT, _MESSAGE = Typed("text/plain", {}), "message/rfc822"
_ENCODED = frozenset({"base64", "quoted-printable"})


@dataclass(slots=True)
class Part:
    """A part of a message, or all of it."""

    raw: bytes = field(repr=False)  # what it stands in
    fields: Fields
    kind: Typed  # Content-Type, also where it is not said
    begin: int  # of its content in `raw`, behind its header
    end: int
    children: list[Part] = field(default_factory=list)

    @property
    def is_multipart(self) -> bool:
        return self.kind.value.startswith("multipart/")

    def wire(self) -> bytes:
        """Its content as it was sent, encoded."""
        return self.raw[self.begin : self.end]


def parts_of(raw: bytes, fields: Fields, begin: int, problems: list[str]) -> Part:
    """The tree of the message with these fields, whose body begins there; what is damaged goes to `problems`."""
    root = Part(raw, fields, _kind(fields, _TEXT.value), begin, len(raw))
    _open(root, 0, problems)
    return root


def _open(part: Part, depth: int, problems: list[str]) -> None:
    """Find the children of a part that is a multipart."""
    if not part.is_multipart:
        return
    boundary = _boundary(part)
    if boundary:
        _Walk(part, depth, problems).along(boundary)
    _mend(part, depth, problems)


def _mend(part: Part, depth: int, problems: list[str]) -> None:
    """Read a multipart without children some other way."""
    if part.children:
        return
    wire = part.wire()
    encoding = part.fields.raw("content-transfer-encoding").strip().lower()
    if encoding in _ENCODED and depth < _DEEPEST:  # against RFC 2045 §6.4
        part.raw, part.begin = content_of(wire, encoding).data, 0
        part.end = len(part.raw)
        part.fields = part.fields.without("content-transfer-encoding")
        _open(part, depth + 1, problems)
        return
    if wire.strip():
        problems.append("boundary_damaged")
    looks = _LOOKS_LIKE_ONE.search(wire)
    if looks and depth < _DEEPEST:
        _Walk(part, depth, problems).along(looks[1].rstrip())
    if not part.children:
        part.kind = _TEXT


@dataclass(slots=True)
class _Open:
    """A multipart whose end has not come, or may come again."""

    part: Part
    boundary: bytes
    children: list[Part]  # its own; where it is too deep, those of a multipart round it
    ended: bool = False  # its last boundary was there
    end: int = 0  # of what stands before that one


class _Walk:
    """The walk through one multipart and those inside it."""

    def __init__(self, part: Part, depth: int, problems: list[str]) -> None:
        self._raw = part.raw
        self._top = part
        self._depth = depth
        self._problems = problems
        self._open: list[_Open] = []  # from the outermost
        self._levels: dict[bytes, list[int]] = {}  # of the open multiparts with that boundary
        self._leaf: Part | None = None  # whose end has not come

    def along(self, boundary: bytes) -> None:
        """Fill in the children, down to the end of the multipart."""
        self._push(self._top, boundary, self._top.children)
        position = self._top.begin
        while True:
            line = _LINE.search(self._raw, position, self._top.end)
            if line is None:
                break
            position = line.end()
            if line.start() == self._top.begin or self._raw[line.start() - 1] in b"\r\n":
                position = self._delimiter(line)
        self._close(0, self._top.end)

    def _delimiter(self, line: re.Match[bytes]) -> int:
        """Act on a line that may be a boundary; where to read on."""
        level, is_last = self._meant(line) if len(line[1]) < _LONGEST else (-1, False)
        if level < 0:
            return line.end()
        if self._open[level].ended and not is_last and not self._is_part(line.end()):
            return line.end()
        self._close(level + 1, self._before(line.start()))
        opened = self._open[level]
        if is_last and not opened.ended:
            opened.end = self._before(line.start())
        opened.ended = is_last
        return line.end() if is_last else self._child(opened, self._after(line.end()))

    def _meant(self, line: re.Match[bytes]) -> tuple[int, bool]:
        """Which open multipart a line parts, -1 for none, and whether it ends it."""
        text = line[1].rstrip(b" \t")
        here = self._level(line[1], text)
        ending = self._level(text[:-2]) if text.endswith(b"--") else -1
        if max(here, ending) < 0:  # words behind a boundary are no part of it
            text = text.partition(b" ")[0]
            here = self._level(text)
            ending = self._level(text[:-2]) if text.endswith(b"--") else -1
        if min(here, ending) < 0:
            return max(here, ending), ending >= 0
        # One that still waits for its end goes before one that had it, then the inner before the outer.
        return max((not self._open[level].ended, level, level == ending) for level in (here, ending))[1:]

    def _level(self, *boundaries: bytes) -> int:
        """The innermost multipart with one of these boundaries; one that still waits for its end goes first."""
        best = -1
        for boundary in boundaries:
            for level in reversed(self._levels.get(boundary, ())):
                if not self._open[level].ended:
                    return level
                best = max(best, level)
        return best

    def _is_part(self, position: int) -> bool:
        return _CONTENT_FIELD.match(self._raw, self._after(position)) is not None

    def _child(self, parent: _Open, position: int) -> int:
        """Begin a part; where to read on."""
        fields, begin = header_at(self._raw, position)
        begin = min(begin, self._top.end)
        is_digest = parent.part.kind.value == "multipart/digest"  # RFC 2046 §5.1.5
        kind = _kind(fields, _MESSAGE if is_digest else _TEXT.value)
        child = Part(self._raw, fields, kind, begin, self._top.end)
        boundary = _boundary(child) if child.is_multipart else b""
        if boundary and self._depth + len(self._open) >= _DEEPEST:
            self._problems.append("nested_too_deep")
            self._push(child, boundary, parent.children)
            return begin
        parent.children.append(child)
        if boundary:
            self._push(child, boundary, child.children)
        else:
            self._leaf = child
        return begin

    def _push(self, part: Part, boundary: bytes, children: list[Part]) -> None:
        self._levels.setdefault(boundary, []).append(len(self._open))
        self._open.append(_Open(part, boundary, children))
        self._leaf = None

    def _close(self, level: int, end: int) -> None:
        """End all that is open at that level and deeper."""
        if self._leaf is not None:
            self._leaf.end = max(end, self._leaf.begin)
            if self._leaf.is_multipart:
                _mend(self._leaf, self._depth + len(self._open), self._problems)
            self._leaf = None
        while len(self._open) > level:
            closed = self._open.pop()
            levels = self._levels[closed.boundary]
            levels.pop()
            if not levels:
                del self._levels[closed.boundary]
            is_empty = closed.ended and not closed.children
            closed.part.end = max(closed.end if is_empty else end, closed.part.begin)
            if closed.children and not closed.ended:
                self._problems.append("boundary_damaged")
            if closed.part is not self._top and closed.children is closed.part.children:
                _mend(closed.part, self._depth + len(self._open) + 1, self._problems)

    def _before(self, position: int) -> int:
        """The end of what stands before a boundary, whose line end belongs to the boundary (§5.1.1)."""
        if self._raw[max(0, position - 2) : position] == b"\r\n":
            return position - 2
        return max(position - 1, self._top.begin)

    def _after(self, position: int) -> int:
        """The begin of the next line."""
        found = _LINE_END.search(self._raw, position, self._top.end)
        return found.end() if found else self._top.end


def _kind(fields: Fields, default: str) -> Typed:
    """The Content-Type of a part; RFC 2045 §5.2 has text where none can be read."""
    kind = fields.typed("content-type")
    if "/" in kind.value:
        return kind
    return Typed(default if not kind.value else _TEXT.value, kind.parameters)


def _boundary(part: Part) -> bytes:
    return part.kind.get("boundary").encode("utf-8", "surrogateescape")


def walk(part: Part) -> Iterator[Part]:
    """A part and all parts in it."""
    waiting = [part]
    while waiting:
        one = waiting.pop()
        yield one
        waiting += reversed(one.children)
