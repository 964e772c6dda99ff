"""Everything the user can do, in one table.

Menu, buttons, shortcuts and the page with all keys are made from `COMMANDS`; a new command is one
entry.  Texts are English; their Dutch stands in resources/i18n.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QAction, QKeySequence

from ui.help import show_about, show_keys, show_manual
from ui.window import MainWindow

if TYPE_CHECKING:
    from collections.abc import Callable

_Key = QKeySequence.StandardKey
_CONTEXT = "commands"


def QT_TRANSLATE_NOOP(_context: str, text: str) -> str:
    """Mark a text for translation; PySide6's own says that it returns an object."""
    return text


@dataclass(frozen=True, slots=True)
class Command:
    """One thing the user can do."""

    name: str  # identifier, for tests and buttons
    menu: str  # the menu that it stands in
    text: str
    keys: tuple[str | QKeySequence.StandardKey, ...]  # the first is shown
    run: Callable[[MainWindow], None]
    possible: Callable[[MainWindow], bool] = lambda _window: True


FILE = QT_TRANSLATE_NOOP("commands", "&File")
SEARCH = QT_TRANSLATE_NOOP("commands", "&Search")
MESSAGE = QT_TRANSLATE_NOOP("commands", "&Message")
VIEW = QT_TRANSLATE_NOOP("commands", "&View")
HELP = QT_TRANSLATE_NOOP("commands", "&Help")


def _has_message(window: MainWindow) -> bool:
    return window.opened is not None


def _has_action(window: MainWindow) -> bool:
    return window.opened is not None and bool(window.opened.actions)


def _can_print(window: MainWindow) -> bool:
    return bool(window.selection.ids)


def _can_note(window: MainWindow) -> bool:
    return bool(window.selection.noted_ids)


def _has_own_mailbox(window: MainWindow) -> bool:
    """Whether the current mailbox is one of the user's."""
    samples = {export.path for export in window.mailboxes.exports if export.sample}
    return window.filters.current_export() not in {"", *samples}


def _has_rows(window: MainWindow) -> bool:
    return window.model.total > 0


def _has_agenda(window: MainWindow) -> bool:
    return window.model.total > 0 or window.model.ticked_count > 0


