"""All forms of dates in griffie mail, resolved against Friday 13 November 2020."""

from __future__ import annotations

from datetime import date

import pytest

from reader.actions.book import rule_book
from reader.actions.dates import TIMELY, find_dates
from reader.actions.plain import lower
from reader.actions.sentences import sentences

SENT = date(2020, 11, 13)


def _words(plain):
    book = rule_book()
    return book.watched(book.lexicon.codes(plain)) & TIMELY


def found(text, sent=SENT):
    plain = lower(text)
    return [
        (text[one.start : one.end], one.iso, one.precision) for one in find_dates(plain, sent, _words(plain))
    ]


@pytest.mark.parametrize(
    ("text", "expected", "iso", "precision"),
    [
        ("op 27 november 2020", "27 november 2020", "2020-11-27", "day"),
        ("van 27 november", "27 november", "2020-11-27", "day"),
        ("op vrijdag 27 november", "vrijdag 27 november", "2020-11-27", "day"),
        ("donderdagavond 3 december om 19.30 uur", "donderdagavond 3 december", "2020-12-03", "day"),
        ("ma 16 nov 2020 om 16:05", "ma 16 nov 2020", "2020-11-16", "day"),
        ("27 nov. a.s. in de zaal", "27 nov. a.s.", "2020-11-27", "day"),
        ("op 29 maart jl. vrijgegeven", "29 maart jl.", "2020-03-29", "day"),
        ("van 25 september", "25 september", "2020-09-25", "day"),
        ("op 9 & 10 juni 2021", "9 & 10 juni 2021", "2021-06-09", "day"),
        ("op 9 & donderdag 10 juni 2021", "9 & donderdag 10 juni 2021", "2021-06-09", "day"),
        (
            "op woensdag 9 en donderdag 10 juni 2021",
            "woensdag 9 en donderdag 10 juni 2021",
            "2021-06-09",
            "day",
        ),
        ("10-12 juni 2021", "10-12 juni 2021", "2021-06-10", "day"),
        ("op 1 mei '21", "1 mei '21", "2021-05-01", "day"),
        ("d.d. 13-11-2020", "13-11-2020", "2020-11-13", "day"),
        ("2020-11-13", "2020-11-13", "2020-11-13", "day"),
        ("op 3/12", "3/12", "2020-12-03", "day"),
        ("begin februari", "begin februari", "2021-02", "part"),
        ("uiterlijk eerste week mei", "eerste week mei", "2021-05", "part"),
        (
            "uiterlijk de laatste dag van de maand november",
            "laatste dag van de maand november",
            "2020-11-30",
            "day",
        ),
        ("tot de laatste dag van \nnovember", "laatste dag van \nnovember", "2020-11-30", "day"),
        ("uiterlijk de laatste werkdag van januari", "laatste werkdag van januari", "2021-01-29", "day"),
        ("op de 1e maandag van december", "1e maandag van december", "2020-12-07", "day"),
        ("donderdag, de negentiende november", "donderdag, de negentiende november", "2020-11-19", "day"),
        ("zaterdag de dertiende november", "zaterdag de dertiende november", "2021-11-13", "day"),
        ("eind van het jaar 2021", "eind van het jaar 2021", "2021-12", "part"),
        ("voor het eind van week 49", "eind van week 49", "2020-W49", "week"),
        ("begin volgende week", "begin volgende week", "2020-W47", "week"),
        ("op 3 dec. vorig jaar", "3 dec. vorig jaar", "2019-12-03", "day"),
        ("op 3 dec. jongstleden", "3 dec. jongstleden", "2019-12-03", "day"),
        ("voor tweede paasdag", "tweede paasdag", "2021-04-05", "day"),
        ("Dank. Kerstdag valt op vrijdag", "Kerstdag", "2020-12-25", "day"),
        ("op eerste kerstdag", "eerste kerstdag", "2020-12-25", "day"),
        ("binnen 30 werkdagen", "binnen 30 werkdagen", "2020-12-28", "day"),
        ("in de eerste helft van mei", "eerste helft van mei", "2021-05", "part"),
        ("uiterlijk de laatste week van april", "laatste week van april", "2021-04", "part"),
        ("uiterlijk vrijdag de dertiende november", "vrijdag de dertiende november", "2020-11-13", "day"),
        ("op de eerste december", "de eerste december", "2020-12-01", "day"),
        ("op de eenendertigste maart 2022", "de eenendertigste maart 2022", "2022-03-31", "day"),
        ("op de eerste maandag van december", "eerste maandag van december", "2020-12-07", "day"),
        ("uiterlijk de laatste vrijdag in maart", "laatste vrijdag in maart", "2021-03-26", "day"),
        ("tot en met de laatste dag van februari", "laatste dag van februari", "2021-02-28", "day"),
        ("reageer nog dit jaar", "dit jaar", "2020-12-31", "day"),
        ("kan dat dit jaar nog?", "dit jaar", "2020-12-31", "day"),
        ("voor het eind van het jaar", "eind van het jaar", "2020-12", "part"),
        ("vóór oud en nieuw", "oud en nieuw", "2021-01-01", "day"),
        ("op 3 juni. Vorig jaar", "3 juni", "2021-06-03", "day"),
        ("op 3 december. Aanstaande is niets", "3 december", "2020-12-03", "day"),
        ("eind november 2021", "eind november 2021", "2021-11", "part"),
        ("in de BALV van februari", "februari", "2021-02", "month"),
        ("maart 2020!", "maart 2020", "2020-03", "month"),
        ("in week 48", "week 48", "2020-W48", "week"),
        ("in week 2", "week 2", "2021-W02", "week"),
        ("uiterlijk komende vrijdag", "komende vrijdag", "2020-11-20", "day"),
        ("volgende week dinsdag", "volgende week dinsdag", "2020-11-17", "day"),
        ("dinsdag volgende week", "dinsdag volgende week", "2020-11-17", "day"),
        ("tot maandag", "maandag", "2020-11-16", "day"),
        ("graag morgen", "morgen", "2020-11-14", "day"),
        ("binnen twee weken", "binnen twee weken", "2020-11-27", "day"),
        (
            "binnen 6 weken na dagtekening van deze brief",
            "binnen 6 weken na dagtekening van deze brief",
            "2020-12-25",
            "day",
        ),
        (
            "de termijn bedraagt twaalf weken na verzending van deze brief",
            "twaalf weken na verzending van deze brief",
            "2021-02-05",
            "day",
        ),
        ("uiterlijk zes weken na heden", "zes weken na heden", "2020-12-25", "day"),
        ("nog vóór Sinterklaas", "Sinterklaas", "2020-12-05", "day"),
        ("in de week van 10 maart 2025", "week van 10 maart 2025", "2025-W11", "week"),
        ("in de week van maandag 23 november", "week van maandag 23 november", "2020-W48", "week"),
        ("kom woensdag de 25e langs", "woensdag de 25e", "2020-11-25", "day"),
        ("op dinsdagavond 1ste, om 20 uur", "dinsdagavond 1ste", "2020-12-01", "day"),
        ("stuur het vóór de 27e.", "de 27e", "2020-11-27", "day"),
        ("eind van deze maand", "eind van deze maand", "2020-11", "part"),
        ("begin volgende maand", "begin volgende maand", "2020-12", "part"),
        ("in de loop van volgende maand", "volgende maand", "2020-12", "month"),
        ("uiterlijk maandag laten weten wat we hebben", "maandag", "2020-11-16", "day"),
        ("dat heb ik dinsdag gemeld", "dinsdag", "2020-11-10", "day"),
        ("ze staan sinds woensdag klaar", "woensdag", "2020-11-11", "day"),
        ("het rapport zal er in augustus zijn", "augustus", "2021-08", "month"),
        (
            "binnen de wettelijke termijn van vier weken",
            "binnen de wettelijke termijn van vier weken",
            "2020-12-11",
            "day",
        ),
        ("graag vóór a.s. donderdag", "a.s. donderdag", "2020-11-19", "day"),
        ("kun je de 26ste niet, bel dan", "de 26ste", "2020-11-26", "day"),
        ("op de 26e zelf ben ik er", "de 26e", "2020-11-26", "day"),
        ("uiterlijk op 03-12 weten", "03-12", "2020-12-03", "day"),
        ("de ingekomen stukken van 26/11", "26/11", "2020-11-26", "day"),
        ("liever nog deze week dan later", "deze week", "2020-W46", "week"),
        ("voor het eind van de week", "eind van de week", "2020-W46", "week"),
        ("tegen het eind van volgende week", "eind van volgende week", "2020-W47", "week"),
        ("nog deze maand betalen", "deze maand", "2020-11", "month"),
        ("before March 5, 2021", "March 5, 2021", "2021-03-05", "day"),
        ("before the 5th of March", "5th of March", "2021-03-05", "day"),
        ("from 16 to 18 May", "16 to 18 May", "2021-05-16", "day"),
        ("on 16th and 17th May", "16th and 17th May", "2021-05-16", "day"),
        ("from 9:00 to 12 May", "12 May", "2021-05-12", "day"),
        ("in de nacht van 17 op 18 november", "17 op 18 november", "2020-11-17", "day"),
        ("in zaal 4 op 18 november", "18 november", "2020-11-18", "day"),
        ("men vroeg hoe het ging - graag een notitie, liefst vrijdag", "vrijdag", "2020-11-20", "day"),
        ("vorig jaar oktober", "oktober", "2019-10", "month"),
        ("graag voor do", "do", "2020-11-19", "day"),
        ("geef ma voor 12 uur door met hoeveel", "ma", "2020-11-16", "day"),
        ("de raad van do", "do", "2020-11-19", "day"),
        ("het presidium van do a.s. vervalt", "do a.s.", "2020-11-19", "day"),
        ("graag voor vrij 20/11", "20/11", "2020-11-20", "day"),
        ("de berap komt 19/11", "19/11", "2020-11-19", "day"),
        ("uiterlijk vrijdag over een week", "vrijdag over een week", "2020-11-27", "day"),
        ("vul deze week de lijst in", "deze week", "2020-W46", "week"),
        ("laat het eind volgende week weten", "eind volgende week", "2020-W47", "week"),
        ("mijn moeder is gevallen vrijdag", "vrijdag", "2020-11-06", "day"),
        ("vrijdag is mijn moeder gevallen.", "vrijdag", "2020-11-06", "day"),
        ("je belde maandag", "maandag", "2020-11-09", "day"),
        ("hartelijk dank, het was fijn op zondag", "zondag", "2020-11-08", "day"),
        ("op de 25e. Nel", "de 25e", "2020-11-25", "day"),
        ("wij willen de 27e te spreken komen", "de 27e", "2020-11-27", "day"),
        ("tot vorige maand stond er een bank", "vorige maand", "2020-10", "month"),
        ("in mei volgend jaar", "mei volgend jaar", "2021-05", "month"),
        ("op 1 januari van dit jaar", "1 januari van dit jaar", "2020-01-01", "day"),
        ("het was vorig jaar op 5 december", "5 december", "2019-12-05", "day"),
        ("het was dinsdagnacht half twee", "dinsdagnacht", "2020-11-10", "day"),
        ("zoals dinsdag beloofd", "dinsdag", "2020-11-10", "day"),
        ("dank voor je mail van donderdag", "donderdag", "2020-11-12", "day"),
        ("de agenda van donderdag", "donderdag", "2020-11-19", "day"),
        ("het stuk is donderdag aan de raad gestuurd", "donderdag", "2020-11-12", "day"),
        ("het loket is donderdag gesloten", "donderdag", "2020-11-19", "day"),
        ("mail hem vóór de 17e mailt u niet", "de 17e", "2020-11-17", "day"),
        ("niet later dan de 14e, omdat", "de 14e", "2020-11-14", "day"),
        ("tot op de 20e gewoon in de raad", "de 20e", "2020-11-20", "day"),
        ("in het overleg van 26/11 gezegd", "26/11", "2020-11-26", "day"),
        ("vóór vrijdag 20/11", "20/11", "2020-11-20", "day"),
        ("in week 20 kwam er niemand", "week 20", "2020-W20", "week"),
        ("in week 52 komt er iemand", "week 52", "2020-W52", "week"),
    ],
)
def test_a_form_is_read_with_the_precision_that_is_written(text, expected, iso, precision):
    assert found(text) == [(expected, iso, precision)]


