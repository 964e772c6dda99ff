"""The bar at the top: name, search box, menu, and the button that prints the selection."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QAction, QPixmap, QResizeEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QMenu,
    QPushButton,
    QSizePolicy,
    QSpacerItem,
    QToolButton,
    QWidget,
)

from reader.paths import RESOURCES
from ui.search_box import SearchBox
from ui.zoom import px

_WITH_NAME = 900  # pixels at 100 %
_HEIGHT = 52  # pixels at 100 %
_APART = 104  # pixels between the name and the box, where there is room


class TopBar(QWidget):
    """Holds the widgets; the commands are set on its buttons by `ui.commands`."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("TopBar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFixedHeight(_HEIGHT)
        self._print_text = self._print_key = ""
        icon = QLabel()
        icon.setPixmap(QPixmap(str(RESOURCES / "icons" / "griffielezer.svg")).scaledToHeight(20))
        self._name = QLabel("Griffielezer")
        self._name.setObjectName("Logo")
        self.search = SearchBox()
        self.search.setMaximumWidth(700)
        self.explain = QToolButton()
        self.explain.setText("?")
        self.explain.setObjectName("Explain")
        self.add = QPushButton()
        self.print = QPushButton()
        self.print.setProperty("primary", True)
        self.menu = QToolButton()
        self.menu.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.menu.setText(self.tr("Menu"))
        layout = QHBoxLayout(self)
        layout.setContentsMargins(16, 0, 16, 0)
        layout.setSpacing(8)
        layout.addWidget(icon)
        layout.addWidget(self._name)
        self._apart = QSpacerItem(0, 0)
        layout.addSpacerItem(self._apart)
        layout.addWidget(self.search, 1)
        layout.addWidget(self.explain)
        layout.addSpacing(4)
        layout.addWidget(self.add)
        layout.addWidget(self.print)
        layout.addStretch(0)
        layout.addWidget(self.menu)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self.setFixedHeight(px(_HEIGHT, self.font()))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The box where one types needs the room more than the name does."""
        super().resizeEvent(event)
        has_room = self.width() >= px(_WITH_NAME, self.font())
        self._name.setVisible(has_room)
        self._apart.changeSize(_APART if has_room else 0, 0, QSizePolicy.Policy.Preferred)

    def fill_menu(self, menus: list[tuple[str, list[QAction]]]) -> None:
        """One sub-menu for each (title, actions)."""
        menu = QMenu(self.menu)
        for title, actions in menus:
            menu.addMenu(title).addActions(actions)
        self.menu.setMenu(menu)

    def use(self, add: QAction, printing: QAction, explain: QAction) -> None:
        """Let the buttons do what these commands do, and be grey when they are."""
        name = explain.text().replace("&", "")
        self.explain.setAccessibleName(name)
        self.explain.setToolTip(f"{name} ({explain.shortcut().toString()})")
        self.explain.clicked.connect(explain.trigger)
        for button, action in ((self.add, add), (self.print, printing)):
            button.setText(action.text().replace("&", "").rstrip("…"))
            button.setToolTip(action.shortcut().toString())
            button.clicked.connect(action.trigger)
            action.enabledChanged.connect(button.setEnabled)
            button.setEnabled(action.isEnabled())
        self._print_text, self._print_key = self.print.text(), printing.shortcut().toString()
        self.show_what_prints(0, is_read=False)

    def show_what_prints(self, ticked: int, *, is_read: bool) -> None:
        """Say what the button prints: what is ticked, else the message that is read, else nothing, and then why."""
        tip = self._print_key
        if ticked:
            text = f"{self._print_text} ({ticked})"
        elif is_read:
            text = self.tr("Print message")
        else:
            text, tip = self._print_text, self.tr("First tick messages in the list, or open one.")
        self.print.setText(text)
        self.print.setToolTip(tip)
