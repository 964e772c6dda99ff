"""The header of a message or a part: where it ends, its fields as they stand, and their parameters.

A line that is no field ends a header (RFC 5322 §2.2), unless fields that only mail has follow on it: then it is
the rest of a field that some program folded without a space.
"""

from __future__ import annotations

import re
from email.message import Message as Entity
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import unquote_to_bytes

from mailparser import MailParser

from reader.mime.charsets import decoded
from reader.mime.headers import readable, unfolded

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

# A line end is that of Unix, Windows or an old Mac, or one that Windows programs wrote twice.
LINE_END = rb"(?:\r{0,3}\n|\r)"
_NAME = rb"(?!--)[!-9;-~]++"  # none begins as a boundary does
_VALUE = rb"[^\r\n]*+(?:" + LINE_END + rb"[ \t]++[^\r\n]*+)*+"
_FIELD = re.compile(
    rb"(" + _NAME + rb")[ \t]*+(?:" + LINE_END + rb"[ \t]++)?:(" + _VALUE + rb")(?:" + LINE_END + rb"|\Z)"
)
_LINE = re.compile(rb"([^\r\n]*+)(?:" + LINE_END + rb"|\Z)")
_END = re.compile(rb"[ \t]*+" + LINE_END + rb"|\Z")
_FOLDED = re.compile(LINE_END + rb"(?=[ \t])")
_TELLING = re.compile(
    rb"(?:" + LINE_END + rb"|\A)(?:from|to|cc|subject|date|received|message-id|mime-version"
    rb"|content-[a-z-]{1,40}|return-path)[ \t]*:",
    re.IGNORECASE,
)
_MOST_BROKEN = 50  # lines in a header that are no fields
# What is looked at of a header; a hostile one is a file of nothing else.
_MOST_HEADER = 2 << 20  # bytes
_MOST_FIELDS = 10_000

_TYPE = re.compile(r"\s*([\w.+-]+)\s*/\s*([\w.+-]+)", re.ASCII)
_WORD = re.compile(r"\s*([\w.+-]++)(?!\s*=)", re.ASCII)
_PARAMETER = re.compile(
    r"""(?:(?<=[;\s])|\A)([\w.+-]++(?:\*\d{0,4})?\*?)\s*+=\s*+
        (?:"((?:[^"\\]|\\.)*+)"?|((?:=\?[^?\s]{1,60}\?[bq]\?[^?]*\?=|[^;"])*+))""",
    re.VERBOSE | re.IGNORECASE | re.DOTALL,
)
_BOUNDARY = "boundary"  # the one parameter that is compared with bytes, so it stays as it stands
_QUOTED_PAIR = re.compile(r'\\(["\\])')  # no other sign: a path of Windows keeps its strokes
_EXTENDED = re.compile(r"([^*]+)(?:\*(\d{1,4}))?(\*)?")


class _Entry(MailParser):  # type: ignore[misc] # mail-parser ships no types
    """mail-parser as the way in, without its own reading of headers and parts, which loses bytes and costs time."""

    def parse(self) -> _Entry:
        return self


class Typed(NamedTuple):
    """A value with parameters, RFC 2045 §5.1."""

    value: str  # "text/plain", "attachment": in lower case; "" where there is none
    parameters: dict[str, str]  # decoded, by name in lower case

    def get(self, name: str) -> str:
        return self.parameters.get(name, "")


class Fields:
    """Raw header fields by name; of a field that may stand once, the first counts."""

    def __init__(self, items: Iterable[tuple[str, str]] = (), *, cut: bool = False) -> None:
        self.cut = cut  # there were more than are looked at
        self._values: dict[str, list[str]] = {}
        for name, value in items:
            self._values.setdefault(name.strip().lower(), []).append(value)

    def raw(self, name: str) -> str:
        """The value on one line, its bytes as they stand (surrogates)."""
        for value in self._values.get(name, ()):
            if value.strip():
                return unfolded(value)
        return ""

    def has_any(self, names: Collection[str]) -> bool:
        return any(name in self._values for name in names)

    def without(self, name: str) -> Fields:
        return Fields((one, value) for one, values in self._values.items() for value in values if one != name)

    def every(self, name: str) -> Sequence[str]:
        return self._values.get(name, ())

    def typed(self, name: str) -> Typed:
        """Content-Type or Content-Disposition."""
        return typed(self.raw(name))


def fields_of(header: bytes) -> Fields:
    """The fields of a message."""
    return message_header_at(header, 0)[0]


