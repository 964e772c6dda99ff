"""What may follow a field in the search box: who and what the index knows, most frequent first."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from reader.actions.action import Findings
from reader.index import Searcher, writing
from reader.message import Address, Body, Message, MessageRef

JAN = Address("Jan de Vries", "jan@raad.example")
JANSEN = Address("Mevrouw Jansen-Vos", "k.jansen@bewoners.example")
UNNAMED = Address("", "info@jansen.example")
GRIFFIE = Address("Griffie Café Zuid", "griffie@raad.example")


def message(number: int, sender: Address, *to: Address, category: str = "", folder: str = "") -> Message:
    return Message(
        id=f"1-{number:024x}",
        ref=MessageRef("post.mbox", str(number)),
        folder=folder,
        subject="Brief",
        sender=(sender,),
        to=to,
        date=datetime(2026, 11, 1, tzinfo=UTC),
        categories=(category,) if category else (),
        body=Body(text="Tekst van Jan de Wit"),
    )


def write(root, *batches, place="post.mbox"):
    """Each batch is a segment."""
    with writing(root) as writer:
        writer.add_export(place, sample=False)
        for batch in batches:
            for one in batch:
                writer.add(one, lambda _message: Findings(), place)
            writer.commit()


@pytest.fixture
def root(tmp_path):
    root = tmp_path / "index"
    write(
        root,
        [
            message(1, JAN, GRIFFIE, JANSEN, category="Motie", folder="Inbox"),
            message(2, JAN, GRIFFIE, category="Ingekomen stuk", folder="Inbox/Raad"),
        ],
        [
            message(3, JANSEN, GRIFFIE, category="Ingekomen stuk", folder="Inbox/Raad"),
            message(4, JAN, GRIFFIE),
            message(5, UNNAMED, GRIFFIE),
        ],
    )
    return root


@pytest.fixture
def names(root):
    """The completions of a field."""
    searcher = Searcher(root)
    yield searcher.complete
    searcher.close()


def test_senders_come_by_how_often_they_wrote_over_all_segments(names):
    assert names("sender", "jan")[0] == ("Jan de Vries", 3)
    assert dict(names("sender", "jans")) == {"Mevrouw Jansen-Vos": 1, "info@jansen.example": 1}


def test_an_address_is_offered_where_the_name_does_not_hold_what_is_typed(names):
    assert names("sender", "bewoners.ex") == [("k.jansen@bewoners.example", 1)]
    assert names("sender", "jan@raad") == [("jan@raad.example", 3)]


def test_all_words_that_are_typed_stand_in_a_row_in_one_name(names):
    assert names("sender", "jan de v") == [("Jan de Vries", 3)]
    assert names("sender", "vries jan") == []  # the name ends where the address begins
    assert names("to", "cafe") == [("Griffie Café Zuid", 5)]
    assert names("to", "zuid jan") == []  # nor does a name go on in the next person


def test_without_a_letter_the_most_frequent_are_offered(names):
    assert names("to", "")[0] == ("Griffie Café Zuid", 5)
    assert names("cc", "") == []


def test_who_wrote_as_often_comes_by_name(tmp_path):
    names = ["Wim", "Ömer", "els", "Ada", "Bo", "Kees", "Jo", "Ria", "Fen", "Max", "Ans", "Cor"] * 4
    people = [Address(f"{name} Bakker {at // 12}", "") for at, name in enumerate(names)]
    messages = [message(at, person, category=person.name) for at, person in enumerate(people)]
    messages.append(message(99, Address("Zus Bakker", ""), category="Zus"))
    messages.append(message(98, Address("Zus Bakker", ""), category="Zus"))
    write(tmp_path, messages[:20], messages[20:])
    searcher = Searcher(tmp_path)
    expected = ["Ada", "Ada", "Ada", "Ada", "Ans", "Ans", "Ans"]
    assert [name.split()[0] for name, _count in searcher.complete("sender", "bak")] == ["Zus", *expected]
    assert [name.split()[0] for name, _count in searcher.complete("category", "")] == ["Zus", *expected]
    assert searcher.complete("sender", "om")[0] == ("Ömer Bakker 0", 1)
    searcher.close()


def test_who_is_in_no_message_any_more_is_not_offered(root):
    write(root, [message(9, Address("Weg Gehaald", "weg@raad.example"), GRIFFIE)], place="weg.mbox")
    searcher = Searcher(root)
    assert searcher.complete("sender", "weg") == [("Weg Gehaald", 1)]
    with writing(root) as writer:
        writer.forget("weg.mbox")
    assert searcher.complete("sender", "weg") == []
    searcher.close()


def test_categories_maps_and_mailboxes_are_offered(names):
    assert names("category", "") == [("Ingekomen stuk", 2), ("Motie", 1)]
    assert names("category", "stu") == [("Ingekomen stuk", 2)]
    assert names("folder", "ra") == [("Inbox/Raad", 2)]
    assert names("export", "post") == [("post.mbox", 5)]


def test_an_empty_index_has_nothing_to_offer(tmp_path):
    assert Searcher(tmp_path / "index").complete("sender", "jan") == []
