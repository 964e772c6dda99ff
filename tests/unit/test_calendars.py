"""Calendars become invitations; every odd one was written by some program."""

from __future__ import annotations

from datetime import UTC, datetime
from email.message import EmailMessage

import pytest
import tnef_maker as make

from reader import mail
from reader.cards import when
from reader.events import Search
from reader.library import Desk, add_exports
from reader.mapi import tags
from reader.message import MessageRef
from reader.paths import data_dir

REF = MessageRef("post.eml")
EVENT = (
    "UID:1@gemeente.example",
    "SUMMARY:Commissie Ruimte",
    "DTSTART;TZID=Europe/Amsterdam:20201112T200000",
    "DTEND;TZID=Europe/Amsterdam:20201112T223000",
    "LOCATION:Raadzaal",
    "ORGANIZER;CN=Griffie Voorbeeld:mailto:griffie@gemeente.example",
)
AMSTERDAM = "donderdag 12 november 2020, 20:00 - 22:30"


def event(*lines, without=(), **changed):
    """The event above with some lines changed: `DTSTART="..."` is all that follows the name."""
    kept = [line for line in EVENT if line.replace(";", ":").partition(":")[0] not in {*without, *changed}]
    new = [f"{name.replace('_', '-')}{value}" for name, value in changed.items()]
    return ["BEGIN:VEVENT", *kept, *new, *lines, "END:VEVENT"]


def ics(*lines, method="REQUEST"):
    return "\r\n".join(["BEGIN:VCALENDAR", "VERSION:2.0", f"METHOD:{method}", *lines, "END:VCALENDAR", ""])


def letter(*calendars, text="Geachte raadsleden,"):
    message = EmailMessage()
    message["From"] = "Griffie <griffie@gemeente.example>"
    message["Subject"] = "Uitnodiging"
    message["Date"] = "Fri, 06 Nov 2020 10:17:00 +0100"
    message.set_content(text)
    for number, calendar in enumerate(calendars):
        raw = calendar if isinstance(calendar, bytes) else calendar.encode()
        message.add_attachment(raw, maintype="text", subtype="calendar", filename=f"{number}.ics")
    return message


def read(*calendars, **options):
    return mail.parse(letter(*calendars, **options).as_bytes(), REF)


def only(*lines, **options):
    (invitation,) = read(ics(*lines, **options)).invitations
    return invitation


def test_an_invitation_has_its_time_place_and_organiser():
    invitation = only(*event())
    assert invitation.summary == "Commissie Ruimte"
    assert when(invitation) == AMSTERDAM
    assert (invitation.place, invitation.organiser) == ("Raadzaal", "Griffie Voorbeeld")
    assert (invitation.method, invitation.repeats, invitation.all_day) == ("request", False, False)


def test_the_calendar_stays_an_attachment():
    assert [one.name for one in read(ics(*event())).attachments] == ["0.ics"]


def test_a_calendar_without_a_name_can_be_opened_by_its_extension():
    message = letter()
    message.add_alternative(ics(*event()), subtype="calendar")
    assert [one.name for one in mail.parse(message.as_bytes(), REF).attachments] == ["bijlage-1.ics"]


@pytest.mark.parametrize(
    ("said", "method"),
    [
        ("REQUEST", "request"),
        ("cancel", "cancel"),
        ("REPLY", "reply"),
        ("COUNTER", "reply"),
        ("PUBLISH", "publish"),
        ("", "publish"),
    ],
)
def test_the_method_says_what_it_is(said, method):
    assert only(*event(), method=said).method == method


def test_a_cancelled_meeting_is_cancelled_whatever_the_method():
    assert only(*event("STATUS:CANCELLED"), method="PUBLISH").method == "cancel"


@pytest.mark.parametrize(
    "start",
    [
        ":20201112T190000Z",
        ":20201112T200000",  # floating: the clock on the wall of the griffie
        ";TZID=W. Europe Standard Time:20201112T200000",
        ';TZID="W. Europe Standard Time":20201112T200000',
        ";TZID=/vendor.example/20201112_1/Europe/Amsterdam:20201112T200000",
        ";TZID=(UTC+01:00) Amsterdam, Berlin, Bern, Rome:20201112T200000",  # a colon without quotes
        ";TZID=Greenwich Standard Time:20201112T190000",
        ";TZID=America/New_York:20201112T140000",
        ";TZID=Bestaat niet:20201112T200000",
        ";TZID=../../etc/passwd:20201112T200000",
        ";TZID=Europe:20201112T200000",  # a folder of zones
        ":2020-11-12T20:00:00",
    ],
)
def test_any_time_zone_gives_the_same_evening(start):
    assert when(only(*event(without=["DTEND"], DTSTART=start))) == AMSTERDAM.partition(" - ")[0]


