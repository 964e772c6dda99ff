"""The message at the right: header block, what it asks, the body, the attachments."""

from __future__ import annotations

from dataclasses import replace
from html import escape
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QRect, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QFormLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from reader.cards import forwarded_line
from reader.identity import outer_identity
from reader.suggested import suggested_name
from reader.words import words
from ui.action_panel import ActionPanel
from ui.attachment_strip import AttachmentStrip
from ui.body_view import make_body_view
from ui.fitted_area import FittedArea
from ui.meeting_cards import MeetingCards
from ui.note_bar import NoteBar
from ui.wording import in_short, local, shortly, subject_of, tooltip
from ui.zoom import px

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from PySide6.QtGui import QResizeEvent

    from reader.actions.action import Action, DateMention
    from reader.events import Opened
    from reader.message import Address
    from reader.note import Note
    from ui.theme import Theme

_SUBJECT = 19  # pixels of its letters at 100 %, as in window.qss
_MOST_LINES = 2.5  # of a subject in these letters
_MOST_NAMES = 8  # recipients in the header block; the rest stands in the tooltip
_MOST_PROBLEMS = 2
_LONGEST_BUTTON = 60  # characters
_MARGIN, _NARROW_MARGIN = 28, 18
_NARROW = 560  # pixels at 100 %; screen.css has the same
_MOST_OF_PANE = 0.65  # of its height for all that stands above the text
_MOST_FOR_PANEL = 0.3  # of its height for what is asked


