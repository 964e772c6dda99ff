"""Which forms a griffie finds by one word, and which it must not."""

import tomllib

import pytest
import Stemmer
from word_groups import SETS, outcome

from reader.index.stems import TABLE, stem
from reader.tokens import fold

FORGOTTEN = {  # of the groups that the table was not made for; a change may shorten this, never lengthen it
    "split": {"accountant accountants", "windmolen windmolens", "strategie strategieën"},
    "merged": {
        "oudere ouderen / ouder ouders",
        "organiseren organiseert georganiseerd / organisatie organisaties",
    },
    "together": {"markt mark", "heer heren"},
}


def test_every_word_group_that_the_table_was_made_for_holds_together_and_stays_apart():
    found = outcome("tuned", stem)
    assert found.groups >= 200
    assert (found.split, found.merged, found.together) == ([], [], [])


def test_of_the_word_groups_that_were_held_out_few_go_wrong():
    found = outcome("held_out", stem)
    assert found.groups >= 100
    assert set(found.split) <= FORGOTTEN["split"]
    assert set(found.merged) <= FORGOTTEN["merged"]
    assert set(found.together) <= FORGOTTEN["together"]


@pytest.mark.parametrize("name", SETS)
def test_snowball_by_itself_splits_a_fifth_of_them(name):
    found = outcome(name, Stemmer.Stemmer("dutch").stemWord)
    assert len(found.split) > found.groups / 5


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("gemeente", "mening"),
        ("gemeente", "menen"),
        ("overleden", "overlid"),
        ("verleden", "verlid"),
        ("aanbesteden", "aanbestad"),
        ("overwegen", "overweg"),
        ("raad", "gemeenteraad"),
        ("agenda", "anda"),
        ("begeleiding", "beleid"),
        ("ingekomen", "inkomen"),
        ("indienen", "indien"),
        ("openbaar", "open"),
        ("overheid", "over"),
        ("gemiddeld", "middel"),
        ("verkeer", "verkeerd"),
    ],
)
def test_words_that_look_alike_stay_apart(one, other):
    assert stem(one) != stem(other)


def test_every_listed_group_holds_together():
    table = tomllib.loads(TABLE.read_text(encoding="utf-8"))
    for line in (*table["groups"], *table["words"]):
        assert len({stem(fold(form)) for form in line.split()}) == 1, line


def test_no_listed_form_stands_in_two_groups():
    table = tomllib.loads(TABLE.read_text(encoding="utf-8"))
    forms = [form for line in (*table["groups"], *table["words"]) for form in line.split()]
    assert len(set(forms)) == len(forms)
