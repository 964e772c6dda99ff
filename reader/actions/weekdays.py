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
SHORT_WEEKDAYS = {
    short: number
    for number, shorts in enumerate(
        (("ma",), ("di", "din"), ("wo", "woe"), ("do", "don"), ("vr", "vrij"), ("za", "zat"), ("zo", "zon"))
    )
    for short in shorts
}
_DAYS_A_WEEK = 7
_REACH = 300  # characters before "de maandag erop" in which the day stands that it counts from

_AFTER = re.compile(
    r"\s+(?:(?P<word>a\.?s\.?|j\.?l\.?|aanstaande|volgende\s+week)|(?P<on>erop|daarop|daarna|erna)|(?P<further>over\s+een\s+week))(?!\w)"
)
_BEFORE = re.compile(
    r"(?<!\w)(?:(?P<word>komende|a\.s\.|aanstaande|aankomende|eerstvolgende|deze\s+week|deze|volgende\s+week|afgelopen|vorige\s+week|vorige)"
    r"|(?P<habit>elke|iedere|eerste|tweede|derde|vierde|vijfde|laatste|\de|op|'s|en|of|tot\s+en\s+met|t/m|de|een|goede|witte))\s+$"
)
_BESIDE = re.compile(r"\s*(?:,|en|of|,\s*(?:en|of))\s+$")  # between two weekdays
# Letters that are a weekday by what stands beside them: "voor do", "ma voor 12 uur", "ma en di".
_BEFORE_SHORT = re.compile(
    r"(?<!\w)(?:op|voor|v[oó][oó]r|uiterlijk|tot|vanaf|komende|aanstaande|a\.s\.|volgende\s+week|(?:raad|raadsvergadering|commissie|cie\s+\w+|overleg|presidium|nacht)\s+van)\s+$"
)
_AFTER_SHORT = re.compile(
    r"\.?\s+(?:a\.?s\.?(?!\w)|(?:om|voor|v[oó][oó]r|tussen|van|vanaf|na)\s+\d|\d{1,2}[.:]\d\d|(?:en|of)\s+(?:di|wo|woe|do|vr|za|zo)(?!\w))"
)
# So are the mother, and "op zo korte termijn": an hour must stand behind them.
_WORDS_TOO = frozenset(("ma", "zo"))
# Rather the words, where no number stands behind them.
_NO_DAY = frozenset(("din", "don", "vrij", "zat", "zon"))
_SCHOOL = re.compile(r"(?:-|\s+(?:en\s+(?:hbo|mbo|vo|vwo|havo)|i+)(?!\w))")  # wo en hbo, do en vo, wo ii
_EVERY_WEEK = re.compile(
    r"(?<!\w)(?:elke|iedere|wekelijks|werkdag\w*|bereikbaar|geopend|open|openingstijden|aanwezig)(?!\w)[^\n.]*$"
)
_BESIDE_SHORT = re.compile(r"\.?\s*(?:,|en|of|op)\s+")
_REACH_OF_SHORT = 40  # characters
_MONTH_DAY = re.compile(r"\.?\s+\d{1,2}\s+[a-z]{3,}")  # what is named with its month is read there
_NUMBERED = re.compile(r",?\s+(?:de\s+)?(?P<day>\d{1,2})(?P<day_end>e|ste|de)(?!\w)")
_DATED = re.compile(r",?\s+\d{1,2}[/-]\d{1,2}(?![\d.:])")  # then that says which day it is


def weekdays(
    plain: str, sent: date, words: AbstractSet[str], written: Sequence[DateExpression]
) -> Iterator[DateExpression]:
    """Those in a text in lower case that was sent on the day `sent`; `words` are those of `WEEKDAY_WORDS` and `SHORT_WEEKDAYS` in it, `written` other dates.

    After "elke" or "op" a weekday is a habit, and in a story it is the last one.
    """
    last: DateExpression | None = None
    week = ""  # the word beside the last one
    found = [
        (at, name, WEEKDAY_WORDS[name]) for name in WEEKDAY_WORDS.keys() & words for at in places(plain, name)
    ]
    found += _short(plain, words)
    for position, name, weekday in sorted(found):
        end = position + len(name)
        if (numbered := _NUMBERED.match(plain, end)) is not None:
            yield from day_numbered(plain, position, numbered, sent, weekday=weekday)
            continue
        if _DATED.match(plain, end):
            continue
        after = _AFTER.match(plain, end)
        if after is not None and after["on"]:
            yield from _day_on(position, after.end(), weekday, last, written)
            continue
        before = _BEFORE.search(plain, max(position - 24, 0), position)
        beside = (before and before["word"]) or (after and after["word"]) or ""
        start = before.start() if before and before["word"] else position
        limit = is_limit(plain, start)
        told = not beside and not limit and tells(plain, position, end)
        goes_on = last is not None and _BESIDE.match(plain, last.end, position) is not None
        if goes_on and not beside:
            beside = week
        elif not beside and _is_habit(before, name, told=told) and not ends_there(plain, end):
            continue
        if told and not beside:
            beside = "vorige"
        end = after.end() if after else end
        when = weekday_of(sent, weekday, _week_word(beside))
        if after and after["further"]:
            when += timedelta(days=_DAYS_A_WEEK)
        last, week = DateExpression(start, end, when.isoformat(), "day", limit), beside
        yield last


def _is_habit(before: re.Match[str] | None, name: str, *, told: bool) -> bool:
    """Whether the word before a weekday makes it one of many; what is told of "op zondag" was last Sunday."""
    habit = before["habit"] if before and name in WEEKDAY_WORDS else None
    return habit is not None and not (told and habit == "op")


def _short(plain: str, words: AbstractSet[str]) -> Iterator[tuple[int, str, int]]:
    """Those in two letters or three that are days by what stands beside them: the place, the letters and the number of the weekday.

    "Elke ma en di" and "ma t/m vr" are habits.
    """
    gone_on = -1  # where the next one may stand without a sign of its own
    found = sorted(
        (at, short) for short in SHORT_WEEKDAYS.keys() & words - _NO_DAY for at in places(plain, short)
    )
    for position, name in found:
        end = position + len(name)
        reach = max(position - _REACH_OF_SHORT, 0)
        signed = _AFTER_SHORT.match(plain, end) or (
            name not in _WORDS_TOO and _BEFORE_SHORT.search(plain, reach, position)
        )
        if not (signed or position == gone_on) or _SCHOOL.match(plain, end) or _MONTH_DAY.match(plain, end):
            continue
        if _EVERY_WEEK.search(plain, reach, position):
            continue
        beside = _BESIDE_SHORT.match(plain, end)
        gone_on = beside.end() if beside else -1
        yield position, name, SHORT_WEEKDAYS[name]


def _day_on(
    start: int, end: int, weekday: int, last: DateExpression | None, written: Sequence[DateExpression]
) -> Iterator[DateExpression]:
    """As in "de maandag erop": the first one after the day that was named last."""
    before = bisect_left(written, start, key=lambda one: one.start)
    named = max((*filter(None, (last,)), *written[max(before - 1, 0) : before]), default=None)
    if named is not None and start - named.end <= _REACH and named.precision == "day":
        day = first_day(named.iso)
        ahead = (weekday - day.weekday()) % _DAYS_A_WEEK or _DAYS_A_WEEK
        yield DateExpression(start, end, (day + timedelta(days=ahead)).isoformat(), "day")


def _week_word(beside: str) -> str:
    """The word beside a weekday, in the terms of the calendar."""
    if beside.startswith("j") or beside == "afgelopen":
        return "vorige"
    return re.sub(r"\s+", " ", beside)
