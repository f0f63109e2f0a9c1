"""Where the program's own files are.

Exists so that nothing else guesses paths. Must not know what is in them.
"""

from __future__ import annotations

import sys
from pathlib import Path


def resources() -> Path:
    """The folder of the files that the program is shipped with: beside the package, or inside a frozen bundle."""
    bundle = getattr(sys, "_MEIPASS", None)
    return Path(bundle) / "resources" if bundle else Path(__file__).resolve().parent.parent / "resources"


def default_profile() -> Path:
    """The folder of a person's own profile on this system; it need not exist yet."""
    import platformdirs  # which the tray need not load when it is told the profile

    return Path(platformdirs.user_data_dir("SmartCloud Connect Desktop", appauthor=False))
