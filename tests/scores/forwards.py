"""What is read of forwarded messages, held against what crisp-oss/email-forward-parser expects of its own texts.

Each file is the text of one invented message, or its subject, named after mail program and language.  All forward
the same mail, but for variant 4, which answers it, and variant 5, which does not name its sender.  The set does not
say when that mail was sent, since every program writes it differently: those moments are written down here.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from reader.message import Message, MessageRef
from reader.text import body_of_plain, understood

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.scores.mime import Score

FIXTURES = (
    Path(__file__).resolve().parents[3]
    / "shared/corpus/forward-text/crisp-oss__email-forward-parser/test/fixtures"
)
SET = "crisp-oss/email-forward-parser"

NAME, ADDRESS, SUBJECT = "John Doe", "john.doe@acme.com", "Integer consequat non purus"
BODY = "Aenean quis diam urna."  # how the forwarded text begins
MOMENTS = {  # where the program wrote no zone, its clock is taken for the griffie's
    "apple_mail": ("2021-10-25T11:17:21+03:00", "2021-10-26T14:25:08+03:00"),
    "gmail": ("2021-10-27T09:31:00+02:00",),
    "hubspot": ("2022-09-19T17:55:44-04:00",),
    "ionos_one_and_one": ("2023-02-10T16:52:00-05:00",),
    "mailmate": ("2021-10-27T09:31:00+00:00",),
    "missive": ("2022-07-19T15:09:00+02:00", "2022-07-19T15:36:00+02:00", "2022-07-01T17:03:00+02:00"),
    "new_outlook_2019": ("2021-10-28T12:46:00+02:00", "2023-04-06T16:17:00+02:00"),
    "outlook_2013": ("2021-10-25T11:17:00+02:00",),
    "outlook_2019": ("2021-10-28T12:46:00+02:00",),
    "outlook_live": ("2021-10-27T15:14:00+02:00",),
    "thunderbird": ("2021-11-03T15:51:30+01:00", "2023-04-06T16:17:00+02:00"),
    "yahoo": ("2021-11-02T09:26:50+01:00",),
}
OTHERS = {  # variants that forward a mail of another moment
    "apple_mail_en_body_variant_7": "2021-07-16T19:24:14+02:00",
    "apple_mail_en_body_variant_13": "2022-08-17T09:06:24+02:00",
}
ANSWER, NAMELESS = "_variant_4", "_variant_5"
NO_SUBJECT = "_variant_8"  # its set reads it without one
_NAME = re.compile(r"(.+?)_(?:([a-z]{2}(?:_br)?)_)?(?:body|subject)(?:_variant_(\d+))?$")


def scores() -> Iterator[Score]:
    """(set and language, field, agreed, note) for each field of each forwarded message."""
    for name, body, subject in _messages():
        message = understood(
            Message("1-x", MessageRef(name), subject=subject, body=body_of_plain(_text(body)))
        )
        for field, found, wanted in _compared(message, body):
            note = "" if found == wanted else f"{name}: {found} for {wanted}"
            yield f"{SET} {_parts(name)[1]}", field, found == wanted, note


def _messages() -> Iterator[tuple[str, str, str]]:
    """(name, name of the body, subject): the programs of Outlook announce a forward by its subject alone."""
    names = sorted(path.stem for path in FIXTURES.glob("*.txt"))
    subjects = [name for name in names if "_subject" in name]
    for name in names:
        program = _parts(name)[0]
        if "outlook" not in program or NO_SUBJECT in name:
            yield name, name, ""
        elif "_body" in name:
            given = [one for one in subjects if _parts(one) == _parts(name)]
            yield name, name, _text(given[0]) if given else f"{'Re' if ANSWER in name else 'FW'}: {SUBJECT}"
        elif (
            ANSWER not in name and f"{program}_en_body_variant_2" in names
        ):  # a text with words above the forward
            yield name, f"{program}_en_body_variant_2", _text(name)


def _compared(message: Message, name: str) -> Iterator[tuple[str, object, object]]:
    forwarded = message.forwarded
    yield "forwarded", forwarded is not None, ANSWER not in name
    if ANSWER in name:
        return
    sender = forwarded.sender[0] if forwarded and forwarded.sender else None
    yield "name", sender and sender.name, "" if NAMELESS in name else NAME
    yield "address", sender and sender.address, ADDRESS
    yield "subject", forwarded and forwarded.subject, SUBJECT
    sent = forwarded.date.isoformat() if forwarded and forwarded.date else None
    moments = (OTHERS[name],) if name in OTHERS else MOMENTS[_parts(name)[0]]
    yield "date", sent, sent if sent in moments else moments
    place = message.text.find(BODY)
    yield "text kept", [run for run in message.body.quoted if run[0] <= place < run[1]], []


def _parts(name: str) -> tuple[str, str, str]:
    """Mail program, language and variant; Outlook writes English where no language is named."""
    found = _NAME.match(name)
    return (found[1], found[2] or "en", found[3] or "") if found else (name, "en", "")


def _text(name: str) -> str:
    return (FIXTURES / f"{name}.txt").read_text(encoding="utf-8").strip("\r\n")
