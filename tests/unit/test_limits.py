"""What the arrays of the index can hold is never reached: a lowered limit shows what keeps them from it."""

from __future__ import annotations

import sqlite3

import numpy as np
import pytest

from reader.actions.action import Findings
from reader.errors import QueryError
from reader.events import Search
from reader.index import Searcher, folder, invert, postings, vocabulary, writer, writing
from reader.index.segment import Segment
from reader.message import Body, Message, MessageRef
from reader.tokens import LONGEST, fold
from reader.words import words


def add(writer_, first, last, text="brief van de raad"):
    writer_.add_export("post.mbox", sample=False)
    for number in range(first, last):
        body = Body(f"{text} uniek{number}")
        message = Message(id=f"1-{number}", ref=MessageRef("post.mbox", str(number)), body=body)
        writer_.add(message, lambda _message: Findings(), "post.mbox")


def total(root, query):
    searcher = Searcher(root)
    try:
        return searcher.search(Search(query)).total
    finally:
        searcher.close()


def segments(root):
    return [Segment(path) for path in sorted(folder.current(root).glob("*.arrays"))]


def test_a_segment_is_written_before_its_words_are_too_many(tmp_path, monkeypatch):
    monkeypatch.setattr(invert, "SPILL", 50)
    monkeypatch.setattr(invert, "STRETCH", 40)  # bytes of text that wait to be looked up
    with writing(tmp_path) as writing_:
        add(writing_, 0, 100)
        writing_.commit()
    sizes = [int(of.field("body").lengths.sum()) for of in segments(tmp_path)]
    assert max(sizes) < 50 + 2 * 5 + 40  # the last message, and what waited
    assert total(tmp_path, "brief") == 100
    assert total(tmp_path, "uniek7") == total(tmp_path, "uniek99") == 1


def test_segments_are_not_made_one_of_more_messages_or_bytes_than_one_may_have(tmp_path, monkeypatch):
    monkeypatch.setattr(writer, "MOST_MERGED", 25)
    with writing(tmp_path) as writing_:
        for first in range(0, 60, 2):
            add(writing_, first, first + 2)
            writing_.commit()
            writing_.tidy()
        assert max(len(of.numbers) for of in segments(tmp_path)) <= 25
    assert total(tmp_path, "brief") == 60
    largest = max(path.stat().st_size for path in folder.current(tmp_path).glob("*.arrays"))
    monkeypatch.setattr(writer, "LARGEST_MERGED", largest)
    with writing(tmp_path) as writing_:
        for first in range(60, 100, 2):
            add(writing_, first, first + 2)
            writing_.commit()
            writing_.tidy()
        assert max(path.stat().st_size for path in folder.current(tmp_path).glob("*.arrays")) <= largest
    assert total(tmp_path, "brief") == 100


def test_words_that_are_too_many_to_keep_are_met_anew(tmp_path, monkeypatch):
    monkeypatch.setattr(vocabulary, "MOST_WORDS", 20)
    monkeypatch.setattr(invert, "SPILL", 50)
    with writing(tmp_path) as writing_:
        add(writing_, 0, 100)
        writing_.commit()
    assert total(tmp_path, "brief") == 100
    assert total(tmp_path, "uniek99") == 1


@pytest.mark.parametrize(
    ("query", "named"),
    [
        ('"*e* raad"', "*e*"),
        ('"d* v* d* raad"', "d*"),  # together
        ("n*-*e*", "*e*"),
        ('brief NIET "de *a*"', "*a*"),
        ("van-de~2", "de~"),
    ],
)
def test_words_with_jokers_in_a_row_that_fit_most_words_are_refused(tmp_path, monkeypatch, query, named):
    with writing(tmp_path) as writing_:
        add(writing_, 0, 100, "Deze brief van de raad staat naast een andere brief")
        writing_.commit()
    assert total(tmp_path, query) >= 0  # of a small mailbox anything may be asked
    monkeypatch.setattr(postings, "_FEW", 100)
    with pytest.raises(QueryError) as refused:
        total(tmp_path, query)
    assert refused.value.problem.code == "query_common"
    assert named in words("nl").sentence(refused.value.problem)


@pytest.mark.parametrize(
    "query", ['"brief van de raad"', '"bri* van de raad"', "*e*", "b* v* d*", '"uniek7*"']
)
def test_words_in_a_row_and_words_with_jokers_by_themselves_are_not(tmp_path, monkeypatch, query):
    with writing(tmp_path) as writing_:
        add(writing_, 0, 100, "Deze brief van de raad staat naast een andere brief")
        writing_.commit()
    monkeypatch.setattr(postings, "_FEW", 100)
    assert total(tmp_path, query) > 0


@pytest.mark.parametrize("letter", ["x", "ß", "ﬃ", "ﷺ", "½"])  # the last ones fold to many letters
def test_a_form_is_never_longer_than_its_length_can_be_kept(letter):
    assert np.iinfo(np.uint8).max >= LONGEST
    assert len(fold(letter * 1000)) <= LONGEST


def test_messages_are_numbered_far_beyond_four_milliards(tmp_path):
    with writing(tmp_path) as writing_:
        add(writing_, 0, 3)
        writing_.commit()
    with sqlite3.connect(folder.current(tmp_path) / folder.ROWS) as db:
        db.execute("UPDATE sqlite_sequence SET seq = ? WHERE name = 'message'", (1 << 40,))
    db.close()
    with writing(tmp_path) as writing_:
        add(writing_, 3, 6)
        writing_.commit()
        writing_.tidy()
    searcher = Searcher(tmp_path)
    page = searcher.search(Search("brief"))
    assert sorted(hit.id for hit in page.hits) == [f"1-{number}" for number in range(6)]
    assert page.facets.export == {"post.mbox": 6}
    assert searcher.get("1-5")[0].message.text.endswith("uniek5")
    searcher.close()
