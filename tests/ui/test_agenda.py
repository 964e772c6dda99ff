"""The agenda in the window: what it lists, how it is walked through, and the calendar that is saved."""

from __future__ import annotations

import pickle
from dataclasses import replace
from datetime import date, time

import pytest
from icalendar import Calendar
from mailboxes import letter, write_mbox
from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel

from reader.agenda import Entry
from reader.words import words
from ui.agenda_model import AgendaModel, Month
from ui.agenda_wording import accessible_entry, day_lines, written
from ui.timeline_bins import picture_of
from ui.two_lines import in_two

ASK = (
    "Geachte griffie,\n\n{before}Wij verzoeken u vóór {day} te reageren op ons plan.\n\nMet groet,\nBewoner\n"
)


@pytest.fixture
def mbox(tmp_path):
    return write_mbox(
        tmp_path / "griffie.mbox",
        [
            letter(1, subject="Zwembad", text=ASK.format(before="", day="20 december 2021")),
            letter(2, subject="Fietsbrug", text=ASK.format(before="", day="5 december 2021")),
            letter(3, subject="Speeltuin", text=ASK.format(before="Op 2 november 2021 spraken wij u. " * 2 + "\n\n" * 60, day="5 januari 2022")),
            letter(4, subject="Dank", text="Beste griffie,\n\nDank voor uw hulp.\n"),
        ],
    )  # fmt: skip


def show_agenda(user):
    user.press(user.window, Qt.Key.Key_5, Qt.KeyboardModifier.ControlModifier)
    user.wait(lambda: user.window.agenda.is_open and not user.window.agenda.busy)
    return user.window.agenda.pane


def rows(pane):
    """What a screen reader says of each row."""
    model = pane.model
    return [model.index(row).data(Qt.ItemDataRole.AccessibleTextRole) for row in range(model.rowCount())]


def said(pane):
    return [label.text() for label in pane.findChildren(QLabel) if label.isVisible()]


def test_the_agenda_lists_what_all_messages_of_the_list_ask_by_month(reopened, mbox):
    user = reopened(mbox)
    pane = show_agenda(user)
    december, first, second, january, third = rows(pane)
    assert (december, january) == ("december 2021", "januari 2022")
    assert "zaterdag 4 december 2021" in first
    assert "Uiterste datum" in first
    assert "vóór 5 december 2021" in first
    assert "Fietsbrug · Bewoner 2" in first
    assert "zondag 19 december 2021" in second
    assert "Speeltuin" in third
    assert "Agenda van 4 berichten" in said(pane)
    assert "3 uiterste data" in said(pane)


def test_a_meeting_of_two_days_says_both(reopened, tmp_path):
    text = "Wij nodigen u uit voor het congres op donderdag 9 en vrijdag 10 december 2021 in Ede.\n"
    user = reopened(write_mbox(tmp_path / "griffie.mbox", [letter(1, text=text)]))
    pane = show_agenda(user)
    assert "donderdag 9 december 2021, t/m vrijdag 10 december 2021" in rows(pane)[1]
    assert day_lines(pane.model.entries[0]) == ("do 9 dec", "t/m vr 10 dec")


def entry_of_days(last, **more):
    """A meeting that begins on Thursday 9 December 2021."""
    first = date(2021, 12, 9)
    entry = Entry("1", 0, "meeting", first, last, "day", None, None, "", "", (), "Congres", "Anne")
    return replace(entry, **more)


@pytest.mark.usefixtures("qapp")
@pytest.mark.parametrize(
    ("entry", "beside", "aloud"),
    [
        (entry_of_days(date(2021, 12, 10), begins=time(19, 30)), "t/m vr 10 dec", ", t/m vrijdag 10 december 2021, 19.30,"),
        (entry_of_days(date(2021, 12, 10), begins=time(20), ends=time(0), place=-1), "20.00", "donderdag 9 december 2021, 20.00, "),
        (entry_of_days(date(2021, 12, 10), begins=time(20), ends=time(9), place=-1), "t/m vr 10 dec", ", t/m vrijdag 10 december 2021, 20.00,"),
        (entry_of_days(date(2021, 12, 11), begins=time(20), ends=time(0), place=-1), "t/m za 11 dec", ", t/m zaterdag 11 december 2021, 20.00,"),
        (entry_of_days(date(2021, 12, 9), begins=time(20)), "20.00", "donderdag 9 december 2021, 20.00, "),
    ],
)  # fmt: skip
def test_the_days_of_a_meeting_are_read_aloud_as_they_are_seen(entry, beside, aloud):
    assert day_lines(entry) == ("do 9 dec", beside)
    assert aloud in accessible_entry(entry, words("nl"), None, ticked=False)


