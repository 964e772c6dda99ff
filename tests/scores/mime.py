"""What is read of real mail, held against the results that two other projects expect of it.

The sets are whole trees of parts: those of stalwartlabs/mail-parser (JSON, with the lists of body and attachments
of RFC 8621 §4.1.4) and of apache/james-mime4j (XML, with every decoded part in a file of its own).  Only white
space and line ends are made equal; U+FFFD in an expected text stands for what the other could not read, so it
agrees with anything there.  A difference that is meant has its reason in `REASONS`; it counts all the same.
"""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta, timezone
from email.errors import HeaderParseError
from email.header import decode_header
from email.parser import HeaderParser
from email.utils import collapse_rfc2231_value, getaddresses, parsedate_to_datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as ET

from reader.formats import read_export
from reader.message import Attachment, Message, MessageRef
from reader.mime import parse
from reader.text import body_of_plain, read_html

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

CORPUS = Path(__file__).resolve().parents[3] / "shared" / "corpus" / "eml"
JMAP, MIME4J = "stalwartlabs/mail-parser", "apache/james-mime4j"

# (file, field): why the expected result is not what a reader should be shown.
_UNENDED = (
    "a text whose boundary does not come is shown, since a message that was cut short still has its text"
)
_WHOLE = "a boundary is a whole word, so that one boundary may begin like another"
_UUENCODED = "files in uuencode are attachments"
REASONS: dict[tuple[str, str], str] = {
    ("legacy/035", "name"): "a path of Windows keeps its strokes",
    ("malformed/001", "text"): _WHOLE,
    ("malformed/001", "content"): _WHOLE,
    ("malformed/006", "text"): _UNENDED,
    ("malformed/006", "content"): _UNENDED,
    ("malformed/008", "text"): _UNENDED,
    ("malformed/008", "content"): _UNENDED,
    ("malformed/021", "text"): "without an empty line before them parts are parts all the same",
    ("thirdparty/002", "text"): "what stands behind the padding of base64 is no part of it",
    ("thirdparty/002", "content"): "text that was announced as base64 is shown as text",
    ("frag.msg", "content"): "base64 without its padding gives its last bytes too",
    ("multi-frag.msg", "content"): "words below base64 are no part of it",
    ("sig-uu.msg", "text"): _UUENCODED,
    ("uu-zeegee.msg", "text"): _UUENCODED,
    ("malformedHeaderStartsBody-nocrlfcrlf.msg", "text"): "what is no field of mail is text of the body",
}

_UNREAD = "\ufffd"
Score = tuple[str, str, bool, str]


@dataclass(slots=True)
class File:
    """An attachment as it is expected."""

    name: str  # "" where the sender gave none
    content_type: str  # "" where it is not said
    digest: str = ""  # of the decoded bytes
    text: str | None = None  # instead of the bytes, where the set holds it as text
    message: Expected | None = None  # instead of the bytes


@dataclass(slots=True)
class Expected:
    """What one message should give; a field that the set does not name is not compared."""

    fields: dict[str, object] = field(default_factory=dict)
    text: str | None = None  # what is shown
    pieces: list[str] = field(default_factory=list)  # texts of which it is not said whether they are shown
    files: list[File] = field(default_factory=list)  # in the order of the file
    all_files: bool = True  # there are no others than `files`


def scores() -> Iterator[Score]:
    """(set, field, agreed, note) for each field of each message."""
    for name, message, expected in _messages():
        set_name = MIME4J if name.endswith(".msg") else JMAP
        for place, found, wanted in _compared(message, expected, ""):
            agreed, what = _agrees(found, wanted), place.rpartition(" ")[2]
            reason = REASONS.get((name.removesuffix(".crlf"), what), "not explained")
            note = "" if agreed else f"{name}: {reason}: {_short(found)} for {_short(wanted)}"
            yield set_name, what, agreed, note


