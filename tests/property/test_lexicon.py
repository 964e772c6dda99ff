"""The words of a long row of bytes have the numbers that each would have got by itself."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from reader.index.lexicon import Lexicon
from reader.index.words import spaced

# Of every size about the eight letters of a lane and the 32 of the longest that are compared so.
WORDS = st.one_of(
    st.text("ab", min_size=1, max_size=9).map(str.encode),
    st.sampled_from([7, 8, 9, 15, 16, 17, 31, 32, 33, 70]).flatmap(
        lambda size: st.text("ab", min_size=size, max_size=size).map(str.encode)
    ),
    st.binary(min_size=1, max_size=9).filter(lambda word: b" " not in word and word.strip(b"\0")),
)
TEXTS = st.lists(st.lists(WORDS, max_size=40), max_size=5)


@given(TEXTS, st.sampled_from([1, 10, 1 << 20]))
def test_each_word_has_one_number_and_each_number_one_word(texts, stretch):
    numbers: dict[bytes, int] = {}
    met = Lexicon(lambda new: [numbers.setdefault(word, len(numbers)) for word in new], stretch)
    for words in texts:
        text = b" ".join(words)
        starts, found = met.numbers(text)
        assert [text[start:].split(b" ")[0] for start in starts.tolist()] == words
        assert found.tolist() == [numbers[word] for word in words]


def test_thousands_of_words_are_told_apart():
    words = [b"%x" % (number * 0x9E3779B97F4A7C15 % (1 << 64)) for number in range(30_000)]
    met = Lexicon(lambda new: [int(word, 16) % (1 << 32) // 2 for word in new])
    for _ in range(2):
        _starts, found = met.numbers(b"  ".join(words))
        assert found.tolist() == [int(word, 16) % (1 << 32) // 2 for word in words]
    assert len(met) == len(words)


@given(st.lists(st.text("aé’' €…жß_1\x92\x8aŠ", max_size=12), max_size=5))
def test_words_have_spaces_between_them_whatever_letters_the_text_has(texts):
    whole = b" ".join(map(spaced, texts))
    assert whole.split() == [word for text in texts for word in spaced(text).split()]
    assert whole.split() == [word for word in whole.split(b" ") if word]
