"""The table of words gives each word what the dictionary would, however many came before."""

from __future__ import annotations

import pytest

from reader.actions import wordtable
from reader.actions.book import rule_book
from reader.actions.lexicon import OTHER, _known_codes
from reader.actions.wordtable import WordTable


def _letters(word):
    return tuple(map(ord, word)), True


@pytest.mark.parametrize(
    "text",
    [
        "",
        " \t\n",
        "graag uw reactie (vóór 3 december), s.v.p. per e-mail?!",
        "de\x1fraad\x85vraagt\u2003u\u3000dit",  # all of these are white space
        "a\x00b \x01 \ufeffraad",  # and these are not
        "🙂 raad 🙂🙂 \ud800 uw",  # more than one unit of UTF-16, and half of such a letter
        "bijeenkomst" * 20 + " 123456789 https://www.example.nl/a/b?c=d",
    ],
)
def test_a_text_gives_the_signs_of_its_words_the_first_time_and_the_next(text):
    lexicon = rule_book().lexicon
    expected = [ord(sign) - ord(OTHER) for sign in lexicon.row(text)]
    assert lexicon.codes(text).tolist() == expected
    assert lexicon.codes(text).tolist() == expected


def test_words_that_are_alike_stay_apart_in_a_table_that_grows():
    words = [f"{first}{second}{number}" for first in "abc" for second in "abc" for number in range(3_000)]
    table = WordTable(_letters)
    for begin in range(0, len(words), 1_000):
        table.codes(" ".join(words[begin : begin + 1_000]))
    text = " ".join(reversed(words))
    assert table.codes(text).tolist() == list(map(ord, text.replace(" ", "")))


def test_a_table_that_is_full_begins_anew(monkeypatch):
    monkeypatch.setattr(wordtable, "_MOST_KEPT", 4)
    table = WordTable(_letters)
    for text in ("een twee drie", "vier vijf zes", "een twee vijf"):
        assert table.codes(text).tolist() == list(map(ord, text.replace(" ", "")))


def test_a_word_that_hardly_comes_again_is_not_kept():
    asked = []

    def codes_of(word):
        asked.append(word)
        return (1,), word != "123456"

    table = WordTable(codes_of)
    for _ in range(2):
        assert table.codes("raad 123456 raad").tolist() == [1, 1, 1]
    assert asked == ["raad", "123456", "raad", "123456"]


def test_of_what_comes_once_nothing_is_remembered_either():
    known = _known_codes.cache_info().currsize
    assert len(rule_book().lexicon.codes("raad,motie," * 10_000)) > 10_000
    assert _known_codes.cache_info().currsize <= known + 1
