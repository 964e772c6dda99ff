"""How values read in the window: dates, senders, sizes, counts."""

from __future__ import annotations

import re
from dataclasses import replace
from html import escape
from pathlib import PurePath
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from PySide6.QtCore import QCoreApplication, QDate, QLocale

from reader.note import own_words
from reader.periods import month_of, week_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime

    from reader.actions.action import Addressee, Kind
    from reader.due import Term
    from reader.events import Hit, Reference
    from reader.message import Address
    from reader.problems import Problem
    from reader.words import Words

translate = QCoreApplication.translate


class Counted:
    """Plurals outside a widget: `lupdate` sees a count only in a call of `tr`, with the name before it as context."""

    @staticmethod
    def tr(text: str, comment: str, number: int) -> str:
        return translate("Counted", text, comment, number)


# A griffie reads times as its own clock showed them, whatever zone the sender was in.
_ZONE = ZoneInfo("Europe/Amsterdam")
_LONGEST = 4_000  # characters; more than fits on a screen


def local(moment: datetime) -> datetime:
    """The moment on the griffie's clock."""
    return moment.astimezone(_ZONE)


def in_short(text: str) -> str:
    """As much of a text from a mail as a label can show: the window stands still while Qt lays out megabytes."""
    return text if len(text) <= _LONGEST else text[:_LONGEST].rstrip() + "…"


def tooltip(text: str) -> str:
    """Text from a mail for a tooltip: Qt would take it for HTML, and load what that names, where it looks like it."""
    return f"<qt>{escape(in_short(text)).replace(chr(10), '<br>')}</qt>" if text else ""


def shortly(problem: Problem) -> Problem:
    """With the name of the export alone: who reads this has its message open."""
    return replace(problem, path=PurePath(problem.path).name)


def short_date(moment: datetime | None) -> str:
    """Of a row: "13 nov 2020"; "" where the date is unknown."""
    if moment is None:
        return ""
    day = local(moment)
    return _day(QDate(day.year, day.month, day.day))


def iso_date(iso: str, *, with_year: bool = True) -> str:
    """Of an action: "2020-12-01" is "1 dec 2020", or "1 dec"; "2021-02" is "feb 2021", "2020-W48" is "week 48"."""
    if week := re.fullmatch(r"(\d{4})-W(\d{2})", iso):
        return translate("wording", "week {number}").format(number=int(week[2]))
    if re.fullmatch(r"\d{4}-\d{2}", iso):
        return QLocale().toString(QDate.fromString(f"{iso}-01", "yyyy-MM-dd"), "MMM yyyy").replace(".", "")
    return _day(QDate.fromString(iso, "yyyy-MM-dd"), with_year=with_year)


def _day(day: QDate, *, with_year: bool = True) -> str:
    return QLocale().toString(day, "d MMM yyyy" if with_year else "d MMM").replace(".", "")


def long_day(iso: str, *, with_year: bool = True) -> str:
    """A day in a sentence: "13 november 2020", or "13 november"."""
    day = QDate.fromString(iso, "yyyy-MM-dd")
    return QLocale().toString(day, "d MMMM yyyy" if with_year else "d MMMM")


def weekday_and_day(day: date) -> str:
    """In a field for a date: "vrijdag 13 november 2020"."""
    return QLocale().toString(QDate(day.year, day.month, day.day), "dddd d MMMM yyyy")


def sender_name(sender: Sequence[Address]) -> str:
    """What a row shows of From: the name, else the address."""
    if not sender:
        return translate("wording", "(unknown sender)")
    return sender[0].name or sender[0].address


def sender_of(hit: Hit, *, marks_sample: bool) -> str:
    """The sender of a row, perhaps with the word that says that it is made up."""
    name = sender_name(hit.sender)
    return (
        translate("wording", "{sender} (sample)").format(sender=name) if marks_sample and hit.sample else name
    )


def subject_of(subject: str) -> str:
    return in_short(subject) or translate("wording", "(no subject)")


def count(number: int) -> str:
    """A number with the thousands marked as the language does: "1.284"."""
    return QLocale().toString(number)


def size(number: int) -> str:
    """Bytes as "212 kB"."""
    return QLocale().formattedDataSize(number, 0, QLocale.DataSizeFormat.DataSizeTraditionalFormat)


def asked_of(hit: Hit) -> str:
    """How many actions a row has, and for whom where that is one: "2 actiepunten voor raadsleden"; "" without actions."""
    if not hit.actions:
        return ""
    match hit.addressees:
        case ("raad",):
            return Counted.tr("%n action item(s) for council members", "", len(hit.actions))
        case ("griffie",):
            return Counted.tr("%n action item(s) for the griffie", "", len(hit.actions))
        case ("college",):
            return Counted.tr("%n action item(s) for the executive", "", len(hit.actions))
    return Counted.tr("%n action item(s)", "", len(hit.actions))


ADDRESSEES = ("griffie", "raad", "college", "other", "")  # "" names nobody


