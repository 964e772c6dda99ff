"""Which day is meant: a date as it is written, against the day on which the message was sent."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Callable

Lean = Literal[
    "future", "past", "told", ""
]  # where the words round a date look; "told" may be of another day

YEARS = range(1900, 2200)  # outside are no dates of a griffie
_DECEMBER, _WEEK = 12, 7
_DAYS, _LEAP = 365, 1
_REMEMBERED = timedelta(days=240)  # a day that is told of and lies further back is rather one to come
_BACKWARD = -4 / 3
_FORESEEN = timedelta(days=300)  # a limit further ahead is rather one that has just passed


def day_of(
    sent: date | None, lean: Lean, *, day: int, month: int, year: int | None, weekday: int | None = None
) -> date | None:
    """The day; None where there is no such day, or its year cannot be known.

    A weekday decides between the years round the message, else `lean` does, else the nearest is meant.

    >>> day_of(date(2020, 11, 13), "", day=27, month=11, year=None)
    datetime.date(2020, 11, 27)
    >>> day_of(date(2020, 11, 13), "future", day=5, month=3, year=None)
    datetime.date(2021, 3, 5)
    """
    if year is not None or sent is None:
        return _valid(year or 0, month, day)
    candidates = [when for step in (-1, 0, 1) if (when := _valid(sent.year + step, month, day))]
    agreeing = [when for when in candidates if when.weekday() == weekday]
    return _chosen(agreeing or candidates, sent, "" if agreeing else lean)


def day_in_year(
    sent: date | None, lean: Lean, day_in: Callable[[int], date], year: int | None
) -> date | None:
    """A day that comes each year, as `day_in` says, in the year that is written or, as with `day_of`, the one that is meant."""
    if year is not None or sent is None:
        return day_in(year) if year else None
    return _chosen([day_in(sent.year + step) for step in (-1, 0, 1)], sent, lean)


def undecided(sent: date | None, day: int, month: int) -> bool:
    """Whether what `lean` says makes a difference: a day that soon comes, or has just been, is the nearest anyway.

    >>> [undecided(date(2020, 11, 13), 1, month) for month in (12, 5, 10)]
    [False, True, False]
    """
    when = _valid(sent.year, month, day) if sent else None
    if sent is None or when is None:
        return sent is not None
    ahead = (when.toordinal() - sent.toordinal()) % _DAYS
    return _DAYS - _REMEMBERED.days - _LEAP <= ahead <= _FORESEEN.days + _LEAP


def year_of_month(sent: date | None, lean: Lean, month: int, year: int | None) -> int | None:
    """The year of a month that is written without one, as with `day_of`."""
    if year is not None or sent is None:
        return year or None
    candidates = [date(sent.year + step, month, 1) for step in (-1, 0, 1)]
    chosen = _chosen(candidates, sent.replace(day=1), lean)
    return chosen.year if chosen else None


def week_of(sent: date | None, lean: Lean, week: int, year: int | None) -> str | None:
    """An ISO week as "2020-W48"; without a year the one that is meant, as with `day_of`.

    >>> week_of(date(2020, 11, 13), "", 2, None), week_of(date(2021, 1, 17), "", 52, None)
    ('2021-W02', '2020-W52')
    >>> week_of(date(2020, 11, 13), "", 54, None), week_of(None, "", 2, None)
    (None, None)
    """
    if year is None and sent is not None:
        mondays = [monday for step in (-1, 0, 1) if (monday := _monday(sent.year + step, week))]
        monday = _chosen(mondays, sent, lean)
    else:
        monday = _monday(year, week) if year else None
    return week_round(monday) if monday else None


def week_round(day: date) -> str:
    """The ISO week in which a day lies.

    >>> week_round(date(2025, 3, 10))
    '2025-W11'
    """
    year, week, _ = day.isocalendar()
    return f"{year:04}-W{week:02}"


def day_of_month(sent: date, lean: Lean, day: int, weekday: int | None) -> date | None:
    """The day with that number, "de 27e", in this month or one beside it; the nearest to come, rather than one before.

    >>> day_of_month(date(2020, 11, 13), "", 27, None), day_of_month(date(2020, 11, 13), "", 2, 2)
    (datetime.date(2020, 11, 27), datetime.date(2020, 12, 2))
    >>> day_of_month(date(2020, 11, 13), "past", 12, None), day_of_month(date(2020, 11, 13), "", 32, None)
    (datetime.date(2020, 11, 12), None)
    """
    months = [divmod(sent.month - 1 + step, _DECEMBER) for step in (-1, 0, 1, 2)]
    candidates = [
        when for years, month in months if (when := _valid(sent.year + years, month + 1, day)) is not None
    ]
    agreeing = [when for when in candidates if when.weekday() == weekday] or candidates
    if lean in ("past", "told"):
        return max((when for when in agreeing if when <= sent), default=None)
    return min(agreeing, key=lambda when: (when < sent, abs(when - sent)), default=None)


def month_beside(sent: date, step: int) -> str:
    """This month, or the one that is `step` months later.

    >>> month_beside(date(2020, 12, 13), 1)
    '2021-01'
    """
    years, month = divmod(sent.month - 1 + step, _DECEMBER)
    return f"{sent.year + years:04}-{month + 1:02}"


def weekday_of(sent: date, weekday: int, week: str) -> date:
    """The day of a bare weekday; `week` is the word beside it: volgende week, deze week, vorige, or "".

    >>> weekday_of(date(2020, 11, 13), 4, ""), weekday_of(date(2020, 11, 13), 0, "deze week")
    (datetime.date(2020, 11, 20), datetime.date(2020, 11, 9))
    """
    monday = sent - timedelta(sent.weekday())
    weeks = {"vorige week": -1, "deze week": 0, "volgende week": 1}
    if week in weeks:
        return monday + timedelta(weekday + weeks[week] * _WEEK)
    ahead = (weekday - sent.weekday()) % _WEEK or _WEEK
    return sent + timedelta(ahead - (_WEEK if ahead < _WEEK else 2 * _WEEK) if week == "vorige" else ahead)


def later(sent: date, count: int, unit: str) -> date:
    """The last day of a term that begins when the message is sent: dag, week or maand.

    >>> later(date(2021, 1, 31), 1, "maand"), later(date(2020, 11, 13), 2, "week")
    (datetime.date(2021, 2, 28), datetime.date(2020, 11, 27))
    """
    if unit == "maand":
        years, month = divmod(sent.month - 1 + count, _DECEMBER)
        year = sent.year + years
        return date(year, month + 1, min(sent.day, monthrange(year, month + 1)[1]))
    return sent + timedelta(count * (1 if unit == "dag" else _WEEK))


def year_written(year: str | None, short: str | None = None) -> int | None:
    """A year of four digits or two as written; None where none is, 0 for one that no griffie means.

    >>> year_written("2020"), year_written(None, "21"), year_written("9999"), year_written(None)
    (2020, 2021, 0, None)
    """
    if short:
        return 2000 + int(short)
    if year is None:
        return None
    return int(year) if int(year) in YEARS else 0


def first_day(iso: str) -> date:
    """The day on which a date begins.

    >>> first_day("2020-W48"), first_day("2021-02")
    (datetime.date(2020, 11, 23), datetime.date(2021, 2, 1))
    """
    if "W" in iso:
        return date.fromisocalendar(int(iso[:4]), int(iso[6:]), 1)
    return date.fromisoformat(iso if len(iso) == len("2020-11-27") else f"{iso}-01")


def _chosen(candidates: list[date], sent: date, lean: Lean) -> date | None:
    """The nearest candidate, on the side that the words lean to."""
    if lean == "future":
        side = [when for when in candidates if sent <= when <= sent + _FORESEEN]
    elif lean == "past":
        side = [when for when in candidates if when <= sent]
    elif lean == "told":
        side = [when for when in candidates if when <= sent <= when + _REMEMBERED]
    else:
        side = candidates
    return min(side or candidates, key=lambda when: _distance(when, sent), default=None)


def _distance(when: date, sent: date) -> float:
    """How many days off a day is; mail looks ahead more than back."""
    days = when.toordinal() - sent.toordinal()
    return days if days >= 0 else days * _BACKWARD


def _valid(year: int, month: int, day: int) -> date | None:
    if not (year in YEARS and 1 <= month <= _DECEMBER):
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _monday(year: int, week: int) -> date | None:
    last = date(year, _DECEMBER, 28).isocalendar().week  # 28 December always lies in the last week
    return date.fromisocalendar(year, week, 1) if 1 <= week <= last else None
