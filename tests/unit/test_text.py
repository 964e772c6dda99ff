"""Text and layout of bodies: each case is something that senders really do."""

from __future__ import annotations

from html import escape

import pytest

from reader.text import body_of_html, body_of_markdown, body_of_plain, joined, read_html


def blocks(body):
    return [(block.kind, block.level, body.text[block.start : block.end]) for block in body.blocks]


def page(body):
    return "".join(
        piece if isinstance(piece, str) else escape(body.text[piece[0] : piece[1]], quote=False)
        for piece in body.pieces
    )


def opening_tags(body):
    return [body.pieces[block.piece] for block in body.blocks]


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<p>een\n  twee</p><p>drie", "een twee\n\ndrie"),
        ("<div>een</div><div>twee</div>", "een\ntwee"),
        ("een <b>twee </b> drie", "een twee drie"),
        ("een<br>twee<br><br>drie", "een\ntwee\n\ndrie"),
        ("<div>een<br></div><div>twee</div>", "een\ntwee"),
        ("<div>een</div><div><br></div><div>twee</div>", "een\n\ntwee"),
        ("<pre>a  b\n  c\n</pre>d", "a  b\n  c\n\nd"),
        ('<p style="white-space: pre-wrap">a  b\nc</p>', "a  b\nc"),
        ("<table><tr><td>Datum<td>1 mei<tr><td>Plaats<td>Zaal 1</table>", "Datum\t1 mei\nPlaats\tZaal 1"),
        ("<table><tr><td><p>links</p><td><p>rechts</table>", "links\n\nrechts"),
        ("<ul><li>een<ul><li>onder</ul><li>twee</ul>", "een\nonder\ntwee"),
        ("5 &lt; 6 &amp;amp; &euro;", "5 < 6 &amp; €"),
        ("<p>een</p><p>&nbsp;</p><p>twee</p>", "een\n\ntwee"),
        ("<script>x</script><title>y</title><style>z{}</style>tekst", "tekst"),
        ("<noscript>met</noscript>zonder", "zonder"),
        ("<!--[if mso]><p>voor Word</p><![endif]--><![if !mso]>voor u<![endif]>", "voor u"),
        ("a<!-- > -->b<![CDATA[c]]>d", "abd"),
        ("", ""),
    ],
)
def test_the_text_is_what_a_browser_would_show(html, text):
    assert body_of_html(html).text == text


def test_headings_items_and_quotes_are_blocks():
    body = body_of_html(
        "<h2>Kop</h2><p>Tekst.</p><ul><li>een<ol><li>twee</ol></ul><blockquote>oud<blockquote>ouder"
    )
    assert blocks(body) == [
        ("heading", 2, "Kop"),
        ("text", 0, "Tekst."),
        ("item", 1, "een"),
        ("item", 2, "twee"),
        ("quote", 1, "oud"),
        ("quote", 2, "ouder"),
    ]
    assert opening_tags(body) == ["<h2>", "<p>", "<li>", "<li>", "<blockquote>", "<blockquote>"]


@pytest.mark.parametrize(
    "html",
    [
        "<p><b>Wat kunt u doen?</b></p><p>Kom naar de avond over de wijk.",
        "<p>Eerst dit.<p><span style='font-weight:700'>Wat kunt u <i>doen?</i></span><p>Kom naar de avond.",
        "<table><tr><td><strong>Wat kunt u doen?</strong><tr><td>Kom naar de avond over de wijk.</table>",
        "<div>Eerst dit.<br><br><b>Wat kunt u doen?</b><br>Kom naar de avond.</div>",
    ],
)
def test_a_bold_line_of_its_own_is_a_heading(html):
    assert ("heading", 6, "Wat kunt u doen?") in blocks(body_of_html(html))


@pytest.mark.parametrize(
    "html",
    [
        "<p><b>Let op:</b> morgen is er geen vergadering.",
        "<p><b>Morgen is er geen vergadering.</b><p>Dat laten wij u langs deze weg weten, beste mensen.",
        "<p><b>" + "Een hele alinea in vet " * 6 + "</b><p>" + "Gewone tekst. " * 20,
        "<div style='font-weight:bold'><p>Alles is hier vet<p>Ook dit",
        "<p>***<p>Tekst",
    ],
)
def test_other_bold_text_is_no_heading(html):
    assert all(kind == "text" for kind, _, _ in blocks(body_of_html(html)))


def test_lists_and_quotes_of_mail_programs_are_known_by_their_class():
    word = "<p class='MsoListParagraph'>·&nbsp;&nbsp; een punt<p class=MsoNormal>gewoon"
    gmail = "Dank u.<div class='gmail_quote'>Op 1 mei schreef u:<br>Hallo</div>"
    assert [kind for kind, _, _ in blocks(body_of_html(word))] == ["item", "text"]
    assert blocks(body_of_html(gmail))[1] == ("quote", 1, "Op 1 mei schreef u:\nHallo")


def test_references_to_other_servers_are_taken_out_and_counted():
    body = body_of_html(
        "<style>@import \"http://a.example/a.css\"; p{background:url('//b.example/b.png')}</style>"
        '<table background="https://c.example/c.png"><tr><td><img src="http://d.example/d.gif" alt="logo">'
        '<img src="cid:e@f"><img src="data:image/png;base64,AA=="><img src="los.png">'
        '<a href="https://g.example/">g</a><a href="javascript:h()">h</a><a href="data:text/html,i">i</a>'
    )
    assert body.external == 4
    shown = page(body)
    assert "a.example" not in shown.replace("https://g.example", "")
    assert all(f"{letter}.example" not in shown for letter in "abcd")
    assert '<img alt="logo"><img src="cid:e@f"><img src="data:image/png;base64,AA=="><img>' in shown
    assert '<a href="https://g.example/">g</a><a>h</a><a>i</a>' in shown