@pytest.mark.parametrize(
    ("text", "isos"),
    [
        ("Al sinds 3 februari ligt er afval.", ["2020-02-03"]),
        ("Sinds maart is de weg dicht.", ["2020-03"]),
        ("Al sinds\n3 februari ligt er afval.", ["2020-02-03"]),
        ("It has been there since 3 February.", ["2020-02-03"]),
        ("Ik heb op 10 april, 2 mei en 15 september gebeld.", ["2020-04-10", "2020-05-02", "2020-09-15"]),
        ("Op 10 april, dinsdag 2 mei en 15 september heb ik gebeld.", ["2020-04-10", "2020-05-02", "2020-09-15"]),
        ("Op 10 maart, 2 april en 4 mei komen wij bijeen.", ["2021-03-10", "2021-04-02", "2021-05-04"]),
        ("Wij hebben gebeld, en op 10 maart, 2 april en 4 mei komen wij langs.", ["2021-03-10", "2021-04-02", "2021-05-04"]),
        ("Op 1 mei verdween de bibliobus.", ["2020-05-01"]),
        ("De raad neemt in juni een besluit.", ["2021-06"]),
        ("Het formulier heb ik dinsdag al op de post gedaan.", ["2020-11-10"]),
        ("Bedankt voor het prettige gesprek van maandag.", ["2020-11-09"]),
        ("De beamer is dinsdag nagekeken.", ["2020-11-10"]),
        ("Dat vroeg ik eergisteren, en gisteravond weer.", ["2020-11-11", "2020-11-12"]),
        ("Vanochtend kwam de brief.", ["2020-11-13"]),
    ],
)  # fmt: skip
def test_what_was_is_in_the_year_that_was(text, isos):
    assert [iso for _, iso, _ in found(text)] == isos