COMMANDS: tuple[Command, ...] = (
    Command(
        "add_files",
        FILE,
        QT_TRANSLATE_NOOP("commands", "&Add export…"),
        (_Key.Open,),
        lambda window: window.mailboxes.choose_files(),
    ),
    Command(
        "add_folder",
        FILE,
        QT_TRANSLATE_NOOP("commands", "Add &folder…"),
        ("Ctrl+Shift+O",),
        lambda window: window.mailboxes.choose_folder(),
    ),
    Command(
        "choose_maps",
        FILE,
        QT_TRANSLATE_NOOP("commands", "Choose fol&ders…"),
        ("Ctrl+Shift+M",),
        lambda window: window.mailboxes.choose_maps(),
        _has_own_mailbox,
    ),
    Command(
        "remove_export",
        FILE,
        QT_TRANSLATE_NOOP("commands", "&Remove mailbox…"),
        ("Ctrl+Shift+Delete",),
        lambda window: window.mailboxes.remove_current(),
        lambda window: bool(window.filters.current_export()),
    ),
    Command(
        "remove_sample",
        FILE,
        QT_TRANSLATE_NOOP("commands", "Remove &sample"),
        (),
        MainWindow.remove_sample,
        lambda window: any(export.sample for export in window.mailboxes.exports),
    ),
    Command(
        "print",
        FILE,
        QT_TRANSLATE_NOOP("commands", "&Print selection…"),
        (_Key.Print,),
        lambda window: window.selection.preview(),
        _can_print,
    ),
    Command(
        "save_pdf",
        FILE,
        QT_TRANSLATE_NOOP("commands", "Save selection as P&DF…"),
        ("Ctrl+Shift+S",),
        lambda window: window.selection.save_as_pdf(),
        _can_print,
    ),
    Command(
        "save_labels",
        FILE,
        QT_TRANSLATE_NOOP("commands", "Save &judged action items…"),
        (),
        lambda window: window.judging.save_labels(),
    ),
    Command(
        "cancel_import",
        FILE,
        QT_TRANSLATE_NOOP("commands", "Stop &reading"),
        ("Ctrl+.",),
        lambda window: window.mailboxes.cancel(),
        lambda window: window.imports.running,
    ),
    Command("quit", FILE, QT_TRANSLATE_NOOP("commands", "&Quit"), ("Ctrl+Q",), MainWindow.close_window),
    Command(
        "search",
        SEARCH,
        QT_TRANSLATE_NOOP("commands", "Go to the search &box"),
        (_Key.Find,),
        MainWindow.focus_search,
    ),
    Command(
        "clear_search",
        SEARCH,
        QT_TRANSLATE_NOOP("commands", "&Clear search and filters"),
        ("Ctrl+Shift+F",),
        MainWindow.clear_search,
    ),
    Command(
        "explain",
        SEARCH,
        QT_TRANSLATE_NOOP("commands", "&How to search"),
        ("Shift+F1", "Alt+?"),
        MainWindow.explain_search,
    ),
    Command(
        "forget_queries",
        SEARCH,
        QT_TRANSLATE_NOOP("commands", "Clear search h&istory"),
        (),
        lambda window: window.searching.forget_queries(),
        lambda window: bool(window.completing.before),
    ),
    Command(
        "filters",
        SEARCH,
        QT_TRANSLATE_NOOP("commands", "Go to the &filters"),
        ("Ctrl+1",),
        MainWindow.focus_filters,
    ),
    Command(
        "list", SEARCH, QT_TRANSLATE_NOOP("commands", "Go to the &list"), ("Ctrl+2",), MainWindow.focus_list
    ),
    Command(
        "message",
        SEARCH,
        QT_TRANSLATE_NOOP("commands", "Go to the &message"),
        ("Ctrl+3",),
        MainWindow.focus_message,
        _has_message,
    ),
    Command(
        "agenda",
        SEARCH,
        QT_TRANSLATE_NOOP("commands", "A&genda of the list or the selection"),
        ("Ctrl+5",),
        MainWindow.show_agenda,
        _has_agenda,
    ),
    Command(
        "newest_first",
        SEARCH,
        QT_TRANSLATE_NOOP("commands", "Sort by &date"),
        ("Ctrl+Alt+D",),
        lambda window: window.sort_by("date"),
    ),
    Command(
        "best_first",
        SEARCH,
        QT_TRANSLATE_NOOP("commands", "Sort by m&atch"),
        ("Ctrl+Alt+B",),
        lambda window: window.sort_by("relevance"),
    ),
    Command(
        "count_from",
        SEARCH,
        QT_TRANSLATE_NOOP("commands", "Count &terms from…"),
        ("Ctrl+Shift+T",),
        MainWindow.choose_reference,
        lambda window: window.filters.reference is not None,
    ),
    Command(
        "next",
        MESSAGE,
        QT_TRANSLATE_NOOP("commands", "&Next message"),
        ("Ctrl+Down", "Alt+Down"),
        MainWindow.next_message,
        _has_rows,
    ),
    Command(
        "previous",
        MESSAGE,
        QT_TRANSLATE_NOOP("commands", "&Previous message"),
        ("Ctrl+Up", "Alt+Up"),
        MainWindow.previous_message,
        _has_rows,
    ),
    Command(
        "next_action",
        MESSAGE,
        QT_TRANSLATE_NOOP("commands", "Next &action item"),
        ("F4",),
        MainWindow.next_action,
        _has_action,
    ),
    Command(
        "previous_action",
        MESSAGE,
        QT_TRANSLATE_NOOP("commands", "P&revious action item"),
        ("Shift+F4",),
        MainWindow.previous_action,
        _has_action,
    ),
    Command(
        "mark_action",
        MESSAGE,
        QT_TRANSLATE_NOOP("commands", "&Mark the selection or a sentence as action item…"),
        ("Ctrl+Shift+K",),
        lambda window: window.judging.mark_selected(),
        _has_message,
    ),
    Command(
        "attachments",
        MESSAGE,
        QT_TRANSLATE_NOOP("commands", "Go to the a&ttachments"),
        ("Ctrl+4",),
        MainWindow.focus_attachments,
        lambda window: bool(window.reading.attachments.buttons),
    ),
    Command(
        "back",
        MESSAGE,
        QT_TRANSLATE_NOOP("commands", "&Back from an attached message"),
        ("Alt+Left",),
        MainWindow.go_back,
        lambda window: window.opening.is_inside,
    ),
    Command(
        "tick",
        MESSAGE,
        QT_TRANSLATE_NOOP("commands", "&Select or unselect message"),
        ("Ctrl+Return",),
        lambda window: window.selection.tick_current(),
        _has_message,
    ),
    Command(
        "tick_all",
        MESSAGE,
        QT_TRANSLATE_NOOP("commands", "Select a&ll messages in the list"),
        ("Ctrl+Shift+A",),
        lambda window: window.selection.tick_all(),
        _has_rows,
    ),
    Command(
        "untick_all",
        MESSAGE,
        QT_TRANSLATE_NOOP("commands", "Select n&othing"),
        ("Ctrl+Shift+D",),
        lambda window: window.selection.untick_all(),
        lambda window: window.model.ticked_count > 0,
    ),
    Command(
        "note_listed",
        MESSAGE,
        QT_TRANSLATE_NOOP("commands", "Put &on the list of incoming documents, or take off"),
        ("Ctrl+Shift+L",),
        lambda window: window.selection.note_listed(),
        _can_note,
    ),
    Command(
        "note_proposal",
        MESSAGE,
        QT_TRANSLATE_NOOP("commands", "Proposed settle&ment…"),
        ("Ctrl+Shift+V",),
        lambda window: window.selection.note_proposal(),
        _can_note,
    ),
    Command(
        "note_category",
        MESSAGE,
        QT_TRANSLATE_NOOP("commands", "Own &category…"),
        ("Ctrl+Shift+C",),
        lambda window: window.selection.note_category(),
        _can_note,
    ),
    Command(
        "zoom_in",
        VIEW,
        QT_TRANSLATE_NOOP("commands", "&Larger text"),
        (_Key.ZoomIn, "Ctrl+="),
        MainWindow.zoom_in,
    ),
    Command(
        "zoom_out", VIEW, QT_TRANSLATE_NOOP("commands", "&Smaller text"), (_Key.ZoomOut,), MainWindow.zoom_out
    ),
    Command(
        "zoom_reset",
        VIEW,
        QT_TRANSLATE_NOOP("commands", "&Normal text size"),
        ("Ctrl+0",),
        MainWindow.zoom_reset,
    ),
    Command(
        "light",
        VIEW,
        QT_TRANSLATE_NOOP("commands", "Li&ght colours"),
        (),
        lambda window: window.use_theme("light"),
    ),
    Command(
        "dark",
        VIEW,
        QT_TRANSLATE_NOOP("commands", "&Dark colours"),
        (),
        lambda window: window.use_theme("dark"),
    ),
    Command(
        "system_colours",
        VIEW,
        QT_TRANSLATE_NOOP("commands", "Colours of the &PC"),
        (),
        lambda window: window.use_theme("system"),
    ),
    Command(
        "rules",
        VIEW,
        QT_TRANSLATE_NOOP("commands", "Rules for &action items…"),
        (),
        lambda window: window.judging.choose_rules(),
    ),
    Command("manual", HELP, QT_TRANSLATE_NOOP("commands", "&Manual"), (_Key.HelpContents,), show_manual),
    Command(
        "keys",
        HELP,
        QT_TRANSLATE_NOOP("commands", "&Keyboard"),
        ("Ctrl+F1",),
        lambda window: show_keys(window, key_table()),
    ),
    Command(
        "problems",
        HELP,
        QT_TRANSLATE_NOOP("commands", "&Problems of the last import…"),
        (),
        MainWindow.show_problems,
        lambda window: bool(window.imports.problems),
    ),
    Command("about", HELP, QT_TRANSLATE_NOOP("commands", "&About Griffielezer"), (), show_about),
)

