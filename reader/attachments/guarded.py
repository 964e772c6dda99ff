"""The text of attachments as the rest of the program asks for it: read in the guard's child, within its limits."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from reader.attachments.extract import Extract, extract
from reader.guard import Lost, Stumbled, guard
from reader.problems import Problem

if TYPE_CHECKING:
    from reader.message import Attachment

PREVIEWED = 1_000_000  # characters of a preview: 400 pages
_SECONDS = 30.0  # for one attachment


def attachment_text(attachment: Attachment, path: str) -> Extract:
    """The text of an attachment of a message in the file `path`, as much as a preview shows."""
    if not attachment.held:
        return Extract("", Problem("extract_large", path, attachment.name))
    try:
        answer: Extract = guard.call(
            extract,
            attachment.content,
            attachment.name,
            attachment.content_type,
            PREVIEWED,
            seconds=_SECONDS,
        )
    except Lost:
        answer = Extract("", Problem("extract_lost"))
    except Stumbled:
        answer = Extract("", Problem("extract_damaged"))
    return _named(answer, attachment, path)


def _named(answer: Extract, attachment: Attachment, path: str) -> Extract:
    if answer.problem is None:
        return answer
    return replace(answer, problem=replace(answer.problem, path=path, detail=attachment.name))