@pytest.mark.parametrize(
    ("text", "expected", "iso"),
    [
        ("graag vóór de kerst", "kerst", "2020-12-25"),
        ("tot aan de kerstdagen", "kerstdagen", "2020-12-25"),
        ("uiterlijk met Pasen 2022", "Pasen 2022", "2022-04-17"),
        ("voor Pinksteren", "Pinksteren", "2021-05-23"),
        ("nog voor de jaarwisseling", "jaarwisseling", "2021-01-01"),
        ("uiterlijk Bevrijdingsdag", "Bevrijdingsdag", "2021-05-05"),
        ("op Prinsjesdag 2023", "Prinsjesdag 2023", "2023-09-19"),
        ("met Koningsdag", "Koningsdag", "2021-04-27"),
        ("Op Koningsdag 2025 is de gemeente dicht", "Koningsdag 2025", "2025-04-26"),
        ("op Hemelvaartsdag dicht", "Hemelvaartsdag", "2021-05-13"),
        ("graag voor het weekend", "weekend", "2020-11-14"),
        ("nog vóór dit weekend", "dit weekend", "2020-11-14"),
        ("vóór volgend weekend", "volgend weekend", "2020-11-21"),
    ],
)
def test_a_feast_is_a_day_and_before_a_weekend_is_before_saturday(text, expected, iso):
    assert found(text) == [(expected, iso, "day")]


