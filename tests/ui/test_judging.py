"""“Geen actiepunt” and “Markeer als actiepunt”, as a user gives and undoes them."""

from __future__ import annotations

import json
from datetime import date

import pytest
from mailboxes import letter, write_mbox
from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QCalendarWidget,
    QFileDialog,
    QLabel,
    QMenu,
    QMessageBox,
    QPushButton,
    QTreeWidget,
)

from reader.notes import Notes
from ui.body_view import NO_WEB_ENGINE, web_engine_wanted
from ui.correct_dialog import CorrectDialog
from ui.rule_dialog import RuleDialog
from ui.sentence_dialog import SentenceDialog

# A menu holds the keyboard, which the offscreen platform cannot give.
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)

_OUR_WORLD = 1  # of scripts: ApplicationWorld, where JavaScript is not off
FIRST = "Wilt u vóór 1 december 2021 reageren?"
SECOND = "Wij verzoeken u de bijlage door te sturen aan de raad."
MISSED = "De sleutel van de raadzaal ligt klaar."
TEXT = f"Beste griffie,\n\n{FIRST}\n\n{SECOND}\n\n{MISSED}\n"


@pytest.fixture(params=["web", "text"])
def user(request, reopened, tmp_path, monkeypatch):
    """A message with two action items is read, in either view."""
    if request.param == "text":
        monkeypatch.setenv(NO_WEB_ENGINE, "1")
    elif not web_engine_wanted():
        pytest.skip("WebEngine is missing")
    started = reopened(write_mbox(tmp_path / "griffie.mbox", [letter(1, text=TEXT)]))
    started.open_row(0)
    return started


def panel(user):
    return user.window.reading.panel


def rows(user):
    listing = panel(user).findChild(QTreeWidget)
    return [listing.topLevelItem(n).text(1) for n in range(listing.topLevelItemCount())]


def label(user, name):
    found = panel(user).findChild(object, name)
    return found.text() if found.isVisible() else ""


def current(user):
    return panel(user).findChild(QTreeWidget).currentItem().text(1)


def go_to_row(user, row):
    listing = panel(user).findChild(QTreeWidget)
    listing.setFocus()
    listing.setCurrentItem(listing.topLevelItem(row))
    return listing


def ask_menu(listing, place=None):
    """Ask for the menu with its key, or with the mouse on a row."""
    reason = QContextMenuEvent.Reason.Keyboard if place is None else QContextMenuEvent.Reason.Mouse
    where = place or QPoint(5, 5)
    event = QContextMenuEvent(reason, where, listing.viewport().mapToGlobal(where))
    QApplication.sendEvent(listing.viewport(), event)


def pick(user, kind, text):
    """Choose an entry of the menu that is open."""

    def shown():
        return [menu for menu in user.window.findChildren(QMenu, kind) if menu.isVisible()]

    user.wait(lambda: bool(shown()))
    (menu,) = shown()
    next(action for action in menu.actions() if action.text() == text).trigger()
    menu.close()


def command(user, name):
    next(action for action in user.window.actions() if action.objectName() == name).trigger()


def select(user, text):
    """Select words in the body, which stand between spaces."""
    body = user.window.reading.body
    view = body.widget()
    if hasattr(view, "document"):
        view.setTextCursor(view.document().find(text, 0))
    else:
        user.wait(lambda: view._page is not None and not view._loading)
        user.wait(lambda: bool(find(view._page, text)))
    user.wait(lambda: body.selected_text().strip() == text)


def find(page, text):
    """Chromium selects what it found last, once the search is closed."""
    page.findText(text)
    QTest.qWait(300)
    page.findText("")
    QTest.qWait(300)
    return page.selectedText()


