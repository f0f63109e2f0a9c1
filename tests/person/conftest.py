"""The desktop of a test, and what is kept of it when the test fails. Must not know what the test is about."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from installer.machine import DESKTOP_PARTS
from tests.conftest import REQUIRE_PEERS

if TYPE_CHECKING:
    from tests.person.room import Room

_FAILED = pytest.StashKey[bool]()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Iterator[None]:
    """Remember a failure until the desktop is taken down."""
    report = yield
    assert isinstance(report, pytest.TestReport)
    item.stash[_FAILED] = item.stash.get(_FAILED, False) or report.failed
    return report


@pytest.fixture
def failed(request: pytest.FixtureRequest) -> Callable[[], bool]:
    """Whether the test has failed, for whoever takes down what it used."""
    return lambda: request.node.stash.get(_FAILED, False)


@pytest.fixture
def desktop(tmp_path: Path) -> Iterator[Room]:
    """A desktop that runs; skipped where its packages are absent."""
    lacking = [name for name in DESKTOP_PARTS if shutil.which(name) is None]
    if sys.platform != "linux" or lacking:
        reason = f"There is no desktop without a screen here: {', '.join(lacking) or sys.platform}."
        if REQUIRE_PEERS:
            pytest.fail(f"{reason} (SCC_REQUIRE_PEERS=1 makes this a failure)")
        pytest.skip(reason)
    from tests.person.room import room

    with room(tmp_path / "home") as made:
        yield made
