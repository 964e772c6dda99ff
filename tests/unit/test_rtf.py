"""Rich Text Format: what Outlook, Word and others write of it, and what is wrapped in it."""

from __future__ import annotations

import struct
from pathlib import Path

import pytest

from reader.mapi import tags
from reader.mapi.body import texts_of
from reader.mapi.item import Properties
from reader.mapi.rtf import unpacked
from reader.text.rtf import Rtf, read_rtf

PACKED = bytes.fromhex(  # the first example of [MS-OXRTFCP], §3.1.1
    "2d0000002b0000004c5a4675f1c5c7a703000a007263706731323542320af32068656c090020627705b06c647d0a800fa0"
)
HTML = rb"{\rtf1\ansi\ansicpg1252\fromhtml1 {\*\htmltag64 <p>}Dag{\*\htmltag72 </p>}}"
CORPUS = Path(__file__).resolve().parents[3] / "shared" / "corpus"


def text_of(raw):
    html, text = read_rtf(raw)
    assert html == ""
    return text


def html_of(raw):
    html, text = read_rtf(rb"{\rtf1\ansi\ansicpg1252\fromhtml1 \deff0" + raw + b"}")
    assert text == ""
    return html


def uncompressed(rtf):
    return struct.pack("<II4sI", len(rtf) + 12, len(rtf), b"MELA", 0) + rtf


@pytest.mark.parametrize(
    ("rtf", "text"),
    [
        # line ends of the source mean nothing, and one space after a word belongs to it
        (b"{\\rtf1\\ansi een\r\ntwee\\par drie\\line  vier}", "eentwee\ndrie\n vier"),
        (b"{\\rtf1 een\\\ntwee\\\r\ndrie}", "een\ntwee\ndrie"),  # an escaped line end is a \par
        (rb"{\rtf1 a\tab b\cell c\cell\row d}", "a\tb\tc\t\nd"),
        (rb"{\rtf1 \{a\} \\ b\~c\_d\-e}", "{a} \\ b\xa0c\u2011de"),
        (rb"{\rtf1 \lquote a\rquote  \ldblquote b\rdblquote  \endash  \emdash  \bullet}", "‘a’ “b” – — •"),
        # tables before the text, and groups that readers do not know
        (rb"{\rtf1{\fonttbl{\f0\fswiss Arial;}{\f1 X;}}{\colortbl;\red0;}{\stylesheet{Normal;}}{\*\new x}tekst}", "tekst"),
        (rb"{\rtf1{\info{\author Jan}}{\pict\pngblip 89504e47}{\*\shppict{\pict 00}}{\header kop}tekst}", "tekst"),
        (rb"{\rtf1{\object\objemb{\*\objclass Word}{\*\objdata 0105}{\result tekst}}}", "tekst"),
        (rb'{\rtf1 Zie {\field{\*\fldinst HYPERLINK "https://x.example"}{\fldrslt de site}}.}', "Zie de site."),
        (rb"{\rtf1{\shp{\*\shpinst{\sp{\sn fill}{\sv 0}}{\shptxt in een vak}}}}", "in een vak"),
        # hidden and deleted text; the end of one does not end the other
        (rb"{\rtf1 a\v b\deleted c\v0 d\deleted0 e{\v f}g\v h\plain i}", "aegi"),
        # lists: the mark that Word wrote for others to show
        (rb"{\rtf1{\fonttbl{\f3\fcharset2 Symbol;}}{\listtext\f3 \'b7\tab}een\par{\pntext 2.\tab}twee}", "•\teen\n2.\ttwee"),
        # \bin: these bytes are no text, braces among them
        (rb"{\rtf1 a{\pict\bin4 }}}}}b}", "ab"),
        (rb"{\rtf1 a{\pict\bin999 ", "a"),
        (rb"{\rtf1 tekst}na het einde", "tekst"),
        (b"{\\rtf1 a\0\0b}\0", "ab"),
        (b"gewone tekst", "gewone tekst"),
        (b"", ""),
        (b"}}}{{{\\", ""),
    ],
)  # fmt: skip
def test_rtf_gives_the_text_that_word_would_show(rtf, text):
    assert text_of(rtf) == text