@pytest.mark.usefixtures("qapp")
def test_of_several_days_in_a_calendar_the_hour_stands_beside_what_it_is():
    assert written(entry_of_days(date(2021, 12, 10), begins=time(20), ends=time(9), place=-1)) == "20.00"
    assert (
        written(entry_of_days(date(2021, 12, 10), begins=time(20), words="9 en 10 december"))
        == "9 en 10 december"
    )
    assert not written(entry_of_days(date(2021, 12, 9), begins=time(20), place=-1))


def test_the_button_above_the_list_opens_the_agenda_and_escape_leaves_it(reopened, mbox):
    user = reopened(mbox)
    user.qtbot.mouseClick(user.window.list_pane.agenda, Qt.MouseButton.LeftButton)
    user.wait(lambda: not user.window.agenda.busy)
    pane = user.window.agenda.pane
    assert pane.isVisible()
    user.press(pane.list, Qt.Key.Key_Escape)
    assert user.window.list_pane.isVisible()
    assert not pane.isVisible()
    assert QApplication.focusWidget() is user.window.list_pane.list


def read_in_the_agenda(user, subject):
    """Open the first entry of the agenda, which is that of this message; its identity."""
    pane = show_agenda(user)
    user.press(pane.list, Qt.Key.Key_Home)
    user.press(pane.list, Qt.Key.Key_Return)
    user.wait(lambda: user.window.opened is not None and user.window.opened.message.subject == subject)
    return user.window.opened.id


def settle(user):
    """Until nothing is on its way; 400 ms is longer than a message waits that an answer makes current."""
    user.qtbot.wait(400)
    user.wait(lambda: not user.window.searcher.busy)
    user.qtbot.wait(400)


@pytest.mark.parametrize("count", [4, 300])
def test_the_list_goes_on_with_the_message_that_was_read_in_the_agenda(reopened, tmp_path, count):
    """Wherever in the list it stands; what is then done to the message, is done to that one."""
    mails = [letter(n, subject=f"Brief {n}", text="Dank voor uw hulp.\n") for n in range(2, count)]
    asks = letter(1, subject="Zwembad", text=ASK.format(before="", day="20 december 2021"))
    user = reopened(write_mbox(tmp_path / "griffie.mbox", [asks, *mails]))
    user.open_row(0)
    read = read_in_the_agenda(user, "Zwembad")
    user.press(user.window.agenda.pane.list, Qt.Key.Key_Escape)
    listing = user.window.list_pane.list
    user.wait(lambda: listing.current_id() == read)
    assert listing.viewport().rect().intersects(listing.visualRect(listing.currentIndex()))
    next(action for action in user.window.actions() if action.objectName() == "note_listed").trigger()
    user.wait(lambda: user.window.model.hit(listing.currentIndex().row()).note.listed)
    settle(user)
    assert (user.window.opened.id, listing.current_id()) == (read, read)


def test_an_entry_leads_to_the_sentence_of_its_date_where_that_asks_nothing(reopened, tmp_path):
    text = "Geachte griffie,\n\nDe hoorzitting is op donderdag 16 december 2021 om 20.00 uur in het dorpshuis.\n\nWilt u ons laten weten hoeveel raadsleden er komen?\n"
    user = reopened(write_mbox(tmp_path / "griffie.mbox", [letter(1, subject="Hoorzitting", text=text)]))
    read_in_the_agenda(user, "Hoorzitting")
    (entry,) = user.window.agenda.pane.model.entries
    opened = user.window.opened
    assert entry.text.startswith("De hoorzitting is")
    (number,) = (n for n, one in enumerate(opened.dates) if one.start == entry.place)
    assert opened.dates[number].role == "event"
    assert f'id="date-{number}"' in opened.page


