"""Of which size most letters of a body are, as mail programs write it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from reader.letter_size import ROOT, usual_size
from reader.text import body_of_html, body_of_plain

WORD = """<style>
/* Font Definitions */
@media print { p.MsoNormal { font-size: 40pt } }
p.MsoNormal, li.MsoNormal { margin: 0cm; font-size: 11.0pt; font-family: "Calibri", sans-serif }
h2 { font-size: 16pt }
</style><h2>Kort</h2><p class=MsoNormal>Geachte raad, <span style='font-size:8.0pt'>klein</span> en dan verder.</p>"""


@pytest.mark.parametrize(
    ("html", "size"),
    [
        ("<p>Geachte raad</p>", ROOT),
        (WORD, 14.7),
        ('<div style="font: 12px/1.5 Arial, sans-serif"><p>Geachte raad</p></div>', 12.0),
        ('<div style="font-size: 20px"><p style="font-size: 80%">Geachte raad</p></div>', 16.0),
        ('<div style="font-size: 20px">O<p style="font-size: 0.5em">Geachte raad</p></div>', 10.0),
        ('<font size="2">Geachte raad</font>', 13.0),
        ('<font size="+1">Geachte raad</font>', 18.0),
        ('<div style="font-size: small">Geachte<br>raad</div>', 13.0),
        ("<style>.a { font-size: 18px } * { font-size: 9px }</style><p class='b a'>Geachte raad</p>", 18.0),
        ("<style>p { font-size: 18px } p { font-size: 15px !important }</style><p>Geachte raad</p>", 15.0),
        ("<style>table p { font-size: 30px }</style><p>Geachte raad</p>", ROOT),
        ('<p style="font-size: veel">Geachte raad</p>', ROOT),
        ('<p style="font-size: 14.6666669845581px">Geachte raad</p>', 14.7),
        ("<p></p>", ROOT),
    ],
)
def test_the_size_of_most_letters(html, size):
    assert usual_size(body_of_html(html)) == size


@pytest.mark.parametrize("hidden", ["0", "0px", "0pt", "0%", ".0em", "0.04px", "0.5px"])
def test_letters_too_small_to_see_do_not_count(hidden):
    preheader = f'<div style="font-size: {hidden}">Alles over het volgende raadsbezoek</div>'
    assert usual_size(body_of_html(preheader)) == ROOT
    assert usual_size(body_of_html(f'{preheader}<p style="font-size: 18px">Geachte raad</p>')) == 18.0


def test_what_is_quoted_counts_only_where_there_is_nothing_else():
    body = body_of_html('<p>Ja</p><div style="font-size: 20px">Geachte raad</div>')
    start = body.text.index("Geachte")
    assert usual_size(body) == 20.0
    assert usual_size(replace(body, quoted=((start, len(body.text)),))) == ROOT
    assert usual_size(replace(body, quoted=((0, len(body.text)),))) == 20.0


def test_plain_text_has_the_size_of_the_page():
    assert usual_size(body_of_plain("Geachte raad")) == ROOT
