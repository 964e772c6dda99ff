"""Small real mailboxes for window tests; every person and place in them is invented."""

from __future__ import annotations

from email.message import EmailMessage
from typing import TYPE_CHECKING

from documents import pdf

if TYPE_CHECKING:
    from pathlib import Path


def letter(
    number: int,
    *,
    subject: str = "",
    text: str = "",
    html: str = "",
    category: str = "",
    attachment: str = "",
) -> EmailMessage:
    message = EmailMessage()
    message["From"] = f"Bewoner {number} <bewoner{number}@voorbeeld.example>"
    message["To"] = "Griffie Voorbeeld <griffie@gemeente.example>"
    message["Subject"] = subject or f"Brief nummer {number}"
    message["Date"] = f"Mon, {1 + number % 28} Nov 2021 10:{number % 60:02} +0100"
    message["Message-ID"] = f"<{number}.{len(subject)}@voorbeeld.example>"
    if category:
        message["Keywords"] = category
    message.set_content(text or f"Geachte griffie,\n\nDit is brief {number} over de fietsenstalling.\n")
    if html:
        message.add_alternative(html, subtype="html")
    if attachment:
        message.add_attachment(pdf(""), maintype="application", subtype="pdf", filename=attachment)
    return message


def write_mbox(path: Path, messages: list[EmailMessage]) -> Path:
    with path.open("wb") as file:
        for message in messages:
            file.write(b"From bewoner@voorbeeld.example Mon Nov  1 10:00:00 2021\n")
            file.write(message.as_bytes().replace(b"\nFrom ", b"\n>From ") + b"\n")
    return path


def write_eml(folder: Path, messages: list[EmailMessage]) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    for number, message in enumerate(messages):
        (folder / f"{number:03}.eml").write_bytes(message.as_bytes())
    return folder
