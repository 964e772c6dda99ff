"""Griffielezer: the command line, and the start of the window.

The command line is a contract: names, JSON fields and exit codes are used by scripts.
Qt is imported only where a window or a print is asked for, so that `index`, `search`, `dump` and
`labels` run on a machine without it, and child processes start fast.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

from reader import library, report
from reader.actions.find import find_actions
from reader.choice import EVERYTHING, Choice
from reader.errors import NothingToRead, QueryError, ReaderError
from reader.events import Page, PrintOptions, Progress, Search, Summary
from reader.formats import read_export
from reader.logs import log_bug, start_logging
from reader.paths import data_dir
from reader.problems import Problem
from reader.version import VERSION
from reader.words import words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from reader.message import Message
    from reader.paths import DataDir

DONE, DONE_WITH_PROBLEMS, NOTHING_DONE = 0, 1, 2

_COMMANDS = ("index", "search", "dump", "print", "labels")
_words = words()


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command, or the window; the exit code is 0, 1 or 2 (DESIGN.md)."""
    arguments = sys.argv[1:] if arguments is None else list(arguments)
    for stream in (sys.stdout, sys.stderr):
        # A name or a text may hold any character; a Windows console in cp1252 must not stop us.
        stream.reconfigure(encoding="utf-8", errors="backslashreplace")  # type: ignore[union-attr]
    before = (
        2 if arguments[:1] == ["--data-dir"] else 1 if "".join(arguments[:1]).startswith("--data-dir=") else 0
    )
    if before and len(arguments) > before and arguments[before] in _COMMANDS:
        arguments = [arguments[before], *arguments[:before], *arguments[before + 1 :]]
    try:
        if arguments and arguments[0] in _COMMANDS:
            return _run_command(_command_parser().parse_args(arguments))
        return _run_window(_window_parser().parse_args(arguments))
    except ReaderError as error:
        _say(error.problem)
        return NOTHING_DONE
    except BrokenPipeError:  # `main.py dump ... | head`: who reads has seen enough
        sys.stderr.close()
        return DONE
    except KeyboardInterrupt:
        return NOTHING_DONE
    except Exception as bug:  # noqa: BLE001 - the process border: logged once, one sentence, no traceback
        log_bug(bug)
        _say(Problem("bug", detail=type(bug).__name__))
        return NOTHING_DONE


class _Formatter(argparse.HelpFormatter):
    """Begins in the user's words."""

    def add_usage(self, usage: Any, actions: Any, groups: Any, prefix: str | None = None) -> None:  # noqa: ANN401 - argparse's own
        super().add_usage(usage, actions, groups, _words.label["cli_usage"] if prefix is None else prefix)


class _Parser(argparse.ArgumentParser):
    """Explains itself in the user's words; wrong usage is one sentence and exit code 2."""

    def __init__(self, **settings: Any) -> None:  # noqa: ANN401 - argparse's own
        super().__init__(**settings, add_help=False, formatter_class=_Formatter)
        self.add_argument("-h", "--help", action="help", help=_words.label["cli_help"])
        self._positionals.title = _words.label["cli_arguments"]
        self._optionals.title = _words.label["cli_options"]

    def error(self, message: str) -> NoReturn:
        _say(Problem("wrong_usage", detail=_in_our_words(message)))
        sys.exit(NOTHING_DONE)


def _in_our_words(message: str) -> str:
    """What argparse says in English, shortened to the names that it is about."""
    before, colon, behind = message.partition(": ")
    if before.endswith("are required"):
        return _words.label["cli_missing"].format(names=behind)
    if before.startswith("one of the arguments"):
        names = before.removeprefix("one of the arguments ").removesuffix(" is required")
        return _words.label["cli_missing"].format(names=names)
    if before.startswith("unrecognized"):
        return _words.label["cli_unknown"].format(names=behind)
    names = before.removeprefix("argument ") if colon else message
    return _words.label["cli_invalid"].format(names=names)


def _window_parser() -> argparse.ArgumentParser:
    label = _words.label
    parser = _Parser(prog="main.py", description=label["cli_about"], epilog=label["cli_commands"])
    parser.add_argument("paths", nargs="*", metavar="PATH", help=label["cli_paths"])
    parser.add_argument(
        "--version", action="version", version=f"Griffielezer {VERSION}", help=label["cli_version"]
    )
    _add_data_dir(parser)
    return parser


