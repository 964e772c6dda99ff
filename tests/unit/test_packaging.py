"""The pinned packages fit pyproject.toml, and packaging/dev.py says in one sentence what stops it."""

from __future__ import annotations

import importlib.util
import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parents[2]
DEV = ROOT / "packaging" / "dev.py"
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
linux_only = pytest.mark.skipif(sys.platform != "linux", reason="about Linux")

# What the program starts of Qt: modules with all that they link to, the browser, and plugins found by their name.
STARTED = (
    "QtPrintSupport.abi3.so",
    "QtSvg.abi3.so",
    "QtWebEngineWidgets.abi3.so",
    "Qt/libexec/QtWebEngineProcess",
    "Qt/plugins/iconengines/*.so",
    "Qt/plugins/imageformats/*.so",
    "Qt/plugins/platforms/libqoffscreen.so",
    "Qt/plugins/platforms/libqwayland.so",
    "Qt/plugins/platforms/libqxcb.so",
    "Qt/plugins/printsupport/*.so",
    "Qt/plugins/wayland-shell-integration/*.so",
    "Qt/plugins/xcbglintegrations/*.so",
)


@pytest.fixture
def dev():
    """The script as a module, fresh, so that a test may change its tables."""
    spec = importlib.util.spec_from_file_location("dev", DEV)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize(
    ("file", "ranges"),
    [
        ("requirements.txt", PROJECT["project"]["dependencies"]),
        ("requirements-dev.txt", PROJECT["dependency-groups"]["dev"]),
    ],
)
def test_every_dependency_is_pinned_inside_its_range(file, ranges):
    pins = dict(re.findall(r"^([\w.-]+)==(\S+)", (ROOT / file).read_text(encoding="utf-8"), re.MULTILINE))
    for wanted in map(Requirement, ranges):
        assert pins[canonicalize_name(wanted.name)] in wanted.specifier, wanted


@pytest.mark.parametrize("file", ["requirements.txt", "requirements-dev.txt"])
def test_a_pin_is_a_version_with_hashes_and_nothing_else(file):
    """So no address of a registry and no path of a computer slips in."""
    pin, digest = r"[\w.-]+==[\w.]+( ; [\w <>!='.]+)?", r"    --hash=sha256:[0-9a-f]{64}"
    for line in (ROOT / file).read_text(encoding="utf-8").splitlines():
        assert re.fullmatch(f"({pin}|{digest})( \\\\)?", line), line


@linux_only
def test_nothing_that_qt_links_to_is_missing():
    qt = Path(importlib.util.find_spec("PySide6").origin).parent
    files = [str(file) for pattern in STARTED for file in qt.glob(pattern)]
    assert len(files) > len(STARTED)
    linked = subprocess.run(["ldd", *files], capture_output=True, text=True, check=True).stdout
    assert [line.strip() for line in linked.splitlines() if "not found" in line] == []


@linux_only
def test_a_window_without_a_display_is_refused_in_one_sentence():
    bare = {
        name: value
        for name, value in os.environ.items()
        if "DISPLAY" not in name and name != "QT_QPA_PLATFORM"
    }
    done = subprocess.run([sys.executable, DEV, "run"], env=bare, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert done.stdout == ""
    assert re.fullmatch(r"There is no display [^\n]+\.\n", done.stderr)


@linux_only
def test_a_missing_library_is_named_by_its_package(dev):
    dev.LIBRARIES = {"libc.so.6": "libc6", "libnowhere.so.1": "libnowhere1"}
    assert list(dev.missing_packages()) == ["libnowhere1"]


@linux_only
def test_who_may_not_install_reads_the_command_that_does(dev, monkeypatch):
    monkeypatch.setattr(dev.os, "geteuid", lambda: 1000)
    monkeypatch.setattr(dev.shutil, "which", {"apt-get": "/usr/bin/apt-get"}.get)
    with pytest.raises(dev.Stop, match=r"su - -c 'apt-get update && apt-get install .* libegl1 libgl1'$"):
        dev.install_system_packages(["libegl1", "libgl1"])


def test_wrong_usage_prints_the_commands():
    done = subprocess.run([sys.executable, DEV, "fly"], capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert "packaging/dev.py run" in done.stderr
