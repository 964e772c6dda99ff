"""How mail programs name their folders on disk: Maildir, Thunderbird and Apple Mail.

A Maildir is a folder with `cur` and `new` in it, and sub-folders named `.A.B` (Maildir++).  Thunderbird keeps the
sub-folders of `Inbox` in `Inbox.sbd`.  Apple Mail has `INBOX.mbox/GUID/Data/3/Messages`, where only the first
part is a folder to its user.
"""

from __future__ import annotations

import re
from binascii import a2b_base64
from pathlib import PurePath, PurePosixPath
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

_SHIFTED = re.compile("&([A-Za-z0-9+,]*)-")
READ = ("cur", "new")  # `tmp` holds messages that are still being delivered
_APPLE_INNER = re.compile(r"[0-9A-F]{8}(?:-[0-9A-F]{4}){3}-[0-9A-F]{12}|Data|Messages|\d")
_OWN = frozenset({"cur", "new", "tmp"})
_DEEPEST = 100  # folders in folders; an archive may name 30,000, which are one from there on


def is_maildir(names: Sequence[str]) -> bool:
    """Whether a folder with these sub-folders is one."""
    return set(READ) <= set(names)


def without_own(names: Sequence[str]) -> list[str]:
    """The sub-folders that are folders to the user."""
    return [name for name in names if name not in _OWN]


def folder_name(relative: PurePath) -> str:
    """The folder as the user named it.

    >>> folder_name(PurePosixPath("post/.Ingekomen.Caf&AOk-s"))
    'post/Ingekomen/Cafés'
    >>> folder_name(PurePosixPath("Inbox.sbd/Raad"))
    'Inbox/Raad'
    >>> folder_name(PurePosixPath("V8/Raad.mbox/5C4E1A9B-0000-4000-8000-00AA00BB00CC/Data/3/Messages"))
    'V8/Raad'
    """
    parts: list[str] = []
    for part in relative.parts:
        if part.startswith(".") and len(part) > 1:
            parts.extend(_decoded(name) for name in part[1:].split("."))
        elif not _APPLE_INNER.fullmatch(part) or not _in_apple_mailbox(relative):
            parts.append(part.removesuffix(".sbd").removesuffix(".mbox"))
    return str(PurePosixPath(*parts[:_DEEPEST])) if parts else ""


def folder_in_archive(name: str) -> str:
    """The same of a file in an archive, by the name that it has there, whatever that points to."""
    parts = [part for part in PurePosixPath(name.replace("\\", "/")).parts[:-1] if part not in {"/", ".."}]
    if parts and parts[-1] in READ:
        parts.pop()
    return folder_name(PurePosixPath(*[part for part in parts if not part.endswith(":")][:_DEEPEST]))


def _in_apple_mailbox(relative: PurePath) -> bool:
    return relative.name in {"Messages", "Attachments"} and any(p.endswith(".mbox") for p in relative.parts)


def _decoded(name: str) -> str:
    """A name in the modified UTF-7 of IMAP (RFC 3501 §5.1.3); as it stands where it is not."""
    try:
        return _SHIFTED.sub(lambda word: _letters(word[1]), name)
    except (ValueError, UnicodeError):
        return name


def _letters(base64: str) -> str:
    if not base64:
        return "&"
    encoded = base64.replace(",", "/").encode("ascii")
    return a2b_base64(encoded + b"=" * (-len(encoded) % 4)).decode("utf-16-be")
