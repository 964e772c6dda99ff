"""The agenda in the middle of the window, in the place of the list: a timeline, rows by month, and the way to a calendar."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QCheckBox,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from ui.agenda_list import AgendaList
from ui.agenda_model import AgendaModel
from ui.agenda_nothing import AgendaNothing
from ui.agenda_wording import counts
from ui.elided_label import ElidedLabel
from ui.timeline import Timeline
from ui.wording import count

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from reader.agenda import Entry
    from reader.words import Words
    from ui.theme import Theme


class AgendaPane(QWidget):
    """Draws and emits; `ui.agenda` makes what it shows."""

    chosen = Signal(object)  # the entry that the user wants to read
    left = Signal()  # back to the list of messages
    mentions_wanted = Signal(bool)
    save_wanted = Signal()

    def __init__(self, theme: Theme, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("AgendaPane")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.model = AgendaModel(words, self)
        self.list = AgendaList(self.model, theme, words)
        self.list.chosen.connect(self.chosen)
        self.timeline = Timeline(theme)
        self.timeline.chosen.connect(self._go_to_day)
        self.timeline.looked_at.connect(self._tell)
        self._title = ElidedLabel()
        self._title.setObjectName("AgendaTitle")
        self.back = QToolButton()
        self.back.setText("‹ " + self.tr("List"))
        self.back.setToolTip(self.tr("Back to the list of messages (Esc)"))
        self.back.setProperty("flat", True)
        self.back.clicked.connect(self.left)
        self._told = QLabel()
        self._told.setObjectName("AgendaTold")
        self._told.setWordWrap(True)
        self._told.setTextFormat(Qt.TextFormat.PlainText)
        self._total = ""
        self.all = QCheckBox(self.tr("&All"))
        self.all.setToolTip(self.tr("Select everything, or nothing"))
        self.all.clicked.connect(self._tick_all)
        self.mentions = QCheckBox(self.tr("Dates mentioned &too"))
        self.mentions.setToolTip(self.tr("Show dates that a message names without asking anything"))
        self.mentions.toggled.connect(self.mentions_wanted)
        self.save = QPushButton()
        self.save.setProperty("primary", True)
        self.save.clicked.connect(self.save_wanted)
        self.nothing = AgendaNothing()
        self.nothing.show_mentions.clicked.connect(self._show_mentions)
        self._pages = QStackedWidget()
        self._pages.addWidget(self.list)
        self._pages.addWidget(self.nothing)
        self._lay_out()
        self.model.ticked_changed.connect(self._show_ticked)
        leave = QShortcut(QKeySequence(Qt.Key.Key_Escape), self)
        leave.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        leave.activated.connect(self.left)
        self._show_ticked()

    def set_theme(self, theme: Theme) -> None:
        self.list.set_theme(theme)
        self.timeline.set_theme(theme)

    def show_title(self, text: str) -> None:
        self._title.setText(text)

    def show_entries(self, entries: Sequence[Entry], today: date, mentioned: int = 0) -> None:
        """The whole agenda, and how many dates the messages of an empty one mention; the current row stays current where it is still there, else the one nearest to today is."""
        current = self.list.entry
        had_focus = self.list.hasFocus() or self.nothing.isVisible()
        self.model.show(entries, today)
        self.list.lay_out_again()
        self.timeline.show_entries(entries, today)
        self.nothing.explain(mentioned)
        self._pages.setCurrentWidget(self.list if entries else self.nothing)
        total = counts(Counter(entry.what for entry in entries))
        self._total = ". ".join(filter(None, (total, self.timeline.left_out)))
        self._tell("")
        row = self.model.row_of(current.key) if current is not None else -1
        if row >= 0:
            self.list.go_to(row)
        elif entries:
            self.list.go_to(self.model.row_nearest(today), top=True)
        if had_focus and entries:
            self.list.setFocus()

    def take_focus(self) -> None:
        self.list.setFocus(Qt.FocusReason.ShortcutFocusReason)

    @Slot()
    def _show_mentions(self) -> None:
        """As the box above the list does."""
        self.mentions.setChecked(True)

    def _lay_out(self) -> None:
        head = QWidget()
        head.setObjectName("ListHead")
        head.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        head_layout = QHBoxLayout(head)
        head_layout.setContentsMargins(8, 2, 14, 2)
        head_layout.addWidget(self.back)
        head_layout.addWidget(self._title, 1)
        choices = QHBoxLayout()
        choices.setContentsMargins(14, 2, 14, 8)
        choices.setSpacing(16)
        choices.addWidget(self.all)
        choices.addWidget(self.mentions)
        choices.addStretch(1)
        foot = QWidget()
        foot.setObjectName("AgendaFoot")
        foot.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        foot_layout = QHBoxLayout(foot)
        foot_layout.setContentsMargins(14, 8, 14, 8)
        foot_layout.addStretch(1)
        foot_layout.addWidget(self.save)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 1, 0)
        layout.setSpacing(0)
        layout.addWidget(head)
        layout.addWidget(self.timeline)
        layout.addWidget(self._told)
        layout.addLayout(choices)
        layout.addWidget(self._pages, 1)
        layout.addWidget(foot)
        for first, second in (
            (self.back, self.timeline),
            (self.timeline, self.all),
            (self.all, self.mentions),
            (self.mentions, self.list),
            (self.list, self.nothing.show_mentions),
            (self.nothing.show_mentions, self.save),
        ):
            self.setTabOrder(first, second)

    @Slot(object)
    def _go_to_day(self, day: date) -> None:
        """Who goes there reads on there."""
        self.list.go_to(self.model.first_row_from(day), top=True)
        self.list.setFocus()

    @Slot(str)
    def _tell(self, said: str) -> None:
        """What the timeline says of the bar that is looked at, else what there is in all."""
        self._told.setText(said or self._total)

    @Slot()
    def _show_ticked(self) -> None:
        ticked, dated = self.model.ticked_count, self.model.dated_count
        self.save.setText(
            self.tr("&Save as calendar (.ics)") + (f" · {count(ticked)}" if ticked < dated else "")
        )
        self.save.setEnabled(ticked > 0)
        state = Qt.CheckState.Checked if ticked == dated else Qt.CheckState.PartiallyChecked
        self.all.setTristate(0 < ticked < dated)
        self.all.setCheckState(state if ticked else Qt.CheckState.Unchecked)
        self.all.setEnabled(dated > 0)

    @Slot()
    def _tick_all(self) -> None:
        """All, unless all were ticked."""
        self.model.tick_all(on=self.model.ticked_count < self.model.dated_count)
