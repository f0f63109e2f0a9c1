"""The command line beside the running tray, as two processes: who does the work, and how the tray comes and goes.

Laws: L4, unless a test names its own.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from desktop.app.instance import LOCK, PLACE, Instance
from tests.conftest import ROOT
from tests.whole.desk import Desk
from tests.whole.test_secrets import clean_profile, leaks

if TYPE_CHECKING:
    from desktop.sandbox.serve import Sandbox

WAIT = 60


@pytest.fixture
def desk(sandbox: Sandbox, tmp_path: Path) -> Desk:
    """A profile with accounts, before its first sync."""
    made = Desk(sandbox, tmp_path)
    made.connect()
    return made


def begin(profile: Path, *words: str) -> subprocess.Popen[bytes]:
    """The tray in a process of its own, without a screen to look at."""
    command = [sys.executable, "-m", "desktop", "--profile", str(profile), *words]
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    return subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)


@contextmanager
def tray(desk: Desk) -> Iterator[subprocess.Popen[bytes]]:
    """A running tray that answers; killed if the test does not end it."""
    place = desk.profile / PLACE
    before = place.read_bytes() if place.exists() else b""
    with begin(desk.profile, "--background") as process:
        try:
            while not place.exists() or place.read_bytes() == before:
                with pytest.raises(subprocess.TimeoutExpired):
                    process.wait(0.05)
            yield process
        finally:
            process.kill()


def test_the_tray_does_what_the_command_line_says_and_ends_when_told_to(desk: Desk) -> None:
    assert desk.type("quit").code == 5, "nobody runs yet"
    with tray(desk) as process:
        assert Instance.claim(desk.profile) is None
        planned = desk.type("sync")
        assert (planned.code, "Nothing was written." in planned.out) == (3, True)
        assert desk.type("sync", "--yes").code == 0
        desk.agreed(8)
        again = json.loads(desk.type("sync", "--json").out)
        assert (again["verdict"], again["operations"]) == ("clean", {"salesforce": {}, "mailbox": {}})
        assert desk.type("pause", "2h").code == 0
        assert desk.type("resume").code == 0
        assert desk.type("resolve", "99", "--take", "mailbox").code == 3
        with begin(desk.profile) as second:
            assert second.wait(WAIT) == 0
        assert desk.type("status").code == 0
        assert desk.type("quit").code == 0
        assert process.wait(WAIT) == 0
        told = process.stdout.read() if process.stdout else b""
    assert b"Traceback" not in told, told
    assert desk.type("pause").code == 5
    assert desk.type("sync").code == 0
    log = (desk.profile / "desktop.log").read_text("utf-8")
    assert "Traceback" not in log
    clean_profile(desk)


def test_a_password_that_is_handed_over_is_kept_where_it_belongs(desk: Desk) -> None:
    """No law: where secrets are."""
    with tray(desk) as process:
        refused = desk.connect_exchange(password="Wr0ng-but-somewhere-else-right")
        assert refused.code == 4
        assert desk.connect_exchange().code == 0
        assert desk.type("sync", "--yes").code == 0
        desk.type("quit")
        process.wait(WAIT)
    assert leaks(desk.sandbox, refused.out + refused.errors) == []
    clean_profile(desk)


def test_a_killed_tray_is_in_nobodys_way(desk: Desk) -> None:
    """L9."""
    with tray(desk) as process:
        process.kill()
        process.wait(WAIT)
    assert (desk.profile / PLACE).exists()
    assert desk.type("sync", "--yes").code == 0
    with tray(desk) as process:
        assert desk.type("show").code == 0
        desk.type("quit")
        assert process.wait(WAIT) == 0
    assert not (desk.profile / PLACE).exists()
    assert (desk.profile / LOCK).exists()


def test_wiping_goes_through_the_tray_and_leaves_nothing(desk: Desk) -> None:
    """No law: what is left of us."""
    with tray(desk) as process:
        assert desk.type("sync", "--yes").code == 0
        assert desk.type("wipe", "--yes").code == 0
        assert process.wait(WAIT) == 0
    assert not desk.profile.exists()
    desk.agreed(8)
