"""How fast an import goes, and how long it will take yet."""

from __future__ import annotations

from collections import deque
from typing import NamedTuple

_WINDOW = 20.0  # seconds that are looked back on: what lies further back went at another speed
_SURE_AFTER = 2.0  # seconds; before that an estimate jumps about
_ENOUGH = 20  # messages; fewer may all be much larger than the others, or much smaller


class _Moment(NamedTuple):
    at: float  # seconds
    messages: int
    done: int  # bytes


class Pace:
    """Is told how far an import is, and when.  It counts from the first message on: before that, parsers start."""

    def __init__(self) -> None:
        self._moments: deque[_Moment] = deque()
        self._before = 0

    def begin(self, messages: int) -> None:
        """A new export begins, after so many messages of others: its bytes are counted anew."""
        self._moments.clear()
        self._before = messages

    def look(self, at: float, messages: int, done: int) -> None:
        """At so many seconds so many messages were read, and so many bytes of this export."""
        if messages == self._before:
            return
        moments = self._moments
        moments.append(_Moment(at, messages, done))
        while moments[0].at < at - _WINDOW and messages - moments[1].messages >= _ENOUGH:
            moments.popleft()

    def per_second(self) -> float:
        """Messages; 0 where that is not known yet."""
        if not self._is_sure():
            return 0.0
        first, last = self._moments[0], self._moments[-1]
        return (last.messages - first.messages) / (last.at - first.at)

    def seconds_left(self, total: int) -> float | None:
        """Until `total` bytes are done; None where that is not known yet, as where `total` is 0."""
        if not total or not self._is_sure():
            return None
        first, last = self._moments[0], self._moments[-1]
        done = last.done - first.done
        return max(0, total - last.done) * (last.at - first.at) / done if done > 0 else None

    def _is_sure(self) -> bool:
        if not self._moments:
            return False
        first, last = self._moments[0], self._moments[-1]
        return last.at - first.at >= _SURE_AFTER and last.messages - first.messages >= _ENOUGH