def test_a_wrong_action_is_taken_away_with_a_key_and_brought_back(user):
    assert rows(user) == [FIRST, SECOND]
    assert label(user, "Rejected") == ""
    user.press(go_to_row(user, 0), Qt.Key.Key_Delete)
    user.wait(lambda: rows(user) == [SECOND])
    assert label(user, "ActionsTitle").startswith("1 actiepunt")
    assert label(user, "Rejected") == "1 afgekeurd · toon"
    assert 'data-griffie="action first"' in user.window.opened.page
    assert user.window.opened.page.count('data-griffie="action first"') == 1
    panel(user).rejected.click()
    assert rows(user) == [SECOND, FIRST]
    assert label(user, "Rejected") == "1 afgekeurd · verberg"
    user.press(go_to_row(user, 1), Qt.Key.Key_Delete)
    user.wait(lambda: rows(user) == [FIRST, SECOND])
    assert label(user, "Rejected") == ""


def counted(user):
    """What a screen reader says of what the row asks, and of the filters on that."""
    model, filters = user.window.model, user.window.filters
    row = model.index(0).data(Qt.ItemDataRole.AccessibleTextRole)
    items = [filters.topLevelItem(number) for number in range(filters.topLevelItemCount())]
    texts = [one.text(0) for one in items]
    asking = items[texts.index("Met actiepunt") : texts.index("Op de lijst")]
    said = [one.data(0, Qt.ItemDataRole.AccessibleTextRole) for one in asking]
    return row, said


def test_the_list_and_the_filters_follow_what_the_user_says(user):
    row, said = counted(user)
    assert "2 actiepunten voor de griffie" in row
    assert said[:3] == ["Met actiepunt, 1, uit", "Uiterste datum, 1, uit", "Doorgeleiden, 1, uit"]
    user.press(go_to_row(user, 0), Qt.Key.Key_Delete)
    user.wait(lambda: "1 actiepunt voor de griffie" in counted(user)[0])
    user.wait(lambda: counted(user)[1][:2] == ["Met actiepunt, 1, uit", "Doorgeleiden, 1, uit"])
    assert "Zonder datum, 1, uit" in counted(user)[1]
    user.press(go_to_row(user, 0), Qt.Key.Key_Delete)
    user.wait(lambda: "actiepunt" not in counted(user)[0])
    user.wait(lambda: counted(user)[1] == ["Met actiepunt, 0, uit", "Ingekomen stukken"])


def test_a_marked_passage_counts_too(user):
    select(user, "sleutel van de raadzaal")
    command(user, "mark_action")
    user.wait(lambda: "3 actiepunten" in counted(user)[0])
    user.wait(lambda: "Verzoek, 1, uit" in counted(user)[1])


def test_the_list_and_the_filters_follow_a_rule_that_is_switched_off(user):
    rule = user.window.opened.actions[0].rule
    in_rules(user, lambda dialog: row_of(dialog, rule).setCheckState(0, Qt.CheckState.Unchecked))
    user.wait(lambda: "1 actiepunt voor de griffie" in counted(user)[0])
    user.wait(lambda: counted(user)[1][:2] == ["Met actiepunt, 1, uit", "Doorgeleiden, 1, uit"])


def test_it_is_kept_for_the_next_window(user, data, driver):
    ask_menu(go_to_row(user, 1))
    pick(user, "ActionMenu", "Geen actiepunt")
    user.wait(lambda: rows(user) == [FIRST])
    user.window.close()
    assert [one.verdict for (one,) in Notes(data.notes).verdicts().judgements.values()] == ["not_action"]
    later = driver()
    later.wait_for_index(1)
    later.open_row(0)
    assert rows(later) == [FIRST]


def test_the_panel_stays_as_long_as_something_is_rejected(user):
    for left in ([SECOND], []):
        user.press(go_to_row(user, 0), Qt.Key.Key_Delete)
        user.wait(lambda left=left: rows(user) == left)
    assert label(user, "Rejected") == "2 afgekeurd · toon"
    assert label(user, "ActionsTitle") == ""
    assert panel(user).rejected.hasFocus()
    user.press(panel(user).rejected, Qt.Key.Key_Space)
    assert rows(user) == [FIRST, SECOND]
    ask_menu(go_to_row(user, 0), QPoint(30, 5))
    pick(user, "ActionMenu", "Toch een actiepunt")
    user.wait(lambda: label(user, "Rejected") == "1 afgekeurd · verberg")
    assert label(user, "ActionsTitle").startswith("1 actiepunt")


