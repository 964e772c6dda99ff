"""What the user notes about messages: asked of the searcher, and shown wherever those messages are shown."""

from __future__ import annotations

from collections import deque
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, Signal, Slot
from PySide6.QtGui import QActionGroup
from PySide6.QtWidgets import QInputDialog, QMenu, QWidget

from reader.note import PROPOSALS, Change, category_name, other_proposal, own_words, proposal_key
from reader.words import words

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from PySide6.QtGui import QAction

    from reader.note import Note
    from reader.problems import Problem
    from ui.hit_model import HitModel
    from ui.reading_pane import ReadingPane
    from ui.worker import Searcher

    Notes = Mapping[str, Note]


class Noting(QObject):
    """Stands between the searcher and the panes.  A menu is filled with what is noted at that moment."""

    changed = Signal()  # the notes: what the list shows and counts may be another
    failed = Signal(object)  # Problem
    told = Signal(str)  # one sentence for the status bar

    def __init__(
        self, searcher: Searcher, model: HitModel, pane: ReadingPane, language: str, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._searcher = searcher
        self._model = model
        self._pane = pane
        self._window = parent
        self._words = words(language)
        self._categories: tuple[str, ...] = ()  # in use
        self._changes: deque[Change] = deque()  # those of which the answer is on its way
        self._then: deque[Callable[[Notes], None]] = deque()  # what to do with each answer that is on its way
        searcher.answered.connect(self._take)
        searcher.refused.connect(self._refuse)
        pane.notes.changed.connect(self._change_shown)
        pane.notes.proposal_wanted.connect(self._choose_for_shown)

    def use_categories(self, names: tuple[str, ...]) -> None:
        """The own categories that are in use."""
        self._categories = names
        self._pane.notes.use_categories(names)

    def change(self, ids: Sequence[str], change: Change) -> None:
        if ids:
            self._changes.append(change)
            self._searcher.ask("note", tuple(ids), change)

    def toggle_listed(self, ids: Sequence[str]) -> None:
        """Put messages on the list; where all of them stand on it, take them off."""
        self._with_notes(ids, lambda notes: self.change(ids, Change(listed=not _all_listed(notes))))

    def choose(self, ids: Sequence[str], place: QPoint) -> None:
        """Show the menu with all that can be noted about messages."""
        self._with_notes(ids, lambda notes: self._menu(ids, notes).popup(place))

    def choose_proposal(self, ids: Sequence[str], place: QPoint) -> None:
        self._with_notes(ids, lambda notes: self._fill_proposals(self._new_menu(), ids, notes).popup(place))

    def choose_category(self, ids: Sequence[str], place: QPoint) -> None:
        self._with_notes(ids, lambda notes: self._fill_categories(self._new_menu(), ids, notes).popup(place))

    def _menu(self, ids: Sequence[str], notes: Notes) -> QMenu:
        menu = self._new_menu()
        listed = menu.addAction(self.tr("On the list of incoming documents"))
        _tick(listed, on=_all_listed(notes))
        listed.triggered.connect(lambda on: self.change(ids, Change(listed=on)))
        self._fill_proposals(menu.addMenu(self.tr("Proposed settlement")), ids, notes)
        self._fill_categories(menu.addMenu(self.tr("Own category")), ids, notes)
        return menu

    def _new_menu(self) -> QMenu:
        menu = QMenu(self._window)
        menu.setObjectName("NoteMenu")
        menu.aboutToHide.connect(menu.deleteLater)
        return menu

    def _fill_proposals(self, menu: QMenu, ids: Sequence[str], notes: Notes) -> QMenu:
        """One of the proposals, or none; ticked is what all these messages have."""
        group = QActionGroup(menu)
        present = {note.proposal for note in notes.values()}
        for key in ("", *PROPOSALS):
            action = menu.addAction(self._words.proposal(key) or self.tr("None"))
            group.addAction(action)
            _tick(action, on={proposal_key(one) for one in present} == {key})
            if key == PROPOSALS[-1]:  # the others are not these words
                said = own_words(next(iter(present))) if len(present) == 1 else ""
                action.setText(
                    f"{action.text()}: {said}…".replace("&", "&&") if said else f"{action.text()}…"
                )
                action.triggered.connect(partial(self._ask_proposal, ids, said))
            else:
                action.triggered.connect(partial(self.change, ids, Change(proposal=key)))
        return menu

    def _ask_proposal(self, ids: Sequence[str], said: str) -> None:
        """A proposal in the user's own words; none of them is "anders" without more."""
        title, label = self.tr("Proposed settlement"), self.tr("What do you propose?")
        typed, given = QInputDialog.getText(self._window, title, label, text=said)
        if given:
            self.change(ids, Change(proposal=other_proposal(typed)))

    def _fill_categories(self, menu: QMenu, ids: Sequence[str], notes: Notes) -> QMenu:
        """All that are in use; ticked are those that all these messages have."""
        for name in self._categories:
            action = menu.addAction(name.replace("&", "&&"))
            had = all(name in note.categories for note in notes.values())
            _tick(action, on=had)
            change = Change(remove=name) if had else Change(add=name)
            action.triggered.connect(partial(self.change, ids, change))
        if self._categories:
            menu.addSeparator()
        menu.addAction(self.tr("New category…")).triggered.connect(lambda: self._ask_name(ids))
        return menu

    def _ask_name(self, ids: Sequence[str]) -> None:
        name, given = QInputDialog.getText(self._window, self.tr("New category"), self.tr("Name:"))
        if given and category_name(name):
            self.change(ids, Change(add=name))

    def _with_notes(self, ids: Sequence[str], then: Callable[[Notes], None]) -> None:
        if ids:
            self._then.append(then)
            self._searcher.ask("noted", tuple(ids))

    @Slot(object)
    def _change_shown(self, change: Change) -> None:
        if self._pane.opened is not None:
            self.change((self._pane.opened.id,), change)

    @Slot()
    def _choose_for_shown(self) -> None:
        if self._pane.opened is not None:
            button = self._pane.notes.proposal
            place = button.mapToGlobal(QPoint(0, button.height()))
            self.choose_proposal((self._pane.opened.id,), place)

    @Slot(str, object)
    def _take(self, call: str, value: Notes) -> None:
        if call == "noted":
            self._then.popleft()(value)
        elif call == "note":
            self._model.note(value)
            self._pane.show_note(value)
            self._tell(self._changes.popleft(), value)
            self.changed.emit()

    def _tell(self, change: Change, value: Notes) -> None:
        """Say what changed where that is more, or less, than the user may think."""
        number = len(value)
        if number == 1:
            if set(self._model.ticked) - set(value):
                self.told.emit(self.tr("Only this message was changed, not the selected ones."))
        elif change.listed is not None:
            self.told.emit(
                self.tr("%n selected message(s) put on the list", "", number)
                if change.listed
                else self.tr("%n selected message(s) taken off the list", "", number)
            )
        elif change.proposal is not None:
            told = self.tr("%n selected message(s) now have the proposal: {name}", "", number)
            self.told.emit(told.format(name=self._words.proposal(change.proposal) or self.tr("None")))
        elif change.add:
            told = self.tr("%n selected message(s) now have the category: {name}", "", number)
            self.told.emit(told.format(name=change.add))
        else:
            told = self.tr("%n selected message(s) no longer have the category: {name}", "", number)
            self.told.emit(told.format(name=change.remove))

    @Slot(str, object)
    def _refuse(self, call: str, problem: Problem) -> None:
        if call == "noted":
            self._then.popleft()
        if call == "note":
            self._changes.popleft()
        if call in {"noted", "note"}:
            self._pane.show_note({})  # a button that was pressed shows again what is kept
            self.failed.emit(problem)


def _all_listed(notes: Notes) -> bool:
    return all(note.listed for note in notes.values())


def _tick(action: QAction, *, on: bool) -> None:
    action.setCheckable(True)
    action.setChecked(on)