def test_the_list_goes_there_too_while_another_answer_is_on_its_way(reopened, tmp_path):
    mails = [letter(n, subject=f"Brief {n}", text="Dank voor uw hulp.\n") for n in range(2, 300)]
    asks = letter(1, subject="Zwembad", text=ASK.format(before="", day="20 december 2021"))
    user = reopened(write_mbox(tmp_path / "griffie.mbox", [asks, *mails]))
    user.open_row(0)
    read = read_in_the_agenda(user, "Zwembad")
    searching, listing = user.window.searching, user.window.list_pane.list
    searching.sort_by("relevance")
    user.window.focus_list()
    searching.refresh()
    settle(user)
    assert (user.window.opened.id, listing.current_id()) == (read, read)
    assert listing.viewport().rect().intersects(listing.visualRect(listing.currentIndex()))


def test_a_message_of_the_agenda_that_the_list_has_not_gives_way_to_the_one_that_it_has(reopened, mbox):
    user = reopened(mbox)
    user.window.model.toggle(next(hit.id for hit in user.hits if hit.subject == "Zwembad"))
    user.type_query("onderwerp:dank")
    user.wait(lambda: user.subjects == ["Dank"])
    read_in_the_agenda(user, "Zwembad")
    user.window.focus_list()
    settle(user)
    assert user.window.opened.message.subject == "Dank"


def test_what_is_ticked_has_an_agenda_of_its_own(reopened, mbox):
    user = reopened(mbox)
    user.window.model.toggle(next(hit.id for hit in user.hits if hit.subject == "Zwembad"))
    pane = show_agenda(user)
    assert [entry.subject for entry in pane.model.entries] == ["Zwembad"]
    assert "Agenda van 1 geselecteerd bericht" in said(pane)


def test_the_agenda_follows_the_search(reopened, mbox):
    user = reopened(mbox)
    pane = show_agenda(user)
    user.type_query("fietsbrug")
    user.wait(lambda: [entry.subject for entry in pane.model.entries] == ["Fietsbrug"])


def test_every_entry_has_room_for_its_lines_when_another_search_moves_the_months(reopened, mbox):
    user = reopened(mbox)
    pane = show_agenda(user)
    full = pane.list.rowHeight(1)
    low = pane.list.rowHeight(0)
    assert low < full
    user.type_query("onderwerp:fietsbrug OF onderwerp:speeltuin")
    user.wait(lambda: len(pane.model.entries) == 2)
    user.type_query("plan")
    user.wait(lambda: len(pane.model.entries) == 3)
    heights = [pane.list.rowHeight(row) for row in range(pane.model.rowCount())]
    assert heights == [low if row in pane.model.months else full for row in range(pane.model.rowCount())]


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("Wilt u komen?", ["Wilt u komen?"]),
        ("Wij ontvangen uw reactie graag uiterlijk maandag 30 november.", ["Wij ontvangen uw reactie graag", "uiterlijk maandag 30 november."]),
        (f"{'a' * 300} bc", ["a" * 300, "bc"]),
        ("a" * 300, ["a" * 300]),
    ],
)  # fmt: skip
def test_a_sentence_takes_two_lines_where_it_is_long(qapp, text, lines):
    metrics = QFontMetrics(qapp.font())
    width = metrics.horizontalAdvance("Wij ontvangen uw reactie graag uit")
    assert list(in_two(text, metrics, width)) == lines


