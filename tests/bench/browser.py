"""The record browser on a mirror of a million contacts: how soon it is there, how fast it paints and finds.

Exists as the browser's part of the benchmark.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path

from tests.bench.child import measured
from tests.bench.figures import Target

CONTACTS, QUICK = 1_000_000, 2_000
MOST_WINDOW_MS, MOST_FIRST_MS, MOST_PAINT_MS, MOST_SEARCH_MS, MOST_MB = 300, 500, 10, 50, 60


def targets(contacts: int, profile: str = "") -> Iterator[Target]:
    """Every target of the browser, measured on a profile that is made for it (or is there already)."""
    with tempfile.TemporaryDirectory() as folder:
        if not profile:
            profile = str(Path(folder) / "profile")
            measured("mirror:fill", profile=profile, contacts=contacts)
        told = measured("browsing:browse", profile=profile).result
    name = f"browser, {contacts:,} contacts"
    yield Target(f"{name}: ms until the window is there (a limit of our own)", told["window_ms"], MOST_WINDOW_MS, False)
    yield Target(f"{name}: ms until the first rows are painted", told["first_ms"], MOST_FIRST_MS, False)
    yield Target(f"{name}: CPU ms of a repaint anywhere in the list, median", told["paint_ms"], MOST_PAINT_MS, False)
    yield Target(f"{name}: ms to the first results, 95th percentile", told["search_ms"], MOST_SEARCH_MS, False)
    yield Target(f"{name}: MB more than before it was opened", told["more_mb"], MOST_MB, False)