def test_what_is_due_before_a_feast_is_a_limit():
    for text in ("graag vóór de kerst", "voor het weekend", "uiterlijk Prinsjesdag"):
        plain = lower(text)
        assert [one.limit for one in find_dates(plain, SENT, _words(plain))] == [True], text


@pytest.mark.parametrize("sent", [date(2020, 11, 14), date(2020, 11, 15)])
def test_on_a_weekend_the_next_one_is_meant(sent):
    assert found("graag voor het weekend", sent) == [("weekend", "2020-11-21", "day")]


def test_a_feast_that_was_lies_behind():
    assert found("De motie was vóór de kerst afgedaan.", date(2021, 1, 15)) == [
        ("kerst", "2020-12-25", "day")
    ]


def test_a_farewell_names_the_day_of_a_meeting_and_no_term():
    text = "Lever in tot maandag!\nTot donderdag!\n\nTot de 20e,\nBo"
    plain = lower(text)
    limits = {text[one.start : one.end]: one.limit for one in find_dates(plain, SENT, _words(plain))}
    assert limits == {"maandag": True, "donderdag": False, "de 20e": False}


@pytest.mark.parametrize(
    "text",
    [
        "U kunt zich nog aanmelden\ntot de 20e.",
        "Reageren kan via de website, tot 1 december!",
        "Meld u aan, tot vrijdag!",
        "Schrijf nu in. Tot 1 december!",
        "Doe mee!\nTot 1 december!",
        "Inzage:\ntot vrijdag",
        "Dat kan\ntot vrijdag.",
    ],
)
def test_a_term_is_no_farewell(text):
    plain = lower(text)
    assert [one.limit for one in find_dates(plain, SENT, _words(plain))] == [True]


@pytest.mark.parametrize(
    "text",
    [
        "31 februari 2021",
        "week 54",
        "12 maart 9999",
        "99-99-2020",
        "2500 GK Den Haag",
        "070 - 373 83 93",
        "06-12345678",
        "om 19.30 uur",
        "versie 23.2",
        "1/3 deel van de raad",
        "Jan van Zanen",
        "goedemorgen",
        "het water van morgen",
        "elke zaterdag",
        "you may reply",
        "binnen vier maanden na openstelling van de vacature",
        "3.500 mensen",
        "op de 27e verdieping",
        "de 12e editie van de raadsquiz",
        "werd op het toernooi de 3e.",
        "de kerk uit de 18e en 19e eeuw",
        "artikel 9, de 4e en 5e volzin",
        "wij zijn de 5e.",
        "allebei beide 12e, en",
        "sinds 1/2 jaar",
        "1/2 om 1/2",
        "voor de 25e editie",
        "vóór de 2e vergadering",
        "uiterlijk de 12e ronde",
        "vóór de 32e.",
        "in de maand na de zomer",
        "bel 06-12 voor 10-12 personen",
        "deze week was het druk",
        "nog de week daarna",
        "op 2-3 plekken",
        "wij zijn 24/7 bereikbaar",
        "1/12 deel",
        "het niveau is hbo of wo",
        "op wo-niveau",
        "please do van harte",
        "zo gaat het",
        "mijn ma en pa",
        "volgende week was vorig jaar",
        "uiterlijk zo spoedig mogelijk",
        "tot zo!",
        "op zo korte termijn",
        "subsidie voor zon op dak",
        "op vrij korte termijn",
        "de zaal is vrij van 10.00 tot 12.00 uur",
        "de raad zat om 20.00 uur klaar",
        "voor don quichot",
        "een uitje voor ma",
        "tot wo II",
        "stukken voor DO en VO",
        "met 21/10 stemmen aangenomen",
        "raadsvoorstel 20/11",
        "Kerkstraat 13/2",
        "een vrij 1/2 dagdeel",
        "wij zijn elke ma en di open",
        "bereikbaar op ma, di en do",
        "(werkdagen ma t/m do)",
        "elke Koningsdag",
        "Stichting Koningsdag Eikerveen",
        "uiterlijk twee weken voor kerst",
        "vóór de 14e zitting",
        "op goede vrijdag",
        "op de eenendertigste april",
        "de tweede Jan stemde tegen",
        "een vijfde maandag van februari is er niet",
        "dertig jaar oud en nieuw hier",
        "dit jaar vieren wij feest",
        "waarom dit jaar nog niets is gebeurd",
        "de cijfers van dit jaar nog",
        "het eind van een mooi jaar",
        "De 1e heeft gebeld, kunt u terugbellen?",
        "met de kerst zijn wij dicht",
        "een fijn weekend",
        "in het weekend van de dorpsloop",
        "voor het weekend van de dorpsloop",
        "na het weekend",
        "voor kerstpakketten",
        "de pasen van vroeger",
        "Artikel 1 is helder. De 2e wil ik zien.",
    ],
)
def test_what_is_no_date_gives_nothing(text):
    assert found(text) == []


def test_a_weekday_decides_between_the_years():
    assert found("op woensdag 3 maart") == [("woensdag 3 maart", "2021-03-03", "day")]
    assert found("op dinsdag 3 maart") == [("dinsdag 3 maart", "2020-03-03", "day")]


