"""How values read in the window: dates, senders, sizes, counts."""

from __future__ import annotations

import re
from dataclasses import replace
from html import escape
from pathlib import PurePath
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from PySide6.QtCore import QCoreApplication, QDate, QLocale

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from reader.actions.action import Kind
    from reader.events import Hit
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
_SHORT_DAY = "d MMM yyyy"
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


def iso_date(iso: str) -> str:
    """Of an action: "2020-12-01" is "1 dec 2020", "2021-02" is "feb 2021", "2020-W48" is "week 48"."""
    if week := re.fullmatch(r"(\d{4})-W(\d{2})", iso):
        return translate("wording", "week {number}").format(number=int(week[2]))
    if re.fullmatch(r"\d{4}-\d{2}", iso):
        return QLocale().toString(QDate.fromString(f"{iso}-01", "yyyy-MM-dd"), "MMM yyyy").replace(".", "")
    return _day(QDate.fromString(iso, "yyyy-MM-dd"))


def _day(day: QDate) -> str:
    return QLocale().toString(day, _SHORT_DAY).replace(".", "")


def sender_name(sender: Sequence[Address]) -> str:
    """What a row shows of From: the name, else the address."""
    if not sender:
        return translate("wording", "(unknown sender)")
    return sender[0].name or sender[0].address


def subject_of(subject: str) -> str:
    return in_short(subject) or translate("wording", "(no subject)")


def count(number: int) -> str:
    """A number with the thousands marked as the language does: "1.284"."""
    return QLocale().toString(number)


def size(number: int) -> str:
    """Bytes as "212 kB"."""
    return QLocale().formattedDataSize(number, 0, QLocale.DataSizeFormat.DataSizeTraditionalFormat)


def action_chip(hit: Hit) -> str:
    """What a row says of its actions: the nearest date, else their number; "" without actions."""
    if not hit.actions:
        return ""
    if hit.due is not None:
        return iso_date(hit.due)
    return Counted.tr("%n action item(s)", "", len(hit.actions))


def kind_name(kind: Kind) -> str:
    """A kind of action, in the user's words."""
    names: dict[Kind, str] = {
        "heading_question": translate("wording", "Question to the reader"),
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


def proposal_name(key: str, words: Words) -> str:
    """A voorstel afdoening in the user's words; one of a later version has none, and shows its key."""
    return words.label.get(f"proposal_{key}", key) if key else ""


def listed_chip(hit: Hit) -> str:
    return translate("wording", "✓ on the list") if hit.note.listed else ""


def attachment_chip(hit: Hit) -> str:
    return Counted.tr("%n attachment(s)", "", len(hit.attachments)) if hit.attachments else ""


def accessible_row(hit: Hit, *, ticked: bool) -> str:
    """A row in words, for a screen reader."""
    parts = [
        translate("wording", "selected") if ticked else "",
        sender_name(hit.sender),
        subject_of(hit.subject),
        short_date(hit.date),
        ", ".join(hit.categories),
        ", ".join(
            translate("wording", "own category {name}").format(name=name) for name in hit.note.categories
        ),
        translate("wording", "on the list of incoming documents") if hit.note.listed else "",
        Counted.tr("%n action item(s)", "", len(hit.actions)) if hit.actions else "",
        attachment_chip(hit),
    ]
    return ", ".join(part for part in parts if part)
