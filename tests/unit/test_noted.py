"""What the user noted is found, filtered and counted, beside what the index knows."""

from __future__ import annotations

import shutil

import pytest
from mailboxes import letter, write_mbox

from reader import library
from reader.events import Filters, Search
from reader.note import NOTHING, PROPOSALS, Change, Note
from reader.paths import data_dir
from reader.report import page_json
from reader.words import words


@pytest.fixture
def data(tmp_path):
    return data_dir(tmp_path / "data")


@pytest.fixture
def path(data, tmp_path):
    kinds = {1: "Motie", 2: "Motie", 3: "Klacht"}
    letters = [letter(n, subject=f"Brief {n}", category=kinds.get(n, "")) for n in range(1, 7)]
    made = write_mbox(tmp_path / "griffie.mbox", letters)
    list(library.add_exports(data, [str(made)]))
    return made


@pytest.fixture
def desk(data, path):  # noqa: ARG001 - indexed first
    return library.Desk(data)


@pytest.fixture
def ids(desk):
    """By the number of the letter."""
    return {int(hit.subject.split()[1]): hit.id for hit in desk.search(Search()).hits}


@pytest.fixture
def noted(desk, ids):
    """Letters 1, 2 and 5 are about wonen, 5 about verkeer too; 1 and 4 stand on the list, 1 with a proposal."""
    desk.note([ids[1], ids[2], ids[5]], Change(add="Wonen"))
    desk.note([ids[5]], Change(add="Verkeer & water"))
    desk.note([ids[1], ids[4]], Change(listed=True))
    desk.note([ids[1]], Change(proposal="notice"))
    return ids


def found(desk, text="", **filters):
    return sorted(
        int(hit.subject.split()[1]) for hit in desk.search(Search(text, Filters(**filters), limit=100)).hits
    )


@pytest.mark.usefixtures("noted")
@pytest.mark.parametrize(
    ("filters", "numbers"),
    [
        ({"own_categories": {"Wonen"}}, [1, 2, 5]),
        ({"own_categories": {"Verkeer & water"}, "categories": {"Klacht"}}, [3, 5]),  # one group: or
        ({"categories": {""}}, [4, 6]),  # of neither kind
        ({"categories": {"", "Motie"}}, [1, 2, 4, 6]),
        ({"listed": True}, [1, 4]),
        ({"proposals": {"notice"}}, [1]),
        ({"proposals": {""}}, [4]),  # on the list, and still without one
        ({"listed": True, "own_categories": {"Wonen"}}, [1]),  # between groups: and
        ({"own_categories": {"elders"}}, []),
    ],
)
def test_filters(desk, filters, numbers):
    assert (
        found(desk, **{name: value if value is True else frozenset(value) for name, value in filters.items()})
        == numbers
    )


@pytest.mark.usefixtures("noted")
def test_counts_follow_the_query_and_a_group_ignores_its_own_ticks(desk):
    facets = desk.search(Search()).facets
    assert facets.own_category == {"Wonen": 3, "Verkeer & water": 1}
    assert (facets.uncategorised, facets.listed, facets.proposal) == (2, 2, {"notice": 1, "": 1})
    facets = desk.search(Search(filters=Filters(listed=True, own_categories=frozenset({"Wonen"})))).facets
    assert facets.own_category == {"Wonen": 1}
    assert (facets.uncategorised, facets.listed, facets.proposal) == (1, 1, {"notice": 1})
    assert facets.category == {"Motie": 1, "": 1}
    assert desk.search(Search("onderwerp:5")).facets.own_category == {"Wonen": 1, "Verkeer & water": 1}


