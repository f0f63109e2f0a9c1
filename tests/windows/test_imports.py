"""What windows add to the loading of everything else: nothing."""

from __future__ import annotations

import subprocess
import sys

LOAD = """
import linecache, sys
import desktop.ui.application
import exchangelib
kept = [name for name in linecache.cache if "exchangelib" in name or "ui/bridge" in name]
sys.exit(f"{len(kept)} sources are kept in memory, of {kept[:3]}" if kept else 0)
"""


def test_sources_of_what_is_loaded_are_not_kept_in_memory() -> None:
    done = subprocess.run([sys.executable, "-c", LOAD], capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stderr
