"""Each check of the self-test passes in the source tree, and fails where what it is for is missing."""

from __future__ import annotations

import os
import sqlite3
import threading
from pathlib import Path

import pytest

from desktop.core.faults import Fault, FaultClass, PortFault
from desktop.net import vault
from desktop.selftest import machine, parts
from desktop.selftest.checks import CHECKS
from desktop.selftest.report import Check, CheckFailed

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.name)
def test_check_passes_in_the_source_tree(check: Check, qapp: object) -> None:
    assert check.work()


def test_absent_field_map_is_found(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("desktop.mapping.lens.resources", lambda: tmp_path)
    with pytest.raises(Exception, match="contact"):
        parts.mappings()


def test_room_that_was_left_out_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pkgutil.walk_packages", lambda *_: [])
    with pytest.raises(CheckFailed, match=r"absent: app, .*ui"):
        parts.modules()


def test_sqlite_without_a_feature_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    travel = ("time travel", "CREATE VIRTUAL TABLE future USING delorean(year)", None)
    monkeypatch.setattr(machine, "FEATURES", (travel,))
    with pytest.raises(CheckFailed, match=f"SQLite {sqlite3.sqlite_version} lacks time travel: no such module"):
        machine.database()


class Forgetful:
    """A keychain that keeps nothing, or that is locked."""

    def __init__(self, fault: PortFault | None = None) -> None:
        self._fault = fault

    def put(self, account: str, kind: str, secret: str) -> None:
        if self._fault:
            raise self._fault

    def get(self, account: str, kind: str) -> str | None:
        return None

    def delete(self, account: str, kind: str) -> None:
        pass

    def where(self) -> str:
        return "in a drawer"


def test_keychain_that_forgets_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(vault, "Keychain", Forgetful)
    with pytest.raises(CheckFailed, match="in a drawer: another secret came back"):
        machine.keychain()


def test_keychain_that_refuses_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    fault = PortFault(Fault(FaultClass.ENVIRONMENT, "keychain", "It is locked.", "Unlock it."))
    monkeypatch.setattr(vault, "Keychain", lambda: Forgetful(fault))
    with pytest.raises(CheckFailed, match=r"It is locked\. Unlock it\."):
        machine.keychain()


def test_keychain_that_does_not_answer_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    unlocked = threading.Event()
    monkeypatch.setattr(Forgetful, "put", lambda *_: unlocked.wait())
    monkeypatch.setattr(vault, "Keychain", Forgetful)
    monkeypatch.setattr(machine, "KEYCHAIN_LIMIT_S", 0.0)
    with pytest.raises(CheckFailed, match="no answer"):
        machine.keychain()
    unlocked.set()


def test_computer_without_a_keychain_passes_and_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    def none() -> None:
        raise PortFault(Fault(FaultClass.ENVIRONMENT, "keychain", "None.", "None."))

    monkeypatch.setattr(vault, "Keychain", none)
    assert "no keychain" in machine.keychain()


def test_window_that_was_left_out_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    from desktop.selftest import windows
    from desktop.ui import shell

    monkeypatch.setitem(shell.WINDOWS, "attic", "desktop.ui.status:AtticWindow")
    with pytest.raises(AttributeError, match="AtticWindow"):
        windows.classes()


def test_platform_without_its_plug_in_is_found(monkeypatch: pytest.MonkeyPatch, qapp: object) -> None:
    from desktop.selftest import windows

    monkeypatch.setattr(windows, "PLATFORMS", {})
    assert windows.platforms() == "offscreen"
    monkeypatch.setattr("sys.platform", "toaster")
    monkeypatch.setattr(windows, "PLATFORMS", {"toaster": ("slices",)})
    with pytest.raises(CheckFailed, match="slices: "):
        windows.platforms()
    monkeypatch.setattr(windows, "OPTIONAL", ("slices",))
    assert windows.platforms() == ""


def test_language_without_its_texts_is_found(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, qapp: object) -> None:
    from desktop.selftest import windows

    monkeypatch.setattr(windows, "resources", lambda: tmp_path)
    with pytest.raises(CheckFailed, match="our texts are absent in en"):
        windows.languages()