@pytest.mark.parametrize(
    "text",
    [
        "De raad is op 18 februari 2021. Stem op de 18e tegen het voorstel.",
        "Kan de zaal op de 18e nog? Dat is de raad van 18 februari 2021.",
    ],
)
def test_a_day_that_is_only_a_number_is_the_one_that_is_written_out_elsewhere(text):
    assert {iso for _, iso, _ in found(text)} == {"2021-02-18"}
    assert len(found(text)) == 2


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        (
            "Het besluit van 18 oktober 2020 ligt er. Wilt u uiterlijk op de 18e om 20 uur reageren?",
            "2020-11-18",
        ),
        ("Uw brief van 18 maart 2018 is ontvangen. Kunt u op de 18e om 20 uur?", "2020-11-18"),
        ("Geboren op 18 mei 1958. Kunt u op de 18e om 20 uur?", "2020-11-18"),
        ("De visie geldt tot 18 mei 2030. Kunt u op de 18e om 20 uur?", "2020-11-18"),
        ("De raad van 18 oktober was druk. Op de 18e was ik er niet.", "2020-10-18"),
        ("Na 18 oktober komt 18 februari 2021. Stem op de 18e tegen het voorstel.", "2021-02-18"),
    ],
)
def test_a_day_that_is_only_a_number_is_none_that_is_long_past_or_far_off(text, iso):
    assert found(text)[-1][1] == iso


@pytest.mark.parametrize(
    "text",
    [
        "Vrijdag heb ik het nodig, de commissie is de 17e.",
        "De 17e komt het presidium bij elkaar.",
        "Ik ben er de 17e zelf bij.",
        "Het lijstje voor de raad van 17-11 volgt.",
        "Graag akkoord retour 17-11.",
    ],
)
def test_a_day_in_few_words_is_one(text):
    assert "2020-11-17" in {iso for _, iso, _ in found(text)}


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("Ivm begrotingsraad do 11/12:", "2020-12-11"),
        ("Dat gaat di 24-11 door B&W.", "2020-11-24"),
        ("kazerne Dalenburg\n11/12, 14.00 uur", "2020-12-11"),
        ("zodat ze er de 22e iets van vinden", "2020-11-22"),
        ("De 19e zit ik weer achter mijn bureau.", "2020-11-19"),
    ],
)
def test_a_day_is_one_in_a_hurry(text, iso):
    assert [day for _, day, _ in found(text)] == [iso]


@pytest.mark.parametrize(
    ("text", "days"),
    [
        (
            "op dinsdag 1 of donderdag 3 december",
            [("dinsdag 1", "2020-12-01"), ("donderdag 3 december", "2020-12-03")],
        ),
        (
            "dinsdag 1 of donderdagavond 3 december",
            [("dinsdag 1", "2020-12-01"), ("donderdagavond 3 december", "2020-12-03")],
        ),
        ("de 1e of 2e december", [("de 1e", "2020-12-01"), ("2e december", "2020-12-02")]),
        ("31 of 1 februari", [("1 februari", "2021-02-01")]),
        ("uiterlijk 1 of 2 december", [("1 of 2 december", "2020-12-01")]),
        ("op 6, 8 of 13 december", [("6", "2020-12-06"), ("8", "2020-12-08"), ("13 december", "2020-12-13")]),
        (
            "dinsdag 1, woensdag 2 of vrijdag 4 december",
            [("dinsdag 1", "2020-12-01"), ("woensdag 2", "2020-12-02"), ("vrijdag 4 december", "2020-12-04")],
        ),
        ("di 1 en do 3 december", [("di 1", "2020-12-01"), ("do 3 december", "2020-12-03")]),
        ("in 2021, 5 mei", [("5 mei", "2021-05-05")]),
        ("artikel 4, 5 mei", [("5 mei", "2021-05-05")]),
    ],
)
def test_of_two_days_to_choose_from_each_is_one(text, days):
    assert [(written, iso) for written, iso, _ in found(text)] == days


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("ik kan dinsdag en woensdag", [("dinsdag", "2020-11-17"), ("woensdag", "2020-11-18")]),
        ("ik kan maandag, woensdag of donderdag", [("maandag", "2020-11-16"), ("woensdag", "2020-11-18"), ("donderdag", "2020-11-19")]),
        ("volgende week dinsdag of donderdag", [("volgende week dinsdag", "2020-11-17"), ("donderdag", "2020-11-19")]),
        ("elke dinsdag en woensdag", []),
        ("ma en di ben ik vrij", [("ma", "2020-11-16"), ("di", "2020-11-17")]),
        ("in de nacht van do op vr gaat het dicht", [("do", "2020-11-19"), ("vr", "2020-11-20")]),
        ("woensdag 18 november is de zaal vrij, de 25e niet", [("woensdag 18 november", "2020-11-18"), ("de 25e", "2020-11-25")]),
        ("dat is in mei geweest. Laat voor de 30e weten wie er komt", [("mei", "2020-05"), ("de 30e", "2020-11-30")]),
        ("tot en met 5 oktober\nVorig jaar kwam ik ook", [("5 oktober", "2020-10-05")]),
        ("vóór 20 november, dan kan het de maandag erop", [("20 november", "2020-11-20"), ("maandag erop", "2020-11-23")]),
        ("dan kan het de maandag erop", []),
    ],
)  # fmt: skip
def test_a_weekday_that_goes_on_from_another_day_counts_from_that(text, days):
    assert [(written, iso) for written, iso, _ in found(text)] == days