# What the panes do themselves with a key, for the page with all keys.
_KEYS_OF_PANES = (
    ("Space", QT_TRANSLATE_NOOP("commands", "In the list: select the message; in the filters: tick")),
    ("Return", QT_TRANSLATE_NOOP("commands", "In the list: go into the message")),
    ("Ctrl+A", QT_TRANSLATE_NOOP("commands", "In the list: select all messages")),
    ("Menu", QT_TRANSLATE_NOOP("commands", "In the list: note something about the message or the selection")),
    ("Space", QT_TRANSLATE_NOOP("commands", "In the agenda: select the date for the calendar")),
    ("Return", QT_TRANSLATE_NOOP("commands", "In the agenda: read the message at that place")),
    ("Right", QT_TRANSLATE_NOOP("commands", "In the timeline: to the next bar; Enter goes to its dates")),
    ("Esc", QT_TRANSLATE_NOOP("commands", "In the agenda: back to the list")),
    ("Space", QT_TRANSLATE_NOOP("commands", "On an attachment: preview it")),
    ("Return", QT_TRANSLATE_NOOP("commands", "On an attachment: open it; an attached message is read here")),
    ("Down", QT_TRANSLATE_NOOP("commands", "On an attachment: all that can be done with it")),
    ("Del", QT_TRANSLATE_NOOP("commands", "On an action item: no action item, or one again")),
    ("F2", QT_TRANSLATE_NOOP("commands", "On an action item: change its date, or for whom it is")),
    ("Shift+F10", QT_TRANSLATE_NOOP("commands", "In the text: the menu of the action item that F4 went to")),
    ("Esc", QT_TRANSLATE_NOOP("commands", "In an attached message: back to the one that holds it")),
    ("Down", QT_TRANSLATE_NOOP("commands", "In the search box: to what is offered, or to the list")),
    ("Down", QT_TRANSLATE_NOOP("commands", "In the empty search box: what you searched for before")),
    ("Tab", QT_TRANSLATE_NOOP("commands", "In the search box: take what is offered")),
    ("Esc", QT_TRANSLATE_NOOP("commands", "In the search box: empty it")),
)


