"""Where the first real words of a text stand, for its row in the list."""

import tracemalloc

import pytest

from reader.text.opening import opening


def used_for(text: str) -> int:
    """The most bytes that are taken at once to find the opening of a text."""
    tracemalloc.start()
    try:
        opening(text)
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize("piece", ["raad ", "lees online ", "lees", " ", "\n", "|"])
def test_of_a_line_without_end_no_more_is_read_than_of_a_short_one(piece):
    used_for(piece)  # what Python keeps from a first call
    assert used_for(piece * (5_000_000 // len(piece))) < used_for(piece * (1_000 // len(piece))) + 1_000


def test_what_goes_on_beyond_the_beginning_is_no_line_of_a_newsletter():
    text = "Lees online\n\n" + "lees online " * 100
    assert opening(text) == len("Lees online\n\n")


@pytest.mark.parametrize(
    "text", ["Lees de uitnodiging online.\nTot dan", "Deze brief lezen of delen. Graag voor vrijdag"]
)
def test_a_letter_begins_with_its_first_sentence(text):
    assert opening(text) == 0


def test_a_sentence_after_a_question_how_to_read_belongs_to_it():
    text = "Leest u dit niet goed? Open de mail in uw browser.\nDe raad besloot"
    assert text[opening(text) :] == "De raad besloot"
