"""By when an action is due and which day it is about, through whole messages; sent on Friday 13 November 2020."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from reader.actions.bearing import likeliest
from reader.actions.book import rule_book
from reader.actions.find import asked_sentences, find_actions
from reader.actions.reading import read
from reader.actions.roles import dated
from reader.message import Message, MessageRef
from reader.text import body_of_plain, understood

SENT = datetime(2020, 11, 13, 10, 17, tzinfo=UTC)
INVITED = "Wij nodigen u uit voor de bewonersavond op donderdag 10 december om 20.00 uur."


def found(text):
    return find_actions(understood(Message("1-x", MessageRef("x"), date=SENT, body=body_of_plain(text))))


@pytest.mark.parametrize(
    ("text", "due"),
    [
        (
            "De reactietermijn eindigt op 4 januari. Binnen deze termijn kan uw raad een zienswijze indienen.",
            "2021-01-04",
        ),
        ("De inschrijving sluit op 30 november. Tot dan kunt u zich aanmelden.", "2020-11-30"),
        (f"{INVITED} Wilt u uw vragen een week van tevoren insturen?", "2020-12-03"),
        (f"{INVITED} Wilt u zich uiterlijk de maandag ervoor aanmelden?", "2020-12-07"),
        (f"{INVITED} Wilt u ons vóór die avond uw vragen sturen?", "2020-12-10"),
        (
            f"{INVITED} Meld u aan vóór 1 december. Wilt u tegelijk met uw aanmelding uw dieetwensen doorgeven?",
            "2020-12-01",
        ),
        ("Wilt u de lijst maandag a.s. voor 12.00 uur terugsturen?", "2020-11-16"),
        ("Wilt u dit vandaag nog doen?", "2020-11-13"),
        ("Kunt u de notulen nog vandaag sturen?", "2020-11-13"),
        ("Wilt u nog dit jaar een besluit nemen?", "2020-12-31"),
        ("Wilt u dit morgen nog doen?", "2020-11-14"),
        ("Wilt u mij de stukken sturen die dit jaar nog niet zijn vastgesteld?", None),
        ("Wilt u de cijfers van dit jaar nog sturen?", None),
        ("Wilt u mij nog deze week laten weten wie er komt?", "2020-W46"),
        (f"{INVITED} Ik zou graag vóór die dag van u horen of u komt.", "2020-12-10"),
        ("Voor de avond in Oudermeer moeten wij de namen op 24 november compleet hebben.", "2020-11-24"),
        ("Ik hoor graag vrijdag of dat lukt.", "2020-11-20"),
        ("Wilt u dit in week 48 aan ons doorgeven?", "2020-W48"),
        (f"{INVITED} Geef uiterlijk de vrijdag voor de avond door of u komt.", "2020-12-04"),
        (f"{INVITED} Wilt u een week van tevoren, dus op 2 december, uw vragen mailen?", "2020-12-02"),
        (
            "De termijn loopt tot en met 8 januari. Gedurende deze acht weken kan uw raad een zienswijze indienen.",
            "2021-01-08",
        ),
        (
            "De stukken liggen van 1 t/m 14 december ter inzage. Binnen deze periode kan uw raad een zienswijze indienen.",
            "2020-12-14",
        ),
        ("Wilt u de zienswijze vóór het eind van de week, dus vrijdag 20 november, mailen?", "2020-11-20"),
        ("Wilt u uw opgave op 2 december of eerder aan ons mailen?", "2020-12-02"),
        ("Wilt u dit lezen voordat u op 3 december over het voorstel stemt?", "2020-12-03"),
        ("Wilt u de agenda voor 3 december uiterlijk donderdag mailen?", "2020-11-19"),
        ("Wilt u de lijst op woensdag voor 17.00 uur mailen?", "2020-11-18"),
        ("Ik verzoek om alle notulen over de periode 1 januari 2019 tot en met 31 december 2020.", None),
        ("Ik verzoek om alle notulen tot en met 31 augustus 2020.", None),
        ("Wilt u een week voor de vergadering van 10 december uw vragen mailen?", "2020-12-03"),
        ("Wilt u een week voor de vergadering (10 december) uw vragen mailen?", "2020-12-03"),
        (f"{INVITED} Wilt u een week voor de avond (3 december) uw vragen mailen?", "2020-12-03"),
        (f"{INVITED} Wilt u de vrijdag voor de avond (4 december) uw vragen mailen?", "2020-12-04"),
        (f"{INVITED} Wilt u een week van tevoren (3 december) uw vragen mailen?", "2020-12-03"),
        ("Svp vandaag mee met de stukken voor 3/12.", "2020-11-13"),
        ("Wil je morgen doorgeven hoeveel mensen er donderdag bij het presidium komen?", "2020-11-14"),
        ("Als jullie dat maandag doorgeven is het vroeg genoeg.", "2020-11-16"),
        ("Wilt u ons een korte notitie sturen, liefst vrijdag?", "2020-11-20"),
        ("Kun je voor het weekend laten weten of dat nog kan?", "2020-11-14"),
        ("Wilt u uw zienswijze uiterlijk acht weken na dagtekening van deze brief indienen?", "2021-01-08"),
    ],
)
def test_an_action_is_due_by_what_its_words_lean_on(text, due):
    assert found(text).actions[-1].due == due


@pytest.mark.parametrize(
    ("text", "due"),
    [
        ("Wilt u ons uw voorkeur doorgeven? Dat kan tot 27 november.", "2020-11-27"),
        ("Wilt u uw zienswijze geven? Wij ontvangen die graag vóór 27 november.", "2020-11-27"),
        (
            "Meld u aan vóór 27 november. Wilt u daarbij ook doorgeven of u een dieet heeft?",
            "2020-11-27",
        ),
        (
            "Stuurt u deze uitnodiging door aan de fracties?\n\nHet is druk.\n\nStuur ons vóór 27 november uw begroting.",
            None,
        ),
        (
            "Wij ontvangen graag uiterlijk 27 november:\n\n- de besluiten over 2020\n- het register van nevenfuncties",
            "2020-11-27",
        ),
        ("Wilt u laten weten wie er komt? De inspraak liep tot 6 november.", None),
        ("Wij verzoeken u de motie te steunen. De vergunning geldt tot en met 31 december 2030.", None),
        ("Wij verzoeken u het besluit te heroverwegen. De contracten lopen tot 1 januari 2025.", None),
        ("Wilt u mij terugbellen? De receptie is gesloten tot 27 november.", None),
        ("Wilt u de notulen sturen? Het bestuur is met verlof tot 27 november.", None),
        ("Wilt u inspreken op 20 november? U kunt tot 27 november reageren op de enquête.", None),
        ("Wilt u hierop reageren? De termijn loopt tot 27 november.", "2020-11-27"),
    ],
)
def test_a_term_beside_an_action_may_be_meant_for_it_too(text, due):
    one = next(one for one in found(text).actions if "27" not in one.text)
    assert one.due == due


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("Graag uw reactie op 12 december.", "2020-12-12"),
        ("Stuur het op 25 november naar dit adres.", "2020-11-25"),
        ("Wilt u zorgen dat de stukken er vrijdag zijn?", "2020-11-20"),
        ("Vrijdag graag in mijn bezit.", "2020-11-20"),
        ("De verzamelde namen graag op 25 november naar dit adres.", "2020-11-25"),
        ("Ik zie je reactie graag woensdag 18 november.", "2020-11-18"),
    ],
)
def test_what_is_wanted_on_a_day_is_due_by_it(text, iso):
    [action] = found(text).actions
    assert (action.due, action.event) == (iso, None)


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("Kunt u op 12 december naar onze bijeenkomst komen?", "2020-12-12"),
        ("Wilt u het voorstel op 10 december agenderen?", "2020-12-10"),
        ("Wij vragen u tegen te stemmen op 10 december.", "2020-12-10"),
        ("Graag zien wij u op 12 december in het gemeentehuis.", "2020-12-12"),
        ("Wilt u deze brief agenderen voor de raad van 17 december?", "2020-12-17"),
    ],
)
def test_what_takes_place_on_a_day_is_not_due_by_it(text, iso):
    [action] = found(text).actions
    assert (action.due, action.event) == (None, iso)


@pytest.mark.parametrize(
    ("first", "then", "due"),
    [
        (
            "16 november\tstart consultatie\n11 januari 2021\teinde consultatie\nmaart 2021\tvaststelling",
            "Tot het einde van de consultatie kunt u ons uw wensen meegeven.",
            "2021-01-11",
        ),
        (
            "Start consultatie\t16 november\nSluiting consultatie\t11 januari 2021\nVaststelling\tmaart 2021",
            "Uw raad kan tot de sluitingsdatum reageren via de consultatiesite.",
            "2021-01-11",
        ),
        (
            "Uw raad kan binnen de termijn uit onderstaand schema zijn zienswijze naar voren brengen.",
            "Behandeling in de raden:\tweek 50\nZienswijze inzenden:\tuiterlijk 18 december\nToezending:\tvóór 15 januari",
            "2020-12-18",
        ),
    ],
)
def test_a_term_in_a_table_is_that_of_its_row(first, then, due):
    assert found(f"{first}\n\n{then}").actions[-1].due == due


def test_a_meeting_for_which_something_is_asked_is_no_limit():
    [action] = found("Het programma voor 10 december hangt hieraan. Wilt u dat doornemen?").actions
    assert (action.due, action.event) == (None, "2020-12-10")


def test_a_day_counted_from_a_meeting_is_a_date_of_its_own():
    dates = found(f"{INVITED} Wilt u uw vragen vijf dagen van tevoren insturen?").dates
    assert [(one.text, one.iso, one.role) for one in dates] == [
        ("donderdag 10 december", "2020-12-10", "event"),
        ("vijf dagen van tevoren", "2020-12-05", "due"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        f"{INVITED} Geef vóór 1 december door met hoeveel personen u komt.",
        f"{INVITED}\n\nDe zaal is te vinden achter de kerk.\n\nMeld u aan via de griffie.",
        f"Meld u nu aan!\n\n{INVITED}",
    ],
)
def test_a_sign_up_is_about_the_only_meeting_of_the_message(text):
    assert {one.event for one in found(text).actions} == {"2020-12-10"}


def test_each_sign_up_is_about_the_meeting_before_it():
    text = (
        "Kom naar de themasessie op dinsdag 1 december om 19.30 uur. Meld u aan voor de themasessie.\n\n"
        "Kom naar de rondleiding op zaterdag 12 december om 10.00 uur. Meld u aan voor de rondleiding."
    )
    assert [one.event for one in found(text).actions] == [
        "2020-12-01",
        "2020-12-01",
        "2020-12-12",
        "2020-12-12",
    ]


@pytest.mark.parametrize(
    "text",
    [
        (
            "De commissie vergadert op dinsdag 1 december en de raad op donderdag 17 december. "
            "Wilt u deze brief bij de stukken voor de raad voegen?"
        ),
        (
            "De beeldvormende vergadering is op 1 december, het besluit volgt op 17 december. "
            "Wij verzoeken u vóór 10 december uw vragen over het besluit te mailen."
        ),
    ],
)
def test_of_two_meetings_the_one_that_the_words_point_at_is_meant(text):
    assert found(text).actions[-1].event == "2020-12-17"


def test_what_is_for_a_meeting_is_not_due_by_it():
    [action] = found("Wilt u ons als inspreker noteren voor de commissie van donderdag 3 december?").actions
    assert (action.due, action.event) == (None, "2020-12-03")


def test_none_of_several_days_to_choose_from_is_the_meeting():
    text = "De avond kan op dinsdag 1 december, donderdag 3 december of dinsdag 8 december. Welke avond schikt uw raad?"
    assert {one.event for one in found(text).actions} == {None}
    assert [one.role for one in found(text).dates] == ["event"] * 3


def test_the_beginning_of_a_period_is_no_meeting():
    text = "Van 24 november tot 15 december kunt u een zienswijze indienen. Richt u vooral op hoofdstuk 4."
    assert [one.event for one in found(text).actions] == [None] * len(found(text).actions)


@pytest.mark.parametrize(
    ("text", "event"),
    [
        (
            "De raadsvergadering is op donderdag 10 december - 20 uur in de raadszaal. Wilt u zich aanmelden?",
            "2020-12-10",
        ),
        ("De open dag is op zaterdag 5 december - 10 uur tot 16 uur. Wilt u zich aanmelden?", "2020-12-05"),
        ("De bijeenkomst is op 28 november - 4 bedrijven doen mee. Wilt u zich aanmelden?", "2020-11-28"),
        ("Het congres is van 3 december t/m 5 december in Utrecht. Wilt u zich aanmelden?", "2020-12-03"),
        ("Op 10 december t/m 12 december is het festival. Meld u aan!", "2020-12-10"),
    ],
)
def test_the_first_day_of_what_is_no_term_is_a_meeting(text, event):
    assert {one.event for one in found(text).actions} == {event}


@pytest.mark.parametrize(
    "text",
    [
        "Kunt u twee dagen voor onze gasten reserveren?",
        "Wilt u een dag voor de excursie vrijhouden?",
        "Wilt u een dag voor de bijeenkomst vrijhouden?",
    ],
)
def test_a_length_of_time_is_no_term(text):
    assert {one.due for one in found(f"{INVITED} {text}").actions} == {None}


def test_a_meeting_stays_in_mind_as_long_as_it_is_spoken_of():
    filler = "Het gebouw is onlangs verbouwd. " * 20
    text = f"{INVITED} {filler}Meld u aan via de griffie. {filler}Wilt u ons laten weten met hoeveel personen u komt?"
    assert [one.event for one in found(text).actions] == ["2020-12-10"] * 2


def test_a_limit_is_no_meeting():
    [action] = found("Wilt u de vragenlijst vóór 1 december invullen?").actions
    assert (action.due, action.event) == ("2020-12-01", None)


def test_the_days_that_are_labelled_are_weighed_as_those_that_are_found():
    text = f"{INVITED} Meld u aan via de griffie. Wilt u ons op dinsdag 1 december of woensdag 2 december ontvangen? Wilt u ons laten weten met hoeveel personen u komt?"
    message = understood(Message("1-x", MessageRef("x"), date=SENT, body=body_of_plain(text)))
    reading, book = read(message, rule_book()), rule_book()
    asked = asked_sentences(reading, book.patterns.near(reading.lines), book)
    seen = []

    def about(action, bearings, spoken):
        seen.append((action.one.sentence.plain.partition(" ")[0], spoken.last, spoken.since))
        return None if len(seen) == 1 else likeliest(action, bearings, spoken)

    assert [timing.event is None for timing in dated(asked, reading, book, about)] == [
        True,
        False,
        True,
        False,
    ]
    assert seen == [("wij", None, 0), ("meld", None, 1), ("wilt", "2020-12-10", 0)]