@pytest.mark.parametrize(
    "text",
    [
        "De stukken moeten maandag zijn ingeleverd bij de griffie.",
        "De vergadering is verplaatst naar donderdag.",
        "De motie is ingediend en komt donderdag in stemming.",
        "Het stuk is ontvangen en wordt dinsdag besproken.",
        "Wij zijn dinsdag te bereiken.",
        "Er is donderdag gelegenheid om vragen te stellen.",
        "Uw aanmelding dient vrijdag te zijn ontvangen.",
        "Hij belde dat hij dinsdag komt.",
        "Ik hoorde dat de zitting dinsdag is.",
        "Het is zoals vrijdag gepland.",
        "Kun jij het verslag van donderdag maken?",
    ],
)
def test_a_weekday_lies_ahead_where_only_other_words_look_like_a_story(text):
    [(_, iso, _)] = found(text)
    assert iso > SENT.isoformat()


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("artikel 3, 4 en 5 mei", ["2021-05-04"]),
        ("de artikelen 3, 4, 6 en 9 mei", ["2021-05-06", "2021-05-09"]),
        ("Dorpsstraat 1, 7 en 9 mei", ["2021-05-07", "2021-05-09"]),
        ("voor 25, 3 of 5 december", ["2020-12-03", "2020-12-05"]),
        ("evenals vorig jaar op 5 december", ["2020-12-05"]),
        ("afgelopen jaar in mei hebben wij", ["2020-05"]),
        ("in zaal 3 op vrijdag 11 december", ["2020-12-11"]),
        ("vóór de kerst van 2019", ["2019-12-25"]),
        ("dank voor de bloemen van 19/11", ["2020-11-19"]),
        ("niet 19/11 maar 26/11", ["2020-11-19", "2020-11-26"]),
        ("onze 25e lukt niet", ["2020-11-25"]),
        ("week 48 is vol, de 25e niet", ["2020-W48", "2020-11-25"]),
        ("18 december ben ik er, de 4e kan niet", ["2020-12-18", "2020-12-04"]),
        ("vóór het eind van de week, vrijdag 27 november", ["2020-W46", "2020-11-27"]),
    ],
)
def test_a_day_is_read_with_what_stands_round_it_and_no_more(text, days):
    assert [iso for _, iso, _ in found(text)] == days


def test_the_end_of_a_week_is_a_limit_only_where_a_word_says_so():
    for text, limit in (("Eind volgende week ben ik terug.", False), ("uiterlijk eind volgende week", True)):
        assert [one.limit for one in find_dates(lower(text), SENT, _words(lower(text)))] == [limit], text


def test_the_day_behind_a_week_that_ends_something_is_the_limit():
    for day in ("vrijdag 20 november", "(vrijdag 20/11)"):
        plain = f"vóór het eind van volgende week, {day}, en niet vrijdag 27 november"
        dates = find_dates(plain, SENT, _words(plain))
        assert [(one.iso, one.limit) for one in dates] == [("2020-11-20", True), ("2020-11-27", False)]


@pytest.mark.parametrize("text", ["Het spreekuur is van 10-12 uur.", "De raad zit op 10-12 stoelen."])
def test_two_numbers_that_rise_are_no_day(text):
    assert found(text) == []


def test_a_besloten_meeting_is_no_story():
    assert found("Bel me maandag even over de besloten bijlage.") == [("maandag", "2020-11-16", "day")]


@pytest.mark.parametrize(
    "text",
    [
        "Op 24 december sluit het gemeentehuis om 12 uur.",
        "Op 24 december sluit het jaar feestelijk af met een borrel.",
        "Donderdag 3 december is prima voor de afspraak.",
        "Donderdag 3 december sluit aan bij de bijeenkomst.",
    ],
)
def test_what_closes_on_a_day_or_suits_it_makes_no_limit(text):
    assert [one.limit for one in find_dates(lower(text), SENT, _words(lower(text)))] == [False]


@pytest.mark.parametrize(
    "text",
    [
        "Op 24 december sluit de inschrijving.",
        "Op 3 december sluit het loket voor zienswijzen.",
        "Denkt u eraan dat de peiling donderdag 3 december sluit?",
        "Op 3 december sluit de reactietermijn.",
        "Op 3 december sluit ik de lijst af.",
    ],
)
def test_a_term_that_closes_is_a_limit(text):
    assert [one.limit for one in find_dates(lower(text), SENT, _words(lower(text)))] == [True]


@pytest.mark.parametrize(
    "text",
    ["zo 1/2 van de begroting", "di 2/3 van de raad", "op 1/3 van de begroting", "dat doet u zo 1/2 keer"],
)
def test_a_fraction_is_no_date(text):
    assert found(text) == []


@pytest.mark.parametrize("text", ["zo 1/2 om 20 uur", "zo 1/2, 20.00 uur", "op zo 1/2", "op do 4/2"])
def test_a_short_weekday_is_one_beside_an_hour_or_behind_op(text):
    assert len(found(text)) == 1