@pytest.mark.parametrize(
    ("rtf", "text"),
    [
        (rb"{\rtf1\ansi\ansicpg1252 coll\'e8ge \'80}", "collège €"),
        (b"{\\rtf1\\ansi\\ansicpg1252 coll\xe8ge}", "collège"),  # raw, where it should be escaped
        (rb"{\rtf1\mac coll\'8fge}", "collège"),
        (rb"{\rtf1\ansi\ansicpg1251 \'cf\'f0}", "Пр"),
        (rb"{\rtf1\ansi\ansicpg65001 \'c3\'a9}", "é"),
        (rb"{\rtf1\ansi\ansicpg4711 \'e9}", "é"),  # no such code page: that of Western Europe
        # double bytes: both escaped, the second one as a letter, the second one as an escaped brace
        (rb"{\rtf1\ansi\ansicpg932 \'93\'fa\'96\'7b}", "日本"),
        (rb"{\rtf1\ansi\ansicpg932 \'83e\'83X\'83g}", "テスト"),
        (b"{\\rtf1\\ansi\\ansicpg932 \\'96\\{\r\n\\'93\r\n\\'fa}", "本日"),
        # the font says it, until it changes or its group ends
        (rb"{\rtf1\ansi\ansicpg1252{\fonttbl{\f1\fcharset204 A;}{\f2\fcharset0 B;}}\f1\'cf\f2\'e9{\f1\'cf}\'e9\f9\'e9}", "ПéПéé"),
        (rb"{\rtf1\ansi\ansicpg1252{\fonttbl{\f1\cpg1253 A;}}\f1\'e1\plain\'e1}", "αá"),
        (rb"{\rtf1\ansi\ansicpg1251{\fonttbl{\f1\fcharset1 A;}}\f1\'cf}", "П"),
        # \u: with what stands in for it, as many characters as \uc says
        (rb"{\rtf1 \u8364?5 \u8364\'805 \u8364 ?5}", "€5 €5 €5"),
        (rb"{\rtf1{\uc2\u26085\'93\'fa}\uc0\u26085\u26412 x}", "日日本x"),
        (rb"{\rtf1\u-3913?\u-10179?\u-8704?\u128512?}", "•😀😀"),  # negative; a pair of surrogates; beyond 16 bits
        (rb"{\rtf1\u8364\u8364?x{\u8364}yz\u0?}", "€€x€yz"),  # the stand-in is missing
        (rb"{\rtf1\u-10179?a\u99999999?b}", "\ufffdab"),  # half a pair; no character at all
    ],
)  # fmt: skip
def test_characters_are_read_in_the_code_page_of_their_font(rtf, text):
    assert text_of(rtf) == text


@pytest.mark.parametrize(
    ("rtf", "html"),
    [
        (rb"{\*\htmltag19 <html>}{\*\htmltag64}{\*\htmltag148 <b>}vet{\*\htmltag156 </b>}", "<html><b>vet</b>"),
        # only for readers of RTF; the group ends while it is switched off
        (rb"\htmlrtf \par {\b\htmlrtf0 vet\htmlrtf }\htmlrtf0 gewoon", "vetgewoon"),
        (rb"{\*\htmltag84 &lt;}\htmlrtf <\htmlrtf0 3{\*\htmltag84 &nbsp;}\htmlrtf \'a0\htmlrtf0 x", "&lt;3&nbsp;x"),
        (rb"{\*\htmltag241 p \{margin:0;\par \tab color:red\}}", "p {margin:0;\n\tcolor:red}"),
        (rb"{\*\mhtmltag84 <a href=x>}{\*\htmltag84 <a href=y>}z", "<a href=y>z"),
        (rb"een\line twee\tab drie\'e9\u8364?\ldblquote", "een\ntwee\tdrieé€“"),
        # the font goes for the text; it may change where the text is switched off
        (rb"{\fonttbl{\f3\fcharset161 X;}}\htmlrtf\f3\htmlrtf0 \'e1{\*\htmltag84 <i title=\'e1>}", "α<i title=á>"),
        (rb"{\fonttbl{\f3\fcharset2 Wingdings;}}\f3 J", "J"),  # the HTML names the font
        (rb"{\*\htmltag84 <img src='cid:a@b'>}\htmlrtf{\pict\htmlrtf0 00}", "<img src='cid:a@b'>"),
        (rb"\v zichtbaar\v0", "zichtbaar"),  # HTML has its own way to hide
    ],
)  # fmt: skip
def test_html_in_rtf_comes_out_as_it_went_in(rtf, html):
    assert html_of(rtf) == html


def test_text_in_rtf_is_text():
    assert text_of(rb"{\rtf1\ansi\fromtext \deff0{\fonttbl{\f0 A;}}\uc1\pard <b>\par\tab x}") == "<b>\n\tx"


