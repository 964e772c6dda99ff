"""Weekdays without a date: komende vrijdag, dinsdag of woensdag, de maandag erop."""

from __future__ import annotations

import re
from bisect import bisect_left
from datetime import timedelta
from typing import TYPE_CHECKING

from reader.actions.calendar import first_day, weekday_of
from reader.actions.cues import ends_there, is_limit, tells
from reader.actions.expression import DateExpression
from reader.actions.ordinals import day_numbered
from reader.actions.plain import places

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from collections.abc import Set as AbstractSet
    from datetime import date

WEEKDAYS = ("maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag")
_PARTS_OF_DAY = ("", "ochtend", "morgen", "middag", "avond", "nacht")
WEEKDAY_WORDS = {day + part: number for number, day in enumerate(WEEKDAYS) for part in _PARTS_OF_DAY}
_DAYS_A_WEEK = 7
_REACH = 300  # characters before "de maandag erop" in which the day stands that it counts from

_AFTER = re.compile(
    r"\s+(?:(?P<word>a\.?s\.?|j\.?l\.?|aanstaande|volgende\s+week)|(?P<on>erop|daarop|daarna|erna))(?!\w)"
)
_BEFORE = re.compile(
    r"(?<!\w)(?:(?P<word>komende|a\.s\.|aanstaande|aankomende|eerstvolgende|deze\s+week|deze|volgende\s+week|afgelopen|vorige\s+week|vorige)"
    r"|(?P<habit>elke|iedere|eerste|tweede|derde|laatste|op|'s|en|of|tot\s+en\s+met|t/m|de|een))\s+$"
)
_BESIDE = re.compile(r"\s*(?:,|en|of|,\s*(?:en|of))\s+$")  # between two weekdays
_NUMBERED = re.compile(r",?\s+(?:de\s+)?(?P<day>\d{1,2})(?P<day_end>e|ste|de)(?!\w)")
_DATED = re.compile(r",?\s+\d{1,2}[/-]\d{1,2}(?![\d.:])")  # then that says which day it is


def weekdays(
    plain: str, sent: date, words: AbstractSet[str], written: Sequence[DateExpression]
) -> Iterator[DateExpression]:
    """Those in a text in lower case that was sent on the day `sent`; `words` are those of `WEEKDAY_WORDS` in it, `written` other dates.

    After "elke" or "op" a weekday is a habit, and in a story it is the last one.
    """
    last: DateExpression | None = None
    week = ""  # the word beside the last one
    found = sorted(
        (position, name) for name in WEEKDAY_WORDS.keys() & words for position in places(plain, name)
    )
    for position, name in found:
        end = position + len(name)
        if (numbered := _NUMBERED.match(plain, end)) is not None:
            yield from day_numbered(plain, position, numbered, sent, weekday=WEEKDAY_WORDS[name])
            continue
        if _DATED.match(plain, end):
            continue
        after = _AFTER.match(plain, end)
        if after is not None and after["on"]:
            yield from _day_on(position, after.end(), WEEKDAY_WORDS[name], written)
            continue
        before = _BEFORE.search(plain, max(position - 24, 0), position)
        beside = (before and before["word"]) or (after and after["word"]) or ""
        goes_on = last is not None and _BESIDE.match(plain, last.end, position) is not None
        if goes_on and not beside:
            beside = week
        elif not beside and before and before["habit"] and not ends_there(plain, end):
            continue
        start = before.start() if before and before["word"] else position
        limit = is_limit(plain, start)
        if not beside and not limit and tells(plain, position, end):
            beside = "vorige"
        end = after.end() if after else end
        when = weekday_of(sent, WEEKDAY_WORDS[name], _week_word(beside))
        last, week = DateExpression(start, end, when.isoformat(), "day", limit), beside
        yield last


def _day_on(
    start: int, end: int, weekday: int, written: Sequence[DateExpression]
) -> Iterator[DateExpression]:
    """As in "de maandag erop": the first one after the day that was named last."""
    before = bisect_left(written, start, key=lambda one: one.start) - 1
    if before >= 0 and start - written[before].end <= _REACH and written[before].precision == "day":
        day = first_day(written[before].iso)
        ahead = (weekday - day.weekday()) % _DAYS_A_WEEK or _DAYS_A_WEEK
        yield DateExpression(start, end, (day + timedelta(days=ahead)).isoformat(), "day")


def _week_word(beside: str) -> str:
    """The word beside a weekday, in the terms of the calendar."""
    if beside.startswith("j") or beside == "afgelopen":
        return "vorige"
    return re.sub(r"\s+", " ", beside)
