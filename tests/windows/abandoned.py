"""What nothing holds any more but Python's collector, while Qt has not destroyed it.

Exists because the collector runs in whatever thread allocates, that of a session too, and a widget that is destroyed in
another thread than its own ends the process.
"""

from __future__ import annotations

import gc

import shiboken6
from PySide6.QtCore import QCoreApplication, QEvent


class Abandoned:
    """Looks at what was made since its own making."""

    def __init__(self) -> None:
        gc.collect()
        self._before = {id(each) for each in gc.get_objects() if _lives(each)}

    def found(self) -> list[str]:
        """What the collector would destroy now. Makes Qt destroy first what it was told to."""
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        gc.set_debug(gc.DEBUG_SAVEALL)
        try:
            gc.collect()
            return sorted(repr(each) for each in gc.garbage if _lives(each) and id(each) not in self._before)
        finally:
            gc.set_debug(0)
            gc.garbage.clear()


def _lives(thing: object) -> bool:
    return isinstance(thing, shiboken6.Object) and shiboken6.isValid(thing) and shiboken6.ownedByPython(thing)
