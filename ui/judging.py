"""What the user says of action items: asked of the searcher, after which the message is shown again."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QDialog, QFileDialog, QMessageBox, QWidget

from reader.judging import OWN
from reader.why import tells_by_words
from ui.correct_dialog import CorrectDialog
from ui.rule_dialog import RuleDialog
from ui.sentence_dialog import SentenceDialog
from ui.wording import local

if TYPE_CHECKING:
    from reader.actions.action import Action
    from reader.actions.passages import Passage
    from reader.correcting import Right
    from reader.problems import Problem
    from ui.opening import Opening
    from ui.reading_pane import ReadingPane
    from ui.worker import Searcher

_CALLS = frozenset(
    {"judge", "put_right", "mark_action", "passages", "save_labels", "rules_off", "switch_rules"}
)


class Judging(QObject):
    """Stands between the searcher and the reading pane."""

    changed = Signal()  # what is an action item: what the list shows and counts may be another
    failed = Signal(object)  # Problem
    told = Signal(str)  # one sentence for the status bar

    def __init__(
        self, searcher: Searcher, pane: ReadingPane, opening: Opening, language: str, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._window = parent
        self._language = language
        self._searcher = searcher
        self._pane = pane
        self._opening = opening
        self._rule = ""  # of the rules that will be shown the one to begin at
        searcher.answered.connect(self._take)
        searcher.refused.connect(self._refuse)
        pane.panel.turned.connect(self.turn)
        pane.panel.explained.connect(self._ask_words)
        pane.body.action_marked.connect(self.mark)
        pane.body.action_rejected.connect(self._turn_number)
        pane.panel.edited.connect(self.edit)
        pane.panel.put_right.connect(self.put_right)
        pane.panel.rule_wanted.connect(self.choose_rules)
        pane.body.action_edited.connect(self._edit_number)

    @Slot(object)
    def turn(self, action: Action) -> None:
        """An action becomes none; one that the user rejected is one again, and what he marked is as it was."""
        opened = self._pane.opened
        if opened is not None:
            undone = action.rule == OWN or action in opened.rejected
            verdict = None if undone else "not_action"
            self._searcher.ask("judge", opened.id, action.start, action.end, verdict)

    @Slot(object)
    def edit(self, action: Action) -> None:
        """Have the user put the dates of an action right, and for whom it is."""
        opened = self._pane.opened
        if opened is None or action not in opened.actions:
            return
        moment = opened.message.date
        sent = local(moment).date() if moment else date.today()  # noqa: DTZ011 - the user's own
        whens = opened.whens[opened.actions.index(action)]
        dialog = CorrectDialog(action, whens, sent, self._window)
        if dialog.exec() == QDialog.DialogCode.Accepted and any(one is not None for one in dialog.right()):
            # Of the message that the dialog was about, whatever is open by now.
            self._searcher.ask("put_right", opened.id, action.start, action.end, dialog.right())

    @Slot(object, object)
    def put_right(self, action: Action, right: Right | None) -> None:
        """An action is as the user says, None for as it was found."""
        opened = self._pane.opened
        if opened is not None and action in opened.actions:
            self._searcher.ask("put_right", opened.id, action.start, action.end, right)

    @Slot(int)
    def _edit_number(self, number: int) -> None:
        if self._pane.opened is not None and number < len(self._pane.opened.actions):
            self.edit(self._pane.opened.actions[number])

    @Slot(object)
    def _ask_words(self, action: Action) -> None:
        """Which words of an action tell most; who goes on to the next one wants no answer any more."""
        if self._pane.opened is not None and tells_by_words(action.rule):
            self._searcher.forget("telling")
            self._searcher.ask("telling", self._pane.opened.id, action.start, action.text)

    @Slot(int)
    def _turn_number(self, number: int) -> None:
        """`turn` an action of the message, as its text has it."""
        if self._pane.opened is not None and number < len(self._pane.opened.actions):
            self.turn(self._pane.opened.actions[number])

    @Slot(str)
    def mark(self, selected: str) -> None:
        """Call a passage of the message an action item."""
        if self._pane.opened is not None:
            self._searcher.ask("mark_action", self._pane.opened.id, selected)

    def mark_selected(self) -> None:
        """`mark` what is selected in the body; where nothing is, the sentence that the user then chooses."""
        selected = self._pane.body.selected_text()
        if selected.strip():
            self.mark(selected)
        elif self._pane.opened is not None:
            self._searcher.ask("passages", self._pane.opened.id)

    @Slot(str)
    def choose_rules(self, rule: str = "") -> None:
        """Show the rules, to switch them off and on, beginning at this one."""
        self._rule = rule
        self._searcher.ask("rules_off")

    def save_labels(self) -> None:
        """Write what was judged to a file that the user chooses, once he knows what stands in it."""
        text = self.tr(
            "The file holds sentences of messages, for whoever improves the rules. Give it only to those who may read them."
        )
        buttons = QMessageBox.StandardButton.Ok | QMessageBox.StandardButton.Cancel
        title = self.tr("Save judged action items")
        if QMessageBox.information(self._window, title, text, buttons) != QMessageBox.StandardButton.Ok:
            return
        name, kinds = self.tr("action items") + ".jsonl", self.tr("Lines of JSON (*.jsonl)")
        chosen, _ = QFileDialog.getSaveFileName(self._window, title, name, kinds)
        if chosen:
            self._searcher.ask("save_labels", chosen)

    @Slot(str, object)
    def _take(self, call: str, value: object) -> None:
        if call in {"judge", "mark_action", "put_right"}:
            identity, start = cast("tuple[str, int]", value)
            if self._pane.opened is not None and self._pane.opened.id == identity:
                self._opening.show_again(start)
            self.changed.emit()
        elif call == "passages":
            self._choose_sentence(*cast("tuple[str, tuple[Passage, ...]]", value))
        elif call == "telling":
            identity, start, told = cast("tuple[str, int, tuple[str, ...]]", value)
            if self._pane.opened is not None and self._pane.opened.id == identity:
                self._pane.panel.show_telling(start, told)
        elif call == "save_labels":
            self.told.emit(self.tr("%n sentence(s) saved", "", cast("int", value)))
        elif call == "rules_off":
            self._show_rules(cast("frozenset[str]", value))
        elif call == "switch_rules":
            self._opening.show_again()
            self.changed.emit()

    def _choose_sentence(self, identity: str, sentences: tuple[Passage, ...]) -> None:
        if self._pane.opened is None or self._pane.opened.id != identity:
            return  # the user went on
        if not sentences:
            self.told.emit(self.tr("This message has no sentence that can be marked."))
            return
        dialog = SentenceDialog(sentences, self._window)
        if dialog.exec() == QDialog.DialogCode.Accepted:
            chosen = dialog.chosen()
            self._searcher.ask("judge", identity, chosen.start, chosen.end, "action")

    def _show_rules(self, off: frozenset[str]) -> None:
        dialog = RuleDialog(off, self._language, self._window)
        dialog.go_to(self._rule)
        if dialog.exec() == QDialog.DialogCode.Accepted and dialog.off() != off:
            self._searcher.ask("switch_rules", dialog.off())

    @Slot(str, object)
    def _refuse(self, call: str, problem: Problem) -> None:
        if call in _CALLS:
            self.failed.emit(problem)
