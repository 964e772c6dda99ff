"""Which forms a griffie finds by one word, and which it must not."""

import tomllib

import pytest

from reader.index.stems import TABLE, stem
from reader.tokens import fold

GROUPS = """
gemeente gemeenten
mening meningen
raadslid raadsleden
zienswijze zienswijzen
motie moties
commissie commissies
brief brieven
besluit besluiten
bezwaar bezwaren
advies adviezen
agenda agenda's
lid leden
fractielid fractieleden
vraag vragen
raadsvraag raadsvragen
begroting begrotingen
vergadering vergaderingen
uitnodiging uitnodigingen
wethouder wethouders
burgemeester burgemeesters
griffier griffiers
fractie fracties
woning woningen
huis huizen
stad steden
weg wegen
fietsweg fietswegen
foto foto's
klacht klachten
verzoek verzoeken
amendement amendementen
inwoner inwoners
""".strip().splitlines()


@pytest.mark.parametrize("line", GROUPS)
def test_the_forms_of_a_word_share_its_stem(line):
    assert len({stem(fold(form)) for form in line.split()}) == 1


def test_different_words_have_different_stems():
    stems = [stem(fold(line.split()[0])) for line in GROUPS]
    assert len(set(stems)) == len(stems)


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
    ],
)
def test_words_that_look_alike_stay_apart(one, other):
    assert stem(one) != stem(other)


def test_every_listed_group_holds_together():
    for line in tomllib.loads(TABLE.read_text(encoding="utf-8"))["groups"]:
        assert len({stem(fold(form)) for form in line.split()}) == 1, line


def test_no_listed_form_stands_in_two_groups():
    forms = [
        form for line in tomllib.loads(TABLE.read_text(encoding="utf-8"))["groups"] for form in line.split()
    ]
    assert len(set(forms)) == len(forms)
