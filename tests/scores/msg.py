"""What is read of Outlook's message files, held against what HiraokaHyperTools/msgreader expects of them (JSON).

Every field that a Message has is compared, also of the messages inside.  Only white space and line ends are made
equal.  A difference that is meant has its reason in `REASONS`; it counts all the same.
"""

from __future__ import annotations

import json
from datetime import UTC, timedelta
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from reader.formats import read_export
from reader.mail import parse
from reader.message import Message, MessageRef

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

SET = "HiraokaHyperTools/msgreader"
CORPUS = Path(__file__).resolve().parents[3] / "shared" / "corpus" / "msg" / "HiraokaHyperTools__msgreader"

# (file, field): why the expected result is not what a reader should be shown.
_TOLD = "a meeting without a text is told in words, to be found by them"
_CALENDAR = "the time and place of a meeting inside are kept in a calendar, which is a file"
REASONS: dict[tuple[str, str], str] = {
    ("7 days  everyday.json", "text"): _TOLD,
    ("A weekly 1.json", "text"): _TOLD,
    ("Friday Lunch.json", "text"): _TOLD,
    ("Friday Lunch.json", "0 files"): _CALENDAR,
    ("Friday Lunch.json", "1 files"): _CALENDAR,
    ("Lanch time  every friday  in 2023 chgs1.json", "0 files"): _CALENDAR,
    ("contactAnsi.json", "subject"): "the code page is 932; the set takes each byte for a character",
    ("sent.json", "to"): "the quotes are no part of the name, which then only repeats the address",
}

Score = tuple[str, str, bool, str]
Compared = tuple[str, object, object]


def scores() -> Iterator[Score]:
    """(set, field, agreed, note) for each field of each message."""
    for path in sorted(CORPUS.rglob("*.json")):
        message = _message(path)
        if message is None:
            continue
        for field, found, wanted in _compared(message, json.loads(path.read_bytes())):
            agreed = found == wanted
            reason = REASONS.get((path.name, field), "not explained")
            note = "" if agreed else f"{path.name}: {reason}: {_short(found)} for {_short(wanted)}"
            yield SET, field.rpartition(" ")[2], agreed, note


def _message(path: Path) -> Message | None:
    """The message of X.json is in X.msg; that of X-attachments0.json is its first attachment."""
    name, inside, number = path.stem.partition("-attachments")
    found = next(
        (one for one in read_export(str(path.with_name(f"{name}.msg"))) if isinstance(one, Message)), None
    )
    if found is None or not inside:
        return found
    return parse(found.attachments[int(number)].content, MessageRef("inside"))


def _compared(message: Message, expected: dict[str, Any], place: str = "") -> Iterator[Compared]:
    """(field, found, expected); a field of a message inside has its place before it."""
    yield place + "subject", _spaced(message.subject), _spaced(expected.get("subject", ""))
    yield place + "sender", _people(message.sender), _sender(expected)
    for kind in ("to", "cc", "bcc"):
        wanted = [_recipient(one) for one in expected["recipients"] if one.get("recipType") == kind]
        found = _people(getattr(message, kind))
        if wanted or found:
            yield place + kind, found, wanted
    moment = expected.get("clientSubmitTime") or expected.get("messageDeliveryTime")
    if moment:
        yield place + "date", _second(message.date), parsedate_to_datetime(moment)
    if "messageId" in expected:
        yield place + "message_id", message.message_id, expected["messageId"].strip("<>")
    if "body" in expected:
        yield place + "text", _spaced(message.text), _spaced(expected["body"])
    if "apptStartWhole" in expected and place:  # `meetings` compares those that are no attachments
        yield from _compared_meeting(message, expected, place)
    yield from _compared_attachments(message, expected["attachments"], place)


def _compared_meeting(message: Message, expected: dict[str, Any], place: str) -> Iterator[Compared]:
    (meeting,) = message.invitations or (None,)
    start, end = (parsedate_to_datetime(expected[f"appt{name}Whole"]) for name in ("Start", "End"))
    if meeting is not None and meeting.all_day:
        end -= timedelta(seconds=1)  # the last moment, see `Invitation`
    yield place + "start", _second(meeting.start) if meeting else None, start
    yield place + "end", _second(meeting.end) if meeting else None, end
    yield place + "place", meeting.place if meeting else None, expected.get("apptLocation", "")


def _compared_attachments(message: Message, expected: list[dict[str, Any]], place: str) -> Iterator[Compared]:
    yield place + "files", len(message.attachments), len(expected)
    for number, (found, wanted) in enumerate(zip(message.attachments, expected, strict=False)):
        own = f"{place}{number} "
        inner = wanted.get("innerMsgContentFields")
        name = wanted.get("fileName") or wanted.get("name", "")
        yield own + "name", found.name, f"{name}.eml" if inner else name
        if inner:
            yield from _compared(parse(found.content, MessageRef("inside")), inner, own)
            continue
        yield own + "size", found.size, wanted["contentLength"]
        if "attachMimeTag" in wanted:
            yield own + "type", found.content_type, wanted["attachMimeTag"]
        if "pidContentId" in wanted:
            yield own + "content_id", found.content_id, wanted["pidContentId"]


def _people(addresses: Any) -> list[tuple[str, str]]:
    return [(_spaced(one.name), one.address) for one in addresses]


def _sender(expected: dict[str, Any]) -> list[tuple[str, str]]:
    name, address = expected.get("senderName", ""), expected.get("senderEmail", "")
    return [_person(name, address)] if name or address else []


def _recipient(expected: dict[str, Any]) -> tuple[str, str]:
    return _person(expected.get("name", ""), expected.get("smtpAddress") or expected.get("email", ""))


def _person(name: str, address: str) -> tuple[str, str]:
    """What is no address of the internet is none to a reader, and a name that only repeats it is none."""
    address = address if "@" in address else ""
    return ("" if name == address else _spaced(name), address)


def _second(moment: datetime | None) -> datetime | None:
    return moment.astimezone(UTC).replace(microsecond=0) if moment else None


def _spaced(text: str) -> str:
    return " ".join(text.split())


def _short(value: object) -> str:
    text = repr(value)
    return text if len(text) <= 160 else f"{text[:80]}…{text[-80:]}"