def test_a_day_and_month_may_open_a_line_of_a_list():
    text = "13-01 Mobiliteit\n10-02 Wonen\n"
    assert [iso for _, iso, _ in found(text)] == ["2021-01-13", "2021-02-10"]
    assert [iso for _, iso, _ in found("Overleg op 2-2, ma 3-3 om 9 uur.")] == ["2021-02-02", "2021-03-03"]
    assert found("Het werd 2-2.") == found("06-12345678 Jan") == []


def test_a_day_and_month_may_stand_behind_a_short_weekday_or_a_label():
    assert found("Kan dat ma 16/11?\nWanneer: 26/11, 20.00 uur") == [
        ("16/11", "2020-11-16", "day"),
        ("26/11", "2020-11-26", "day"),
    ]


def test_a_story_looks_back_and_a_limit_ahead():
    assert found("In april vroegen wij hierom.") == [("april", "2020-04", "month")]
    assert found("Reageer vóór 1 april.")[0][1] == "2021-04-01"


def test_a_story_does_not_reach_back_a_year():
    assert found("Zij hadden zich voor 1 februari gemeld.")[0][1] == "2021-02-01"
    assert found("Door de verkiezingen van maart zijn er plaatsen vrijgekomen.") == [
        ("maart", "2021-03", "month")
    ]


@pytest.mark.parametrize(
    ("text", "isos"),
    [
        ("Wij lopen op 3 december (Noordeind), 6 april, 1 juni en 5 oktober.", ["2020-12-03", "2021-04-06", "2021-06-01", "2021-10-05"]),
        ("Ons schema voor 2021:\n\nRaad\n28 januari\n1 juli (kadernota)\n25 november\n", ["2021-01-28", "2021-07-01", "2021-11-25"]),
        ("Jaarstukken\t11 mei 2021\t24 juni 2021\nNota\t25 mei\t1 juli\nBegroting\t21 september\t4 december\n", ["2021-05-11", "2021-06-24", "2021-05-25", "2021-07-01", "2021-09-21", "2021-12-04"]),
        ("3 december 2020\n14 januari\n8 juli\n", ["2020-12-03", "2021-01-14", "2021-07-08"]),
        ("Nota\t25 mei\tseptember\n", ["2021-05-25", "2021-09"]),
        ("Vergaderschema 2021\n\nRaad: 28 januari, 1 juli en 15 december\nCommissie: 14 januari en 1 december\n", ["2021-01-28", "2021-07-01", "2021-12-15", "2021-01-14", "2021-12-01"]),
    ],
)  # fmt: skip
def test_the_days_of_a_schedule_are_in_one_year(text, isos):
    assert [iso for _, iso, _ in found(text)] == isos


@pytest.mark.parametrize(
    ("text", "isos"),
    [
        ("januari: 8, 15 en 29\nfebruari: 5, 12 en 26\nmaart: 5 en 26\n", ["2021-01-08", "2021-01-15", "2021-01-29", "2021-02-05", "2021-02-12", "2021-02-26", "2021-03-05", "2021-03-26"]),
        ("Januari 2022: 8, 15 en 29. Februari 2022: 5 en 12.", ["2022-01-08", "2022-01-15", "2022-01-29", "2022-02-05", "2022-02-12"]),
        ("Maand\tPresidium\tRaad\njanuari\t8\t29\nfebruari\t5\t26\n", ["2021-01-08", "2021-01-29", "2021-02-05", "2021-02-26"]),
        ("januari: 30, 31 en 32\n", ["2021-01"]),
        ("meldingen\njanuari\t12\nfebruari\t9\n", ["2021-01", "2021-02"]),
        ("Bel mij op toestel 12\n\nJan", []),
        ("Het is op toestel 12\nmei wordt druk", ["2021-05"]),
        ("De eerstvolgende bijeenkomst van de raad is op donderdag 12\nmei om acht uur.", ["2021-05-12"]),
        ("In januari: 8 raadsleden, 15 inwoners", ["2021-01"]),
        ("januari: 8 uur", ["2021-01"]),
    ],
)  # fmt: skip
def test_days_may_stand_behind_their_month_and_no_number_before_it_on_another_line(text, isos):
    assert [iso for _, iso, _ in found(text)] == isos


def test_of_several_days_in_a_schedule_the_last_one_has_its_year_too():
    plain = "vergaderschema 2021\n\n8 t/m 10 december\n"
    [one] = find_dates(plain, SENT, _words(plain))
    assert (one.iso, one.last) == ("2021-12-08", "2021-12-10")


@pytest.mark.parametrize(
    ("text", "isos"),
    [
        ("Raad 3 december.\n\nBesluitenlijst van 1 oktober publiceren", ["2020-12-03", "2020-10-01"]),
        ("Het schema voor 2021 volgt.  Op 3 december is het feest in de raadzaal van het oude stadhuis.", ["2020-12-03"]),
        ("Zij belden op 1 mei en 3 september.", ["2020-05-01", "2020-09-03"]),
        ("29 februari 2024\n29 februari\n", ["2024-02-29", "2024-02-29"]),
        ("3 december 2020\n5 oktober 2020\n", ["2020-12-03", "2020-10-05"]),
        ("Vanavond en gisteren", ["2020-11-13", "2020-11-12"]),
        ("Vergaderschema 2021\n\nweek 48\nvolgende maand\n", ["2020-W48", "2020-12"]),
        ("Een bijeenkomst over de Woonagenda 2030.\n\nDatum: 8 december\n", ["2020-12-08"]),
        ("Een bijeenkomst over de begroting voor het jaar 2021.\n\nDatum: 8 december\n", ["2020-12-08"]),
        ("Datum raadsvergadering: 26 november\nDatum collegebesluit: 13 oktober\n", ["2020-11-26", "2020-10-13"]),
        ("- 26 november: raad\n- 8 oktober: ontvangst van uw brief\n", ["2020-11-26", "2020-10-08"]),
        ("De vergadering van 1 oktober is op 20 november, 8 oktober vervalt.", ["2020-10-01", "2020-11-20", "2020-10-08"]),
    ],
)  # fmt: skip
def test_a_day_that_is_in_no_schedule_keeps_its_year(text, isos):
    assert [iso for _, iso, _ in found(text)] == isos