def test_the_agenda_for_the_council_leaves_out_what_the_griffie_is_asked(reopened, tmp_path, monkeypatch):
    text = "Geachte griffie,\n\nWij verzoeken de raad vóór 20 december 2021 te reageren.\n\nWij verzoeken de griffie uiterlijk 6 december 2021 de stukken te sturen.\n"
    user = reopened(write_mbox(tmp_path / "griffie.mbox", [letter(1, text=text)]))
    pane = show_agenda(user)
    assert [entry.addressees for entry in pane.model.entries] == [("griffie",), ("raad",)]
    filters = user.window.filters
    (row,) = filters.findItems("Raad en raadsleden", Qt.MatchFlag.MatchExactly | Qt.MatchFlag.MatchRecursive)
    filters.setCurrentItem(row)
    user.press(filters, Qt.Key.Key_Space)
    user.wait(lambda: [entry.addressees for entry in pane.model.entries] == [("raad",)])
    pane.model.tick_all(on=True)
    target = tmp_path / "agenda.ics"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(target), ""))
    user.qtbot.mouseClick(pane.save, Qt.MouseButton.LeftButton)
    user.wait(target.exists)
    (event,) = Calendar.from_ical(target.read_bytes()).walk("VEVENT")
    assert event["DTSTART"].dt == date(2021, 12, 19)


def test_messages_that_ask_nothing_have_no_agenda(reopened, mbox):
    user = reopened(mbox)
    user.type_query("dank")
    user.wait(lambda: user.subjects == ["Dank"])
    pane = show_agenda(user)
    assert "In deze berichten staan geen uiterste data of bijeenkomsten." in said(pane)
    assert not pane.save.isEnabled()


SCHEDULE = "Beste leden,\n\nHierbij het vergaderschema.\n\n12 april 2022: Raad, 19.30 uur\n3 mei 2022: AB (begroting)\n\nMet groet,\nGriffie\n"


def test_an_agenda_of_a_schedule_says_that_dates_are_mentioned_and_leads_to_them(reopened, tmp_path):
    mails = [letter(1, subject="Schema", text=SCHEDULE), letter(2, subject="Dank", text="Dank.\n")]
    user = reopened(write_mbox(tmp_path / "griffie.mbox", mails))
    pane = show_agenda(user)
    assert (
        "In deze berichten staan geen uiterste data of bijeenkomsten. Er worden wel 2 data genoemd."
        in said(pane)
    )
    user.press(pane.nothing.show_mentions, Qt.Key.Key_Space)
    user.wait(lambda: len(pane.model.entries) == 2 and not user.window.agenda.busy)
    assert pane.mentions.isChecked()
    assert pane.list.hasFocus()
    assert [entry.text for entry in pane.model.entries] == [
        "12 april 2022: Raad, 19.30 uur",
        "3 mei 2022: AB (begroting)",
    ]
    assert "Raad, 19.30 uur" in rows(pane)[1]
    user.type_query("dank")
    user.wait(lambda: user.subjects == ["Dank"] and not user.window.agenda.busy)
    assert not pane.nothing.show_mentions.isVisible()


def test_enter_opens_the_message_at_the_place_where_it_asks(reopened, mbox):
    user = reopened(mbox)
    pane = show_agenda(user)
    went = []
    user.window.reading.body.go_to = went.append
    user.press(pane.list, Qt.Key.Key_End)
    user.press(pane.list, Qt.Key.Key_Return)
    user.wait(lambda: user.window.opened is not None and user.window.opened.message.subject == "Speeltuin")
    assert went == ["action-0"]
    assert pane.isVisible()
    user.qtbot.wait(400)  # the row that the list made current may not come after it
    assert user.window.opened.message.subject == "Speeltuin"
    user.press(pane.list, Qt.Key.Key_Return)  # it is open: it goes there at once
    assert went == ["action-0"] * 2


