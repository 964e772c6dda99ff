"""Workbooks: .xlsx, .xlsm, .xltx, [ISO 29500-1] §18: each sheet with its name, a row a line, cells by tabs.

Of a formula its last result is read.  A day is a number there; only its style tells.
"""

from __future__ import annotations

import re
from contextlib import suppress
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, NamedTuple

from reader.attachments.lines import Full
from reader.attachments.markup import Grammar, TextReader

if TYPE_CHECKING:
    from collections.abc import Mapping

    from reader.attachments.archive import Archive
    from reader.attachments.lines import Lines

_USUAL = "xl/workbook.xml"
_MOST_STRINGS = 16 << 20  # characters of all shared strings together
_DATE_FORMATS = frozenset((*range(14, 23), *range(45, 48)))  # built in, §18.8.30
_QUOTED = re.compile(r'"[^"]*"|\[[^\]]*\]|\\.|_.')  # what stands in a number format and is no placeholder
_DAYS = re.compile(r"[ymdhs]", re.IGNORECASE)
_MOST_DAYS = 2_957_003  # from the later epoch to the end of 9999
# 1900 counts as a leap year in Excel, so that from March 1900 on days count from this one, §18.17.4.1.
_EPOCH, _EPOCH_MAC = datetime(1899, 12, 30), datetime(1904, 1, 1)  # noqa: DTZ001 - a cell has no zone
_REMARKS = Grammar(
    texts=frozenset({"t"}),
    lines=frozenset({"p", "comment", "text"}),
    blocks=frozenset(),
    rows=frozenset(),
    cells=frozenset(),
    skipped=frozenset({"rPr", "rPh", "pPr", "fld", "Fallback"}),
    signs={"br": "\n"},
)
_BESIDE = ("comments", "drawing")  # kinds of link of a sheet that lead to text


class Sheet(NamedTuple):
    """One sheet as the workbook lists it."""

    name: str
    link: str  # its identifier


def read_workbook(archive: Archive, lines: Lines) -> None:
    """All text of a workbook."""
    main = next((link.target for link in archive.links("").values() if link.kind == "officeDocument"), _USUAL)
    links = archive.links(main)
    listed = _Listed()
    archive.read(main, listed, lines)
    of_kind = {link.kind: link.target for link in links.values()}
    strings, styles = _Strings(), _Styles()
    if "sharedStrings" in of_kind:
        with suppress(Full):
            archive.read(of_kind["sharedStrings"], strings, lines)
    if "styles" in of_kind:
        archive.read(of_kind["styles"], styles, lines.another())
    epoch = _EPOCH_MAC if listed.since_1904 else _EPOCH
    for sheet in listed.sheets:
        lines.add(sheet.name)
        lines.line()
        if sheet.link in links:
            target = links[sheet.link].target
            archive.read(target, _Cells(lines, strings.found, styles.days(), epoch), lines)
            for link in archive.links(target).values():
                if link.kind in _BESIDE:
                    lines.line()
                    archive.read(link.target, TextReader(_REMARKS, lines), lines)
        lines.block()


class _Quiet:
    """A handler that listens to the start of elements alone."""

    def end(self, name: str) -> None:
        pass

    def text(self, text: str) -> None:
        pass


class _Listed(_Quiet):
    """Reads the sheets, §18.2.20, and from when days count."""

    def __init__(self) -> None:
        self.sheets: list[Sheet] = []
        self.since_1904 = False

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        if name == "sheet":
            link = next((value for key, value in attributes.items() if key.endswith(":id")), "")
            self.sheets.append(Sheet(attributes.get("name", ""), link))
        elif name == "workbookPr":
            self.since_1904 = attributes.get("date1904") in {"1", "true"}