ZONE = (
    "BEGIN:VTIMEZONE",
    "TZID:Eigen tijd",
    "BEGIN:STANDARD",
    "DTSTART:16010101T030000",
    "TZOFFSETFROM:-0400",
    "TZOFFSETTO:-0500",
    "RRULE:FREQ=YEARLY;BYDAY=1SU;BYMONTH=11",
    "END:STANDARD",
    "BEGIN:DAYLIGHT",
    "DTSTART:16010101T020000",
    "TZOFFSETFROM:-0500",
    "TZOFFSETTO:-0400",
    "RRULE:FREQ=YEARLY;BYDAY=2SU;BYMONTH=3",
    "END:DAYLIGHT",
    "END:VTIMEZONE",
)


@pytest.mark.parametrize(
    ("moment", "hour"),
    [
        ("20200101T120000", 17),
        ("20200308T013000", 6),
        ("20200308T030000", 7),
        ("20200701T120000", 16),
        ("20201031T120000", 16),
        ("20201102T120000", 17),
    ],
)
def test_a_zone_that_only_the_calendar_knows_is_worked_out(moment, hour):
    invitation = only(*ZONE, *event(without=["DTEND"], DTSTART=f";TZID=Eigen tijd:{moment}"))
    assert invitation.start.astimezone(UTC).hour == hour


def test_a_zone_may_be_described_behind_the_meeting():
    start = event(without=["DTEND"], DTSTART=";TZID=Eigen tijd:20200701T120000")
    assert only(*start, *ZONE).start.astimezone(UTC).hour == 16


@pytest.mark.parametrize(
    ("rule", "hour"),
    [
        ("FREQ=SECONDLY", 17),  # to unroll this one takes years
        ("FREQ=YEARLY;BYDAY=9SU;BYMONTH=11", 17),
        ("FREQ=YEARLY;BYDAY=5MO;BYMONTH=2", 17),  # no such day: the period counts from its beginning
        ("", 17),
    ],
)
def test_a_rule_that_is_none_of_a_time_zone_does_no_harm(rule, hour):
    zone = [line for line in ZONE if "DAYLIGHT" not in line][:8]
    zone = [line.replace("FREQ=YEARLY;BYDAY=1SU;BYMONTH=11", rule) for line in zone] + ["END:VTIMEZONE"]
    invitation = only(*zone, *event(without=["DTEND"], DTSTART=";TZID=Eigen tijd:20200701T120000"))
    assert invitation.start.astimezone(UTC).hour == hour


@pytest.mark.parametrize(
    ("lines", "shown"),
    [
        (
            {"DTSTART": ";VALUE=DATE:20201112", "DTEND": ";VALUE=DATE:20201113"},
            "donderdag 12 november 2020, hele dag",
        ),
        ({"DTSTART": ";VALUE=DATE:20201112"}, "donderdag 12 november 2020, hele dag"),
        ({"DTSTART": ":20201112", "DTEND": ":20201112"}, "donderdag 12 november 2020, hele dag"),
        (
            {"DTSTART": ";VALUE=DATE:20201112", "DTEND": ";VALUE=DATE:20201114"},
            "donderdag 12 november 2020 - vrijdag 13 november 2020, hele dag",
        ),
        (
            {
                "DTSTART": ":20201112T000000",
                "DTEND": ":20201113T000000",
                "X_MICROSOFT_CDO_ALLDAYEVENT": ":TRUE",
            },
            "donderdag 12 november 2020, hele dag",
        ),
    ],
)
def test_a_meeting_of_whole_days_ends_with_its_last_one(lines, shown):
    assert when(only(*event(without=["DTEND"], **lines))) == shown


@pytest.mark.parametrize(
    ("duration", "shown"),
    [
        ("PT2H30M", AMSTERDAM),
        ("P1D", "donderdag 12 november 2020, 20:00 - vrijdag 13 november 2020, 20:00"),
        ("P999999W", AMSTERDAM.partition(" - ")[0]),  # beyond the calendar
        ("onzin", AMSTERDAM.partition(" - ")[0]),
    ],
)
def test_a_duration_gives_the_end(duration, shown):
    assert when(only(*event(f"DURATION:{duration}", without=["DTEND"]))) == shown


