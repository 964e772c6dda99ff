"""The hours that stand beside a date: "donderdag 5 maart, van 13.30 tot 16.30 uur"."""

from __future__ import annotations

import re
from datetime import time
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from reader.actions.action import DateMention

_REACH = 120  # characters behind a date in which its hours end
_AHEAD_REACH = 30  # characters before it in which they begin
_O = "(?:[oó]|o\u0301)"
_HOUR = r"(?<![\d.,:/])([01]?\d|2[0-4])(?:[.:]([0-5]\d))?(?![\d,/]|[.:]\d)"
_UNIT = r"\s*(?:uur|u(?!\w)|h(?!\w)|hrs?(?!\w))"
# No other number, and no end of a sentence but for a line of its own that says the time.
_GAP = r"(?P<gap>(?:[^\d!?.;\n]|\.(?!\s+(?-i:[A-Z]))){0,45}?(?:\n[^\w\n]{0,3}(?:tijd|tijdstip|aanvang)\W{1,3}(?:van\s+)?)?)"
_AFTER = re.compile(
    rf"{_GAP}(?:{_HOUR}(?:{_UNIT})?\s*(?:tot|en|-|–|to|t/m)\s*(?:ca\.\s*)?{_HOUR}{_UNIT}|{_HOUR}{_UNIT})",
    re.IGNORECASE,
)
_AHEAD = re.compile(rf"(?P<gap>){_HOUR}{_UNIT}(?:[^\S\n]+(?:op\s+)?|\s+op\s+)$", re.IGNORECASE)
_UNTIL = re.compile(
    rf"(?<!\w)(?:v{_O}{{2}}r|uiterlijk|tot|aanmeld\w*|inschrijv\w*|before|until|by)(?!\w)", re.IGNORECASE
)
_CLOSE = re.compile(
    rf"(?:[\s,(]|(?:om|van|vanaf|tussen|v{_O}{{2}}r|uiterlijk|tot|a\.s\.|at)(?!\w))*", re.IGNORECASE
)
_LAST_HOUR, _END_OF_DAY = 24, time(23, 59)


class Clock(NamedTuple):
    """The hours beside a date."""

    begins: time
    ends: time | None
    start: int  # where they begin in the text
    end: int
    close: bool  # nothing stands between that may speak of something else
    limits: bool  # a word before them makes them the end of something: "vóór 12.00 uur"


def clock_beside(text: str, mention: DateMention) -> Clock | None:
    r"""The hours that stand behind a date, or just before it; None where there are none.

    >>> from reader.actions.action import DateMention
    >>> def hours(text):
    ...     mention = DateMention("5 maart", text.index("5 maart"), text.index("5 maart") + 7, "2021-03-05", "day", "event")
    ...     clock = clock_beside(text, mention)
    ...     return clock and (str(clock.begins), clock.ends and str(clock.ends))
    >>> hours("vr 5 maart a.s. om 20 uur")
    ('20:00:00', None)
    >>> hours("op 5 maart om 20.00 uur"), hours("5 maart, van 13.30 tot 16.30 uur"), hours("om 9 uur op 5 maart")
    (('20:00:00', None), ('13:30:00', '16:30:00'), ('09:00:00', None))
    >>> hours("om 9 uur\nop 5 maart"), hours("1 maart: raad, 20.00 uur\n5 maart: commissie")
    (('09:00:00', None), None)
    >>> hours("op 5 maart. Wij zijn er om 20.00 uur") is hours("op 5 maart, voor 20 euro") is None
    True
    """
    if mention.precision != "day":
        return None
    found = _AFTER.match(text, mention.end, mention.end + _REACH)
    if found is None:
        found = _AHEAD.search(text, max(mention.start - _AHEAD_REACH, 0), mention.start)
    if found is None:
        return None
    numbers = iter(found.groups()[1:])
    times = [when for hour, minute in zip(numbers, numbers, strict=True) if (when := _time(hour, minute))]
    begins, ends = times[0], times[1] if times[1:] and times[1] > times[0] else None
    start = found.start() if found.end() <= mention.start else found.end("gap")
    gap = found["gap"]
    close, limits = _CLOSE.fullmatch(gap) is not None, _UNTIL.search(gap) is not None
    return Clock(begins, ends, start, found.end(), close=close, limits=limits)


def _time(hour: str | None, minute: str | None) -> time | None:
    if hour is None:
        return None
    return _END_OF_DAY if int(hour) == _LAST_HOUR else time(int(hour), int(minute or 0))
