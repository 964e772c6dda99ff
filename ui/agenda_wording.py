"""How an entry of the agenda reads: its days, what it is, for whom."""

from __future__ import annotations

from datetime import time
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QDate, QLocale, QTime

from reader.agenda import is_past
from ui.wording import Counted, for_whom, subject_of, tooltip

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from reader.agenda import Entry, What
    from reader.words import Words

translate = QCoreApplication.translate

_NIGHT = time(5)  # what ends until then is of the evening before

# Beside its colour each has a sign of its own.
SIGNS: Mapping[What, str] = {"deadline": "!", "meeting": "◆", "mention": "○"}


def month_title(first: date | None) -> str:
    """Above a month: "december 2026"."""
    if first is None:
        return translate("agenda", "Without a date")
    return QLocale().toString(QDate(first.year, first.month, 1), "MMMM yyyy")


def short_month(first: date, *, year: bool) -> str:
    """In the scale of the timeline: "dec", "jan 2027"."""
    form = "MMM yyyy" if year else "MMM"
    return QLocale().toString(QDate(first.year, first.month, 1), form).replace(".", "")


def short_day(day: date) -> str:
    """Of a row: "vr 4 dec", since its month may be scrolled off."""
    return QLocale().toString(QDate(day.year, day.month, day.day), "ddd d MMM").replace(".", "")


def long_day(day: date) -> str:
    """In words: "vrijdag 4 december 2026"."""
    return QLocale().toString(QDate(day.year, day.month, day.day), "dddd d MMMM yyyy")


def day_month(day: date) -> str:
    """Without its year: "4 dec"."""
    return QLocale().toString(QDate(day.year, day.month, day.day), "d MMM").replace(".", "")


def day_lines(entry: Entry) -> tuple[str, str]:
    """What stands in the column of days: the day that counts, and its last day, its hour, or the week or month that is named.

    Of a deadline a last day counts in any case; of the rest a day would be a guess where none is named.
    """
    if entry.first is None or entry.last is None or entry.day is None:
        return "–", ""
    if entry.precision == "day":
        last = _last_day(entry)
        if last is not None:
            return short_day(entry.day), translate("agenda", "to {day}").format(day=short_day(last))
        return short_day(entry.day), clock(entry.begins) if entry.begins else ""
    if entry.precision == "week":
        period = translate("agenda", "week {number}").format(number=entry.last.isocalendar().week)
    else:
        period = short_month(entry.last, year=False)
    return (short_day(entry.day), period) if entry.what == "deadline" else (period, "")


def clock(when: time) -> str:
    """An hour as the language writes it: "20.00" or "20:00"."""
    return QLocale().toString(QTime(when.hour, when.minute), translate("agenda", "HH:mm"))


def what_name(what: What) -> str:
    names: dict[What, str] = {
        "deadline": translate("agenda", "Deadline"),
        "meeting": translate("agenda", "Meeting"),
        "mention": translate("agenda", "Date mentioned"),
    }
    return names[what]


def counts(entries: Mapping[What, int]) -> str:
    """As "3 uiterste data, 1 bijeenkomst"."""
    parts = [
        Counted.tr("%n deadline(s)", "", entries.get("deadline", 0)) if entries.get("deadline") else "",
        Counted.tr("%n meeting(s)", "", entries.get("meeting", 0)) if entries.get("meeting") else "",
        Counted.tr("%n date(s) mentioned", "", entries.get("mention", 0)) if entries.get("mention") else "",
    ]
    return ", ".join(part for part in parts if part)


def source_line(entry: Entry) -> str:
    """From which message: subject and sender."""
    return f"{subject_of(entry.subject)} · {sender_of(entry)}"


def sender_of(entry: Entry) -> str:
    return entry.sender or translate("wording", "(unknown sender)")


def tip(entry: Entry, words: Words) -> str:
    """All that a row may have no room for."""
    lines = (entry.words, for_whom(entry.addressees, words), entry.text, source_line(entry))
    return tooltip("\n".join(line for line in lines if line))


def accessible_entry(entry: Entry, words: Words, today: date | None, *, ticked: bool) -> str:
    """A row in words, for a screen reader."""
    last = _last_day(entry)
    parts = [
        translate("wording", "selected") if ticked else "",
        long_day(entry.day) if entry.day else translate("agenda", "Without a date"),
        translate("agenda", "to {day}").format(day=long_day(last)) if last else "",
        clock(entry.begins) if entry.begins else "",
        translate("agenda", "past") if is_past(entry, today) else "",
        what_name(entry.what),
        entry.words,
        for_whom(entry.addressees, words),
        entry.text,
        source_line(entry),
    ]
    return ", ".join(part for part in parts if part)


def written(entry: Entry) -> str:
    """The date as its message says it; of several days in a calendar the hour, for which there is no room beside them."""
    alone = not entry.words and entry.begins is not None and _last_day(entry) is not None
    return clock(entry.begins) if alone and entry.begins else entry.words


def _last_day(entry: Entry) -> date | None:
    """Of a meeting of several days: an evening of a calendar that ends in the small hours is one."""
    if entry.precision != "day" or entry.day is None or entry.last is None or entry.last <= entry.day:
        return None
    by_night = entry.place < 0 and entry.ends is not None and entry.ends <= _NIGHT
    return None if by_night and (entry.last - entry.day).days == 1 else entry.last
