"""Whoosh's own searcher over the files of the index gives the hits that our own reading of them gives."""

from __future__ import annotations

import tempfile
from datetime import UTC, datetime
from pathlib import Path

import pytest
from compounding import is_compound
from hypothesis import given, settings
from hypothesis import strategies as st
from whoosh import query as whoosh
from whoosh.searching import Searcher as WhooshSearcher

from reader.actions.action import Findings
from reader.events import Search
from reader.index import Searcher, folder, writing
from reader.index import codec as codec_module
from reader.index.fields import TEXT_FIELDS
from reader.index.segment import Segment
from reader.index.stems import stem
from reader.index.store import Store
from reader.index.toc import Toc
from reader.message import Address, Body, Message, MessageRef

FORMS = (
    "raad raadslid raadsleden gemeente gemeenten mening van de het zorg jeugdzorg een brief brieven 2020 jeugd kosten "
    "jeugdzorgkosten gemeenteraad draad prikkel prikkeldraad verraad gemeenteraadsbrieven"
).split()
TEXTS = st.lists(st.sampled_from(FORMS), max_size=14).map(" ".join)
MESSAGES = st.lists(st.tuples(TEXTS, TEXTS, TEXTS), min_size=1, max_size=8)
FORM = st.sampled_from([*FORMS, "afwezig"])
FIELDS = {"onderwerp": ("subject",), "tekst": ("body",), "van": ("sender",), "": TEXT_FIELDS}


def anywhere(make, field):
    """As our language: a word in any of the fields."""
    return whoosh.Or([make(name) for name in FIELDS[field]])


def either(field, terms):
    """One of these forms."""
    return anywhere(lambda name: whoosh.Or([whoosh.Term(name, form) for form in sorted(terms)]), field)


def single(pair):
    """(our query, Whoosh's, by the forms of the index and whether compounds count): one word or phrase."""
    kind, field, forms = pair
    before = f"{field}:" if field else ""
    if kind == "word":
        return before + forms[0], lambda known, compounds: either(
            field,
            {
                form
                for form in known
                if stem(form) == stem(forms[0]) or (compounds and is_compound(form, forms[0], known))
            },
        )
    ours, theirs = literal(kind, field, before, forms)
    return ours, lambda _known, _compounds: theirs


def literal(kind, field, before, forms):
    match kind:
        case "exact":
            return f'{before}"{forms[0]}"', anywhere(lambda name: whoosh.Term(name, forms[0]), field)
        case "prefix":
            return f"{before}{forms[0][:3]}*", anywhere(lambda name: whoosh.Prefix(name, forms[0][:3]), field)
        case "pattern":
            pattern = f"*{forms[0][1:3]}*"
            return before + pattern, anywhere(lambda name: whoosh.Wildcard(name, pattern), field)
        case _:
            phrase = f'{before}"{" ".join(forms)}"'
            return phrase, anywhere(lambda name: whoosh.Phrase(name, forms), field)


TERMS = st.tuples(
    st.sampled_from(["word", "exact", "prefix", "pattern", "phrase"]),
    st.sampled_from(sorted(FIELDS)),
    st.lists(FORM, min_size=2, max_size=3),
).map(single)
QUERIES = st.recursive(
    TERMS,
    lambda inner: st.one_of(
        st.tuples(inner, inner).map(
            lambda two: (
                f"({two[0][0]} {two[1][0]})",
                lambda *of: whoosh.And([two[0][1](*of), two[1][1](*of)]),
            )
        ),
        st.tuples(inner, inner).map(
            lambda two: (
                f"({two[0][0]} OF {two[1][0]})",
                lambda *of: whoosh.Or([two[0][1](*of), two[1][1](*of)]),
            )
        ),
        inner.map(
            lambda one: (
                f"(NIET {one[0]})",
                lambda known, _compounds: whoosh.And([whoosh.Every(), whoosh.Not(one[1](known, False))]),
            )
        ),
    ),
    max_leaves=4,
)


def message(number, texts):
    subject, body, sender = texts
    return Message(
        id=str(number),
        ref=MessageRef("post.mbox", str(number)),
        subject=subject,
        sender=(Address(sender, ""),),
        date=datetime(2020, 11, 13, tzinfo=UTC),
        body=Body(body),
    )


@settings(deadline=None)
@given(MESSAGES, st.integers(1, 8), st.sets(st.integers(0, 7)), st.lists(QUERIES, min_size=4, max_size=12))
def test_whoosh_finds_the_same(texts, batch, taken_away, queries):
    with tempfile.TemporaryDirectory() as directory:
        root = Path(directory) / "index"
        with writing(root) as writer:
            writer.add_export("post.mbox", sample=False)
            writer.add_export("weg.mbox", sample=False)
            for number, one in enumerate(texts):
                place = "weg.mbox" if number in taken_away else "post.mbox"
                writer.add(message(number, one), lambda _message: Findings(), place)
                if number % batch == 0:
                    writer.commit()
            writer.commit()
            writer.forget("weg.mbox")
        searcher = Searcher(root)
        toc = Toc(folder.current(root))
        oracle = WhooshSearcher(toc.reader())
        store = Store(folder.current(root) / folder.ROWS)
        ids = [
            next(iter(store.ids_of([number])), None)
            for of in toc.segments()
            for number in Segment(toc.path_of(of)).numbers.tolist()
        ]
        store.close()
        known = {text.decode() for name in TEXT_FIELDS for text in oracle.reader().lexicon(name)}
        for ours, theirs in queries:
            found = {ids[at] for at in oracle.docs_for_query(theirs(known, True))}
            assert set(searcher.ids(Search(ours))) == found, ours
        oracle.close()
        searcher.close()


@pytest.mark.parametrize("name", ["ArrayCodec", "ArraySegment"])
def test_what_the_table_of_contents_pickles_stays_where_it_is(name):
    assert getattr(codec_module, name).__module__ == "reader.index.codec"