def _messages() -> Iterator[tuple[str, Message, Expected]]:
    """Each file with its message and what is expected of it; of JMAP's also with CRLF as line end."""
    for path in sorted(CORPUS.glob("stalwartlabs__mail-parser/**/*.json")):
        windows = path.name.endswith(".crlf.json")
        mail = path.with_name(path.name.removesuffix(".json").removesuffix(".crlf") + ".eml")
        if not mail.exists():
            continue
        tree = json.loads(path.read_bytes())
        if windows:
            raw = re.sub(rb"(?<!\r)\n", b"\r\n", mail.read_bytes())
            message = parse(raw, MessageRef(str(mail)))
        else:
            message = _read(mail)
        yield f"{path.parent.name}/{path.name.removesuffix('.json')}", message, _of_jmap(tree)
    for path in sorted(CORPUS.glob("apache__james-mime4j/**/*_decoded.xml")):
        mail = path.with_name(path.name.removesuffix("_decoded.xml") + ".msg")
        if mail.exists():
            yield mail.name, _read(mail), _of_mime4j(ET.parse(path).getroot(), path.parent)


def _read(path: Path) -> Message:
    """A file that is not taken for a mail by itself is read as one: the sets say that it is."""
    found = next((entry for entry in read_export(str(path)) if isinstance(entry, Message)), None)
    return found or parse(path.read_bytes(), MessageRef(str(path)))


def _compared(message: Message, expected: Expected, place: str) -> Iterator[tuple[str, object, object]]:
    """(field, found, expected); a field of a message inside has its place before it."""
    for name, wanted in expected.fields.items():
        yield place + name, _field(message, name), wanted
    if expected.text is not None:
        yield place + "text", _spaced(message.text), expected.text
    rest = list(message.attachments)
    for number, file in enumerate(expected.files, start=1):
        yield from _compared_file(rest, file, f"{place}{number} ")
    texts = [message.text, *(_text_of(one.content) for one in rest)]
    for number, piece in enumerate(expected.pieces, start=1):
        held = any(piece in _spaced(text) for text in texts)
        yield f"{place}piece-{number} text", piece if held else _spaced(message.text), piece
    if expected.all_files:
        yield place + "files", [one.name for one in rest], []


def _agrees(found: object, wanted: object) -> bool:
    if isinstance(found, list | tuple) and isinstance(wanted, list | tuple):
        return len(found) == len(wanted) and all(map(_agrees, found, wanted))
    if isinstance(found, str) and isinstance(wanted, str) and _UNREAD in wanted:
        kept = (re.escape(part) for part in re.split(f"({_UNREAD}+)", wanted))
        pattern = "".join(f".{{1,{len(part)}}}" if part.startswith(_UNREAD) else part for part in kept)
        return re.fullmatch(pattern, found, re.DOTALL) is not None
    return found == wanted


def _compared_file(rest: list[Attachment], file: File, place: str) -> Iterator[tuple[str, object, object]]:
    """What of the next file agrees; it is taken out of `rest`."""
    if not rest:
        yield place + "content", None, file.digest or file.text or "a message"
        return
    found = max(rest, key=lambda one: _likeness(one, file))
    rest.remove(found)
    if file.name:
        yield place + "name", _spaced(found.name), _spaced(file.name)
    if file.content_type:
        yield place + "type", found.content_type, file.content_type
    if file.message:
        yield from _compared(parse(found.content, MessageRef("inside")), file.message, place)
    elif file.text is not None:
        yield place + "content", _spaced(_text_of(found.content)), _spaced(file.text)
    else:
        yield place + "content", found.sha256, file.digest


def _likeness(attachment: Attachment, file: File) -> int:
    """How much speaks for it being that file; of equals the first is taken."""
    return (
        4
        * (
            attachment.sha256 == file.digest
            or _spaced(_text_of(attachment.content)) == _spaced(file.text or "\0")
        )
        + 2 * (attachment.content_type == file.content_type)
        + (attachment.name == file.name)
    )


def _field(message: Message, name: str) -> object:
    value = getattr(message, name)
    if name in {"sender", "to", "cc", "bcc"}:
        return [(_spaced(one.name), one.address) for one in value]
    if name == "date":
        return value.astimezone(UTC) if value else None
    return _spaced(value)