@pytest.mark.parametrize(
    ("text", "isos"),
    [
        ("Het besluit van 11 juni ligt ter inzage.", ["2020-06-11"]),
        ("In de motie van 25 juni spreekt de raad uit dat het kan.", ["2020-06-25"]),
        ("Op uw verzoek van 15 juni kan ik niet ingaan.", ["2020-06-15"]),
        ("De cijfers van juni vindt u hieronder.", ["2020-06"]),
        ("De notulen van 9 juli mag u lezen.", ["2020-07-09"]),
        ("Mochten jullie op 4 juni willen komen, dan is dat goed.", ["2021-06-04"]),
        ("Wij hebben op 4 juni een overleg staan.", ["2021-06-04"]),
    ],
)  # fmt: skip
def test_the_present_looks_back_only_at_what_is_of_a_day(text, isos):
    assert [iso for _, iso, _ in found(text)] == isos


def test_the_year_at_the_end_holds_for_both_ends():
    assert [iso for _, iso, _ in found("tussen februari en september 2022")] == ["2022-02", "2022-09"]
    assert [iso for _, iso, _ in found("van 22 maart tot en met maandag 2 mei 2022")] == [
        "2022-03-22",
        "2022-05-02",
    ]


def test_a_limit_reaches_over_the_meeting_that_a_day_is_of():
    plain = "vóór de stemming van 27 november, maar voor de raad van 3 december"
    assert [one.limit for one in find_dates(plain, SENT, _words(plain))] == [True, False]


def test_a_week_for_which_something_is_asked_is_no_limit():
    plain = "voor de week van 10 maart zoeken wij u; reageer uiterlijk de week van 3 maart"
    assert [one.limit for one in find_dates(plain, SENT, _words(plain))] == [False, True]


@pytest.mark.parametrize(
    "text",
    [
        "maandag a.s. voor 12.00 uur",
        "maandag vóór 9 uur",
        "de termijn verstrijkt maandag",
        "de inzage eindigt op 30 november",
        "nog deze maand",
        "voor het eind van de week",
    ],
)
def test_what_ends_is_a_limit(text):
    assert [one.limit for one in find_dates(text, SENT, _words(text))] == [True]


def test_a_number_behind_a_month_is_a_day_in_it():
    text = "liefst in de eerste helft van januari, maar niet later dan de 14e"
    assert found(text)[-1] == ("de 14e", "2021-01-14", "day")


def test_a_meeting_until_some_hour_is_no_limit():
    text = "maandag van 9 tot 12.00 uur"
    assert [one.limit for one in find_dates(text, SENT, _words(text))] == [False]


def test_without_a_day_of_sending_only_full_dates_are_read():
    assert found("op 5 maart, morgen, in week 12 en op 6 maart 2021", None) == [
        ("6 maart 2021", "2021-03-06", "day")
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Dhr. J. Jansen komt. Mevr. De Vries niet.", ["dhr. j. jansen komt.", "mevr. de vries niet."]),
        ("Op 27 nov. a.s. komen wij. Tot dan!", ["op 27 nov. a.s. komen wij.", "tot dan!"]),
        ('"Waarom?" vroeg hij. Niemand wist het.', ['"waarom?" vroeg hij.', "niemand wist het."]),
        ("Kop\nEen zin.", ["kop", "een zin."]),
        ("Beste Jan, Piet en Klaas, wilt u dit lezen?", ["wilt u dit lezen?"]),
        ("Geachte voorzitter, geachte raadsleden", ["geachte voorzitter, geachte raadsleden"]),
        ("Dag van de buren, 10 november, is feest.", ["dag van de buren, 10 november, is feest."]),
        ("Beste praktijken, zoals in Utrecht, zijn er.", ["beste praktijken, zoals in utrecht, zijn er."]),
        ("- een\n- twee", ["een", "twee"]),
        (
            "Een regel die zo lang is dat hij op deze plaats is afgebroken bij\nWesterhage en doorloopt.",
            ["een regel die zo lang is dat hij op deze plaats is afgebroken bij\nwesterhage en doorloopt."],
        ),
        (
            "Bijv. de heer A. de Boer e.a. waren er (o.a. vrijdag).",
            ["bijv. de heer a. de boer e.a. waren er (o.a. vrijdag)."],
        ),
    ],
)
def test_sentences_end_where_a_reader_ends_them(text, expected):
    assert [one.plain for one in sentences(text, lower(text), 0, len(text))] == expected
