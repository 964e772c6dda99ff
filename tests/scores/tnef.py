"""What is unpacked of real winmail.dat files, held against the results of two other projects and of another reader.

jstedfast/MimeKit has for X.tnef the decoded files in a folder X, with the body as message.rtf or message.html among them;
the line ends of these two are not those of the file.
apache/poi expects nothing in files; what is in its files was established with Debian's `tnef` 1.4.18.
A mail with a winmail.dat says itself what is to be shown: the text beside it.
"""

from __future__ import annotations

import hashlib
import io
from email import message_from_bytes, policy
from pathlib import Path
from typing import TYPE_CHECKING

import compressed_rtf

from reader.mail import parse
from reader.mapi import message_of, tags, tnef
from reader.message import MessageRef
from reader.mime.charsets import declared_in_html
from reader.text import body_of_plain, read_html

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reader.mapi.item import Item
    from reader.message import Attachment

ROOT = Path(__file__).resolve().parents[3] / "shared" / "corpus"
MIMEKIT, POI, MAILS = "jstedfast/MimeKit", "apache/poi", "mail with winmail.dat"

# (file, field): why what is expected is not what a reader should be shown.
REASONS = {("panic.tnef", "files"): "half of the file is other mail: what is damaged stays as an attachment"}

# Subject, size and start of the hash of each file; the third file ends in the middle of its only property.
FACTS: dict[str, tuple[str, list[tuple[int, str]]]] = {
    "bug52400-winmail-simple.dat": ("Testing TNEF Message", []),
    "bug52400-winmail-with-attachments.dat": (
        "TNEF test message with attachments",
        [(193258, "b617b1efa60d79c4"), (122016, "7c02c7331088a316")],
    ),
    "oom.tnef": ("", []),
}

Score = tuple[str, str, bool, str]


def scores() -> Iterator[Score]:
    """(set, field, agreed, note) for each field of each file."""
    for set_name, name, what, found, wanted in _compared():
        agreed = found == wanted
        reason = REASONS.get((name, what), "not explained")
        yield (
            set_name,
            what,
            agreed,
            "" if agreed else f"{name}: {reason}: {_short(found)} for {_short(wanted)}",
        )


def _compared() -> Iterator[tuple[str, str, str, object, object]]:
    for path in sorted((ROOT / "tnef").glob("jstedfast__MimeKit/**/*.tnef")):
        for what, found, wanted in _mimekit(path):
            yield MIMEKIT, path.name, what, found, wanted
    for path in sorted((ROOT / "tnef").glob("apache__poi/**/*")):
        if path.name in FACTS:
            subject, files = FACTS[path.name]
            message = message_of(_item(path), MessageRef(str(path)), "")
            yield POI, path.name, "subject", message.subject, subject
            yield (
                POI,
                path.name,
                "content",
                [(one.size, one.sha256[:16]) for one in message.attachments],
                files,
            )
    for path in sorted(ROOT.glob("**/*.eml")):
        raw = path.read_bytes()
        if b"application/ms-tnef" in raw:
            for what, found, wanted in _mail(path, raw):
                yield MAILS, path.name, what, found, wanted


def _mimekit(path: Path) -> Iterator[tuple[str, object, object]]:
    """As the mail gives it that the file came in."""
    letter = b'From: a@b.example\nContent-Type: application/ms-tnef; name="winmail.dat"\nContent-Transfer-Encoding: 8bit\n\n'
    message = parse(letter + path.read_bytes(), MessageRef(str(path)))
    rest: list[Attachment] = list(message.attachments)
    listed = path.with_suffix(".list").read_text().split()
    yield (
        "names",
        [one.name for one in rest if one.name in listed],
        [one for one in listed if not one.startswith("body.")],
    )
    for expected in sorted(path.with_suffix("").iterdir()):
        content = expected.read_bytes()
        if expected.name == "message.rtf":
            packed = _item(path).properties.data(tags.RTF_COMPRESSED)
            yield (
                "rtf",
                *(_hash(one.replace(b"\r\n", b"\n")) for one in (compressed_rtf.decompress(packed), content)),
            )
        elif expected.name == "message.html":
            html = content.decode(declared_in_html(content) or "utf-8", "replace")
            yield "text", message.text.split(), read_html(html)[0].text.split()
        else:
            found = next((one for one in rest if one.name == expected.name), None)
            yield "content", found and found.sha256, _hash(content)
            rest = [one for one in rest if one is not found]
    yield "files", [one.name for one in rest], []


def _mail(path: Path, raw: bytes) -> Iterator[tuple[str, object, object]]:
    entity = message_from_bytes(raw, policy=policy.default)
    body = entity.get_body(("plain",))
    message = parse(raw, MessageRef(str(path)))
    if body is not None:
        yield "text", message.text.split(), body_of_plain(body.get_content()).text.split()
    yield "files", [one.name for one in message.attachments if one.name == "winmail.dat"], []


def _item(path: Path) -> Item:
    raw = path.read_bytes()
    return tnef.item_of(io.BytesIO(raw), 0, len(raw), str(path))


def _hash(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _short(value: object) -> str:
    text = repr(value)
    return text if len(text) <= 160 else f"{text[:80]}…{text[-80:]}"