def _command_parser() -> argparse.ArgumentParser:
    label = _words.label
    parser = _Parser(prog="main.py", description=label["cli_about"])
    commands = parser.add_subparsers(dest="command", parser_class=_Parser)

    index = commands.add_parser("index", help=label["cli_index"], description=label["cli_index"])
    _add_data_dir(index)
    index.add_argument("--json", action="store_true", help=label["cli_json"])
    _add_choice(index)
    index.add_argument("paths", nargs="+", metavar="PATH")
    index.set_defaults(run=_index)

    search = commands.add_parser("search", help=label["cli_search"], description=label["cli_search"])
    _add_data_dir(search)
    search.add_argument("--json", action="store_true", help=label["cli_json"])
    search.add_argument("--limit", type=_positive, default=20, metavar="N", help=label["cli_limit"])
    search.add_argument("--sort", choices=("date", "relevance"), default="date", help=label["cli_sort"])
    question = search.add_mutually_exclusive_group(required=True)
    question.add_argument("query", nargs="?", metavar="QUERY")
    question.add_argument("--queries", type=Path, metavar="FILE", help=label["cli_queries"])
    search.set_defaults(run=_search)

    dump = commands.add_parser("dump", help=label["cli_dump"], description=label["cli_dump"])
    _add_choice(dump)
    dump.add_argument("paths", nargs="+", metavar="PATH")
    dump.set_defaults(run=_dump)

    printing = commands.add_parser("print", help=label["cli_print"], description=label["cli_print"])
    _add_data_dir(printing)
    which = printing.add_mutually_exclusive_group(required=True)
    which.add_argument("--query", metavar="Q", help=label["cli_print_query"])
    which.add_argument("--id", nargs="+", metavar="ID", dest="ids", help=label["cli_print_id"])
    printing.add_argument(
        "-o", "--output", type=Path, required=True, metavar="OUT", help=label["cli_print_out"]
    )
    printing.add_argument("--list", action="store_true", help=label["cli_print_list"])
    printing.add_argument("--attachments", action="store_true", help=label["cli_print_attachments"])
    printing.add_argument("--anonymise", action="store_true", help=label["cli_print_anonymise"])
    printing.add_argument("--split", action="store_true", help=label["cli_print_split"])
    printing.set_defaults(run=_print)

    labels = commands.add_parser("labels", help=label["cli_labels"], description=label["cli_labels"])
    _add_data_dir(labels)
    labels.add_argument(
        "-o", "--output", type=Path, required=True, metavar="FILE", help=label["cli_labels_out"]
    )
    labels.set_defaults(run=_labels)
    return parser


