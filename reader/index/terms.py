"""How near the dates of what is asked are, counted from a day that the user can choose."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import numpy as np

from reader.due import TERMS, Countdown
from reader.events import Reference
from reader.index.attributes import unpack_when
from reader.periods import month_of, week_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from reader.due import Term, When
    from reader.events import CountFrom
    from reader.index.arrays import Array
    from reader.index.columns import Group, Mask

_OLD = timedelta(weeks=3)  # an export whose newest message is older is not of now


class Dates:
    """The dates of the actions of each row: by when something must be done, and meetings."""

    def __init__(self, due: Group[str], event: Group[str], acting: Mask) -> None:
        """The groups have what `pack_when` packed, or "" for an action without such a date."""
        self._acting = acting
        whens = [
            unpack_when(name, event=is_event) if name else None
            for group, is_event in ((due, False), (event, True))
            for name in group.names
        ]
        rows = np.concatenate((due.rows, event.rows))
        codes = np.concatenate((due.codes, event.codes + len(due.names)))
        days = np.array([when.day.toordinal() if when else 0 for when in whens], np.int64)[codes]
        dated = np.flatnonzero(days)
        firsts = np.array([when.first.toordinal() if when else 0 for when in whens], np.int64)[codes]
        order = dated[np.argsort(rows[dated], kind="stable")]
        self._rows, self._codes = rows[order], codes[order]
        self._firsts, self._days = firsts[order], days[order]
        self._meets = self._codes >= len(due.names)
        self._whens = whens
        self._last: Terms | None = None

    def from_day(self, reference: date) -> Terms:
        """What they are, seen from a day."""
        if self._last is None or self._last.reference != reference:
            self._last = Terms(reference, self._masks(reference), self._rows, (self._whens, self._codes))
        return self._last

    def _masks(self, reference: date) -> dict[Term, Mask]:
        """The rows of each term."""
        ahead = self._days >= reference.toordinal()
        week, month = (self._within(days) for days in (week_of(reference), month_of(reference)))
        masks: dict[Term, Mask] = {
            "overdue": self._having(~ahead & ~self._meets),
            "week": self._having(week),
            "month": self._having(month),
            "later": self._having(ahead & ~week & ~month),
            "past": self._having(~ahead & self._meets),
            "undated": self._acting & ~self._having(np.ones(len(self._rows), bool)),
        }
        assert tuple(masks) == TERMS
        return masks

    def _within(self, stretch: tuple[date, date]) -> Mask:
        """Those of which a day lies in it."""
        first, last = stretch
        within: Mask = (self._days >= first.toordinal()) & (self._firsts <= last.toordinal())
        return within

    def _having(self, dates: Mask) -> Mask:
        """The rows with one of these dates."""
        mask = np.zeros(len(self._acting), bool)
        mask[self._rows[dates]] = True
        return mask


class Terms:
    """The dates of each row, seen from one day."""

    def __init__(
        self,
        reference: date,
        masks: Mapping[Term, Mask],
        rows: Array,
        whens: tuple[Sequence[When | None], Array],
    ) -> None:
        """The codes of `whens` are those of `rows`, which are in order."""
        self.reference = reference
        self.masks = masks
        self._rows = rows
        self._whens, self._codes = whens

    def of(self, row: int) -> list[Countdown]:
        """The dates of a row, in no order."""
        begin, end = np.searchsorted(self._rows, row), np.searchsorted(self._rows, row, side="right")
        whens = (self._whens[code] for code in self._codes[begin:end].tolist())
        return [Countdown(when, (when.day - self.reference).days) for when in whens if when is not None]


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
