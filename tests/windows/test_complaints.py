"""What Qt says goes to the log, each with its weight."""

from __future__ import annotations

import logging

import pytest
from PySide6.QtCore import qDebug, qInstallMessageHandler, qWarning

from desktop.ui.complaints import logged


def test_what_qt_says_is_logged_with_its_weight_and_afterwards_no_more(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    with logged():
        qWarning("a window is odd")
        qDebug("a detail")
    told = [(record.levelname, record.message) for record in caplog.records if record.name == "desktop.ui.complaints"]
    assert told == [("WARNING", "default: a window is odd"), ("DEBUG", "default: a detail")]
    assert qInstallMessageHandler(None) is None
