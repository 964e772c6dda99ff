"""From messages to sheets for the printer."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reader.anonymise import masks_for
from reader.events import Sheet
from reader.paper import Extras, plain, print_page
from reader.render import printable_picture
from reader.words import words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reader.actions.action import Action
    from reader.events import PrintOptions
    from reader.message import Attachment, Message

_PDF_MAGIC = b"%PDF-"
_MAGIC_WITHIN = 1024  # bytes; ISO 32000-1, implementation note 13: readers look so far for it
# In an anonymised print no attribute may tell what the text leaves out: a link holds an address, a
# picture may be a signature.
_TELLING = re.compile(
    r"""\s(?:href|src|title|alt|name|cite)\s*=\s*(?:"[^"]*"|'[^']*'|[^\s>]+)""", re.IGNORECASE
)
_CSS_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)


def make_sheet(
    message: Message,
    number: int,
    count: int,
    options: PrintOptions,
    *,
    actions: Sequence[Action] = (),
    proposal: str = "",
    language: str = "nl",
) -> Sheet:
    """Stuk `number` of `count`, with its proposal in words; the message's attachments must carry their content."""
    extras = _extras(message, options, language)
    sender = "; ".join(person.name or person.address for person in message.sender)
    marked = actions if options.marks else ()
    return Sheet(
        id=message.id,
        subject=plain(message.subject, extras.masks(message.subject)),
        page=print_page(message, number, count, actions=marked, language=language, extras=extras),
        date=message.date,
        sender=plain(sender, extras.masks(sender)),
        attachments=_pdfs(message) if options.attachments and not options.anonymise else (),
        proposal=plain(proposal, extras.masks(proposal)),
    )


def _extras(message: Message, options: PrintOptions, language: str) -> Extras:
    label = words(language).label
    files = message.attachments
    if options.anonymise:
        names = "; ".join(file.name for file in files)
        left_out = label["not_anonymised"].format(names=names) if names else ""
        return Extras(left_out=left_out, masks=masks_for(message), tag=_without_telling)
    if not options.attachments:
        return Extras()
    # A picture that the body shows is not shown again.
    pictures = tuple(file for file in files if printable_picture(file) and not file.content_id)
    shown = {*pictures, *_pdfs(message)}
    names = "; ".join(file.name for file in files if file not in shown and not file.content_id)
    return Extras(pictures=pictures, left_out=label["not_printable"].format(names=names) if names else "")


def _pdfs(message: Message) -> tuple[Attachment, ...]:
    return tuple(file for file in message.attachments if _PDF_MAGIC in file.content[:_MAGIC_WITHIN])


def _without_telling(tag: str) -> str:
    if tag.startswith("<"):
        tag = _TELLING.sub("", tag)
    return _CSS_COMMENT.sub("", tag)
