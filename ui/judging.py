"""What the user says of action items: asked of the searcher, after which the message is shown again."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QObject, Signal, Slot

from reader.judging import OWN

if TYPE_CHECKING:
    from reader.actions.action import Action
    from reader.problems import Problem
    from ui.opening import Opening
    from ui.reading_pane import ReadingPane
    from ui.worker import Searcher

_CALLS = frozenset({"judge", "mark_action"})


class Judging(QObject):
    """Stands between the searcher and the reading pane."""

    failed = Signal(object)  # Problem
    told = Signal(str)  # one sentence for the status bar

    def __init__(self, searcher: Searcher, pane: ReadingPane, opening: Opening, parent: QObject) -> None:
        super().__init__(parent)
        self._searcher = searcher
        self._pane = pane
        self._opening = opening
        searcher.answered.connect(self._take)
        searcher.refused.connect(self._refuse)
        pane.panel.turned.connect(self.turn)
        pane.body.action_marked.connect(self.mark)

    @Slot(object)
    def turn(self, action: Action) -> None:
        """An action becomes none; one that the user rejected is one again, and what he marked is as it was."""
        opened = self._pane.opened
        if opened is not None:
            undone = action.rule == OWN or action in opened.rejected
            verdict = None if undone else "not_action"
            self._searcher.ask("judge", opened.id, action.start, action.end, verdict)

    @Slot(str)
    def mark(self, selected: str) -> None:
        """Call a passage of the message an action item."""
        if self._pane.opened is not None:
            self._searcher.ask("mark_action", self._pane.opened.id, selected)

    def mark_selected(self) -> None:
        """`mark` what is selected in the body."""
        selected = self._pane.body.selected_text()
        if selected.strip():
            self.mark(selected)
        else:
            self.told.emit(self.tr("First select a passage in the text of the message."))

    @Slot(str, object)
    def _take(self, call: str, value: object) -> None:
        if call in _CALLS:
            identity, start = cast("tuple[str, int]", value)
            if self._pane.opened is not None and self._pane.opened.id == identity:
                self._opening.show_again(start)

    @Slot(str, object)
    def _refuse(self, call: str, problem: Problem) -> None:
        if call in _CALLS:
            self.failed.emit(problem)
