"""What stands beside a date that a message merely mentions: the other cells of its row, or its sentence.

A table comes as lines with tabs between its cells, and where its cells are paragraphs, as those of Outlook, with each cell on a
line of its own.  Then the days that stand by themselves say how many cells a row has, and the text above the table where the
first row begins; where these say it not, nothing is said: the cell of another row would be worse.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import cached_property
from operator import itemgetter
from typing import TYPE_CHECKING, NamedTuple

from reader.actions.sentences import LONGEST, spans

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reader.actions.action import DateMention

_LONGEST_CELL = 100  # characters
_MOST_CELLS = 6  # of a row, each on a line of its own
_ENDS_TEXT = re.compile(r"[.?!:,;]$")
_LINE = re.compile(r"[^\n]*\S[^\n]*")


class _Line(NamedTuple):
    start: int
    text: str
    is_day: bool  # no more than one date
    is_cell: bool  # it may be a cell of a table


class Beside:
    """Of one message; the lines of its text are only looked at where a date stands on one by itself."""

    def __init__(self, text: str, dates: Sequence[DateMention]) -> None:
        self._text = text
        self._dates = dates
        self._firsts: dict[
            tuple[int, int], int
        ] = {}  # a line and the size of its row -> the line of the first day

    def of(self, mention: DateMention) -> str:
        """Cells with " · " between them, or a sentence; "" where nothing is said."""
        text = self._text
        start = max(text.rfind("\n", 0, mention.start) + 1, mention.start - LONGEST)
        stop = text.find("\n", mention.end, mention.end + LONGEST)
        stop = stop if stop >= 0 else min(mention.end + LONGEST, len(text))
        if "\t" in text[start:stop].strip():
            return " · ".join(filter(None, map(str.strip, text[start:stop].split("\t"))))
        if _says(text[start : mention.start] + text[mention.end : stop]):
            return _sentence_of(text, mention) or text[start:stop]
        return " · ".join(self._row(bisect_right(self._lines, mention.start, key=itemgetter(0)) - 1))

    @cached_property
    def _lines(self) -> list[_Line]:
        """Those that are not empty."""
        found = []
        days = {self._text.rfind("\n", 0, one.start) + 1: one for one in self._dates}
        for match in _LINE.finditer(self._text):
            line, one = match[0].strip(), days.get(match.start())
            rest = match[0].replace(one.text, "", 1) if one else line
            is_short = len(line) <= _LONGEST_CELL and "\t" not in line
            is_cell = is_short and any(map(str.isalnum, line)) and not _ENDS_TEXT.search(line)
            found.append(
                _Line(match.start(), line, is_day=one is not None and not _says(rest), is_cell=is_cell)
            )
        return found

    def _row(self, day: int) -> list[str]:
        """The cells of the row in which a line with a day stands; none where nobody can tell."""
        lines = self._lines
        size = self._size_of_row(day)
        first = self._first_of_rows(day, size)
        over = 0  # cells between the text above the table and its first day
        while over < min(first, 2 * size) and lines[first - 1 - over].is_cell:
            if lines[first - 1 - over].is_day:
                return []
            over += 1
        begin = day - over % size
        others = [number for number in range(begin, begin + size) if number != day]
        if over >= 2 * size or begin + size > len(lines):
            return []
        if not others or not all(lines[number].is_cell and not lines[number].is_day for number in others):
            return []
        return [line.text for line in lines[begin : begin + size]]

    def _first_of_rows(self, day: int, size: int) -> int:
        """The first of the days in rows of this size, of which this is one; each begins where the one before it did."""
        first = day
        while first >= size and self._lines[first - size].is_day and self._are_cells(first - size + 1, first):
            first -= size
            if known := self._firsts.get((first, size)):
                first = known
                break
        self._firsts[day, size] = first
        return first

    def _size_of_row(self, day: int) -> int:
        """How far it is to the next day, or from the one before; of a day alone it and the line below it."""
        for step in range(1, _MOST_CELLS + 1):
            for other, between in ((day + step, (day + 1, day + step)), (day - step, (day - step + 1, day))):
                if 0 <= other < len(self._lines) and self._lines[other].is_day and self._are_cells(*between):
                    return step
        return 2

    def _are_cells(self, begin: int, end: int) -> bool:
        return all(line.is_cell and not line.is_day for line in self._lines[begin:end])


def _sentence_of(text: str, mention: DateMention) -> str:
    """The sentence in which a date stands; "" where it is no more than the date."""
    first, last = max(mention.start - LONGEST, 0), min(mention.end + LONGEST, len(text))
    begin, end = text.rfind("\n\n", first, mention.start), text.find("\n\n", mention.end, last)
    for start, stop in spans(text, text, max(begin, first), end if end >= 0 else last):
        if start <= mention.start < stop and stop > mention.end:
            return text[start:stop]
    return ""


def _says(text: str) -> bool:
    """Whether there is a word in it."""
    return any(char.isalpha() for char in text)