@pytest.mark.parametrize("piece", [b"{", b"{}", rb"\u1?", rb"\'e8", rb"{\*\htmltag x}", b"\\", rb"\bin1 x"])
def test_endless_groups_and_words_are_read_in_one_pass(piece):
    assert isinstance(read_rtf(HTML[:-1] + piece * 100_000), Rtf)


def test_compressed_rtf_is_expanded():
    assert unpacked(PACKED) == (b"{\\rtf1\\ansi\\ansicpg1252\\pard hello world}\r\n", True)
    assert unpacked(PACKED, 6) == (b"{\\rtf1", True)


@pytest.mark.parametrize(
    ("raw", "rtf", "whole"),
    [
        (PACKED[:-8], b"{\\rtf1\\ansi\\ansicpg1252\\pard hello w", False),  # its end is missing
        (
            PACKED[:-1],
            b"{\\rtf1\\ansi\\ansicpg1252\\pard hello world}\r\n",
            False,
        ),  # in the middle of a reference
        (PACKED[:12] + bytes(4) + PACKED[16:], b"{\\rtf1\\ansi\\ansicpg1252\\pard hello world}\r\n", True),
        (PACKED[:12] + b"xxxx" + PACKED[16:], b"{\\rtf1\\ansi\\ansicpg1252\\pard hello world}\r\n", False),
        (b"\xff" * 8 + PACKED[8:], b"{\\rtf1\\ansi\\ansicpg1252\\pard hello world}\r\n", True),  # sizes lie
        (uncompressed(HTML), HTML, True),
        (uncompressed(HTML)[:-9], HTML[:-9], True),
        (uncompressed(HTML)[:-40], HTML[:-40], False),
        (HTML, HTML, True),  # without any header
        (b"", b"", False),
        (PACKED[:8] + b"ABCD" + PACKED[12:], b"", False),
    ],
)
def test_of_damaged_rtf_what_is_there_is_read(raw, rtf, whole):
    assert unpacked(raw) == (rtf, whole)


def test_a_small_body_cannot_become_an_endless_one():
    """Nothing but references of 17 bytes: one byte becomes eight, and no more."""
    bomb = struct.pack("<II4sI", 0, 0xFFFFFFFF, b"LZFu", 0) + (b"\xff" + b"\x00\x0f" * 8) * 20_000
    assert len(unpacked(bomb).rtf) <= 8 * len(bomb)
    assert len(unpacked(bomb, 1000).rtf) == 1000


@pytest.mark.parametrize(
    ("values", "texts", "problems"),
    [
        ({tags.RTF_COMPRESSED: uncompressed(HTML)}, ("<p>Dag</p>", ""), []),
        ({tags.RTF_COMPRESSED: uncompressed(HTML), tags.BODY: "Dag"}, ("<p>Dag</p>", "Dag"), []),
        ({tags.RTF_COMPRESSED: uncompressed(HTML), tags.HTML: b"<i>x</i>"}, ("<i>x</i>", ""), []),
        ({tags.RTF_COMPRESSED: uncompressed(HTML), tags.HTML: b"\0"}, ("<p>Dag</p>", ""), []),
        ({tags.HTML: "<i>x</i>", tags.BODY: "x"}, ("<i>x</i>", "x"), []),
        ({tags.HTML: "<i>x</i>", tags.BODY: "x", tags.NATIVE_BODY: 1}, ("", "x"), []),
        ({tags.HTML: "<i>x</i>", tags.BODY: " ", tags.NATIVE_BODY: 1}, ("<i>x</i>", " "), []),
        ({tags.RTF_COMPRESSED: PACKED}, ("", "hello world"), []),
        ({tags.RTF_COMPRESSED: PACKED, tags.BODY: "hallo"}, ("", "hallo"), []),
        ({tags.RTF_COMPRESSED: PACKED[:-8]}, ("", "hello w"), ["body_damaged"]),
        ({tags.RTF_COMPRESSED: uncompressed(HTML)[:-40], tags.BODY: "Dag"}, ("", "Dag"), ["body_damaged"]),
        ({tags.RTF_COMPRESSED: uncompressed(HTML)[:-22]}, ("<p>D", ""), ["body_damaged"]),
        ({}, ("", ""), []),
    ],
)
def test_the_richest_form_of_a_body_is_taken(values, texts, problems):
    assert texts_of(Properties(values)) == (texts, problems)


@pytest.mark.skipif(not CORPUS.is_dir(), reason="the corpus is not part of the project")
def test_real_rtf_is_read():
    found = [read_rtf(path.read_bytes()) for path in sorted(CORPUS.rglob("*.rtf"))]
    assert found
    assert all(html or text for html, text in found)