@pytest.mark.usefixtures("noted")
@pytest.mark.parametrize(
    ("query", "numbers"),
    [
        ("categorie:wonen", [1, 2, 5]),
        ("categorie:wonen categorie:motie", [1, 2]),
        ('categorie:"verkeer & water"', [5]),
        ("categorie:wo*", [1, 2, 5]),
        ("-categorie:wonen", [3, 4, 6]),
        ("is:opdelijst", [1, 4]),
        ("-is:listed", [2, 3, 5, 6]),
        ("afdoening:kennisname", [1]),
        ('afdoening:"ter kennisname"', [1]),
        ("proposal:information", [1]),
        ("afdoening:ken*", [1]),
        ("afdoening:bespreking", []),
        ("afdoening:geen", [4]),  # on the list, and still without one
        ("is:opdelijst -afdoening:none", [1]),
    ],
)
def test_a_query_finds_what_is_noted(desk, query, numbers):
    assert found(desk, query) == numbers
    assert len(desk.ids(Search(query))) == len(numbers)


def test_a_hit_and_an_opened_message_carry_their_note(desk, noted):
    note = Note(("Wonen",), listed=True, proposal="notice")
    notes = {hit.id: hit.note for hit in desk.search(Search()).hits}
    assert notes[noted[1]] == note == desk.open(noted[1], "", "light").note
    assert notes[noted[6]] == NOTHING == desk.open(noted[6], "", "light").note
    assert desk.noted([noted[1], noted[6], "elders"]) == {
        noted[1]: note,
        noted[6]: NOTHING,
        "elders": NOTHING,
    }
    assert desk.search(Search()).own_categories == ("Verkeer & water", "Wonen")


def test_a_change_by_another_process_is_seen_by_the_next_question(data, desk, ids):
    assert desk.search(Search()).facets.listed == 0
    library.Desk(data).note([ids[3]], Change(listed=True))
    assert found(desk, listed=True) == [3]


@pytest.mark.usefixtures("noted")
def test_a_commit_keeps_what_is_noted(data, desk, tmp_path):
    list(
        library.add_exports(data, [str(write_mbox(tmp_path / "later.mbox", [letter(9, subject="Brief 9")]))])
    )
    assert found(desk, listed=True) == [1, 4]
    assert found(desk, own_categories=frozenset({"Wonen"})) == [1, 2, 5]


def test_notes_outlive_the_index_and_the_mailbox(data, desk, path, noted):
    list(library.forget_export(data, str(path)))
    page = desk.search(Search())
    assert (page.total, page.facets.own_category) == (0, {})
    assert page.own_categories == ("Verkeer & water", "Wonen")
    shutil.rmtree(data.index)
    list(library.add_exports(data, [str(path)]))
    assert found(library.Desk(data), listed=True) == [1, 4]
    assert library.Desk(data).open(noted[5], "", "light").note.categories == ("Verkeer & water", "Wonen")


@pytest.mark.usefixtures("noted")
def test_the_json_of_a_search_keeps_both_kinds_of_categories_apart(desk):
    answer = page_json(desk.search(Search()))
    assert answer["facets"]["category"] == {"Motie": 2, "Klacht": 1, "": 3}
    by_subject = {hit["subject"]: hit for hit in answer["hits"]}
    assert by_subject["Brief 5"]["categories"] == []
    assert by_subject["Brief 5"]["note"] == {
        "categories": ["Verkeer & water", "Wonen"],
        "listed": False,
        "proposal": "",
        "proposal_words": "",
    }


@pytest.mark.parametrize(
    ("kept", "key", "said"),
    [
        ("other:terug naar afzender", "other", "terug naar afzender"),
        ("other", "other", ""),
        ("notice", "notice", ""),
    ],
)
def test_the_json_of_a_search_has_the_key_of_a_proposal_and_own_words_beside_it(desk, ids, kept, key, said):
    desk.note([ids[1]], Change(proposal=kept))
    by_subject = {hit["subject"]: hit for hit in page_json(desk.search(Search()))["hits"]}
    note = by_subject["Brief 1"]["note"]
    assert (note["proposal"], note["proposal_words"]) == (key, said)


@pytest.mark.parametrize("language", ["nl", "en"])
def test_every_proposal_has_its_words(language):
    assert all(words(language).label[f"proposal_{key}"] for key in PROPOSALS)
