"""The index against a matcher that reads the texts themselves, over generated messages and queries."""

from __future__ import annotations

import re
import tempfile
from collections import Counter
from contextlib import contextmanager, nullcontext
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from compounding import is_compound
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.actions.action import Action, DateMention, Findings
from reader.events import Search
from reader.index import (
    Marker,
    Searcher,
    columns,
    compounds,
    expand,
    invert,
    merge,
    phrases,
    postings,
    segment,
    writing,
)
from reader.index import writer as writer_module
from reader.index.nearness import is_near
from reader.index.saved import pack, unpack
from reader.index.stems import stem
from reader.message import Address, Attachment, Body, Forwarded, Message, MessageRef
from reader.problems import Problem
from reader.query import parse
from reader.tokens import forms

WORDS = (
    "raad raadslid raadsleden gemeente gemeenten mening van de het zorg jeugdzorg één brief brieven 2020 jeugd kosten "
    "jeugdzorgkosten gemeenteraad draad prikkel prikkeldraad gemeenteraadsbrieven verraad zorgen jeugdzorgen lid sleden"
).split()
TEXTS = st.lists(st.sampled_from(WORDS), max_size=12).map(" ".join)
WORD = st.sampled_from([*WORDS, "afwezig"])
JOKERS = st.one_of(
    WORD.map(lambda word: word[:3] + "*"),
    WORD.map(lambda word: "*" + word[-3:]),
    WORD.map(lambda word: word[0] + "?" + word[2:] if len(word) > 3 else word),
)
TERMS = st.one_of(
    WORD,
    WORD.map(lambda word: word[:2] + word[3:]),
    JOKERS,
    WORD.map(lambda word: word[1:] + "~1"),
    st.lists(WORD, min_size=1, max_size=3).map(lambda words: '"' + " ".join(words) + '"'),
    st.tuples(WORD, st.integers(2, 3)).map(lambda pair: '"' + " ".join([pair[0]] * pair[1]) + '"'),
    st.lists(st.one_of(WORD, JOKERS), min_size=2, max_size=3).map(lambda words: '"' + " ".join(words) + '"'),
    st.lists(WORD, min_size=2, max_size=3).map("-".join),
    WORD.map(lambda word: "onderwerp:" + word),
    WORD.map(lambda word: "tekst:" + word),
    WORD.map(lambda word: "bijlage:" + word),
)
QUERIES = st.recursive(
    TERMS,
    lambda inner: st.one_of(
        st.tuples(inner, inner).map(lambda pair: f"({pair[0]} {pair[1]})"),
        st.tuples(inner, inner).map(lambda pair: f"({pair[0]} OF {pair[1]})"),
        inner.map(lambda query: f"(NIET {query})"),
    ),
    max_leaves=4,
)


def matches(query, texts, vocabulary=frozenset()):
    """The truth about one message, by a reading of the query that shares no code with the parser.

    With the vocabulary of all messages, compounds count too.
    """
    query = query.strip()
    if query.startswith("(NIET "):
        return not matches(query[6:-1], texts)
    if query.startswith("("):
        left, operator, right = split(query[1:-1])
        found = matches(left, texts, vocabulary), matches(right, texts, vocabulary)
        return any(found) if operator else all(found)
    for name, text in zip(("onderwerp:", "tekst:", "bijlage:"), texts, strict=True):
        if query.startswith(name):
            return holds(query.removeprefix(name), text, vocabulary)
    return any(holds(query, text, vocabulary) for text in texts)


def split(text):
    """The two halves of "a b" or "a OF b"."""
    depth, quoted = 0, False
    for at, sign in enumerate(text):
        depth += (sign == "(") - (sign == ")")
        quoted ^= sign == '"'
        if sign == " " and not depth and not quoted:
            rest = text[at + 1 :]
            return text[:at], rest.startswith("OF "), rest.removeprefix("OF ")
    raise AssertionError(text)


def holds(term, text, vocabulary):
    words = forms(text)
    if term.startswith('"'):
        pattern = "".join(f" {expression(part)}(?= )" for part in term[1:-1].split())
        return re.search(pattern, "".join(f" {word}" for word in words) + " ") is not None
    if "-" in term:
        stems = [stem(form) for form in forms(term)]
        own = [stem(word) for word in words]
        return any(own[at : at + len(stems)] == stems for at in range(len(own)))
    if term.endswith("~1"):
        return any(is_near(forms(term[:-2])[0], word, 1) for word in words)
    if "*" in term or "?" in term:
        return any(re.fullmatch(expression(term), word) for word in words)
    form = forms(term)[0]
    return any(
        stem(word) == stem(form) or (vocabulary and is_compound(word, form, vocabulary)) for word in words
    )


def expression(part):
    """A word with jokers, as a pattern of its forms."""
    return forms(part.replace("*", "QQ").replace("?", "XX"))[0].replace("qq", "[^ ]*").replace("xx", "[^ ]")


