"""From which day terms count, on real files: today, the newest message of an old export, or a day that is chosen."""

from __future__ import annotations

from datetime import date

import pytest
from letters import mail, put

from reader import library
from reader.due import Countdown, When
from reader.events import Filters, Search
from reader.index import Searcher
from reader.paths import data_dir

ASKED = "Wij verzoeken u vóór 1 december 2020 te reageren."


@pytest.fixture
def data(tmp_path):
    made = data_dir(tmp_path / "data")
    old = put(tmp_path / "oud.mbox", mail("Eerst", ASKED, day=3), mail("Laatst", "Niets.", day=13))
    sample = put(tmp_path / "voorbeeld.mbox", mail("Voorbeeld", "Niets.", day=25))
    list(library.add_exports(made, [old]))
    list(library.add_exports(made, [sample], sample=True))
    return made


def reference(data, today, **search):
    found = Searcher(data.index).search(Search(**search), today).reference
    return found.day, found.basis


def test_an_old_export_counts_from_its_newest_message(data):
    newest = date(2020, 11, 13)  # that of the sample says nothing beside others
    assert reference(data, date(2020, 12, 4)) == (date(2020, 12, 4), "today")  # three weeks later
    assert reference(data, date(2020, 12, 5)) == (newest, "newest")
    assert reference(data, date(2026, 11, 26)) == (newest, "newest")
    assert reference(data, date(2020, 11, 10)) == (date(2020, 11, 10), "today")


def test_the_user_chooses_the_day(data):
    today = date(2026, 11, 26)
    assert reference(data, today, count_from="today") == (today, "today")
    assert reference(data, date(2020, 11, 15), count_from="newest") == (date(2020, 11, 13), "newest")
    assert reference(data, today, count_from=date(2020, 11, 29)) == (date(2020, 11, 29), "chosen")


def test_it_is_the_newest_of_the_mailbox_that_is_looked_at(data, tmp_path):
    today = date(2026, 11, 26)
    of_sample = Filters(exports=frozenset({str(tmp_path / "voorbeeld.mbox")}))
    assert reference(data, today, filters=of_sample) == (date(2020, 11, 25), "newest")
    assert reference(data, today, filters=Filters(years=frozenset({"2019"})))[0] == date(2020, 11, 13)


@pytest.mark.parametrize(
    ("day", "term", "left"),
    [(date(2020, 11, 30), {"week": 1, "month": 1}, 0), (date(2020, 12, 1), {"overdue": 1, "week": 1}, -1)],
)
def test_before_the_first_of_december_is_late_on_that_day(data, day, term, left):
    page = Searcher(data.index).search(Search("onderwerp:eerst", count_from=day))
    assert page.facets.term == term
    assert page.hits[0].dates == (Countdown(When("2020-12-01", date(2020, 11, 30)), left),)
    assert page.hits[0].due == "2020-12-01"  # as written: scripts read it