class _Strings:
    """Reads the strings that cells share, §18.4.9, without what tells how to say them."""

    def __init__(self) -> None:
        self.found: list[str] = []
        self._parts: list[str] = []
        self._size = 0
        self._open = self._spoken = False

    def start(self, name: str, _attributes: Mapping[str, str]) -> None:
        self._open = name == "t" and not self._spoken
        self._spoken = self._spoken or name == "rPh"

    def end(self, name: str) -> None:
        self._open = False
        if name == "rPh":
            self._spoken = False
        elif name == "si":
            self.found.append(" ".join("".join(self._parts).split()))
            self._parts.clear()

    def text(self, text: str) -> None:
        if self._open:
            self._parts.append(text)
            self._size += len(text)
            if self._size > _MOST_STRINGS:
                raise Full


class _Styles(_Quiet):
    """Reads which styles of cells show a day or an hour, §18.8.10 and §18.8.31."""

    def __init__(self) -> None:
        self._formats: dict[str, str] = {}
        self._styles: list[str] = []
        self._in_cells = False

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        if name == "numFmt":
            self._formats[attributes.get("numFmtId", "")] = attributes.get("formatCode", "")
        elif name == "cellXfs":
            self._in_cells = True
        elif name == "xf" and self._in_cells:
            self._styles.append(attributes.get("numFmtId", ""))

    def end(self, name: str) -> None:
        if name == "cellXfs":
            self._in_cells = False

    def days(self) -> frozenset[str]:
        """The numbers of those styles, as cells name them."""
        return frozenset(str(number) for number, style in enumerate(self._styles) if self._is_day(style))

    def _is_day(self, style: str) -> bool:
        if style in self._formats:
            return bool(_DAYS.search(_QUOTED.sub("", self._formats[style])))
        return style.isdecimal() and int(style) in _DATE_FORMATS


class _Cells:
    """Reads a sheet, §18.3.1."""

    def __init__(self, lines: Lines, strings: list[str], days: frozenset[str], epoch: datetime) -> None:
        self._lines = lines
        self._strings = strings
        self._days = days
        self._epoch = epoch
        self._kind = self._style = ""
        self._value: list[str] = []
        self._open = False
        self._first = True

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        if name == "row":
            self._first = True
        elif name == "c":
            self._kind, self._style = attributes.get("t", "n"), attributes.get("s", "")
            self._value.clear()
        self._open = name in {"v", "t"}

    def end(self, name: str) -> None:
        self._open = False
        if name == "c" and (shown := self._shown("".join(self._value))):
            self._lines.cell(first=self._first)
            self._lines.add(shown)
            self._first = False

    def text(self, text: str) -> None:
        if self._open:
            self._value.append(text)

    def _shown(self, value: str) -> str:
        match self._kind:
            case "s":
                number = int(value) if value.isdecimal() and len(value) < 10 else -1  # noqa: PLR2004 - a 32-bit number
                return self._strings[number] if 0 <= number < len(self._strings) else ""
            case "n":
                return _number(value, self._epoch if self._style in self._days else None)
            case "b" | "e":  # yes or no, and faults in formulas, are no text
                return ""
            case _:
                return " ".join(value.split())


def _number(value: str, epoch: datetime | None) -> str:
    """A number as a cell shows it: without the noise of its last digits, or as the day that it stands for.

    >>> _number("0.30000000000000004", None), _number("44148.5", _EPOCH), _number("44148", _EPOCH)
    ('0.3', '13-11-2020 12:00', '13-11-2020')
    """
    try:
        number = float(value)
    except ValueError:
        return ""
    if epoch is None or not 0 <= number <= _MOST_DAYS:
        return f"{number:.15g}" if abs(number) < 1e15 else value.strip()  # noqa: PLR2004 - the digits of a float
    moment = epoch + timedelta(seconds=round(number * 86_400))
    day = f"{moment:%d-%m-%Y}" if number >= 1 else ""
    hour = f"{moment:%H:%M}" if number % 1 else ""
    return " ".join(part for part in (day, hour) if part)
