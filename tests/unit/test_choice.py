"""Which maps are read, by name and by tick."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.choice import Choice, chosen

_NAME = st.sampled_from(["a", "A", "b", "Café", "vertrouwelijk", "."])
_FOLDER = st.lists(_NAME, max_size=4).map("/".join)
_TICKS = st.dictionaries(_FOLDER, st.booleans(), max_size=12)


@pytest.mark.parametrize(
    ("name", "folder", "same"),
    [
        ("Integriteit", "Integriteit", True),
        ("integriteit", "Postvak IN/Integriteit/2020", True),
        ("Integriteit", "Postvak IN/Integriteitsbeleid", False),
        ("Postvak IN/Integriteit", "postvak in/integriteit", True),
        ("Postvak IN/Integriteit/", "Postvak IN/Integriteit/2020", True),
        ("Postvak IN/Integriteit", "Archief/Postvak IN/Integriteit", False),
        ("Caf\u00e9", "Cafe\u0301", True),  # a Mac takes é apart
        ("/Archief", "Archief/2020", True),
        ("/Archief", "Postvak IN/Archief", False),
        ("/Archief", "archief", False),
        ("/Archief/", "Archief", True),
        ("/Archief/", "Archief/2020", False),
        ("/", "", True),
        ("/", "Archief/2020", True),
        ("//", "", True),
        ("//", "Archief", False),
    ],
)
def test_a_name_stands_for_a_map_and_those_inside_it(name, folder, same):
    assert Choice(only=(name,)).takes(folder) is same
    assert Choice(skip=(name,)).takes(folder) is not same


def test_what_is_skipped_stays_out_of_what_is_asked_for():
    choice = Choice(only=("Postvak IN", "Raad"), skip=("Integriteit",))
    assert choice.takes("Postvak IN/Raad")
    assert not choice.takes("Postvak IN/Integriteit/Raad")
    assert not choice.takes("Concepten")


def test_names_that_no_map_has_are_told():
    choice = Choice(only=("Raad", "Raat"), skip=("Postvak IN", "Raat"))
    assert choice.strangers(["Postvak IN/Raad"]) == ("Raat",)


def test_a_name_inside_a_map_that_nobody_looked_into_is_no_stranger():
    choice = Choice(only=("Raad", "Integriteit/2020"), skip=("integriteit", "Integriteit/2019", "Raad/Raat"))
    assert choice.strangers(["Raad", "Integriteit"]) == ("Raad/Raat",)


def test_a_new_map_inside_one_that_is_left_out_is_left_out_too():
    choice = chosen({"": True, "Integriteit": False, "Raad": True, "Raad/Geheim": False})
    assert not choice.takes("Integriteit/2021")
    assert not choice.takes("Raad/Geheim/2021")
    assert choice.takes("Raad/2021")
    assert choice.takes("Nieuw")


def test_a_new_map_is_left_out_where_only_named_ones_were_taken():
    choice = chosen({"Zaken": False, "Zaken/Raad": True, "Zaken/Personen": False})
    assert choice.takes("Zaken/Raad/2021")
    assert not choice.takes("Zaken/Nieuw")


def test_a_new_map_is_read_where_only_the_messages_of_its_map_itself_were_left_out():
    choice = chosen({"": False, "Zaken": False, "Zaken/Raad": True})
    assert not choice.takes("")
    assert not choice.takes("Zaken")
    assert choice.takes("Zaken/Nieuw")
    assert choice.takes("Nieuw")


@given(_TICKS)
def test_a_choice_takes_exactly_what_was_ticked(ticks):
    choice = chosen(ticks)
    assert {folder: choice.takes(folder) for folder in ticks} == ticks


@given(_TICKS, _FOLDER, _FOLDER)
def test_where_a_map_is_passed_over_nothing_inside_it_is_taken(ticks, folder, inside):
    choice = chosen(ticks)
    if choice.passes_over(folder):
        assert not choice.takes(folder)
        assert not choice.takes(f"{folder}/{inside}".strip("/"))


def test_a_thousand_maps_in_each_other_can_be_chosen():
    deep = "/".join(["map"] * 1500)
    choice = chosen({deep: False, "map": True})
    assert not choice.takes(deep)
