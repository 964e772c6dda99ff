"""Replies and forwards as mail programs write them: what is quoted, and what is forwarded with its own sender.

The mails are invented; how they are laid out is what Outlook, Gmail, Apple Mail, Thunderbird and telephones do.
"""

from __future__ import annotations

import textwrap
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.message import Block, Body, Message, MessageRef
from reader.mime import parse
from reader.text import body_of_html, body_of_plain, understood
from reader.text.signs import has_signs
from reader.text.threads import _Reading

ANSWER = "Dank voor uw bericht, wij komen erop terug."
OLD = "Wilt u ons de stukken van de vergadering sturen?"


def read(text="", *, html="", subject="", sender="Jan Bos <jan@post.example>", to="griffie@raad.example"):
    kind, content = ("html", html) if html else ("plain", text)
    header = (
        f"From: {sender}\nTo: {to}\nDate: Fri, 13 Nov 2020 10:17:00 +0100\n"
        f"Subject: {subject}\nContent-Type: text/{kind}; charset=utf-8\n\n"
    )
    return parse((header + content).encode(), MessageRef("x.eml"))


def own(message):
    """What is not quoted, on one line."""
    text, position = "", 0
    for start, end in message.body.quoted:
        text += message.text[position:start]
        position = end
    return " ".join((text + message.text[position:]).split())


def quoted(message):
    return [message.text[start:end] for start, end in message.body.quoted]


def forward(message):
    """(sender, moment, subject) of the message that is forwarded."""
    one = message.forwarded
    return one and (", ".join(map(str, one.sender)), one.date and one.date.isoformat(), one.subject)


# --- replies ---------------------------------------------------------------------------------------------------

OUTLOOK = """\
Van: Griffie <griffie@raad.example>
Verzonden: maandag 9 november 2020 16:05
Aan: Jan Bos <jan@post.example>
Onderwerp: Stukken
"""
BLOCKS = {
    "Outlook": OUTLOOK,
    "Outlook in English": (
        "From: Griffie <griffie@raad.example>\nSent: Monday, November 9, 2020 4:05 PM\n"
        "To: Jan Bos <jan@post.example>\nSubject: Stukken\n"
    ),
    # An English Outlook on a Dutch Windows writes its dates in Dutch.
    "Outlook in both": (
        "From: Griffie <griffie@raad.example>\nSent: maandag 9 november 2020 16:05\n"
        "To: Jan Bos <jan@post.example>\nSubject: Stukken\n"
    ),
    "bold": (
        "*Van:* Griffie <griffie@raad.example>\n*Verzonden:* maandag 9 november 2020 16:05\n"
        "*Aan:* Jan Bos <jan@post.example>\n*Onderwerp:* Stukken\n"
    ),
    "no address": "Van: Griffie\nVerzonden: maandag 9 november 2020 16:05\nAan: Jan Bos\nOnderwerp: Stukken\n",
    "copies and importance": (
        "Van: Griffie <griffie@raad.example>\nVerzonden: maandag 9 november 2020 16:05\nAan: Jan Bos\n"
        "CC: De Fractie; Het Bestuur\nOnderwerp: Stukken\nUrgentie: Hoog\n"
    ),
    # Lines are wrapped at 76 characters by the gateway: recipients and subject go on in the next line.
    "wrapped": (
        "Van: Griffie van de gemeenteraad <griffie@raad.example>\nVerzonden: maandag 9 november 2020 16:05\n"
        "Aan: Jan Bos <jan@post.example>; Piet van den Berg <piet@post.example>;\nKlaas Vaak <klaas@post.example>\n"
        "Onderwerp: Stukken van de vergadering van de commissie ruimtelijke zaken en\nwonen\n"
    ),
    # Outlook for Mac and the new Outlook write "Datum" and no rule.
    "new Outlook": (
        "Van: Griffie <griffie@raad.example>\nDatum: maandag, 9 november 2020 om 16:05\n"
        "Aan: Jan Bos <jan@post.example>\nOnderwerp: Stukken\n"
    ),
    "empty lines between": OUTLOOK.replace("\n", "\n\n"),
}


@pytest.mark.parametrize(
    "rule", ["", "________________________________\n", "-----Oorspronkelijk bericht-----\n"]
)
@pytest.mark.parametrize("block", BLOCKS.values(), ids=BLOCKS)
def test_what_stands_under_a_header_block_of_outlook_is_quoted(block, rule):
    message = read(f"{ANSWER}\n\n{rule}{block}\n{OLD}\n", subject="RE: Stukken")
    assert own(message) == ANSWER
    assert quoted(message)[0].endswith(OLD)
    assert message.forwarded is None