def test_an_end_before_the_start_is_none():
    assert only(*event(DTEND=":20200101T000000Z")).end is None


@pytest.mark.parametrize(
    "start", [":20201399T990000", ":", ":00000101T000000Z", ":99991231T235959Z", ":vandaag"]
)
def test_a_meeting_at_an_impossible_time_is_shown_without(start):
    invitation = only(*event(DTSTART=start))
    assert (invitation.start, invitation.summary) == (None, "Commissie Ruimte")


def test_a_series_says_that_it_repeats_and_an_exception_does_not():
    assert only(*event("RRULE:FREQ=WEEKLY;COUNT=3")).repeats
    assert not only(*event("RRULE:FREQ=WEEKLY", "RECURRENCE-ID:20201112T190000Z")).repeats


def test_an_alarm_in_a_meeting_is_no_part_of_it():
    alarm = ("BEGIN:VALARM", "SUMMARY:Piep", "END:VALARM")
    invitation = only(*event(*alarm, "SUMMARY:Commissie Ruimte", without=["SUMMARY"]))
    assert invitation.summary == "Commissie Ruimte"


def test_signs_that_are_escaped_are_read():
    summary = "SUMMARY;LANGUAGE=nl:Ruimte\\, wonen\\; en: \\\\zorg\\nvervolg"
    assert only(*event(summary, without=["SUMMARY"])).summary == "Ruimte, wonen; en: \\zorg vervolg"


def test_a_folded_line_is_whole_again_also_where_its_blank_was_lost():
    folded = ("SUMMARY:Gezamenlijke verga", " dering van de commissie", "en de raad")
    assert (
        only(*event(*folded, without=["SUMMARY"])).summary
        == "Gezamenlijke vergadering van de commissie en de raad"
    )


@pytest.mark.parametrize(
    "organiser", [":MAILTO:griffie@gemeente.example", ';CN="":mailto:griffie@gemeente.example']
)
def test_an_organiser_without_name_is_an_address(organiser):
    assert only(*event(ORGANIZER=organiser)).organiser == "griffie@gemeente.example"


def test_a_name_with_signs_stands_in_quotes():
    assert only(*event(ORGANIZER=';CN="Griffie: raad; commissies":mailto:a@b.example')).organiser == (
        "Griffie: raad; commissies"
    )


@pytest.mark.parametrize("lost", ["END:VEVENT", "END:VCALENDAR", "BEGIN:VCALENDAR"])
def test_a_calendar_without_one_of_its_frames_is_read(lost):
    calendar = ics(*event(), *event(UID=":2", SUMMARY=":Raad"))
    invitations = read(calendar.replace(f"{lost}\r\n", "")).invitations
    assert [one.summary for one in invitations] == ["Commissie Ruimte", "Raad"]


@pytest.mark.parametrize("charset", ["utf-8", "cp1252", "utf-16"])
def test_any_character_set_is_read(charset):
    calendar = ics(*event(LOCATION=":Café ’t Raadhuis")).encode(charset)
    assert read(calendar).invitations[0].place == "Café ’t Raadhuis"


@pytest.mark.parametrize("raw", [b"", b"geen agenda", b"\xff\xfe\x00", b"BEGIN:VCALENDAR\r\nEND:VCALENDAR"])
def test_an_attachment_that_is_no_calendar_simply_stays(raw):
    message = read(raw)
    assert message.invitations == ()
    assert message.problems == ()
    assert [one.content for one in message.attachments] == [raw]


def test_the_same_meeting_as_part_and_as_attachment_counts_once():
    assert len(read(ics(*event()), ics(*event(LOCATION=":Elders"))).invitations) == 1
    assert len(read(ics(*event()), ics(*event(DTSTART=":20201119T190000Z"))).invitations) == 2


def test_a_message_without_text_shows_what_the_meeting_is_about():
    described = ics(*event("DESCRIPTION:Agenda:\\n1. Opening"))
    assert read(described, text="").text.split() == ["Agenda:", "1.", "Opening"]
    assert read(ics(*event()), text="").text.split() == ["Commissie", "Ruimte", "Raadzaal"]
    assert read(described).text == "Geachte raadsleden,"


def test_of_an_agenda_with_thousands_of_meetings_the_first_are_shown():
    many = [line for number in range(3000) for line in event(f"UID:{number}", without=["UID"])]
    message = read(ics(*many, method="PUBLISH"))
    assert len(message.invitations) == 100
    assert [one.code for one in message.problems] == ["calendar_cut"]


