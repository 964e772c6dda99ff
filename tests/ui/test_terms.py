"""Filters on for whom and by when, the day that they count from, and what a row says of its date."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from mailboxes import letter, write_mbox
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QLabel, QMenu, QTreeWidget

from reader.due import Countdown, When
from reader.events import Hit
from reader.settings import Settings
from ui.hit_list import HitList
from ui.hit_model import HIT_ROLE
from ui.nearness import nearness
from ui.wording import tooltip

# A menu holds the keyboard, which the offscreen platform cannot give.
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)

NEWEST = "Gerekend vanaf 10 november 2021 (nieuwste bericht)"


@pytest.fixture
def mailbox(tmp_path):
    """Messages of 2 to 10 November 2021, the last a Wednesday."""
    asked = {
        1: "Wij verzoeken de griffie uiterlijk 8 november 2021 te reageren.",
        2: "Wij verzoeken de raad vóór 14 november 2021 te reageren.",
        3: "Wij verzoeken de raad uiterlijk 1 december 2021 te reageren.",
        4: "Wij verzoeken de raad hierover een besluit te nemen.",
        5: "Wij verzoeken de griffie uiterlijk 22 november 2021 te reageren.",
        9: "U ontvangt dit bericht omdat u zich hebt aangemeld. Deze nieuwsbrief niet meer ontvangen? Meld u dan af.",
    }
    letters = [
        letter(n, subject=f"Nieuwsbrief {n}" if n == 9 else f"Brief {n}", text=text)
        for n, text in asked.items()
    ]
    return str(write_mbox(tmp_path / "oud.mbox", letters))


@pytest.fixture
def user(reopened, mailbox):
    return reopened(mailbox)


def rows(user):
    """Text -> what a screen reader says, of all rows of the filters."""
    filters = user.window.filters
    items = [filters.topLevelItem(number) for number in range(filters.topLevelItemCount())]
    return {item.text(0): item.data(0, Qt.ItemDataRole.AccessibleTextRole) for item in items}


def row(user, text):
    filters = user.window.filters
    items = [filters.topLevelItem(number) for number in range(filters.topLevelItemCount())]
    return next(item for item in items if item.text(0) == text)


def press(user, text):
    filters = user.window.filters
    filters.setFocus()
    filters.setCurrentItem(row(user, text))
    user.press(filters, Qt.Key.Key_Space)


def settled(user):
    user.wait(lambda: not user.window.searcher.busy and not user.window.searching._counts_soon.isActive())


def said(user):
    """Subject -> what a screen reader says of its row."""
    model = user.window.model
    indexes = [model.index(number) for number in range(model.rowCount())]
    return {
        index.data(Qt.ItemDataRole.DisplayRole): index.data(Qt.ItemDataRole.AccessibleTextRole)
        for index in indexes
    }


def test_the_message_says_the_last_safe_day_with_the_date_as_it_is_written(user):
    def remarks():
        items = user.window.findChild(QTreeWidget, "ActionList")
        return [items.topLevelItem(row).text(3) for row in range(items.topLevelItemCount())]

    for subject, remark in (
        ("Brief 1", "uiterlijk 8 nov 2021"),
        ("Brief 2", "uiterlijk 13 nov 2021 (vóór 14 nov)"),
    ):
        user.open_row(user.subjects.index(subject))
        assert remarks() == [remark]


@pytest.mark.parametrize("query", ["deadline:<14-11-2021", "deadline:13-11-2021", "deadline:14-11-2021"])
def test_a_query_finds_a_date_by_its_last_safe_day_and_as_it_is_written(user, query):
    user.type_query(f"onderwerp:2 {query} ")
    user.wait(lambda: user.subjects == ["Brief 2"])


def menu(user):
    user.wait(lambda: any(one.isVisible() for one in user.window.findChildren(QMenu, "CountingMenu")))
    return next(one for one in user.window.findChildren(QMenu, "CountingMenu") if one.isVisible())


def test_an_old_export_is_counted_from_its_newest_message(user):
    shown = rows(user)
    assert NEWEST in shown
    assert shown["Verlopen"] == "Verlopen, 1, uit"
    assert shown["Deze week"] == "Deze week, 2, uit"  # from Monday on: what is late already too
    assert shown["Deze maand"] == "Deze maand, 3, uit"
    assert shown["Later"] == "Later, 1, uit"
    assert shown["Zonder datum"] == "Zonder datum, 1, uit"
    assert shown["Griffie"] == "Griffie, 2, uit"
    assert shown["Raad en raadsleden"] == "Raad en raadsleden, 3, uit"


def test_a_term_says_which_days_it_has(user):
    assert row(user, "Deze week").toolTip(0) == tooltip(
        "8 november tot en met 14 november 2021, ook wat al voorbij is"
    )
    assert row(user, "Deze maand").toolTip(0) == tooltip(
        "1 november tot en met 30 november 2021, ook wat al voorbij is"
    )
    assert row(user, "Verlopen").toolTip(0) == tooltip("vóór 10 november 2021, ook als dat deze week was")
    press(user, "Deze week")
    settled(user)
    assert set(user.subjects) == {"Brief 1", "Brief 2"}


def test_a_row_says_its_nearest_date_in_words(user):
    words = said(user)
    assert "2 dagen te laat · griffie" in words["Brief 1"]
    assert "nog 3 dagen · raad" in words["Brief 2"]  # "vóór 14 november" leaves up to the 13th
    assert ", 1 december · raad" in words["Brief 3"]
    assert "1 actiepunt voor raadsleden" in words["Brief 4"]
    assert "nog 12 dagen · griffie" in words["Brief 5"]


LATE_AND_MEETING = "Wilt u uiterlijk 8 november 2021 reageren?\n\nWij nodigen u uit voor een bijeenkomst op 16 november 2021."
TERM_AND_MEETING = "Meld u uiterlijk 11 november 2021 aan voor de informatieavond van 14 december 2021."


@pytest.fixture
def meetings(reopened, tmp_path):
    """Messages with more than one date, the newest of 10 November 2021."""
    asked = {
        1: LATE_AND_MEETING,
        2: TERM_AND_MEETING,
        3: "Wij nodigen u uit voor een bijeenkomst op 5 november 2021.",
        9: "Ter informatie.",
    }
    letters = [letter(n, subject=f"Brief {n}", text=text) for n, text in asked.items()]
    return reopened(write_mbox(tmp_path / "oud.mbox", letters))


def test_a_meeting_to_come_hides_no_term(meetings):
    words = said(meetings)
    assert "2 dagen te laat, bijeenkomst over 6 dagen" in words["Brief 1"]
    assert "uiterlijk morgen · griffie, bijeenkomst 14 december" in words["Brief 2"]
    assert "bijeenkomst was 5 nov 2021" in words["Brief 3"]


MANY = "\n\n".join(
    f"Wij verzoeken u uiterlijk {day} 2021 de {what} te sturen."
    for day, what in (("4 november", "begroting"), ("5 november", "rekening"), ("13 november", "agenda"), ("20 november", "notitie"), ("5 december", "planning"))
)  # fmt: skip
PAST = "Wij verzoeken u uiterlijk 4 november 2021 de begroting te sturen.\n\nWij verzoeken u uiterlijk 5 november 2021 de rekening te sturen."


@pytest.fixture
def several(reopened, tmp_path):
    letters = [
        letter(n, subject=f"Brief {n}", text=text) for n, text in {1: MANY, 2: PAST, 9: "Dank."}.items()
    ]
    return reopened(write_mbox(tmp_path / "oud.mbox", letters))


def test_a_row_begins_with_the_next_term_and_with_the_last_where_all_are_past(several):
    """Days count from 10 November; an older term that somebody forgot would hide what is due in three days."""
    words = said(several)
    assert "nog 3 dagen · griffie, 5 dagen te laat, en nog 3 data" in words["Brief 1"]
    assert "5 dagen te laat · griffie, en nog 1 datum" in words["Brief 2"]


# What a row says as it gets narrower: of each step also just too narrow for the one before.
STEPS = {
    "Brief 1": [
        ["! nog 3 dagen · griffie", "!! 5 dagen te laat", "en nog 3 data"],
        ["! nog 3 dagen · griffie", "!! 5 dagen te laat", "+3"],
        ["! nog 3 dagen", "!! 5 dagen te laat", "+3"],
        ["! nog 3 dagen · griffie", "en nog 4 data"],
        ["! nog 3 dagen · griffie", "+4"],
        ["! nog 3 dagen", "+4"],
    ],
    "Brief 2": [
        ["!! 5 dagen te laat · griffie", "en nog 1 datum"],
        ["!! 5 dagen te laat · griffie", "+1"],
        ["!! 5 dagen te laat", "+1"],
    ],
}


@pytest.mark.parametrize("subject", STEPS)
def test_a_row_says_how_many_dates_have_no_room(several, subject):
    """Whole or as "+3"; no date is cut where there is room for another way to say it."""
    delegate = several.window.list_pane.list.itemDelegate()
    hit = several.window.model.data(several.window.model.index(several.subjects.index(subject)), HIT_ROLE)
    found = []
    for width in range(900, 40, -1):
        chips = delegate.chips(hit, width)
        texts = [chip.text for chip in chips]
        is_cut = any(chip.less for chip in chips)
        assert not is_cut or texts == STEPS[subject][-1] or len(texts) == 1
        assert not any(chip.less for chip in chips[1:])
        found += [] if texts in found else [texts]
    *steps, narrowest = found
    assert steps == STEPS[subject]
    assert narrowest == [STEPS[subject][-1][0]]  # where not even a number fits


@pytest.mark.parametrize(
    ("term", "subjects"),
    [
        ("Verlopen", {"Brief 1"}),
        ("Deze week", {"Brief 1", "Brief 2"}),
        ("Deze maand", {"Brief 1", "Brief 2", "Brief 3"}),
        ("Later", {"Brief 2"}),
        ("Bijeenkomst geweest", {"Brief 3"}),
    ],
)
def test_a_message_counts_by_each_of_its_dates(meetings, term, subjects):
    assert rows(meetings)[term] == f"{term}, {len(subjects)}, uit"
    press(meetings, term)
    settled(meetings)
    assert set(meetings.subjects) == subjects


def test_a_message_says_the_term_and_the_meeting_of_an_action(meetings):
    meetings.open_row(meetings.subjects.index("Brief 2"))
    items = meetings.window.findChild(QTreeWidget, "ActionList")
    assert items.topLevelItem(0).text(3) == "uiterlijk 11 nov 2021 · bijeenkomst: 14 dec 2021"


def test_ticks_choose_by_term_and_by_addressee(user):
    press(user, "Deze maand")
    settled(user)
    assert set(user.subjects) == {"Brief 1", "Brief 2", "Brief 5"}
    assert rows(user)["Later"] == "Later, 1, uit"  # a group ignores its own ticks
    press(user, "Griffie")
    settled(user)
    assert set(user.subjects) == {"Brief 1", "Brief 5"}
    assert rows(user)["Deze maand"] == "Deze maand, 2, aan"
    assert rows(user)["Raad en raadsleden"] == "Raad en raadsleden, 1, uit"
    user.window.clear_search()
    settled(user)
    assert len(user.subjects) == 6


def test_suggested_categories_are_a_group_of_their_own(user):
    assert rows(user)["nieuwsbrief"] == "nieuwsbrief, 1, uit"
    press(user, "nieuwsbrief")
    settled(user)
    assert user.subjects == ["Nieuwsbrief 9"]
    user.open_row(0)
    labels = {label.accessibleName() for label in user.window.reading.findChildren(QLabel, "HeaderValue")}
    assert "Voorgesteld: nieuwsbrief" in labels
    assert not any(name.startswith("Categorieën") for name in labels)  # nobody gave it one


def test_rows_stay_where_they_are_while_filters_are_ticked(user):
    before = list(rows(user))
    press(user, "nieuwsbrief")
    settled(user)
    assert list(rows(user)) == before
    assert rows(user)["Griffie"] == "Griffie, 0, uit"
    press(user, "nieuwsbrief")
    settled(user)
    assert rows(user)["Griffie"] == "Griffie, 2, uit"
    press(user, "Griffie")
    press(user, "Raad en raadsleden")
    settled(user)
    user.type_query("reageren")  # whose first counts are of a part of what it finds
    settled(user)
    press(user, "Raad en raadsleden")
    settled(user)
    assert rows(user)["Griffie"] == "Griffie, 2, aan"
    press(user, "Griffie")
    settled(user)
    user.type_query("nieuwsbrief")  # other words have rows of their own
    settled(user)
    assert "Griffie" not in rows(user)


def choose_another_day(user):
    press(user, next(text for text in rows(user) if text.startswith("Gerekend vanaf")))
    menu(user).actions()[-1].trigger()
    user.wait(
        lambda: user.window.counting.dialog is not None and user.window.counting.dialog.isActiveWindow()
    )
    return user.window.counting.dialog


@pytest.mark.parametrize(
    ("typed", "day"),
    [("12 nov", "2021-11-12"), ("1 november", "2021-11-01"), ("vandaag", f"{datetime.now():%Y-%m-%d}")],  # noqa: DTZ005 - the user's own
)
def test_a_day_without_a_year_is_the_nearest_and_today_is_today(user, typed, day):
    choose_another_day(user)
    user.qtbot.keyClicks(QApplication.focusWidget(), typed)
    user.press(QApplication.focusWidget(), Qt.Key.Key_Return)
    user.wait(lambda: user.window.settings.count_from == day)


@pytest.mark.parametrize("typed", ["14-11-2021", "14112021", "14-11-21", "14 november 2021"])
def test_another_day_is_typed_as_people_write_it_and_kept(user, typed):
    press(user, NEWEST)
    entries = [action.text() for action in menu(user).actions()]
    assert entries[0].startswith("Automatisch")
    assert entries[2:] == ["Het nieuwste bericht: 10 november 2021", "Een andere dag…"]
    assert [action.isChecked() for action in menu(user).actions()] == [True, False, False, False]
    menu(user).close()
    dialog = choose_another_day(user)
    assert dialog.day.text.text() == "woensdag 10 november 2021"
    user.qtbot.keyClicks(QApplication.focusWidget(), typed)
    user.press(QApplication.focusWidget(), Qt.Key.Key_Return)
    user.wait(lambda: "Gerekend vanaf 14 november 2021 (gekozen dag)" in rows(user))
    assert rows(user)["Verlopen"] == "Verlopen, 2, uit"
    assert "1 dag te laat · raad" in said(user)["Brief 2"]
    assert user.window.settings.count_from == "2021-11-14"


def test_terms_do_not_count_from_what_is_no_day(user):
    dialog = choose_another_day(user)
    user.qtbot.keyClicks(QApplication.focusWidget(), "31-2-2021")
    user.press(QApplication.focusWidget(), Qt.Key.Key_Return)
    assert dialog.isVisible()
    assert any("“31-2-2021” is geen datum." in one.text() for one in dialog.findChildren(QLabel))
    user.qtbot.keyClicks(QApplication.focusWidget(), "9" * 5_000)
    assert not any("geen datum" in one.text() for one in dialog.findChildren(QLabel))
    user.press(QApplication.focusWidget(), Qt.Key.Key_Return)
    assert dialog.width() < 1_000
    user.press(dialog, Qt.Key.Key_Escape)
    assert NEWEST in rows(user)


def test_today_counts_where_the_user_says_so(reopened, mailbox):
    user = reopened(mailbox, settings=Settings(theme="light", sample_removed=True, count_from="today"))
    assert any(text.startswith("Gerekend vanaf vandaag, ") for text in rows(user))
    assert rows(user)["Verlopen"] == "Verlopen, 4, uit"
    assert "verlopen: 1 dec 2021" in said(user)["Brief 3"]


def test_the_command_opens_the_menu_and_automatic_is_the_way_back(reopened, mailbox):
    user = reopened(mailbox, settings=Settings(theme="light", sample_removed=True, count_from="2021-11-14"))
    next(action for action in user.window.actions() if action.objectName() == "count_from").trigger()
    entries = [(action.text(), action.isChecked()) for action in menu(user).actions()[3:]]
    assert entries == [("14 november 2021", True), ("Een andere dag…", False)]
    menu(user).actions()[0].trigger()
    user.wait(lambda: NEWEST in rows(user))
    assert user.window.settings.count_from == "auto"


def test_a_click_on_the_sentence_opens_the_menu_too(user, qtbot):
    filters = user.window.filters
    filters.scrollToItem(row(user, NEWEST))
    place = filters.visualItemRect(row(user, NEWEST)).center()
    qtbot.mouseClick(filters.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(place))
    assert menu(user).isVisible()
    assert filters.filters.terms == frozenset()


def test_a_row_is_drawn_with_each_kind_of_date(user):
    """From far before to far behind, so that every form is painted; the log must stay empty."""
    for days in (-400, -3, 0, 3, 12, 30, 900):
        user.window.count_from(date(2021, 11, 10) + timedelta(days))
        settled(user)
        assert not user.window.findChild(HitList).grab().isNull()


@pytest.mark.usefixtures("qapp")
@pytest.mark.parametrize(
    ("iso", "day", "event", "words"),
    [
        ("2021-11-10", date(2021, 11, 10), False, "! uiterlijk vandaag"),
        ("2021-11-12", date(2021, 11, 11), False, "! uiterlijk morgen"),  # "vóór 12 november"
        ("2021-11-24", date(2021, 11, 24), False, "! nog 14 dagen"),
        ("2021-11-26", date(2021, 11, 25), False, "! vóór 26 november"),
        ("2022-01-05", date(2022, 1, 5), False, "! 5 januari 2022"),
        ("2021-W46", date(2021, 11, 21), False, "! week 46"),
        ("2021-11", date(2021, 11, 30), False, "! nov 2021"),
        ("2021-11-09", date(2021, 11, 9), False, "!! 1 dag te laat"),
        ("2021-W44", date(2021, 11, 7), False, "!! verlopen: week 44"),
        ("2020-01-01", date(2020, 1, 1), False, "!! verlopen: 1 jan 2020"),
        ("2020-01-01", date(2019, 12, 31), False, "!! verlopen: vóór 1 jan 2020"),
        ("2022-W01", date(2022, 1, 2), False, "! vóór week 1"),
        ("2021-11-10", date(2021, 11, 10), True, "◆ bijeenkomst vandaag"),
        ("2021-11-13", date(2021, 11, 13), True, "◆ bijeenkomst over 3 dagen"),
        ("2021-12-01", date(2021, 12, 1), True, "◆ bijeenkomst 1 december"),
        ("2021-11-13", date(2021, 11, 15), True, "◆ bijeenkomst over 3 dagen"),  # of three days
        ("2021-11-09", date(2021, 11, 11), True, "◆ bijeenkomst vandaag"),  # that goes on
        ("2021-11-02", date(2021, 11, 2), True, "◆ bijeenkomst was 2 nov 2021"),
    ],
)
def test_words_for_a_date(iso, day, event, words):
    left = (day - date(2021, 11, 10)).days
    when = When(iso, day, event)
    dates = (Countdown(when, left),)
    hit = Hit("1", None, (), "", (), (), (), None, (), "", dates=dates, addressees=("",))
    (near,) = nearness(hit)
    assert f"{near.sign} {near.text}" == words
