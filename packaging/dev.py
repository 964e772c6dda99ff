r"""What a developer types: `make run`, `make test` and the rest of the Makefile call this script.

    python3 packaging/dev.py run [ARGUMENTS]     the program; arguments go to main.py
    python3 packaging/dev.py test [ARGUMENTS]    everything CI runs; arguments go to pytest
    python3 packaging/dev.py bench [NAMES]       the figures of tests/bench
    python3 packaging/dev.py screenshots         every view of the window as a PNG
    python3 packaging/dev.py translate           bring resources/i18n up to date with ui/

It needs nothing but Python 3.11 and its standard library (on Windows: `py packaging\dev.py run`).  Each command
first makes `.venv` and installs the exact packages of `requirements*.txt` in it, by hash; that is done again
only when those files change.  On Linux it also looks for the system libraries that Qt links to: it installs
what is missing when it may (root, or sudo without a password), and else names the command that does.

The exit code is that of the command; 2 and one sentence where it could not be started.
"""

from __future__ import annotations

import ctypes
import hashlib
import importlib.util
import json
import os
import platform
import shutil
import subprocess
import sys
import tempfile
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
STAMP = VENV / "installed.json"  # absent while an installation is under way, so a broken one is done again
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
TRANSLATIONS = ROOT / "resources" / "i18n"
OFFSCREEN = {"QT_QPA_PLATFORM": "offscreen"}
# The tests start a thousand processes: where this is set, as in many containers, each would compile the program anew.
KEEPING = {"PYTHONDONTWRITEBYTECODE": ""}
WINDOW_TESTS = "tests/ui"
WITHOUT_WINDOW = ("index", "search", "dump", "print", "labels", "--help", "-h", "--version")

# What PySide6's QtWidgets, QtPrintSupport and QtWebEngine and their plugins for X11, Wayland and CUPS link to,
# and the Debian package that holds it.  tests/unit/test_packaging.py looks whether something lacks.
LIBRARIES = {
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libX11-xcb.so.1": "libx11-xcb1",
    "libX11.so.6": "libx11-6",
    "libXcomposite.so.1": "libxcomposite1",
    "libXdamage.so.1": "libxdamage1",
    "libXext.so.6": "libxext6",
    "libXfixes.so.3": "libxfixes3",
    "libXrandr.so.2": "libxrandr2",
    "libXtst.so.6": "libxtst6",
    "libasound.so.2": "libasound2",
    "libbrotlidec.so.1": "libbrotli1",
    "libcups.so.2": "libcups2",
    "libdbus-1.so.3": "libdbus-1-3",
    "libexpat.so.1": "libexpat1",
    "libfontconfig.so.1": "libfontconfig1",
    "libfreetype.so.6": "libfreetype6",
    "libgbm.so.1": "libgbm1",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libgssapi_krb5.so.2": "libgssapi-krb5-2",
    "libnspr4.so": "libnspr4",
    "libnss3.so": "libnss3",
    "libudev.so.1": "libudev1",
    "libwayland-client.so.0": "libwayland-client0",
    "libwayland-cursor.so.0": "libwayland-cursor0",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-dri3.so.0": "libxcb-dri3-0",
    "libxcb-glx.so.0": "libxcb-glx0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-render.so.0": "libxcb-render0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-shm.so.0": "libxcb-shm0",
    "libxcb-sync.so.1": "libxcb-sync1",
    "libxcb-util.so.1": "libxcb-util1",
    "libxcb-xfixes.so.0": "libxcb-xfixes0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxcb.so.1": "libxcb1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libxkbfile.so.1": "libxkbfile1",
    "libz.so.1": "zlib1g",
    "libzstd.so.1": "libzstd1",
}
# Renamed when Debian moved to a 64-bit time_t, together with glibc 2.39 (Ubuntu 24.04, Debian 13).
RENAMED = {"libasound2": "libasound2t64", "libcups2": "libcups2t64", "libglib2.0-0": "libglib2.0-0t64"}
FONT_FOLDERS = ("/usr/share/fonts", "/usr/local/share/fonts", "~/.local/share/fonts", "~/.fonts")


class Stop(Exception):  # noqa: N818 - it carries the sentence with which the script ends
    """The command cannot be started; says why, and what to do."""