@contextmanager
def small_limits():
    """Few words are many, so that what is done for large mailboxes is done for these."""
    with pytest.MonkeyPatch.context() as patch:
        for module, name, value in (
            (postings, "_COMMONEST", 1),
            (postings, "_MANY", 1000),
            (postings, "_PIECE", 3),
            (phrases, "_STRETCH", 4),
            (phrases, "_FEW", 2),
            (columns, "_FEW", 2),
            (columns, "_FEW_NAMES", 1),
            (segment, "_FEW", 1),
            (expand, "_MOST_KEPT", 3),
            (postings, "_MOST_KEPT", 3),
            (postings, "_MOST_KNOWN", 2),
            (compounds, "_MOST_KEPT", 2),
            (merge, "_PIECE", 3),
            (invert, "SPILL", 30),
            (writer_module, "MOST_SEGMENTS", 2),
        ):
            patch.setattr(module, name, value)
        yield


@settings(max_examples=40)
@given(
    texts=st.lists(st.tuples(TEXTS, TEXTS, TEXTS), min_size=1, max_size=12),
    batch=st.integers(1, 5),
    queries=st.lists(QUERIES, min_size=1, max_size=12),
    gone=st.sets(st.integers(0, 11)),
    limits=st.sampled_from([nullcontext, small_limits]),
)
def test_the_index_finds_what_the_texts_hold(texts, batch, queries, gone, limits):
    with limits(), tempfile.TemporaryDirectory() as temporary:
        root = Path(temporary) / "index"
        with writing(root) as writer:
            writer.add_export("keep", sample=False)
            writer.add_export("drop", sample=False)
            for number, (subject, body, attached) in enumerate(texts):
                message = Message(
                    str(number),
                    MessageRef("a", str(number)),
                    subject=subject,
                    body=Body(text=body),
                    categories=(str(number % 3),),
                )
                export = "drop" if number in gone else "keep"
                writer.add(message, lambda _message: Findings(), export, {0: attached})
                if writer.pending >= batch:
                    writer.commit()
                    writer.tidy()
            writer.forget("drop")
        searcher = Searcher(root)
        kept = {str(number): text for number, text in enumerate(texts) if number not in gone}
        vocabulary = {form for text in kept.values() for part in text for form in forms(part)}
        for query in queries:
            expected = {number for number, text in kept.items() if matches(query, text, vocabulary)}
            direct = {number for number, text in kept.items() if matches(query, text)}
            for sort in ("date", "relevance"):
                page = searcher.search(Search(query, sort=sort))
                found = [hit.id for hit in page.hits]
                assert set(found) == expected, query
                assert set(found[: page.direct]) == direct, query
                assert page.facets.category == Counter(str(int(one) % 3) for one in expected), query
                assert not page.suggestion or searcher.search(Search(page.suggestion)).total, query
        searcher.close()


@given(text=st.text(), query=st.one_of(QUERIES, WORD))
def test_marks_lie_in_the_text_in_order(text, query):
    end = 0
    for run in Marker(parse(query, date(2020, 1, 1))).marks(text):
        assert end <= run[0] < run[1] <= len(text)
        end = run[1]


@given(text=st.one_of(st.text(max_size=400), st.lists(WORD, max_size=150).map(" ".join)), query=TERMS)
def test_a_snippet_is_short_and_shows_the_hit(text, query):
    marker = Marker(parse(query, date(2020, 1, 1)))
    shown, marks = marker.snippet(text)
    assert len(shown) <= 330
    assert all(0 <= start < end <= len(shown) for start, end in marks)
    assert bool(marks) == bool(list(marker.marks(text)))


ADDRESSES = st.lists(st.builds(Address, st.text(), st.text()), max_size=2).map(tuple)
DATES = st.one_of(st.none(), st.datetimes(timezones=st.just(UTC)))
MESSAGES = st.builds(
    Message,
    id=st.text(),
    ref=st.builds(MessageRef, st.text(), st.text()),
    folder=st.text(),
    subject=st.text(alphabet=st.characters()),  # lone surrogates as well
    sender=ADDRESSES,
    to=ADDRESSES,
    date=DATES,
    categories=st.lists(st.text(), max_size=2).map(tuple),
    body=st.builds(Body, text=st.text()),
    attachments=st.lists(
        st.builds(Attachment, st.text(), st.text(), st.integers(0), st.text()), max_size=2
    ).map(tuple),
    forwarded=st.one_of(st.none(), st.builds(Forwarded, ADDRESSES, DATES, st.text())),
    problems=st.lists(st.builds(Problem, st.text(), st.text(), st.text()), max_size=2).map(tuple),
)


@given(message=MESSAGES, words=st.lists(st.text(), max_size=2).map(tuple))
def test_a_saved_message_comes_back_equal(message, words):
    action = Action("request", "t", 0, 1, None, "2020-W48", None, "week", "raad", "r")
    findings = Findings((action,), (DateMention("t", 0, 1, "2020", "day", "due"),), words)
    saved = unpack(pack(message, findings))
    assert saved.message == message
    assert saved.findings == findings


def test_a_moment_keeps_its_offset():
    sent = datetime.fromisoformat("2020-11-13T10:17:00+01:00")
    message = Message("1", MessageRef(""), date=sent)
    saved = unpack(pack(message, Findings())).message.date
    assert saved == sent
    assert saved.utcoffset() == sent.utcoffset()
