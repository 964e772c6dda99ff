"""Own categories, the list of ingekomen stukken and the proposed afdoening, as a user works with them."""

from __future__ import annotations

import pytest
from mailboxes import letter, write_mbox
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QInputDialog, QMenu

from reader.note import NOTHING, Change, Note
from ui.hit_model import HIT_ROLE
from ui.wording import listed_chip

# A menu holds the keyboard, which the offscreen platform cannot give.
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)


@pytest.fixture
def user(reopened, tmp_path):
    kinds = {1: "Motie", 2: "Motie"}
    letters = [letter(n, subject=f"Brief {n}", category=kinds.get(n, "")) for n in range(1, 31)]
    started = reopened(write_mbox(tmp_path / "griffie.mbox", letters))
    started.open_row(3)
    return started


def settled(user):
    user.wait(lambda: not user.window.searcher.busy)


def filter_row(user, text):
    filters = user.window.filters
    items = [filters.topLevelItem(n) for n in range(filters.topLevelItemCount())]
    return next((item for item in items if item.text(0) == text), None)


def count_of(user, text):
    item = filter_row(user, text)
    return None if item is None else item.data(0, Qt.ItemDataRole.AccessibleTextRole)


def tick_filter(user, text):
    filters = user.window.filters
    user.wait(lambda: filter_row(user, text) is not None)
    filters.setCurrentItem(filter_row(user, text))
    user.press(filters, Qt.Key.Key_Space)


def command(user, name):
    next(action for action in user.window.actions() if action.objectName() == name).trigger()


def note_menu(user):
    """The menu that is open."""

    def shown():
        return [menu for menu in user.window.findChildren(QMenu, "NoteMenu") if menu.isVisible()]

    user.wait(lambda: bool(shown()))
    return shown()[0]


def pick(menu, *texts):
    """Choose an entry, through its submenus."""
    for text in texts:
        action = next(one for one in menu.actions() if one.text() == text)
        if action.menu() is None:
            action.trigger()
        else:
            menu = action.menu()
    for top in QApplication.topLevelWidgets():
        if isinstance(top, QMenu):
            top.close()


def add_category(user, name):
    command(user, "note_category")
    edit = user.window.reading.notes.edit
    assert edit.hasFocus()
    user.qtbot.keyClicks(edit, name)
    user.press(edit, Qt.Key.Key_Return)
    user.wait(lambda: name in user.window.opened.note.categories)


def test_a_typed_category_is_seen_at_once_in_message_list_and_filters(user):
    before, identity = user.window.list_pane.list.verticalScrollBar().value(), user.window.opened.id
    add_category(user, "Wonen")
    assert [chip.name for chip in user.window.reading.notes.chips] == ["Wonen"]
    assert user.window.model.index(3).data(HIT_ROLE).note == Note(("Wonen",))
    assert "eigen categorie Wonen" in user.window.model.index(3).data(Qt.ItemDataRole.AccessibleTextRole)
    user.wait(lambda: count_of(user, "Wonen") == "eigen categorie, Wonen, 1, uit")
    settled(user)
    assert user.window.opened.id == identity == user.window.list_pane.list.current_id()
    assert user.window.list_pane.list.verticalScrollBar().value() == before
    assert user.window.reading.notes.edit.hasFocus()  # for the next name
    assert user.window.reading.notes.edit.text() == ""


def test_what_is_noted_never_lies_over_each_other(user):
    ids, names = (
        (user.window.opened.id,),
        ["Wonen", "Verkeer en water", "Sociaal domein", "Zelf bekijken", "Jeugd"],
    )
    user.window.noting.change(ids, Change(listed=True, proposal="college_copy"))
    for name in names:
        user.window.noting.change(ids, Change(add=name))
    bar = user.window.reading.notes
    user.wait(lambda: len(bar.chips) == len(names))
    settled(user)
    parts = [bar.listed, bar.proposal, *bar.chips, bar.edit]

    def apart():
        places = [part.geometry() for part in parts]
        pairs = [(one, other) for at, one in enumerate(places) for other in places[:at]]
        inside = all(bar.rect().contains(place) for place in places)
        return inside and not any(one.intersects(other) for one, other in pairs)

    user.wait(apart)


