"""The models keep Qt's promises."""

from __future__ import annotations

from reader.events import Facets, Hit, Page, Place, Search
from reader.message import Address, MessageRef
from ui.hit_model import PAGE, HitModel


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


def page(first: int, rows: int, total: int, text: str = "") -> Page:
    hits = tuple(hit(number) for number in range(first, first + rows))
    return Page(Search(text, offset=first, limit=rows), total, total, 1.0, hits, Facets())


def asking(model: HitModel) -> list[tuple[int, int]]:
    """What the model asks for, as it does."""
    asked: list[tuple[int, int]] = []
    model.more_wanted.connect(lambda first, rows: asked.append((first, rows)))
    return asked


def test_the_hit_model_is_a_sound_model(qtmodeltester):
    model = HitModel()
    model.show(page(0, 100, 250))
    qtmodeltester.check(model)
    model.fill(page(100, 100, 250))
    qtmodeltester.check(model)


def test_a_list_has_a_row_for_every_message_that_matches():
    model = HitModel()
    model.show(page(0, 20, 100_000))
    assert model.rowCount() == 100_000
    assert model.hit(99_999) is None


def test_a_page_is_asked_for_once():
    model = HitModel()
    model.show(page(0, 20, 250))
    asked = asking(model)
    model.want(range(15, 25))
    model.want(range(16, 26))
    assert asked == [(20, PAGE)]


def test_rows_at_the_end_are_asked_for_without_those_before_them():
    model = HitModel()
    model.show(page(0, 20, 100_000))
    asked = asking(model)
    model.want(range(99_992, 100_000))
    assert asked == [(99_992, PAGE)]


def test_a_list_that_is_scrolled_upwards_asks_for_the_page_above():
    model = HitModel()
    model.show(page(500, 50, 1000))
    asked = asking(model)
    model.want(range(495, 505))
    assert asked == [(500 - PAGE, PAGE)]


def test_a_page_that_was_overtaken_is_asked_for_again():
    model = HitModel()
    model.show(page(0, 20, 250))
    asked = asking(model)
    model.want(range(15, 25))
    model.forget_asked()
    model.want(range(15, 25))
    assert asked == [(20, PAGE)] * 2


def test_a_late_page_of_an_older_list_is_dropped():
    model = HitModel()
    model.show(page(0, 20, 250))
    model.show(page(0, 20, 250, "motie"))
    model.fill(page(100, 50, 250))
    assert model.hit(100) is None


def test_a_message_that_was_forgotten_meanwhile_is_not_asked_for_for_ever():
    model = HitModel()
    model.show(page(0, 20, 250))
    short = page(20, 50, 250)
    model.fill(Page(short.search, 250, 250, 1.0, short.hits[:40], Facets()))
    asked = asking(model)
    model.want(range(55, 65))
    assert asked == []


def test_of_a_list_that_is_scrolled_through_only_the_last_part_is_held():
    model = HitModel()
    model.show(page(0, 20, 100_000))
    for first in range(0, 5_000, 50):
        model.fill(page(first, 50, 100_000))
    assert model.hit(0) is None
    assert model.hit(4_990) is not None


def test_ticks_are_kept_in_the_order_of_ticking():
    model = HitModel()
    model.show(page(0, 10, 10))
    model.toggle(hit(7).id)
    model.toggle(hit(2).id)
    model.show(page(0, 1, 1))
    assert model.ticked == (hit(7).id, hit(2).id)
