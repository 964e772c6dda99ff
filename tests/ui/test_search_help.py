"""What helps in the search box: the card, what is offered while typing, what was searched before, and what went wrong."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from mailboxes import letter, write_mbox
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QScrollArea

from reader.note import PROPOSALS
from reader.notes import Notes
from reader.query import Proposed, parse
from reader.query.unfinished import quoted
from reader.words import words
from ui.query_card import QueryCard, sections
from ui.query_words import (
    addressee_values,
    date_values,
    field_names,
    flag_values,
    kind_values,
    proposal_values,
)

ROOT = Path(__file__).resolve().parents[2]
TODAY = date(2026, 11, 24)


@pytest.fixture
def user(reopened, tmp_path):
    """A window with ten letters, and the keyboard in its search box."""
    letters = [letter(n, category="Motie" if n % 2 else "Ingekomen stuk") for n in range(1, 10)]
    letters.append(
        letter(
            10,
            subject="Motie zwembad",
            text="De raad nam een motie over het zwembad aan. Fietsen staan in de stalling.\n",
        )
    )
    one = reopened(write_mbox(tmp_path / "griffie.mbox", letters))
    one.window.focus_search()
    return one


def box(user):
    return user.window.top_bar.search


def offered(user) -> list[str]:
    return [one.text for one in user.window.suggestions.offered]


def notice(user) -> str:
    return " ".join(label.text() for label in user.window.list_pane.findChildren(QLabel) if label.isVisible())


# The card


def card(user) -> QueryCard | None:
    return user.window.findChild(QueryCard)


def test_the_card_opens_by_key_and_an_example_runs(user):
    user.press(user.window, Qt.Key.Key_F1, Qt.KeyboardModifier.ShiftModifier)
    shown = card(user)
    (example,) = [one for one in shown.examples if one.text() == "onderwerp:motie"]
    example.setFocus()
    user.press(example, Qt.Key.Key_Space)
    user.wait(lambda: user.subjects == ["Motie zwembad"])
    assert box(user).text() == "onderwerp:motie"
    user.wait(lambda: card(user) is None and QApplication.focusWidget() is box(user))


def test_the_card_opens_by_the_button_beside_the_box_and_escape_closes_it(user):
    user.qtbot.mouseClick(user.window.top_bar.explain, Qt.MouseButton.LeftButton)
    shown = card(user)
    assert user.window.rect().contains(shown.frame.geometry())
    first = shown.focusWidget()
    user.press(first, Qt.Key.Key_Down)
    assert shown.focusWidget() in shown.examples
    assert shown.focusWidget() is not first
    user.press(shown.focusWidget(), Qt.Key.Key_Escape)
    user.wait(lambda: card(user) is None and QApplication.focusWidget() is box(user))


def test_the_card_stays_inside_a_small_window(user):
    user.window.resize(820, 450)  # as at 200 %
    user.window.explain_search()
    assert user.window.rect().contains(card(user).frame.geometry())
    click(user, card(user).frame.geometry().topLeft() - QPoint(4, 4))
    user.wait(lambda: card(user) is None and QApplication.focusWidget() is box(user))


def click(user, place) -> None:
    """A click on whatever lies there, as the mouse does it."""
    under = user.window.childAt(place)
    user.qtbot.mouseClick(under, Qt.MouseButton.LeftButton, pos=under.mapFrom(user.window, place))


def test_a_click_between_the_examples_leaves_the_card_open(user):
    user.window.explain_search()
    click(user, card(user).frame.geometry().topLeft() + QPoint(8, 8))
    assert card(user).isVisible()


def test_the_card_can_be_opened_again_and_again(user):
    """A filter on every event of the program ended it here, with a message in the browser engine."""
    user.open_row(0)
    for _ in range(40):
        user.press(user.window, Qt.Key.Key_F1, Qt.KeyboardModifier.ShiftModifier)
        user.press(card(user).focusWidget(), Qt.Key.Key_Escape)
        user.wait(lambda: card(user) is None)
        user.qtbot.wait(20)


def test_the_card_closes_when_the_keyboard_goes_elsewhere(user):
    user.window.explain_search()
    user.press(user.window, Qt.Key.Key_2, Qt.KeyboardModifier.ControlModifier)
    user.wait(lambda: card(user) is None)
    assert QApplication.focusWidget() is user.window.list_pane.list


def test_a_card_that_has_room_for_all_of_it_does_not_scroll(user):
    user.window.explain_search()
    assert card(user).findChild(QScrollArea).verticalScrollBar().maximum() == 0


def _in_dutch(context: str) -> dict[str, str]:
    root = ET.parse(ROOT / "resources" / "i18n" / "nl.ts").getroot()
    return {
        message.findtext("source"): message.findtext("translation")
        for one in root.iter("context")
        if one.findtext("name") == context
        for message in one.iter("message")
    }


def test_every_example_is_understood_in_both_languages():
    dutch = _in_dutch("card")
    for _title, lines in sections():
        for example, _meaning in lines:
            english = next((source for source, text in dutch.items() if text == example), example)
            assert parse(example, TODAY)
            assert parse(english, TODAY)


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.usefixtures("qapp")
def test_every_word_that_is_offered_is_understood(language):
    names = {
        "nl": ("is:", "heeft:", "voor:", "afdoening:", "datum:"),
        "en": ("is:", "has:", "for:", "proposal:", "date:"),
    }
    chosen = {name for of_language in names.values() for name in of_language[:-1]}
    for name, _ in field_names(language):
        assert name in chosen or parse(f"{name}2026", TODAY)
    of = (kind_values, flag_values, addressee_values, proposal_values, date_values)
    for name, values in zip(names[language], of, strict=True):
        for value, _ in values(language):
            assert parse(name + value, TODAY)


# What is asked


ASKED = {
    "Kop": "Nieuws uit de wijk.\n\n## Wat kunt u doen?\n\nKom naar de markt en vertel het verder.\n",
    "Verzoek": "Wij verzoeken u het plan te bespreken.\n",
    "Zienswijze": "U kunt tot 1 december 2021 een zienswijze indienen op de ontwerpbegroting.\n",
    "Motie": "Wij vragen uw raad deze motie te steunen.\n",
    "Doorsturen": "Wilt u deze brief doorsturen aan de raadsleden?\n",
    "Uitnodiging": "Wij nodigen u uit voor de opening van de school op 3 december 2021.\n",
    "Niets": "De fietsen staan in de stalling.\n",
}


@pytest.fixture
def asked(reopened, tmp_path):
    """A window with a message of every kind."""
    letters = [letter(n, subject=one, text=text) for n, (one, text) in enumerate(ASKED.items())]
    return reopened(write_mbox(tmp_path / "griffie.mbox", letters))


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("is:vraag", {"Kop", "Verzoek", "Zienswijze", "Motie", "Doorsturen"}),
        ("is:question", {"Kop", "Verzoek", "Zienswijze", "Motie", "Doorsturen"}),
        ("-is:vraag", {"Uitnodiging", "Niets"}),
        ("is:oproep", {"Kop"}),
        ("is:verzoek", {"Kop", "Verzoek"}),  # what stands under such a heading is asked too
    ],
)
def test_a_question_is_all_that_the_reader_is_asked_to_do(asked, query, found):
    asked.type_query(query + " ")
    asked.wait(lambda: set(asked.subjects) == found)


def test_a_heading_that_asks_is_called_what_it_is(asked):
    filters = asked.window.filters
    shown = {filters.topLevelItem(number).text(0) for number in range(filters.topLevelItemCount())}
    assert {"Kop met oproep", "Verzoek", "Uitnodiging"} <= shown
    asked.type_query("is:")
    asked.wait(lambda: "oproep" in offered(asked))
    meanings = {one.text: one.meaning for one in asked.window.suggestions.offered}
    assert meanings["oproep"] == "Kop met oproep"
    assert meanings["vraag"] == "alles wat u wordt gevraagd te doen"


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.usefixtures("qapp")
def test_each_proposal_has_a_word_that_is_offered_for_it_alone(language):
    offered = dict(proposal_values(language))
    label = words(language).label
    for key in PROPOSALS:
        (word,) = [word for word, meaning in offered.items() if meaning == label[f"proposal_{key}"]]
        assert parse(f"afdoening:{word}", TODAY) == Proposed(frozenset({key}))


# Completion


def test_after_a_pause_fields_are_offered_with_what_they_mean(user):
    user.type_query("va")
    user.wait(lambda: offered(user) == ["van:"])
    assert user.window.suggestions.offered[0].meaning == "de afzender"
    user.press(box(user), Qt.Key.Key_Tab)
    assert box(user).text() == "van:"
    user.wait(lambda: "Bewoner 1" in " ".join(offered(user)))


def test_a_sender_is_completed_with_the_keyboard_and_quoted(user):
    user.type_query('van:"bewoner 9')
    user.wait(lambda: offered(user) == ['"Bewoner 9"'])
    user.press(box(user), Qt.Key.Key_Down)
    user.press(box(user), Qt.Key.Key_Return)
    assert box(user).text() == 'van:"Bewoner 9" '
    user.wait(lambda: [hit.sender[0].name for hit in user.hits] == ["Bewoner 9"])
    assert offered(user) == []


def test_enter_searches_what_is_typed_while_something_is_offered(user):
    user.type_query("categorie:mo")
    user.wait(lambda: offered(user) == ["Motie"])
    user.press(box(user), Qt.Key.Key_Return)
    assert box(user).text() == "categorie:mo"
    assert offered(user) == []


def test_enter_before_anything_is_offered_has_nothing_offered_after_it(user):
    user.type_query("van:bewoner")
    user.press(box(user), Qt.Key.Key_Return)
    user.wait(lambda: len(user.hits) == 10)
    user.qtbot.wait(600)  # longer than the answer to what was typed takes, and the pause before names
    assert offered(user) == []


def test_escape_first_closes_what_is_offered_and_then_empties_the_box(user):
    user.type_query("heeft:")
    user.wait(lambda: offered(user) == ["bijlage", "actie", "deadline"])
    user.press(box(user), Qt.Key.Key_Escape)
    assert (offered(user), box(user).text()) == ([], "heeft:")
    user.press(box(user), Qt.Key.Key_Escape)
    assert not box(user).text()


def test_maps_mailboxes_and_dates_are_offered(user):
    user.type_query("postvak:gr")
    user.wait(lambda: offered(user) == ["griffie.mbox"])
    user.type_query("datum:vo")
    user.wait(lambda: offered(user) == ["vorigeweek", "vorigemaand"])
    user.type_query("datum:1")
    user.wait(lambda: offered(user) == ["11-2026", "1-11-2026..30-11-2026"])


def test_a_name_that_would_break_the_query_is_quoted_so_that_it_does_not():
    for name in ("Jan de Vries", 'Bewoners "Zuid" (oud)', "(leeg)"):
        assert parse(f"van:{quoted(name)}", TODAY) == parse(f'van:"{name.replace(chr(34), "")}"', TODAY)


# History


def test_queries_that_were_used_are_offered_in_the_empty_box(user, data):
    user.type_query("zwembad")
    user.press(box(user), Qt.Key.Key_Return)
    user.wait(lambda: user.window.completing.before == ("zwembad",))
    user.type_query("fietsenstalling")
    user.wait(lambda: len(user.hits) == 9)
    user.open_row(3)
    user.wait(lambda: user.window.completing.before == ("fietsenstalling", "zwembad"))
    user.type_query("nooit gebruikt")
    user.press(box(user), Qt.Key.Key_Escape)
    user.press(box(user), Qt.Key.Key_Down)
    assert offered(user)[:2] == ["fietsenstalling", "zwembad"]
    user.press(box(user), Qt.Key.Key_Down)
    user.press(box(user), Qt.Key.Key_Return)
    user.wait(lambda: user.subjects == ["Motie zwembad"])
    assert Notes(data.notes).queries() == ("fietsenstalling", "zwembad")


def test_the_history_can_be_cleared(user, data):
    user.type_query("zwembad")
    user.press(box(user), Qt.Key.Key_Return)
    user.wait(lambda: user.window.completing.before == ("zwembad",))
    user.press(box(user), Qt.Key.Key_Escape)
    user.press(box(user), Qt.Key.Key_Down)
    user.press(box(user), Qt.Key.Key_Down)
    user.press(box(user), Qt.Key.Key_Return)
    user.wait(lambda: user.window.completing.before == ())
    assert Notes(data.notes).queries() == ()
    assert b"zwembad" not in data.notes.read_bytes()


# What is said


def test_with_one_or_two_letters_the_window_says_where_it_searches(user):
    user.type_query("zw")
    user.wait(lambda: "Eén of twee letters" in notice(user))
    user.type_query("zwe")
    user.wait(lambda: "Eén of twee letters" not in notice(user))


def test_who_names_a_field_is_not_told_where_it_is_searched(user):
    user.type_query("van:be")
    user.wait(lambda: user.window.model.search.text == "van:be" and not user.window.searcher.busy)
    assert "Eén of twee letters" not in notice(user)


def test_a_faulty_query_is_explained_after_a_pause_while_typing(user):
    user.type_query("datum:gisteren2 ")
    user.wait(lambda: not user.window.searcher.busy)
    assert not box(user).toolTip()  # not at each key
    user.wait(lambda: "datum:gisteren2" in notice(user))
    assert len(user.hits) == 10
    user.type_query("zwembad")
    user.wait(lambda: "datum" not in notice(user))


@pytest.mark.parametrize("query", ["datum:2020-13", "datum:13-2020", "is:onzin"])
def test_a_value_that_means_nothing_is_explained_after_a_pause_at_the_end_too(user, query):
    user.type_query(query)
    user.wait(lambda: f"Bij {query} staat" in notice(user))
    user.type_query("zwembad")
    user.wait(lambda: "Bij" not in notice(user))


def test_enter_searches_with_a_quotation_mark_that_is_missing_and_says_so(user):
    said = 'Het tweede aanhalingsteken ontbreekt. Gezocht is: fietsen "het zwembad"'
    user.type_query('fietsen "het zwembad')
    user.wait(lambda: user.subjects == ["Motie zwembad"])
    assert said not in notice(user)
    user.press(box(user), Qt.Key.Key_Return)
    user.wait(lambda: said in notice(user))
    assert user.subjects == ["Motie zwembad"]
    assert not box(user).property("wrong")
    assert user.hits[0].marks
    user.qtbot.keyClicks(box(user), '"')
    user.wait(lambda: said not in notice(user))
    assert user.subjects == ["Motie zwembad"]


def test_a_value_that_can_still_be_chosen_is_no_fault(user):
    user.type_query("is:uitn")
    user.wait(lambda: offered(user) == ["uitnodiging"])
    user.qtbot.wait(900)  # longer than the pause
    assert "is:uitn" not in notice(user)


# What else was found, or meant


@pytest.mark.parametrize("typed", ["zwembat", "alles wat er over het zwembad is"])
def test_a_query_without_hits_asks_what_was_meant_and_runs_it(user, typed):
    user.type_query(typed)
    user.press(box(user), Qt.Key.Key_Return)
    user.wait(lambda: user.window.model.total == 0)
    (asked,) = [one for one in user.window.findChildren(QPushButton, "Suggestion") if one.isVisible()]
    assert asked.text() == "Bedoelde u: zwembad?"
    user.qtbot.mouseClick(asked, Qt.MouseButton.LeftButton)
    user.wait(lambda: user.subjects == ["Motie zwembad"])
    assert not [one for one in user.window.findChildren(QPushButton, "Suggestion") if one.isVisible()]


def test_hits_that_enter_takes_away_can_be_had_back(user):
    user.type_query("fietsenst")
    user.wait(lambda: user.window.model.total == 9)
    user.press(box(user), Qt.Key.Key_Return)
    user.wait(lambda: user.window.model.total == 0)
    (asked,) = [one for one in user.window.findChildren(QPushButton, "Suggestion") if one.isVisible()]
    assert asked.text() == "Zoek ook in langere woorden: fietsenst*"
    user.qtbot.mouseClick(asked, Qt.MouseButton.LeftButton)
    user.wait(lambda: user.window.model.total == 9)
    assert box(user).text() == "fietsenst*"


def test_a_line_stands_above_the_hits_in_compounds(user):
    user.type_query("stalling")
    user.wait(lambda: user.window.model.total == 10)
    user.wait(lambda: user.window.model.search.text == "stalling")
    listing, model = user.window.list_pane.list, user.window.model
    assert user.subjects[0] == "Motie zwembad"  # the others have a "fietsenstalling"
    assert model.divide == 1
    assert listing.rowHeight(1) > listing.rowHeight(0) == listing.row_height
    assert model.index(1).data(Qt.ItemDataRole.AccessibleTextRole).startswith("Ook in samenstellingen")
    user.type_query("fietsenstalling")
    user.wait(lambda: user.window.model.search.text == "fietsenstalling")
    assert model.divide == -1
    assert listing.rowHeight(1) == listing.row_height
