"""Any text gives a tree or a QueryError whose sentence can be written."""

from contextlib import suppress
from datetime import date

from hypothesis import example, given
from hypothesis import strategies as st

from reader.errors import QueryError
from reader.query import parse
from reader.tokens import fold, forms, places
from reader.tokens import words as words_in
from reader.words import words

PIECES = st.sampled_from(
    [
        '"',
        "(",
        ")",
        "*",
        "?",
        "~",
        "-",
        ":",
        " ",
        "EN",
        "OF",
        "NIET",
        "van:",
        "datum:",
        "2020-11",
        "..",
        ">",
        "is:",
        "motie",
    ]
)
QUERIES = st.one_of(st.text(), st.lists(st.one_of(PIECES, st.text(max_size=3)), max_size=20).map("".join))


@given(text=QUERIES, typing=st.booleans(), today=st.dates())
@example(text="datum:>9999-12-31", typing=False, today=date(2020, 1, 1))
@example(text="datum:<0001-01-01", typing=False, today=date(2020, 1, 1))
@example(text="datum:vorigjaar", typing=False, today=date(1, 1, 1))
def test_any_text_gives_a_tree_or_an_error(text, typing, today):
    with suppress(QueryError):
        parse(text, today, typing=typing)


@given(text=QUERIES)
def test_every_error_has_its_sentence(text):
    problem = None
    try:
        parse(text, date(2020, 11, 13))
    except QueryError as error:
        problem = error.problem
    assert problem is None or words().sentence(problem)


@given(st.text())
def test_a_query_and_a_text_have_the_same_words(text):
    assert [text[start:end] for start, end in places(text)] == words_in(text)
    assert [fold(word) for word in words_in(text)] == forms(text)


@given(st.text())
def test_folding_twice_changes_nothing(text):
    assert all(fold(form) == form for form in forms(text))
