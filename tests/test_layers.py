"""The layers of docs/architecture.md: imports only point down, and each outside package has one home.

Imports are read from the source.  One under `TYPE_CHECKING` counts like any other: a value that names a type of
a higher layer knows that layer.
"""

from __future__ import annotations

import ast
import subprocess
import sys
from graphlib import CycleError, TopologicalSorter
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

ROOT = Path(__file__).resolve().parent.parent

# From the ground up.  A module may import its own row and the rows above it here; a package stands for its modules.
LAYERS = (
    (
        "reader message events errors problems paths words settings identity version logs tokens periods filenames sqlite_text"
        " actions.action actions.sentences guard pool crossing windows_job windows_lock scratch choice confidential cards quoting past pace note due hours beside agenda correcting judging"
    ),
    "mime mapi text actions query suggested why marking anonymise pdf_foot pdf pdf_text attachments calendars mail",
    "formats index render letter_size paper sheets notes report saving labels",
    "intake ledger mending importing watch",
    "library",
    "child",
)
# Outside packages, and parts of the standard library that belong in one place, with the only modules that may know them.
HOMES = {
    "PySide6": ("ui",),
    "Stemmer": ("reader.index",),
    "charset_normalizer": ("reader.mime",),
    "email": ("reader.mime",),
    "icalendar": ("reader.calendars",),
    "mailparser": ("reader.mime",),
    "markdown_it": ("reader.text",),
    "multiprocessing": ("reader.child", "reader.guard", "ui.worker", "main"),
    "nh3": ("reader.text",),
    "numpy": ("reader.actions", "reader.index"),
    "zstandard": ("reader.index",),
    "platformdirs": ("reader.paths",),
    "pypdfium2": ("reader.pdf", "reader.pdf_foot", "reader.pdf_text"),
    "whoosh": ("reader.index",),
}


def test_imports_only_point_down():
    assert list(complaints(sources())) == []


def test_no_two_parts_need_each_other_to_start():
    assert cycle(sources()) == []


@pytest.mark.parametrize(
    ("module", "source", "complaint"),
    [
        ("reader.words", "import ui.theme", "reader.words imports ui.theme, which stands above it"),
        ("reader.words", "from ui import theme", "reader.words imports ui.theme, which stands above it"),
        ("reader.words", "def f():\n    import main", "reader.words imports main, which stands above it"),
        ("ui.theme", "import main", "ui.theme imports main, which stands above it"),
        ("reader.query", "from reader import library", "reader.query imports reader.library, which stands above it"),
        ("reader.query", "from . import library", "reader.query imports reader.library, which stands above it"),
        ("reader.actions.action", "from ..text import html", "reader.actions.action imports reader.text.html, which stands above it"),
        ("reader.message", "if TYPE_CHECKING:\n    from reader.mime import parse", "reader.message imports reader.mime, which stands above it"),
        ("reader.words", "import PySide6.QtCore", "reader.words imports PySide6, which belongs in ui"),
        ("ui.theme", "from whoosh.fields import TEXT", "ui.theme imports whoosh, which belongs in reader.index"),
        ("ui.theme", "import email.utils", "ui.theme imports email, which belongs in reader.mime"),
        ("reader.render", "import whoosh", "reader.render imports whoosh, which belongs in reader.index"),
        ("reader.words", "import requests", "reader.words imports requests, which has no home yet: see HOMES"),
        ("reader.novelty", "", "reader.novelty has no layer yet: see LAYERS"),
        ("main", "from ui.app import run_window", "main imports ui.app before it is known that a window is asked for"),
        ("main", "if True:\n    import PySide6", "main imports PySide6 before it is known that a window is asked for"),
    ],
)  # fmt: skip
def test_a_planted_step_up_is_found(module, source, complaint):
    around = dict.fromkeys(
        ("main", "reader", "reader.library", "reader.mime", "reader.text.html", "ui.theme", "ui.app"), ""
    )
    assert complaint in complaints(around | {module: source})


@pytest.mark.parametrize(
    ("module", "source"),
    [
        ("main", "def start():\n    from ui.app import run_window"),
        ("main", "if TYPE_CHECKING:\n    from ui.app import run_window"),
        ("reader.library", "from reader import index, message"),
        ("reader.index.store", "import whoosh, Stemmer, sqlite3"),
        ("ui.theme", "from reader.library import Desk"),
    ],
)
def test_a_step_down_is_no_complaint(module, source):
    around = dict.fromkeys(
        ("main", "reader", "reader.index", "reader.message", "reader.library", "ui.app"), ""
    )
    assert list(complaints(around | {module: source})) == []


