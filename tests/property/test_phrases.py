"""Which messages have words, and words in a row, held against the texts; with limits so low that each way of looking is taken."""

from __future__ import annotations

from random import Random

import numpy as np
import pytest

from reader.index import arrays, phrases, postings, segment
from reader.index.fields import TEXT_FIELDS
from reader.index.invert import Batch
from reader.index.phrases import in_a_row
from reader.index.segment import SUFFIX, Segment
from reader.index.vocabulary import Forms

WORDS = "aa ab ac ba bb bc ca cb".split()
CASES = range(250)  # drawn evenly: what Hypothesis draws is mostly too small to reach the larger ways
LIMITS = (
    ((phrases, "_STRETCH", 3), (phrases, "_FEW", 3), (phrases, "_PIECE", 2), (segment, "_FEW", 1)),
    ((phrases, "_FEW", 1), (phrases, "_PIECE", 1000)),
    ((phrases, "_STRETCH", 50), (phrases, "_MOST", 2.0), (segment, "_FEW", 100)),
    (),
)


def messages_of(draw):
    """A few messages, each of up to two texts."""

    def text():
        return draw.choices(WORDS, k=draw.randint(0, 9))

    return [[text() for _ in range(draw.randint(0, 2))] for _ in range(draw.randint(1, 9))]


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
    path = folder / f"a{SUFFIX}"
    with path.open("wb") as file:
        arrays.write(file, batch.arrays().items())
    return Segment(path)


def terms_of(found, words):
    """Where these words stand in the body, in order."""
    forms = sorted(at for at in map(found.forms.index, words) if at >= 0)
    return found.field("body").terms(np.array(forms, np.uint32))


@pytest.mark.parametrize("limits", LIMITS)
def test_words_in_a_row_are_found_where_they_stand(limits, tmp_path, monkeypatch):
    for module, name, value in limits:
        monkeypatch.setattr(module, name, value)
    for case in CASES:
        draw = Random(case)
        messages = messages_of(draw)
        parts = [set(draw.sample(WORDS, draw.randint(1, 5))) for _ in range(draw.randint(1, 4))]
        found = written(tmp_path, messages)
        terms = [terms_of(found, words) for words in parts]
        if all(map(len, terms)):
            numbers, counts = in_a_row(found.field("body"), terms)
            found_often = dict(zip(numbers.tolist(), counts.tolist(), strict=True))
            assert found_often == often(messages, parts), case


def often(messages, parts):
    """How often each message has one word of each part in a row, where it has."""
    counts = {}
    for number, row in enumerate(map(rows, messages)):
        starts = range(len(row) - len(parts) + 1)
        counts[number] = sum(all(row[at + n] in words for n, words in enumerate(parts)) for at in starts)
    return {number: count for number, count in counts.items() if count}


def test_messages_with_one_of_some_words_are_marked(tmp_path, monkeypatch):
    for case in CASES:
        draw = Random(case)
        messages, words = messages_of(draw), set(draw.sample(WORDS, draw.randint(1, len(WORDS))))
        monkeypatch.setattr(postings, "_COMMONEST", draw.randint(1, 3))
        monkeypatch.setattr(postings, "_PIECE", draw.randint(1, 5))
        monkeypatch.setattr(postings, "_MANY", draw.choice([1, 1000]))
        found = written(tmp_path, messages)
        terms = terms_of(found, words)
        if len(terms):
            before = [draw.random() < 0.2 for _ in messages]  # by another field
            mask = np.array(before)
            postings._mark(found.field("body"), terms, mask)
            having = [not words.isdisjoint(rows(texts)) for texts in messages]
            assert mask.tolist() == [one or other for one, other in zip(before, having, strict=True)], case
