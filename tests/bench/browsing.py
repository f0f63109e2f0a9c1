"""A person in the record browser, as a job of its own process: opens it, scrolls to and fro, types.

Must not judge what it measures.
"""

from __future__ import annotations

import os
import random
import time
from collections.abc import Iterator
from pathlib import Path
from statistics import median, quantiles
from typing import TYPE_CHECKING

from tests.bench.mirror import Names

if TYPE_CHECKING:
    from desktop.ui.browser.window import BrowserWindow
    from tests.windows.rig import Rig

JUMPS, PEOPLE = 200, 40
MOST_MS = 300_000


def browse(profile: str) -> dict[str, float]:
    """Milliseconds and megabytes of everything that is asked of the browser."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from desktop.ui.application import make_qt
    from desktop.ui.browser.window import BrowserWindow
    from tests.windows.rig import Rig

    qt = make_qt([])
    rig = Rig(Path(profile))
    before = _own_mb()
    begun = time.perf_counter()
    rig.windows.show("browser")
    qt.processEvents()
    told = {"window_ms": _since(begun)}
    window = rig.windows.get("browser")
    assert isinstance(window, BrowserWindow)
    rig.until(lambda: window.model.rowCount() > 0)
    window.table.viewport().repaint()
    told["first_ms"] = _since(begun)
    rig.until(lambda: not window.busy, MOST_MS)
    told["all_ms"] = _since(begun)
    paints = list(_paints(window))
    searches = list(_searches(rig, window))
    told |= {"paint_ms": median(paints), "search_ms": quantiles(searches, n=20)[-1]}
    told["more_mb"] = _own_mb() - before
    rig.close()
    return told


def _paints(window: BrowserWindow) -> Iterator[float]:
    """Jumps to anywhere in the list, what is shown there read and painted: CPU of the window thread."""
    bar, chance = window.table.verticalScrollBar(), random.Random(1)
    for _ in range(JUMPS):
        place = chance.randrange(bar.maximum() + 1)
        begun = time.thread_time()
        bar.setValue(place)
        window.table.viewport().repaint()
        yield (time.thread_time() - begun) * 1000


def _searches(rig: Rig, window: BrowserWindow) -> Iterator[float]:
    """Letter by letter, before what is asked for the letter before is complete."""
    for word in _words():
        window.filters.search.setText(word)
        shown: list[bool] = []
        connection = window._searcher.found.connect(lambda _, shown=shown: shown.append(True))
        begun = time.perf_counter()
        window.filters.ask()
        rig.until(lambda shown=shown: bool(shown))  # type: ignore[misc]
        window.table.viewport().repaint()
        yield _since(begun)
        window._searcher.found.disconnect(connection)


def _words() -> Iterator[str]:
    names, chance = Names(), random.Random(2)
    for _ in range(PEOPLE):
        first, last, company = chance.choice(names.first), chance.choice(names.last), chance.choice(names.company)
        for word in (last, company):
            yield from (word[:length] for length in range(1, len(word) + 1))
        yield from (f"{first} {last[:3]}", last[2:7], f"{first}.{last}", f"{last}q")


def _own_mb() -> float:
    """Memory that no file stands behind, in MB: libraries count as shared or not by what else happens to run."""
    lines = Path("/proc/self/status").read_text().splitlines()
    return int(next(line for line in lines if line.startswith("RssAnon:")).split()[1]) / 1024


def _since(begun: float) -> float:
    return (time.perf_counter() - begun) * 1000