def test_a_category_that_is_taken_away_by_key_is_gone(user):
    add_category(user, "Wonen")
    chip = user.window.reading.notes.chips[0]
    chip.setFocus()
    user.press(chip, Qt.Key.Key_Delete)
    user.wait(lambda: user.window.opened.note == NOTHING)
    assert user.window.reading.notes.chips == ()
    user.wait(lambda: filter_row(user, "Wonen") is None)


def test_names_in_use_are_completed(user):
    add_category(user, "Wonen")
    edit = user.window.reading.notes.edit
    user.wait(lambda: edit.completer().model().rowCount() == 1)
    edit.clear()
    user.qtbot.keyClicks(edit, "won")
    assert edit.completer().currentCompletion() == "Wonen"


def test_a_filter_on_an_own_category_leaves_its_messages(user):
    add_category(user, "Wonen")
    tick_filter(user, "Wonen")
    user.wait(lambda: user.window.model.total == 1)
    assert user.hits[0].note.categories == ("Wonen",)


def test_a_key_puts_a_message_on_the_list_and_takes_it_off(user):
    command(user, "note_listed")
    user.wait(lambda: user.window.opened.note.listed)
    assert user.window.reading.notes.listed.isChecked()
    user.wait(lambda: count_of(user, "Op de lijst") == "Op de lijst, 1, uit")
    user.qtbot.mouseClick(user.window.reading.notes.listed, Qt.MouseButton.LeftButton)
    user.wait(lambda: not user.window.opened.note.listed)


def test_a_proposal_is_chosen_from_a_menu(user):
    command(user, "note_listed")
    user.wait(lambda: count_of(user, "nog zonder voorstel") is not None)
    command(user, "note_proposal")
    pick(note_menu(user), "ter kennisname")
    user.wait(lambda: user.window.opened.note == Note(listed=True, proposal="notice"))
    assert "ter kennisname" in user.window.reading.notes.proposal.text()
    user.wait(lambda: count_of(user, "ter kennisname") == "ter kennisname, 1, uit")
    assert filter_row(user, "nog zonder voorstel") is None


def test_a_row_and_a_query_know_what_is_on_the_list_with_its_proposal(user):
    def said(row):
        return user.window.model.index(row).data(Qt.ItemDataRole.AccessibleTextRole)

    chosen = user.window.opened.id
    user.window.noting.change((chosen,), Change(proposal="college_copy"))
    user.wait(lambda: user.window.opened.note.proposal == "college_copy")
    assert listed_chip(user.window.model.hit(3)) == ""  # not on the list
    user.window.noting.change((chosen,), Change(listed=True))
    user.wait(lambda: "op de lijst ingekomen stukken" in said(3))
    assert listed_chip(user.window.model.hit(3)) == "✓ college handelt af, afschrift raad"
    assert "op de lijst ingekomen stukken, voorstel: college handelt af, afschrift raad" in said(3)
    user.type_query("afdoening:")
    user.wait(lambda: "afschrift" in [one.text for one in user.window.suggestions.offered])
    user.type_query("is:opdelijst afdoening:afschrift ")
    user.wait(lambda: [hit.id for hit in user.hits] == [chosen])


def test_a_selection_is_noted_from_the_menu_of_the_list(user):
    chosen = [hit.id for hit in user.hits[2:6]]
    user.window.model.tick(chosen, on=True)
    rows = user.window.list_pane.list
    rows.customContextMenuRequested.emit(QPoint(5, 5))
    pick(note_menu(user), "Op de lijst ingekomen stukken")
    user.wait(lambda: count_of(user, "Op de lijst") == "Op de lijst, 4, uit")
    assert all(hit.note.listed == (hit.id in chosen) for hit in user.hits if hit is not None)
    assert "4" in user.window.status.message
    user.window.noting.change(chosen[:1], Change(add="Wonen"))
    user.wait(lambda: filter_row(user, "Wonen") is not None)
    command(user, "note_category")
    pick(note_menu(user), "Wonen")
    user.wait(lambda: count_of(user, "Wonen") == "eigen categorie, Wonen, 4, uit")


