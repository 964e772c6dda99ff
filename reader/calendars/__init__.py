"""Meetings: iCalendar (RFC 5545) in, `Invitation`s out, and one of them back in; an agenda out."""

from reader.calendars.agenda import agenda_calendar
from reader.calendars.invitations import calendar_text, with_invitations
from reader.calendars.write import calendar_with

__all__ = ["agenda_calendar", "calendar_text", "calendar_with", "with_invitations"]