def test_what_is_rejected_unfolds_without_taking_the_chosen_row_away(user):
    user.press(go_to_row(user, 0), Qt.Key.Key_Delete)
    user.wait(lambda: rows(user) == [SECOND])
    go_to_row(user, 0)
    panel(user).rejected.click()
    assert rows(user) == [SECOND, FIRST]
    assert current(user) == SECOND


def test_selected_text_becomes_an_action_and_is_undone_the_same_way(user):
    select(user, "sleutel van de raadzaal")
    command(user, "mark_action")
    user.wait(lambda: rows(user) == [FIRST, SECOND, "sleutel van de raadzaal"])
    assert "U hebt dit zelf gemarkeerd" in label(user, "Why")
    assert user.window.opened.page.count('data-griffie="action first"') == 3
    user.press(go_to_row(user, 2), Qt.Key.Key_Delete)
    user.wait(lambda: rows(user) == [FIRST, SECOND])
    assert label(user, "Rejected") == ""


def body_view(user):
    """The widget that has the menu, once it shows the message."""
    view = user.window.reading.body.widget()
    if hasattr(view, "document"):
        return view
    user.wait(lambda: view._page is not None and not view._loading)
    return view._view


def place_of(user, text):
    """Where words of the body stand on the screen, in the middle of their first letters."""
    view = body_view(user)
    if hasattr(view, "document"):
        cursor = view.document().find(text, 0)
        cursor.setPosition(cursor.selectionStart() + 2)
        return view.cursorRect(cursor).center()
    found = []
    words = json.dumps(text)
    script = f"""(() => {{
        const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT), range = new Range();
        for (let node; node = walk.nextNode();) {{
            const at = node.data.indexOf({words});
            if (at < 0) continue;
            range.setStart(node, at);
            range.setEnd(node, at + 2);
            const box = range.getBoundingClientRect();
            return `${{box.x + box.width / 2}} ${{box.y + box.height / 2}}`;
        }}
    }})()"""
    view.page().runJavaScript(script, _OUR_WORLD, found.append)
    user.wait(lambda: bool(found))
    x, y = (round(float(one) * view.zoomFactor()) for one in found[0].split())
    return QPoint(x, y)


def click_right(user, text):
    """The entries of the menu that the mouse opens on words of the body."""
    view, place = body_view(user), place_of(user, text)
    view.contextMenuEvent(QContextMenuEvent(QContextMenuEvent.Reason.Mouse, place, view.mapToGlobal(place)))
    return open_menu(user)


def open_menu(user):
    def shown():
        return [menu for menu in body_view(user).findChildren(QMenu) if menu.isVisible()]

    user.wait(lambda: bool(shown()))
    return shown()[0]


def choose(menu, text):
    next(one for one in menu.actions() if one.text() == text).trigger()
    menu.close()


def offered(menu):
    return {"Geen actiepunt", "Waarom is dit een actiepunt?"} & {one.text() for one in menu.actions()}


def test_the_menu_of_the_body_marks_what_is_selected(user):
    select(user, "sleutel")
    menu = click_right(user, "Beste")
    entry = next(one for one in menu.actions() if one.text() == "Markeer als actiepunt")
    assert entry.isEnabled()
    choose(menu, entry.text())
    user.wait(lambda: "sleutel" in rows(user))


def test_a_click_on_a_highlight_says_that_this_is_no_action(user):
    menu = click_right(user, "bijlage door")
    assert len(offered(menu)) == 2
    choose(menu, "Geen actiepunt")
    user.wait(lambda: rows(user) == [FIRST])
    assert offered(click_right(user, "bijlage door")) == set()
    open_menu(user).close()
    menu = click_right(user, "december")
    choose(menu, "Geen actiepunt")
    user.wait(lambda: rows(user) == [])


