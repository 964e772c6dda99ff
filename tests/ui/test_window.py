"""The window as a user works it: through keys, ticks and what is on the screen."""

from __future__ import annotations

import pytest
from mailboxes import letter, write_eml, write_mbox
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QLabel, QSplitter

from reader import library
from reader.events import Changed, Filters, Progress
from reader.index import writing
from reader.paths import SAMPLE
from reader.settings import Settings
from ui.hit_model import HIT_ROLE

REQUEST = "Geachte griffie,\n\nWij verzoeken u vóór 1 december 2021 te reageren op ons plan.\n\nMet groet,\nBewoner\n"


@pytest.fixture
def mbox(tmp_path):
    letters = [letter(n) for n in range(1, 9)]
    letters.append(
        letter(
            9,
            subject="Motie zwembad",
            category="Motie",
            text="De raad van Voorbeeld nam een motie over het zwembad aan.\n",
        )
    )
    letters.append(
        letter(
            10, subject="Verzoek om reactie", category="Ingekomen stuk", text=REQUEST, attachment="plan.pdf"
        )
    )
    return write_mbox(tmp_path / "griffie.mbox", letters)


def test_the_search_box_has_the_focus_at_the_start(driver):
    window = driver().window
    driver_focus = QApplication.focusWidget()
    assert driver_focus is window.top_bar.search


def test_an_export_named_at_the_start_is_shown(driver, mbox):
    user = driver(str(mbox))
    user.wait_for_index(10)
    assert "Motie zwembad" in user.subjects


def test_an_empty_list_says_that_reading_began_and_no_longer_that_there_is_no_mailbox(driver, mbox):
    user = driver()
    shown = user.window.list_pane

    def said() -> str:
        return " ".join(label.text() for label in shown.findChildren(QLabel) if label.isVisible())

    user.wait(lambda: "Nog geen postvak" in said())
    user.window.choosing.add([str(mbox)])
    user.wait(lambda: user.window.imports.running)
    assert "Nog geen postvak" not in said()


def test_results_follow_each_key(reopened, mbox):
    user = reopened(mbox)
    user.type_query("zwem")
    user.wait(lambda: user.subjects == ["Motie zwembad"])
    assert user.hits[0].marks


