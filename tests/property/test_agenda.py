"""Whatever stands in a mail, its agenda is a calendar file that a parser reads back (RFC 5545 §3.1, §3.3.11)."""

from __future__ import annotations

from datetime import UTC, date, datetime, time

from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from reader.actions.action import DateMention
from reader.agenda import Entry
from reader.calendars import agenda_calendar
from reader.calendars.titles import LONGEST
from reader.hours import clock_beside
from reader.words import words

NOW = datetime(2021, 2, 11, 10, 30, tzinfo=UTC)
ANYTHING = st.text(st.characters(), max_size=120)  # lone surrogates of a broken mail too
DAYS = st.dates(date(1900, 1, 1), date(2199, 12, 30))

ENTRIES = st.builds(
    lambda day, **fields: Entry(first=day, last=day, precision="day", ends=None, **fields),
    DAYS,
    message_id=ANYTHING,
    place=st.integers(-5, 10_000),
    what=st.sampled_from(["deadline", "meeting", "mention"]),
    begins=st.none() | st.times().map(lambda one: one.replace(second=0, microsecond=0)),
    words=ANYTHING,
    text=ANYTHING,
    addressees=st.lists(st.sampled_from(["griffie", "raad", "college", "other"]), unique=True).map(tuple),
    subject=ANYTHING,
    sender=ANYTHING,
)


def plain(text: str) -> str:
    """Without space, and without what no calendar can hold."""
    held = "".join(sign for sign in text if not "\ud800" <= sign <= "\udfff" and sign != "\x7f")
    return "".join(sign for sign in "".join(held.split()) if sign >= " ")


@given(st.lists(ENTRIES, max_size=5))
def test_any_agenda_is_read_back(entries):
    content = agenda_calendar(entries, words("nl").label, NOW)
    assert content.endswith(b"\r\n")
    lines = content.split(b"\r\n")
    assert all(len(line) <= 75 for line in lines)
    assert all(b"\r" not in line and b"\n" not in line for line in lines)
    for line in lines:
        line.decode("utf-8")  # a fold never parts a letter
    read = Calendar.from_ical(content).events
    assert len(read) == len(entries)
    for event, entry in zip(read, entries, strict=True):
        start = event["DTSTART"].dt
        assert (start.date() if isinstance(start, datetime) else start) == entry.first
        assert event["DTEND"].dt > start
        assert 0 < len(str(event["SUMMARY"]).partition(": ")[2]) <= LONGEST
        description = plain(str(event["DESCRIPTION"]))
        assert description.startswith(plain(entry.text))
        assert plain(entry.subject) in description


@given(st.text("5 maart.,:;-–()\n012u rvótm"), st.integers(0, 40))
def test_hours_beside_a_date_lie_in_the_text(text, at):
    start = min(at, len(text))
    clock = clock_beside(text, DateMention("", start, start, "2021-03-05", "day", "event"))
    assert clock is None or (0 <= clock.start < clock.end <= len(text) and isinstance(clock.begins, time))
