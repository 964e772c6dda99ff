"""What stands about a meeting and about a forwarded message above the text: the same words on screen and on paper."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from reader.words import words

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from reader.message import Forwarded, Invitation
    from reader.words import Words

_AMSTERDAM = ZoneInfo("Europe/Amsterdam")  # a griffie reads times as its own clock showed them


@dataclass(frozen=True, slots=True)
class Card:
    """One meeting, in the user's language."""

    kind: str  # "Uitnodiging", "Afgelast"
    cancelled: bool
    title: str
    rows: tuple[tuple[str, str], ...]  # label and value; only those that have a value


def cards_of(invitations: Sequence[Invitation], language: str, most: int) -> tuple[tuple[Card, ...], str]:
    """The first `most` cards, and a line that counts the meetings left out; "" where that is none."""
    cards = tuple(card_of(invitation, language) for invitation in invitations[:most])
    left = len(invitations) - len(cards)
    return cards, words(language).label["meeting_more"].format(count=left) if left else ""


def card_of(invitation: Invitation, language: str = "nl") -> Card:
    """The card of a meeting that a message invites to, changes or cancels."""
    label = words(language).label
    rows = (
        (label["meeting_when"], when(invitation, language)),
        (label["meeting_where"], _line(invitation.place)),
        (label["meeting_organiser"], _line(invitation.organiser)),
        (label["meeting_repeats"], label["meeting_repeats_yes"] if invitation.repeats else ""),
    )
    return Card(
        kind=label[f"meeting_{invitation.method}"],
        cancelled=invitation.method == "cancel",
        title=_line(invitation.summary) or label["no_subject"],
        rows=tuple((name, value) for name, value in rows if value),
    )


def when(invitation: Invitation, language: str = "nl") -> str:
    """The time of a meeting: "donderdag 12 november 2020, 20:00 - 22:30", or the days that it takes."""
    if invitation.start is None:
        return ""
    table = words(language)
    start = invitation.start.astimezone(_AMSTERDAM)
    end = (invitation.end or invitation.start).astimezone(_AMSTERDAM)
    one_day = end.date() <= start.date()
    if invitation.all_day:
        days = table.long_day(start) if one_day else f"{table.long_day(start)} - {table.long_day(end)}"
        return f"{days}, {table.label['meeting_all_day']}"
    begin = _day_and_time(start, table)
    if end <= start:
        return begin
    return f"{begin} - {end:%H:%M}" if one_day else f"{begin} - {_day_and_time(end, table)}"


def forwarded_line(forwarded: Forwarded, language: str = "nl") -> str:
    """Sender, moment and subject of the message that is passed on; "" where it names none of these."""
    moment = words(language).long_date(forwarded.date.astimezone(_AMSTERDAM)) if forwarded.date else ""
    people = "; ".join(str(person) for person in forwarded.sender)
    return ", ".join(part for part in (people, moment, _line(forwarded.subject)) if part)


def _day_and_time(moment: datetime, table: Words) -> str:
    return f"{table.long_day(moment)}, {moment:%H:%M}"


def _line(text: str) -> str:
    return " ".join(text.split())
