"""What Qt complains about, in our own log: windows have no terminal in which anybody would read it.

Exists so that a fault of a window can be found afterwards. Knows no window.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from PySide6.QtCore import QMessageLogContext, QtMsgType, qInstallMessageHandler

_LEVELS: Final = {
    QtMsgType.QtDebugMsg: logging.DEBUG,
    QtMsgType.QtInfoMsg: logging.INFO,
    QtMsgType.QtWarningMsg: logging.WARNING,
    QtMsgType.QtCriticalMsg: logging.ERROR,
    QtMsgType.QtFatalMsg: logging.CRITICAL,
}
_log = logging.getLogger(__name__)


@contextmanager
def logged() -> Iterator[None]:
    """Meanwhile, log whatever Qt says."""
    qInstallMessageHandler(_heard)
    try:
        yield
    finally:
        qInstallMessageHandler(None)


def _heard(kind: QtMsgType, context: QMessageLogContext, text: str) -> None:
    _log.log(_LEVELS.get(kind, logging.WARNING), "%s: %s", context.category or "default", text)