def message_header_at(raw: bytes, begin: int) -> tuple[Fields, int]:
    """The fields of the message that begins there, and where its body begins; mail-parser is the way in."""
    items, end, cut = _items_at(raw, begin)
    entity = Entity()
    for name, value in items:
        entity.set_raw(name, value)
    return Fields(_Entry(entity).message.raw_items(), cut=cut), end


def header_at(raw: bytes, begin: int) -> tuple[Fields, int]:
    """The fields of the part that begins there, and where its body begins."""
    items, end, cut = _items_at(raw, begin)
    return Fields(items, cut=cut), end


def _items_at(raw: bytes, begin: int) -> tuple[list[tuple[str, str]], int, bool]:
    """The names and values of a header, where what follows it begins, and whether there were more.

    The values have their folds, and their bytes as they stand (surrogates).
    """
    items: list[tuple[str, str]] = []
    position, broken = begin, 0
    last, cut = begin + _MOST_HEADER, False
    while True:
        while found := _FIELD.match(raw, position):
            end = found.end()
            cut = cut or end > last or len(items) >= _MOST_FIELDS
            if position < last and len(items) < _MOST_FIELDS:
                name, value = found.groups()
                value = value[: last - position]
                if b"\r" in value:
                    value = _FOLDED.sub(b"\n", value)
                items.append((name.decode("ascii"), value.decode("ascii", "surrogateescape")))
            position = end
        if over := _END.match(raw, position):
            return items, over.end(), cut
        line = _LINE.match(raw, position)
        broken += 1
        if (
            line is None
            or broken > _MOST_BROKEN
            or line[1].startswith(b"--")  # a boundary
            or not _goes_on(raw, line.end())
        ):
            return items, position, cut
        cut = cut or line.end() > last
        if (
            items and position < last and not line[1].startswith((b"From ", b">From "))
        ):  # the mark of an mbox is no text
            name, value = items.pop()
            rest = line[1][: last - position].strip().decode("ascii", "surrogateescape")
            items.append((name, f"{value}\n {rest}"))
        position = line.end()


def _goes_on(raw: bytes, begin: int) -> bool:
    """Whether there are fields of mail from there on, in a header that has an end."""
    end = begin
    while found := _FIELD.match(raw, end):
        end = found.end()
        if end - begin > 1 << 16:
            break
    return _END.match(raw, end) is not None and _TELLING.search(raw, max(begin - 1, 0), end) is not None


def typed(raw: str) -> Typed:
    r"""A value and its parameters, with their continuations and character sets (RFC 2231).

    >>> typed("Text/Plain; charset=\"UTF-8\" ; name*0*=utf-8'nl'coll%C3; name*1*=%A8ge")
    Typed(value='text/plain', parameters={'charset': 'UTF-8', 'name': 'collège'})
    """
    if not raw:
        return Typed("", {})
    value, _, _ = raw.partition(";")
    kind = _TYPE.match(value)
    single = _WORD.match(value)
    word = f"{kind[1]}/{kind[2]}" if kind else single[1] if single else ""
    return Typed(word.lower(), dict(_parameters(raw)) if "=" in raw else {})


def _parameters(text: str) -> Iterator[tuple[str, str]]:
    pieces: dict[str, dict[int, tuple[bool, str]]] = {}
    plain: dict[str, str] = {}
    for found in _PARAMETER.finditer(text):
        parts = _EXTENDED.fullmatch(found[1].lower())
        if parts is None:
            continue
        value = _QUOTED_PAIR.sub(r"\1", found[2]) if found[2] is not None else found[3].strip()
        if parts[2] is None and not parts[3]:
            plain.setdefault(parts[1], value)
        else:
            pieces.setdefault(parts[1], {}).setdefault(int(parts[2] or 0), (bool(parts[3]), value))
    for name, value in plain.items():
        if name not in pieces:
            yield name, value if name == _BOUNDARY else readable(value)
    for name, numbered in pieces.items():
        yield (
            name,
            _joined([numbered[number] for number in sorted(numbered)]) or readable(plain.get(name, "")),
        )


def _joined(pieces: Sequence[tuple[bool, str]]) -> str:
    """The pieces of a value, RFC 2231 §3 and §4.1; the first of them names the character set."""
    if not any(extended for extended, _ in pieces):
        return readable("".join(value for _, value in pieces))
    charset, out = "", b""
    for number, (extended, value) in enumerate(pieces):
        text = value
        if extended and number == 0 and value.count("'") >= 2:  # noqa: PLR2004 - charset'language'text
            charset, _, text = value.split("'", 2)
        raw = text.encode("utf-8", "surrogateescape")
        out += unquote_to_bytes(raw) if extended else raw
    return readable(decoded(out, charset).text)
