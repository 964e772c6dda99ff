"""Outlook's appointments and what is sent about them, [MS-OXOCAL] §2.2, as `Invitation`s."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Literal

from reader.mapi import tags
from reader.mapi.addresses import sender_of
from reader.mapi.envelope import subject_of
from reader.message import Invitation

if TYPE_CHECKING:
    from collections.abc import Mapping

    from reader.mapi.item import Name, Properties

_CANCELED = 4  # in the state of an appointment, §2.2.1.10
_LAST = timedelta(seconds=1)
_YEARS = range(1900, 3000)  # as in a calendar
_METHODS: Mapping[str, Literal["request", "cancel", "reply", "publish"]] = {
    "ipm.schedule.meeting.request": "request",
    "ipm.schedule.meeting.canceled": "cancel",
    "ipm.schedule.meeting.resp": "reply",
    "ipm.schedule.meeting.notification": "publish",
    "ipm.appointment": "publish",
    "ipm.ole.class.{00061055-0000-0000-c000-000000000046}": "publish",  # one that differs in a series, §2.2.10.2.1
}


def invitation_of(properties: Properties) -> Invitation | None:
    """The meeting that an item is or is about; None where it is none, or has neither time nor place."""
    method = _method(properties)
    if method is None:
        return None
    start = _moment(properties, tags.APPOINTMENT_START, tags.COMMON_START, tags.START_DATE)
    place = _text(properties, tags.LOCATION, tags.WHERE)
    if not (start or place):
        return None
    all_day = bool(properties.number(properties.named(tags.ALL_DAY)))
    end = _moment(properties, tags.APPOINTMENT_END, tags.COMMON_END, tags.END_DATE)
    if start is None or end is None or end < start:
        end = None
    elif all_day and end > start:
        end -= _LAST
    if method == "publish" and (properties.number(properties.named(tags.APPOINTMENT_STATE)) or 0) & _CANCELED:
        method = "cancel"
    return Invitation(
        summary=properties.text(tags.NORMALIZED_SUBJECT) or subject_of(properties),
        start=start,
        end=end,
        all_day=all_day,
        place=place,
        organiser="" if method == "reply" else _organiser(properties),
        method=method,
        repeats=bool(
            properties.number(properties.named(tags.RECURRING))
            or properties.number(properties.named(tags.IS_RECURRING))
        ),
    )


def _method(properties: Properties) -> Literal["request", "cancel", "reply", "publish"] | None:
    """By the class of the item, which may have a further part of its own at its end."""
    kind = properties.text(tags.MESSAGE_CLASS).lower()
    return next((method for name, method in _METHODS.items() if f"{kind}.".startswith(f"{name}.")), None)


def _moment(properties: Properties, *names: Name | int) -> datetime | None:
    ids = (name if isinstance(name, int) else properties.named(name) for name in names)
    moments = (properties.moment(one) for one in ids)
    return next((moment for moment in moments if moment and moment.year in _YEARS), None)


def _text(properties: Properties, *names: Name) -> str:
    return " ".join(properties.text(*map(properties.named, names)).split())


def _organiser(properties: Properties) -> str:
    return next((one.name or one.address for one in sender_of(properties)), "")