def test_a_dropped_folder_is_indexed(driver, tmp_path):
    folder = write_eml(tmp_path / "brieven", [letter(n) for n in range(1, 4)])
    user = driver()
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(folder))])
    window = user.window
    enter = QDragEnterEvent(
        QPoint(5, 5),
        Qt.DropAction.CopyAction,
        mime,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    QApplication.sendEvent(window, enter)
    assert enter.isAccepted()
    drop = QDropEvent(
        QPointF(5, 5),
        Qt.DropAction.CopyAction,
        mime,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    QApplication.sendEvent(window, drop)
    user.wait_for_index(3)


def test_a_ticked_category_leaves_only_its_messages(reopened, mbox):
    user = reopened(mbox)
    tick(user, "Motie")
    user.wait(lambda: user.subjects == ["Motie zwembad"])


def tick(user, name: str) -> None:
    """With the keyboard, in the filters."""
    filters = user.window.filters
    rows = (filters.topLevelItem(number) for number in range(filters.topLevelItemCount()))
    filters.setCurrentItem(next(row for row in rows if row.text(0) == name))
    user.press(filters, Qt.Key.Key_Space)


def test_a_selection_survives_the_next_search(reopened, mbox):
    user = reopened(mbox)
    listing = user.window.list_pane.list
    user.window.focus_list()
    user.press(listing, Qt.Key.Key_Space)
    ticked = user.window.model.ticked
    assert len(ticked) == 1
    user.type_query("zwembad")
    user.wait(lambda: user.subjects == ["Motie zwembad"])
    user.type_query("")
    user.press(user.window.top_bar.search, Qt.Key.Key_Escape)
    user.wait(lambda: len(user.hits) == 10)
    assert user.window.model.ticked == ticked
    assert "(1)" in user.window.top_bar.print.text()


def test_a_message_shows_its_header_block_and_what_it_asks(reopened, mbox):
    user = reopened(mbox)
    user.type_query("onderwerp:verzoek")
    user.wait(lambda: user.subjects == ["Verzoek om reactie"])
    user.open_row(0)
    opened = user.window.opened
    assert [action.due for action in opened.actions] == ["2021-12-01"]
    assert 'id="action-0"' in opened.page
    assert user.window.reading.panel.isVisible()


def test_f4_jumps_to_the_next_action(reopened, mbox, qtbot):
    user = reopened(mbox)
    user.type_query("onderwerp:verzoek")
    user.wait(lambda: user.subjects == ["Verzoek om reactie"])
    user.open_row(0)
    with qtbot.waitSignal(user.window.reading.panel.chosen) as chosen:
        user.press(user.window, Qt.Key.Key_F4)
    assert chosen.args == [0]


def test_a_query_that_is_wrong_says_why(reopened, mbox):
    user = reopened(mbox)
    user.type_query("datum:gisteren2")
    user.press(user.window.top_bar.search, Qt.Key.Key_Return)
    user.wait(lambda: bool(user.window.top_bar.search.toolTip()))
    assert len(user.hits) == 10  # the last answer stays


def test_a_file_that_is_no_mailbox_is_one_problem(driver, tmp_path):
    picture = tmp_path / "foto.png"
    picture.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(100))
    user = driver(str(picture))
    user.wait(lambda: not user.window.imports.running and bool(user.window.imports.problems))
    assert [problem.path for problem in user.window.imports.problems] == [str(picture)]


def test_what_is_made_up_is_said_where_it_is_shown(driver, data, tmp_path):
    own = str(write_mbox(tmp_path / "griffie.mbox", [letter(1)]))
    list(library.add_exports(data, [str(SAMPLE)], sample=True))
    *_, summary = library.add_exports(data, [own])
    user = driver(settings=Settings(theme="light"))
    user.wait(lambda: user.window.model.total > 30 and not user.window.searcher.busy)
    bar = user.window.list_pane._sample

    def said():
        model = user.window.model
        rows = [model.index(row) for row in range(model.rowCount())]
        return {
            row.data(Qt.ItemDataRole.AccessibleTextRole).split(",")[0] for row in rows if row.data(HIT_ROLE)
        }

    assert not bar.isVisible()
    assert any(name.endswith(" (voorbeeld)") for name in said())
    user.window.filters._use(Filters(exports=frozenset({own})))
    user.wait(lambda: user.window.model.total == summary.added)
    assert not bar.isVisible()
    assert said() == {"Bewoner 1"}
    user.window.filters._use(Filters(exports=frozenset({str(SAMPLE)})))
    user.wait(lambda: user.window.model.total > 30)
    assert bar.isVisible()
    assert not any(name.endswith(" (voorbeeld)") for name in said())


def test_the_first_start_shows_the_sample_and_one_click_removes_it(driver):
    user = driver(settings=Settings(theme="light"))
    user.wait(lambda: not user.window.imports.running and user.window.model.total > 30)
    assert all(hit.sample for hit in user.hits)
    user.window.list_pane.remove_sample_wanted.emit()
    user.wait(lambda: user.window.model.total == 0 and not user.window.mailboxes.exports)
    assert user.window.settings.sample_removed


def test_cancelling_an_import_keeps_what_was_committed(driver, tmp_path):
    many = write_mbox(tmp_path / "veel.mbox", [letter(n, subject=f"Stuk {n}") for n in range(1500)])
    user = driver(str(many))
    user.wait(lambda: user.window.imports.running)
    user.window.mailboxes.cancel()
    user.wait(lambda: not user.window.imports.running)
    before = user.window.model.total
    user.window.imports.add([str(many)])
    user.wait(lambda: user.window.imports.running)
    user.wait_for_index(1500)
    assert before <= 1500


@pytest.fixture
def many(tmp_path):
    """180 letters, of which number 27 is the first of the list."""
    return write_mbox(tmp_path / "veel.mbox", [letter(n, subject=f"Stuk {n}") for n in range(180)])


def test_the_list_asks_for_the_rows_that_are_looked_at_and_no_others(reopened, many):
    user = reopened(many)
    listing, model = user.window.list_pane.list, user.window.model
    user.window.focus_list()
    user.press(listing, Qt.Key.Key_End)
    user.wait(lambda: model.hit(179) is not None and user.window.opened is not None)
    assert listing.currentIndex().row() == 179
    user.wait(lambda: user.window.opened.id == model.hit(179).id)
    assert model.hit(80) is None
    user.press(listing, Qt.Key.Key_Home)
    user.wait(lambda: user.window.opened.id == model.hit(0).id)


def test_ctrl_a_in_the_list_selects_messages_whose_rows_were_never_read(reopened, many):
    user = reopened(many)
    user.window.focus_list()
    user.press(user.window.list_pane.list, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    user.wait(lambda: user.window.model.ticked_count == 180)
    assert user.window.model.hit(179) is None
    assert "180 geselecteerd" in user.window.list_pane.findChild(QLabel, "Counts").text()


def test_counts_that_have_no_room_are_figures_alone_and_stand_in_the_tooltip(reopened, many):
    user = reopened(many)
    user.window.selection.tick_all()
    user.wait(lambda: user.window.model.ticked_count == 180)
    counts = user.window.list_pane.findChild(QLabel, "Counts")
    assert (counts.shown, counts.toolTip()) == ("180 berichten, 180 geselecteerd", "")
    user.window.resize(1024, 700)
    user.wait(lambda: counts.shown == "180, 180 ✓")
    assert "180 berichten, 180 geselecteerd" in counts.toolTip()
    user.window.selection.untick_all()
    assert (counts.shown, counts.toolTip()) == ("180 berichten", "")


@pytest.mark.parametrize(
    ("width", "filters", "listed"), [(820, 180, 310), (1024, 218, 350), (1440, 232, 440), (1920, 232, 540)]
)
def test_a_narrow_window_takes_from_the_filters_before_the_list(driver, width, filters, listed):
    window = driver().window
    window.resize(width, 768)
    assert abs(window.filters.width() - filters) < 5
    assert abs(window.middle.width() - listed) < 5


def test_a_border_that_the_user_moved_stays(driver):
    window = driver().window
    panes = window.findChild(QSplitter)
    panes.moveSplitter(300, 1)
    window.resize(1300, 768)
    assert window.filters.width() == 300


def test_an_empty_list_says_to_take_a_filter_away_only_where_one_is_set(reopened, mbox):
    user = reopened(mbox)

    def says(*sentences: str) -> bool:
        shown = {label.text() for label in user.window.list_pane.findChildren(QLabel) if label.isVisible()}
        return shown.issuperset(sentences)

    user.type_query("zwembad fietsenstalling")
    user.wait(lambda: says("Niets gevonden", "Gebruik andere of minder woorden."))
    user.press(user.window.top_bar.search, Qt.Key.Key_Escape)
    user.wait(lambda: user.window.model.total == 10 and not user.window.searching._counts_soon.isActive())
    tick(user, "Motie")
    user.wait(lambda: user.window.model.total == 1 and not user.window.searching._counts_soon.isActive())
    tick(user, "Met bijlage")
    user.wait(lambda: says("Niets gevonden", "Haal een filter weg."))
    user.type_query("zwembad")
    user.wait(lambda: says("Niets gevonden", "Gebruik andere woorden of haal een filter weg."))


def test_an_empty_list_names_the_words_that_no_message_has(reopened, mbox):
    user = reopened(mbox)

    def says(sentence: str) -> bool:
        return sentence in {
            label.text() for label in user.window.list_pane.findChildren(QLabel) if label.isVisible()
        }

    user.type_query("motie qqqq van:Xyz")
    user.wait(lambda: says("Geen enkel bericht bevat “qqqq” of “Xyz”."))
    user.type_query('datum:2026 -zzzz wijk* "de qqqq" ')
    user.press(user.window.top_bar.search, Qt.Key.Key_Return)
    user.wait(lambda: says("Geen enkel bericht bevat “qqqq”."))
    user.type_query("(motie OF qqqq) -motie")  # the word that stands nowhere is not why it is empty
    user.wait(lambda: says("Gebruik andere of minder woorden."))


def test_a_row_of_a_newsletter_begins_with_its_first_real_words(reopened, tmp_path):
    text = "Lees online | Afmelden\n\nKernpost 31\n\nDe buurtbus wankelt.\n"
    user = reopened(write_mbox(tmp_path / "nieuws.mbox", [letter(1, subject="Kernpost", text=text)]))
    assert user.hits[0].snippet == "Kernpost 31 De buurtbus wankelt."
    user.type_query("wankelt")
    user.wait(lambda: bool(user.hits and user.hits[0].marks))
    assert user.hits[0].snippet == "Kernpost 31 De buurtbus wankelt."
    user.type_query("afmelden")
    user.wait(lambda: bool(user.hits) and user.hits[0].snippet.startswith("Lees online"))


def test_a_row_shows_whole_chips_and_how_many_have_no_room(reopened, tmp_path):
    message = letter(1, text=REQUEST, category="Ter kennisname, Ingekomen stuk", attachment="plan.pdf")
    user = reopened(write_mbox(tmp_path / "griffie.mbox", [message]))
    rows = user.window.list_pane.list

    def chips(room: int) -> list[str]:
        return [chip.text for chip in rows.itemDelegate().chips(user.hits[0], room)]

    *_, first, second, attachment = chips(2000)
    assert [first, second, attachment] == ["Ter kennisname", "Ingekomen stuk", "1 bijlage"]
    seen = [chips(room) for room in range(400, 0, -5)]
    assert [shown[1:] for shown in seen if len(shown) > 1 and shown[1:] != [first, second, attachment]]
    for shown in seen:
        assert shown[1:] in ([first, second, attachment], [first, second, "+1"], [first, "+2"], ["+3"], [])


def test_place_and_message_stay_when_rows_come_in_above(reopened, many, tmp_path):
    user = reopened(many)
    listing, model = user.window.list_pane.list, user.window.model
    listing.verticalScrollBar().setValue(60 * listing.row_height + 17)
    user.wait(lambda: model.hit(62) is not None)
    user.open_row(62)
    before, height = user.window.opened, listing.visualRect(listing.currentIndex()).top()
    newer = [letter(27, subject=f"Nieuw {n}") for n in range(10, 25)]  # of the newest day
    user.window.imports.add([str(write_eml(tmp_path / "nieuw", newer))])
    user.wait_for_index(195)
    user.wait(lambda: not user.window.searcher.busy)
    row = listing.currentIndex().row()
    assert row == 62 + 15
    assert model.hit(row).id == before.id
    assert listing.visualRect(listing.currentIndex()).top() == height
    assert user.window.opened is before


def test_the_place_stays_when_a_mailbox_above_it_is_taken_away(reopened, many, tmp_path):
    newer = [letter(27, subject=f"Nieuw {n}") for n in range(10, 25)]
    folder = write_eml(tmp_path / "nieuw", newer)
    user = reopened(many, folder)
    listing, model = user.window.list_pane.list, user.window.model
    listing.verticalScrollBar().setValue(100 * listing.row_height + 5)
    user.wait(lambda: model.hit(101) is not None)
    seen = model.hit(101).id
    user.window.imports.forget(str(folder))
    user.wait_for_index(180)
    user.wait(lambda: model.row_of(seen) == 101 - 15)
    assert listing.verticalScrollBar().value() == 85 * listing.row_height + 5


def test_of_keys_in_a_row_the_last_answer_is_shown(reopened, mbox):
    user = reopened(mbox)
    user.type_query("xzwembad")
    box = user.window.top_bar.search
    user.press(box, Qt.Key.Key_Home)
    user.press(box, Qt.Key.Key_Delete)
    user.wait(lambda: not user.window.searcher.busy)
    assert user.window.model.search.text == "zwembad"
    assert user.subjects == ["Motie zwembad"]


def test_a_second_window_can_read_while_the_first_writes(driver, mbox):
    first = driver(str(mbox))
    first.wait_for_index(10)
    second = driver()
    second.wait_for_index(10)
    second.type_query("zwembad")
    second.wait(lambda: second.subjects == ["Motie zwembad"])


def test_a_mailbox_that_is_taken_away_takes_its_messages_out_of_the_selection(reopened, mbox, tmp_path):
    folder = write_eml(tmp_path / "brieven", [letter(50)])
    user = reopened(mbox, folder)
    user.window.selection.tick_all()
    user.wait(lambda: user.window.model.ticked_count == 11)
    user.window.imports.forget(str(mbox))
    user.wait_for_index(1)
    user.wait(lambda: user.window.model.ticked == (user.hits[0].id,))


def test_an_empty_list_leaves_no_message_beside_it(reopened, mbox):
    user = reopened(mbox)
    user.open_row(0)
    user.type_query("qqqq")
    user.wait(lambda: user.window.model.total == 0)
    assert user.window.opened is None


def test_an_import_beside_another_one_says_to_wait_and_the_list_stays(reopened, mbox, tmp_path, data):
    user = reopened(mbox)
    with writing(data.index):  # as a second window or the command line does
        user.window.imports.add([str(write_eml(tmp_path / "brieven", [letter(60)]))])
        user.wait(lambda: not user.window.imports.running and bool(user.window.imports.problems))
    assert [problem.code for problem in user.window.imports.problems] == ["index_busy"]
    assert "Wacht" in user.window.status.message
    assert user.window.model.total == 10


def test_a_growing_index_leaves_the_message_that_is_read_alone(reopened, mbox, tmp_path):
    user = reopened(mbox)
    user.open_row(3)
    before = user.window.opened
    user.window.imports.add([str(write_eml(tmp_path / "brieven", [letter(70)]))])
    user.wait_for_index(11)
    user.wait(lambda: not user.window.searcher.busy)
    assert user.window.opened is before  # opened again it would jump to its top


def test_a_mail_that_is_dragged_into_a_watched_folder_appears_by_itself(reopened, tmp_path, monkeypatch):
    monkeypatch.setattr("ui.watching._BEGIN_MS", 0)
    folder = write_eml(tmp_path / "brieven", [letter(n) for n in range(1, 4)])
    user = reopened(folder)
    (folder / "later.eml").write_bytes(letter(70, subject="Kwam vanzelf").as_bytes())
    user.wait(lambda: "Kwam vanzelf" in user.subjects)
    user.wait(lambda: user.window.status.message == "1 nieuw bericht")
    assert not user.window.imports.running


def test_what_the_user_adds_goes_before_what_came_by_itself(reopened, tmp_path):
    folder = write_eml(tmp_path / "brieven", [letter(n) for n in range(1, 4)])
    user = reopened(folder)
    (folder / "later.eml").write_bytes(letter(70, subject="Kwam vanzelf").as_bytes())
    user.window.imports.refresh(Changed((str(folder),), frozenset()))
    user.window.imports.add([str(write_eml(tmp_path / "meer", [letter(80), letter(81)]))])
    assert user.window.imports.running
    user.wait(lambda: user.window.model.total == 6)


def test_the_bar_says_how_fast_it_goes_and_how_long_it_takes(driver):
    bar = driver().window.status
    bar.show_progress(Progress("/post/griffie.mbox", 12_400, 10, 100, 410.2, 185.0))
    assert bar._progress.text() == "12.400 berichten, 410 per seconde, nog ongeveer 3 minuten"
    bar.show_progress(Progress(str(SAMPLE), 3, 10, 100))
    assert bar.message == "Inlezen: voorbeeldpostvak"
    bar.show_progress(Progress("/post/griffie.mbox", 3, 10, 100))
    assert bar._progress.text() == "3 berichten"


def heights(window):
    """Of a row of the list, of a filter, of the bar, and of letters."""
    filters = window.filters
    return (
        window.list_pane.list.row_height,
        filters.visualItemRect(filters.topLevelItem(1)).height(),
        window.top_bar.print.fontMetrics().height(),
        window.top_bar.height(),
        window.reading.panel.fontMetrics().height(),
        window.status.fontMetrics().height(),
    )


def test_larger_text_is_that_of_every_pane_and_is_kept(reopened, mbox, driver):
    user = reopened(mbox)
    window = user.window
    user.open_row(0)
    user.wait(window.reading.panel.isVisible)
    before = heights(window)
    for _ in range(3):
        user.press(window, Qt.Key.Key_Plus, Qt.KeyboardModifier.ControlModifier)
    assert window.settings.zoom == 150
    user.wait(lambda: all(now >= 1.3 * then for now, then in zip(heights(window), before, strict=True)))
    window.close()
    later = driver(settings=window.settings)
    later.wait_for_index(10)
    later.wait(lambda: heights(later.window)[0] >= 1.3 * before[0])
    later.press(later.window, Qt.Key.Key_0, Qt.KeyboardModifier.ControlModifier)
    later.wait(lambda: heights(later.window) == before)


@pytest.mark.parametrize("zoom", [100, 150, 200])
def test_the_window_does_not_grow_with_its_letters(reopened, mbox, zoom):
    user = reopened(mbox, settings=Settings(theme="light", sample_removed=True, zoom=zoom))
    user.open_row(0)
    user.window.resize(1280, 720)
    user.wait(user.window.reading.panel.isVisible)
    assert (user.window.width(), user.window.height()) == (1280, 720)
    assert user.window.reading.width() >= 0.35 * 1280


def test_in_large_letters_the_search_box_keeps_room_for_what_is_typed(reopened, mbox):
    user = reopened(mbox, settings=Settings(theme="light", sample_removed=True, zoom=150))
    box = user.window.top_bar.search
    user.window.resize(1024, 700)
    user.wait(lambda: box.width() >= 260)


def test_the_print_button_says_what_it_prints(reopened, mbox):
    user = reopened(mbox)
    button = user.window.top_bar.print
    user.open_row(0)
    user.wait(lambda: button.text() == "Bericht afdrukken")
    assert button.isEnabled()
    user.window.model.toggle(user.hits[1].id)
    assert button.text() == "Selectie afdrukken (1)"
    user.window.model.toggle(user.hits[1].id)
    assert button.text() == "Bericht afdrukken"


def test_with_nothing_to_print_the_print_button_is_grey_and_says_why(driver):
    button = driver().window.top_bar.print
    assert not button.isEnabled()
    assert button.toolTip() == "Vink eerst berichten aan in de lijst, of open een bericht."
