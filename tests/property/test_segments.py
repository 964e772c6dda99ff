"""The files of the index: what is written is read back, merging loses nothing, and each word finds its forms."""

from __future__ import annotations

import io
import tempfile
from datetime import date
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.index import arrays, merge
from reader.index.beginnings import beginnings, word_starts
from reader.index.expand import expand, fits
from reader.index.fields import TEXT_FIELDS
from reader.index.invert import Batch
from reader.index.marks import Marker
from reader.index.merge import Part, merged
from reader.index.nearness import is_near, within
from reader.index.phrases import in_a_row
from reader.index.segment import SUFFIX, Segment
from reader.index.vocabulary import Forms
from reader.index.words import form_of, words_as_bytes
from reader.query import Word, parse, words_of
from reader.tokens import forms

WORDS = (
    "raad raads raadslid raadsleden Gemeente gemeenten jeugdzorg één brief brieven 2020 foto's жди".split()
)
TEXTS = st.lists(st.sampled_from(WORDS), max_size=10).map(" ".join)
MESSAGES = st.lists(
    st.fixed_dictionaries({"subject": st.lists(TEXTS, max_size=2), "body": st.lists(TEXTS, max_size=3)}),
    max_size=8,
)
# Each is here for a reason: letters with capitals and accents, apostrophes of both kinds, a soft hyphen and a combining
# accent inside words, letters that fold to two, signs outside Windows-1252, and what parts words.
LETTERS = st.text(st.sampled_from("abeS's’-_ \n12éÉ\xad\u0301😀…œŸßª²\x92\x80\u200bж中ĳﬁ\u212a"), max_size=25)


def inverted(messages, first=0):
    batch = Batch(TEXT_FIELDS, Forms())
    for number, texts in enumerate(messages, first):
        batch.add(number, texts)
    return batch.arrays()


def segment(folder, name, content):
    path = Path(folder) / f"{name}{SUFFIX}"
    with path.open("wb") as file:
        arrays.write(file, content.items())
    return Segment(path)


@given(st.one_of(LETTERS, st.text(max_size=12)))
def test_words_are_found_as_bytes_as_they_are_as_text(text):
    assert [form_of(word) for word in words_as_bytes(text)] == forms(text)


@settings(deadline=None)
@given(MESSAGES)
def test_postings_say_where_each_form_stands(messages):
    with tempfile.TemporaryDirectory() as folder:
        found = segment(folder, "a", inverted(messages))
        for name in ("subject", "body"):
            field = found.field(name)
            seen = {}
            for at, form in enumerate(field.forms.tolist()):
                postings = field.postings(at)
                places = iter(postings.places.tolist())
                for message, count in zip(postings.messages.tolist(), postings.counts.tolist(), strict=True):
                    for _ in range(count):
                        seen[message, next(places)] = found.forms[form]
            assert seen == {
                (number, place): form
                for number, texts in enumerate(messages)
                for place, form in enumerate(row(texts[name]))
                if form
            }
            assert field.lengths.tolist() == [len(row(texts[name])) for texts in messages]


def test_a_message_may_have_a_form_more_often_than_a_byte_can_count(tmp_path):
    texts = [{"body": ["de " * 600]}, {"body": ["van de"]}, {"body": ["de " * 255]}]
    one = segment(tmp_path, "a", inverted(texts))
    both = segment(tmp_path, "b", dict(merged([Part(one, np.array([True, False, True]))], TEXT_FIELDS)))
    for found, messages, counts in ((one, [0, 1, 2], [600, 1, 255]), (both, [0, 1], [600, 255])):
        field = found.field("body")
        postings = field.postings(field.at(found.forms.index("de")))
        assert (postings.messages.tolist(), postings.counts.tolist()) == (messages, counts)
        assert field.counts.dtype == np.uint8
        terms = field.terms(np.array([found.forms.index("de")], np.uint32))
        rows, often = in_a_row(field, [terms, terms])
        assert (rows.tolist(), often.tolist()) == ([messages[0], messages[-1]], [599, 254])


def row(texts):
    """The forms of texts in a row, with a gap between them; one that is empty has none."""
    out = []
    for text in texts:
        out += ([""] if out else []) + forms(text)
    return out


@settings(deadline=None)
@given(st.lists(MESSAGES, min_size=1, max_size=4), st.sampled_from([1, 7, 1000]), st.data())
def test_segments_made_one_are_as_if_they_had_been_written_so(groups, piece, data):
    with tempfile.TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patch:
        patch.setattr(merge, "_PIECE", piece)  # entries: so few that they are moved in several pieces
        parts, kept, number = [], [], 0
        for name, messages in enumerate(groups):
            alive = np.array(
                data.draw(st.lists(st.booleans(), min_size=len(messages), max_size=len(messages))), bool
            )
            parts.append(Part(segment(folder, str(name), inverted(messages, number)), alive))
            kept += [(number + at, messages[at]) for at in np.flatnonzero(alive).tolist()]
            number += len(messages)
        batch = Batch(TEXT_FIELDS, Forms())
        for at, texts in kept:
            batch.add(at, texts)
        whole, made = batch.arrays(), dict(merged(parts, TEXT_FIELDS))
        assert list(whole) == list(made)
        for name, values in whole.items():
            assert (values.dtype, values.tolist()) == (made[name].dtype, made[name].tolist()), name