def test_a_message_that_was_opened_from_the_agenda_is_the_one_that_is_ticked(reopened, mbox):
    user = reopened(mbox)
    pane = show_agenda(user)
    user.press(pane.list, Qt.Key.Key_End)
    user.press(pane.list, Qt.Key.Key_Return)
    user.wait(lambda: user.window.opened is not None and user.window.opened.message.subject == "Speeltuin")
    user.press(user.window, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert user.window.model.ticked == (user.window.opened.id,)


def test_a_click_opens_and_a_click_in_the_box_ticks(reopened, mbox):
    user = reopened(mbox)
    pane = show_agenda(user)
    place = pane.list.visualRect(pane.model.index(2))
    user.qtbot.mouseClick(pane.list.viewport(), Qt.MouseButton.LeftButton, pos=place.center())
    user.wait(lambda: user.window.opened is not None and user.window.opened.message.subject == "Zwembad")
    assert len(pane.model.ticked) == 3
    box = place.topLeft()
    box.setX(20)
    box.setY(place.top() + 16)
    user.qtbot.mouseClick(pane.list.viewport(), Qt.MouseButton.LeftButton, pos=box)
    assert len(pane.model.ticked) == 2


def test_the_arrows_pass_over_months(reopened, mbox):
    user = reopened(mbox)
    pane = show_agenda(user)
    user.press(pane.list, Qt.Key.Key_Home)
    passed = []
    for _ in range(4):
        passed.append(pane.list.entry.subject)
        user.press(pane.list, Qt.Key.Key_Down)
    assert passed == ["Fietsbrug", "Zwembad", "Speeltuin", "Speeltuin"]


def test_dates_that_are_merely_mentioned_are_shown_on_request_and_not_chosen(reopened, mbox):
    user = reopened(mbox)
    pane = show_agenda(user)
    pane.mentions.click()
    user.wait(lambda: len(pane.model.entries) == 4 and not user.window.agenda.busy)
    mention = pane.model.entries[0]
    assert (mention.what, mention.day) == ("mention", date(2021, 11, 2))
    assert len(pane.model.ticked) == 3
    user.press(pane.list, Qt.Key.Key_Home)
    user.press(pane.list, Qt.Key.Key_Return)
    user.wait(lambda: user.window.opened is not None and user.window.opened.message.subject == "Speeltuin")
    assert 'id="date-' in user.window.opened.page


def test_the_chosen_entries_are_saved_as_a_calendar(reopened, mbox, tmp_path, monkeypatch):
    user = reopened(mbox)
    pane = show_agenda(user)
    target = tmp_path / "raad.ics"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_args: (str(target.with_suffix("")), ""))
    user.press(pane.list, Qt.Key.Key_Home)
    user.press(pane.list, Qt.Key.Key_Space)
    assert "2" in pane.save.text()
    pane.save.click()
    user.wait(target.exists)
    days = [event["DTSTART"].dt for event in Calendar.from_ical(target.read_bytes()).events]
    assert days == [date(2021, 12, 19), date(2022, 1, 4)]
    user.wait(lambda: any(f"Opgeslagen als {target}" in label.text() for label in user.window.status.findChildren(QLabel)))  # fmt: skip


def test_what_is_past_is_not_chosen_unless_the_user_ticks_it(reopened, tmp_path, monkeypatch):
    """Days count from the newest message, of 21 November 2021."""
    mails = [
        letter(1, subject="Zwembad", text=ASK.format(before="", day="5 november 2021")),
        letter(2, subject="Fietsbrug", text=ASK.format(before="", day="5 december 2021")),
        letter(20, subject="Dank", text="Beste griffie,\n\nDank voor uw hulp.\n"),
    ]
    user = reopened(write_mbox(tmp_path / "griffie.mbox", mails))
    pane = show_agenda(user)
    assert [entry.day for entry in pane.model.entries] == [date(2021, 11, 4), date(2021, 12, 4)]
    assert [entry.day for entry in pane.model.ticked] == [date(2021, 12, 4)]
    assert pane.all.checkState() == Qt.CheckState.PartiallyChecked
    targets = [tmp_path / "een.ics", tmp_path / "twee.ics"]
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_args: (str(targets[0]), ""))
    pane.save.click()
    user.wait(targets[0].exists)
    user.press(pane.list, Qt.Key.Key_Home)
    user.press(pane.list, Qt.Key.Key_Space)
    user.wait(lambda: not user.window.agenda._job.running)
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_args: (str(targets[1]), ""))
    pane.save.click()
    user.wait(targets[1].exists)
    events = [Calendar.from_ical(target.read_bytes()).events for target in targets]
    assert list(map(len, events)) == [1, 2]


@pytest.mark.parametrize("today", [date(2021, 12, 30), date(2021, 12, 1)])
def test_what_was_ticked_or_unticked_stays_so_on_another_day(qapp, today):
    assert qapp
    model = AgendaModel(words("nl"))
    entries = [
        entry(date(2021, 12, 4)),
        entry(date(2021, 12, 9), place=3),
        entry(date(2021, 12, 20), place=9),
    ]
    model.show(entries, date(2021, 12, 6))
    model.toggle(1)
    model.toggle(2)
    assert model.ticked == (entries[0], entries[2])
    model.show(entries, today)
    assert entries[0] in model.ticked
    assert entries[1] not in model.ticked


