"""The models keep Qt's promises."""

from __future__ import annotations

from reader.events import Facets, Hit, Page, Place, Search
from reader.message import Address, MessageRef
from ui.hit_model import HitModel


def hit(number: int) -> Hit:
    return Hit(
        id=f"1-{number:024x}",
        date=None,
        sender=(Address("Bewoner", "bewoner@voorbeeld.example"),),
        subject=f"Brief {number}",
        categories=("Motie",),
        places=(Place("griffie.mbox", "", MessageRef("griffie.mbox", str(number))),),
        actions=(),
        due=None,
        attachments=(),
        snippet="tekst",
    )


def page(first: int, rows: int, total: int) -> Page:
    hits = tuple(hit(number) for number in range(first, first + rows))
    return Page(Search(offset=first, limit=rows), total, total, 1.0, hits, Facets())


def test_the_hit_model_is_a_sound_model(qtmodeltester):
    model = HitModel()
    model.show(page(0, 100, 250))
    qtmodeltester.check(model)
    model.append(page(100, 100, 250))
    qtmodeltester.check(model)


def test_a_page_is_asked_for_once():
    model = HitModel()
    model.show(page(0, 100, 250))
    asked = []
    model.more_wanted.connect(asked.append)
    model.fetchMore(model.index(-1))
    model.fetchMore(model.index(-1))
    assert asked == [100]


def test_a_page_that_was_overtaken_is_asked_for_again():
    model = HitModel()
    model.show(page(0, 100, 250))
    asked = []
    model.more_wanted.connect(asked.append)
    model.fetchMore(model.index(-1))
    model.count_again(260)
    model.fetchMore(model.index(-1))
    assert (asked, model.total, model.rowCount()) == ([100, 100], 260, 100)


def test_a_late_page_of_an_older_list_is_dropped():
    model = HitModel()
    model.show(page(0, 100, 250))
    model.show(page(0, 50, 50))
    model.append(page(100, 100, 250))
    assert model.rowCount() == 50


def test_ticks_are_kept_in_the_order_of_ticking():
    model = HitModel()
    model.show(page(0, 10, 10))
    model.toggle(7)
    model.toggle(2)
    model.show(page(0, 1, 1))
    assert model.ticked == (hit(7).id, hit(2).id)