def test_the_same_meeting_a_thousand_times_is_not_looked_at_as_often():
    message = read(*[ics(*event() * 100)] * 10)
    assert len(message.invitations) == 1
    assert [one.code for one in message.problems] == ["calendar_cut"]


MEETING = (
    make.prop(0x8001, make.TIME, datetime(2020, 11, 12, 19, tzinfo=UTC), tags.APPOINTMENT_START),
    make.prop(0x8002, make.TIME, datetime(2020, 11, 12, 21, 30, tzinfo=UTC), tags.APPOINTMENT_END),
    make.prop(0x8003, make.STRING, "Raadzaal", tags.LOCATION),
    make.prop(tags.NORMALIZED_SUBJECT, make.STRING, "Commissie Ruimte"),
    make.prop(tags.SENT_REPRESENTING_NAME, make.STRING, "Griffie Voorbeeld"),
)


def outlook(*properties, kind="IPM.Schedule.Meeting.Request"):
    stream = make.tnef(make.message(make.prop(tags.MESSAGE_CLASS, make.STRING, kind), *properties))
    return mail.parse(make.winmail(stream), REF)


@pytest.mark.parametrize(
    ("kind", "method"),
    [
        ("IPM.Schedule.Meeting.Request", "request"),
        ("IPM.Schedule.Meeting.Canceled", "cancel"),
        ("IPM.Schedule.Meeting.Resp.Pos", "reply"),
        ("IPM.Appointment", "publish"),
        ("IPM.Appointment.Gemeente", "publish"),
    ],
)
def test_a_meeting_of_outlook_is_an_invitation(kind, method):
    (invitation,) = outlook(*MEETING, kind=kind).invitations
    assert (invitation.summary, invitation.place) == ("Commissie Ruimte", "Raadzaal")
    assert when(invitation) == AMSTERDAM
    assert invitation.method == method
    assert invitation.organiser == ("" if method == "reply" else "Griffie Voorbeeld")


def test_an_old_meeting_of_outlook_has_its_times_in_attributes():
    kind = make.attribute(make.MESSAGE, 0x00078008, b"IPM.Microsoft Schedule.MtgReq\0")
    start = make.attribute(make.MESSAGE, 0x00030006, bytes.fromhex("e407 0b00 0c00 1300 0000 0000 0400"))
    (invitation,) = mail.parse(make.winmail(make.tnef(kind, start)), REF).invitations
    assert when(invitation) == "donderdag 12 november 2020, 20:00"


def test_a_meeting_of_outlook_that_takes_the_day_and_repeats():
    (invitation,) = outlook(
        make.prop(0x8001, make.TIME, datetime(2020, 11, 11, 23, tzinfo=UTC), tags.APPOINTMENT_START),
        make.prop(0x8002, make.TIME, datetime(2020, 11, 12, 23, tzinfo=UTC), tags.APPOINTMENT_END),
        make.prop(0x8004, make.BOOLEAN, True, tags.ALL_DAY),
        make.prop(0x8005, make.BOOLEAN, True, tags.RECURRING),
    ).invitations
    assert when(invitation) == "donderdag 12 november 2020, hele dag"
    assert invitation.repeats


def test_an_appointment_that_was_called_off_says_so():
    state = make.prop(0x8006, make.INTEGER, 7, tags.APPOINTMENT_STATE)
    assert outlook(*MEETING, state, kind="IPM.Appointment").invitations[0].method == "cancel"


@pytest.mark.parametrize("kind", ["IPM.Note", "IPM.Task", "IPM.Contact", "IPM.AppointmentX"])
def test_other_items_of_outlook_are_no_meetings(kind):
    assert outlook(*MEETING, kind=kind).invitations == ()


def test_a_meeting_of_outlook_without_text_shows_subject_and_place():
    assert outlook(*MEETING).text.split() == ["Commissie", "Ruimte", "Raadzaal"]


def test_a_meeting_is_found_by_its_place(tmp_path):
    (tmp_path / "post.eml").write_bytes(letter(ics(*event())).as_bytes())
    data = data_dir(tmp_path / "data")
    list(add_exports(data, [str(tmp_path / "post.eml")]))
    found = Desk(data).search
    assert found(Search("raadzaal")).total == 1
    assert found(Search('"commissie ruimte"')).total == 1
    assert found(Search('"raadsleden commissie"')).total == 0  # the text ends where the card begins
    (hit,) = found(Search("tekst:raadzaal")).hits
    assert "Geachte raadsleden" in hit.snippet
