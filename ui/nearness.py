"""How near the dates of what is asked are, in words and with a sign: colour never says it alone."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Literal, NamedTuple

from PySide6.QtCore import QCoreApplication

from reader.periods import iso_days
from ui.wording import Counted, addressee_short, iso_date, long_day

if TYPE_CHECKING:
    from reader.due import When
    from reader.events import Hit

translate = QCoreApplication.translate

_TODAY, _TOMORROW = 0, 1
_SOON = 7  # days: up to then a limit has its ground
_COUNTED = 14  # days: what is further away is a date
_LONG_AGO = -30  # days: nobody counts further back
_DAY_FORM = len("2020-12-01")


class Nearness(NamedTuple):
    """A date of a row."""

    state: Literal["late", "soon", "ahead", "meeting", "past"]
    sign: str
    text: str
    who: str = ""  # for whom, where that is one

    @property
    def whole(self) -> str:
        """The text, and for whom."""
        return f"{self.text} · {self.who}" if self.who else self.text


def last_day(when: When) -> str:
    """By when something must be done: its last safe day, and the date as it is written where that is not it."""
    iso = when.day.isoformat()
    day = translate("nearness", "{date} at the latest").format(date=iso_date(iso))
    if iso == when.iso:
        return day
    written = iso_date(when.iso, with_year=when.iso[:4] != iso[:4])
    return f"{day} ({_before(when, written)})"


def nearness(hit: Hit) -> list[Nearness]:
    """What a row says of its dates, the most urgent first, and of that one for whom it is."""
    near = [_of_meeting(when, days) if when.event else _of_limit(when, days) for when, days in hit.dates]
    who = addressee_short(hit.addressees[0]) if len(hit.addressees) == 1 else ""
    return [near[0]._replace(who=who), *near[1:]] if near else []


def further(number: int) -> str:
    """Of the dates that a row has no room for; "" for none."""
    return Counted.tr("and %n more date(s)", "", number) if number else ""


def _of_limit(when: When, left: int) -> Nearness:
    is_day = len(when.iso) == _DAY_FORM
    if left < 0:
        if is_day and left >= _LONG_AGO:
            return Nearness("late", "!!", Counted.tr("%n day(s) late", "", -left))
        return Nearness(
            "late",
            "!!",
            translate("nearness", "overdue: {date}").format(date=_before(when, iso_date(when.iso))),
        )
    state: Literal["soon", "ahead"] = "soon" if left <= _SOON else "ahead"
    if left == _TODAY:
        return Nearness(state, "!", translate("nearness", "today at the latest"))
    if left == _TOMORROW:
        return Nearness(state, "!", translate("nearness", "tomorrow at the latest"))
    if is_day and left <= _COUNTED:
        return Nearness(state, "!", Counted.tr("%n day(s) left", "", left))
    return Nearness(state, "!", _before(when, _date(when, left)))


def _of_meeting(when: When, left: int) -> Nearness:
    is_day = len(when.iso) == _DAY_FORM
    if left < 0:
        return Nearness(
            "past", "◆", translate("nearness", "meeting was {date}").format(date=iso_date(when.iso))
        )
    # Its last day is `left` days away; one of several days begins before that.
    to_begin = left - (when.day - iso_days(when.iso)[0]).days
    if is_day and to_begin <= _TODAY:
        return Nearness("meeting", "◆", translate("nearness", "meeting today"))
    if is_day and to_begin == _TOMORROW:
        return Nearness("meeting", "◆", translate("nearness", "meeting tomorrow"))
    if is_day and to_begin <= _COUNTED:
        return Nearness("meeting", "◆", Counted.tr("meeting in %n day(s)", "", to_begin))
    return Nearness("meeting", "◆", translate("nearness", "meeting {date}").format(date=_date(when, left)))


def _before(when: When, day: str) -> str:
    """A limit as it stands in the message: with "vóór" where it is too late on that day."""
    is_excluded = when.day < iso_days(when.iso)[0]
    return translate("nearness", "before {date}").format(date=day) if is_excluded else day


def _date(when: When, left: int) -> str:
    """As it is written: "1 december", with its year where that is another one; a week or a month by its name."""
    if len(when.iso) != _DAY_FORM:
        return iso_date(when.iso)
    now = when.day - timedelta(left)
    return long_day(when.iso, with_year=int(when.iso[:4]) != now.year)
