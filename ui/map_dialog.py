"""The dialog before an import: which maps of the exports are read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QProgressBar,
    QPushButton,
    QStackedWidget,
    QTreeView,
    QVBoxLayout,
    QWidget,
)

from reader.choice import EVERYTHING
from ui.map_model import COUNT, HINT, NAME, MapModel
from ui.wording import Counted, count
from ui.zoom import make_room

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QKeyEvent

    from reader.choice import Choice
    from reader.events import Progress, Survey
    from ui.theme import Theme

_MOST_OPEN = 40  # rows that are all shown at once
_STEPS = 1000  # of the bar, whose numbers are too small for bytes


class MapDialog(QDialog):
    """First it says that the messages are being counted, then it shows the maps to tick."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Choose folders"))
        make_room(self, 620, 620)
        self._theme = theme
        self._model = MapModel((), theme, self)
        title = QLabel(self.tr("Which folders do you want to read?"))
        title.setObjectName("Subject")
        self._intro = QLabel(self.tr("Griffielezer looks which folders there are and counts their messages."))
        self._intro.setWordWrap(True)
        self._bar = QProgressBar()
        self._found = QLabel()
        self._found.setObjectName("Quiet")
        self.tree = MapTree()
        self.tree.setModel(self._model)
        self._pages = QStackedWidget()
        self._pages.addWidget(self._busy_page())
        self._pages.addWidget(self.tree)
        self._total = QLabel()
        self._total.setObjectName("MapTotal")
        self._more = QLabel()
        self._more.setObjectName("Quiet")
        self._more.hide()
        cancel = QPushButton(self.tr("Cancel"))
        cancel.setAutoDefault(False)
        cancel.clicked.connect(self.reject)
        self._index = QPushButton(self.tr("&Read"))
        self._index.setProperty("primary", True)
        self._index.setDefault(True)
        self._index.setEnabled(False)
        self._index.clicked.connect(self.accept)
        below = QHBoxLayout()
        below.addWidget(self._total, 1)
        below.addWidget(cancel)
        below.addWidget(self._index)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 18, 20, 16)
        layout.setSpacing(10)
        for widget in (title, self._intro):
            layout.addWidget(widget)
        layout.addWidget(self._pages, 1)
        layout.addWidget(self._more)
        layout.addLayout(below)

    def choices(self) -> dict[str, Choice]:
        """What was ticked, by the path of the export."""
        return self._model.choices()

    def show_progress(self, progress: Progress) -> None:
        if progress.done and progress.total:  # a file that was empty when it was listed has no total
            self._bar.setRange(0, _STEPS)
            self._bar.setValue(_STEPS * progress.done // progress.total)
        self._found.setText(Counted.tr("%n message(s)", "", progress.messages))

    def show_maps(self, surveys: Sequence[Survey], others: int) -> None:
        """The maps to choose from; `others` files without maps are added with them."""
        self._model = MapModel(surveys, self._theme, self)
        self._model.changed.connect(self._show_total)
        self.tree.show_model(self._model)
        intro = self.tr(
            "Untick what Griffielezer may not read: nothing of it comes or stays in Griffielezer."
        )
        if any(survey.choice != EVERYTHING for survey in surveys):
            intro += " " + self.tr("The ticks are as you left them the last time.")
        self._intro.setText(intro)
        self._more.setText(self.tr("%n file(s) without folders will be added too", "", others))
        self._more.setVisible(others > 0)
        self._pages.setCurrentWidget(self.tree)
        self._show_total()
        self.tree.setFocus()

    def _show_total(self) -> None:
        ticked, total = self._model.ticked, self._model.total
        text = self.tr("{number} of {total} messages").format(number=count(ticked), total=count(total))
        self._total.setText(text)
        self._index.setEnabled(ticked > 0)

    def _busy_page(self) -> QWidget:
        page = QWidget()
        self._bar.setRange(0, 0)
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName(self.tr("Counting messages"))
        layout = QVBoxLayout(page)
        layout.addStretch(1)
        for widget in (self._bar, self._found):
            layout.addWidget(widget, 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addStretch(2)
        return page


class MapTree(QTreeView):
    """Arrows walk and open, the space bar ticks in any column."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("MapTree")
        self.setAccessibleName(self.tr("Folders"))
        self.setUniformRowHeights(True)
        self.setAllColumnsShowFocus(True)
        self.setEditTriggers(QTreeView.EditTrigger.NoEditTriggers)

    def show_model(self, model: MapModel) -> None:
        self.setModel(model)
        header = self.header()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(NAME, QHeaderView.ResizeMode.Stretch)
        for column in (HINT, COUNT):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.ResizeToContents)
        self.expandToDepth(0)
        for index in model.hinted():
            self._show(index.parent())
        if model.size <= _MOST_OPEN:
            self.expandAll()
        self.setCurrentIndex(model.index(0, NAME))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        model = self.model()
        if event.key() == Qt.Key.Key_Space and isinstance(model, MapModel) and self.currentIndex().isValid():
            model.toggle(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def _show(self, index: QModelIndex) -> None:
        while index.isValid():
            self.expand(index)
            index = index.parent()
