"""Reading alone: messages a second by kind, megabytes a second of cutting an mbox, memory at its largest.

GRIFFIELEZER_BENCH_MBOX says how many megabytes the mbox has (default 200; 1024 shows that memory does not
grow with the file).  The corpus in ../shared is read where it is there.
"""

from __future__ import annotations

import os
import resource
import sys
import tempfile
import time
from email.message import EmailMessage
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

import pst_maker  # noqa: E402 - after the path is set

from reader import mail  # noqa: E402 - after the path is set
from reader.formats import eml, mbox, pst, read_export, task  # noqa: E402
from reader.formats.format import Found  # noqa: E402
from reader.formats.recognise import format_of, head_of  # noqa: E402
from reader.message import Message, MessageRef  # noqa: E402
from reader.mime import parse  # noqa: E402
from reader.mime.fields import message_header_at  # noqa: E402 - the header alone, to know what the rest costs
from reader.text import body_of_html, body_of_plain  # noqa: E402

MEGABYTES = int(os.environ.get("GRIFFIELEZER_BENCH_MBOX", "200"))
CORPUS = ROOT.parent / "shared" / "corpus"
DATA_FILE = 5000  # messages
WORDS = "de raad van de gemeente verzoekt het college om de motie over wonen en zorg te bespreken ".split()


def main() -> None:
    plain = plain_message()
    report("header alone, plain messages of 6 KB", *many(lambda: message_header_at(plain, 0)))
    report("whole message, plain of 6 KB", *many(lambda: parse(plain, MessageRef("x"))))
    newsletter = html_message()
    report(
        f"whole message, HTML of {len(newsletter) // 1000} KB",
        *many(lambda: parse(newsletter, MessageRef("x"))),
    )
    text = plain.decode()
    report("plain text to body alone", *many(lambda: body_of_plain(text)))
    html = newsletter.decode()
    report("HTML to body alone", *many(lambda: body_of_html(html)))
    for name in ("eml", "mbox", "msg"):
        if (CORPUS / name).is_dir():
            corpus(CORPUS / name)
    if (CORPUS / "eml").is_dir():
        parsing(CORPUS / "eml")
    with tempfile.TemporaryDirectory() as folder:
        cut(Path(folder) / "groot.mbox", plain)
        data_files(Path(folder), text)
    print(f"memory, largest {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:30.0f} MB")


def plain_message() -> bytes:
    message = EmailMessage()
    message["From"] = "Jan de Vries <jan@voorbeeld.example>"
    message["To"] = "griffie@gemeente.example"
    message["Subject"] = "Zienswijze op de begroting"
    message["Date"] = "Fri, 13 Nov 2020 10:17:00 +0100"
    message["Message-ID"] = "<1@voorbeeld.example>"
    message.set_content("\n\n".join(" ".join(WORDS * 2) + "." for _ in range(32)))
    return message.as_bytes()


def html_message() -> bytes:
    row = "<tr><td style='padding:4px;font-family:Arial'><p><b>Kop</b></p><p>{}. <a href='https://x.example'>Lees</a></td></tr>"
    rows = "".join(row.format(" ".join(WORDS * 2)) for _ in range(60))
    html = f"<html><style>p{{color:#333}}</style><body bgcolor='#eee'><table>{rows}</table></body></html>"
    return b"From: x@y.example\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + html.encode()


def many(work) -> tuple[int, float]:
    begin, count = time.process_time(), 0
    while time.process_time() - begin < 1:
        work()
        count += 1
    return count, time.process_time() - begin


def report(what: str, count: int, seconds: float) -> None:
    print(f"{what:38}{count / seconds:8.0f} messages a CPU second")


def corpus(folder: Path) -> None:
    begin = time.process_time()
    messages = problems = 0
    for entry in read_export(str(folder)):  # none is kept, as an import keeps none
        if isinstance(entry, Message):
            messages += 1
        else:
            problems += 1
    report(
        f"corpus {folder.name}: {messages}, {problems} problems",
        messages,
        time.process_time() - begin,
    )


def parsing(folder: Path) -> None:
    """The files of one message each, held in memory: what an import spends beside opening and listing them."""
    raws = [path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file() and is_mail(path)]
    begin = time.process_time()
    for raw in raws:
        mail.parse(raw, MessageRef("x"))
    report(f"corpus {folder.name}: {len(raws)}, parsing alone", len(raws), time.process_time() - begin)


def is_mail(path: Path) -> bool:
    head = head_of(path)
    return format_of(path, head) is eml


def cut(path: Path, message: bytes) -> None:
    entry = b"From jan@voorbeeld.example Fri Nov 13 10:17:00 2020\n" + message + b"\n"
    with path.open("wb") as file:
        for _ in range(MEGABYTES * 1_000_000 // len(entry)):
            file.write(entry)
    begin = time.process_time()
    places = sum(1 for _ in mbox.refs(path))
    seconds = time.process_time() - begin
    size = path.stat().st_size / 1e6
    print(f"{f'cutting an mbox of {size:.0f} MB, {places} messages':38}{size / seconds:8.0f} MB a CPU second")


def data_files(folder: Path, text: str) -> None:
    """.pst: parsing alone, and in the time of this process and of the child, what crosses between them included."""
    sender, griffie = ("Jan de Vries", "jan@voorbeeld.example"), ("Griffie", "griffie@gemeente.example")
    mails = [
        pst_maker.Mail(f"Zienswijze {number}", text, sender, to=[griffie], cc=[sender])
        for number in range(DATA_FILE)
    ]
    made = folder / "gemaakt.pst"
    pst_maker.write(made, [pst_maker.Folder("Postvak IN", mails)], method=1)  # as Outlook encodes
    first = folder / "eerst.pst"
    pst_maker.write(first, [pst_maker.Folder("Postvak IN", mails[:1])])
    list(read_export(str(first)))  # the child has its modules now
    for path in (CORPUS / "pst", made):
        if not path.exists():
            continue
        begin, parsed = time.process_time(), 0
        for file in [path] if path.is_file() else sorted(path.rglob("*.pst")):
            for place in pst.refs(file):
                if isinstance(place, Found):
                    pst.message(place.ref, place.folder)
                    parsed += 1
        report(f".pst, {path.stem}: {parsed}, parsing alone", parsed, time.process_time() - begin)
        begin = both_processes()
        # None is kept, as an import keeps none.
        messages = sum(isinstance(entry, Message) for entry in read_export(str(path)))
        what = f".pst, {path.stem}: {messages}, through the child"
        report(what, messages, both_processes() - begin)


def both_processes() -> float:
    """CPU seconds."""
    child: float = task._parsers.call(time.process_time)
    return time.process_time() + child


if __name__ == "__main__":
    main()
