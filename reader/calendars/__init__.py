"""Meetings: iCalendar (RFC 5545) in, `Invitation`s out."""

from reader.calendars.invitations import with_invitations

__all__ = ["with_invitations"]
