"""How near the dates of what is asked are, counted from a day that the user can choose."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import numpy as np

from reader.due import TERMS
from reader.events import Reference
from reader.index.attributes import unpack_when
from reader.periods import month_of, week_of

if TYPE_CHECKING:
    from reader.due import Term, When
    from reader.events import CountFrom
    from reader.index.arrays import Array
    from reader.index.columns import Group, Mask

_OLD = timedelta(weeks=3)  # an export whose newest message is older is not of now


class Dates:
    """The dates of the actions of each row, each day once: by when something must be done goes before a meeting."""

    def __init__(self, group: Group[str], acting: Mask) -> None:
        """`group` has what `pack_when` packed, or "" for an action without a date."""
        self._acting = acting
        self._whens = [unpack_when(name) if name else None for name in group.names]
        days = np.array([when.day.toordinal() if when else 0 for when in self._whens], np.int64)[group.codes]
        events = np.array([when is not None and when.event for when in self._whens], bool)[group.codes]
        dated = np.flatnonzero(days)
        order = dated[np.lexsort((events[dated], days[dated], group.rows[dated]))]
        rows, days = group.rows[order], days[order]
        new = np.ones(len(rows), bool)
        new[1:] = (rows[1:] != rows[:-1]) | (days[1:] != days[:-1])
        rows, self._days, self._codes = rows[new], days[new], group.codes[order][new]
        self._starts = np.flatnonzero(np.diff(rows, prepend=-1))
        self._rows = rows[self._starts]
        self._counts = np.diff(self._starts, append=len(rows))
        self._last: Terms | None = None

    def from_day(self, reference: date) -> Terms:
        """The nearest date of each row: the first that is not past, else the last that is."""
        if self._last is None or self._last.reference != reference:
            past = np.concatenate(([0], np.cumsum(self._days < reference.toordinal())))
            gone = past[self._starts + self._counts] - past[self._starts]
            nearest = self._starts + np.minimum(gone, self._counts - 1)
            self._last = Terms(
                reference,
                self._acting,
                self._rows,
                self._days[nearest],
                (self._whens, self._codes[nearest]),
            )
        return self._last


class Terms:
    """The nearest date of each row, seen from one day."""

    def __init__(
        self, reference: date, acting: Mask, rows: Array, days: Array, whens: tuple[list[When | None], Array]
    ) -> None:
        """`days` and the codes of `whens` are those of `rows`, which are in order."""
        self.reference = reference
        self._rows = rows
        self._whens, self._codes = whens
        day = np.zeros(len(acting), np.int64)
        day[rows] = days
        ahead = day >= reference.toordinal()
        week, month = (_within(day, days) for days in (week_of(reference), month_of(reference)))
        self.masks: dict[Term, Mask] = {
            "overdue": (day > 0) & ~ahead,
            "week": week,
            "month": month,
            "later": ahead & ~week & ~month,
            "undated": acting & (day == 0),
        }
        assert tuple(self.masks) == TERMS

    def when(self, row: int) -> When | None:
        """The nearest date of a row."""
        at = int(np.searchsorted(self._rows, row))
        there = at < len(self._rows) and self._rows[at] == row
        return self._whens[int(self._codes[at])] if there else None


def _within(day: Array, days: tuple[date, date]) -> Mask:
    first, last = days
    within: Mask = (day >= first.toordinal()) & (day <= last.toordinal())
    return within


def reference(count_from: CountFrom, today: date, newest: date | None) -> Reference:
    """The day from which terms count; `newest` is that of the newest message up to today.

    >>> old, today = date(2020, 11, 13), date(2026, 11, 26)
    >>> reference("auto", today, old).day == old, reference("auto", today, date(2026, 11, 6)).basis
    (True, 'today')
    """
    if isinstance(count_from, date):
        return Reference(count_from, "chosen", newest)
    is_old = newest is not None and today - newest > _OLD
    if newest is not None and (count_from == "newest" or (count_from == "auto" and is_old)):
        return Reference(newest, "newest", newest)
    return Reference(today, "today", newest)
