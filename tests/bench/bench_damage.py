"""Damage to each file of an index, at random places: how often it was noticed, or made no difference.  See tests/damage.py."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from damage import main

if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