def test_a_planted_circle_is_found():
    circle = {"reader.mime": "import reader.text", "reader.text.html": "from reader.mime import parse"}
    assert set(cycle({"reader.text": "", **circle})) == {"reader.mime", "reader.text"}


def test_the_command_line_starts_without_qt():
    """What the source promises, seen in a real process."""
    script = "import main, sys; sys.exit(bool({'PySide6', 'ui'} & sys.modules.keys()))"
    assert subprocess.run([sys.executable, "-c", script], cwd=ROOT, check=False).returncode == 0


def sources() -> dict[str, str]:
    """Module name -> source of the whole product."""
    files = [ROOT / "main.py", *(ROOT / "reader").rglob("*.py"), *(ROOT / "ui").rglob("*.py")]
    parts = {file: file.relative_to(ROOT).with_suffix("").parts for file in files}
    return {
        ".".join(parts[file]).removesuffix(".__init__"): file.read_text(encoding="utf-8") for file in files
    }


def complaints(modules: Mapping[str, str]) -> Iterator[str]:
    """One sentence for each broken rule."""
    for module, source in modules.items():
        if layer(module) is None:
            yield f"{module} has no layer yet: see LAYERS"
            continue
        for target, at_start in imports(module, source, modules):
            package = target.partition(".")[0]
            if package in ("main", "reader", "ui"):
                if (layer(target) or 0) > (layer(module) or 0):
                    yield f"{module} imports {target}, which stands above it"
            elif package in HOMES:
                if module != "main" and not any(is_within(module, home) for home in HOMES[package]):
                    yield f"{module} imports {package}, which belongs in {' and '.join(HOMES[package])}"
            elif package not in sys.stdlib_module_names:
                yield f"{module} imports {package}, which has no home yet: see HOMES"
            if module == "main" and at_start and package in ("ui", "PySide6"):
                yield f"main imports {target} before it is known that a window is asked for"


def cycle(modules: Mapping[str, str]) -> list[str]:
    """The parts (modules and sub-packages of reader and ui) that go round in a circle when they are imported."""
    graph: dict[str, set[str]] = {}
    for module, source in modules.items():
        targets = {part(target) for target, at_start in imports(module, source, modules) if at_start}
        graph.setdefault(part(module), set()).update(targets - {part(module)})
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        return list(error.args[1])
    return []


def part(module: str) -> str:
    """`reader.text.html` -> `reader.text`; the values of `reader.actions.action` are a part of their own."""
    return module if module == "reader.actions.action" else ".".join(module.split(".")[:2])


def layer(module: str) -> int | None:
    """The height of a module; None where nobody gave it one."""
    if module == "main":
        return len(LAYERS) + 1
    if is_within(module, "ui"):
        return len(LAYERS)
    name = module.removeprefix("reader.")
    for names in (name, name.partition(".")[0]):
        for height, row in enumerate(LAYERS):
            if names in row.split():
                return height
    return None


def is_within(module: str, home: str) -> bool:
    return module == home or module.startswith(f"{home}.")


def imports(module: str, source: str, modules: Mapping[str, str]) -> Iterator[tuple[str, bool]]:
    """Everything that a module imports, as full names, and whether that happens as soon as it is imported itself."""
    for node, at_start in statements(ast.parse(source), at_start=True):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield alias.name, at_start
        elif isinstance(node, ast.ImportFrom):
            origin = node.module or ""
            if node.level:  # relative: one dot is the package that the module stands in
                above = module.split(".")[: -node.level]
                origin = ".".join([*above, origin] if origin else above)
            for alias in node.names:
                inner = f"{origin}.{alias.name}"
                yield (inner if inner in modules else origin), at_start


def statements(node: ast.AST, *, at_start: bool) -> Iterator[tuple[ast.AST, bool]]:
    """All nodes below this one; not at the start are those inside functions and under `TYPE_CHECKING`."""
    for child in ast.iter_child_nodes(node):
        later = isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda) or (
            isinstance(child, ast.If) and "TYPE_CHECKING" in ast.dump(child.test)
        )
        yield child, at_start
        yield from statements(child, at_start=at_start and not later)
