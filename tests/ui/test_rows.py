"""What a narrow row shows, and what it leaves out."""

from __future__ import annotations

import pytest
from mailboxes import letter, write_mbox
from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QFontMetrics
from PySide6.QtWidgets import QLabel

from reader.note import Change
from ui import hit_list
from ui.hit_list import with_hit_in_sight


def marked(snippet, word):
    start = snippet.index(word)
    return ((start, start + len(word)),)


@pytest.mark.usefixtures("qapp")
@pytest.mark.parametrize("width", [120, 180, 230, 400, 900])
@pytest.mark.parametrize(
    "snippet",
    [
        "…voor een werkbezoek aan de nieuwe waterzuivering op 8 december",
        "Zienswijze bestemmingsplan, versie 3.docx: …langs de waterzuivering op 8 december",
        "waterzuivering",
    ],
)
def test_the_word_that_was_found_stands_in_the_row_however_narrow(snippet, width):
    metrics = QFontMetrics(QFont())
    shown, marks = with_hit_in_sight(snippet, marked(snippet, "waterzuivering"), metrics, width)
    assert [shown[start:end] for start, end in marks] == ["waterzuivering"]
    assert metrics.horizontalAdvance(shown[: marks[0][1]]) <= width + 1
    assert shown.endswith(snippet[snippet.index("waterzuivering") :])


@pytest.mark.usefixtures("qapp")
def test_a_narrow_row_keeps_the_beginning_of_the_name_of_an_attachment():
    metrics = QFontMetrics(QFont())
    snippet = "Zienswijze bestemmingsplan, versie 3.docx: …langs de waterzuivering op 8 december"
    shown, _ = with_hit_in_sight(snippet, marked(snippet, "waterzuivering"), metrics, 300)
    assert shown.startswith("Ziens")


@pytest.mark.usefixtures("qapp")
@pytest.mark.parametrize("width", range(200, 420, 10))
def test_what_was_cut_twice_has_one_ellipsis(width):
    metrics = QFontMetrics(QFont())
    snippet = "offerte zwembad.pdf: …de renovatie van het zwembad kost veel. Warmtepomp inbegrepen."
    shown, marks = with_hit_in_sight(snippet, marked(snippet, "Warmtepomp"), metrics, width)
    assert "……" not in shown
    assert [shown[start:end] for start, end in marks] == ["Warmtepomp"]


def rows(filters):
    items = [filters.topLevelItem(number) for number in range(filters.topLevelItemCount())]
    return {item.text(0): item.toolTip(0) for item in items}


def test_a_filter_says_the_whole_name_of_a_map_that_lies_deep(reopened, tmp_path):
    path = tmp_path / "profiel" / "abcd1234.default-release" / "Mail" / "Local Folders"
    path.mkdir(parents=True)
    write_mbox(path / "Inbox", [letter(1)])
    user = reopened(tmp_path / "profiel")
    name = "abcd1234.default-release/Mail/Local Folders/Inbox"
    assert rows(user.window.filters)[name] == f"<qt>{name}</qt>"


def test_a_heading_with_nothing_below_it_goes(reopened, tmp_path):
    user = reopened(write_mbox(tmp_path / "griffie.mbox", [letter(1)]))
    assert {"Categorieën", "Jaar"} <= set(rows(user.window.filters))
    user.type_query("qqqq")
    user.wait(lambda: user.hits == [] and not user.window.searcher.busy)
    user.wait(lambda: not {"Categorieën", "Jaar"} & set(rows(user.window.filters)))


@pytest.mark.parametrize(("width", "says"), [(1024, "! nog 3 dagen"), (1440, "! nog 3 dagen · raad")])
def test_a_narrow_row_has_room_for_what_is_proposed_before_for_whom_it_is(
    reopened, tmp_path, monkeypatch, width, says
):
    text = "Wij verzoeken de raad vóór 14 november 2021 te reageren.\n"
    user = reopened(write_mbox(tmp_path / "griffie.mbox", [letter(9, text=text)]))
    drawn = []
    draw = hit_list._draw_text
    monkeypatch.setattr(hit_list, "_draw_text", lambda *given: (drawn.append(given[-1]), draw(*given)))
    user.window.resize(width, 768)
    user.window.noting.change((user.window.model.hit(0).id,), Change(listed=True, proposal="college_copy"))
    user.wait(lambda: any(text.startswith("✓ college handelt af") for text in drawn))
    drawn.clear()
    user.window.list_pane.list.grab()
    assert says in drawn


def zoom_to(user, zoom):
    while user.window.settings.zoom < zoom:
        user.window.zoom_in()


def test_in_a_small_window_with_large_letters_names_and_counts_can_be_read(reopened, tmp_path):
    letters = [letter(n, text="Wij verzoeken de raad te reageren.\n") for n in range(1, 13)]
    user = reopened(write_mbox(tmp_path / "griffie.mbox", letters))
    user.window.resize(1024, 700)
    zoom_to(user, 150)
    filters, counts = user.window.filters, user.window.list_pane.findChild(QLabel, "Counts")
    items = (filters.topLevelItem(number) for number in range(filters.topLevelItemCount()))
    found = (filters._row_of(item) for item in items)
    width = filters.viewport().width()
    names = [filters.itemDelegate().lines(row, width) for row in found if row.count is not None]
    assert ("Met", "actiepunt") in names
    assert not [line for lines in names for line in lines if "…" in line]
    zoom_to(user, 175)
    user.wait(lambda: counts.shown == "12")
    user.press(user.window.list_pane.list, Qt.Key.Key_Space)
    user.wait(lambda: counts.shown == "12, 1 ✓")


def test_a_long_subject_leaves_the_sender_in_sight_in_large_letters(reopened, tmp_path):
    subject = "Vraag over de besloten vergadering van 12 november en over de notulen daarvan"
    user = reopened(
        write_mbox(tmp_path / "griffie.mbox", [letter(1, subject=subject, text="Wilt u reageren?\n")])
    )
    user.window.resize(1024, 700)
    zoom_to(user, 175)
    user.open_row(0)
    sender = next(one for one in user.window.reading.findChildren(QLabel) if "Bewoner 1 <" in one.text())
    user.wait(lambda: sender.visibleRegion().boundingRect().height() > sender.fontMetrics().height())
