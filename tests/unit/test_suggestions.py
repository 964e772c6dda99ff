"""A query with a word that stands nowhere is put right, where that finds something."""

import pytest

from reader.actions.action import Findings
from reader.events import Filters, Search
from reader.index import Searcher, writing
from reader.message import Body, Message, MessageRef

TEXTS = (
    "De gemeenschappelijke regeling voor jeugdzorg",
    "Een gemeenschappelijke regeling, en de gemeenteraadsvergadering over afval",
    "De gemeenschapelijke visie",  # others make mistakes too
    "De raad en de regering; de raad vergadert over het beleidsplan wonen",
    "De raad vraagt de wethouder om een brief",
)


@pytest.fixture
def searched(tmp_path):
    """Search in an index of those texts with a segment for each."""
    with writing(tmp_path / "index") as writer:
        writer.add_export("post.mbox", sample=False)
        for number, text in enumerate(TEXTS):
            found = Message(str(number), MessageRef("post.mbox", str(number)), body=Body(text))
            writer.add(found, lambda _message: Findings(), "post.mbox")
            writer.commit()
    searcher = Searcher(tmp_path / "index")
    yield lambda text, **how: searcher.search(Search(text, **how))
    searcher.close()


@pytest.fixture
def suggested(searched):
    """The suggestion for a query."""
    return lambda text, **how: searched(text, **how).suggestion


@pytest.mark.parametrize(
    ("query", "better"),
    [
        ("regelng", "regeling"),  # a letter left out
        ("gemeenteradsvergaderin", "gemeenteraadsvergadering"),  # two letters off
        ("wethuoder", "wethouder"),  # two swapped
        ("Wethoudr brief", "wethouder brief"),
        ("weth ouder", "wethouder"),  # one word that was written as two
        ("beleidsplanwonen", "beleidsplan wonen"),  # and two as one
        ('"gemeenschappelijke regelng"', '"gemeenschappelijke regeling"'),
        ("tekst:regelng OF onderwerp:regelng", "tekst:regeling OF onderwerp:regeling"),
        ("(regelng EN jeugdzorg) -afval", "(regeling EN jeugdzorg) -afval"),
        ("raad OF wethuoder", "raad OF wethouder"),  # finds something, and a word of it stands nowhere
    ],
)
def test_a_misspelt_word_is_put_right(suggested, query, better):
    assert suggested(query) == better


@pytest.mark.parametrize(
    "query",
    [
        "",
        "raad",
        "jeugdzorg brief",  # nothing has both, and no word is wrong
        "kabouter",  # nothing is near
        "regelng~",  # near words are looked for as it is
        "regelng*",
        "raad -regelng",  # left out
        "categorie:regelng",  # no word of a text
        "wethuoder afval",  # put right it would find nothing either
        "van:wethuoder",  # as here: he wrote nothing
        "2o21",
    ],
)
def test_there_is_no_suggestion_where_none_helps(suggested, query):
    assert suggested(query) == ""


@pytest.mark.parametrize(
    ("query", "better"),
    [
        ("alles wat de raad moet doen over wonen", "raad wonen"),
        ("wat wil de raad met het beleidsplan wonen", "raad beleidsplan wonen"),
        ('waar gaat "de raad" over bij wonen', '"de raad" wonen'),
        ("de raad", ""),  # one little word makes no sentence
        ("onderwerp:de tekst:het raad", ""),  # a field has need of its value
        ("wat moet er", ""),  # nothing would be left
        ("wat is er met de kabouter", ""),  # that finds nothing either
        ("de wethouder om een brief", ""),  # that finds the one message that is found already
    ],
)
def test_a_whole_sentence_is_asked_again_without_its_little_words(suggested, query, better):
    assert suggested(query) == better


def test_a_mistake_that_others_made_too_is_put_right_where_nothing_else_is_found(tmp_path):
    with writing(tmp_path / "index") as writer:
        writer.add_export("post.mbox", sample=False)
        for number in range(12):
            text = "gemeenschapelijke" if number == 0 else "gemeenschappelijke regeling"
            found = Message(str(number), MessageRef("post.mbox", str(number)), body=Body(text))
            writer.add(found, lambda _message: Findings(), "post.mbox")
        writer.commit()
    searcher = Searcher(tmp_path / "index")
    better = searcher.search(Search("gemeenschapelijke regelng")).suggestion
    searcher.close()
    assert better == "gemeenschappelijke regeling"


def test_the_beginning_of_a_word_that_is_being_typed_is_no_mistake(suggested):
    assert suggested("regel", typing=True) == ""
    assert suggested("regelng", typing=True) == "regeling"


def test_a_suggestion_finds_something_under_the_ticks_too(suggested):
    assert suggested("regelng", filters=Filters(years=frozenset({"1999"}))) == ""


def test_a_query_as_long_as_may_be_is_no_trouble(suggested):
    assert suggested("regelng " + "a" * 1992) == ""


@pytest.mark.parametrize(
    ("query", "missing"),
    [
        ("wonen kabouter", ("kabouter",)),
        ("wonen kabouter -afval", ("kabouter",)),
        ("wonen OF kabouter", ()),  # without the filter that leaves "wonen" out it finds something
        ("wonen (raad OF kabouter)", ()),
        ("wonen -(raad kabouter)", ()),  # the word is wanted nowhere
        ("wonen NIET (raad kabouter)", ()),
    ],
)
def test_only_a_word_that_every_hit_needs_is_named_as_missing(searched, query, missing):
    page = searched(query, filters=Filters(years=frozenset({"1999"})))
    assert page.total == 0
    assert page.missing == missing