def tick(user, numbers):
    user.window.model.tick([user.hits[number].id for number in numbers], on=True)


def listed(user):
    return [number for number, hit in enumerate(user.hits) if hit.note.listed]


def test_a_key_notes_all_that_are_ticked_where_the_message_that_is_read_is_one_and_says_so(user):
    tick(user, (3, 6, 8))
    command(user, "note_listed")
    user.wait(lambda: user.window.status.message == "3 aangevinkte berichten op de lijst gezet")
    assert listed(user) == [3, 6, 8]
    command(user, "note_listed")
    user.wait(lambda: user.window.status.message == "3 aangevinkte berichten van de lijst gehaald")
    command(user, "note_proposal")
    pick(note_menu(user), "ter bespreking")
    user.wait(
        lambda: user.window.status.message == "3 aangevinkte berichten hebben nu het voorstel: ter bespreking"
    )


def test_a_key_notes_the_message_that_is_read_alone_where_others_are_ticked_and_says_so(user):
    tick(user, (6, 8))
    command(user, "note_listed")
    user.wait(lambda: listed(user) == [3])
    assert user.window.status.message == "Alleen dit bericht is aangepast, niet de aangevinkte berichten."
    command(user, "note_category")
    assert user.window.reading.notes.edit.hasFocus()


def test_a_row_beside_the_selection_is_noted_alone(user):
    user.window.model.tick([hit.id for hit in user.hits[6:9]], on=True)
    user.window.list_pane.list.customContextMenuRequested.emit(QPoint(5, 5))
    pick(note_menu(user), "Voorstel afdoening", "ter bespreking")
    user.wait(lambda: user.window.opened.note.proposal == "discussion")
    settled(user)
    assert sum(hit.note.proposal == "discussion" for hit in user.hits if hit is not None) == 1


def test_a_message_that_leaves_the_filter_makes_place_for_the_next(user):
    tick_filter(user, "Geen categorie")
    user.wait(lambda: user.window.model.total == 28)
    user.open_row(3)
    following = user.hits[4].id
    add_category_gone(user, "Wonen")
    user.wait(lambda: user.window.model.total == 27)
    user.wait(lambda: user.window.opened is not None and user.window.opened.id == following)
    assert user.window.list_pane.list.currentIndex().row() == 3


def add_category_gone(user, name):
    edit = user.window.reading.notes.edit
    edit.setFocus()
    user.qtbot.keyClicks(edit, name)
    user.press(edit, Qt.Key.Key_Return)


def test_notes_that_cannot_be_kept_are_said_and_nothing_seems_changed(user, data):
    data.notes.unlink()
    data.notes.mkdir()  # a folder stands where the file belongs
    user.qtbot.mouseClick(user.window.reading.notes.listed, Qt.MouseButton.LeftButton)
    user.wait(lambda: bool(user.window.status.message))
    user.wait(lambda: not user.window.reading.notes.listed.isChecked())
    assert not user.window.opened.note.listed


def test_a_proposal_in_own_words_is_shown_counted_and_changed(user, monkeypatch):
    asked = []

    def answer(_parent, title, label, text=""):
        asked.append((title, label, text))
        return "terug  naar & afzender ", True

    monkeypatch.setattr(QInputDialog, "getText", answer)
    user.window.reading.notes.listed.click()
    settled(user)
    user.window.reading.notes.proposal.click()
    next(one for one in note_menu(user).actions() if one.text() == "anders…").trigger()
    note_menu(user).close()
    user.wait(lambda: user.window.reading.notes.proposal.text().startswith("terug naar & afzender"))
    user.wait(lambda: count_of(user, "anders") == "anders, 1, uit")
    assert listed_chip(user.hits[3]) == "✓ terug naar & afzender"
    user.window.reading.notes.proposal.click()
    entry = next(one for one in note_menu(user).actions() if one.text().startswith("anders"))
    assert (entry.text(), entry.isChecked()) == ("anders: terug naar && afzender…", True)
    entry.trigger()
    note_menu(user).close()
    assert asked[-1] == ("Voorstel afdoening", "Wat stelt u voor?", "terug naar & afzender")
    user.type_query("afdoening:anders ")
    user.wait(lambda: len(user.subjects) == 1)
