"""The short list above the body: what the message asks, and the dates it names."""

from __future__ import annotations

from itertools import chain, repeat
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QMenu, QToolButton, QVBoxLayout, QWidget

from reader.correcting import Right
from reader.due import Whens
from reader.judging import OWN
from reader.why import why
from reader.words import words
from ui.action_list import ActionList, ActionRow
from ui.agenda_wording import SIGNS
from ui.elided_label import ElidedLabel
from ui.nearness import last_day
from ui.wording import ADDRESSEES, addressee_name, addressee_short, for_whom, iso_date, tooltip
from ui.zoom import px

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reader.actions.action import Action
    from reader.events import Opened

_MOST_ROWS, _LEAST_ROWS = 5, 2  # more scroll
_ROUND_ROWS = 90  # pixels at 100 %, for what stands round the rows
_ROOM_FOR_DATES = 150  # pixels at 100 %: with less the dates that are merely mentioned give way
_MOST_DATES = 6


class ActionPanel(QFrame):
    """Lists actions; a click or Enter jumps to the place, Delete says that it is none.  What was rejected is folded away."""

    chosen = Signal(int)  # number of the action in the message; those that were rejected follow on the others
    explained = Signal(object)  # Action: the user sees why it is one, and may know which words say so
    turned = Signal(object)  # Action: none according to the user, or one again
    edited = Signal(object)  # Action: the user wants to put its dates right, or for whom it is
    rule_wanted = Signal(str)  # the user wants to see the rule that found an action
    put_right = Signal(object, object)  # Action, and how it is: a Right, None for as it was found

    def __init__(self, language: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("Actions")
        self._language = language
        self._words = words(language)
        self._title = ElidedLabel()
        self._title.setObjectName("ActionsTitle")
        self._hint = QLabel(self.tr("F4 next"))
        self._hint.setObjectName("ActionsHint")
        self._list = ActionList()
        self._list.setAccessibleName(self.tr("Action items"))
        self._list.pressed_row.connect(self.chosen)
        self._list.menu_wanted.connect(self._show_menu)
        self._list.delete_pressed.connect(self.turn_current)
        self._list.edit_pressed.connect(self.edit_current)
        self._list.currentItemChanged.connect(self._explain)
        self._opened: Opened | None = None
        self._unfolded = False  # whether the list shows what was rejected
        self._place = -1  # in the text, where the user went last
        self._room = 0  # pixels that it should not be higher than
        self._has_dates = False  # whether there are dates that are merely mentioned
        self.rejected = QToolButton()
        self.rejected.setObjectName("Rejected")
        self.rejected.setProperty("flat", True)
        self.rejected.clicked.connect(self._fold)
        self._why = QLabel()
        self._why.setObjectName("Why")
        self._why.setWordWrap(True)
        self._why.setTextFormat(Qt.TextFormat.PlainText)
        self._mentioned = QLabel()
        self._mentioned.setObjectName("Mentioned")
        self._mentioned.setWordWrap(True)
        self._mentioned.setTextFormat(Qt.TextFormat.PlainText)
        head = QHBoxLayout()
        head.addWidget(self._title)
        head.addWidget(self.rejected)
        head.addStretch(1)
        head.addWidget(self._hint)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(14, 8, 14, 9)
        layout.setSpacing(4)
        layout.addLayout(head)
        layout.addWidget(self._list)
        layout.addWidget(self._why)
        layout.addWidget(self._mentioned)

    def show_actions(self, opened: Opened) -> None:
        """Fill the list; the panel hides where there is nothing to tell."""
        if self._opened is None or self._opened.id != opened.id:
            self._unfolded, self._place = False, -1
        self._opened = opened
        actions, rejected = opened.actions, opened.rejected
        had_keyboard = self._list.hasFocus() or self.rejected.hasFocus()
        self._title.setText(self._title_of(actions))
        self._list.clear()
        rows = zip(self._rows(), chain(opened.whens, repeat(Whens())), strict=False)
        self._list.addTopLevelItems([self._row(action, whens) for action, whens in rows])
        self._list.setVisible(self._list.topLevelItemCount() > 0)
        for widget in (self._title, self._hint):
            widget.setVisible(bool(actions))
        folding = self.tr("hide") if self._unfolded else self.tr("show")
        self.rejected.setText(self.tr("%n rejected", "", len(rejected)) + f" · {folding}")
        self.rejected.setVisible(bool(rejected))
        self._explain()
        dates = _dates_of(opened)
        more = ", …" if len(dates) > _MOST_DATES else ""
        listed = ", ".join(" ".join(date.split()) for date in dates[:_MOST_DATES]) + more
        self._mentioned.setText(self.tr("Dates mentioned: {dates}").format(dates=listed))
        self._has_dates = bool(dates) and bool(actions)
        self._fit()
        self.setVisible(bool(actions or rejected))
        if had_keyboard:
            (self._list if self._rows() else self.rejected).setFocus(Qt.FocusReason.OtherFocusReason)

    def set_room(self, pixels: int) -> None:
        """Be about as high as this at most: it does not scroll away, so it leaves room for the text."""
        self._room = pixels
        self._fit()

    def _fit(self) -> None:
        room, high = self._room - px(_ROUND_ROWS, self.font()), self._list.row_height()
        rows = max(_LEAST_ROWS, min(_MOST_ROWS, room // high if high else 0))
        self._list.fit(min(self._list.topLevelItemCount(), rows))
        self._mentioned.setVisible(self._has_dates and self._room >= px(_ROOM_FOR_DATES, self.font()))

    def step(self, rows: int) -> None:
        """Go to the next action, round and round; from one that was just rejected to the one behind it."""
        if self._opened is not None and (total := len(self._opened.actions)):
            current = self._list.currentIndex().row()
            if not 0 <= current < total:
                starts = [action.start for action in self._opened.actions]
                behind = sum(start < self._place for start in starts)
                current = behind - 1 if rows > 0 else behind
            row = (current + rows) % total
            self._list.setCurrentIndex(self._list.model().index(row, 0))
            self.chosen.emit(row)

    def choose(self, start: int) -> None:
        """Make the row current of the action that begins at `start` of the text."""
        self._place = start
        for row, action in enumerate(self._rows()):
            if action.start == start:
                self._list.setCurrentIndex(self._list.model().index(row, 0))
                return

    def explain(self, number: int) -> None:
        """Go to the row of an action: below the list stands why it is one."""
        self._list.setCurrentIndex(self._list.model().index(number, 0))
        self._list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _rows(self) -> tuple[Action, ...]:
        """What the list shows."""
        if self._opened is None:
            return ()
        return (*self._opened.actions, *(self._opened.rejected if self._unfolded else ()))

    def _row(self, action: Action, whens: Whens) -> ActionRow:
        rejected = self._is_rejected(action)
        whom = for_whom([action.addressee] if action.addressee else [], self._words)
        reason = why(action.rule, self._language)
        return ActionRow(
            " ".join(action.text.split()),
            (whom, addressee_short(action.addressee or "") or whom),
            (self.tr("rejected"),) * 2 if rejected else (self._dates(whens), _most_urgent(whens)),
            tooltip(f"{reason}:\n{action.text}" if reason else action.text),
            rejected=rejected,
        )

    def _is_rejected(self, action: Action) -> bool:
        return self._opened is not None and action in self._opened.rejected

    def _is_corrected(self, action: Action) -> bool:
        return self._opened is not None and action in self._opened.corrected

    def _current(self) -> Action | None:
        rows, row = self._rows(), self._list.currentIndex().row()
        return rows[row] if 0 <= row < len(rows) else None

    def _explain(self) -> None:
        """Why the current row is here."""
        action = self._current()
        reason = why(action.rule, self._language) if action else ""
        self._why.setVisible(bool(reason))
        if action is not None:
            self._why.setText(self._why_text(action, self.tr("Why? {reason}.").format(reason=reason)))
            self.explained.emit(action)

    def show_telling(self, start: int, told: Sequence[str]) -> None:
        """With the words that told most of the action that begins there, where its row is still current."""
        action = self._current()
        if told and action is not None and action.start == start:
            reason = why(action.rule, self._language)
            quoted = " … ".join(told)
            told_by = self.tr("Why? {reason}: ‘{words}’.").format(reason=reason, words=quoted)
            self._why.setText(self._why_text(action, told_by))

    def _why_text(self, action: Action, reason: str) -> str:
        """A reason, and that the user put something right."""
        changed = self.tr("You changed the date or for whom it is.")
        return f"{reason} {changed}" if self._is_corrected(action) else reason

    def has_keyboard(self) -> bool:
        return self._list.hasFocus()

    def turn_current(self) -> None:
        """The action of the current row is none, or one again."""
        if action := self._current():
            self.turned.emit(action)

    def edit_current(self) -> None:
        """The user wants to put the action of the current row right."""
        action = self._current()
        if action is not None and not self._is_rejected(action):
            self.edited.emit(action)

    def _fold(self) -> None:
        current = self._current()
        self._unfolded = not self._unfolded
        if self._opened is not None:
            self.show_actions(self._opened)
        if current is not None:
            self.choose(current.start)

    def _show_menu(self, place: QPoint) -> None:
        """What can be said of the current row."""
        action = self._current()
        if action is None:
            return
        menu = QMenu(self)
        menu.setObjectName("ActionMenu")
        menu.aboutToHide.connect(menu.deleteLater)
        text = self.tr("An action item after all") if self._is_rejected(action) else self.tr("No action item")
        menu.addAction(text).triggered.connect(lambda: self.turned.emit(action))
        if not self._is_rejected(action):
            self._add_changes(menu, action)
        if action.rule != OWN:
            menu.addSeparator()
            menu.addAction(self.tr("The rule that found it…")).triggered.connect(
                lambda: self.rule_wanted.emit(action.rule)
            )
        menu.popup(place)

    def _add_changes(self, menu: QMenu, action: Action) -> None:
        """What can be put right of an action."""
        menu.addSeparator()
        menu.addAction(self.tr("Change date…")).triggered.connect(lambda: self.edited.emit(action))
        whom = menu.addMenu(self.tr("For whom"))
        for one in ADDRESSEES:
            entry = whom.addAction(addressee_name(one))
            entry.setCheckable(True)
            entry.setChecked(one == (action.addressee or ""))
            right = Right(addressee=one)
            entry.triggered.connect(lambda _checked=False, right=right: self.put_right.emit(action, right))
        if self._is_corrected(action):
            undo = menu.addAction(self.tr("Undo the change"))
            undo.triggered.connect(lambda: self.put_right.emit(action, None))

    def _title_of(self, actions: tuple[Action, ...]) -> str:
        addressees = {action.addressee for action in actions}
        if addressees == {"raad"}:
            return self.tr("%n action item(s) for council members", "", len(actions))
        if addressees == {"griffie"}:
            return self.tr("%n action item(s) for the griffie", "", len(actions))
        return self.tr("%n action item(s)", "", len(actions))

    def _dates(self, whens: Whens) -> str:
        """As "uiterlijk 11 dec 2026 · bijeenkomst: 14 dec 2026"."""
        dates = [last_day(whens.due)] if whens.due else []
        if whens.event:
            dates.append(self.tr("meeting: {date}").format(date=iso_date(whens.event.iso)))
        return " · ".join(dates)


def _most_urgent(whens: Whens) -> str:
    """As "! 11 dec 2026"; the meeting where nothing is due."""
    if whens.due:
        return f"{SIGNS['deadline']} {iso_date(whens.due.day.isoformat())}"
    return f"{SIGNS['meeting']} {iso_date(whens.event.iso)}" if whens.event else ""


def _dates_of(opened: Opened) -> list[str]:
    """The dates that the sender mentions, each once; those of what is quoted are past, and folded away."""
    quoted = opened.message.body.quoted
    return list(
        dict.fromkeys(
            date.text
            for date in opened.dates
            if date.role == "mention" and not any(start <= date.start < end for start, end in quoted)
        )
    )
