"""The text of attachments: files and characters a second by kind, in the guard's child, over the corpus and made files.

The corpus in ../shared is read where it is there; of kinds that mail in it has few of, files are made that are as long
as a letter, a report or a budget.
"""

from __future__ import annotations

import sys
import time
from collections import Counter
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from documents import docx, opendocument, pdf, pptx, word_paragraph, xlsx  # noqa: E402 - after the path is set

from reader.attachments.extract import Extract, extract  # noqa: E402
from reader.attachments.guarded import INDEXED  # noqa: E402
from reader.attachments.kinds import kind_of  # noqa: E402
from reader.formats import read_export  # noqa: E402
from reader.guard import Guard  # noqa: E402
from reader.message import Message  # noqa: E402

CORPUS = ROOT.parent / "shared" / "corpus"
SENTENCE = "De raad van de gemeente verzoekt het college om de motie over wonen en zorg te bespreken. "
SECONDS = 2.0  # for each kind


class File(NamedTuple):
    """One attachment."""

    content: bytes
    name: str
    content_type: str = ""


def main() -> None:
    guard = Guard()
    started = time.perf_counter()
    guard.call(extract, b"Dag", "dag.txt", "", INDEXED)
    print(f"starting the child      {(time.perf_counter() - started) * 1000:8.0f} ms")
    kinds = {**in_corpus(), **made()}
    print(f"{'kind':<24}{'files':>8}{'files/s':>10}{'MB/s':>8}{'characters/s':>14}  answers")
    for kind, files in kinds.items():
        report(guard, kind, files)
    guard.close()


def in_corpus() -> dict[str, list[File]]:
    found: dict[str, dict[str, File]] = {}
    for folder in ("eml", "mbox", "msg", "pst"):
        if not (CORPUS / folder).is_dir():
            continue
        for entry in read_export(str(CORPUS / folder)):
            for one in entry.attachments if isinstance(entry, Message) else ():
                kind = kind_of(one.content, one.name, one.content_type)
                if kind and not one.is_message:
                    file = File(one.content, one.name, one.content_type)
                    found.setdefault(f"corpus: {kind}", {})[one.sha256] = file
    return {kind: list(files.values()) for kind, files in sorted(found.items())}


def made() -> dict[str, list[File]]:
    letter = "".join(word_paragraph(SENTENCE * 4) for _ in range(8))
    row = "<row>" + '<c t="s"><v>0</v></c><c s="1"><v>44148</v></c><c><v>1234.56</v></c>' * 4 + "</row>"
    strings = f"<si><t>{SENTENCE}</t></si>"
    styles = '<cellXfs><xf/><xf numFmtId="14"/></cellXfs>'
    paragraphs = f"<text:p>{SENTENCE * 4}</text:p>" * 100
    pages = [") Tj 0 -14 Td (".join([SENTENCE] * 45)] * 20
    return {
        "docx, letter of 1 page": [File(docx(letter), "brief.docx")],
        "docx, report of 40": [File(docx(letter * 25), "rapport.docx")],
        "xlsx, 500 rows": [File(xlsx({"Begroting": row * 500}, strings, styles), "begroting.xlsx")],
        "pptx, 30 slides": [File(pptx([(SENTENCE * 3, SENTENCE)] * 30), "avond.pptx")],
        "odt, 20 pages": [File(opendocument("text", paragraphs), "nota.odt")],
        "pdf, 20 pages": [File(pdf(*pages), "nota.pdf")],
    }


def report(guard: Guard, kind: str, files: list[File]) -> None:
    answers: Counter[str] = Counter()
    count = characters = size = 0
    started = time.perf_counter()
    while time.perf_counter() - started < SECONDS:
        for file, found in zip(files, guard.map(extract, [(*file, INDEXED) for file in files]), strict=True):
            code = "text"
            if not isinstance(found, Extract):
                code = type(found).__name__
            elif found.problem is not None:
                code = found.problem.code
            answers[code] += 1
            characters += len(found.text) if isinstance(found, Extract) else 0
            size += len(file.content)
        count += 1
    seconds = time.perf_counter() - started
    told = ", ".join(f"{code} {number // count}" for code, number in answers.most_common())
    print(
        f"{kind:<24}{len(files):>8}{len(files) * count / seconds:>10.0f}{size / seconds / 1e6:>8.1f}"
        f"{characters / seconds:>14,.0f}  {told}"
    )


if __name__ == "__main__":
    main()
