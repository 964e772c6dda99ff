"""Whatever a sender writes, text, runs and blocks agree with each other and with the page."""

from __future__ import annotations

import json
import re
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.text import body_of_html, body_of_markdown, body_of_plain, joined
from reader.text.layout import is_invisible, printable

if TYPE_CHECKING:
    from reader.message import Body

_SNIPPETS = (
    *"<p> </p> <div> </div> <b> </b> <br> <h2> </h2> <ul> <li> </ul> <table> <tr> <td> </td> </table>".split(),
    *"<blockquote> </blockquote> <pre> </pre> <style> </style> <!-- --> <![CDATA[ ]]> <script> </script>".split(),
    "<!--[if mso]><p>", "<![endif]-->", "<!-- > -->", "&nbsp;", "&amp;lt;", "&#0;", "&#x1F600;", "&bogus;", "<",
    ">", '"', "'", "\x00", "\udce9", "\u202e", "\u200b", "\xa0", " ", "\n", "\r\n", "\t", "é", "Tekst.", "kop",
    '<a href="https://a.example/">', "</a>", '<img src="http://x.example/y.png" alt="z">', '<img src="cid:q">',
    '<td style="font-weight:bold;white-space:pre">', "<body bgcolor=red>", "<textarea>", "<noscript>", "<title>",
    "- ", "> ", ">> ", "# ", "**", "1. ", "===", "www.voorbeeld.example", "a@b.example", "    ",
)  # fmt: skip
_HTML = st.lists(st.one_of(st.sampled_from(_SNIPPETS), st.text(max_size=6)), max_size=40).map("".join)
_READERS = (body_of_html, body_of_plain, body_of_markdown)


def check(body: Body) -> None:
    runs = [piece for piece in body.pieces if isinstance(piece, tuple)]
    assert all(start < end for start, end in runs)
    assert all(before[1] <= after[0] for before, after in pairwise(runs))
    outside, position = "", 0
    for start, end in [*runs, (len(body.text), len(body.text))]:
        outside += body.text[position:start]
        position = end
    assert not outside.strip("\n\t"), "only separators stand outside the runs"
    assert body.text == body.text.rstrip("\n")
    for block in body.blocks:
        assert 0 <= block.start < block.end <= len(body.text)
        assert not is_invisible(body.text[block.start : block.end])
        assert 0 <= block.piece < len(body.pieces)
        assert block.kind != "heading" or 1 <= block.level <= 6
    assert all(before.end <= after.start for before, after in pairwise(body.blocks))
    inside = sum(block.end - block.start for block in body.blocks)
    assert inside >= len("".join(body.text.split())), "every word stands in a block"
    assert not re.search("[\ud800-\udfff\x00]", body.text)
    json.dumps(body.text).encode("utf-8")


@given(st.sampled_from(_READERS), _HTML)
def test_runs_and_blocks_lie_in_the_text_in_order(reader, source):
    check(reader(source))


@given(_HTML)
def test_nothing_on_a_page_reaches_out_or_runs(source):
    markup = "".join(piece for piece in body_of_html(source).pieces if isinstance(piece, str))
    assert not re.search(r"<(?:script|link|base|meta|form|iframe|object|svg)\b", markup)
    assert not re.search(r"""<[^<>]*\ssrc="(?!cid:|data:image/)""", markup)


@given(st.lists(_HTML, min_size=2, max_size=4))
def test_joined_bodies_keep_their_runs_and_blocks(sources):
    bodies = [body_of_html(source) for source in sources]
    whole = joined(bodies)
    check(whole)
    assert "".join(whole.text.split()) == "".join("".join(body.text.split()) for body in bodies)


@given(st.text(alphabet=st.characters(exclude_categories=["Cs", "Cc"]), max_size=60))
def test_every_word_of_a_paragraph_is_in_the_text(words):
    escaped = words.replace("&", "&amp;").replace("<", "&lt;")
    text = body_of_html(f"<p>{escaped}</p>").text
    assert text == "" if is_invisible(words) else text.split() == words.split()


@given(_HTML)
@settings(max_examples=50)
def test_plain_text_keeps_its_words(source):
    def letters(text):
        return re.sub(r"[\W\ud800-\udfff]", "", text)

    assert letters(body_of_plain(source).text) == letters(source.replace("\x00", ""))


HOSTILE = {
    "nested elements": "<div>" * 100_000 + "kern",
    "nested bold paragraphs": "<b><p>" * 100_000 + "kern",
    "different fonts left open": "".join(f"<font size={n}><p>" for n in range(5_000)) + "kern",
    "end tags that belong to nothing": "<font><p></i>" * 5_000 + "kern",
    "attributes": "<p " + " ".join(f"a{n}=1" for n in range(50_000)) + ">kern",
    "a long text": "<p>kern " + "woord " * 900_000,
    "style sheets": "<style>a{color:red}</style>" * 20_000 + "kern",
    "open comments": "kern" + "<!--" * 200_000,
    "open tags": "kern" + "<a " * 200_000,
    "open body tags": "kern" + '<body "' * 200_000,
    "open functions of a style sheet": "<style>" + "url(" * 100_000 + "</style>kern",
    "imports": "<style>" + "@import " * 100_000 + "</style>kern",
    "ampersands": "kern" + "&" * 300_000,
    "line breaks": "kern" + "<br>" * 100_000,
    "spaces": "kern" + " " * 1_000_000 + "<p>",
    "paragraphs": "<p>kern" * 100_000,
}


@pytest.mark.timeout(20)
@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_html_is_read_in_time(name):
    body = body_of_html(HOSTILE[name])
    check(body)
    assert "kern" in body.text


@pytest.mark.timeout(20)
@pytest.mark.parametrize(
    "text",
    ["> " * 200_000, "- \n" * 200_000, "a@" * 300_000, "www." * 200_000, "\n" * 500_000, "*" * 300_000],
)
def test_hostile_plain_text_and_markdown_are_read_in_time(text):
    check(body_of_plain(text))
    check(body_of_markdown(text[:100_000]))


@given(
    st.text(
        st.one_of(st.characters(), st.sampled_from("\x00\x07\x0b\x7f\r\n\t\ud800\udfff\ufffe\uffffé")),
        max_size=30,
    )
)
def test_what_is_printed_is_each_character_that_can_be(text):
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    half = [("\ufffd" if "\ud800" <= sign <= "\udfff" else sign) for sign in lines]
    taken = {*map(chr, range(32)), "\x7f", "\ufffe", "\uffff"} - {*"\t\n\x0c\x0d"}
    assert printable(text) == "".join(sign for sign in half if sign not in taken)
