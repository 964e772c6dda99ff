"""The agenda: which entries a message gives, on which day, and the calendar file that is made of them."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time

import pytest
from icalendar import Calendar
from mailboxes import letter, write_mbox

from reader.actions.action import Action, DateMention, Findings
from reader.actions.find import find_actions
from reader.agenda import Source, Ticks, entries_of, in_order, is_for
from reader.calendars import agenda_calendar
from reader.due import TERMS
from reader.errors import StorageFailed
from reader.events import Filters, Search, Stretch, Written
from reader.library import Desk, add_exports, save_agenda
from reader.message import Address, Body, Invitation, Message, MessageRef
from reader.paths import data_dir
from reader.words import words

SENT = datetime(2021, 2, 10, 9, tzinfo=UTC)
NOW = datetime(2021, 2, 11, 10, 30, tzinfo=UTC)
SENDER = (Address("Dorpsraad Voorbeeld", "dorpsraad@voorbeeld.example"),)


def source(text, *, subject="Brief", findings=None, invitations=(), quoted=()):
    """A message with this text, as the index has it."""
    if findings is None:
        findings = find_actions(Message("1", MessageRef("a"), date=SENT, body=Body(text=text)))
    return Source("1", subject, SENDER, text, quoted, invitations, findings)


def found(text, *actions, mentions=()):
    """Findings made by hand: (kind, sentence, due, event) with the dates that stand in the text as (words, iso, role)."""
    return Findings(
        tuple(
            Action(kind, asked, text.index(asked), text.index(asked) + len(asked), None, due, event, "day", "raad", "r")
            for kind, asked, due, event in actions
        ),
        tuple(
            DateMention(said, text.index(said), text.index(said) + len(said), iso, "day", role)
            for said, iso, role in mentions
        ),
    )  # fmt: skip


def only(text, **more):
    (entry,) = entries_of(source(text, **more))
    return entry


@pytest.mark.parametrize(
    ("limit", "last", "written"),
    [
        ("vóór 5 maart", date(2021, 3, 4), "vóór 5 maart"),
        ("uiterlijk 5 maart", date(2021, 3, 5), "uiterlijk 5 maart"),
        ("uiterlijk op vrijdag 5 maart", date(2021, 3, 5), "uiterlijk op vrijdag 5 maart"),
        ("vóór 5 maart 12.00 uur", date(2021, 3, 5), "vóór 5 maart 12.00 uur"),
        ("uiterlijk week 12", date(2021, 3, 28), "uiterlijk week 12"),
        ("vóór week 12", date(2021, 3, 21), "vóór week 12"),
    ],
)
def test_a_deadline_stands_on_its_last_safe_day_with_its_words(limit, last, written):
    entry = only(f"Geachte griffie,\n\nWij verzoeken u {limit} te reageren op ons plan.\n")
    assert (entry.what, entry.day, entry.words) == ("deadline", last, written)
    assert entry.text.startswith("Wij verzoeken u")
    assert entry.sender == "Dorpsraad Voorbeeld"


def test_a_week_keeps_its_monday_to_sunday():
    entry = only("Geachte griffie,\n\nWij verzoeken u uiterlijk week 12 te reageren.\n")
    assert (entry.first, entry.last, entry.precision) == (date(2021, 3, 22), date(2021, 3, 28), "week")


def test_a_month_keeps_its_days():
    text = "Reageer uiterlijk in maart 2021."
    findings = found(text, ("deadline", text, "2021-03", None))
    entry = only(text, findings=findings)
    assert (entry.first, entry.last, entry.precision) == (date(2021, 3, 1), date(2021, 3, 31), "month")


def test_a_meeting_has_the_hours_beside_its_date():
    text = "Wij nodigen u uit voor een werkbezoek op vrijdag 5 maart 2021, van 13.30 tot 16.30 uur.\n"
    entry = only(text, findings=found(text, ("invitation", text, None, "2021-03-05"), mentions=[("vrijdag 5 maart 2021", "2021-03-05", "event")]))  # fmt: skip
    assert (entry.what, entry.day, entry.begins, entry.ends) == ("meeting", date(2021, 3, 5), time(13, 30), time(16, 30))  # fmt: skip
    assert entry.words == "vrijdag 5 maart 2021, van 13.30 tot 16.30 uur"


def test_an_hour_by_which_to_sign_up_is_not_when_the_meeting_begins():
    text = "Kom op 5 maart, aanmelden kan tot 12.00 uur."
    entry = only(text, findings=found(text, ("invitation", text, None, "2021-03-05"), mentions=[("5 maart", "2021-03-05", "event")]))  # fmt: skip
    assert entry.begins is None


def test_a_meeting_that_several_actions_name_is_one():
    text = "U bent welkom op 5 maart om 20.00 uur. Meld u aan vóór 1 maart. Hoeveel mensen komen er?"
    findings = found(
        text,
        ("invitation", "U bent welkom op 5 maart om 20.00 uur.", None, "2021-03-05"),
        ("deadline", "Meld u aan vóór 1 maart.", "2021-03-01", "2021-03-05"),
        ("request", "Hoeveel mensen komen er?", None, "2021-03-05"),
        mentions=[("5 maart", "2021-03-05", "event"), ("1 maart", "2021-03-01", "due")],
    )
    entries = in_order(entries_of(source(text, findings=findings)))
    assert [(one.what, one.day) for one in entries] == [
        ("deadline", date(2021, 2, 28)),
        ("meeting", date(2021, 3, 5)),
    ]
    assert entries[1].place == 0


def said(text, *actions, mentions):
    """What each entry says, by its kind."""
    findings = found(text, *actions, mentions=mentions)
    return {one.what: one.text for one in entries_of(source(text, findings=findings))}


def test_an_entry_says_the_sentence_in_which_its_date_stands():
    text = "Leest u bijlage 2?\n\nDe commissie is op maandag 5 maart om 20.00 uur. Uw vragen graag uiterlijk 1 maart. Wie komt er?"
    assert said(
        text,
        ("request", "Leest u bijlage 2?", "2021-03-01", "2021-03-05"),
        ("deadline", "Uw vragen graag uiterlijk 1 maart.", "2021-03-01", "2021-03-05"),
        ("request", "Wie komt er?", None, "2021-03-05"),
        mentions=[("maandag 5 maart", "2021-03-05", "event"), ("1 maart", "2021-03-01", "due")],
    ) == {
        "deadline": "Uw vragen graag uiterlijk 1 maart.",
        "meeting": "De commissie is op maandag 5 maart om 20.00 uur.",
    }


def test_an_entry_leads_to_what_it_says():
    text = "Leest u bijlage 2?\n\nDe commissie is op maandag 5 maart om 20.00 uur."
    asked = ("request", "Leest u bijlage 2?", None, "2021-03-05")
    findings = found(text, asked, mentions=[("maandag 5 maart", "2021-03-05", "event")])
    (entry,) = entries_of(source(text, findings=findings))
    assert entry.place == text.index("maandag 5 maart")
    (entry,) = entries_of(source(text, findings=findings, quoted=((20, len(text)),)))
    assert (entry.place, entry.text) == (0, "Leest u bijlage 2?")


def test_where_a_date_stands_by_itself_an_entry_says_what_is_asked():
    text = "Wo 5 maart\n\nNeemt u laarzen mee? U bent welkom in de haven."
    assert said(
        text,
        ("request", "Neemt u laarzen mee?", None, "2021-03-05"),
        ("invitation", "U bent welkom in de haven.", None, "2021-03-05"),
        mentions=[("Wo 5 maart", "2021-03-05", "event")],
    ) == {"meeting": "U bent welkom in de haven."}


def test_two_meetings_on_a_day_that_begin_at_other_hours_are_two():
    text = "Eerst op 5 maart om 10.00 uur. Daarna op vrijdag 5 maart om 20.00 uur."
    findings = found(
        text,
        ("invitation", "Eerst op 5 maart om 10.00 uur.", None, "2021-03-05"),
        ("invitation", "Daarna op vrijdag 5 maart om 20.00 uur.", None, "2021-03-05"),
        mentions=[("5 maart", "2021-03-05", "event"), ("vrijdag 5 maart", "2021-03-05", "event")],
    )
    assert [one.begins for one in entries_of(source(text, findings=findings))] == [time(10), time(20)]


def test_a_deadline_that_is_referred_back_to_is_one():
    text = "Reageer vóór 5 maart. Binnen deze termijn kunt u ook bellen."
    findings = found(
        text,
        ("deadline", "Reageer vóór 5 maart.", "2021-03-05", None),
        ("consultation", "Binnen deze termijn kunt u ook bellen.", "2021-03-05", None),
        mentions=[("5 maart", "2021-03-05", "due")],
    )
    assert len(entries_of(source(text, findings=findings))) == 1


def test_what_is_asked_twice_in_the_same_words_is_one_and_in_other_words_two():
    """A newsletter repeats its button; what is sent and what is signed up for are two things to do."""
    text = "Meld u vóór 5 maart aan.\n\nOver de dag.\n\nMeld u vóór 5 maart aan.\n\nStuur vóór 5 maart uw vragen."
    assert [one.text for one in entries_of(source(text))] == [
        "Meld u vóór 5 maart aan.",
        "Stuur vóór 5 maart uw vragen.",
    ]


def test_what_is_asked_of_two_in_the_same_words_is_one_for_each():
    """Else who looks for what the council must do does not find it."""
    asked = "Wilt u uiterlijk 5 juli 2023 reageren?"
    entries = entries_of(source(f"Geachte griffie,\n\n{asked}\n\nGeachte raadsleden,\n\n{asked}\n"))
    assert [one.addressees for one in entries] == [("griffie",), ("raad",)]
    assert [one.text for one in entries if is_for(one, {"raad"})] == [asked]


def test_what_has_no_day_comes_last_and_only_where_no_day_is_named_at_all():
    undated = "U bent van harte uitgenodigd."
    (entry,) = entries_of(source(undated, findings=found(undated, ("invitation", undated, None, None))))
    assert entry.day is None
    text = f"{undated} Kom op 5 maart."
    findings = found(
        text,
        ("invitation", undated, None, None),
        ("invitation", "Kom op 5 maart.", None, "2021-03-05"),
        mentions=[("5 maart", "2021-03-05", "event")],
    )
    (dated,) = entries_of(source(text, findings=findings))
    assert in_order([entry, dated]) == [dated, entry]


def test_dates_that_are_merely_mentioned_are_there_for_who_asks():
    text = "Op 1 maart was er overleg. Reageer vóór 5 maart. Op 1 maart dus.\n\n> Op 3 maart niet."
    findings = found(
        text,
        ("deadline", "Reageer vóór 5 maart.", "2021-03-05", None),
        mentions=[
            ("1 maart", "2021-03-01", "mention"),
            ("5 maart", "2021-03-05", "due"),
            ("3 maart", "2021-03-03", "mention"),
        ],
    )
    message = source(text, findings=findings, quoted=((text.index(">"), len(text)),))
    assert [one.what for one in entries_of(message)] == ["deadline"]
    mentioned = [one for one in entries_of(message, mentions=True) if one.what == "mention"]
    assert [(one.day, one.place) for one in mentioned] == [(date(2021, 3, 1), text.index("1 maart"))]


def named(text):
    """What is said of each date that a text merely mentions."""
    message = source(f"Beste leden,\n\nHierbij het vergaderschema.\n\n{text}\n\nMet groet,\nGriffie\n")
    return [one.text for one in entries_of(message, mentions=True) if one.what == "mention"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Datum\tOrgaan\n12 april 2021\tRaad, 19.30 uur\n3 mei 2021\tAB (begroting)", ["12 april 2021 · Raad, 19.30 uur", "3 mei 2021 · AB (begroting)"]),
        ("Raad\t\t12 april 2021", ["Raad · 12 april 2021"]),
        ("- 12 april 2021: Raad\n- 3 mei 2021: AB", ["12 april 2021: Raad", "3 mei 2021: AB"]),
        ("12 april 2021\nRaad, 19.30 uur\n3 mei 2021\nAB", ["12 april 2021 · Raad, 19.30 uur", "3 mei 2021 · AB"]),
        ("Datum\n\nWat\n\n12 april 2021\n\nRaad, 19.30 uur\n\n3 mei 2021\n\nAB", ["12 april 2021 · Raad, 19.30 uur", "3 mei 2021 · AB"]),
        ("Datum\tWat\n\n12 april 2021\n\nRaad\n\n3 mei 2021\n\nAB", ["12 april 2021 · Raad", "3 mei 2021 · AB"]),
        ("Raad\n\n12 april 2021\n\nAB\n\n3 mei 2021", ["Raad · 12 april 2021", "AB · 3 mei 2021"]),
        ("Raad\n12 april 2021\n19.30 uur\nAB\n3 mei 2021\n20.00 uur\nRaad\n7 juni 2021\n19.30 uur", ["Raad · 12 april 2021 · 19.30 uur", "AB · 3 mei 2021 · 20.00 uur", "Raad · 7 juni 2021 · 19.30 uur"]),
        ("12 april 2021\n\nRaad\n\nZaal 1\n\n3 mei 2021\n\nAB\n\n7 juni 2021\n\nRaad\n\nZaal 1", ["12 april 2021 · Raad · Zaal 1", "", ""]),
        ("12-4-2021\n19:30\nRaad\n3-5-2021\n20:00\nAB", ["12-4-2021 · 19:30 · Raad", "3-5-2021 · 20:00 · AB"]),
        ("12 april 2021\nRaad", ["12 april 2021 · Raad"]),
        ("Raad\n12 april 2021", ["Raad · 12 april 2021"]),
        ("12 april 2021\n3 mei 2021\n\nDat is alles.", ["", ""]),
        ("Op 12 april 2021 was de raad bijeen. Het was er koud.", ["Op 12 april 2021 was de raad bijeen."]),
        ("Ieder jaar begint het met een opening, en daarna, zoals wij al schreven,\nis er op 12 april 2021 een raad.", ["Ieder jaar begint het met een opening, en daarna, zoals wij al schreven, is er op 12 april 2021 een raad."]),
    ],
)  # fmt: skip
def test_a_date_that_is_merely_mentioned_says_what_stands_beside_it(text, said):
    assert named(text) == said


def invited(day=5, hour=19, method="request", **more):
    start = datetime(2021, 3, day, hour, tzinfo=UTC)
    return Invitation("Informatieavond", start, start.replace(hour=hour + 1), all_day=False, place="Raadzaal", organiser="", method=method, **more)  # fmt: skip


def test_the_meeting_of_a_calendar_stands_at_the_griffies_own_hour():
    (entry,) = entries_of(source("Beste raad,", invitations=(invited(),)))
    assert (entry.what, entry.day, entry.begins, entry.ends) == (
        "meeting",
        date(2021, 3, 5),
        time(20),
        time(21),
    )
    assert entry.text == "Informatieavond · Raadzaal"
    assert entry.place < 0


@pytest.mark.parametrize("method", ["cancel", "reply"])
def test_what_is_called_off_or_answered_is_no_meeting(method):
    assert entries_of(source("Beste raad,", invitations=(invited(method=method),))) == []


def test_a_meeting_of_a_calendar_that_the_text_names_too_is_one():
    text = "Kom op 5 maart."
    findings = found(text, ("invitation", text, None, "2021-03-05"), mentions=[("5 maart", "2021-03-05", "event")])  # fmt: skip
    message = source(text, findings=findings, invitations=(invited(), invited(day=6)))
    assert [one.day.day for one in entries_of(message)] == [5, 6]


def test_a_whole_day_in_a_calendar_is_the_meeting_of_which_the_text_names_the_hour():
    text = "Kom op 5 maart om 9.00 uur."
    findings = found(text, ("invitation", text, None, "2021-03-05"), mentions=[("5 maart", "2021-03-05", "event")])  # fmt: skip
    message = source(text, findings=findings, invitations=(replace(invited(), all_day=True),))
    assert [one.begins for one in entries_of(message)] == [time(9)]
    days = replace(invited(), all_day=True, end=datetime(2021, 3, 7, tzinfo=UTC))
    assert len(entries_of(source(text, findings=findings, invitations=(days,)))) == 2


# The calendar file


def calendar(*entries):
    return agenda_calendar(entries, words("nl").label, NOW)


def events(content):
    return Calendar.from_ical(content).events


def test_a_deadline_is_a_whole_day_in_the_file():
    entry = only("Geachte griffie,\n\nWij verzoeken u vóór 5 maart te reageren; graag, dank u.\n", subject="Plan; deel 1, \\ en 2")  # fmt: skip
    (event,) = events(calendar(entry))
    assert event["DTSTART"].dt == date(2021, 3, 4)
    assert event["DTEND"].dt == date(2021, 3, 5)
    assert event["DTSTART"].params["VALUE"] == "DATE"
    assert event["DTSTAMP"].dt == NOW
    assert event["SUMMARY"] == "Uiterste datum: Reageren; graag, dank u · Plan; deel 1, \\ en 2"
    assert str(event["DESCRIPTION"]).splitlines() == [
        "Wij verzoeken u vóór 5 maart te reageren; graag, dank u.",
        "In het bericht: vóór 5 maart",
        "Voor: de griffie",
        "Onderwerp: Plan; deel 1, \\ en 2",
        "Van: Dorpsraad Voorbeeld",
    ]


def test_a_meeting_of_a_whole_day_or_week_keeps_nobody_busy():
    """Nobody is there from morning till night, and who looks for a free hour would find none."""
    entry = replace(only("Geachte griffie,\n\nWij verzoeken u vóór 5 maart te reageren.\n"), what="meeting", first=date(2021, 7, 5), last=date(2021, 7, 11))  # fmt: skip
    (event,) = events(calendar(entry))
    assert event["TRANSP"] == "TRANSPARENT"
    (event,) = events(calendar(replace(entry, last=date(2021, 7, 5), begins=time(20))))
    assert "TRANSP" not in event


def dated(what, text, written, **more):
    """An entry of a letter about "Brief", on 5 March 2021 where nothing else is said."""
    entry = only("Geachte griffie,\n\nWij verzoeken u uiterlijk 5 maart te reageren.\n")
    return replace(entry, what=what, text=text, words=written, **more)


@pytest.mark.parametrize(
    ("what", "text", "written", "title"),
    [
        ("deadline", "Wij verzoeken u vriendelijk vóór 5 maart te reageren op het ontwerp.", "vóór 5 maart", "Reageren op het ontwerp · Radenavond over wonen"),
        ("deadline", "Wij vragen u om een zienswijze, vóór 5 maart.", "vóór 5 maart", "Zienswijze · Radenavond over wonen"),
        ("deadline", "Laat ons vóór 8 juli weten welke avonden u schikken voor een gesprek.", "vóór 8 juli", "Laat ons weten welke avonden u schikken voor een gesprek"),
        ("deadline", "Reacties die vóór 5 maart binnen zijn, nemen wij op in de brief aan de minister.", "vóór 5 maart", "Reacties die binnen zijn, nemen wij op in de brief aan de…"),
        ("deadline", "Aanmelden is mogelijk tot woensdag 2 december.", "tot woensdag 2 december", "Aanmelden is mogelijk · Radenavond over wonen"),
        ("deadline", "Vóór 5 maart.", "Vóór 5 maart", "Radenavond over wonen"),
        ("meeting", "Het webinar is op dinsdag 8 december van 20.00 tot 21.15 uur.", "dinsdag 8 december van 20.00 tot 21.15 uur", "Het webinar · Radenavond over wonen"),
        ("meeting", "Het waterschap nodigt u van harte uit voor een werkbezoek aan de polder, op vrijdag 5 maart.", "vrijdag 5 maart", "Werkbezoek aan de polder · Radenavond over wonen"),
        ("meeting", "We zien u graag op vrijdag 5 maart in het gemeentehuis.", "vrijdag 5 maart", "Radenavond over wonen"),
        ("meeting", "Hierbij nodigen wij u namens het college van harte uit voor de opening van de brug op 5 maart.", "5 maart", "Opening van de brug · Radenavond over wonen"),
        ("meeting", "De hoorzitting van 5 maart begint in Ede om 20.00 uur.", "5 maart", "De hoorzitting begint in Ede · Radenavond over wonen"),
        ("meeting", "Op vrijdagavond 5 maart zien we u graag.", "vrijdagavond 5 maart", "Radenavond over wonen"),
        ("meeting", "Datum bijeenkomst: 5 maart", "5 maart", "Radenavond over wonen"),
        ("meeting", "De radenavond over wonen is op 5 maart.", "5 maart", "De radenavond over wonen"),
        ("meeting", "Wij nodigen u uit voor een bijeenkomst in week 9.", "week 9", "Bijeenkomst · Radenavond over wonen"),
    ],
)  # fmt: skip
def test_an_appointment_is_called_by_what_is_asked_or_which_meeting_it_is(what, text, written, title):
    """Not by the subject alone: a newsletter asks a dozen things, and all would have the same name."""
    (event,) = events(calendar(dated(what, text, written, subject="RE: Radenavond over wonen")))
    assert event["SUMMARY"] == f"{words('nl').label[f'agenda_{what}']}: {title}"
    assert str(event["DESCRIPTION"]).startswith(f"{text}\n")


@pytest.mark.parametrize(
    ("text", "written", "title"),
    [
        ("Wij verzoeken u niet eerder dan 8 juni 2023 te reageren.", "8 juni 2023", "Wij verzoeken u niet eerder dan 8 juni 2023 te reageren"),
        ("U kunt na 8 juni reageren.", "8 juni", "U kunt na 8 juni reageren"),
        ("Reageer niet vóór 8 juni op deze brief.", "vóór 8 juni", "Reageer niet vóór 8 juni op deze brief"),
        ("Aanmelden kan vanaf 8 juni.", "8 juni", "Aanmelden kan vanaf 8 juni"),
        ("Wilt u tussen 8 en 30 juni reageren?", "8", "Wilt u tussen 8 en 30 juni reageren?"),
        ("Wilt u tussen 8 en 30 juni reageren?", "30 juni", "Wilt u tussen 8 en 30 juni reageren?"),
        ("De stukken liggen ter inzage van 31 mei tot en met 2 juni.", "2 juni", "De stukken liggen ter inzage van 31 mei tot en met 2 juni"),
        ("De stukken liggen ter inzage van 31 mei tot en met 2 juni.", "tot en met 2 juni", "De stukken liggen ter inzage van 31 mei tot en met 2 juni"),
        ("De stukken liggen ter inzage van 31 mei tot en met 2 juni.", "31 mei", "De stukken liggen ter inzage van 31 mei tot en met 2 juni"),
        ("Komt u op 8, 9 en 10 juni naar Ede?", "9 en 10 juni", "Komt u op 8, 9 en 10 juni naar Ede?"),
        ("Kom op 18 juni 2023, maar liever op 8 juni 2023 langs.", "8 juni 2023", "Kom op 18 juni 2023, maar liever langs"),
        ("Kom op 8 juni 2023 of op 18 juni 2023 langs.", "8 juni 2023", "Kom op 8 juni 2023 of op 18 juni 2023 langs"),
    ],
)  # fmt: skip
def test_a_day_stays_in_a_title_where_words_before_it_belong_to_it(text, written, title):
    (event,) = events(calendar(dated("deadline", text, written, subject="")))
    assert event["SUMMARY"] == f"Uiterste datum: {title}"


@pytest.mark.parametrize(
    ("text", "written", "title"),
    [
        ("Kunt u, vóór 8 juni, laten weten of u komt?", "vóór 8 juni", "Kunt u laten weten of u komt?"),
        ("Wij horen het graag vóór 8 juni, want dan is er raad.", "vóór 8 juni", "Wij horen het graag, want dan is er raad"),
        ("Vul de vragenlijst in voor 8 juni.", "voor 8 juni", "Vul de vragenlijst in"),
        ("Stuurt u de offerte dan vóór 8 juni terug?", "vóór 8 juni", "Stuurt u de offerte dan terug?"),
        ("Op 8 juni vindt het jaarlijkse congres plaats in Ede.", "8 juni", "Op 8 juni vindt het jaarlijkse congres plaats in Ede"),
        ("Op 8 juni geven wij in Ede een training.", "8 juni", "Op 8 juni geven wij in Ede een training"),
        ("Donderdag 8 juni: congres in Ede.", "Donderdag 8 juni", "Congres in Ede"),
        ("Donderdag 8 juni, congres in Ede.", "Donderdag 8 juni", "Congres in Ede"),
        ("Wij verzoeken u de enquête vóór 8 juni in te vullen.", "vóór 8 juni", "Wij verzoeken u de enquête in te vullen"),
        ("Wij verzoeken u het bedrag van EUR 412,50 vóór 8 juni over te maken.", "vóór 8 juni", "Wij verzoeken u het bedrag van EUR 412,50 over te maken"),
        ("Wij vragen u nadrukkelijk vóór 8 juni een besluit te nemen.", "vóór 8 juni", "Wij vragen u nadrukkelijk een besluit te nemen"),
        ("Wij nodigen u uit om de training op 8 juni bij te wonen.", "8 juni", "Wij nodigen u uit om de training bij te wonen"),
        ("Wij nodigen u uit voor een gesprek op 8 juni om samen te leren.", "8 juni", "Gesprek om samen te leren"),
    ],
)  # fmt: skip
def test_a_title_is_a_whole_sentence_where_less_of_it_would_be_torn(text, written, title):
    (event,) = events(calendar(dated("deadline", text, written, subject="")))
    assert event["SUMMARY"] == f"Uiterste datum: {title}"


@pytest.mark.parametrize("before", ["AW: ", "VS: TR: ", "Re[2]: ", "[EXTERN] RE: FW: ", ""])
def test_a_title_leaves_out_what_a_mail_program_put_before_the_subject(before):
    (event,) = events(calendar(dated("deadline", "Vóór 5 maart.", "Vóór 5 maart", subject=f"{before}Wonen")))
    assert event["SUMMARY"] == "Uiterste datum: Wonen"


def test_a_subject_that_only_says_it_is_an_answer_is_none():
    (event,) = events(
        calendar(dated("deadline", "Wilt u vóór 5 maart reageren?", "vóór 5 maart", subject="RE: "))
    )
    assert event["SUMMARY"] == "Uiterste datum: Wilt u reageren?"


def test_the_meeting_of_a_calendar_keeps_its_title():
    (entry,) = entries_of(source("Beste raad,", invitations=(invited(),)))
    (event,) = events(calendar(entry))
    assert event["SUMMARY"] == "Bijeenkomst: Informatieavond · Raadzaal"


def test_a_meeting_of_which_only_the_begin_is_known_takes_an_hour_and_says_so():
    entry = dated(
        "meeting", "De hoorzitting is op 5 maart om 23.30 uur.", "5 maart om 23.30 uur", begins=time(23, 30)
    )
    (event,) = events(calendar(entry))
    assert event["DTEND"].dt.astimezone(UTC) == datetime(2021, 3, 5, 23, 30, tzinfo=UTC)
    assert (
        str(event["DESCRIPTION"]).splitlines()[-1]
        == "Griffielezer kent geen eindtijd. Hier staat daarom één uur."
    )


def test_an_end_after_midnight_is_not_said_to_be_left_out():
    """It stands in the message, and nobody reads it yet."""
    text = "Wij nodigen u uit voor de borrel op 8 juni 2023 van 22.00 tot 01.00 uur."
    (event,) = events(calendar(only(text)))
    assert "Het bericht noemt geen" not in event["DESCRIPTION"]


@pytest.mark.parametrize(
    "written", ["donderdag 8 en vrijdag 9 juni 2023", "8 t/m 9 juni 2023", "8-9 juni 2023"]
)
def test_a_meeting_of_two_days_takes_both(written):
    entry = only(f"Wij nodigen u uit voor het congres op {written} in Ede.", invitations=())
    assert (entry.first, entry.last) == (date(2023, 6, 8), date(2023, 6, 9))
    (event,) = events(calendar(entry))
    assert (event["DTSTART"].dt, event["DTEND"].dt) == (date(2023, 6, 8), date(2023, 6, 10))


@pytest.mark.parametrize("more", [{}, {"ends": None}])
def test_a_meeting_of_two_evenings_does_not_go_on_by_night(more):
    """Its hours are those of each day, and stand in its text."""
    text = "Wij nodigen u uit voor de cursus op 8 en 9 juni 2023 van 19.30 tot 21.30 uur."
    (event,) = events(calendar(replace(only(text), **more)))
    assert (event["DTSTART"].dt, event["DTEND"].dt) == (date(2023, 6, 8), date(2023, 6, 10))
    assert "8 en 9 juni 2023 van 19.30 tot 21.30 uur" in event["DESCRIPTION"].splitlines()[1]


def test_a_meeting_of_a_calendar_that_takes_days_keeps_its_end():
    days = replace(invited(), end=datetime(2021, 3, 6, 16, tzinfo=UTC))
    (event,) = events(calendar(*entries_of(source("Beste raad,", invitations=(days,)))))
    assert event["DTEND"].dt.astimezone(UTC) == datetime(2021, 3, 6, 16, tzinfo=UTC)


def test_a_meeting_begins_at_its_hour_in_amsterdam():
    entry = replace(only("Geachte griffie,\n\nWij verzoeken u vóór 5 maart te reageren.\n"), what="meeting", first=date(2021, 7, 5), last=date(2021, 7, 5), begins=time(20), ends=time(21, 30))  # fmt: skip
    content = calendar(entry)
    (event,) = events(content)
    assert event["DTSTART"].params["TZID"] == "Europe/Amsterdam"
    assert event["DTSTART"].dt.astimezone(UTC) == datetime(2021, 7, 5, 18, tzinfo=UTC)
    assert event["DTEND"].dt.astimezone(UTC) == datetime(2021, 7, 5, 19, 30, tzinfo=UTC)
    assert b"BEGIN:VTIMEZONE\r\nTZID:Europe/Amsterdam\r\n" in content


def test_the_same_entry_has_the_same_uid_and_another_has_another():
    entry = only("Geachte griffie,\n\nWij verzoeken u vóór 5 maart te reageren.\n")
    changed = replace(entry, subject="Anders", last=date(2021, 4, 1))
    (one, same, other) = events(calendar(entry, changed, replace(entry, place=99)))
    assert one["UID"] == same["UID"] != other["UID"]


def test_what_has_no_day_is_not_in_the_file():
    entry = replace(
        only("Geachte griffie,\n\nWij verzoeken u vóór 5 maart te reageren.\n"), first=None, last=None
    )
    assert events(calendar(entry)) == []


# From the index


@pytest.fixture
def desk(tmp_path):
    data = data_dir(tmp_path / "data")
    ask = "Geachte griffie,\n\nWij verzoeken u vóór {day} december 2021 te reageren op ons plan.\n"
    letters = [letter(n, subject=f"Plan {n}", text=ask.format(day=20 - n)) for n in range(1, 4)]
    letters.append(letter(9))
    list(add_exports(data, [str(write_mbox(tmp_path / "griffie.mbox", letters))]))
    return Desk(data)


def test_the_agenda_of_all_that_a_search_finds(desk):
    ids = desk.ids(Search("plan", limit=1))
    assert len(ids) == 3
    agenda = desk.agenda(ids)
    assert [entry.day.day for entry in agenda.entries] == [16, 17, 18]
    assert [entry.subject for entry in agenda.entries] == ["Plan 3", "Plan 2", "Plan 1"]


def test_the_agenda_of_a_search_comes_in_stretches_of_what_it_found_first(desk, tmp_path):
    search = Search("plan")
    first = desk.agenda(Stretch(search, 0, 2))
    assert (first.total, [entry.subject for entry in first.entries]) == (3, ["Plan 3", "Plan 2"])
    more = write_mbox(tmp_path / "later.mbox", [letter(5, subject="Plan 5")])
    list(add_exports(data_dir(tmp_path / "data"), [str(more)]))
    second = desk.agenda(Stretch(search, 2, 2))
    assert (second.total, [entry.subject for entry in second.entries]) == (3, ["Plan 1"])
    assert desk.agenda(Stretch(search, 0, 2)).total == 4


@pytest.mark.usefixtures("desk")
def test_the_agenda_of_a_search_is_written_whole(tmp_path):
    target = tmp_path / "agenda.ics"
    list(save_agenda(data_dir(tmp_path / "data"), Search("plan NIET 3"), False, Ticks(), str(target)))
    assert [event["DTSTART"].dt.day for event in events(target.read_bytes())] == [17, 18]


@pytest.mark.parametrize(
    ("terms", "days"),
    [
        ({"overdue"}, [16]),
        ({"week"}, [16, 17, 18]),
        ({"overdue", "later"}, [16]),
        ({"undated"}, []),
        (set(), [16, 17, 18]),
    ],
)
def test_the_agenda_of_a_term_has_what_falls_in_it(desk, terms, days):
    """Not all that the same messages ask: who ticks "Deze week" looks for what is due this week."""
    filters = Filters(terms=frozenset(terms))
    agenda = desk.agenda(Stretch(Search(count_from=date(2021, 12, 17), filters=filters), 0, 9))
    assert [entry.day.day for entry in agenda.entries] == days


def test_a_message_with_several_dates_has_only_those_of_the_term_in_its_agenda(tmp_path):
    text = "Geachte griffie,\n\nWilt u uiterlijk 8 november 2021 reageren?\n\nWij nodigen u uit voor een bijeenkomst op 16 november 2021.\n"
    data = data_dir(tmp_path / "data")
    list(add_exports(data, [str(write_mbox(tmp_path / "griffie.mbox", [letter(1, text=text)]))]))
    found = {
        term: [
            entry.what
            for entry in Desk(data)
            .agenda(
                Stretch(Search(count_from=date(2021, 11, 10), filters=Filters(terms=frozenset({term}))), 0, 9)
            )
            .entries
        ]
        for term in TERMS
    }
    assert found == {
        "overdue": ["deadline"],
        "week": ["deadline"],
        "month": ["deadline", "meeting"],
        "later": [],
        "past": [],
        "undated": [],
    }


@pytest.mark.parametrize(
    ("written", "today", "terms"),
    [
        ("op 8-12 juni 2023", date(2023, 5, 31), {"later"}),
        ("op 8-12 juni 2023", date(2023, 6, 7), {"week", "month"}),  # it begins tomorrow and ends next week
        ("op 8-12 juni 2023", date(2023, 6, 12), {"week", "month"}),
        ("op 8-12 juni 2023", date(2023, 6, 20), {"month", "past"}),
        ("eind juni 2023", date(2023, 6, 20), {"month"}),
    ],
)
def test_a_meeting_of_several_days_is_in_each_term_that_has_one_of_them(tmp_path, written, today, terms):
    text = f"Geachte griffie,\n\nWij nodigen u uit voor het congres {written} in Ede.\n"
    data = data_dir(tmp_path / "data")
    list(add_exports(data, [str(write_mbox(tmp_path / "griffie.mbox", [letter(1, text=text)]))]))
    desk = Desk(data)
    searches = {
        term: Search(count_from=today, filters=Filters(terms=frozenset({term})), limit=1) for term in TERMS
    }
    assert {term for term, search in searches.items() if desk.ids(search)} == terms
    assert {term for term, search in searches.items() if desk.agenda(Stretch(search, 0, 9)).entries} == terms


def test_what_the_user_says_is_no_action_item_is_not_in_the_agenda(desk):
    ids = desk.ids(Search("plan"))
    entry = desk.agenda(ids).entries[0]
    desk.judge(entry.message_id, entry.place, entry.place + len(entry.text), "not_action")
    assert [one.subject for one in desk.agenda(ids).entries] == ["Plan 2", "Plan 1"]
    desk.judge(entry.message_id, entry.place, entry.place + len(entry.text), None)
    assert len(desk.agenda(ids).entries) == 3


def test_a_message_that_is_gone_has_no_part_in_the_agenda(desk):
    ids = desk.ids(Search("plan"))
    assert len(desk.agenda((ids[0], "unknown")).entries) == 1


def test_the_agenda_is_written_whole(desk, tmp_path):
    ids = desk.ids(Search())
    data, target = data_dir(tmp_path / "data"), tmp_path / "agenda.ics"
    assert list(save_agenda(data, ids, False, Ticks(), str(target))) == [Written(str(target))]
    assert [event["DTSTART"].dt.day for event in events(target.read_bytes())] == [16, 17, 18]


def test_only_what_is_chosen_is_written(desk, tmp_path):
    ids = desk.ids(Search())
    data, target = data_dir(tmp_path / "data"), tmp_path / "agenda.ics"
    first = desk.agenda(ids).entries[0].key
    list(save_agenda(data, ids, False, Ticks(turned=frozenset({first})), str(target)))
    assert [event["DTSTART"].dt.day for event in events(target.read_bytes())] == [17, 18]
    list(save_agenda(data, ids, False, Ticks("none", frozenset({first})), str(target)))
    assert [event["DTSTART"].dt.day for event in events(target.read_bytes())] == [16]


@pytest.mark.usefixtures("desk")
def test_an_agenda_never_overwrites_an_export(tmp_path):
    export = tmp_path / "griffie.mbox"
    before = export.read_bytes()
    with pytest.raises(StorageFailed):
        list(save_agenda(data_dir(tmp_path / "data"), (), False, Ticks(), str(export)))
    assert export.read_bytes() == before


@pytest.mark.usefixtures("desk")
def test_a_folder_that_is_not_there_is_said(tmp_path):
    with pytest.raises(StorageFailed) as failed:
        list(
            save_agenda(data_dir(tmp_path / "data"), (), False, Ticks(), str(tmp_path / "nergens" / "a.ics"))
        )
    assert failed.value.problem.code == "save_failed"
