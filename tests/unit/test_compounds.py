"""A word is found in its compounds, after the messages that have the word itself."""

from datetime import UTC, date, datetime

import pytest

from reader.actions.action import Findings
from reader.events import Search
from reader.index import Marker, Searcher, writing
from reader.message import Body, Message, MessageRef
from reader.query import parse

KNOWN = "jeugd kosten gemeente vergadering prikkel draad draden plan voor huis beleid markten plein lid"  # by themselves


@pytest.fixture
def search_in(tmp_path):
    """A searcher of messages with these texts, the oldest first; each is a segment."""
    made = []

    def make(*texts):
        with writing(tmp_path / "index") as writer:
            writer.add_export("post.mbox", sample=False)
            for number, text in enumerate((*texts, KNOWN)):
                message = Message(
                    str(number),
                    MessageRef("post.mbox", str(number)),
                    date=datetime(2020, 1, 1 + number, tzinfo=UTC),
                    body=Body(text),
                )
                writer.add(message, lambda _message: Findings(), "post.mbox")
                writer.commit()
        made.append(Searcher(tmp_path / "index"))
        return made[-1]

    yield make
    for searcher in made:
        searcher.close()


@pytest.mark.parametrize(
    ("word", "text"),
    [
        ("zorg", "jeugdzorgkosten"),  # in the middle
        ("raad", "gemeenteraad"),
        ("raad", "raadsvergadering"),  # with a linking letter
        ("raad", "gemeenteraadsvergadering"),
        (
            "vergaderingen",
            "gemeenteraadsvergadering",
        ),  # by another form; "raad" is no word here, "gemeenteraads" is none
        ("beleid", "jeugdkostenbeleid"),  # after two words
        ("markt", "marktplein"),  # by a form that stands in no message by itself
        ("zorg", "jeugdzorgen"),  # an inflected compound
        ("zorg", "huisartsenzorg"),  # in a mailbox that has no other word of it
        ("aanvraag", "verlofaanvraag"),
    ],
)
def test_a_word_is_found_inside_a_longer_one(search_in, word, text):
    searcher = search_in(text, "gemeenteraad")
    assert "0" in searcher.ids(Search(word))


@pytest.mark.parametrize(
    ("word", "text"),
    [
        ("raad", "draad verraad beraad voorraad kameraad"),  # what stands before is no word, or a prefix
        ("raad", "prikkeldraad"),  # "prikkeld" is no word of its own here, and "draad" is
        ("plan", "planten planeet"),
        ("kant", "vakantie predikant"),
        ("wijs", "onderwijs bewijs"),
        ("last", "plastic ballast"),
        ("voor", "voorplan"),  # a small word
        ("lid", "lidplan"),  # three letters are looked for by themselves
        ("zorg", "onbekendzorg"),  # no known word
    ],
)
def test_letters_that_happen_to_stand_in_a_word_are_no_compound(search_in, word, text):
    assert "0" not in search_in(text).ids(Search(word))


def test_a_participle_before_a_word_does_not_hide_the_word_that_is_there(search_in):
    assert search_in("prikkeldraad", "prikkeld").ids(Search("raad")) == ()


@pytest.mark.parametrize("query", ['"zorg"', "zorg*", "zorg~", '"zorg van"', "zor?", "jeugd-zorg"])
def test_what_is_literal_or_has_jokers_is_not_looked_for_in_compounds(search_in, query):
    assert search_in("jeugdzorgkosten van").ids(Search(query)) == ()


def test_a_word_that_is_left_out_leaves_out_no_compounds(search_in):
    searcher = search_in("zorg", "jeugdzorg", "anders")
    assert searcher.ids(Search("-zorg")) == ("3", "2", "1")


@pytest.mark.parametrize("sort", ["date", "relevance"])
def test_messages_with_the_word_itself_come_first(search_in, sort):
    searcher = search_in("zorg een twee drie vier", "van zorg", "jeugdzorg jeugdzorg", "jeugdzorg")
    page = searcher.search(Search("zorg", sort=sort))
    assert [hit.id for hit in page.hits] == ["1", "0", *(["3", "2"] if sort == "date" else ["2", "3"])]
    assert (page.total, page.direct) == (4, 2)


def test_a_message_comes_first_only_where_all_words_stand_by_themselves(search_in):
    searcher = search_in("zorg kosten", "jeugdzorg kosten", "zorgkosten")
    page = searcher.search(Search("zorg kosten"))
    assert [hit.id for hit in page.hits] == ["0", "2", "1"]
    assert page.direct == 1


def test_a_second_page_goes_on_after_the_messages_with_the_word_itself(search_in):
    searcher = search_in("zorg", "jeugdzorg", "zorg")
    found = [searcher.search(Search("zorg", offset=at, limit=1)).hits[0].id for at in range(3)]
    assert found == ["2", "0", "1"]


def test_a_word_being_typed_is_looked_for_in_compounds_once_it_is_a_word(search_in):
    searcher = search_in("jeugdzorgkosten", "zorg")
    assert searcher.ids(Search("zor", typing=True)) == ("1",)
    assert searcher.ids(Search("zorg", typing=True)) == ("1", "0")


def test_the_row_and_the_text_mark_the_whole_compound(search_in):
    searcher = search_in("De Jeugdzorgkosten stijgen")
    (hit,) = searcher.search(Search("zorg")).hits
    assert [hit.snippet[start:end] for start, end in hit.marks] == ["Jeugdzorgkosten"]
    query = parse("zorg", date.min, typing=True)
    assert list(Marker(query, compounds=searcher.compounds(query)).marks("geen zorg")) == [(5, 9)]


def test_a_compound_stays_found_when_its_parts_stand_in_another_segment(search_in):
    searcher = search_in("jeugdzorgkosten")  # "jeugd" and "kosten" come with the last message
    assert searcher.ids(Search("zorg")) == ("0",)


def test_a_row_shows_the_word_itself_rather_than_a_compound_before_it(search_in):
    searcher = search_in("Jeugdzorg. " + "Een lange zin zonder dat woord. " * 20 + "Meer zorg.")
    (hit,) = searcher.search(Search("zorg")).hits
    assert [hit.snippet[start:end] for start, end in hit.marks] == ["zorg"]


def test_the_only_message_of_a_mailbox_is_found_by_a_part_of_a_common_compound(tmp_path):
    with writing(tmp_path) as writer:
        writer.add_export("post.mbox", sample=False)
        message = Message("1", MessageRef("post.mbox", "1"), body=Body("Over de jeugdzorgkosten en de draad"))
        writer.add(message, lambda _message: Findings(), "post.mbox")
        writer.commit()
    searcher = Searcher(tmp_path)
    assert [searcher.search(Search(word)).total for word in ("zorg", "raad")] == [1, 0]
    searcher.close()
