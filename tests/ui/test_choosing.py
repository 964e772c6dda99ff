"""Choosing maps before an import, with keys, in the real window."""

from __future__ import annotations

import pytest
from mailboxes import letter, write_eml, write_mbox
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QProgressBar, QPushButton

from reader.choice import EVERYTHING, Choice
from reader.events import Progress, Survey
from ui.map_dialog import MapDialog
from ui.map_model import COUNT, NAME, MapModel
from ui.theme import LIGHT

MAPS = {"": 1, "Postvak IN": 5, "Postvak IN/Integriteit": 2, "Postvak IN/Raad": 3, "Personeel/Verzuim": 4}
Key = Qt.Key


@pytest.fixture
def office(tmp_path):
    """A folder of four maps."""
    root = tmp_path / "griffie"
    number = 0
    for name in ("Raad", "Raad/Agenda", "Integriteit", "Integriteit/2020"):
        letters = []
        for _ in range(2):
            number += 1
            letters.append(letter(number, subject=f"{name} {number}"))
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        write_mbox(root / f"{name}.mbox", letters)
    return root


def rows(model, parent=None):
    """The tree as lines: depth, tick, name, count."""
    signs = {Qt.CheckState.Checked: "x", Qt.CheckState.Unchecked: "o", Qt.CheckState.PartiallyChecked: "-"}
    found = []
    parent = parent or model.index(-1, -1)
    for row in range(model.rowCount(parent)):
        index = model.index(row, NAME, parent)
        sign = signs[Qt.CheckState(index.data(Qt.ItemDataRole.CheckStateRole))]
        number = model.index(row, COUNT, parent).data()
        found.append(f"{sign} {index.data()} {number}")
        found += [f"  {line}" for line in rows(model, index)]
    return found


@pytest.mark.usefixtures("qapp")
def test_the_map_model_is_a_sound_model(qtmodeltester):
    model = MapModel(
        [Survey("/post/a.pst", MAPS, EVERYTHING), Survey("/post/b.pst", {"A": 1}, EVERYTHING)], LIGHT
    )
    qtmodeltester.check(model)
    model.toggle(model.index(0, 0))
    qtmodeltester.check(model)


@pytest.mark.usefixtures("qapp")
def test_the_tree_shows_every_map_with_its_count_and_the_last_choice():
    model = MapModel([Survey("/post/a.pst", MAPS, Choice(skip=("integriteit",)))], LIGHT)
    assert rows(model) == [
        "- a.pst 15",
        "  x Buiten de mappen 1",
        "  x Personeel 4",
        "    x Verzuim 4",
        "  - Postvak IN 10",
        "    x In deze map zelf 5",
        "    o Integriteit 2",
        "    x Raad 3",
    ]
    assert (model.ticked, model.total) == (13, 15)
    assert model.choices() == {"/post/a.pst": Choice(skip=("/Postvak IN/Integriteit",))}
    assert {index.data() for index in model.hinted()} == {"Integriteit", "Personeel", "Verzuim"}


@pytest.mark.usefixtures("qapp")
def test_a_tick_goes_down_and_sums_up():
    model = MapModel([Survey("/post/a.pst", MAPS, EVERYTHING)], LIGHT)
    top = model.index(0, NAME)
    inbox = model.index(2, NAME, top)
    model.toggle(inbox)
    model.toggle(model.index(2, NAME, inbox))
    assert rows(model)[4:] == [
        "  - Postvak IN 10",
        "    o In deze map zelf 5",
        "    o Integriteit 2",
        "    x Raad 3",
    ]
    assert model.choices()["/post/a.pst"] == Choice(skip=("/Postvak IN",), keep=("/Postvak IN/Raad",))
    model.toggle(top)
    assert model.choices()["/post/a.pst"] == EVERYTHING


@pytest.mark.usefixtures("qapp")
def test_a_screen_reader_hears_the_name_the_count_and_the_hint():
    model = MapModel([Survey("/post/a.pst", MAPS, EVERYTHING)], LIGHT)
    spoken = [index.data(Qt.ItemDataRole.AccessibleTextRole) for index in model.hinted()]
    assert "Integriteit, 2 berichten, mogelijk vertrouwelijk" in spoken


def asked(user):
    """The dialog with its maps, as soon as it is there and has the keyboard."""
    choosing = user.window.choosing
    user.wait(lambda: choosing.dialog is not None and choosing.dialog.tree.isVisible())
    user.wait(lambda: QApplication.focusWidget() is choosing.dialog.tree)
    return choosing.dialog


def go_to(user, dialog, name):
    """Down with the arrow, to a map."""
    tree = dialog.tree
    for _ in range(20):
        if tree.currentIndex().siblingAtColumn(NAME).data() == name:
            return
        user.press(tree, Key.Key_Down)
    raise AssertionError(name)


def texts(dialog):
    return [label.text() for label in dialog.findChildren(QLabel)]