class ReadingPane(QWidget):
    """Shows one opened message.  It draws and emits; the main window connects."""

    link_clicked = Signal(str)
    back_wanted = Signal()  # to the message that this one is attached to

    def __init__(self, theme: Theme, language: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("ReadingPane")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.theme = theme
        self._language = language
        self._words = words(language)
        self.opened: Opened | None = None

        self._header = QWidget()
        self._header.setObjectName("MessageHeader")
        self._header_layout = QVBoxLayout(self._header)
        self._header_layout.setSpacing(8)
        self.back = QToolButton()
        self.back.setObjectName("Back")
        self.back.setProperty("flat", True)
        self.back.clicked.connect(self.back_wanted)
        self._subject = _text_label("Subject")
        self._grid_holder = QWidget()
        self._notice = _text_label("Problems")
        self._blocked = _text_label("Quiet")
        self.panel = ActionPanel(language)
        self.panel.chosen.connect(self._go_to_action)
        self._forwarded = _text_label("Forwarded")
        self.meetings = MeetingCards(language)
        self.notes = NoteBar(language)
        self._header_layout.addWidget(self.back, 0, Qt.AlignmentFlag.AlignLeft)
        for widget in (
            self._subject,
            self._grid_holder,
            self.notes,
            self._forwarded,
            self.meetings,
            self._notice,
            self._blocked,
        ):
            self._header_layout.addWidget(widget)

        self._asked = QWidget()  # holds the panel in the margins of the header
        self._asked_layout = QVBoxLayout(self._asked)
        self._asked_layout.addWidget(self.panel)
        self._top = FittedArea(self._header, _MOST_OF_PANE, self._asked, self)
        self._top.setObjectName("MessageTop")
        self._line = QFrame()
        self._line.setObjectName("MessageLine")
        self._line.setFixedHeight(1)
        self.body = make_body_view(self)
        self.body.link_activated.connect(self.link_clicked)
        self.body.action_explained.connect(self._explain)
        self.attachments = AttachmentStrip()

        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._top)
        layout.addWidget(self._asked)
        self._line_room = QHBoxLayout()
        self._line_room.addWidget(self._line)
        layout.addLayout(self._line_room)
        layout.addWidget(self.body.widget(), 1)
        layout.addWidget(self.attachments)
        self._add_keys()
        self.clear()

    def _add_keys(self) -> None:
        """Back from an attached message; in the text, what is said of the action that was gone to last."""
        body = self.body.widget()
        for key, where, done in (
            (Qt.Key.Key_Escape, self, self._leave),
            (Qt.Key.Key_Delete, body, self.panel.turn_current),
            (Qt.Key.Key_F2, body, self.panel.edit_current),
        ):
            pressed = QShortcut(QKeySequence(key), where)
            pressed.setContext(
                Qt.ShortcutContext.WidgetWithChildrenShortcut
            )  # elsewhere they have other work
            pressed.activated.connect(done)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        margin = _NARROW_MARGIN if event.size().width() < px(_NARROW, self.font()) else _MARGIN
        self._header_layout.setContentsMargins(margin, 16, margin, 10)
        self._asked_layout.setContentsMargins(margin, 0, margin, 10)
        self.panel.set_room(round(event.size().height() * _MOST_FOR_PANEL))
        self._line_room.setContentsMargins(margin, 0, margin, 0)
        self.attachments.set_margin(margin)
        self._fit_subject()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in {QEvent.Type.FontChange, QEvent.Type.StyleChange}:
            self._fit_subject()

    def clear(self) -> None:
        """Show no message."""
        self.opened = None
        self._top.hide()
        self._asked.hide()
        self._line.hide()
        self.attachments.show_attachments(())
        self.body.clear()

    def show_message(self, opened: Opened) -> None:
        """Show a message from its top."""
        self.opened = opened
        message = opened.message
        self.back.setText(
            "‹ " + self.tr("Back to {subject}").format(subject=_shortened(subject_of(opened.around)))
        )
        self.back.setVisible(bool(outer_identity(opened.id)))
        self._show_subject(opened)
        self._fill_grid(opened)
        self.notes.show_note(opened.note)
        self.notes.setVisible(not outer_identity(opened.id))  # what is noted hangs on the message of the list
        self._show_forwarded(opened)
        self.meetings.show_meetings(message.invitations)
        self._show_problems(opened)
        self._blocked.setText(self.tr("%n external picture(s) blocked", "", message.body.external))
        self._blocked.setVisible(message.body.external > 0)
        self.panel.show_actions(opened)
        self._asked.setVisible(not self.panel.isHidden())
        self.attachments.show_attachments(message.attachments if opened.from_export else ())
        self._top.show()
        self._line.show()
        self._top.verticalScrollBar().setValue(0)
        self.body.show_page(opened.page)

    def show_note(self, notes: Mapping[str, Note]) -> None:
        """Show what is noted about the message now, where that is among these."""
        if self.opened is not None:
            self.opened = replace(self.opened, note=notes.get(self.opened.id, self.opened.note))
            self.notes.show_note(self.opened.note)

    def step(self, actions: int) -> None:
        """Go to the next action in the text; keys are about that one then."""
        self.panel.step(actions)
        if not self.panel.has_keyboard():
            self.body.widget().setFocus(Qt.FocusReason.OtherFocusReason)

    def go_to_place(self, place: int) -> None:
        """Go to the action, the rejected one or else the date that begins there in the text, and to its row."""
        if self.opened is None:
            return
        found: tuple[tuple[str, Sequence[Action | DateMention]], ...] = (
            ("action", self.opened.actions),
            ("rejected", self.opened.rejected),
            ("date", self.opened.dates),
        )
        anchors = (
            f"{name}-{number}"
            for name, ones in found
            for number, one in enumerate(ones)
            if one.start == place
        )
        if anchor := next(anchors, ""):
            self.body.go_to(anchor)
            self.panel.choose(place)

    def _go_to_action(self, number: int) -> None:
        """Those that were rejected follow on the others."""
        if self.opened is not None and number >= len(self.opened.actions):
            self.body.go_to(f"rejected-{number - len(self.opened.actions)}")
        else:
            self.body.go_to(f"action-{number}")

    def _explain(self, number: int) -> None:
        """Show above the text why an action is one."""
        self.panel.explain(number)

    def _fill_grid(self, opened: Opened) -> None:
        """The header block, with the labels and in the order of Outlook's own print."""
        message, label = opened.message, self._words.label
        sent = self._words.long_date(local(message.date)) if message.date else label["unknown_date"]
        rows = [
            (label["from"], _names(message.sender)),
            (label["sent"], (sent, "")),
            (label["to"], _names(message.to)),
            (label["cc"], _names(message.cc)),
            (label["bcc"], _names(message.bcc)),
            (label["categories"], (", ".join(message.categories), "")),
            (self.tr("Suggested"), (self._suggested(opened), "")),
            (self.tr("Place"), _places(opened)),
        ]
        holder = QWidget()
        lines = QFormLayout(holder)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setHorizontalSpacing(16)
        lines.setVerticalSpacing(2)
        lines.setLabelAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        lines.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        lines.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)  # an address in large letters
        shown = [(name, text, more) for name, (text, more) in rows if text]
        for name, text, more in shown:
            term = QLabel(name)
            term.setObjectName("HeaderLabel")
            value = _text_label("HeaderValue")
            value.setText(in_short(text))
            value.setToolTip(tooltip(more))
            value.setAccessibleName(f"{name}: {in_short(text)}")
            policy = value.sizePolicy()
            policy.setHorizontalPolicy(
                QSizePolicy.Policy.Preferred
            )  # else the form thinks that any width will do
            value.setSizePolicy(policy)
            lines.addRow(term, value)
        self._header_layout.replaceWidget(self._grid_holder, holder)
        self._grid_holder.deleteLater()
        self._grid_holder = holder

    def _suggested(self, opened: Opened) -> str:
        """The categories that the text suggests, apart from those that someone gave."""
        return ", ".join(suggested_name(name, self._language) for name in opened.suggested)

    def _show_subject(self, opened: Opened) -> None:
        """The subject with its hits on their own ground: then it is HTML, in which a mail says nothing."""
        subject, position, html = subject_of(opened.message.subject), 0, ""
        for start, end in opened.subject_hits:
            html += escape(subject[position:start])
            html += f'<span style="background-color: {self.theme.hit}">{escape(subject[start:end])}</span>'
            position = end
        html += escape(subject[position:])
        marked = bool(opened.subject_hits)
        self._subject.setTextFormat(Qt.TextFormat.RichText if marked else Qt.TextFormat.PlainText)
        self._subject.setText(html if marked else subject)
        self._fit_subject()

    def _fit_subject(self) -> None:
        """Smaller letters for a subject of more than two lines: who wrote it should stay in sight."""
        if self.opened is None:
            return
        font = QFont(self._subject.font())
        font.setPixelSize(px(_SUBJECT, self.font()))
        metrics, margins = QFontMetrics(font), self._header_layout.contentsMargins()
        room = QRect(0, 0, self.width() - margins.left() - margins.right(), 1_000_000)
        text = in_short(subject_of(self.opened.message.subject))
        lines = (
            metrics.boundingRect(room, int(Qt.TextFlag.TextWordWrap), text).height() / metrics.lineSpacing()
        )
        is_long = lines > _MOST_LINES
        if bool(self._subject.property("long")) != is_long:
            self._subject.setProperty("long", is_long)
            self._subject.style().unpolish(self._subject)
            self._subject.style().polish(self._subject)
        self._subject.updateGeometry()

    def _show_forwarded(self, opened: Opened) -> None:
        forwarded = opened.message.forwarded
        about = forwarded_line(forwarded, self._language) if forwarded else ""
        self._forwarded.setText(f"{self._words.label['forwarded']} {about}")
        self._forwarded.setVisible(bool(about))

    def _show_problems(self, opened: Opened) -> None:
        """What could not be read as it was sent, as one calm line; the tooltip has all of it."""
        sentences = list(
            dict.fromkeys(self._words.sentence(shortly(problem)) for problem in opened.message.problems)
        )
        self._notice.setText(" ".join(sentences[:_MOST_PROBLEMS]))
        self._notice.setToolTip(tooltip("\n".join(sentences)) if len(sentences) > _MOST_PROBLEMS else "")
        self._notice.setVisible(bool(sentences))

    def _leave(self) -> None:
        if self.opened is not None and outer_identity(self.opened.id):
            self.back_wanted.emit()


def _text_label(name: str) -> QLabel:
    """Text that can be selected and copied, and is never read as HTML: it comes from a mail."""
    label = QLabel()
    label.setObjectName(name)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    policy = QSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
    policy.setHeightForWidth(True)  # else a name that wraps is cut
    label.setSizePolicy(policy)
    return label


def _shortened(text: str) -> str:
    """As much of a subject as fits on a button."""
    return text if len(text) <= _LONGEST_BUTTON else text[:_LONGEST_BUTTON].rstrip() + "…"


def _names(addresses: Sequence[Address]) -> tuple[str, str]:
    """The first names, and all of them where that is more."""
    every = "; ".join(str(address) for address in addresses)
    if len(addresses) <= _MOST_NAMES:
        return every, ""
    first = "; ".join(str(address) for address in addresses[:_MOST_NAMES])
    return f"{first}; … (+{len(addresses) - _MOST_NAMES})", every


def _places(opened: Opened) -> tuple[str, str]:
    """Where the message stands, when that is in more than one place."""
    if len(opened.places) < 2:  # noqa: PLR2004 - one place needs no line
        return "", ""
    lines = [f"{place.export} {place.folder}".strip() for place in opened.places]
    return "; ".join(lines), "\n".join(lines)
