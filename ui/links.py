"""Links in messages open only after the user has seen where they really go."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Qt, QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QMessageBox, QWidget

translate = QCoreApplication.translate

_SCHEMES = {"http", "https", "mailto"}


def open_link(target: str, window: QWidget) -> None:
    """Show the address, and open it in the browser or mail program when the user wants that."""
    url = QUrl(target)
    if url.scheme().lower() not in _SCHEMES:
        return  # file:, javascript: and the like never leave a message
    box = QMessageBox(window)
    box.setWindowTitle(translate("links", "Open link"))
    box.setTextFormat(Qt.TextFormat.PlainText)
    # Punycode for the host: a letter that only looks like another must not pass.
    shown = bytes(url.toEncoded().data()).decode("ascii")
    box.setText(
        translate("links", "This link in the message leads to:")
        + f"\n\n{shown}\n\n"
        + translate("links", "Open it outside Griffielezer?")
    )
    follow = box.addButton(translate("links", "Open"), QMessageBox.ButtonRole.AcceptRole)
    copy = box.addButton(translate("links", "Copy address"), QMessageBox.ButtonRole.ActionRole)
    cancel = box.addButton(translate("links", "Cancel"), QMessageBox.ButtonRole.RejectRole)
    box.setDefaultButton(cancel)
    box.exec()
    if box.clickedButton() is follow:
        QDesktopServices.openUrl(url)
    elif box.clickedButton() is copy:
        QGuiApplication.clipboard().setText(shown)
