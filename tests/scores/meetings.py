"""Meetings of real mail, held against what the library icalendar and HiraokaHyperTools/msgreader read of them.

icalendar unrolls time zones and reads strictly, and so is no way to read hostile mail; on sound calendars it is right.
"""

from __future__ import annotations

import json
from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import TYPE_CHECKING

from icalendar import Calendar

from reader.formats import read_export
from reader.message import Message

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).resolve().parents[3] / "shared" / "corpus"
CALENDARS, ITEMS = "calendars in mail", "msgreader's appointments"

# (file, field): why what is expected is not what a reader should be shown.
REASONS = {
    ("7 days  everyday.msg", "end"): "of whole days the last moment is shown, not the first one after it"
}

Score = tuple[str, str, bool, str]


def scores() -> Iterator[Score]:
    """(set, field, agreed, note) for each field of each meeting."""
    for path in sorted((ROOT / "eml").glob("**/*.eml")):
        raw = path.read_bytes()
        if b"text/calendar" in raw:
            yield from _compared(CALENDARS, path, _of_calendars(raw))
    for path in sorted((ROOT / "msg").glob("HiraokaHyperTools__msgreader/**/*.json")):
        item = json.loads(path.read_bytes())
        if item.get("messageClass") == "IPM.Appointment":
            yield from _compared(ITEMS, path.with_suffix(".msg"), _of_item(item))


def _compared(set_name: str, path: Path, wanted: dict[str, object]) -> Iterator[Score]:
    """The fields of the first meeting of a message."""
    message = next((entry for entry in read_export(str(path)) if isinstance(entry, Message)), None)
    one = message.invitations[0] if message and message.invitations else None
    for what, value in wanted.items():
        found = getattr(one, what, None)
        found = found.astimezone(UTC) if isinstance(found, datetime) else found
        reason = REASONS.get((path.name, what), "not explained")
        yield set_name, what, found == value, f"{path.name}: {reason}: {found!r} for {value!r}"


def _of_calendars(raw: bytes) -> dict[str, object]:
    parts = message_from_bytes(raw, policy=policy.default).walk()
    calendar = next(part for part in parts if part.get_content_type() == "text/calendar")
    event = Calendar.from_ical(calendar.get_payload(decode=True)).walk("VEVENT")[0]
    wanted: dict[str, object] = {
        "summary": " ".join(event.get("SUMMARY", "").split()),
        "place": " ".join(event.get("LOCATION", "").split()),
        "repeats": "RRULE" in event and "RECURRENCE-ID" not in event,
    }
    for what, name in (("start", "DTSTART"), ("end", "DTEND")):
        if name in event and "DTSTART" in event and isinstance(event[name].dt, datetime):
            wanted[what] = event[name].dt.astimezone(UTC)
    return wanted


def _of_item(item: dict[str, object]) -> dict[str, object]:
    wanted: dict[str, object] = {
        "summary": item["subject"],
        "place": item["apptLocation"],
        "start": parsedate_to_datetime(str(item["apptStartWhole"])),
        "end": parsedate_to_datetime(str(item["apptEndWhole"])),
        "repeats": "apptRecur" in item,
    }
    return wanted
