"""The program with its windows, drawn off screen; tests that need a screen bring their own."""

from __future__ import annotations

import gc
import os
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
    from tests.windows.rig import Rig

    made = Rig(tmp_path / "profile")
    yield made
    made.close()
    # Here and now, in the thread of the windows: collected later in the thread of a server, a widget ends the process.
    gc.collect()
