"""What a message says of itself, and that it then takes more to be taken for one that asks."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from reader.actions.book import rule_book
from reader.actions.purpose import signs_of
from reader.actions.reading import read
from reader.message import Address, Message, MessageRef
from reader.text import body_of_plain, understood


def signs(text, *, subject="Stukken", sender="jan@voorbeeld.example"):
    message = Message(
        "1-x",
        MessageRef("x"),
        subject=subject,
        sender=(Address("", sender),),
        date=datetime(2020, 11, 13, 10, 17, tzinfo=UTC),
        body=body_of_plain(text),
    )
    return list(signs_of(read(understood(message), rule_book())))


@pytest.mark.parametrize(
    ("text", "sign"),
    [
        ("De brief is al verstuurd. U hoeft hier niets voor te doen.", "nothing"),
        ("Het bestand is vervangen, daar hoeven jullie dus niks meer mee.", "nothing"),
        ("Van uw kant is geen verdere actie nodig.", "nothing"),
        ("Een reactie is welkom, maar wij verwachten geen antwoord.", "nothing"),
        ("Deze brief sturen wij u ter kennisneming.", "information"),
        ("Een afschrift van deze brief gaat naar het college.", "copy"),
        ("U leest dit bericht liever in uw browser?", "newsletter"),
    ],
)
def test_a_message_says_what_it_is_for(text, sign):
    assert sign in signs(text)


@pytest.mark.parametrize(
    "text",
    [
        "Grondeigenaren hoeven voorlopig niets te doen.",
        "Wilt u ons laten weten of u komt?",
        "Dit hoeft niet lang te duren. Wij horen niets.",
        "Uw raad behoeft geen nadere toelichting.",
        "U hoeft geen lid te zijn om te komen.",
        "Er is geen actie door het college; daarom is een motie nodig.",
    ],
)
def test_what_others_need_not_do_says_nothing(text):
    assert signs(text) == []


def test_subject_and_sender_say_it_too():
    assert signs(
        "Goedemiddag.", subject="Antw: Ontvangstbevestiging", sender="noreply@voorbeeld.example"
    ) == [
        "reply",
        "machine",
        "subject",
    ]


@pytest.mark.parametrize(
    "subject", ["Uitnodiging informatieavond", "Kennismaking", "Toch komen, ondanks alles"]
)
def test_a_subject_that_invites_is_none_of_them(subject):
    assert "subject" not in signs("Goedemiddag.", subject=subject)


def test_a_note_above_a_forwarded_letter_does_not_make_that_one_for_information():
    text = "Ter info.\n\nVan: Jan <jan@voorbeeld.example>\nAan: griffie@kerkdam.example\nOnderwerp: Stukken\n\nWilt u ons de stukken sturen?"
    assert "information" not in signs(text, subject="FW: Stukken")


def test_what_is_quoted_below_a_reply_says_nothing():
    quoted = "Dank je wel, tot dan!\n\nOp 12 november 2020 schreef Jan:\n> U hoeft hier niets voor te doen."
    assert signs(quoted, subject="Re: Stukken") == ["reply"]
