"""What is read of real mail against expected results: the table by set and field, and each difference with its reason."""

from __future__ import annotations

import runpy
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
sys.argv[1:] = ["--differences"]
runpy.run_module("tests.scores", run_name="__main__")
