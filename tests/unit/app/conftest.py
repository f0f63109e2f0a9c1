"""A program over the in-memory world for the tests of this room."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.unit.app.bureau import Bureau


@pytest.fixture
def bureau(tmp_path: Path) -> Iterator[Bureau]:
    """A program on an empty profile."""
    made = Bureau(tmp_path / "profile")
    yield made
    made.program.close()