def addressee_name(addressee: str) -> str:
    """For whom an action is, as a filter; "" names nobody."""
    names = {
        "griffie": translate("wording", "The griffie"),
        "raad": translate("wording", "The council and its members"),
        "college": translate("wording", "The municipal executive"),
        "other": translate("wording", "Others"),
        "": translate("wording", "Nobody named"),
    }
    return names[addressee]


def addressee_short(addressee: str) -> str:
    """The same behind a date; "" where it says nothing."""
    names = {
        "griffie": translate("wording", "griffie"),
        "raad": translate("wording", "council"),
        "college": translate("wording", "executive"),
    }
    return names.get(addressee, "")


def for_whom(addressees: Sequence[Addressee], words: Words) -> str:
    """As "voor de raad, de griffie"; "" where nobody is named."""
    names = ", ".join(words.label[f"addressee_{one}"] for one in addressees)
    return translate("wording", "for {names}").format(names=names) if names else ""


def term_name(term: Term) -> str:
    names: dict[Term, str] = {
        "overdue": translate("wording", "Overdue"),
        "week": translate("wording", "This week"),
        "month": translate("wording", "This month"),
        "later": translate("wording", "Later"),
        "past": translate("wording", "Meeting is over"),
        "undated": translate("wording", "Without a date"),
    }
    return names[term]


def term_days(term: Term, reference: date) -> str:
    """Which days a term has, counted from a day."""
    today = long_day(reference.isoformat())
    days = week_of(reference) if term == "week" else month_of(reference)
    first, last = (day.isoformat() for day in days)
    stretch = translate("wording", "{first} to {last}, also what is past already")
    meanings: dict[Term, str] = {
        "overdue": translate("wording", "before {date}, also when that was this week").format(date=today),
        "later": translate("wording", "after this week and this month"),
        "past": translate("wording", "a meeting before {date}").format(date=today),
        "undated": translate("wording", "something is asked, without a date"),
    }
    with_year = first[:4] != last[:4]
    return meanings.get(term) or stretch.format(
        first=long_day(first, with_year=with_year), last=long_day(last)
    )


def counted_from(reference: Reference) -> str:
    """Which day terms count from, and why."""
    day = long_day(reference.day.isoformat())
    match reference.basis:
        case "today":
            return translate("wording", "Counted from today, {date}").format(date=day)
        case "newest":
            return translate("wording", "Counted from {date} (newest message)").format(date=day)
        case "chosen":
            return translate("wording", "Counted from {date} (chosen day)").format(date=day)


def kind_name(kind: Kind) -> str:
    """A kind of action, in the user's words."""
    names: dict[Kind, str] = {
        "heading_question": translate("wording", "Heading that asks"),
        "request": translate("wording", "Request"),
        "deadline": translate("wording", "Deadline"),
        "invitation": translate("wording", "Invitation"),
        "consultation": translate("wording", "Consultation"),
        "support_motion": translate("wording", "Support a motion"),
        "forward": translate("wording", "Pass on"),
    }
    return names[kind]


def in_compounds() -> str:
    """Above the rows that have what is searched for only inside longer words."""
    return translate("wording", "Also in compounds")


def proposal_short(key: str) -> str:
    """A voorstel afdoening in a row of the list; "" for none, and for one of a later version."""
    names = {
        "notice": translate("wording", "for information"),
        "college": translate("wording", "executive settles"),
        "college_copy": translate("wording", "executive settles, copy to council"),
        "college_advice": translate("wording", "executive advises"),
        "agenda_item": translate("wording", "with agenda item"),
        "committee": translate("wording", "to committee"),
        "discussion": translate("wording", "for discussion"),
        "griffie": translate("wording", "griffie settles"),
        "other": translate("wording", "other settlement"),
    }
    return own_words(key) or names.get(key, "")


def listed_chip(hit: Hit) -> str:
    """What is proposed to do with a message that is on the list."""
    if not hit.note.listed:
        return ""
    proposal = proposal_short(hit.note.proposal)
    return f"✓ {proposal}" if proposal else translate("wording", "✓ on the list")


def attachment_chip(hit: Hit) -> str:
    return Counted.tr("%n attachment(s)", "", len(hit.attachments)) if hit.attachments else ""


def accessible_row(hit: Hit, sender: str, dates: str, *, ticked: bool) -> str:
    """A row in words, for a screen reader; `sender` and `dates` as it shows them."""
    parts = [
        translate("wording", "selected") if ticked else "",
        sender,
        subject_of(hit.subject),
        short_date(hit.date),
        ", ".join(hit.categories),
        ", ".join(
            translate("wording", "own category {name}").format(name=name) for name in hit.note.categories
        ),
        translate("wording", "on the list of incoming documents") if hit.note.listed else "",
        translate("wording", "proposal: {name}").format(name=proposal)
        if hit.note.listed and (proposal := proposal_short(hit.note.proposal))
        else "",
        asked_of(hit),
        dates,
        attachment_chip(hit),
    ]
    return ", ".join(part for part in parts if part)
