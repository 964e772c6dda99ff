"""From messages to one PDF, or to a folder with one for each.

Stuk by stuk: ask for its sheet, print its page (`page_printer`), keep the PDF in a temporary folder.
At the end a child process binds them (`reader.pdf`).  Nothing here waits, so the window stays live.
"""

from __future__ import annotations

import os
import tempfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from reader.filenames import safe_name
from reader.paper import contents_page
from reader.pdf import Bound, Counted, PageImage, Part, Volume, bind, count_pages
from reader.problems import Problem
from reader.words import words
from ui.page_printer import make_page_printer
from ui.worker import Job

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from reader.events import PrintOptions, Sheet
    from reader.paths import DataDir


@dataclass
class _Stuk:
    """What has been printed of one message."""

    sheet: Sheet
    parts: list[Part] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Made:
    """A print that is done."""

    paths: tuple[Path, ...]  # of the PDFs
    problems: tuple[Problem, ...]  # what is missing in them


class PdfMaker(QObject):
    """Makes one PDF at a time; whoever owns it answers `sheet_wanted` with `take` or `refuse`."""

    sheet_wanted = Signal(str, int, int)  # id of the message, number, count
    progressed = Signal(int, int)  # stukken printed, count
    bound = Signal(object)  # Made; its pages may follow
    drawn = Signal(object)  # PageImage
    finished = Signal(object)  # Made; nothing follows any more
    failed = Signal(object)  # Problem

    def __init__(self, data: DataDir, language: str = "nl", parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._words = words(language)
        self._language = language
        self._printer = make_page_printer(self)
        self._job = Job(data, self, waited_for=True)
        self._job.happened.connect(self._take_event)
        self._job.finished.connect(self._job_ended)
        self._run = 0  # counts prints: what belongs to an older one comes too late
        self._folder: tempfile.TemporaryDirectory[str] | None = None

    @property
    def busy(self) -> bool:
        return self._folder is not None

    def start(self, ids: Sequence[str], options: PrintOptions, out: Path, dpi: int = 0) -> None:
        """Print these messages in this order to the file `out`, or with `split` to the folder `out`.

        With `dpi` the pages of that file are drawn as well.
        """
        self.cancel()
        self._ids, self._options, self._out, self._dpi = tuple(ids), options, out, dpi
        self._stukken: list[_Stuk] = []
        self._problems: list[Problem] = []
        self._paths: list[Path] = []
        self._counted: tuple[int, ...] | None = None
        self._volumes: list[Volume] = []
        self._number = 0
        try:
            if options.split:
                out.mkdir(parents=True, exist_ok=True)
            self._folder = tempfile.TemporaryDirectory(prefix="griffielezer-")
        except OSError as error:
            self.failed.emit(Problem("pdf_failed", str(out), error.strerror or ""))
            return
        self._next()

    def cancel(self) -> None:
        """Stop; nothing is written to the target."""
        self._run += 1
        if self._folder is not None:
            self._job.finished.disconnect(self._job_ended)
            self._job.cancel()
            self._job.finished.connect(self._job_ended)
            self._clean()

    def take(self, sheet: Sheet, problems: Sequence[Problem] = ()) -> None:
        """The sheet that was wanted."""
        if not self.busy:
            return
        self._problems += problems
        foot = self._words.label["page_of"].format(
            number=self._number, count=len(self._ids), page="{page}", pages="{pages}"
        )
        run = self._run
        self._printer.print(sheet.page, foot, lambda pdf: self._keep(run, sheet, pdf))

    def refuse(self, problem: Problem) -> None:
        """The message that was wanted cannot be read."""
        if self.busy:
            self._problems.append(problem)
            self._next()

    def _next(self) -> None:
        if self._number == len(self._ids):
            self._finish_stukken()
            return
        self._number += 1
        self.sheet_wanted.emit(self._ids[self._number - 1], self._number, len(self._ids))

    def _keep(self, run: int, sheet: Sheet, pdf: bytes) -> None:
        if run != self._run:
            return
        if not pdf:
            self._problems.append(Problem("page_failed", detail=self._subject(sheet)))
        else:
            try:
                stuk = _Stuk(sheet, [self._part(pdf, self._subject(sheet))])
                for file in sheet.attachments:
                    foot = self._words.label["attachment_of"].format(
                        number=self._number, count=len(self._ids), name=file.name
                    )
                    stuk.parts.append(self._part(file.content, file.name, foot))
            except OSError as error:
                self._fail(Problem("pdf_failed", str(self._out), error.strerror or ""))
                return
            self._stukken.append(stuk)
        self.progressed.emit(self._number, len(self._ids))
        self._next()

    def _part(self, content: bytes, name: str, foot: str = "") -> Part:
        assert self._folder is not None
        handle, path = tempfile.mkstemp(suffix=".pdf", dir=self._folder.name)
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        return Part(path, name, foot)

    def _finish_stukken(self) -> None:
        if not self._stukken:
            self._fail(self._problems[0] if self._problems else Problem("nothing_to_print"))
        elif not self._options.contents:
            self._bind(())
        elif self._options.split:
            self._print_contents([""] * len(self._stukken), self._bind)
        else:  # a first print of the list tells how many pages it takes
            self._print_contents(["0"] * len(self._stukken), self._count)

    def _print_contents(self, pages: Sequence[str], then: Callable[[tuple[Part, ...]], None]) -> None:
        """Print the list in front, with the page on which each stuk begins."""
        title = self._words.label["contents"]
        rows = [
            (
                str(number),
                f"{stuk.sheet.date:%d-%m-%Y}" if stuk.sheet.date else self._words.label["unknown_date"],
                stuk.sheet.sender,
                self._subject(stuk.sheet),
                stuk.sheet.proposal,
                page,
            )
            for number, (stuk, page) in enumerate(zip(self._stukken, pages, strict=True), 1)
        ]
        run = self._run

        def keep(pdf: bytes) -> None:
            if run != self._run:
                return
            if pdf:
                then((self._part(pdf, title),))
            else:
                self._fail(Problem("page_failed", detail=title))

        self._printer.print(contents_page(rows, self._language), title, keep)

    def _count(self, before: tuple[Part, ...]) -> None:
        parts = (*before, *(part for stuk in self._stukken for part in stuk.parts))
        self._job.start(count_pages, parts)

    def _number_stukken(self, counted: Sequence[int]) -> None:
        """Print the list again, now that the pages before each stuk are known."""
        counts = iter(counted)
        page = 1 + next(counts)
        pages = []
        for stuk in self._stukken:
            pages.append(str(page))
            page += sum(next(counts) for _ in stuk.parts)
        self._print_contents(pages, self._bind)

    def _bind(self, before: tuple[Part, ...]) -> None:
        if not self._options.split:
            parts = (*before, *(part for stuk in self._stukken for part in stuk.parts))
            self._volumes = [Volume(str(self._out), parts)]
            numbering = self._words.label["page_total"] if len(parts) > 1 else ""
            self._job.start(bind, self._volumes, numbering, self._dpi)
            return
        names: set[str] = set()
        self._volumes = (
            [Volume(str(self._out / _unique(self._words.label["contents"], names)), before)] if before else []
        )
        self._volumes += [
            Volume(str(self._out / _unique(self._file_name(stuk.sheet), names)), tuple(stuk.parts))
            for stuk in self._stukken
        ]
        self._job.start(bind, self._volumes, "")

    @Slot(object)
    def _take_event(self, event: object) -> None:
        if isinstance(event, Counted):
            self._counted = event.pages
        elif isinstance(event, Bound):
            self._paths.append(Path(event.path))
            if len(self._paths) == len(self._volumes):
                self.bound.emit(self._made())
        elif isinstance(event, PageImage):
            self.drawn.emit(event)
        elif isinstance(event, Problem):
            self._problems.append(event)

    @Slot(object)
    def _job_ended(self, problem: Problem | None) -> None:
        counted, self._counted = self._counted, None
        if problem is not None:
            self._fail(problem)
        elif counted is not None:
            self._number_stukken(counted)
        else:
            self._clean()
            self.finished.emit(self._made())

    def _made(self) -> Made:
        return Made(tuple(self._paths), tuple(self._problems))

    def _fail(self, problem: Problem) -> None:
        self._run += 1
        self._clean()
        self.failed.emit(problem)

    def _clean(self) -> None:
        if self._folder is not None:
            self._folder.cleanup()
            self._folder = None

    def _subject(self, sheet: Sheet) -> str:
        return sheet.subject or self._words.label["no_subject"]

    def _file_name(self, sheet: Sheet) -> str:
        """As raadsleden want it: "2020-11-13 Onderwerp"."""
        day = f"{sheet.date:%Y-%m-%d} " if sheet.date else ""
        return day + self._subject(sheet)


def _unique(name: str, taken: set[str]) -> str:
    """A file name that no earlier one equals, also where capitals do not count."""
    stem = safe_name(f"{name}.pdf").removesuffix(".pdf")
    candidate, number = f"{stem}.pdf", 1
    while candidate.casefold() in taken:
        number += 1
        candidate = f"{stem} ({number}).pdf"
    taken.add(candidate.casefold())
    return candidate
