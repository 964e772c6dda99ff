"""Which messages are found in mbox files, and where their parts stand, held against what two other projects know.

jstedfast/MimeKit has for X.mbox.txt the fields and kinds of parts of each message (X-summary.txt), and where every part
begins and ends, with the line ends of Unix and of Windows (X.unix-offsets.json, X.dos-offsets.json).  Of the mboxes of
the others it is known how many messages they hold.
"""

from __future__ import annotations

import json
import re
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from reader.formats import mbox, read_export
from reader.message import Message
from reader.mime.fields import message_header_at
from reader.mime.structure import parts_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reader.mime.structure import Part

CORPUS = Path(__file__).resolve().parents[3] / "shared" / "corpus" / "mbox"
MIMEKIT = "jstedfast/MimeKit"

# Messages in each file, as its project's own tests and a look with the eye say.
COUNTS = {
    "apache__incubator-ponymail-unit-tests/corpus/commits_ponymail_apache_org_2016-06.mbox": 82,
    "apache__incubator-ponymail-unit-tests/corpus/httpd-users-200606-part.mbox": 12,
    "apache__incubator-ponymail-unit-tests/corpus/httpd-users-2020-07.mbox": 108,
    "apache__james-mime4j/mbox/src/test/resources/test-1/mbox.rlug": 5,
    "jstedfast__MimeKit/UnitTests/TestData/mbox/simple.mbox.txt": 3,
}

# (file, field): why what is expected is not what a reader should be shown.
REASONS = {
    (
        "content-length-summary.txt",
        "sender",
    ): "of an address with two signs @ both are shown, as it was written"
}

Score = tuple[str, str, bool, str]
Place = tuple[str, int, int]  # kind, begin and end of the content of a part


def scores() -> Iterator[Score]:
    """(set, field, agreed, note): one score a file for its count, one a message for each other field."""
    for name, wanted in COUNTS.items():
        path = CORPUS / name
        if path.exists():
            found = sum(1 for _ in mbox.refs(path))
            yield _scored(name.partition("/")[0].replace("__", "/"), path.name, "messages", found, wanted)
    for path in sorted(CORPUS.rglob("*-offsets.json")):
        stem, kind, _ = path.name.split(".")
        source = path.with_name(f"{stem}.mbox.txt")
        if source.exists():
            raw = source.read_bytes().replace(b"\r\n", b"\n")
            if kind.startswith("dos"):
                raw = raw.replace(b"\n", b"\r\n")
            yield from _of_offsets(path.name, raw, json.loads(path.read_bytes()))
    for path in sorted(CORPUS.rglob("*-summary.txt")):
        source = path.with_name(path.name.replace("-summary.txt", ".mbox.txt"))
        if source.exists():
            yield from _of_summary(path, source)


def _scored(set_name: str, file: str, field: str, found: object, wanted: object) -> Score:
    note = f"{file}: {REASONS.get((file, field), 'not explained')}: {found!r:.300} for {wanted!r:.300}"
    return set_name, field, found == wanted, "" if found == wanted else note


def _of_offsets(file: str, raw: bytes, wanted: list[dict[str, Any]]) -> Iterator[Score]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "post.mbox"
        path.write_bytes(raw)
        places = [tuple(map(int, found.ref.locator.split("-"))) for found in mbox.refs(path)]
    yield _scored(MIMEKIT, file, "messages", len(places), len(wanted))
    for (begin, end), message in zip(places, wanted, strict=False):
        yield _scored(MIMEKIT, file, "begin", begin, message["mboxMarkerOffset"])
        header = raw.index(b"\n", begin) + 1
        parts = _parts(raw, header, min(end, message["endOffset"]))
        yield _scored(MIMEKIT, file, "parts", parts, list(_wanted(message["body"])))


def _parts(raw: bytes, begin: int, end: int) -> list[Place]:
    """Kind, begin and end of each part of a message, and of the messages in it."""
    fields, body = message_header_at(raw[:end], begin)
    return list(_places(parts_of(raw[:end], fields, body, [])))


def _places(part: Part) -> Iterator[Place]:
    yield part.kind.value, part.begin, part.end
    for child in part.children:
        yield from _places(child)
    if part.kind.value == "message/rfc822":
        yield from _parts(part.raw, part.begin, part.end)


def _wanted(part: dict[str, Any]) -> Iterator[Place]:
    yield part["mimeType"].lower(), part["headersEndOffset"], part["endOffset"]
    for child in part.get("children", ()):
        yield from _wanted(child)
    if "message" in part:
        yield from _wanted(part["message"]["body"])


def _of_summary(path: Path, source: Path) -> Iterator[Score]:
    messages = [entry for entry in read_export(str(source)) if isinstance(entry, Message)]
    wanted = [
        dict(re.findall(r"^(From|Subject|Date): (.*)$", entry, re.MULTILINE))
        for entry in re.split(r"(?m)^From - .*\n", path.read_text(encoding="utf-8"))[1:]
    ]
    yield _scored(MIMEKIT, path.name, "messages", len(messages), len(wanted))
    for message, fields in zip(messages, wanted, strict=False):
        subject = " ".join(message.subject.split())
        yield _scored(MIMEKIT, path.name, "subject", subject, " ".join(fields.get("Subject", "").split()))
        addresses = [one.address or one.name for one in message.sender]
        told = re.findall(r"<([^<>]*)>", fields.get("From", "")) or [fields.get("From", "")]
        yield _scored(MIMEKIT, path.name, "sender", addresses, told)
