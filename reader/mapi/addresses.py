"""Who sent an item and for whom it was ([MS-OXCMSG] §2.2.1.4 and further, [MS-OXOMSG] §2.2.1)."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from reader.mapi import tags
from reader.message import Address

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reader.mapi.item import Item, Properties

_TO, _CC, _BCC = 1, 2, 3  # [MS-OXOMSG] §2.2.3.1.2
_TYPE = 0x0F  # the rest of the number are flags
_LISTED = {_TO: tags.DISPLAY_TO, _CC: tags.DISPLAY_CC, _BCC: tags.DISPLAY_BCC}


class Recipients(NamedTuple):
    to: tuple[Address, ...]
    cc: tuple[Address, ...]
    bcc: tuple[Address, ...]


def sender_of(properties: Properties) -> tuple[Address, ...]:
    """For whom it was sent, which is what From says, else who sent it ([MS-OXOMSG] §2.2.1.48, §2.2.1.54)."""
    return _one(
        properties,
        (tags.SENT_REPRESENTING_NAME,),
        (tags.SENT_REPRESENTING_SMTP_ADDRESS, tags.SENT_REPRESENTING_EMAIL_ADDRESS),
    ) or _one(properties, (tags.SENDER_NAME,), (tags.SENDER_SMTP_ADDRESS, tags.SENDER_EMAIL_ADDRESS))


def recipients_of(item: Item) -> Recipients:
    """The table of recipients; where it has none of a kind, the names that Outlook lists."""
    found: dict[int, list[Address]] = {_TO: [], _CC: [], _BCC: []}
    for recipient in item.recipients:
        kind = (recipient.number(tags.RECIPIENT_TYPE) or _TO) & _TYPE
        found.get(kind, []).extend(_recipient(recipient))
    return Recipients(*(tuple(found[kind]) or _listed(item, kind) for kind in (_TO, _CC, _BCC)))


def _recipient(recipient: Properties) -> tuple[Address, ...]:
    return _one(
        recipient,
        (tags.DISPLAY_NAME, tags.RECIPIENT_DISPLAY_NAME, tags.TRANSMITTABLE_DISPLAY_NAME),
        (tags.SMTP_ADDRESS, tags.EMAIL_ADDRESS),
    )


def _one(properties: Properties, names: Sequence[int], addresses: Sequence[int]) -> tuple[Address, ...]:
    """One mailbox, or none; an address of Exchange's own ("/o=...") is nothing to read, and is left out."""
    name = properties.text(*names).strip().strip("'")
    candidates = (properties.text(one).strip() for one in (*addresses, *names))
    address = next((text for text in candidates if "@" in text and " " not in text), "")
    if not (name or address):
        return ()
    return (Address("" if name == address else name, address),)


def _listed(item: Item, kind: int) -> tuple[Address, ...]:
    """Names with semicolons between them, [MS-OXOMSG] §2.2.1.9."""
    names = (name.strip().strip("'") for name in item.properties.text(_LISTED[kind]).split(";"))
    return tuple(
        Address("", name) if "@" in name and " " not in name else Address(name, "") for name in names if name
    )