@pytest.mark.parametrize(
    "attribution",
    [
        "Op ma 9 nov. 2020 om 16:05 schreef Griffie <griffie@raad.example>:",
        # Gmail wraps before the address, and its gateway in the middle of a name.
        "Op ma 9 nov. 2020 om 16:05 schreef Griffie van de gemeente Voorbeeld <\ngriffie@raad.example>:",
        "Op ma 9 nov. 2020 om 16:05 schreef Griffie van de gemeente\nVoorbeeld <griffie@raad.example>:",
        "On Mon, Nov 9, 2020 at 4:05 PM Griffie <griffie@raad.example> wrote:",
        "On Mon, 9 Nov 2020 at 16:05, Griffie van de gemeente Voorbeeld <\ngriffie@raad.example> wrote:",
        "Op 9 nov. 2020, om 16:05 heeft Griffie <griffie@raad.example> het volgende geschreven:",
        "> Op 9 nov. 2020 om 16:05 heeft Griffie <griffie@raad.example> het volgende geschreven:",
        "Op 09-11-2020 om 16:05 schreef Griffie:",
        "Griffie schreef op 09-11-2020 16:05:",
        "Griffie <griffie@raad.example> schreef op 9 november 2020 16:05:",
        "Op maandag 9 november 2020 16:05 schreef Griffie <griffie@raad.example>:",
        "2020-11-09 16:05 GMT+01:00 Griffie <griffie@raad.example>:",
        "Griffie schreef:",
        ">>> Griffie <griffie@raad.example> 9-11-2020 16:05 >>>",
        "------- Original Message -------\nOn Monday, November 9th, 2020 at 4:05 PM, Griffie <griffie@raad.example> wrote:",
    ],
)
def test_marked_lines_under_an_attribution_are_quoted_and_so_is_the_attribution(attribution):
    message = read(f"{ANSWER}\n\n{attribution}\n\n> {OLD}\n>\n> Griffie\n", subject="Re: Stukken")
    assert own(message) == ANSWER
    assert message.forwarded is None


@pytest.mark.parametrize(
    "attribution",
    [
        "Op ma 9 nov. 2020 om 16:05 schreef Griffie <griffie@raad.example>:",
        "Op 09-11-2020 om 16:05 schreef Griffie:",
        'Op 9 nov. 2020 16:05 schreef "Griffie" <griffie@raad.example>:',
        "Op 9-11-20 16:05 schreef Griffie:",
        ">>> Griffie 9-11-2020 16:05 >>>",
    ],
)
def test_lines_without_marks_under_an_attribution_are_quoted_too(attribution):
    message = read(f"{ANSWER}\n\n{attribution}\n\n{OLD}\n\nGriffie\n", subject="Antw: Stukken")
    assert own(message) == ANSWER


@pytest.mark.parametrize(
    "signature",
    [
        "Verzonden vanaf mijn iPhone",
        "Verstuurd vanaf mijn iPad",
        "Outlook voor Android downloaden<https://aka.example/android>",
        "Verzonden vanuit Outlook Mobile",
        "-- \nJan Bos\n070-0000000",
    ],
)
@pytest.mark.parametrize(
    "block", [OUTLOOK, "Op 9 nov. 2020 om 16:05 heeft Griffie <griffie@raad.example> geschreven:\n"]
)
def test_a_signature_of_a_telephone_stays_and_what_stands_below_it_is_quoted(signature, block):
    message = read(f"{ANSWER}\n\n{signature}\n\n{block}\n{OLD}\n", subject="Re: Stukken")
    assert own(message) == " ".join(f"{ANSWER} {signature}".split())


def test_a_telephone_number_above_an_attribution_is_not_part_of_it():
    # It begins with a digit, as a date does.
    message = read(
        f"{ANSWER}\n\nJan Bos\n070-0000000\n\n\nma 9 nov. 2020 om 16:05 schreef Griffie <g@raad.example>:\n\n> {OLD}\n",
        subject="Re: x",
    )
    assert own(message) == f"{ANSWER} Jan Bos 070-0000000"


