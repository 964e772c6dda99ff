"""Whatever is marked or masked: the text stays whole, the tags fit in each other, the masked is gone."""

from __future__ import annotations

import re
from html import unescape
from html.parser import HTMLParser
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from reader.marking import Mark, Mask, written
from reader.message import Body
from reader.text import body_of_html

WORDS = st.text("ab <>&é\n", min_size=1, max_size=12).map(lambda text: text.replace("<", "&lt;"))
TAGS = st.sampled_from(["p", "b", "h2", "ul", "li", "div", "blockquote", "i"])
HTML = st.recursive(
    WORDS,
    lambda inner: st.tuples(TAGS, st.lists(inner, min_size=1, max_size=3)).map(
        lambda element: f"<{element[0]}>{''.join(element[1])}</{element[0]}>"
    ),
    max_leaves=12,
)
SPANS = st.lists(st.tuples(st.integers(0, 60), st.integers(0, 30)), max_size=6)
KINDS = st.sampled_from(["action", "heading", "section", "hit"])


class Nesting(HTMLParser):
    """Fails where an element ends that is not the innermost."""

    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.open = []

    def handle_starttag(self, tag, attrs):
        assert len({name for name, _ in attrs}) == len(attrs)
        if tag not in {"br", "wbr"}:
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag


def text_of(html):
    return unescape(re.sub(r"<[^>]*>", "", html))


@given(HTML, SPANS, st.lists(KINDS, min_size=6, max_size=6))
def test_marks_change_no_text_and_are_nested(html, spans, kinds):
    body = body_of_html(html)
    marks = [
        Mark(start, min(start + length, len(body.text)), kind, f"anchor-{number}")
        for number, ((start, length), kind) in enumerate(zip(spans, kinds, strict=False))
        if start < len(body.text)
    ]
    marked = written(body, marks)
    assert text_of(marked) == text_of(written(body))
    nesting = Nesting()
    nesting.feed(marked)
    assert not nesting.open
    anchors = re.findall(r'id="([^"]*)"', marked)
    assert len(anchors) == len(set(anchors))


@given(st.integers(0, 20), st.integers(1, 20), st.lists(st.integers(1, 39), max_size=5))
def test_a_masked_range_leaves_its_label_once_and_nothing_else(start, length, cuts):
    text = "".join(chr(0x4E00 + number) for number in range(40))  # each letter stands once
    places = sorted({0, *cuts, 40})
    pieces = []
    for left, right in pairwise(places):
        pieces += ["<b>", (left, right), "</b>"]
    body = Body(text, pieces=tuple(pieces))
    seen = text_of(written(body, masks=[Mask(start, start + length, "X")]))
    assert seen == text[:start] + "X" + text[start + length :]
