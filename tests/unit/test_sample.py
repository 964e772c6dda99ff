"""The sample mailbox: it reads without a problem, shows every kind of thing, and names nobody real."""

from __future__ import annotations

import mailbox
import re
from contextlib import closing
from email import message_from_bytes, policy
from io import BytesIO
from typing import TYPE_CHECKING
from zipfile import ZipFile

import pypdfium2
import pytest

from reader.formats import read_export
from reader.message import Message
from reader.paths import SAMPLE
from reader.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator
    from email.message import EmailMessage

_ADDRESS_OR_LINK = re.compile(r"(?:@|https?://|mailto:[^@\s]*@)([\w-]+(?:\.[\w-]+)+)", re.IGNORECASE)
_FOLDERS = {
    "Ingekomen stukken",
    "Ingekomen stukken/2025",
    "Ingekomen stukken/Regio",
    "Moties",
    "Postvak IN",
    "Uitnodigingen",
}
_CATEGORIES = {"Ingekomen stuk", "Uitnodiging", "Motie", "Zienswijze", "Ter kennisname", "Raadsinformatie"}


@pytest.fixture(scope="module")
def entries() -> list[Message | Problem]:
    return list(read_export(str(SAMPLE)))


@pytest.fixture(scope="module")
def messages(entries: list[Message | Problem]) -> list[Message]:
    return [entry for entry in entries if isinstance(entry, Message)]


@pytest.fixture(scope="module")
def mails() -> list[EmailMessage]:
    """The same messages as the standard library reads them; the Outlook print is none to it."""
    raw = [path.read_bytes() for path in sorted(SAMPLE.rglob("*.eml"))]
    with closing(mailbox.mbox(SAMPLE / "Moties.mbox", create=False)) as box:
        raw += [entry.as_bytes() for entry in box]
    return [message_from_bytes(one, policy=policy.default) for one in raw]


def test_the_sample_reads_without_a_problem(entries, messages):
    assert [entry for entry in entries if isinstance(entry, Problem)] == []
    assert [message.ref.path for message in messages if message.problems] == []


def test_the_sample_has_about_forty_messages_each_with_its_own_identity(messages):
    assert 40 <= len(messages) <= 50
    assert len({message.id for message in messages}) == len(messages)


def test_every_message_has_a_sender_a_date_and_a_text(messages):
    for message in messages:
        assert message.sender, message.ref
        assert message.date is not None, message.ref
        assert message.text.strip(), message.ref


def test_the_sample_fills_every_folder_and_every_category(messages):
    assert {message.folder for message in messages} == _FOLDERS
    assert {category for message in messages for category in message.categories} == _CATEGORIES
    assert {len(message.categories) for message in messages} == {0, 1, 2}


def test_the_sample_shows_layout_pictures_and_blocked_references(messages):
    raw = [path.read_bytes().lower() for path in SAMPLE.rglob("*.eml")]
    assert any(b"text/html" in one for one in raw)
    assert any(b"text/plain" in one and b"text/html" not in one for one in raw)
    assert any(attachment.content_id for message in messages for attachment in message.attachments)
    assert max(message.body.external for message in messages) >= 2


def test_the_sample_spans_two_years(messages):
    assert {message.date.year for message in messages} == {2025, 2026}


def test_both_heading_questions_stand_on_a_line_of_their_own(messages):
    lines = [line.strip() for message in messages for line in message.text.splitlines()]
    assert lines.count("Wat kunt u als raadslid doen?") == 2
    assert lines.count("Wat vragen wij van u?") == 2


def test_a_forwarded_letter_is_read_with_the_name_of_its_writer(messages):
    forward = next(message for message in messages if message.subject.startswith("FW: "))
    assert forward.sender[0].name == "KCC Zandermeer"
    assert "Leida Brouwer-Smit" in forward.text


def test_the_sample_has_an_attached_message_and_a_meeting_request(messages):
    types = {attachment.content_type for message in messages for attachment in message.attachments}
    assert types >= {"message/rfc822", "text/calendar"}


def test_every_attachment_is_what_its_name_says(messages, mails):
    kinds = set()
    for message in messages:
        for attachment in message.attachments:
            kind = attachment.name.rpartition(".")[2]
            kinds.add(kind)
            content = _content(mails, message, attachment.name)
            if kind == "pdf":
                assert len(_pdf_text(content)) > 200, attachment.name
            elif kind in {"docx", "xlsx"}:
                assert ZipFile(BytesIO(content)).testzip() is None
            elif kind == "png":
                assert content.startswith(b"\x89PNG\r\n\x1a\n")
    assert kinds >= {"pdf", "docx", "xlsx", "png"}


def test_the_sample_names_only_example_domains(mails):
    hosts = set()
    for text in _everything_readable(mails):
        hosts.update(host.lower() for host in _ADDRESS_OR_LINK.findall(text))
    assert len(hosts) > 30
    assert {host for host in hosts if not host.endswith(".example")} == set()


def test_the_sample_is_small():
    assert sum(path.stat().st_size for path in SAMPLE.rglob("*") if path.is_file()) < 1_000_000


def _content(mails: list[EmailMessage], message: Message, name: str) -> bytes:
    """The attachment, decoded by the standard library: a second reader beside our own."""
    mail = next(mail for mail in mails if mail["message-id"] == f"<{message.message_id}>")
    return next(
        (part.get_payload(decode=True) for part in mail.walk() if part.get_filename() == name),
        b"",  # an attached message or a calendar has no file name there
    )


def _everything_readable(mails: list[EmailMessage]) -> Iterator[str]:
    """Headers, bodies with their markup, and PDF pages, as the user can come to see them."""
    for path in SAMPLE.rglob("*.md"):
        yield path.read_text(encoding="utf-8")
    for mail in mails:
        for part in mail.walk():
            yield from map(str, part.values())
            if part.get_content_maintype() == "text":
                yield part.get_content()
            elif part.get_content_type() == "application/pdf":
                yield _pdf_text(part.get_content())


def _pdf_text(content: bytes) -> str:
    with pypdfium2.PdfDocument(content) as document:
        return "\n".join(page.get_textpage().get_text_bounded() for page in document)