def test_a_click_beside_a_highlight_says_nothing_of_one(user):
    menu = click_right(user, "raadzaal ligt")
    assert offered(menu) == set()
    menu.close()


def test_a_highlight_is_asked_why_it_is_one(user):
    menu = click_right(user, "bijlage door")
    choose(menu, "Waarom is dit een actiepunt?")
    user.wait(lambda: label(user, "Why").startswith("Waarom? "))
    assert current(user) == SECOND
    assert panel(user).findChild(QTreeWidget).hasFocus()


@pytest.mark.parametrize("keys", [(Qt.Key.Key_F10, Qt.KeyboardModifier.ShiftModifier), (Qt.Key.Key_Menu,)])
def test_with_keys_the_highlight_is_that_of_the_last_jump(user, keys):
    view = body_view(user)
    command(user, "next_action")
    command(user, "next_action")
    view.setFocus()
    if hasattr(view, "document"):  # the system turns these keys into this
        ask_menu(view)
    else:
        user.press(user.window.reading.body.widget(), *keys)
    choose(open_menu(user), "Geen actiepunt")
    user.wait(lambda: rows(user) == [FIRST])


def in_sentences(user, work):
    """Press the key that marks, without a selection, and do something in the dialog that comes."""
    done = []

    def look():
        dialog = QApplication.activeModalWidget()
        if not isinstance(dialog, SentenceDialog):
            QTimer.singleShot(100, look)
            return
        work(dialog)
        done.append(dialog)

    QTimer.singleShot(100, look)
    command(user, "mark_action")
    user.wait(lambda: bool(done))


def test_with_keys_alone_a_sentence_is_chosen_and_marked(user):
    offered = []

    def choose(dialog):
        assert QApplication.focusWidget() is dialog.list
        offered.extend(dialog.list.item(row).text() for row in range(dialog.list.count()))
        user.press(dialog.list, Qt.Key.Key_Down)
        user.press(dialog.list, Qt.Key.Key_Return)

    in_sentences(user, choose)
    assert offered == ["Beste griffie,", MISSED]  # the others are action items already
    user.wait(lambda: rows(user) == [FIRST, SECOND, MISSED])
    assert "U hebt dit zelf gemarkeerd" in label(user, "Why")


def test_choosing_a_sentence_can_be_left(user):
    in_sentences(user, lambda dialog: user.press(dialog.list, Qt.Key.Key_Escape))
    user.wait(lambda: not user.window.searcher.busy)
    assert rows(user) == [FIRST, SECOND]


def test_a_message_without_a_sentence_says_so(reopened, tmp_path):
    user = reopened(write_mbox(tmp_path / "griffie.mbox", [letter(1, text="---\n")]))
    user.open_row(0)
    command(user, "mark_action")
    user.wait(lambda: "geen zin" in user.window.status._message.text())


def test_why_an_action_is_one_stands_below_the_list_and_in_the_tooltips(user):
    assert label(user, "Why") == ""
    listing = go_to_row(user, 1)
    reason = "Vraagt u iets te doen"
    assert label(user, "Why").startswith(f"Waarom? {reason}")
    assert SECOND in listing.topLevelItem(1).toolTip(1)
    assert reason in listing.topLevelItem(1).toolTip(1)
    assert f'title="{reason}"' in user.window.opened.page


def test_the_reason_is_a_sentence_with_the_words_that_told_most(user):
    go_to_row(user, 0)
    user.wait(lambda: label(user, "Why").startswith("Waarom? Vraagt of u iets wilt doen: ‘Wilt u"))
    go_to_row(user, 1)
    user.wait(lambda: label(user, "Why").startswith("Waarom? Vraagt u iets te doen: ‘verzoeken u"))