def install(window: MainWindow) -> dict[str, QAction]:
    """Make an action of each command, with its shortcut, its place in the menu and its buttons."""
    actions: dict[str, QAction] = {}
    for command in COMMANDS:
        action = QAction(_tr(command.text), window)
        action.setObjectName(command.name)
        action.setShortcuts(_sequences(command))
        action.triggered.connect(lambda _checked=False, run=command.run: run(window))
        window.addAction(action)
        actions[command.name] = action

    def update() -> None:
        for command in COMMANDS:
            actions[command.name].setEnabled(command.possible(window))

    window.state_changed.connect(update)
    update()
    window.top_bar.fill_menu(
        [
            (_tr(menu), [actions[command.name] for command in COMMANDS if command.menu == menu])
            for menu in (FILE, SEARCH, MESSAGE, VIEW, HELP)
        ]
    )
    window.top_bar.use(actions["add_files"], actions["print"], actions["explain"])
    window.list_pane.use(actions["agenda"])
    return actions


def key_table() -> list[tuple[str, str]]:
    """(key, what it does) for everything that has a key, in the user's language."""
    table = []
    for command in COMMANDS:
        keys = [key.toString(QKeySequence.SequenceFormat.NativeText) for key in _sequences(command)[:1]]
        if keys:
            table.append((keys[0], _tr(command.text).replace("&", "").rstrip("…")))
    for key, text in _KEYS_OF_PANES:
        table.append((QKeySequence(key).toString(QKeySequence.SequenceFormat.NativeText), _tr(text)))
    return table


def _sequences(command: Command) -> list[QKeySequence]:
    found: list[QKeySequence] = []
    for key in command.keys:
        found.extend([QKeySequence(key)] if isinstance(key, str) else QKeySequence.keyBindings(key))
    return found


def _tr(text: str) -> str:
    return QCoreApplication.translate(_CONTEXT, text)
