"""How checks are told: one line each, whatever fails, and the exit code."""

from __future__ import annotations

import io

import pytest

from desktop import __main__
from desktop.selftest import checks
from desktop.selftest.report import Check, CheckFailed, report


def _absent() -> str:
    raise ModuleNotFoundError("No module named 'backports'")


def _wrong() -> str:
    raise CheckFailed("the list\nis empty")


def test_every_check_is_told_in_one_line() -> None:
    out = io.StringIO()
    assert report([Check("zones", lambda: "599 zones"), Check("a sync", lambda: "12 contacts")], out) == 0
    assert out.getvalue() == "ok      zones   599 zones\nok      a sync  12 contacts\nAll 2 checks passed.\n"


def test_broken_check_names_itself_and_does_not_stop_the_others() -> None:
    out = io.StringIO()
    broken = [Check("keychain", _absent), Check("certificates", _wrong), Check("zones", lambda: "599 zones")]
    assert report(broken, out) == 1
    assert out.getvalue().splitlines() == [
        "failed  keychain      ModuleNotFoundError: No module named 'backports'",
        "failed  certificates  the list is empty",
        "ok      zones         599 zones",
        "Failed: keychain, certificates.",
    ]


def test_program_without_any_output_still_has_its_exit_code() -> None:
    assert report([Check("keychain", _absent)], None) == 1


@pytest.mark.parametrize("entry", [__main__.main, __main__.command_line])
def test_both_entries_take_the_word(
    entry: object, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(checks, "CHECKS", (Check("keychain", _absent),))
    assert callable(entry)
    assert entry(["--selftest"]) == 1
    assert "Failed: keychain." in capsys.readouterr().out