def test_what_the_user_marked_is_not_told_by_words(user):
    select(user, "sleutel van de raadzaal")
    command(user, "mark_action")
    user.wait(lambda: "U hebt dit zelf gemarkeerd" in label(user, "Why"))
    user.wait(lambda: not user.window.searcher.busy)
    assert label(user, "Why") == "Waarom? U hebt dit zelf gemarkeerd."


def test_after_a_jump_the_keys_are_about_the_highlight_that_was_gone_to(user):
    body_view(user)
    user.window.top_bar.search.setFocus()
    user.press(QApplication.focusWidget(), Qt.Key.Key_F4)
    user.press(QApplication.focusWidget(), Qt.Key.Key_F4)
    user.press(QApplication.focusWidget(), Qt.Key.Key_Delete)
    user.wait(lambda: rows(user) == [FIRST])
    body_view(user)
    user.press(QApplication.focusWidget(), Qt.Key.Key_F4)
    in_dialog(
        user,
        lambda: user.press(QApplication.focusWidget(), Qt.Key.Key_F2),
        lambda dialog: dialog.whom.setCurrentIndex(dialog.whom.findData("raad")),
    )
    user.wait(lambda: row_says(user, 0)[0] == "voor de raad")


def test_the_next_action_after_a_rejected_one_is_the_one_behind_it(user):
    command(user, "next_action")
    user.press(QApplication.focusWidget(), Qt.Key.Key_Delete)
    user.wait(lambda: rows(user) == [SECOND])
    command(user, "next_action")
    assert current(user) == SECOND
    select(user, "sleutel")
    command(user, "mark_action")
    user.wait(lambda: "sleutel" in rows(user))
    go_to_row(user, 0)
    user.press(panel(user).findChild(QTreeWidget), Qt.Key.Key_Delete)
    user.wait(lambda: rows(user) == ["sleutel"])
    command(user, "next_action")
    assert current(user) == "sleutel"


def test_a_rule_is_switched_off_and_on_in_its_dialog(user):
    rule = user.window.opened.actions[0].rule
    in_rules(user, lambda dialog: row_of(dialog, rule).setCheckState(0, Qt.CheckState.Unchecked))
    user.wait(lambda: rows(user) == [SECOND])
    assert label(user, "Rejected") == ""
    in_rules(
        user,
        lambda dialog: next(
            one for one in dialog.findChildren(QPushButton) if one.text() == "Alles &aan"
        ).click(),
    )
    user.wait(lambda: rows(user) == [FIRST, SECOND])


def test_an_action_leads_to_the_rule_that_found_it(user):
    rule = user.window.opened.actions[1].rule

    def switch_off(dialog):
        row = dialog.tree.currentItem()
        assert row is row_of(dialog, rule)
        assert dialog.tree.viewport().rect().contains(dialog.tree.visualItemRect(row))
        row.setCheckState(0, Qt.CheckState.Unchecked)

    def open_it():
        ask_menu(go_to_row(user, 1))
        pick(user, "ActionMenu", "De regel die het vond…")

    in_rules(user, switch_off, open_it)
    user.wait(lambda: rows(user) == [FIRST])


def test_judged_sentences_are_saved_once_the_user_knows_what_stands_in_the_file(user, tmp_path, monkeypatch):
    user.press(go_to_row(user, 0), Qt.Key.Key_Delete)
    user.wait(lambda: rows(user) == [SECOND])
    target, told = tmp_path / "oordelen.jsonl", []
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(target), ""))

    def answer():
        box = QApplication.activeModalWidget()
        told.append(box.text())
        box.button(QMessageBox.StandardButton.Ok).click()

    QTimer.singleShot(300, answer)
    command(user, "save_labels")
    user.wait(target.exists)
    assert "bevat zinnen uit berichten" in told[0]
    assert FIRST in target.read_text(encoding="utf-8")
    user.wait(lambda: user.window.status._message.text() == "1 zin opgeslagen")