def test_a_calendar_that_cannot_be_written_is_said_in_one_sentence(reopened, mbox, tmp_path, monkeypatch):
    user = reopened(mbox)
    pane = show_agenda(user)
    monkeypatch.setattr(
        QFileDialog, "getSaveFileName", lambda *_args: (str(tmp_path / "nergens" / "a.ics"), "")
    )
    pane.save.click()
    user.wait(lambda: any("kan niet worden bewaard" in label.text() for label in user.window.status.findChildren(QLabel)))  # fmt: skip


def test_one_tick_chooses_all_or_nothing(reopened, mbox):
    user = reopened(mbox)
    pane = show_agenda(user)
    assert pane.all.checkState() == Qt.CheckState.Checked
    pane.all.click()
    assert pane.model.ticked == ()
    assert not pane.save.isEnabled()
    pane.model.toggle(1)
    assert pane.all.checkState() == Qt.CheckState.PartiallyChecked
    pane.all.click()
    assert len(pane.model.ticked) == 3


def test_the_timeline_is_walked_through_by_keys_and_tells_each_bar(reopened, mbox):
    user = reopened(mbox)
    pane = show_agenda(user)
    pane.timeline.setFocus()
    user.press(pane.timeline, Qt.Key.Key_Home)
    told = pane.timeline.accessibleDescription()
    assert told.endswith(": 1 uiterste datum")
    assert (
        user.window.agenda._today == user.window.filters.reference.day
    )  # of the newest message: the export is old
    assert told in said(pane)
    user.press(pane.timeline, Qt.Key.Key_Right)
    user.press(pane.timeline, Qt.Key.Key_Right)
    user.press(pane.timeline, Qt.Key.Key_Return)
    assert pane.list.entry.subject == "Speeltuin"
    assert pane.list.hasFocus()
    pane.timeline.setFocus()
    user.press(pane.timeline, Qt.Key.Key_End)
    user.press(pane.timeline, Qt.Key.Key_Left)
    user.press(pane.timeline, Qt.Key.Key_Return)
    assert pane.list.entry.subject == "Zwembad"


def test_what_the_timeline_leaves_out_is_said_below_it(reopened, tmp_path):
    mails = [
        letter(n, text=ASK.format(before="", day=day))
        for n, day in enumerate(("5 december 2021", "5 december 2035"), 1)
    ]
    user = reopened(write_mbox(tmp_path / "griffie.mbox", mails))
    pane = show_agenda(user)
    assert "2 uiterste data. 1 datum valt buiten de tijdlijn." in said(pane)


def test_an_agenda_of_many_messages_comes_in_pieces_and_in_order(reopened, tmp_path, monkeypatch):
    texts = [ASK.format(before="", day=f"{1 + n % 28} december 2021") for n in range(450)]
    letters = [letter(n, subject=f"Plan {n}", text=text) for n, text in enumerate(texts)]
    user = reopened(write_mbox(tmp_path / "veel.mbox", letters))
    asked = []
    for asking, name in ((user.window.searcher, "ask"), (user.window.agenda._job, "start")):
        monkeypatch.setattr(asking, name, noting(asked, getattr(asking, name)))
    pane = show_agenda(user)
    days = [entry.day for entry in pane.model.entries]
    assert len(days) == 450
    assert days == sorted(days)
    assert "Agenda van 450 berichten" in said(pane)
    target = tmp_path / "veel.ics"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_args: (str(target), ""))
    pane.save.click()
    user.wait(target.exists)
    assert len(Calendar.from_ical(target.read_bytes()).events) == 450
    # To send the identifiers of all that is found from one process to another would hold the window up.
    assert max(len(pickle.dumps(args)) for args in asked) < 2_000


def noting(asked, ask):
    def noted(*args):
        asked.append(args)
        ask(*args)

    return noted


