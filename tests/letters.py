"""Letters and mboxes of them, as Python's own library writes them."""

from __future__ import annotations

import mailbox
from email.message import EmailMessage


def mail(subject, body="", sender="Jan de Vries <jan.devries@voorbeeld.nl>", day=1, **headers):
    """An RFC 5322 message of November 2020."""
    message = EmailMessage()
    message["Message-ID"] = f"<{subject.replace(' ', '-')}@voorbeeld.nl>".encode("ascii", "ignore").decode()
    message["Subject"] = subject
    message["From"] = sender
    message["To"] = "Griffie <griffie@voorbeeld.nl>"
    if day:
        message["Date"] = f"{day:02} Nov 2020 10:00:00 +0100"
    for name, value in headers.items():
        message[name] = value
    message.set_content(body)
    return message


def put(path, *messages):
    """An mbox of these messages."""
    path.parent.mkdir(parents=True, exist_ok=True)
    box = mailbox.mbox(path)
    for message in messages:
        box.add(message)
    box.close()
    return str(path)