def test_a_sentence_with_a_date_above_an_attribution_is_not_part_of_it():
    text = f"Op 3 december vergadert de raad\nOp 9 nov. 2020 om 16:05 schreef Griffie <g@raad.example>:\n> {OLD}\n"
    assert own(read(text, subject="Re: x")) == "Op 3 december vergadert de raad"


def test_answers_between_marked_lines_are_the_senders_own():
    message = read(
        "Op 9-11-2020 om 16:05 schreef Griffie:\n> Komt u ook?\n\nJa.\n\n> Neemt u iemand mee?\n\nNee.\n",
        subject="Re: Stukken",
    )
    assert own(message) == "Ja. Nee."


def test_an_answer_under_what_it_answers_is_the_senders_own():
    message = read(
        f"Op 9-11-2020 om 16:05 schreef Griffie:\n\n> {OLD}\n>\n> Griffie\n\n{ANSWER}\n", subject="Re: x"
    )
    assert own(message) == ANSWER


def test_the_whole_thread_under_an_answer_is_quoted():
    message = read(
        f"{ANSWER}\n\n{OUTLOOK}\n{OLD}\n\n"
        "Van: Jan Bos <jan@post.example>\nVerzonden: zondag 8 november 2020 12:00\nAan: Griffie\n"
        "Onderwerp: Vraag\n\nWanneer is de vergadering?\n",
        subject="RE: Stukken",
    )
    assert own(message) == ANSWER


@pytest.mark.parametrize(
    "subject",
    [
        "RE: Stukken",
        "Re[2]: Stukken",
        "Antw: Stukken",
        "[EXTERN] RE: Stukken",
        "AW: Stukken",
        "Betr.: Stukken",
        "**EXTERN** RE: Stukken",
        "Extern: RE: Stukken",
        "(extern) - RE: Stukken",
        "Automatisch antwoord: Stukken",
    ],
)
def test_a_header_block_under_an_answer_is_quoted_however_its_subject_says_so(subject):
    assert own(read(f"{ANSWER}\n\n{OUTLOOK}\n{OLD}\n", subject=subject)) == ANSWER


def test_a_header_block_of_who_is_written_to_is_what_is_answered():
    # Someone took "RE:" away.
    message = read(f"{ANSWER}\n\n{OUTLOOK}\n{OLD}\n", subject="Stukken", to="Griffie <griffie@raad.example>")
    assert own(message) == ANSWER
    assert message.forwarded is None


# --- replies in HTML -------------------------------------------------------------------------------------------

HTML_BLOCK = (
    "<b>Van:</b> Griffie &lt;griffie@raad.example&gt; <br><b>Verzonden:</b> maandag 9 november 2020 16:05<br>"
    "<b>Aan:</b> Jan Bos &lt;jan@post.example&gt;<br><b>Onderwerp:</b> Stukken"
)
HTML_REPLIES = {
    "Outlook": (
        '<div class="WordSection1"><p class="MsoNormal">{answer}</p><p class="MsoNormal">&nbsp;</p>'
        '<div><div style="border:none;border-top:solid #E1E1E1 1.0pt;padding:3.0pt 0cm 0cm 0cm">'
        '<p class="MsoNormal">{block}</p></div></div><p class="MsoNormal">&nbsp;</p><p class="MsoNormal">{old}</p></div>'
    ),
    "Outlook on the web": (
        '<div dir="ltr">{answer}</div><div id="appendonsend"></div><hr style="display:inline-block;width:98%">'
        '<div id="divRplyFwdMsg" dir="ltr"><font face="Calibri">{block}</font><div>&nbsp;</div></div><div>{old}</div>'
    ),
    "Gmail": (
        '<div dir="ltr">{answer}</div><br><div class="gmail_quote"><div dir="ltr" class="gmail_attr">Op ma 9 nov. 2020 om '
        '16:05 schreef Griffie &lt;<a href="mailto:griffie@raad.example">griffie@raad.example</a>&gt;:<br></div>'
        '<blockquote class="gmail_quote" style="margin:0 0 0 .8ex"><div>{old}</div></blockquote></div>'
    ),
    "Apple Mail": (
        '<div>{answer}</div><div><br><blockquote type="cite"><div>Op 9 nov. 2020, om 16:05 heeft Griffie &lt;'
        '<a href="mailto:griffie@raad.example">griffie@raad.example</a>&gt; het volgende geschreven:</div><br>'
        "<div>{old}</div></blockquote></div>"
    ),
    "an iPhone": (
        '<div dir="ltr">{answer}</div><div dir="ltr"><br><blockquote type="cite">Op 9 nov. 2020 om 16:05 heeft Griffie '
        '&lt;griffie@raad.example&gt; het volgende geschreven:<br><br></blockquote></div><blockquote type="cite">'
        '<div dir="ltr">{old}</div></blockquote>'
    ),
    "Thunderbird": (
        '<p>{answer}</p><div class="moz-cite-prefix">Op 09-11-2020 om 16:05 schreef Griffie:<br></div>'
        '<blockquote type="cite" cite="mid:1@raad.example"><p>{old}</p></blockquote>'
    ),
    "Yahoo": (
        '<div>{answer}</div><div class="yahoo_quoted"><div>Op maandag 9 november 2020 16:05:00 CET schreef Griffie '
        "&lt;griffie@raad.example&gt;: </div><div><br></div><div>{old}</div></div>"
    ),
    "a plain blockquote": (
        "<p>{answer}</p><p>Op 09-11-2020 om 16:05 schreef Griffie:</p><blockquote><p>{old}</p></blockquote>"
    ),
    "a table": (
        "<p>{answer}</p><hr><table><tr><td>Van:</td><td>Griffie &lt;griffie@raad.example&gt;</td></tr><tr><td>Verzonden:"
        "</td><td>maandag 9 november 2020 16:05</td></tr><tr><td>Aan:</td><td>Jan Bos</td></tr><tr><td>Onderwerp:</td>"
        "<td>Stukken</td></tr></table><p>{old}</p>"
    ),
}