# --- stalwartlabs/mail-parser ------------------------------------------------------------------------------


def _of_jmap(tree: dict[str, Any]) -> Expected:
    parts = tree["parts"]
    shown = [number for number in tree["html_body"] if _kind(parts[number]) in {"Text", "Html"}]
    lesser = {number for number in tree["text_body"] if _kind(parts[number]) in {"Text", "Html"}}
    files = sorted(
        {*tree["attachments"], *tree["html_body"], *tree["text_body"]}
        - set(shown)
        - (lesser - set(tree["attachments"]))
    )
    return Expected(
        fields=_jmap_fields(parts[0]["headers"]),
        text=_spaced(" ".join(_jmap_text(parts[number]["body"]) for number in shown)),
        files=[_jmap_file(parts[number]) for number in files],
    )


def _kind(part: dict[str, Any]) -> str:
    return str(next(iter(part["body"])))


def _jmap_text(body: dict[str, Any]) -> str:
    """As the body is shown; how HTML becomes text is not what is compared here."""
    return read_html(body["Html"])[0].text if "Html" in body else body_of_plain(body["Text"]).text


def _jmap_fields(headers: Sequence[dict[str, Any]]) -> dict[str, object]:
    """The first of each field that a Message holds, and that was not empty."""
    out: dict[str, object] = {}
    for header in headers:
        name, value = header["name"], header["value"]
        if not isinstance(name, str) or not isinstance(value, dict):
            continue
        if name in {"from", "to", "cc", "bcc"} and "Address" in value:
            out.setdefault("sender" if name == "from" else name, _jmap_addresses(value["Address"]))
        elif name in {"subject", "message_id"} and "Text" in value:
            out.setdefault(name, _spaced(value["Text"]))
        elif name == "date" and "DateTime" in value:
            out.setdefault(name, _jmap_date(value["DateTime"]))
    return out


def _jmap_addresses(value: dict[str, Any]) -> list[tuple[str, str]]:
    groups = value["Group"] if "Group" in value else [{"addresses": value["List"]}]
    known = [
        (_spaced(one["name"] or ""), one["address"] or "") for group in groups for one in group["addresses"]
    ]
    return [
        ("" if name == address else name, address) for name, address in known
    ]  # see reader.message.Address


def _jmap_date(value: dict[str, Any]) -> datetime:
    names = ("year", "month", "day", "hour", "minute", "second")
    offset = timedelta(hours=value["tz_hour"], minutes=value["tz_minute"])
    zone = timezone(-offset if value["tz_before_gmt"] else offset)
    return datetime(*(value[name] for name in names), tzinfo=zone).astimezone(UTC)  # type: ignore[misc]


def _jmap_file(part: dict[str, Any]) -> File:
    headers = {
        header["name"]: header["value"]
        for header in reversed(part["headers"])
        if isinstance(header["name"], str)
    }
    given = (headers.get("content_type") or {}).get("ContentType") or {}
    disposed = (headers.get("content_disposition") or {}).get("ContentType") or {}
    name = _parameter(disposed, "filename") or _parameter(given, "name")
    content_type = f"{given['c_type']}/{given['c_subtype']}".lower() if given.get("c_subtype") else ""
    body = part["body"]
    kind = _kind(part)
    if kind == "Message":
        return File(name, content_type, message=_of_jmap(body[kind]))
    if kind in {"Text", "Html"}:
        return File(name, content_type, text=body[kind])
    return File(name, content_type, digest=_hash(bytes(body[kind])))


def _parameter(value: dict[str, Any], name: str) -> str:
    return next((one["value"] for one in value.get("attributes") or () if one["name"] == name), "")


# --- apache/james-mime4j -----------------------------------------------------------------------------------


def _of_mime4j(root: ET.Element, folder: Path) -> Expected:
    expected = Expected(fields=_mime4j_fields(root), all_files=False)
    _mime4j_parts(root, folder, expected, shown=True)
    return expected


