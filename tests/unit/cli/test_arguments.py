"""How the command line names itself."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from desktop.cli.arguments import called


def test_help_names_what_the_person_started(monkeypatch: pytest.MonkeyPatch) -> None:
    assert called() == "python -m desktop"
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setattr(sys, "executable", str(Path("apps", "smartcloud-connect-cli.exe")))
    assert called() == "smartcloud-connect-cli"