@pytest.mark.parametrize("html", HTML_REPLIES.values(), ids=HTML_REPLIES)
def test_what_an_html_reply_quotes_is_told_apart(html):
    message = read(html=html.format(answer=ANSWER, old=OLD, block=HTML_BLOCK), subject="RE: Stukken")
    assert own(message) == ANSWER
    assert OLD in quoted(message)[-1]


def test_answers_inside_what_gmail_quotes_are_the_senders_own():
    html = (
        '<div class="gmail_quote"><div class="gmail_attr">Op ma 9 nov. 2020 om 16:05 schreef Griffie &lt;g@raad.example&gt;:'
        '<br></div><blockquote class="gmail_quote"><p>Komt u ook?</p></blockquote><div>Ja.</div>'
        '<blockquote class="gmail_quote"><p>Alleen?</p></blockquote><div>Nee.</div></div>'
    )
    assert own(read(html=html, subject="Re: x")) == "Ja. Nee."


@pytest.mark.parametrize("who", ["De wethouder zei:", "De wethouder schreef:", "Hier staat:"])
@pytest.mark.parametrize(
    "element", ["<blockquote>", '<blockquote class="gmail_quote">', '<blockquote type="cite">']
)
def test_what_a_message_of_its_own_sets_apart_is_not_quoted(element, who):
    html = f"<p>{who}</p>{element}<p><p>Wij bouwen duizend woningen.</p></blockquote><p>Lees verder.</p>"
    assert read(html=html, subject="Nieuwsbrief").body.quoted == ()


# --- forwards --------------------------------------------------------------------------------------------------

