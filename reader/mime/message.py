"""A whole message: its fields, the body that is shown, its attachments, and what was damaged."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from reader.identity import message_identity
from reader.message import Body, Forwarded, Message, MessageRef
from reader.mime.addresses import addresses
from reader.mime.categories import categories
from reader.mime.charsets import one_message
from reader.mime.dates import newest_received, parse_date
from reader.mime.fields import Fields, fields_of, message_header_at
from reader.mime.headers import readable, unfolded
from reader.mime.parts import Parts, collect
from reader.mime.structure import parts_of
from reader.problems import Problem
from reader.text import body_of_plain, joined, prefix, read_html, understood

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from reader.mime.parts import Shown

# Without any of these a text is no mail, whatever else in it looks like a field.
_KNOWN_FIELDS = frozenset(
    "from sender reply-to to cc bcc subject date message-id received return-path delivered-to list-id mime-version"
    " content-type".split()
)
# What may stand before the first field: a byte order mark, empty lines, NULs of a bad disk, an mbox separator.
_PREFACE = re.compile(rb"(?:\xef\xbb\xbf)?[\s\0]*(?:>?From [^\r\n]*\r?\n)?")
_LONGEST_HEADER = 1 << 16  # bytes of an attached message that are looked at


@one_message()
def parse(raw: bytes, ref: MessageRef, folder: str = "") -> Message:
    """The message in `raw`, one RFC 5322 message with any line ends.

    What is damaged is read as far as it goes, and named in `problems`.
    """
    problems: list[str] = []
    preface = _PREFACE.match(raw)
    begin = preface.end() if preface else 0
    fields, content = message_header_at(raw, begin)
    if not fields.has_any(_KNOWN_FIELDS):
        fields, content = Fields(), begin  # all of it is text
        problems.append("no_header")
    if fields.cut:
        problems.append("header_cut")
    parts = collect(parts_of(raw, fields, content, problems), problems)
    body = _body(parts.body, problems)
    return with_thread(_headed(fields, ref, folder, content=raw, body=body, parts=parts))


def with_thread(message: Message) -> Message:
    """The message with what it quotes and forwards told apart; it may also forward one that is attached."""
    message = understood(message)
    attached = [one.content for one in message.attachments if one.is_message and one.held]
    if message.forwarded is not None or len(attached) != 1 or prefix(message.subject) != "forward":
        return message
    inner = parse_header(attached[0][:_LONGEST_HEADER], message.ref)
    return replace(message, forwarded=Forwarded(inner.sender, inner.date, inner.subject))


def parse_header(raw: bytes, ref: MessageRef, folder: str = "", content: bytes = b"") -> Message:
    """What the header fields in `raw` say: a message without body and attachments.

    `content` tells apart messages without Message-ID and Date, see `identity`.
    """
    return _headed(fields_of(raw), ref, folder, content=content, body=Body(), parts=Parts())


def _headed(
    fields: Fields, ref: MessageRef, folder: str, *, content: bytes, body: Body, parts: Parts
) -> Message:
    """The message with this header."""
    date, problem = _date(fields)
    codes = dict.fromkeys((problem, *parts.problems))
    message_id, subject = fields.raw("message-id"), fields.raw("subject")
    return Message(
        id=message_identity(message_id, fields.raw("date"), fields.raw("from"), subject, content),
        ref=ref,
        folder=folder,
        message_id=message_id.strip("<>"),
        subject=readable(subject),
        sender=addresses(fields.every("from")) or addresses(fields.every("sender")),
        to=addresses(fields.every("to")),
        cc=addresses(fields.every("cc")),
        bcc=addresses(fields.every("bcc")),
        date=date,
        categories=categories(fields),
        body=body,
        attachments=tuple(parts.attachments),
        problems=tuple(Problem(code, ref.path) for code in codes if code),
    )


def _body(shown: Sequence[Shown], problems: list[str]) -> Body:
    """The texts below each other; one that holds nothing to read gives way to its lesser form."""
    bodies: list[Body] = []
    for part in shown:
        body, problem = (
            read_html(part.text) if part.content_type == "text/html" else (body_of_plain(part.text), "")
        )
        if not body.text and part.instead:
            body = _body(part.instead, problems)
        problems.append(problem)
        if body.text or "<img" in part.text:
            bodies.append(body)
    return joined(bodies)


def _date(fields: Fields) -> tuple[datetime | None, str]:
    written = fields.raw("date")
    moment = parse_date(readable(written)) if written else None
    if moment is not None:
        return moment, ""
    return newest_received(
        [unfolded(value) for value in fields.every("received")]
    ), "date_unreadable" if written else ""