@settings(deadline=None)
@given(
    st.sets(LETTERS.filter(lambda text: len(forms(text)) == 1), min_size=1, max_size=20),
    st.sampled_from(["exact", "stem", "prefix", "typed", "pattern", "fuzzy"]),
    st.data(),
)
def test_a_word_stands_for_every_form_that_fits_and_no_other(texts, how, data):
    known = sorted({forms(text)[0] for text in texts}, key=lambda form: form.encode())
    form = data.draw(st.sampled_from(known))
    if how == "pattern":
        form = data.draw(
            st.sampled_from([f"*{form}", f"{form[:1]}*{form[-1:]}", f"?{form[1:]}*", f"*{form[1:2]}*a"])
        )
    word = Word(form, how, 1 if how == "fuzzy" else 0)
    with tempfile.TemporaryDirectory() as folder:
        found = segment(folder, "a", inverted([{"body": list(texts)}]))
        assert [found.forms[at] for at in range(len(found.forms))] == known
        assert [found.forms[at] for at in expand(word, found)] == [one for one in known if fits(word)(one)]


@given(
    st.text("abc", min_size=1, max_size=7),
    st.lists(st.text("abc", max_size=8), max_size=9),
    st.integers(0, 2),
)
def test_distances_of_many_words_are_those_of_each(word, others, most):
    width = len(word) + most
    letters = np.array([list(one.encode()[:width].ljust(width, b"?")) for one in others], np.uint8)
    sizes = np.array([len(one) for one in others], np.int64)
    near = within(word.encode(), letters.reshape(-1, width).T, sizes, most)
    assert near.tolist() == [is_near(word, one, most) for one in others]


QUERIES = ["a", "s", "ab", "bs*", "a's", '"a s"', "es~", "*b", "?b", "a*s*", "?*e", "abs", '"s a*"', "e", "k"]


@settings(deadline=None)
@given(LETTERS, st.sampled_from(QUERIES), st.booleans())
def test_hits_that_are_looked_for_by_their_letters_are_all_hits(text, query, typing):
    node = parse(query, date.min, typing=typing)
    known = {
        one.words[0]: {form for form in forms(text) if fits(one.words[0])(form)} for one in words_of(node)
    }
    assert list(Marker(node, "body", known).marks(text)) == list(Marker(node).marks(text))


def test_hits_of_jokers_in_a_word_that_is_cut_are_all_hits():
    text = "a" * 70 + " " + "a" * 63 + "bcd"  # forms end after 64 letters
    for query, hits in (("*a", [(0, 70)]), ("*b", [(71, 137)]), ("*d", [])):
        assert list(Marker(parse(query, date.min), "body", {}).marks(text)) == hits


def test_only_words_that_may_be_meant_are_looked_at():
    begins = beginnings([Word("raad", "stem")], {Word("raad", "stem"): {"raad", "raden"}})
    assert list(word_starts("De Raad en raden van Straden, radèn", begins)) == [3, 11, 30]


@given(
    st.dictionaries(
        st.text(max_size=5),
        st.lists(st.integers(0, 2**32 - 1), max_size=20).map(lambda numbers: np.array(numbers, np.uint32)),
        max_size=5,
    )
)
def test_arrays_are_read_as_they_were_written(content):
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "x"
        with path.open("wb") as file:
            arrays.write(file, content.items())
        assert {name: values.tolist() for name, values in arrays.opened(path).items()} == {
            name: values.tolist() for name, values in content.items()
        }


def test_a_file_of_something_else_is_no_segment(tmp_path):
    path = tmp_path / "x"
    path.write_bytes(b"iets anders" * 10)
    with pytest.raises(ValueError, match="x"):
        arrays.opened(path)


def test_numbers_take_no_more_room_than_they_need():
    assert arrays.smallest(np.array([1, 255])).dtype == np.uint8
    assert arrays.smallest(np.array([1, 256])).dtype == np.uint16
    assert arrays.smallest(np.empty(0, np.int64)).dtype == np.uint8


def test_nothing_written_is_nothing_read():
    target = io.BytesIO()
    arrays.write(target, ())
    assert target.getvalue().startswith(arrays.MAGIC)


@pytest.mark.skipif(not Path("/proc/self/smaps").exists(), reason="says what is in memory on Linux alone")
def test_an_array_that_was_let_go_is_out_of_memory_and_reads_the_same(tmp_path):
    path = tmp_path / "let-go.arrays"
    content = {"small": np.arange(5), "large": np.arange(1 << 20), "none": np.arange(0)}
    with path.open("wb") as file:
        arrays.write(file, content.items())
    opened = arrays.opened(path)
    for array in opened.values():
        array.sum()
    before = _kilobytes_mapped(path)
    for array in opened.values():
        arrays.let_go(array)
    assert before > (8 << 20) / 1024 > 10 * _kilobytes_mapped(path)
    assert {name: values.tolist() for name, values in opened.items()} == {
        name: values.tolist() for name, values in content.items()
    }


def _kilobytes_mapped(path):
    lines = Path("/proc/self/smaps").read_text().splitlines()
    heading = next(at for at, line in enumerate(lines) if line.endswith(str(path)))
    return int(next(line for line in lines[heading:] if line.startswith("Rss:")).split()[1])