INNER = """\
Van: Els de Wit <els@bewoners.example>
Verzonden: zondag 8 november 2020 12:30
Aan: KCC <kcc@stad.example>
Onderwerp: Verkeer in de Dorpsstraat
"""
ELS = ("Els de Wit <els@bewoners.example>", "2020-11-08T12:30:00+01:00", "Verkeer in de Dorpsstraat")
STUK = "Wij verzoeken de raad om een zebrapad."
FORWARDS = {
    "Outlook": INNER,
    "Outlook with a rule": "________________________________\n" + INNER,
    "Outlook, older": "-----Oorspronkelijk bericht-----\n" + INNER,
    "Outlook, bold": INNER.replace("Van:", "*Van:*").replace("Onderwerp:", "*Onderwerp:*"),
    "Gmail": (
        "---------- Forwarded message ---------\nVan: Els de Wit <els@bewoners.example>\nDate: zo 8 nov. 2020 om 12:30\n"
        "Subject: Verkeer in de Dorpsstraat\nTo: <kcc@stad.example>\n"
    ),
    "Apple Mail": (
        "Begin doorgestuurd bericht:\n\nVan: Els de Wit <els@bewoners.example>\nOnderwerp: Verkeer in de Dorpsstraat\n"
        "Datum: 8 november 2020 om 12:30:00 CET\nAan: KCC <kcc@stad.example>\n"
    ),
    "Thunderbird": (
        "-------- Doorgestuurd bericht --------\nOnderwerp: \tVerkeer in de Dorpsstraat\n"
        "Datum: \tSun, 8 Nov 2020 12:30:00 +0100\nVan: \tEls de Wit <els@bewoners.example>\nAan: \tkcc@stad.example\n"
    ),
    "a telephone": (
        "-------- Oorspronkelijk bericht --------\nVan: Els de Wit <els@bewoners.example>\nDatum: 08-11-2020 12:30 "
        "(GMT+01:00)\nAan: KCC <kcc@stad.example>\nOnderwerp: Verkeer in de Dorpsstraat\n"
    ),
    "Notes": (
        "----- Doorgestuurd door Jan Bos/STAD/NL op 09-11-2020 16:05 -----\n\nVan:\tEls de Wit <els@bewoners.example>\n"
        "Aan:\tkcc@stad.example\nDatum:\t08-11-2020 12:30\nOnderwerp:\tVerkeer in de Dorpsstraat\n"
    ),
    "Roundcube": (
        "-------- Oorspronkelijke bericht --------\nOnderwerp: \tVerkeer in de Dorpsstraat\nDatum: \t08-11-2020 12:30\n"
        "Afzender: \tEls de Wit <els@bewoners.example>\nOntvanger: \tkcc@stad.example\n"
    ),
    "Proton": (
        "------- Forwarded Message -------\nVan: Els de Wit <els@bewoners.example>\nDatum: Op zondag 8 november 2020 om "
        "12:30\nOnderwerp: Verkeer in de Dorpsstraat\nAan: kcc@stad.example <kcc@stad.example>\n"
    ),
    "webmail": (
        "---------- Doorgestuurd bericht ----------\nVan: Els de Wit <els@bewoners.example>\n"
        "Aan: kcc@stad.example\nDatum: 8 november 2020 12:30\nOnderwerp: Verkeer in de Dorpsstraat\n"
    ),
}


@pytest.mark.parametrize(
    "above", ["", "Ter info.\n\n", "LET OP: deze mail komt van buiten.\n\nTer info,\nJan Bos\n\n"]
)
@pytest.mark.parametrize("block", FORWARDS.values(), ids=FORWARDS)
def test_a_forwarded_message_has_its_own_sender_moment_and_subject(block, above):
    message = read(f"{above}{block}\nGeachte raad,\n\n{STUK}\n", subject="FW: Verkeer in de Dorpsstraat")
    assert forward(message) == ELS
    assert message.body.quoted == ()


@pytest.mark.parametrize(
    "subject",
    [
        "FW: Verkeer",
        "Fwd: Verkeer",
        "Fw: Verkeer",
        "Doorst: Verkeer",
        "Doorgestuurd: Verkeer",
        "[EXTERN] FW: Verkeer",
        "WG: Verkeer",
        "TR: Verkeer",
        "FW: RE: Verkeer",
        "Verkeer",
    ],
)
def test_a_forward_is_known_however_its_subject_says_so(subject):
    assert forward(read(f"Ter info.\n\n{INNER}\n{STUK}\n", subject=subject)) == ELS


@pytest.mark.parametrize(
    "announcement",
    ["Doorgestuurd bericht", "---------- Forwarded message ---------", "Begin doorgestuurd bericht:"],
)
def test_an_announcement_says_forward_whatever_the_subject_says(announcement):
    # Sent on in answer to a question.
    message = read(f"Zie onder.\n\n{announcement}\n{INNER}\n{STUK}\n", subject="RE: Verkeer")
    assert forward(message) == ELS
    assert message.body.quoted == ()


