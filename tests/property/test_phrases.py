"""Which messages have words, and words in a row, held against the texts; with limits so low that each way of looking is taken."""

from __future__ import annotations

import tempfile
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.index import arrays, phrases, postings, segment
from reader.index.fields import TEXT_FIELDS
from reader.index.invert import Batch
from reader.index.phrases import in_a_row
from reader.index.segment import SUFFIX, Segment
from reader.index.vocabulary import Forms

WORDS = "aa ab ac ba bb bc ca cb".split()
TEXTS = st.lists(st.lists(st.sampled_from(WORDS), max_size=9), max_size=2)
MESSAGES = st.lists(TEXTS, min_size=1, max_size=9)
PARTS = st.lists(st.sets(st.sampled_from(WORDS), min_size=1, max_size=6), min_size=1, max_size=4)
LIMITS = {
    "low": ((phrases, "_STRETCH", 3), (phrases, "_FEW", 3), (segment, "_FEW", 1)),
    "picking": ((phrases, "_STRETCH", 50), (phrases, "_MOST", 2.0), (segment, "_FEW", 100)),
    "their own": (),
}


def rows(texts):
    """The words of a message in a row, with a gap between two texts."""
    row = []
    for words in texts:
        row += ([""] if row else []) + words
    return row


def written(folder, messages):
    batch = Batch(TEXT_FIELDS, Forms())
    for number, texts in enumerate(messages):
        batch.add(number, {"body": [" ".join(words) for words in texts]})
    path = Path(folder) / f"a{SUFFIX}"
    with path.open("wb") as file:
        arrays.write(file, batch.arrays().items())
    return Segment(path)


def terms_of(found, words):
    """Where these words stand in the body, in order."""
    forms = sorted(at for at in map(found.forms.index, words) if at >= 0)
    return found.field("body").terms(np.array(forms, np.uint32))


@given(MESSAGES, PARTS, st.sampled_from(sorted(LIMITS)))
def test_words_in_a_row_are_found_where_they_stand(messages, parts, limits):
    with tempfile.TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patch:
        for module, name, value in LIMITS[limits]:
            patch.setattr(module, name, value)
        found = written(folder, messages)
        terms = [terms_of(found, words) for words in parts]
        if not all(map(len, terms)):
            return
        numbers, counts = in_a_row(found.field("body"), terms)
        expected = {}
        for number, row in enumerate(map(rows, messages)):
            starts = range(len(row) - len(parts) + 1)
            often = sum(all(row[at + n] in words for n, words in enumerate(parts)) for at in starts)
            if often:
                expected[number] = often
        assert dict(zip(numbers.tolist(), counts.tolist(), strict=True)) == expected


@given(
    MESSAGES,
    st.sets(st.sampled_from(WORDS), min_size=1),
    st.sets(st.integers(0, 8)),
    st.integers(1, 3),
    st.integers(1, 5),
)
def test_messages_with_one_of_some_words_are_marked(messages, words, marked, commonest, many):
    with tempfile.TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patch:
        patch.setattr(postings, "_COMMONEST", commonest)
        patch.setattr(postings, "_MANY", many)
        found = written(folder, messages)
        terms = terms_of(found, words)
        if not len(terms):
            return
        mask = np.array([number in marked for number in range(len(messages))])  # by another field
        before = mask.copy()
        postings._mark(found.field("body"), terms, mask)
        assert mask.tolist() == [
            bool(before[number]) or not words.isdisjoint(rows(texts)) for number, texts in enumerate(messages)
        ]
