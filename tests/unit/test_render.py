"""Pages for screen and paper, from bodies built by hand and by the reader of HTML."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from reader.actions.action import Action
from reader.marking import Mark, Mask, masked, written
from reader.message import Address, Attachment, Body, Message, MessageRef
from reader.paper import contents_page, print_page
from reader.render import picture_page, screen_page
from reader.text import body_of_html

PIXEL = Attachment("logo.png", "image/png", 4, "", "logo@mail", b"\x89PNG")


def message(html="<p>Tekst</p>", **changes):
    fields = {
        "id": "1-a",
        "ref": MessageRef("bericht.eml"),
        "subject": "Onderwerp",
        "sender": (Address("VNG", "info@vng.example"),),
        "date": datetime(2020, 11, 13, 9, 17, tzinfo=UTC),
        "body": body_of_html(html),
    }
    return Message(**(fields | changes))


def action(text, sentence, *, kind="request", section_end=None):
    start = text.index(sentence)
    return Action(
        kind, sentence, start, start + len(sentence), section_end, None, None, None, None, "no-such-rule"
    )


def shown(html):
    """The text of a page without its head and tags."""
    return re.sub(r"<[^>]*>", "", html.split("<body", 1)[1].split(">", 1)[1])


def test_a_body_without_marks_is_written_as_it_was_read():
    body = body_of_html("<p>Dank &amp; groet</p><ul><li>Een</li></ul>")
    assert written(body) == "<p>Dank &amp; groet</p><ul><li>Een</li></ul>"


def test_text_is_escaped_wherever_it_is_cut():
    body = Body("a<b>&c", pieces=("<p>", (0, 6), "</p>"))
    assert (
        written(body, [Mark(1, 3, "hit", "hit-0")])
        == '<p>a<mark id="hit-0" data-griffie="hit first">&lt;b</mark>&gt;&amp;c</p>'
    )


def test_overlapping_marks_are_nested_and_each_anchor_stands_once():
    body = Body("0123456789", pieces=("<p>", (0, 10), "</p>"))
    html = written(body, [Mark(0, 6, "action", "action-0"), Mark(4, 8, "hit", "hit-0")])
    assert html == (
        '<p><mark id="action-0" data-griffie="action first">0123<mark id="hit-0" data-griffie="hit first">45'
        '</mark></mark><mark data-griffie="hit" data-of="hit-0">67</mark>89</p>'
    )


def test_a_mark_over_a_bold_word_goes_on_behind_it():
    body = body_of_html("<p>wij <b>verzoeken</b> u</p>")
    html = written(body, [Mark(0, len(body.text), "action", "action-0")])
    assert html.count('id="action-0"') == 1
    assert html.count("<mark") == html.count("</mark>") == 3
    assert "<b><mark" in html


def test_each_piece_of_a_mark_and_of_a_section_tells_what_it_belongs_to():
    body = body_of_html("<h2>Wat kunt <b>u</b> doen?</h2><p>Stem.</p>los<p>Rest</p>")
    heading, end = body.text.index("doen?") + 5, body.text.index("los") + 3
    html = written(body, [Mark(0, end, "section", "action-0"), Mark(0, heading, "heading", "action-0")])
    assert html.count('id="action-0"') == 1
    pieces = re.findall(r"<(\w+)[^>]*(?: id| data-of)=\"action-0\"", html)
    assert pieces == ["h2", *["mark"] * 6, "p", "mark", "mark"]  # both marks round each piece of the heading


def test_a_section_is_one_block_from_its_heading_to_its_end():
    html = "<h2>Wat kunt u doen?</h2><p>Stem.</p><ul><li>Een</li><li>Twee</li></ul><h2>Anders</h2><p>Rest</p>"
    body = body_of_html(html)
    end = body.text.index("Twee") + 4
    marked = written(body, [Mark(0, end, "section")])
    assert re.findall(r'<(?!mark)(\w+) data-griffie="([^"]*)"', marked) == [
        ("h2", "section first"),
        ("p", "section"),
        ("ul", "section last"),
    ]


def test_all_text_of_a_section_is_marked_also_that_on_a_button_of_the_sender():
    html = '<h2>Wat kunt u doen?</h2><table><tr><td bgcolor="#00573f"><a href="https://a.example" style="color:#fff">Doe mee</a></td></tr></table>'
    body = body_of_html(html)
    marked = written(body, [Mark(0, len(body.text), "section")])
    assert re.findall(r'<mark data-griffie="section[^"]*">([^<]*)</mark>', marked) == [
        "Wat kunt u doen?",
        "Doe mee",
    ]


def test_a_section_never_marks_an_element_that_holds_more():
    body = body_of_html("<div>Wat kunt u doen?<p>Stem.</p><p>Buiten</p></div>")
    marked = written(body, [Mark(0, body.text.index("Stem.") + 5, "section")])
    assert '<div data-griffie="' not in marked
    assert '<mark data-griffie="section first">Wat kunt u doen?</mark>' in marked
    assert "<p>Buiten</p>" in marked


def test_a_masked_text_is_not_in_the_page():
    body = body_of_html("<p>Ik ben <b>Jan</b> Jansen uit Oudewater</p>")
    start = body.text.index("Jan")
    html = written(body, [Mark(0, len(body.text), "hit")], [Mask(start, start + 10, "naam 5.1.2e")])
    assert "Jan" not in html
    assert shown("<body>" + html) == "Ik ben naam 5.1.2e uit Oudewater"
    assert masked("Jan!", [Mask(0, 3, "<n>")]) == '<span data-griffie="mask">&lt;n&gt;</span>!'


def test_a_word_wider_than_the_page_may_break():
    body = Body("x" * 100, pieces=((0, 100),))
    html = written(body)
    assert html.count("<wbr>") == 2
    assert html.replace("<wbr>", "") == "x" * 100


def quoting(own="Prima."):
    """A reply: `own`, and below it what it quotes."""
    text = own + "Kunt u komen?"
    pieces = ("<p>", (0, len(own)), "</p><blockquote>", (len(own), len(text)), "</blockquote>")
    return Body(text, pieces=pieces, quoted=((len(own), len(text)),))


def test_what_a_reply_quotes_is_folded_away_behind_a_word():
    html = written(quoting(), summary="Eerder")
    assert html == (
        '<p>Prima.</p><details data-griffie="earlier"><summary data-griffie="">Eerder</summary>'
        '<blockquote data-griffie="quoted">Kunt u komen?</blockquote></details>'
    )


def test_a_quotation_in_which_something_was_found_is_not_folded_away():
    assert "<details open" in written(quoting(), [Mark(11, 13, "hit")], summary="Eerder")
    assert "<details open" not in written(quoting(), [Mark(0, 6, "hit")], summary="Eerder")


def test_a_message_that_is_all_quotation_is_not_folded_away():
    assert "<details open" in written(quoting(own=" "), summary="Eerder")


def test_a_quotation_on_paper_is_never_folded_away():
    assert "Kunt u komen?" in shown(print_page(message(body=quoting()), 1, 1))
    assert "<details" not in print_page(message(body=quoting()), 1, 1)


def test_a_screen_page_forbids_itself_every_request():
    html = screen_page(message(), (), (), "light")
    assert "default-src 'none'" in html.split("<style>")[0]


def test_a_screen_page_has_an_anchor_for_each_action_and_hit():
    told = message("<h2>Wat kunt u doen?</h2><p>Stem over jeugdzorg.</p><p>Wij verzoeken u te reageren.</p>")
    text = told.text
    actions = [
        action(text, "Wat kunt u doen?", kind="heading_question", section_end=text.index("zorg.") + 5),
        action(text, "Wij verzoeken u te reageren."),
    ]
    at = text.index("jeugdzorg")
    html = screen_page(told, actions, [(at, at + 9)], "dark")
    for anchor in ("action-0", "action-1", "hit-0"):
        assert html.count(f'id="{anchor}"') == 1


def test_a_hit_in_a_marked_heading_keeps_both():
    told = message("<h2>Wat kunt u doen?</h2>")
    html = screen_page(
        told, [action(told.text, "Wat kunt u doen?", kind="heading_question")], [(4, 8)], "light"
    )
    assert re.search(r'id="action-0"[^>]*>Wat <mark id="hit-0"', html)


@pytest.mark.parametrize(("html", "coloured"), [("<p>a</p>", False), ('<p bgcolor="#fff">a</p>', True)])
def test_a_coloured_message_keeps_white_paper_in_the_dark(html, coloured):
    assert (" data-coloured>" in screen_page(message(html), (), (), "dark")) == coloured


def test_a_picture_of_the_message_itself_is_put_in():
    html = screen_page(message('<img src="cid:logo@mail" alt="Logo">', attachments=(PIXEL,)), (), (), "light")
    assert 'src="data:image/png;base64,iVBORw=="' in html


@pytest.mark.parametrize(
    "file",
    [
        Attachment("a.svg", "image/svg+xml", 4, "", "logo@mail", b"<svg/>"),
        Attachment("a.png", "image/png", 20_000_000, "", "logo@mail", b"x" * 20_000_000),
        Attachment("a.png", "image/png", 4, "", "logo@mail"),
    ],
    ids=["svg", "too large", "without content"],
)
def test_a_picture_that_cannot_be_shown_leaves_its_text(file):
    html = screen_page(message('<img src="cid:logo@mail" alt="Logo">', attachments=(file,)), (), (), "light")
    assert "<img" not in html.split("<body")[1]
    assert '<span data-griffie="blocked">Logo</span>' in html


def test_a_picture_gets_a_page_of_its_own_and_any_other_file_none():
    assert 'src="data:image/png;base64,iVBORw==" alt="' in picture_page(PIXEL, "dark")
    assert "default-src 'none'" in picture_page(PIXEL, "dark")
    unsaid = replace(PIXEL, name="Foto.JPG", content_type="application/octet-stream")
    assert "data:image/jpeg;" in picture_page(unsaid, "light")
    assert not picture_page(replace(PIXEL, content=b""), "light")
    assert not picture_page(replace(PIXEL, name="a.svg", content_type="image/svg+xml"), "light")


def test_a_printed_page_has_the_header_block_of_outlook():
    told = message(
        to=(Address("!Griffie-voorbeeld", ""),), categories=("Ingekomen stuk",), attachments=(PIXEL,)
    )
    lines = re.findall(r"<dt>(.*?)</dt><dd>(.*?)</dd>", print_page(told, 1, 1))
    assert lines == [
        ("Van", "VNG &lt;info@vng.example&gt;"),
        ("Verzonden", "vrijdag 13 november 2020 10:17"),
        ("Aan", "!Griffie-voorbeeld"),
        ("Bijlagen", "logo.png"),
        ("Categorieën", "Ingekomen stuk"),
    ]


def test_the_foot_counts_messages_and_pages():
    html = print_page(message(), 2, 3)
    assert '"bericht 2 van 3\\2c  pagina " counter(page) " van " counter(pages)' in html


def test_a_subject_cannot_break_out_of_the_style_sheet():
    html = print_page(message(subject='"} </style><script>alert(1)</script> \\'), 1, 1)
    assert "<script" not in html
    assert html.count("</style>") == 2  # ours on the page, and ours in the shadow tree


def test_the_sender_cannot_reach_the_element_that_holds_the_body():
    html = print_page(message("<style>:host{position:fixed!important}</style><p>a</p>"), 1, 1)
    assert ":host{position" not in html


def test_marks_on_paper_are_there_only_when_asked_for():
    told = message("<p>Wij verzoeken u te reageren.</p>")
    found = (action(told.text, told.text),)
    assert 'id="action-0"' not in print_page(told, 1, 1)
    assert 'id="action-0"' in print_page(told, 1, 1, actions=found)


@pytest.mark.parametrize(
    ("html", "zoom"),
    [
        ("<p>a</p>", "1.000"),
        ('<table width="600"><tr><td>a</td></tr></table>', "1.000"),
        ('<table width="900"><tr><td>a</td></tr></table>', "0.731"),
        ('<div style="width: 800px">a</div>', "0.823"),
        ('<table width="5000"><tr><td>a</td></tr></table>', "1.000"),
    ],
)
def test_a_wide_layout_shrinks_to_the_paper(html, zoom):
    assert f"zoom: {zoom};" in print_page(message(html), 1, 1)


@pytest.mark.parametrize(
    ("html", "zoom"),
    [
        ('<div style="font-size: 11pt">Geachte raad</div>', "0.850"),
        (
            '<div style="font-size: 10px">Geachte <b style="font-size: 20px">raad</b>, dit is een brief</div>',
            "1.250",
        ),
        ('<table width="600" style="font-size: 10px"><tr><td>Geachte raad</td></tr></table>', "1.097"),
        ('<div style="font-size: 4px">Geachte raad</div>', "1.600"),
        ('<div style="font-size: 60px">Geachte raad</div>', "0.600"),
    ],
)
def test_the_letters_of_most_of_a_body_are_of_one_size_on_paper(html, zoom):
    assert f"zoom: {zoom};" in print_page(message(html), 1, 1)


def test_the_list_in_front_escapes_what_senders_write():
    html = contents_page([("1", "04-11-2020", "<b>", "Motie & meer", "", "2")])
    assert "<td>&lt;b&gt;</td>" in re.sub(r' class="\w+"', "", html)
    assert "Lijst ingekomen stukken" in html


def test_the_list_in_front_has_the_proposals_where_there_are_any():
    without, having = (
        ("1", "04-11-2020", "Jan", "Motie", "", "2"),
        ("2", "", "Jan", "Brief", "ter kennisname", "3"),
    )
    assert "Voorstel afdoening" not in contents_page([without])
    html = re.sub(r' class="\w+"', "", contents_page([without, having]))
    assert "<td>Motie</td><td></td><td>2</td>" in html
    assert "<th>Voorstel afdoening</th>" in html
    assert "<td>Brief</td><td>ter kennisname</td><td>3</td>" in html