HTML_FORWARDS = {
    # whose rule is the border of a box
    "Outlook": (
        '<p>Ter info.</p><div style="border:none;border-top:solid #E1E1E1 1.0pt"><p class="MsoNormal"><b>Van:</b> Els de Wit '
        "&lt;els@bewoners.example&gt; <br><b>Verzonden:</b> zondag 8 november 2020 12:30<br><b>Aan:</b> KCC<br>"
        "<b>Onderwerp:</b> Verkeer in de Dorpsstraat</p></div><p>{stuk}</p>"
    ),
    # which wraps a forward in the class of a quotation
    "Gmail": (
        '<div dir="ltr">Ter info.<br><br><div class="gmail_quote"><div dir="ltr" class="gmail_attr">---------- Forwarded '
        'message ---------<br>Van: <strong class="gmail_sendername" dir="auto">Els de Wit</strong> <span dir="auto">&lt;'
        '<a href="mailto:els@bewoners.example">els@bewoners.example</a>&gt;</span><br>Date: zo 8 nov. 2020 om 12:30<br>'
        "Subject: Verkeer in de Dorpsstraat<br>To:  &lt;kcc@stad.example&gt;<br></div><br>{stuk}</div></div>"
    ),
    # which cites it
    "Apple Mail": (
        '<div>Ter info.</div><div><br><blockquote type="cite"><div>Begin doorgestuurd bericht:</div><br><div><b>Van: </b>Els '
        "de Wit &lt;els@bewoners.example&gt;<br></div><div><b>Onderwerp: </b><b>Verkeer in de Dorpsstraat</b><br></div>"
        "<div><b>Datum: </b>8 november 2020 om 12:30:00 CET<br></div><div><b>Aan: </b>KCC<br></div><br><div>{stuk}</div>"
        "</blockquote></div>"
    ),
    # in a table
    "Thunderbird": (
        '<p>Ter info.</p><div class="moz-forward-container">-------- Doorgestuurd bericht --------<table><tr><th>Onderwerp: '
        "</th><td>Verkeer in de Dorpsstraat</td></tr><tr><th>Datum: </th><td>Sun, 8 Nov 2020 12:30:00 +0100</td></tr><tr>"
        "<th>Van: </th><td>Els de Wit &lt;els@bewoners.example&gt;</td></tr><tr><th>Aan: </th><td>kcc@stad.example</td>"
        "</tr></table><p>{stuk}</p></div>"
    ),
}


@pytest.mark.parametrize("html", HTML_FORWARDS.values(), ids=HTML_FORWARDS)
def test_an_html_forward_is_read_as_a_plain_one_is(html):
    message = read(html=html.format(stuk=STUK), subject="FW: Verkeer in de Dorpsstraat")
    assert forward(message) == ELS
    assert message.body.quoted == ()


def test_the_thread_under_a_forwarded_answer_is_quoted_and_a_forward_in_a_forward_is_not():
    message = read(
        "Ter info.\n\n"
        "Van: KCC <kcc@stad.example>\nVerzonden: maandag 9 november 2020 9:00\nAan: Jan Bos\nOnderwerp: FW: RE: Verkeer\n\n"
        "Graag afhandelen.\n\n"
        "Van: Els de Wit <els@bewoners.example>\nVerzonden: zondag 8 november 2020 12:30\nAan: KCC\n"
        "Onderwerp: RE: Verkeer\n\nHet gaat om de Dorpsstraat.\n\n"
        "Van: KCC <kcc@stad.example>\nVerzonden: zaterdag 7 november 2020 9:00\nAan: Els de Wit\nOnderwerp: Verkeer\n\n"
        "Om welke straat gaat het?\n",
        subject="FW: RE: Verkeer",
    )
    assert forward(message) == ("KCC <kcc@stad.example>", "2020-11-09T09:00:00+01:00", "FW: RE: Verkeer")
    assert "Het gaat om de Dorpsstraat." in own(message)
    assert [one.split("\n\n")[1].strip() for one in quoted(message)] == ["Om welke straat gaat het?"]


def test_marked_lines_without_a_header_block_in_a_forward_are_there_to_be_read():
    assert read(f"Ter info.\n\n> {STUK}\n", subject="Fwd: Verkeer").body.quoted == ()


def test_a_moment_of_utc_and_a_name_with_quotes_are_read_as_they_stand():
    block = "Van: 'Els de Wit' via KCC <kcc@stad.example>\nVerzonden: 2020-11-08T11:30:00Z\nAan: Jan\nOnderwerp: Verkeer\n"
    sender, moment, _ = forward(read(f"{block}\n{STUK}\n", subject="FW: Verkeer"))
    assert (sender, moment) == ("'Els de Wit' via KCC <kcc@stad.example>", "2020-11-08T11:30:00+00:00")


def test_a_month_is_read_in_the_language_of_most_labels():
    # "Od" is Croatian and Polish; "lis" is October to the one and November to the other.
    block = "Od: Els de Wit <els@bewoners.example>\nPoslano: 8 lis 2020 12:30\nPrima: KCC\nPredmet: Promet\n"
    forwarded = read(f"{block}\nTekst.\n", subject="FW: Promet").forwarded
    assert (forwarded.date.month, forwarded.subject) == (10, "Promet")