def test_a_tag_that_repeats_counts_again_within_a_message_and_in_the_next():
    # The same colour and picture from elsewhere three times: what is known of a tag is kept between messages.
    html = '<p style="color:red"><img src="https://x.example/y.png">Tekst.</p>' * 3
    for body in (body_of_html(html), body_of_html(html)):
        assert (body.external, body.coloured) == (3, True)
    assert not body_of_html("<p>Tekst.</p>").coloured


def test_a_style_sheet_is_no_text_whatever_it_holds():
    # A tag and a quotation mark that never ends, which would swallow the paragraph after it.
    body = body_of_html("<style media='print'>p:after{content:'<b>\"'}</style><p>Tekst.</p>")
    assert body.text == "Tekst."
    assert '<style media="print">' in str(body.pieces[0])


def test_the_colours_of_a_body_stay_as_those_of_a_division():
    body = body_of_html("<html><body bgcolor='#eee' TEXT=navy style=\"margin:0\"><p>x")
    assert page(body) == '<div style="background-color:#eee;color:navy;margin:0"><p>x</p></div>'
    assert body.coloured


@pytest.mark.parametrize(
    ("html", "coloured"),
    [
        ("<p>gewoon", False),
        ("<p style='color:windowtext;margin:0'>x", False),
        ("<style>p{border-color:red}</style>x", False),
        ("<p style='color:black'>x", True),
        ("<td bgcolor=white>x", False),  # a cell outside a table is no cell
        ("<table><td bgcolor=white>x", True),
        ("<font color=red>x</font>", True),
        ("<style>p{background:#fff}</style>x", True),
    ],
)
def test_it_is_known_whether_the_sender_chose_colours(html, coloured):
    assert body_of_html(html).coloured is coloured


def test_html_that_is_too_deep_or_too_large_becomes_bare_text_with_a_problem():
    deep, problem = read_html("<style>x</style><p>een</p>" + "<div>" * 2_000 + "twee &amp; drie<!-- vier -->")
    assert (deep.text, problem) == ("een\n\n" + "twee & drie", "layout_excessive") or deep.text.split() == [
        "een", "twee", "&", "drie"
    ]  # fmt: skip
    assert problem == "layout_excessive"
    assert read_html("<p>een" * 2_000)[1] == "", "an end tag that may be left out does not count as depth"
    assert read_html("<p>" + "woord " * 800_000)[1] == "layout_excessive"


def test_plain_text_stays_as_it_was_written():
    text = "Geachte griffie,\n\nVoor de lijst:\n- motie\n  van de raad\n- brief\n\nGroet\n\n> oud\n>> ouder"
    body = body_of_plain(text)
    assert body.text == text
    assert blocks(body) == [
        ("text", 0, "Geachte griffie,"),
        ("text", 0, "Voor de lijst:"),
        ("item", 1, "- motie\n  van de raad"),
        ("item", 1, "- brief"),
        ("text", 0, "Groet"),
        ("quote", 1, "> oud"),
        ("quote", 2, ">> ouder"),
    ]


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("Inleiding.\n\nWat kunt u doen?\n\nKom naar de avond.", 6),
        ("Inleiding.\n\nWat kunt u doen?\n=================\n\nKom naar de avond.", 2),
    ],
)
def test_a_short_line_alone_or_underlined_is_a_heading_in_plain_text(text, level):
    found = [(block.kind, block.level) for block in body_of_plain(text).blocks]
    assert found == [("text", 0), ("heading", level), ("text", 0)]


def test_addresses_in_plain_text_become_links():
    body = body_of_plain("Zie https://a.example/b?c=1&d. Of www.e.example, of mail f.g@h.example!")
    assert body.text == "Zie https://a.example/b?c=1&d. Of www.e.example, of mail f.g@h.example!"
    assert [tag for tag in body.pieces if isinstance(tag, str) and tag.startswith("<a")] == [
        '<a href="https://a.example/b?c=1&amp;d">',
        '<a href="https://www.e.example">',
        '<a href="mailto:f.g@h.example">',
    ]


def test_markdown_is_shown_without_its_signs():
    body = body_of_markdown(
        "### Kop\n\n**Vet** en [link](https://a.example/).\n\n- een\n- twee\n\n<b>geen html</b>"
    )
    assert body.text == "Kop\n\nVet en link.\n\neen\ntwee\n\n<b>geen html</b>"
    assert [block.kind for block in body.blocks] == ["heading", "text", "item", "item", "text"]
    assert '<a href="https://a.example/">' in body.pieces


def test_joined_bodies_stand_below_each_other():
    body = joined([body_of_html("<p>een"), body_of_plain("twee")])
    assert body.text == "een\n\ntwee"
    assert blocks(body) == [("text", 0, "een"), ("text", 0, "twee")]
    assert opening_tags(body) == ["<p>", "<div>"]


@pytest.mark.timeout(10)
def test_a_body_tag_without_an_end_takes_no_time():
    assert body_of_html("<body" + " a\t" * 1_000 + '"<p>Brief</p>').text in {"", "Brief"}


def test_what_nobody_sees_is_no_text():
    body = body_of_html(
        '<div style="display: none;max-height:0">Met een <b>oproep</b> aan alle raadsleden</div><p>Beste lezer,</p>'
        '<p style="inline-display:nonesuch">Dit wel.</p>'
    )
    assert body.text == "Beste lezer,\n\nDit wel."
