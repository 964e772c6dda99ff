"""Actions in messages written here; offsets, zones, sections and dates as a reader would expect them."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from reader.actions.find import find_actions
from reader.message import Address, Block, Body, Message, MessageRef
from reader.text import body_of_html, body_of_markdown, body_of_plain, understood

SENT = datetime(2020, 11, 13, 10, 17, tzinfo=ZoneInfo("Europe/Amsterdam"))


def message(text="", *, html="", markdown="", **fields):
    body = body_of_html(html) if html else body_of_markdown(markdown) if markdown else body_of_plain(text)
    return understood(Message("1-x", MessageRef("x.eml"), date=fields.pop("date", SENT), body=body, **fields))


def kinds(found):
    return [action.kind for action in found.actions]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Er staat op 8 december vanaf 19.30 uur koffie voor u klaar in de kantine.", "invitation"),
        ("Wilt u onze brief bij de stukken voor de raad voegen?", "forward"),
        (
            "Wij zien de wensen en bedenkingen van uw raad graag vóór 1 februari 2021 tegemoet.",
            "consultation",
        ),
        ("Zet ook uw raad zijn handtekening onder de oproep aan het kabinet?", "support_motion"),
    ],
)
def test_what_is_asked_says_the_kind_and_not_only_how_it_is_asked(text, kind):
    assert kinds(find_actions(message(text))) == [kind]


def test_a_question_on_the_last_line_has_no_section_and_is_a_request():
    mail = message("Beste griffie,\n\nDe zaal is geboekt.\n\nWilt u ons de stukken sturen?\n")
    [action] = find_actions(mail).actions
    assert (action.kind, action.section_end) == ("request", None)


def test_a_heading_question_takes_its_section_up_to_the_rule_below_it():
    mail = message(
        markdown="## Nieuws\n\nGemeenten moeten de tekorten oplossen.\n\n---\n\n## Wat kunt u als raadslid doen?\n\n"
        "**Raadsleden zien wat er gebeurt.**\n\nHet nieuws gaat verder.\n\n---\n\nDe redactie is verhuisd.\n"
    )
    [action] = find_actions(mail).actions
    assert action.kind == "heading_question"
    assert action.text == mail.text[action.start : action.end] == "Wat kunt u als raadslid doen?"
    assert mail.text[action.end : action.section_end].split("\n\n")[1:] == [
        "Raadsleden zien wat er gebeurt.",
        "Het nieuws gaat verder.",
    ]


def test_a_section_runs_through_lower_headings_to_one_of_its_own_level():
    mail = message(
        html="<h2>Hoe kunt u meedoen?</h2><p>Zo.</p><h3>Vooraf</h3><p>Niets.</p><h2>Agenda</h2><p>Leeg.</p>"
    )
    [action] = find_actions(mail).actions
    assert mail.text[action.start : action.section_end].endswith("Niets.")


def test_a_section_ends_where_the_signature_begins():
    mail = message(
        "Beste raad,\n\nWat vragen wij van uw raad?\n\nEen besluit.\n\nMet vriendelijke groet,\n\nJan Jansen"
    )
    [action] = find_actions(mail).actions
    assert mail.text[: action.section_end].endswith("Een besluit.")


@pytest.mark.parametrize(
    ("text", "kind", "due"),
    [
        ("Wij verzoeken u vóór 1 december een besluit te nemen.", "deadline", "2020-12-01"),
        ("Laat ons vóór 5 maart weten wat u vindt.", "deadline", "2021-03-05"),
        ("Wilt u deze brief doorgeleiden naar uw raad?", "forward", None),
        ("Uw raad kan tot vrijdag 18 december een zienswijze indienen.", "consultation", "2020-12-18"),
        ("Onze raad vraagt andere gemeenteraden deze motie te steunen.", "support_motion", None),
        ("Graag vernemen wij uw standpunt.", "request", None),
        ("Wij nodigen u van harte uit voor een werkbezoek.", "invitation", None),
        ("Please send us the minutes before 3 December 2020.", "deadline", "2020-12-03"),
    ],
)
def test_a_request_to_the_reader_is_found_with_its_kind_and_date(text, kind, due):
    [action] = find_actions(message(text)).actions
    assert (action.kind, action.due) == (kind, due)


@pytest.mark.parametrize(
    "text",
    [
        "De motie verzoekt het college om de tekorten op te lossen.",
        "De financiële tekorten van gemeenten moeten opgelost worden.",
        "De provincie dient uiterlijk 1 juli 2021 een programma vast te stellen.",
        "Ik had u gevraagd uiterlijk 1 april a.s. te reageren.",
        "Wij vragen uw aandacht voor de positie van mantelzorgers.",
        "Heeft u vragen? Neem dan contact op met het secretariaat.",
        "Wilt u deze nieuwsbrief niet langer ontvangen, dan kunt u zich hier afmelden.",
        "Als dit bericht niet voor u bestemd is, verzoeken wij u het te verwijderen.",
        "Kun je zo'n signaal als politiek nog negeren?",
        "Het uiterlijk van het gebouw is aangepast.",
        "Scholen kunnen tot 1 december bij ons een les aanvragen.",
        "Aanmelden is niet meer mogelijk.",
        "De VNG ontvangt een afzonderlijk verzoek om advies.",
    ],
)
def test_what_asks_nothing_of_the_reader_is_left_alone(text):
    assert find_actions(message(text)).actions == ()


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("Hoi Anneke, kun je even naar de notulen kijken?", "kun je even naar de notulen kijken?"),
        ("Geachte raad, stem tegen het plan Oosterhof!", "stem tegen het plan Oosterhof!"),
        ("Beste Anneke,\nwil je mij de presentatie sturen?", "wil je mij de presentatie sturen?"),
        ("Geachte heer, mevrouw, ik verzoek u mij te bellen.", "ik verzoek u mij te bellen."),
        ("Dear clerk, could you send me the minutes?", "could you send me the minutes?"),
    ],
)
def test_what_is_asked_begins_behind_the_greeting_on_its_line(text, asked):
    assert [one.text for one in find_actions(message(text)).actions] == [asked]


def test_text_quoted_below_a_reply_is_old():
    mail = message(
        "Dank voor je bericht.\n\nOp ma 9 nov 2020 om 16:05 schreef Griffie:\n> Wilt u ons de stukken sturen?\n",
        subject="Re: stukken",
    )
    assert find_actions(mail).actions == ()


def test_a_header_block_below_a_reply_is_old_and_below_a_forward_it_counts():
    text = "Ter info.\n\nVan: A\nVerzonden: maandag\nAan: B\nOnderwerp: Stukken\n\nWilt u ons de stukken sturen?\n"
    assert find_actions(message(text, subject="RE: Stukken")).actions == ()
    assert kinds(find_actions(message(text, subject="FW: Stukken"))) == ["request"]


def test_the_thread_below_a_forwarded_reply_is_old():
    text = (
        "Van: A\nVerzonden: maandag\nAan: B\nOnderwerp: RE: Stukken\n\nWilt u de zaal reserveren?\n\n"
        "Van: C\nVerzonden: zondag\nAan: A\nOnderwerp: Stukken\n\nWilt u ons de stukken sturen?\n"
    )
    [action] = find_actions(message(text, subject="FW: RE: Stukken")).actions
    assert action.text == "Wilt u de zaal reserveren?"


def test_quoted_lines_of_a_forwarded_message_count():
    mail = message(
        "Begin doorgestuurd bericht:\n\n> Van: A <a@post.example>\n> Datum: 9 november 2020 om 16:05\n"
        "> Onderwerp: stukken\n>\n> Wilt u ons uw reactie sturen?\n",
        subject="stukken",
    )
    assert kinds(find_actions(mail)) == ["request"]


def test_marked_lines_that_open_a_message_are_old():
    mail = message("> Wilt u ons de stukken sturen?\n\nDie komen morgen.\n", subject="stukken")
    assert find_actions(mail).actions == ()


def test_a_quotation_in_a_newsletter_is_its_own_text():
    mail = message(
        html="<p>De petitie luidt:</p><blockquote><p>Wij verzoeken de raad om een besluit.</p></blockquote>"
    )
    assert kinds(find_actions(mail)) == ["request"]


@pytest.mark.parametrize("before", [0, 6, 12])
@pytest.mark.parametrize(
    "request_",
    [
        "Wij verzoeken u vóór 14 december 2021 te laten weten of de raad instemt.",
        "Graag ontvangen wij uw reactie.",
        "Wij vragen uw raad de motie te steunen.",
        "Ik verzoek u deze brief op de lijst ingekomen stukken te plaatsen.",
        "Stuur uw voorbeeld vóór 1 december naar de griffie.",
    ],
)
def test_one_plain_request_is_found_wherever_it_stands_in_a_story(request_, before):
    story = (
        "Het college werkt aan de weg. De brug is oud. De planning loopt. Er is een bijeenkomst geweest. De kosten zijn bekend."
        " Het dorp is klein. De raad besluit later. De aannemer begint. Het water is hoog. De zon schijnt. De bus rijdt. Het is stil."
    ).split(". ")
    first, then = ". ".join(story[:before]), ". ".join(story[before:])
    mail = message(f"Beste griffie,\n\n{first}\n\n{request_}\n\n{then}\n\nMet vriendelijke groet,\nJan\n")
    assert [action.text for action in find_actions(mail).actions] == [request_]


@pytest.mark.parametrize(
    "greeting",
    [
        "Geachte staatssecretaris,",
        "Geachte minister Van der Linde,",
        "Zeer geachte leden van de Tweede Kamer,",
        "Geachte directie,",
    ],
)
def test_a_letter_to_a_government_elsewhere_asks_nothing_of_who_has_a_copy(greeting):
    letter = f"{greeting}\n\nWij verzoeken u ons vóór 1 december te antwoorden.\n\nHoogachtend,\nde raad van Kerkdam\n"
    mail = message(
        f"Beste griffie,\n\nWilt u onderstaande brief met uw raad delen?\n\n{letter}", subject="Afschrift"
    )
    assert [action.text for action in find_actions(mail).actions] == [
        "Wilt u onderstaande brief met uw raad delen?"
    ]
    assert [date.role for date in find_actions(mail).dates] == ["mention"]
    assert not find_actions(message(letter, subject="Afschrift")).actions


@pytest.mark.parametrize(
    "text",
    [
        # "aan de minister" where a line is wrapped, and in a list
        (
            "Beste griffie,\n\nU vindt hierbij de brief die alle gemeenten in onze regio\naan de minister hebben gestuurd en waarop nog"
            " geen antwoord is.\n\nWilt u die brief doorsturen aan alle raadsleden?\n"
        ),
        (
            "Beste griffie,\n\nWij schreven:\n\nAan de minister van BZK\n\nAan de provincie\n\nWilt u die brief doorsturen aan alle"
            " raadsleden?\n"
        ),
        # the reader is greeted below the letter
        (
            "Geachte minister,\n\nWij wachten op uw besluit.\n\nGeachte leden van de raad,\n\nWilt u die brief doorsturen aan alle"
            " raadsleden?\n"
        ),
        "Beste griffie,\n\nWilt u die brief doorsturen aan alle raadsleden?\n\nAntwoord graag per mail vóór vrijdag 17:00 uur.\n",
    ],
)
def test_what_only_looks_like_a_letter_to_others_or_an_answer_takes_nothing_away(text):
    assert "Wilt u die brief doorsturen aan alle raadsleden?" in [
        action.text for action in find_actions(message(text)).actions
    ]


def test_questions_with_their_answers_ask_nothing():
    mail = message(
        "Beste griffie,\n\nHieronder de antwoorden voor het dossier.\n\n1. Kunt u aangeven wat de brug kost? En wilt u de offerte"
        " sturen?\nAntwoord: ja, 2 miljoen euro.\n\n2. Wilt u ons de planning sturen?\n\nAntwoord van het college: die volgt.\n\n"
        "Wilt u dit aan de fracties sturen?\n"
    )
    assert [action.text for action in find_actions(mail).actions] == ["Wilt u dit aan de fracties sturen?"]


@pytest.mark.parametrize(
    ("to", "cc", "asks"),
    [("college@kerkdam.example", "griffie@kerkdam.example", False), ("griffie@kerkdam.example", "", True)],
)
def test_a_letter_to_the_college_asks_nothing_of_who_is_only_in_cc(to, cc, asks):
    mail = message(
        "Geacht college,\n\nWij verzoeken u ons vóór 1 december te antwoorden.\n",
        to=(Address("", to),),
        cc=(Address("", cc),) if cc else (),
    )
    assert bool(find_actions(mail).actions) is asks


@pytest.mark.parametrize(
    "greeting",
    [
        "Geachte leden van de gemeenteraad, geachte directie,",
        "Geachte commissieleden en inspecteur,",
        "Geachte heer Jansen (directie),",
        "Geacht college, geachte leden van de gemeenteraad,",
        "Geacht college van burgemeester en wethouders van de gemeente Kerkdam, geachte raadsleden,",
    ],
)
def test_who_is_greeted_with_others_is_asked_too(greeting):
    mail = message(
        f"{greeting}\n\nWij verzoeken u ons vóór 1 december te antwoorden.\n",
        to=(Address("", "college@kerkdam.example"),),
        cc=(Address("", "griffie@kerkdam.example"),),
    )
    assert find_actions(mail).actions


def test_a_letter_to_a_minister_and_the_council_asks_something_of_the_council():
    mail = message("Geachte minister, geachte leden van de raad,\n\nWij verzoeken u ons te antwoorden.\n")
    assert find_actions(mail).actions


def test_a_greeting_on_the_line_of_a_closing_formula_does_not_close():
    assert find_actions(message("Beste Anneke, bel me even. Groet, Bas")).actions


def test_a_signature_asks_nothing_but_a_postscript_does():
    mail = message(
        "Beste griffie,\n\nDank.\n\nMet vriendelijke groet,\nJan\nStuur ons uw adres voor de folder.\n\n"
        "PS: Wilt u dit doorsturen aan de raadsleden?\n"
    )
    assert kinds(find_actions(mail)) == ["forward"]


def test_articles_after_a_signed_foreword_still_count():
    filler = "Dit artikel gaat over de regio en haar wegen. " * 40
    mail = message(f"Welkom.\n\nHartelijke groet,\nde redactie\n\n{filler}\n\nWij verzoeken u te reageren.\n")
    assert kinds(find_actions(mail)) == ["request"]


def test_a_sign_up_belongs_to_the_meeting_before_it():
    found = find_actions(
        message(
            "Wij nodigen u uit voor een bijeenkomst op donderdagavond 3 december om 19.30 uur. "
            "Aanmelden kan tot 25 november via de griffie."
        )
    )
    assert [(one.kind, one.due, one.event) for one in found.actions] == [
        ("invitation", None, "2020-12-03"),
        ("deadline", "2020-11-25", "2020-12-03"),
    ]
    assert [(one.text, one.role) for one in found.dates] == [
        ("donderdagavond 3 december", "event"),
        ("25 november", "due"),
    ]


@pytest.mark.parametrize(
    ("text", "due", "event"),
    [
        ("Kunt u ons punt op 26 november agenderen?", None, "2020-11-26"),
        ("Wilt u de lijst uiterlijk woensdag de 25e sturen?", "2020-11-25", None),
        ("Wilt u dit vóór de behandeling van donderdag 10 december beantwoorden?", "2020-12-10", None),
        ("Graag verzoeken wij u de lijsten op 30 november aan ons te mailen.", "2020-11-30", None),
        ("Wij zoeken in de week van 7 december twee raadsleden voor een gesprek.", None, "2020-W50"),
        ("Wilt u op een middag in december twee klassen ontvangen?", None, "2020-12"),
        ("Kunt u op woensdag 2 december of donderdag 3 december een zaal vrijhouden?", None, None),
        ("Wij nodigen u uit voor de bijeenkomst op donderdag 3 december om 20.00 uur.", None, "2020-12-03"),
        ("Wij nodigen u uit voor het congres van donderdag 3 december tot en met zaterdag 5 december.", None, "2020-12-03"),
        ("Aanmelden voor het congres kan van 23 november tot en met 27 november.", "2020-11-27", None),
        ("Graag ontvangen wij uw vragen voor de vergadering op donderdag 3 december.", "2020-12-03", None),
        ("U kunt van 23 november tot en met 7 december een zienswijze indienen.", "2020-12-07", None),
        ("Wilt u uiterlijk 10 november reageren?", "2020-11-10", None),
    ],
)  # fmt: skip
def test_a_day_in_a_request_is_a_limit_or_what_it_is_about(text, due, event):
    [action] = find_actions(message(text)).actions
    assert (action.due, action.event) == (due, event)


def test_a_request_that_leans_on_a_meeting_is_about_it():
    found = find_actions(
        message(
            "Ik kom inspreken op donderdag 3 december. Kun je een beamer klaarzetten? "
            "Wil je de sleutel van het archief zoeken en mij terugsturen? "
            "Graag horen wij op welke datum uw raad de begroting behandelt."
        )
    )
    assert (found.actions[0].event, found.actions[-1].event) == ("2020-12-03", None)


@pytest.mark.parametrize(
    ("text", "event"),
    [
        ("Ik kan woensdag niet. Wilt u mij bellen?", None),
        ("Op 3 december ben ik afwezig; kunt u de stukken naar mijn collega sturen?", None),
        ("Kunt u 3 december komen? Vrijdag kan ik niet.", "2020-12-03"),
        ("Ik kan 3 december niet voorzitten; regelt u een vervanger?", "2020-12-03"),
        ("Ik ben 3 december verhinderd. Wilt u mij afmelden voor de raadsvergadering?", "2020-12-03"),
        ("Ik ben woensdag vrij. Kunt u dan langskomen?", "2020-11-18"),
    ],
)
def test_a_day_on_which_the_writer_is_not_there_is_no_meeting(text, event):
    assert [action.event for action in find_actions(message(text)).actions] == [event]


def test_a_letter_to_the_college_asks_the_griffie_in_copy_what_it_says_it_does():
    text = "Geacht college,\n\nWij vragen u binnen zes weken te antwoorden. Wij vragen de griffie deze brief aan de raad te sturen. Dat is alles."
    college, griffie = (Address("", f"{who}@eikerveen.example") for who in ("college", "griffie"))
    [action] = find_actions(message(text, to=(college,), cc=(griffie,))).actions
    assert action.text == "Wij vragen de griffie deze brief aan de raad te sturen."
    text = text.replace(" Dat is alles", "Wij verzoeken de griffie ons daarvan bericht te sturen")
    assert len(find_actions(message(text, to=(college,), cc=(griffie,))).actions) == 2


def test_a_term_that_is_past_when_its_message_is_passed_on_is_a_term_still():
    [action] = find_actions(message("Aanmelden kan tot en met 3 november.")).actions
    assert action.due == "2020-11-03"
    [action] = find_actions(
        message("Wij nodigen u uit om te reageren op het ontwerp dat tot 31 oktober ter inzage lag.")
    ).actions
    assert action.due is None
    [action] = find_actions(message("Graag ontvangen wij alle notulen tot en met 3 november.")).actions
    assert action.due is None


def test_the_day_may_stand_below_the_invitation():
    found = find_actions(
        message(
            "Wij nodigen u van harte uit voor de opening.\n\nDatum: donderdag 3 december\nPlaats: de raadzaal\n"
        )
    )
    assert [one.event for one in found.actions] == ["2020-12-03"]


def test_of_days_to_choose_from_each_is_an_event_and_none_is_the_event():
    found = find_actions(
        message(
            "Voorstel: dinsdag 1 december of donderdag 3 december. Geef vóór 20 november aan welke dag uw voorkeur heeft."
        )
    )
    assert [(one.due, one.event) for one in found.actions] == [("2020-11-20", None)]
    assert [one.role for one in found.dates] == ["event", "event", "due"]


def test_that_date_is_the_one_that_was_named_and_not_today():
    text = "Wij sluiten tot 6 december. Alle teams horen dat vandaag nog. Wij verzoeken u om tot die datum niet langs te komen."
    [action] = find_actions(message(text)).actions
    assert action.due == "2020-12-06"


def test_a_meeting_of_two_days_is_on_the_first():
    text = "Houd dinsdag 8 juni en woensdag 9 juni vrij voor het congres. Stuur vóór 1 maart een voorstel in voor het congres."
    found = find_actions(message(text))
    assert [one.event for one in found.actions] == ["2021-06-08", "2021-06-08"]


def test_this_period_means_the_one_in_the_sentence_before():
    [action] = find_actions(
        message(
            "Het ontwerp ligt van dinsdag 22 december tot en met maandag 1 februari 2021 ter inzage. "
            "Gedurende deze periode kunt u een zienswijze naar voren brengen."
        )
    ).actions
    assert (action.kind, action.due) == ("consultation", "2021-02-01")


@pytest.mark.parametrize("text", ["?????", "()()()()", "Het weer was mooi ((((((((((((", "?? ?? ?? ?? ?? ??"])
def test_marks_ask_nothing(text):
    assert not find_actions(message(text)).actions


def test_questions_that_are_announced_are_requests():
    found = find_actions(
        message(
            "Graag ontvangen wij antwoord op de volgende vragen.\n\n1. Wat kost het?\n2. Wie betaalt dat?\n"
        )
    )
    assert [one.text for one in found.actions][1:] == ["Wat kost het?", "Wie betaalt dat?"]


def test_items_under_a_heading_question_are_requests_whatever_their_verb():
    found = find_actions(
        message(
            html="<h3>Wat kan uw raad doen?</h3><ul><li>Schrap deze regel uit de verordening.</li>"
            "<li>De wethouder weet ervan.</li></ul>"
        )
    )
    assert [(one.kind, one.text) for one in found.actions] == [
        ("heading_question", "Wat kan uw raad doen?"),
        ("request", "Schrap deze regel uit de verordening."),
    ]


@pytest.mark.parametrize(
    ("text", "addressee"),
    [
        ("Geachte griffier,\n\nWilt u de zaal reserveren?", "griffie"),
        ("Geachte leden van de raad,\n\nWilt u ons steunen met een bijdrage?", "raad"),
        ("Beste griffier,\n\nWij verzoeken uw raad een besluit te nemen.", "raad"),
        ("Geachte raadsleden,\n\nWilt u deze brief doorsturen aan alle fracties?", "griffie"),
        ("Geacht college,\n\nWilt u deze vraag beantwoorden?", "college"),
        ("Wilt u deze vraag beantwoorden?", None),
        ("Geachte raad, beste griffier,\n\nWilt u deze vraag beantwoorden?", "raad"),
        ("Geachte griffier van de raad,\n\nWilt u deze vraag beantwoorden?", "griffie"),
        ("Geachte voorzitter, leden van de raad\n\nWilt u deze vraag beantwoorden?", "raad"),
        (
            "Geachte burgemeester, wethouders en leden van de raad, \n\nWilt u deze vraag beantwoorden?",
            "raad",
        ),
        ("Beste burgemeester, wethouders en raadsleden, wilt u deze vraag beantwoorden?", "raad"),
        ("Hoi Anneke,\n\nWil je deze vraag beantwoorden?", "griffie"),
        ("Dag Anneke, wil je deze vraag vandaag nog beantwoorden? De raad wacht erop.", "griffie"),
        ("Beste raadsleden, wilt u deze vraag beantwoorden? Dat helpt de griffie.", "raad"),
        ("Geachte leden van de raad, beste griffier, wilt u deze vraag beantwoorden?", "raad"),
        ("Goedemorgen collega's,\n\nWil je deze vraag beantwoorden?", "griffie"),
        ("Beste griffier,\n\nTechnische vragen ontvangen wij graag vóór 3 december.", "raad"),
        ("Beste griffiers,\n\nWij nodigen alle raadsleden uit voor een rondleiding.", "raad"),
        ("Geachte raad,\n\nOns bestuurslid wil graag inspreken, wilt u dat regelen?", "griffie"),
        ("Beste griffier,\n\nDe zienswijze van uw raad ontvangen wij graag vóór 3 december.", "raad"),
        ("Geachte raad,\n\nWij verzoeken de griffie dit te bevestigen.", "griffie"),
        ("Beste griffier,\n\nGraag horen wij op welke datum uw raad dit behandelt.", "griffie"),
    ],
)
def test_the_addressee_follows_from_the_wording_then_from_the_greeting(text, addressee):
    [action] = find_actions(message(text)).actions
    assert action.addressee == addressee


def test_without_a_greeting_the_recipients_and_the_words_tell_whose_it_is():
    text = "Wilt u deze vraag beantwoorden?"
    griffie = (Address("", "griffie@eikerveen.example"),)
    assert find_actions(message(text, to=griffie)).actions[0].addressee == "griffie"
    vote = "Wij vragen u tegen het plan te stemmen. Raadsleden weten dit."
    assert find_actions(message(vote, to=griffie)).actions[0].addressee == "raad"
    greeted = f"Goedemorgen,\n\n{text} Raadsleden weten dit."
    assert find_actions(message(greeted, to=griffie)).actions[0].addressee == "griffie"
    raad = (Address("Gemeenteraad Eikerveen", "griffie@eikerveen.example"),)
    assert find_actions(message(text, to=raad)).actions[0].addressee == "raad"


@pytest.mark.parametrize(
    "text",
    ["Wilt u de ontvangst van deze brief bevestigen?", "Wilt u de zaal en de beamer voor ons reserveren?"],
)
def test_what_only_a_griffie_does_is_for_it_also_where_the_raad_is_greeted(text):
    to = (Address("", "griffie@eikerveen.example"),)
    [action] = find_actions(message(f"Geachte raad,\n\n{text}", to=to)).actions
    assert action.addressee == "griffie"


def test_a_sign_up_is_for_whom_the_invitation_is():
    found = find_actions(
        message(
            "Geachte griffier,\n\nWij nodigen uw raadsleden uit voor een avond voor alle raden op donderdag 3 december. "
            "Aanmelden kan tot 25 november."
        )
    )
    assert [one.addressee for one in found.actions] == ["raad", "raad"]


def test_technical_questions_are_answered_by_the_college():
    found = find_actions(
        message(
            "Beste griffie,\n\nGraag antwoord op de volgende technische vragen:\n\n1. Wat kost het?\n2. Wie betaalt dat?\n"
        )
    )
    assert [one.addressee for one in found.actions] == ["griffie", "college", "college"]


@pytest.mark.parametrize(
    ("fields", "category"),
    [
        ({"subject": "Automatisch antwoord: vergadering"}, "automatisch bericht"),
        ({"subject": "Raadsledennieuwsbrief november"}, "newsletter"),
        ({"subject": "Woo-verzoek zwembad"}, "Woo-verzoek"),
        ({"subject": "Raadsinformatiebrief opvang"}, "raadsinformatie"),
        ({"subject": "Aangenomen motie ravijnjaar"}, "motie van andere raad"),
        ({"text": "Uw raad kan tot 18 december een zienswijze indienen."}, "zienswijzeverzoek"),
        ({"subject": "Uitnodiging werkbezoek"}, "uitnodiging"),
        ({"text": "Ik woon al jaren aan de dijk."}, "brief inwoner"),
    ],
)
def test_a_category_is_suggested_by_what_a_message_says_it_is(fields, category):
    assert find_actions(message(**fields)).suggested == (category,)


@pytest.mark.parametrize(
    ("subject", "text", "sender", "category"),
    [
        (
            "Speelveld",
            (
                "Geachte raad,\n\nAl twaalf jaar kom ik elke dag langs het speelveld aan de Lindelaan. Sinds de gemeente daar "
                "parkeerplaatsen heeft aangelegd, durven de kinderen er niet meer te spelen en rijden auto's er veel te hard. Ik heb dit "
                "al drie keer gemeld, maar ik hoor er niets meer over. Dat vind ik jammer. Wilt u er iets aan doen?\n\n"
                "Met vriendelijke groet,\n\nTruus Kok"
            ),
            Address("Truus Kok", "truus.kok@postvak.example"),
            "brief inwoner",
        ),
        (
            "Bericht uit de streek",
            (
                "Beste lezer,\n\nHet voorjaar is begonnen en er is veel te vertellen.\n\nNieuwe directeur\nMarieke Bos begint op 1 april "
                "als directeur van het netwerk. Lees meer op onze site.\n\nOnderzoek naar jeugdhulp\nDe universiteit heeft onderzocht hoe "
                "gemeenten jeugdhulp inkopen. Lees verder.\n\nTerugblik\nHet congres trok vijfhonderd bezoekers. Bekijk de foto's.\n\nAfmelden"
            ),
            Address("Netwerk Streek", "info@streek.example"),
            "newsletter",
        ),
    ],
)
def test_a_message_without_a_sign_of_a_category_is_weighed(subject, text, sender, category):
    assert find_actions(message(text, subject=subject, sender=(sender,))).suggested == (category,)


def test_what_a_colleague_writes_is_no_letter_from_a_resident():
    text = "Ik woon al jaren aan de dijk."
    griffie = Address("", "griffie@eikerveen.example")
    councillor = Address("", "b@ziggo.nl")
    for sender, to, suggested in (
        ("a@raad.eikerveen.example", griffie, ()),
        ("a@elders.example", griffie, ("brief inwoner",)),
        ("a@ziggo.nl", councillor, ("brief inwoner",)),
    ):
        found = find_actions(message(text, sender=(Address("", sender),), to=(to,)))
        assert found.suggested == suggested
    forwarded = f"Ter info.\n\nVan: Truus Kok <truus@elders.example>\nVerzonden: 12 november 2020\nOnderwerp: dijk\n\n{text}"
    colleague = (Address("", "a@raad.eikerveen.example"),)
    found = find_actions(message(forwarded, subject="FW: dijk", sender=colleague, to=(griffie,)))
    assert found.suggested == ("brief inwoner",)


def test_a_few_words_without_a_sign_suggest_nothing():
    assert find_actions(message("Dank u wel voor uw brief.", subject="Speelveld")).suggested == ()


def test_an_automatic_reply_is_nothing_else_as_well():
    mail = message(subject="Automatisch antwoord: nieuwsbrief", sender=(Address("", "jan@gmail.com"),))
    assert find_actions(mail).suggested == ("automatisch bericht",)


@pytest.mark.parametrize("text", ["Zie punt 3.  \n", "Het gaat om de stukken e.d.  ", "Zie 3.\xa0"])
def test_a_block_may_end_in_a_number_with_a_period_and_white_space(text):
    mail = Message("1-x", MessageRef("x"), date=SENT, body=Body(text, (Block(0, len(text), "text", 0, 0),)))
    assert find_actions(mail).actions == ()


def test_a_body_of_megabytes_is_read_up_to_a_limit():
    for text in ("Wilt u " * 700_000, "a" * 1_000_000, "- Stuur ons uw reactie\n" * 10_000):
        found = find_actions(message(text))
        assert all(action.end <= 200_000 for action in found.actions)


def test_a_short_request_that_leads_in_a_list_is_found_with_its_items():
    found = find_actions(
        message(
            "Geachte gemeenteraad,\n\nAls bewoners van de Spoordijk maken wij ons zorgen over het plan. "
            "Tijdens de avond bleek dat er geen alternatief is.\n\nWij vragen u:\n"
            " - geen verklaring af te geven zolang er geen landschapsplan ligt;\n"
            " - ons schriftelijk te informeren over de vervolgstappen.\n\n"
            "Wij zijn niet tegen zonne-energie. Op twaalf van onze daken liggen al panelen.\n\nNamens zeventien huishoudens,\n"
        )
    )
    assert [one.text for one in found.actions] == [
        "Wij vragen u:",
        "geen verklaring af te geven zolang er geen landschapsplan ligt;",
        "ons schriftelijk te informeren over de vervolgstappen.",
    ]


@pytest.mark.parametrize(
    "request_",
    [
        "Graag ontvang ik vóór 1 december uw reactie.",
        "Kunt u deze brief op de lijst van ingekomen stukken plaatsen?",
    ],
)
@pytest.mark.parametrize("count", [4, 30, 1_000])
def test_a_clear_request_is_found_in_a_message_of_any_length(request_, count):
    told = "De wethouder sprak over de brug en het water. " * count
    for text in (f"{request_}\n\n{told}", f"{told}\n\n{request_}"):
        assert [one.text for one in find_actions(message(text)).actions] == [request_]