def row_says(user, row):
    item = panel(user).findChild(QTreeWidget).topLevelItem(row)
    return item.text(2), item.text(3)


def in_dialog(user, open_it, work):
    """Do something in the dialog that puts an action right, and keep it with Enter."""

    def change(dialog):
        work(dialog)
        user.press(dialog, Qt.Key.Key_Return)

    when_shown(user, CorrectDialog, open_it, change)


def test_a_wrong_date_is_put_right_with_keys_alone_and_undone(user):
    assert row_says(user, 0)[1] == "uiterlijk 30 nov 2021 (vóór 1 dec)"
    listing = go_to_row(user, 0)

    def change(dialog):
        assert dialog.due.tick.isChecked()
        assert not dialog.event_day.tick.isChecked()
        assert dialog.due.day.text.text() == "dinsdag 30 november 2021"
        user.press(dialog.due.tick, Qt.Key.Key_Space)
        user.press(dialog.event_day.tick, Qt.Key.Key_Space)
        dialog.event_day.day.set_day(date(2021, 12, 8))

    in_dialog(user, lambda: user.press(listing, Qt.Key.Key_F2), change)
    user.wait(lambda: row_says(user, 0)[1] == "bijeenkomst: 8 dec 2021")
    user.wait(lambda: [one.when.iso for one in user.hits[0].dates] == ["2021-12-08"])
    assert label(user, "Why").endswith("De datum of voor wie het is, hebt u zelf gewijzigd.")
    ask_menu(go_to_row(user, 0), QPoint(30, 5))
    pick(user, "ActionMenu", "Wijziging ongedaan maken")
    user.wait(lambda: row_says(user, 0)[1] == "uiterlijk 30 nov 2021 (vóór 1 dec)")
    user.wait(lambda: [one.when.iso for one in user.hits[0].dates] == ["2021-12-01"])


def test_a_date_that_was_taken_away_is_merely_mentioned_in_the_agenda(user):
    in_dialog(
        user,
        lambda: user.press(go_to_row(user, 0), Qt.Key.Key_F2),
        lambda dialog: user.press(dialog.due.tick, Qt.Key.Key_Space),
    )
    user.wait(lambda: row_says(user, 0)[1] == "")
    agenda = user.window.agenda
    command(user, "agenda")
    user.wait(lambda: agenda.is_open and not agenda.busy)
    agenda.pane.mentions.click()
    user.wait(lambda: len(agenda.pane.model.entries) > 1)
    days = [(one.what, one.day) for one in agenda.pane.model.entries]
    assert days == [("mention", date(2021, 12, 1)), ("deadline", None)]


def test_what_is_put_right_is_kept_of_the_message_whose_dialog_was_open(
    reopened, tmp_path, data, monkeypatch
):
    monkeypatch.setenv(NO_WEB_ENGINE, "1")
    user = reopened(write_mbox(tmp_path / "griffie.mbox", [letter(1, text=TEXT), letter(2, text=TEXT)]))
    user.open_row(0)
    asked = user.window.opened.id

    def change(dialog):
        user.open_row(1)
        dialog.due.day.set_day(date(2021, 12, 24))

    listing = go_to_row(user, 0)
    in_dialog(user, lambda: user.press(listing, Qt.Key.Key_F2), change)
    user.wait(lambda: bool(Notes(data.notes).verdicts().rights))
    assert set(Notes(data.notes).verdicts().rights) == {asked}


@pytest.mark.parametrize(
    "typed", ["2-12-2021", "02/12/2021", "2.12", "2 december 2021", "2 dec", "donderdag 2 december"]
)
def test_a_date_is_typed_as_people_write_it(reopened, tmp_path, monkeypatch, typed):
    monkeypatch.setenv(NO_WEB_ENGINE, "1")
    user = reopened(write_mbox(tmp_path / "griffie.mbox", [letter(1, text=TEXT)]))
    user.open_row(0)
    listing = go_to_row(user, 0)

    in_dialog(
        user,
        lambda: user.press(listing, Qt.Key.Key_F2),
        lambda _: user.qtbot.keyClicks(QApplication.focusWidget(), typed),
    )
    user.wait(lambda: row_says(user, 0)[1] == "uiterlijk 2 dec 2021")