def _add_data_dir(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--data-dir", type=Path, metavar="D", help=_words.label["cli_data_dir"])


def _add_choice(parser: argparse.ArgumentParser) -> None:
    for name in ("only", "skip"):
        parser.add_argument(
            f"--{name}",
            type=_map_name,
            action="append",
            default=[],
            metavar="MAP",
            help=_words.label[f"cli_{name}"],
        )


def _map_name(text: str) -> str:
    """ValueError for nothing: a script with an empty variable must not read what it wanted to leave out."""
    if not text.strip():
        raise ValueError(text)
    return text


def _choice(options: argparse.Namespace) -> Choice:
    return Choice(tuple(options.only), tuple(options.skip))


def _positive(text: str) -> int:
    """ValueError, which argparse reports, for anything but 1, 2, 3 ..."""
    number = int(text)
    if number < 1:
        raise ValueError(text)
    return number


def _run_command(options: argparse.Namespace) -> int:
    code: int = options.run(options)
    return code


def _run_window(options: argparse.Namespace) -> int:
    data = _data(options)
    from ui.app import run_window  # noqa: PLC0415 - Qt, only for a window

    return run_window(data, [str(Path(path).absolute()) for path in options.paths])


def _index(options: argparse.Namespace) -> int:
    summary, choice = None, _choice(options)
    choices = {} if choice == EVERYTHING else dict.fromkeys(options.paths, choice)
    for event in library.add_exports(_data(options), options.paths, choices=choices):
        if isinstance(event, Summary):
            summary = event
        elif isinstance(event, Problem):
            _say(event)
        elif isinstance(event, Progress):
            _show_progress(event)
    assert summary is not None, "an import ends with its summary"
    if options.json:
        _write_json(report.summary_json(summary, _words))
    else:
        print(
            _words.label["cli_indexed"].format(
                messages=summary.messages,
                added=summary.added,
                duplicates=summary.duplicates,
                problems=len(summary.problems),
                seconds=f"{summary.seconds:.1f}",
            )
        )
    if summary.problems:
        return DONE_WITH_PROBLEMS if summary.messages else NOTHING_DONE
    return DONE


def _search(options: argparse.Namespace) -> int:
    desk = library.Desk(_data(options))
    if options.queries is None:
        page = desk.search(Search(options.query, sort=options.sort, limit=options.limit))
        if not page.everything:
            _say(Problem("nothing_indexed"))  # else 0 hits would be a false answer
        if page.suggestion:
            print(_words.label["suggestion"].format(query=page.suggestion), file=sys.stderr)
        if options.json:
            _write_json(report.page_json(page))
        else:
            _print_page(page)
        return DONE
    code = DONE
    for line in _lines_of(options.queries):
        try:
            _write_json(report.page_json(desk.search(Search(line, sort=options.sort, limit=options.limit))))
        except QueryError as error:
            _say(error.problem)
            _write_json({"query": line, "problem": _words.sentence(error.problem)})
            code = DONE_WITH_PROBLEMS
        sys.stdout.flush()  # whoever asks a warm process waits for each line
    return code


def _dump(options: argparse.Namespace) -> int:
    messages, problems = 0, 0
    for path in options.paths:
        for entry in _entries(path, _choice(options)):
            if isinstance(entry, Problem):
                problems += 1
                _say(entry)
                _write_json({"path": entry.path, "problem": _words.sentence(entry)})
            else:
                messages += 1
                _write_json(report.message_json(entry, find_actions(entry), _words))
    if problems:
        return DONE_WITH_PROBLEMS if messages else NOTHING_DONE
    return DONE


def _entries(path: str, choice: Choice) -> Iterator[Message | Problem]:
    """What stands in one export; a path that cannot be read at all is one problem."""
    try:
        export = read_export(path, choice)
        yield from export
        yield from export.complaints()
    except ReaderError as error:
        yield error.problem


def _print(options: argparse.Namespace) -> int:
    data = _data(options)
    desk = library.Desk(data)
    if options.ids is None:
        ids = desk.oldest_first(desk.ids(Search(options.query)))
        if not ids:
            raise ReaderError("nothing_to_print", detail=options.query)
    else:
        ids = tuple(options.ids)
    from ui.print_command import print_to_pdf  # noqa: PLC0415 - Qt, only for a print

    wishes = PrintOptions(
        contents=options.list,
        attachments=options.attachments,
        anonymise=options.anonymise,
        split=options.split,
    )
    problems = print_to_pdf(data, desk, ids, options.output, wishes)
    for problem in problems:
        _say(problem)
    return DONE_WITH_PROBLEMS if problems else DONE


def _labels(options: argparse.Namespace) -> int:
    count = library.Desk(_data(options)).save_labels(str(options.output))
    print(_words.label["cli_labelled"].format(count=count))
    return DONE


def _data(options: argparse.Namespace) -> DataDir:
    data = data_dir(options.data_dir)
    start_logging(data.log)
    return data


def _say(problem: Problem) -> None:
    """One sentence on standard error."""
    print(_words.sentence(problem), file=sys.stderr)


def _show_progress(progress: Progress) -> None:
    """One line that rewrites itself; nothing where standard error is no terminal."""
    if sys.stderr.isatty():
        share = f" {100 * progress.done // progress.total} %" if progress.total else ""
        name = Path(progress.export).name
        text = _words.label["cli_progress"].format(name=name, messages=progress.messages)
        print(f"\r\x1b[K{text}{share}", end="", file=sys.stderr, flush=True)


def _write_json(value: object) -> None:
    print(json.dumps(value, ensure_ascii=False))


def _print_page(page: Page) -> None:
    """Hits for a reader's eye."""
    label = _words.label
    for hit in page.hits:
        day = f"{hit.date:%Y-%m-%d}" if hit.date else "-" * 10
        sender = str(hit.sender[0]) if hit.sender else ""
        print(f"{day}  {sender}  {hit.subject or label['no_subject']}\n            {hit.snippet}")
    print(label["cli_total"].format(total=page.total, milliseconds=round(page.milliseconds)))


def _lines_of(path: Path) -> Sequence[str]:
    """Every line, also an empty one: each gets its answer."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise NothingToRead("queries_unreadable", str(path)) from error
    return text.removesuffix("\n").split("\n") if text else ()


if __name__ == "__main__":
    multiprocessing.freeze_support()  # the Windows package starts its children through main.py
    sys.exit(main())
