"""The meetings that a message is about, from the calendars that came with it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from reader.calendars.events import Event, event_of
from reader.calendars.lines import MOST_EVENTS, calendar_of
from reader.problems import Problem
from reader.text import body_of_plain

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime

    from reader.message import Attachment, Invitation, Message

_TYPES = frozenset({"text/calendar", "application/ics", "text/x-vcalendar"})
_MOST_LOOKED_AT = 500  # events of all calendars
_SUFFIXES = (".ics", ".ical", ".vcs")


def with_invitations(message: Message) -> Message:
    """The message with the meetings of its calendars behind those that it has; the calendars stay attachments.

    The same meeting in two calendars counts once, as the first says it.  A message without text of its own shows what
    the meeting is about.
    """
    found: dict[tuple[str, datetime | None], Event] = {}
    cut, looked_at = False, 0
    for calendar in map(calendar_of, _calendars(message.attachments)):
        cut = cut or calendar.cut
        for event in filter(None, (event_of(one, calendar) for one in calendar.events)):
            found.setdefault((event.uid or event.invitation.summary, event.invitation.start), event)
        looked_at += len(calendar.events)
        if looked_at > _MOST_LOOKED_AT:
            cut = True
            break
    events = list(found.values())[:MOST_EVENTS]
    cut = cut or len(found) > MOST_EVENTS
    invitations = (*message.invitations, *(event.invitation for event in events))
    if not invitations:
        return message
    if not message.text.strip():
        text = next((event.description for event in events if event.description), "")
        message = replace(message, body=body_of_plain(text or _told(invitations)))
    if cut:
        problem = Problem("calendar_cut", message.ref.path)
        message = replace(message, problems=(*message.problems, problem))
    return replace(message, invitations=invitations)


def calendar_text(raw: bytes) -> str:
    """What people wrote in a calendar, a paragraph for each meeting; "" where there is more in it than meetings read.

    The names of zones, programs and properties are no words of theirs: "Amsterdam" stands in most calendars.
    """
    calendar = calendar_of(raw)
    events = [] if calendar.cut else filter(None, (event_of(one, calendar) for one in calendar.events))
    return "\n\n".join("\n".join(filter(None, _written(event))) for event in events)


def _written(event: Event) -> tuple[str, ...]:
    about = event.invitation
    return about.summary, about.place, about.organiser, event.description


def _calendars(attachments: Sequence[Attachment]) -> Iterator[bytes]:
    for one in attachments:
        if one.held and (one.content_type in _TYPES or one.name.lower().endswith(_SUFFIXES)):
            yield one.content


def _told(invitations: Sequence[Invitation]) -> str:
    """Subject and place of each: words to read and to be found by, where the sender wrote none."""
    return "\n".join(text for one in invitations for text in (one.summary, one.place) if text)
