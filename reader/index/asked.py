"""What messages ask, as arrays beside those of the index: what rules found, as far as the user lets it count."""

from __future__ import annotations

from itertools import compress
from typing import TYPE_CHECKING

import numpy as np

from reader.events import ActionMark
from reader.index.attributes import acts_of, unpack_when
from reader.index.columns import Group, once
from reader.index.noted import rows_of
from reader.index.terms import Dates
from reader.judging import judged
from reader.periods import Period, iso_days

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from reader.agenda import Source
    from reader.index.columns import Columns, Mask
    from reader.judging import Verdicts


class Asked:
    """The actions that count.  Made once for each commit and each change of what the user says of actions.

    What rules that are switched off found is left out of the arrays.  A message that the user said something of is read:
    only its text says which of its actions he means, and where one stands that he marked himself.
    """

    def __init__(
        self, verdicts: Verdicts, sources: Mapping[str, Source], numbers: Mapping[str, int], columns: Columns
    ) -> None:
        """The messages of which the user said something and that the store has, and their numbers."""
        ids = [one for one in verdicts.messages() if one in sources and one in numbers]
        rows, at = rows_of(np.fromiter(map(numbers.__getitem__, ids), np.int64, len(ids)), columns)
        own = ((row, sources[ids[one]]) for row, one in zip(rows.tolist(), at.tolist(), strict=True))
        found = {
            row: (source.text, judged(source.findings, source.text, source.id, verdicts).findings)
            for row, source in own
        }
        self._columns = columns
        self._judged = {row: findings.actions for row, (_text, findings) in found.items()}
        self._acts = [
            (row, act) for row, (text, findings) in found.items() for act in acts_of(text, findings)
        ]
        rule = columns.found.rule
        is_off = np.fromiter((name in verdicts.off for name in rule.names), bool, len(rule.names))
        self._kept = ~is_off[rule.codes] & ~np.isin(rule.rows, list(self._judged))
        self.kind = self._group("kind")
        self.addressee = self._group("addressee")  # "" where one names nobody
        self._due = self._group("due")
        self.acting = self.kind.having(lambda _kind: True, columns.size)
        self.dates = Dates(self._due, self._group("event"), self.acting)

    def due_in(self, period: Period | None = None) -> Mask:
        """The rows with an action that is due then; for None at any time.

        "Vóór 5 maart" is due on 5 March, as it is written, and on 4 March, the last day on which it is in time.
        """
        return self._due.having(
            lambda packed: bool(packed) and (period is None or _days(packed).overlaps(period)),
            self._columns.size,
        )

    def marks(self, row: int, found: Sequence[ActionMark]) -> tuple[ActionMark, ...]:
        """What a row of the list shows, of all that was found in its message."""
        if row in self._judged:
            return tuple(ActionMark(one.kind, one.text, one.due, one.event) for one in self._judged[row])
        rows = self._columns.found.rule.rows
        begin, end = np.searchsorted(rows, row), np.searchsorted(rows, row, side="right")
        return tuple(compress(found, self._kept[begin:end].tolist()))

    def _group(self, name: str) -> Group[str]:
        """The values of these actions, each once a row."""
        found: Group[str] = getattr(self._columns.found, name)
        codes = {value: code for code, value in enumerate(found.names)}
        own = [codes.setdefault(getattr(act, name), len(codes)) for _row, act in self._acts]
        own_rows = [row for row, _act in self._acts]
        rows = np.concatenate((found.rows[self._kept], np.array(own_rows, np.int64)))
        all_codes = np.concatenate((found.codes[self._kept], np.array(own, np.int64)))
        return Group(list(codes), *once(rows, all_codes, len(codes)))


def _days(packed: str) -> Period:
    """The days of a date by which something is due."""
    when = unpack_when(packed, event=False)
    first, last = iso_days(when.iso)
    return Period(min(first, when.day), last)
