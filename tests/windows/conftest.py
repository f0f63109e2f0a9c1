"""The program with its windows, drawn off screen; tests that need a screen bring their own."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:  # loaded by the fixture, after the platform is chosen
    from tests.windows.rig import Rig

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")


@pytest.fixture
def rig(qapp: object, tmp_path: Path) -> Iterator[Rig]:
    """A program on an empty profile, not connected yet."""
    from tests.windows.abandoned import Abandoned
    from tests.windows.rig import Rig

    abandoned = Abandoned()
    made = Rig(tmp_path / "profile")
    yield made
    left = abandoned.found()
    made.close()
    assert left == [], "Qt must destroy them, in its own thread (a parent, or deleteLater), and not Python's collector"


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol() -> Iterator[None]:
    """Destroy what a test leaves here and now, when nothing holds it any more, in the thread of the windows: collected
    later, by the thread of another test's server, a widget ends the process."""
    gc.disable()
    try:
        return (yield)
    finally:
        core = sys.modules.get("PySide6.QtCore")
        if core is not None:
            core.QCoreApplication.sendPostedEvents(None, core.QEvent.Type.DeferredDelete)
        gc.collect()
        gc.enable()
