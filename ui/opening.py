"""The message that is read: asked for, shown, and left for one that is attached to it, and back."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QObject, Qt, Signal, Slot

from reader.events import Opened
from reader.identity import inner_identity, outer_identity, way_in

if TYPE_CHECKING:
    from reader.problems import Problem
    from ui.attachments import AttachmentKeeper
    from ui.reading_pane import ReadingPane
    from ui.theme import ThemeName
    from ui.worker import Searcher


class _Wanted(NamedTuple):
    """What was asked for last."""

    identity: str  # "" for nothing
    query: str
    theme: ThemeName


_TEXT = -1  # beside the numbers of attachments


class Opening(QObject):
    """Stands between the searcher and the reading pane."""

    changed = Signal()  # another message is shown, or will be
    failed = Signal(object)  # Problem

    def __init__(  # noqa: PLR0917 - what it connects
        self,
        searcher: Searcher,
        pane: ReadingPane,
        attachments: AttachmentKeeper,
        language: str,
        theme: ThemeName,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._searcher = searcher
        self._pane = pane
        self._language = language
        self._wanted = _Wanted("", "", theme)
        self._place: int | None = None  # where in the message that comes the user wants to be
        self._focus: int | None = None  # what of the message that comes is to have the keyboard, see `_take`
        searcher.answered.connect(self._take)
        searcher.refused.connect(self._refuse)
        pane.back_wanted.connect(self.go_back)
        attachments.message_wanted.connect(self.go_in)

    def show(self, identity: str, query: str) -> None:
        """Show a message of the list with the hits of `query` marked; "" shows none.

        Who reads what is attached to that message goes on with it.
        """
        if identity and way_in(self._wanted.identity)[0] == identity:
            identity = self._wanted.identity
        self._place = None
        self._want(_Wanted(identity, query, self._wanted.theme))

    def show_at(self, identity: str, query: str, place: int) -> None:
        """Show a message at the action or date that begins at a place in its text."""
        self._place = place
        self._want(_Wanted(identity, query, self._wanted.theme))
        if self._pane.opened is not None and self._pane.opened.id == identity:
            self._pane.go_to_place(place)

    @property
    def reading(self) -> str:
        """The message of the list that is read, or that is on its way; "" for none."""
        return way_in(self._wanted.identity)[0] if self._wanted.identity else ""

    def show_again(self, place: int | None = None) -> None:
        """Show the same message as it is now, at the action that begins at `place` of its text, else from its top."""
        if self._wanted.identity:
            self._place = place
            self._searcher.ask("open", *self._wanted, self._language)

    def use_theme(self, theme: ThemeName) -> None:
        self._want(self._wanted._replace(theme=theme))

    @property
    def is_inside(self) -> bool:
        """Whether a message is shown that is attached to another."""
        return self._pane.opened is not None and bool(outer_identity(self._pane.opened.id))

    @Slot(int)
    def go_in(self, number: int) -> None:
        """Show the message that is attachment `number` of the one that is shown."""
        if self._pane.opened is not None:
            self._focus = _TEXT
            self._want(self._wanted._replace(identity=inner_identity(self._pane.opened.id, number)))

    @Slot()
    def go_back(self) -> None:
        """Show the message that this one is attached to."""
        if self.is_inside:
            assert self._pane.opened is not None
            identity = self._pane.opened.id
            self._focus = way_in(identity)[1][-1]
            self._want(self._wanted._replace(identity=outer_identity(identity)))

    def _want(self, wanted: _Wanted) -> None:
        if wanted == self._wanted:
            return  # the list was filled again round it: who reads it must not be sent back to its top
        self._wanted = wanted
        if wanted.identity:
            self._searcher.ask("open", *wanted, self._language)
        else:
            self._pane.clear()
        self.changed.emit()

    @Slot(str, object)
    def _take(self, _call: str, value: object) -> None:
        if isinstance(value, Opened) and value.id == self._wanted.identity:
            self._pane.show_message(value)
            if self._place is not None:
                self._pane.go_to_place(self._place)
                self._place = None
            if self._focus == _TEXT:
                self._pane.body.widget().setFocus(Qt.FocusReason.OtherFocusReason)
            elif self._focus is not None:  # back where the user left it
                self._pane.attachments.focus(self._focus)
            self._focus = None
            self.changed.emit()

    @Slot(str, object)
    def _refuse(self, call: str, problem: Problem) -> None:
        if call == "open":
            shown = self._pane.opened.id if self._pane.opened else ""
            inside = bool(outer_identity(self._wanted.identity))
            # So that it may be asked for again; what is shown stays where one inside it cannot be read.
            self._wanted = self._wanted._replace(identity=shown if inside else "")
            self._focus = None
            self.failed.emit(problem)