def test_a_date_is_typed_at_once_also_where_there_was_none(reopened, tmp_path, monkeypatch):
    monkeypatch.setenv(NO_WEB_ENGINE, "1")
    text = "Beste griffie,\n\nWilt u ons de notulen sturen?\n\nGroet, Jan"
    user = reopened(write_mbox(tmp_path / "griffie.mbox", [letter(1, text=text)]))
    user.open_row(0)
    assert row_says(user, 0)[1] == ""

    def change(dialog):
        assert not dialog.due.tick.isChecked()
        user.qtbot.keyClicks(QApplication.focusWidget(), "2 dec")
        assert dialog.due.tick.isChecked()
        user.press(dialog.due.day.text, Qt.Key.Key_Tab)
        assert dialog.due.day.text.text().startswith("donderdag 2 december")

    in_dialog(user, lambda: user.press(go_to_row(user, 0), Qt.Key.Key_F2), change)
    user.wait(lambda: row_says(user, 0)[1] == "uiterlijk 2 dec 2021")


def test_a_date_that_is_wiped_out_takes_its_tick_along(user):
    def change(dialog):
        field = dialog.due.day.text
        user.press(field, Qt.Key.Key_Backspace)
        assert not field.text()
        assert not dialog.due.tick.isChecked()

    in_dialog(user, lambda: user.press(go_to_row(user, 0), Qt.Key.Key_F2), change)
    user.wait(lambda: row_says(user, 0)[1] == "")


def test_what_is_no_date_is_not_kept_as_one(user):
    listing = go_to_row(user, 0)

    def change(dialog):
        field = QApplication.focusWidget()
        user.qtbot.keyClicks(field, "31-2-2021")
        user.press(field, Qt.Key.Key_Return)
        assert dialog.isVisible()
        assert any("“31-2-2021” is geen datum." in one.text() for one in dialog.findChildren(QLabel))
        assert field.selectedText() == "31-2-2021"
        user.qtbot.keyClicks(field, "1-3-2022")
        user.press(field, Qt.Key.Key_Up)
        assert field.text() == "woensdag 2 maart 2022"

    in_dialog(user, lambda: user.press(listing, Qt.Key.Key_F2), change)
    user.wait(lambda: row_says(user, 0)[1] == "uiterlijk 2 mrt 2022")


def test_the_days_of_a_date_end_where_those_of_the_calendar_do(user):
    listing = go_to_row(user, 0)

    def change(dialog):
        field = QApplication.focusWidget()
        for typed, key, text in (
            ("31-12-9999", Qt.Key.Key_Up, "31-12-9999"),
            ("30-12-2199", Qt.Key.Key_Up, "dinsdag 31 december 2199"),
            ("31-12-2199", Qt.Key.Key_Up, "dinsdag 31 december 2199"),
            ("1-1-1990", Qt.Key.Key_Down, "maandag 1 januari 1990"),
        ):
            field.selectAll()
            user.qtbot.keyClicks(field, typed)
            user.press(field, key)
            assert field.text() == text
        field.selectAll()
        user.qtbot.keyClicks(field, "2-12-0021")
        user.press(field, Qt.Key.Key_Return)
        assert any("“2-12-0021” is geen datum." in one.text() for one in dialog.findChildren(QLabel))
        user.qtbot.keyClicks(field, "2-12-2021")

    in_dialog(user, lambda: user.press(listing, Qt.Key.Key_F2), change)
    user.wait(lambda: row_says(user, 0)[1] == "uiterlijk 2 dec 2021")


