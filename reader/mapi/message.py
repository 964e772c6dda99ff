"""An item as a message: the one place where the parts of an item come together."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from reader.calendars import with_invitations
from reader.mapi.attachments import attachments_of
from reader.mapi.body import body_of, texts_of
from reader.mapi.envelope import envelope_of, header_with
from reader.mapi.meetings import invitation_of
from reader.mapi.smime import sealed_mail
from reader.mime import parse, with_thread
from reader.mime.charsets import one_message
from reader.problems import Problem

if TYPE_CHECKING:
    from reader.mapi.item import Item
    from reader.message import Message, MessageRef


@one_message()
def message_of(item: Item, ref: MessageRef, folder: str) -> Message:
    """The message that an item is; what is damaged costs itself alone, and is named in `problems`."""
    texts, codes = texts_of(item.properties)
    body, problem = body_of(texts)
    message = envelope_of(item, ref, folder, body.text.encode("utf-8", "replace"))
    if mail := sealed_mail(item):
        sealed = parse(header_with(item, message) + mail, ref)
        body, attachments = sealed.body if sealed.text else body, sealed.attachments
        codes += [one.code for one in sealed.problems]
    else:
        kept = attachments_of(item, ref)
        attachments = kept.attachments
        codes += [problem, *kept.problems]
    found = (*message.problems, *item.problems, *(Problem(code, ref.path) for code in codes if code))
    invitation = invitation_of(item.properties)
    message = replace(
        message,
        body=body,
        attachments=attachments,
        invitations=(invitation,) if invitation else (),
        problems=tuple(dict.fromkeys(found)),
    )
    return with_thread(with_invitations(message))