def _mime4j_parts(entity: ET.Element, folder: Path, expected: Expected, *, shown: bool) -> None:
    """The leaves of one entity; the lesser forms of an alternative are not shown, and not asked for."""
    header = _header(entity)
    for child in entity:
        if child.tag == "multipart":
            parts = child.findall("body-part")
            alternative = header.get_content_type() == "multipart/alternative"
            for number, part in enumerate(parts, start=1):
                _mime4j_parts(
                    part, folder, expected, shown=shown and not (alternative and number < len(parts))
                )
        elif child.tag == "message":
            expected.files.append(
                File(_file_name(header), header.get_content_type(), message=_of_mime4j(child, folder))
            )
        elif child.tag == "binary-body":
            digest = _hash((folder / child.attrib["name"]).read_bytes())
            expected.files.append(File(_file_name(header), header.get_content_type(), digest=digest))
        elif child.tag == "text-body" and shown:
            raw = (folder / child.attrib["name"]).read_bytes()
            expected.pieces.append(_readable(raw, header))


def _readable(raw: bytes, header: Any) -> str:
    """A text as it is shown, in the character set that its part declares."""
    try:
        text = raw.decode(header.get_content_charset("cp1252").replace("us-ascii", "cp1252"), "replace")
    except LookupError:
        text = raw.decode("cp1252", "replace")
    content_type = header.get_content_type()
    if header.get_content_disposition() == "attachment":
        return _spaced(text)
    if content_type == "text/html":
        text = read_html(text)[0].text
    return _spaced(text)


def _header(entity: ET.Element) -> Any:
    fields = entity.find("header")
    lines = [(one.text or "").strip("\r\n") for one in fields] if fields is not None else []
    return HeaderParser().parsestr("\n".join(lines) + "\n\n")


def _mime4j_fields(entity: ET.Element) -> dict[str, object]:
    """The standard library's reading of the raw fields."""
    header, out = _header(entity), {}
    if header["subject"]:
        out["subject"] = _spaced(_words(header["subject"]))
    if header["message-id"]:
        out["message_id"] = header["message-id"].strip().strip("<>")
    for name in ("from", "to", "cc", "bcc"):
        if header[name]:
            found = getaddresses([header[name]])
            known = [(_spaced(_words(label)), address) for label, address in found if label or address]
            if known:
                out["sender" if name == "from" else name] = [_bare(*one) for one in known]
    if header["date"]:
        try:
            moment = parsedate_to_datetime(header["date"])
        except ValueError:
            return out
        if moment.tzinfo:
            out["date"] = moment.astimezone(UTC)
    return out


def _bare(name: str, address: str) -> tuple[str, str]:
    """A word that is no address is a name, see `reader.message.Address`."""
    return (name, address) if "@" in address else (" ".join(filter(None, (name, address))), "")


def _words(value: str) -> str:
    """Decoded; the standard library does not know the language that RFC 2231 §5 adds to a character set."""
    plain = re.sub(r"(=\?[^?*\s]+)\*[^?\s]*(\?[bq]\?)", r"\1\2", " ".join(value.split()), flags=re.IGNORECASE)
    try:
        return "".join(
            part.decode(charset or "utf-8", "surrogateescape") if isinstance(part, bytes) else part
            for part, charset in decode_header(plain)
        )
    except (HeaderParseError, LookupError, UnicodeError):
        return value


def _file_name(header: Any) -> str:
    for name, source in (("filename", "content-disposition"), ("name", "content-type")):
        value = header.get_param(name, None, source)
        if value:
            return _words(collapse_rfc2231_value(value))
    return ""


# --- both --------------------------------------------------------------------------------------------------


def _text_of(raw: bytes) -> str:
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return raw.decode("cp1252", "replace")


def _spaced(text: str) -> str:
    return " ".join(text.split())


def _hash(raw: bytes) -> str:
    return hashlib.sha256(raw).hexdigest()


def _short(value: object) -> str:
    text = repr(value)
    return text if len(text) <= 160 else f"{text[:80]}…{text[-80:]}"
