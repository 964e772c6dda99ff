"""A message as every format yields it, and as every later part reads it.

Names are those of RFC 5322 and RFC 2045.  All values are frozen and cross process borders by pickle.
Text that comes from a mail is hostile until `render` has escaped it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import chain
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from reader.crossing import crossing

if TYPE_CHECKING:
    from datetime import datetime

    from reader.problems import Problem

MESSAGE_TYPES = frozenset({"message/rfc822", "message/global"})  # RFC 2046 §5.2.1, RFC 6532 §3.7
LARGE = 64 << 20  # bytes of an attachment that is never held in memory

BlockKind = Literal["heading", "text", "item", "quote"]


@crossing
@dataclass(frozen=True, slots=True)
class Address:
    """One mailbox of an address list, RFC 5322 §3.4."""

    name: str  # display name, decoded; "" where there is none
    address: str  # addr-spec; "" for a bare name such as "!Griffie-voorbeeld"

    def __str__(self) -> str:
        if self.name and self.address:
            return f"{self.name} <{self.address}>"
        return self.name or self.address


@crossing
@dataclass(frozen=True, slots=True)
class Attachment:
    """One file that came with a message."""

    name: str  # decoded file name, never empty: unnamed parts are numbered
    content_type: str  # "application/pdf", lower case, without parameters
    size: int  # bytes, decoded
    sha256: str  # hexadecimal, of the decoded bytes
    content_id: str = ""  # Content-ID without angle brackets, for cid: images
    content: bytes = field(default=b"", repr=False, compare=False)  # decoded bytes; b"" where not `held`
    held: bool = True  # False: too large for memory, see `formats.write_attachment`

    @property
    def is_message(self) -> bool:
        """Whether it opens as a message of its own."""
        return self.content_type in MESSAGE_TYPES


class Block(NamedTuple):  # dozens in each message, and quicker to make and to pickle than a dataclass
    """A paragraph, heading or list item: `text[start:end]` of the body."""

    start: int
    end: int
    kind: BlockKind
    level: int  # 1-6 for a heading; nesting depth for an item or a quote; else 0
    piece: int  # index in `Body.pieces` of the tag that opens it


Run = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Body:
    """The body that is shown: its readable text, and the layout that carries it.

    `pieces` is the cleaned HTML in order: a `str` is markup to be written as it stands, a `Run`
    (start, end) stands for `escape(text[start:end])`.  Writing all pieces gives the page; splitting
    a run puts a mark at any offset of the text.
    """

    text: str = ""
    blocks: tuple[Block, ...] = ()
    pieces: tuple[str | Run, ...] = ()
    external: int = 0  # references to other servers that were blocked
    coloured: bool = False  # the sender chose colours, so the page must stay white under them
    quoted: tuple[Run, ...] = ()  # stretches of `text` that answer nobody's question now: what a reply quotes

    def __reduce__(self) -> tuple[object, ...]:
        """Flat, for pickle, which else takes two calls of Python for each block."""
        flat = list(chain.from_iterable(self.blocks))
        return _body, (self.text, flat, self.pieces, self.external, self.coloured, self.quoted)


def _body(text: str, flat: list[Any], *others: Any) -> Body:  # noqa: ANN401 - the fields of a Body, as pickle kept them
    fields = iter(flat)
    return Body(text, tuple(map(Block, fields, fields, fields, fields, fields)), *others)


@crossing
@dataclass(frozen=True, slots=True)
class Forwarded:
    """The header block of the message that this one forwards."""

    sender: tuple[Address, ...]
    date: datetime | None
    subject: str


@crossing
@dataclass(frozen=True, slots=True)
class Invitation:
    """A meeting that the message invites to, changes or cancels: an .ics part or an Outlook item."""

    summary: str
    start: datetime | None  # aware
    end: datetime | None  # aware; the last moment, also of a meeting that takes whole days
    all_day: bool
    place: str
    organiser: str  # name, else address
    method: Literal["request", "cancel", "reply", "publish"]
    repeats: bool = False  # the first of a series


@crossing
@dataclass(frozen=True, slots=True)
class MessageRef:
    """Where one message stands, so that it can be read again."""

    path: str  # the file on disk that holds it
    locator: str = ""  # place inside that file in the format's own words: "1024-4096" in an mbox


@crossing
@dataclass(frozen=True, slots=True)
class Message:
    """One message, whatever file it came from."""

    id: str  # see `identity`: the same message in another file has the same id
    ref: MessageRef
    folder: str = ""  # "Postvak IN/2020", relative to the export; "" at its top
    message_id: str = ""  # Message-ID without angle brackets
    subject: str = ""
    sender: tuple[Address, ...] = ()  # From
    to: tuple[Address, ...] = ()
    cc: tuple[Address, ...] = ()
    bcc: tuple[Address, ...] = ()
    date: datetime | None = None  # aware; Date, else the newest Received
    categories: tuple[str, ...] = ()  # the sender's or Outlook's own
    body: Body = field(default_factory=Body)
    attachments: tuple[Attachment, ...] = ()
    forwarded: Forwarded | None = None
    invitations: tuple[Invitation, ...] = ()
    problems: tuple[Problem, ...] = ()  # what was damaged, and read all the same

    @property
    def text(self) -> str:
        """The readable text of the body that is shown; offsets of actions and hits point into it."""
        return self.body.text
