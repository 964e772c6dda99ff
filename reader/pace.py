"""How fast an import goes, and how long it will take yet."""

from __future__ import annotations

import time
from collections import deque
from typing import NamedTuple

_WINDOW = 20.0  # seconds that are looked back on: what lies further back went at another speed
_SURE_AFTER = 2.0  # seconds; before that an estimate jumps about


class _Moment(NamedTuple):
    at: float  # seconds
    messages: int
    done: int  # bytes


class Pace:
    """Looks at the clock each time that it is told how far an import is."""

    def __init__(self) -> None:
        self._moments: deque[_Moment] = deque()

    def begin(self, messages: int, done: int) -> None:
        """A new export begins: its bytes are counted anew."""
        self._moments.clear()
        self.look(messages, done)

    def look(self, messages: int, done: int) -> None:
        now = time.monotonic()
        self._moments.append(_Moment(now, messages, done))
        while self._moments[0].at < now - _WINDOW:
            self._moments.popleft()

    def per_second(self) -> float:
        """Messages; 0 where that is not known yet."""
        first, last = self._moments[0], self._moments[-1]
        spent = last.at - first.at
        return (last.messages - first.messages) / spent if spent >= _SURE_AFTER else 0.0

    def seconds_left(self, total: int) -> float | None:
        """Until `total` bytes are done; None where that is not known yet."""
        first, last = self._moments[0], self._moments[-1]
        spent, done = last.at - first.at, last.done - first.done
        return max(0, total - last.done) * spent / done if spent >= _SURE_AFTER and done > 0 else None