def main(arguments: list[str]) -> int:
    if not arguments or arguments[0] not in COMMANDS:
        print(__doc__, file=sys.stderr)
        return 2
    command, rest = arguments[0], arguments[1:]
    if sys.version_info < (3, 11):  # noqa: UP036 - this script is what meets an old Python
        print(
            f"Griffielezer needs Python 3.11 or newer and this is {platform.python_version()}: install a newer one"
            f" (Ubuntu 22.04: sudo apt-get install python3.11-venv) and type make {command} PYTHON=python3.11.",
            file=sys.stderr,
        )
        return 2
    try:
        return COMMANDS[command](rest)
    except Stop as stop:
        print(stop, file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        return 130


def run(arguments: list[str]) -> int:
    needs_display = sys.platform == "linux" and not (arguments and arguments[0] in WITHOUT_WINDOW)
    if needs_display and not any(map(os.environ.get, ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"))):
        raise Stop(
            "There is no display to open a window on: type make run in a terminal of a desktop session,"
            " or use the command line, such as make run ARGS=--help."
        )
    prepare("requirements.txt")
    return call(str(ROOT / "main.py"), *arguments)


def test(arguments: list[str]) -> int:
    """Every check runs, also after one that fails; pytest comes last and has the last word."""
    prepare("requirements.txt", "requirements-dev.txt")
    checks = ("ruff check .", "ruff format --check .", "mypy")
    failed = [check for check in checks if call("-m", *check.split(), cwd=ROOT)]
    code = call("-m", "pytest", *arguments, cwd=ROOT, **KEEPING) if arguments else in_halves()
    if failed:
        print(f"Not clean: {', '.join(failed)}.", file=sys.stderr)
    return code or len(failed)


def in_halves() -> int:
    """All tests, those of the window beside the others; what the others print comes after, and last of all which half failed."""
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    paths = settings["tool"]["pytest"]["ini_options"]["testpaths"]
    others = [str(PYTHON), "-m", "pytest", *(path for path in paths if path != WINDOW_TESTS)]
    with tempfile.TemporaryFile() as printed:
        beside = subprocess.Popen(
            others, cwd=ROOT, env=os.environ | KEEPING, stdout=printed, stderr=subprocess.STDOUT
        )
        try:
            code = call("-m", "pytest", WINDOW_TESTS, cwd=ROOT, **KEEPING)
            code_of_others = abs(beside.wait())
        finally:
            beside.terminate()  # where this was broken off
        printed.seek(0)
        print(printed.read().decode(errors="replace"), end="", flush=True)
    if code:
        print(f"Failed: {WINDOW_TESTS}, see above the other tests.", file=sys.stderr)
    return code or code_of_others


def bench(names: list[str]) -> int:
    prepare("requirements.txt", "requirements-dev.txt")
    scripts = sorted((ROOT / "tests" / "bench").glob("bench_*.py"))
    chosen = [script for script in scripts if not names or script.stem.removeprefix("bench_") in names]
    return max((call(str(script), cwd=ROOT, **OFFSCREEN) for script in chosen), default=0)


def screenshots(arguments: list[str]) -> int:
    prepare("requirements.txt", "requirements-dev.txt")
    return call(str(ROOT / "tests" / "screenshots.py"), *arguments, cwd=ROOT, **OFFSCREEN)


def translate(_arguments: list[str]) -> int:
    """English is the language of the source, so its file holds plural forms alone."""
    prepare("requirements.txt")
    sources = [str(path) for path in sorted((ROOT / "ui").rglob("*.py"))]
    lupdate = [qt_tool("lupdate"), *sources, *"-locations none -no-obsolete -source-language en".split()]
    for language, more in (("nl", []), ("en", ["-pluralonly"])):
        target = TRANSLATIONS / f"{language}.ts"
        quietly(f"Updating {target}", [*lupdate, *more, "-target-language", language, "-ts", str(target)])
    compile_translations()
    return 0


COMMANDS: dict[str, Callable[[list[str]], int]] = {
    "run": run,
    "test": test,
    "bench": bench,
    "screenshots": screenshots,
    "translate": translate,
}


def call(*arguments: str, cwd: Path | None = None, **environment: str) -> int:
    """The exit code of the project's own Python with these arguments; 128 + n where signal n ended it."""
    code = subprocess.run([PYTHON, *arguments], cwd=cwd, env=os.environ | environment, check=False).returncode
    return code if code >= 0 else 128 - code


def quietly(task: str, command: list[str]) -> None:
    """Run a command that nobody needs to see; raise `Stop` with its task and last words where it fails."""
    done = subprocess.run(
        command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False
    )
    if done.returncode:
        words = done.stdout.decode(errors="replace").strip().splitlines()
        raise Stop(f"{task} failed: {words[-1] if words else done.returncode}")


def prepare(*requirements: str) -> None:
    """Bring system libraries, `.venv` and compiled translations up to date with the project."""
    if sys.platform == "linux":
        install_system_packages(list(missing_packages()))
    install_packages(requirements)
    compile_translations()


def install_packages(requirements: tuple[str, ...]) -> None:
    """Nothing, where `STAMP` says that exactly these were installed by this Python in this place."""
    venv = f"Python {sys.version_info.major}.{sys.version_info.minor} in {VENV}"
    wanted = {name: hashlib.sha256((ROOT / name).read_bytes()).hexdigest() for name in requirements}
    done: dict[str, str] = json.loads(STAMP.read_text()) if STAMP.exists() else {}
    if done.get("venv") == venv and wanted.items() <= done.items():
        return
    STAMP.unlink(missing_ok=True)
    if done.get("venv") != venv:
        quietly(f"Making {VENV}", [sys.executable, "-m", "venv", "--clear", str(VENV)])
        done = {"venv": venv}
    for name in requirements:
        if done.get(name) != wanted[name]:
            pip_install(name)
    STAMP.write_text(json.dumps(done | wanted))


def pip_install(requirements: str) -> None:
    print(
        f"Installing {requirements} into {VENV.name}; the first time that takes some minutes.",
        file=sys.stderr,
    )
    command = [str(PYTHON), "-m", "pip", "install", "--require-hashes", "--only-binary=:all:", "--no-input"]
    command += ["--disable-pip-version-check", "-r", str(ROOT / requirements)]
    shown = None if sys.stdout.isatty() else subprocess.DEVNULL  # its progress bars are for people
    done = subprocess.run(command, stdout=shown, stderr=subprocess.PIPE, check=False)
    if done.returncode:
        words = [line for line in done.stderr.decode(errors="replace").splitlines() if "ERROR" in line]
        raise Stop(
            f"The packages of {requirements} could not be installed ({words[-1] if words else 'pip failed'}):"
            " check the network or pip's proxy and index settings, and give the same command again."
        )


def compile_translations() -> None:
    for source in TRANSLATIONS.glob("*.ts"):
        compiled = source.with_suffix(".qm")
        if not compiled.exists() or compiled.stat().st_mtime < source.stat().st_mtime:
            quietly(f"Compiling {source.name}", [qt_tool("lrelease"), str(source), "-qm", str(compiled)])


def qt_tool(name: str) -> str:
    return str(PYTHON.with_name(f"pyside6-{name}").with_suffix(PYTHON.suffix))


def missing_packages() -> Iterator[str]:
    """The Debian packages that this computer lacks."""
    if importlib.util.find_spec("ensurepip") is None:  # Debian splits it off, and `venv` fails without it
        yield f"python3.{sys.version_info.minor}-venv"
    fonts = (path for folder in FONT_FOLDERS for path in Path(folder).expanduser().rglob("*.?tf"))
    if not any(fonts):
        yield "fonts-dejavu-core"
    after_rename = tuple(map(int, platform.libc_ver()[1].split("."))) >= (2, 39)
    for library, package in LIBRARIES.items():
        try:
            ctypes.CDLL(library)
        except OSError:
            yield RENAMED.get(package, package) if after_rename else package


def install_system_packages(packages: list[str]) -> None:
    """Install them with apt-get as root; raise `Stop` with the command where that may not be done from here."""
    if not packages:
        return
    if not shutil.which("apt-get"):
        raise Stop(
            f"Install with this system's package manager what Debian calls {' '.join(packages)}, and try again."
        )
    install = ["apt-get", "install", "-y", "--no-install-recommends", *packages]
    sudo = ["sudo", "-n"]
    if os.geteuid() == 0:
        sudo = []
    elif (
        not shutil.which("sudo")
        or subprocess.run([*sudo, "true"], stderr=subprocess.DEVNULL, check=False).returncode
    ):
        become_root = "sudo sh -c" if shutil.which("sudo") else "su - -c"
        raise Stop(
            "System packages are missing; this command installs them, and then try again:"
            f" {become_root} 'apt-get update && {' '.join(install)}'"
        )
    print(f"Installing system libraries: {' '.join(install)}", file=sys.stderr)
    try:
        quietly("apt-get update", [*sudo, "apt-get", "update"])
        quietly("apt-get install", [*sudo, "env", "DEBIAN_FRONTEND=noninteractive", *install])
    except Stop as stop:
        raise Stop(f"The system libraries could not be installed ({stop}): {' '.join(install)}") from None


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