def test_a_date_before_those_of_the_calendar_is_taken_away(reopened, tmp_path, monkeypatch):
    monkeypatch.setenv(NO_WEB_ENGINE, "1")
    message = letter(1, text=TEXT.replace("1 december 2021", "1 december"))
    message.replace_header("Date", "Fri, 1 Nov 1985 10:00 +0100")  # of a computer whose clock stood still
    user = reopened(write_mbox(tmp_path / "griffie.mbox", [message]))
    user.open_row(0)
    assert row_says(user, 0)[1] == "uiterlijk 30 nov 1985 (vóór 1 dec)"
    in_dialog(
        user,
        lambda: user.press(go_to_row(user, 0), Qt.Key.Key_F2),
        lambda dialog: user.press(dialog.due.tick, Qt.Key.Key_Space),
    )
    user.wait(lambda: row_says(user, 0)[1] == "")


def test_a_date_is_chosen_from_a_calendar(user):
    listing = go_to_row(user, 0)

    def change(dialog):
        user.press(dialog.due.day.text, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
        calendar = dialog.findChild(QCalendarWidget)
        assert calendar.isVisible()
        calendar.activated.emit(calendar.selectedDate().addDays(3))
        assert dialog.due.day.text.text() == "vrijdag 3 december 2021"

    in_dialog(user, lambda: user.press(listing, Qt.Key.Key_F2), change)
    user.wait(lambda: row_says(user, 0)[1] == "uiterlijk 3 dec 2021")


def test_for_whom_an_action_is_is_put_right_in_its_menu(user):
    listing = go_to_row(user, 0)
    ask_menu(listing, QPoint(30, 5))
    user.wait(lambda: any(one.isVisible() for one in panel(user).findChildren(QMenu, "ActionMenu")))
    menu = next(one for one in panel(user).findChildren(QMenu, "ActionMenu") if one.isVisible())
    whom = next(one for one in menu.actions() if one.text() == "Voor wie").menu()
    assert [one.text() for one in whom.actions() if one.isChecked()] == ["Griffie"]
    next(one for one in whom.actions() if one.text() == "Raad en raadsleden").trigger()
    menu.close()
    user.wait(lambda: row_says(user, 0)[0] == "voor de raad")
    user.wait(lambda: "raad" in user.hits[0].addressees)


def test_the_menu_of_the_body_puts_a_highlight_right(user):
    menu = click_right(user, "bijlage door")

    def change(dialog):
        dialog.due.tick.setChecked(True)
        dialog.due.day.set_day(date(2021, 12, 24))
        dialog.whom.setCurrentIndex(dialog.whom.findData("griffie"))

    entry = next(one for one in menu.actions() if one.text() == "Datum of voor wie wijzigen…")
    in_dialog(user, entry.trigger, change)
    user.wait(lambda: row_says(user, 1) == ("voor de griffie", "uiterlijk 24 dec 2021"))


def in_rules(user, change, open_it=None):
    """Change something in the dialog with the rules, and keep it."""

    def work(dialog):
        change(dialog)
        dialog.accept()

    when_shown(user, RuleDialog, open_it or (lambda: command(user, "rules")), work)


def when_shown(user, kind, open_it, work):
    """Do something in a dialog once it has the keyboard; `open_it` may come back only when it is closed again."""
    done = []

    def look():
        dialog = QApplication.activeModalWidget()
        if not isinstance(dialog, kind) or not dialog.isActiveWindow():
            if isinstance(dialog, kind):
                dialog.activateWindow()  # on a busy machine nobody else does
            QTimer.singleShot(100, look)
            return
        done.append(dialog)
        try:
            work(dialog)
        except BaseException:
            dialog.reject()  # else it would wait for somebody for ever
            raise

    QTimer.singleShot(100, look)
    open_it()
    user.wait(lambda: bool(done))


def row_of(dialog, rule):
    return next(row for row in dialog.rows if row.data(0, Qt.ItemDataRole.UserRole) == rule)
