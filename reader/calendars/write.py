"""A meeting written as iCalendar (RFC 5545): how an Outlook item that another message encloses keeps it.

The same meeting gives the same bytes on every machine, as all that is enclosed (see `reader.mime.write`).
"""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from typing import TYPE_CHECKING

from reader.calendars.zones import HOME

if TYPE_CHECKING:
    from reader.message import Invitation

_ESCAPED = re.compile(r"[\\;,]")
_UNQUOTED = re.compile(r'["\x00-\x1f\x7f]+')
_LONGEST = 70  # characters of a line, at most 75 bytes where they are ASCII, §3.1
_SECOND = timedelta(seconds=1)
_NEVER = "19700101T000000Z"  # when it was written, §3.8.7.2: that would differ each time


def calendar_with(invitation: Invitation) -> bytes:
    """A calendar with this one event."""
    lines = [*_event(invitation)]
    uid = sha256("\n".join(lines).encode("utf-8", "replace")).hexdigest()[:32]
    whole = [
        *(
            "BEGIN:VCALENDAR",
            "VERSION:2.0",
            "PRODID:-//Griffielezer//NL",
            f"METHOD:{invitation.method.upper()}",
            "BEGIN:VEVENT",
        ),
        *(f"UID:{uid}", f"DTSTAMP:{_NEVER}", *lines),
        *("END:VEVENT", "END:VCALENDAR", ""),
    ]
    return "\r\n".join(map(_folded, whole)).encode("utf-8", "replace")


def _event(invitation: Invitation) -> list[str]:
    fields = {
        "SUMMARY": _escaped(invitation.summary),
        "LOCATION": _escaped(invitation.place),
        "STATUS": "CANCELLED" if invitation.method == "cancel" else "",
    }
    lines = [f"{name}:{value}" for name, value in fields.items() if value]
    if invitation.organiser:
        name = _UNQUOTED.sub(" ", invitation.organiser).strip()
        lines.append(f'ORGANIZER;CN="{name}":invalid:nomail')
    if invitation.start is not None:
        lines += _times(invitation.start, invitation.end, all_day=invitation.all_day)
    return lines


def _times(start: datetime, end: datetime | None, *, all_day: bool) -> list[str]:
    """Days where they are days here too, else moments: a day elsewhere begins at another hour here."""
    own = start.astimezone(HOME)
    if all_day and own.time() == datetime.min.time():
        after = (end + _SECOND if end else own + timedelta(days=1)).astimezone(HOME)
        return [f"DTSTART;VALUE=DATE:{own:%Y%m%d}", f"DTEND;VALUE=DATE:{after:%Y%m%d}"]
    if all_day and end is not None:
        end += _SECOND
    moments = {"DTSTART": start, "DTEND": end}
    return [f"{name}:{one.astimezone(UTC):%Y%m%dT%H%M%SZ}" for name, one in moments.items() if one]


def _escaped(text: str) -> str:
    return _ESCAPED.sub(lambda sign: f"\\{sign[0]}", " ".join(text.split()))


def _folded(line: str) -> str:
    return "\r\n ".join(line[at : at + _LONGEST] for at in range(0, len(line), _LONGEST))
