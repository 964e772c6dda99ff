"""What a hostile message may put on labels: never so much that the window stands still."""

from __future__ import annotations

from PySide6.QtWidgets import QLabel

from reader.message import Attachment
from ui.attachment_strip import AttachmentStrip
from ui.wording import in_short, subject_of, tooltip


def test_of_a_hundred_thousand_attachments_the_first_have_buttons(qtbot):
    strip = AttachmentStrip()
    qtbot.addWidget(strip)
    strip.show_attachments(
        tuple(Attachment(f"{number}.txt", "text/plain", 1, "") for number in range(100_000))
    )
    assert len(strip.buttons) == 300
    (rest,) = strip.findChildren(QLabel, "Quiet")
    assert "300" in rest.text()


def test_of_some_attachments_all_have_buttons(qtbot):
    strip = AttachmentStrip()
    qtbot.addWidget(strip)
    strip.show_attachments(tuple(Attachment(f"{number}.txt", "text/plain", 1, "") for number in range(300)))
    assert len(strip.buttons) == 300
    assert not strip.findChildren(QLabel, "Quiet")


def test_of_a_subject_without_end_the_begin_is_shown():
    assert len(subject_of("lang " * 1_000_000)) < 5_000
    assert len(tooltip("Jan de Vries; " * 100_000)) < 5_000
    assert in_short("Zienswijze op de begroting") == "Zienswijze op de begroting"