def entry(day, what="deadline", place=0, **more):
    fields = {"words": "", "text": "Reageer", "addressees": (), "subject": "Plan", "sender": "Bewoner"} | more
    return Entry("1", place, what, day, day, "day" if day else None, None, None, **fields)


def test_the_model_keeps_to_qts_rules_and_keeps_ticks(qtmodeltester, qapp):
    assert qapp
    model = AgendaModel(words("nl"))
    qtmodeltester.check(model)
    entries = [entry(date(2021, 12, 4)), entry(date(2021, 12, 5), "mention", 3), entry(None, place=9)]
    model.show(entries, date(2021, 12, 1))
    qtmodeltester.check(model)
    assert [model.row(row) for row in model.months] == [Month(date(2021, 12, 1), 2), Month(None, 1)]
    assert model.ticked == (entries[0],)
    model.toggle(1)
    model.toggle(2)
    model.show(entries, date(2021, 12, 1))
    assert model.ticked == (entries[1],)
    assert model.data(model.index(4), Qt.ItemDataRole.CheckStateRole) is None  # without a day


def test_all_is_what_was_shown_when_it_was_ticked(qapp):
    """What the next search finds is ticked as always: what is past is not."""
    assert qapp
    model = AgendaModel(words("nl"))
    today = date(2021, 12, 6)
    past, other = entry(date(2021, 12, 4)), entry(date(2021, 12, 3), place=3)
    coming, refused = entry(date(2021, 12, 9), place=5), entry(date(2021, 12, 10), place=7)
    everything = [other, past, coming, refused, entry(None, place=9)]
    model.show(everything, today)
    model.toggle(model.row_of(refused.key))
    model.show([past, coming], today)
    model.tick_all(on=True)
    assert model.ticked_count == 2
    model.show(everything, today)
    assert model.ticked == (past, coming)
    assert (model.ticked_count, model.dated_count) == (2, 4)
    model.tick_all(on=True)
    assert model.ticked == (other, past, coming, refused)
    model.tick_all(on=False)
    model.show([past, coming], today)
    assert model.ticked == ()
    model.tick_all(on=True)
    model.show(everything, today)
    assert model.ticked == (past, coming, refused)


@pytest.mark.parametrize(
    ("today", "row"),
    [(date(2021, 11, 1), 1), (date(2021, 12, 5), 2), (date(2021, 12, 6), 2), (date(2026, 1, 1), 2)],
)
def test_the_agenda_opens_at_the_entry_nearest_to_today(qapp, today, row):
    assert qapp
    model = AgendaModel(words("nl"))
    model.show([entry(date(2021, 12, 4)), entry(date(2021, 12, 5), place=3), entry(None, place=9)], today)
    assert model.row_nearest(today) == row
    model.show([entry(None, place=9)], today)
    assert model.row_nearest(today) == 1


@pytest.mark.parametrize(
    ("last", "unit", "bars"),
    [
        (date(2021, 1, 30), "day", 30),
        (date(2021, 6, 30), "week", 27),
        (date(2023, 12, 31), "month", 36),
    ],
)
def test_the_timeline_has_bars_of_days_weeks_or_months(last, unit, bars):
    picture = picture_of([entry(date(2021, 1, 1)), entry(last)], date(2021, 1, 10))
    assert (picture.unit, len(picture.bins)) == (unit, bars)
    assert sum(one.total for one in picture.bins) == 2


def test_the_timeline_leaves_out_what_lies_far_from_today():
    entries = [entry(date(1950, 1, 1)), entry(date(2021, 1, 20)), entry(date(2021, 2, 1))]
    picture = picture_of(entries, date(2021, 1, 10))
    assert picture.outside == 1
    assert picture.bins[0].first == date(2021, 1, 10)


def test_today_is_in_the_timeline_unless_it_is_far_away():
    entries = [entry(date(2021, 1, 20)), entry(date(2021, 2, 1))]
    assert picture_of(entries, date(2021, 3, 1)).bins[-1].last >= date(2021, 3, 1)
    assert picture_of(entries, date(2026, 3, 1)).bins[-1].last < date(2021, 3, 1)


def test_an_agenda_without_days_has_no_timeline():
    assert picture_of([entry(None)], date(2021, 1, 1)).bins == ()