def choose_again(user, mailbox):
    """The command, on a row of the filters."""
    filters = user.window.filters

    def found():
        return next(iter(filters.findItems(mailbox, Qt.MatchFlag.MatchExactly)), None)

    user.wait(lambda: found() is not None)
    user.window.activateWindow()  # a desktop does that when the dialog closes
    user.wait(user.window.isActiveWindow)
    filters.setCurrentItem(found())
    modifiers = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    user.press(user.window, Key.Key_M, modifiers)


def test_a_map_is_left_out_with_keys(driver, office):
    user = driver(str(office))
    dialog = asked(user)
    assert "8 van 8 berichten" in texts(dialog)
    go_to(user, dialog, "Integriteit")
    user.press(dialog.tree, Key.Key_Space)
    assert "4 van 8 berichten" in texts(dialog)
    user.press(dialog.tree, Key.Key_Return)
    user.wait_for_index(4)
    assert {hit.places[0].folder for hit in user.hits} == {"Raad", "Raad/Agenda"}
    assert user.window.choosing.dialog is None


def test_escape_adds_nothing(driver, office):
    user = driver(str(office))
    user.press(asked(user).tree, Key.Key_Escape)
    user.wait(lambda: user.window.choosing.dialog is None)
    assert not user.window.imports.running
    user.wait(lambda: not user.window.searcher.busy)
    assert user.window.mailboxes.exports == ()


def test_with_nothing_ticked_there_is_nothing_to_index(driver, office):
    user = driver(str(office))
    dialog = asked(user)
    user.press(dialog.tree, Key.Key_Space)
    assert "0 van 8 berichten" in texts(dialog)
    user.press(dialog.tree, Key.Key_Return)
    assert dialog.isVisible()


@pytest.mark.usefixtures("qapp")
def test_counting_a_file_that_grew_from_nothing_has_no_share_to_show():
    dialog = MapDialog(LIGHT)
    dialog.show_progress(Progress("/post/a.mbox", 5, 10, 0))
    assert dialog.findChild(QProgressBar).maximum() == 0


def test_the_keyboard_reaches_everything_in_the_dialog(driver, office):
    user = driver(str(office))
    dialog = asked(user)
    reached = []
    for _ in range(3):
        focused = QApplication.focusWidget()
        reached.append(focused.text() if isinstance(focused, QPushButton) else focused.accessibleName())
        user.press(focused, Key.Key_Tab)
    assert reached == ["Mappen", "Annuleren", "&Inlezen"]
    assert QApplication.focusWidget() is dialog.tree


def test_a_mailbox_with_one_map_is_added_without_a_question(driver, tmp_path):
    folder = write_eml(tmp_path / "brieven", [letter(n) for n in range(1, 4)])
    user = driver(str(folder))
    user.wait_for_index(3)
    assert user.window.choosing.dialog is None


def test_what_was_dropped_together_is_asked_together(driver, office, tmp_path):
    other = write_eml(tmp_path / "brieven" / "Raad", [letter(50)]).parent
    write_eml(other, [letter(51)])
    single = write_mbox(tmp_path / "los.mbox", [letter(52)])
    user = driver()
    user.window.choosing.add([str(office), str(other), str(single)])
    dialog = asked(user)
    assert [line for line in rows(dialog.tree.model()) if not line.startswith(" ")] == [
        "x griffie 8",
        "x brieven 2",
    ]
    assert "1 export zonder mappen gaat ook mee" in texts(dialog)
    user.press(dialog.tree, Key.Key_Return)
    user.wait_for_index(11)


def test_the_choice_is_shown_again_and_can_be_changed_later(driver, office):
    user = driver(str(office))
    dialog = asked(user)
    go_to(user, dialog, "Integriteit")
    user.press(dialog.tree, Key.Key_Space)
    user.press(dialog.tree, Key.Key_Return)
    user.wait_for_index(4)

    choose_again(user, "griffie")
    dialog = asked(user)
    assert "4 van 8 berichten" in texts(dialog)
    assert any("de vorige keer" in text for text in texts(dialog))
    go_to(user, dialog, "Integriteit")
    user.press(dialog.tree, Key.Key_Space)
    go_to(user, dialog, "Raad")
    user.press(dialog.tree, Key.Key_Space)
    user.press(dialog.tree, Key.Key_Return)
    user.wait(lambda: {hit.places[0].folder for hit in user.hits} == {"Integriteit", "Integriteit/2020"})
    user.wait_for_index(4)


def test_a_mailbox_of_one_file_has_nothing_to_choose(driver, tmp_path):
    path = str(write_mbox(tmp_path / "los.mbox", [letter(1)]))
    user = driver(path)
    user.wait_for_index(1)
    user.window.choosing.change(path)
    user.wait(lambda: "geen mappen" in user.window.status.message)
    assert not user.window.imports.running


def test_counting_can_be_cancelled(driver, office):
    user = driver()
    choosing = user.window.choosing
    choosing.add([str(office)])
    choosing._patience.timeout.emit()  # a slow disk
    dialog = choosing.dialog
    assert dialog.isVisible()
    assert not dialog.tree.isVisible()
    user.press(dialog, Key.Key_Escape)
    assert choosing.dialog is None
    choosing.add([str(office)])
    assert asked(user) is not dialog