def test_a_forwarded_message_with_only_an_attribution_has_its_sender_and_moment():
    text = "Op 8-11-2020 12:30 schreef Els de Wit <els@bewoners.example>:\n\n    Geachte raad,\n"
    assert forward(read(text, subject="FW: Verkeer in de Dorpsstraat")) == ELS


def test_a_message_forwarded_as_attachment_has_its_own_sender_moment_and_subject():
    raw = textwrap.dedent("""\
        From: Jan Bos <jan@post.example>
        Subject: FW: Verkeer in de Dorpsstraat
        MIME-Version: 1.0
        Content-Type: multipart/mixed; boundary=grens

        --grens
        Content-Type: text/plain

        Ter info.
        --grens
        Content-Type: message/rfc822

        From: Els de Wit <els@bewoners.example>
        Date: Sun, 8 Nov 2020 12:30:00 +0100
        Subject: Verkeer in de Dorpsstraat

        Wij verzoeken de raad om een zebrapad.
        --grens--
        """)
    assert forward(parse(raw.encode(), MessageRef("x.eml"))) == ELS


# --- neither ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        # The memo of a municipality opens as a mail does.
        "MEMO\n\nAan: de gemeenteraad\nVan: het college\nDatum: 9 november 2020\nBetreft: Verkeer\n\nGeachte raad,\n",
        "Van: het college van B en W\nAan: de raad\nDatum: 9 november 2020\nOnderwerp: Raadsinformatiebrief\n\nBeste raad,\n",
        "Van: griffie@raad.example\nAan: de raad\nDatum: 9 november 2020\nBetreft: Raadsinformatiebrief\n\nBeste raad,\n",
        # A letter tells what was written before.
        "Geacht college,\n\nOp 3 maart schreef u:\n\n'Wij gaan bouwen.'\n\nDaar is niets van terechtgekomen.\n",
        "Op 3 maart 2020 schreef u ons een brief. Daarin staat:\n\nWij gaan bouwen.\n\nWanneer?\n",
        "In de krant van 9 november 2020 schreef de wethouder het volgende:\n\nWij gaan bouwen.\n\nWanneer?\n",
        # An agenda is full of moments and colons.
        "Agenda\n\nDatum: 9 november 2020\nTijd: 19:30\nPlaats: raadzaal\nOnderwerp: begroting\n\nTot dan.\n",
        "Aanmelden via griffie@raad.example:\n\n- naam\n- fractie\n",
        "Van: maandag 9 november 10:00\nTot: vrijdag 13 november 17:00\nOnderwerp: afwezig\n",
        "LET OP: deze mail komt van buiten. Van: onbekend.\n\nGeachte raad,\n",
        "x > y\n\n5 > 3\n",
        "",
    ],
)
def test_a_letter_a_memo_and_an_agenda_quote_and_forward_nothing(text):
    message = read(text, subject="Verkeer")
    assert (message.body.quoted, message.forwarded) == ((), None)


@pytest.mark.parametrize("subject", ["RE: uw brief", "FW: uw brief"])
@pytest.mark.parametrize(
    "sentence",
    ["Op 3 maart 2020 schreef u ons:", "Op 3 maart schreef de wethouder:", "U schreef op 3 maart 2020:"],
)
def test_a_sentence_that_says_who_wrote_is_no_attribution_without_the_time_of_day(sentence, subject):
    message = read(
        f"Geachte griffie,\n\n{sentence}\n\n'Wij bouwen.'\n\nWilt u dat uitleggen?\n", subject=subject
    )
    assert (message.body.quoted, message.forwarded) == ((), None)


def test_marked_lines_that_open_a_message_are_there_to_be_read():
    assert read("> Wij gaan bouwen.\n\nWat vindt u?\n", subject="Verkeer").body.quoted == ()


# --- any text --------------------------------------------------------------------------------------------------

