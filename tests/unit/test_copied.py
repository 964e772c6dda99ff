"""Who has only a copy of a message."""

from __future__ import annotations

import pytest

from reader.actions.addressee import is_copied
from reader.message import Address, Message, MessageRef

GRIFFIE, MINISTER = Address("", "griffie@kerkdam.example"), Address("", "postbus@ministerie.example")


@pytest.mark.parametrize(
    ("to", "cc", "copied"),
    [
        ((MINISTER,), (GRIFFIE,), True),
        ((MINISTER,), (Address("Gemeenteraad Kerkdam", "info@kerkdam.example"),), True),
        ((GRIFFIE,), (MINISTER,), False),
        ((GRIFFIE,), (GRIFFIE,), False),
        ((), (GRIFFIE,), False),  # recipients that are not told
        (
            (MINISTER,),
            (Address("", "adviesraad@kerkdam.example"), Address("", "beraad@kerkdam.example")),
            False,
        ),
    ],
)
def test_a_message_to_others_is_copied_to_the_griffie_or_the_raad(to, cc, copied):
    assert is_copied(Message("1-x", MessageRef("x"), to=to, cc=cc)) is copied