PIECES = (
    *(
        "> ",
        ">>> ",
        "\n",
        "\n\n",
        " ",
        "\t",
        "\xa0",
        "Jan ",
        "<a@b.example>",
        ":",
        "：",
        "---",
        "________\n",
        "*",
        "0",
        "9 nov 2020 16:05 ",
    ),
    *(
        "Van: ",
        "Verzonden: ",
        "Datum: ",
        "Aan: ",
        "Onderwerp: ",
        "RE: ",
        "From: ",
        "Subject: ",
        "De : ",
        "Op ",
        "On ",
        "schreef",
        " wrote:\n",
    ),
    *(
        "Doorgestuurd bericht\n",
        "-----Original Message-----\n",
        "----- Přeposlaná zpráva ----- Od: a@b.example Předmět: x Datum: 9 nov 2020 16:05",
        "2020-11-09 16:05 GMT+1",
    ),
)
MARKUP = (
    "<p>",
    "</p>",
    "<br>",
    '<blockquote type="cite">',
    "</blockquote>",
    '<div class="gmail_quote">',
    "</div>",
    "<blockquote>",
    "<b>",
)
texts = st.one_of(st.text(max_size=300), st.lists(st.sampled_from(PIECES), max_size=60).map("".join))
subjects = st.sampled_from(("", "Stukken", "RE: Stukken", "FW: Stukken", "[", "RE:", "FW: RE: FW:"))


@given(texts, subjects)
def test_what_is_quoted_is_whole_lines_in_order_of_any_text(text, subject):
    check(understood(Message("1-x", MessageRef("x"), subject=subject, body=body_of_plain(text))))


@given(st.lists(st.sampled_from(PIECES + MARKUP), max_size=60).map("".join), subjects)
def test_what_is_quoted_is_whole_lines_in_order_of_any_html(html, subject):
    check(understood(Message("1-x", MessageRef("x"), subject=subject, body=body_of_html(html))))


@given(st.lists(st.sampled_from(PIECES + MARKUP), max_size=12).map("".join), subjects)
def test_a_text_without_signs_quotes_and_forwards_nothing(html, subject):
    for body in (body_of_html(html), body_of_plain(html)):
        whole = _Reading(Message("1-x", MessageRef("x"), subject=subject, body=body))
        assert has_signs(body) or (whole.quoted, whole.forwarded) == ([], None)


def check(message):
    text, position = message.text, -1
    for start, end in message.body.quoted:
        assert position < start < end <= len(text)
        assert start == 0 or text[start - 1] == "\n"
        assert end == len(text) or text[end] == "\n"
        position = end


@pytest.mark.parametrize(
    "piece",
    [
        "Van: Jan\n",
        "Van: Jan <jan@post.example>\nVerzonden: maandag 9 november 2020 16:05\n",
        "Onderwerp: stukken\n",
        INNER + "\n",
        "Op 9 november 2020 om 16:05\n",
        "Op 9-11-2020 16:05 schreef Jan <jan@post.example>:\n",
        "Doorgestuurd bericht\n\n",
        "----- Doorgestuurd bericht ----- ",
        "> ",
        ">",
        "> a\n",
        "Van: ",
        "a:",
        "@",
        "<",
        "9 nov 2020 ",
        "-",
        " ",
        "\n",
        "a",
    ],
)
@pytest.mark.parametrize("subject", ["RE: x", "FW: x", "x"])
def test_time_grows_no_faster_than_the_text(piece, subject):
    def seconds(size):  # the last line has a mark, so that every line is looked at
        message = Message(
            "1-x", MessageRef("x"), subject=subject, body=Body(piece * (size // len(piece)) + "\n> a")
        )
        begin = time.process_time()
        understood(message)
        return time.process_time() - begin

    seconds(1_000)  # reads the words
    assert seconds(200_000) < 40 * seconds(25_000) + 0.5  # a square would be 64 times


def test_room_behind_dashes_takes_no_longer_than_its_size():
    def seconds(size):  # long room between dashes and words, which an announcement of Yahoo has too
        message = Message("1-x", MessageRef("x"), body=Body("--- " + " " * size + "x\n> a"))
        begin = time.process_time()
        understood(message)
        return time.process_time() - begin

    seconds(10)
    assert seconds(3_200) < 40 * seconds(400) + 0.5


def test_deep_nesting_of_elements_takes_no_longer_than_their_number():
    tag = '<blockquote type="cite">'
    body = Body(
        "a\nb",
        (Block(0, 1, "quote", 1, 0),),
        pieces=(*[tag] * 100_000, (0, 1), *["</blockquote>"] * 100_000, (2, 3)),
    )
    assert understood(Message("1-x", MessageRef("x"), subject="RE: x", body=body)).body.quoted == ()
